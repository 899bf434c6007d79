"""Names of units that only other lines tell: bold first words, what a line above announces or counts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.documents.names import is_generic
from analytics.documents.predicates import read_predicate
from analytics.documents.sections import find_section
from analytics.documents.sentences import skip_predicate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analytics.documents.tokens import Token

_NAMED_LINE = re.compile(
    r"(?:The\s(?=\w+\s\w))?(?P<name>[A-Z][^.;:–—]{2,70}?|[㐀-鿿]{2,16})\s?(?:\s-|[–—]{1,2}|:)\s?(?=\S)"
)
_COUNTED = re.compile(
    r"\b(?:departments|divisions|units|sections|branches|directorates|offices|"
    r"bureaus)\s?:\s?(?P<names>[A-Z][^.;:]{10,300})\."
)
_DOES = re.compile(r"\s?(?:\s-|[–—:])\s?(?!(?:is|has|this|its)\s)[a-z]{3,}s\s")
_STOPPED = re.compile(r"[.:]\s+(?:It|They|(?:This|The)\s[a-z]+)\s(?:also\s)?[a-z]{3,}s?\s")  # "**Guard.** It keeps ..."
_ARTICLE = re.compile(r"The\s(?=\w+\s\w)")  # of a name of one word it is part
_LONGEST, _SHORTEST = 12, 6  # words of a name; characters


def find_bold(folded: str, tokens: Sequence[Token], names: Mapping[int, int]) -> list[tuple[int, Token]]:
    """Find paragraphs whose bold first words are a unit's name, as what they say of it and of its like shows."""
    found = []
    for index, token in enumerate(tokens):
        piece = token.piece
        end = names.get(piece.text, 0)
        if (
            piece.text < end < piece.end
            and token.role in ("prose", "subject", "item", "title", "lead")
            and not piece.role
        ):
            told = bool(_DOES.match(folded, end, piece.end)) or (token.predicate == "rest" and token.role == "subject")
            if not piece.marker and _STOPPED.match(folded, end - 1, piece.end):
                told = told or not find_section(folded[piece.text : end - 1])
            predicate = "duty" if told else read_predicate(folded[end : piece.end])
            short = len(folded[piece.text : end].split()) <= _LONGEST
            if predicate == "duty" and short and not is_generic(folded[piece.text : end]):
                rest = skip_predicate(folded, end, piece.end)
                stop = piece.text + len(folded[piece.text : end].rstrip(" .:–—-"))
                article = _ARTICLE.match(folded, piece.text, stop)
                start = article.end() if article else piece.text
                named = replace(token, role="subject", name=(start, stop), rest=rest, predicate="duty", bold=True)
                found.append((index, named))
    return found if len(found) > 1 else []


def find_announced(folded: str, tokens: Sequence[Token]) -> list[tuple[int, Token]]:
    """Find lines such as "Valuation – Checks declared values." under a line such as "Specialised units:"."""
    found = []
    for index, token in enumerate(tokens):
        if token.role != "units" or folded[token.piece.end - 1] != ":":
            continue
        run = []
        for other in range(index + 1, len(tokens)):
            piece = tokens[other].piece
            if tokens[other].role == "out":
                continue
            match = _NAMED_LINE.match(folded, piece.text, piece.end)
            if not match or piece.role or tokens[other].role not in ("prose", "item", "subject"):
                break
            rest = skip_predicate(folded, match.end(), piece.end)
            named = replace(tokens[other], role="subject", name=match.span("name"), rest=rest, predicate="duty")
            run.append((other, replace(named, bold=True)))
        found += run if len(run) > 1 else []
    return found or _find_counted(folded, tokens)


def _find_counted(folded: str, tokens: Sequence[Token]) -> list[tuple[int, Token]]:
    """Find paragraphs that begin with a name counted up above: "three departments: Vessels, Cargo, and Dredging."."""
    names: dict[str, list[str]] = {}
    for counted in _COUNTED.finditer(folded):
        for words in counted["names"].split(","):
            name = re.sub(r"^(?:and the|and|the)\s", "", words.strip())
            if len(name) > _SHORTEST:
                names.setdefault(name.split()[0], []).append(name)
    found = []
    for index, token in enumerate(tokens if names else []):
        piece = token.piece
        at = piece.text + 4 * folded.startswith("The ", piece.text)
        first = folded[at : piece.end].partition(" ")[0]
        name = next((name for name in names.get(first, ()) if folded.startswith(f"{name} ", at)), "")
        if name and token.role == "prose" and not piece.marker:
            span = (at, at + len(name))
            rest = skip_predicate(folded, span[1], piece.end)
            found.append((index, replace(token, role="subject", name=span, rest=rest, predicate="duty", bold=True)))
    return found if len(found) > 1 else []
