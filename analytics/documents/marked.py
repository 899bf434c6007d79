"""Documents whose units and duties a reader has marked, and how well the import finds them."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd

from analytics.documents.document import DocumentError
from analytics.documents.layouts import find_duties
from analytics.documents.readers import FORMATS, read_document
from analytics.errors import UsageError
from analytics.measures.intervals import draw_units, find_interval

FIGURES = ("units found", "units that are none", "duties found, to the character", "duties that are none",
           "duties found, under their unit")  # fmt: skip
_MARKS = re.compile(r"⟨(?P<ordinal>\d+)\|(?P<name>[^⟩]*)⟩|⟦(?P<duty>[^⟧]*)⟧")
_PLAIN = ("text", "markdown", "html")


@dataclass(frozen=True)
class Marked:
    """A document without its marks.

    Attributes
    ----------
    text : str
    units : list of (int, str)
        Ordinal and name of each unit in order; 0, without a name, is the office itself.
    duties : list of (int, int, int)
        Start and end of each duty in `text`, and the place of its unit in `units`, -1 for none.
    """

    text: str
    units: list[tuple[int, str]]
    duties: list[tuple[int, int, int]]


def read_marked(path: Path) -> Marked:
    """Read a document in which `⟨01|name⟩` marks a unit's heading, `⟨00|⟩` the office itself, and `⟦…⟧` a duty."""
    raw = path.read_text(encoding="utf-8")
    text, at = "", 0
    units: list[tuple[int, str]] = []
    duties: list[tuple[int, int, int]] = []
    for mark in _MARKS.finditer(raw):
        text += raw[at : mark.start()]
        if mark["duty"] is None:
            units.append((int(mark["ordinal"]), mark["name"]))
            text += mark["name"]
        else:
            duties.append((len(text), len(text) + len(mark["duty"]), len(units) - 1))
            text += mark["duty"]
        at = mark.end()
    return Marked(text + raw[at:], units, duties)


def judge_import(folder: Path) -> pd.DataFrame:
    """Judge the import on every marked document of a folder and of the folders in it.

    A unit is found where its name is, a duty where its words are, both in their order; white space, the stop at a
    duty's end and brackets after a name do not count. A document that cannot be read is missed whole.

    Parameters
    ----------
    folder : Path
        Plain text, Markdown and HTML in UTF-8, marked as `read_marked` says; other files are passed over.

    Returns
    -------
    DataFrame, one row a figure
        `part`, `figure`, `n` (marked units or duties; of what is none, those found), `value`, `low`, `high` (a 95 %
        interval by resampling documents).

    Raises
    ------
    UsageError
        The folder holds no marked document.
    """
    paths = [path for path in sorted(folder.rglob("*")) if FORMATS.get(path.suffix.lower()) in _PLAIN]
    counts = np.array([found for path in paths if (found := _count(path)) is not None])
    if not len(counts):
        raise UsageError(
            f"{folder} holds no marked document. Remedy: mark units as ⟨01|name⟩ and duties as ⟦…⟧ in TXT, MD or HTML."
        )
    drawn = np.array([_share(counts[places]) for places in draw_units(len(counts))])
    low, high = zip(*(find_interval(figure) for figure in drawn.T), strict=True)
    totals = counts.sum(axis=0)[[0, 2, 3, 5, 3]]
    rows = zip(FIGURES, totals, _share(counts), low, high, strict=True)
    table = pd.DataFrame(rows, columns=["figure", "n", "value", "low", "high"])
    return table.assign(part=f"import, {len(counts)} marked documents")[["part", *table.columns]]


def _share(counts: np.ndarray) -> list[float]:
    units, found, given, duties, told, stated, placed = counts.sum(axis=0)
    shares = ((found, units), (given - found, given), (told, duties), (stated - told, stated), (placed, duties))
    return [part / whole if whole else np.nan for part, whole in shares]


def _count(path: Path) -> tuple[int, ...] | None:
    """Count units marked, found, given; duties marked, found, given, and found under their unit; None without marks."""
    marked = read_marked(path)
    if not marked.units and not marked.duties:
        return None
    names = [_bare_name(name) if ordinal else "" for ordinal, name in marked.units]
    duties = [(names[unit] if unit >= 0 else "", _bare(marked.text[start:end])) for start, end, unit in marked.duties]
    expected = [name for (ordinal, _), name in zip(marked.units, names, strict=True) if ordinal]
    given, stated = _lay_out(path.name, marked.text)
    found, told = _match(expected, given), _match([words for _, words in duties], [words for _, words in stated])
    return len(expected), found, len(given), len(duties), told, len(stated), _match(duties, stated)


def _lay_out(name: str, text: str) -> tuple[list[str], list[tuple[str, str]]]:
    """Give the names of the units that the import finds, and its duties, each with its unit's name."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(text, encoding="utf-8")
        try:
            layout = find_duties(read_document(path))
        except DocumentError:
            return [], []
    units = [(_bare_name(unit.name) if unit.ordinal else "", unit) for unit in layout.units]
    words = layout.document.text
    stated = [(name, _bare(words[duty.start : duty.end])) for name, unit in units for duty in unit.duties]
    return [name for name, unit in units if unit.ordinal], stated


def _match(first: list[str] | list[tuple[str, str]], second: list[str] | list[tuple[str, str]]) -> int:
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks())


def _bare(words: str) -> str:
    plain = html.unescape(re.sub(r"<[^>]+>", "", words)).replace("**", "")
    return re.sub(r"\s+", "", re.sub(r"(?<=[;,])\s*(?:and|or)\s*$", "", plain.strip())).strip(".,;:。；：、，-–—•")


def _bare_name(name: str) -> str:
    return re.sub(r"(?:（[^（）]*）|\([^()]*\))$", "", _bare(name))
