"""Where units begin: headings, list items, first sentences, lead-ins; and what lies between them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analytics.documents.folding import HAN
from analytics.documents.leads import DUTY_LEAD, LeadReader
from analytics.documents.nesting import TOP_STYLES, Nesting, nest_items
from analytics.documents.offices import find_first, find_office
from analytics.documents.openings import OpeningFinder
from analytics.documents.regions import Outline, Region
from analytics.documents.sections import opens_list
from analytics.documents.sentences import CATCH_ALL, is_alike, is_definition
from analytics.documents.subjects import WITHOUT_HEADING, SubjectReader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.documents.surroundings import How
    from analytics.documents.tokens import Token

_OUTER_ROLES = ("lead", "units", "duties", "other", "out")


def nest_tokens(folded: str, tokens: Sequence[Token]) -> Nesting:
    """Put the items among the tokens into lists."""
    breaks = {
        index
        for index, token in enumerate(tokens)
        if (token.role == "unit" and not token.piece.marker) or token.piece.level
    }
    leads = {index for index, token in enumerate(tokens) if token.role in ("lead", "duties", "units", "other")}
    leads |= {
        index
        for index, token in enumerate(tokens)
        if token.role == "subject" and not token.piece.marker and opens_list(folded[token.piece.text : token.piece.end])
    }
    units = {index for index, token in enumerate(tokens) if token.role == "unit" and token.piece.marker}
    told = {index for index, token in enumerate(tokens) if token.role == "subject" and token.piece.marker}
    statements = {index for index, token in enumerate(tokens) if token.role == "item"}
    opened = {index for index, token in enumerate(tokens) if folded[token.piece.end - 1] == ":"}
    return nest_items([token.piece for token in tokens], breaks, leads, (units, told, statements), opened)


def build_outline(folded: str, tokens: Sequence[Token], nesting: Nesting) -> Outline:
    """Find where units begin, and give every token to a unit or to the outside."""
    finder = OpeningFinder(folded, tokens, nesting)
    openings = finder.find()
    return _Builder(folded, tokens, nesting, openings, finder).build()


class _Builder:
    """Walks through the tokens and gives each to a unit, or to the outside."""

    def __init__(
        self, folded: str, tokens: Sequence[Token], nesting: Nesting, openings: dict[int, How], finder: OpeningFinder
    ) -> None:
        self.folded, self.tokens, self.nesting, self.openings, self.finder = folded, tokens, nesting, openings, finder
        self.subjects = SubjectReader(folded, tokens, finder.after)
        self.regions: list[Region] = []
        self.outside: dict[int, str] = {}
        self.doubts = list(finder.doubts)
        self.current: Region | None = None
        self.stopped = "before the first unit"
        self.leads = LeadReader(folded, tokens, finder.after, headed=bool(openings))
        self.barred = False
        self.paused: Region | None = None  # by a sentence on its sections, until its duties come
        self.first = find_first(tokens)
        self.named: dict[str, Region] = {}
        self.groups = {nesting.parent(index) for index in openings} - set(openings)

    def build(self) -> Outline:
        for index, token in enumerate(self.tokens):
            self._take(index, token)
        if not self.regions:
            self._take_orphans()
        return Outline(self.regions, self.outside, self.doubts, self.nesting)

    def _take(self, index: int, token: Token) -> None:
        if index in self.finder.lists_of_units:
            self.outside[index] = "a list of units"
        elif index in self.openings:
            rest = token.rest if token.role == "subject" else -1
            if self._reopens(index, token):
                return
            self._open(self.openings[index], index, token.name or self._bare_title(token), rest)
        elif token.role == "out":
            self.outside[index] = token.why
        elif index in self.groups and token.role not in ("units", "duties", "other", "item", "prose"):
            self.outside[index] = "title of a group of units"
            self.current = None
        elif token.role in ("units", "other") or self._is_above(token) or self.finder.heads_units(index):
            self._close(index, token)
        elif self._stands_among_units(index) or self._goes_back(index):
            self.outside[index] = "an item among units that names none"
            self.doubts.append((index, "an item is left out", "it stands among units and names none"))
        elif (
            index == self.first
            and not self.regions
            and (why := find_office(self.folded, self.tokens, self.nesting, index))
        ):
            self._open("office", index, None)
            self.regions[-1].body.append(index)
            self.doubts.append((index, "the duties are taken as the office's", why))
        elif token.role == "subject" and not self._is_barred(token) and self.subjects.opens_unit(index, self.current):
            if self.current and self.current.how not in WITHOUT_HEADING:
                self.doubts.append((index, "a unit begins at a sentence that names it", "no heading stands before it"))
            self._open("subject", index, token.name, token.rest)
        elif token.role in ("duties", "lead"):
            self._take_lead(index, token)
        else:
            self._take_body(index, token)

    def _bare_title(self, token: Token) -> tuple[int, int]:
        """Return a title's characters without the colon at its end."""
        piece = token.piece
        return piece.text, piece.text + len(self.folded[piece.text : piece.end].rstrip(" :"))

    def _open(self, how: How, index: int, name: tuple[int, int] | None, rest: int = -1) -> None:
        last = self.regions[-1] if self.regions else None
        if last and last.name and name and last.rest < 0 and self._says_again(last, name):
            self.outside |= dict.fromkeys([last.head, *last.body], "the unit's name, which stands again below")
            self.regions.pop()
        if how == "title" and last and last.how == "office" and self._charges_office(last, index, name):
            how = "office"
            self.outside |= dict.fromkeys([last.head, *last.body], "introduces the duties")
            self.regions.pop()
        self.current = Region(how, name, index, rest=rest)
        self.regions.append(self.current)
        self.named[self.folded[slice(*name)].lower() if name else ""] = self.current
        self.stopped = ""

    def _charges_office(self, last: Region, index: int, name: tuple[int, int] | None) -> bool:
        """Tell whether a title such as 某局的职责为: goes on with what a title such as 职责 began for the office."""
        bare = all(self.tokens[other].role in ("out", "label", "duties", "lead") for other in last.body)
        return bare and name is not None and bool(DUTY_LEAD.search(self.folded, name[1], self.tokens[index].piece.end))

    def _says_again(self, last: Region, name: tuple[int, int]) -> bool:
        """Tell whether a name is the one above, and nothing but labels lies between."""
        bare = all(self.tokens[other].role in ("out", "label") for other in last.body)
        before, after = self.folded[slice(*last.name or (0, 0))], self.folded[slice(*name)]
        return bare and (before == after or (HAN.match(after) is not None and before.startswith(f"{after} ")))

    def _close(self, index: int, token: Token) -> None:
        piece = token.piece
        self.outside[index] = token.why or (
            "introduces a list of units" if token.role == "units" else "title of a part without duties"
        )
        head = self.tokens[self.current.head].piece.level if self.current else 0
        inside = token.role == "other" and 0 < head < piece.level and not piece.marker
        marked = piece.marker is not None and piece.marker.style in (*TOP_STYLES, "一、")
        sentence = self.folded[piece.end - 1] in ".。" and not piece.level and not piece.marker  # no list need follow
        self.paused = self.current if token.role == "units" and sentence else self.paused
        whole = token.role == "units" or (piece.level and not inside) or marked
        self.stopped = "under a title that announces no duties" if not whole else "outside the units"
        self.barred = token.role == "other"
        if whole:
            self.current = None

    def _is_above(self, token: Token) -> bool:
        """Tell whether a heading that names no unit stands above the unit at hand."""
        head = self.tokens[self.current.head].piece.level if self.current else 0
        if self.current and self.tokens[self.current.head].piece.role == "unit":
            return token.piece.role == ""  # a table ends where other text begins
        level = token.piece.level
        return token.role not in ("duties", "lead") and (
            0 < level < head or (level > 0 == head and token.role == "unit")
        )

    def _is_barred(self, token: Token) -> bool:
        """Tell whether a definition stands under a title such as "Nature of the Bureau"."""
        return bool(self.barred and self.stopped and token.predicate == "definition")

    def _reopens(self, index: int, token: Token) -> bool:
        """Go back to a unit of which a later heading tells more: "Duties of the Legal Division"."""
        if token.name is None or token.role != "unit" or token.piece.marker or token.name[0] == token.piece.text:
            return False
        name = self.folded[slice(*token.name)]
        known = self.named.get(name.lower())
        if not known and self.current and self.current.name:
            known = self.current if is_alike(self.folded[slice(*self.current.name)], name) else None
        if not known:
            return False
        self.current, self.stopped = known, ""
        self.outside[index] = "the unit's name, which stands again"
        return True

    def _stands_among_units(self, index: int) -> bool:
        """Tell whether an item stands in the list in which the unit at hand is one, and is none itself."""
        found = self.nesting.of_item.get(index)
        current = self.current
        return bool(found and current and current.how in ("item", "functional") and current.head in found.items)

    def _goes_back(self, index: int) -> bool:
        """Tell whether an item stands in a list that holds the unit at hand, and of which no item states a duty."""
        found = self.nesting.of_item.get(index)
        if found is None or self.current is None or self.nesting.lies_in(index, self.current.head):
            return False
        before = [o for o in found.items if o < index and o not in self.outside]
        bare = all(o < self.current.head and self.tokens[o].role in _OUTER_ROLES for o in before)
        return found.items[0] < self.current.head and bare

    def _take_lead(self, index: int, token: Token) -> None:
        if self.current is None and token.role == "duties" and self.regions and self.paused is self.regions[-1]:
            self.current = self.paused
        current = self.current
        words = self.folded[token.piece.text : token.piece.end]
        barred = self.barred and token.role == "lead" and self.stopped and not DUTY_LEAD.search(words)
        if barred or (current and token.role == "lead" and self.stopped):
            self.outside[index] = self.stopped
            return
        filled = current is not None and any(self._is_content(other) for other in current.body)
        article = bool(token.piece.marker and token.piece.marker.style in TOP_STYLES)
        if token.role == "lead" and token.piece.marker and current:
            current.body.append(index)
        elif (
            current is None
            or (article and (filled or not self._lies_in_part(index, current)))
            or (filled and self.leads.starts_afresh(index, current))
        ):
            if current is None and token.role == "lead" and not self.leads.may_open(index):
                self.outside[index] = self.stopped or "outside the units"
                return
            self._open_nameless(index, token)
        else:
            self.stopped = ""
            current.lead = True
            current.body.append(index)

    def _lies_in_part(self, index: int, current: Region) -> bool:
        """Tell whether an article lies in a chapter that names the unit at hand, as another chapter names its own."""
        found = self.nesting.of_item.get(current.head)
        parts = [item for item in found.items if item in self.openings] if found else []
        return len(parts) > 1 and self.nesting.lies_in(index, current.head)

    def _is_content(self, index: int) -> bool:
        return self.tokens[index].role in ("item", "prose", "title", "subject", "vacant") and (
            self.tokens[index].piece.marker is not None
            or self.tokens[index].role in ("vacant",)
            or bool(self.current and self.current.lead)
        )

    def _open_nameless(self, index: int, token: Token) -> None:
        article = token.piece.marker is not None and token.piece.marker.style in TOP_STYLES
        if article and self.regions and self.regions[-1].how == "office":
            self.current, self.stopped = self.regions[-1], ""
            self.current.body.append(index)
            return
        previous = self.regions[-1] if self.regions else None
        back: list[int] = []
        while (
            previous
            and previous.body
            and previous.body[-1] == index - 1 - len(back)
            and not self._closes_duties(previous.body[-1])
        ):
            back.append(previous.body.pop())
        name = token.name
        if name is None and back and (named := [other for other in back if self.tokens[other].role == "subject"]):
            name = self.tokens[named[-1]].name
        bare = not any(other.rest >= 0 or any(map(self._is_content, other.body)) for other in self.regions)
        if bare:  # what was named so far was only the office
            name = name or next((other.name for other in self.regions if other.name), None) or self._find_title(index)
            for other in self.regions:
                self.outside |= dict.fromkeys([other.head, *other.body], "the office's name")
            self.regions.clear()
        self._open("office" if not self.regions else "lead", index - len(back), name)
        region = self.regions[-1]
        region.body = [*reversed(back), index]
        region.lead = True

    def _find_title(self, index: int) -> tuple[int, int] | None:
        """Find the unit's name that stands alone above a document's only list of duties."""
        lines = [
            token
            for token in self.tokens[:index]
            if (token.role == "unit" or token.predicate == "definition") and not token.piece.marker
        ]
        names = {self.folded[slice(*token.name)] for token in lines if token.name}
        return lines[0].name if len(names) == 1 else None

    def _closes_duties(self, index: int) -> bool:
        token = self.tokens[index]
        return (
            token.piece.marker is not None
            or token.role == "vacant"
            or token.role not in ("label", "title", "prose", "subject")
        )

    def _take_body(self, index: int, token: Token) -> None:
        current = self.current
        if current is None or self.stopped:
            self.outside[index] = self.stopped or "outside the units"
            return
        words = self.folded[token.piece.text : token.piece.end]
        if token.role == "prose" and not token.piece.marker and self._begins_unnamed(words, current):
            self.doubts.append(
                (index, "a unit without a heading begins", "the paragraph defines a unit that nothing names")
            )
            before = [other for other in current.body[-1:] if self.finder.is_annotation(other) and other == index - 1]
            current.body = [other for other in current.body if other not in before]
            self._open("definition", (before or [index])[0], None)
            self.regions[-1].body = before
            current = self.regions[-1]
        elif self._restarts(index, current):
            self.doubts.append(
                (index, "a unit without a heading begins", "the numbers start again after a closing duty")
            )
            self._open("restart", index, None)
            current = self.regions[-1]
        current.body.append(index)

    def _begins_unnamed(self, words: str, current: Region) -> bool:
        filled = current.rest >= 0 or any(self.tokens[other].role in ("prose", "item") for other in current.body)
        return filled and bool(re.match(r"(?:是|系)", words)) and is_definition(words)

    def _restarts(self, index: int, current: Region) -> bool:
        marker = self.tokens[index].piece.marker
        if not marker or marker.number != 1 or not current.body or current.body[-1] != index - 1:
            return False
        last = self.tokens[index - 1].piece
        same = (
            last.marker is not None
            and last.marker.style == marker.style
            and self.nesting.parent(index) == self.nesting.parent(index - 1)
        )
        return same and CATCH_ALL.search(self.folded, last.text, last.end) is not None

    def _take_orphans(self) -> None:
        """Where no unit was found, take the document's items as the duties of the office, or of unnamed units."""
        items = [
            index
            for index, token in enumerate(self.tokens)
            if token.piece.marker
            and token.role in ("item", "title", "lead", "subject")
            and index not in self.finder.lists_of_units
        ]
        if sum(self.tokens[index].role == "item" for index in items) * 2 <= len(items):
            return
        self._open("office", items[0], self._find_title(items[0]))
        for index in items:
            self.outside.pop(index, None)
            current = self.regions[-1]
            if self._restarts(index, current):
                self._open("restart", index, None)
            self.regions[-1].body.append(index)
        self.doubts.append((items[0], "the items are taken as duties", "nothing says whose they are"))
