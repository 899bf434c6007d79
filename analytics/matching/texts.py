"""What is to be aligned: duties with their texts in one language or both, codes, action and department."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from analytics.register import split_codes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LANGUAGES = ("en", "zh")


@dataclass(frozen=True)
class DutyTexts:
    """Duties of one source, in the order of their ids.

    Attributes
    ----------
    source_id : str
    table : DataFrame, one row a duty that can be aligned
        `duty_id`, `department_id`, `functions` (list of comparable codes), `action`, and a column for each
        language that the source's texts have.
    """

    source_id: str
    table: pd.DataFrame

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which every duty of the source has a text."""
        return tuple(language for language in LANGUAGES if language in self.table)

    def __len__(self) -> int:
        return len(self.table)


def gather_texts(
    duties: pd.DataFrame,
    *,
    comparable: frozenset[str],
    languages: Mapping[str, Sequence[str]] | None = None,
) -> list[DutyTexts]:
    """Gather what can be aligned, a group a source; clauses whose main function is GEN never are.

    Parameters
    ----------
    duties : DataFrame, one row a duty
        `duty_id`, `source_id`, `department_id`, `functions` (codes, `;` between), `action`, `gist_en`,
        `gist_zh`.
    comparable : frozenset of str
        The functions outside GEN.
    languages : mapping, optional
        The languages to use of each source; by default both of all.

    Returns
    -------
    list of DutyTexts
        In the order of source ids; a language in which a source has an empty text is left out of it.
    """
    codes = duties["functions"].map(split_codes)
    aligned = duties.loc[codes.str[0].isin(comparable)].sort_values("duty_id")
    gathered = []
    for source_id, rows in aligned.groupby("source_id"):
        table = rows[["duty_id", "department_id", "action"]].reset_index(drop=True)
        table["functions"] = [[code for code in split_codes(cell) if code in comparable] for cell in rows["functions"]]
        for language in languages[str(source_id)] if languages else LANGUAGES:
            texts = rows[f"gist_{language}"].reset_index(drop=True)
            if (texts != "").all():
                table[language] = texts
        gathered.append(DutyTexts(str(source_id), table))
    return gathered
