"""Change: what an office's younger document states, restates and leaves out of the older one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from analytics.app_pages.deciding import load_decisions
from analytics.app_pages.duty_cards import show_duties
from analytics.app_pages.filters import choose_selection
from analytics.app_pages.heatmaps import CHOOSE, wrap_name
from analytics.app_pages.labels import name_codes, pick_name
from analytics.app_pages.links import hold_choice
from analytics.app_pages.loading import load_query, load_table
from analytics.app_pages.pictures import choose_ink, show_picture
from analytics.app_pages.tables import show_table
from analytics.charts import draw_changes
from analytics.measures import tell_changes

if TYPE_CHECKING:
    from collections.abc import Hashable

    import pandas as pd

    from analytics.selection import Selection
    from analytics.store import Store

AREA, CHANGE, PICTURE = "changed", "how", "changes"
CHANGES = {
    "gained": "New",
    "kept": "Kept",
    "merged": "In fewer duties",
    "split": "In more duties",
    "renamed": "Department renamed",
    "moved": "Other department",
    "lost": "No longer stated",
    "not_restated": "Not restated",
}
NOTES = {
    "gained": "the younger document states it, the older does not",
    "kept": "both state it",
    "merged": "fewer duties of the younger answer to more of the older",
    "split": "more duties of the younger answer to fewer of the older",
    "renamed": "the department that holds it has another name and succeeds the older one",
    "moved": "another department holds it",
    "lost": "the older document states it, the younger does not",
    "not_restated": "the older states it, the brief younger one does not repeat it: silence, not loss",
}
BRIEF_NOTE = (
    "**{newer} is brief**: {n_newer} comparable duties against {n_older}, fewer than half. What it does not restate is "
    "*not restated*; it is not thereby lost."
)
UNNAMED = "{newer} names no department that holds a function, so that none can be said to be renamed or to have moved."
NONE = "Change is read from two dated documents of one office. Import an older or a younger document of an office."


def render(store: Store) -> None:
    """Show what became of the functions of each area, with the duties of both documents beside it."""
    selection = choose_selection(store, counting=False)
    decisions = load_decisions()
    successions = load_table("successions", store, selection, decisions=decisions)
    changes = load_table("changes", store, selection, decisions=decisions)
    documents = load_query("holders", store, scope="source")
    names = name_codes(documents, selection.language, key="holder_id", name="short")
    title = st.container()
    if successions.empty:
        title.title(_tell(store, selection, changes, successions)[0], anchor=False)
        st.info(NONE)
        return
    succession = _choose(successions, names)
    mine = (changes["older_id"] == succession["older_id"]) & (changes["newer_id"] == succession["newer_id"])
    changes = changes.loc[mine]
    told = _tell(store, selection, changes, succession.to_frame().T)
    title.title(told[0], anchor=False)
    title.caption((". " if selection.language != "zh" else "。").join(told[1:]))
    if changes.empty:
        st.warning("Nothing passes the filters together. Take one away in the sidebar.")
        return
    left, right = st.columns([3, 2], gap="medium")
    with right:  # first, because it takes the chosen part from the link, which the picture frames
        _show_behind(store, selection, changes, names)
    with left:
        if succession["brief"]:
            numbers = {"n_newer": succession["n_newer"], "n_older": succession["n_older"]}
            st.markdown(BRIEF_NOTE.format(newer=names[succession["newer_id"]], **numbers))
        _show_picture(store, selection, changes, title=told[0])
        if not (changes["newer_units"] != "").any():
            st.caption(UNNAMED.format(newer=names[succession["newer_id"]]))
        _show_documents(store, selection, succession, names)
    _show_table(store, selection, changes)


def _tell(store: Store, selection: Selection, changes: pd.DataFrame, successions: pd.DataFrame) -> list[str]:
    documents, codes = load_query("holders", store, scope="source"), load_query("codes", store, level="function")
    language = selection.telling
    return tell_changes(changes, successions, documents, codes, language=language)


def _choose(successions: pd.DataFrame, names: dict[str, str]) -> pd.Series:
    """Choose one of several successions; one alone needs no choice."""
    options = {
        f"{row['older_id']}.{row['newer_id']}": f"{names[row['older_id']]} → {names[row['newer_id']]}"
        for row in successions.to_dict("records")
    }
    first = next(iter(options))
    chosen = first
    if len(options) > 1:
        chosen = hold_choice("Documents", options, key="succession", default=first, width=420) or first
    return successions.iloc[list(options).index(chosen)]


def _name_areas(store: Store, selection: Selection) -> dict[str, str]:
    return name_codes(load_query("codes", store, level="area"), selection.language)


def _show_picture(store: Store, selection: Selection, changes: pd.DataFrame, *, title: str) -> None:
    areas, codes = load_query("codes", store, level="area"), load_query("codes", store, level="function")
    parts = changes.groupby(["area", "change"], sort=False)["code"].agg(n="size", listed=list).reset_index()
    order = {area: i for i, area in enumerate(areas["code"])}
    parts = parts.sort_values("area", key=lambda column: column.map(order), kind="stable", ignore_index=True)
    label = {row["code"]: wrap_name(row, "name", selection.language) for row in areas.to_dict("records")}
    names = name_codes(codes, selection.language)
    parts["row"] = parts["area"].map(label)
    parts["hover"] = [
        f"<b>{CHANGES[part['change']]}</b><br>" + "<br>".join(names[code] for code in part["listed"])
        for part in parts.to_dict("records")
    ]
    chosen = (st.session_state.get(AREA) or "", st.session_state.get(CHANGE) or "")
    drawing = draw_changes(parts, names=CHANGES, axis="Functions", chosen=chosen, ink=choose_ink())
    show_picture(
        drawing, key=PICTURE, title=title, store=store, selection=selection, name="changes",
        on_select=_take_click,
        alt=f"Bars of {changes['area'].nunique()} areas: functions by what became of them. The table has the same.",
    )  # fmt: skip
    present = [change for change in CHANGES if change in set(changes["change"])]
    st.caption(" · ".join(f"**{CHANGES[change].lower()}**: {NOTES[change]}" for change in present))


def _take_click() -> None:
    if points := st.session_state[PICTURE].selection.points:
        st.session_state[AREA], st.session_state[CHANGE] = points[0]["customdata"]


def _show_documents(store: Store, selection: Selection, succession: pd.Series, names: dict[str, str]) -> None:
    sources = load_query("sources", store).set_index("source_id")
    for source in (succession["older_id"], succession["newer_id"]):
        row = sources.loc[source]
        holds = pick_name(selection.language, row["completeness"], row["completeness_zh"])
        st.caption(f"**{names[source]}**, {row['valid_from']} to {row['valid_to'] or 'now'}: {holds}")


def _show_behind(store: Store, selection: Selection, changes: pd.DataFrame, names: dict[str, str]) -> None:
    """Show the functions of an area that met one fate, each with the duties of both documents."""
    left, right = st.columns(2)
    areas = _name_areas(store, selection)
    with left:
        offered = {area: areas[area] for area in areas if area in set(changes["area"])}
        area = hold_choice("Area", offered, key=AREA, placeholder=CHOOSE)
    with right:
        counts = changes["change"].value_counts()
        kinds = {change: f"{CHANGES[change]} ({counts[change]})" for change in CHANGES if change in counts}
        change = hold_choice("What became of it", kinds, key=CHANGE, placeholder="Anything")
    if not area and not change:
        st.info("Click a part of a bar, or choose above, to read the duties of both documents.")
        return
    wanted = changes["area"].isin([area] if area else changes["area"])
    shown = changes.loc[wanted & changes["change"].isin([change] if change else changes["change"])]
    if shown.empty:
        st.info("No function of this area met this fate. Choose another above.")
        return
    st.caption(f"Functions: {len(shown)}")
    with st.container(height=640, border=False):
        for row in shown.to_dict("records"):
            _show_function(store, selection, row, names)


def _show_function(store: Store, selection: Selection, row: dict[Hashable, Any], names: dict[str, str]) -> None:
    codes = name_codes(load_query("codes", store, level="function"), selection.language)
    actions = name_codes(load_query("actions", store), selection.language, key="action")
    duties = load_query(
        "duties", store, offices=None, sources=[row["older_id"], row["newer_id"]], groups=None, areas=None,
        functions=[row["code"]], actions=None, kinds=None, comparable=True,
    )  # fmt: skip
    pairs = load_table("restatements", store, selection, decisions=load_decisions())
    pairs = pairs.loc[pairs["older_duty"].isin(duties["duty_id"]) & pairs["newer_duty"].isin(duties["duty_id"])]
    st.markdown(f"#### {codes[row['code']]} · {CHANGES[row['change']].lower()}")
    for newer, found in pairs.groupby("newer_duty"):
        st.caption(f":material/link: {newer} answers to {', '.join(found['older_duty'])}")
    for source in (row["older_id"], row["newer_id"]):
        mine = duties.loc[duties["source_id"] == source]
        st.markdown(f"**{names[source]}** · {len(mine)}")
        show_duties(mine, language=selection.language, actions=actions)


def _show_table(store: Store, selection: Selection, changes: pd.DataFrame) -> None:
    """List every function with what became of it; a row chooses its area and change."""
    st.subheader("The same as a table", anchor=False)
    codes = name_codes(load_query("codes", store, level="function"), selection.language)
    units = name_codes(load_query("departments", store), selection.language, key="department_id")
    named = changes.assign(
        name=changes["code"].map(codes),
        area=changes["area"].map(_name_areas(store, selection)),
        change=changes["change"].map(CHANGES),
        **{
            side: changes[side].map(lambda ids: ", ".join(units[unit] for unit in ids.split(";") if unit))
            for side in ("older_units", "newer_units")
        },
    )
    columns = ["area", "code", "name", "change", "n_older", "n_newer", "n_pairs", "older_units", "newer_units"]
    titles = {"code": "Code", "name": "Function", "change": "What became of it", "n_older": "Older duties",
              "n_newer": "Younger duties", "n_pairs": "Pairs that answer", "older_units": "Older departments",
              "newer_units": "Younger departments"}  # fmt: skip
    show_table(
        named[columns], "changes", selection, titles=titles, selection_mode="single-row",
        on_select=lambda: _take_row(changes), alt="One row a function: what became of it, and the duties on each side.",
    )  # fmt: skip


def _take_row(changes: pd.DataFrame) -> None:
    for row in st.session_state["table-changes"].selection.rows:
        st.session_state[AREA], st.session_state[CHANGE] = changes["area"].iloc[row], changes["change"].iloc[row]
