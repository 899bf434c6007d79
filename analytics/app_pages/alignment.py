"""Alignment: which duty answers to which, side by side, to accept or reject."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import streamlit as st

from analytics.app_pages.deciding import load_decisions, show_decision_form
from analytics.app_pages.filters import choose_selection
from analytics.app_pages.labels import list_gist_columns, name_codes, pick_name
from analytics.app_pages.links import hold_choice, hold_number, hold_one
from analytics.app_pages.loading import fill_gists, load_query, load_table
from analytics.app_pages.tables import show_table
from analytics.measures import tell_answers

if TYPE_CHECKING:
    import pandas as pd

    from analytics.selection import Selection
    from analytics.store import Store

STATES = {
    "accepted": "Accepted",
    "review": "To review",
    "decided": "Decided by people",
    "none": "Without counterpart",
    "all": "All candidates",
}
RELATIONS = {
    "exact": "says the same",
    "close": "says nearly the same",
    "broad": "covers it and more",
    "narrow": "covers a part of it",
    "related": "overlaps with it",
}
COSTS = {
    "en": "Accepting from {threshold:.0%}: on the pairs kept for testing, {precision:.0%} of what is accepted is "
    "right, and {recall:.0%} of all that is right is accepted, the ten best candidates being kept. A duty may have "
    "several counterparts, or none.",
    "zh": "采纳概率下限为{threshold:.0%}：在留作检验的职责对中，所采纳的对应有{precision:.0%}正确，"
    "正确的对应有{recall:.0%}获得采纳，每份文件取10个最佳候选。一项职责可对应多项职责，也可没有对应职责。",
}
DEFAULT_THRESHOLD = 50
DOUBTFUL = (0.2, 0.8)


def render(store: Store) -> None:
    """Show the pairs of two sources, or of one against all, and the chosen pair side by side."""
    selection = choose_selection(store, counting=False)
    sources = load_query("holders", store, scope="source")
    names = name_codes(sources, selection.language, key="holder_id", name="short")
    title = st.container()
    subject, other, state, threshold = _choose(names)
    table = load_table(
        "alignment",
        store,
        selection,
        subjects=[subject],
        objects=[other] if other else None,
        decisions=load_decisions(),
    )
    undecided = table["verdict"] == ""
    table["accepted"] = table["accepted"].where(~undecided, table["suggested"] & (table["probability"] >= threshold))
    told = tell_answers(table, subject=names[subject], other=names.get(other or ""), language=selection.telling)
    title.title(told, anchor=False)
    _tell_costs(store, threshold, selection.telling)
    shown = _keep(table, state)
    st.caption(f"{STATES[state]}: {len(shown)} rows. Aligned by {store.meta['tier']}; people's decisions come first.")
    if shown.empty:
        st.info("Nothing is in this state here. Choose another, or take a filter away in the sidebar.")
        return
    row = _show_pairs(shown, selection, subject, other, state)
    if state != "none":
        _show_pair(shown.iloc[row], selection)
    _show_cluster(store, selection, str(shown.iloc[row]["subject_id"]))


def _choose(names: dict[str, str]) -> tuple[str, str | None, str, float]:
    with st.container(horizontal=True):
        first = next((name for name in names if not name.startswith("gacc")), next(iter(names)))
        subject = hold_choice("Duties of", names, key="from", default=first, width=300) or first
        others = {other: name for other, name in names.items() if other != subject}
        other = hold_choice("answered by", others, key="to", placeholder="All other documents", width=300)
        state = hold_one("Show", STATES, key="state")
        percent = hold_number(
            "Accept from a probability of (%)", key="from_p", default=DEFAULT_THRESHOLD, low=5, high=95
        )
    return subject, other, state, percent / 100


def _tell_costs(store: Store, threshold: float, language: str) -> None:
    """Say how much is right of what a threshold accepts, and how much of what is right it accepts."""
    costs = load_query("thresholds", store)
    cost = costs.iloc[int((costs["threshold"] - threshold).abs().argmin())]
    st.caption(COSTS[language].format(threshold=threshold, precision=cost["precision"], recall=cost["recall"]))


def _keep(table: pd.DataFrame, state: str) -> pd.DataFrame:
    if state == "accepted":
        kept = table.loc[table["accepted"]]
    elif state == "review":
        low, high = DOUBTFUL
        kept = table.loc[(table["verdict"] == "") & table["probability"].between(low, high)]
    elif state == "decided":
        kept = table.loc[table["verdict"] != ""]
    elif state == "none":
        answered = set(table.loc[table["accepted"], "subject_id"])
        kept = table.loc[~table["subject_id"].isin(answered)].drop_duplicates("subject_id")
    else:
        kept = table
    return kept.reset_index(drop=True)


def _show_pairs(shown: pd.DataFrame, selection: Selection, subject: str, other: str | None, state: str) -> int:
    gists = list_gist_columns(selection.language)
    columns = ["subject_id", *[f"subject_{gist}" for gist in gists]]
    if state != "none":
        columns += ["object_id", *[f"object_{gist}" for gist in gists], "relation", "probability", "rank", "functions"]
        columns += ["terms_en" if selection.language != "zh" else "terms_zh", "accepted", "suggested"]
        columns += ["n_yes", "n_no", "verdict", "who", "why"]
    titles = {
        "subject_id": "Duty", "subject_gist_en": "says", "subject_gist_zh": "内容", "object_id": "Answered by",
        "object_gist_en": "which says", "object_gist_zh": "对应内容", "relation": "Relation",
        "probability": "Probability",
        "rank": "Rank", "functions": "Shared functions", "terms_en": "Shared terms", "terms_zh": "共有术语",
        "accepted": "Accepted", "suggested": "Suggested", "n_yes": "Readings: yes", "n_no": "Readings: no",
        "verdict": "Decision", "who": "Decided by", "why": "Because",
    }  # fmt: skip
    event = show_table(
        shown[columns], "alignment", selection, titles=titles, more=(subject, other or "all", state), on_select="rerun",
        selection_mode="single-row", alt="One row a pair of duties, with its relation, probability and evidence.",
    )  # fmt: skip
    rows = [row for row in event.selection.rows if row < len(shown)]
    return rows[0] if rows else 0


def _show_pair(pair: pd.Series, selection: Selection) -> None:
    relation = RELATIONS[pair["relation"]]
    st.subheader(f"{pair['object_id']} {relation}: probability {pair['probability']:.0%}", anchor=False)
    terms = [term for column in ("terms_en", "terms_zh") for term in str(pair[column]).split(";") if term]
    for column, side in zip(st.columns(2, gap="medium"), ("subject", "object"), strict=True):
        with column, st.container(border=True):
            department = pick_name(selection.language, pair[f"{side}_department_en"], pair[f"{side}_department_zh"])
            st.markdown(f"**{pair[f'{side}_id']}** · {department}")
            for gist in list_gist_columns(selection.language):
                st.markdown(mark_terms(str(pair[f"{side}_{gist}"]), terms))
            st.caption(f"{pair[f'{side}_functions'].replace(';', ', ')} · {pair[f'{side}_action']}")
    with st.expander("Evidence"):
        st.text(pair["evidence"].replace("; ", "\n"))
    if pair["verdict"]:
        because = f": {pair['why']}" if pair["why"] else ""
        st.caption(f"{pair['who']} decided: {pair['verdict']}{because}. Suggested before: {pair['suggested']}.")
    show_decision_form(str(pair["subject_id"]), str(pair["object_id"]), verdict=str(pair["verdict"]))


def _show_cluster(store: Store, selection: Selection, duty_id: str) -> None:
    """Show the duties of all documents that say the same as this one, or nearly."""
    clusters = load_query("clusters", store)
    mine = clusters.loc[clusters["cluster_id"].isin(clusters.loc[clusters["duty_id"] == duty_id, "cluster_id"])]
    if mine.empty:
        st.caption(f"No duty of any document says the same as {duty_id}, or nearly.")
        return
    with st.expander(
        f"{len(mine)} duties of {mine['office_id'].nunique()} offices say the same as {duty_id}, or nearly"
    ):
        names = [
            pick_name(selection.language, en, zh)
            for en, zh in zip(mine["department_en"], mine["department_zh"], strict=True)
        ]
        columns = ["duty_id", "department", *list_gist_columns(selection.language), "functions", "action"]
        show_table(
            fill_gists(mine, selection.language).assign(department=names)[columns], "cluster", selection,
            more=(duty_id,), alt="The duties of all documents that say the same.",
        )  # fmt: skip


def mark_terms(text: str, terms: list[str]) -> str:
    """Mark the shared terms in a text, as Markdown.

    >>> mark_terms("Sets valuation rules", ["valuation"])
    'Sets :blue-background[valuation] rules'
    """
    escaped = re.sub(r"([\\`*_\[\]$~:#])", r"\\\1", text)
    if not terms:
        return escaped
    pattern = "|".join(re.escape(term) for term in sorted(terms, key=len, reverse=True))
    return re.sub(f"({pattern})", r":blue-background[\1]", escaped, flags=re.IGNORECASE)
