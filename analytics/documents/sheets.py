"""CSV and XLSX to text: a mapping, or the headers, say which column holds unit, number and text."""

from __future__ import annotations

import csv
import io
import re
from itertools import zip_longest
from typing import TYPE_CHECKING
from zipfile import BadZipFile

import openpyxl  # type: ignore[import-untyped]
from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]

from analytics.documents.document import DocumentError
from analytics.documents.nouns import EN_NOUN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from analytics.documents.writing import TextBuilder

_LONGEST = 10_000_000
ROLES = ("unit", "number", "text")
_UNITS = re.compile(
    rf"(?:(?i:name of (?:the )?))?(?i:{EN_NOUN})|[㐀-鿿]{{0,4}}(?:部门|部門|单位|單位|机构|機構|科室|处室)"
)
_HEADERS = {
    "text": (
        r"(?i).*(?:dut(?:y|ies)|responsibilit|functions?|tasks?|description|\bdoes\b|text|wording|mandate|scope|remit|职责|职权|職權|权限|權限|"
        r"職責|职能|職能|职掌|職掌|掌理|内容|內容|任务|任務|业务|業務|事项|事項).*"
    ),
    "number": r"(?i)(?:no\.?|nr\.?|#|number|num|item|order|id|seq\w*|序号|序號|编号|編號|号|號|项次|項次|序)",
    "unit": (
        r"(?i).*(?:department|division|unit|office|section|branch|bureau|directorate|organi[sz]ation|^services?$|"
        r"\bteam\b|\bwing\b|\bcell\b(?! ?phone)|部门|"
        r"部門|科室|处室|處室|机构|機構|单位|單位|名称|名稱|股室|组室|組室|科别|科別|课室|課室|课别|課別|组别|組別).*|name"
    ),
}


def find_columns(header: Sequence[str], lengths: Sequence[int] = (), kinds: Sequence[int] = ()) -> dict[int, str]:
    """Guess from a table's header which column holds what; empty where no column holds the duties.

    Of several columns that could hold the duties, the one with the longest cells does (`lengths`: characters); of
    several that could hold the units, the one with most different cells (`kinds`: how many), the first of equals.

    >>> find_columns(["序号", "部门", "主要职责"])
    {2: 'text', 0: 'number', 1: 'unit'}
    >>> find_columns(["Year", "Revenue"])
    {}
    """
    found: dict[int, str] = {}
    for role in ("text", "number", "unit"):
        named = [
            column
            for column, words in enumerate(header)
            if column not in found and re.fullmatch(_HEADERS[role], words.strip())
        ]
        if named:
            measure = {"text": lengths, "unit": kinds}.get(role, ())
            best = max(named, key=measure.__getitem__) if measure else named[0]
            found[best] = role
    return found if "text" in found.values() else {}


def names_units(words: str) -> bool:
    """Tell whether a column's head says that units stand below it.

    >>> names_units("Department"), names_units("Department of Audit")
    (True, False)
    """
    return _UNITS.fullmatch(words.strip()) is not None


def read_csv(source: str, name: str, columns: Mapping[str, str] | None, builder: TextBuilder) -> None:
    """Write a CSV table into `builder`; commas, semicolons, tabs and bars part its cells.

    Raises
    ------
    DocumentError
        The table is empty or malformed, or no column holds the duties.
    """
    source = source.removeprefix("\ufeff")
    csv.field_size_limit(_LONGEST)
    try:
        dialect: type[csv.Dialect] | str = csv.Sniffer().sniff(source[:20_000], ",;\t|")
    except csv.Error:
        dialect = "excel"
    try:
        rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(source, newline=""), dialect)]
    except csv.Error as error:
        raise DocumentError(f"{name} is no proper CSV ({error}). Remedy: save it again as 'CSV UTF-8'.") from None
    _write(*_read_table(rows, name, columns), builder)


def read_xlsx(content: bytes, name: str, columns: Mapping[str, str] | None, builder: TextBuilder) -> None:
    """Write every sheet that holds duties into `builder`, under its name where several have no column of units.

    Raises
    ------
    DocumentError
        The file is no workbook, or no sheet has a column that holds the duties.
    """
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (InvalidFileException, BadZipFile, KeyError, ValueError) as error:
        raise DocumentError(f"{name} is no Excel workbook ({error}). Remedy: save it again as XLSX.") from None
    problem: DocumentError | None = None
    tables: list[tuple[str, list[list[str]], dict[int, str]]] = []
    for sheet in book.worksheets:
        rows = [
            ["" if cell is None else str(cell).strip() for cell in row] for row in sheet.iter_rows(values_only=True)
        ]
        try:
            tables.append((sheet.title, *_read_table(rows, name, columns)))
        except DocumentError as error:
            problem = problem or error
    if not tables:
        raise problem or DocumentError(f"{name} has no sheet. Remedy: save it with the table in its first sheet.")
    named = sum("unit" in roles.values() for _, _, roles in tables)
    for title, rows, roles in tables:
        if len(tables) > 1 and not named:
            builder.add_heading(title, 2)
        _write(rows, roles, builder)


def _read_table(
    rows: Iterable[list[str]], name: str, columns: Mapping[str, str] | None
) -> tuple[list[list[str]], dict[int, str]]:
    """Return a table's rows from its header on, and the roles of its columns."""
    filled = [row for row in rows if any(row)]
    if not filled:
        raise DocumentError(
            f"{name} holds no text. Remedy: choose a file with a header and rows below it; formulas must have been "
            "calculated, so open it in its own program and save it."
        )
    head, roles = _find_header(filled, name, columns)
    return filled[head:], roles


def _write(rows: Iterable[list[str]], roles: Mapping[int, str], builder: TextBuilder) -> None:
    for row, cells in enumerate(rows):
        builder.add_row(
            [(column, words, roles.get(column, "other") if row else "header") for column, words in enumerate(cells)],
            row,
        )
    builder.end_table()


def _find_header(rows: Sequence[list[str]], name: str, columns: Mapping[str, str] | None) -> tuple[int, dict[int, str]]:
    if columns:
        return 0, _map_columns(rows[0], name, columns)
    kinds = [len(set(filter(None, column))) for column in zip_longest(*rows, fillvalue="")]
    found = [(index, roles) for index, row in enumerate(rows[:10]) if (roles := find_columns(row, (), kinds))]
    if found:
        return max(found, key=lambda head: len(head[1]))
    raise DocumentError(
        f"{name} has no column known to hold duties (its header is {', '.join(filter(None, rows[0]))[:200]!r}). "
        "Remedy: say which columns hold unit, number and text, such as columns={'unit': 'Team', 'text': 'Work'}."
    )


def _map_columns(header: Sequence[str], name: str, columns: Mapping[str, str]) -> dict[int, str]:
    if unknown := sorted(set(columns) - set(ROLES)):
        raise DocumentError(f"The mapping names {unknown[0]!r}. Remedy: use {', '.join(ROLES)}.")
    if "text" not in columns:
        raise DocumentError("The mapping names no column for 'text'. Remedy: add the column that holds the duties.")
    missing = [column for column in columns.values() if column not in header]
    if missing:
        offered = ", ".join(repr(column) for column in header if column)
        raise DocumentError(f"{name} has no column {missing[0]!r}. Remedy: use one of {offered}.")
    return {header.index(column): role for role, column in columns.items()}
