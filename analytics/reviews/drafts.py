"""What people decided about drafts: an append-only log, one row a decision, to be replayed over the draft."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from analytics.errors import UsageError
from analytics.reviews.file import REVIEWS, connect, name_person, read_number, read_rows, tell_time

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pandas as pd

# What each kind of decision says: the keys of its content, those that it must have first.
_CONTENT: dict[str, tuple[set[str], set[str]]] = {
    "code": ({"functions", "action", "from"}, {"gist_en", "gist_zh", "note", "settles"}),
    "leave_out": (set(), {"settles"}),
    "split": ({"offsets", "length"}, set()),
    "join": ({"with"}, set()),
    "move": ({"duties"}, {"to", "name_en", "name_zh", "kind"}),
    "take": ({"start", "end"}, set()),
    "dissolve": (set(), {"to"}),
    "rename": (set(), {"name_en", "name_zh", "kind"}),
    "describe": (
        set(),
        {"name_en", "name_zh", "short_en", "short_zh", "level", "parent_id", "title_en", "title_zh", "valid_from",
         "valid_to", "dating", "dating_zh", "completeness", "completeness_zh"},
    ),
    "undo": (set(), set()),
}  # fmt: skip
KINDS = tuple(_CONTENT)
ORIGINS = ("suggestion", "person")
EVENT_COLUMNS = ["id", "kind", "target_id", "content", "who", "why", "batch", "decided_at"]


@dataclass(frozen=True)
class Decision:
    """One decision about a draft.

    Attributes
    ----------
    kind : {'code', 'leave_out', 'split', 'join', 'move', 'take', 'dissolve', 'rename', 'describe', 'undo'}
    target_id : str
        A duty (code, leave_out, split, join, move: the first), a unit (take, dissolve, rename), the office or source
        (describe), or the number of a decision or a batch (undo).
    content : dict
        Of `code`: `functions` (`;` between, main first), `action`, `from` (suggestion where it is accepted as
        it is, else person), and `gist_en`, `gist_zh`, `note`; `settles` is true where two reviewers differed and
        this is to hold. Of `split`: `offsets` (where the parts after the first begin in the text) and `length` (of
        the text that was split). Of `join`: `with`, the duty that is joined to the target. Of `move`: `duties`, and
        the unit that they are moved `to`; without it a new unit is made, which needs a name. Of `take`: `start` and
        `end` of what was left out and is a duty of the target. Of `dissolve`: the unit `to` which the duties of the
        target go, which is no unit. Of `rename` and `describe`: what the columns of that name are to say.
    why : str
    """

    kind: str
    target_id: str
    content: dict[str, Any] = field(default_factory=dict)
    why: str = ""

    def __post_init__(self) -> None:
        if self.kind not in _CONTENT:
            raise UsageError(f"There is no decision {self.kind!r}; use one of {', '.join(KINDS)}.")
        needed, offered = _CONTENT[self.kind]
        if lacking := sorted(needed - set(self.content)):
            raise UsageError(f"The decision {self.kind!r} on {self.target_id} lacks {', '.join(lacking)}.")
        if unknown := sorted(set(self.content) - needed - offered):
            known = ", ".join(sorted(needed | offered)) or "nothing"
            raise UsageError(f"The decision {self.kind!r} on {self.target_id} says {unknown[0]!r}; it can say {known}.")
        if self.kind == "code" and (not self.content["functions"].strip() or not self.content["action"].strip()):
            raise UsageError(f"The coding of {self.target_id} is not whole: choose a function and an action.")
        if self.kind == "code" and self.content["from"] not in ORIGINS:
            raise UsageError(f"A coding is from one of {', '.join(ORIGINS)}, not from {self.content['from']!r}.")
        if self.kind == "move" and not any(self.content.get(key) for key in ("to", "name_en", "name_zh")):
            raise UsageError("A new unit needs a name. Remedy: write its name in English or Chinese.")


def record(draft_id: str, decision: Decision, *, who: str, path: Path = REVIEWS) -> int:
    """Keep one decision.

    Parameters
    ----------
    draft_id : str
        As `analytics.documents.drafts.Draft` gives it.
    decision : Decision
    who : str
        Who decides.
    path : Path
        The file of decisions; made where it is missing.

    Returns
    -------
    int
        The decision's number: decisions hold in the order of their numbers.

    Raises
    ------
    UsageError
        Nobody is named.
    """
    return _insert(draft_id, [decision], who=who, batch="", path=path)


def record_many(draft_id: str, decisions: Iterable[Decision], *, who: str, path: Path = REVIEWS) -> str:
    """Keep several decisions as one batch, all or none.

    Returns
    -------
    str
        The batch, by which all of them can be undone at once.

    Raises
    ------
    UsageError
        Nobody is named.
    """
    batch = f"batch-{uuid4().hex[:12]}"
    _insert(draft_id, list(decisions), who=who, batch=batch, path=path)
    return batch


def _insert(draft_id: str, decisions: list[Decision], *, who: str, batch: str, path: Path) -> int:
    person, when = name_person(who), tell_time()
    rows = [
        (draft_id, each.kind, each.target_id, json.dumps(each.content, ensure_ascii=False, sort_keys=True), person,
         each.why.strip(), batch, when)
        for each in decisions
    ]  # fmt: skip
    with closing(connect(path)) as connection, connection:
        connection.executemany(
            "insert into events (draft_id, kind, target_id, content, who, why, batch, decided_at) "
            "values (?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
        return int(connection.execute("select coalesce(max(id), 0) from events").fetchone()[0])


def undo(draft_id: str, target: int | str, *, who: str, path: Path = REVIEWS) -> None:
    """Take back one decision by its number, or a batch by its name; the rows stay.

    Raises
    ------
    UsageError
        The draft has no such decision or batch, or it is an undo, or nobody is named.
    """
    events = read_events(draft_id, path=path)
    known = events.loc[events["kind"] != "undo"]
    if str(target) not in {*known["id"].astype(str), *known["batch"]} - {""}:
        raise UsageError(f"The draft {draft_id} has no decision {target} that could be undone.")
    record(draft_id, Decision("undo", str(target)), who=who, path=path)


def read_events(draft_id: str, *, path: Path = REVIEWS) -> pd.DataFrame:
    """Give every decision on a draft, undone ones included.

    Returns
    -------
    DataFrame, one row a decision, the oldest first
        `id`, `kind`, `target_id`, `content` (dict), `who`, `why`, `batch` (empty where it was made alone),
        `decided_at` (UTC).
    """
    query = f"select {', '.join(EVENT_COLUMNS)} from events where draft_id = ? order by id"
    table = read_rows(path, query, [draft_id], columns=EVENT_COLUMNS)
    return table.assign(id=table["id"].astype(int), content=[json.loads(content) for content in table["content"]])


def stamp_events(draft_id: str, *, path: Path = REVIEWS) -> int:
    """Give the number of a draft's newest decision: the key under which what depends on them may be cached."""
    return read_number(path, "select coalesce(max(id), 0) from events where draft_id = ?", [draft_id])
