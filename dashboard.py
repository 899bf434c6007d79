"""Duty Atlas in the browser: opens the store, builds it when missing, lists the pages."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import streamlit as st

from analytics.app_pages import (
    add_office,
    alignment,
    area,
    change,
    comparison,
    coverage,
    departments,
    duties,
    gaps,
    overlap,
    overview,
    report,
    review,
    roles,
    structure,
)
from analytics.app_pages.commands import list_shown, rebuild
from analytics.errors import AtlasError
from analytics.freshness import hash_data
from analytics.store import DATA, DOCUMENTS, STORE, Stamp, Store, read_stamp

DATA_PATH = Path(os.environ.get("DUTY_ATLAS_DATA", DATA))
STORE_PATH = Path(os.environ.get("DUTY_ATLAS_STORE", STORE))
SOURCES_PATH = Path(os.environ.get("DUTY_ATLAS_SOURCES", DOCUMENTS))
# Room for the picture; it scrolls in its frame where that is narrower than `pictures` says its labels need. And no
# second, Excel-unsafe download beside each table's own.
STYLE = """<style>
[data-testid=stMainBlockContainer] {padding: 3.5rem min(2.5rem, 4vw) 3rem}
[data-testid=stPlotlyChart] {overflow-x: auto; max-width: 100%}
[class*=st-key-wide-] {overflow-x: auto}
[class*=st-key-wide-] [data-testid=stElementContainer]:has([data-testid=stPlotlyChart]) {min-width: var(--least)}
[data-testid=stElementToolbar] button[aria-label="Download as CSV"] {display: none}
</style>"""
# Sections of the menu; those under the empty name stand in the bar itself.
SECTIONS = {
    "": {
        "Overview": (overview, ":material/public:"),
        "Coverage": (coverage, ":material/grid_on:"),
        "Gaps": (gaps, ":material/pending:"),
        "Comparison": (comparison, ":material/view_column:"),
        "One area": (area, ":material/zoom_in:"),
        "Duties": (duties, ":material/search:"),
    },
    "Counterparts": {
        "Alignment": (alignment, ":material/compare_arrows:"),
        "Departments": (departments, ":material/account_tree:"),
    },
    "Analyses": {
        "Overlap": (overlap, ":material/join:"),
        "Roles": (roles, ":material/schema:"),
        "Change": (change, ":material/history:"),
        "Structure": (structure, ":material/lan:"),
    },
    "Offices": {
        "Add an office": (add_office, ":material/note_add:"),
        "Review": (review, ":material/fact_check:"),
    },
    "Take away": {
        "Report": (report, ":material/description:"),
    },
}


@st.cache_resource(max_entries=2, show_spinner=False)
def open_store(path: Path, stamp: Stamp | None) -> Store:  # noqa: ARG001  (a new file is a new entry)
    """Open the store file that stands at `path` now."""
    return Store(path)


def build_missing() -> None:
    """Build the store by the command line, its progress shown."""
    command = [
        sys.executable,
        "-m",
        "analytics",
        "build",
        "--data",
        str(DATA_PATH),
        "--store",
        str(STORE_PATH),
    ]
    with (
        st.status("Building the store, a few seconds …", expanded=True) as status,
        subprocess.Popen(
            [*command, "--sources", str(SOURCES_PATH)], stderr=subprocess.PIPE, text=True, encoding="utf-8"
        ) as process,
    ):
        for line in process.stderr or ():
            st.text(line.rstrip())
        if process.wait():
            status.update(label="The store cannot be built: the data are wrong as said below", state="error")
            st.stop()


@st.cache_data(ttl=60, show_spinner=False)
def find_staleness(fingerprint: str, drafts: list[Path], alone: bool) -> bool:
    """Tell whether the data have changed since the store was built."""
    return hash_data(DATA_PATH, SOURCES_PATH, drafts=drafts, alone=alone) != fingerprint


def offer_rebuild(store: Store) -> None:
    """Say that the views are older than the data or the decisions, and bring them up to date when asked."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.warning("The data, or decisions about drafts, have changed since the store was built.")
        pressed = st.button("Bring the views up to date", icon=":material/refresh:")
    if pressed and rebuild(store, list_shown(store)):
        find_staleness.clear()
        st.rerun()


def main() -> None:
    """Lay out the application."""
    st.set_page_config(page_title="Duty Atlas", page_icon=":material/public:", layout="wide")
    st.html(STYLE)
    stamp = read_stamp(STORE_PATH)
    if stamp is None:
        build_missing()
        stamp = read_stamp(STORE_PATH)
    try:
        store = open_store(STORE_PATH, stamp)
        pages = {
            section: [
                st.Page(
                    partial(page.render, store),
                    title=title,
                    icon=icon,
                    url_path=title.lower().replace(" ", "-"),
                    default=page is overview,
                )
                for title, (page, icon) in listed.items()
            ]
            for section, listed in SECTIONS.items()
        }
        page = st.navigation(pages, position="top")
        if page.title not in SECTIONS["Offices"] and find_staleness(store.fingerprint, store.drafts, store.alone):
            offer_rebuild(store)
        page.run()
    except AtlasError as error:
        st.error(str(error))


main()
