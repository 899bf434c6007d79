"""What a coverage table says, in one sentence that its figures carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

MAX_NAMED = 3
_EN = {
    "real": "{holder} states {n} of {all} {level}s; nothing explains why {missing} {is_} missing",
    "many": "{holder} states {n} of {all} {level}s; nothing explains why {n_missing} are missing, {missing} first",
    "explained": "{holder} states {n} of {all} {level}s; its documents explain why the others are missing",
    "counted": "{holder} states {n} of {all} {level}s in the duties that the filters count",
    "full": "All {n_holders} state each of the {all} {level}s shown; they differ in how much",
    "empty": "No {level} passes the filters",
}
_ZH = {
    "real": "{holder}写明{all}个{level}中的{n}个；{missing}为何未写明，没有解释",
    "many": "{holder}写明{all}个{level}中的{n}个；{n_missing}个为何未写明，没有解释，首先是{missing}",
    "explained": "{holder}写明{all}个{level}中的{n}个；其余为何未写明，其文件可以解释",
    "counted": "在筛选所计的职责中，{holder}写明{all}个{level}中的{n}个",
    "full": "所示{all}个{level}，{n_holders}个机关全部写明，只是多少不同",
    "empty": "没有{level}符合筛选条件",
}
TEMPLATES = {"en": _EN, "zh": _ZH}
LEVELS = {"en": {"area": "area", "function": "function"}, "zh": {"area": "领域", "function": "职能"}}
JOINED = {"en": ", ", "zh": "、"}


def tell_coverage(
    gaps: pd.DataFrame, holders: pd.DataFrame, codes: pd.DataFrame, *, level: str = "area", language: str = "en"
) -> str:
    """Name the holder with the most real gaps, and what stands nowhere in it.

    Parameters
    ----------
    gaps : DataFrame, one row per (holder, code) shown
        `holder_id`, `code`, `status` and `real` (as `find_gaps` says), `n_duties` (of the filters), `n_peers`.
    holders : DataFrame
        `holder_id`, `short_en`; in Chinese `short_zh`.
    codes : DataFrame
        `code`, `name_en`; in Chinese `name_zh`.
    level : {'area', 'function'}
    language : {'en', 'zh'}

    Returns
    -------
    str
        A sentence without its full stop.
    """
    templates, name = TEMPLATES[language], LEVELS[language][level]
    n_codes = gaps["code"].nunique()
    if not n_codes or holders.empty:
        return templates["empty"].format(level=name)
    empty = gaps.loc[gaps["n_duties"] == 0, "holder_id"].value_counts()
    if empty.empty:
        return templates["full"].format(n_holders=len(holders), all=n_codes, level=name)
    real_gaps = gaps.loc[gaps["real"], "holder_id"].value_counts()
    holder = max(holders["holder_id"], key=lambda each: (real_gaps.get(each, 0), empty.get(each, 0)))
    real = gaps.loc[(gaps["holder_id"] == holder) & gaps["real"]]
    real = real.sort_values("n_peers", ascending=False, kind="stable")
    named = [f"“{codes.set_index('code').loc[code, f'name_{language}']}”" for code in real["code"]]
    counted = gaps.loc[(gaps["holder_id"] == holder) & (gaps["n_duties"] == 0), "status"]
    kind = "explained" if not named else "real" if len(named) <= MAX_NAMED else "many"
    if not named and counted.isin(["present", "thin"]).any():
        kind = "counted"
    return templates[kind].format(
        holder=holders.set_index("holder_id").loc[holder, f"short_{language}"],
        n=n_codes - empty.get(holder, 0),
        all=n_codes,
        level=name,
        n_missing=len(named),
        missing=JOINED[language].join(named) if kind == "real" else "".join(named[:1]),
        is_="is" if len(named) == 1 else "are",
    )
