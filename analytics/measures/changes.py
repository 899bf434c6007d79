"""Changes: what an office's younger document states, restates and leaves out of the older one."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

CHANGES = ("gained", "kept", "merged", "split", "renamed", "moved", "not_restated", "lost")
BRIEF = 0.5
KEY = ["office_id", "older_id", "newer_id"]
SUCCESSION_COLUMNS = [*KEY, "n_older", "n_newer", "n_restated", "n_answering", "brief"]
COLUMNS = [*KEY, "code", "change", "n_older", "n_newer", "n_pairs"]
COLUMNS += ["older_units", "newer_units", "older_duties", "newer_duties"]


def find_successions(sources: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Pair each document of an office with the next younger one.

    The younger one is *brief* where it has fewer than half as many comparable duties as the older (`BRIEF`):
    then it restates, and what it leaves out is not thereby given up.

    Parameters
    ----------
    sources : DataFrame, one row a document
        `source_id`, `office_id`, `valid_from` (a document without a date has no place and is left out),
        `n_comparable`.
    pairs : DataFrame, one row a pair of duties of two documents that answer to each other
        `older_duty`, `newer_duty`, `older_id`, `newer_id` (documents).

    Returns
    -------
    DataFrame, one row a succession, in the order of `sources`, older ones first
        `office_id`, `older_id`, `newer_id` (documents), `n_older`, `n_newer` (comparable duties), `n_restated`
        (older duties that a newer one answers), `n_answering` (newer duties that answer an older one), `brief`.
    """
    dated = sources.loc[sources["valid_from"] != ""]
    counts = dict(zip(sources["source_id"], sources["n_comparable"], strict=True))
    rows = []
    for office, documents in dated.groupby("office_id", sort=False):
        ordered = documents.sort_values("valid_from", kind="stable")["source_id"].to_list()
        for older, newer in pairwise(ordered):
            found = pairs.loc[(pairs["older_id"] == older) & (pairs["newer_id"] == newer)]
            restated, answering = found["older_duty"].nunique(), found["newer_duty"].nunique()
            brief = counts[newer] < BRIEF * counts[older]
            rows.append((office, older, newer, counts[older], counts[newer], restated, answering, brief))
    return pd.DataFrame(rows, columns=SUCCESSION_COLUMNS)


def measure_changes(
    successions: pd.DataFrame, stated: pd.DataFrame, pairs: pd.DataFrame, units: pd.DataFrame
) -> pd.DataFrame:
    """Say for each function what became of it from one document of an office to the next.

    ============  ===================================================================================
    gained        the younger document states it, the older does not
    lost          the older states it, the younger does not, and is not brief
    not_restated  the same, but the younger is brief: silence, not loss
    moved         both state it, in departments of other names, neither of which succeeds the other
    renamed       both state it, in departments of other names, of which one succeeds the other
    merged        fewer duties of the younger document answer to more of the older
    split         more duties of the younger document answer to fewer of the older
    kept          both state it otherwise
    ============  ===================================================================================

    The first that holds counts. Departments are compared where both documents name one that holds the
    function; the office's own mandate is none. A department succeeds another that answers to half or more of
    the latter's duties that have an answer. For merged and split only pairs count of which both duties state
    the function.

    Parameters
    ----------
    successions : DataFrame
        As `find_successions` gives it.
    stated : DataFrame, one row per (document, code, duty that states it), codes in the codebook's order
        `source_id`, `code`, `duty_id`, `department_id`.
    pairs : DataFrame
        As for `find_successions`.
    units : DataFrame, one row a unit
        `department_id`, `name_en`, `name_zh`, `kind`.

    Returns
    -------
    DataFrame, one row per (succession, code that either document states)
        `office_id`, `older_id`, `newer_id`, `code`, `change`, `n_older`, `n_newer` (duties), `n_pairs`,
        `older_units`, `newer_units`, `older_duties`, `newer_duties` (ids, `;` between); in the order of
        `successions`, then as codes stand in `stated`.
    """
    name_of = _name_units(units)
    unit_of = dict(zip(stated["duty_id"], stated["department_id"], strict=True))
    order = {code: i for i, code in enumerate(stated["code"].unique())}
    rows: list[dict[str, object]] = []
    for each in successions.to_dict("records"):
        found = pairs.loc[(pairs["older_id"] == each["older_id"]) & (pairs["newer_id"] == each["newer_id"])]
        links = list(zip(found["older_duty"], found["newer_duty"], strict=True))
        successors = _find_successors(links, unit_of)
        sides = [stated.loc[stated["source_id"] == each[side]] for side in ("older_id", "newer_id")]
        held = [{code: list(group) for code, group in side.groupby("code")["duty_id"]} for side in sides]
        for code in sorted(held[0].keys() | held[1].keys(), key=lambda code: order[code]):
            older, newer = held[0].get(code, []), held[1].get(code, [])
            both = [(a, b) for a, b in links if a in older and b in newer]
            from_, to = ({unit_of[duty] for duty in duties} & name_of.keys() for duties in (older, newer))
            change = _name_one_sided(older, newer, each)
            change = change or _compare_units(from_, to, name_of, successors) or _compare_counts(both)
            counts = {"n_older": len(older), "n_newer": len(newer), "n_pairs": len(both)}
            listed = {"older_units": from_, "newer_units": to, "older_duties": older, "newer_duties": newer}
            told = {key: ";".join(sorted(ids)) for key, ids in listed.items()}
            rows.append({**{key: each[key] for key in KEY}, "code": code, "change": change, **counts, **told})
    return pd.DataFrame(rows, columns=COLUMNS)


def _name_units(units: pd.DataFrame) -> dict[str, str]:
    """Name each unit, the office's own mandate left out, so that names can be compared."""
    named = units.loc[units["kind"] != "leadership"]
    names = named["name_en"].where(named["name_en"] != "", named["name_zh"])
    return dict(zip(named["department_id"], names.str.casefold(), strict=True))


def _find_successors(links: list[tuple[str, str]], unit_of: dict[str, str]) -> set[tuple[str, str]]:
    """Find the older units half or more of whose answered duties one newer unit answers, with that unit."""
    table = pd.DataFrame(
        [(older, unit_of[older], unit_of[newer]) for older, newer in links if older in unit_of and newer in unit_of],
        columns=["duty", "older", "newer"],
    )
    answered = table.groupby("older")["duty"].nunique()
    shared = table.groupby(["older", "newer"])["duty"].nunique()
    return {
        (older, newer)
        for older, newer, n in shared.reset_index().itertuples(index=False, name=None)
        if 2 * n >= answered[older]
    }


def _name_one_sided(older: list[str], newer: list[str], succession: dict[Hashable, Any]) -> str:
    if not older:
        return "gained"
    if not newer:
        return "not_restated" if succession["brief"] else "lost"
    return ""


def _compare_units(older: set[str], newer: set[str], names: dict[str, str], successors: set[tuple[str, str]]) -> str:
    if not older or not newer or {names[unit] for unit in older} & {names[unit] for unit in newer}:
        return ""
    return "renamed" if any((a, b) in successors for a in older for b in newer) else "moved"


def _compare_counts(both: Iterable[tuple[str, str]]) -> str:
    older, newer = {a for a, _ in both}, {b for _, b in both}
    return "merged" if len(older) > len(newer) else "split" if len(newer) > len(older) else "kept"
