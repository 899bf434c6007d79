"""The tables that users see and take away: each is a few queries and one measure.

Pages and exports both take them from here, so that two views never give one number differently.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from analytics.measures import compare_duties, explain_gaps, find_gaps, measure_coverage, measure_crosswalk
from analytics.reviews import apply_decisions, read_decisions
from analytics.selection import Selection, allow
from analytics.text.language import fold

if TYPE_CHECKING:
    import pandas as pd

    from analytics.store import Store

EVERYTHING = Selection()
NOWHERE = Path("no-decisions")


def tabulate_holders(store: Store, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """List who is compared: offices, or documents; the query ``holders``, filtered by office."""
    holders = store.query("holders", scope=selection.scope)
    if selection.offices:
        holders = holders.loc[holders["office_id"].isin(selection.offices)]
    return holders.reset_index(drop=True)


def tabulate_functions(store: Store, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """List the comparable functions that pass the filters; the query ``functions``."""
    functions = store.query("functions")
    passing = functions["comparable"]
    for column, wanted in (
        ("group_name", selection.groups),
        ("area", selection.areas),
        ("function", selection.functions),
    ):
        if wanted:
            passing = passing & functions[column].isin(wanted)
    return functions.loc[passing].reset_index(drop=True)


def tabulate_coverage(store: Store, selection: Selection = EVERYTHING, *, level: str = "area") -> pd.DataFrame:
    """Give the figures of coverage for each holder and code that pass the filters.

    Returns
    -------
    DataFrame, one row per (holder, code), zeros included
        As `analytics.measures.measure_coverage` gives it; its means are over all holders of the scope,
        also those that the filters hide.
    """
    counts = store.query(
        "coverage",
        scope=selection.scope,
        level=level,
        actions=allow(selection.actions),
        kinds=allow(selection.kinds),
    )
    return _show(measure_coverage(counts), store, selection, level)


def tabulate_gaps(
    store: Store,
    selection: Selection = EVERYTHING,
    *,
    level: str = "function",
    peers: list[str] | None = None,
) -> pd.DataFrame:
    """Give each holder and code that pass the filters a status, with the nearest duty and the reason.

    A gap is judged on all comparable duties: `actions` and `kinds` of the selection play no part.

    Returns
    -------
    DataFrame, one row per (holder, code), those that are stated included
        `holder_id`, `code`, `office_id`, `source_id`, `level`, `area`, `function`, `status`, `real`, `n_duties`,
        `n_peers`, `peers`, `nearest_duty_id`, `nearest_score` (0 to 1), `nearest_gist_en`,
        `nearest_gist_zh`, `reason`, `reason_zh`, `case`, `n_all_peers`.
    """
    scope = selection.scope
    counts = store.query("coverage", scope=scope, level=level, actions=None, kinds=None)
    gaps = find_gaps(
        counts,
        store.query("holders", scope=scope),
        store.query("codes", level=level),
        store.query("statements", level=level),
        store.query("hints", scope=scope, level=level),
        peers=peers,
    )
    gaps = gaps.assign(
        level=level,
        area=counts["area"].to_numpy(),
        function=gaps["code"] if level == "function" else "",
        reason=explain_gaps(gaps),
        reason_zh=explain_gaps(gaps, language="zh"),
    ).merge(store.query("nearest", scope=scope, level=level), on=["holder_id", "code"], how="left")
    columns = ["holder_id", "code", "office_id", "source_id", "level", "area", "function", "status", "real"]
    columns += ["n_duties", "n_peers", "peers", "nearest_duty_id", "nearest_score", "nearest_gist_en"]
    columns += ["nearest_gist_zh"]
    return _show(gaps[[*columns, "reason", "reason_zh", "case", "n_all_peers"]], store, selection, level)


def tabulate_cells(
    store: Store, selection: Selection = EVERYTHING, *, level: str = "area", figure: str = "share"
) -> pd.DataFrame:
    """Give what a heatmap shows: for each holder and code the figure, the status, and the reason.

    Returns
    -------
    DataFrame, one row per (holder, code)
        The columns of `tabulate_coverage`, with `value` (of the figure), `status`, `real`,
        `n_peers`, `reason`, `reason_zh` and `group_name`.
    """
    cells = tabulate_coverage(store, selection, level=level)
    gaps = tabulate_gaps(store, selection, level=level)
    told = ["status", "real", "n_peers", "reason", "reason_zh"]
    cells = cells.merge(gaps[["holder_id", "code", *told]], on=["holder_id", "code"])
    codes = store.query("codes", level=level)
    return cells.merge(codes[["code", "group_name"]], on="code", how="left").assign(value=cells[figure])


def tabulate_comparison(store: Store, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """Lay the duties of each holder side by side, a function a row.

    Returns
    -------
    DataFrame, one row a function
        As `analytics.measures.compare_duties` gives it.
    """
    duties = tabulate_duties(store, selection, comparable=True)
    functions = tabulate_functions(store, selection)
    return compare_duties(duties, functions, tabulate_holders(store, selection), language=selection.language)


def tabulate_duties(
    store: Store, selection: Selection = EVERYTHING, *, search: str = "", comparable: bool | None = None
) -> pd.DataFrame:
    """List the duties that pass the filters and hold every word searched for.

    Parameters
    ----------
    search : str
        Words in English or Chinese, Simplified or Traditional, that id, gists or department must hold.
    comparable : bool, optional
        True for comparable duties only.

    Returns
    -------
    DataFrame, one row a duty, in the documents' order
        The query ``duties`` without its search text.
    """
    duties = store.query(
        "duties",
        offices=allow(selection.offices),
        sources=None,
        groups=allow(selection.groups),
        areas=allow(selection.areas),
        functions=allow(selection.functions),
        actions=allow(selection.actions),
        kinds=allow(selection.kinds),
        comparable=comparable,
    )
    for word in fold(search).split():
        duties = duties.loc[duties["search_text"].str.contains(word, regex=False)]
    return duties.drop(columns="search_text").reset_index(drop=True)


def tabulate_departments(store: Store, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """List the units of the offices, and of the kinds, that pass the filters; the query ``departments``."""
    departments = store.query("departments")
    for column, wanted in (("office_id", selection.offices), ("kind", selection.kinds)):
        if wanted:
            departments = departments.loc[departments[column].isin(wanted)]
    return departments.reset_index(drop=True)


def tabulate_alignment(
    store: Store,
    selection: Selection = EVERYTHING,
    *,
    subjects: list[str] | None = None,
    objects: list[str] | None = None,
    decisions: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Give each duty's candidates in every other source, with what people decided about them.

    Parameters
    ----------
    subjects, objects : list of str, optional
        The sources to show; all by default.
    decisions : DataFrame, optional
        As `analytics.reviews.read_decisions` gives it; none by default.

    Returns
    -------
    DataFrame, one row a subject and candidate, the ten best of each source, best first
        The query ``alignment`` with what `analytics.reviews.apply_decisions` adds.
    """
    areas = allow(selection.areas)
    table = store.query("alignment", subjects=subjects, objects=objects, areas=areas)
    return apply_decisions(table, decisions if decisions is not None else read_decisions(NOWHERE))


def tabulate_crosswalk(
    store: Store, selection: Selection = EVERYTHING, *, decisions: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Give which department answers to which; see `analytics.measures.measure_crosswalk`."""
    alignment = tabulate_alignment(store, selection, decisions=decisions)
    duties = store.query("aligned_duties")
    subjects = set(alignment["subject_id"]) if selection.areas else None
    return measure_crosswalk(duties, alignment.loc[alignment["accepted"]], subjects=subjects)


def _show(table: pd.DataFrame, store: Store, selection: Selection, level: str) -> pd.DataFrame:
    """Keep the rows whose holder and code pass the filters."""
    functions = tabulate_functions(store, selection)
    shown = table["code"].isin(functions["area" if level == "area" else "function"])
    if selection.offices:
        shown = shown & table["office_id"].isin(selection.offices)
    return table.loc[shown].reset_index(drop=True)
