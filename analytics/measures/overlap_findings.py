"""What an overlap table says, in sentences that its figures carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.measures.names import map_names

if TYPE_CHECKING:
    import pandas as pd

TEMPLATES = {
    "en": {
        "fragmented": "{holder} shares {n} of its {all} functions among several departments; “{code}” stands in "
        "{n_units} of them",
        "overlap": "In {n} cases two departments of one office hold a function with the same action, {most} of them "
        "in {holder}",
        "same": "{n} pairs of such duties say the same, {most} of them in {holder}, most often on “{code}”",
        "none": "No function stands in two departments of one office",
        "distinct": "No two duties of one office say the same",
        "empty": "No function passes the filters",
    },
    "zh": {
        "fragmented": "{holder}的{all}项职能中有{n}项由多个部门分担，其中“{code}”分布于{n_units}个部门",
        "overlap": "同一机关两个部门以相同方式行使同一职能的情形有{n}处，其中{holder}有{most}处",
        "same": "这类职责中有{n}对内容相同，其中{holder}有{most}对，最多见于“{code}”",
        "none": "没有一项职能由同一机关的两个部门分担",
        "distinct": "没有同一机关的两项职责内容相同",
        "empty": "没有符合筛选条件的职能",
    },
}


def tell_overlap(
    overlap: pd.DataFrame, holders: pd.DataFrame, codes: pd.DataFrame, *, language: str = "en"
) -> list[str]:
    """Say who shares its functions among most departments, where they overlap, and what says the same.

    Parameters
    ----------
    overlap : DataFrame, one row per (holder, code) shown
        As `measure_overlap` gives it.
    holders : DataFrame
        `holder_id`, `short_en`, `short_zh`.
    codes : DataFrame
        `code`, `name_en`, `name_zh`.
    language : {'en', 'zh'}

    Returns
    -------
    list of str
        Sentences without their full stop, the finding first; of equals the first in the order of `overlap`.
    """
    templates = TEMPLATES[language]
    if overlap.empty:
        return [templates["empty"]]
    shared = overlap.loc[overlap["fragmented"]]
    if shared.empty:
        return [templates["none"]]
    name_holder = map_names(holders, key="holder_id", name="short", language=language)
    name_code = map_names(codes, key="code", name="name", language=language)
    holder, n = _find_most(shared.groupby("holder_id", sort=False).size())
    mine = overlap.loc[overlap["holder_id"] == holder]
    widest = mine.sort_values("n_units", ascending=False, kind="stable").iloc[0]
    told = [
        templates["fragmented"].format(
            holder=name_holder[holder],
            n=n,
            all=int((mine["n_units"] > 0).sum()),
            code=name_code[str(widest["code"])],
            n_units=widest["n_units"],
        )
    ]
    if n_overlaps := int(overlap["n_overlaps"].sum()):
        holder, most = _find_most(overlap.groupby("holder_id", sort=False)["n_overlaps"].sum())
        told.append(templates["overlap"].format(n=n_overlaps, holder=name_holder[holder], most=most))
    return [*told, _tell_same(overlap, name_holder, name_code, templates)]


def _tell_same(
    overlap: pd.DataFrame, name_holder: dict[str, str], name_code: dict[str, str], templates: dict[str, str]
) -> str:
    """Count each pair of duties once, however many functions they share."""
    pairs = overlap.assign(pair=overlap["same"].str.split(";")).explode("pair")
    pairs = pairs.loc[pairs["pair"] != ""]
    if pairs.empty:
        return templates["distinct"]
    once = pairs.drop_duplicates(["holder_id", "pair"])
    holder, most = _find_most(once.groupby("holder_id", sort=False).size())
    code, _ = _find_most(pairs.loc[pairs["holder_id"] == holder].groupby("code", sort=False).size())
    return templates["same"].format(n=len(once), most=most, holder=name_holder[holder], code=name_code[code])


def _find_most(counts: pd.Series) -> tuple[str, int]:
    return str(counts.idxmax()), int(counts.max())
