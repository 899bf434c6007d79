"""Lead-ins such as "Its functions are:": which open duties that no heading stands over, and which a further unit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analytics.documents.folding import HAN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.documents.regions import Region
    from analytics.documents.tokens import Token

DUTY_LEAD = re.compile(r"(?i)职[责能掌权]|任务|负责|承担|掌理|responsib|functions?\b|duties|tasks?\b|roles?\b|charge")
_BINDING = re.compile(r"\b(?:shall|will|must|may|is to|are to|to|we|and|by)(?: also)?\s?[:—–-]*$")
_ANNOUNCED = re.compile(r"(?:公布|公开|通知|公告|规定|介绍|发布|印发)如下\s?:$")
_MORE = re.compile(r"(?i)(?:other|additional|further|specific)\b|其[他它]|具体")
_KIND = re.compile(
    r"(?i)\b(task|function|dut|responsib|power|role|activit)\w*(?:\s(?:of|are|include)\b[^:]*)?:?$|"
    r"(任务|职能|职责|职权)[^:]{0,4}:?$"
)
_TITLE_HAN, _FEW_WORDS = 8, 6
_LINES = 3


class LeadReader:
    """Tells what a lead-in opens.

    Parameters
    ----------
    folded : str
    tokens : sequence of Token
    after : sequence of int
        For each token the next that is no furniture.
    headed : bool
        Whether the document's units have headings.
    """

    def __init__(self, folded: str, tokens: Sequence[Token], after: Sequence[int], *, headed: bool) -> None:
        self.folded, self.tokens, self.after, self.headed = folded, tokens, after, headed

    def may_open(self, index: int) -> bool:
        """Tell whether a lead-in before any unit may open duties: short Chinese and long English ones name them."""
        piece = self.tokens[index].piece
        words = self.folded[piece.text : piece.end]
        bound = len(words.split()) <= _FEW_WORDS or _BINDING.search(words)
        told = len(words) > _TITLE_HAN if HAN.search(words) else bound
        charges = bool(told or DUTY_LEAD.search(words)) and not _ANNOUNCED.search(words)
        return charges and self._leads_list(index)

    def _leads_list(self, index: int) -> bool:
        """Tell whether a list stands under a lead-in: items, or several lines that semicolons end."""
        follower = self.after[index]
        if follower >= len(self.tokens) or self.tokens[follower].piece.marker is not None:
            return follower < len(self.tokens)
        lines = [self.folded[token.piece.text : token.piece.end] for token in self.tokens[follower : follower + _LINES]]
        return len(lines) == _LINES and all(words[-1] == ";" and ". " not in words for words in lines)

    def starts_afresh(self, index: int, current: Region) -> bool:
        """Tell whether a lead-in after the duties of `current` begins another unit: not where units have headings."""
        piece = self.tokens[index].piece
        if _MORE.match(self.folded, piece.text):
            return False
        if not self.headed:
            return not self._tells_more(index, current)
        follower = self.after[index]
        restarts = (
            follower < len(self.tokens)
            and (marker := self.tokens[follower].piece.marker) is not None
            and marker.number == 1
        )
        return bool(piece.inline and restarts)

    def _tells_more(self, index: int, current: Region) -> bool:
        """Tell whether a lead-in such as "Its functions:" goes on with a nameless office whose tasks were listed."""
        if current.name is not None:
            return False
        kinds = [self._name_kind(other) for other in current.body if self.tokens[other].role in ("lead", "duties")]
        return bool(kinds) and "" not in kinds and self._name_kind(index) not in ("", *kinds)

    def _name_kind(self, index: int) -> str:
        piece = self.tokens[index].piece
        match = _KIND.search(self.folded, piece.text, piece.end)
        return (match[1] or match[2]).lower() if match else ""
