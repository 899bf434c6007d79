from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from streamlit.testing.v1 import AppTest

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES = {"TAX": "Customs duty", "LAB": "Laboratory", "OFF": "Office"}


def draw(holder: str, options: dict[str, object]) -> None:
    """Draw one widget, and write what it holds; Streamlit runs this text by itself."""
    import streamlit as st

    from analytics.app_pages import links

    st.text(repr(getattr(links, holder)("Choose", key="key", **options)))


def open_link(holder: str, linked: list[str] | None = None, **options: Any) -> AppTest:
    """Open a page of one widget by a link."""
    app = AppTest.from_function(draw, kwargs={"holder": holder, "options": options}, default_timeout=30)
    if linked is not None:
        app.query_params["key"] = linked
    return app.run()


def read_held(app: AppTest) -> str:
    assert [error.value for error in app.exception] == []
    return str(app.text[0].value)


def read_link(app: AppTest) -> list[str]:
    values = app.query_params.get("key", [])
    return [values] if isinstance(values, str) else list(values)


NUMBER: Mapping[str, Any] = {"default": 50, "low": 5, "high": 95}
MANY: Mapping[str, Any] = {"options": NAMES}
PILLS: Mapping[str, Any] = {"options": NAMES, "default": ["TAX", "LAB"]}
CASES: list[tuple[str, Mapping[str, Any], list[str] | None, str, list[str]]] = [
    # widget, options, link, what is held, link afterwards
    ("hold_many", MANY, None, "[]", []),
    ("hold_many", MANY, ["LAB"], "['LAB']", ["LAB"]),
    ("hold_many", MANY, ["OFF", "TAX"], "['OFF', 'TAX']", ["OFF", "TAX"]),
    ("hold_many", MANY, ["NOPE", "LAB"], "['LAB']", ["LAB"]),
    ("hold_many", MANY, ["NOPE"], "[]", []),
    ("hold_many", MANY, ["Laboratory"], "[]", []),
    ("hold_many", {**MANY, "default": ["TAX"]}, None, "['TAX']", []),
    ("hold_many", {**MANY, "default": ["TAX"]}, ["TAX"], "['TAX']", []),
    ("hold_many", {**MANY, "default": ["TAX"]}, ["NOPE"], "['TAX']", []),
    ("hold_pills", PILLS, None, "['TAX', 'LAB']", []),
    ("hold_pills", PILLS, ["OFF"], "['OFF']", ["OFF"]),
    ("hold_pills", PILLS, ["NOPE"], "['TAX', 'LAB']", []),
    ("hold_one", MANY, None, "'TAX'", []),
    ("hold_one", MANY, ["LAB"], "'LAB'", ["LAB"]),
    ("hold_one", MANY, ["TAX"], "'TAX'", []),
    ("hold_one", MANY, ["NOPE"], "'TAX'", []),
    ("hold_choice", MANY, None, "None", []),
    ("hold_choice", MANY, ["LAB"], "'LAB'", ["LAB"]),
    ("hold_choice", MANY, ["NOPE"], "None", []),
    ("hold_choice", {**MANY, "default": "OFF"}, None, "'OFF'", []),
    ("hold_choice", {**MANY, "default": "OFF"}, ["NOPE"], "'OFF'", []),
    ("hold_choice", {**MANY, "default": "OFF"}, ["TAX"], "'TAX'", ["TAX"]),
    ("hold_text", {}, None, "''", []),
    ("hold_text", {}, ["估價"], "'估價'", ["估價"]),
    ("hold_text", {}, ["a b"], "'a b'", ["a b"]),
    ("hold_number", NUMBER, None, "50", []),
    ("hold_number", NUMBER, ["70"], "70", ["70"]),
    ("hold_number", NUMBER, ["50"], "50", []),
    ("hold_number", NUMBER, ["100"], "50", []),
    ("hold_number", NUMBER, ["-5"], "50", []),
    ("hold_number", NUMBER, ["NOPE"], "50", []),
    ("hold_number", NUMBER, ["²"], "50", []),
    ("hold_switch", {}, None, "True", []),
    ("hold_switch", {}, ["0"], "False", ["0"]),
    ("hold_switch", {}, ["1"], "True", []),
    ("hold_switch", {}, ["NOPE"], "True", []),
]


@pytest.mark.parametrize(("holder", "options", "linked", "held", "kept"), CASES)
def test_links_open_what_they_name_and_ignore_what_is_unknown(
    holder: str, options: Mapping[str, Any], linked: list[str] | None, held: str, kept: list[str]
) -> None:
    app = open_link(holder, linked, **options)
    assert (read_held(app), read_link(app)) == (held, kept)


def choose(app: AppTest, holder: str, value: Any) -> AppTest:
    """Choose as a person does, by the kind of widget."""
    widgets: dict[str, Any] = {
        "hold_many": app.multiselect,
        "hold_pills": app.pills,
        "hold_one": app.segmented_control,
        "hold_choice": app.selectbox,
        "hold_text": app.text_input,
        "hold_number": app.slider,
        "hold_switch": app.toggle,
    }
    widgets[holder](key="key").set_value(value)
    return app.run()


CHOICES: list[tuple[str, Mapping[str, Any], Any, list[str]]] = [
    # widget, options, choice, link afterwards
    ("hold_many", MANY, ["LAB", "TAX"], ["LAB", "TAX"]),
    ("hold_many", MANY, [], []),
    ("hold_pills", PILLS, ["OFF", "LAB"], ["OFF", "LAB"]),
    ("hold_pills", PILLS, ["TAX", "LAB"], []),
    ("hold_one", MANY, "OFF", ["OFF"]),
    ("hold_one", MANY, "TAX", []),
    ("hold_choice", MANY, "LAB", ["LAB"]),
    ("hold_choice", MANY, None, []),
    ("hold_text", {}, "估价 tariff", ["估价 tariff"]),
    ("hold_text", {}, "", []),
    ("hold_number", NUMBER, 65, ["65"]),
    ("hold_number", NUMBER, 50, []),
    ("hold_switch", {}, False, ["0"]),
    ("hold_switch", {}, True, []),
]


@pytest.mark.parametrize(("holder", "options", "choice", "link"), CHOICES)
def test_links_keep_a_choice_that_is_not_the_default_and_open_it_again(
    holder: str, options: Mapping[str, Any], choice: Any, link: list[str]
) -> None:
    app = choose(open_link(holder, **options), holder, choice)
    assert (read_held(app), read_link(app)) == (repr(choice), link)
    assert read_held(open_link(holder, read_link(app) or None, **options)) == repr(choice)


def test_links_that_were_kept_open_the_choice_of_nothing_where_there_is_a_default() -> None:
    kept = read_link(choose(open_link("hold_pills", **PILLS), "hold_pills", []))
    assert read_held(open_link("hold_pills", kept or None, **PILLS)) == "[]"


def test_links_offer_names_and_keep_codes() -> None:
    app = open_link("hold_many", **MANY)
    assert app.multiselect(key="key").options == list(NAMES.values())


def test_links_drop_a_choice_that_is_offered_no_longer() -> None:
    app = open_link("hold_many", ["TAX", "OFF"], **MANY)
    app.kwargs = {"holder": "hold_many", "options": {"options": {"OFF": "Office"}}}
    app = app.run()
    assert (read_held(app), read_link(app)) == ("['OFF']", ["OFF"])
