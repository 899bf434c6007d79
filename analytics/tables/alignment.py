"""Which duty answers to which, and which department, people's decisions laid over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from analytics.measures import measure_crosswalk
from analytics.reviews import apply_decisions, read_decisions
from analytics.selection import Selection
from analytics.tables.codes import EVERYTHING, tabulate_functions

if TYPE_CHECKING:
    import pandas as pd

    from analytics.store import Store

NOWHERE = Path("no-decisions")


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
    areas = _list_areas(store, selection)
    table = store.query("alignment", subjects=subjects, objects=objects, areas=areas)
    return apply_decisions(table, decisions if decisions is not None else read_decisions(NOWHERE))


def tabulate_clusters(store: Store, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """Give the groups of duties, over all documents, that say the same or nearly the same.

    A group passes the filters whole, when one of its duties states an area that passes.

    Returns
    -------
    DataFrame, one row a duty in a group of two or more
        The query ``clusters``; duties without an equivalent have no row.
    """
    clusters = store.query("clusters")
    areas = _list_areas(store, selection)
    if areas is None:
        return clusters
    passing = clusters["areas"].map(lambda codes: not set(areas).isdisjoint(codes.split(";")))
    return clusters.loc[clusters["cluster_id"].isin(clusters.loc[passing, "cluster_id"])].reset_index(drop=True)


def _list_areas(store: Store, selection: Selection) -> list[str] | None:
    """List the areas that pass the filters of areas and of their groups; None lets all pass."""
    if not (selection.areas or selection.groups):
        return None
    chosen = Selection(areas=selection.areas, groups=selection.groups)
    return list(tabulate_functions(store, chosen)["area"].unique())


def tabulate_crosswalk(
    store: Store, selection: Selection = EVERYTHING, *, decisions: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Give which department answers to which; see `analytics.measures.measure_crosswalk`."""
    alignment = tabulate_alignment(store, selection, decisions=decisions)
    duties = store.query("aligned_duties")
    subjects = set(alignment["subject_id"]) if _list_areas(store, selection) is not None else None
    return measure_crosswalk(duties, alignment.loc[alignment["accepted"]], subjects=subjects)
