"""From a layout to a draft: the register's tables, filled with what the document and a person say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from analytics.codebook import LEVELS
from analytics.documents.drafts import DUTY_COLUMNS, LEFT_OUT_COLUMNS, SUGGESTION_COLUMNS, Draft
from analytics.documents.folding import HAN
from analytics.documents.layout import FRAME
from analytics.documents.names import split_name
from analytics.documents.numbering import BULLETS
from analytics.errors import UsageError
from analytics.register import SCHEMAS
from analytics.text.language import simplify

if TYPE_CHECKING:
    from analytics.documents.layout import Layout, Unit

_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
# How a document is dated until a person says what in it shows the date.
DATED = {"dating": "as whoever imported it says", "dating_zh": "依导入者所述"}
UNDATED = {"dating": "not yet dated", "dating_zh": "年代未定"}
_UNJUDGED = {"completeness": "not yet judged", "completeness_zh": "尚未评定"}
_KINDS = (
    ("society", r"学会|协会|商会|Society|Association"),
    ("affiliate", r"中心$|基地$|研究所$|院$|Cent(?:er|re)\b|Academy|Institute|Laborator"),
    ("subordinate", r"海关$|分关$|办事处$|支局$|Customs House|Port Office"),
)


@dataclass(frozen=True)
class Facts:
    """What a person says of the office and its document; what is left empty stands as not yet known.

    Attributes
    ----------
    office_id, source_id : str
        Small letters, digits and hyphens; `source_id` is the office's id where it is empty.
    name_en, name_zh : str
        The office's names; the other language's, else the id, stands in for an empty one.
    level : {'regional', 'national'}
    title : str
        The document's title; its heading, or its first line that is no menu, where empty.
    valid_from, valid_to : str
        A year, year-month or date.
    """

    office_id: str
    source_id: str = ""
    name_en: str = ""
    name_zh: str = ""
    level: str = "regional"
    title: str = ""
    valid_from: str = ""
    valid_to: str = ""

    def __post_init__(self) -> None:
        for what, value in (("an office", self.office_id), ("a source", self.source_id or self.office_id)):
            if not _SLUG.fullmatch(value):
                raise UsageError(f"{value!r} is no id of {what}. Remedy: use small letters, digits and hyphens.")
        if self.level not in LEVELS:
            raise UsageError(f"There is no level {self.level!r}. Remedy: use one of {', '.join(LEVELS)}.")
        for value in (self.valid_from, self.valid_to):
            if value and not _DATE.fullmatch(value):
                raise UsageError(f"{value!r} is no date. Remedy: write a year, year-month or date, such as 2018-04.")


def draft_layout(layout: Layout, facts: Facts) -> Draft:
    """Put a layout into the register's tables, nothing coded, nothing suggested.

    Raises
    ------
    UsageError
        The layout has no duties.
    """
    if not any(unit.duties for unit in layout.units):
        raise UsageError(
            f"No duties were found in {layout.document.name}. Remedy: check that it states duties; put them into a "
            "CSV file with the columns unit and text, and import that."
        )
    source_id = facts.source_id or facts.office_id
    language, script = find_language(layout.document.text)
    duties, segments = [], []
    for unit in layout.units:
        for duty in unit.duties:
            duty_id = f"{source_id}-{unit.ordinal:02}-{duty.number:02}"
            segments.append({"duty_id": duty_id, "start": duty.start, "end": duty.end, "line": duty.line})
            text = layout.document.text[duty.start : duty.end]
            found = {"duty_id": duty_id, "text": text, "confidence": round(duty.confidence, 2)}
            duties.append({column: found.get(column, "") for column in DUTY_COLUMNS})
    return Draft(
        offices=pd.DataFrame([_describe_office(facts)]),
        sources=pd.DataFrame([_describe_source(layout, facts, source_id, language, script)]),
        departments=pd.DataFrame([_build_department(unit, source_id, language) for unit in layout.units]),
        sections=pd.DataFrame(columns=list(SCHEMAS["sections.csv"].columns)),
        segments=pd.DataFrame(segments),
        duties=pd.DataFrame(duties, columns=list(DUTY_COLUMNS)),
        suggestions=pd.DataFrame(columns=list(SUGGESTION_COLUMNS)),
        left_out=_list_left_out(layout),
    )


def _list_left_out(layout: Layout) -> pd.DataFrame:
    text = layout.document.text
    rows = [(part.start, part.end, part.line, text[part.start : part.end], part.why) for part in layout.left_out]
    return pd.DataFrame(rows, columns=list(LEFT_OUT_COLUMNS))


def _describe_office(facts: Facts) -> dict[str, str]:
    office = dict.fromkeys(SCHEMAS["offices.csv"].columns, "")
    name_en = facts.name_en or facts.name_zh or facts.office_id
    name_zh = facts.name_zh or facts.name_en or facts.office_id
    short_en, short_zh = name_en.removesuffix(" Customs"), name_zh
    office |= {"office_id": facts.office_id, "name_en": name_en, "name_zh": name_zh}
    return office | {"short_en": short_en, "short_zh": short_zh, "level": facts.level}


def _describe_source(layout: Layout, facts: Facts, source_id: str, language: str, script: str) -> dict[str, str]:
    title = facts.title or _find_title(layout)[:120]
    office = _describe_office(facts)
    source = dict.fromkeys(SCHEMAS["sources.csv"].columns, "")
    source |= {"source_id": source_id, "office_id": facts.office_id, "title_en": title, "title_zh": title}
    source |= {"short_en": office["short_en"], "short_zh": office["short_zh"], "language": language, "script": script}
    source |= {"valid_from": facts.valid_from, "valid_to": facts.valid_to, "sha256": layout.document.sha256}
    return source | (DATED if facts.valid_from or facts.valid_to else UNDATED) | _UNJUDGED


def _find_title(layout: Layout) -> str:
    """Find the document's title: its only highest heading, its first line that is no frame, or its file's name."""
    document = layout.document
    highest = [block for block in document.blocks if block.kind == "heading" and block.level == 1]
    if len(highest) == 1:
        return document.text[highest[0].start : highest[0].end].strip().replace("\n", " ")
    frame = [part for part in layout.parts if part.why in FRAME]
    lines = (match for match in re.finditer(r"\S.*", document.text) if not match[0].startswith(tuple(BULLETS)))
    own = (match for match in lines if not any(part.start <= match.start() < part.end for part in frame))
    first = next((match[0].strip() for match in own), "")
    names = {unit.name for unit in layout.units if unit.ordinal}  # a document that begins with a unit has no title
    return first if first and first not in names else document.name


def _build_department(unit: Unit, source_id: str, language: str) -> dict[str, object]:
    status = "vacant" if unit.vacant else "full" if unit.duties else "none"
    own, other = ("name_zh", "name_en") if language == "zh" else ("name_en", "name_zh")
    row: dict[str, object] = dict.fromkeys(SCHEMAS["departments.csv"].columns, "")
    row |= {"department_id": f"{source_id}-{unit.ordinal:02}", "source_id": source_id, "ordinal": unit.ordinal}
    in_zh, in_en = split_name(unit.name)
    row |= {"name_zh": in_zh, "name_en": in_en} if in_en else {own: unit.name, other: ""}
    row |= {"name_status": unit.name_status, "kind": _find_kind(unit)}
    return row | {"text_status": status}


def _find_kind(unit: Unit) -> str:
    if unit.ordinal == 0:
        return "leadership"
    name = simplify(unit.name)
    return next((kind for kind, pattern in _KINDS if re.search(pattern, name)), "department")


def find_language(text: str) -> tuple[str, str]:
    """Tell the language and script of a text by its characters.

    >>> find_language("負責關務"), find_language("负责关务"), find_language("Collects duties")
    (('zh', 'Hant'), ('zh', 'Hans'), ('en', 'Latn'))
    """
    sample = text[:200_000]
    han = HAN.findall(sample)
    if len(han) * 8 < len(re.findall(r"[A-Za-z]", sample)):
        return "en", "Latn"
    changed = sum(simplify(char) != char for char in set(han))
    return "zh", "Hant" if changed * 10 > len(set(han)) else "Hans"
