"""What each piece of a document is by its own words: a unit's name, a lead-in, an item, or nothing of the kind."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from analytics.documents.announced import find_announced, find_bold
from analytics.documents.articles import CHARGED, OFFICE, STATUTE, read_article
from analytics.documents.cutting import cut_key, cut_last_lead, cut_run_in, cut_units, find_running_heads
from analytics.documents.furniture import (
    ATTACHED,
    find_furniture,
    find_named_key,
    is_attachment,
    is_contents,
    is_frame,
    is_label,
    is_repealed,
    is_vacant,
    learn_labels,
    read_key,
)
from analytics.documents.names import asks_of_unit, find_plain_subject, find_subject, find_title, is_generic
from analytics.documents.nesting import TOP_STYLES
from analytics.documents.nouns import EN_NOUN
from analytics.documents.posts import is_person
from analytics.documents.predicates import read_predicate
from analytics.documents.sections import find_section, opens_list, opens_units
from analytics.documents.sentences import is_definition, skip_predicate
from analytics.documents.tokens import Token

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.documents.pieces import Piece


_LIST_END = re.compile(r"[;,.。](?:\s*(?:and|or|以及|及|和))?$")
_ALL_UNITS = re.compile(
    r"(?i)(?:(?:roles?|functions?|duties|responsibilities|tasks|competenc(?:es|ies)|powers)(?: and \w+)? of "
    r"(?:the |all |each |our |its )*)?(?:[\w/]+[ /]){0,2}(?:departments|divisions|directorates|branches|units|"
    r"sections)(?: of\b|:?$)|.{0,60}\bof (?:each|every) (?:directorate|department|division|unit)\b.{0,40}$"
)
# A second name in brackets, such as the Party Committee Office, or a room.
_SECOND_NAME = re.compile(rf"\s?\((?:(?:[A-Z][\w’'&-]*\s)+{EN_NOUN}|[^()]*\d[^()]*)\)")
_OUTER = re.compile(r"(?i)(?:affiliated|subordinate)\b")
_BARE_DUTY = re.compile(r"(?:负责(?!人)|承担|承办|掌理|主管).{4,}")
_SPREAD = re.compile(r"(?:负\s+责\s+人|联\s+系\s+人|电\s+话|地\s+址|职\s+务|姓\s+名|邮\s+编|传\s+真)\s*:")
_FUNCTIONS = re.compile(r"(?i)\b(?:functions|duties|powers|responsibilities|tasks|mandate)\b")
_DECREE = re.compile(r"[^。;,:\n]{6,60}(?:规定|方案|办法|通知|细则|规程|条例|章程)\s*(?:$|\n|\()")  # a document's title
_QUESTION = re.compile(r"(?=.*[㐀-鿿])[^。;?]{4,60}\?")
_FAR = 600
_INITIALS = 6
_LONGEST_POST = 200
_TITLE_WORDS, _TITLE_HAN = 12, 26


def read_roles(folded: str, pieces: Sequence[Piece], names: Mapping[int, int] | None = None) -> list[Token]:
    """Give each piece its role; a piece that holds two things, such as a duty and the next unit's head, is cut.

    `names` gives the ends of what stands in bold at the heads of paragraphs, by where it begins.
    """
    if not pieces:
        return []
    labels = learn_labels(folded[piece.start : piece.end] for piece in pieces if not piece.marker)
    run_in = re.compile(rf"(?<=\s)(?:{'|'.join(sorted(map(re.escape, labels)))})\s?:") if labels else None
    repeated = find_running_heads(folded, pieces)
    tokens: list[Token] = []
    followers: list[Piece | None] = [*pieces[1:], None]
    for piece, follower in zip(pieces, followers, strict=True):
        piece = _bare_title(folded, piece, follower)  # noqa: PLW2901 -- the same piece, without its full stop
        for part in [piece] if piece.role else cut_run_in(folded, piece, follower, run_in):
            for own in (
                [part]
                if part.role
                else chain.from_iterable(cut_last_lead(folded, key) for key in cut_key(folded, part))
            ):
                if own.role:
                    tokens.append(_read_cell(own, vacant=is_vacant(folded[own.text : own.end])))
                    continue
                if own.start in repeated:
                    tokens.append(Token(own, "out", why="running head"))
                    continue
                under = bool(tokens) and tokens[-1].role == "unit"
                tokens += [_read_role(folded, unit, labels) for unit in cut_units(folded, own, under=under)]
    _heed_neighbours(folded, tokens, names or {})
    return tokens


def _heed_neighbours(folded: str, tokens: list[Token], names: Mapping[int, int]) -> None:
    """Correct in place the roles that the lines around tell."""
    for index, token in find_bold(folded, tokens, names):
        tokens[index] = token
    for index, token in find_announced(folded, tokens):
        tokens[index] = token
    for index in range(1, len(tokens)):
        before = tokens[index - 1].piece
        if (
            tokens[index].role == "title"
            and before.marker
            and before.marker.style == "chapter"
            and before.text >= before.end
        ):
            tokens[index] = replace(tokens[index], role="other")  # a chapter's title on a line of its own
    for index in _find_charges(folded, tokens):
        tokens[index] = replace(tokens[index], role="duties", why="")
    for index in _find_functions(folded, tokens):
        tokens[index] = replace(tokens[index], role="duties", name=None)
    for index in _find_echoes(folded, tokens):
        tokens[index] = replace(tokens[index], role="lead", name=None)


def _bare_title(folded: str, piece: Piece, follower: Piece | None) -> Piece:
    """Take the full stop off a unit's name that its numbered duties follow on the same line."""
    runs_in = follower is not None and follower.inline and follower.marker is not None and follower.marker.number == 1
    if (
        not runs_in
        or piece.marker
        or folded[piece.end - 1] != "."
        or not find_title(folded[piece.text : piece.end - 1])
    ):
        return piece
    return replace(piece, end=piece.end - 1)


