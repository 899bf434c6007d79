"""Which areas sit together in one department in one office and apart in another: a part of the page Structure."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from analytics.app_pages.duty_cards import show_duties
from analytics.app_pages.heatmaps import CHOOSE, SCOPE_LABELS
from analytics.app_pages.labels import name_codes
from analytics.app_pages.links import hold_choice
from analytics.app_pages.loading import load_query, load_table
from analytics.app_pages.pictures import choose_ink, show_picture
from analytics.app_pages.tables import show_table
from analytics.charts import draw_colocation
from analytics.measures import list_disagreements, tell_colocation

if TYPE_CHECKING:
    from collections.abc import Hashable

    from streamlit.delta_generator import DeltaGenerator

    from analytics.selection import Selection
    from analytics.store import Store

AREA, OTHER, PICTURE, TWIN = "area_one", "area_two", "colocation", "disagreements"
STANDINGS = {"together": "together", "mixed": "partly together", "apart": "apart", "absent": "not stated"}
NOTES = (
    "Numbers: departments that state both areas; the colour is their part of those that state either. Violet frames: "
    "**together** in one of the two offices (both areas have most of their duties in the same department) and "
    "**apart** in the other (no department states both). The offices' own mandates are no departments. Grey: one of "
    "the areas, or both, is stated by no department. The codes above the columns are those of the rows."
)
NOTHING = "Two offices, and two areas, are needed to compare. Take a filter away in the sidebar."
DIAGONAL = "╲"
WIDE_LABEL = {"en": 34, "zh": 18}


def show(store: Store, selection: Selection, title: DeltaGenerator) -> None:
    """Show two offices in one matrix, and where all offices have the two areas chosen."""
    table = load_table("colocation", store, selection)
    divided = list_disagreements(table)
    codes, holders = load_query("codes", store, level="area"), load_table("holders", store, selection)
    told = tell_colocation(divided, codes, holders, language=selection.telling)
    title.title(told, anchor=False)
    names = name_codes(holders, selection.language, key="holder_id", name="short")
    areas = {code: name for code, name in name_codes(codes, selection.language).items() if code in set(table["area"])}
    areas |= {code: name_codes(codes, selection.language)[code] for code in table["other_area"].unique()}
    if table.empty or len(names) < 2:
        st.warning(NOTHING)
        return
    below, above = _choose_offices(names, divided, selection)
    left, right = st.columns([7, 4], gap="medium")
    with right:  # first, because it takes the chosen cell from the link, which the picture frames
        _show_pair(store, selection, table, names, areas, divided)
    with left:
        cells = _lay_cells(table, codes, names, areas, selection, below=below, above=above)
        _show_matrix(cells, table, store, selection, below=below, above=above, names=names, title=told)
    _show_tables(selection, table, divided, names, areas)


def _choose_offices(names: dict[str, str], divided: pd.DataFrame, selection: Selection) -> tuple[str, str]:
    """Choose whom to compare: by default two offices that differ on the pair most divided."""
    first, second = list(names)[:2]
    if len(divided):
        first, second = (divided.iloc[0][side].split(";")[-1] for side in ("together", "apart"))
    label = SCOPE_LABELS[selection.scope]
    with st.container(horizontal=True):
        below = hold_choice(f"{label} below the diagonal", names, key="below", default=first, width=260) or first
        others = {other: name for other, name in names.items() if other != below}
        default = second if second in others else next(iter(others))
        above = hold_choice(f"{label} above the diagonal", others, key="above", default=default, width=260) or default
    return below, above


def _lay_cells(
    table: pd.DataFrame,
    codes: pd.DataFrame,
    names: dict[str, str],
    areas: dict[str, str],
    selection: Selection,
    *,
    below: str,
    above: str,
) -> pd.DataFrame:
    """Lay the pairs of one office below the diagonal and those of the other above it."""
    turned = {"area": "other_area", "other_area": "area"}
    parts = [table.loc[table["holder_id"] == above], table.loc[table["holder_id"] == below].rename(columns=turned)]
    cells = pd.concat(parts, ignore_index=True).rename(columns={"area": "code", "other_area": "holder"})
    diagonal = pd.DataFrame({"code": list(areas), "holder": list(areas), "holder_id": "", "standing": "absent"})
    cells = pd.concat([cells, diagonal], ignore_index=True).fillna({"n_both": 0, "n_either": 0})
    order = {code: i for i, code in enumerate(areas)}
    cells = cells.sort_values(["code", "holder"], key=lambda column: column.map(order), ignore_index=True)
    held = cells["standing"] != "absent"
    cells["value"] = cells["jaccard"].where(held)
    cells["text"] = cells["n_both"].map("{:.0f}".format).where(held, "")
    cells.loc[cells["code"] == cells["holder"], "text"] = DIAGONAL
    cells["hover"] = [_tell_cell(cell, names, areas) for cell in cells.to_dict("records")]
    groups = dict(zip(codes["code"], codes["group_name"], strict=True))
    wide = WIDE_LABEL[selection.telling]
    labels = {code: "<br>".join(textwrap.wrap(f"{name} {code}", wide)) for code, name in areas.items()}
    return cells.assign(
        holder_id=cells["holder"],
        row=cells["code"].map(labels),
        column=cells["holder"],
        group_name=cells["code"].map(groups),
    )


def _tell_cell(cell: dict[Hashable, Any], names: dict[str, str], areas: dict[str, str]) -> str:
    if cell["code"] == cell["holder"]:
        return f"<b>{areas[cell['code']]}</b>"
    told = f"<b>{names[cell['holder_id']]}</b><br>{areas[cell['code']]} · {areas[cell['holder']]}<br>"
    if cell["standing"] == "absent":
        return f"{told}{STANDINGS['absent']}"
    return f"{told}{STANDINGS[cell['standing']]}: {cell['n_both']:.0f} of {cell['n_either']:.0f} departments state both"


def _show_matrix(
    cells: pd.DataFrame,
    table: pd.DataFrame,
    store: Store,
    selection: Selection,
    *,
    below: str,
    above: str,
    names: dict[str, str],
    title: str,
) -> None:
    pair = (st.session_state.get(AREA) or "", st.session_state.get(OTHER) or "")
    two = table.loc[table["holder_id"].isin([below, above])]
    divided = [(row["area"], row["other_area"]) for row in list_disagreements(two).to_dict("records")]
    both_ways = [*divided, *((other, area) for area, other in divided)]
    drawing = draw_colocation(
        cells, below=f"Below the diagonal: {names[below]}", above=f"Above the diagonal: {names[above]}",
        divided=both_ways, chosen=pair, ink=choose_ink(),
    )  # fmt: skip
    st.markdown(
        f"**{names[below]} and {names[above]}**: {len(divided)} pairs of areas together in one, apart in the other"
    )
    show_picture(
        drawing, key=PICTURE, on_select=_take_click, title=title, store=store, selection=selection,
        name="colocation", more=(below, above),
        alt=f"Matrix of areas: in how many departments of {names[below]} (below the diagonal) and of {names[above]} "
        f"(above) each two stand. {len(divided)} pairs are framed. The table below has the numbers.",
    )  # fmt: skip
    st.caption(NOTES)


def _take_click() -> None:
    if points := st.session_state[PICTURE].selection.points:
        st.session_state[AREA], st.session_state[OTHER] = points[0]["customdata"]


def _show_pair(
    store: Store,
    selection: Selection,
    table: pd.DataFrame,
    names: dict[str, str],
    areas: dict[str, str],
    divided: pd.DataFrame,
) -> None:
    """Show where each office has the two areas chosen, and the duties behind."""
    first, second = (divided.iloc[0]["area"], divided.iloc[0]["other_area"]) if len(divided) else (None, None)
    left, right = st.columns(2)
    with left:
        area = hold_choice("Area", areas, key=AREA, default=first, placeholder=CHOOSE)
    with right:
        other = hold_choice("and area", areas, key=OTHER, default=second, placeholder=CHOOSE)
    pair = table.loc[table["area"].isin([area, other]) & table["other_area"].isin([area, other])]
    if pair.empty:
        st.info("Click a cell of the matrix, or choose two areas above, to read where each office has them.")
        return
    units = name_codes(load_query("departments", store), selection.language, key="department_id")
    held = load_table("held", store, selection)
    for row in pair.to_dict("records"):
        told = _tell_standing(row, units, areas)
        st.markdown(f"**{names[row['holder_id']]}**: {told}")
        found = held.loc[(held["holder_id"] == row["holder_id"]) & held["area"].isin([area, other])]
        homes = [home for home in dict.fromkeys([row["home"], row["other_home"]]) if home]
        if homes:
            with st.expander(f"Duties in {'it' if len(homes) == 1 else 'these'}"):
                _show_homes(store, selection, found, homes, units)


def _tell_standing(row: dict[Hashable, Any], units: dict[str, str], areas: dict[str, str]) -> str:
    first, second = areas[row["area"]], areas[row["other_area"]]
    if row["standing"] == "absent":
        missing = [name for name, home in ((first, row["home"]), (second, row["other_home"])) if not home]
        return f"no department states {' or '.join(missing)}"
    if row["standing"] == "together":
        return f"together, both mostly in {units[row['home']]}"
    where = f"{first} mostly in {units[row['home']]}, {second} mostly in {units[row['other_home']]}"
    return f"{STANDINGS[row['standing']]}: {where}; {row['n_both']} of {row['n_either']} departments state both"


def _show_homes(
    store: Store, selection: Selection, found: pd.DataFrame, homes: list[str], units: dict[str, str]
) -> None:
    duties = load_table("duties", store, type(selection)(language=selection.language))
    actions = name_codes(load_query("actions", store), selection.language, key="action")
    for home in homes:
        ids = found.loc[found["department_id"] == home, "duty_id"]
        st.markdown(f"**{units[home]}** · {ids.nunique()}")
        show_duties(duties.loc[duties["duty_id"].isin(ids)], language=selection.language, actions=actions)


def _show_tables(
    selection: Selection, table: pd.DataFrame, divided: pd.DataFrame, names: dict[str, str], areas: dict[str, str]
) -> None:
    titles = {"area": "Area", "other_area": "and area", "together": "Together in", "apart": "Apart in",
              "holder_id": "Of", "n_both": "Departments with both", "n_either": "With either", "jaccard": "Jaccard",
              "home": "Mostly in", "other_home": "the other mostly in", "standing": "Standing"}  # fmt: skip
    st.subheader("Where offices disagree", anchor=False)
    sides = {
        side: divided[side].map(lambda ids: ", ".join(names[i] for i in ids.split(";")))
        for side in ("together", "apart")
    }
    shown = divided[["area", "other_area"]].assign(**sides)
    for column in ("area", "other_area"):
        shown[column] = shown[column].map(areas)
    show_table(
        shown, TWIN, selection, titles=titles, on_select=lambda: _take_row(divided), selection_mode="single-row",
        alt="Pairs of areas that one office keeps in one department and another in two.",
    )  # fmt: skip
    with st.expander("All pairs, one row a pair and office"):
        numbers = table.assign(standing=table["standing"].map(STANDINGS)).round({"jaccard": 4})
        show_table(
            numbers, "colocation-figures", selection, titles=titles,
            alt="Departments with both areas, Jaccard and standing of each pair: the numbers of the matrix.",
        )  # fmt: skip


def _take_row(divided: pd.DataFrame) -> None:
    for row in st.session_state[f"table-{TWIN}"].selection.rows:
        st.session_state[AREA], st.session_state[OTHER] = divided.iloc[row][["area", "other_area"]]
