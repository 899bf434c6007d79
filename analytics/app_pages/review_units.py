"""Units under review: duties moved to another or to a new one, units renamed and dissolved, what was left out taken."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from analytics.app_pages.labels import KINDS, pick_name
from analytics.app_pages.review_work import DUTY, MOVING, SAID, keep
from analytics.app_pages.tables import show_table
from analytics.documents.layout import FRAME
from analytics.errors import UsageError
from analytics.reviews import Decision
from analytics.selection import Selection

if TYPE_CHECKING:
    import pandas as pd

    from analytics.app_pages.review_work import Work
    from analytics.documents.drafts import Draft

_NEW = "new"
Units = dict[str, dict[str, Any]]


def open_move(duty_id: str) -> None:
    """Open, or close, what moves a duty."""
    st.session_state[MOVING] = "" if st.session_state.get(MOVING) == duty_id else duty_id


def show_move(work: Work, duty: pd.Series) -> None:
    """Let the reviewer choose what moves with a duty, and where to; a new unit gets a name."""
    duty_id, own = str(duty["duty_id"]), str(duty["department_id"])
    units = _list_units(work.reviewed)
    held = work.table.loc[work.table["department_id"] == own].sort_values("ordinal")
    after = [str(each) for each in held.loc[held["ordinal"] > duty["ordinal"], "duty_id"]]
    extents = {"one": "This duty"}
    if after:
        extents["rest"] = f"This duty and the {len(after)} after it in its unit"
    with st.container(border=True):
        extent = st.radio("What moves", list(extents), format_func=extents.__getitem__, key=f"extent-{duty_id}")
        to = st.selectbox(
            "To the unit",
            [*(unit_id for unit_id in units if unit_id != own), _NEW],
            format_func=lambda each: "A new unit" if each == _NEW else _name_unit(units, each),
            key=f"to-{duty_id}",
        )
        if to == _NEW:
            _ask_name(f"new-{duty_id}", dict.fromkeys(("name_en", "name_zh", "kind"), ""))
        moved = [duty_id, *after] if extent == "rest" else [duty_id]
        with st.container(horizontal=True):
            st.button("Move", type="primary", key="move-here", shortcut="Ctrl+Enter",
                      on_click=partial(_move, work, moved, to))  # fmt: skip
            st.button("Leave it here", key="leave-here", on_click=partial(open_move, duty_id))


def _move(work: Work, moved: list[str], to: str) -> None:
    said = _take_name(f"new-{moved[0]}") if to == _NEW else {"to": to}
    try:
        decision = Decision("move", moved[0], {"duties": moved, **said})
    except UsageError as error:
        st.session_state[SAID] = str(error)
    else:
        keep(work, [decision], then=moved[0])


def _list_units(reviewed: Draft) -> Units:
    rows: list[dict[str, Any]] = reviewed.departments.to_dict("records")  # type: ignore[assignment]
    return {row["department_id"]: row for row in rows}


def _name_unit(units: Units, unit_id: str) -> str:
    name = pick_name("both", units[unit_id]["name_en"], units[unit_id]["name_zh"])
    return f"{name or '(without a name)'} · {unit_id}"


def _ask_name(key: str, unit: dict[str, Any]) -> None:
    kinds = list(KINDS)
    st.text_input("Its name, in English", unit["name_en"], key=f"name_en-{key}")
    st.text_input("Its name, in Chinese", unit["name_zh"], key=f"name_zh-{key}")
    at = kinds.index(unit["kind"] or "department")
    st.selectbox("Kind of unit", kinds, at, KINDS.__getitem__, key=f"kind-{key}")


def _take_name(key: str) -> dict[str, str]:
    said = {column: st.session_state[f"{column}-{key}"].strip() for column in ("name_en", "name_zh", "kind")}
    return {column: value for column, value in said.items() if value}


def show_unit(work: Work) -> None:
    """Rename a unit, or say that it is none."""
    units = _list_units(work.reviewed)
    here = next(iter(work.table.loc[work.table["duty_id"] == st.session_state.get(DUTY), "department_id"]), "")
    unit_id = st.selectbox(
        "Unit",
        list(units),
        index=list(units).index(here) if here in units else 0,
        format_func=partial(_name_unit, units),
        key=f"rename-unit-{here}",
    )
    with st.form(f"rename-{unit_id}", border=False):
        _ask_name(unit_id, units[unit_id])
        if st.form_submit_button("Rename the unit", disabled=not work.who):
            keep(work, [Decision("rename", unit_id, _take_name(unit_id))])
            st.rerun()
    _show_dissolve(work, units, unit_id)


def _show_dissolve(work: Work, units: Units, unit_id: str) -> None:
    others = [each for each in units if each != unit_id]
    if not others:
        return
    n = int((work.table["department_id"] == unit_id).sum())
    with st.expander("It is no unit"):
        before = [each for each in others if units[each]["ordinal"] < units[unit_id]["ordinal"]]
        heir = "" if not n else st.selectbox(
            "Its only duty goes to" if n == 1 else f"Its {n} duties go to",
            others,
            index=others.index(before[-1]) if before else 0,
            format_func=partial(_name_unit, units),
            key=f"heir-{unit_id}",
        )  # fmt: skip
        st.button(
            "Remove the unit", key="dissolve", disabled=not work.who, help="Undo brings it back.",
            on_click=partial(keep, work, [Decision("dissolve", unit_id, {"to": heir})]),
        )  # fmt: skip


def show_left_out(work: Work) -> None:
    """Show what the import left out, and let the reviewer take any of it for duties."""
    reviewed = work.reviewed
    rest = reviewed.left_out.assign(frame=reviewed.left_out["why"].isin(FRAME))
    rest = rest.sort_values(["frame", "start"], ignore_index=True)
    if rest.empty:
        st.info("Nothing of the document was left out, or the draft is of an earlier version: then read it again.")
        return
    st.markdown(
        "What is in no duty and no heading; what was taken for menus, addresses and page numbers comes last. Choose "
        "the lines that state a duty, and the unit that has it."
    )
    event = show_table(
        rest.assign(text=rest["text"].map(lambda text: " ".join(text.split())))[["line", "text", "why"]], "left-out",
        Selection(language=work.language), titles={"line": "Line", "text": "Text", "why": "Why it was left out"},
        more=(work.draft.source_id,), alt="What of the document is in no duty and no heading, by line.",
        on_select="rerun", selection_mode="multi-row",
    )  # fmt: skip
    chosen = rest.iloc[[row for row in event.selection.rows if row < len(rest)]].sort_values("start")
    if chosen.empty:
        return
    units = _list_units(reviewed)
    above = reviewed.segments.loc[reviewed.segments["start"] < chosen["start"].iloc[0]].sort_values("start")
    last = str(above["duty_id"].iloc[-1]).rpartition("-")[0] if len(above) else next(iter(units))
    first = int(chosen["start"].iloc[0])
    unit_id = st.selectbox("Unit", list(units), list(units).index(last), partial(_name_unit, units), key=f"in-{first}")
    places = [{"start": int(start), "end": int(end)} for start, end in chosen[["start", "end"]].to_numpy()]
    st.button(
        "Take it for a duty" if len(places) == 1 else f"Take them for {len(places)} duties",
        key="take", type="primary", disabled=not work.who, help="One batch: Undo takes all of it back.",
        on_click=partial(keep, work, [Decision("take", unit_id, place) for place in places]),
    )  # fmt: skip
