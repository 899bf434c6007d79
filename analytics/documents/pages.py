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
from bs4.element import NavigableString, PageElement, PreformattedString
from markdown_it import MarkdownIt

from analytics.documents.document import Block
from analytics.documents.furniture import find_furniture
from analytics.documents.lines import find_wrap, read_lines
from analytics.documents.writing import LONGEST_TITLE, PSEUDO, TextBuilder

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
# What names and classes call the frame of a page, as readers' views of browsers recognise it.
_FRAME = re.compile(
    r"(?i)(?:^|[-_ ])(?:(?:left|right|top|main|side|sub|mega)?(?:nav|navbar|navigation|menu|bar)|"
    r"[a-z]+[-_]megamenu[-_a-z]*|sidebar|foot|footer|"
    r"breadcrumbs?|crumbs|cookies?|social|share|sharing|poll|pager|pagination|toolbar|tools|skip|banner|login|search|"
    r"comments?|related|widgets?|downloads?)(?:$|[-_ ])|^(?:site-?|global-?|page-?)?(?:header|top)$"
)
_CARD = re.compile(r"(?i)\b(?:card|panel|accordion|collapse|item|fold)[-_ ]?(?:header|heading|head|title)\b")
# What a button opens, in the common toolkits.
_OPENS = ("data-target", "data-bs-target", "data-toggle", "data-bs-toggle", "aria-controls", "aria-expanded")
_FOLD = re.compile(r"(?i)accordion|collaps|toggle|expand|tab|panel")
_BOLD = re.compile(r"(?i)font-weight:\s*(?:bold|[6-9]00)")
_NAMED = re.compile(r"(?m)(?<=\S)[ \t]*\{#[\w-]+\}[ \t]*$")  # a heading's anchor
_STRONG = re.compile(r"(?<![\\*])\*\*(?=\S)([^*\n`]+?)(?<=\S)\*\*(?!\*)")
_MOST = 0.4
_MARK = re.compile(r"^\s*(?:•|\d{1,3}\.|[A-Za-z]\))\s+")  # what stands before a list's item
_ANCHOR = re.compile(r"#.+")
_FOOTNOTE = re.compile(r"[\[(]?(?:\d{1,2}|\*)[\])]?")
_SIGN = re.compile(r"(?<=\S)\s[-+−–▲▼▴▾△▽›»⌃⌄➕➖]$")  # after what opens and closes
_DEEPEST = 200


