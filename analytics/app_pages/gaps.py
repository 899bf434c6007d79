"""Gaps: what an office does not state, and why that may be so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analytics.app_pages.duty_cards import show_duties
from analytics.app_pages.filters import choose_selection
from analytics.app_pages.heatmaps import SCOPE_LABELS, find_behind
from analytics.app_pages.labels import (
    STATUS_NOTES,
    STATUSES,
    list_gist_columns,
    list_reason_columns,
    name_codes,
    pick_name,
)
from analytics.app_pages.links import hold_choice, hold_many, hold_one, hold_pills
from analytics.app_pages.loading import load_query, load_table
from analytics.app_pages.tables import show_table
from analytics.measures import explain_fragility, order_gaps, tell_gaps
from analytics.report.words import STATUSES as TOLD_STATUSES

if TYPE_CHECKING:
    import pandas as pd

    from analytics.selection import Selection
    from analytics.store import Store

LEVELS = {"function": "Functions", "area": "Areas"}
FRAGILE, SHAKY = ", fragile", ", shaky"


def render(store: Store) -> None:
    """Show one office's gaps against its peers, each with the nearest duty to judge and the reason."""
    selection = choose_selection(store, counting=False)
    holders = load_query("holders", store, scope=selection.scope)
    names = {
        r["holder_id"]: pick_name(selection.language, r["name_en"], r["name_zh"]) for r in holders.to_dict("records")
    }
    title = st.container()
    holder, peers, level = _choose_office(names, selection)
    table = load_table("gaps", store, selection, level=level, peers=peers or None)
    table = table.loc[table["holder_id"] == holder]
    title.title(tell_gaps(table, names[holder], level=level, language=selection.telling), anchor=False)
    if table.empty:
        st.warning("Nothing passes the filters together. Take one away in the sidebar.")
        return
    statuses = _choose_statuses(table)
    shown = order_gaps(table.loc[table["status"].isin(statuses)])
    st.caption(" · ".join(_explain(status, selection.telling) for status in statuses))
    rows = _show_gaps(store, shown, selection, holder=holder, level=level, statuses=statuses)
    _show_judgement(store, shown, rows, selection, names, level=level)


def _choose_office(names: dict[str, str], selection: Selection) -> tuple[str, list[str], str]:
    wanted = [h for h in names if not selection.offices or h.split("-")[0] in selection.offices] or list(names)
    with st.container(horizontal=True):
        first = next((holder for holder in wanted if not holder.startswith("gacc")), wanted[0])
        holder = (
            hold_choice(
                SCOPE_LABELS[selection.scope], {h: names[h] for h in wanted}, key="lacking", default=first, width=320
            )
            or first
        )
        others = {other: name for other, name in names.items() if other != holder}
        peers = hold_many("Compared with", others, key="peers", placeholder="All others", width=420)
        level = hold_one("Rows", LEVELS, key="gap_rows")
    return holder, peers, level


def _choose_statuses(table: pd.DataFrame) -> list[str]:
    counts = table["status"].value_counts()
    names = {status: f"{STATUSES[status]} ({counts.get(status, 0)})" for status in STATUSES}
    return hold_pills("Status", names, key="status", default=[status for status in STATUSES if status != "present"])


def _explain(status: str, language: str) -> str:
    """Say what a status means, after its name in the table and the choice above it."""
    if language == "zh":
        return f"**{STATUSES[status]}** {TOLD_STATUSES[language][status]}"
    return f"**{STATUSES[status]}**: {STATUS_NOTES[status]}"


def _show_gaps(
    store: Store, shown: pd.DataFrame, selection: Selection, *, holder: str, level: str, statuses: list[str]
) -> list[int]:
    names = name_codes(load_query("codes", store, level=level), selection.language)
    holders = load_query("holders", store, scope=selection.scope)
    shorts = name_codes(holders, selection.language, key="holder_id", name="short")
    table = shown.assign(
        code_name=shown["code"].map(names),
        status=shown["status"].map(STATUSES)
        + shown["fragile"].map({True: FRAGILE, False: ""})
        + shown["shaky"].map({True: SHAKY, False: ""}),
        peers=shown["peers"].map(lambda ids: ", ".join(shorts[i] for i in ids.split(";") if i)),
    )
    table["holds"] = explain_fragility(shown, language=selection.telling)
    columns = ["code", "code_name", "status", "n_duties", "n_peers", "peers", *list_reason_columns(selection.language)]
    columns += [
        "holds",
        "nearest_duty_id",
        *list_gist_columns(selection.language, prefix="nearest_gist"),
        "nearest_score",
    ]
    state = show_table(
        table[columns], "gaps", selection, titles={"code": "Code", "code_name": LEVELS[level][:-1]},
        more=(holder, level, "-".join(statuses)), on_select="rerun", selection_mode="single-row",
        alt="One row a function that the office lacks or barely states: status, peers, reason, nearest duty.",
    )  # fmt: skip
    return list(state.selection.rows)


def _show_judgement(
    store: Store,
    shown: pd.DataFrame,
    rows: list[int],
    selection: Selection,
    names: dict[str, str],
    *,
    level: str,
) -> None:
    """Show what the peers state, beside the office's nearest duty."""
    if shown.empty:
        return
    gap = shown.iloc[rows[0] if rows and rows[0] < len(shown) else 0]
    st.caption("Choose another row of the table by the box at its left.")
    actions = name_codes(load_query("actions", store), selection.language, key="action")
    st.subheader(name_codes(load_query("codes", store, level=level), selection.language)[gap["code"]], anchor=False)
    st.markdown(f"**{STATUSES[gap['status']]}**: {pick_name(selection.language, gap['reason'], gap['reason_zh'])}")
    if held := explain_fragility(gap.to_frame().T, language=selection.telling).iloc[0]:
        st.markdown(held)
    left, right = st.columns(2, gap="medium")
    duties = load_query("duties", store, offices=None, sources=None, groups=None, areas=None, functions=None,
                        actions=None, kinds=None, comparable=None)  # fmt: skip
    with left:
        st.markdown(f"**{names[gap['holder_id']]}**: the nearest duty, likeness {gap['nearest_score']:.2f} of 1")
        show_duties(
            duties.loc[duties["duty_id"] == gap["nearest_duty_id"]],
            language=selection.language,
            actions=actions,
        )
    with right:
        holders = load_query("holders", store, scope=selection.scope).set_index("holder_id")
        for peer in filter(None, gap["peers"].split(";")):
            st.markdown(f"**{names[peer]}**")
            sources = str(holders.loc[peer, "source_id"])
            behind = find_behind(store, selection, gap["code"], sources, level=level)
            show_duties(behind, language=selection.language, actions=actions)
