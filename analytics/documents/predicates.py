"""What a sentence says of the unit that it names first."""

from __future__ import annotations

import re
from typing import Literal

from analytics.documents.sentences import RANKED, is_charged, is_structure

Predicate = Literal["duty", "definition", "structure", "rest", ""]

_ZH_DUTY = re.compile(
    r"(?:的|其)?,?(?:(?:由|分设|下设|置)[^,。;]{1,24},并?)?(?:主要|具体|重点|统一|全面|分别)*(?:负责|承担|承办|掌理|掌(?=[左下]列)|职掌|主管|办理|"
    r"依法(?:律规定)?(?:办理|掌理)|有权限|之权限|工作职责|"
    r"职责|职能|职务(?=如下)|任务)"
)
_EN_DUTY = re.compile(
    r",?\s*(?:(?:also|mainly|primarily|chiefly|in turn|which|that)\s+)*(?:(?:is|are|"
    r"shall be)\s+(?:\w+\s+)?(?:responsible|accountable|in charge|charged|tasked|entrusted|mandated)\b"
    r"|(?:the\s)?(?:following\s)?(?:tasks|activities|duties|functions|work|affairs)\s(?:are|is|shall\sbe)\s"
    r"(?:performed|carried\sout|conducted)\b"
    r"|ha(?:s|ve)\s+the\s+(?:main\s+|general\s+)?(?:task|mission|function)s?\s+of\b"
    r"|responsible\s+for\b|takes?\s+(?:charge|care)|ha(?:s|ve)\s+(?:the\s+)?(?:\w+\s+)?responsib|(?:is|"
    r"are)\s+(?:also\s+)?assigned\b"
    r"|['’]s?\s+(?:\w+\s+)?(?:functions?|duties|duty|responsibilit(?:y|ies)|tasks?|role)\s+(?:is|are|include)|"
    r"(?:is|was)\s+(?:established|created|set up)\s+to\s+(?!be\b)|(?:shall|will|must)\s?:|"
    r"shall\s+(?!be\s+(?:headed|composed|led)|consist|comprise|"
    r"have\b(?!\s+(?:the\s+)?(?:following\s+)?(?:\w+\s+)?(?:functions|duties|powers|responsib|tasks)))|will\s+(?!be)|"
    r"has\s+(?:the\s+)?(?:following\s+)?(?:\w+\s+){0,2}(?:functions|duties|responsib|powers|tasks)"
    r"|(?!is\b|was\b|has\b|does\b|consists\b|comprises\b|includes\b|reports\b|employs\b|this\b|its\b|"
    r"as\b)[a-z]{2,}(?:s|es)\b)"
)
_DEFINED = re.compile(r"\s*(?:is|are)\s+(?:an?|the)\s|(?:是|为(?![^,。;]{0,16}(?:提供|服务|保障))|系)")
_SERVES = re.compile(r"为[^,。;]{0,16}(?:提供|服务|保障)")
_SEPARATED = re.compile(r"\s*(?:[:。—–]|\s[-–—]\s|\.\s*[-–—]|\s+(?=[㐀-鿿]|(?:The|This|It|Responsible)\s))\s*(?=\S)")
_RESPONSIBLE = re.compile(r"(?:is\s)?(?:[Rr]esponsible\sfor|[Ii]n\scharge\sof)\b")
_LATER_DUTY = re.compile(r"^[^。;]{0,60}(?:掌理|职掌|职责|权限)[^。;]{0,10}:$")
# Where a paragraph ends "Its main duties are" with what they are.
_TOLD_LATER = re.compile(
    r"\.\s+(?:The|Its)\s(?:main\s|key\s)?(?:responsibilities|duties|functions|tasks)\s(?:are|include)\s?:\s?\S"
)
_FAR = 400
_FIRST = re.compile(r"(?s)\W*.*?(?:[。!?]|\.(?=\s|$)|$)(?:\s*[-–—]?\s*.{0,12})")


def read_predicate(rest: str) -> Predicate:
    """Tell what a sentence says of the unit that it names first; `rest` follows the name.

    >>> [read_predicate(rest) for rest in (" is responsible for audits.", "分设四科", "。拟订规划")]
    ['duty', 'structure', 'rest']
    """
    if _LATER_DUTY.search(rest) or _TOLD_LATER.search(rest[:_FAR]) or is_charged(rest):
        return "duty"
    if RANKED.match(rest):
        return "rest"
    return _read_sentence(_FIRST.match(rest)[0])  # type: ignore[index]


def _read_sentence(rest: str) -> Predicate:
    if _DEFINED.match(rest):
        return "definition"
    if _ZH_DUTY.match(rest) or _SERVES.match(rest) or (_EN_DUTY.match(rest) and not is_structure("Unit" + rest)):
        return "duty"
    if is_structure("处" + rest.lstrip(",")) or is_structure("Unit" + rest):
        return "structure"
    if separator := _SEPARATED.match(rest):
        told = _ZH_DUTY.match(rest, separator.end()) or _RESPONSIBLE.match(rest, separator.end())
        return "duty" if told else "rest"
    return ""
