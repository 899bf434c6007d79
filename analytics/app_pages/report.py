"""Report: one office beside its peers, to take away as a page or for Word; and all tables at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from analytics.app_pages.filters import choose_selection
from analytics.app_pages.labels import name_codes
from analytics.app_pages.links import hold_choice, hold_many, hold_one
from analytics.app_pages.loading import load_query
from analytics.app_pages.pictures import read_link
from analytics.bundle import write_bundle
from analytics.charts.pictures import find_browser
from analytics.report import MIMES, compile_report, write_report
from analytics.reviews import stamp_decisions
from analytics.selection import name_file
from analytics.store import Store

if TYPE_CHECKING:
    from analytics.selection import Selection

FORM_LABELS = {"html": "HTML, one file that prints on A4", "docx": "Word document (DOCX)"}
LANGUAGES = {"en": "English", "zh": "中文"}
ALONE = "The store holds a single office: there is no peer to compare it with."
NO_BROWSER = (
    "No Chromium is found where this page is served: the report comes without pictures, each with a table of its "
    "numbers in its place, and says so."
)
BUNDLE = (
    "Long and wide CSV for Excel, one workbook with a sheet a table, Parquet, the counterparts as SSSOM, what each "
    "column means, and what the data cannot say. The filters at the left apply, and stand in its README."
)


def render(store: Store) -> None:
    """Show the report's findings, and offer it in its forms; offer the bundle below."""
    selection = choose_selection(store)
    offices = name_codes(load_query("holders", store, scope="office"), selection.language, key="holder_id")
    if len(offices) < 2:
        st.title("No report: 1 office", anchor=False)
        st.info(ALONE)
        _offer_bundle(store, selection)
        return
    title = st.container()
    office, peers, language = _choose(offices, selection)
    _offer_report(store, office, peers, language)
    told = st.container()
    _offer_bundle(store, selection)
    with told:  # last, because it takes a few seconds the first time
        heading, findings = _load_findings(store, office, peers, language, stamp_decisions())
        st.markdown("\n".join(f"- {finding}" for finding in findings))
    title.title(heading, anchor=False)


def _choose(offices: dict[str, str], selection: Selection) -> tuple[str, tuple[str, ...], str]:
    first = next((office for office in selection.offices if office in offices), "")
    first = first or next((office for office in offices if office == "lanzhou"), next(iter(offices)))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        office = hold_choice("Report on", offices, key="report", default=first, width=280) or first
        others = {each: name for each, name in offices.items() if each != office}
        peers = hold_many("beside", others, key="peers", placeholder="All others", width=420)
        language = hold_one("in", LANGUAGES, key="in_language")
    return office, tuple(peers), language


@st.cache_data(hash_funcs={Store: lambda store: store.fingerprint}, max_entries=32, show_spinner="Reading the duties …")
def _load_findings(
    store: Store,
    office: str,
    peers: tuple[str, ...],
    language: str,
    stamp: int,  # noqa: ARG001  (a new decision: a new entry)
) -> tuple[str, list[str]]:
    report = compile_report(store, office=office, peers=peers, language=language)
    return report.title, report.list_findings()


def _offer_report(store: Store, office: str, peers: tuple[str, ...], language: str) -> None:
    named = "-".join([office, *peers])
    st.caption("Six to ten pages: the findings below with their pictures, tables, caveats and documents.")
    with st.container(horizontal=True):
        for form, label in FORM_LABELS.items():
            st.download_button(
                label,
                data=partial(write_report, store, form, office=office, peers=peers, language=language),
                file_name=f"duty-atlas_report_{named}_{language}.{form}",
                mime=MIMES[form],
                on_click="ignore",
                key=f"report-{form}",
                icon=":material/download:",
                help="It takes some seconds to draw.",
            )
    if not find_browser():
        st.caption(NO_BROWSER)


def _offer_bundle(store: Store, selection: Selection) -> None:
    st.subheader("All tables at once", anchor=False)
    st.caption(BUNDLE)
    url = f"{st.context.url or ''}?{read_link()}".rstrip("?")
    st.download_button(
        "All tables (ZIP)",
        data=partial(write_bundle, store, selection, link=url),
        file_name=name_file("bundle", selection, suffix="zip"),
        mime="application/zip",
        on_click="ignore",
        key="bundle",
        icon=":material/folder_zip:",
    )
