"""The offices' order: which areas share a department, which departments are alike, which offices are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analytics.measures import (
    grow_tree,
    list_main_areas,
    measure_colocation,
    measure_similarity,
    name_mains,
    weigh_profiles,
)
from analytics.measures.robustness import BASE, vary_codings
from analytics.tables.codes import EVERYTHING, tabulate_functions, tabulate_holders

if TYPE_CHECKING:
    from analytics.selection import Selection
    from analytics.store import Store

OWN_MANDATE = "leadership"


def tabulate_held(store: Store, selection: Selection = EVERYTHING, *, units: bool = True) -> pd.DataFrame:
    """List the comparable duties that the filters count, with their functions, for each holder.

    Parameters
    ----------
    units : bool
        Whether to leave out the offices' own mandates, which no department holds.

    Returns
    -------
    DataFrame, one row per (holder, duty, function), in the documents' order
        The register's rows of the query ``codings``, with `holder_id`. The filters by function play no part.
    """
    rows = vary_codings(store.query("codings"), actions=selection.actions, kinds=selection.kinds)[BASE]
    holders = tabulate_holders(store, selection)
    sources = holders[["holder_id"]].assign(source_id=holders["source_id"].str.split(";")).explode("source_id")
    held = rows.merge(sources, on="source_id")
    return held.loc[held["kind"] != OWN_MANDATE].reset_index(drop=True) if units else held


def tabulate_colocation(store: Store, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """Say for each holder and pair of areas whether they share a department.

    Returns
    -------
    DataFrame, one row per (holder, pair of areas that pass the filters)
        As `analytics.measures.measure_colocation` gives it.
    """
    areas = list(tabulate_functions(store, selection)["area"].unique())
    held = tabulate_held(store, selection)
    return measure_colocation(held, areas, list(tabulate_holders(store, selection)["holder_id"]))


LEAST_MATCHES = 10


def tabulate_similarity(store: Store, selection: Selection = EVERYTHING, *, level: str = "function") -> pd.DataFrame:
    """Compare how each two holders share their duties out; the filters by function play no part.

    Returns
    -------
    DataFrame, one row a pair of holders
        As `analytics.measures.measure_similarity` gives it, but never above 1, which is all that the index can
        mean, and missing where it would rest on fewer than `LEAST_MATCHES` pairs of duties.
    """
    held = tabulate_held(store, selection, units=False)
    holders = list(tabulate_holders(store, selection)["holder_id"])
    table = measure_similarity(held, holders, level=level, least_matches=LEAST_MATCHES)
    figures = ["similarity", "low", "high"]
    return table.assign(**{figure: table[figure].clip(upper=1) for figure in figures})


def tabulate_organisation(store: Store, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """Share each unit's comparable duties out over areas, by main function; offices' own mandates included.

    Returns
    -------
    DataFrame, one row a (unit, area), in the documents' order, the area with most duties first
        `office_id`, `source_id`, `department_id`, `area`, `n_duties`; the filters by function play no part.
    """
    departments = store.query("departments")
    held = tabulate_held(store, selection, units=False)
    areas = list(store.query("codes", level="area")["code"])
    order = {department: i for i, department in enumerate(departments["department_id"])}
    table = list_main_areas(held, areas)
    table = table.sort_values("department_id", key=lambda ids: ids.map(order), kind="stable", ignore_index=True)
    owner = dict(zip(departments["department_id"], departments["office_id"], strict=True))
    table.insert(0, "office_id", table["department_id"].map(owner))
    return table


def tabulate_structure(store: Store, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """Say of each department what it is mostly about, and which departments are most like it.

    Returns
    -------
    DataFrame, one row a department with a comparable duty, in the order of the tree
        `office_id`, and the columns of `analytics.measures.name_mains` and of the kin that
        `analytics.measures.grow_tree` finds among the departments that pass the filters.
    """
    held = tabulate_held(store, selection)
    mains = name_mains(list_main_areas(held, list(store.query("codes", level="area")["code"])))
    owners = _find_owners(store)
    kin, _ = grow_tree(weigh_profiles(held), owners)
    table = kin.merge(mains, on="department_id")
    table.insert(0, "office_id", table["department_id"].map(owners))
    columns = ["office_id", "source_id", "department_id", "n_duties", "area", "n_area", "share_area"]
    return table[[*columns, *kin.columns.drop("department_id")]]


def tabulate_branches(store: Store, selection: Selection = EVERYTHING) -> pd.DataFrame:
    """Give the joints of the tree of departments; see `analytics.measures.grow_tree`."""
    held = tabulate_held(store, selection)
    return grow_tree(weigh_profiles(held), _find_owners(store))[1]


def _find_owners(store: Store) -> pd.Series:
    return store.query("departments").set_index("department_id")["office_id"]
