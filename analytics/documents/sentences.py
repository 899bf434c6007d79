"""What a sentence says, and the words before a duty that only say that it is one."""

from __future__ import annotations

import re

from analytics.documents.names import find_subject
from analytics.documents.nouns import EN_NOUN
from analytics.documents.posts import is_post

_QUALIFIER = r"(?:依法(?=掌理)|主要|重要|具体|重点|全面|统一|专门|直接)"
_ZH_LEAD = re.compile(
    rf"(?:[㐀-鿿]{{2,8}}(?:派出|直属|内设)机构,(?=负责))?(?:[其它]|(?:本|该)[处科室局署关部会组])?(?:(?:由|分设|下设|"
    rf"置)[^,。;]{{1,24}},并?)?{_QUALIFIER}*(?:负责|掌理|职掌|有权限)(?:(?:下列|以下|"
    rf"如下)?(?:各项)?(?:事项|工作|职责))?:?|(?:[其它]的?)?{_QUALIFIER}?(?:工作)?(?:职责|任务|职能|业务|"
    rf"工作)(?:包括|是|为|有)?:|(?:其{_QUALIFIER}?|{_QUALIFIER})(?:工作)?(?:职责|任务|职能|业务)(?:包括|是|"
    rf"为|有)"
)
_ZH_INNER_LEAD = re.compile(
    rf"(?:^|[,。:])(?:[其它])?(?:{_QUALIFIER}+(?:负责|承担)|负责|(?:[其它]的?)?{_QUALIFIER}?(?:职责|任务|"
    rf"职能)(?:是|为|包括):?)"
)
_ADVERB = r"(?:(?:also|mainly|primarily|chiefly|further|jointly|solely|directly|specifically|overall|generally)\s+)*"
_CHARGE = (
    rf"(?:is|are|shall be|will be|was)\s+{_ADVERB}(?:responsible|accountable|answerable)\s+{_ADVERB}(?:for|"
    rf"to)\b(?:\s+the\s+following)?\s*:?"
    rf"|(?:is|was)\s+(?:established|created|set up)\s+to(?=\s+(?!be\b))"
    rf"|(?:is|are|shall be)\s+{_ADVERB}(?:in[- ]charge of|charged with(?:\s+the\s+(?:responsibility|"
    rf"duty)\s+(?:of|for))?|tasked with(?:\s+the\s+(?:responsibility|duty)\s+(?:of|for))?|entrusted with|mandated to|"
    rf"tasked to)|takes?\s+(?:charge|care)\s+of|"
    rf"(?:has|have)\s+the\s+(?:main\s+|general\s+)?(?:task|mission|function)s?\s+of|"
    rf"(?:has|have|with)\s+(?:the\s+)?(?:\w+\s+)?responsibilit(?:y|ies)\s+(?:for|of)"
)
# "The main task is to ensure ...", the duty itself following.
MAIN_TASK = re.compile(
    r"(?:The|Its)\s(?:core|main|key|primary|principal|overall)\s(?:function|task|role|purpose|responsibility|mandate|aim)"
    r"(?:\sof\s[^.;:]{3,80}?)?\sis\sto\s"
)
_GENERIC = rf"(?:(?:The\s+staff\s+of\s+)?(?:The|This|Our|the|this)\s+(?:(?i:{EN_NOUN}|program))|It|We|They)"
_OF_ITS = r"(?:(?:main|key|core|principal|primary)\s+)?(?:functions?|duties|duty|responsibilit(?:y|ies)|tasks?|role)"
_UNDER_HEAD = (
    r"(?:(?:Under\s+the\s+(?:leadership|guidance|direction|supervision)\s+of|(?:Headed|Led|Managed|Directed)\s+by)\s+"
    r"[^,.;]{3,80},\s+)?"
)
_FURTHER = r"(?:(?:Further|Furthermore|Additionally|In\s+addition|Moreover|Besides),?\s+)?"
_EN_LEAD = re.compile(
    r"It\s+shall\s+be\s+the\s+(?:duty|function|responsibility)\s+of\s+(?:the\s+)?[^,;.]{3,80}?\s+to\s+|"
    rf"(?:{_UNDER_HEAD}{_FURTHER}(?:{_GENERIC}|it|they|{EN_NOUN}|(?:The\s)?[A-Z]{{2,8}})\s+(?:also\s+)?)?(?:{_CHARGE})\s*:?\s+|(?:(?:It|"
    rf"They)\s+is\s+)?(?:Mainly\s+|"
    rf"Primarily\s+)?[Rr]esponsible for\s+"
    rf"|(?:(?:(?:The|This|Our|the)\s(?i:{EN_NOUN})['’]s?|Its|Their|The)\s+"
    r"(?:(?:main|key|core|principal|primary|overall|general|essential|long-term)\s+)?|(?:Main|Key|Core)\s+|(?=[A-Z]\w+\sinclude))"
    r"(?i:responsibilit(?:y|ies)|tasks?|duties|duty|functions?|roles?|mandate)"
    r"(?:\sand\s(?:functions?|responsibilities|duties|roles?|mandate))?"
    r"(?:\s+(?:of|for)\s+(?:the\s+)?[A-Z][\w ,&()’'-]{2,80}?)?(?:\s+(?:is|are)\s*:?\s+(?:to\s+)?|\s+includes?\s*:?\s+)"
)
_EN_PREDICATE = re.compile(
    rf"\s*(?:(?:also\s+)?(?:{_CHARGE})\s*:?\s+|performs\s+the\s+following\s+\w+\s?:\s*|['’]s?\s+{_OF_ITS}\s+(?:is|are|include)\s+|which\s+(?:shall|will)\s+(?!be\b)|,\s(?:which|that)\s+(?:(?:shall|"
    rf"will)\s+(?!be\b)|(?!(?:is|was|has)\b)(?=[a-z]+s\s))|(?:shall|will|must)\s+(?!be\s+headed|be\s+composed|consist|comprise|have|"
    rf"report)|(?:the\s)?(?:following\s)?(?:tasks|activities|duties|functions|work|affairs)\s(?:are|is|shall\sbe)\s"
    rf"(?:performed|carried\sout|conducted)\s?:?\s*|[:–—-]\s*|\.\s*[-–—]\s*)"
)
_WHERE = r"\s+(?:of|at|in|within|under|as)\s+(?:(?:the|this|our)\s+)?[\w ,]{3,90}?(?=\s+(?:is|are|shall|has)\b)"
_CHARGED = re.compile(rf"\s+(?:also\s+)?(?:{_CHARGE})\s+")
_BEING = re.compile(r"\s+(?:is|are)\s+(?:an?|the)\s")
_INSET_CHARGE = re.compile(
    rf"(?s)(?:(?!\bwho\b)[^.;]|\.(?=\w)|(?<=\b[A-Z])\.|(?<=\b[MD]r)\.|(?<=\bM[r]s)\.|"
    rf"(?<=\bMs)\.){{0,220}}?\b(?:{_CHARGE}|responsible for|in charge of)\s+"
)
_ALSO = re.compile(
    rf"(?:{_GENERIC}\s+(?:also\s+|further\s+)?(?:[a-z]+s\b|shall|is\s+also\s+responsible|{_CHARGE}))|"
    rf"(?:(?:To|to)\s+be\s+|Be\s+)?[Rr]esponsible\s+for\b|(?:此外|另外|同时|还|并)?,?(?:还|亦|并)?(?:负责|承担|承办|完成|办理)"
)
_DEFINITION = re.compile(
    r"(?:是|系|作为|为(?![^,。;]{0,16}(?:提供|服务|保障)))|(?:[㐀-鿿()]{0,24}?(?:是|系(?!统))[^。;]{0,80}?(?:部门|机构|机关|单位|组织|团体|直属海关|隶属海关))"
    r"|(?:[A-Z][\w\s,&'’()-]{0,80}?|(?:the|The)\s[\w\s,&'’()-]{0,80}?)\s(?:is|are)\s(?:an?|"
    r"the)\s(?:[\w\s’'-]{0,60}?\s)?(?:department|division|office|body|unit|organ|agency|institution|"
    r"section|bureau|branch|centre|center|arm|service|customs)\b"
)
# The subject of an English sentence: capitals, small words, brackets, and one plain word before the verb.
_HEAD = (
    r"(?:Note:\s)?(?:(?:[A-Z][\w’'&/.-]*|of|and|for|the|in|on|to|at|outside|&|\d+|\((?:[^()]|\([^()]*\))*\)|"
    r"[\w’'-]+(?=\s(?:is|are|was|were|shall|has|consists?|comprises?|reports?|falls?|comes?|employs|works?|"
    r"operates?|report|consist)\b)),?\s+){0,16}?(?:with\s[^,.;]{3,60},\s)?"
)
_STRUCTURE = re.compile(
    r"(?:[㐀-鿿()、]{0,24}?)(?:前[一二三四]?项|[^。;]{0,20}平级|[^。;]{0,30}(?:双重|垂直)(?:领导|管理)|第[一二三四]项|内设|下设|设有|"
    r"设[\d一二三四五六七八九十]+个|分设|现有|成立于|位于|地处|始建|由[^。]{2,40}组成|"
    r"(?:另|还)设(?:有)?(?:派出|直属|所属)[^。;]{0,6}:|由[^。,]{2,24}(?:掌管|领导|主管|统领|出任|担任)(?:,(?:辖下|其?下)?设[^。;]*)?[。;]?$|"
    r"实行.{2,20}(?:体制|管理)|分[一二三四五六七八九十\d]+[股科课组]|"
    r"(?:规格|级别)?(?:为|是)?[正副]?[厅处科局部股]级(?:单位|机构|建制|规格|行政单位)?[。;]?$)"
    rf"|{_HEAD}(?:which\s[^,;.]{{3,90}},\s)?"
    rf"(?:is|are|was|were|shall be|has been)\s+(?:\w+ly\s+)?(?:headed|led|located|composed|divided|"
    r"organi[sz]ed|(?:established|created)(?!\s+to\s+(?!be\b))|founded|made up|assisted|staffed|supervised|"
    r"managed by|part of|"
    r"under the)\b"
    rf"|{_HEAD}(?:(?:has|have)\s(?:\w+\s)?(?:officers|offices|posts)\s(?:at|in)|(?:is|are)\s(?:in|at)\s[A-Z])"
    r"|(?:The|Its)\s(?:work\sis\s(?:shared|divided)|jurisdiction\sis)\b"
    rf"|{_HEAD}(?:consists?|comprises?|[Rr]eports? (?:directly )?to|(?:works?|operates?) under|was set up|"
    r"employs|has its own|(?:falls?|(?:shall )?comes?) (?:directly )?(?:under|within)|"
    r"has (?:its )?(?:\w+ )?(?:\(\d+\) )?(?:sections|units|divisions|branches|offices|staff|employees))\b",
    re.DOTALL,
)
_ZH_VERB = re.compile(r"(?![是系的与和及亦也还内设下分位成于由])(?:为[^,。;]{0,16}(?:提供|服务|保障)|[㐀-鿿]{2})")
RANKED = re.compile(r",?为[^,。;]{2,20}(?:单位|机构|部门|机关)(?:,[^。;]{2,30})?。(?=\S)")
CATCH_ALL = re.compile(
    r"(?:交办|交付|指派|临时)[^。;]{0,12}(?:事项|任务|工作)|(?:其他|其它|其余)[^。;]{0,16}(?:事项|任务|工作)"
    r"|(?i:\bother\s+(?:\w+\s+){0,2}(?:matters|tasks|duties|work|functions|"
    r"assignments)\b[^.;]{0,60}\b(?:assigned|entrusted|delegated|required|given))"
)


