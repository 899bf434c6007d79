"""Coverage and gaps: what pages and exports show of each holder and code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.measures import RANGED, explain_gaps, find_gaps, measure_coverage
from analytics.measures.robustness import KEY
from analytics.selection import Selection, allow
from analytics.tables.codes import EVERYTHING, keep_shown
from analytics.tables.variants import tabulate_fragility, tabulate_ranges

if TYPE_CHECKING:
    import pandas as pd

    from analytics.store import Store


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
    return keep_shown(measure_coverage(counts), store, selection, level)


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
        `nearest_gist_zh`, `reason`, `reason_zh`, `case`, `n_all_peers`, `draft`, and what
        `analytics.measures.judge_gaps` adds.
    """
    scope = selection.scope
    counts = store.query("coverage", scope=scope, level=level, actions=None, kinds=None)
    facts = {
        "counts": counts,
        "holders": store.query("holders", scope=scope),
        "codes": store.query("codes", level=level),
        "hints": store.query("hints", scope=scope, level=level),
    }
    gaps = find_gaps(**facts, statements=store.query("statements", level=level), peers=peers)
    fragility = tabulate_fragility(store, gaps, level=level, peers=peers, **facts)
    gaps = gaps.assign(
        level=level,
        area=counts["area"].to_numpy(),
        function=gaps["code"] if level == "function" else "",
        draft=counts["draft"].to_numpy(),
        reason=explain_gaps(gaps),
        reason_zh=explain_gaps(gaps, language="zh"),
    ).merge(store.query("nearest", scope=scope, level=level), on=KEY, how="left")
    columns = ["holder_id", "code", "office_id", "source_id", "level", "area", "function", "status", "real"]
    columns += ["n_duties", "n_peers", "peers", "nearest_duty_id", "nearest_score", "nearest_gist_en"]
    columns += ["nearest_gist_zh"]
    columns += ["reason", "reason_zh", "case", "n_all_peers", "draft"]
    return keep_shown(gaps[columns].merge(fragility, on=KEY), store, selection, level)


def tabulate_cells(
    store: Store, selection: Selection = EVERYTHING, *, level: str = "area", figure: str = "share"
) -> pd.DataFrame:
    """Give what a heatmap shows: for each holder and code the figure, the status, and the reason.

    Returns
    -------
    DataFrame, one row per (holder, code)
        The columns of `tabulate_coverage` and of `analytics.measures.measure_ranges`, with `value` (of the
        figure), `status`, `real`, `n_peers`, `reason`, `reason_zh`, `fragile_under`, `shaky_under` and `group_name`.
    """
    cells = tabulate_coverage(store, selection, level=level)
    gaps = tabulate_gaps(store, selection, level=level)
    told = ["status", "real", "n_peers", "reason", "reason_zh", "fragile_under", "shaky_under"]
    cells = cells.merge(gaps[[*KEY, *told]], on=KEY)
    ranges = tabulate_ranges(store, selection, level=level)
    cells = cells.merge(ranges.drop(columns=list(RANGED)), on=KEY)
    codes = store.query("codes", level=level)
    return cells.merge(codes[["code", "group_name"]], on="code", how="left").assign(value=cells[figure])
