"""Overview: what is compared, who covers what, what is missing, what the data cannot say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analytics.app_pages.filters import choose_selection
from analytics.app_pages.heatmaps import load_cells, show_heatmap
from analytics.app_pages.labels import FIGURE_NOTES, list_reason_columns, name_codes, pick_name
from analytics.app_pages.loading import load_query, load_table
from analytics.app_pages.tables import offer_csv, show_table
from analytics.measures import explain_fragility, rank_gaps, tell_coverage

if TYPE_CHECKING:
    import pandas as pd

    from analytics.selection import Selection
    from analytics.store import Store

COMPARABLE = "They name a function. Role statements and 'other tasks' are kept, and left out of all figures."
CAVEATS = """
- **The documents are of different years.** A function that is missing may have come later, as quarantine did
  in April 2018. Such cells say *older document*.
- **They cut sentences differently**: one office lists a dozen duties where another writes one sentence.
  Compare shares and presence, not counts.
- **Silence is not proof.** An office may do what its page does not say; a brief mandate restates little.
- **Two documents are machine translations.** Where a reader inferred what was meant, a note says so.
- **Duties are restated** in the project's own words and coded by readers; two readers agreed as `evaluate` prints.
"""


def render(store: Store) -> None:
    """Show the whole in one view."""
    selection = choose_selection(store)
    cells = load_cells(store, selection, level="area", figure="share")
    holders = load_table("holders", store, selection)
    codes = load_query("codes", store, level="area")
    told = tell_coverage(cells, holders, codes, language=selection.telling)
    st.title(told, anchor=False)
    _show_size(store, selection, holders)
    if cells.empty:
        st.warning("Nothing passes the filters together. Take one away in the sidebar.")
        return
    left, right = st.columns([3, 2], gap="medium")
    with left:
        st.subheader("Share of each office's duties, by area", anchor=False)
        show_heatmap(cells, store, selection, key="overview-heatmap", figure="share", title=told)
        st.caption(FIGURE_NOTES["share"] + " The page Coverage shows other figures, and the duties behind a cell.")
    with right:
        _show_gaps(store, selection)
    st.subheader("What the data cannot say", anchor=False)
    st.markdown(CAVEATS)
    _show_sources(store, selection)


def _show_size(store: Store, selection: Selection, holders: pd.DataFrame) -> None:
    sources = load_query("sources", store)
    sources = sources.loc[sources["office_id"].isin(holders["office_id"])]
    duties = load_table("duties", store, selection)
    figures = {
        "Offices": sources["office_id"].nunique(),
        "Documents": len(sources),
        "Units": int(sources["n_departments"].sum()),
        "Duties": len(duties),
        "Comparable duties": int(duties["comparable"].sum()),
    }
    with st.container(horizontal=True, gap="large"):
        for label, number in figures.items():
            st.metric(label, number, width="content", help=COMPARABLE if label == "Comparable duties" else None)


def _show_gaps(store: Store, selection: Selection) -> None:
    st.subheader("The ten gaps that matter most", anchor=False)
    gaps = rank_gaps(load_table("gaps", store, selection)).head(10)
    names = name_codes(load_query("codes", store, level="function"), selection.language)
    holders = name_codes(load_table("holders", store, selection), selection.language, key="holder_id")
    table = gaps.assign(holder=gaps["holder_id"].map(holders), function=gaps["code"].map(names))
    table["holds"] = explain_fragility(gaps, language=selection.telling)
    for gap in table.to_dict("records"):
        told = f"{pick_name(selection.language, gap['reason'], gap['reason_zh'])} {gap['holds']}".strip()
        st.markdown(f"**{gap['holder']}: {gap['function']}**  \n:small[{told}]")
    table = table[["holder", "function", "n_peers", *list_reason_columns(selection.language), "holds"]]
    offer_csv(table, "gaps-that-matter", selection, titles={"holder": "Lacking"})
    st.caption(
        "Only gaps that nothing in the documents explains: the widest practice first, and among equals the one "
        "whose nearest duty is farthest. The page Gaps has all of them."
    )


def _show_sources(store: Store, selection: Selection) -> None:
    st.subheader("The documents", anchor=False)
    sources = load_query("sources", store)
    if selection.offices:
        sources = sources.loc[sources["office_id"].isin(selection.offices)]
    columns = ["title_en", "title_zh", "language", "valid_from", "valid_to", "n_departments", "n_duties"]
    columns += {"en": ["dating", "completeness"], "zh": ["dating_zh", "completeness_zh"]}.get(
        selection.language, ["dating", "dating_zh", "completeness", "completeness_zh"]
    )
    titles = {"title_en": "Document", "title_zh": "文件", "language": "Language", "valid_from": "From",
              "valid_to": "To", "n_departments": "Units", "dating": "How it is dated",
              "completeness": "What is there, and what is not", "dating_zh": "年代依据",
              "completeness_zh": "收录情况"}  # fmt: skip
    show_table(
        sources[columns], "documents", selection, titles=titles, still=True,
        alt="The documents compared, with their dates and what they leave out.",
    )  # fmt: skip
