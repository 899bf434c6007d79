"""What stands before and after a token: questions by which openings of units are told."""

from __future__ import annotations

import bisect
import re
from collections import Counter
from typing import TYPE_CHECKING, Literal

from analytics.documents.folding import HAN
from analytics.documents.lines import TERMINAL
from analytics.documents.names import asks_of_unit, is_action
from analytics.documents.nesting import TOP_STYLES, ItemList, Nesting
from analytics.documents.nouns import EN_NOUN
from analytics.documents.sentences import is_same_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.documents.pieces import Piece
    from analytics.documents.tokens import Token

How = Literal["title", "functional", "item", "subject", "definition", "lead", "restart", "office"]
_DUTY_START = re.compile(
    r"(?:是|系|为|其|主要|负责|承担|承办|组织|拟订|拟定|制定|贯彻|协助|办理|管理|指导|综合|统筹|研究|依法|"
    r"根据|按照|对|掌理)|.{0,40}(?:主要)?(?:负责|职责|承担)"
    r"|(?:The|This|It|Its)\b.{0,120}\b(?:responsib|charge|functions|duties|is the|[a-z]+s\b)|"
    r"(?:Responsible|In charge)|[A-Z][a-z]+s\s|[A-Z][a-z]+(?:e|t|p|n|d)\s"
)
_THIS_UNIT = re.compile(
    rf"(?:(?:Headed|Led|Managed|Directed)\s+by\s+[^,.;]{{3,80}},\s+)?(?:This|The|Our|the)\s+(?:{EN_NOUN}|"
    rf"(?:[a-z]+\s)?(?:section|unit|cell|division|department|branch|"
    rf"directorate|desk|wing|"
    r"office|team)s?)\b(?!\s+(?:was|were|of)\b)"
)
_WORK = re.compile(
    r"(?:[A-Z][a-z]+ing\b|[A-Z][a-z]+(?:tion|ment|ance|ery|sal|ge)\sof\b|(?:Primarily |"
    r"Mainly )?(?:Responsible|Deals|In charge)\b|"
    r"(?!(?:This|Its|As|Has|Was|Is)\b)[A-Z][a-z]+(?:s|es)\s(?:the|all|and|for|as|with|on|to|a|an|in)\b|"
    r"(?!(?:This|Its|As|Has|Was|Is)\b)[A-Z][a-z]{2,}s\s(?!are\b|were\b|is\b|can\b|may\b|must\b|will\b|should\b|who\b|that\b|of\b|at\b|"
    r"from\b|have\b)[a-z]{3,}\s)"
)
_CAPTION, _AGAIN = 10, 12
_NO_CAPTION = re.compile(r"\d{3}|\S {2,}\S|\||(?i:\b(?:manager|director|officer|chief|head|commissioner|comptroller)$)")
_SOURCES = re.compile(r"(?i)(?:references|sources|see also|参考(?:资料|文献)|注释)\s?:?")
_CONTACTS = re.compile(r"(?i)contact|address|get in touch|location|联系|联络|地址")
_INITIALS = 5
_SEVERAL = 4
_NEAR = 3


