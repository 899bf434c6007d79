"""What the figures are: tables in, tables out, comparable duties only."""

from analytics.measures.comparison import compare_duties
from analytics.measures.coverage import FIGURES, measure_coverage
from analytics.measures.crosswalk import measure_crosswalk
from analytics.measures.findings import tell_coverage
from analytics.measures.gaps import STATUSES, explain_gaps, find_gaps, order_gaps, rank_gaps

__all__ = [
    "FIGURES",
    "STATUSES",
    "compare_duties",
    "explain_gaps",
    "find_gaps",
    "measure_coverage",
    "measure_crosswalk",
    "order_gaps",
    "rank_gaps",
    "tell_coverage",
]
