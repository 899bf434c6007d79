"""Robustness: how far a figure or a gap rests on one way of cutting, naming or coding the duties."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

BASE = "base"
VARIANTS = ("coarser", "finer", "stated_names", "plain_codes", "other_coder")
RANGED = ("share", "breadth", "n_duties", "n_departments")
KEY = ["holder_id", "code"]
N_BESIDE = 3  # a duty that names more functions than this is dedicated to none of them, as in the query `coverage`


def vary_codings(
    codings: pd.DataFrame, *, actions: Collection[str] = (), kinds: Collection[str] = ()
) -> dict[str, pd.DataFrame]:
    """Read the same duties in five other ways, each defensible: what all of them show is robust.

    ``coarser``       duties of one department with the same main function are one duty
    ``finer``         each function that a duty names is a duty of its own
    ``stated_names``  without the units whose name a reader inferred or nobody knows
    ``plain_codes``   without the duties that carry a reader's note, and without machine-coded ones
    ``other_coder``   where two people coded a duty, the coding that the register does not hold

    After the advice to report every reasonable specification beside the chosen one (Steegen et al. 2016,
    Increasing transparency through a multiverse analysis).

    Parameters
    ----------
    codings : DataFrame, one row a duty, coder and comparable function
        The query ``codings``: `duty_id`, `coder`, `twice`, `department_id`, `action`, `kind`, `named`,
        `plain`, `function`, `position`.
    actions, kinds : collection of str, optional
        Which duties are counted, chosen before they are cut anew; all by default.

    Returns
    -------
    dict of DataFrame
        ``base`` and each of `VARIANTS`, the rows of `codings` that it counts: a row a (duty, function).

    Examples
    --------
    >>> rows = pd.DataFrame({
    ...     "duty_id": ["d1", "d2", "d2"], "coder": "register", "twice": False, "department_id": "u",
    ...     "action": "RULE", "kind": "department", "named": True, "plain": True,
    ...     "function": ["TAX.LEVY", "TAX.LEVY", "LAB.TEST"], "position": [1, 1, 2]})
    >>> {name: found["duty_id"].nunique() for name, found in vary_codings(rows).items()}
    {'base': 2, 'coarser': 1, 'finer': 3, 'stated_names': 2, 'plain_codes': 2, 'other_coder': 2}
    """
    if actions:
        codings = codings.loc[codings["action"].isin(list(actions))]
    if kinds:
        codings = codings.loc[codings["kind"].isin(list(kinds))]
    first = codings["coder"] == "register"
    register = codings.loc[first]
    return {
        BASE: register,
        "coarser": _join_duties(register),
        "finer": register.assign(duty_id=register["duty_id"] + " " + register["function"]),
        "stated_names": register.loc[register["named"].astype(bool)],
        "plain_codes": register.loc[register["plain"].astype(bool)],
        "other_coder": codings.loc[~first | ~codings["twice"].astype(bool)],
    }


def _join_duties(rows: pd.DataFrame) -> pd.DataFrame:
    """Make one duty of those of a department with the same main function; it names all their functions."""
    mains = rows.sort_values(["duty_id", "position"]).drop_duplicates("duty_id").set_index("duty_id")["function"]
    joined = rows.assign(duty_id=rows["department_id"] + " " + rows["duty_id"].map(mains))
    return joined.drop_duplicates(["duty_id", "function"])


def count_codings(rows: pd.DataFrame, counts: pd.DataFrame, holders: pd.DataFrame, *, level: str) -> pd.DataFrame:
    """Count duties as the query ``coverage`` does, from rows of duties and functions.

    Parameters
    ----------
    rows : DataFrame, one row a (duty, function)
        One of `vary_codings`: `duty_id`, `source_id`, `department_id`, `function`, `area`.
    counts : DataFrame, one row per (holder, code), zeros included
        The query ``coverage``; what it counts is replaced.
    holders : DataFrame, one row a holder
        `holder_id`, `source_id` (`;` between).
    level : {'area', 'function'}

    Returns
    -------
    DataFrame, with the rows and columns of `counts`
    """
    sources = holders[["holder_id", "source_id"]].assign(source_id=holders["source_id"].str.split(";"))
    dedicated = rows.groupby("duty_id")["function"].transform("size") <= N_BESIDE
    held = rows.assign(code=rows[level], dedicated=dedicated).merge(sources.explode("source_id"), on="source_id")
    found = {
        name: held.drop_duplicates([*KEY, column]).groupby(KEY).size()
        for name, column in (("n_duties", "duty_id"), ("n_departments", "department_id"), ("n_functions", "function"))
    }
    found["n_dedicated"] = held.loc[held["dedicated"]].drop_duplicates([*KEY, "duty_id"]).groupby(KEY).size()
    places = pd.MultiIndex.from_frame(counts[KEY])
    counted = {name: sizes.reindex(places, fill_value=0).to_numpy() for name, sizes in found.items()}
    totals = held.drop_duplicates(["holder_id", "duty_id"])["holder_id"].value_counts()
    n_comparable = totals.reindex(counts["holder_id"], fill_value=0).to_numpy()
    return counts.assign(**counted, n_comparable=n_comparable)


def list_statements(rows: pd.DataFrame, sources: pd.DataFrame, *, level: str) -> pd.DataFrame:
    """List which document states which code, as the query ``statements`` does, from rows of duties and functions.

    Parameters
    ----------
    rows : DataFrame, one row a (duty, function)
        One of `vary_codings`.
    sources : DataFrame, one row a document
        `source_id`, `office_id`, `valid_from`.
    level : {'area', 'function'}

    Returns
    -------
    DataFrame, one row a code and document that states it, by code and document
        `code`, `source_id`, `office_id`, `valid_from`.
    """
    stated = rows[[level, "source_id"]].drop_duplicates().rename(columns={level: "code"})
    stated = stated.merge(sources[["source_id", "office_id", "valid_from"]], on="source_id")
    return stated.sort_values(["code", "source_id"], ignore_index=True)


def measure_ranges(coverage: pd.DataFrame, varied: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Give the lowest and highest value of each figure over the register's own reading and all others.

    A share under a cut is of the duties so cut. Where a reading leaves a holder no duty at all, its share is
    undefined and that reading is left out of the share's range; counts and breadth are then 0.

    Parameters
    ----------
    coverage : DataFrame, one row per (holder, code), zeros included
        `analytics.measures.measure_coverage` of the register as it is, for all codes of a level.
    varied : mapping of str to DataFrame
        The same for each of `VARIANTS`, in the same order of rows.

    Returns
    -------
    DataFrame, one row per (holder, code), in the same order
        `holder_id`, `code`, and for each figure of `RANGED`: the figure, `<figure>_low`, `<figure>_low_under`,
        `<figure>_high`, `<figure>_high_under`: the lowest and highest value, and the first reading that gives it
        (empty where the register itself does).
    """
    table = coverage[KEY].reset_index(drop=True)
    for figure in RANGED:
        values = pd.DataFrame({BASE: coverage[figure].to_numpy()})
        for name, other in varied.items():
            read = other[figure].to_numpy()
            if figure == "share":
                left = other.groupby("holder_id")["n_duties"].transform("sum").to_numpy() > 0
                read = pd.Series(read).where(left, values[BASE]).to_numpy()
            values[name] = read
        table[figure] = values[BASE]
        for end, extreme, under in (
            ("low", values.min(axis=1), values.to_numpy().argmin(axis=1)),
            ("high", values.max(axis=1), values.to_numpy().argmax(axis=1)),
        ):
            table[f"{figure}_{end}"] = extreme
            table[f"{figure}_{end}_under"] = pd.Series(["" if i == 0 else values.columns[i] for i in under], dtype=str)
    return table


