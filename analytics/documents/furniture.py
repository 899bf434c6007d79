"""Lines that are never a duty: navigation, page numbers, contact data, labels, people's posts."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from analytics.documents.lines import is_page_mark
from analytics.documents.posts import is_person
from analytics.documents.sections import find_section

if TYPE_CHECKING:
    from collections.abc import Iterable

_NAVIGATION = re.compile(
    r"(?i)上一[篇页条]|下一[篇页条]|(?:(?:previous|next|last) article|^(?:previous|next))\s*:|\(\d{4}-\d\d-\d\d\)$|"
    r"^(?:\w+ )?(?:history\s*:\s*(?:adopted|amended|repealed)|authority\s*:\s*\d)|"
    r"^友善列印|^转寄友人|查询,请(?:致电|电邮)|^☎|返回(?:顶部|首页|上一页|列表)|回(?:上一页|首页|顶)|跳至主要|"
    r"\[?(?:打印|关闭|字号|分享)|打印本页|关闭窗口|版权所有|著作权|主办单位?[:\s]|承办单位?[:\s]|"
    r"第\s?\d+\s?页[\s,/]*共\s?\d+\s?页|^第\d+/\d{4}号(?:行政法规|法律|法令|行政命令|行政长官批示)|"
    r"技术支持[:\s]|ICP备|备案号|公网安备|网站地图|网站标识码|扫一扫|浏览次数|点击数|点击率"
    r"|(?:发布|更新|发文|成文|修正|公布|最后更新)(?:时间|日期)|更新日期|(?:信息)?来源[:\s]|责任编辑|发布单位\s?:|点[阅閱]次数|^主办\s?:|^相关单位\s?:|"
    r"编辑[:\s]|分享到|您(?:现在|当前)?的?位置|您现在所在|当前位置|现在位置|收藏本|设为首页|加入收藏|"
    r"发表评论|验证码|扫码|(?:首|主)页\s*[>»›/]|无障碍|繁体|^主页$|^字级\s?:|^联络我们$|复检日期|覆检日期|^相关文档\s*:|^点击.{0,12}(?:收合|展开|查看)|^(?:用户)?(?:登录|注册)$|跳[到过]主?要?|人气指数|本文由|[点點]?[阅閱]数|相关链接\s?:\s*\S|阅读[:(]"
    r"|cookies?\b|skip to |back to top|go to content|read more|learn more|print(?: this)?(?: page)?$|"
    r"share(?: this)?(?: page| on)?$|privacy|terms (?:of use|and conditions)|site ?map|©|\(c\) ?\d{4}|"
    r"copyright|all rights reserved"
    r"|^updated\s*:|^visit(?:or)?s?\s*:|\bis open\b.{0,60}\d\s*(?:[ap]\.?m|:\d\d)"
    r"|last (?:updated|modified|review|revised|reviewed)|date modified|page last|updated on|"
    r"was this (?:page )?(?:helpful|useful)|set as homepage|(?:your|current) (?:location|position)\s*:|"
    r"release (?:time|date)\s*:|close (?:the |this )?window|technical support\s*:|sponsor\s*:|"
    r"^home\s*(?:[>|»/]|$)|^you are here|^menu$|^search$|^news$|^services$|"
    r"^home(?:page)?$|sign in|sign up|log ?in|subscribe|follow us|facebook|twitter|^accept\b|"
    r"official websites? (?:use|of the)|secure \.gov|a \.gov website|javascript|feedback|^hits\s*:|^(?:written|"
    r"submitted) by\b|^(?:(?:print|e-?mail|share|tweet|"
    r"pdf)(?:\s*\|\s*)?)+$|^share this post$|Ⓒ|"
    r"do not follow this link|^category\s*:\s*\S+$|^(?:image|logo|slide|banner)\b.{0,12}$|^picture (?:for|of) |"
    r"^view details\b|^(?:main|site|quick|top) menu$|^(?:[A-Z]\s){5,}[A-Z]$|"
    r"\b24 hours\b.{0,30}\bdays?\b|^posted (?:by|on)\b|comments are (?:disabled|closed)|^article printed|"
    r"^url to article|^click here|return to top|友情链接|"
    r"(?:建议使用|最佳浏览|浏览效果).{0,20}(?:浏览|IE|分辨率|解析度)|在线人数|"
    r"^previous\b.{0,40}\bnext\b|^<?\s*prev\b|^(?:publish(?:ed|ing)?|issued?|release) (?:time|date|on)\s*:|"
    r"\bfont size\s*:|^hosted by\s*:|^quick links\s*:|^tags\s*:|"
    r"^visitors? today\b|^call us\s*:|^(?:anonymous )?tip-?offs?\s*:|"
    r"^organi[sz]ation(?:al)? chart\b|^to report .{0,60}\bcall\b|^category\s*:|^\w+ statement$|\brecord number\s*:"
)
# What begins as work does and is no link, though a link's word stands in it.
_WORK = re.compile(
    r"(?:负责|承担|组织|拟[订定]|制[订定]|起草|协调|指导|研究|推[进动]|开展|编制|受理|审核).*|"
    r"(?:[A-Z][a-z]+ing|To [a-z]+|Responsible for)\s(?:\S+\s){4,}\S+[.;]"
)
# A bar of links, or a row of figures: four columns or more of a few words each.
_COLUMNS = re.compile(r"\S+(?: \S+){0,2}(?:[^\S\n]{2,}\S+(?: \S+){0,2}){3,}")
# "About us | Site map | Links"
_BAR = re.compile(r"(?:[^|.;:。、]{1,24}\|){2,}[^|.;:。、]{1,24}")
_CONTENTS = re.compile(r"(?:\.{4,}|…{2,}|·{4,}|(?:\. ){4,})\s*\d{1,3}$")
_LONG_FRAME = re.compile(
    r"(?i).*(?:ICP备|公网安备|网站标识码|\bICP No)|welcome to the (?:web)?site of|"
    r"(?:(?:your|current) (?:location|position)\s*:\s*)?home(?:page)?\s*[>|»/]|"
    r"(?:page )?last (?:updated|modified|reviewed)\b|was this page\b|"
    r"copyright\b|©|creative commons|hosted by\s*:|"
    r"(?:sponsor|sponsored by|related (?:links|attachments))\s*:|"
    r"disclaimer\s*:|release time\s*:|head office\s*:|to contact \w+\s*:|"
    r"(?:office )?address\s*:|(?:contact )?tel(?:ephone)?\s*:"
)
_CONTACT = re.compile(
    r"(?i)\(?(?:\d+小时)?(?:[㐀-鿿]{0,6}[厅室处局所])?(?:联系|办公|值班|咨询|监督|举报|投诉|服务)?(?:电话|热线)|传真|(?:办公|通讯|通信|"
    r"联系)?地[址点][:\s]|邮政?编码?[:\s]|网[址站][:\s]|电子?邮[箱件]|电邮\s?:|(?:举报|投诉|联系)?邮箱[:\s]|联系(?:人|方式)|业务咨询|(?:对外)?服务窗口|"
    r"[各本]?(?:科室|部门|处室)?(?:对外)?(?:办公|"
    r"接待|工作|上班|服务)时间(?:[:\s]|为)"
    r"|(?:(?:[㐀-鿿]\s{1,2}[㐀-鿿]|(?:\d+小时)?[^\s\d:;。,]{2,24})\s?[:\s]\s?\(?0\d{2,3}\)?\s?-\s?"
    r"(?:\d{7,8}|\d{3}-\d{3,4})\s*)+$|"
    r"分机\s?:?\s?\d{2,5}$|[㐀-鿿]{1,2}\s{0,2}[㐀-鿿]{1,2}\s+(?:1\d{10}|\d{7,8})$"
    r"|[\w.+-]+@[\w-]+\.[\w.]+$|(?:(?:report(?:ing)? |consultation )?(?:tel(?:ephone|efax)?|phone)|fax|switchboard|"
    r"e[- ]?mail|(?:office |postal |mailing )?address|"
    r"zip code|website|web|hot ?line|"
    r"postal code|opening hours|"
    r"opening hours are|office hours|(?:\w+ ){0,3}hotline|"
    r"contact(?: person)?|mobile|private bag|toll[- ]?free|po box|p\.o\. box)\b\.?(?:\s*(?:no|"
    r"number)s?\.?)?\s*[:.\d(+]"
)
_REACHED = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|(?i:\b(?:tel|fax|phone)\b)")
_LONG_LINE = 240
_LABEL = re.compile(
    r"(?i)(?:[㐀-鿿]{0,6}领导|行政级别|机构级别|单位级别|级别|内设机构|下设机构|下属机构|分支机构|(?:下属|所属|直属|隶属|派出)(?:事业)?(?:单位|机构|海关)|科室设置|机构设置|"
    r"人员编制|编制|领导职数|负责人|主要负责人|分管领导|主管领导|科室负责人|部门负责人|处长|科长|局长|"
    r"副局长|副处长|主任|副主任|职务|姓名|分工"
    r"|administrative level|level|internal (?:organi[sz]ations?|departments?|structure)|"
    r"head(?: of (?:unit|division|department))?|director|manager|deputy|reports to|staff|grade|"
    r"established|location|vision|mission|motto)\s*:"
)
_KEY = re.compile(r"([A-Z][A-Za-z]+(?: [A-Za-z]+){0,3}|[㐀-鿿]{2,8})\s?:\s*(?=\S)")
_BRACKETED_KEY = re.compile(r"([A-Za-z ]{4,40}(?:\([A-Za-z ]*\))?)\s?:\s*(?=\S)")
_AIM_KEY = re.compile(r"(?i:(?:overall |main )?(?:purpose|aim|mandate|objective))\s?[:–-]\s*(?=To\s[a-z])")
_STOPPED_KEY = re.compile(r"([㐀-鿿]{2,12})。(?=\S)")
_KINDS = ("Directorate", "Branch", "Bureau", "Wing", "Sector")  # "Directorate: Commerce" is a name
_NAME_KEY = re.compile(
    r"(?i)(?:(?:部门|机构|科室|处室|内设机构|单位|内设科室|股室)?名称|部门|科室|处室|机构|单位"
    r"|name of (?:the )?(?:unit|division|department|office|section|institution)|(?:unit|division|department|office|"
    r"section)(?: name)?|(?:institution|organi[sz]ation|agency) name|name)\s*:\s*(?=\S)"
)
_VACANT = re.compile(
    r"(?i)[(\[]?(?:暂缺|暂无(?:内容|信息|资料|数据)?|空缺|待定|待补充|无|temporarily vacant|vacant|"
    r"to be (?:determined|defined|announced|added|completed)(?: (?:after|by|in|once|when) .{3,60})?|"
    r"content to be added|this (?:section|"
    r"page|part) is (?:being|currently|still) .{3,40}|under construction|coming soon|"
    r"正在(?:更新|建设|完善)中?|更新中|建设中|tbd|none|n/?a|not yet (?:determined|defined))[)\]]?[.。]?"
)
_HEADCOUNT = re.compile(
    r"(?i:^(?:officers|staff|employees|cadre|specialists|number of (?:staff|officers|employees))\b[^:]{0,20}:\s*\d)|"
    r"(?:编制|职数)[^。;]{0,30}?\d+\s*[名人]|设[^。;]{0,20}?\d+\s*[名人]|核定[^。]{0,30}编制"
    r"|(?i:\b(?:establishment|staff|workforce|strength|complement) of (?:about |approximately |over |some |around )?\d|"
    r"\b(?:has|have|with|we are) \d[\d,]* (?:posts|staff|employees|officers|people|members|persons)\b|"
    r"\bemploys (?:about |approximately |over |some |around )?\d)"
)
_ISSUED = re.compile(
    r"(?i)(?:approved|adopted|issued|published|effective|date of (?:assent|commencement|gazette\w*)|revised|"
    r"amended|posted|in force|as (?:at|of))\b"
    r".{0,60}\d{4}\.?$"
    r"|(?i:notes?|注|备注|说明)\s*\d*\s*:\s*\S.*|\[\d{1,2}\]\s.*|〔(?:立法|修正|订定|修订)?(?:理由|说明|备注)〕.*"
    r"|(?:\d{4}|[〇○零一二三四五六七八九]{4})年[\d一二三四五六七八九十]{1,2}月[\d一二三四五六七八九十]{1,3}日$"
)
_PLACE = re.compile(
    r"\d+[A-Z]?,?\s(?=.{0,80}\b(?:Street|Road|Avenue|Drive|Lane|Boulevard|Square|Rd|St|Ave|Blvd)\b)(?!.*[.;]\s)|"
    r"(?:[\w’'.-]+(?:\s[\w’'.-]+){0,3},\s){0,6}(?i:P\.?\s?O\.?\s?Box\b|Private (?:Mail )?Bag\b)"
)
_RANK = re.compile(
    r"(?:规格|级别)?(?:为|是)?[正副]?[厅处科局部股]级(?:单位|机构|建制|规格|行政单位)?(?:[。;]?$|,实行.{2,40}体制[。;]?$)"
)
_HOURS = re.compile(
    r"(?i).{0,80}\bbetween \d{1,2}(?:[.:]\d\d)?\s?[ap]\.?m\.? and\b|"
    r".{0,100}\bMon(?:day)?\.?\s?(?:to|through|-|–)\s?(?:Fri|Sat|Sun)"
)
_ADVICE = re.compile(
    r"(?:See|Click|Visit|Download|Please|For (?:more|further|details)|To (?:learn|find out|know) more|If you)\s(?!to\b)"
)
_PAST = re.compile(
    r"(?s)(?=.*\b(?:(?:19|20)\d\d|last\syear|(?:during|over|in)\sthe\s(?:year|period))\b)"
    r"(?:In|During|Since|Between|On|Over|By|It|Its|This|They|The|An?|\d[\d,]*)\s"
    r"(?!(?:(?:It|They|The(?:\s[\w&-]+){1,6}?)\s)(?:also\s)?[a-z]{3,}s\s)"
    r".*\b(?:was|were|had|became|began|held|drove|gave|made|took|led|grew|rose|fell|\w{2,}ed)\b"
    r"|(?:The|An?|This|These|Staff|Enhancements)\s(?:(?!whether\b|that\b|which\b|is\b|are\b|shall\b)[\w’'-]+\s){0,7}?"
    r"(?:was|were|undertook|granted)\s"
    r"|[A-Z][^.;]{3,120}\s(?:was|were)\s(?:formed|established|created|founded|set\sup|started)\s(?:on|in|by)\s[^.;]*\d{4}"
    r"|[A-Z][^.;]{3,120}\s(?:amounted\sto|stood\sat|has\sgrown\b[^.;]*\bsince)\s[^.;]*\d"
    r"|There\s(?:are|is|were)\s(?:currently\s|now\s|about\s|some\s)?\d"
)
ATTACHED = "attachment"
_ATTACHED = re.compile(
    r"(?i)附(?:件|表|图)?\s*\d*\s*[:.]|(?:attachments?|enclosures?|annex(?:es)?)\s*:|.{1,80}\.(?:docx?|xlsx?|pdf|"
    r"zip|rar|wps|of[dt]|od[ts])\s*(?:\([^)]*\))?$"
)

_CLOSING = re.compile(
    r"(?:本|该)(?:规定|细则|办法|条例|规程|方案|准则|标准|编制表)(?:自|由|及|所|依|的)|自(?:[发公印颁]布|"
    r"印发)?[^。]{0,24}(?:施行|实施|生效)。?$|(?:根据|依|依据|为).{4,80}(?:制定|订定)(?:之|本)|"
    r"(?:前项)?所需工作人员,?应就|按[^。;]{0,12}(?:规定|要求)(?:设置|设立|配备)|(?:机构|组织)按[^。;]{0,12}(?:设置|设立)|"
    r"除法令另有规定|得(?:设置|设)(?:各种)?任务编组|各职称之官等|实施分层负责|分层负责明细表(?:分|由|逐级)|出缺,?继任|得视业务需要,?委托|"
    r"现(?:予|将)?[^。;]{0,40}(?:印发|公布|发布)[^。;]{0,16}(?:执行|实施)|抄送[:;]|》的通知$"
)
_FRAME = re.compile(
    r"(?i)(?:\d+\s+)?(?:\(\w{1,3}\)\s*)?(?:there (?:is|are|shall be)\b|this (?:act|law|order|decree|"
    r"regulation) establishes\b|the [\w ,]{3,60} shall have (?:an?|one|two|three|\d+) [A-Za-z ]{0,20}"
    r"(?:director|head|chief|commissioner|officer|deput)|"
    r"the [\w ,]{3,60} (?:is|are|shall be) (?:hereby )?(?:(?:established|continued|constituted|headed|"
    r"composed|administered)\b"
    r"(?! to)|an? (?:legal (?:entity|person)|body corporate)\b))"
)


def find_furniture(words: str) -> str:  # noqa: PLR0911 -- one reason a line
    """Say why a line can be no duty; an empty string where it can.

    >>> find_furniture("Fax: 2345 6790")
    'contact data'
    >>> find_furniture("- 12 -")
    'page number'
    >>> find_furniture("负责对外联络。")
    ''
    """
    if is_page_mark(words):
        return "page number"
    if not re.search(r"[^\W\d_]", words):
        return "number without text"
    short = len(words) <= 90
    if short and (match := _CONTACT.match(words)) and match.start() == 0:
        return "contact data"
    barred = len(words) <= _LONG_LINE and words.count("|") > 1 and _REACHED.search(words)
    if barred or (short and _PLACE.match(words)) or (len(words) <= 160 and _HOURS.match(words)):
        return "contact data"
    if _LONG_FRAME.match(words):
        return "navigation or page furniture"
    if is_contents(words):
        return "list of contents"
    if _COLUMNS.fullmatch(words) or _BAR.fullmatch(words):
        return "navigation or page furniture"
    if short and (_NAVIGATION.match if _WORK.fullmatch(words) else _NAVIGATION.search)(words):
        return "navigation or page furniture"
    if short and _ISSUED.match(words):
        return "date of issue"
    if is_attachment(words):
        return ATTACHED
    if is_person(words):
        return "people and posts"
    if _HEADCOUNT.search(words[:80]) or _STAFFED.match(words):
        return "staff numbers"
    return "legal frame" if _CLOSING.search(words[:120]) or is_frame(words) else ""


# A regulation's sources: "[41 FR 54483, Dec. 14, 1976]", "Authority: 5 U.S.C. 552", "Source: 71 FR 5165, Feb. 1, 2006".
_CITED = re.compile(
    r"(?i)(?:\[?(?:order (?:no\. )?[\d-]+, )?\d+ (?:F\.?R\.?|Stat\.?) \d+,.*|"
    r"(?:authority|source)\s?:\s?\d+ (?:U\.?S\.?C|F\.?R|Stat).*|"
    r"\d+ U\.?S\.?C\.? \d+[^.]{0,80}\.?|(?:\d+ U\.?S\.?C\.? [^.;]{1,40};\s*)+\d+ U\.?S\.?C\.? [^.;]{1,40}\.?)"
)


# "There are five of them. They check ..."
_GOES_ON = re.compile(
    r"\.\s(?:It|They|(?:The|Each|This)\s[a-z]+)\s(?:also\s)?(?!(?:is|are|was|were|has|have|shall)\s)[a-z]{4,}\s"
)


_ACT = re.compile(
    r"(?:The )?(?:[A-Z][\w’'()&-]*,?\s|and\s|&\s){1,8}(?:Act|Ordinance|Regulations|Rules),?\s"
    r"(?:No\.?\s?|Chap\.?\s?|Cap\.?\s?|of\s)?\(?\d[\d:./]*\)?[.;,]?"
)


def is_frame(words: str) -> bool:
    """Tell whether an act's sentence only sets up a body or names its head.

    >>> is_frame("There is established a body corporate."), is_frame("The Unit is headed by a Director.")
    (True, True)
    """
    if _CITED.fullmatch(" ".join(words.split())) or _ACT.fullmatch(words):
        return True
    return _FRAME.match(words) is not None and not words.endswith(":") and not _GOES_ON.search(words)


def is_contents(words: str) -> bool:
    """Tell whether a line is one of a list of contents.

    >>> is_contents("2.1 Vision ........ 4"), is_contents("Etc. ...")
    (True, False)
    """
    return _CONTENTS.search(words) is not None


def is_attachment(words: str) -> bool:
    """Tell whether a line announces or names attached files.

    >>> is_attachment("附件:1.权力清单"), is_attachment("List of powers.docx"), is_attachment("Attaches seals")
    (True, True, False)
    """
    return len(words) <= 120 and _ATTACHED.match(words) is not None


def find_aside(words: str) -> str:
    """Say why a sentence among duties is none: contact data or staff numbers; an empty string where it may be one.

    >>> find_aside("电话:0573-85012346"), find_aside("Collects duties.")
    ('contact data', '')
    """
    if len(words) <= 90 and _CONTACT.match(words):
        return "contact data"
    if _HEADCOUNT.search(words[:120]):
        return "staff numbers"
    if _RANK.match(words):
        return "rank"
    if _ADVICE.match(words):
        return "advice to the reader"
    if words[:6].lower() == "there " and _FRAME.match(words):
        return "legal frame"
    return "tells of the past" if _PAST.match(words) else ""


_STAFFED = re.compile(r"(?!负责|承担|管理|办理|拟订|组织|机构设置)(?:.{0,12})(?:行政编制|事业编制|人员编制)")
_REPEALED = re.compile(
    r"(?i)(?:\[?\(?(?:deleted|omitted|repealed|reserved|removed|删除|废止)\b[\])]?\s?[.;]?\s*(?:<[^<>]*>\s*|"
    r"\([^()]{0,40}\)\s*[.;]?\s*)?"
    r"|\[(?:deleted|repealed)\b[^\[\]]{0,80}\]\s?[.;]?)$"
)


def is_repealed(words: str) -> bool:
    """Tell whether an item says only that it was taken out.

    >>> is_repealed("Deleted; <by Decree No. 3>"), is_repealed("[Reserved]"), is_repealed("Deleted files are kept")
    (True, True, False)
    """
    return _REPEALED.match(words) is not None


def is_label(words: str) -> bool:
    """Tell whether a line states an attribute of a unit, such as its level or its sections.

    >>> is_label("Grade: senior"), is_label("1. Level the ground")
    (True, False)
    """
    return _LABEL.match(words) is not None


def is_vacant(words: str) -> bool:
    """Tell whether words say that duties are not settled.

    >>> is_vacant("Temporarily vacant"), is_vacant("暂缺")
    (True, True)
    """
    return _VACANT.fullmatch(words.strip()) is not None


def find_named_key(words: str) -> int:
    """Return where the name begins in a line such as ``部门名称：综合处``; 0 where it is no such line.

    >>> find_named_key("部门名称:综合处")
    5
    """
    match = _NAME_KEY.match(words)
    return match.end() if match and len(words) <= 60 else 0


def find_duty_key(words: str) -> int:
    """Return where the duties begin in a line such as ``Main responsibilities: drafts laws``; 0 in others.

    >>> find_duty_key("主要职责:负责通关;")
    5
    """
    if aim := _AIM_KEY.match(words):
        return aim.end()
    match = _STOPPED_KEY.match(words) or _KEY.match(words) or _BRACKETED_KEY.match(words)
    kinds = ("duties", "units", "other") if match and match[0][-1] == "。" else ("duties",)
    return match.end() if match and find_section(match[1]) in kinds else 0


def learn_labels(lines: Iterable[str]) -> frozenset[str]:
    """Learn the labels of a document: keys before a colon that begin two lines or more."""
    counts = Counter(match[1] for words in lines if (match := _KEY.match(words)))
    return frozenset(
        key
        for key, count in counts.items()
        if count >= 2 and key not in _KINDS and not find_section(key) and not find_named_key(f"{key}: x")
    )


def read_key(words: str) -> str:
    """Return the key before the colon of a labelled line, or an empty string."""
    match = _KEY.match(words)
    return match[1] if match else ""
