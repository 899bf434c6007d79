"""Which items belong to one list, and which list lies inside which item."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from analytics.documents.numbering import Marker
    from analytics.documents.pieces import Piece

TOP_STYLES = ("chapter", "article", "bare")


@dataclass
class ItemList:
    """One list: its items by their place among the pieces, and the item it lies inside, -1 for none.

    `led` says that a lead-in such as "Functions:" stands right before it; `indent` is that of its first item.
    """

    key: tuple[str, int]
    parent: int
    items: list[int] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    led: bool = False
    indent: int = 0

    @property
    def style(self) -> str:
        """The style of its markers."""
        return self.key[0]


@dataclass(frozen=True)
class Nesting:
    """All lists of a document; `of_item` finds the list of a piece."""

    lists: tuple[ItemList, ...]
    of_item: dict[int, ItemList]

    def parent(self, index: int) -> int:
        """Return the item that piece `index` lies inside, -1 for none."""
        return self.of_item[index].parent if index in self.of_item else -1

    def lies_in(self, index: int, outer: int) -> bool:
        """Tell whether piece `index` lies inside item `outer`, at any depth; none lies in itself."""
        index = self.parent(index)
        while index >= 0 and index != outer:
            index = self.parent(index)
        return index == outer >= 0


def nest_items(
    pieces: Sequence[Piece],
    breaks: set[int],
    leads: set[int],
    kinds: tuple[set[int], set[int], set[int]],
    opened: Collection[int] = (),
) -> Nesting:
    """Put items into lists.

    Parameters
    ----------
    pieces : sequence of Piece
    breaks : set of int
        Pieces, such as a unit's heading, that no list without a higher number crosses.
    leads : set of int
        Pieces, such as "Its main roles are:", that no list of bullets crosses.
    kinds : tuple of set of int
        Items that are a unit's name, items that begin with one, and items that are sentences: no list of sentences
        right under a lead-in holds a unit, and a name goes on with a list of headings that has the number before.
    opened : collection of int
        Pieces that end in a colon: a letter after one that may be the Roman 1 is.
    """
    stack: list[ItemList] = []
    lists: list[ItemList] = []
    of_item: dict[int, ItemList] = {}
    units, told, statements = kinds
    for index, piece in enumerate(pieces):
        if index in breaks and not piece.marker:
            stack = [
                found
                for found in stack
                if found.style in TOP_STYLES or 0 < pieces[found.items[0]].level < piece.level  # of higher headings
            ]
        elif piece.level:  # a numbered heading lies in no list of plain text
            stack = [found for found in stack if found.style in TOP_STYLES or pieces[found.items[0]].level]
        elif index in leads and not piece.marker:
            stack = [found for found in stack if found.style[0] not in "•-"]
        if piece.marker and piece.role != "other":  # nor what stands in another column of a table
            if index in units:
                del stack[_find_statements(stack, piece.marker.style, statements, opened) :]
            marker, other = piece.marker, piece.marker.other
            if other and other[1] == 1 and index - 1 in opened:
                marker = replace(marker, style=other[0], number=1, other=None)
            led = index - 1 in leads and not pieces[index - 1].marker
            own = _place(stack, lists, piece, marker, (units, index in told, led))
            own.led |= not own.items and led
            of_item[index] = own
            own.items.append(index)
    return Nesting(tuple(lists), of_item)


def _find_statements(stack: Sequence[ItemList], style: str, statements: set[int], opened: Collection[int]) -> int:
    """Return the place of the first list of sentences, of another style, that no unit's name lies in; else the length.

    These are lists right under a lead-in, and those whose last item opens no further list.
    """
    closed = (
        found.style != style
        and not statements.isdisjoint(found.items)
        and (found.led or (found.items[-1] in statements and found.items[-1] not in opened))
        for found in stack
    )
    return next((depth for depth, ends in enumerate(closed) if ends), len(stack))


def _place(
    stack: list[ItemList], lists: list[ItemList], piece: Piece, marker: Marker, around: tuple[set[int], bool, bool]
) -> ItemList:
    units, named, led = around
    readings = [(marker.style, marker.number), *([marker.other] if marker.other else [])]
    for style, number in readings:
        for depth in range(len(stack) - 1, -1, -1):
            found = stack[depth]
            if (
                found.style == style
                and number
                and found.numbers[-1] + 1 == number
                and found.key[1] == _rank(piece, style)
            ):
                return _append(stack, depth, found, number)
    for depth in range(len(stack) - 1, -1, -1):
        found = stack[depth]
        alike = found.style == marker.style and (named or (found.key[1] == 1) == (piece.level > 0))
        if alike and marker.number and found.numbers[-1] + 1 == marker.number:
            return _append(stack, depth, found, marker.number)
    style, number = _choose(stack, readings)
    key = (style, _rank(piece, style))
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth].key == key:
            if number == 1:
                inside = piece.indent > stack[depth].indent and (led or depth + 1 < len(stack))
                return _open(stack if inside else stack[:depth], stack, lists, key, number, piece.indent)
            return _append(stack, depth, stack[depth], number)
    if style in ("一、", "I.") and (broken := _find_closed(lists, key, number)):
        stack[:] = [*(outer for outer in stack if outer.style in TOP_STYLES), broken]
        return _append(stack, len(stack) - 1, broken, number)
    below = stack and number > 1 and stack[-1].style[0] in "•-" and _goes_on_under(stack[-1], lists, key, number)
    keep = stack if below else _find_outer(stack, style, number, piece, units)
    return _open(keep, stack, lists, key, number, piece.indent)


def _choose(stack: list[ItemList], readings: list[tuple[str, int]]) -> tuple[str, int]:
    """Take a letter as a Roman numeral where a new list begins with it."""
    if len(readings) == 2 and readings[1][1] == 1:
        return readings[1]
    if len(readings) == 2 and any(found.style == readings[1][0] for found in stack[-1:]):
        return readings[1]
    return readings[0]


def _goes_on_under(bullets: ItemList, lists: Sequence[ItemList], key: tuple[str, int], number: int) -> bool:
    """Tell whether a number goes on below a bullet where the list below the bullet before it stopped."""
    last = next((found for found in reversed(lists) if found.key == key), None)
    return last is not None and last.numbers[-1] + 1 == number and last.parent in bullets.items[:-1]


def _find_closed(lists: Sequence[ItemList], key: tuple[str, int], number: int) -> ItemList | None:
    """Find the list of a document's parts, such as 一、主要职责, that a unit's heading broke off."""
    last = next((found for found in reversed(lists) if found.key == key), None)
    return last if last and number > 1 and last.numbers[-1] + 1 == number else None


def _rank(piece: Piece, style: str) -> int:
    """Tell apart lists of one style: those inside a line, those of headings, and bullets by their indentation."""
    if style[0] in "•-":
        return piece.indent
    return -1 if piece.inline else int(piece.level > 0)


def _find_outer(stack: list[ItemList], style: str, number: int, piece: Piece, units: set[int]) -> list[ItemList]:
    if style == "chapter":
        return []
    if style in TOP_STYLES:
        return [found for found in stack if found.style == "chapter"]
    if depth := _depth(style):
        outer = [at for at, found in enumerate(stack) if 0 < _depth(found.style) < depth]
        return stack[: outer[-1] + 1] if outer else [found for found in stack if not _depth(found.style)]
    if number != 1 and style[0] not in "•-":  # an item whose list began elsewhere lies in no bullet
        return [found for found in stack if found.style[0] not in "•-" or found.key[1] < piece.indent]
    if style[0] in "•-":
        return [
            found
            for found in stack
            if found.style[0] not in "•-"
            or found.key[1] < piece.indent
            or (found.style != style and found.items[-1] in units)
        ]
    return stack


def _depth(style: str) -> int:
    """Tell how many numbers a decimal number such as 2.1 has; 0 for other styles."""
    return int(style.removeprefix("decimal")) + 1 if style.startswith("decimal") else 0


def _append(stack: list[ItemList], depth: int, found: ItemList, number: int) -> ItemList:
    del stack[depth + 1 :]
    found.numbers.append(number)
    return found


def _open(
    keep: list[ItemList],
    stack: list[ItemList],
    lists: list[ItemList],
    key: tuple[str, int],
    number: int,
    indent: int,
) -> ItemList:
    parent = keep[-1].items[-1] if keep else -1
    opened = ItemList(key, parent, [], [number], indent=indent)
    stack[:] = [*keep, opened]
    lists.append(opened)
    return opened
