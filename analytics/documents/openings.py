"""Which tokens open a unit by a name of its own: headings, list items, titles that lists follow."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analytics.documents.folding import HAN
from analytics.documents.lines import TERMINAL
from analytics.documents.names import is_action
from analytics.documents.nesting import TOP_STYLES, ItemList
from analytics.documents.sections import opens_units
from analytics.documents.surroundings import How, Surroundings

if TYPE_CHECKING:
    from collections.abc import Sequence


_AIM = re.compile(r"(?i)(?:overall |main )?(?:purpose|aim|mandate)\s?:")
_CUT_OFF = re.compile(r"\b(?:are|is|shall|the|of)$")
_FILE = re.compile(r"\S*\d{3}\S*")  # a picture's name
# A second name or a place under the name, an address, who heads it: no names of their own.
_NO_NAME = re.compile(r"\(.*|.*,\s.*,\s.*\d.*|(?:Headed|Led) by\s.*")
_FOUNDING = re.compile(
    r"(?:Composition|Vacanc(?:y|ies)|Appointment|Term|Tenure|Qualifications?|Removal|Constitution|Membership|Meetings|"
    r"Procedure|Formations?)\b"
)
_STAGE = re.compile(r"(?i)\b(?:stage|phase|step)s?$")
_MANY_BARE, _SEVERAL = 3, 2
_NEARLY_ALL, _MOST = 0.7, 0.6
_NEAR = 3


class OpeningFinder(Surroundings):
    """Finds the tokens that open a unit by a name of its own."""

    def find(self) -> dict[int, How]:
        """Return the tokens that open units, in order, and how each does."""
        self._read_announced()
        for found in self.nesting.lists:
            self._read_list(found)
        self.openings.update((index, "item") for index, token in enumerate(self.tokens) if token.bold)
        self._read_titles()
        self._read_aims()
        self._read_records()
        self._read_functional()
        self._read_captions()
        self._read_capitals()
        self._drop_groups()
        self._read_last()
        return dict(sorted(self.openings.items()))

    def _read_announced(self) -> None:
        """Take the lines right under "It oversees three departments:" as a list of units."""
        for index, token in enumerate(self.tokens):
            words = self.folded[token.piece.text : token.piece.end]
            if token.role not in ("subject", "prose", "lead") or not (words.endswith(":") and opens_units(words)):
                continue
            for other in range(index + 1, len(self.tokens)):
                piece = self.tokens[other].piece
                listed = self.tokens[other].role in ("unit", "title", "item") and not piece.level
                if not listed or (piece.after_gap and not piece.marker):
                    break
                self.lists_of_units.add(other)

    def _read_list(self, found: ItemList) -> None:
        tokens = self.tokens
        named = [
            index for index in found.items if tokens[index].role in ("unit", "subject") and not self.speaks_on(index)
        ]
        others = [index for index in found.items if tokens[index].role in ("duties", "units", "other", "out")]
        if found.style in TOP_STYLES:
            self.openings.update((index, "item") for index in named if self.has_body(index, found))
            return
        if self.lists_of_units.issuperset(found.items) or self.lists_sources(found):
            return
        headed = all(
            tokens[index].piece.level and tokens[index].role in ("unit", "subject", "title") for index in found.items
        )
        if announced := self._find_announced(found) or self._find_last(found, named):
            self.openings.update(announced)
            return
        if not named or (2 * len(named) < len(found.items) - len(others) and not headed):
            return
        bodies = [index for index in named if self.has_body(index, found)]
        part = self.is_under_title(named[0])
        if (
            bodies == named[-1:]
            and (len(named) > 1 or part)
            and tokens[bodies[0]].role == "unit"
            and not self.has_child(bodies[0])
        ):
            bodies = []  # what follows a list's last item alone is no text of its own
        if (
            len(named) == 1
            and not part
            and not (bodies and (tokens[named[0]].role == "unit" or self.charges(named[0])))
            and not self.heads_article(found, named[0])
        ):
            return
        if not bodies:
            outer = found.parent >= 0 and tokens[found.parent].role in ("item", "lead")
            if not outer:  # else it is what an item of a unit's list is about, such as "Housekeeping of:"
                self.lists_of_units.update(found.items)
            return
        self.openings.update((index, "item") for index in named)
        for index in found.items:
            titled = tokens[index].role == "title" or (tokens[index].role == "out" and self.has_duties(index))
            if index not in named and titled and self.has_body(index, found):
                self.openings[index] = "functional"

    def _find_last(self, found: ItemList, named: Sequence[int]) -> dict[int, How]:
        """Find the units in which a list of duties ends, each a bare name with a list inside, as no other item has."""
        bare = len(named) > 1 and all(self.tokens[index].role == "unit" for index in named)
        last = list(found.items[-len(named) :]) == list(named)
        if not bare or not last or [index for index in found.items if self.has_child(index)] != list(named):
            return {}
        return dict.fromkeys(named, "item")

    def _find_announced(self, found: ItemList) -> dict[int, How]:
        """Find the items of a list right under a title such as 内设机构, where each is a title with a text."""
        if not self.is_announced(found):
            return {}
        titled = [index for index in found.items if self.tokens[index].role in ("unit", "subject", "title")]
        told = [index for index in titled if self.has_body(index, found) or self.has_parts(index)]
        if len(told) < 2 or len(told) < len(found.items):
            return {}
        return {index: "item" if self.tokens[index].name else "functional" for index in told}

    def _read_titles(self) -> None:
        """Take unmarked lines that are a unit's name, where duties follow, or between such."""
        lines = [
            index
            for index, token in enumerate(self.tokens)
            if token.role == "unit"
            and not token.piece.marker
            and index not in self.lists_of_units
            and not self.heads_units(index)
            and not self.is_address(index)
        ]
        strong = [index for index in lines if self.opens_duties(index)]
        if not strong:  # nothing but names and the paragraphs under them
            told = [index for index in lines if self.has_paragraph(index)]
            strong = told if len(told) > 1 else []
        if len(strong) < 2:  # nothing, or the office's name at the head of the page
            strong = self._find_over_lines(lines) or strong
        strong += [index for index in lines if strong and index > strong[0] and self.has_prose(index)]
        levels = {self.tokens[index].piece.level for index in strong}
        strong += [index for index in lines if self.tokens[index].piece.level in levels - {0} and self.has_text(index)]
        chosen = {index for index in lines if self.tokens[index].piece.role == "unit"} | set(strong)
        strong = sorted(chosen)
        self.openings.update((index, "title") for index in strong)
        between = [index for index in lines if index not in chosen and strong and strong[0] < index < strong[-1]]
        if any(how == "item" for how in self.openings.values()) and len(strong) < 2:
            between = []
        last = {self.name(index): index for index in strong}
        runs = _measure_runs(lines)
        for index in between:
            if self.tokens[index].piece.level not in levels:
                continue
            if runs[index] >= _MANY_BARE or "、" in self.name(index) or last.get(self.name(index), -1) > index:
                self.lists_of_units.add(index)
            else:
                self.openings[index] = "title"

    def _find_over_lines(self, lines: Sequence[int]) -> list[int]:
        """Take Chinese names, each right over several bare lines, where nothing else opens a unit."""
        heads = [index for index in lines if HAN.search(self.name(index)) and self.count_lines(index) >= _SEVERAL]
        return heads if len(heads) >= _MANY_BARE and not self.openings else []

    def _read_functional(self) -> None:
        """Take titles without a word such as "Division", where lists or lead-ins follow them as they follow others."""
        titles = [
            index
            for index, token in enumerate(self.tokens)
            if token.role == "title"
            and index not in self.openings
            and index not in self.lists_of_units
            and self.is_followed(index)
            and not self.heads_units(index)
        ]
        levels = {self.tokens[index].piece.level for index, how in self.openings.items() if how == "title"}
        named = bool(self.openings)
        if self._are_nested() or (not named and len(titles) < 2):
            return
        for index in titles:
            piece = self.tokens[index].piece
            words = self.folded[piece.text : piece.end]
            itself = self.names_itself(piece, self.tokens[self.after[index]])
            if (
                _FOUNDING.match(words)
                or _STAGE.search(words)
                or _FILE.fullmatch(words)
                or _NO_NAME.fullmatch(words)
                or is_action(words)
            ):
                continue
            if not itself and (_CUT_OFF.search(words) or (not piece.level and self.precedes_navigation(index))):
                continue
            if named and not itself and (HAN.search(words) or piece.level not in (levels or {1, 2, 3, 4, 5, 6})):
                continue
            self.openings[index] = "title" if itself else "functional"

    def _read_aims(self) -> None:
        """Take titles, each right over a line such as "Purpose:", where several have one."""
        heads = [
            index
            for index, token in enumerate(self.tokens)
            if token.role in ("title", "unit")
            and self.after[index] < len(self.tokens)
            and _AIM.fullmatch(self._words(self.after[index]))
        ]
        if len(heads) >= _SEVERAL:
            self.openings.update((index, "functional") for index in heads if index not in self.openings)

    def _read_records(self) -> None:
        """Take the lines right above a label that comes again and again, such as "Ministry:" in a directory."""
        heads: dict[str, list[int]] = {}
        last = -1
        for index, token in enumerate(self.tokens):
            if token.role == "label":
                heads.setdefault(self._words(index).partition(":")[0], []).append(last)
            last = index if token.why != "number without text" else last
        for above in heads.values():
            named = [index for index in above if index >= 0 and self.tokens[index].role in ("title", "unit")]
            if len(named) >= _MANY_BARE and len(named) >= _NEARLY_ALL * len(above) and not self.openings:
                self.openings.update((index, "title") for index in named)

    def _words(self, index: int) -> str:
        piece = self.tokens[index].piece
        return self.folded[piece.text : piece.end]

    def _read_captions(self) -> None:
        """Take short lines, each right over a paragraph, where these paragraphs tell what units do."""
        lines = [
            index
            for index in range(len(self.tokens) - 1)
            if self.is_caption(index) and index not in self.lists_of_units and not self.heads_units(index)
        ]
        weights = [self.weigh_caption(index) for index in lines]
        if len(lines) < _MANY_BARE or sum(weights) < len(lines) or "item" in self.openings.values():
            return
        nearly_all = sum(map(bool, weights)) >= _MOST * len(lines)
        for index, weight in zip(lines, weights, strict=True):
            if weight or nearly_all:
                self.openings.setdefault(index, "title" if self.tokens[index].role == "unit" else "functional")

    def _read_capitals(self) -> None:
        """Take every line in capitals for a unit's name where the names found are nearly all in capitals."""
        heads = [index for index, how in self.openings.items() if how in ("title", "functional")]
        capital = [index for index in heads if self.is_capital(index)]
        if len(capital) < _MANY_BARE or len(capital) < _NEARLY_ALL * len(heads):
            return
        for index in range(len(self.tokens)):
            follower = self.after[index]
            bare = follower >= len(self.tokens) or follower in self.openings or self.is_capital(follower)
            if (
                index not in self.openings
                and self.tokens[index].role == "title"
                and self.is_capital(index)
                and not bare
            ):
                self.openings[index] = "functional"

    def _drop_groups(self) -> None:
        """Take deeper headings under a unit's heading and a lead-in such as "Functions:" for groups of its duties."""
        for head, how in sorted(self.openings.items()):
            level, lead = self.tokens[head].piece.level, self.after[head]
            if (
                how != "title"
                or not level
                or lead >= len(self.tokens)
                or self.tokens[lead].role not in ("lead", "duties")
            ):
                continue
            first = self.after[lead]
            if first >= len(self.tokens) or self.tokens[first].piece.level <= level or self.tokens[lead].piece.level:
                continue
            for index in range(first, len(self.tokens)):
                if 0 < self.tokens[index].piece.level <= level:
                    break
                self.openings.pop(index, None)

    def _read_last(self) -> None:
        """Take names of units with a text of their own among or right after units that open in another way."""
        if sum(how in ("title", "functional") for how in self.openings.values()) < _MANY_BARE:
            return
        levels = {self.tokens[index].piece.level for index, how in self.openings.items() if how != "item"}
        first = self._go_up(min(self.openings))
        for index, token in enumerate(self.tokens):
            own = token.role == "unit" and not token.piece.marker and index not in self.lists_of_units
            told = self.has_text(index) or self.has_contact(index)
            placed = token.piece.level in levels or 0 < max(levels) < token.piece.level
            if index >= first and own and not self.is_address(index) and placed and told:
                self.openings.setdefault(index, "title")

    def _go_up(self, index: int) -> int:
        """Go up from the first unit past names with a paragraph each, as far as nothing else stands between."""
        first = index
        while index and self.tokens[index - 1].role in ("unit", "prose", "title", "out"):
            index -= 1
            told = self.tokens[index].role == "unit" and self.has_paragraph(index)
            first = index if told and self._words(index + 1)[-1] in TERMINAL else first
        return first

    def _are_nested(self) -> bool:
        """Tell whether such titles stand right under units' headings, as sections of theirs."""
        heads = [index for index, how in self.openings.items() if how in ("title", "item")]
        under = [
            index
            for index in heads
            if (follower := self.after[index]) < len(self.tokens)
            and self.tokens[follower].role == "title"
            and not self.tokens[follower].piece.marker
        ]
        return len(under) > 0.5 * len(heads) > 0


def _measure_runs(indexes: Sequence[int]) -> dict[int, int]:
    """For each index, how many follow one another without a gap in its run."""
    runs: list[list[int]] = []
    for index in indexes:
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return {index: len(run) for run in runs for index in run}
