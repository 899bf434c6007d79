"""How far each figure and each gap holds when the same duties are read in other ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.measures.robustness import KEY
from analytics.tables.codes import EVERYTHING
from analytics.tables.coverage import tabulate_coverage, tabulate_gaps
from analytics.tables.variants import tabulate_ranges

if TYPE_CHECKING:
    import pandas as pd

    from analytics.selection import Selection
    from analytics.store import Store

JUDGED = ["status", "real", "n_peers", "fragile", "fragile_under", "shaky", "shaky_under", "status_under"]


def tabulate_robustness(
    store: Store, selection: Selection = EVERYTHING, *, level: str = "function", peers: list[str] | None = None
) -> pd.DataFrame:
    """Give for each holder and code the range of each figure, and whether its gap or presence vanishes.

    Returns
    -------
    DataFrame, one row per (holder, code), zeros included
        `holder_id`, `code`, `office_id`, `source_id`, `level`, `area`, `function`, the columns of
        `analytics.measures.measure_ranges`, then `status`, `real`, `n_peers` and what
        `analytics.measures.judge_gaps` adds, and `draft`. The figures equal those of `tabulate_coverage`, the
        statuses those of `tabulate_gaps`.
    """
    named = ["office_id", "source_id", "level", "area", "function"]
    table = tabulate_coverage(store, selection, level=level)[[*KEY, *named]]
    table = table.merge(tabulate_ranges(store, selection, level=level), on=KEY)
    gaps = tabulate_gaps(store, selection, level=level, peers=peers)
    return table.merge(gaps[[*KEY, *JUDGED, "draft"]], on=KEY)