def _find_charges(folded: str, tokens: Sequence[Token]) -> list[int]:
    """Find articles right under a chapter such as 主要职责 that end in a colon: the office's duties follow."""
    return [
        index
        for index in range(1, len(tokens))
        if tokens[index].why == "article without duties"
        and tokens[index - 1].role == "duties"
        and opens_list(folded[tokens[index].piece.text : tokens[index].piece.end])
    ]


def _find_functions(folded: str, tokens: Sequence[Token]) -> list[int]:
    """Find items such as "24. Functions of the Coast Guard" below a heading or a chapter that names this unit."""
    found, names = [], set[str]()
    for index, token in enumerate(tokens):
        if token.role != "unit" or not token.name:
            continue
        name, marker = folded[slice(*token.name)].lower(), token.piece.marker
        if marker is None or marker.style == "chapter":
            names.add(name)
        elif name in names and _FUNCTIONS.search(folded, token.piece.text, token.name[0]):
            found.append(index)
    return found


def _find_echoes(folded: str, tokens: Sequence[Token]) -> list[int]:
    """Find lines such as "Export Certification:" that only say again the heading right above them."""
    words = [folded[token.piece.text : token.piece.end].rstrip(" :").lower() for token in tokens]
    return [
        index
        for index in range(1, len(tokens))
        if (
            words[index] == words[index - 1]
            or (words[index].startswith(f"the {words[index - 1]}") and folded[tokens[index].piece.end - 1] == ":")
        )
        and tokens[index - 1].piece.level
        and tokens[index].role in ("unit", "title", "lead")
        and not tokens[index].piece.marker
    ]


def _read_cell(piece: Piece, *, vacant: bool) -> Token:
    """Take a piece of a table as its column says."""
    if piece.role == "unit":
        return Token(piece, "unit", (piece.text, piece.end), piece.end)
    if piece.role == "text" and vacant:
        return Token(piece, "vacant")
    if piece.role == "text":
        return Token(piece, "item" if piece.marker else "prose")
    return Token(
        piece, "out", why={"furniture": "navigation or page furniture"}.get(piece.role, "other column of a table")
    )


def _read_role(folded: str, piece: Piece, labels: frozenset[str]) -> Token:
    words, whole = folded[piece.text : piece.end], folded[piece.start : piece.end]
    why = find_furniture(whole) if not piece.marker or piece.marker.style[0] in "•-" or not words else ""
    if why or (why := _find_why(words, piece)):
        article = piece.marker is not None and piece.marker.style in TOP_STYLES and words
        return Token(piece, "other" if article or why == ATTACHED else "out", why=why)
    if at := find_named_key(words):
        name = _end_name(folded, piece.text + at, piece.end)
        return Token(piece, "unit", (piece.text + at, name), piece.end)
    if is_vacant(words):
        return Token(piece, "vacant")
    spread = _SPREAD.match(words)  # "负 责 人:主任 某"
    if spread or (not piece.marker and (is_label(words) or read_key(words) in labels)):
        return Token(piece, "label", why="label")
    if piece.marker and piece.marker.style in TOP_STYLES:
        return _read_article(folded, piece, words)
    return _read_words(folded, piece, words)