def read_html(markup: str, builder: TextBuilder) -> None:
    """Write a page's text into `builder`; what its own tags call navigation is marked as furniture."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        soup = BeautifulSoup(markup, "lxml")
    body = soup.body or soup
    writer = _Writer(builder, most=int(_MOST * len(body.get_text())))
    writer.write(body, 0)
    writer.flush()


def read_markdown(source: str, builder: TextBuilder) -> None:
    """Write a Markdown text into `builder`, by way of HTML.

    CommonMark does not see the end of bold words between a Chinese full stop and a character; here it does. Where
    lines were not broken to fit a page, each is a line of its own.
    """
    source = _NAMED.sub("", _STRONG.sub(r"<strong>\1</strong>", source))
    wrapped = find_wrap(source, list(read_lines(source)))
    markdown = MarkdownIt("commonmark", {"breaks": not wrapped}).enable("table")  # unbroken lines are lines
    read_html(markdown.render(source), builder)


class _Writer:
    """Walks through a page and writes a line at each end of a block."""

    def __init__(self, builder: TextBuilder, *, most: int) -> None:
        self.builder, self.most = builder, most
        self.words: list[str] = []
        self.bold = ""
        self.depth = 0

    def flush(self) -> tuple[int, int]:
        """Write the words collected so far as a line."""
        words, bold = "".join(self.words), " ".join(self.bold.split())
        self.words, self.bold = [], ""
        start, end = self.builder.add_line(words, indent=2 * max(0, self.depth - 1))
        line = " ".join(words.split())
        at = len(line) - len(_MARK.sub("", line))
        if 0 < len(bold) < end - start - at and line.startswith(bold, at):
            self.builder.blocks.append(Block("name", start + at, start + at + len(bold)))
        return start, end

    def write(self, tag: Tag, level: int) -> None:
        for child in tag.children:
            self._write_child(child, level)

    def _write_child(self, child: PageElement, level: int) -> None:
        if isinstance(child, PreformattedString):
            return
        if isinstance(child, NavigableString):
            preformatted = child.parent is not None and child.parent.name == "pre"
            self.words.append(str(child) if preformatted else re.sub(r"\s+", " ", str(child)))
        elif isinstance(child, Tag) and child.name not in _SILENT and level < _DEEPEST:
            self._write_tag(child, level + 1)

    def _write_tag(self, tag: Tag, level: int) -> None:
        if tag.name == "sup" and _FOOTNOTE.fullmatch(tag.get_text().strip()):
            return
        if tag.name == "br":
            self.words.append("\n")
        elif match := _HEADING.fullmatch(tag.name):
            self.flush()
            self.builder.add_heading(_read_title(tag), int(match[1]))
            self.builder.add_gap()
        elif self._is_furniture(tag):
            self._write_furniture(tag, level)
        elif tag.name in ("ul", "ol"):
            self._write_list(tag, level)
        elif tag.name == "dl" and tag.find("dt"):
            self._write_terms(tag, level)
        elif not self.depth and _is_title(tag):
            self.flush()
            self.builder.add_heading(_read_title(tag), PSEUDO)
        elif tag.name == "table" and _is_data(tag):
            self.flush()
            self._write_table(tag, level)
        elif tag.name in _BLOCKS:
            self.flush()
            self.write(tag, level)
            self.flush()
            if tag.name in ("p", "div", "section", "article", "blockquote") and not self.depth:
                self.builder.add_gap()
        else:
            if not _MARK.sub("", "".join(self.words)).strip() and _is_bold(tag):
                self.bold = tag.get_text()
            self.write(tag, level)

    def _is_furniture(self, tag: Tag) -> bool:
        """Tell whether a tag holds the frame of a page: never most of its text, nor its title."""
        if tag.name in ("ul", "ol"):
            links = [item.find("a", href=_ANCHOR) for item in tag.find_all("li")]
            framed = len(links) > 1 and all(
                link is not None and link.get_text().strip() == item.get_text().strip()
                for link, item in zip(links, tag.find_all("li"), strict=True)
            )
            if framed:
                return True
        if tag.name in _FURNITURE:
            framed = not _is_title(tag)
        else:
            hints = (str(hint) for name in ("id", "class") for hint in tag.get_attribute_list(name) if hint)
            framed = tag.name in _BLOCKS and any(map(_FRAME.search, hints)) and not tag.find(["h1", "h2", "table"])
        return framed and len(tag.get_text()) <= self.most

    def _write_terms(self, tag: Tag, level: int) -> None:
        """Write a list of terms: each as a heading, and what is told of it as a list where it is more than one."""
        self.flush()
        for child in tag.children:
            if not isinstance(child, Tag) or child.name not in ("dt", "dd", "div"):
                self._write_child(child, level)
            elif child.name == "div":
                self._write_terms(child, level)
            elif child.name == "dt":
                self.flush()
                self.builder.add_heading(_read_title(child), PSEUDO)
            else:
                self._write_told(child, level)
        self.flush()
        self.builder.add_gap()

    def _write_told(self, tag: Tag, level: int) -> None:
        self.flush()
        paragraphs = tag.find_all("p", recursive=False)
        parts = paragraphs if len(paragraphs) == len(_list_parts(tag)) > 0 else [tag]
        listed = (len(parts) > 1 or len(_list_told(tag)) > 1) and not tag.find(["ul", "ol"])
        for part in parts:
            if listed:
                self.words.append("• ")
            self.write(part, level)
            self.flush()

    def _write_list(self, tag: Tag, level: int) -> None:
        self.flush()
        self.depth += 1
        start = str(tag.get("start", "1"))
        number = int(start) if start.isdigit() else 1
        for child in tag.children:
            if isinstance(child, Tag) and child.name == "li":
                self.flush()
                self.words.append(_mark_item(tag, number))
                self.write(child, level)
                self.flush()
                number += 1
            else:
                self._write_child(child, level)
        self.flush()
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
        for caption in tag.find_all("caption", recursive=False):
            self._write_furniture(caption, level)
        for row, line in enumerate(_list_rows(tag)):
            cells, column = [], 0
            for cell in line.find_all(["td", "th"], recursive=False):
                while (row, column) in taken:
                    column += 1
                for below in range(_read_span(cell, "rowspan")):
                    for beside in range(_read_span(cell, "colspan")):
                        taken[row + below, column + beside] = True
                cells.append((column, self._read_cell(cell, level), ""))
            self.builder.add_row(cells, row)
        self.builder.end_table()

    def _read_cell(self, cell: Tag, level: int) -> str:
        inner = TextBuilder()
        writer = _Writer(inner, most=self.most)
        writer.write(cell, level)
        writer.flush()
        return inner.text.strip()


def _list_told(term: Tag) -> list[Tag]:
    """List the explanations that stand beside one, itself included, telephones and the like aside."""
    found = [term]
    for follow in (Tag.find_previous_sibling, Tag.find_next_sibling):
        other = follow(term)
        while isinstance(other, Tag) and other.name == "dd":
            found.append(other)
            other = follow(other)
    return [each for each in found if not find_furniture(" ".join(each.get_text(" ").split()))]


def _read_title(tag: Tag) -> str:
    """Give the words of a heading, without the sign that opens what it stands over."""
    return _SIGN.sub("", " ".join(tag.get_text(" ").split()))


def _list_parts(tag: Tag) -> list[PageElement]:
    """List what a tag holds directly, white space aside."""
    return [part for part in tag.children if not isinstance(part, NavigableString) or part.strip()]


def _is_bold(tag: Tag) -> bool:
    return tag.name in ("b", "strong") or _BOLD.search(str(tag.get("style", ""))) is not None


def _is_title(tag: Tag) -> bool:
    """Tell whether a paragraph is only words in bold, or a button opens the text that follows it."""
    if tag.name in ("p", "div"):
        inner = [child for child in tag.children if not isinstance(child, NavigableString) or child.strip()]
        bold = len(inner) == 1 and isinstance(inner[0], Tag) and _is_bold(inner[0])
        bold = bold or (_is_bold(tag) and not tag.find(_BLOCKS))
        return bold and not tag.find("br") and len(tag.get_text()) <= LONGEST_TITLE
    if tag.name == "summary":
        return len(tag.get_text()) <= LONGEST_TITLE
    if tag.name != "button":
        return False
    hints, around = (_list_hints(each) for each in (tag, tag.parent))
    return bool(_FOLD.search(hints) or _CARD.search(around)) or any(tag.get(name) for name in _OPENS)


def _list_hints(tag: Tag | None) -> str:
    return " ".join(str(hint) for hint in tag.get_attribute_list("class") if hint) if tag else ""


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
