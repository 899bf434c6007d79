"""The words in which units' names end, in English and Chinese, as patterns to build others from."""

from __future__ import annotations

_ZH_LONG = (
    "办公室|办公厅|委员会|领导小组|工作组|专员办|办事处|联络处|代表处|机关党委|党委|党总支|党支部|纪委|纪检组|监察组|"
    "团委|工会|妇联|分会|学会|协会|联合会"
    "|联谊会|基地|中心|总队|支队|大队|中队|总局|分局|分署|海关|实验室|研究所|服务站|检查站|工作站|领事馆|"
    "图书馆|档案馆|总站|分中心|专班|学院|学部|分院|学生会"
)
# 对外贸易部门的职务 is a unit's, 各部门的职责 is not.
_ZH_LONG += "|(?<![各本该关能管他它务属工])部门(?=的职[务责权]|职[务责掌]|负责)"
_ZH_SHORT = "处科室局厅司部股课署组队所办关院站馆系庭"
# Words that end like a unit and are none.
_ZH_NOT = (
    "家庭|开庭|出庭|法庭|当庭|本庭|门庭|好处|之处|用处|惩处|到处|深处|长处|相关|机关|有关|把关|通关|报关|清关|转关|结关|开关|攻关|无关|"
    "攸关|公关|进关|出关|全部|内部|外部|干部|各部|部署|签署|布局"
    "|格局|结局|全局|当局|大局|时局|本科|专科|百科|公司|上司|场所|厕所|主办|承办|督办|交办|协办|"
    "举办|经办|拟办|查办|代办|开办|申办|催办|批办|筹办"
    "|领办|转办|合办|带队|军队|部队|重组|改组|编组|分组|网站|车站|法院|医院|住院|出院|教室|会议室|候诊室|"
    "政府|关系|体系|联系|各科|各处|各室|各组|各局"
    "|科室|处室|下列各科室|该处|该科|本处|本科|本室|本局|本署|本部|本关|本会|本院|本组|本所|我局|我处|"
    "我科|我关|关系|职系|海关总署|兄弟海关|隶属海关|直属海关|各海关"
)
# 稽查处 and 教学科 are units, 负责查处 and 学科 are none.
_ZH_BUT = "(?<!(?<!教)学科)(?<!(?<![稽检侦巡督审缉核调])查处)"
ZH_NOUN = rf"(?:(?:{_ZH_LONG})|[{_ZH_SHORT}](?<!{')(?<!'.join(_ZH_NOT.split('|'))}){_ZH_BUT})"
EN_NOUN = (
    r"(?:Offices?|Divisions?|(?:Sub-?)?Departments?|Depts?\.?|Directorates?(?:[- ]General)?|Sections?|Branch(?:es)?|"
    r"(?:Sub-?)?Bureaus?|Sub-?bureaus?|Bureaux|Commissariats?|Units?|Services?"
    r"|Cent(?:er|re)s?|Agency|Agencies|Group|Team|Secretariat|Command|Inspectorate|Laborator(?:y|ies)|"
    r"Board|Commission|Committee|Cabinet"
    r"|Cluster|Cell|Programme|Academy|Institute|College|School|Authority|Administration|Registry|Desk|Wing|"
    r"Sub-?division|"
    r"Headquarters|Council|Custom[- ][Hh]ouses?(?!,)|Customs|Station"
    r"|Ministry|Patrol|Guard|Sectors?|Task ?[Ff]orce|Delegation|Ombudsman|Brigade|Corps|Police|Treasury"
    r"|Direc?ç(?:ão|ões)|Direcci(?:ón|ones)|Gabinete|Departamento|Département|Unidade?|Serviço)"
)
