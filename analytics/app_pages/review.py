"""Review: a draft duty by duty, the doubtful first; people accept, correct, split, join, and undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analytics.app_pages.commands import show_told
from analytics.app_pages.drafts import find_drafts, load_draft, load_events, load_review
from analytics.app_pages.labels import LANGUAGES, name_codes, pick_name
from analytics.app_pages.links import hold_choice, hold_one
from analytics.app_pages.loading import load_query
from analytics.app_pages.review_coding import show_coding
from analytics.app_pages.review_duty import show_duty, show_why
from analytics.app_pages.review_finish import show_finish
from analytics.app_pages.review_more import show_all, show_batch, show_facts, show_reviewers
from analytics.app_pages.review_units import show_left_out
from analytics.app_pages.review_work import DUTY, SAID, Work

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.store import Store

SHOWN = {"open": "Open", "differs": "Differing", "decided": "Decided", "all": "All"}
ORDERS = {"doubt": "Doubtful first", "document": "As in the document"}
KEYS = "Keys: A accept, S save, X not a duty, T split, J join, M move, U undo, P and N previous and next."


def render(store: Store) -> None:
    """Show how far a draft is reviewed, the duty whose turn it is, and what can be done with the whole."""
    with st.sidebar:
        language = hold_one("Names and gists in", LANGUAGES, key="lang")
        st.caption(KEYS)
    drafts = find_drafts()
    title = st.container()
    show_told()
    if error := st.session_state.pop(SAID, ""):
        st.error(error)
    if not drafts:
        title.title("No draft waits for review", anchor=False)
        st.info("Read a document on the page **Add an office**; it comes here.")
        return
    work = _open(store, drafts, language)
    _tell(title, work)
    queue = _choose_queue(work)
    if queue:
        _show_turn(work, queue)
    else:
        st.success("Nothing is left here: choose another state or unit above, or go on below.")
    tabs = {
        "Accept many at once": show_batch,
        "All duties": show_all,
        "Left out": show_left_out,
        "Names and facts": show_facts,
        "Reviewers": show_reviewers,
        "Beside the others": show_finish,
    }
    for tab, show in zip(st.tabs(list(tabs)), tabs.values(), strict=True):
        with tab:
            show(work)


def _open(store: Store, drafts: dict[str, Path], language: str) -> Work:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        first = next(iter(drafts))
        name = hold_choice("Draft", {each: each for each in drafts}, key="draft",
                           default=first, linked=True, width=220) or first  # fmt: skip
        who = (st.text_input("Your name", key="who", persist_state="session", width=220) or "").strip()
        blind = st.toggle(
            "Hide others' codes",
            key="blind",
            persist_state="session",
            help="For a second reviewer, who codes without seeing what the first said.",
        )
    draft = load_draft(drafts[name])
    return Work(
        store=store,
        folder=drafts[name],
        draft=draft,
        events=load_events(draft.draft_id),
        table=load_review(draft, only=(who or "-") if blind else ""),
        who=who,
        blind=blind,
        language=language,
        functions=name_codes(load_query("functions", store), language, key="function"),
        actions=name_codes(load_query("actions", store), language, key="action"),
    )


def _tell(title: st.delta_generator.DeltaGenerator, work: Work) -> None:
    n, states = len(work.table), work.table["state"].value_counts()
    done = n - int(states.get("open", 0)) - int(states.get("differs", 0))
    office = work.draft.offices.iloc[0]
    name = pick_name(work.language, office["name_en"], office["name_zh"])
    by = " by you" if work.blind else ""
    title.title(f"{done} of {n} duties of {name} are reviewed{by}", anchor=False)
    told = [
        f"{states.get(state, 0)} {words}"
        for state, words in (
            ("open", "open"),
            ("differs", "differing"),
            ("accepted", "accepted as suggested"),
            ("corrected", "corrected"),
            ("left_out", "not duties"),
        )
    ]
    title.progress(done / n, text=" · ".join(told))


def _choose_queue(work: Work) -> list[str]:
    """Let the reviewer choose what to go through; the duties in turn."""
    table = work.table
    units = table.drop_duplicates("department_id").sort_values("ordinal")
    names = {
        row["department_id"]: pick_name(work.language, row["department_en"], row["department_zh"])
        or row["department_id"]
        for row in units.to_dict("records")
    }
    with st.container(horizontal=True, vertical_alignment="bottom"):
        show = hold_one("Show", SHOWN, key="show")
        order = hold_one("Order", ORDERS, key="order")
        unit = hold_choice("Unit", names, key="unit", placeholder="All units", width=260)
    if unit:
        table = table.loc[table["department_id"] == unit]
    if show == "decided":
        table = table.loc[~table["state"].isin(["open", "differs"])]
    elif show != "all":
        table = table.loc[table["state"] == show]
    if order == "document":
        table = table.sort_values("ordinal")
    return [str(duty_id) for duty_id in table["duty_id"]]


def _show_turn(work: Work, queue: list[str]) -> None:
    chosen = st.session_state.get(DUTY) or st.query_params.get(DUTY)
    duty_id = chosen if chosen in queue else queue[0]
    st.session_state[DUTY] = st.query_params[DUTY] = duty_id
    duty = work.table.loc[work.table["duty_id"] == duty_id].iloc[0]
    left, right = st.columns([3, 2], gap="medium")
    with left:
        show_duty(work, duty, place=f"{queue.index(duty_id) + 1} of {len(queue)}")
    with right:
        show_coding(work, duty, queue)
    show_why(work, duty)
