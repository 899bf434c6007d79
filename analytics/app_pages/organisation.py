"""Offices, their units and what these are about, as an organisation chart: a part of the page Structure."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from analytics.app_pages.heatmaps import CHOOSE
from analytics.app_pages.labels import name_codes
from analytics.app_pages.links import hold_choice
from analytics.app_pages.loading import load_query, load_table
from analytics.app_pages.pictures import choose_ink, show_picture
from analytics.app_pages.tables import show_table
from analytics.app_pages.units import show_unit
from analytics.charts import draw_organisation
from analytics.measures import name_mains, tell_organisation

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from analytics.selection import Selection
    from analytics.store import Store

PICTURE, UNIT, OFFICE, TWIN = "organisation-chart", "unit", "chart_of", "organisation"
ALL = "all"
WIDE_LABEL = {"en": 26, "zh": 14}
NOTES = (
    "Height: number of duties. A unit has the colour of its main area, a tint of its group's, and names the areas of "
    "its duties by their main function, the largest first. A click opens a part, a click on the bar above closes it; "
    "small parts show their names when opened. Duties that name no function are left out; the filters by function "
    "play no part."
)


def show(store: Store, selection: Selection, title: DeltaGenerator) -> None:
    """Show the chart of one office or all, the duties of the unit chosen, and the table below."""
    table = load_table("organisation", store, selection)
    departments, offices = load_query("departments", store), load_query("holders", store, scope="office")
    language = selection.telling
    mains = name_mains(table)
    told = tell_organisation(mains, departments, offices, language=language)
    title.title(told, anchor=False)
    if table.empty:
        st.warning("Nothing passes the filters together. Take one away in the sidebar.")
        return
    names = name_codes(offices, selection.language, key="holder_id")
    here = {office: names[office] for office in names if office in set(table["office_id"])}
    largest = str(table.groupby("office_id", sort=False)["n_duties"].sum().idxmax())
    office = hold_choice("Office", {**here, ALL: "All offices"}, key=OFFICE, default=largest, width=340) or largest
    shown = table if office == ALL else table.loc[table["office_id"] == office]
    units = name_codes(departments, selection.language, key="department_id")
    left, right = st.columns([7, 4], gap="medium")
    with right:
        listed = {unit: units[unit] for unit in dict.fromkeys(shown["department_id"])}
        chosen = hold_choice("Unit", listed, key=UNIT, placeholder=CHOOSE)
        if chosen:
            with st.container(height=760, border=False):
                show_unit(store, selection, chosen, title=units[chosen])
        else:
            st.info("Click a unit in the chart, or choose one above, to read its duties.")
    with left:
        _show_chart(_lay_nodes(shown, mains, store, selection), store, selection, title=told)
    areas = name_codes(load_query("codes", store, level="area"), selection.language)
    twin = shown.assign(name=shown["department_id"].map(units), area=shown["area"].map(areas))
    st.subheader("The same as a table", anchor=False)
    show_table(
        twin[["office_id", "department_id", "name", "area", "n_duties"]], TWIN, selection, more=(office,),
        titles={"department_id": "Unit", "name": "Name"},
        on_select=lambda: _take_row(twin), selection_mode="single-row",
        alt="Duties of each unit by the area of their main function: the numbers of the chart.",
    )  # fmt: skip


def _lay_nodes(table: pd.DataFrame, mains: pd.DataFrame, store: Store, selection: Selection) -> pd.DataFrame:
    """Give a node each office, unit, and area of a unit's duties."""
    codes = load_query("codes", store, level="area")
    areas = name_codes(codes, selection.language)
    groups = dict(zip(codes["code"], codes["group_name"], strict=True))
    distinct = codes.drop_duplicates("code")
    place = distinct.groupby("group_name", sort=False).cumcount()
    largest = distinct.groupby("group_name", sort=False)["code"].transform("size")
    tints = dict(zip(distinct["code"], place / (largest - 1).clip(lower=1), strict=True))
    units = name_codes(load_query("departments", store), selection.language, key="department_id")
    offices = name_codes(
        load_query("holders", store, scope="office"), selection.language, key="holder_id", name="short"
    )
    main = dict(zip(mains["department_id"], mains["area"], strict=True))
    roots = table.groupby("office_id", sort=False, as_index=False)["n_duties"].sum()
    middle = table.groupby(["office_id", "department_id"], sort=False, as_index=False)["n_duties"].sum()
    parts = [
        roots.assign(
            node=roots["office_id"], parent="", label=roots["office_id"].map(offices), group_name="", tint=0.0
        ),
        middle.assign(
            node=middle["department_id"],
            parent=middle["office_id"],
            label=middle["department_id"].map(units),
            group_name=middle["department_id"].map(main).map(groups),
            tint=middle["department_id"].map(main).map(tints),
        ),
        table.assign(
            node=table["department_id"] + " " + table["area"],
            parent=table["department_id"],
            label=table["area"].map(areas),
            group_name=table["area"].map(groups),
            tint=table["area"].map(tints),
        ),
    ]
    if len(roots) > 1:
        total = int(roots["n_duties"].sum())
        whole = pd.DataFrame(
            {"node": [ALL], "parent": "", "label": "All offices", "n_duties": total, "group_name": "", "tint": 0.0}
        )
        parts = [whole, parts[0].assign(parent=ALL), *parts[1:]]
    nodes = pd.concat(parts, ignore_index=True)
    nodes["hover"] = "<b>" + nodes["label"] + "</b><br>" + nodes["n_duties"].astype(str) + " duties"
    is_unit = nodes["node"].isin(main)
    mostly = nodes["node"].map(main).map(areas)
    nodes["hover"] = nodes["hover"].where(~is_unit, nodes["hover"] + ", mostly " + mostly.astype(str))
    wide = WIDE_LABEL[selection.telling]
    nodes["label"] = ["<br>".join(textwrap.wrap(label, wide, break_long_words=False)) for label in nodes["label"]]
    return pd.DataFrame(nodes[["node", "parent", "label", "n_duties", "group_name", "tint", "hover"]])


def _show_chart(nodes: pd.DataFrame, store: Store, selection: Selection, *, title: str) -> None:
    groups = list(load_query("codes", store, level="area")["group_name"].unique())
    units = set(load_query("departments", store)["department_id"])
    show_picture(
        draw_organisation(nodes, groups=groups, ink=choose_ink()),
        key=PICTURE, on_select=lambda: _take_click(units), title=title, store=store, selection=selection,
        name="organisation",
        alt="Organisation chart: offices, units and the areas of their duties. The table below has the same numbers.",
    )  # fmt: skip
    st.caption(NOTES)


def _take_click(units: set[str]) -> None:
    """Take the unit clicked, or the one whose part was clicked."""
    for point in st.session_state[PICTURE].selection.points:
        unit = str(point.get("id", "")).partition(" ")[0]
        if unit in units:
            st.session_state[UNIT] = unit


def _take_row(twin: pd.DataFrame) -> None:
    for row in st.session_state[f"table-{TWIN}"].selection.rows:
        st.session_state[UNIT] = twin["department_id"].iloc[row]