def judge_gaps(gaps: pd.DataFrame, varied: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Mark the gaps, and the presences, that vanish under another reading.

    A gap (no duty) is *fragile* where under some reading a duty states the code, or where a real gap is
    real no more because no peer states the code. A presence is *shaky* where under some reading no duty is left.

    Parameters
    ----------
    gaps : DataFrame, one row per (holder, code)
        `analytics.measures.find_gaps` of the register as it is: `holder_id`, `code`, `status`, `real`, `n_duties`.
    varied : mapping of str to DataFrame
        The same for each of `VARIANTS`, in the same order of rows.

    Returns
    -------
    DataFrame, one row per (holder, code), in the same order
        `holder_id`, `code`, `fragile`, `fragile_under` (readings with `;` between), `shaky`, `shaky_under`,
        `status_under` (where another reading gives another status: ``reading=status``, `;` between).
    """
    empty = gaps["n_duties"].to_numpy() == 0
    real = gaps["real"].to_numpy(dtype=bool)
    fragile, shaky, statuses = ([""] * len(gaps) for _ in range(3))
    for name, other in varied.items():
        left = other["n_duties"].to_numpy() > 0
        gone = empty & (left | (real & ~other["real"].to_numpy(dtype=bool)))
        other_status = other["status"].to_numpy() != gaps["status"].to_numpy()
        fragile = _append(fragile, [name] * len(gaps), gone)
        shaky = _append(shaky, [name] * len(gaps), ~empty & ~left)
        statuses = _append(statuses, [f"{name}={status}" for status in other["status"]], other_status)
    return gaps[KEY].assign(
        fragile=[bool(names) for names in fragile],
        fragile_under=pd.Series(fragile, index=gaps.index, dtype=str),
        shaky=[bool(names) for names in shaky],
        shaky_under=pd.Series(shaky, index=gaps.index, dtype=str),
        status_under=pd.Series(statuses, index=gaps.index, dtype=str),
    )


def _append(lists: list[str], names: list[str], where: Collection[bool]) -> list[str]:
    return [
        (f"{before};{name}" if before else name) if wanted else before
        for before, name, wanted in zip(lists, names, where, strict=True)
    ]