class Surroundings:
    """Answers questions on a document's tokens, given the openings and the lists of units found so far."""

    def __init__(self, folded: str, tokens: Sequence[Token], nesting: Nesting) -> None:
        self.folded, self.tokens, self.nesting = folded, tokens, nesting
        self.openings: dict[int, How] = {}
        self.lists_of_units: set[int] = set()
        self.doubts: list[tuple[int, str, str]] = []
        self.after = self.find_followers()
        self.heads = [index for index, token in enumerate(tokens) if token.role == "unit"]
        self.names = Counter(folded[slice(*token.name)] for token in tokens if token.name)

    def find_followers(self) -> list[int]:
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

    def speaks_on(self, index: int) -> bool:
        """Tell whether an item's subject is the unit whose heading stands last above it."""
        token = self.tokens[index]
        if token.role != "subject" or token.name is None:
            return False
        before = bisect.bisect_left(self.heads, index) - 1
        head = self.tokens[self.heads[before]] if before >= 0 else None
        marked = head is not None and head.piece.marker and head.piece.marker.style not in TOP_STYLES
        if head is None or marked or head.name is None:
            return False
        return self.folded[slice(*head.name)].lower() == self.folded[slice(*token.name)].lower()

    def is_address(self, index: int) -> bool:
        """Tell whether a name stands right below a title such as Contact us."""
        above = next((o for o in range(index - 1, max(-1, index - _NEAR), -1) if self.tokens[o].role != "out"), -1)
        piece = self.tokens[above].piece
        return above >= 0 and self.tokens[above].role == "other" and bool(_CONTACTS.match(self.folded, piece.text))

    def lists_sources(self, found: ItemList) -> bool:
        """Tell whether a list stands under a title such as References."""
        above = self.tokens[found.items[0] - 1].piece if found.items[0] else None
        return above is not None and _SOURCES.fullmatch(self.folded, above.text, above.end) is not None

    def is_announced(self, found: ItemList) -> bool:
        """Tell whether what announces units, such as 内设机构, stands right before a list."""
        for index in range(found.items[0] - 1, -1, -1):
            if self.tokens[index].role not in ("out", "label"):
                return self.tokens[index].role == "units"
        return False

    def has_body(self, index: int, found: ItemList) -> bool:
        """Tell whether something of its own follows an item: words on its line, a list inside it, or lines below."""
        token = self.tokens[index]
        if token.role == "subject":
            return (
                token.predicate in (("duty", "rest") if found.style in TOP_STYLES else ("duty", "definition", "rest"))
                and token.rest < token.piece.end - 1
            ) or self.has_child(index)
        follower = self.after[index]
        if follower >= len(self.tokens):
            return False
        other = self.nesting.of_item.get(follower)
        if other is found or (other and not self.nesting.lies_in(follower, index)):
            return False
        return self.tokens[follower].role not in ("unit", "units", "other") or other is not None

    def has_child(self, index: int) -> bool:
        """Tell whether the next token lies inside an item."""
        follower = self.after[index]
        return follower < len(self.tokens) and self.nesting.parent(follower) == index

    def is_under_title(self, index: int) -> bool:
        """Tell whether a bullet stands right under a unit's own heading, as the only one of its parts."""
        before = self.tokens[index - 1] if index else None
        marker = self.tokens[index].piece.marker
        return before is not None and before.role == "unit" and not before.piece.marker and marker.style[0] in "•-"  # type: ignore[union-attr]

    def has_duties(self, index: int) -> bool:
        """Tell whether a lead-in, or a list inside it, follows an item."""
        role = self.tokens[self.after[index]].role if self.after[index] < len(self.tokens) else ""
        return role in ("duties", "lead") or (self.has_child(index) and role in ("item", "title"))

    def has_prose(self, index: int) -> bool:
        """Tell whether a Chinese title with a colon has a paragraph under it."""
        own, follower = self.tokens[index].piece, self.after[index]
        return self.folded[own.end - 1] == ":" and follower < len(self.tokens) and self.tokens[follower].role == "prose"

    def has_text(self, index: int) -> bool:
        """Tell whether a paragraph, or a line of several words, stands under a heading."""
        follower = self.after[index]
        if follower >= len(self.tokens) or follower in self.openings:
            return False
        piece, role = self.tokens[follower].piece, self.tokens[follower].role
        long = len(self.folded[piece.text : piece.end].split()) >= _SEVERAL and not self.is_capital(follower)
        last = follower == len(self.tokens) - 1  # where a document breaks off
        return role in ("prose", "subject") or (role == "title" and (long or last) and not piece.level)

    def has_paragraph(self, index: int) -> bool:
        """Tell whether a paragraph without a number stands right under a heading."""
        below = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        return below is not None and below.role == "prose" and not below.piece.marker

    def count_lines(self, index: int) -> int:
        """Count the bare lines right under a heading, none where these lead to a section of the document."""
        follower = self.after[index]
        while follower < len(self.tokens) and self._is_bare(follower):
            follower = self.after[follower]
        if follower < len(self.tokens) and self.tokens[follower].role in ("duties", "units", "lead"):
            return 0
        return sum(self._is_bare(other) for other in range(index + 1, follower))

    def _is_bare(self, index: int) -> bool:
        token, end = self.tokens[index], self.tokens[index].piece.end
        open_end = token.role == "title" or (token.role == "prose" and self.folded[end - 1] not in TERMINAL)
        return open_end and not token.piece.marker

    def precedes_navigation(self, index: int) -> bool:
        """Tell whether a page's navigation stands right under a line."""
        return index + 1 < len(self.tokens) and self.tokens[index + 1].why.startswith("navigation")

    def charges(self, index: int) -> bool:
        """Tell whether an item says that a unit is responsible for the list inside it."""
        token = self.tokens[index]
        return token.predicate == "duty" and self.folded[token.piece.end - 1] == ":" and self.has_child(index)

    def heads_article(self, found: ItemList, index: int) -> bool:
        """Tell whether an item tells of a unit at the head of an article that has no title."""
        above = self.tokens[found.parent] if found.parent >= 0 else None
        bare = above is not None and above.role == "out" and above.piece.marker is not None
        article = bare and above.piece.marker.style in TOP_STYLES  # type: ignore[union-attr]
        return article and index == found.items[0] and self.tokens[index].predicate == "duty"

    def has_contact(self, index: int) -> bool:
        """Tell whether nothing but a telephone or a label stands under a heading."""
        return index + 1 < len(self.tokens) and self.tokens[index + 1].why == "contact data"

    def opens_duties(self, index: int) -> bool:
        """Tell whether duties follow a line: a list, a lead-in, or a paragraph that states some."""
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
            return self.leads_on(follower)
        if token.role == "other" and not token.why:
            return self.has_later_duties(follower)
        words = self.folded[token.piece.text : token.piece.end]
        if token.role == "subject":
            own = self.tokens[index].name
            same = (
                own is not None
                and token.name is not None
                and is_same_unit(self.folded[slice(*own)], self.folded[slice(*token.name)])
            )
            return same or (token.predicate == "duty" and self.names[self.name(index)] < 2)
        title = self.tokens[index].piece
        told = token.piece.role == "text" or _DUTY_START.match(words) is not None
        told = told or asks_of_unit(self.folded[title.text : title.end])
        return token.role == "prose" and (told or self.names_itself(self.tokens[index].piece, token))

    def has_parts(self, index: int) -> bool:
        """Tell whether a part such as "Objectives", and then duties, stand under a title."""
        follower = self.after[index]
        other = follower < len(self.tokens) and self.tokens[follower].role == "other"
        return other and self.has_later_duties(follower)

    def has_later_duties(self, index: int) -> bool:
        """Tell whether duties are announced right after a part such as "History"."""
        for _ in range(_NEAR):
            index = self.after[index]
            if index >= len(self.tokens) or self.tokens[index].role in ("unit", "other", "subject"):
                return False
            if self.tokens[index].role == "units" and self.folded[self.tokens[index].piece.end - 1] not in ".。":
                return False
            if self.tokens[index].role == "duties":
                return self.leads_on(index)
        return False

    def leads_on(self, index: int) -> bool:
        """Tell whether what follows a lead-in is no further unit."""
        follower = self.after[index]
        return follower >= len(self.tokens) or follower not in self.openings

    def name(self, index: int) -> str:
        """Give the unit's name in a token; empty where it has none."""
        name = self.tokens[index].name
        return self.folded[slice(*name)] if name else ""

    def is_capital(self, index: int) -> bool:
        """Tell whether a line without a number is all in capitals, and more than initials."""
        piece = self.tokens[index].piece
        words = self.folded[piece.text : piece.end]
        return not piece.marker and words.isupper() and words.isascii() and len(words) > _INITIALS

    def is_followed(self, index: int) -> bool:
        """Tell whether a list, a lead-in or a text of its own follows a title."""
        follower, own = self.after[index], self.tokens[index].piece
        if follower >= len(self.tokens) or (own.marker and not self.has_child(index)):
            return False
        token = self.tokens[follower]
        if own.marker:
            return own.marker.style not in TOP_STYLES and not self.under_lead(index)
        return (
            bool(token.piece.marker and token.role != "out" and follower not in self.openings)
            or token.role in ("duties", "lead")
            or bool(own.level and token.role in ("prose", "subject"))
            or bool(own.level and token.role == "other" and not token.why and self.has_later_duties(follower))
            or self.names_itself(own, token)
        )

    def heads_units(self, index: int) -> bool:
        """Tell whether the item under an unmarked title stands in a list in which other items are units."""
        found = self.nesting.of_item.get(self.after[index])
        if found is None or self.tokens[index].role not in ("title", "unit") or self.tokens[index].piece.marker:
            return False
        return any(self.openings.get(other) == "item" for other in found.items)

    def names_itself(self, own: Piece, token: Token) -> bool:
        """Tell whether the text under a title begins with the title's own words, as a sentence's subject."""
        title, piece = re.sub(r"\s*\([^()]*\)$", "", self.folded[own.text : own.end]), token.piece
        words = self.folded[piece.text : piece.text + len(title) + 12].removeprefix("The ")
        least = 1 if HAN.match(title) else 3
        return len(title) > least and token.role in ("prose", "subject") and words.startswith(title) and words != title

    def is_caption(self, index: int) -> bool:
        """Tell whether an unmarked short line in Latin letters stands right over a paragraph."""
        token, follower = self.tokens[index], self.after[index]
        words = self.folded[token.piece.text : token.piece.end]
        capital = token.role == "lead" and words.rstrip(" :").isupper() and words.endswith(":")
        plain = (token.role in ("title", "unit") or capital) and not token.piece.marker and not token.piece.level
        return (
            plain
            and follower < len(self.tokens)
            and self.tokens[follower].role in ("prose", "subject")
            and not self.tokens[follower].piece.marker
            and not self.tokens[follower].piece.level
            and words[0].isupper()
            and words.isascii()
            and len(words.split()) <= _CAPTION
            and not _NO_CAPTION.search(words)
            and not is_action(words)
            and len(self.folded[self.tokens[follower].piece.text : self.tokens[follower].piece.end].split()) > _SEVERAL
        )

    def weigh_caption(self, index: int) -> int:
        """Weigh how surely a short line names a unit: by its own words, or by what the paragraph under it says."""
        own, token = self.tokens[index], self.tokens[self.after[index]]
        words = self.folded[token.piece.text : token.piece.end]
        title = self.folded[own.piece.text : own.piece.end].lower()
        again = len(title) > _AGAIN and words.lower().startswith(title[:_AGAIN])
        again = again or (token.role == "subject" and token.predicate == "duty")
        if again or own.role == "unit" or _THIS_UNIT.match(words) or self.names_itself(own.piece, token):
            return 2
        initials = re.match(r"[A-Z]{2,8}\b", self.folded[own.piece.text : own.piece.end])
        if initials and (words.startswith(initials[0]) or _spell(token, self.folded) == initials[0]):
            return 2
        return int(_WORK.match(words) is not None)

    def under_lead(self, index: int) -> bool:
        """Tell whether the list of an item stands right under a lead-in."""
        first = self.nesting.of_item[index].items[0]
        return any(self.tokens[other].role in ("duties", "lead") for other in range(max(0, first - 2), first))


def _spell(token: Token, folded: str) -> str:
    """Give the initials of the unit that a paragraph has as its subject; empty where it has none."""
    name = folded[slice(*token.name)] if token.name else ""
    return "".join(word[0] for word in name.split() if word[0].isupper())
