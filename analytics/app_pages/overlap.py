"""Overlap: functions that several departments of one office share, and duties that say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from analytics.app_pages.duty_cards import show_duties
from analytics.app_pages.filters import choose_selection
from analytics.app_pages.heatmaps import CHOOSE, HOLDER, SCOPE_LABELS, label_cells
from analytics.app_pages.labels import STATUSES, list_gist_columns, name_codes, pick_name
from analytics.app_pages.links import hold_choice, hold_one
from analytics.app_pages.loading import load_query, load_table
from analytics.app_pages.pictures import choose_ink, show_picture
from analytics.app_pages.tables import show_table
from analytics.charts import SCALE, SIGNS, draw_grid
from analytics.measures import tell_overlap
from analytics.tables import HEADQUARTERS

if TYPE_CHECKING:
    from collections.abc import Hashable

    import pandas as pd

    from analytics.selection import Selection
    from analytics.store import Store

CODE, PICTURE, TWIN = "held", "overlap-heatmap", "overlap"
ROWS = {"mine": "Shared in it", "any": "Shared in any", "all": "All functions"}
FIGURES = {"n_units": "Departments", "herfindahl": "Herfindahl index", "n_overlaps": "Pairs, same action"}
FIGURE_FORMATS = {"n_units": "{:.0f}", "herfindahl": "{:.2f}", "n_overlaps": "{:.0f}"}
OVERLAPS, SAME = "∥", "≡"
ELSEWHERE, ELSEWHERE_NOTE = "–", "Only units that are not compared here hold it, or only a section's name shows it"
TITLES = {
    "holder_id": "Of",
    **FIGURES,
    "overlaps": "Which overlap",
    "n_same": "Pairs that say the same",
    "same": "Which say the same",
}
NOTE = (
    f"{OVERLAPS} two departments, the same action (overlap)<br>"
    f"{SAME} two of their duties say the same (duplication)<br>"
    f"{ELSEWHERE} only in units not compared here · grey: why it is empty, as on Coverage"
)
SCOPE_NOTE = (
    "Departments at headquarters are compared: not the office's own mandate, nor subordinate customs, each of which "
    "has its own territory; the filter *Kind of unit* changes that. A document that names more departments shares out "
    "more. Herfindahl index: 1, one department has all duties of the function; 0.2, five have equally many. "
    "Terms after GAO-15-49SP: to be shared is no fault in itself."
)
VERDICTS = {
    "same": "a reader says that they are the same",
    "": "the machine takes them for the same, and nobody has read them: about one in two such pairs is",
}


def render(store: Store) -> None:
    """Show who shares which functions, the duties behind a cell beside it, and the table below."""
    selection = choose_selection(store)
    overlap, holders = load_table("overlap", store, selection), load_table("holders", store, selection)
    codes = load_query("codes", store, level="function")
    language = selection.telling
    told = tell_overlap(overlap, holders, codes, language=language)
    title = st.container()
    if overlap.empty:
        title.title(told[0], anchor=False)
        st.warning("Nothing passes the filters together. Take one away in the sidebar.")
        return
    names = name_codes(holders, selection.language, key="holder_id")
    office, figure, rows = _choose(overlap, names, selection)
    mine = tell_overlap(overlap.loc[overlap["holder_id"] == office], holders, codes, language=language)
    title.title(mine[0], anchor=False)
    title.caption((". " if language == "en" else "。").join(told[1:]))
    cells = _lay_cells(store, selection, overlap, office=office, figure=figure, rows=rows)
    if cells.empty:
        st.info("None of the functions that pass the filters is shared. Choose *All functions* above.")
        return
    left, right = st.columns([3, 2], gap="medium")
    with right:  # first, because it takes the chosen cell from the link, which the picture frames
        _show_behind(store, selection, cells, names)
    with left:
        _show_heatmap(cells, store, selection, figure=figure, title=mine[0])
    _show_tables(selection, cells, names, figure=figure)


def _choose(overlap: pd.DataFrame, names: dict[str, str], selection: Selection) -> tuple[str, str, str]:
    most = str(overlap.groupby("holder_id", sort=False)["fragmented"].sum().idxmax())
    with st.container(horizontal=True, vertical_alignment="bottom"):
        office = hold_choice(SCOPE_LABELS[selection.scope], names, key="sharing", default=most, width=280) or most
        rows = hold_one("Functions", ROWS, key="sharing_rows")
        figure = hold_one("Figure", FIGURES, key="sharing_figure")
    return office, figure, rows


def _lay_cells(
    store: Store, selection: Selection, overlap: pd.DataFrame, *, office: str, figure: str, rows: str
) -> pd.DataFrame:
    """Give the cells of the functions wanted, those first that most departments of the office share."""
    shared = overlap.loc[overlap["fragmented"]]
    wanted = {"mine": shared.loc[shared["holder_id"] == office, "code"], "any": shared["code"], "all": overlap["code"]}
    mine = overlap.loc[overlap["holder_id"] == office].sort_values(
        ["n_units", "herfindahl"], ascending=[False, True], kind="stable"
    )
    rank = {code: i for i, code in enumerate(mine["code"])}
    cells = overlap.loc[overlap["code"].isin(wanted[rows])]
    cells = cells.sort_values("code", key=lambda column: column.map(rank), kind="stable", ignore_index=True)
    cells = label_cells(cells, store, selection, level="function").assign(group_name="")
    told = ["status", "reason", "reason_zh"]
    cells = cells.merge(load_table("gaps", store, selection)[["holder_id", "code", *told]], on=["holder_id", "code"])
    held = cells["n_units"] > 0
    numbers = [
        FIGURE_FORMATS[figure].format(value) if some else "" for value, some in zip(cells[figure], held, strict=True)
    ]
    signs = (cells["n_overlaps"] > 0).map({True: OVERLAPS, False: ""}) + (cells["n_same"] > 0).map(
        {True: SAME, False: ""}
    )
    texts = [f"{number} {sign}".strip() for number, sign in zip(numbers, signs, strict=True)]
    cells["elsewhere"] = ~held & cells["status"].isin(["present", "thin"])
    signs = cells["status"].map(SIGNS).mask(cells["elsewhere"], ELSEWHERE)
    cells["text"] = [text if some else sign for text, some, sign in zip(texts, held, signs, strict=True)]
    cells["value"] = cells[figure].where(held)
    cells["hover"] = [_tell_cell(cell, selection.language) for cell in cells.to_dict("records")]
    return cells


def _tell_cell(cell: dict[Hashable, Any], language: str) -> str:
    name = f"<b>{cell['name']}</b><br>"
    if cell["elsewhere"]:
        return f"{name}{ELSEWHERE_NOTE}"
    if not cell["n_units"]:
        return f"{name}{STATUSES[str(cell['status'])]}: {pick_name(language, cell['reason'], cell['reason_zh'])}"
    figures = f"{cell['n_units']} departments, {cell['n_duties']} duties, Herfindahl index {cell['herfindahl']:.2f}"
    return f"{name}{figures}<br>Pairs with the same action: {cell['n_overlaps']}; that say the same: {cell['n_same']}"


def _show_heatmap(cells: pd.DataFrame, store: Store, selection: Selection, *, figure: str, title: str) -> None:
    chosen = (st.session_state.get(CODE) or "", st.session_state.get(HOLDER) or "")
    high = 1.0 if figure == "herfindahl" else float(max(cells["value"].max(), 1))
    shown = f"{cells['code'].nunique()} functions by {cells['holder_id'].nunique()} columns, figure: {FIGURES[figure]}"
    show_picture(
        draw_grid(cells, colours=SCALE, high=high, note=NOTE, chosen=chosen,
                  axes=("Function", f"{SCOPE_LABELS[selection.scope]} · {FIGURES[figure]}"), ink=choose_ink()),
        key=PICTURE, title=title, store=store, selection=selection, name="overlap", more=(figure,),
        alt=f"Heatmap of {shown}. The table below has the same numbers.",
        on_select=_take_click,
    )  # fmt: skip
    st.caption(SCOPE_NOTE)


def _take_click() -> None:
    if points := st.session_state[PICTURE].selection.points:
        st.session_state[CODE], st.session_state[HOLDER] = points[0]["customdata"]


def _show_behind(store: Store, selection: Selection, cells: pd.DataFrame, names: dict[str, str]) -> None:
    """Show the departments that share a function, and what each says of it."""
    left, right = st.columns(2)
    with left:
        listed = dict(zip(cells["code"], cells["name"], strict=True))
        code = hold_choice("Function", listed, key=CODE, placeholder=CHOOSE)
    with right:
        holder = hold_choice(SCOPE_LABELS[selection.scope], names, key=HOLDER, placeholder=CHOOSE)
    if not code or not holder:
        st.info("Click a cell of the heatmap, or choose above, to read the departments and duties behind it.")
        return
    cell = cells.loc[(cells["code"] == code) & (cells["holder_id"] == holder)].iloc[0]
    if cell["elsewhere"]:
        st.markdown(f"{ELSEWHERE_NOTE}.")
        return
    if not cell["n_units"]:
        reason = pick_name(selection.language, cell["reason"], cell["reason_zh"])
        st.markdown(f"**{STATUSES[cell['status']]}**: {reason}")
        return
    st.markdown(
        f"**{cell['n_units']}** departments · **{cell['n_duties']}** duties · Herfindahl index "
        f"**{cell['herfindahl']:.2f}** · {cell['n_overlaps']} pairs with the same action · "
        f"{cell['n_same']} that say the same"
    )
    duties = load_query(
        "duties", store, offices=None, sources=[cell["source_id"]], groups=None, areas=None, functions=[code],
        actions=list(selection.actions) or None, kinds=list(selection.kinds or HEADQUARTERS), comparable=True,
    )  # fmt: skip
    with st.container(height=560, border=False):
        _show_pairs(store, selection, code, holder, duties)
        _show_departments(store, selection, duties)


def _show_pairs(store: Store, selection: Selection, code: str, holder: str, duties: pd.DataFrame) -> None:
    """List who overlaps with whom, and the duties that say the same."""
    pairs = load_table("overlap_pairs", store, selection)
    pairs = pairs.loc[(pairs["code"] == code) & (pairs["holder_id"] == holder)]
    units = name_codes(load_query("departments", store), selection.language, key="department_id")
    actions = name_codes(load_query("actions", store), selection.language, key="action")
    for action, name in actions.items():
        alike = pairs.loc[pairs["actions"].str.split(";").map(lambda listed, action=action: action in listed)]
        if not alike.empty:
            named = dict.fromkeys([*alike["department_a"], *alike["department_b"]])
            st.markdown(f"{OVERLAPS} **{name}**: {' · '.join(units[unit] for unit in sorted(named))}")
    twins = load_query("duplicates", store)
    twins = twins.loc[twins["same"] & twins["duty_a"].isin(duties["duty_id"]) & twins["duty_b"].isin(duties["duty_id"])]
    told = duties.set_index("duty_id")
    for twin in twins.to_dict("records"):
        with st.container(border=True):
            for duty in (twin["duty_a"], twin["duty_b"]):
                st.text("\n".join(told.loc[duty, gist] for gist in list_gist_columns(selection.language)))
            st.caption(
                f"{SAME} {twin['duty_a']} · {twin['duty_b']}: {VERDICTS[twin['verdict']]} "
                f"(likeness by the machine {twin['probability']:.0%})"
            )


def _show_departments(store: Store, selection: Selection, duties: pd.DataFrame) -> None:
    units = name_codes(load_query("departments", store), selection.language, key="department_id")
    actions = name_codes(load_query("actions", store), selection.language, key="action")
    for unit, rows in duties.groupby("department_id", sort=False):
        st.markdown(f"**{units[str(unit)]}** · {len(rows)}")
        show_duties(rows, language=selection.language, actions=actions)


def _show_tables(selection: Selection, cells: pd.DataFrame, names: dict[str, str], *, figure: str) -> None:
    """Show the heatmap as a table, whose cells can be chosen by keyboard, and all figures in a long one."""
    st.subheader("The same as a table", anchor=False)
    rows = cells.drop_duplicates("code")[["code", "name"]]
    values = cells.pivot_table(index="code", columns="holder_id", values=figure, sort=False, dropna=False)
    twin = rows.merge(values[list(names)].round(4).reset_index(), on="code")
    titles = {"code": "Code", "name": "Function", **names}
    show_table(
        twin, TWIN, selection, titles=titles, more=(figure,), selection_mode="single-cell",
        on_select=lambda: _take_cell(twin, names), alt=f"{FIGURES[figure]} by office: the numbers of the heatmap.",
    )  # fmt: skip
    with st.expander("All figures, and which departments overlap"):
        columns = ["code", "name", "holder_id", "n_units", "n_duties", "herfindahl", "n_overlaps", "overlaps"]
        table = cells[[*columns, "n_same", "same"]].round({"herfindahl": 4})
        show_table(
            table, "overlap-figures", selection, titles={**titles, **TITLES},
            alt="Departments, duties, Herfindahl index, overlapping pairs and pairs that say the same, by cell.",
        )  # fmt: skip


def _take_cell(twin: pd.DataFrame, names: dict[str, str]) -> None:
    holders = {name: holder for holder, name in names.items()}
    for row, column in st.session_state[f"table-{TWIN}"].selection.cells:
        if column in holders:
            st.session_state[CODE], st.session_state[HOLDER] = twin["code"].iloc[row], holders[column]
