"""Coverage and gaps as other readings of the same duties would give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.measures import find_gaps, judge_gaps, measure_coverage, measure_ranges
from analytics.measures.robustness import BASE, count_codings, list_statements, vary_codings
from analytics.selection import Selection, allow
from analytics.tables.codes import EVERYTHING

if TYPE_CHECKING:
    import pandas as pd

    from analytics.store import Store


def tabulate_ranges(store: Store, selection: Selection = EVERYTHING, *, level: str = "area") -> pd.DataFrame:
    """Give the range of each figure of coverage for the duties that the filters count.

    Returns
    -------
    DataFrame, one row per (holder, code), those that the filters hide included
        As `analytics.measures.measure_ranges` gives it.
    """
    actions, kinds = allow(selection.actions), allow(selection.kinds)
    counts = store.query("coverage", scope=selection.scope, level=level, actions=actions, kinds=kinds)
    holders = store.query("holders", scope=selection.scope)
    read = vary_codings(store.query("codings"), actions=selection.actions, kinds=selection.kinds)
    varied = {
        name: measure_coverage(count_codings(rows, counts, holders, level=level))
        for name, rows in read.items()
        if name != BASE
    }
    return measure_ranges(measure_coverage(counts), varied)


def tabulate_fragility(
    store: Store, gaps: pd.DataFrame, *, level: str, peers: list[str] | None, **facts: pd.DataFrame
) -> pd.DataFrame:
    """Mark the gaps and presences that vanish under another reading.

    Parameters
    ----------
    gaps : DataFrame
        As `analytics.measures.find_gaps` gives it from `facts` and the query ``statements``.
    level : {'area', 'function'}
    peers : list of str, optional
        The holders that the gaps were judged against.
    **facts : DataFrame
        `counts`, `holders`, `codes` and `hints`, as `analytics.measures.find_gaps` takes them.

    Returns
    -------
    DataFrame, one row per (holder, code), in the order of `gaps`
        As `analytics.measures.judge_gaps` gives it.
    """
    sources = store.query("sources")
    counts, fixed = facts["counts"], {name: facts[name] for name in ("holders", "codes", "hints")}
    varied = {
        name: find_gaps(
            count_codings(rows, counts, fixed["holders"], level=level),
            statements=list_statements(rows, sources, level=level),
            peers=peers,
            **fixed,
        )
        for name, rows in vary_codings(store.query("codings")).items()
        if name != BASE
    }
    return judge_gaps(gaps, varied)
