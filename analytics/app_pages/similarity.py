"""Which offices share their duties out alike: a part of the page Structure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from analytics.app_pages.duty_cards import show_duties
from analytics.app_pages.heatmaps import CHOOSE, find_behind, label_cells
from analytics.app_pages.labels import name_codes
from analytics.app_pages.links import hold_choice, hold_one
from analytics.app_pages.loading import load_query, load_table
from analytics.app_pages.pictures import choose_ink, show_picture
from analytics.app_pages.tables import show_table
from analytics.charts import SCALE, draw_grid
from analytics.measures import tell_similarity

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from analytics.selection import Selection
    from analytics.store import Store

PICTURE, FIRST, SECOND, TWIN = "similarity", "like_one", "like_two", "shares"
LEVELS = {"function": "By function", "area": "By area"}
NOTES = (
    "Morisita's index of overlap, with the 95 % interval of 1,000 resamples of the duties: 1, both share their duties "
    "out alike; 0, they have nothing in common; empty where too few duties state the same to tell. Where "
    "intervals overlap, the order says little. The filters by function play no part."
)
DIAGONAL = "╲"


def show(store: Store, selection: Selection, title: DeltaGenerator) -> None:
    """Show each pair of offices with its interval, and what the chosen pair does differently."""
    level = hold_one("Profiles", LEVELS, key="like_by")
    table = load_table("similarity", store, selection, level=level)
    holders = load_table("holders", store, selection)
    told = tell_similarity(table, holders, language=selection.telling)
    title.title(told, anchor=False)
    if table.empty:
        st.warning("Two offices are needed to compare. Take a filter away in the sidebar.")
        return
    names = name_codes(holders, selection.language, key="holder_id", name="short")
    left, right = st.columns([7, 4], gap="medium")
    with right:
        pair = _choose_pair(table, names)
        if pair:
            _show_differences(store, selection, *pair, names=names, level=level)
    with left:
        _show_grid(_lay_cells(table, store, selection), store, selection, title=told)
        shown = table.assign(holder_id=table["holder_id"].map(names), other_id=table["other_id"].map(names))
        titles = {"holder_id": "Of", "other_id": "and of", "n_duties_other": "Duties of the other",
                  "similarity": "Overlap", "low": "Low", "high": "High"}  # fmt: skip
        show_table(
            shown.round({"similarity": 3, "low": 3, "high": 3}), "similarity-figures", selection, titles=titles,
            more=(level,), alt="Overlap of each pair of offices with its interval: the numbers of the picture.",
        )  # fmt: skip


def _lay_cells(table: pd.DataFrame, store: Store, selection: Selection) -> pd.DataFrame:
    """Lay each pair both ways."""
    turned = table.rename(columns={"holder_id": "other_id", "other_id": "holder_id"})
    cells = pd.concat([table, turned], ignore_index=True)
    holders = load_table("holders", store, selection)
    diagonal = pd.DataFrame({"holder_id": holders["holder_id"], "other_id": holders["holder_id"]})
    cells = pd.concat([cells, diagonal], ignore_index=True)
    known = cells["similarity"].notna()
    cells["text"] = [
        f"{value:.2f} ({low:.2f}–{high:.2f})" if some else "?"
        for value, low, high, some in zip(cells["similarity"], cells["low"], cells["high"], known, strict=True)
    ]
    cells.loc[cells["holder_id"] == cells["other_id"], "text"] = DIAGONAL
    order = {holder: i for i, holder in enumerate(holders["holder_id"])}
    cells = cells.sort_values(["other_id", "holder_id"], key=lambda ids: ids.map(order), ignore_index=True)
    cells = cells.assign(code="", value=cells["similarity"].clip(upper=1.0), group_name="")
    heads = label_cells(cells[["code", "holder_id"]].copy(), store, selection, level="area")["column"]
    column = dict(zip(cells["holder_id"], heads, strict=True))
    names = name_codes(holders, selection.language, key="holder_id", name="short")
    hover = [
        f"<b>{names[one]} · {names[other]}</b><br>{text}"
        for one, other, text in zip(cells["other_id"], cells["holder_id"], cells["text"], strict=True)
    ]
    return cells.assign(
        code=cells["other_id"], row=cells["other_id"].map(column), column=cells["holder_id"].map(column), hover=hover
    )


def _show_grid(cells: pd.DataFrame, store: Store, selection: Selection, *, title: str) -> None:
    chosen = (st.session_state.get(FIRST) or "", st.session_state.get(SECOND) or "")
    drawing = draw_grid(cells, colours=SCALE, high=1.0, chosen=chosen, ink=choose_ink())
    show_picture(
        drawing, key=PICTURE, on_select=_take_click, title=title, store=store, selection=selection,
        name="similarity",
        alt="How alike each two offices share out their duties, with intervals. The table below has the same numbers.",
    )  # fmt: skip
    st.caption(NOTES)


def _take_click() -> None:
    if points := st.session_state[PICTURE].selection.points:
        st.session_state[FIRST], st.session_state[SECOND] = points[0]["customdata"]


def _choose_pair(table: pd.DataFrame, names: dict[str, str]) -> tuple[str, str] | None:
    least = table.sort_values("similarity", kind="stable").iloc[0]
    left, right = st.columns(2)
    with left:
        first = hold_choice("What differs between", names, key=FIRST, default=least["holder_id"], placeholder=CHOOSE)
    with right:
        second = hold_choice("and", names, key=SECOND, default=least["other_id"], placeholder=CHOOSE)
    if not first or not second or first == second:
        st.info("Click a cell, or choose two different offices, to read what they do differently.")
        return None
    return first, second


def _show_differences(
    store: Store, selection: Selection, first: str, second: str, *, names: dict[str, str], level: str
) -> None:
    """Rank the codes by how much their shares differ, and show the duties behind one."""
    coverage = load_table("coverage", store, selection, level=level)
    shares = coverage.pivot_table(index="code", columns="holder_id", values="share", sort=False)[[first, second]]
    codes = name_codes(load_query("codes", store, level=level), selection.language)
    shares = shares.assign(difference=shares[first] - shares[second])
    shares = shares.sort_values("difference", key=lambda values: -values.abs(), kind="stable").reset_index()
    percent = (100 * shares[[first, second, "difference"]]).round(1)
    shown = pd.DataFrame({"name": shares["code"].map(codes), **percent})
    titles = {"name": "Function" if level == "function" else "Area", first: f"{names[first]}, %",
              second: f"{names[second]}, %", "difference": "Difference"}  # fmt: skip
    state = show_table(
        shown, TWIN, selection, titles=titles, more=(first, second, level), on_select="rerun",
        selection_mode="single-row", height=300,
        alt="Shares of the two offices' duties by function, the widest difference first.",
    )  # fmt: skip
    rows = list(state.selection.rows)
    code = shares["code"].iloc[rows[0] if rows and rows[0] < len(shares) else 0]
    st.markdown(f"**{codes[code]}**")
    sources = load_table("holders", store, selection).set_index("holder_id")["source_id"]
    actions = name_codes(load_query("actions", store), selection.language, key="action")
    with st.container(height=420, border=False):
        for holder in (first, second):
            duties = find_behind(store, selection, code, str(sources[holder]), level=level)
            st.markdown(f"**{names[holder]}** · {len(duties)}")
            show_duties(duties, language=selection.language, actions=actions)
