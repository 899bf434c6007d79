"""Add an office: its document is read, cut into duties and coded as far as the machine is sure."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from analytics.app_pages.commands import run_command, show_told
from analytics.app_pages.draft_list import go_to_review, show_accepted, show_drafts
from analytics.app_pages.drafts import DATA_PATH, DRAFTS, find_drafts
from analytics.app_pages.loading import load_query
from analytics.app_pages.review_finish import put_beside
from analytics.app_pages.uploads import choose_columns
from analytics.codebook import LEVELS
from analytics.documents.readers import FORMATS, MAX_BYTES

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from analytics.store import Store

ADDED = "added"
LEVEL_NAMES = {"regional": "Regional", "national": "National"}
MEGABYTES = MAX_BYTES // 1024 // 1024


def render(store: Store) -> None:
    """Take a document and what is known of its office, read it, and list the drafts."""
    n_offices, n_drafts = len(load_query("holders", store, scope="office")), len(find_drafts())
    waiting = "1 draft waits" if n_drafts == 1 else f"{n_drafts} drafts wait"
    st.title(f"{n_offices} offices stand side by side, {waiting} for review", anchor=False)
    st.caption(
        "Any office's page of responsibilities, in Chinese or English: it is read, cut into units and duties, and each "
        "duty gets suggested codes to review."
    )
    show_told()
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _show_form(store)
    added = st.session_state.get(ADDED)
    with right:
        if added in find_drafts():
            _show_report(store, find_drafts()[added])
        show_drafts(store)
        show_accepted(store)


def _show_form(store: Store) -> None:
    upload = st.file_uploader(
        f"The document: text, Markdown, HTML, Word, PDF with a text layer, CSV or Excel, at most {MEGABYTES} MB",
        type=sorted(FORMATS),
        max_upload_size=MEGABYTES,
        key="document",
    )
    left, right = st.columns(2)
    name_en = left.text_input("The office's name, in English", key="add-en", placeholder="Linzhou Customs").strip()
    name_zh = right.text_input("The office's name, in Chinese", key="add-zh", placeholder="临洲海关").strip()
    left, right = st.columns(2)
    known = set(load_query("holders", store, scope="office")["holder_id"])
    suggested = suggest_id(name_en, upload.name if upload else "")
    if not suggested and (upload or name_zh):
        suggested = f"office-{len(known) + 1}"
    office = left.text_input(
        "Its id: small letters, digits, hyphens", value=suggested, key=f"add-id-{suggested}", placeholder="linzhou",
        help="A short name in Latin letters for links and files; the office is shown by its names. The id of an "
        "office that is there already adds a second document to it.",
    ).strip()  # fmt: skip
    taken = set(load_query("sources", store)["source_id"]) | set(find_drafts())
    source_id = suggest_source(office, taken) if office else ""
    source = right.text_input("The document's id", value=source_id, key=f"add-source-{source_id}").strip()
    if office in known:
        st.caption(f":material/info: {office} is among the offices: this becomes another document of it.")
    left, right = st.columns(2)
    valid_from = left.text_input(
        "Valid from: a year, a month or a date", key="add-from", placeholder="2018-04",
        help="Since when the document holds. Without it no gap of this office, and none that only it shows, "
        "counts as real: one of two documents may be the older.",
    ).strip()  # fmt: skip
    valid_to = right.text_input("Valid to; empty while it holds", key="add-to").strip()
    with st.expander("Level and title"):
        level = st.segmented_control(
            "Level", LEVELS[::-1], default="regional", required=True, key="add-level",
            format_func=LEVEL_NAMES.__getitem__,
        )  # fmt: skip
        title = st.text_input("The document's title; its own heading where empty", key="add-title").strip()
    columns = choose_columns(upload)
    ready = bool(upload and office)
    said = None if ready else "Choose the document above, and give the office an id."
    if st.button("Read the document", type="primary", key="read", disabled=not ready, help=said) and upload:
        facts = {"office": office, "source": source, "name-en": name_en, "name-zh": name_zh,
                 "level": level or "regional", "title": title, "valid-from": valid_from,
                 "valid-to": valid_to}  # fmt: skip
        _read(upload, facts, columns)


def suggest_id(name: str, file: str) -> str:
    """Suggest an office's id from its English name, else from the file's name.

    >>> suggest_id("Linzhou Customs", ""), suggest_id("", "Port_of X.pdf"), suggest_id("", "临洲.txt")
    ('linzhou', 'port-of-x', '')
    """
    words = re.sub(r"(?i)\b(customs|of|the|people's|republic|china|district|office|administration)\b", " ", name)
    slug = re.sub(r"[^a-z0-9]+", "-", (words if words.strip() else Path(file).stem).lower()).strip("-")
    return re.sub(r"^[0-9-]+", "", slug)


def suggest_source(office: str, taken: set[str]) -> str:
    """Suggest a document's id that is free: the office's, else with a number.

    >>> suggest_source("linzhou", set()), suggest_source("linzhou", {"linzhou", "linzhou-2"})
    ('linzhou', 'linzhou-3')
    """
    numbered = (office if number == 1 else f"{office}-{number}" for number in range(1, len(taken) + 2))
    return next(name for name in numbered if name not in taken)


def _read(upload: UploadedFile, facts: dict[str, str], columns: list[str]) -> None:
    """Write the upload to a folder of its own, under its own name, and import it by the command line."""
    out = DRAFTS / (facts["source"] or facts["office"])
    options = [part for name, value in facts.items() if value for part in (f"--{name}", value)]
    options += [part for column in columns for part in ("--column", column)]
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / Path(upload.name).name
        file.write_bytes(upload.getbuffer())
        done, said = run_command(
            "import", str(file), "--out", str(out), "--data", str(DATA_PATH), *options, label="Reading the document …"
        )
    if not done:
        st.error(said)
        return
    st.session_state[ADDED] = out.name
    st.rerun()


def _show_report(store: Store, folder: Path) -> None:
    """Show what was found in the document read last, each doubt, and what was left out."""
    report = (folder / "report.md").read_text(encoding="utf-8")
    found = next((line for line in report.splitlines() if line.startswith("- Found: ")), "- Found: ")
    with st.container(border=True):
        st.success(f"**{folder.name}** is read: {found.removeprefix('- Found: ')}.", icon=":material/check:")
        with st.container(horizontal=True):
            review = st.button("Review it", type="primary", key="review-added", icon=":material/fact_check:")
            beside = st.button("Put it beside the others", key="beside-added", icon=":material/view_column:")
        with st.expander("What was found, what is doubtful, what was left out"):
            st.markdown(report.replace("# Draft", "#### Draft").replace("\n## ", "\n##### "))
    if review:
        go_to_review(folder.name)
    if beside:
        put_beside(store, folder)
