"""What a reviewer says of a duty: accept, correct, leave out, split, join, undo; by mouse and by key."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from analytics.app_pages.review_units import open_move
from analytics.app_pages.review_work import DUTY, SAID, SPLITTING, keep, take_back
from analytics.documents.replay import CODED
from analytics.documents.reviewing import find_undoable
from analytics.register import MAX_CODES, split_codes
from analytics.reviews import Decision

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from analytics.app_pages.review_work import Work

_AFTER_MARK = re.compile(r"(?<=[;；,，、。.])\s*(?=\S)")
_AFTER_BLANK = re.compile(r"(?<=\s)(?=\S)|(?<=[㐀-鿿])(?=[㐀-鿿])")
_CONTEXT = 14


def show_coding(work: Work, duty: pd.Series, queue: list[str]) -> None:
    """Show what the duty is coded as, to change, and the buttons that decide."""
    key = f"{duty['duty_id']}-{_stamp(work, duty)}"
    coded = duty["functions"] or duty["suggested"]
    codes = [code for code in split_codes(coded) if code in work.functions]
    st.multiselect(
        "Functions, the main one first",
        list(work.functions),
        default=codes,
        format_func=lambda code: f"{work.functions[code]} · {code}",
        max_selections=MAX_CODES,
        wrap=True,
        key=f"functions-{key}",
        placeholder="Choose by name or code",
    )
    action = duty["action"] or duty["suggested_action"]
    st.selectbox(
        "Action",
        list(work.actions),
        index=list(work.actions).index(action) if action in work.actions else None,
        format_func=lambda code: f"{work.actions[code]} · {code}",
        key=f"action-{key}",
        placeholder="Choose",
    )
    with st.expander("Gists and note (optional)", expanded=bool(duty["gist_en"] or duty["gist_zh"] or duty["note"])):
        for column, label in (
            ("gist_en", "Gist, in English"),
            ("gist_zh", "要旨 (gist, in Chinese)"),
            ("note", "Note"),
        ):
            st.text_input(label, value=duty[column], key=f"{column}-{key}")
    _show_decisions(work, duty, queue, key)
    _show_changes(work, duty)
    _show_moves(queue, str(duty["duty_id"]))


def _stamp(work: Work, duty: pd.Series) -> int:
    """Give the number of the newest decision on a duty or of an undo, so that its fields are filled anew."""
    of_duty = (work.events["target_id"] == duty["duty_id"]) | (work.events["kind"] == "undo")
    return int(work.events.loc[of_duty, "id"].max()) if of_duty.any() else 0


def _show_decisions(work: Work, duty: pd.Series, queue: list[str], key: str) -> None:
    if not work.who:
        st.warning("Say your name above: a decision needs a person.")
    then = _find_next(queue, str(duty["duty_id"]))
    with st.container(horizontal=True):
        _offer("Accept", "A", partial(_accept, work, duty, key, then), type="primary",
               disabled=not work.who or bool(duty["abstained"]), help="Just as suggested.")  # fmt: skip
        _offer("Save correction", "S", partial(_save, work, duty, key, then), disabled=not work.who,
               help="What the fields above say.")  # fmt: skip
        _offer("Not a duty", "X", partial(_leave_out, work, duty, then), disabled=not work.who)


def _show_changes(work: Work, duty: pd.Series) -> None:
    duty_id = str(duty["duty_id"])
    unit = work.list_unit(duty["department_id"])
    after = [str(each) for each in unit.loc[unit["ordinal"] > duty["ordinal"], "duty_id"].head(1)]
    last = find_undoable(work.events, work.who)
    told = "" if not last else f" {len(last[1])} at once" if len(last[1]) > 1 else f" {last[1][0]}"
    with st.container(horizontal=True):
        _offer("Split", "T", partial(_open_split, duty_id), disabled=not work.who, help="Choose where.")
        _offer("Join with next", "J", partial(_join, work, duty_id, after), disabled=not work.who or not after)
        _offer("Move", "M", partial(open_move, duty_id), disabled=not work.who, help="To another unit, or a new one.")
        _offer("Undo", "U", partial(_undo, work, last), disabled=not last, help=f"Your last decision:{told}")


def _show_moves(queue: list[str], duty_id: str) -> None:
    with st.container(horizontal=True):
        _offer("Previous", "P", partial(_go, _find_next(queue, duty_id, step=-1)), disabled=len(queue) < 2)
        _offer("Next", "N", partial(_go, _find_next(queue, duty_id)), disabled=len(queue) < 2)


def _offer(label: str, key: str, act: Callable[[], None], **options: Any) -> None:
    st.button(label, key=f"review-{label}", shortcut=key, on_click=act, **options)


def _find_next(queue: list[str], duty_id: str, *, step: int = 1) -> str:
    """Find the duty whose turn is next; after the last one comes the first."""
    return queue[(queue.index(duty_id) + step) % len(queue)]


def _take_words(key: str) -> dict[str, str]:
    words = {column: str(st.session_state.get(f"{column}-{key}") or "").strip() for column in CODED[2:]}
    return {column: text for column, text in words.items() if text}


def _settle(duty: pd.Series) -> dict[str, bool]:
    return {"settles": True} if duty["state"] == "differs" else {}


def _accept(work: Work, duty: pd.Series, key: str, then: str) -> None:
    content = {"functions": duty["suggested"], "action": duty["suggested_action"], "from": "suggestion"}
    keep(work, [Decision("code", duty["duty_id"], content | _take_words(key) | _settle(duty))], then=then)


def _save(work: Work, duty: pd.Series, key: str, then: str) -> None:
    functions = ";".join(st.session_state[f"functions-{key}"])
    action = st.session_state[f"action-{key}"] or ""
    if not functions or not action:
        st.session_state[SAID] = f"{duty['duty_id']} is not coded: choose at least one function, and an action."
        return
    same = (functions, action) == (duty["suggested"], duty["suggested_action"])
    content = {"functions": functions, "action": action, "from": "suggestion" if same else "person"}
    keep(work, [Decision("code", duty["duty_id"], content | _take_words(key) | _settle(duty))], then=then)


def _leave_out(work: Work, duty: pd.Series, then: str) -> None:
    keep(work, [Decision("leave_out", duty["duty_id"], _settle(duty))], then=then)


def _open_split(duty_id: str) -> None:
    st.session_state[SPLITTING] = "" if st.session_state.get(SPLITTING) == duty_id else duty_id


def _join(work: Work, duty_id: str, after: list[str]) -> None:
    keep(work, [Decision("join", duty_id, {"with": after[0]})], then=duty_id)


def _undo(work: Work, last: tuple[str, list[str]] | None) -> None:
    if last:
        take_back(work, last[0], then=last[1][0])


def _go(duty_id: str) -> None:
    st.session_state[DUTY] = duty_id


def list_cuts(text: str) -> list[int]:
    """List where a second duty may begin: after a mark first, then at each other word or Han character.

    >>> list_cuts("Keeps seals; pays.")
    [13, 6]
    """
    marks = [match.end() for match in _AFTER_MARK.finditer(text)]
    others = [match.start() for match in _AFTER_BLANK.finditer(text)]
    return list(dict.fromkeys([*marks, *others]))


def show_split(work: Work, duty: pd.Series) -> None:
    """Let the reviewer choose where a duty is split, and show the parts."""
    text, duty_id = str(duty["text"]), str(duty["duty_id"])
    with st.container(border=True):
        at = st.selectbox(
            "The second duty begins at",
            list_cuts(text),
            format_func=lambda cut: f"{text[max(0, cut - _CONTEXT) : cut]} ‖ {text[cut : cut + _CONTEXT]}",
            key=f"cut-{duty_id}",
            placeholder="The text is one word",
        )
        if at:
            st.text(f"1  {text[:at].strip()}\n2  {text[at:].strip()}")
        decision = Decision("split", duty_id, {"offsets": [at], "length": len(text)})
        with st.container(horizontal=True):
            st.button("Split here", type="primary", key="split-here", disabled=not at, shortcut="Ctrl+Enter",
                      on_click=partial(keep, work, [decision], then=duty_id))  # fmt: skip
            st.button("Leave it whole", key="leave-whole", on_click=partial(_open_split, duty_id))
