"""A document becomes a draft: read, cut into units and duties, codes suggested."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from analytics.documents.drafting import Facts, draft_layout, find_language
from analytics.documents.drafts import Draft, write_draft
from analytics.documents.layouts import find_duties
from analytics.documents.readers import read_document
from analytics.documents.report import write_report
from analytics.errors import UsageError
from analytics.store import DATA
from analytics.tagging import Tagger, open_tagger
from analytics.text.encoders import open_encoder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from analytics.documents.layout import Layout


def import_document(
    file: Path,
    facts: Facts,
    *,
    out: Path,
    data: Path = DATA,
    columns: Mapping[str, str] | None = None,
    encoder: str = "",
    report: Callable[[str], None] = lambda _: None,
) -> Layout:
    """Write the draft of a document, whole or not at all.

    Parameters
    ----------
    file : Path
        Plain text, Markdown, HTML, DOCX, PDF, CSV or XLSX.
    facts : Facts
        What is known of the office and its document.
    out : Path
        The draft folder to write; it must not exist.
    data : Path
        The register, from which suggestions are learnt.
    columns : mapping, optional
        For CSV and XLSX: the header of each role (unit, number, text).
    encoder : str
        The sentence encoder; see `analytics.text.encoders.open_encoder`.
    report : callable
        Takes a line of progress.

    Returns
    -------
    Layout
        What was found, with every doubt and all that was left out.

    Raises
    ------
    DocumentError
        The document cannot be read.
    UsageError
        No duties were found, or the folder exists or cannot be written.
    DataError
        The register is wrong.
    """
    if out.exists():
        raise UsageError(f"{out} exists already. Remedy: name another folder, or remove it first.")
    report(f"Reading {file.name}")
    document = read_document(file, columns=dict(columns) if columns else None)
    report("Finding units and duties")
    layout = find_duties(document)
    draft = draft_layout(layout, facts)
    report(f"Suggesting codes for {len(draft.duties)} duties")
    suggestions = suggest_codes(draft, data, encoder=encoder)
    write_draft(replace(draft, suggestions=suggestions), write_report(layout, draft.source_id), out=out)
    return layout


def suggest_codes(draft: Draft, data: Path, *, encoder: str = "") -> pd.DataFrame:
    """Suggest codes for a draft's duties, learnt from the register; see `analytics.tagging.Tagger.suggest`.

    Returns
    -------
    DataFrame, one row a duty
        The columns of `suggestions.csv`.
    """
    units = draft.duties["duty_id"].str.rpartition("-")[0]
    names = draft.departments.set_index("department_id")[f"name_{draft.language}"]
    texts = pd.DataFrame(
        {
            "text_id": draft.duties["duty_id"],
            "text": draft.duties["text"],
            "language": draft.language,
            "unit_id": units,
            "unit_name": units.map(names).fillna(""),
        }
    )
    return _learn(data, encoder).suggest(texts).rename(columns={"text_id": "duty_id"})


def suggest_lines(lines: Sequence[str], data: Path = DATA, *, encoder: str = "") -> pd.DataFrame:
    """Suggest codes for single texts, each judged by itself.

    Parameters
    ----------
    lines : sequence of str
        Texts in English or Chinese; empty ones are passed over.

    Returns
    -------
    DataFrame, one row a text
        `line` (from 1), `text`, then the columns of `analytics.tagging.Tagger.suggest`.
    """
    told = [(str(number), line.strip()) for number, line in enumerate(lines, 1) if line.strip()]
    texts = pd.DataFrame(told, columns=["text_id", "text"], dtype=str)
    texts = texts.assign(language=[find_language(text)[0] for text in texts["text"]], unit_id="", unit_name="")
    suggested = _learn(data, encoder).suggest(texts)
    suggested.insert(1, "text", texts["text"])
    return suggested.rename(columns={"text_id": "line"})


def _learn(data: Path, encoder: str) -> Tagger:
    return open_tagger(data, open_encoder(encoder))
