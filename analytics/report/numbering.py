"""The numbers of a report's sections, pictures and tables, the same in every file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analytics.report.contents import Picture, Report, Section, Table


SHORT = 4


def is_short(table: Table) -> bool:
    """Tell whether a table is to stay on one page."""
    return len(table.rows) <= SHORT


@dataclass(frozen=True)
class Numbered:
    """A section with all that stands in it, numbered.

    Attributes
    ----------
    heading : str
    section : Section
    pictures : list of (label, picture, file)
        The file is None where pictures are not drawn; then the picture's twin stands in `tables`.
    tables : list of (label, table)
    """

    heading: str
    section: Section
    pictures: list[tuple[str, Picture, bytes]]
    tables: list[tuple[str, Table]]
    undrawn: bool


def number_report(report: Report, drawn: list[bytes]) -> list[Numbered]:
    """Give the sections of a report their numbers, and its pictures and tables through all of them.

    Parameters
    ----------
    report : Report
    drawn : list of bytes
        Its pictures, as `analytics.report.drawing.draw_pictures` gives them; none where they cannot be drawn,
        and then each picture's table stands in its place.
    """
    numbered, n_pictures, n_tables, files = [], 0, 0, iter(drawn)
    for number, section in enumerate(report.sections, start=1):
        pictures, tables = [], []
        if drawn:
            for picture in section.pictures:
                n_pictures += 1
                pictures.append((f"{report.figure} {n_pictures}", picture, next(files)))
        listed = section.tables if drawn else (*[picture.twin for picture in section.pictures], *section.tables)
        for table in listed:
            n_tables += 1
            tables.append((f"{report.table} {n_tables}", table))
        undrawn = bool(section.pictures) and not drawn
        numbered.append(Numbered(f"{number}  {section.title}", section, pictures, tables, undrawn))
    return numbered
