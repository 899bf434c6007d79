"""Departments of all offices as a tree, by what they do: a part of the page Structure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from analytics.app_pages.heatmaps import CHOOSE
from analytics.app_pages.labels import name_codes
from analytics.app_pages.links import hold_choice
from analytics.app_pages.loading import load_query, load_table
from analytics.app_pages.pictures import choose_ink, show_picture
from analytics.app_pages.tables import show_table
from analytics.app_pages.units import show_unit
from analytics.charts import draw_tree
from analytics.measures import tell_tree

if TYPE_CHECKING:
    from collections.abc import Hashable

    import pandas as pd
    from streamlit.delta_generator import DeltaGenerator

    from analytics.selection import Selection
    from analytics.store import Store

PICTURE, UNIT, TWIN = "tree", "unit", "kin"
NOTES = (
    "Departments that state the same functions meet far left, those with nothing in common far right. Functions that "
    "few departments state weigh more (tf-idf); joined by average linkage on the cosine distance. The offices' own "
    "mandates, and departments without a duty that names a function, are left out; the filters by "
    "function play no part."
)
TITLES = {
    "office": "Office", "department_id": "Department", "name": "Name", "area_name": "Mostly about",
    "n_area": "of which in it",
    "share_area": "Share in it", "nearest_id": "Most alike elsewhere", "nearest_name": "Its name", "likeness": "Cosine",
    "own_id": "Most alike in its own office", "own_likeness": "Its cosine",
}  # fmt: skip


def show(store: Store, selection: Selection, title: DeltaGenerator) -> None:
    """Show the tree, the department chosen beside it, and the table below."""
    kin = load_table("structure", store, selection)
    told = tell_tree(kin, language=selection.telling)
    title.title(told, anchor=False)
    if kin.empty:
        st.warning("Nothing passes the filters together. Take one away in the sidebar.")
        return
    units = name_codes(load_query("departments", store), selection.language, key="department_id")
    offices = name_codes(
        load_query("holders", store, scope="office"), selection.language, key="holder_id", name="short"
    )
    areas = name_codes(load_query("codes", store, level="area"), selection.language)
    departments = load_query("departments", store)[["department_id", "name_en", "name_zh"]]
    kin = kin.merge(departments, on="department_id", how="left").assign(
        name=kin["department_id"].map(units),
        owner=kin["office_id"].map(offices),
        area_name=kin["area"].map(areas),
        nearest_name=kin["nearest_id"].map({**units, "": ""}),
    )
    left, right = st.columns([7, 4], gap="medium")
    with right:  # first, because it takes the chosen department from the link, which the picture marks
        _show_chosen(store, selection, kin, units)
    with left:
        _show_tree(kin, store, selection, title=told)
    columns = ["owner", "department_id", "name", "area_name", "n_duties", "n_area", "share_area", "nearest_id"]
    columns += ["nearest_name", "likeness", "own_id", "own_likeness"]
    table = kin[columns].round({"share_area": 4, "likeness": 3, "own_likeness": 3})
    st.subheader("The same as a table", anchor=False)
    show_table(
        table, TWIN, selection, titles={**TITLES, "owner": "Office"}, selection_mode="single-row",
        on_select=lambda: _take_row(kin),
        alt="One row a department, in the tree's order: what it is mostly about and who is most like it.",
    )  # fmt: skip


def _label(row: dict[Hashable, Any], language: str) -> str:
    """Label a leaf: unit and office, each language on a line of its own."""
    if language == "both":
        return "<br>".join(part for part in (f"{row['name_en']} · {row['owner']}", row["name_zh"]) if part)
    return f"{row['name']} · {row['owner']}"


def _show_tree(kin: pd.DataFrame, store: Store, selection: Selection, *, title: str) -> None:
    rows = kin.to_dict("records")
    leaves = kin.assign(
        label=[_label(row, selection.language) for row in rows], hover=[_tell_unit(row) for row in rows]
    )
    drawing = draw_tree(
        leaves,
        load_table("branches", store, selection),
        chosen=st.session_state.get(UNIT) or "",
        ink=choose_ink(),
    )
    show_picture(
        drawing, key=PICTURE, on_select=_take_click, title=title, store=store, selection=selection, name="tree",
        alt=f"Tree of {len(kin)} departments by the functions that they state. The table below has the same order.",
    )  # fmt: skip
    st.caption(NOTES)


def _tell_unit(row: dict[Hashable, Any]) -> str:
    told = f"<b>{row['name']}</b><br>{row['owner']}, {row['n_duties']} duties, mostly {row['area_name']}"
    return (
        f"{told}<br>Most alike elsewhere: {row['nearest_name']} ({row['likeness']:.2f})" if row["nearest_id"] else told
    )


def _take_click() -> None:
    if points := st.session_state[PICTURE].selection.points:
        st.session_state[UNIT] = points[0]["customdata"][0]


def _take_row(kin: pd.DataFrame) -> None:
    for row in st.session_state[f"table-{TWIN}"].selection.rows:
        st.session_state[UNIT] = kin["department_id"].iloc[row]


def _show_chosen(store: Store, selection: Selection, kin: pd.DataFrame, units: dict[str, str]) -> None:
    """Show a department's duties, and those of the one most like it elsewhere."""
    owners = dict(zip(kin["department_id"], kin["owner"], strict=True))
    named = {unit: f"{owner}: {units[unit]}" for unit, owner in owners.items()}
    chosen = hold_choice("Department", named, key=UNIT, placeholder=CHOOSE)
    if not chosen:
        st.info("Click a department's mark in the tree, or choose one above, to read its duties.")
        return
    row = kin.loc[kin["department_id"] == chosen].iloc[0]
    with st.container(height=760, border=False):
        show_unit(store, selection, chosen, title=named[chosen])
        if row["nearest_id"]:
            st.divider()
            told = f"Most alike elsewhere, cosine {row['likeness']:.2f}"
            show_unit(store, selection, row["nearest_id"], title=f"{told}: {named[row['nearest_id']]}")
