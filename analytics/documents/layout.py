"""What was found in a document: units, duties, doubts, and all that was left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from analytics.documents.document import Document

PartKind = Literal["duty", "heading", "left out"]
NameStatus = Literal["stated", "inferred", "missing"]
# Reasons to leave out what holds no words, or those before a name alone.
TRIVIAL = ("numbers, punctuation and white space", "introduces a name or a duty")
# Reasons to leave out what stands around a document.
FRAME = (
    "navigation or page furniture", "contact data", "page number", "number without text", "date of issue",
    "list of contents",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty: characters `start` to `end` of the document, the `line` it begins on (from 1).

    `number` is the number that the document prints where those of its unit rise, else its ordinal;
    `confidence` (0 to 1) falls with each doubt about where it begins and ends.
    """

    number: int
    start: int
    end: int
    line: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit in the document's order; ordinal 0 is the office itself.

    `start` and `end` are the characters of its name, equal where none is stated; `vacant` says that the
    document itself declares its duties unsettled.
    """

    ordinal: int
    name: str
    name_status: NameStatus
    start: int
    end: int
    line: int
    duties: tuple[Duty, ...]
    vacant: bool = False


@dataclass(frozen=True, order=True)
class Doubt:
    """A decision that a person should look at: the line (from 1), what was done, and why it is doubtful."""

    line: int
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the document and what became of it; `why` says so of what was left out."""

    kind: PartKind
    start: int
    end: int
    line: int
    why: str = ""


@dataclass(frozen=True)
class Layout:
    """The outcome of `find_duties`.

    Attributes
    ----------
    document : Document
    units : tuple of Unit
        In the document's order.
    doubts : tuple of Doubt
        By line.
    parts : tuple of Part
        Every character of the text once, in order: duties, headings, and the rest.
    """

    document: Document
    units: tuple[Unit, ...]
    doubts: tuple[Doubt, ...]
    parts: tuple[Part, ...]

    @property
    def left_out(self) -> list[Part]:
        """What was left out and has words of its own: what a person may take for a duty all the same."""
        return [part for part in self.parts if part.kind == "left out" and part.why not in TRIVIAL]
