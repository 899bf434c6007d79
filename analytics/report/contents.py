"""What a report holds, whatever file it becomes: sections of sentences, pictures and tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_FIGURE = re.compile(r"[+\-−]?[\d.,]+ ?%?(?: [✕○◷⇅?])?|[✕○◷⇅?]|[\d.]+–[\d.]+")


def is_figure(cell: str) -> bool:
    """Tell whether a cell holds a number, a range or a sign alone, to be set at the right.

    >>> is_figure("14.3%"), is_figure("-1.2 ○"), is_figure("0.78–1.20"), is_figure("2 of 3")
    (True, True, True, False)
    """
    return _FIGURE.fullmatch(cell) is not None


@dataclass(frozen=True)
class Table:
    """Rows of texts under a head.

    Attributes
    ----------
    caption : str
    head : tuple of str
    rows : tuple of tuple of str
        Each as long as the head.
    widths : tuple of int
        Of the columns, in parts of their sum.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]

    def list_sides(self) -> list[bool]:
        """Tell for each column whether it is set at the right: whether its cells are figures."""
        return [bool(self.rows) and all(is_figure(row[i]) for row in self.rows) for i in range(len(self.head))]


@dataclass(frozen=True)
class Picture:
    """A drawing with its finding.

    Attributes
    ----------
    drawing : Figure
        As `analytics.charts` draws it.
    caption : str
        The finding, and what the numbers are.
    note : str
        What its signs mean; written into the picture.
    alt : str
        What a reader who cannot see it is told.
    twin : Table
        The same numbers, for where pictures cannot be drawn.
    width : int
        In pixels; the whole width of a page's text is 680.
    """

    drawing: Any
    caption: str
    note: str
    alt: str
    twin: Table
    width: int = 680


@dataclass(frozen=True)
class Section:
    """A part of the report under its own heading.

    Attributes
    ----------
    title : str
    finding : str
        The first sentence, repeated in the summary; empty in sections that find nothing.
    sentences : tuple of str
        What follows, each a sentence that carries its number.
    pictures : tuple of Picture
    tables : tuple of Table
    listed : bool
        Whether the sentences are a list.
    pictures_last : bool
        Whether the tables come before the pictures.
    """

    title: str
    finding: str = ""
    sentences: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    tables: tuple[Table, ...] = ()
    listed: bool = False
    pictures_last: bool = False


@dataclass(frozen=True)
class Report:
    """A report, in one language.

    Attributes
    ----------
    language : {'en', 'zh'}
    title, subtitle : str
    summary : str
        The heading of the summary.
    sections : tuple of Section
    source : str
        Program, offices with their years, store: at the foot of every page.
    built_at : str
        When the store was built, in ISO 8601: the report's own date.
    undrawn : str
        What to say in place of each picture where none can be drawn.
    figure, table, page : str
        What pictures, tables and pages are called before their numbers.
    """

    language: str
    title: str
    subtitle: str
    summary: str
    sections: tuple[Section, ...]
    source: str
    built_at: str
    undrawn: str
    figure: str
    table: str
    page: str

    def list_findings(self) -> list[str]:
        """List the sections' findings, the summary's sentences."""
        return [section.finding for section in self.sections if section.finding]
