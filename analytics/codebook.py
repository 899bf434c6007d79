"""The vocabulary with which every duty is tagged: areas, functions, actions."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analytics.errors import DataError, Problem

if TYPE_CHECKING:
    from pathlib import Path

LEVELS = ("national", "regional")
_CODE = re.compile(r"[A-Z]{2,}")
_FUNCTION = re.compile(r"([A-Z]{2,})\.[A-Z]+")


@dataclass(frozen=True)
class Function:
    """One thing that an office can be charged to do.

    `level` names the only level that can hold it (``national``, ``regional``), or is empty;
    `level_reason` and `level_reason_zh` say why.
    """

    code: str
    area: str
    en: str
    zh: str
    note: str = ""
    level: str = ""
    level_reason: str = ""
    level_reason_zh: str = ""


@dataclass(frozen=True)
class Area:
    """A field of work: the functions that belong together, in the codebook's order."""

    code: str
    en: str
    zh: str
    group: str
    comparable: bool
    functions: tuple[Function, ...]


@dataclass(frozen=True)
class Action:
    """What is done with a function: the rule made, the work carried out, others guided."""

    code: str
    en: str
    zh: str
    note: str = ""


@dataclass(frozen=True)
class Codebook:
    """Areas with their functions, actions, and the conventions of coding."""

    version: str
    areas: tuple[Area, ...]
    actions: tuple[Action, ...]
    conventions: tuple[str, ...]

    @property
    def functions(self) -> tuple[Function, ...]:
        """All functions, in the codebook's order."""
        return tuple(function for area in self.areas for function in area.functions)


def read_codebook(path: Path) -> Codebook:
    """Read and check a codebook.

    Parameters
    ----------
    path : Path
        A TOML file with `version`, `conventions`, `[[action]]`, `[[area]]` and `[[area.function]]`.

    Returns
    -------
    Codebook

    Raises
    ------
    DataError
        The file is missing or no TOML, a key is missing, a code is malformed or stands twice,
        or a level is unknown or gives no reason.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise DataError([Problem(path.name, 0, "", "the file is missing", "restore it")]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError([Problem(path.name, 0, "", f"no valid TOML: {error}", "mend that line")]) from None
    try:
        book = _assemble(raw)
    except KeyError as error:
        raise DataError([Problem(path.name, 0, str(error.args[0]), "a key is missing", "add it")]) from None
    except (TypeError, AttributeError):
        what, remedy = "areas, functions and actions are no tables", "write [[area]], [[area.function]] and [[action]]"
        raise DataError([Problem(path.name, 0, "", what, remedy)]) from None
    if problems := _find_problems(book, path.name):
        raise DataError(problems)
    return book


def _assemble(raw: dict[str, Any]) -> Codebook:
    areas = tuple(
        Area(
            code=area["code"],
            en=area["en"],
            zh=area["zh"],
            group=area["group"],
            comparable=area.get("comparable", True),
            functions=tuple(
                Function(
                    code=function["code"],
                    area=area["code"],
                    en=function["en"],
                    zh=function["zh"],
                    note=function.get("note", ""),
                    level=function.get("level", ""),
                    level_reason=function.get("level_reason", ""),
                    level_reason_zh=function.get("level_reason_zh", ""),
                )
                for function in area["function"]
            ),
        )
        for area in raw["area"]
    )
    actions = tuple(
        Action(action["code"], action["en"], action["zh"], action.get("note", "")) for action in raw["action"]
    )
    return Codebook(raw["version"], areas, actions, tuple(raw["conventions"]))


def _find_problems(book: Codebook, file: str) -> list[Problem]:
    problems = []
    tops = [area.code for area in book.areas] + [action.code for action in book.actions]
    codes = tops + [function.code for function in book.functions]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        problems.append(Problem(file, 0, "code", f"{code!r} stands twice", "rename one of the two"))
    for code in tops:
        if not _CODE.fullmatch(code):
            what = f"{code!r} is malformed"
            problems.append(Problem(file, 0, "code", what, "use capitals only, such as TAX"))
    for function in book.functions:
        match = _FUNCTION.fullmatch(function.code)
        if not match or match[1] != function.area:
            what = f"{function.code!r} does not begin with its area"
            problems.append(Problem(file, 0, "code", what, f"call it {function.area}.SOMETHING"))
        if function.level and (
            function.level not in LEVELS or not function.level_reason or not function.level_reason_zh
        ):
            what = f"{function.code} has level {function.level!r}"
            remedy = f"use {' or '.join(LEVELS)}, and give a level_reason and a level_reason_zh"
            problems.append(Problem(file, 0, "level", what, remedy))
    return problems
