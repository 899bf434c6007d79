"""Departments: which department corresponds to which, as a heatmap and as flows."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import streamlit as st

from analytics.app_pages.deciding import load_decisions
from analytics.app_pages.filters import choose_selection
from analytics.app_pages.heatmaps import LABEL_WIDTH
from analytics.app_pages.labels import list_gist_columns, name_codes
from analytics.app_pages.links import hold_choice, hold_one
from analytics.app_pages.loading import load_query, load_table
from analytics.app_pages.pictures import choose_ink, show_picture
from analytics.app_pages.tables import show_table
from analytics.charts import draw_crosswalk, draw_flows
from analytics.measures import tell_crosswalk

if TYPE_CHECKING:
    import pandas as pd

    from analytics.selection import Selection
    from analytics.store import Store

VIEWS = {"heatmap": "Heatmap", "flows": "Flows"}
UNMATCHED = {"en": "no counterpart", "zh": "无对应", "both": "no counterpart 无对应"}
AXES = ("Department", "Corresponding department · per cent of the row's duties")
NOTES = {
    "en": "Per cent of a row, which sums to 100: every duty of the department is divided among its accepted "
    "counterparts; what has none stands under “{unmatched}”.",
    "zh": "按行计算百分比，每行合计100：部门的每项职责在所采纳的对应职责之间均分；没有对应职责的，列入“{unmatched}”。",
}
SUBJECT, OTHER = "dept", "counterpart"
CHOOSE = {"heatmap": "Click a cell, or choose", "flows": "Choose"}
CHOOSE_BOTH = {
    "heatmap": "Click a cell, or choose two departments, to read the duties behind it.",
    "flows": "Choose two departments to read the duties between them.",
}


def render(store: Store) -> None:
    """Show the crosswalk of two sources, the duties behind a chosen pair of departments, and the table."""
    selection = choose_selection(store, counting=False)
    sources = load_query("holders", store, scope="source")
    names = name_codes(sources, selection.language, key="holder_id", name="short")
    title = st.container()
    subject, other, view = _choose(names)
    cells = _load_cells(store, selection, subject, other)
    told = _tell(cells, names[subject], names[other], selection.telling)
    title.title(told, anchor=False)
    st.caption(NOTES[selection.telling].format(unmatched=UNMATCHED[selection.language]))
    if cells.empty:
        st.warning("Nothing passes the filters together. Take one away in the sidebar.")
        return
    _show_picture(cells, view, store, selection, title=told, more=(subject, other))
    _show_duties(store, selection, cells, subject, other, view)
    table = cells[["code", "name", "holder_id", "other_name", "share", "n_pairs", "rank"]].round({"share": 4})
    titles = {"code": "Department", "name": "Name", "holder_id": "Corresponding department", "other_name": "Its name",
              "n_pairs": "Pairs", "rank": "Rank"}  # fmt: skip
    show_table(table, "crosswalk", selection, titles=titles, more=(subject, other),
               alt="Which department corresponds to which, with the share of duties.")  # fmt: skip


def _choose(names: dict[str, str]) -> tuple[str, str, str]:
    listed = list(names)
    with st.container(horizontal=True):
        first = "lanzhou" if "lanzhou" in names else listed[0]
        subject = hold_choice("Departments of", names, key="from", default=first, width=300) or first
        others = {other: name for other, name in names.items() if other != subject}
        default = "qingdao" if "qingdao" in others else next(iter(others))
        other = hold_choice("Corresponding departments of", others, key="to", default=default, width=300) or default
        view = hold_one("Picture", VIEWS, key="picture")
    return subject, other, view


def _load_cells(store: Store, selection: Selection, subject: str, other: str) -> pd.DataFrame:
    """Give the crosswalk's cells of two sources with labels, in the departments' order."""
    crosswalk = load_table("crosswalk", store, selection, decisions=load_decisions())
    departments = load_query("departments", store)
    names = name_codes(departments, selection.language, key="department_id")
    names["unmatched"] = UNMATCHED[selection.language]
    mine = departments.loc[departments["source_id"] == subject, "department_id"]
    shown = crosswalk["subject_department"].isin(mine) & (crosswalk["object_source"] == other)
    cells = crosswalk.loc[shown].rename(columns={"subject_department": "code", "object_department": "holder_id"})
    if cells.empty:
        return cells.assign(name="", other_name="", n_duties=0.0, row="", column="", hover="")
    n_duties = load_query("aligned_duties", store)["department_id"].value_counts()
    cells = cells.assign(
        name=cells["code"].map(names),
        other_name=cells["holder_id"].map(names),
        n_duties=cells["share"] * cells["code"].map(n_duties),
    )
    cells["row"] = ["<br>".join(textwrap.wrap(name, LABEL_WIDTH)) for name in cells["name"]]
    cells["column"] = [textwrap.shorten(name, 2 * LABEL_WIDTH - 16, placeholder=" …") for name in cells["other_name"]]
    shares = [f"{share:.0%}" for share in cells["share"]]
    cells["hover"] = "<b>" + cells["name"] + "</b><br>" + shares + " → " + cells["other_name"]
    return cells.reset_index(drop=True)


def _tell(cells: pd.DataFrame, subject: str, other: str, language: str) -> str:
    crosswalk = cells.rename(columns={"code": "subject_department", "holder_id": "object_department"})
    names = dict(zip(cells["code"], cells["name"], strict=True))
    return tell_crosswalk(crosswalk, names, subject=subject, other=other, language=language)


def _show_picture(
    cells: pd.DataFrame, view: str, store: Store, selection: Selection, *, title: str, more: tuple[str, ...]
) -> None:
    alt = "Which department corresponds to which, by share of duties; the table below has the same numbers."
    if view == "flows":
        show_picture(
            draw_flows(cells, ink=choose_ink()), key="flows", title=title, store=store, selection=selection, alt=alt,
            name="flows", more=more,
        )  # fmt: skip
        return
    chosen = (st.session_state.get(SUBJECT) or "", st.session_state.get(OTHER) or "")
    show_picture(
        draw_crosswalk(cells, chosen=chosen, axes=AXES, ink=choose_ink()), key="crosswalk-heatmap", title=title,
        store=store, selection=selection, alt=alt, name="crosswalk", more=more, on_select=_take_click,
        width=220 + 34 * cells["holder_id"].nunique(),
    )  # fmt: skip


def _take_click() -> None:
    if points := st.session_state["crosswalk-heatmap"].selection.points:
        st.session_state[SUBJECT], st.session_state[OTHER] = points[0]["customdata"]


def _show_duties(store: Store, selection: Selection, cells: pd.DataFrame, subject: str, other: str, view: str) -> None:
    """Show the pairs of duties behind two departments."""
    left, right = st.columns(2)
    with left:
        rows = dict(zip(cells["code"], cells["name"], strict=True))
        department = hold_choice("Department", rows, key=SUBJECT, placeholder=CHOOSE[view])
    with right:
        columns = dict(zip(cells["holder_id"], cells["other_name"], strict=True))
        counterpart = hold_choice("Corresponding department", columns, key=OTHER, placeholder=CHOOSE[view])
    if not department or not counterpart:
        st.info(CHOOSE_BOTH[view])
        return
    pairs = load_table("alignment", store, selection, subjects=[subject], objects=[other], decisions=load_decisions())
    mine = pairs.loc[pairs["subject_department"] == department]
    gists = list_gist_columns(selection.language)
    with st.container(height=420, border=False):
        if counterpart == "unmatched":
            _show_unmatched(mine, gists)
            return
        found = mine.loc[mine["accepted"] & (mine["object_department"] == counterpart)]
        st.caption(f"Pairs of duties: {len(found)}")
        for pair in found.to_dict("records"):
            with st.container(border=True):
                st.text("\n".join(pair[f"subject_{gist}"] for gist in gists))
                told = f"{pair['subject_id']} · {pair['relation']} · {pair['probability']:.0%} · {pair['object_id']}"
                st.caption(told)
                st.text("\n".join(pair[f"object_{gist}"] for gist in gists))


def _show_unmatched(pairs: pd.DataFrame, gists: list[str]) -> None:
    answered = pairs.loc[pairs["accepted"], "subject_id"]
    rest = pairs.loc[~pairs["subject_id"].isin(answered)].drop_duplicates("subject_id")
    st.caption(f"Duties without a counterpart: {len(rest)}")
    for duty in rest.to_dict("records"):
        with st.container(border=True):
            st.text("\n".join(duty[f"subject_{gist}"] for gist in gists))
            st.caption(duty["subject_id"])
