"""One area: its duties in all offices, who holds it, roles, gaps, counterparts and fragmentation, top to bottom."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from analytics.app_pages.deciding import load_decisions
from analytics.app_pages.filters import choose_selection
from analytics.app_pages.heatmaps import load_cells, show_cell, show_heatmap
from analytics.app_pages.labels import (
    FIGURE_NOTES,
    STATUSES,
    list_gist_columns,
    list_reason_columns,
    name_codes,
    pick_name,
)
from analytics.app_pages.links import hold_choice
from analytics.app_pages.loading import load_query, load_table
from analytics.app_pages.tables import show_table
from analytics.measures import order_gaps, tell_coverage

if TYPE_CHECKING:
    import pandas as pd

    from analytics.selection import Selection
    from analytics.store import Store

FIGURE = "n_duties"


def render(store: Store) -> None:
    """Show one area in one view, to read from top to bottom."""
    outer = choose_selection(store)
    areas = name_codes(load_query("codes", store, level="area"), outer.language)
    title = st.container()
    first = next(iter(outer.areas), next(iter(areas)))
    area = hold_choice("Area", areas, key="in", default=first, width=420) or first
    selection = replace(outer, areas=(area,), groups=(), functions=())
    cells = load_cells(store, selection, level="function", figure=FIGURE)
    holders = load_table("holders", store, selection)
    if cells.empty or holders.empty:
        title.title(areas[area], anchor=False)
        st.warning("Nothing passes the filters together. Take one away in the sidebar.")
        return
    language = selection.telling
    codes = load_query("codes", store, level="function")
    told = tell_coverage(cells, holders, codes, level="function", language=language)
    told = f"{areas[area]}{'：' if language == 'zh' else ': '}{told}"
    title.title(told, anchor=False)
    _show_numbers(store, selection, cells)
    left, right = st.columns([3, 2], gap="medium")
    with right:
        show_cell(store, selection, cells, level="function", height=420)
    with left:
        show_heatmap(cells, store, selection, key="area-heatmap", figure=FIGURE, title=told)
        st.caption(FIGURE_NOTES[FIGURE])
    _show_holding(store, selection, area)
    _show_roles(store, selection)
    _show_gaps(store, selection)
    _show_fragmentation(store, selection)
    _show_answers(store, selection)
    _show_duties(store, selection)


def _show_numbers(store: Store, selection: Selection, cells: pd.DataFrame) -> None:
    duties = load_table("duties", store, selection, comparable=True)
    figures = {
        "Functions": cells["code"].nunique(),
        "Duties": len(duties),
        "Departments": duties["department_id"].nunique(),
        "Real gaps": int(cells["real"].sum()),
    }
    with st.container(horizontal=True, gap="large"):
        for label, number in figures.items():
            st.metric(label, number, width="content")


def _show_holding(store: Store, selection: Selection, area: str) -> None:
    holding = load_table("holding", store, selection)
    _head(f"Who holds it: {len(holding)} units")
    names = name_codes(load_query("codes", store, level="function"), selection.language)
    sources = name_codes(
        load_query("holders", store, scope="source"), selection.language, key="holder_id", name="short"
    )
    table = holding.assign(
        source_id=holding["source_id"].map(sources),
        department=[
            pick_name(selection.language, en, zh) for en, zh in zip(holding["name_en"], holding["name_zh"], strict=True)
        ],
        functions=[", ".join(names[code] for code in codes.split(";")) for codes in holding["functions"]],
    )
    show_table(
        table[["source_id", "department_id", "department", "n_duties", "functions"]], "holding", selection,
        titles={"department_id": "Unit"}, more=(area,), alt="The units that hold a function of this area.",
    )  # fmt: skip


def _show_roles(store: Store, selection: Selection) -> None:
    roles = load_table("roles", store, selection)
    broken = roles.loc[(roles["position"] == "under") & roles["cascade"].isin(["no_carrier", "no_rule"])]
    _head(f"Who makes the rule and who carries it out: {len(broken)} broken cascades")
    names, holders = _name(store, selection)
    actions = name_codes(load_query("actions", store), selection.language, key="action")
    told = roles["actions"].map(lambda codes: ", ".join(actions[code] for code in codes.split(";") if code))
    table = roles.assign(told=told.where(told != "", "–"))
    table = table.pivot_table(index="code", columns="holder_id", values="told", aggfunc="first", sort=False)
    table = table.reset_index().assign(name=lambda rows: rows["code"].map(names))
    columns = ["code", "name", *(column for column in table if column in holders)]
    show_table(
        table[columns], "area-roles", selection, titles={"code": "Code", "name": "Function", **holders},
        alt="The actions by which each office states each function of this area.",
    )  # fmt: skip


def _show_gaps(store: Store, selection: Selection) -> None:
    gaps = load_table("gaps", store, selection)
    gaps = order_gaps(gaps.loc[gaps["status"] != "present"])
    _head(f"What is missing or thin: {int(gaps['real'].sum())} real gaps among {len(gaps)}")
    names, holders = _name(store, selection)
    table = gaps.assign(
        holder=gaps["holder_id"].map(holders),
        code_name=gaps["code"].map(names),
        status=gaps["status"].map(STATUSES),
    )
    columns = ["holder", "code_name", "status", "n_peers", *list_reason_columns(selection.language)]
    columns += ["nearest_duty_id", *list_gist_columns(selection.language, prefix="nearest_gist"), "nearest_score"]
    show_table(
        table[columns], "area-gaps", selection, titles={"holder": "Lacking", "code_name": "Function"},
        alt="The functions of this area that an office lacks or barely states, each with the reason.",
    )  # fmt: skip


def _show_fragmentation(store: Store, selection: Selection) -> None:
    overlap = load_table("overlap", store, selection)
    fragmented = overlap.loc[overlap["fragmented"]].sort_values("n_units", ascending=False, kind="stable")
    _head(f"Shared among departments: {len(fragmented)} times a function is held by two or more")
    names, holders = _name(store, selection)
    table = fragmented.assign(holder=fragmented["holder_id"].map(holders), code_name=fragmented["code"].map(names))
    columns = ["holder", "code_name", "n_units", "n_duties", "herfindahl", "n_overlaps", "n_same"]
    titles = {"holder": "Office", "code_name": "Function", "n_units": "Departments", "herfindahl": "Herfindahl index",
              "n_overlaps": "Pairs with the same action", "n_same": "Duties that say the same"}  # fmt: skip
    show_table(
        table[columns].round({"herfindahl": 3}), "area-overlap", selection, titles=titles,
        alt="The functions of this area that several departments of one office hold.",
    )  # fmt: skip
    st.caption("Units of one document at headquarters: the duties of subordinate customs are not counted here.")


def _show_answers(store: Store, selection: Selection) -> None:
    answers = load_table("answers", store, selection, decisions=load_decisions())
    n, all_ = int(answers["n_answered"].sum()), int(answers["n_duties"].sum())
    _head(f"Which duties are answered elsewhere: {n} of {all_}, duty by document")
    names = name_codes(load_query("holders", store, scope="source"), selection.language, key="holder_id", name="short")
    told = answers["n_answered"].astype(str) + " / " + answers["n_duties"].astype(str)
    table = answers.assign(told=told).pivot_table(
        index="subject_source", columns="object_source", values="told", aggfunc="first", sort=False
    )
    table = table.reindex(columns=list(dict.fromkeys(answers["subject_source"]))).fillna("").reset_index()
    table["subject_source"] = table["subject_source"].map(names)
    show_table(
        table, "area-answers", selection, titles={"subject_source": "Duties of", **names},
        alt="How many duties of the row's document are answered in the column's.",
    )  # fmt: skip
    st.caption(
        "Duties of the row that have a counterpart in the column, of all that could. The pairs are on *Alignment*."
    )


def _show_duties(store: Store, selection: Selection) -> None:
    duties = load_table("duties", store, selection, comparable=True)
    _head(f"All {len(duties)} duties")
    table = duties.assign(
        department=[
            pick_name(selection.language, en, zh)
            for en, zh in zip(duties["department_en"], duties["department_zh"], strict=True)
        ]
    )
    columns = ["duty_id", "office_id", "department", *list_gist_columns(selection.language), "functions", "action"]
    show_table(table[columns], "area-duties", selection, alt="All duties that state a function of this area.")


def _head(text: str) -> None:
    st.subheader(text, anchor=False)


def _name(store: Store, selection: Selection) -> tuple[dict[str, str], dict[str, str]]:
    """Name functions, and holders shortly."""
    functions = name_codes(load_query("codes", store, level="function"), selection.language)
    holders = name_codes(load_table("holders", store, selection), selection.language, key="holder_id", name="short")
    return functions, holders
