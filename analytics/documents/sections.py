"""Titles that name no unit: what opens duties, lists of units, and what holds no duties at all."""

from __future__ import annotations

import re
from typing import Literal

SectionKind = Literal["duties", "units", "other", ""]

_ZH_DUTIES = re.compile(
    r"(?:(?:我[局关处委]|全[局市县区]|海关|其)?(?:主要|基本|工作|机构|部门|岗位|法定|科室|处室|核心|"
    r"内设机构|单位|本[局署关部会院处]|工作)+)?"
    r"(?:职责|职能|职掌|职权|权限|任务|权责|掌理事项|业务职掌|业务范围|工作内容|业务内容|主管业务|业务项目|承办业务|功能)"
    r"(?:范围|任务|事项|配置|分工|概况|简介|介绍|描述|内容|情况)?(?:如下|是|为|包括|有)?"
)
_ZH_UNITS = re.compile(
    r"(?:[㐀-鿿]{0,12}?)(?:科室|处室|部门|内设|内部|下设|所属|直属|下属|派出|办事|隶属|职能|垂直管理|组织|机构|综合|业务)+(?:机构|"
    r"单位|部门|科室|处室|组织|海关|事业单位|设置|架构|构成|组成|结构|局|分局)+"
    r"(?:设置|(?:及其?|和|与)?(?:主要)?(?:职责|职能)|一览|名单|简介|介绍|概况|情况|分工|[及和与]?联系(?:电话|方式)|[及和与]?人员编制|规定|表)*"
    r"|(?:科室|处室|部门)(?:主要|工作)?职责[及和与]联系(?:电话|方式)"
)
_ZH_OTHER = re.compile(
    r"(?:释|理由|立法理由|修正理由|立法说明|修正说明|人员编制|编制|领导职数|领导班子|领导成员|领导介绍|领导信息|注|附注|领导分工|领导简介|现任领导|负责人|"
    r"附则|总则|联系方式|联系我们|联络方式|办公地址|办公时间|其他事项|其它事项|相关(?:链接|阅读|档案|文件|附件|下载|连结|资料|新闻|信息)"
    r"|相关|友情链接|评论|网友评论|发表评论|评论记录|历史沿革|机构沿革|沿革|简介|概况|机构概况|单位简介|"
    r"单位概况|大事记|荣誉|获奖情况|参考资料|备注|目录|目次|图集|扫一扫|机构领导|引言|前言|总结|结语|结论|"
    r"职[责能](?:调整|划转|转变|划入|划出)|(?:单位|机构)?基本(?:信息|情况)|附件|行政编制|人员构成|工作时间|关于(?:我们|本[局署关部会院处]))"
)
_EN_ADJECTIVE = (
    r"(?:the|its|our|main|major|key|core|principal|primary|general|specific|basic|statutory|divisional|"
    r"departmental|job|chief|overall|essential|other|additional|specific|further|duties|and|&|unit|"
    r"division|department|office|branch|section|functional|institutional|working?|post|legal|organi[sz]ational)"
)
_EN_DUTIES = re.compile(
    rf"(?i)(?:{_EN_ADJECTIVE}\s+)*(?:roles?|functions?|fuctions?|funtions?|responsibilit(?:y|ies|es)|"
    rf"resposibilities|duties|tasks?|mandates?|"
    rf"powers|activities|terms of reference|remit"
    r"|what (?:(?:we|it|they) do(?:es)?|do (?:we|they) do)|areas? of (?:responsibility|work)|scope of work|"
    r"competences?|"
    r"our work|functional (?:statement|positioning)|duty division|division of (?:duties|labou?r|work)|"
    r"focus areas|(?:key|main) (?:projects|services)|functions (?:&|and) sections)"
    r"(?:\s*(?:,|and|&|/)\s*(?:organi[sz]ation|structure|roles?|functions?|responsibilit(?:y|ies)|duties|"
    r"tasks|powers|competences?|activities|mandates?))*"
    r"(?:\s+(?:include|includes|are|is|are as follows|are the following|include the following|"
    r"as follows))?(?:\s*\([^)]*\))?"
)
_EN_UNITS = re.compile(
    r"(?i)(?!organi[sz]ation of (?!.*\b(?:office|department|division|directorate|bureau|agency|authority|customs|"
    r"administration|ministry|commission|services?)\b))"
    r"(?:(?:list of|our|the|internal|main|organi[sz]ational|functional|operational|regional|central|"
    r"subordinate|affiliated|how we are|who does what.*)\s*)*"
    r"(?:departments|divisions|directorates|branches|units|offices|sections|bureaux|bureaus|services|institutions|"
    r"organi[sz]ations?|(?<=affiliated )customs|(?<=subordinate )customs|(?<=regional )customs|structure|"
    r"organi[sz]ational structure|organi[sz]ation chart"
    r"|department list|organi[sz]ed|organi[sz]ation and functions|structure and functions)"
    r"(?:\s*(?:,|/|and|&)\s*(?:divisions|branches|structure|units|offices|departments|sections))*(?:\s+(?:list|"
    r"structure|chart|(?:of|under|within)\s+.{2,50}|and (?:their )?(?:functions|duties|responsibilities)))?"
)
_EN_OTHER = re.compile(
    r"(?i)(?:contacts?(?: us)?(?: details| information)?|get in touch|leadership|management(?: team)?|"
    r"our (?:people|staff)|staffing|staff|history|background|introduction|overview|(?:our |the )?(?:vision|"
    r"mission|motto)|values|"
    r"types of [\w ]{3,40}|message (?:from|of) [\w .,’'-]{3,40}|"
    r"vision and mission|mission and vision|mission statement|objectives?|goals|about(?: us|"
    r" the .{2,40})?|related (?:links|pages|content|information)|links|see also|references|"
    r"comments?(?: \(\d+\))?"
    r"|(?:customs |our |senior |current )?leaders|news(?: ?flash)?|what['’]s new|announcements|notices|highlights|"
    r"(?!.*\b(?:duties|functions|responsib|secretar))(?:[\w-]+ ){0,6}(?:committees|panels|working groups)"
    r"(?: (?:are|is|include|as follows|the following|below)){0,3}|"
    r"who['’]s online|polls?|latest news|events|publications|downloads|documents|forms and fees|quick links|"
    r"useful links|our (?:customers|clients|stakeholders|partners)|recent posts|"
    r"useful information|opening hours|office hours|location|(?:\w+ )?provisions|address(?: of .{2,40})?|"
    r"contents|table of contents"
    r"|(?:[\w’' ]{0,60}\b)?(?:client|customer|citizen)(?:s['’]?|['’]s)? charter|frequently asked questions|"
    r"faqs?|share(?: this page)?|footer|menu|"
    r"navigation|search|careers|vacancies|notes?|sources?|annex|repeal|tenure.*|definitions?|"
    r"rights(?: and obligations)?(?: of the \w+)?|liability|composition|classes of records(?: held)?|"
    r"how to (?:access|obtain|request) [\w ]{3,40}|records held|"
    r"interpretation|short title|legal basis|budget|posts|statistics|achievements|challenges|way forward|"
    r"lessons learn(?:ed|t)|constraints|awards|honou?rs(?: obtained)?|"
    r"historical evolution|directory|conclusions?|summary|foreword|"
    r"preface|(?:our |key |strategic )*(?:priorities|goals|values|objectives)|who we are|"
    r"(?:staff |our )?director(?:y|ies)|board members|our team|in general|establishment(?: of .{2,40})?|"
    r"(?:extended|recommended|related|further) (?:reading|questions|articles|topics)|useful|calendar)"
)
_ZH_UNITS_LEAD = re.compile(
    r".{0,24}(?:下设|设有|辖有|分设):|.{0,20}(?:(?<!建)设|设立|设置|分设|下设|内设|置)(?:有)?(?:[下左]列|以下|如下|"
    r"[一二三四五六七八九十\d]+个)*(?:各)?(?:内设机构|机构|职能|科|课|组|室|处|(?:署|司|局|厅)(?!长)|股|部门|单位|"
    r"工作部门)[^。;]{0,24}[:。]?|.{0,40}由(?:以下|下列)[^。;]{0,8}(?:单位|部门|科室|处室|科|组别?|处)组成:"
)
_EN_UNITS_LEAD = re.compile(
    r"(?i)(?!.*\b(?:(?:functions|duties|responsibilities|tasks|roles) of (?:the|this)|responsible for)\b)"
    r".{0,80}\b(?:shall have|has|have|consists? of|comprises?|is made up of|(?:is|shall be) composed of|"
    r"is (?:organi[sz]ed|structured|grouped) (?:in|into)|is divided into|organi[sz]ed in|are)\b.{0,40}"
    r"\b(?:divisions?|departments?|directorates?|offices?|branches|units|sections|services|bureaus|sectors|areas|"
    r"bodies|committees)\b[^.]{0,60}[:.]?"
    r"|(?!.*\b(?:roles?|functions|duties|responsib\w+|tasks)\b).{0,80}\b(?:departments|divisions|directorates|offices|"
    r"branches|units|sections)\b.{0,60}\b(?:are|includes?|are as follows|include the following):"
    r"|(?!.*\bresponsible for\b).{0,80}\boversees\b.{0,40}\b(?:departments|divisions|directorates|offices|"
    r"branches|units|sections)\b[^.]{0,60}:"
    r"|(?!.*\bresponsible for\b).{0,160}\b(?:the|these|following) (?:divisions|departments|directorates|"
    r"offices|branches|units|"
    r"sections)(?: are| are the following)?:"
    r"|(?:Its|Their|The) (?:\w+ )?(?:sectors|sections|branches|units|divisions|laboratories|stations)"
    r" are(?: as follows)?:"
    r"|.{0,80}\b(?:is (?:made up|composed) of|consists of)(?: the following)?:"
    r"|.{0,80}\b(?:reali[sz]es|exercises|performs|carries out) its (?:competenc(?:es|ies)|functions|tasks|work|"
    r"duties) through(?: the following)?:"
    r"|(?:The |Their )?(?:tasks|functions|duties|competences|responsibilities) of (?:the )?(?:\w+ ){0,2}(?:divisions|"
    r"departments|units|directorates|sections)(?: are)?:"
    r"|.{0,60}\b(?:divisions|departments|units|directorates|sections) are: [A-Z][^.;:]{10,100}\.?"
    r"|.{0,80}\b(?:units|departments|sectors|divisions|sections)\b (?:are|were|have been) (?:formed|established|"
    r"organi[sz]ed)\b[^.:;]{0,80}:"
    r"|.{0,120}\b(?:located|situated|stationed|based) (?:in|at) the following [^.:;]{3,40}:"
    r"|.{0,160}\b\d+ (?:internal )?(?:organs|institutions|departments|offices|divisions) are set up:"
)
_OF_EACH = re.compile(
    r".{0,20}(?:各(?:科室|处室|部门|单位|机构|[部处科组])|内设机构)的?(?:主要|工作)?(?:职责|职能|分工|工作)(?:情况)?(?:如下|为|是)?:"
)
_DUTIES_END = re.compile(
    r"(?:掌理|职掌|职责|负责)[^。;,]{0,10}:$|(?i:functions|duties|responsibilities|responsible for[^:]{0,20}|"
    r"(?:work|task|role) is(?: to)?):$"
)
_AMENDED = re.compile(r"\s*<[^<>]*>\s*$")
_WIKI = re.compile(r"(?i)(?:\s{2,}|\s?\[)(?:edit|编辑|播报)\b.{0,20}$")
_ASKING = re.compile(r"(?i)(?:who|what|where|when|how|why|can|do|is|are)\b[^.?!;]{2,70}\?")
_FOLLOWED = re.compile(
    r"(?:[:—–]|[:—–]-|\s-|\bshall|(?i:\b(?:following|these) (?:functions|duties|responsibilities|tasks|powers)|"
    r"\b(?:functions|duties|responsibilities|tasks|powers)\b[^.;]{0,60} are);)$"
)


