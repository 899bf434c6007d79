"""The report of a draft: what was read and found, every doubt, and all that was left out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from analytics.documents.layout import TRIVIAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.documents.layout import Layout, Part

_LONGEST = 200


def write_report(layout: Layout, source_id: str) -> str:
    """Write the report in Markdown.

    Returns
    -------
    str
        Sections: what was read, units, doubts by line, and what was left out by line with the reason.
    """
    return "\n".join(
        [*_write_head(layout, source_id), *_write_units(layout), *_write_doubts(layout), *_write_rest(layout), ""]
    )


def _write_head(layout: Layout, source_id: str) -> Iterator[str]:
    document = layout.document
    n_duties = sum(len(unit.duties) for unit in layout.units)
    yield f"# Draft {source_id}"
    yield ""
    yield f"- Document: {document.name} ({document.format}, {document.encoding}, {len(document.text):,} characters)"
    yield f"- SHA-256: {document.sha256}"
    yield f"- Found: {len(layout.units)} units, {n_duties} duties, doubtful places: {len(layout.doubts)}"
    if document.format != "text" or document.encoding != "utf-8":
        yield "- Places count the characters of the text as read here, not of the file's bytes."
    yield ""


def _write_units(layout: Layout) -> Iterator[str]:
    yield "## Units"
    yield ""
    yield "| ordinal | line | name | status | duties |"
    yield "|---|---|---|---|---|"
    for unit in layout.units:
        note = f"{len(unit.duties)}{' (declared vacant)' if unit.vacant else ''}"
        yield f"| {unit.ordinal:02} | {unit.line} | {_escape(unit.name)} | {unit.name_status} | {note} |"
    yield ""


def _write_doubts(layout: Layout) -> Iterator[str]:
    yield "## Doubts"
    yield ""
    if not layout.doubts:
        yield "None."
    for doubt in layout.doubts:
        yield f"- Line {doubt.line}: {_escape(doubt.what)}; {_escape(doubt.why)}."
    yield ""


def _write_rest(layout: Layout) -> Iterator[str]:
    trivial = Counter(part.why for part in layout.parts if part.why in TRIVIAL)
    yield "## Left out"
    yield ""
    for why, count in sorted(trivial.items()):
        yield f"- {count} stretches: {why}"
    for part in layout.left_out:
        yield f"- Line {part.line} ({part.why}): {_quote(layout, part)}"


def _quote(layout: Layout, part: Part) -> str:
    words = " ".join(layout.document.text[part.start : part.end].split())
    return _escape(words if len(words) <= _LONGEST else f"{words[:_LONGEST]} … ({len(words)} characters)")


def _escape(words: str) -> str:
    return " ".join(words.split()).replace("|", "\\|")
