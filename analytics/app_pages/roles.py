"""Roles: who makes the rule for a function, who carries it out, and where the two do not meet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from analytics.app_pages.duty_cards import show_duties
from analytics.app_pages.filters import choose_selection
from analytics.app_pages.heatmaps import CHOOSE, HOLDER, SCOPE_LABELS, find_behind, label_cells
from analytics.app_pages.labels import STATUSES, list_reason_columns, name_codes, pick_name
from analytics.app_pages.links import hold_choice, hold_pills
from analytics.app_pages.loading import load_query, load_table
from analytics.app_pages.pictures import choose_ink, show_picture
from analytics.app_pages.tables import show_table
from analytics.charts import ROLE_COLOURS, SIGNS, draw_grid
from analytics.measures import BROKEN, count_broken, order_cascades, tell_roles
from analytics.selection import Selection
from analytics.tables import list_superiors

if TYPE_CHECKING:
    from collections.abc import Hashable

    import pandas as pd

    from analytics.store import Store

CODE, PICTURE, BREAK = "ruled", "roles-heatmap", "⊘"
BREAK_NOTES = [[f"{BREAK} the rule above and the work here do not meet"], ["grey: why it is empty, as on Coverage"]]
CASCADES = {
    "no_carrier": "Rule, not carried out",
    "no_rule": "Carried out, no rule",
    "whole": "Whole",
    "silent": "Neither",
}
ROLES = {
    "rules": "makes the rule",
    "both": "makes the rule and carries out",
    "carries": "carries out",
    "guides": "guides others only",
}
WHY = {**STATUSES, "other_action": "Other action"}
OTHER_ACTION = {
    "en": "It states the function, but with other actions only.",
    "zh": "载明该职能，但方式不同。",
}
LETTERS = {
    "en": {"RULE": "R", "GUIDE": "G", "APPROVE": "A", "EXECUTE": "E", "ANALYSE": "N", "COORDINATE": "C", "MANAGE": "M"},
    "zh": {"RULE": "制", "GUIDE": "导", "APPROVE": "批", "EXECUTE": "办", "ANALYSE": "析", "COORDINATE": "协",
           "MANAGE": "管"},
}  # fmt: skip
NOTE = (
    "The action is a duty's first verb: one that makes a rule *and* has it carried out counts as making it. Brief or "
    "older documents restate little: read why a side is missing before calling a cascade broken."
)


def render(store: Store) -> None:
    """Show who does what about each function, the broken cascades first, with the duties on both sides."""
    selection = choose_selection(store, counting=False)
    cascades, holders = load_table("roles", store, selection), load_table("holders", store, selection)
    told = tell_roles(cascades, holders, language=selection.telling)
    st.title(told[0], anchor=False)
    if cascades.empty:
        st.warning("Nothing passes the filters together. Take one away in the sidebar.")
        return
    st.caption((". " if selection.language != "zh" else "。").join(told[1:]))
    shown = _choose(cascades)
    cells = _lay_cells(store, selection, cascades, shown=shown)
    if cells.empty:
        st.info("No function has such a cascade. Choose another above.")
        return
    left, right = st.columns([3, 2], gap="medium")
    with right:  # first, because it takes the chosen cell from the link, which the picture frames
        _show_sides(store, selection, cells)
    with left:
        _show_matrix(cells, store, selection, title=told[0])
    _show_table(store, selection, cells)


def _choose(cascades: pd.DataFrame) -> list[str]:
    """Choose by what the cascades of the offices under another are."""
    under = cascades.loc[cascades["position"] == "under"]
    counts = under.groupby("cascade")["code"].nunique()
    names = {each: f"{name} ({counts.get(each, 0)})" for each, name in CASCADES.items()}
    return hold_pills("Functions whose cascade, in one office or more, is", names, key="cascade", default=BROKEN)


def _lay_cells(store: Store, selection: Selection, cascades: pd.DataFrame, *, shown: list[str]) -> pd.DataFrame:
    """Give the cells of the functions wanted, those first whose cascade breaks in most offices."""
    wanted = cascades.loc[cascades["cascade"].isin(shown) & (cascades["position"] == "under"), "code"]
    alone = not (cascades["position"] == "under").any()
    rank = {code: i for i, code in enumerate(count_broken(cascades)["code"])}
    cells = cascades.loc[cascades["code"].isin(wanted) | alone]
    cells = cells.sort_values("code", key=lambda column: column.map(rank), kind="stable", ignore_index=True)
    if cells.empty:
        return cells
    cells = label_cells(cells, store, selection, level="function").assign(group_name="")
    gaps = load_table("gaps", store, selection)[["holder_id", "code", "status", "reason", "reason_zh"]]
    gaps = gaps.rename(columns={"status": "gap", "reason": "gap_reason", "reason_zh": "gap_reason_zh"})
    cells = cells.merge(gaps, on=["holder_id", "code"])
    actions = name_codes(load_query("actions", store), selection.language, key="action")
    letters = LETTERS[selection.telling]
    cells["text"] = [_letter(cell, letters) for cell in cells.to_dict("records")]
    order = {role: i for i, role in enumerate(ROLES)}
    cells["value"] = cells["role"].map(order).astype(float)
    cells["hover"] = [_tell_cell(cell, actions) for cell in cells.to_dict("records")]
    return cells


def _letter(cell: dict[Hashable, Any], letters: dict[str, str]) -> str:
    done = "\u2009".join(letters[action] for action in cell["actions"].split(";") if action) or SIGNS[cell["gap"]]
    return f"{done} {BREAK}".strip() if cell["cascade"] in BROKEN and cell["position"] == "under" else done


def _tell_cell(cell: dict[Hashable, Any], actions: dict[str, str]) -> str:
    counted = [
        f"{name}: {cell[f'n_{action.lower()}']}" for action, name in actions.items() if cell[f"n_{action.lower()}"]
    ]
    lines = [f"<b>{cell['name']}</b>", *(counted or [STATUSES[cell["gap"]]])]
    if cell["cascade"]:
        lines.append(f"Cascade: {CASCADES[cell['cascade']].lower()}")
    return "<br>".join(lines)


def _show_matrix(cells: pd.DataFrame, store: Store, selection: Selection, *, title: str) -> None:
    chosen = (st.session_state.get(CODE) or "", st.session_state.get(HOLDER) or "")
    shown = f"{cells['code'].nunique()} functions by {cells['holder_id'].nunique()} offices"
    drawing = draw_grid(
        cells, colours=ROLE_COLOURS, high=len(ROLE_COLOURS) - 1, note=_explain_signs(store, selection), chosen=chosen,
        axes=("Function", f"{SCOPE_LABELS[selection.scope]} · actions stated"), ink=choose_ink(),
    )  # fmt: skip
    show_picture(
        drawing, key=PICTURE, title=title, store=store, selection=selection, name="roles", on_select=_take_click,
        alt=f"Matrix of {shown}: the actions in each cell. The table below has the same.",
    )  # fmt: skip
    st.caption(NOTE)


def _explain_signs(store: Store, selection: Selection) -> str:
    """Say what the colours and letters in the cells stand for, in short lines."""
    actions = name_codes(load_query("actions", store), selection.language, key="action")
    letters = LETTERS[selection.telling]
    told = [f"{letters[action]} {name.lower()}" for action, name in actions.items()]
    in_line = 1 if selection.language == "both" else 2
    painted = [
        f'<span style="color:{colour}">■</span> {name}'
        for name, colour in zip(ROLES.values(), ROLE_COLOURS, strict=True)
    ]
    lines = [told[i : i + in_line] for i in range(0, len(told), in_line)]
    return "<br>".join(" · ".join(line) for line in [painted[:2], painted[2:], *lines, *BREAK_NOTES])


def _take_click() -> None:
    if points := st.session_state[PICTURE].selection.points:
        st.session_state[CODE], st.session_state[HOLDER] = points[0]["customdata"]


def _show_sides(store: Store, selection: Selection, cells: pd.DataFrame) -> None:
    """Show the duties of both sides of a cascade: those who stand above, and those who carry out."""
    everyone = load_table("holders", store, Selection(scope=selection.scope))
    names = name_codes(everyone, selection.language, key="holder_id")
    left, right = st.columns(2)
    with left:
        listed = dict(zip(cells["code"], cells["name"], strict=True))
        code = hold_choice("Function", listed, key=CODE, placeholder=CHOOSE)
    with right:
        offered = {holder: names[holder] for holder in dict.fromkeys(cells["holder_id"])}
        holder = hold_choice(SCOPE_LABELS[selection.scope], offered, key=HOLDER, placeholder=CHOOSE)
    if not code or not holder:
        st.info("Click a cell of the matrix, or choose above, to read the duties on both sides.")
        return
    cell = cells.loc[(cells["code"] == code) & (cells["holder_id"] == holder)].iloc[0]
    if cell["cascade"]:
        st.markdown(f"**{CASCADES[cell['cascade']]}**{_explain(cell, names, selection)}")
    superiors = list_superiors(store, everyone)
    under = [each for each, above in superiors.items() if holder in above]
    gaps = load_table("gaps", store, Selection(scope=selection.scope))
    actions = name_codes(load_query("actions", store), selection.language, key="action")
    sources = everyone.set_index("holder_id")["source_id"]
    with st.container(height=560, border=False):
        for side in [*superiors.get(holder, []), holder, *under]:
            behind = find_behind(store, Selection(), code, str(sources[side]), level="function")
            st.markdown(f"**{names[side]}** · {len(behind)}")
            show_duties(behind, language=selection.language, actions=actions)
            if behind.empty:
                gap = gaps.loc[(gaps["holder_id"] == side) & (gaps["code"] == code)].iloc[0]
                reason = pick_name(selection.language, gap["reason"], gap["reason_zh"])
                st.caption(f"{STATUSES[gap['status']]}: {reason}")


def _explain(cell: pd.Series, names: dict[str, str], selection: Selection) -> str:
    if cell["cascade"] not in BROKEN:
        return ""
    reason = pick_name(selection.language, cell["reason"], cell["reason_zh"]) or OTHER_ACTION[selection.telling]
    return f" · {names[cell['missing_id']]}: {WHY[cell['status']].lower()}. {reason}"


def _show_table(store: Store, selection: Selection, cells: pd.DataFrame) -> None:
    """List the cascades of the offices under another, the broken ones first."""
    everyone = load_table("holders", store, Selection(scope=selection.scope))
    names = name_codes(everyone, selection.language, key="holder_id", name="short")
    actions = name_codes(load_query("actions", store), selection.language, key="action")
    ordered = order_cascades(cells)
    reasons = list_reason_columns(selection.language)
    stating = ordered["status"] == "other_action"
    table = ordered.assign(
        holder=ordered["holder_id"].map(names),
        cascade=ordered["cascade"].map(CASCADES).fillna(""),
        missing_id=ordered["missing_id"].map(names).fillna(""),
        status=ordered["status"].map(WHY).fillna(""),
        actions=[", ".join(actions[each] for each in cell.split(";") if each) for cell in ordered["actions"]],
        reason=ordered["reason"].mask(stating, OTHER_ACTION["en"]),
        reason_zh=ordered["reason_zh"].mask(stating, OTHER_ACTION["zh"]),
    )
    st.subheader("The same as a table", anchor=False)
    columns = ["code", "name", "holder", "actions", "n_duties", "cascade", "missing_id", "status", *reasons]
    titles = {"code": "Code", "name": "Function", "holder": SCOPE_LABELS[selection.scope], "actions": "Actions",
              "cascade": "Cascade", "missing_id": "Missing side", "status": "Why missing"}  # fmt: skip
    show_table(
        table[columns], "roles", selection, titles=titles, on_select=lambda: _take_row(ordered),
        selection_mode="single-row", alt="One row a function and office: actions, cascade, what is missing.",
    )  # fmt: skip


def _take_row(ordered: pd.DataFrame) -> None:
    for row in st.session_state["table-roles"].selection.rows:
        st.session_state[CODE], st.session_state[HOLDER] = ordered["code"].iloc[row], ordered["holder_id"].iloc[row]
