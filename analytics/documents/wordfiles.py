"""DOCX to text: headings by their style, list items with the numbers that Word shows, tables by their cells."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table

from analytics.documents.document import DocumentError
from analytics.documents.writing import LONGEST_TITLE, PSEUDO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.documents.writing import TextBuilder

_HEADING = re.compile(r"(?i)(?:heading|标题|標題)\s*(\d)")
_HEAVY = ("黑体", "SimHei", "方正黑体_GBK", "方正小标宋简体")  # against 仿宋, in which the text is set
_WRAPPERS = ("w:sdt", "w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:fldSimple")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # the same again, for old programs
_HAN = "〇一二三四五六七八九"


def read_docx(content: bytes, name: str, builder: TextBuilder) -> None:
    """Write a Word document's text into `builder`.

    Raises
    ------
    DocumentError
        The file is a zip file, but no Word document.
    """
    try:
        document = docx.Document(io.BytesIO(content))
    except (PackageNotFoundError, KeyError, ValueError) as error:
        raise DocumentError(f"{name} is no Word document ({error}). Remedy: save it again as DOCX.") from None
    _open_out(document.element.body)
    numbers = _Numbers(document)
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            _write_table(part, numbers, builder)
        elif level := _find_level(part) or (PSEUDO if _is_title(part) else 0):
            builder.add_heading(numbers.read(part) + part.text, level)
        else:
            mark, indent = numbers.read(part), numbers.indent(part)
            builder.add_line(mark + part.text, indent=indent)
            if not part.text.strip():
                builder.add_gap()


def _open_out(body: Any) -> None:
    """Bring into the paragraphs what Word keeps in wrappers: content controls, insertions, fields, text boxes."""
    for copy in list(body.iter(_FALLBACK)):
        copy.getparent().remove(copy)
    for name in _WRAPPERS:
        for wrapper in list(body.iter(qn(name))):
            inner = wrapper.find(qn("w:sdtContent")) if name == "w:sdt" else wrapper
            for child in list(inner) if inner is not None else ():
                wrapper.addprevious(child)
            wrapper.getparent().remove(wrapper)
    for box in list(body.iter(qn("w:txbxContent"))):
        if (host := next(box.iterancestors(qn("w:p")), None)) is not None:
            for child in reversed(list(box)):
                host.addnext(child)


def _find_level(paragraph: Any) -> int:
    style = paragraph.style
    while style is not None:
        if match := _HEADING.match(style.name or "") or re.match(r"Heading(\d)", style.style_id or ""):
            return int(match[1])
        style = style.base_style
    return 0


def _is_title(paragraph: Any) -> bool:
    """Tell whether a short paragraph is all in bold, or in the type that Chinese documents keep for headings."""
    words = paragraph.text.strip()
    runs = [run for run in paragraph.runs if run.text.strip()]
    short = 0 < len(words) <= LONGEST_TITLE and words[-1] not in "。.;；,，、"
    return short and not _find_numbering(paragraph) and bool(runs) and all(_is_bold(run, paragraph) for run in runs)


def _is_bold(run: Any, paragraph: Any) -> bool:
    fonts = run._r.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    family = fonts.get(qn("w:eastAsia"), "") if fonts is not None else ""
    told = [run.bold, *(style.font.bold for style in (run.style, paragraph.style) if style is not None)]
    return bool(next((bold for bold in told if bold is not None), False)) or family in _HEAVY


def _write_table(table: Table, numbers: _Numbers, builder: TextBuilder) -> None:
    seen: set[Any] = set()
    builder.add_gap()
    for row, line in enumerate(table.rows):
        cells = []
        for column, cell in enumerate(line.cells):
            if cell._tc in seen:
                continue
            seen.add(cell._tc)
            cells.append((column, "\n".join(_list_lines(cell, numbers)), ""))
        builder.add_row(cells, row)
    builder.end_table()


def _list_lines(cell: Any, numbers: _Numbers) -> Iterator[str]:
    """List the lines of a cell, with those of tables in it."""
    seen: set[Any] = set()
    for part in cell.iter_inner_content():
        if not isinstance(part, Table):
            yield numbers.read(part) + part.text
            continue
        for inner in (each for line in part.rows for each in line.cells):
            if inner._tc not in seen:
                seen.add(inner._tc)
                yield from _list_lines(inner, numbers)


class _Numbers:
    """Counts list items as Word does, from the document's numbering part."""

    def __init__(self, document: Any) -> None:
        self.levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)
        self.abstract: dict[str, str] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        for found in root.findall(qn("w:abstractNum")):
            for level in found.findall(qn("w:lvl")):
                key = (found.get(qn("w:abstractNumId")), int(level.get(qn("w:ilvl"))))
                self.levels[key] = (
                    _value(level, "w:numFmt", "decimal"),
                    _value(level, "w:lvlText", ""),
                    int(_value(level, "w:start", "1")),
                )
        for number in root.findall(qn("w:num")):
            self.abstract[number.get(qn("w:numId"))] = _value(number, "w:abstractNumId", "")

    def read(self, paragraph: Any) -> str:
        """Return the number or bullet before a paragraph, with a space; an empty string where it has none."""
        found = _find_numbering(paragraph)
        if not found or found[0] not in self.abstract:
            return ""
        number_id, level = found
        abstract = self.abstract[number_id]
        kind, words, start = self.levels.get((abstract, level), ("bullet", "•", 1))
        if kind == "none" or not words:
            return ""
        if kind == "bullet":
            return "• "
        counts = self.counts[abstract]
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        for shown in range(level + 1):
            own_kind = self.levels.get((abstract, shown), (kind, "", 1))[0]
            words = words.replace(f"%{shown + 1}", _write_number(counts.get(shown, 1), own_kind))
        return f"{words} "

    def indent(self, paragraph: Any) -> int:
        """Return two spaces for each level of a list below the first."""
        found = _find_numbering(paragraph)
        return 2 * found[1] if found else 0


def _find_numbering(paragraph: Any) -> tuple[str, int] | None:
    style, properties = paragraph.style, paragraph._p.pPr
    while True:
        if properties is not None and properties.numPr is not None and properties.numPr.numId is not None:
            level = properties.numPr.ilvl
            return str(properties.numPr.numId.val), level.val if level is not None else 0
        if style is None:
            return None
        properties, style = style.element.pPr, style.base_style


def _value(element: Any, tag: str, default: str) -> str:
    found = element.find(qn(tag))
    return found.get(qn("w:val"), default) if found is not None else default


def _write_number(number: int, kind: str) -> str:
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if kind[0] == "u" else letter
    if kind in ("lowerRoman", "upperRoman"):
        roman = _write_roman(number)
        return roman if kind[0] == "u" else roman.lower()
    if "hinese" in kind or "aiwanese" in kind or kind in ("ideographDigital", "japaneseCounting"):
        return _write_han(number)
    if kind == "decimalEnclosedCircle" and 1 <= number <= 20:
        return chr(0x245F + number)
    return str(number)


def _write_roman(number: int) -> str:
    letters_of = ["M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"]
    pairs = zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), letters_of, strict=True)
    words = ""
    for value, letters in pairs:
        words += letters * (number // value)
        number %= value
    return words


def _write_han(number: int) -> str:
    if number >= 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return (("" if tens == 1 else _HAN[tens]) + "十" if tens else "") + (_HAN[ones] if ones or not tens else "")
