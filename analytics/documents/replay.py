"""The decisions on a draft played again, one after the other: duties cut and moved, units mended, what each says.

A decision that finds nothing to change changes nothing: its duty may have been joined away, or its text been
split otherwise by another reviewer a moment before. A duty keeps its id while it is reviewed, also in another unit.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from analytics.documents.drafting import DATED, UNDATED
from analytics.documents.drafts import SUGGESTION_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from analytics.documents.drafts import Draft

CODED = ("functions", "action", "gist_en", "gist_zh", "note")
# Facts that may be emptied again; the others must say something.
_MAY_BE_EMPTY = {"valid_from", "valid_to", "parent_id"}
Row = dict[str, Any]


@dataclass(frozen=True)
class Opinion:
    """What one reviewer says of one duty: its codes, or that it is none."""

    number: int
    who: str
    left_out: bool
    functions: str = ""
    action: str = ""
    gist_en: str = ""
    gist_zh: str = ""
    note: str = ""
    origin: str = ""
    why: str = ""

    def agrees(self, other: Opinion) -> bool:
        """Tell whether both say the same: the main function, the set of functions, the action."""
        return self._say() == other._say()

    def _say(self) -> tuple[str, frozenset[str], str] | None:
        codes = self.functions.split(";")
        return None if self.left_out else (codes[0], frozenset(codes), self.action)


class Opinions:
    """The newest opinion of each reviewer on each duty, and what was settled where they differed."""

    def __init__(self) -> None:
        self.of: dict[str, dict[str, Opinion]] = {}
        self.settled: dict[str, Opinion] = {}

    def hear(self, event: Row) -> None:
        """Take a decision of kind code or leave_out."""
        content = event["content"]
        opinion = Opinion(
            event["id"],
            event["who"],
            event["kind"] == "leave_out",
            origin=content.get("from", ""),
            why=event["why"],
            **{key: content.get(key, "") for key in CODED},
        )
        if content.get("settles"):
            self.settled[event["target_id"]] = opinion
        else:
            self.of.setdefault(event["target_id"], {})[event["who"]] = opinion

    def forget(self, duty_id: str) -> None:
        """Drop what was said of a text that is another now."""
        self.of.pop(duty_id, None)
        self.settled.pop(duty_id, None)

    def judge(self, duty_id: str) -> tuple[str, Opinion | None]:
        """Give a duty's state, and the opinion that holds: what was settled, else the newest."""
        said = sorted(self.of.get(duty_id, {}).values(), key=lambda opinion: opinion.number)
        settled = self.settled.get(duty_id)
        if settled and all(each.number < settled.number or each.agrees(settled) for each in said):
            return _name_state(settled), settled
        if not said:
            return "open", None
        newest = said[-1]
        return ("differs" if any(not each.agrees(newest) for each in said) else _name_state(newest)), newest


def _name_state(opinion: Opinion) -> str:
    if opinion.left_out:
        return "left_out"
    return "accepted" if opinion.origin == "suggestion" else "corrected"


def iter_effective(events: pd.DataFrame) -> Iterator[tuple[Row, bool]]:
    """Give each decision but the undoing ones, oldest first, and whether it holds still."""
    rows: list[Row] = events.sort_values("id").to_dict("records")  # type: ignore[assignment]
    undone: dict[str, int] = {row["target_id"]: row["id"] for row in rows if row["kind"] == "undo"}
    for row in rows:
        if row["kind"] != "undo":
            last = max(undone.get(str(row["id"]), 0), undone.get(row["batch"] or "-", 0))
            yield row, row["id"] > last