def skip_lead(folded: str, start: int, end: int) -> int:
    """Return where the duty itself begins, after words such as 主要负责 or "is responsible for".

    >>> text = "其主要任务是保管档案"
    >>> text[skip_lead(text, 0, len(text)):]
    '保管档案'
    """
    for lead in (_ZH_LEAD, _EN_LEAD):
        if (match := lead.match(folded, start, end)) and match.end() < end:
            at = _skip_space(folded, match.end(), end)
            return at + 2 if folded[at - 1] == ":" and folded.startswith("负责", at) and at + 2 < end else at
    return start


def skip_subject(folded: str, start: int, end: int, name: str) -> int:
    """Return where the predicate's object begins, where the sentence has the unit `name` as its subject."""
    further = re.match(_FURTHER, folded[start:end])
    first = start + (further.end() if further else 0)
    words = folded[first : min(end, first + 160)]
    words = words[:1].upper() + words[1:]
    subject = find_subject(words)
    own = (
        re.match(
            rf"(?:The\s+)?{_escape(name)}(?:\s+{EN_NOUN})?(?:\s*\([^()]{{1,40}}\))?(?:{_WHERE})?(?=\s)",
            words,
            re.IGNORECASE,
        )
        if name
        else None
    )
    if not own and (not subject or not name or not is_alike(words[subject.start : subject.end], name)):
        charged = _CHARGED.match(folded, first + subject.rest, end) if subject else None
        return _skip_space(folded, charged.end(), end) if charged and charged.end() < end else start
    at = first + (own.end() if own else subject.rest if subject else 0)
    inset = _INSET_CHARGE.match(folded, at, end) if is_charged(folded[at : min(end, at + 400)]) else None
    match = inset or _EN_PREDICATE.match(folded, at, end) or _ZH_LEAD.match(folded, at, end)
    return _skip_space(folded, match.end(), end) if match and match.end() < end else start


