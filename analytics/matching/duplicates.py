"""Duplicates: duties of two departments in one document that say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.errors import DataError, Problem
from analytics.matching.alignment import list_terms, share_terms
from analytics.matching.channels import Profile, compare_profiles
from analytics.register import read_csv

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from analytics.matching.alignment import Matcher
    from analytics.matching.texts import DutyTexts

VERDICTS = ("same", "part", "other")
VERDICT_COLUMNS = ["duty_a", "duty_b", "verdict", "why"]
COLUMNS = ["duty_a", "duty_b", "probability", "functions", "terms_en", "terms_zh", "verdict", "same"]
NO_VERDICTS = pd.DataFrame({column: pd.Series(dtype=str) for column in VERDICT_COLUMNS})
FLOOR = 0.3
SAME_FROM = 0.85


def find_duplicates(
    matcher: Matcher,
    sources: Sequence[DutyTexts],
    profiles: Sequence[Profile],
    verdicts: pd.DataFrame,
    *,
    general: Collection[str] = (),
) -> pd.DataFrame:
    """Find the pairs of duties of one document, of different departments, that may say the same.

    A pair is looked at when both duties have the same main function and the same action, and the fusion,
    which was learnt between documents, gives it a probability of `FLOOR` or more; and whatever else a reader
    has read. It counts as the same where a reader says so; where nobody has read it, from a probability of
    `SAME_FROM`. Documents are never compared with one another here: what a younger document of an office
    restates is succession.

    Of the four offices' 32 pairs at headquarters a reader found 11 to say the same. `SAME_FROM` alone takes
    18 of them, 10 rightly (precision .56, recall .91); of the 8 others 3 say the same of a part, 5 of
    other people or matters, such as two offices that each serve their own leaders. `score_verdicts`
    gives the figures for the store at hand.

    Parameters
    ----------
    matcher : Matcher
    sources : sequence of DutyTexts
    profiles : sequence of Profile
        Of the same sources, in the same order.
    verdicts : DataFrame
        As `read_verdicts` gives it.
    general : collection of str
        Duties that are also a general clause (they name a function of GEN): every department has its own, in
        much the same words, and no two are duplicates.

    Returns
    -------
    DataFrame, one row a pair, the smaller id first; in the order of both ids
        `duty_a`, `duty_b`, `probability` (the machine's, 0 to 1), `functions` (shared, `;` between),
        `terms_en`, `terms_zh` (shared), `verdict` (a reader's: same, part, other; empty where unread),
        `same`.
    """
    read = set(zip(verdicts["duty_a"], verdicts["duty_b"], strict=True))
    rows: list[dict[str, object]] = []
    for source, profile in zip(sources, profiles, strict=True):
        rows += _compare_within(matcher, source, profile, read, general)
    table = pd.DataFrame(rows, columns=COLUMNS[:6]).merge(
        verdicts[["duty_a", "duty_b", "verdict"]], on=["duty_a", "duty_b"], how="left"
    )
    table["verdict"] = table["verdict"].fillna("")
    table["same"] = (table["verdict"] == "same") | ((table["verdict"] == "") & (table["probability"] >= SAME_FROM))
    return table.astype({"probability": float}).sort_values(["duty_a", "duty_b"], ignore_index=True)


def _compare_within(
    matcher: Matcher, source: DutyTexts, profile: Profile, read: set[tuple[str, str]], general: Collection[str]
) -> list[dict[str, object]]:
    if len(source) < 2:
        return []
    duties = source.table.to_dict("records")
    probability = matcher.fusion.predict(compare_profiles(profile, profile, matcher.reference.weights))
    department = source.table["department_id"].to_numpy()
    main = source.table["functions"].str[0].to_numpy()
    business = ~source.table["duty_id"].isin(list(general)).to_numpy()
    candidates = (
        (department[:, None] != department[None, :])
        & (main[:, None] == main[None, :])
        & (profile.action[:, None] == profile.action[None, :])
        & (probability >= FLOOR)
        & (business[:, None] & business[None, :])
    )
    place = {duty["duty_id"]: i for i, duty in enumerate(duties)}
    for a, b in read:
        if a in place and b in place:
            candidates[place[a], place[b]] = True
    terms = list_terms(source, matcher)
    return [
        {
            "duty_a": duties[i]["duty_id"],
            "duty_b": duties[j]["duty_id"],
            "probability": round(float(probability[i, j]), 6),
            "functions": ";".join(code for code in duties[i]["functions"] if code in duties[j]["functions"]),
            **share_terms(matcher, terms[i], terms[j]),
        }
        for i, j in zip(*np.nonzero(np.triu(candidates, 1)), strict=True)
    ]


def read_verdicts(path: Path) -> pd.DataFrame:
    """Read `labels/duplicates.csv`: what a reader says of pairs within one document.

    Parameters
    ----------
    path : Path
        Without the file nothing was read.

    Returns
    -------
    DataFrame, one row a pair, the smaller id first
        `duty_a`, `duty_b`, `verdict` (same: both are charged with one thing; part: with a part of it;
        other: each for other people or matters), `why`.

    Raises
    ------
    DataError
        A column is missing, a verdict is unknown, a pair stands twice or has its larger id first.
    """
    name = f"labels/{path.name}"
    if not path.is_file():
        return NO_VERDICTS
    table = read_csv(path, VERDICT_COLUMNS, name=name, least=0)
    wrong = {
        "verdict": (~table["verdict"].isin(VERDICTS), "is unknown", f"use one of {', '.join(VERDICTS)}"),
        "duty_b": (table["duty_b"] <= table["duty_a"], "is not the larger id", "write the smaller id first"),
        "duty_a": (table.duplicated(["duty_a", "duty_b"]), "has this pair twice", "keep one of the two"),
    }
    problems = [
        Problem(name, int(str(row)) + 2, column, f"{value!r} {what}", remedy)
        for column, (found, what, remedy) in wrong.items()
        for row, value in table.loc[found, column].items()
    ]
    if problems:
        raise DataError(problems)
    return table[VERDICT_COLUMNS]


def score_verdicts(duplicates: pd.DataFrame) -> dict[str, float]:
    """Score what the machine alone would take for the same, on the pairs that a reader has read.

    Parameters
    ----------
    duplicates : DataFrame
        `probability`, `verdict`.

    Returns
    -------
    dict
        `n_read`, `n_same` (by the reader), `n_taken` (by the machine), `precision`, `recall` (nan where there
        is nothing to divide by).

    Examples
    --------
    >>> table = pd.DataFrame({"probability": [0.9, 0.9, 0.4, 0.9], "verdict": ["same", "other", "same", ""]})
    >>> score_verdicts(table)
    {'n_read': 3, 'n_same': 2, 'n_taken': 2, 'precision': 0.5, 'recall': 0.5}
    """
    read = duplicates.loc[duplicates["verdict"] != ""]
    same, taken = read["verdict"] == "same", read["probability"] >= SAME_FROM
    hits = int((same & taken).sum())
    return {
        "n_read": len(read),
        "n_same": int(same.sum()),
        "n_taken": int(taken.sum()),
        "precision": hits / int(taken.sum()) if taken.any() else float("nan"),
        "recall": hits / int(same.sum()) if same.any() else float("nan"),
    }
