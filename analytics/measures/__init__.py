"""What the figures are: tables in, tables out, comparable duties only."""

from analytics.measures.comparison import compare_duties
from analytics.measures.coverage import FIGURES, measure_coverage
from analytics.measures.crosswalk import measure_crosswalk
from analytics.measures.findings import tell_coverage
from analytics.measures.gaps import STATUSES, explain_gaps, find_gaps, order_gaps, rank_gaps
from analytics.measures.overlap import list_overlaps, measure_overlap
from analytics.measures.overlap_findings import tell_overlap
from analytics.measures.robustness import (
    RANGED,
    VARIANTS,
    explain_fragility,
    judge_gaps,
    measure_ranges,
    tell_robustness,
)

__all__ = [
    "FIGURES",
    "RANGED",
    "STATUSES",
    "VARIANTS",
    "compare_duties",
    "explain_fragility",
    "explain_gaps",
    "find_gaps",
    "judge_gaps",
    "list_overlaps",
    "measure_coverage",
    "measure_crosswalk",
    "measure_overlap",
    "measure_ranges",
    "order_gaps",
    "rank_gaps",
    "tell_coverage",
    "tell_overlap",
    "tell_robustness",
]
