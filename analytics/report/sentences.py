"""The report's sentences and words, whole in each language, each sentence with the numbers that carry it."""

from __future__ import annotations

SENTENCES = {
    "en": {
        "title": "Duties of {office} beside those of {peers}",
        "subtitle": "{n} comparable duties of {n_offices} offices, counted in the store of {date}",
        "coverage": "{office} states {n} of {all} areas and {n_functions} of {all_functions} functions in {n_duties} "
        "comparable duties",
        "coverage_peer": "{peer} states {n} areas and {n_functions} functions in {n_duties} comparable duties",
        "coverage_largest": "The largest area of {office} is “{area}”, with {share:.1%} of its duties",
        "coverage_picture": "Share of each office's comparable duties that state an area; {office} states {n} of {all}",
        "emphasis": "{office} stresses “{area}” most: {times:.1f} times the mean share of the {n} offices in the store",
        "emphasis_least": "Of what it states it stresses “{area}” least: {times:.1f} times that mean",
        "emphasis_none": "Of {all} areas {office} states 0, so nothing can be weighed",
        "emphasis_picture": "Emphasis (log₂ of the share over the mean of {n} offices) of the {shown} areas that one "
        "of those compared states at least twice as much, or at most half as much, as the mean",
        "gaps": "{n} of {all} functions are real gaps: a peer states them, {office} does not, and nothing in the "
        "documents explains it",
        "gaps_one": "1 of {all} functions is a real gap: a peer states it, {office} does not, and nothing in the "
        "documents explains it",
        "gaps_none": "0 of {all} functions are real gaps: what a peer states and {office} does not, its documents or "
        "its level explain",
        "gaps_judged": "The gaps are judged against {n} peers ({peers}) on all comparable duties",
        "gaps_judged_one": "The gaps are judged against 1 peer ({peers}) on all comparable duties",
        "gaps_fragile": "{n} of the {all} real gaps vanish under another reading of the same duties; the table marks "
        "them ◇",
        "gaps_table": "The {n} real gaps of {office}",
        "gaps_statuses": "What {office} states of {all} functions, and why it does not state the others",
        "robustness_table": "Real gaps and stated functions of {office} that vanish under each of {n} other readings",
        "alignment": "{n} of the {all} duties of {office} that can be aligned have a counterpart among the peers; "
        "{rest} have none",
        "alignment_none": "{office} has 0 duties that can be aligned",
        "alignment_table": "Duties of {office} that have a counterpart in each of {n} documents of the peers",
        "alignment_examples": "The {n} most certain counterparts from different departments, side by side",
        "alignment_open": "{n} of the {rest} duties of {office} without a counterpart, those farthest from any first",
        "crosswalk": "“{department}” of {office} corresponds to {n} of the {all} units of {peer}, more than any other "
        "of its departments does",
        "crosswalk_equals": "{n_equals} departments of {office}, “{department}” among them, correspond to {n} of the "
        "{all} units of {peer} each, more than any other does",
        "crosswalk_none": "0 departments of {office} have a counterpart in {peer}",
        "crosswalk_mostly": "{n} of {all} departments of {office} send at least half of their duties to a single "
        "department of {peer}",
        "crosswalk_picture": "Per cent of the duties of {n} of the {all} departments of {office} (rows) that each "
        "department of {peer} (columns) answers; a row sums to 100",
        "crosswalk_table": "The department that answers most of {n} of the {all} departments of {office}, with its "
        "share of the duties",
        "overlap_none": "0 of the {all} functions that {office} states stand in two or more departments",
        "overlap_pairs": "In {n} cases two departments of {office} hold a function with the same action, and {same} "
        "pairs of their duties say the same",
        "overlap_table": "The {n} functions that most departments of {office} share: number of departments that hold "
        "each",
        "roles_office": "Of the {n} functions that {superior} rules, {office} states that it carries out {whole}; "
        "{other} it states with other actions only, and nothing in the documents explains {unexplained}",
        "roles_over": "For {n} of the {rules} functions that {office} rules, no office under it states that it "
        "carries them out",
        "roles_alone": "{office} has 0 offices over it or under it in the store, so no cascade can be judged",
        "roles_table": "{n} of {all} functions whose cascade is broken: {superior} makes the rule, {office} does not "
        "state that it carries it out",
        "roles_table_over": "{n} of {all} functions whose cascade is broken: {office} makes the rule, no office under "
        "it states that it carries it out",
        "changes_named": "The {n} new functions are {names}",
        "changes_named_one": "The {n} new function is {names}",
        "changes_new": "{office} states {n} of the {all} functions that are new in {newer}",
        "structure_none": "0 pairs of the {n} offices compared have duties enough to say how alike they share them out",
        "structure_table": "How alike the {n} offices compared share out their duties (Morisita's index: 0 nothing in "
        "common, 1 the same), with 95 % intervals",
        "changes_picture": "What became of the {n} functions of {older} and {newer}, by area",
        "caveat_years": "The {n} documents speak of different years, from {first} to {last}: a function missing here "
        "may only have come later, and {older} of {all} functions carry that mark for {office}",
        "caveat_cut": "They cut sentences differently, from {low:.1f} functions a duty ({fewest}) to {high:.1f} "
        "({most}): compare shares and presence, not counts",
        "caveat_silence": "Silence is not proof: an office may do what its page does not say, which may hold for each "
        "of the {n} functions that {office} does not state",
        "caveat_notes": "{n} of the {all} duties compared carry a reader's note on what was inferred or unclear",
        "caveat_machine": "{n} of the {all} duties compared were coded by the machine alone, and {drafts} of the "
        "{n_offices} offices are drafts that nobody has accepted",
        "caveat_words": "All {all} duties are restated in the project's own words; the original wording of the {n} "
        "documents is not quoted",
        "sources_table": "The {n} documents compared, what in them shows their years, and what is missing in them",
        "method_codes": "Readers coded {people} of the {all} duties compared with functions of a codebook of "
        "{functions} functions in {areas} areas (version {codebook})",
        "method_alignment": "Counterparts are candidates among the 10 best of each document, scored by {tier}, with "
        "{readings} readers' judgements laid over",
        "method_readings": "Every figure was read in {n} other ways: a coarser and a finer cut of sentences, without "
        "inferred names, without codes that a note qualifies, and at the other coder's codes",
        "method_store": "Made by Duty Atlas {version} from the store {store} of {date}; the same store gives the same "
        "figures",
        "undrawn": "1 picture is left out here, because no Chromium was found to draw it; the table below has its "
        "numbers.",
    },
    "zh": {
        "title": "{office}职责与{peers}的对照",
        "subtitle": "{n_offices}个机关的{n}项可比职责，数据库生成于{date}",
        "coverage": "{office}以{n_duties}项可比职责载明{all}个领域中的{n}个、{all_functions}项职能中的{n_functions}项",
        "coverage_peer": "{peer}以{n_duties}项可比职责载明{n}个领域、{n_functions}项职能",
        "coverage_largest": "{office}职责最多的领域是“{area}”，占其职责的{share:.1%}",
        "coverage_picture": "各机关可比职责中载明各领域的比例；{office}载明{all}个领域中的{n}个",
        "emphasis": "{office}最为侧重“{area}”：其比例为数据库中{n}个机关平均值的{times:.1f}倍",
        "emphasis_least": "在其载明的领域中，“{area}”所占比重最低，为该平均值的{times:.1f}倍",
        "emphasis_none": "{office}载明{all}个领域中的0个，无从比较侧重",
        "emphasis_picture": "侧重程度（比例与{n}个机关平均值之比的以2为底的对数）：列出至少一个机关达到平均值两倍以上"
        "或一半以下的{shown}个领域",
        "gaps": "{all}项职能中有{n}项为真实缺口：有对照机关载明，{office}未载明，文件中亦无说明",
        "gaps_none": "{all}项职能中真实缺口为0项：有对照机关载明而{office}未载明的职能，均可由其文件或层级解释",
        "gaps_judged": "缺口以{n}个对照机关（{peers}）为参照，按全部可比职责判定",
        "gaps_fragile": "{all}个真实缺口中有{n}个在同一职责的另一种读法下消失，表中以◇标出",
        "gaps_table": "{office}的{n}个真实缺口",
        "gaps_statuses": "{office}对{all}项职能的载明情况，以及未载明的原因",
        "robustness_table": "{office}的真实缺口与载明职能中，在其他{n}种读法下各自消失的数目",
        "alignment": "{office}可比对的{all}项职责中，有{n}项在对照机关中有对应职责，{rest}项没有",
        "alignment_none": "{office}可比对的职责为0项",
        "alignment_table": "{office}的职责在对照机关{n}份文件中各自有对应的数目",
        "alignment_examples": "来自不同部门、把握最大的{n}组对应职责",
        "alignment_open": "{office}没有对应的{rest}项职责中的{n}项，最无相近者在前",
        "crosswalk": "{office}的“{department}”对应{peer}{all}个单位中的{n}个，多于其任何其他部门",
        "crosswalk_equals": "{office}的“{department}”等{n_equals}个部门各对应{peer}{all}个单位中的{n}个，多于其余部门",
        "crosswalk_none": "{office}在{peer}有对应的部门为0个",
        "crosswalk_mostly": "{office}的{all}个部门中，有{n}个的职责至少一半对应{peer}的同一个部门",
        "crosswalk_picture": "{office}{all}个部门中{n}个（行）的职责由{peer}各部门（列）对应的百分比，每行合计100",
        "crosswalk_table": "与{office}{all}个部门中的{n}个各自对应最多的部门，及其所占职责比例",
        "overlap_none": "{office}载明的{all}项职能中，由两个以上部门分担的为0项",
        "overlap_pairs": "{office}两个部门以相同方式行使同一职能的情形有{n}处，其职责中有{same}对内容相同",
        "overlap_table": "{office}分担部门最多的{n}项职能：各机关承担该职能的部门数",
        "roles_office": "{superior}制定制度的{n}项职能中，{office}载明办理{whole}项；{other}项仅以其他方式载明，"
        "{unexplained}项文件未说明原因",
        "roles_over": "{office}制定制度的{rules}项职能中，有{n}项没有下级机关载明办理",
        "roles_alone": "数据库中{office}的上级或下级机关为0个，无从判断上下衔接",
        "roles_table": "上下未衔接的{all}项职能中的{n}项：{superior}制定制度，{office}未载明办理",
        "roles_table_over": "上下未衔接的{all}项职能中的{n}项：{office}制定制度，没有下级机关载明办理",
        "changes_named": "新增的{n}项职能为{names}",
        "changes_new": "{newer}新增的{all}项职能中，{office}载明{n}项",
        "structure_none": "所比较的{n}个机关中，职责足以比较分布的有0对",
        "structure_table": "所比较的{n}个机关职责分布的相近程度（Morisita指数：0为毫无共同，1为相同），附95%区间",
        "changes_picture": "{older}与{newer}的{n}项职能的去向，按领域",
        "caveat_years": "{n}份文件所述年代不同，自{first}至{last}：此处没有的职能可能只是后来才有，"
        "{office}的{all}项职能中有{older}项带有此标记",
        "caveat_cut": "各文件断句粗细不同，每项职责平均载明的职能从{low:.1f}项（{fewest}）到{high:.1f}项（{most}）"
        "不等：宜比较比例和有无，不宜比较数目",
        "caveat_silence": "未载明不等于不承担：机关可能办理其页面未写的事项，{office}未载明的{n}项职能均可能如此",
        "caveat_notes": "所比较的{all}项职责中有{n}项附有编码员注释，说明推断或不清之处",
        "caveat_machine": "所比较的{all}项职责中有{n}项仅由机器编码，{n_offices}个机关中有{drafts}个为尚未确认的草案",
        "caveat_words": "全部{all}项职责均由本项目以自己的文字重述，不引用{n}份文件的原文",
        "sources_table": "所比较的{n}份文件、其年代依据及缺漏",
        "method_codes": "所比较的{all}项职责中有{people}项由编码员依照含{areas}个领域、{functions}项职能的编码本"
        "（{codebook}版）编码",
        "method_alignment": "对应职责取自每份文件的10个最佳候选，由{tier}评分，并参照编码员的{readings}项判断",
        "method_readings": "每个数字另以{n}种方式读取：断句较粗、断句较细、不计推断的名称、不计附有注释的编码、"
        "采用另一编码员的编码",
        "method_store": "由Duty Atlas {version}依据{date}的数据库{store}生成；同一数据库给出相同的数字",
        "undrawn": "此处缺1幅图，因未找到绘图所需的Chromium；其数字见下表。",
    },
}
STOP = {"en": ".", "zh": "。"}


def say(language: str, key: str, /, **figures: object) -> str:
    """Write a sentence of the report, with its full stop; where its `n` is 1, in the singular.

    >>> say("en", "gaps_judged", n=1, peers="Qingdao")
    'The gaps are judged against 1 peer (Qingdao) on all comparable duties.'
    """
    return close(language, caption(language, key, **figures))


def caption(language: str, key: str, /, **figures: object) -> str:
    """Write the same without its full stop, for titles and captions."""
    sentences = SENTENCES[language]
    single = f"{key}_one"
    return sentences[single if figures.get("n") == 1 and single in sentences else key].format(**figures)


def close(language: str, sentence: str) -> str:
    """Give a sentence its full stop.

    >>> close("zh", "有2项"), close("en", "2 of 3.")
    ('有2项。', '2 of 3.')
    """
    return sentence if sentence.endswith((".", "。")) else sentence + STOP[language]
