"""Precedents: the relations that readers stated of like duties, which settle one that nobody has stated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analytics.matching.channels import Profile, Reference, liken_profiles
from analytics.matching.labels import INVERSE, RELATIONS, Labels, name_source

if TYPE_CHECKING:
    from collections.abc import Sequence

POWER = 2
RULE_COUNTS = 0.8
TURNED = [RELATIONS.index(INVERSE.get(relation, relation)) for relation in RELATIONS]


@dataclass(frozen=True)
class Precedents:
    """How often readers stated each relation to tune on.

    Attributes
    ----------
    reference : Reference
    stated : dict
        For each ordered two sources of the reference an array of shape (n, m, 5): how many readings state
        each of `RELATIONS`, the second duty seen from the first.
    """

    reference: Reference
    stated: dict[tuple[str, str], np.ndarray]

    def count(self, a: Profile, b: Profile) -> np.ndarray:
        """Count the relations that like duties have, the second source's duty seen from the first's.

        What readers stated between a duty of third sources and one of the two counts as much as the square of
        its likeness to the other; no reading between the two sources themselves is heard.

        Returns
        -------
        array of shape (len(a), len(b), 5)
        """
        turned = self._count_one_way(b, a)[..., TURNED].transpose(1, 0, 2)
        return np.asarray(self._count_one_way(a, b) + turned)

    def _count_one_way(self, a: Profile, b: Profile) -> np.ndarray:
        counted = np.zeros((len(a.action), len(b.action), len(RELATIONS)))
        for third in self.reference.profiles:
            if third.source_id != a.source_id and (third.source_id, b.source_id) in self.stated:
                weight = liken_profiles(a, third, self.reference.weights) ** POWER
                counted += np.tensordot(weight, self.stated[third.source_id, b.source_id], axes=1)
        return counted


def learn_precedents(reference: Reference, ids: dict[str, list[str]], labels: Labels) -> Precedents:
    """Gather what readers stated to tune on; pairs that involve a duty of the test half are left out."""
    sources = [profile.source_id for profile in reference.profiles]
    place = {duty: i for source in sources for i, duty in enumerate(ids[source])}
    stated = {(a, b): np.zeros((len(ids[a]), len(ids[b]), len(RELATIONS))) for a in sources for b in sources if a != b}
    for (subject, other), relation in labels.pairs.items():
        if "test" not in (labels.subjects[subject], labels.subjects.get(other)) and {subject, other} <= set(place):
            for first, second, seen in ((subject, other, relation), (other, subject, INVERSE.get(relation, relation))):
                row, column = place[first], place[second]
                stated[name_source(first), name_source(second)][row, column, RELATIONS.index(seen)] += 1
    return Precedents(reference, stated)


def weigh_precedents(counted: Sequence[float] | np.ndarray, rule: str) -> str:
    """Choose the relation that counts most, the rule's as 0.8 of a precedent; of equals the first of `RELATIONS`.

    Examples
    --------
    >>> weigh_precedents([0, 0.5, 0, 0, 0], "broad"), weigh_precedents([0, 1.5, 0, 0, 0], "broad")
    ('broad', 'close')
    """
    votes = np.array(counted, dtype=float)
    votes[RELATIONS.index(rule)] += RULE_COUNTS
    return RELATIONS[int(votes.round(9).argmax())]
