"""What other readings of the duties do to figures and gaps, in sentences that their numbers carry."""

from __future__ import annotations

import pandas as pd

from analytics.measures.robustness import VARIANTS

READINGS = {
    "en": {
        "coarser": "under a coarser cut of sentences",
        "finer": "under a finer cut of sentences",
        "stated_names": "without the units whose name is inferred",
        "plain_codes": "without the duties that a note qualifies or the machine coded",
        "other_coder": "under the other coder's codes",
    },
    "zh": {
        "coarser": "若断句较粗",
        "finer": "若断句较细",
        "stated_names": "若不计名称系推断的单位",
        "plain_codes": "若不计附有注释或由机器编码的职责",
        "other_coder": "若采用另一编码员的编码",
    },
}
VERDICTS = {
    "en": {"fragile": "Fragile: this gap vanishes {readings}.", "shaky": "Shaky: no duty states it {readings}."},
    "zh": {"fragile": "不稳固：{readings}，此缺口即消失。", "shaky": "不稳固：{readings}，则无职责载明。"},
}
JOINT = {"en": ", or ", "zh": "，或"}
TOLD = {
    "en": {
        "stand": "All {real} real gaps and all {stated} stated functions hold under every other reading of the duties",
        "fall": "{fragile} of {real} real gaps and {shaky} of {stated} stated functions vanish under another reading, "
        "{n} of them {reading}",
    },
    "zh": {
        "stand": "{real}个真实缺口和{stated}项载明的职能在其他各种读法下均成立",
        "fall": "{real}个真实缺口中有{fragile}个、{stated}项载明的职能中有{shaky}项在另一读法下消失，"
        "其中{reading}有{n}项",
    },
}


def explain_fragility(judged: pd.DataFrame, *, language: str = "en") -> pd.Series:
    """Say in a sentence under which readings a gap or a presence vanishes; nothing where it stands.

    Parameters
    ----------
    judged : DataFrame
        `fragile_under` and `shaky_under`, as `judge_gaps` gives them.
    language : {'en', 'zh'}

    Returns
    -------
    Series of str, aligned with `judged`

    Examples
    --------
    >>> judged = pd.DataFrame({"fragile_under": ["other_coder", ""], "shaky_under": ["", ""]})
    >>> explain_fragility(judged).to_list()
    ["Fragile: this gap vanishes under the other coder's codes.", '']
    """
    sentences = [
        _explain("fragile", fragile, language) or _explain("shaky", shaky, language)
        for fragile, shaky in zip(judged["fragile_under"], judged["shaky_under"], strict=True)
    ]
    return pd.Series(sentences, index=judged.index, dtype=str)


def _explain(kind: str, under: str, language: str) -> str:
    if not under:
        return ""
    names = [READINGS[language][name] for name in under.split(";")]
    return VERDICTS[language][kind].format(readings=JOINT[language].join(names))


def tell_robustness(table: pd.DataFrame, *, language: str = "en") -> str:
    """Say how many gaps and presences rest on one reading of the duties, and which reading matters most.

    Parameters
    ----------
    table : DataFrame, one row per (holder, function)
        `n_duties`, `real`, `fragile_under`, `shaky_under`.
    language : {'en', 'zh'}

    Returns
    -------
    str
        A sentence without its full stop.
    """
    real, stated = table.loc[table["real"].astype(bool)], table.loc[table["n_duties"] > 0]
    under = [*real["fragile_under"], *stated["shaky_under"]]
    falls = {name: sum(name in names.split(";") for names in under) for name in VARIANTS}
    worst = max(VARIANTS, key=lambda name: falls[name])
    return TOLD[language]["fall" if falls[worst] else "stand"].format(
        real=len(real),
        stated=len(stated),
        fragile=int((real["fragile_under"] != "").sum()),
        shaky=int((stated["shaky_under"] != "").sum()),
        n=falls[worst],
        reading=READINGS[language][worst],
    )
