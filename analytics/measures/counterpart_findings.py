"""Which duties and departments correspond to which, in sentences that their figures carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.measures.crosswalk import UNMATCHED

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

TEMPLATES = {
    "en": {
        "answers": "{n} of {all} duties of {subject} {are} answered in {other}",
        "others": "the other documents",
        "one": "{department} of {subject} corresponds to {n} {departments} of {other}",
        "equals": "{department} and {more} {others} of {subject} correspond to {n} {departments} of {other} each",
        "none": "No department of {subject} corresponds to one of {other}",
        "empty": "No department passes the filters",
    },
    "zh": {
        "answers": "{subject}的{all}项职责中，有{n}项在{other}有对应职责",
        "others": "其他文件中",
        "one": "{subject}的“{department}”对应{other}的{n}个部门",
        "equals": "{subject}的“{department}”等{all}个部门各对应{other}的{n}个部门",
        "none": "{subject}没有与{other}对应的部门",
        "empty": "没有符合筛选条件的部门",
    },
}


def tell_answers(alignment: pd.DataFrame, *, subject: str, other: str | None, language: str = "en") -> str:
    """Say how many duties of a document have an accepted counterpart.

    Parameters
    ----------
    alignment : DataFrame, one row a subject and candidate
        `subject_id`, `accepted`.
    subject, other : str
        What the two documents are called; no other means all others.
    language : {'en', 'zh'}

    Returns
    -------
    str
        A sentence without its full stop, as all of this module.
    """
    templates = TEMPLATES[language]
    n = alignment.loc[alignment["accepted"], "subject_id"].nunique()
    return templates["answers"].format(
        n=n,
        all=alignment["subject_id"].nunique(),
        subject=subject,
        other=other or templates["others"],
        are="is" if n == 1 else "are",
    )


def tell_crosswalk(
    crosswalk: pd.DataFrame, names: Mapping[str, str], *, subject: str, other: str, language: str = "en"
) -> str:
    """Name the department that corresponds to most departments of the other document, and count its equals.

    Parameters
    ----------
    crosswalk : DataFrame, the rows of one document with one other
        `subject_department`, `object_department`, as `measure_crosswalk` gives them.
    names : mapping
        What each subject department is called.
    subject, other : str
        What the two documents are called.
    language : {'en', 'zh'}

    Returns
    -------
    str
        Of several departments that share the largest number the first in the order of `crosswalk` is named.
    """
    templates = TEMPLATES[language]
    if crosswalk.empty:
        return templates["empty"]
    matched = crosswalk.loc[crosswalk["object_department"] != UNMATCHED]
    if matched.empty:
        return templates["none"].format(subject=subject, other=other)
    spread = matched.groupby("subject_department", sort=False).size()
    n = int(spread.max())
    widest = spread.index[spread == n]
    return templates["one" if len(widest) == 1 else "equals"].format(
        department=names[str(widest[0])],
        subject=subject,
        other=other,
        n=n,
        all=len(widest),
        more=len(widest) - 1,
        others="other" if len(widest) == 2 else "others",
        departments="department" if n == 1 else "departments",
    )
