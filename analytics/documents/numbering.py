"""Numbers and bullets before list items, in every style that offices print."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

HAN_DIGITS = "一二三四五六七八九十百零〇○两"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BULLETS = "•·●○ㅇㅁ■□◆◇▪▫‣⁃∙➢➤►▶★☆※✓✔❖◦・◎▲△▷◉⊙❏☑➔"
# 一、 in machine translation.
_WORDS = (
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
    "Thirteen",
    "Fourteen",
    "Fifteen",
    "Sixteen",
    "Seventeen",
    "Eighteen",
    "Nineteen",
    "Twenty",
)
_ORDINALS = (
    "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth", "Eleventh",
    "Twelfth", "Thirteenth", "Fourteenth", "Fifteenth", "Sixteenth", "Seventeenth", "Eighteenth", "Nineteenth",
    "Twentieth",
)  # fmt: skip
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True, slots=True)
class Marker:
    """What stands before an item.

    `style` is the form, such as ``(1)`` or ``一、``; `number` is 0 for bullets; `end` is where the item's
    own text begins; `other` is a second reading, for letters that may be Roman numerals.
    """

    style: str
    number: int
    end: int
    other: tuple[str, int] | None = None


_POSITIONAL = str.maketrans("零〇○一二三四五六七八九两", "0001234567892")
_H = f"[{HAN_DIGITS}]"
_NO_TITLE = "(?!以[下上]|[至所的及各或和、,]|规定|之[^一二三四五六七八九])"  # 第八十四章以下各章 is no heading
_PATTERNS = [
    ("chapter", rf"第\s*({_H}+|\d+)\s*[章节编篇]{_NO_TITLE}\s*"),
    ("article", rf"[㐀-鿿]{{4,40}}(?:细则|规程|条例|办法|准则|通则)\s*第\s*({_H}+|\d+)\s*条(?:之{_H})?\s+"),
    ("article", rf"第\s*({_H}+|\d+)\s*条(?:之{_H})?(?![至所的及各或和,]|规定)\s*[:、]?\s*"),
    (
        "chapter",
        r"(?i:chapter|part|title|annex|schedule|appendix)(?:\s+(?:[-–—]\s*)?|[-–—])(\d{1,3}|"
        r"[IVXLC]{1,6})\b\s*[.:]?\s*(?:[-–—]\s+)?",
    ),
    ("chapter", r"(?:Subpart|SUBPART|Subdivision|SUBDIVISION)\s+([A-Z]{1,2})\b\s*[.:]?\s*(?:[-–—]+\s*)?"),
    (
        "article",
        r"(?:Section|SECTION|Sec\.|SEC\.|Article|ARTICLE|Art\.|ART\.|"
        r"Clause|CLAUSE|§{1,2})\s*(?:(?:\d{1,4}|[IVXL]{1,6})[-–.]){0,3}(\d{1,4})[A-Z]?\b(?!\s+of\b)\s*[.:]?[-–—]*\s*",
    ),
    ("article", r"(?:Section|SECTION|Article|ARTICLE)\s*\((\d{1,3})\)(?!\s+of\b)\s*[.:]?[-–—]*\s*"),
    ("A.1", r"[A-Z]\.(\d{1,2})\.?\s+(?=[A-Z㐀-鿿])"),
    ("decimal", r"(\d{1,2}(?:\.\d{1,2}){1,4})\.?(?=\s|$|[㐀-鿿(])\s*(?:[-–—:]\s+)?"),
    ("1.", r"(\d{1,3})(?:-\d{1,2}(?=\.\s))?\s?[.、](?!\d)\s*"),
    ("(1)", r"\(\s?(\d{1,3})\s?\)\s*[.、]?\s*"),
    ("1)", r"(\d{1,3})\s?-?\s?\)\s*"),
    ("1-", r"(\d{1,2})\s?[-–]\s+(?=[A-Z㐀-鿿])"),
    ("一、", rf"({_H}{{1,4}})\s?[、.]\s*"),
    ("(一)", rf"\(\s?({_H}{{1,4}})\s?\)\s*[、.]?\s*"),
    ("第一", rf"第({_H}{{1,3}})[、,:]\s*"),
    ("甲、", rf"([{STEMS}])[、.]\s*"),
    ("(甲)", rf"\(([{STEMS}])\)\s*"),
    ("①", r"([①-⑳㉑-㉟❶-❿➀-➓])\s*[.、]?\s*"),
    ("⑴", r"([⑴-⒇])\s*"),
    ("1.", r"([⒈-⒛])\s*"),
    ("(一)", r"([㈠-㈩])\s*"),
    ("(a)", r"\(\s?([a-z]|[ivxl]{2,6})\s?\)\s*"),
    ("(A)", r"(?!\(C\)\s*(?:19|20)\d\d)\(\s?([A-Z]|[IVXL]{2,6})\s?\)\s*"),
    ("a)", r"([a-z]|[ivxl]{2,6})\)(?:\s+|$|(?=[㐀-鿿]))"),
    ("a/", r"([a-z])/\s+"),
    ("One,", rf"({'|'.join((*_WORDS, *_ORDINALS))}),\s+(?:the\s+(?=[A-Z]))?(?=\w)"),
    ("(one)", rf"\((?i:({'|'.join(_WORDS)}))\)\s*"),
    ("one、", rf"(?i:({'|'.join(_WORDS)}))\s?、\s*"),
    ("A)", r"([A-Z]|[IVXL]{2,6})\s?-?\)\s*"),
    ("A:", r"([A-Z]):\s+(?=[A-Z])"),
    ("a.", r"([a-z]|[ivxl]{2,6})\.(?:\s+|$|(?=[㐀-鿿]))"),
    ("A.", r"([A-Z]|[IVXL]{2,6})[.、](?!\s*[A-Z]\.)(?:\s+|$)"),
    ("•", rf"([{BULLETS}])\s*"),
    ("•", r"([\uf000-\uf0ff])\s*"),  # a symbol font's bullet, as Word and PDF files have it
    ("•", r"([ØüŸ§])\s+(?=[A-Z])"),  # the same, read as letters
    ("•", r"(\.)\s*(?=[㐀-鿿])"),  # ．, as Hong Kong prints it
    ("-", r"(--?|–|—|\*|\+|o|>|»)(?:\s+|$)"),
]
_MARKERS = [(style, re.compile(pattern)) for style, pattern in _PATTERNS]
_ANY = re.compile("|".join(f"(?P<n{index}>{pattern})" for index, (_, pattern) in enumerate(_PATTERNS)))
BARE = re.compile(rf"(\d{{1,3}}|{_H}{{1,3}})\s+(?=[A-Z㐀-鿿])")


def read_marker(text: str, at: int) -> Marker | None:
    """Read the number or bullet that stands at `at` in a folded text; None where there is none.

    >>> read_marker("(十二)编印刊物", 0)
    Marker(style='(一)', number=12, end=4, other=None)
    >>> read_marker("2015 was a good year", 0) is None
    True
    """
    first = _ANY.match(text, at)
    if not first:
        return None
    index = next(index for index in range(len(_MARKERS)) if first[f"n{index}"] is not None)
    style, pattern = _MARKERS[index]
    match = pattern.match(text, at)
    return _build(style, match) if match else None


def _build(style: str, match: re.Match[str]) -> Marker | None:
    label = match[1]
    if style in ("•", "-"):
        return Marker(f"{style}{label}", 0, match.end())
    if style == "decimal":
        label = re.sub(r"(?:\.0)+$", "", label)  # 2.1.0 is the heading above 2.1.1
        return Marker(f"decimal{label.count('.')}", int(label.rpartition(".")[2]), match.end())
    if style in ("One,", "(one)", "one、"):
        words = _ORDINALS if label in _ORDINALS else _WORDS
        return Marker(style, words.index(label.capitalize()) + 1, match.end())
    if style[0] in "(aA" and style.strip("()./:") in ("a", "A"):
        return _read_letter(style, label, match.end())
    number = read_number(label)
    if style == "chapter" and not number and label.isalpha() and label.isascii():
        number = ord(label[-1].upper()) - ord("A") + 1  # Subpart F
    return Marker(style, number, match.end()) if number else None


def _read_letter(style: str, label: str, end: int) -> Marker | None:
    """Read a letter as the alphabet counts; as a Roman numeral where it is one, for the list to decide."""
    roman = _read_roman(label.lower())
    as_roman = (style.replace("a", "i").replace("A", "I"), roman) if roman else None
    if len(label) > 1:
        return Marker(*as_roman, end) if as_roman else None
    return Marker(style, ord(label.lower()) - ord("a") + 1, end, as_roman)


def read_number(label: str) -> int:
    """Read a number in digits, Han digits, stems, Roman or circled figures; 0 where it is none.

    >>> [read_number(label) for label in ("12", "二十三", "一○", "丙", "IX", "⑫", "x")]
    [12, 23, 10, 3, 9, 12, 10]
    """
    if label.isascii() and label.isdigit():
        return int(label)
    if label in STEMS:
        return STEMS.index(label) + 1
    if label[0] in HAN_DIGITS:
        return _read_han(label)
    if len(label) == 1 and (value := unicodedata.numeric(label, 0)):
        return int(value)
    return _read_roman(label.lower())


def _read_han(label: str) -> int:
    if len(label) > 1 and not set(label) & set("十百"):
        return int(label.translate(_POSITIONAL))
    total, digit = 0, 0
    for char in label:
        if char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = 0 if char in "零〇○" else (2 if char == "两" else "一二三四五六七八九".index(char) + 1)
    return total + digit


def _read_roman(label: str) -> int:
    if not label or set(label) - set(_ROMAN):
        return 0
    values = [_ROMAN[char] for char in label]
    return sum(-value if value < follower else value for value, follower in zip(values, [*values[1:], 0], strict=True))
