"""Posts of people, such as a director's: what names one names no unit."""

from __future__ import annotations

import re

_POST_EN = (
    r"(?:Director|Directors|Commissioner|Commissioners|Chief|Heads?|Minister|Secretary|Manager|Officer|"
    r"Chairman|Chairperson|Chair|President|Members?|Controller|"
    r"Comptroller|Collector|Superintendent|Administrator|Inspector|Coordinator|Adviser|Advisor|Assistant)"
)
_POST_ZH = (
    r"(?:局长|处长|科长|关长|主任|书记|组长|署长|部长|厅长|司长|政委|支队长|大队长|院长|所长|站长|队长|"
    r"会长|秘书长|委员|专员|总监|巡视员|调研员|总工程师|总会计师|关员|主任秘书)"
)
_POST = re.compile(
    rf"(?:(?i:the|deputy|vice|acting|assistant|senior|regional|executive|principal|first|second|special|"
    rf"associate|managing|joint|additional)[\s-]+)*{_POST_EN}(?:[\s-]+(?:General|Commissioner|Director|"
    rf"Secretary))?\b(?!(?:\s+General)?['’]s\b| (?:Office|Division|Department|Section|Unit|Branch|Directorate|"
    rf"Bureau|Wing)\b|-)(?!\s+of\s+the\s+Office)"
    rf"|(?!关于|[对为]|请|由|向|按|应|"
    rf"协助)[㐀-鿿]{{0,9}}?(?<![处科室组局署关部会院所股置设]){_POST_ZH}(?:\([^)]*\))?(?=。?$|"
    rf"[:、,综襄辅协主分承掌一二三四五六七八九十\d\s]|[的之具有]?(?:下列|以下)?职[权责])"
)


def is_post(words: str) -> bool:
    """Tell whether words begin with a person's post, such as a director's.

    >>> is_post("局长综理局务"), is_post("Deputy Director General"), is_post("Office of the Director General")
    (True, True, False)
    """
    return _POST.match(words.title() if words.isupper() else words) is not None


_PERSON = re.compile(
    r"(?:Mr|Ms|Mrs|Dr|Shri|Smt|Hon)\.?\s+[A-Z][\w.-]*(?:\s[A-Z][\w.-]*){0,4},|Vacan(?:t|cy),\s+[A-Z]"
    r"|(?:[A-Z][\w.'’-]*\s){1,3}[A-Z][\w'’-]+,\s+(?:(?:Acting|Deputy|Assistant|Associate|Executive)\s)*"
    r"(?:Director|Commissioner|Chief|Head|Manager|Secretary|Superintendent|Controller|Collector)\b"
    r"|(?:[A-Z]\w+\s){0,3}(?:General|CEO|Registrar|Commissioner|Manager|Head|Officer|Collector|Controller)"
    r"(?:\s\([A-Z][a-z]*\.?\))?\s?:"
    r"\s(?:(?:[A-Z][\w.'’-]*\s){1,3}[A-Z][\w'’-]+|[Vv]acant)$"
)
_COUNTED_POST = re.compile(r"\d{1,3} ?[x×] [A-Z][^.;]{3,120}$")
_APPOINTS = re.compile(r"本(?:分?[局署关部会院处所馆]|中心)置|[㐀-鿿]{2,12}置[㐀-鿿]{2,6}[一二三四五六七八九十\d]+人")
_ITS_DUTIES = re.compile(r"[,。]其(?:掌理|职掌|主要职责|职责)[^,。;]{0,8}:$")  # the office's, after its head's


def is_person(words: str) -> bool:
    """Tell whether a line is about people or their posts.

    >>> is_person("副局长:吴某"), is_person("局长综理局务,指挥所属人员。"), is_person("人事处")
    (True, True, False)
    """
    if re.match(
        r"(?:[㐀-鿿、()(]{0,30})(?:局长|处长|科长|关长|主任|书记|组长|署长|部长|政委|队长|主席|"
        r"委员|负责人|联系人)(?!会)(?:\([^)]*\))?[^。;]{0,16}:\s*\S{2,8}$",
        words,
    ):
        return True
    if _PERSON.match(words) or _COUNTED_POST.match(words):
        return True
    if _ITS_DUTIES.search(words):
        return False
    return _APPOINTS.match(words) is not None or is_post(words)
