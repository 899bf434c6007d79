"""The tables that users see and take away: each is a few queries and one measure.

Pages and exports both take them from here, so that two views never give one number differently.
"""

from analytics.tables.alignment import tabulate_alignment, tabulate_crosswalk
from analytics.tables.codes import EVERYTHING, tabulate_functions, tabulate_holders
from analytics.tables.coverage import tabulate_cells, tabulate_coverage, tabulate_gaps
from analytics.tables.duties import tabulate_comparison, tabulate_departments, tabulate_duties
from analytics.tables.overlap import HEADQUARTERS, tabulate_overlap, tabulate_overlap_pairs
from analytics.tables.robustness import tabulate_robustness
from analytics.tables.variants import tabulate_ranges

__all__ = [
    "EVERYTHING",
    "HEADQUARTERS",
    "tabulate_alignment",
    "tabulate_cells",
    "tabulate_comparison",
    "tabulate_coverage",
    "tabulate_crosswalk",
    "tabulate_departments",
    "tabulate_duties",
    "tabulate_functions",
    "tabulate_gaps",
    "tabulate_holders",
    "tabulate_overlap",
    "tabulate_overlap_pairs",
    "tabulate_ranges",
    "tabulate_robustness",
]
