"""One function area from top to bottom: who holds it, and whose duties are answered where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.measures import list_holding, measure_answers
from analytics.tables.alignment import tabulate_alignment
from analytics.tables.codes import EVERYTHING, tabulate_functions
from analytics.tables.duties import tabulate_departments, tabulate_duties

if TYPE_CHECKING:
    import pandas as pd

    from analytics.selection import Selection
    from analytics.store import Store


def tabulate_holding(store: Store, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """List the departments that hold the functions that pass the filters.

    Returns
    -------
    DataFrame, one row a department, in the documents' order
        As `analytics.measures.list_holding` gives it, with `name_en` and `name_zh`.
    """
    functions = tabulate_functions(store, selection)["function"].to_list()
    holding = list_holding(tabulate_duties(store, selection, comparable=True), functions)
    names = tabulate_departments(store)[["department_id", "name_en", "name_zh"]]
    return holding.merge(names, on="department_id", how="left")


def tabulate_answers(
    store: Store, selection: Selection = EVERYTHING, *, decisions: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Count the duties that are answered in each other document; see `analytics.measures.measure_answers`."""
    return measure_answers(tabulate_alignment(store, selection, decisions=decisions))
