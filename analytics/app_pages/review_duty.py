"""The duty whose turn it is: its text between its neighbours, what is suggested, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analytics.app_pages.alignment import mark_terms
from analytics.app_pages.labels import list_gist_columns, pick_name
from analytics.app_pages.loading import load_query
from analytics.app_pages.review_coding import show_split
from analytics.app_pages.review_units import show_move
from analytics.app_pages.review_work import MOVING, SPLITTING
from analytics.documents.reviewing import list_opinions
from analytics.register import split_codes

if TYPE_CHECKING:
    import pandas as pd

    from analytics.app_pages.review_work import Work

STATES = {
    "open": "open",
    "differs": "two reviewers differ",
    "accepted": "accepted as suggested",
    "corrected": "corrected",
    "left_out": "not a duty",
}


def show_duty(work: Work, duty: pd.Series, *, place: str) -> None:
    """Show a duty in its place, and what is known of it."""
    department = pick_name(work.language, duty["department_en"], duty["department_zh"]) or "(unit without a name)"
    doubt = f" · :material/help: {duty['doubt']}" if duty["doubt"] else ""
    terms = [word.partition("→")[0] for word in split_codes(duty["terms"])]
    unit = work.list_unit(duty["department_id"])
    before = unit.loc[unit["ordinal"] < duty["ordinal"], "text"].tail(1)
    after = unit.loc[unit["ordinal"] > duty["ordinal"], "text"].head(1)
    with st.container(border=True):
        st.markdown(f"**{mark_terms(department, [])}** · {duty['duty_id']} · line {duty['line']} · {place}{doubt}")
        for text in before:
            st.caption(f"↑ {mark_terms(_flatten(text), [])}")
        st.markdown(f"#### {mark_terms(_flatten(duty['text']), terms)}", text_alignment="left")
        for text in after:
            st.caption(f"↓ {mark_terms(_flatten(text), [])}")
    if st.session_state.get(SPLITTING) == duty["duty_id"]:
        show_split(work, duty)
    if st.session_state.get(MOVING) == duty["duty_id"]:
        show_move(work, duty)
    _show_said(work, duty)
    _show_suggestion(work, duty)


def _flatten(text: str) -> str:
    return " ".join(text.split())


def _show_said(work: Work, duty: pd.Series) -> None:
    """Say what people said; where they differ, each with a button that settles it so."""
    if duty["state"] == "open":
        return
    if work.blind:
        st.markdown(f"You said: {_name_coding(work, duty)}")
        return
    for opinion in list_opinions(work.draft, work.events, duty["duty_id"]):
        said = "not a duty" if opinion.left_out else _name_coding(work, opinion)
        st.markdown(f":material/person: **{mark_terms(opinion.who, [])}**: {said}")
    if duty["state"] == "differs":
        st.info("What is saved now settles it; each one's own coding still counts for alpha.")


def _name_coding(work: Work, coding: object) -> str:
    functions = ", ".join(work.functions.get(code, code) for code in split_codes(getattr(coding, "functions", "")))
    action = getattr(coding, "action", "")
    return f"{functions} · {work.actions.get(action, action)}" if functions else "not a duty"


def _show_suggestion(work: Work, duty: pd.Series) -> None:
    if duty["abstained"]:
        st.markdown("**Nothing is suggested**: no code is sure enough for this text.")
        return
    st.markdown("**Suggested**, with the probability that it is right")
    shares = [float(share) for share in split_codes(duty["probabilities"])]
    for code, share in zip(split_codes(duty["suggested"]), shares, strict=True):
        st.progress(min(share, 1.0), text=f"{work.functions.get(code, code)} · {code} · {share:.0%}")
    action, share = duty["suggested_action"], duty["action_probability"]
    if action:
        st.progress(min(share, 1.0), text=f"Action: {work.actions.get(action, action)} · {share:.0%}")


def show_why(work: Work, duty: pd.Series) -> None:
    """Show what the suggestion was led by: terms, and the nearest duties that people have coded."""
    terms = ", ".join(word.replace("→", " → ") for word in split_codes(duty["terms"]))
    if terms:
        st.caption(f"Led by the terms: {mark_terms(terms, [])}")
    near = [pair.partition("=") for pair in split_codes(duty["neighbours"])]
    if not near:
        return
    duties = load_query(
        "duties", work.store, offices=None, sources=None, groups=None, areas=None, functions=None, actions=None,
        kinds=None, comparable=None,
    ).set_index("duty_id")  # fmt: skip
    lines = []
    for duty_id, _, score in near:
        if duty_id in duties.index:
            row = duties.loc[duty_id]
            gist = " ".join(str(row[column]) for column in list_gist_columns(work.language))
            codes = row["functions"].replace(";", ", ")
            lines.append(f"- {float(score):.0%} · {mark_terms(gist, [])} · {codes} · {row['action']} · {duty_id}")
    if lines:
        st.markdown("**Nearest coded duties**, by likeness")
        st.caption("\n".join(lines))
