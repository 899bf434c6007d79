"""A draft: a document as a folder in the register's own format, for people to code and correct."""

from __future__ import annotations

import hashlib
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analytics.errors import DataError, Problem, UsageError
from analytics.register import SCHEMAS, check_cells

DUTY_COLUMNS = ("duty_id", "gist_en", "gist_zh", "functions", "action", "note", "text", "confidence")
SUGGESTION_COLUMNS = (
    "duty_id", "functions", "probabilities", "probability", "action", "action_probability", "abstained", "terms",
    "neighbours",
)  # fmt: skip
LEFT_OUT_COLUMNS = ("start", "end", "line", "text", "why")
FILES = ("offices.csv", "sources.csv", "departments.csv", "sections.csv", "segments.csv")
SUGGESTIONS = "suggestions.csv"
LEFT_OUT = "left_out.csv"


_PLACE = {"start": int, "end": int, "line": int}


@dataclass(frozen=True)
class Draft:
    """A document as found, in the register's own tables, for people to code and correct.

    Attributes
    ----------
    offices, sources, departments, sections, segments : DataFrame
        As in the register; names may be empty in one language.
    duties : DataFrame
        One row a duty: the register's columns, and `text` (the document's wording) and `confidence` (0 to 1).
        `functions` and `action` are people's; they are empty until somebody has coded the duty.
    suggestions : DataFrame
        One row a duty, what the machine suggests: `functions` (main first) with their `probabilities` (both with
        `;` between), `probability` (that the main function is right), `action`, `action_probability`, `abstained`,
        `terms` and `neighbours` (what it was led by).
    left_out : DataFrame
        One row a stretch of the document that is in no duty and no heading: its characters `start` to `end`, the
        `line` it begins on (from 1), its `text`, and `why` it was left out.
    """

    offices: pd.DataFrame
    sources: pd.DataFrame
    departments: pd.DataFrame
    sections: pd.DataFrame
    segments: pd.DataFrame
    duties: pd.DataFrame
    suggestions: pd.DataFrame
    left_out: pd.DataFrame

    @property
    def source_id(self) -> str:
        """The document's id."""
        return str(self.sources["source_id"].iloc[0])

    @property
    def language(self) -> str:
        """The document's language, en or zh."""
        return str(self.sources["language"].iloc[0])

    @property
    def draft_id(self) -> str:
        """The key of people's decisions: cutting the same document into the same duties again finds them."""
        told = self.duties[["duty_id", "text", "gist_en", "gist_zh", "functions", "action"]].to_csv(index=False)
        return f"{self.source_id}-{hashlib.sha256(told.encode()).hexdigest()[:12]}"


def write_draft(draft: Draft, report: str, *, out: Path) -> None:
    """Write a draft and its report as a folder, whole or not at all.

    Raises
    ------
    UsageError
        The folder exists or cannot be made.
    """
    if out.exists():
        raise UsageError(f"{out} exists already. Remedy: name another folder, or remove it first.")
    tables = {name: getattr(draft, name.removesuffix(".csv")) for name in (*FILES, SUGGESTIONS, LEFT_OUT)}
    tables[f"register/{draft.source_id}.csv"] = draft.duties
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".draft-") as scratch:
            folder = Path(scratch) / out.name
            (folder / "register").mkdir(parents=True)
            for name, table in tables.items():
                (folder / name).write_bytes(table.to_csv(index=False, lineterminator="\n").encode())
            (folder / "report.md").write_text(report, encoding="utf-8")
            folder.replace(out)
    except OSError as error:
        raise UsageError(f"{out} cannot be written ({error.strerror}). Remedy: choose another folder.") from None


def read_draft(folder: Path) -> Draft:
    """Read a draft folder and check it.

    Raises
    ------
    DataError
        A file or column is missing, an id does not match its table, a place is impossible, or a text is empty.
    """
    problems: list[Problem] = []
    tables = {name: _read_table(folder, name, list(SCHEMAS[name].columns), problems) for name in FILES}
    suggestions = _read_table(folder, SUGGESTIONS, list(SUGGESTION_COLUMNS), problems)
    left_out = pd.DataFrame(columns=list(LEFT_OUT_COLUMNS))
    if (folder / LEFT_OUT).exists():  # drafts of earlier versions have none
        left_out = _read_table(folder, LEFT_OUT, list(LEFT_OUT_COLUMNS), problems)
    files = sorted((folder / "register").glob("*.csv"))
    if not files:
        problems.append(Problem("register", 0, "", "no duties are here", "import the document again"))
    parts = [_read_table(folder, f"register/{path.name}", list(DUTY_COLUMNS), problems) for path in files]
    if problems:
        raise DataError(problems)
    duties = pd.concat(parts, ignore_index=True)
    problems += _check_ids(tables, duties, f"register/{files[0].name}")
    problems += _check_facts(tables)
    problems += _check_places(tables["segments.csv"], "segments.csv", "duty_id")
    problems += _check_places(left_out, LEFT_OUT, "why")
    if problems:
        raise DataError(problems)
    frames = {name.removesuffix(".csv"): table for name, table in tables.items()}
    frames["segments"] = frames["segments"].astype(_PLACE)
    frames["departments"] = frames["departments"].astype({"ordinal": int})
    duties = duties.astype({"confidence": float})
    return Draft(duties=duties, suggestions=suggestions, left_out=left_out.astype(_PLACE), **frames)


def _check_facts(tables: dict[str, pd.DataFrame]) -> list[Problem]:
    """Check that one office and one document are told, and told as the register wants them."""
    problems = []
    for name in ("offices.csv", "sources.csv"):
        if len(tables[name]) != 1:
            problems.append(Problem(name, 1, "", f"it has {len(tables[name])} rows", "keep one"))
        problems += check_cells(tables[name].assign(_row=range(2, len(tables[name]) + 2)), name, SCHEMAS[name])
    return problems


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


def _check_places(table: pd.DataFrame, name: str, key: str) -> list[Problem]:
    problems = []
    for row, place in enumerate(table.to_dict("records"), start=2):
        numbers = (str(place["start"]), str(place["end"]), str(place["line"]))
        if not all(number.isascii() and number.isdigit() for number in numbers):
            problems.append(Problem(name, row, "start", f"{numbers} are no whole numbers", "write digits"))
        elif int(numbers[0]) >= int(numbers[1]):
            what = f"{place[key]} ends at {numbers[1]}, before it begins at {numbers[0]}"
            problems.append(Problem(name, row, "end", what, "correct its place"))
    return problems