def find_section(words: str) -> SectionKind:
    """Tell what a title opens.

    >>> [find_section(words) for words in ("主要职责", "内设机构", "编制", "Functions:", "Contact us", "Audit")]
    ['duties', 'units', 'other', 'duties', 'other', '']
    """
    words = _WIKI.sub("", words)
    if words.endswith((";", ",")):
        return ""
    if _ASKING.fullmatch(words.strip()) and not _EN_DUTIES.fullmatch(words.strip(" ?")):
        return "other"
    bare = re.sub(r"(?:\([^()]{0,20}\)|(?<=.)\[[^\]]{0,10}\])$", "", words.strip(" :-–—")).strip(" :-–—【】[]《》")
    if not bare or len(bare) > 80:
        return ""
    if _ZH_DUTIES.fullmatch(bare) or _EN_DUTIES.fullmatch(bare):
        return "duties"
    if _ZH_OTHER.fullmatch(bare) or _EN_OTHER.fullmatch(bare):
        return "other"
    return "units" if _ZH_UNITS.fullmatch(bare) or _EN_UNITS.fullmatch(bare) else ""


def opens_units(words: str) -> bool:
    """Tell whether a sentence only announces a list of units.

    >>> opens_units("本局设下列科、室:"), opens_units("综合科掌理下列事项:")
    (True, False)
    """
    words = " ".join(words[words.rstrip(".。").rfind(". ") + 1 :].split())
    if _OF_EACH.fullmatch(words):
        return True
    return (
        len(words) <= 140
        and not _DUTIES_END.search(words)
        and (_ZH_UNITS_LEAD.fullmatch(words) or _EN_UNITS_LEAD.fullmatch(words)) is not None
    )


def opens_list(words: str) -> bool:
    """Tell whether a piece ends so that a list must follow: by a colon or a dash.

    >>> opens_list("Its main responsibilities are:"), opens_list("The functions are—")
    (True, True)
    """
    return _FOLLOWED.search(_AMENDED.sub("", words).rstrip()) is not None
