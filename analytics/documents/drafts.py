"""A draft: a layout as a folder in the register's own format, for people to code and correct."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analytics.documents.report import write_report
from analytics.errors import DataError, Problem, UsageError
from analytics.register import SCHEMAS
from analytics.text.language import simplify

if TYPE_CHECKING:
    from analytics.documents.layout import Layout, Unit

_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_HAN = re.compile("[㐀-鿿]")
_KINDS = (
    ("society", r"学会|协会|商会|Society|Association"),
    ("affiliate", r"中心$|基地$|研究所$|院$|Cent(?:er|re)\b|Academy|Institute|Laborator"),
    ("subordinate", r"海关$|分关$|办事处$|支局$|Customs House|Port Office"),
)
DUTY_COLUMNS = ("duty_id", "gist_en", "gist_zh", "functions", "action", "note", "text", "confidence")
FILES = ("offices.csv", "sources.csv", "departments.csv", "sections.csv", "segments.csv")


@dataclass(frozen=True)
class Draft:
    """A draft as read back.

    Attributes
    ----------
    offices, sources, departments, sections, segments : DataFrame
        As in the register; names may be empty in one language.
    duties : DataFrame
        One row a duty: the register's columns, and `text` (the document's wording) and `confidence` (0 to 1).
    """

    offices: pd.DataFrame
    sources: pd.DataFrame
    departments: pd.DataFrame
    sections: pd.DataFrame
    segments: pd.DataFrame
    duties: pd.DataFrame


def write_draft(layout: Layout, *, office_id: str, source_id: str, out: Path) -> None:
    """Write a layout as a draft folder, whole or not at all.

    Parameters
    ----------
    layout : Layout
    office_id, source_id : str
        Small letters, digits and hyphens.
    out : Path
        The folder; it must not exist.

    Raises
    ------
    UsageError
        An id is malformed, the folder exists or cannot be made, or the layout has no duties.
    """
    for what, value in (("office", office_id), ("source", source_id)):
        if not _SLUG.fullmatch(value):
            raise UsageError(f"{value!r} is no id of an {what}. Remedy: use small letters, digits and hyphens.")
    if out.exists():
        raise UsageError(f"{out} exists already. Remedy: name another folder, or remove it first.")
    if not any(unit.duties for unit in layout.units):
        raise UsageError(
            f"No duties were found in {layout.document.name}. Remedy: check that it states duties; put them into a "
            "CSV file with the columns unit and text, and import that."
        )
    tables = _build_tables(layout, office_id, source_id)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".draft-") as scratch:
            folder = Path(scratch) / out.name
            (folder / "register").mkdir(parents=True)
            for name, table in tables.items():
                (folder / name).write_bytes(table.to_csv(index=False, lineterminator="\n").encode())
            (folder / "report.md").write_text(write_report(layout, source_id), encoding="utf-8")
            folder.replace(out)
    except OSError as error:
        raise UsageError(f"{out} cannot be written ({error.strerror}). Remedy: choose another folder.") from None


def _build_tables(layout: Layout, office_id: str, source_id: str) -> dict[str, pd.DataFrame]:
    document = layout.document
    language, script = find_language(document.text)
    title = next((line.strip() for line in document.text.splitlines() if line.strip()), document.name)[:120]
    office = dict.fromkeys(SCHEMAS["offices.csv"].columns, "")
    office |= {"office_id": office_id, "name_en": office_id, "name_zh": office_id}
    office |= {"short_en": office_id, "short_zh": office_id, "level": "regional"}
    source = dict.fromkeys(SCHEMAS["sources.csv"].columns, "")
    source |= {"source_id": source_id, "office_id": office_id, "title_en": title, "title_zh": title}
    source |= {"short_en": source_id, "short_zh": source_id, "language": language, "script": script}
    source |= {"sha256": document.sha256, "dating": "not yet dated", "completeness": "not yet judged"}
    departments = [_build_department(unit, source_id, language) for unit in layout.units]
    duties, segments = [], []
    for unit in layout.units:
        for duty in unit.duties:
            duty_id = f"{source_id}-{unit.ordinal:02}-{duty.number:02}"
            segments.append({"duty_id": duty_id, "start": duty.start, "end": duty.end, "line": duty.line})
            text = document.text[duty.start : duty.end]
            row = {"duty_id": duty_id, "text": text, "confidence": f"{duty.confidence:.2f}"}
            duties.append(dict.fromkeys(DUTY_COLUMNS, "") | row)
    return {
        "offices.csv": pd.DataFrame([office]),
        "sources.csv": pd.DataFrame([source]),
        "departments.csv": pd.DataFrame(departments),
        "sections.csv": pd.DataFrame(columns=list(SCHEMAS["sections.csv"].columns)),
        "segments.csv": pd.DataFrame(segments),
        f"register/{source_id}.csv": pd.DataFrame(duties, columns=list(DUTY_COLUMNS)),
    }


def _build_department(unit: Unit, source_id: str, language: str) -> dict[str, object]:
    status = "vacant" if unit.vacant else "full" if unit.duties else "none"
    own, other = ("name_zh", "name_en") if language == "zh" else ("name_en", "name_zh")
    row: dict[str, object] = dict.fromkeys(SCHEMAS["departments.csv"].columns, "")
    row |= {"department_id": f"{source_id}-{unit.ordinal:02}", "source_id": source_id, "ordinal": unit.ordinal}
    row |= {own: unit.name, other: "", "name_status": unit.name_status, "kind": _find_kind(unit)}
    return row | {"text_status": status}


def _find_kind(unit: Unit) -> str:
    if unit.ordinal == 0:
        return "leadership"
    name = simplify(unit.name)
    return next((kind for kind, pattern in _KINDS if re.search(pattern, name)), "department")


def find_language(text: str) -> tuple[str, str]:
    """Tell the language and script of a text by its characters.

    >>> find_language("負責關務"), find_language("负责关务"), find_language("Collects duties")
    (('zh', 'Hant'), ('zh', 'Hans'), ('en', 'Latn'))
    """
    sample = text[:200_000]
    han = _HAN.findall(sample)
    if len(han) * 8 < len(re.findall(r"[A-Za-z]", sample)):
        return "en", "Latn"
    changed = sum(simplify(char) != char for char in set(han))
    return "zh", "Hant" if changed * 10 > len(set(han)) else "Hans"


def read_draft(folder: Path) -> Draft:
    """Read a draft folder and check it.

    Raises
    ------
    DataError
        A file or column is missing, an id does not match its table, a place is impossible, or a text is empty.
    """
    problems: list[Problem] = []
    tables = {name: _read_table(folder, name, list(SCHEMAS[name].columns), problems) for name in FILES}
    files = sorted((folder / "register").glob("*.csv"))
    if not files:
        problems.append(Problem("register", 0, "", "no duties are here", "import the document again"))
    parts = [_read_table(folder, f"register/{path.name}", list(DUTY_COLUMNS), problems) for path in files]
    if problems:
        raise DataError(problems)
    duties = pd.concat(parts, ignore_index=True)
    problems += _check_ids(tables, duties, f"register/{files[0].name}")
    problems += _check_places(tables["segments.csv"])
    if problems:
        raise DataError(problems)
    frames = {name.removesuffix(".csv"): table for name, table in tables.items()}
    frames["segments"] = frames["segments"].astype({"start": int, "end": int, "line": int})
    frames["departments"] = frames["departments"].astype({"ordinal": int})
    return Draft(duties=duties.astype({"confidence": float}), **frames)


def _read_table(folder: Path, name: str, columns: list[str], problems: list[Problem]) -> pd.DataFrame:
    try:
        table = pd.read_csv(folder / name, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except FileNotFoundError:
        problems.append(Problem(name, 0, "", "the file is missing", "import the document again"))
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        problems.append(Problem(name, 0, "", f"it is no CSV in UTF-8 ({error})", "save it as 'CSV UTF-8'"))
    else:
        missing = [column for column in columns if column not in table]
        problems += [Problem(name, 1, column, "the column is missing", "add it to the header") for column in missing]
        return table
    return pd.DataFrame(columns=columns)


def _check_ids(tables: dict[str, pd.DataFrame], duties: pd.DataFrame, file: str) -> list[Problem]:
    units, places = set(tables["departments.csv"]["department_id"]), set(tables["segments.csv"]["duty_id"])
    problems = []
    for row, duty in enumerate(duties.itertuples(), start=2):
        duty_id = str(duty.duty_id)
        if duty_id.rpartition("-")[0] not in units:
            problems.append(Problem(file, row, "duty_id", f"{duty_id!r} has no row in departments.csv", "add the unit"))
        if duty_id not in places:
            problems.append(Problem(file, row, "duty_id", f"{duty_id!r} has no row in segments.csv", "add its place"))
        if not str(duty.text).strip():
            problems.append(Problem(file, row, "text", f"{duty_id!r} has no text", "copy it from the document"))
        if not re.fullmatch(r"0(\.\d+)?|1(\.0+)?", str(duty.confidence)):
            problems.append(Problem(file, row, "confidence", f"{duty.confidence!r} is no share", "write 0 to 1"))
    for row in duties.index[duties["duty_id"].duplicated()]:
        what = f"{duties.loc[row, 'duty_id']!r} stands twice"
        problems.append(Problem(file, int(row) + 2, "duty_id", what, "remove one of the two"))
    return problems


def _check_places(segments: pd.DataFrame) -> list[Problem]:
    problems = []
    for row, place in enumerate(segments.itertuples(), start=2):
        numbers = (str(place.start), str(place.end), str(place.line))
        if not all(number.isascii() and number.isdigit() for number in numbers):
            problems.append(Problem("segments.csv", row, "start", f"{numbers} are no whole numbers", "write digits"))
        elif int(numbers[0]) >= int(numbers[1]):
            what = f"{place.duty_id} ends at {numbers[1]}, before it begins at {numbers[0]}"
            problems.append(Problem("segments.csv", row, "end", what, "correct its place"))
    return problems
