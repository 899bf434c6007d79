"""Units and duties in a document, whatever its layout, with their places and every doubt."""

from __future__ import annotations

import bisect
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from analytics.documents.bodies import read_body
from analytics.documents.folding import fold_text
from analytics.documents.layout import Doubt, Duty, Layout, NameStatus, Part, PartKind, Unit
from analytics.documents.names import find_title
from analytics.documents.nesting import TOP_STYLES
from analytics.documents.outline import build_outline, nest_tokens
from analytics.documents.pieces import cut_pieces
from analytics.documents.prose import Body, begins_bare
from analytics.documents.regions import Outline, Region
from analytics.documents.roles import read_roles
from analytics.documents.sections import opens_units
from analytics.documents.settling import settle_roles
from analytics.documents.tables import read_tables
from analytics.documents.tokens import Token

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analytics.documents.document import Document

_PART_OF_OFFICE = re.compile(
    r"[处科室股课组队办](?:[一二三四五六七八九十])?$|办公[室厅]|中心$|\b(?:Division|Section|Branch|Unit|"
    r"Directorate|Office|Cent(?:er|re)|Department|Dept|Wing|Cell|Desk|Registry)\b|^(?:the )?[a-z ]*office$"
)

_SEVERAL = 2
_LEAST_HAN = 4
_CLUSTER = re.compile(r"(?i)\b(?:cluster|pillar)s?$")  # a heading over several units
_LAST_CLAUSE = re.compile(r"(?P<lead>[^。.,;:]+:)[^。;:]*。?\Z")
_KIND = re.compile(r"\s\w+$|[部厅处科室组]$")
_WHOLE_OFFICE = re.compile(
    r"(?i)(?:(?<![分支])[局署部院]|(?<!办公)厅|海关|委员会)$|(?<=\S\s)(?:Administration|Agency|Authority|Ministry|Service|Customs|"
    r"Commission|Bureau)$|^(?:General )?(?:Administration|Agency|Authority|Ministry|Bureau) of"
)


def find_duties(document: Document) -> Layout:
    r"""Find units and their duties.

    Parameters
    ----------
    document : Document

    Returns
    -------
    Layout
        One unit a heading, list item, first sentence or lead-in that opens one, ordinals from 1, or 0 for the
        office itself; duties in order, disjoint, none empty; every character in one part.

    Examples
    --------
    >>> from analytics.documents.document import Document
    >>> text = "Legal Division\n1. Drafts laws.\n2. Advises."
    >>> layout = find_duties(Document("a.txt", "text", "utf-8", "", text))
    >>> [(unit.name, [text[duty.start : duty.end] for duty in unit.duties]) for unit in layout.units]
    [('Legal Division', ['Drafts laws.', 'Advises.'])]
    """
    folded = fold_text(document.text)
    firm = [block for block in document.blocks if block.kind in ("heading", "cell")]
    pieces = cut_pieces(
        folded, firm, wrapped=document.format in ("text", "pdf"), is_title=lambda line: find_title(line) is not None
    )
    names = {block.start: block.end for block in document.blocks if block.kind == "name"}
    tokens = read_roles(folded, read_tables(folded, pieces, document.blocks), names)
    nesting = nest_tokens(folded, tokens)
    tokens = settle_roles(folded, tokens, nesting)
    outline = build_outline(folded, tokens, nesting)
    return _Assembler(document, folded, tokens, outline).assemble()