def _escape(name: str) -> str:
    return re.sub(r"\\&|\band\b", "(?:&|and)", re.escape(name))


def skip_name(folded: str, start: int, end: int, name: str) -> int:
    """Return where a Chinese sentence goes on after its unit's own name, where a verb follows.

    >>> text = "新闻科协助各科发布消息"
    >>> text[skip_name(text, 0, len(text), "新闻科"):]
    '协助各科发布消息'
    """
    at = start + len(name)
    told = folded.startswith(name, start) and at < end and _ZH_VERB.match(folded, at) is not None
    return at if told else start


def skip_predicate(folded: str, start: int, end: int) -> int:
    """Return where a duty begins after its unit's name: past separators, "shall", "is responsible for" and the like."""
    if ranked := RANKED.match(folded, start, end):
        start = ranked.end()
    at = start
    while at < end and folded[at] in " \t\r\n,.。:;-–—":
        at += 1
    bare = at
    inset = (
        folded[start : start + 1] == "," or _BEING.match(folded, start, end) or is_post(folded[at : min(end, at + 80)])
    )
    at = start if inset else at
    match = (_INSET_CHARGE.match(folded, start, end) if inset else None) or _EN_PREDICATE.match(folded, at, end)
    return skip_lead(folded, match.end() if match and match.end() < end else bare, end)


