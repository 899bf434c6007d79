"""Clusters: groups of duties over all sources that say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analytics.register import split_codes

if TYPE_CHECKING:
    from collections.abc import Iterable

CLOSE = ("exact", "close")


def find_clusters(alignment: pd.DataFrame, duties: pd.DataFrame) -> pd.DataFrame:
    """Group duties that are exact or close matches, the surest pairs first.

    Two groups are joined only where that puts no two duties of one department together whose functions
    differ altogether: what one department keeps apart, a cluster never joins.

    Parameters
    ----------
    alignment : DataFrame, one row a subject and candidate
        `subject_id`, `object_id`, `accepted`, `relation`, `probability`.
    duties : DataFrame, one row a duty
        `duty_id`, `department_id`, `functions` (codes, `;` between).

    Returns
    -------
    DataFrame, one row a duty that is in a cluster of two or more
        `cluster_id` (its smallest duty id), `duty_id`; in the order of both.
    """
    functions = dict(zip(duties["duty_id"], duties["functions"].map(lambda cell: set(split_codes(cell))), strict=True))
    departments = dict(zip(duties["duty_id"], duties["department_id"], strict=True))
    groups: dict[str, set[str]] = {}
    close = alignment.loc[alignment["accepted"] & alignment["relation"].isin(CLOSE)]
    ordered = close.sort_values(["probability", "subject_id", "object_id"], ascending=[False, True, True])
    for a, b in zip(ordered["subject_id"], ordered["object_id"], strict=True):
        first, second = groups.setdefault(a, {a}), groups.setdefault(b, {b})
        if first is not second and not _clash(first, second, departments, functions):
            first |= second
            groups.update(dict.fromkeys(second, first))
    rows = sorted((min(group), duty) for duty, group in groups.items() if len(group) > 1)
    return pd.DataFrame(rows, columns=["cluster_id", "duty_id"], dtype=str)


def _clash(a: Iterable[str], b: Iterable[str], departments: dict[str, str], functions: dict[str, set[str]]) -> bool:
    return any(departments[x] == departments[y] and not functions[x] & functions[y] for x in a for y in b)


def settle_exact(alignment: pd.DataFrame) -> pd.Series:
    """Keep *exact* only where it is transitive: what is exact to one thing is exact to each other.

    Parameters
    ----------
    alignment : DataFrame
        `subject_id`, `object_id`, `accepted`, `relation`.

    Returns
    -------
    Series of str, aligned with `alignment`
        The relation, *exact* lowered to *close* in every group of exact pairs that lacks one of its pairs.
    """
    exact = alignment.loc[alignment["accepted"] & (alignment["relation"] == "exact")]
    near: dict[str, set[str]] = {}
    for a, b in zip(exact["subject_id"], exact["object_id"], strict=True):
        near.setdefault(a, {a}).add(b)
        near.setdefault(b, {b}).add(a)
    broken = {duty for duty, group in near.items() if any(near[other] != group for other in group)}
    lowered = (alignment["relation"] == "exact") & (
        alignment["subject_id"].isin(broken) | alignment["object_id"].isin(broken)
    )
    return alignment["relation"].mask(lowered, "close")
