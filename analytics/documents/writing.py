"""Puts a document's text together, and keeps where its headings and cells lie."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from analytics.documents.document import Block

# Below the headings that a format states: a line in bold, a term that is explained, a button that opens a text.
PSEUDO = 7
LONGEST_TITLE = 100  # characters
_SPACES = re.compile(r"[ \t\r\f\v]+")


@dataclass
class TextBuilder:
    """Collects lines; `text` and `blocks` are what was collected."""

    parts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    length: int = 0
    tables: int = 0

    @property
    def text(self) -> str:
        """All lines, each with a line end."""
        return "".join(self.parts)

    def add_line(self, words: str, *, indent: int = 0) -> tuple[int, int]:
        """Add one line (more where `words` has line ends) and return the characters of its words."""
        lines = [line for raw in words.split("\n") if (line := _SPACES.sub(" ", raw).strip())]
        if not lines:
            return self.length, self.length
        start = self.length + indent
        for line in lines:
            self._add(" " * indent + line + "\n")
        return start, self.length - 1

    def add_gap(self) -> None:
        """Add a blank line, unless one is there."""
        if self.parts and self.parts[-1] != "\n":
            self._add("\n")

    def add_heading(self, words: str, level: int) -> None:
        """Add a heading between blank lines."""
        self.add_gap()
        start, end = self.add_line(words.replace("\n", " "))
        if end > start:
            self.blocks.append(Block("heading", start, end, level=level))

    def add_row(self, cells: list[tuple[int, str, str]], row: int) -> None:
        """Add a table's row: each cell, as (column, words, role), on lines of its own."""
        for column, words, role in cells:
            start, end = self.add_line(words)
            if end > start:
                self.blocks.append(Block("cell", start, end, table=self.tables, row=row, column=column, role=role))

    def end_table(self) -> None:
        """Close a table, so that the next is told apart."""
        self.tables += 1
        self.add_gap()

    def _add(self, part: str) -> None:
        self.parts.append(part)
        self.length += len(part)
