"""What readers judged: which duty answers to which, and how."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.errors import DataError, Problem
from analytics.register import read_csv

if TYPE_CHECKING:
    from pathlib import Path

RELATIONS = ("exact", "close", "broad", "narrow", "related")
INVERSE = {"broad": "narrow", "narrow": "broad"}
COLUMNS = ["subject_id", "object_source", "object_id", "relation", "half"]
SETTLED = ["duty_a", "duty_b", "relation"]


@dataclass(frozen=True)
class Labels:
    """Readers' judgements, one row a counterpart of a subject, or *none* in a source.

    Attributes
    ----------
    table : DataFrame
        `subject_id`, `object_source`, `object_id` (empty: none), `relation`, `half` (tune, test).
    settled : DataFrame
        One row a pair to tune on over which two readers disagreed, as a third settled it: `duty_a`, `duty_b`,
        `relation` (b seen from a; none).
    """

    table: pd.DataFrame
    settled: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame({column: pd.Series(dtype=str) for column in SETTLED})
    )

    @cached_property
    def subjects(self) -> dict[str, str]:
        """The half of every duty that was judged as a subject."""
        return dict(zip(self.table["subject_id"], self.table["half"], strict=True))

    @cached_property
    def pairs(self) -> dict[tuple[str, str], str]:
        """The relation of every pair that was judged a counterpart, seen from its subject."""
        found = self.table.loc[self.table["object_id"] != ""]
        return dict(zip(zip(found["subject_id"], found["object_id"], strict=True), found["relation"], strict=True))

    @cached_property
    def verdicts(self) -> dict[tuple[str, str], str]:
        """What third readers settled, from either side: the relation of the second duty to the first, or none."""
        first, second, relations = (self.settled[column] for column in SETTLED)
        stated = dict(zip(zip(first, second, strict=True), relations, strict=True))
        return stated | {(b, a): INVERSE.get(relation, relation) for (a, b), relation in stated.items()}

    def judge(self, a: list[str], b: list[str]) -> list[np.ndarray]:
        """Give what readers judged to tune on, once from each side.

        Returns
        -------
        list of two arrays of shape (len(a), len(b))
            1 a counterpart, 0 none, nan not judged from that side, or a duty of the test half is in it.
        """
        sides = [self._judge_rows(a, b), self._judge_rows(b, a).T]
        tested_a, tested_b = ([self.subjects.get(duty) == "test" for duty in duties] for duties in (a, b))
        for side in sides:
            side[tested_a, :] = np.nan
            side[:, tested_b] = np.nan
        return sides

    @cached_property
    def judged(self) -> set[tuple[str, str]]:
        """The subjects and sources that were judged to tune on."""
        tune = self.table.loc[self.table["half"] == "tune"]
        return set(zip(tune["subject_id"], tune["object_source"], strict=True))

    def _settle(self, a: list[str], b: list[str]) -> np.ndarray:
        """Give 1 and 0 for the pairs that a third reader settled, else nan; shape (len(a), len(b))."""
        settled = np.full((len(a), len(b)), np.nan)
        row_of, column_of = ({duty: i for i, duty in enumerate(duties)} for duties in (a, b))
        for (first, second), relation in self.verdicts.items():
            if first in row_of and second in column_of:
                settled[row_of[first], column_of[second]] = relation != "none"
        return settled

    def _judge_rows(self, subjects: list[str], objects: list[str]) -> np.ndarray:
        """Give a row a subject: 1 and 0 as it was judged to tune on against the objects' source, else nan."""
        place = {duty: i for i, duty in enumerate(objects)}
        sources = np.array([name_source(duty) for duty in objects])
        judged = np.full((len(subjects), len(objects)), np.nan)
        for row, subject in enumerate(subjects):
            for source in set(sources):
                if (subject, source) in self.judged:
                    judged[row, sources == source] = 0
        row_of = {duty: i for i, duty in enumerate(subjects)}
        for subject, found in self.pairs:
            if subject in row_of and found in place and judged[row_of[subject], place[found]] == 0:
                judged[row_of[subject], place[found]] = 1
        return judged

    def read(self, a: list[str], b: list[str]) -> tuple[np.ndarray, np.ndarray]:
        """Count the readings to tune on that say yes, and no, to each pair: 0 to 3, with who settled it.

        A reading from a duty of the test half never counts; one *of* such a duty, made from the other
        side, does.
        """
        sides = [self._judge_rows(a, b), self._judge_rows(b, a).T, self._settle(a, b)]
        yes, no = (sum((side == answer).astype(float) for side in sides) for answer in (1, 0))
        return np.asarray(yes), np.asarray(no)

    def find_relation(self, subject: str, other: str) -> str:
        """Give the relation that a reading to tune on states, from either side; empty where none does.

        Where both sides were read and differ, what a third reader settled counts, else the reading of the smaller id,
        so that both tell one story.
        """
        if (settled := self.verdicts.get((subject, other), "none")) != "none":
            return settled
        for first, second in sorted([(subject, other), (other, subject)]):
            if self.subjects.get(first) == "tune" and (relation := self.pairs.get((first, second))):
                return relation if first == subject else INVERSE.get(relation, relation)
        return ""


NO_LABELS = Labels(pd.DataFrame({column: pd.Series(dtype=str) for column in COLUMNS}))


def name_source(duty_id: str) -> str:
    """Name the source of a duty.

    >>> name_source("gacc-directory-03-01")
    'gacc-directory'
    """
    return duty_id.rsplit("-", 2)[0]


def read_labels(path: Path) -> Labels:
    """Read `labels/alignment.csv`, and `settled.csv` beside it; without the first nothing can be learnt.

    Raises
    ------
    DataError
        A column is missing, a relation or half is unknown, or a settled pair holds a duty of the test half.
    """
    if not path.is_file():
        return NO_LABELS
    relations = (*RELATIONS, "none")
    table = _read_table(path, COLUMNS, {"relation": relations, "half": ("tune", "test")})
    beside = path.with_name("settled.csv")
    if not beside.is_file():
        return Labels(table)
    labels = Labels(table, _read_table(beside, SETTLED, {"relation": relations}))
    tested = {duty for duty, half in labels.subjects.items() if half == "test"}
    problems = [
        Problem(f"labels/{beside.name}", row, column, f"{duty} is of the test half", "take the row out")
        for row, pair in enumerate(zip(labels.settled["duty_a"], labels.settled["duty_b"], strict=True), start=2)
        for column, duty in zip(SETTLED, pair, strict=False)
        if duty in tested
    ]
    if problems:
        raise DataError(problems)
    return labels


def _read_table(path: Path, columns: list[str], offered: dict[str, tuple[str, ...]]) -> pd.DataFrame:
    name = f"labels/{path.name}"
    table = read_csv(path, columns, name=name, least=0)
    problems = [
        Problem(name, int(str(row)) + 2, column, f"{value!r} is unknown", f"use one of {', '.join(values)}")
        for column, values in offered.items()
        for row, value in table.loc[~table[column].isin(values), column].items()
    ]
    if problems:
        raise DataError(problems)
    return table
