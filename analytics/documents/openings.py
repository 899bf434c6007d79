"""Which tokens open a unit by a name of its own: headings, list items, titles that lists follow."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Literal

from analytics.documents.nesting import TOP_STYLES, ItemList, Nesting
from analytics.documents.sections import opens_units
from analytics.documents.sentences import is_same_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.documents.pieces import Piece
    from analytics.documents.tokens import Token

How = Literal["title", "functional", "item", "subject", "definition", "lead", "restart", "office"]
_HAN = re.compile("[㐀-鿿]")
_DUTY_START = re.compile(
    r"(?:是|系|为|其|主要|负责|承担|承办|组织|拟订|拟定|制定|贯彻|协助|办理|管理|指导|综合|统筹|研究|依法|"
    r"根据|按照|对|掌理)|.{0,40}(?:主要)?(?:负责|职责|承担)"
    r"|(?:The|This|It|Its)\b.{0,120}\b(?:responsib|charge|functions|duties|is the|[a-z]+s\b)|"
    r"(?:Responsible|In charge)|[A-Z][a-z]+s\s|[A-Z][a-z]+(?:e|t|p|n|d)\s"
)
_SOURCES = re.compile(r"(?i)(?:references|sources|see also|参考(?:资料|文献)|注释)\s?:?")
_MANY_BARE = 3
_NEARLY_ALL = 0.7
_INITIALS = 5


class OpeningFinder:
    """Finds the tokens that open a unit by a name of its own."""

    def __init__(self, folded: str, tokens: Sequence[Token], nesting: Nesting) -> None:
        self.folded, self.tokens, self.nesting = folded, tokens, nesting
        self.openings: dict[int, How] = {}
        self.lists_of_units: set[int] = set()
        self.doubts: list[tuple[int, str, str]] = []
        self.after = self._find_followers()
        self.names = Counter(folded[slice(*token.name)] for token in tokens if token.name)

    def _find_followers(self) -> list[int]:
        """For each token the next that is no furniture; the number of tokens at the end."""
        found, following = [len(self.tokens)] * len(self.tokens), len(self.tokens)
        for index in range(len(self.tokens) - 1, -1, -1):
            found[index] = following
            if self.tokens[index].role not in ("out", "label") and not self.is_annotation(index):
                following = index
        return found

    def is_annotation(self, index: int) -> bool:
        """Tell whether a token is only a remark in brackets."""
        piece = self.tokens[index].piece
        return bool(re.fullmatch(r"\([^()]*\)", self.folded[piece.start : piece.end]))

    def find(self) -> dict[int, How]:
        """Return the tokens that open units, in order, and how each does."""
        self._read_announced()
        for found in self.nesting.lists:
            self._read_list(found)
        self.openings.update((index, "item") for index, token in enumerate(self.tokens) if token.bold)
        self._read_titles()
        self._read_functional()
        self._read_capitals()
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
        named = [index for index in found.items if tokens[index].role in ("unit", "subject")]
        others = [index for index in found.items if tokens[index].role in ("duties", "units", "other", "out")]
        if found.style in TOP_STYLES:
            self.openings.update((index, "item") for index in named if self._has_body(index, found))
            return
        if self.lists_of_units.issuperset(found.items) or self._lists_sources(found):
            return
        headed = all(tokens[index].piece.level for index in found.items)
        if not named or (2 * len(named) < len(found.items) - len(others) and not headed):
            return
        bodies = [index for index in named if self._has_body(index, found)]
        part = self._is_under_title(named[0])
        if (
            bodies == named[-1:]
            and (len(named) > 1 or part)
            and tokens[bodies[0]].role == "unit"
            and not self._has_child(bodies[0])
        ):
            bodies = []  # what follows a list's last item alone is no text of its own
        if len(named) == 1 and not part and not (bodies and tokens[named[0]].role == "unit"):
            return
        outer = found.parent >= 0 and tokens[found.parent].role in ("item", "lead")
        if not bodies and outer:  # what an item of a unit's list is about, such as "Housekeeping of:"
            return
        if not bodies:
            self.lists_of_units.update(found.items)
            return
        self.openings.update((index, "item") for index in named)
        for index in found.items:
            titled = tokens[index].role == "title" or (tokens[index].role == "out" and self._has_duties(index))
            if index not in named and titled and self._has_body(index, found):
                self.openings[index] = "functional"

    def _lists_sources(self, found: ItemList) -> bool:
        """Tell whether a list stands under a title such as References."""
        above = self.tokens[found.items[0] - 1].piece if found.items[0] else None
        return above is not None and _SOURCES.fullmatch(self.folded, above.text, above.end) is not None

    def _has_body(self, index: int, found: ItemList) -> bool:
        token = self.tokens[index]
        if token.role == "subject":
            return (
                token.predicate in (("duty", "rest") if found.style in TOP_STYLES else ("duty", "definition", "rest"))
                and token.rest < token.piece.end - 1
            ) or self._has_child(index)
        follower = self.after[index]
        if follower >= len(self.tokens):
            return False
        other = self.nesting.of_item.get(follower)
        if other is found or (other and not self.nesting.lies_in(follower, index)):
            return False
        return self.tokens[follower].role not in ("unit", "units", "other") or other is not None

    def _has_child(self, index: int) -> bool:
        follower = self.after[index]
        return follower < len(self.tokens) and self.nesting.parent(follower) == index

    def _is_under_title(self, index: int) -> bool:
        """Tell whether a bullet stands right under a unit's own heading, as the only one of its parts."""
        before = self.tokens[index - 1] if index else None
        marker = self.tokens[index].piece.marker
        return before is not None and before.role == "unit" and not before.piece.marker and marker.style[0] in "•-"  # type: ignore[union-attr]

    def _has_duties(self, index: int) -> bool:
        role = self.tokens[self.after[index]].role if self.after[index] < len(self.tokens) else ""
        return role in ("duties", "lead") or (self._has_child(index) and role in ("item", "title"))

    def _read_titles(self) -> None:
        """Take unmarked lines that are a unit's name, where duties follow, or between such."""
        lines = [
            index
            for index, token in enumerate(self.tokens)
            if token.role == "unit"
            and not token.piece.marker
            and index not in self.lists_of_units
            and not self.heads_units(index)
        ]
        strong = [index for index in lines if self._opens_duties(index)]
        strong += [index for index in lines if strong and index > strong[0] and self._has_prose(index)]
        levels = {self.tokens[index].piece.level for index in strong}
        strong += [index for index in lines if self.tokens[index].piece.level in levels - {0} and self._has_text(index)]
        chosen = {index for index in lines if self.tokens[index].piece.role == "unit"} | set(strong)
        strong = sorted(chosen)
        self.openings.update((index, "title") for index in strong)
        between = [index for index in lines if index not in chosen and strong and strong[0] < index < strong[-1]]
        if any(how == "item" for how in self.openings.values()) and len(strong) < 2:
            between = []
        last = {self._name(index): index for index in strong}
        runs = _measure_runs(lines)
        for index in between:
            if self.tokens[index].piece.level not in levels:
                continue
            if runs[index] >= _MANY_BARE or "、" in self._name(index) or last.get(self._name(index), -1) > index:
                self.lists_of_units.add(index)
            else:
                self.openings[index] = "title"

    def _has_prose(self, index: int) -> bool:
        """Tell whether a Chinese title with a colon has a paragraph under it."""
        own, follower = self.tokens[index].piece, self.after[index]
        return self.folded[own.end - 1] == ":" and follower < len(self.tokens) and self.tokens[follower].role == "prose"

    def _has_text(self, index: int) -> bool:
        """Tell whether a paragraph stands under a heading."""
        follower = self.after[index]
        return follower < len(self.tokens) and self.tokens[follower].role in ("prose", "subject")

    def _has_contact(self, index: int) -> bool:
        """Tell whether nothing but a telephone or a label stands under a heading."""
        return index + 1 < len(self.tokens) and self.tokens[index + 1].why == "contact data"

    def _opens_duties(self, index: int) -> bool:
        follower = self.after[index]
        while follower in self.lists_of_units:
            follower = self.after[follower]
        if follower >= len(self.tokens):
            return False
        token = self.tokens[follower]
        if token.piece.marker:
            return (
                self.openings.get(follower) is None
                and follower not in self.lists_of_units
                and token.piece.marker.style not in TOP_STYLES
            )
        if token.role in ("duties", "lead", "vacant"):
            return self._leads_on(follower)
        words = self.folded[token.piece.text : token.piece.end]
        if token.role == "subject":
            own = self.tokens[index].name
            same = (
                own is not None
                and token.name is not None
                and is_same_unit(self.folded[slice(*own)], self.folded[slice(*token.name)])
            )
            return same or (token.predicate == "duty" and self.names[self._name(index)] < 2)
        told = token.piece.role == "text" or _DUTY_START.match(words) is not None
        return token.role == "prose" and told

    def _leads_on(self, index: int) -> bool:
        """Tell whether what follows a lead-in is no further unit."""
        follower = self.after[index]
        return follower >= len(self.tokens) or follower not in self.openings

    def _name(self, index: int) -> str:
        name = self.tokens[index].name
        return self.folded[slice(*name)] if name else ""

    def _read_functional(self) -> None:
        """Take titles without a word such as "Division", where lists or lead-ins follow them as they follow others."""
        titles = [
            index
            for index, token in enumerate(self.tokens)
            if token.role == "title"
            and index not in self.openings
            and index not in self.lists_of_units
            and self._is_followed(index)
            and not self.heads_units(index)
        ]
        levels = {self.tokens[index].piece.level for index, how in self.openings.items() if how == "title"}
        named = bool(self.openings)
        if self._are_nested() or (not named and len(titles) < 2):
            return
        for index in titles:
            piece = self.tokens[index].piece
            words = self.folded[piece.text : piece.end]
            itself = self._names_itself(piece, self.tokens[self.after[index]])
            if named and not itself and (_HAN.search(words) or piece.level not in (levels or {1, 2, 3, 4, 5, 6})):
                continue
            self.openings[index] = "title" if itself else "functional"

    def _read_capitals(self) -> None:
        """Take every line in capitals for a unit's name where the names found are nearly all in capitals."""
        heads = [index for index, how in self.openings.items() if how in ("title", "functional")]
        capital = [index for index in heads if self._is_capital(index)]
        if len(capital) < _MANY_BARE or len(capital) < _NEARLY_ALL * len(heads):
            return
        for index in range(len(self.tokens)):
            follower = self.after[index]
            bare = follower >= len(self.tokens) or follower in self.openings or self._is_capital(follower)
            if (
                index not in self.openings
                and self.tokens[index].role == "title"
                and self._is_capital(index)
                and not bare
            ):
                self.openings[index] = "functional"

    def _is_capital(self, index: int) -> bool:
        piece = self.tokens[index].piece
        words = self.folded[piece.text : piece.end]
        return not piece.marker and words.isupper() and words.isascii() and len(words) > _INITIALS

    def _read_last(self) -> None:
        """Take names of units with a text of their own among or right after units that open in another way."""
        if sum(how in ("title", "functional") for how in self.openings.values()) < _MANY_BARE:
            return
        levels = {self.tokens[index].piece.level for index, how in self.openings.items() if how != "item"}
        first = min(self.openings)
        for index, token in enumerate(self.tokens):
            own = token.role == "unit" and not token.piece.marker and index not in self.lists_of_units
            told = self._has_text(index) or self._has_contact(index)
            if index > first and own and token.piece.level in levels and told:
                self.openings.setdefault(index, "title")

    def _is_followed(self, index: int) -> bool:
        follower, own = self.after[index], self.tokens[index].piece
        if follower >= len(self.tokens) or (own.marker and not self._has_child(index)):
            return False
        token = self.tokens[follower]
        if own.marker:
            return own.marker.style not in TOP_STYLES and not self._under_lead(index)
        return (
            bool(token.piece.marker and token.role != "out" and follower not in self.openings)
            or token.role in ("duties", "lead")
            or bool(own.level and token.role in ("prose", "subject"))
            or self._names_itself(own, token)
        )

    def heads_units(self, index: int) -> bool:
        """Tell whether the item under an unmarked title stands in a list in which other items are units."""
        found = self.nesting.of_item.get(self.after[index])
        if found is None or self.tokens[index].role not in ("title", "unit") or self.tokens[index].piece.marker:
            return False
        return any(self.openings.get(other) == "item" for other in found.items)

    def _names_itself(self, own: Piece, token: Token) -> bool:
        """Tell whether the text under a title begins with the title's own words, as a sentence's subject."""
        title, piece = re.sub(r"\s*\([^()]*\)$", "", self.folded[own.text : own.end]), token.piece
        words = self.folded[piece.text : piece.text + len(title) + 12].removeprefix("The ")
        return len(title) > 3 and token.role in ("prose", "subject") and words.startswith(title) and words != title

    def _under_lead(self, index: int) -> bool:
        first = self.nesting.of_item[index].items[0]
        return any(self.tokens[other].role in ("duties", "lead") for other in range(max(0, first - 2), first))

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
