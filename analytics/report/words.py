"""What headings, columns and codes of the report are called."""

from __future__ import annotations

WORDS = {
    "en": {
        "summary": "Main findings", "coverage": "Coverage", "emphasis": "Emphasis", "gaps": "Gaps",
        "robustness": "How far the gaps hold", "alignment": "Counterparts", "crosswalk": "Departments",
        "overlap": "Shared functions", "roles": "Rules and their carrying out", "changes": "Change",
        "structure": "Likeness", "caveats": "What the figures cannot say", "sources": "Documents compared", "method": "Method",
        "figure": "Figure", "table": "Table", "page": "Page",
        "area": "Area", "function": "Function", "office": "Office", "stated_by": "Stated by", "nearest": "Nearest duty",
        "why": "Why", "status": "Status", "number": "Functions", "which": "Which", "fragile": "Fragile",
        "reading": "Reading", "gaps_lost": "Real gaps that vanish", "stated_lost": "Stated functions that vanish",
        "document": "Document", "duties": "Duties", "answered": "Answered", "share": "Share", "duty": "Duty",
        "answered_by": "Answered by", "relation": "Relation", "nearest_of": "Nearest in a peer",
        "department": "Department", "unmatched": "no counterpart", "herfindahl": "Herfindahl index",
        "overlaps": "Pairs with the same action", "same": "Pairs that say the same", "states": "What it states of it",
        "pair": "Offices", "similarity": "Likeness", "interval": "95 % interval", "years": "Years",
        "language": "Language", "shows": "What shows the years", "lacks": "What is missing", "nothing": "nothing", "other_action": "stated with these actions only",
        "and_more": "{names} and {n} more", "between": ", ", "last": " and ", "units": "{n} more units", "functions": "Functions", "now": "now", "axis": "Functions",
        "axis_columns": "Office, years of its documents",
        "axis_crosswalk": "Answered by", "draft": "{name} (draft)",
    },
    "zh": {
        "summary": "主要发现", "coverage": "覆盖", "emphasis": "侧重", "gaps": "缺口", "robustness": "缺口是否稳固",
        "alignment": "对应职责", "crosswalk": "部门对应", "overlap": "多部门分担的职能", "roles": "制定与办理",
        "changes": "变化", "structure": "相近程度", "caveats": "数字不能说明的", "sources": "所比较的文件", "method": "方法",
        "figure": "图", "table": "表", "page": "页",
        "area": "领域", "function": "职能", "office": "机关", "stated_by": "载明机关", "nearest": "最相近的职责",
        "why": "原因", "status": "状态", "number": "职能数", "which": "哪些", "fragile": "不稳固", "reading": "读法",
        "gaps_lost": "消失的真实缺口", "stated_lost": "消失的载明职能", "document": "文件", "duties": "职责数",
        "answered": "有对应", "share": "比例", "duty": "职责", "answered_by": "对应职责", "relation": "关系",
        "nearest_of": "对照机关中最相近者", "department": "部门", "unmatched": "无对应",
        "herfindahl": "赫芬达尔指数", "overlaps": "方式相同的部门对", "same": "内容相同的职责对",
        "states": "对其载明的方式", "pair": "机关", "similarity": "相近程度", "interval": "95%区间", "years": "年代",
        "language": "语言", "shows": "年代依据", "lacks": "缺漏", "nothing": "无", "other_action": "仅以上述方式载明", "and_more": "{names}等另{n}项",
        "between": "、", "last": "和", "units": "另{n}个单位", "functions": "职能", "now": "今", "axis": "职能数", "axis_columns": "机关及其文件年代",
        "axis_crosswalk": "对应部门", "draft": "{name}（草案）",
    },
}  # fmt: skip
STATUSES = {
    "en": {
        "present": "Stated", "thin": "Thin: one duty, or only beside others", "absent": "Absent: no reason is found",
        "older_source": "Stated only in younger documents", "other_level": "Task of the other level",
        "unreadable": "In a unit that cannot be read",
    },
    "zh": {
        "present": "载明", "thin": "单薄：仅一项职责或仅附带提及", "absent": "缺失：未见原因",
        "older_source": "仅较新文件载明", "other_level": "属另一层级", "unreadable": "所属单位无法阅读",
    },
}  # fmt: skip
RELATIONS = {
    "en": {"exact": "the same", "close": "nearly the same", "broad": "broader", "narrow": "narrower",
           "related": "related"},
    "zh": {"exact": "相同", "close": "相近", "broad": "更宽", "narrow": "更窄", "related": "相关"},
}  # fmt: skip
FIGURES = {
    "en": {"share": "share of duties, per cent", "emphasis": "emphasis, log₂"},
    "zh": {"share": "职责比例（%）", "emphasis": "侧重程度（以2为底的对数）"},
}
SIGNS = {
    "en": "✕ absent, no reason found · ○ thin · ◷ only in younger documents · ⇅ task of the other level · ? unreadable "
    "unit",
    "zh": "✕ 缺失而未见原因 · ○ 单薄 · ◷ 仅较新文件载明 · ⇅ 属另一层级 · ? 单位无法阅读",
}
LANGUAGES = {
    "en": {"en": "English", "zh": "Chinese"},
    "zh": {"en": "英文", "zh": "中文"},
}
FRAGILE = "◇"
CHANGES = {
    "en": {"gained": "New", "kept": "Kept", "merged": "In fewer duties", "split": "In more duties",
           "renamed": "Department renamed", "moved": "Other department", "lost": "Lost",
           "not_restated": "Not restated (not: lost)"},
    "zh": {"gained": "新增", "kept": "保留", "merged": "合并为较少职责", "split": "拆分为较多职责", "renamed": "部门更名",
           "moved": "移至其他部门", "lost": "取消", "not_restated": "未重申（不等于取消）"},
}  # fmt: skip
CHANNELS = {
    "en": {},
    "zh": {"codes": "编码", "words": "词语", "lexicon": "双语词表", "dictionary": "词典", "encoder": "句向量编码器"},
}