class Replay:
    """A draft with its decisions played over it.

    Attributes
    ----------
    duties, places, suggestions : dict of duty_id to row
    order : list of str
        Duties in the document's order; those left out are among them.
    units : dict of department_id to row
    unit_of : dict of duty_id to department_id
    left_out : list of row
        What is in no duty still.
    office, source : dict
    opinions : Opinions
    """

    def __init__(self, draft: Draft, events: pd.DataFrame) -> None:
        self.duties = _index(draft.duties, "duty_id")
        self.places = _index(draft.segments, "duty_id")
        self.suggestions = _index(draft.suggestions, "duty_id")
        self.units = _index(draft.departments, "department_id")
        (self.office,) = _index(draft.offices, "office_id").values()
        (self.source,) = _index(draft.sources, "source_id").values()
        self.order = list(self.duties)
        self.unit_of = {duty_id: duty_id.rpartition("-")[0] for duty_id in self.order}
        self.left_out: list[Row] = draft.left_out.to_dict("records")  # type: ignore[assignment]
        self.opinions = Opinions()
        # Where stretches of a joined text begin: (offset in the text, character of the document, line).
        self._anchors = {key: [(0, place["start"], place["line"])] for key, place in self.places.items()}
        self._highest: dict[str, int] = {}
        for duty_id in self.order:
            unit, _, number = duty_id.rpartition("-")
            self._highest[unit] = max(int(number), self._highest.get(unit, 0))
        self._n_units = max((unit["ordinal"] for unit in self.units.values()), default=0)
        for event, holds in iter_effective(events):
            # An undone decision keeps its numbers, so that a later one keeps the ids on which people decided.
            new_ids = self._reserve(event)
            if holds:
                self._play(event, new_ids)

    def name_duties(self, duty_ids: list[str]) -> dict[str, str]:
        """Give each duty the id by which it stands in the register: one that was moved, the next free of its unit."""
        highest, names = dict(self._highest), {}
        for duty_id in duty_ids:
            unit = self.unit_of[duty_id]
            names[duty_id] = duty_id
            if duty_id.rpartition("-")[0] != unit:
                highest[unit] = highest.get(unit, 0) + 1
                names[duty_id] = f"{unit}-{highest[unit]:02}"
        return names

    def _reserve(self, event: Row) -> list[str]:
        """Give the ids of the duties, or of the unit, that a decision makes."""
        kind, target, content = event["kind"], event["target_id"], event["content"]
        if kind == "move" and not content.get("to"):
            self._n_units += 1
            return [f"{self.source['source_id']}-{self._n_units:02}"]
        n = {"split": len(content.get("offsets", "")), "take": 1}.get(kind, 0)
        unit = target if kind == "take" else target.rpartition("-")[0]
        first = self._highest.get(unit, 0) + 1
        if n:
            self._highest[unit] = first - 1 + n
        return [f"{unit}-{number:02}" for number in range(first, first + n)]

    def _play(self, event: Row, new_ids: list[str]) -> None:
        kind, target, content = event["kind"], event["target_id"], event["content"]
        if kind in ("code", "leave_out"):
            if target in self.duties:
                self.opinions.hear(event)
        elif kind == "split":
            self._split(target, content, new_ids)
        elif kind == "join":
            self._join(target, content["with"])
        elif kind == "move":
            self._move(content, new_ids)
        elif kind == "take":
            self._take(target, content, new_ids[0])
        elif kind == "dissolve":
            self._dissolve(target, content.get("to", ""))
        elif kind == "rename":
            self._rename(target, content)
        elif target in (self.office["office_id"], self.source["source_id"]):
            self._describe(content)

    def _split(self, duty_id: str, content: Row, new_ids: list[str]) -> None:
        if duty_id not in self.duties or len(text := self.duties[duty_id]["text"]) != content["length"]:
            return
        bounds = [0, *content["offsets"], len(text)]
        if any(low >= high or not text[low:high].strip() for low, high in pairwise(bounds)):
            return
        anchors = self._anchors[duty_id]
        at = self.order.index(duty_id)
        ids = [duty_id, *new_ids]
        self.order[at : at + 1] = ids
        for each, (low, high) in zip(ids, pairwise(bounds), strict=True):
            self.unit_of[each] = self.unit_of[duty_id]
            piece = text[low:high]
            start = low + len(piece) - len(piece.lstrip())
            self._write(each, text, (start, start + len(piece.strip())), anchors)

    def _write(self, duty_id: str, text: str, span: tuple[int, int], anchors: list[tuple[int, int, int]]) -> None:
        """Make a duty of a stretch of a text, with nothing said or suggested of it yet."""
        start, end = span
        first = _find_place(text, start, anchors)
        last = _find_place(text, end - 1, anchors)
        inner = [(offset - start, place, line) for offset, place, line in anchors if start < offset < end]
        self._anchors[duty_id] = [(0, *first), *inner]
        self.duties[duty_id] = {"duty_id": duty_id, **dict.fromkeys(CODED, ""), "text": text[start:end]}
        self.duties[duty_id]["confidence"] = 1.0  # a person cut it
        self.places[duty_id] = {"duty_id": duty_id, "start": first[0], "end": last[0] + 1, "line": first[1]}
        self.suggestions[duty_id] = suggest_nothing(duty_id)
        self.opinions.forget(duty_id)

    def _join(self, duty_id: str, other: str) -> None:
        known = duty_id in self.duties and other in self.duties
        if not known or self.unit_of[duty_id] != self.unit_of[other]:
            return
        if self.order.index(duty_id) >= self.order.index(other):
            return
        text = self.duties[duty_id]["text"]
        text += " " if self.places[other]["start"] != self.places[duty_id]["end"] else ""
        moved = [(offset + len(text), place, line) for offset, place, line in self._anchors[other]]
        text += self.duties[other]["text"]
        self._write(duty_id, text, (0, len(text)), [*self._anchors[duty_id], *moved])
        self.order.remove(other)
        for table in (self.duties, self.places, self.suggestions, self._anchors, self.unit_of):
            table.pop(other, None)
        self.opinions.forget(other)

    def _move(self, content: Row, new_ids: list[str]) -> None:
        moved = [duty_id for duty_id in content["duties"] if duty_id in self.duties]
        if not moved or (content.get("to") and content["to"] not in self.units):
            return
        for unit_id in new_ids:
            named = {key: content.get(key, "") for key in ("name_en", "name_zh")}
            unit = dict.fromkeys(next(iter(self.units.values())), "") | named
            unit |= {"department_id": unit_id, "source_id": self.source["source_id"], "name_status": "stated"}
            unit |= {"ordinal": int(unit_id.rpartition("-")[2]), "kind": content.get("kind") or "department"}
            self.units[unit_id] = unit
        to = content.get("to") or new_ids[0]
        left = {self.unit_of[duty_id] for duty_id in moved}
        self.unit_of |= dict.fromkeys(moved, to)
        for unit_id in {*left, to}:
            self._tell_status(unit_id)

    def _tell_status(self, department_id: str) -> None:
        held = department_id in self.unit_of.values()
        self.units[department_id]["text_status"] = "full" if held else "none"

    def _take(self, department_id: str, content: Row, new_id: str) -> None:
        found = [row for row in self.left_out if (row["start"], row["end"]) == (content["start"], content["end"])]
        if not found or department_id not in self.units:
            return
        self.left_out.remove(found[0])
        self.unit_of[new_id] = department_id
        later = (at for at, each in enumerate(self.order) if self.places[each]["start"] > found[0]["start"])
        self.order.insert(next(later, len(self.order)), new_id)
        text = found[0]["text"]
        self._write(new_id, text, (0, len(text)), [(0, found[0]["start"], found[0]["line"])])
        self._tell_status(department_id)

    def _dissolve(self, department_id: str, to: str) -> None:
        held = [duty_id for duty_id, unit in self.unit_of.items() if unit == department_id]
        known = department_id in self.units and to != department_id
        if not known or len(self.units) == 1 or (held and to not in self.units):
            return
        if held:
            self._move({"duties": held, "to": to}, [])
        del self.units[department_id]

    def _rename(self, department_id: str, content: Row) -> None:
        if unit := self.units.get(department_id):
            unit |= content
            if unit["name_status"] == "missing" and (unit["name_en"] or unit["name_zh"]):
                unit["name_status"] = "inferred"

    def _describe(self, content: Row) -> None:
        for row in (self.office, self.source):
            row |= {key: value for key, value in content.items() if key in row and (value or key in _MAY_BE_EMPTY)}
        stands = DATED if self.source["valid_from"] or self.source["valid_to"] else UNDATED
        for key, words in stands.items():
            if self.source[key] in (DATED[key], UNDATED[key]):
                self.source[key] = words


def suggest_nothing(duty_id: str) -> Row:
    """Give the row of suggestions of a duty of which the machine knows nothing."""
    return dict.fromkeys(SUGGESTION_COLUMNS, "") | {"duty_id": duty_id, "abstained": "True"}


def _index(table: pd.DataFrame, key: str) -> dict[str, Row]:
    rows: list[Row] = table.to_dict("records")  # type: ignore[assignment]
    return {row[key]: row for row in rows}


def _find_place(text: str, offset: int, anchors: list[tuple[int, int, int]]) -> tuple[int, int]:
    """Find the character and line of the document at which a character of a text stands."""
    begin, start, line = max(anchor for anchor in anchors if anchor[0] <= offset)
    return start + offset - begin, line + text.count("\n", begin, offset)
