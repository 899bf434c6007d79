"""What the figures are: tables in, tables out, comparable duties only."""

from analytics.measures.answers import measure_answers
from analytics.measures.change_findings import tell_changes
from analytics.measures.changes import CHANGES, find_successions, measure_changes
from analytics.measures.colocation import list_disagreements, measure_colocation
from analytics.measures.comparison import compare_duties
from analytics.measures.comparison_findings import tell_comparison
from analytics.measures.counterpart_findings import tell_answers, tell_crosswalk
from analytics.measures.coverage import FIGURES, measure_coverage
from analytics.measures.crosswalk import measure_crosswalk
from analytics.measures.findings import tell_coverage
from analytics.measures.gap_findings import tell_gaps
from analytics.measures.gaps import STATUSES, explain_gaps, find_gaps, order_gaps, rank_gaps
from analytics.measures.holding import list_holding
from analytics.measures.kinship import grow_tree, weigh_profiles
from analytics.measures.overlap import list_overlaps, measure_overlap
from analytics.measures.overlap_findings import tell_overlap
from analytics.measures.robustness import RANGED, VARIANTS, judge_gaps, measure_ranges
from analytics.measures.robustness_findings import explain_fragility, tell_robustness
from analytics.measures.role_findings import tell_roles
from analytics.measures.roles import BROKEN, count_broken, find_cascades, measure_roles, order_cascades
from analytics.measures.similarity import measure_similarity
from analytics.measures.structure import (
    list_main_areas,
    name_mains,
    tell_colocation,
    tell_organisation,
    tell_similarity,
    tell_tree,
)

__all__ = [
    "BROKEN",
    "CHANGES",
    "FIGURES",
    "RANGED",
    "STATUSES",
    "VARIANTS",
    "compare_duties",
    "count_broken",
    "explain_fragility",
    "explain_gaps",
    "find_cascades",
    "find_gaps",
    "find_successions",
    "grow_tree",
    "judge_gaps",
    "list_disagreements",
    "list_holding",
    "list_main_areas",
    "list_overlaps",
    "measure_answers",
    "measure_changes",
    "measure_colocation",
    "measure_coverage",
    "measure_crosswalk",
    "measure_overlap",
    "measure_ranges",
    "measure_roles",
    "measure_similarity",
    "name_mains",
    "order_cascades",
    "order_gaps",
    "rank_gaps",
    "tell_answers",
    "tell_changes",
    "tell_colocation",
    "tell_comparison",
    "tell_coverage",
    "tell_crosswalk",
    "tell_gaps",
    "tell_organisation",
    "tell_overlap",
    "tell_robustness",
    "tell_roles",
    "tell_similarity",
    "tell_tree",
    "weigh_profiles",
]
