"""Which column of an uploaded table holds unit, number and text."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import streamlit as st

from analytics.documents.sheets import ROLES, find_columns

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

ROLE_NAMES = {"unit": "Column of the unit", "number": "Column of the number", "text": "Column of the duty's text"}
TABLES = (".csv", ".tsv", ".xlsx")


def choose_columns(upload: UploadedFile | None) -> list[str]:
    """Let the reader say which column of a CSV or Excel file holds what, as `role=Header` for the command line."""
    if upload is None or not upload.name.lower().endswith(TABLES):
        return []
    header = _read_header(upload.name, upload.getvalue())
    if not header:
        return []
    guessed = {role: header[column] for column, role in find_columns(header).items()}
    offered = [name for name in dict.fromkeys(header) if name]
    chosen = {}
    for place, role in zip(st.columns(3), ROLES, strict=True):
        default = offered.index(guessed[role]) if role in guessed else None
        chosen[role] = place.selectbox(
            ROLE_NAMES[role], offered, index=default, key=f"column-{role}-{upload.file_id}", placeholder="None"
        )
    return [f"{role}={name}" for role, name in chosen.items() if name] if chosen["text"] else []


@st.cache_data(max_entries=4, show_spinner=False)
def _read_header(name: str, content: bytes) -> list[str]:
    """Read a table's first filled row; none where it cannot be read, which `import` then explains."""
    if name.lower().endswith(".xlsx"):
        return _read_sheet(content)
    from analytics.documents.decoding import decode_text
    from analytics.documents.document import DocumentError

    try:
        text = decode_text(content, name)[0].removeprefix("\ufeff")
        dialect: type[csv.Dialect] | str = csv.Sniffer().sniff(text[:20_000], ",;\t|")
    except DocumentError:
        return []
    except csv.Error:
        dialect = "excel"
    rows = ([cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), dialect))
    return next((row for row in rows if any(row)), [])


def _read_sheet(content: bytes) -> list[str]:
    import openpyxl  # type: ignore[import-untyped]

    from analytics.documents.archives import check_archive
    from analytics.documents.document import DocumentError

    try:
        check_archive(content, "")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = (
            ["" if cell is None else str(cell).strip() for cell in row]
            for row in book.worksheets[0].iter_rows(values_only=True)
        )
        return next((row for row in rows if any(row)), [])
    except (DocumentError, OSError, ValueError, KeyError, IndexError):
        return []
