"""Structure: what each department is mostly about, and what the pictures of the offices' order say."""

from __future__ import annotations

import pandas as pd

from analytics.measures.names import map_names

TOLD = {
    "en": {
        "colocation": "{n} pairs of areas sit together in one office and apart in another, first of all “{area}” and "
        "“{other}”: together in {together}, apart in {apart}",
        "colocation_one": "One pair of areas sits together in one office and apart in another, “{area}” and “{other}”: "
        "together in {together}, apart in {apart}",
        "colocation_none": "No pair of areas sits together in one office and apart in another",
        "tree": "{n} of {all} departments are more like one of another office than any of their own",
        "tree_most": "Work, not the office, makes departments alike: {n} of {all} are more like one of another office "
        "than any of their own",
        "tree_none": "No department can be compared with one of another office",
        "similarity": "{first} and {second} share their duties out most alike ({high:.2f}), {third} and {fourth} least "
        "({low:.2f}), where 1 is the same",
        "similarity_one": "{first} and {second} share their duties out alike to {high:.2f}, where 1 is the same",
        "similarity_none": "Two offices with duties are needed to compare",
        "organisation": "{n} of {all} units have at least half of their duties in one area; the largest, {name} of "
        "{office}, has {most} duties",
        "organisation_none": "No unit with duties passes the filters",
    },
    "zh": {
        "colocation": "有{n}对领域在一关同设一个部门、在另一关分设，首先是“{area}”与“{other}”："
        "{together}合设，{apart}分设",
        "colocation_one": "有一对领域在一关同设一个部门、在另一关分设：“{area}”与“{other}”，"
        "{together}合设，{apart}分设",
        "colocation_none": "没有一对领域在一关合设而在另一关分设",
        "tree": "{all}个部门中有{n}个与他关某一部门的相似程度高于与本关任何部门",
        "tree_most": "决定部门相似的是业务而非所属机关：{all}个部门中有{n}个与他关某一部门的相似程度高于与本关任何部门",
        "tree_none": "没有可与他关比较的部门",
        "similarity": "{first}与{second}的职责分布最相近（{high:.2f}），"
        "{third}与{fourth}最不相近（{low:.2f}），1为相同",
        "similarity_one": "{first}与{second}职责分布的相近程度为{high:.2f}，1为相同",
        "similarity_none": "至少须有两个列有职责的机关方可比较",
        "organisation": "{all}个单位中有{n}个的职责至少一半属于同一领域；最大的是{office}的{name}，有{most}项职责",
        "organisation_none": "没有单位符合筛选条件",
    },
}
AND = {"en": " and ", "zh": "、"}


def list_main_areas(rows: pd.DataFrame, areas: list[str]) -> pd.DataFrame:
    """Share each department's duties out over the areas of their main functions.

    Parameters
    ----------
    rows : DataFrame, one row per (duty, function)
        `duty_id`, `source_id`, `department_id`, `area`, `position` (the lowest is the main function).
    areas : list of str
        In the order wanted among areas with the same number of duties.

    Returns
    -------
    DataFrame, one row a (department, area), departments by id, the area with most duties first
        `source_id`, `department_id`, `area`, `n_duties`; each duty counts once.
    """
    mains = rows.sort_values(["duty_id", "position"]).drop_duplicates("duty_id")
    counts = mains.groupby(["source_id", "department_id", "area"]).size().rename("n_duties").reset_index()
    counts["_order"] = counts["area"].map({area: i for i, area in enumerate(areas)})
    ordered = counts.sort_values(["department_id", "n_duties", "_order"], ascending=[True, False, True])
    return ordered.drop(columns="_order").reset_index(drop=True)


def name_mains(main_areas: pd.DataFrame) -> pd.DataFrame:
    """Name each department's dominating area: the one with most of its duties, by main function.

    Parameters
    ----------
    main_areas : DataFrame
        As `list_main_areas` gives it.

    Returns
    -------
    DataFrame, one row a department, by id
        `source_id`, `department_id`, `n_duties`, `area`, `n_area` (duties), `share_area` (0 to 1).

    Examples
    --------
    >>> table = pd.DataFrame({
    ...     "source_id": "s", "department_id": ["u1", "u1"], "area": ["TAX", "LAB"], "n_duties": [3, 1]})
    >>> name_mains(table).to_dict("records")
    [{'source_id': 's', 'department_id': 'u1', 'n_duties': 4, 'area': 'TAX', 'n_area': 3, 'share_area': 0.75}]
    """
    totals = main_areas.groupby("department_id")["n_duties"].transform("sum")
    table = main_areas.assign(n_area=main_areas["n_duties"], n_duties=totals).drop_duplicates("department_id")
    table["share_area"] = table["n_area"] / table["n_duties"]
    return table[["source_id", "department_id", "n_duties", "area", "n_area", "share_area"]].reset_index(drop=True)


