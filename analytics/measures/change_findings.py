"""What changed from one document to the next, in sentences that the figures carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.measures.names import map_names

if TYPE_CHECKING:
    import pandas as pd

MAX_NAMED = 6
TEMPLATES = {
    "en": {
        "brief": "{newer} states {gained} functions that {older} does not, and restates {both} of its {all}; the other "
        "{silent} are not restated, which is not to say lost",
        "full": "{newer} states {gained} functions that {older} does not, keeps {both} of its {all}, and no longer "
        "states {silent}",
        "named": "New are {names}",
        "many": "New are {names} and {more} others",
        "duties": "{n_restated} of the {n_older} duties of {older} are answered by {n_answering} of the {n_newer} of "
        "{newer}",
        "merged": "Of the {both} functions in both, {merged} stand in fewer duties than before",
        "changes": "Of the {both} functions in both, {merged} stand in fewer duties than before, {split} in more, "
        "{renamed} in renamed departments and {moved} in others",
        "between": ", ",
        "quoted": "“{name}”",
        "none": "No office that is compared has two dated documents",
    },
    "zh": {
        "brief": "{newer}新载明{gained}项{older}没有的职能，重申其{all}项中的{both}项；"
        "其余{silent}项未重申，不等于取消",
        "full": "{newer}新载明{gained}项{older}没有的职能，保留其{all}项中的{both}项，不再载明{silent}项",
        "named": "新增{names}",
        "many": "新增{names}等，另有{more}项",
        "duties": "{older}的{n_older}项职责中有{n_restated}项由{newer}{n_newer}项中的{n_answering}项对应",
        "merged": "两者都有的{both}项职能中，{merged}项合并为较少的职责",
        "changes": "两者都有的{both}项职能中，{merged}项合并为较少的职责，{split}项拆分为较多的职责，"
        "{renamed}项所在部门更名，{moved}项移至其他部门",
        "between": "、",
        "quoted": "“{name}”",
        "none": "所比较的机关均无两份注明日期的文件",
    },
}


def tell_changes(
    changes: pd.DataFrame,
    successions: pd.DataFrame,
    holders: pd.DataFrame,
    codes: pd.DataFrame,
    *,
    language: str = "en",
) -> list[str]:
    """Say what the first succession gained, restates and leaves out.

    Parameters
    ----------
    changes : DataFrame, one row per (succession, code) shown
        As `measure_changes` gives it.
    successions : DataFrame
        As `find_successions` gives it; the first one is told.
    holders : DataFrame, one row a document
        `holder_id`, `short_en`, `short_zh`.
    codes : DataFrame
        `code`, `name_en`, `name_zh`.
    language : {'en', 'zh'}

    Returns
    -------
    list of str
        Sentences without their full stop, the finding first.
    """
    templates = TEMPLATES[language]
    if successions.empty:
        return [templates["none"]]
    first = successions.iloc[0]
    documents = map_names(holders, key="holder_id", name="short", language=language)
    older, newer = documents[str(first["older_id"])], documents[str(first["newer_id"])]
    mine = changes.loc[(changes["older_id"] == first["older_id"]) & (changes["newer_id"] == first["newer_id"])]
    counts = mine["change"].value_counts()
    both = int(((mine["n_older"] > 0) & (mine["n_newer"] > 0)).sum())
    gained = mine.loc[mine["change"] == "gained", "code"].to_list()
    told = [
        templates["brief" if first["brief"] else "full"].format(
            newer=newer,
            older=older,
            gained=len(gained),
            both=both,
            all=int((mine["n_older"] > 0).sum()),
            silent=counts.get("not_restated", 0) + counts.get("lost", 0),
        )
    ]
    if gained:
        name = map_names(codes, key="code", name="name", language=language)
        quoted = [templates["quoted"].format(name=name[code]) for code in gained]
        told.append(
            templates["named" if len(gained) <= MAX_NAMED else "many"].format(
                names=templates["between"].join(quoted[:MAX_NAMED]), more=len(gained) - MAX_NAMED
            )
        )
    kinds = {change: counts.get(change, 0) for change in ("merged", "split", "renamed", "moved")}
    plain = kinds["split"] + kinds["renamed"] + kinds["moved"] == 0
    told.append(templates["merged" if plain else "changes"].format(both=both, **kinds))
    figures = {column: first[column] for column in ("n_restated", "n_older", "n_answering", "n_newer")}
    return [*told, templates["duties"].format(older=older, newer=newer, **figures)]