def _find_why(words: str, piece: Piece) -> str:
    """Say why an item can be no duty; an empty string where it can."""
    if piece.marker and piece.marker.style[0] in "•-" and words:
        return find_furniture(words)
    reasons = {
        "number or bullet without text": not words,
        "number without text": not re.search(r"[^\W\d_]{2}|[㐀-鿿]", words),
        ATTACHED: is_attachment(words),
        "list of contents": is_contents(words),
        "no longer in force": is_repealed(words),
        "legal frame": is_frame(words),
        "a question": _QUESTION.fullmatch(words) is not None and not asks_of_unit(words),
        "people and posts": len(words) < _LONGEST_POST and is_person(words),
    }
    return next((why for why, holds in reasons.items() if holds), "")


def _end_name(folded: str, start: int, end: int) -> int:
    title = find_title(folded[start:end])
    return start + title.end if title else end


def _read_words(  # noqa: PLR0911 -- one role a line
    folded: str, piece: Piece, words: str
) -> Token:
    section = find_section(words) if len(words) < 90 and not asks_of_unit(words) else ""
    if (opens_units(words) and words[-1] in ":。." and ". " not in words) or (
        _ALL_UNITS.match(words) and _is_short(words)
    ):
        return Token(piece, "units")
    named = section == "units" and piece.marker and find_title(words) and not _OUTER.match(words)
    if section and not named:
        return Token(piece, section)
    if len(words) < 140 and (title := find_title(words)):
        name = (piece.text + title.start, piece.text + title.end)
        generic = is_generic(folded[name[0] : name[1]])
        if generic and title.start > 4:
            return Token(piece, "duties")
        generic = generic and not words.startswith("【") and not _SECOND_NAME.fullmatch(words, title.end)
        if generic and not (piece.marker and title.start == 0 and not opens_list(words)):
            return Token(piece, "lead" if opens_list(words) or title.end < len(words.rstrip(":")) else "title")
        return Token(piece, "unit", name, piece.text + title.rest)
    if STATUTE.fullmatch(words.rstrip(":—-. ")):
        return Token(piece, "duties")
    if token := _read_subject(folded, piece, words):
        return token
    if opens_units(words) and (words[-1] == ":" or not re.search(r"\.\s", words)):
        return Token(piece, "units")
    if opens_list(words):
        return Token(piece, "lead")
    if (
        piece.marker
        and (listed := _LIST_END.search(words))
        and (title := find_title(words[: listed.start()]))
        and not re.fullmatch(r"[A-Z][a-z]+(?: [a-z]+)+", words[: listed.start()])
    ):
        return Token(piece, "unit", (piece.text + title.start, piece.text + title.end), piece.end)
    if _is_short(words) and (piece.marker or not _BARE_DUTY.match(words)):
        return Token(piece, "title")
    return Token(piece, "item" if piece.marker else "prose")


def _read_subject(folded: str, piece: Piece, words: str) -> Token | None:
    head = words[:240]
    name = None if _DECREE.match(words) else find_subject(head)
    predicate = read_predicate(words[name.rest : name.rest + _FAR]) if name else ""
    if (
        not predicate
        and not piece.marker
        and (is_definition(head) or opens_list(words))
        and (plain := find_plain_subject(head))
    ):
        name, predicate = plain, read_predicate(head[plain.rest :])
    if (
        name
        and not predicate
        and piece.marker
        and head[name.rest :].startswith(". ")
        and name.end - name.start > _INITIALS
    ):
        predicate = "rest"
    if not name or not predicate:
        return None
    if piece.level and predicate == "rest" and not re.search(r"[.;。]", words):
        return Token(piece, "unit", (piece.text, piece.end), piece.end)
    if (is_generic(head[name.start : name.end]) and predicate != "definition") or (
        OFFICE.match(head) and opens_list(words)
    ):
        return None
    if opens_units(words) and (predicate != "duty" or ". " not in words):
        return Token(piece, "units")
    span = (piece.text + name.start, piece.text + name.end)
    return Token(piece, "subject", span, skip_predicate(folded, piece.text + name.rest, piece.end), predicate)


def _read_article(folded: str, piece: Piece, words: str) -> Token:
    """Read a statute's article by its title, else by its words."""
    if token := read_article(folded, piece, words):
        return token
    token = _read_words(folded, piece, words)
    if token.role == "lead" and CHARGED.search(words):
        return replace(token, role="duties")
    told = token.role in ("unit", "subject", "duties", "units")
    return token if told else replace(token, role="other", why="article without duties")


def _is_short(words: str) -> bool:
    if re.search(r"(?:[。;,.!?]|;\s(?:and|or))$", words) or "\n" in words:
        return False
    if re.search("[㐀-鿿]", words):
        return len(words) <= _TITLE_HAN and not re.search(r"[。;]", words)
    return len(words.split()) <= _TITLE_WORDS and len(words) <= 100
