"""How offices word their duties, function aside: general clauses and the verbs of each action.

Laid over the codebook's labels, they show the models what the few documents of the register happen not to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from analytics.codebook import Codebook, Function

MANDATE, OTHER = "GEN.MANDATE", "GEN.OTHER"
COLUMNS = ["text", "language", "functions", "action"]
N_MANDATES, N_VERBS, OTHER_EVERY = 2, 3, 3

LEADS = {
    "en": [
        "is the functional management department for {}",
        "serves as the lead department for {}",
        "the department in charge of {}",
        "is the competent authority for {} and works under the leadership of the director",
        "is the comprehensive administrative department for {}",
        "the unit that heads {} in the district",
        "is a department under the administration that manages {}",
        "carries out state and headquarters rules on {} and draws up detailed rules",
        "implements laws, regulations and rules on {}, formulates detailed measures and guides subordinate offices",
        "is the office in charge of {} matters",
    ],
    "zh": [
        "是{}的职能管理部门",
        "本处为{}业务的主管部门",
        "作为{}工作的归口管理部门,在关领导下开展工作",
        "贯彻执行国家和上级有关{}的法律法规和规章制度,制定实施细则",
        "执行总署关于{}的规定,拟订实施办法,指导隶属单位",
        "为{}之主管单位",
        "系本关{}的综合管理机构",
        "主管{}工作的内设机构",
    ],
}
ROLES = {
    "en": [
        "implements the laws, rules and policies of the state and the head office, sets detailed rules and organises "
        "implementation",
        "carries out state and headquarters rules, sets work plans, and supervises and guides subordinate offices",
        "is a regional office at deputy bureau level directly under the administration and covers six cities",
        "consists of five divisions and two branches",
        "exercises vertical management over offices across the country",
        "works under the leadership of the party committee and the director general",
        "the administration is an agency of the central government",
        "in accordance with laws and regulations formulates implementing rules and measures for this district and "
        "checks subordinate units",
        "implements the relevant laws, regulations and normative documents, draws up concrete measures and organises "
        "their application",
        "puts the normative documents of the headquarters into effect and formulates specific implementation measures",
        "formulates local rules under the laws and normative documents in force; supervises, inspects and directs "
        "the offices below",
        "carries out the guidelines, policies and decisions of the government and works out how to apply them",
        "takes charge of the overall work of the administration under the law",
        "is responsible to the ministry, with headquarters in the capital and field offices at the ports",
    ],
    "zh": [
        "贯彻执行国家法律法规和上级规章制度,制定实施细则并组织实施",
        "执行国家和总署规定,监督、检查、指导隶属单位工作",
        "正处级机构,下设五个科室,辖区包括三市两县",
        "实行垂直管理体制",
        "根据上级部署制定本关工作计划和实施办法并贯彻落实",
        "为国家设在本地的进出境监督管理机关",
        "内设机构若干,受直属海关领导",
        "综理本署业务,指挥监督所属机关",
        "贯彻有关法律、法规、规章和规范性文件,拟订具体实施办法并组织执行",
        "落实上级方针政策和规范性文件,制定本关区实施意见,监督检查基层执行情况",
        "依据法律法规和规范性文件制定细则,指导监督下级单位",
        "贯彻落实党和国家的方针政策及决策部署",
        "依法主管全国有关工作,对部委负责",
        "为总署直属机构,机关设若干处室,管辖范围为全省",
    ],
}
OTHERS = {
    "en": [
        "carries out other tasks assigned by superiors",
        "other matters assigned by leaders",
        "performs any other duties as directed by the Commissioner",
        "undertakes other work assigned by the headquarters and the office",
        "such other functions as may be assigned",
        "completes other tasks assigned",
    ],
    "zh": [
        "承办上级交办的其他事项",
        "完成领导交办的其他工作",
        "其他交办事项",
        "其他有关事项",
        "承担党委交办的其他任务",
        "办理其他临时交办事务",
    ],
}
OTHERS_OF = {
    "en": ["other work related to {}", "other matters concerning {}", "any other {} matters assigned by superiors"],
    "zh": ["其他有关{}事项", "承办与{}有关的其他工作", "其他{}相关事项"],
}
VERBS = {
    "en": [
        ("draws up rules and plans for {} and organises their implementation", "RULE"),
        ("guides, supervises and inspects the work of subordinate offices on {}", "GUIDE"),
        ("examines and approves applications concerning {}", "APPROVE"),
        ("handles {}", "EXECUTE"),
        ("monitors, analyses and assesses {}", "ANALYSE"),
        ("coordinates and liaises with other bodies on {}", "COORDINATE"),
        ("manages and maintains {}", "MANAGE"),
        ("formulates policies, standards and procedures on {}", "RULE"),
        ("is responsible for functional management of {}", "GUIDE"),
        ("issues licences and certificates for {}", "APPROVE"),
        ("carries out {}", "EXECUTE"),
        ("compiles reports and studies on {}", "ANALYSE"),
        ("cooperates with agencies on {}", "COORDINATE"),
        ("administers the resources for {}", "MANAGE"),
        ("drafts regulations on {}", "RULE"),
        ("oversees {} across the department", "GUIDE"),
        ("reviews and decides on {}", "APPROVE"),
        ("studies and puts forward rules for {} and organises implementation", "RULE"),
    ],
    "zh": [
        ("拟订{}规章制度并组织实施", "RULE"),
        ("指导、监督、检查隶属单位的{}工作", "GUIDE"),
        ("审核、审批{}申请", "APPROVE"),
        ("办理{}", "EXECUTE"),
        ("监测、分析、评估{}情况", "ANALYSE"),
        ("协调、联络有关部门的{}事宜", "COORDINATE"),
        ("管理、维护{}", "MANAGE"),
        ("研究制定{}政策、标准和规划", "RULE"),
        ("负责{}的职能管理", "GUIDE"),
        ("负责{}的审查核准和发证", "APPROVE"),
        ("组织开展{}", "EXECUTE"),
        ("开展{}的调查研究和统计分析", "ANALYSE"),
        ("会同有关单位开展{}合作", "COORDINATE"),
        ("负责{}的日常管理", "MANAGE"),
        ("{}规则之研修、订定", "RULE"),
        ("{}之督导及考核", "GUIDE"),
        ("{}之核准及许可", "APPROVE"),
        ("研究提出{}规章并组织实施", "RULE"),
    ],
}


def lay_phrases(codebook: Codebook) -> pd.DataFrame:
    """Lay phrases over the codebook's labels, in turn, so that each function stands in a few of them.

    Returns
    -------
    DataFrame, one row a text
        `text`, `language`, `functions` (codes, `;` between), `action`; both of the codebook.
    """
    known = {function.code for function in codebook.functions}
    actions = {action.code for action in codebook.actions}
    named = [function for function in codebook.functions if function.area != "GEN"]
    rows = [row for i, function in enumerate(named) for language in VERBS for row in _phrase(i, function, language)]
    for language in VERBS:
        rows += [(text, language, MANDATE, "RULE") for text in ROLES[language]]
        rows += [(text, language, OTHER, "EXECUTE") for text in OTHERS[language]]
    table = pd.DataFrame(rows, columns=COLUMNS, dtype=str)
    fits = [action in actions and known.issuperset(codes.split(";")) for codes, action in _pairs(table)]
    return table.loc[fits].reset_index(drop=True)


def _phrase(i: int, function: Function, language: str) -> list[tuple[str, str, str, str]]:
    """Write the phrases of one function: role sentences, verbs and, for each third, other work related to it."""
    label = function.zh if language == "zh" else function.en[:1].lower() + function.en[1:]
    leads, verbs, others = LEADS[language], VERBS[language], OTHERS_OF[language]
    rows = [
        (leads[(i * N_MANDATES + k) % len(leads)].format(label), language, f"{MANDATE};{function.code}", "GUIDE")
        for k in range(N_MANDATES)
    ]
    for k in range(N_VERBS):
        phrase, action = verbs[(i * N_VERBS + k) % len(verbs)]
        rows.append((phrase.format(label), language, function.code, action))
    if i % OTHER_EVERY == 0:
        text = others[i // OTHER_EVERY % len(others)].format(label)
        rows.append((text, language, f"{OTHER};{function.code}", "EXECUTE"))
    return rows


def _pairs(table: pd.DataFrame) -> zip[tuple[str, str]]:
    return zip(table["functions"], table["action"], strict=True)
