"""The register: offices, sources, departments, sections, duties and their places, read and checked."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import pandera.pandas as pa

from analytics.codebook import LEVELS, Codebook, read_codebook
from analytics.errors import DataError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MAX_CODES = 8
MAX_WORDS, MAX_HAN = 45, 90
_WORD = re.compile(r"[A-Za-z0-9'-]+")
_HAN = re.compile(r"[㐀-鿿]")


def _one_of(*values: str) -> pa.Check:
    return pa.Check.isin(values, error=f"use one of {', '.join(v or '(nothing)' for v in values)}")


def _like(pattern: str, remedy: str) -> pa.Check:
    return pa.Check.str_matches(rf"\A(?:{pattern})\Z", error=remedy)


def _text(*checks: pa.Check, unique: bool = False) -> pa.Column:
    return pa.Column(str, checks=list(checks), unique=unique)


_FILLED = _like(r"(?s:.*\S.*)", "fill it in")
_SLUG = _like(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", "use small letters, digits and hyphens")
_DATE = _like(r"(\d{4}(-\d{2}(-\d{2})?)?)?", "write a year, year-month or date, such as 2018-04, or nothing")
_NUMBER = _like(r"\d{1,9}", "write a whole number")

SCHEMAS = {
    "offices.csv": pa.DataFrameSchema(
        {
            "office_id": _text(_SLUG, unique=True),
            "name_en": _text(_FILLED),
            "name_zh": _text(_FILLED),
            "short_en": _text(_FILLED),
            "short_zh": _text(_FILLED),
            "level": _text(_one_of(*LEVELS)),
            "parent_id": _text(),
        }
    ),
    "sources.csv": pa.DataFrameSchema(
        {
            "source_id": _text(_SLUG, unique=True),
            "office_id": _text(),
            "title_en": _text(_FILLED),
            "title_zh": _text(_FILLED),
            "short_en": _text(_FILLED),
            "short_zh": _text(_FILLED),
            "language": _text(_one_of("en", "zh")),
            "script": _text(_one_of("Latn", "Hans", "Hant")),
            "valid_from": _text(_DATE),
            "valid_to": _text(_DATE),
            "dating": _text(_FILLED),
            "dating_zh": _text(_FILLED),
            "sha256": _text(_like(r"[0-9a-f]{64}", "write the 64 hexadecimal digits of the document's SHA-256")),
            "completeness": _text(_FILLED),
            "completeness_zh": _text(_FILLED),
        }
    ),
    "departments.csv": pa.DataFrameSchema(
        {
            "department_id": _text(_like(r"[a-z0-9-]+-\d{2,}", "write the source and its ordinal"), unique=True),
            "source_id": _text(),
            "ordinal": _text(_NUMBER),
            "name_en": _text(),
            "name_zh": _text(),
            "name_status": _text(_one_of("stated", "inferred", "missing")),
            "kind": _text(_one_of("leadership", "department", "affiliate", "subordinate", "society")),
            "rank_en": _text(),
            "rank_zh": _text(),
            "role_en": _text(),
            "role_zh": _text(),
            "text_status": _text(_one_of("full", "truncated", "vacant", "none")),
            "would_hold": _text(),
        }
    ),
    "sections.csv": pa.DataFrameSchema(
        {
            "section_id": _text(_FILLED, unique=True),
            "department_id": _text(),
            "ordinal": _text(_NUMBER),
            "name_en": _text(_FILLED),
            "name_zh": _text(_FILLED),
            "functions": _text(),
        }
    ),
    "duties": pa.DataFrameSchema(
        {
            "duty_id": _text(_like(r"[a-z0-9-]+-\d{2,}-\d{2,}", "write department and number"), unique=True),
            "gist_en": _text(
                _FILLED,
                pa.Check(lambda s: s.str.count(_WORD.pattern) <= MAX_WORDS, error=f"use at most {MAX_WORDS} words"),
            ),
            "gist_zh": _text(
                _like(r"(?s:.*[㐀-鿿].*)", "write the gist in Chinese"),
                pa.Check(
                    lambda s: s.str.count(_HAN.pattern) <= MAX_HAN,
                    error=f"use at most {MAX_HAN} Han characters",
                ),
            ),
            "functions": _text(_FILLED),
            "action": _text(),
            "note": _text(),
        }
    ),
    "segments.csv": pa.DataFrameSchema(
        {
            "duty_id": _text(unique=True),
            "start": _text(_NUMBER),
            "end": _text(_NUMBER),
            "line": _text(_NUMBER),
        }
    ),
}


@dataclass(frozen=True)
class Register:
    """What people have read out of the documents.

    Every table holds text as `str` (an empty cell is an empty string) and whole numbers as `int`,
    in the order of its file.

    Attributes
    ----------
    codebook : Codebook
    offices, sources, departments, sections : DataFrame
        One row an office, a document, a unit, a section inside a unit.
    duties : DataFrame
        One row a duty: `duty_id`, `source_id`, `department_id`, `gist_en`, `gist_zh`, `functions`
        (codes with `;` between, the main one first), `action`, `note`.
    segments : DataFrame
        One row a duty's place in its document: `duty_id`, `start`, `end` (characters), `line`.
    """

    codebook: Codebook
    offices: pd.DataFrame
    sources: pd.DataFrame
    departments: pd.DataFrame
    sections: pd.DataFrame
    duties: pd.DataFrame
    segments: pd.DataFrame


def split_codes(codes: str) -> list[str]:
    """Split a cell of codes.

    >>> split_codes("TAX.VALUE; TAX.ORIGIN")
    ['TAX.VALUE', 'TAX.ORIGIN']
    >>> split_codes("")
    []
    """
    return [code.strip() for code in codes.split(";") if code.strip()]


def read_register(folder: Path) -> Register:
    """Read the register in `folder` and check all of it.

    Parameters
    ----------
    folder : Path
        Holds `codebook.toml`, `offices.csv`, `sources.csv`, `departments.csv`, `sections.csv`,
        `segments.csv` and `register/<source_id>.csv`.

    Returns
    -------
    Register

    Raises
    ------
    DataError
        With every problem found: file, row, column, what is wrong, and the remedy.
    """
    book = read_codebook(folder / "codebook.toml")
    problems: list[Problem] = []
    names = [name for name in SCHEMAS if name != "duties"]
    tables = {name: _read_table(folder / name, name, SCHEMAS[name], problems) for name in names}
    duty_files = sorted((folder / "register").glob("*.csv"))
    if not duty_files:
        problems.append(Problem("register", 0, "", "no duties are here", "add register/<source_id>.csv"))
    parts = [_read_duties(path, problems) for path in duty_files]
    if problems:
        raise DataError(problems)
    duties = pd.concat(parts, ignore_index=True)
    problems += _find_misfits(book, tables, duties)
    if problems:
        raise DataError(problems)
    return _finish(book, tables, duties)


def _finish(book: Codebook, tables: dict[str, pd.DataFrame], duties: pd.DataFrame) -> Register:
    numbers = {
        "departments.csv": ["ordinal"],
        "sections.csv": ["ordinal"],
        "segments.csv": ["start", "end", "line"],
    }
    for name, columns in numbers.items():
        tables[name] = tables[name].astype(dict.fromkeys(columns, int))
    columns = ["duty_id", "source_id", "department_id", "gist_en", "gist_zh", "functions", "action", "note"]
    plain = {name.removesuffix(".csv"): table.drop(columns=["_file", "_row"]) for name, table in tables.items()}
    return Register(codebook=book, duties=duties[columns], **plain)


def _read_duties(path: Path, problems: list[Problem]) -> pd.DataFrame:
    name = f"register/{path.name}"
    table = _read_table(path, name, SCHEMAS["duties"], problems)
    table["source_id"] = path.stem
    table["department_id"] = table["duty_id"].str.rsplit("-", n=1).str[0]
    for row in table.loc[~table["duty_id"].str.startswith(f"{path.stem}-")].to_dict("records"):
        what = f"{row['duty_id']!r} does not begin with {path.stem!r}"
        problems.append(Problem(name, row["_row"], "duty_id", what, "move it to its source's file"))
    return table


def read_csv(path: Path, columns: list[str], *, name: str, least: int = 1) -> pd.DataFrame:
    """Read a CSV file of the data folder as text, with at least these columns and `least` rows.

    Raises
    ------
    DataError
        It cannot be read, a column is missing, or it has too few rows.
    """
    try:
        table = _parse(path, columns)
    except DataError as error:
        raise DataError([Problem(name, p.row, p.column, p.what, p.remedy) for p in error.problems]) from None
    if len(table) < least:
        raise DataError([Problem(name, 1, "", "it has no row", "add one, or restore the file")])
    return table


def _read_table(path: Path, name: str, schema: pa.DataFrameSchema, problems: list[Problem]) -> pd.DataFrame:
    """Read one CSV file; what is wrong with it goes to `problems`, and an empty table comes back."""
    columns = list(schema.columns)
    try:
        table = _parse(path, columns)
    except DataError as error:
        problems += [Problem(name, p.row, p.column, p.what, p.remedy) for p in error.problems]
        return pd.DataFrame({column: pd.Series(dtype=str) for column in [*columns, "_file", "_row"]})
    table["_file"], table["_row"] = name, range(2, len(table) + 2)
    table = table.loc[(table[columns] != "").any(axis=1)].reset_index(drop=True)
    problems += check_cells(table, name, schema)
    return table[[*columns, "_file", "_row"]]


def _parse(path: Path, columns: list[str]) -> pd.DataFrame:
    """Read a CSV file as text, blank lines kept; say plainly why it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        table = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False, skip_blank_lines=False)
    except OSError:
        found = Problem("", 0, "", "the file is missing", "restore it")
    except UnicodeDecodeError as error:
        found = Problem("", 0, "", f"it is not UTF-8 (byte {error.start})", "save it as 'CSV UTF-8'")
    except pd.errors.EmptyDataError:
        found = Problem("", 0, "", "the file is empty", f"begin it with {','.join(columns)}")
    except pd.errors.ParserError as error:
        found = Problem("", 0, "", str(error).strip().rstrip("."), "put quotes round cells with commas")
    else:
        if not isinstance(table.index, pd.RangeIndex):
            found = Problem("", 2, "", "it has more cells than the header", "put quotes round cells with commas")
        elif missing := [column for column in columns if column not in table]:
            raise DataError([Problem("", 1, each, "the column is missing", "add it to the header") for each in missing])
        else:
            return table
    raise DataError([found])