def tell_colocation(
    disagreements: pd.DataFrame, areas: pd.DataFrame, holders: pd.DataFrame, *, language: str = "en"
) -> str:
    """Say how many pairs of areas sit together here and apart there, and which is divided most.

    Parameters
    ----------
    disagreements : DataFrame
        As `analytics.measures.list_disagreements` gives it.
    areas : DataFrame
        `code`, `name_en`, `name_zh`.
    holders : DataFrame
        `holder_id`, `short_en`, `short_zh`.
    language : {'en', 'zh'}

    Returns
    -------
    str
        A sentence without its full stop, as all of this module.
    """
    if disagreements.empty:
        return TOLD[language]["colocation_none"]
    names = map_names(areas, key="code", name="name", language=language)
    shorts = map_names(holders, key="holder_id", name="short", language=language)
    first = disagreements.iloc[0]
    sides = {
        side: AND[language].join(shorts[each] for each in first[side].split(";")) for side in ("together", "apart")
    }
    pair = {"area": names[first["area"]], "other": names[first["other_area"]]}
    kind = "colocation" if len(disagreements) > 1 else "colocation_one"
    return TOLD[language][kind].format(n=len(disagreements), **pair, **sides)


def tell_tree(kin: pd.DataFrame, *, language: str = "en") -> str:
    """Say how many departments are more alike to one of another office than to any of their own.

    Parameters
    ----------
    kin : DataFrame, one row a department
        As `analytics.measures.grow_tree` gives it.
    language : {'en', 'zh'}
    """
    compared = kin.loc[kin["nearest_id"] != ""]
    if compared.empty:
        return TOLD[language]["tree_none"]
    n = int((compared["likeness"] > compared["own_likeness"].fillna(0.0)).sum())
    return TOLD[language]["tree_most" if 2 * n > len(compared) else "tree"].format(n=n, all=len(compared))


def tell_similarity(similarity: pd.DataFrame, holders: pd.DataFrame, *, language: str = "en") -> str:
    """Name the pair of holders that are most alike, and the one that are least.

    Parameters
    ----------
    similarity : DataFrame
        As `analytics.measures.measure_similarity` gives it.
    holders : DataFrame
        `holder_id`, `short_en`, `short_zh`.
    language : {'en', 'zh'}
    """
    known = similarity.dropna(subset="similarity").sort_values("similarity", ascending=False, kind="stable")
    if known.empty:
        return TOLD[language]["similarity_none"]
    names = map_names(holders, key="holder_id", name="short", language=language)
    most, least = known.iloc[0], known.iloc[-1]
    return TOLD[language]["similarity_one" if len(known) == 1 else "similarity"].format(
        first=names[most["holder_id"]],
        second=names[most["other_id"]],
        high=most["similarity"],
        third=names[least["holder_id"]],
        fourth=names[least["other_id"]],
        low=least["similarity"],
    )


def tell_organisation(
    mains: pd.DataFrame, departments: pd.DataFrame, offices: pd.DataFrame, *, language: str = "en"
) -> str:
    """Say how many units keep to one area, and which unit has most duties.

    Parameters
    ----------
    mains : DataFrame
        As `name_mains` gives it.
    departments : DataFrame
        `department_id`, `office_id`, `name_en`, `name_zh`.
    offices : DataFrame
        `holder_id` (the office), `short_en`, `short_zh`.
    language : {'en', 'zh'}
    """
    if mains.empty:
        return TOLD[language]["organisation_none"]
    largest = mains.sort_values("n_duties", ascending=False, kind="stable").iloc[0]
    owner = dict(zip(departments["department_id"], departments["office_id"], strict=True))
    return TOLD[language]["organisation"].format(
        n=int((mains["share_area"] >= 0.5).sum()),
        all=len(mains),
        name=map_names(departments, key="department_id", name="name", language=language)[largest["department_id"]],
        office=map_names(offices, key="holder_id", name="short", language=language)[owner[largest["department_id"]]],
        most=largest["n_duties"],
    )
