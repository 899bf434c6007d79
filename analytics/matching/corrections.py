"""Corrections: where the machine errs on like duties that readers have judged, it is taken to err here too.

The channels see two texts; readers know more: that a clause of the national mandate answers to much, or that the
meetings of the Political Department are not those of the office. For a pair that nobody has read, one duty of
which readers know from other sources, this is foretold by kernel ridge regression of the machine's errors (as kriging
does with the residuals of a trend; Rasmussen and Williams 2006, *Gaussian Processes for Machine Learning*, 2.7).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from analytics.matching.channels import Profile, Reference, compare_profiles, liken_profiles
from analytics.matching.fusion import SEED, Fusion, find_threshold, fit_logistic, thin_negatives
from analytics.matching.readings import to_log_odds

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

    from analytics.matching.labels import Labels

RIDGE = 0.3
PLAIN_THRESHOLD = 0.6
LEAST_JUDGED = 50


@dataclass
class Corrections:
    """How the machine erred on the pairs that readers judged to tune on.

    Attributes
    ----------
    reference : Reference
    errors : dict
        For each ordered two sources of the reference an array of shape (n, m): the mean of the readings (1
        yes, 0 no) less the fusion's probability, 0 where nobody read.
    read : dict
        For each source which of its duties readers have judged.
    model : Pipeline, optional
        From the fusion's log-odds and the error foretold to a probability; None where readers affirmed or
        denied fewer than `LEAST_JUDGED` pairs, too few to learn it from: then the fusion stands.
    threshold : float
        The probability from which a pair is accepted: the best F1 on the labels to tune on.
    """

    reference: Reference
    errors: dict[tuple[str, str], np.ndarray]
    read: dict[str, np.ndarray]
    model: Pipeline | None = None
    threshold: float = PLAIN_THRESHOLD
    _kept: dict[tuple[str, ...], np.ndarray] = field(default_factory=dict, repr=False)

    def correct(self, fused: np.ndarray, a: Profile, b: Profile) -> np.ndarray:
        """Correct the fusion's probabilities of two sources' pairs, an array of shape (len(a), len(b)).

        Each of the two duties is in turn taken for unread, and the errors foretold are averaged. Where readers know
        neither, the fusion's probability stands.
        """
        sides = np.stack([self.foretell(a, b), self.foretell(b, a).T])
        known = ~np.isnan(sides)
        mean = np.where(known, sides, 0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
        return self.apply(fused, np.where(known.any(axis=0), mean, np.nan))

    def apply(self, fused: np.ndarray, foretold: np.ndarray) -> np.ndarray:
        """Correct probabilities by the errors foretold, where there are any; both arrays have one shape."""
        known = ~np.isnan(foretold)
        corrected = fused.copy()
        if self.model is not None and known.any():
            corrected[known] = self.model.predict_proba(_lay_features(fused[known], foretold[known]))[:, 1]
        return corrected

    def foretell(self, unread: Profile, known: Profile) -> np.ndarray:
        """Foretell the fusion's errors on pairs of duties that nobody has read with duties that readers know.

        Only what third sources of the reference say of the known duties is heard: no reading of the unread
        duties, nor of their source.

        Returns
        -------
        array of shape (len(unread), len(known))
            nan for duties of the known source that readers have not judged.
        """
        pair = {unread.source_id, known.source_id}
        third = [each for each in self.reference.profiles if each.source_id not in pair]
        third = [each for each in third if self.read[each.source_id].any()]
        if known.source_id not in self.read or not third:
            return np.full((len(unread.action), len(known.action)), np.nan)
        rows = [self.read[each.source_id] for each in third]
        errors = np.vstack(
            [self.errors[each.source_id, known.source_id][row] for each, row in zip(third, rows, strict=True)]
        )
        likeness = [
            liken_profiles(unread, each, self.reference.weights)[:, row] for each, row in zip(third, rows, strict=True)
        ]
        foretold = np.hstack(likeness) @ (self._invert(third) @ errors)
        return np.where(self.read[known.source_id], foretold, np.nan)

    def _invert(self, sources: list[Profile]) -> np.ndarray:
        """Invert the ridged kernel of the duties that were read in some sources of the reference."""
        key = tuple(source.source_id for source in sources)
        if key not in self._kept:
            kernel = np.block([[self._liken_read(a, b) for b in sources] for a in sources])
            # Across languages the likeness is no inner product: what is negative in it is left out.
            values, vectors = np.linalg.eigh((kernel + kernel.T) / 2)
            self._kept[key] = (vectors / (values.clip(min=0) + RIDGE)) @ vectors.T
        return self._kept[key]

    def _liken_read(self, a: Profile, b: Profile) -> np.ndarray:
        key = ("liken", a.source_id, b.source_id)
        if key not in self._kept:
            likeness = liken_profiles(a, b, self.reference.weights)
            self._kept[key] = likeness[np.ix_(self.read[a.source_id], self.read[b.source_id])]
        return self._kept[key]


def learn_corrections(reference: Reference, fusion: Fusion, ids: dict[str, list[str]], labels: Labels) -> Corrections:
    """Learn where the fusion errs, how far to follow what that foretells, and from where to accept.

    Parameters
    ----------
    reference : Reference
    fusion : Fusion
    ids : dict
        The duty ids of each source.
    labels : Labels
    """
    profiles = {profile.source_id: profile for profile in reference.profiles}
    read = {source: np.zeros(len(ids[source]), dtype=bool) for source in profiles}
    errors, fused, judged = {}, {}, {}
    for a, b in combinations(profiles, 2):
        predicted = fusion.predict(compare_profiles(profiles[a], profiles[b], reference.weights))
        sides = np.stack(labels.judge(ids[a], ids[b]))
        known = ~np.isnan(sides)
        mean = np.where(known, sides, 0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
        errors[a, b] = np.where(known.any(axis=0), mean - predicted, 0)
        read[a] |= known.any(axis=(0, 2))
        read[b] |= known.any(axis=(0, 1))
        fused[a, b], judged[a, b], judged[b, a] = predicted, sides[0], sides[1].T
    for table in (errors, fused):
        table.update({(b, a): array.T for (a, b), array in table.items()})
    corrections = Corrections(reference, errors, read)
    return _learn_model(corrections, fused, judged) if fusion.model else corrections


def _learn_model(
    corrections: Corrections,
    fused: dict[tuple[str, str], np.ndarray],
    judged: dict[tuple[str, str], np.ndarray],
) -> Corrections:
    """Learn from every judgement, its subject taken for unread."""
    profiles = {profile.source_id: profile for profile in corrections.reference.profiles}
    generator = np.random.default_rng(SEED)
    parts = []
    for pair, answers in sorted(judged.items()):
        kept, weight = thin_negatives(answers, generator)
        foretold = corrections.foretell(profiles[pair[0]], profiles[pair[1]])
        parts.append((fused[pair][kept], foretold[kept], answers[kept], weight))
    probability, foretold, y, w = (np.concatenate(column) for column in zip(*parts, strict=True))
    known = ~np.isnan(foretold)
    if min(y[known].sum(), (1 - y[known]).sum()) >= LEAST_JUDGED:
        corrections.model = fit_logistic(_lay_features(probability[known], foretold[known]), y[known], w[known])
    corrections.threshold = find_threshold(corrections.apply(probability, foretold), y, w)
    return corrections


def _lay_features(fused: np.ndarray, foretold: np.ndarray) -> np.ndarray:
    return np.column_stack([to_log_odds(fused), foretold])