def skip_charge(folded: str, start: int, end: int) -> int:
    """Return where the duty begins in an English definition such as "It is the unit responsible for audits."."""
    match = _INSET_CHARGE.match(folded, start, end)
    return match.end() if match and match.end() < end else start


def is_charged(rest: str) -> bool:
    """Tell whether a sentence charges its subject with something after an inset: ", headed by X, is responsible for".

    >>> is_charged(", headed by a director, is responsible for audits")
    True
    >>> is_charged(" is led by a man who is responsible for it")
    False
    """
    return (rest[:1] == "," or _BEING.match(rest) is not None) and _INSET_CHARGE.match(rest) is not None


def _skip_space(folded: str, at: int, end: int) -> int:
    while at < end and folded[at] in " \t\r\n:":
        at += 1
    return at


def is_same_unit(name: str, other: str) -> bool:
    """Tell whether two names mean one unit: one holds the other.

    >>> is_same_unit("the Legal Division", "Legal Division (LD)")
    True
    """
    first, second = (re.sub(r"(?i)\bthe\b|\band\b|\([^)]*\)|\W", "", text).lower() for text in (name, other))
    return bool(first and second) and (first in second or second in first)


def is_alike(name: str, other: str) -> bool:
    """Tell whether two names mean one unit, be it called a department or a division."""
    first, second = (re.sub(rf"\s(?i:{EN_NOUN})$", "", text).lower() for text in (name, other))
    return is_same_unit(name, other) or (first == second and " " in name and " " in other)


def is_definition(words: str) -> bool:
    """Tell whether a sentence only says what a unit is.

    >>> is_definition("是全局档案工作的主管部门。"), is_definition("The Unit is a body of the Agency.")
    (True, True)
    """
    return _DEFINITION.match(words) is not None


def is_structure(words: str) -> bool:
    """Tell whether a sentence is about a unit's parts, place or head.

    >>> is_structure("It consists of three sections."), is_structure("下设两个科。"), is_structure("Collects duties.")
    (True, True, False)
    """
    return _STRUCTURE.match(words) is not None


def goes_on(words: str) -> bool:
    """Tell whether a sentence after a list adds a duty to it, such as "The Division also advises ..."."""
    return _ALSO.match(words) is not None


def find_inner_lead(folded: str, start: int, end: int) -> int:
    """Return where duties begin inside a sentence that starts otherwise: after 主要负责 and the like; -1 if nowhere."""
    match = _ZH_INNER_LEAD.search(folded, start, end)
    return match.end() if match and match.end() < end else -1
