"""What a table of roles says, in sentences that its figures carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.measures.names import map_names
from analytics.measures.roles import UNEXPLAINED

if TYPE_CHECKING:
    import pandas as pd

TEMPLATES = {
    "en": {
        "whole": "{superior} makes the rule for {n} of {all} functions; offices under it carry out {whole} of them",
        "no_rule": "For {n} functions that offices under it carry out, {superior} states no rule: {other} it states "
        "with other actions only, {silent} not at all",
        "least": "{office} states that it carries out {whole} of the {n} that {superior} rules, the fewest; of the "
        "other {missing} it states {other} with other actions only, and for {unexplained} nothing in the documents "
        "says why",
        "under": "{office} states that it carries out {whole} of the {n} functions for which the office above it makes "
        "the rule",
        "alone": "No office that is compared stands under another",
        "empty": "No function passes the filters",
    },
    "zh": {
        "whole": "{superior}对{all}项职能中的{n}项制定制度，其中{whole}项有下级机关办理",
        "no_rule": "下级机关办理的职能中，有{n}项{superior}未载明制定制度：{other}项仅以其他方式载明，"
        "{silent}项完全未提及",
        "least": "{superior}制定制度的{n}项职能中，{office}载明办理的最少，为{whole}项；其余{missing}项中有{other}项"
        "仅以其他方式载明，{unexplained}项文件未说明原因",
        "under": "上级机关制定制度的{n}项职能中，{office}载明办理{whole}项",
        "alone": "所比较的机关之间没有上下级关系",
        "empty": "没有符合筛选条件的职能",
    },
}


def tell_roles(cascades: pd.DataFrame, holders: pd.DataFrame, *, language: str = "en") -> list[str]:
    """Say how far the rules of the superior office are carried out under it, and where not.

    Parameters
    ----------
    cascades : DataFrame, one row per (holder, code) shown
        As `find_cascades` gives it.
    holders : DataFrame
        `holder_id`, `short_en`, `short_zh`.
    language : {'en', 'zh'}

    Returns
    -------
    list of str
        Sentences without their full stop, the finding first. Of several superior holders the one speaks that
        makes most rules; of equals the first.
    """
    templates = TEMPLATES[language]
    if cascades.empty:
        return [templates["empty"]]
    over, under = (cascades.loc[cascades["position"] == position] for position in ("over", "under"))
    names = map_names(holders, key="holder_id", name="short", language=language)
    if over.empty:
        return _tell_under(under, names, templates)
    superior = str(over.groupby("holder_id", sort=False)["rules"].sum().idxmax())
    mine = over.loc[over["holder_id"] == superior]
    unruled = mine.loc[mine["cascade"] == "no_rule"]
    n_ruled, n_other = int(mine["rules"].sum()), int((unruled["status"] == "other_action").sum())
    told = [
        templates["whole"].format(
            superior=names[superior], n=n_ruled, all=len(mine), whole=int((mine["cascade"] == "whole").sum())
        ),
        templates["no_rule"].format(
            superior=names[superior], n=len(unruled), other=n_other, silent=len(unruled) - n_other
        ),
    ]
    under = under.loc[under["code"].isin(mine.loc[mine["rules"], "code"])]
    if under.empty:
        return told
    whole = under.groupby("holder_id", sort=False)["carries"].sum()
    office = str(whole.idxmin())
    missing = under.loc[(under["holder_id"] == office) & ~under["carries"]]
    return [
        *told,
        templates["least"].format(
            office=names[office],
            superior=names[superior],
            n=n_ruled,
            whole=int(whole[office]),
            missing=len(missing),
            other=int((missing["status"] == "other_action").sum()),
            unexplained=int(missing["status"].isin(UNEXPLAINED).sum()),
        ),
    ]


def _tell_under(under: pd.DataFrame, names: dict[str, str], templates: dict[str, str]) -> list[str]:
    """Speak of the offices shown whose superior the filters hide."""
    if under.empty:
        return [templates["alone"]]
    told = []
    for office, rows in under.groupby("holder_id", sort=False):
        whole, missing = (int((rows["cascade"] == each).sum()) for each in ("whole", "no_carrier"))
        told.append(templates["under"].format(office=names[str(office)], whole=whole, n=whole + missing))
    return told
