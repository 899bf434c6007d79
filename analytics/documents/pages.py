"""HTML and Markdown to text: headings, list items and tables keep their form."""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING

from bs4 import (
    BeautifulSoup,
    MarkupResemblesLocatorWarning,
    Tag,
    XMLParsedAsHTMLWarning,
)
from bs4.element import NavigableString, PreformattedString
from markdown_it import MarkdownIt

from analytics.documents.document import Block
from analytics.documents.writing import TextBuilder

if TYPE_CHECKING:
    from collections.abc import Iterator

_SILENT = {"script", "style", "template", "noscript", "head", "svg", "iframe", "object", "select", "option", "datalist"}
_FURNITURE = {"nav", "footer", "aside", "form", "button", "dialog", "menu"}
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "body",
        "blockquote",
        "pre",
        "dl",
        "dt",
        "dd",
        "ul",
        "ol",
        "li",
        "table",
        "caption",
        "figure",
        "figcaption",
        "address",
        "details",
        "summary",
        "fieldset",
        "legend",
        "center",
        "hr",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "hgroup",
    ]
)
_HEADING = re.compile(r"h([1-6])")
_DEEPEST = 200


def read_html(markup: str, builder: TextBuilder) -> None:
    """Write a page's text into `builder`; what its own tags call navigation is marked as furniture."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        soup = BeautifulSoup(markup, "lxml")
    writer = _Writer(builder)
    writer.write(soup.body or soup, 0)
    writer.flush()


def read_markdown(source: str, builder: TextBuilder) -> None:
    """Write a Markdown text into `builder`, by way of HTML."""
    read_html(MarkdownIt("commonmark").enable("table").render(source), builder)


class _Writer:
    """Walks through a page and writes a line at each end of a block."""

    def __init__(self, builder: TextBuilder) -> None:
        self.builder = builder
        self.words: list[str] = []
        self.depth = 0

    def flush(self) -> tuple[int, int]:
        """Write the words collected so far as a line."""
        words, self.words = "".join(self.words), []
        return self.builder.add_line(words, indent=2 * max(0, self.depth - 1))

    def write(self, tag: Tag, level: int) -> None:
        for child in tag.children:
            if isinstance(child, PreformattedString):
                continue
            if isinstance(child, NavigableString):
                self.words.append(re.sub(r"\s+", " ", str(child)) if tag.name != "pre" else str(child))
            elif isinstance(child, Tag) and child.name not in _SILENT and level < _DEEPEST:
                self._write_tag(child, level + 1)

    def _write_tag(self, tag: Tag, level: int) -> None:
        if tag.name == "br":
            self.words.append("\n")
        elif match := _HEADING.fullmatch(tag.name):
            self.flush()
            self.builder.add_heading(" ".join(tag.get_text(" ").split()), int(match[1]))
            self.builder.add_gap()
        elif tag.name in ("ul", "ol"):
            self._write_list(tag, level)
        elif tag.name == "table" and _is_data(tag):
            self.flush()
            self._write_table(tag, level)
        elif tag.name in _FURNITURE:
            self._write_furniture(tag, level)
        elif tag.name in _BLOCKS:
            self.flush()
            self.write(tag, level)
            self.flush()
            if tag.name in ("p", "div", "section", "article", "blockquote") and not self.depth:
                self.builder.add_gap()
        else:
            self.write(tag, level)

    def _write_list(self, tag: Tag, level: int) -> None:
        self.flush()
        self.depth += 1
        start = str(tag.get("start", "1"))
        number = int(start) if start.isdigit() else 1
        for item in tag.find_all("li", recursive=False):
            self.words.append(_mark_item(tag, number))
            self.write(item, level)
            self.flush()
            number += 1
        self.depth -= 1
        if not self.depth:
            self.builder.add_gap()

    def _write_furniture(self, tag: Tag, level: int) -> None:
        self.flush()
        start = self.builder.length
        self.write(tag, level)
        self.flush()
        if self.builder.length > start:
            self.builder.blocks.append(Block("furniture", start, self.builder.length))

    def _write_table(self, tag: Tag, level: int) -> None:
        taken: dict[tuple[int, int], bool] = {}
        for row, line in enumerate(_list_rows(tag)):
            cells, column = [], 0
            for cell in line.find_all(["td", "th"], recursive=False):
                while (row, column) in taken:
                    column += 1
                for below in range(_read_span(cell, "rowspan")):
                    for beside in range(_read_span(cell, "colspan")):
                        taken[row + below, column + beside] = True
                cells.append((column, _read_cell(cell, level), ""))
            self.builder.add_row(cells, row)
        self.builder.end_table()


def _mark_item(tag: Tag, number: int) -> str:
    if tag.name == "ul":
        return "• "
    kind = str(tag.get("type", "1"))
    if kind in ("a", "A") and number <= 26:
        return f"{chr(ord(kind) + number - 1)}) "
    return f"{number}. "


def _is_data(tag: Tag) -> bool:
    """Tell a table of data from one that only lays out the page."""
    widths = [len(line.find_all(["td", "th"], recursive=False)) for line in _list_rows(tag)]
    return not tag.find("table") and len(widths) > 1 and max(widths, default=0) > 1


def _list_rows(tag: Tag) -> Iterator[Tag]:
    for line in tag.find_all("tr"):
        if line.find_parent("table") is tag:
            yield line


def _read_span(cell: Tag, name: str) -> int:
    value = str(cell.get(name, "1"))
    return min(max(int(value), 1), 500) if value.isdigit() else 1


def _read_cell(cell: Tag, level: int) -> str:
    inner = TextBuilder()
    writer = _Writer(inner)
    writer.write(cell, level)
    writer.flush()
    return inner.text.strip()
