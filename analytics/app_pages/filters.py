"""The one set of filters: on every page, held across pages, kept in the link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from analytics.app_pages.labels import KINDS, LANGUAGES, SCOPES, name_codes
from analytics.app_pages.links import hold_many, hold_one
from analytics.app_pages.loading import load_query
from analytics.selection import Selection

if TYPE_CHECKING:
    from analytics.store import Store

JUDGED_ON_ALL = "A gap is judged on all duties, so this filter plays no part here."


def choose_selection(store: Store, *, counting: bool = True) -> Selection:
    """Show the filters in the sidebar and give what is chosen.

    Parameters
    ----------
    store : Store
    counting : bool
        Whether the page's figures follow the filters that choose which duties are counted (action and
        kind of unit); where they do not, these stand greyed with the reason.

    Returns
    -------
    Selection
    """
    functions = load_query("functions", store)
    functions = functions.loc[functions["comparable"]]
    areas = functions[["area", "area_en", "area_zh"]].drop_duplicates()
    areas = areas.rename(columns={"area_en": "name_en", "area_zh": "name_zh"})
    groups = {group: group for group in functions["group_name"].unique()}
    greyed: dict[str, Any] = {"disabled": not counting, "help": None if counting else JUDGED_ON_ALL}
    with st.sidebar:
        scope = hold_one("Compare", SCOPES, key="by")
        language = hold_one("Names and gists in", LANGUAGES, key="lang")
        offices = name_codes(load_query("holders", store, scope="office"), language, key="holder_id")
        actions = name_codes(load_query("actions", store), language, key="action")
        chosen = {
            "offices": _choose("Office", offices, "office"),
            "groups": _choose("Function group", groups, "group"),
            "areas": _choose("Area", name_codes(areas, language, key="area"), "area"),
            "functions": _choose("Function", name_codes(functions, language, key="function"), "function"),
            "actions": _choose("Action", actions, "action", **greyed),
            "kinds": _choose("Kind of unit", KINDS, "kind", **greyed),
        }
    return Selection(scope=scope, language=language, **chosen)


def _choose(label: str, options: dict[str, str], key: str, **more: Any) -> tuple[str, ...]:
    return tuple(hold_many(label, options, key=key, placeholder="All", **more))
