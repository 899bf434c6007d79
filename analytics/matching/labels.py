"""What readers judged: which duty answers to which, and how."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.errors import DataError, Problem

if TYPE_CHECKING:
    from pathlib import Path

RELATIONS = ("exact", "close", "broad", "narrow", "related")
INVERSE = {"broad": "narrow", "narrow": "broad"}
COLUMNS = ["subject_id", "object_source", "object_id", "relation", "half"]


@dataclass(frozen=True)
class Labels:
    """Readers' judgements, one row a counterpart of a subject, or *none* in a source.

    Attributes
    ----------
    table : DataFrame
        `subject_id`, `object_source`, `object_id` (empty: none), `relation`, `half` (tune, test).
    """

    table: pd.DataFrame

    @cached_property
    def subjects(self) -> dict[str, str]:
        """The half of every duty that was judged as a subject."""
        return dict(zip(self.table["subject_id"], self.table["half"], strict=True))

    @cached_property
    def pairs(self) -> dict[tuple[str, str], str]:
        """The relation of every pair that was judged a counterpart, seen from its subject."""
        found = self.table.loc[self.table["object_id"] != ""]
        return dict(zip(zip(found["subject_id"], found["object_id"], strict=True), found["relation"], strict=True))

    def judge(self, a: list[str], b: list[str]) -> list[np.ndarray]:
        """Give what readers judged to tune on, once from each side.

        Returns
        -------
        list of two arrays of shape (len(a), len(b))
            1 a counterpart, 0 none, nan not judged from that side, or a duty of the test half is in it.
        """
        from_a = self._judge_rows(a, b)
        return [from_a, self._judge_rows(b, a).T]

    def _judge_rows(self, subjects: list[str], objects: list[str]) -> np.ndarray:
        place = {duty: i for i, duty in enumerate(objects)}
        judged = np.full((len(subjects), len(objects)), np.nan)
        by_subject: dict[str, list[str]] = {}
        for subject, found in self.pairs:
            by_subject.setdefault(subject, []).append(found)
        for row, subject in enumerate(subjects):
            if self.subjects.get(subject) == "tune":
                judged[row] = 0
                judged[row, [place[duty] for duty in by_subject.get(subject, []) if duty in place]] = 1
        judged[:, [self.subjects.get(duty) == "test" for duty in objects]] = np.nan
        return judged

    def read(self, a: list[str], b: list[str]) -> tuple[np.ndarray, np.ndarray]:
        """Count the readings to tune on that say yes, and no, to each pair: 0 to 2 each.

        A reading from a duty of the test half never counts; one *of* such a duty, made from the other
        side, does.
        """
        yes, no = np.zeros((len(a), len(b))), np.zeros((len(a), len(b)))
        for subjects, objects, turn in ((a, b, False), (b, a, True)):
            rows = [i for i, duty in enumerate(subjects) if self.subjects.get(duty) == "tune"]
            found = np.zeros((len(subjects), len(objects)))
            place = {duty: i for i, duty in enumerate(objects)}
            row_of = {duty: i for i, duty in enumerate(subjects)}
            for subject, other in self.pairs:
                if self.subjects[subject] == "tune" and subject in row_of and other in place:
                    found[row_of[subject], place[other]] = 1
            none = np.zeros_like(found)
            none[rows] = 1 - found[rows]
            yes, no = yes + (found.T if turn else found), no + (none.T if turn else none)
        return yes, no

    def find_relation(self, subject: str, other: str) -> str:
        """Give the relation that a reading to tune on states, from either side; empty where none does."""
        if self.subjects.get(subject) == "tune" and (relation := self.pairs.get((subject, other))):
            return relation
        if self.subjects.get(other) == "tune" and (relation := self.pairs.get((other, subject))):
            return INVERSE.get(relation, relation)
        return ""


def read_labels(path: Path) -> Labels:
    """Read `labels/alignment.csv`.

    Raises
    ------
    DataError
        The file or a column is missing, or a relation or half is unknown.
    """
    name = f"labels/{path.name}"
    if not path.is_file():
        raise DataError([Problem(name, 0, "", "the file is missing", "restore it")])
    table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    if missing := [column for column in COLUMNS if column not in table]:
        raise DataError([Problem(name, 1, column, "the column is missing", "add it") for column in missing])
    offered = {"relation": (*RELATIONS, "none"), "half": ("tune", "test")}
    problems = [
        Problem(name, int(str(row)) + 2, column, f"{value!r} is unknown", f"use one of {', '.join(values)}")
        for column, values in offered.items()
        for row, value in table.loc[~table[column].isin(values), column].items()
    ]
    if problems:
        raise DataError(problems)
    return Labels(table)
