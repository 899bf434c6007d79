"""Names of units, in English and Chinese: what reads as one, alone on a line or at the head of a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analytics.documents.nouns import EN_NOUN, ZH_NOUN
from analytics.documents.posts import is_post

_ZH_CHAR = r"[㐀-鿿A-Za-z0-9·\"“”《》]"
_ZH_VERBAL = (
    "负责|承担|承办|协助|配合|贯彻|营运|担任|完成|落实|做好|依法|依照|按照|根据|参与|拟订|制定|拟定|起草|关于|对于|"
    "以及|其他|其它|分设|下设|内设|设有|《|指导各|会同|牵头|受理(?![处科股室中])|向|由|将|与|及|或|在|为|对(?!外)|是|并"
)
_ZH_TITLE = re.compile(
    rf"(?!{_ZH_VERBAL})(?:{_ZH_CHAR}|[、和与及](?!其))+?(?:{ZH_NOUN})(?:[一二三四五六七八九十]|"
    rf"\d+)?(?:\s*(?:[、/,]|和|与|及)\s*{_ZH_CHAR}{{1,14}}(?:{ZH_NOUN}))*"
)
_ZH_SUBJECT = re.compile(
    rf"(?!{_ZH_VERBAL})(?P<name>(?:{_ZH_CHAR}|"
    rf"[、与和](?!其)){{1,24}}?(?:{ZH_NOUN})(?:[一二三四五六七八九十](?!是|为))?)(?:\([^()]{{0,40}}\))?"
    r"(?=[,。:;\s—–-]|$|由[^,。;]{2,24}(?:,|(?:领导|掌管|主管|统领|担任)(?:[。;]|$))|(?:的|其)?(?:主要|具体|重点|统一|全面|分别|现有)*"
    r"(?:负责|承担|承办|掌理|掌(?=[左下]列)|职掌|主管(?=[^。;]*[,。;:])|有权限|工作职责|职责|职能|职务(?=如下)|任务|业务|办理|依法|依据|分设|下设|内设|"
    r"分[一二三四五六七八九十\d]+|设|置|是|为|(?<!(?<!海)关)系(?![/、和及:])|综理))"
)
_ZH_SET_UP = re.compile(
    rf"(?:本[局署关部会院处所]|[㐀-鿿]{{2,10}}?[局署处部院])(?:[因为][^,。]{{2,16}})?,?得?设(?P<name>{_ZH_CHAR}{{1,14}}?{ZH_NOUN})"
    r"(?:,置[^,。;]{1,40}(?:[,;][^,。;]{1,40}){0,6}?)?,(?=掌理|依法|办理|负责|承办|承担|为[^,。;]{2,16}(?:单位|机构|部门|机关)。)"
)
_ZH_MANY = 26
_ZH_AFTER = re.compile(
    r"(?P<en>[A-Z][A-Za-z,&’' -]{3,80}?)\s*[-–—/]?\s*"
    r"(?:[(（](?P<inner>[㐀-鿿、]{2,24})[)）]|(?P<zh>[㐀-鿿][㐀-鿿()（）、]{1,24}))"
)
_EN_AFTER = re.compile(r"(?<=[㐀-鿿)）])\s*[-–—/]?\s*[(（]?[A-Z][A-Za-zÀ-ÿ,&’' -]{3,80}[)）]?$")
_ZH_TAIL = re.compile(
    r"(?:的)?(?:主要|基本|机构|部门|岗位|工作|法定)*(?:职责|职能|职掌|职权|任务|业务|掌理事项|"
    r"工作内容)(?:范围|任务|事项|分工|简介|介绍|概况|配置)?(?:如下|是|为|包括)?$"
)

# Names in capitals too: THE CENTRAL OFFICE.
_EN_CASED = rf"(?:{EN_NOUN}|(?=[A-Z]{{4}})(?i:{EN_NOUN}))"
_EN_WORD = r"(?:(?!The\b|This\b|Our\b|Its?\b)[A-Z0-9](?:[\w’'/&-]|\.(?=\w))*|of|and|for|the|&|on|in|to|with|at|de|–|-)"
_EN_SUBJECT = re.compile(
    rf"(?:(?i:the)\s+)?(?P<name>(?:(?:(?!The\b|This\b|Our\b|"
    rf"Its?\b)[A-Z][\w’'&-]*\s+){{0,3}}{_EN_CASED}(?:\s+General)?\s+(?:of|for|"
    r"on|(?<=Office )in(?=\s(?:the\s)?[A-Z]))\s+"
    rf"(?:{_EN_WORD}[\s,]+){{0,9}}(?:(?!The\b|This\b)[A-Z0-9](?:[\w’'/&-]|\.(?=\w))*)"
    rf"|(?:{_EN_WORD},?\s+(?:\([A-Z][\w&/ .’'-]{{1,40}}\)\s+)?){{0,9}}{_EN_CASED}(?:\s+(?:[IVX]{{1,4}}|"
    rf"\d{{1,2}}|[A-Z]))?"
    rf"|[A-Z]{{2,8}}\s?\([A-Z][^()]{{2,50}}{EN_NOUN}\)))"
    r"(?:\s*\([A-Za-z&/ .-]{1,40}\))?(?=\s|,|:|\.|$|['’]s?\s(?:\w+\s)?(?:functions?|duties|duty|responsibilit|"
    r"tasks?|role)\b)"
)
# Any name in capitals that is charged with something: "The Trade Cluster is responsible for ...".
_EN_CHARGED = re.compile(
    r"(?:(?i:the)\s+)?(?P<name>(?!The\b|This\b|Its?\b|A\b)[A-Z][\w’'&/-]*(?:\s+(?:[A-Z][\w’'&/-]*|and|of|for|"
    r"the|&)){1,8})"
    r"(?:\s*\([A-Za-z&/ .-]{1,40}\))?(?=\s+(?:is|are|shall be)\s+(?:responsible|in charge|charged|tasked|mandated)\b)"
)
# "The Sector for legal affairs and human resources represents the Administration"
_EN_TELLS = (
    r"(?:is|are|shall|will|(?:carri|appli|studi)es|performs|conducts|prepares|plans|manages|develops|represents|follows|"
    r"coordinates|detects|ensures|monitors|provides|deals|handles|supervises|organi[sz]es|implements|draws|collects|keeps|"
    r"takes|examines|drafts|proposes|advises|oversees|directs|administers|maintains|promotes|executes|assists|participates|"
    r"makes|issues|investigates|protects|decides|approves|grants|registers|cooperates|gives|analy[sz]es|verifies)\s"
)
_EN_SECTOR = re.compile(
    r"(?i:the\s+)?(?P<name>(?:Department|Division|Section|Sector|Directorate|Unit|Bureau|Branch|Service)\s(?:of|for)\s"
    rf"(?:the\s)?[a-z][A-Za-z ,&’'-]{{3,110}}?)(?=\s(?:(?:mainly|also|directly)\s)?{_EN_TELLS}(?!{_EN_TELLS}))"
)
# "Control of Treasury funds", of which the last is no verb
_WORK_OF = re.compile(r"(?:Control|Operation|Supervision|Custody|Collection|Enforcement|Preparation|Maintenance)\sof\s")
# "Placed under the authority of a Director, the Department of ...", "In the Tariff Sector the following tasks are ..."
_UNDER = re.compile(
    r"(?:Placed|Headed|Led|Working|Operating|Under)\s[^.;:,]{4,80},\s+(?=the\s+[A-Z])|"
    r"(?:In|Within)\s(?=the\s[A-Z][^.;:]{3,100}\s(?:tasks|activities|duties|functions|work|affairs)\s"
    r"(?:are|is|shall\sbe)\s(?:performed|carried\sout|conducted)\b)"
)
_EN_PLAIN = re.compile(rf"(?i:the\s+)?(?P<name>(?:[A-Za-z&’'-]+,?\s+){{0,8}}?(?i:{EN_NOUN}))(?=\s|,|:|$)")
_EN_ANY = re.compile(rf"\b{EN_NOUN}(?![\w-])", re.IGNORECASE)
_PT_ANY = re.compile(r"\b(?:Departamento|Divisão|Direcção|Gabinete|Centro|Secção)\b")  # Macau's second language
_SMALL = {"of", "and", "for", "the", "on", "in", "to", "with", "at", "de", "do", "da", "dos", "das", "e", "del", "la",
          "las", "los", "y", "des", "du", "et"}  # fmt: skip
_SHORT, _LONG = 7, 11  # words of a name that is not in capitals
_EN_PLAIN_KIND = re.compile(r"\s(?:division|department|section|unit|directorate|branch|bureau)$")
_EN_KIND = re.compile(r"(?:Division|Department|Section|Bureau|Directorate|Office|Unit|Branch)\s(?:of|for)\s[a-z]")
_EN_VERB = (
    r"(?i:maintain|manage|provide|coordinate|develop|prepare|review|assist|conduct|ensure|establish|"
    r"support|monitor|implement|formulate"
    r"|administer|supervise|collect|handle|advise|promote|organi[sz]e|draft|carry|undertake|perform|run|"
    r"keep|plan|lead|oversee|liaise"
    r"|represent|process|approve|issue|analy[sz]e|audit|evaluate|investigate|facilitate|serve|act|assess|"
    r"enforce|guide|direct|control|prevent|detect|protect|examine|receive|register|verify|combat|patrol|"
    r"inspect|publish|improve|strengthen|seize|determine|compile|identify|respond)"
)
_EN_ACTION = re.compile(
    rf"{_EN_VERB}\s+(?i:the|a|an|all|its|our|any|with|other|and\s+[a-z]+\s+the)\b|"
    r"(?:Provide|Undertake|Coordinate|Facilitate|Ensure|Maintain|Manage|Develop|Prepare|Implement|Formulate|Administer|"
    r"Supervise|Perform|Oversee|Investigate|Enforce|Verify|Strengthen|Compile)\s"  # no nouns
)
_EN_HEAD = re.compile(
    r"(?i)^(?:through|within)\s+the\s+|^(?:\w+,\s+){0,3}(?:establishment\s+and\s+)?(?:(?:main|key|core|major|principal|general|primary|two|three|four|"
    r"five|six)\s+)*"
    r"(?:functions?|fuctions?|duties|job description|components|responsibilities|roles?|"
    r"mandate|tasks|terms of reference|powers|activities)"
    r"(?:\s+and\s+(?:functions?|duties|responsibilities|roles?|tasks|powers))?\s+of\s+(?:the\s+)?"
)
_EN_OPENS = re.compile(r"\s+(?:are|is|includes?|shall\s+(?:be|include))(?:\s+(?:as\s+follows|the\s+following))?$")
_EN_NONE = re.compile(
    rf"(?!{EN_NOUN})[A-Z][a-z]+(?:ing|ment|tion|[cs]al|ance)\sof\s"
    r"(?!.*\b(?:Office|Division|Department|Section|Unit|Branch|Bureau|Directorate)$).*|"
    rf"(?i:staff(?:ing)? (?:by|of|in|per)|defining|regulating|establishing|concerning|governing)\b.*|"
    rf"(?:(?!{EN_NOUN})\S+\s+)+of\s+(?:the|an?)\s+{EN_NOUN}"
)
# "Unit B.2 – Illicit trade"
_EN_NUMBERED = re.compile(
    r"(?:Unit|Directorate|Department|Section|Division|Branch|Group|Service|Office)\s(?:[A-Z]|[A-Z]?\.?\d[\d.]*|[IVX]+)"
    r"\s?[-–—:]\s?[A-Z][^.;:]+"
)
_EN_TAIL = re.compile(
    r"(?i),?\s+with\s+(?:these|the\s+following)\s+(?:functions|duties|tasks|responsibilities)$|"
    r"(?:['’]s?)?\s*[-–:,]?\s*\b(?:(?:main|key|core|major|principal|general)\s+)*(?:functions?|duties|"
    r"responsibilities|roles?|mandate|tasks|terms of reference)"
    r"(?:\s+(?:and|&)\s+(?:functions?|duties|responsibilities|roles?|tasks))?(?:\s+(?:are|is|include|are as follows))?$"
)
_SECTION_TAIL = re.compile(
    r"(?i)\b(?:charter|objectives?|vision|mission|history|background|contacts?|leadership|profile|"
    r"overview|in brief|at a glance|act|law|ordinance|regulations?|comments|implications|proposals?|"
    r"recommendations?|changes|vacancies|news|legislation|laws|forms)$"
)
_SHORTENED = ")(?<!".join(("Agri", "Govt", "Admn", "Estt", "Mgmt", "Dist", "Asst", "Addl", "Intl", "Natl", "Dept"))
_OF_LAWS = re.compile(
    r"(?:Department|Division|Office|Section|Bureau|Directorate|Unit)\s(?:of|for|on)\s(?:[\w,&’'-]+\s)*"
    r"(?:Laws?|Regulations?|Legislation|Proposals|News|Forms|Changes)\b"
)
_BRACKET = re.compile(
    r"\s*(?:\([^()]{0,60}\)|\[[^\]]{0,40}\])$"
    r"|\s+副?(?:主任|处长|科长|局长|关长|组长|课长|股长|队长|站长|所长|负责人|联系人|领导)\s*:.{0,40}$"
    r"|\s*[,、。]?\s*(?:(?:联系|办公|咨询|举报|值班|监督)?电话|"
    r"(?i:tel(?:ephone)?|phone|ext)\.?)\s*:?\s*[\d()+/、 -]{5,}$"
    r"|\s+[\d()+-][\d()+ -]{5,}\d$|(?<=[㐀-鿿)])0\d{2,3}-?\d{7,8}$|"
    r"\s*[\\|/]?\s*[㐀-鿿]{0,8}\s(?:\(0\d{1,2}\)\s?\d{3,4}-\d{4})?\s?(?:转|分机)\s?:?\d{2,5}$|"
    r"\s*[\\|/]\s*[㐀-鿿]{0,8}\s\(0\d{1,2}\)\s?\d{3,4}-\d{4}$|\s+(?:办公)?地[址点]\s*:.{2,60}$"
)
_ZH_ASKED = re.compile(
    rf"(?:问\s?:\s?)?(?:[㐀-鿿]{{2,6}}海关的?)?(?P<name>{_ZH_CHAR}{{1,14}}?{ZH_NOUN})(?:是做什么的|是干什么的|是干嘛的|负责什么|管什么|"
    r"(?:都)?有(?:什么|哪些)(?:主要|工作)?(?:职责|职能)|的?(?:主要|工作)?(?:职责|职能)(?:是什么|有哪些))\?"
)
# "What does the Long Room do?"
_ASKED = re.compile(
    r"What\s+(?:does\s+|about\s+)(?:the\s+)?(?P<name>(?!You\b|I\b|It\b|This\b)[A-Z][\w’'&-]*(?:\s+[\w’'&-]+){0,6}?)"
    r"(?:\s+do)?\s?\?"
)
_DATE_OR_NUMBER = re.compile(r"\d{4}年|\d{1,2}月\d|^\d+$|https?:|www\.")


# A name in brackets, or in capitals after a number without a point.
_FRAMED = re.compile(r"[【〖]\s*(?P<name>[^【】〖〗]+?)\s*[】〗]\s*:?|\d{1,2}\s+(?P<capitals>[A-Z]{3,}\s.+)")


@dataclass(frozen=True, slots=True)
class Name:
    """A unit's name in a piece: its characters, counted from the piece's first word, and where the rest begins."""

    start: int
    end: int
    rest: int


def is_action(words: str) -> bool:
    """Tell whether words begin as a piece of work does.

    >>> is_action("Coordinate the selection of staff"), is_action("Coordination Office")
    (True, False)
    """
    return _EN_ACTION.match(words) is not None


def asks_of_unit(words: str) -> bool:
    """Tell whether a question names a unit.

    >>> asks_of_unit("What does the Long Room do?"), asks_of_unit("Who are we?")
    (True, False)
    """
    return (_ASKED.fullmatch(words) or _ZH_ASKED.fullmatch(words)) is not None


def find_title(words: str) -> Name | None:
    """Find the unit's name in a line that is nothing but a heading.

    >>> find_title("办公室工作职责:")
    Name(start=0, end=3, rest=8)
    >>> find_title("Functions of the Legal Division")
    Name(start=17, end=31, rest=31)
    >>> find_title("Maintain the Tariff Office") is None
    True
    """
    if framed := _FRAMED.fullmatch(words):
        inner, at = find_title(framed["name"] or framed["capitals"]), framed.start(framed.lastgroup or 0)
        return Name(at + inner.start, at + inner.end, len(words)) if inner else None
    if asked := _ASKED.fullmatch(words) or _ZH_ASKED.fullmatch(words):
        return Name(asked.start("name"), asked.end("name"), len(words))
    bare = words.rstrip(": -–—")
    if not bare or (bare[-1] in ".;。!?,、" and not bare.endswith("Dept.")) or _DATE_OR_NUMBER.search(bare):
        return None
    if both := _ZH_AFTER.fullmatch(bare):  # the name in Chinese after it
        named = _find_en_title(words, both["en"]) and find_title(both["zh"] or both["inner"])
        return named and Name(0, len(bare), len(words))
    end, before = len(bare), None
    while before != end:
        before = end
        if bracket := _BRACKET.search(bare, 0, end):
            end = len(bare[: bracket.start()].rstrip(": "))
    if re.match(r"[【〔\[]", bare) or (_SECTION_TAIL.search(bare[:end]) and not _OF_LAWS.match(bare)):
        return None
    return _find_zh_title(words, end) if re.search("[㐀-鿿]", bare[:end]) else _find_en_title(words, bare[:end])


def _find_zh_title(words: str, end: int) -> Name | None:
    core = words[:end]
    if (both := _EN_AFTER.search(core)) and _PT_ANY.search(both[0]):
        return _find_zh_title(words, both.start())
    if both and _EN_ANY.search(both[0]):  # the name in English after it
        bracket = _BRACKET.search(core, 0, both.start())
        name = _find_zh_title(words, bracket.start() if bracket else both.start())
        return name and Name(name.start, end, len(words))
    if tail := _ZH_TAIL.search(core):
        core = core[: tail.start()].rstrip()
        core = core[: bracket.start()] if (bracket := _BRACKET.search(core)) else core
    plain = re.sub(r"(?<=.)\([^()]{1,14}\)(?=.)", "", core)
    if len(core) < 2 or len(plain) > _ZH_MANY or is_post(core) or not _ZH_TITLE.fullmatch(plain):
        return None
    return Name(0, len(core), len(words))


def _find_en_title(words: str, bare: str) -> Name | None:
    head = _EN_HEAD.match(bare)
    start = head.end() if head else 0
    core = bare[start:]
    if tail := _EN_TAIL.search(core):
        core = core[: tail.start()].rstrip()
    if head:
        core = re.sub(
            r"\s+(?:are|is|includes?|shall\s+(?:be|include))(?:\s+(?:as\s+follows|the\s+following))?$", "", core
        )
    if _EN_NONE.fullmatch(core) or re.search(r"\b(?:this|these)\b", core):
        return None
    tokens = core.split()
    if _EN_NUMBERED.fullmatch(core) and len(tokens) <= 14:
        return Name(start, start + len(core), len(words))
    if not 1 <= len(tokens) <= 14 or not _EN_ANY.search(core) or is_post(core) or _EN_ACTION.match(core):
        return None
    if tokens[0].lower() == "the":
        start += len(core) - len(core[4:].lstrip())
        core = core[4:].lstrip()
        tokens = tokens[1:]
    if (
        not tokens
        or tokens[0] in ("A", "An")
        or (not tokens[0][0].isupper() and not tokens[0][0].isdigit() and not re.match("e-[A-Z]", tokens[0]))
    ):
        return None
    titled = sum(1 for token in tokens if not token[0].islower() or token[:2] == "e-" or token in _SMALL)
    sentence_case = (
        len(tokens) <= (_LONG if _EN_PLAIN_KIND.search(core) else _SHORT)
        and not core.endswith("goods and services")
        and (_EN_ANY.fullmatch(tokens[-1]) is not None or _EN_KIND.match(core) is not None)
        and not {"the", "a", "an", "to"} & set(tokens)
    )
    if (
        (titled < len(tokens) and not sentence_case)
        or re.search(rf"(?<!{_SHORTENED})[.;?!]\s|: ", core)
        or tokens[-1] in ("of", "and", "the", "for")
    ):
        return None
    return Name(start, start + len(core), len(words))


def find_subject(words: str) -> Name | None:
    """Find the unit's name that a sentence begins with; what the sentence says of it is for the caller.

    >>> find_subject("The Legal Division is responsible for drafting.")
    Name(start=4, end=18, rest=18)
    >>> find_subject("综合科掌理下列事项:")
    Name(start=0, end=3, rest=3)
    """
    if under := _UNDER.match(words):
        inner = find_subject(words[under.end() :])
        return inner and Name(*(under.end() + at for at in (inner.start, inner.end, inner.rest)))
    if re.match(r"(?:The\s+)?[A-Za-z]", words) and not re.match(r"[A-Za-z0-9]{0,6}[㐀-鿿]", words):
        match = _EN_SECTOR.match(words) or _EN_SUBJECT.match(words) or _EN_CHARGED.match(words)
        if not match or is_post(words) or ", the " in match["name"].lower() or _WORK_OF.match(match["name"]):
            return None
        return Name(match.start("name"), match.end("name"), match.end())
    if match := _ZH_SET_UP.match(words):
        return Name(match.start("name"), match.end("name"), match.end())
    match = _ZH_SUBJECT.match(words)
    if not match or match.end("name") < 2 or is_post(words) or match["name"].count("《") > match["name"].count("》"):
        return None
    return Name(0, match.end("name"), match.end())


def find_plain_subject(words: str) -> Name | None:
    """Find a unit's name written without capitals, as translations have it: "The document office is the ...".

    >>> find_plain_subject("The document office is the department for documents.")
    Name(start=4, end=19, rest=19)
    """
    match = _EN_PLAIN.match(words)
    return Name(match.start("name"), match.end("name"), match.end()) if match else None


def split_name(name: str) -> tuple[str, str]:
    """Part a name that stands in Chinese and English; both empty where it stands in one language.

    >>> split_name("法规处 Legal Affairs Division"), split_name("Tariff Division (关税处)"), split_name("Delta 工作组")
    (('法规处', 'Legal Affairs Division'), ('关税处', 'Tariff Division'), ('', ''))
    """
    if both := _ZH_AFTER.fullmatch(name):
        chinese, english = both["zh"] or both["inner"], both["en"]
    elif after := _EN_AFTER.search(name):
        chinese, english = name[: after.start()], after[0].strip(" -–—/()（）")
    else:
        return "", ""
    return (chinese, english) if _EN_ANY.search(english) else ("", "")


def is_generic(name: str) -> bool:
    """Tell whether a name says only what kind of unit it is, so that it points to the unit at hand.

    >>> is_generic("Division"), is_generic("Legal Division"), is_generic("本处")
    (True, False, True)
    """
    return bool(
        re.fullmatch(
            rf"(?i:(?:this|said|our|the)\s+)*(?i:{EN_NOUN})(?:\s?[/&]\s?(?i:{EN_NOUN}))*|[本该我][㐀-鿿]|海关|总局|总署|机关",
            name,
        )
    )
