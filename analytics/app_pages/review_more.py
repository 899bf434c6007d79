"""Beside the single duty: many accepted at once, the table of all, names and facts, and how reviewers agree."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from analytics.app_pages.labels import pick_name
from analytics.app_pages.review_duty import STATES
from analytics.app_pages.review_units import show_unit
from analytics.app_pages.review_work import DUTY, SAID, keep
from analytics.app_pages.tables import show_table
from analytics.codebook import LEVELS
from analytics.documents.reviewing import count_review, measure_review
from analytics.reviews import Decision
from analytics.selection import Selection

if TYPE_CHECKING:
    from analytics.app_pages.review_work import Work

_DATE = re.compile(r"(\d{4}(-\d{2}(-\d{2})?)?)?")
FACTS = {
    "name_en": "Name, in English",
    "name_zh": "Name, in Chinese",
    "title_en": "The document's title, in English",
    "title_zh": "The document's title, in Chinese",
    "valid_from": "Valid from (year, month or date)",
    "valid_to": "Valid to",
    "dating": "What in the text shows these dates, in English",
    "dating_zh": "What in the text shows these dates, in Chinese",
    "completeness": "How complete it is, in English",
    "completeness_zh": "How complete it is, in Chinese",
}


def show_batch(work: Work) -> None:
    """Accept all that is open and likelier than a threshold, saying how many and how many may be wrong."""
    percent = st.slider("Accept all suggestions from a probability of (%)", 50, 100, 90, step=1, key="accept-from")
    table = work.table
    sure = table.loc[(table["state"] == "open") & ~table["abstained"] & (table["probability"] >= percent / 100)]
    expected = (
        f"; {sure['probability'].mean():.0%} of their main functions are expected to be right" if len(sure) else ""
    )
    st.markdown(f"**{len(sure)} of {(table['state'] == 'open').sum()} open duties** reach {percent} %{expected}.")
    decisions = [
        Decision("code", row["duty_id"], {"functions": row["suggested"], "action": row["suggested_action"],
                                          "from": "suggestion"})
        for row in sure.to_dict("records")
    ]  # fmt: skip
    st.button(
        f"Accept these {len(sure)}",
        key="accept-many",
        type="primary",
        disabled=not work.who or sure.empty,
        on_click=partial(keep, work, decisions),
        help="One batch: Undo takes all of it back.",
    )


def show_all(work: Work) -> None:
    """Show every duty with its state, to download, and to choose from."""
    table = work.table.sort_values("ordinal", ignore_index=True)
    shown = table.assign(
        state=table["state"].map(STATES),
        department=[
            pick_name(work.language, row["department_en"], row["department_zh"]) for row in table.to_dict("records")
        ],
    )
    columns = ["duty_id", "department", "text", "state", "functions", "action", "who", "suggested", "probability",
               "suggested_action", "abstained", "doubt", "gist_en", "gist_zh", "note", "line"]  # fmt: skip
    titles = {"state": "State", "text": "Text", "who": "By", "suggested": "Suggested functions",
              "probability": "Probability", "suggested_action": "Suggested action", "abstained": "Abstained",
              "doubt": "Doubt"}  # fmt: skip
    event = show_table(
        shown[columns], "review", Selection(language=work.language), titles=titles, more=(work.draft.source_id,),
        alt="All duties of the draft with what is suggested and what people said.", on_select="rerun",
        selection_mode="single-row",
    )  # fmt: skip
    if rows := [row for row in event.selection.rows if row < len(shown)]:
        duty_id = str(shown["duty_id"].iloc[rows[0]])
        st.button(f"Go to {duty_id}", key="go-to", on_click=partial(_go_to, duty_id))


def _go_to(duty_id: str) -> None:
    st.session_state.update({DUTY: duty_id, "show": "all", "unit": None})


def show_facts(work: Work) -> None:
    """Rename or remove a unit, and describe the office and its document."""
    left, right = st.columns(2, gap="medium")
    with left:
        show_unit(work)
    with right, st.form(f"describe-{work.draft.draft_id}", border=False):
        known = work.reviewed.offices.iloc[0].to_dict() | work.reviewed.sources.iloc[0].to_dict()
        facts = {key: st.text_input(label, known[key]).strip() for key, label in FACTS.items()}
        facts["level"] = st.selectbox("Level", LEVELS, LEVELS.index(known["level"]))
        if st.form_submit_button("Save these facts", disabled=not work.who):
            _describe(work, {key: value for key, value in facts.items() if value != known[key]})
            st.rerun()


def _describe(work: Work, facts: dict[str, str]) -> None:
    wrong = [facts[key] for key in ("valid_from", "valid_to") if not _DATE.fullmatch(facts.get(key, ""))]
    if wrong:
        st.session_state[SAID] = f"{wrong[0]!r} is no date. Remedy: write a year, year-month or date, such as 2018-04."
    elif facts:
        if "name_en" in facts:
            facts["short_en"] = facts["name_en"].removesuffix(" Customs")
        if "name_zh" in facts:
            facts["short_zh"] = facts["name_zh"]
        keep(work, [Decision("describe", work.draft.source_id, facts)])


def show_reviewers(work: Work) -> None:
    """Show who decided how much, and how far two agree."""
    if work.blind:
        st.info("Others' codes are hidden. Switch them on above to see how far you agree.")
        return
    selection = Selection(language=work.language)
    counts = count_review(work.events)
    if counts.empty:
        st.info("Nobody has decided anything yet.")
        return
    titles = {"who": "Reviewer", "n_accepted": "Accepted as suggested", "n_corrected": "Corrected",
              "n_left_out": "Not a duty", "n_other": "Cut, moved, renamed, described"}  # fmt: skip
    show_table(counts, "reviewers", selection, titles=titles, more=(work.draft.source_id,), still=True,
               alt="How many duties each reviewer decided, and how.")  # fmt: skip
    agreement = measure_review(work.events).round({"alpha": 3})
    if agreement.empty:
        st.caption("Krippendorff's alpha is shown once two reviewers have coded two duties in common.")
        return
    titles = {"who": "Reviewer", "other": "and", "figure": "On the", "n": "Duties coded by both",
              "alpha": "Krippendorff's alpha"}  # fmt: skip
    show_table(agreement, "agreement", selection, titles=titles, more=(work.draft.source_id,), still=True,
               alt="Krippendorff's alpha of each two reviewers.")  # fmt: skip
    n = int((work.table["state"] == "differs").sum())
    told = "1 duty differs" if n == 1 else f"{n} duties differ"
    st.caption(f"{told}: show by “Differing” above, and settle.")
