"""Widgets whose values stand in the link, by code, and hold across pages.

Streamlit's own binding writes the *labels* of options into the link; labels change with the language and
in time, codes do not, and a link in a report must open the same view next year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

NONE = "none"  # nothing chosen, where something is by default


def hold_many(
    label: str, options: Mapping[str, str], *, key: str, default: Collection[str] = (), **more: Any
) -> list[str]:
    """Show a multiselect of codes with their names."""
    _restore(key, [value for value in _read_link(key) if value in options] or None, list(default))
    st.session_state[key] = [value for value in st.session_state[key] if value in options]
    chosen = st.multiselect(label, list(options), format_func=_name(options), key=key, persist_state="session", **more)
    _write_link(key, list(chosen), list(default))
    return list(chosen)


def hold_pills(label: str, options: Mapping[str, str], *, key: str, default: Collection[str], **more: Any) -> list[str]:
    """Show pills, several of which, or none, can be chosen."""
    linked = _read_link(key)
    known = [value for value in linked if value in options]
    _restore(key, [] if linked == [NONE] else known or None, list(default))
    chosen = st.pills(
        label,
        list(options),
        selection_mode="multi",
        format_func=_name(options),
        key=key,
        persist_state="session",
        **more,
    )
    _write_link(key, list(chosen) or [NONE], list(default))
    return list(chosen)


def hold_one(label: str, options: Mapping[str, str], *, key: str, **more: Any) -> str:
    """Show a segmented control, one of which is always chosen; the first option is the default."""
    default = next(iter(options))
    _restore(key, next((value for value in _read_link(key) if value in options), None), default)
    chosen = st.segmented_control(
        label, list(options), format_func=_name(options), key=key, required=True, persist_state="session", **more
    )
    _write_link(key, [chosen or default], [default])
    return chosen or default


def hold_choice(
    label: str, options: Mapping[str, str], *, key: str, default: str | None = None, linked: bool = False, **more: Any
) -> str | None:
    """Show a selectbox of codes with their names; nothing is chosen where there is no default.

    The default too is `linked` where it may be another tomorrow.
    """
    _restore(key, next((value for value in _read_link(key) if value in options), None), default)
    if st.session_state[key] not in options:
        st.session_state[key] = default
    chosen = st.selectbox(
        label, list(options), index=None, format_func=_name(options), key=key, persist_state="session", **more
    )
    _write_link(key, [chosen] if chosen else [], [default] if default and not linked else [])
    return chosen


def hold_text(label: str, *, key: str, **more: Any) -> str:
    """Show a text input."""
    _restore(key, next(iter(_read_link(key)), None), "")
    text = st.text_input(label, key=key, persist_state="session", **more) or ""
    _write_link(key, [text] if text else [], [])
    return text


def hold_number(label: str, *, key: str, default: int, low: int, high: int, **more: Any) -> int:
    """Show a slider of whole numbers, in steps of five."""
    linked = [int(value) for value in _read_link(key) if value.isdecimal() and low <= int(value) <= high]
    _restore(key, linked[0] if linked else None, default)
    number = int(st.slider(label, low, high, step=5, key=key, persist_state="session", **more))
    _write_link(key, [str(number)], [str(default)])
    return number


def hold_switch(label: str, *, key: str, **more: Any) -> bool:
    """Show a toggle that is on unless the link says ``0``."""
    _restore(key, False if "0" in _read_link(key) else None, True)
    on = st.toggle(label, key=key, persist_state="session", **more)
    _write_link(key, [] if on else ["0"], [])
    return on


def _name(options: Mapping[str, str]) -> Any:
    return lambda code: options.get(code, code)


def _read_link(key: str) -> list[str]:
    return st.query_params.get_all(key)


def _restore(key: str, linked: Any, default: Any) -> None:
    """Give a widget its value before it is drawn: the session's, else the link's, else the default."""
    st.session_state[key] = st.session_state.get(key, default if linked is None else linked)


def _write_link(key: str, values: list[str], default: list[str]) -> None:
    """Keep the link in step; what is as by default is left out of it."""
    if values == default:
        if key in st.query_params:
            del st.query_params[key]
    elif st.query_params.get_all(key) != values:
        st.query_params[key] = values
