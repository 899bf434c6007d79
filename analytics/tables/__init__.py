"""The tables that users see and take away: each is a few queries and one measure.

Pages and exports both take them from here, so that two views never give one number differently.
"""

from analytics.tables.alignment import tabulate_alignment, tabulate_clusters, tabulate_crosswalk
from analytics.tables.area import tabulate_answers, tabulate_holding
from analytics.tables.changes import tabulate_changes, tabulate_restatements, tabulate_successions
from analytics.tables.codes import EVERYTHING, tabulate_functions, tabulate_holders
from analytics.tables.coverage import tabulate_cells, tabulate_coverage, tabulate_gaps
from analytics.tables.duties import tabulate_comparison, tabulate_departments, tabulate_duties
from analytics.tables.overlap import HEADQUARTERS, tabulate_overlap, tabulate_overlap_pairs
from analytics.tables.robustness import tabulate_robustness
from analytics.tables.roles import list_superiors, tabulate_roles
from analytics.tables.structure import (
    tabulate_branches,
    tabulate_colocation,
    tabulate_held,
    tabulate_organisation,
    tabulate_similarity,
    tabulate_structure,
)
from analytics.tables.variants import tabulate_ranges

__all__ = [
    "EVERYTHING",
    "HEADQUARTERS",
    "list_superiors",
    "tabulate_alignment",
    "tabulate_answers",
    "tabulate_branches",
    "tabulate_cells",
    "tabulate_changes",
    "tabulate_clusters",
    "tabulate_colocation",
    "tabulate_comparison",
    "tabulate_coverage",
    "tabulate_crosswalk",
    "tabulate_departments",
    "tabulate_duties",
    "tabulate_functions",
    "tabulate_gaps",
    "tabulate_held",
    "tabulate_holders",
    "tabulate_holding",
    "tabulate_organisation",
    "tabulate_overlap",
    "tabulate_overlap_pairs",
    "tabulate_ranges",
    "tabulate_restatements",
    "tabulate_robustness",
    "tabulate_roles",
    "tabulate_similarity",
    "tabulate_structure",
    "tabulate_successions",
]
