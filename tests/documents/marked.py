"""Reads fixtures whose expected units and duties are marked in their own text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.documents.layout import Layout

FIXTURES = "fixtures"
_MARKS = re.compile(r"⟨(?P<ordinal>\d+)\|(?P<name>[^⟩]*)⟩|⟦(?P<duty>[^⟧]*)⟧")


@dataclass(frozen=True)
class Marked:
    """A fixture without its marks: text, units as (ordinal, name), duties as (start, end)."""

    text: str
    units: list[tuple[int, str]]
    duties: list[tuple[int, int]]


def read_marked(path: Path) -> Marked:
    raw = path.read_text(encoding="utf-8")
    text, at = "", 0
    units: list[tuple[int, str]] = []
    duties: list[tuple[int, int]] = []
    for mark in _MARKS.finditer(raw):
        text += raw[at : mark.start()]
        if mark["duty"] is None:
            units.append((int(mark["ordinal"]), mark["name"]))
            text += mark["name"]
        else:
            duties.append((len(text), len(text) + len(mark["duty"])))
            text += mark["duty"]
        at = mark.end()
    return Marked(text + raw[at:], units, duties)


def list_units(layout: Layout) -> list[tuple[int, str]]:
    """Units with an ordinal above 0; the office itself has no heading of its own in the marks."""
    return [(unit.ordinal, unit.name) for unit in layout.units if unit.ordinal]


def list_duties(layout: Layout) -> list[tuple[int, int]]:
    return [(duty.start, duty.end) for unit in layout.units for duty in unit.duties]