def check_cells(table: pd.DataFrame, name: str, schema: pa.DataFrameSchema) -> Iterable[Problem]:
    """Check the cells of a table, whose column `_row` is the line in its file."""
    try:
        schema.validate(table, lazy=True)
    except pa.errors.SchemaErrors as error:
        for case in error.failure_cases.to_dict("records"):
            twice = case["check"] == "field_uniqueness"
            what = f"{case['failure_case']!r} {'stands twice' if twice else 'does not fit'}"
            remedy = "remove one of the two" if twice else str(case["check"])
            yield Problem(name, int(table["_row"].iloc[case["index"]]), str(case["column"]), what, remedy)


def _find_misfits(book: Codebook, tables: dict[str, pd.DataFrame], duties: pd.DataFrame) -> list[Problem]:
    """Find what is wrong between tables: unknown keys and codes, ids that do not match, lost places."""
    offices, sources = tables["offices.csv"], tables["sources.csv"]
    departments, sections, segments = (
        tables["departments.csv"],
        tables["sections.csv"],
        tables["segments.csv"],
    )
    functions = {function.code for function in book.functions}
    problems = [
        *_find_unknown(offices.loc[offices["parent_id"] != ""], "parent_id", set(offices["office_id"]), "offices.csv"),
        *_find_unknown(sources, "office_id", set(offices["office_id"]), "offices.csv"),
        *_find_unknown(departments, "source_id", set(sources["source_id"]), "sources.csv"),
        *_find_unknown(sections, "department_id", set(departments["department_id"]), "departments.csv"),
        *_find_unknown(duties, "source_id", set(sources["source_id"]), "sources.csv"),
        *_find_unknown(duties, "department_id", set(departments["department_id"]), "departments.csv"),
        *_find_unknown(duties, "action", {action.code for action in book.actions}, "codebook.toml"),
        *_find_unknown(duties, "duty_id", set(segments["duty_id"]), "segments.csv"),
        *_find_unknown(segments, "duty_id", set(duties["duty_id"]), "register/"),
        *_find_bad_codes(duties, "functions", functions),
        *_find_bad_codes(sections, "functions", functions),
        *_find_bad_codes(departments, "would_hold", functions),
    ]
    twice = duties.loc[duties["duty_id"].duplicated()]
    problems += [_misfit(row, "duty_id", "stands twice", "remove one of the two") for _, row in twice.iterrows()]
    expected = departments["source_id"] + "-" + departments["ordinal"].str.zfill(2)
    for _, row in departments.loc[expected != departments["department_id"]].iterrows():
        problems.append(_misfit(row, "department_id", "does not match source_id and ordinal", "write them alike"))
    return problems


def _misfit(row: pd.Series, column: str, what: str, remedy: str) -> Problem:
    return Problem(row["_file"], int(row["_row"]), column, f"{row[column]!r} {what}", remedy)


def _find_unknown(table: pd.DataFrame, column: str, known: set[str], where: str) -> Iterable[Problem]:
    for _, row in table.loc[~table[column].isin(known)].iterrows():
        yield _misfit(row, column, f"does not stand in {where}", f"correct it, or add it to {where}")


def _find_bad_codes(table: pd.DataFrame, column: str, known: set[str]) -> Iterable[Problem]:
    for _, row in table.iterrows():
        codes = split_codes(row[column])
        if row[column] and not codes:
            yield _misfit(row, column, "names no function", "write at least one code")
        for code in codes:
            if code not in known:
                what = f"{code!r} is no function of codebook.toml"
                yield Problem(row["_file"], int(row["_row"]), column, what, "correct the code, or add it there")
        if len(set(codes)) != len(codes):
            yield _misfit(row, column, "names a code twice", "remove one of the two")
        if len(codes) > MAX_CODES:
            yield _misfit(row, column, f"has {len(codes)} codes", f"keep the {MAX_CODES} that it names most plainly")