class _Assembler:
    """Numbers units and duties, and accounts for every character."""

    def __init__(self, document: Document, folded: str, tokens: Sequence[Token], outline: Outline) -> None:
        self.document, self.folded, self.tokens, self.outline = document, folded, tokens, outline
        self.breaks = [match.start() for match in re.finditer("\n", document.text)]
        self.spans: list[tuple[int, int, PartKind, str]] = []
        self.last, self.outer = -1, set[int]()
        self.doubts = [Doubt(tokens[index].piece.line, what, why) for index, what, why in outline.doubts]

    def assemble(self) -> Layout:
        by_line = self._states_by_line()
        for region in self.outline.regions:
            region.by_line = by_line
        bodies = [
            (region, read_body(self.folded, self.tokens, region, self.outline.nesting, first=index == 0))
            for index, region in enumerate(self.outline.regions)
        ]
        filled = {region.head for region, body in bodies if body.duties}
        self.last = max(filled, default=-1)
        if found := self.outline.nesting.of_item.get(self.last):  # the list's later items are units too
            self.last = max(found.items) + 1 if len(filled.intersection(found.items)) > _SEVERAL else self.last
        self.outer = {outer for region, _ in bodies for outer in self._list_outer(region.head)}
        self.outer |= {
            region.head
            for (region, _), (follower, _) in pairwise(bodies)
            if 0 < self.tokens[region.head].piece.level < self.tokens[follower.head].piece.level
            or (self.tokens[region.head].piece.level == 1 and self.tokens[follower.head].piece.role == "unit")
        }
        kept = [(region, body) for region, body in bodies if self._is_kept(region, body)]
        units: list[Unit] = []
        ordinal = 0
        for region, body in kept:
            is_office = not units and self._is_office(region, kept)
            ordinal += not is_office
            units.append(self._build_unit(region, body, 0 if is_office else ordinal))
        for index, why in self.outline.outside.items():
            piece = self.tokens[index].piece
            self.spans.append((piece.start, piece.end, "left out", why))
        return Layout(self.document, tuple(units), tuple(sorted(set(self.doubts))), tuple(self._tile()))

    def _states_by_line(self) -> bool:
        """Tell whether several units state their duties line by line, each line with its 负责."""
        lines = [
            sum(begins_bare(self.folded, self.tokens[index].piece.text, self.tokens[index]) for index in region.body)
            for region in self.outline.regions
        ]
        return sum(n > 1 for n in lines) > _SEVERAL

    def _is_kept(self, region: Region, body: Body) -> bool:
        """Leave out regions without duties that nothing names, and names after the last unit with duties."""
        if body.duties or body.vacant:
            return True
        if region.how in ("subject", "item") and any(why == "introduces the duties" for _, _, why in body.left_out):
            self._drop(region, body)
            return False
        nested = region.head in self.outer or self._stands_below(region)
        nested = nested or (region.name is not None and _CLUSTER.search(self._words(*region.name)) is not None)
        later = region.head < self.last
        stated = region.name is not None and region.how not in ("office", "functional")
        described = any(why == "says what the unit is" for _, _, why in body.left_out)
        if stated and (later or described) and not nested:
            return True
        self._drop(region, body)
        return False

    def _stands_below(self, region: Region) -> bool:
        """Tell whether a name without duties, as in a list of contents, is that of a later unit."""
        name = self._words(*region.name) if region.name else ""
        return any(
            other.head > region.head and other.name and self._words(*other.name).startswith(name)
            for other in self.outline.regions
        )

    def _list_outer(self, index: int) -> Iterator[int]:
        while (index := self.outline.nesting.parent(index)) >= 0:
            yield index

    def _drop(self, region: Region, body: Body) -> None:
        piece = self.tokens[region.head].piece
        self.spans.append((piece.start, piece.end, "left out", "a heading without duties"))
        self.spans += [(start, end, "left out", why) for start, end, why in body.left_out]
        self.doubts.append(
            Doubt(
                piece.line,
                f"{self._words(piece.text, min(piece.end, piece.text + 60))!r} is no unit",
                "no duties follow it",
            )
        )

    def _is_office(  # noqa: PLR0911 -- one reason a line
        self, region: Region, kept: Sequence[tuple[Region, Body]]
    ) -> bool:
        """Tell whether the first unit is the office itself: named like no part of one, and others differ from it."""
        marker = self.tokens[region.head].piece.marker
        article = region.how == "office" and marker is not None and marker.style in TOP_STYLES
        alone = ("office",) if article else ("office", "lead", "restart")
        nameless = [found for found, _ in kept if found.how in alone]
        name = self._words(*region.name) if region.name else ""
        if region.how == "functional":
            return re.fullmatch("[A-Z]{2,8}", name) is not None  # an office's initials
        if region.how in ("office", "lead") and not name:
            return len(nameless) == 1
        if region.how == "office":
            return len(kept) > 1 or not _is_part(name)
        if region.how not in ("title", "item", "subject") or not name:
            return False
        if any(tells(region, kept) for tells in (self._has_sibling, self._is_counted, self._is_article_among_others)):
            return False
        if len(kept) > 1 and (
            self._stands_above_units(region, [found for found, _ in kept[1:]]) or self._heads_document(region, kept)
        ):
            return True
        folded = self.folded[slice(*region.name or (0, 0))]
        levels = {self.tokens[found.head].piece.level for found, _ in kept[1:]}
        level = self.tokens[region.head].piece.level
        if level and levels and level < min(levels):
            return True
        if len(kept) == 1:
            return not _is_part(folded)
        others = [self.folded[slice(*found.name)] for found, _ in kept[1:] if found.name]
        last = re.compile(r"\w+$" if folded.isascii() else r"(?:分|支)?.$")
        alike = sum(
            last.findall(other) == last.findall(folded) or _WHOLE_OFFICE.search(other) is not None for other in others
        )
        return _WHOLE_OFFICE.search(folded) is not None and alike <= len(others) // 5

    def _heads_document(self, region: Region, kept: Sequence[tuple[Region, Body]]) -> bool:
        """Tell whether the head of the document names the first unit and no other."""
        head = self.folded[: self.tokens[max(0, region.head - 1)].piece.start].lower()
        first, *others = [self.folded[slice(*found.name)].lower() for found, _ in kept if found.name]
        whole = _WHOLE_OFFICE.search(first) is not None and (first.isascii() or len(first) > _LEAST_HAN)
        return whole and first in head and not any(other in head for other in others)

    def _stands_above_units(self, region: Region, others: Sequence[Region]) -> bool:
        """Tell whether what announces units, such as 内设机构, stands only after the first one."""
        follower = others[0]
        announced = [
            index
            for index, token in enumerate(self.tokens)
            if token.role == "units" and not self.outline.nesting.lies_in(index, region.head)
        ]
        between = [index for index in announced if region.head < index < follower.head]
        if not between:
            ends = [self._ends_in_units(found.head - 1) for found in others]
            return not announced and ends[0] and not any(ends[1:])
        if any(0 < self.tokens[region.head].piece.level == self.tokens[found.head].piece.level for found in others):
            return False
        name = self.folded[slice(*region.name or (0, 0))]
        if region.how == follower.how == "subject" and not _WHOLE_OFFICE.search(name):
            return False  # both are told of in paragraphs side by side
        kind = _KIND.search(name)
        alike = [
            found.head for found in others if kind and found.name and self.folded[slice(*found.name)].endswith(kind[0])
        ]
        if alike and any(index > alike[0] for index in announced):
            return False  # another unit has units of its own
        told = any(self.tokens[index].role == "prose" for index in range(between[-1] + 1, follower.head))
        return not told and all(index > region.head or not self.tokens[index].piece.marker for index in announced)

    def _ends_in_units(self, index: int) -> bool:
        """Tell whether a paragraph's last words announce units."""
        piece = self.tokens[index].piece
        clause = _LAST_CLAUSE.search(self.folded, piece.start, piece.end)
        return clause is not None and opens_units(clause["lead"])

    def _is_counted(self, region: Region, kept: Sequence[tuple[Region, Body]]) -> bool:
        """Tell whether a list of units up above, with what announces it, has the region's name and another's."""
        names = {self._words(*found.name) for found, _ in kept if found.name}
        listed, counted = set[str](), False
        for token in self.tokens[: region.head]:
            listed = listed if token.role in ("unit", "title") else set()
            counted = token.role == "units" or (counted and token.role in ("unit", "title"))
            listed |= {self._words(*token.name)} if counted and token.name else set()
            if len(listed & names) > 1 and self._words(*region.name or (0, 0)) in listed:
                return True
        return False

    def _is_article_among_others(self, region: Region, kept: Sequence[tuple[Region, Body]]) -> bool:
        """Tell whether articles name the first unit and others, and nothing before them names the first."""
        styles = [
            marker.style if (marker := self.tokens[found.head].piece.marker) else "" for found, _ in kept if found.name
        ]
        name, head = self.folded[slice(*region.name or (0, 0))], self.folded[: self.tokens[region.head].piece.start]
        return len(styles) > _SEVERAL and set(styles) <= set(TOP_STYLES) and name not in head

    def _has_sibling(self, region: Region, kept: Sequence[tuple[Region, Body]]) -> bool:
        """Tell whether another unit is an item of the same list, articles aside."""
        own = self.outline.nesting.of_item.get(region.head)
        others = {other.head for other, _ in kept[1:]}
        return own is not None and own.style not in TOP_STYLES and not others.isdisjoint(own.items)

    def _build_unit(self, region: Region, body: Body, ordinal: int) -> Unit:
        name, status = self._find_name(region, body)
        duties = tuple(self._number(body))
        self.spans += [(duty.start, duty.end, "duty", "") for duty in duties]
        self.spans += [(start, end, "left out", why) for start, end, why in body.left_out]
        self.doubts += [Doubt(self._line(at), what, why) for at, what, why in body.doubts]
        head = self.tokens[region.head].piece
        start, end = region.name if region.name and status != "missing" else (head.start, head.start)
        if region.name and region.how not in ("lead", "office"):
            self.spans.append((*region.name, "heading", ""))
        if status != "stated" and ordinal:
            self.doubts.append(
                Doubt(self._line(head.start), f"unit {ordinal} has the name {name!r}", f"its name is {status}")
            )
        return Unit(ordinal, name, status, start, end, self._line(head.start), duties, body.vacant)

    def _find_name(self, region: Region, body: Body) -> tuple[str, NameStatus]:
        if region.name and region.name[0] < region.name[1]:
            return " ".join(self._words(*region.name).split()), "inferred" if region.how == "functional" else "stated"
        if body.duties:
            start, end = body.duties[0][:2]
            match = re.match(
                r"(?:The\s+)?([A-Za-z][\w\s,&'’-]{1,80}?)\s+(?:is|are)\s+(?:the|a)\b",
                self._words(start, min(end, start + 160)),
            )
            if match and region.how in ("lead", "office"):
                return match[1], "stated"
        return "", "missing"

    def _number(self, body: Body) -> Iterator[Duty]:
        """Give each duty the number that the document prints, where these rise; else its ordinal."""
        ordered = sorted(body.duties)
        printed = [number for _, _, number, _ in ordered]
        rising = all(printed) and all(first < second for first, second in pairwise(printed))
        for ordinal, (start, end, number, confidence) in enumerate(ordered, start=1):
            yield Duty(number if rising else ordinal, start, end, self._line(start), confidence)
        if any(printed) and not rising and len(set(printed)) > 1 and all(printed):
            line = self._line(ordered[0][0])
            self.doubts.append(
                Doubt(
                    line,
                    "duties are numbered by their order",
                    f"the document numbers them {', '.join(map(str, printed))}",
                )
            )
        elif rising and printed != list(range(1, len(printed) + 1)):
            self.doubts.append(Doubt(self._line(ordered[0][0]), "numbers are kept as printed", "some are skipped"))

    def _tile(self) -> Iterator[Part]:
        """Yield every character once; between what was found lie numbers, punctuation and white space."""
        at, end = 0, len(self.document.text)
        ordered = sorted(self.spans, key=lambda span: (span[0], span[2] == "left out", -span[1]))
        for begin, stop, kind, why in ordered:
            start = max(begin, at)
            if start >= stop:
                continue
            if start > at:
                yield self._part("left out", at, start, "between")
            yield self._part(kind, start, stop, why)
            at = stop
        if at < end:
            yield self._part("left out", at, end, "between")

    def _part(self, kind: PartKind, start: int, end: int, why: str) -> Part:
        if why == "between":
            bare = re.sub(r"\W", "", self.folded[start:end])
            why = "numbers, punctuation and white space" if len(bare) <= 4 else "introduces a name or a duty"
        return Part(kind, start, end, self._line(start), why)

    def _line(self, at: int) -> int:
        return bisect.bisect_left(self.breaks, at) + 1

    def _words(self, start: int, end: int) -> str:
        return self.document.text[start:end]


def _is_part(name: str) -> bool:
    """Tell whether a name is that of a part of an office, in capitals too."""
    return _PART_OF_OFFICE.search(name.title() if name.isupper() else name) is not None
