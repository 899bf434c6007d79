"""Articles of statutes: what their titles say, in brackets, before a dash, or as the first words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analytics.documents.furniture import find_furniture
from analytics.documents.names import find_subject, find_title
from analytics.documents.sections import find_section, opens_list
from analytics.documents.sentences import skip_predicate
from analytics.documents.tokens import Token

if TYPE_CHECKING:
    from analytics.documents.pieces import Piece

_TITLE_PART = re.compile(r"(?P<title>[^.。:;]{2,90}?)(?:\.\s*[-–—]+\s*|\.\s+(?=The\b)|\s*[-–—]{1,2}\s+(?=The\b))")
OFFICE = re.compile(
    r"(?:本分?[局署关部会院处所]|(?i:the\s+)?(?i:authority|agency|bureau|board|commission|commissioners?|"
    r"department|administration|service|organi[sz]ation|ministry|directorate|institution|"
    r"council)(?=\s+(?:shall|is|are|has|have|may|must|performs)\b))"
)
STATUTE = re.compile(
    r"(?i)(?:the\s+)?(?:(?:core|main|key|major|principal|general)\s+)?(?:powers?|functions?|duties|"
    r"responsibilities|roles?|"
    r"mandate|tasks)(?:\s+and\s+(?:powers?|functions?|duties|responsibilities))?\s+of\s+(?:the\s+)?(?:[\w’' ]{3,40})"
)
_APPOINTED = re.compile(r"本[局署关部会院处所][^。;]{0,6}置[^。;]{0,30}[一二三四五六七八九十百\d至干]人")
_FRAMED = re.compile(r"\((?P<title>[^()]{2,80})\)\s*")
_PART = re.compile(
    r"\b(?!of\b)[A-Z][\w-]+\s(?:Division|Section|Branch|Unit|Directorate|Team|Cell|Group|Cent(?:er|re))$"
)
_OF_UNIT = re.compile(
    r"The\s(?:functions|duties|responsibilities|tasks|powers|competences)\sof\s(?:the\s)?"
    r"(?P<name>[A-Z][\w ,&’'-]{3,80}?)\s(?:shall\s(?:be|include)|are|include)\b[^.;]{0,40}:"
)
CHARGED = re.compile(r"掌理|职责|职掌|functions|powers|duties|responsib")


def read_article(folded: str, piece: Piece, words: str) -> Token | None:
    """Read an article by its title: the office's duties, a unit, or nothing of either; None where no title tells.

    Parameters
    ----------
    folded : str
        See `fold_text`.
    piece : Piece
        The article, its number first.
    words : str
        What follows the number.
    """
    if why := find_furniture(words) or ("people and posts" if _APPOINTED.match(words) else ""):
        return Token(piece, "other", why=why)
    if framed := _FRAMED.match(words):
        return _read_framed(folded, piece, framed)
    if (told := _OF_UNIT.fullmatch(words)) and not OFFICE.fullmatch(told["name"]) and find_title(told["name"]):
        span = (piece.text + told.start("name"), piece.text + told.end("name"))
        return Token(piece, "unit", span, piece.end)
    match = _TITLE_PART.match(words)
    title = match["title"] if match else words.rstrip(".")
    charged = OFFICE.match(words) and CHARGED.search(words) and opens_list(words)
    if charged or find_section(title) == "duties" or (STATUTE.fullmatch(title) and not _PART.search(title)):
        return Token(piece, "duties")
    if match and (name := find_title(title)):
        span = (piece.text + name.start, piece.text + name.end)
        return Token(piece, "subject", span, piece.text + match.end(), "duty")
    return None


def _read_framed(folded: str, piece: Piece, framed: re.Match[str]) -> Token | None:
    """Read an article whose title stands in brackets, such as "(Audit Bureau) The Bureau shall ..."."""
    rest = piece.text + framed.end()
    if find_section(framed["title"]) == "duties" and (name := find_subject(folded[rest : piece.end][:240])):
        span = (rest + name.start, rest + name.end)
        return Token(piece, "subject", span, skip_predicate(folded, rest + name.rest, piece.end), "duty")
    if not (name := find_title(framed["title"])):
        return None
    at = piece.text + framed.start("title")
    span = (at + name.start, at + name.end)
    if rest >= piece.end:
        return Token(piece, "unit", span, piece.end)
    return Token(piece, "subject", span, skip_predicate(folded, rest, piece.end), "duty")
