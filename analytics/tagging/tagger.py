"""Suggests functions and action for texts in either language; a suggestion is never a reader's code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.errors import UsageError
from analytics.register import MAX_CODES
from analytics.tagging.actions import Actions
from analytics.tagging.fusion import Workshop
from analytics.tagging.material import LANGUAGES, clean_texts, gather_material
from analytics.tagging.reasons import name_neighbours, name_terms
from analytics.tagging.views import Views

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from analytics.register import Register
    from analytics.tagging.views import Encode

GIVEN = ["text_id", "text", "language", "unit_id", "unit_name"]
COLUMNS = [
    *("text_id", "functions", "probabilities", "probability", "action", "action_probability", "abstained"),
    *("terms", "neighbours"),
]
# Half the F1 that can be reached is the threshold that reaches it, where probabilities are calibrated
# (Lipton et al. 2014, Optimal thresholding of classifiers to maximize F1 measure).
KEEP = 0.4
MAIN = 0.25
STRANGE = 0.1
GENERAL, EVEN = "GEN.", 0.5  # a general clause is aligned with nothing: suggested only where likelier than not


class Tagger:
    """Suggests codes; made by `learn_tagger`.

    Parameters
    ----------
    workshop : Workshop
    without : collection of str
        Groups that nothing is learnt from.
    """

    def __init__(self, workshop: Workshop, without: Collection[str] = ()) -> None:
        self.codes = workshop.material.functions
        self.has_encoder = workshop.views.encode is not None
        self.evidence = workshop.learn_evidence(without)
        self._fusion = workshop.learn_fusion(without)
        self._actions = Actions(self.evidence)

    def suggest(self, texts: pd.DataFrame) -> pd.DataFrame:
        """Suggest codes for texts.

        Parameters
        ----------
        texts : DataFrame, one row a text
            `text_id`, `text`, `language` (en, zh in either script), `unit_id` (texts of one unit share it; empty
            where unknown), `unit_name` (empty where unknown). A unit's texts and name help one another; texts of
            other units change nothing.

        Returns
        -------
        DataFrame, one row a text, in the order given
            `text_id`, `functions` (codes, `;` between, the likeliest first; empty where it abstains),
            `probabilities` (theirs, two decimals), `probability` (that the first is right; 0 where it abstains),
            `action`, `action_probability`, `abstained` (True: too little speaks for any function, or the text is
            not of the register's world), `terms` (``word→code``, what led to the codes), `neighbours`
            (``duty=likeness``, the nearest coded duties).

        Raises
        ------
        UsageError
            A column is missing, or a language is neither en nor zh.
        """
        _check(texts)
        if texts.empty:
            return pd.DataFrame({column: pd.Series(dtype=object) for column in COLUMNS})
        cleaned = clean_texts(texts[GIVEN])
        given = self.judge(cleaned)
        codes = [self._choose(row) for row in given]
        told = [[row[self.codes.index(code)] for code in chosen] for row, chosen in zip(given, codes, strict=True)]
        actions, sure = self._actions.suggest(cleaned)
        return pd.DataFrame(
            {
                "text_id": texts["text_id"].to_list(),
                "functions": [";".join(chosen) for chosen in codes],
                "probabilities": [";".join(f"{value:.2f}" for value in values) for values in told],
                "probability": [round(float(values[0]), 4) if values else 0.0 for values in told],
                "action": actions,
                "action_probability": sure.round(4),
                "abstained": [not chosen for chosen in codes],
                "terms": name_terms(self.evidence, cleaned, codes),
                "neighbours": name_neighbours(self.evidence, cleaned),
            }
        )[COLUMNS]

    def judge(self, texts: pd.DataFrame) -> np.ndarray:
        """Give the probability of each function for cleaned texts, shape (n_texts, n_functions); 0 for strangers."""
        evidence = self.evidence.weigh(texts)
        known = self._fusion.gate.judge(evidence) >= STRANGE
        return self._fusion.judge(evidence).round(4) * known[:, None] * (texts["text"] != "").to_numpy()[:, None]

    def _choose(self, given: np.ndarray) -> list[str]:
        general = np.array([code.startswith(GENERAL) for code in self.codes])
        given = np.where(general & (given < EVEN), 0, given)
        order = np.argsort(-given, kind="stable")
        chosen = [j for j in order[:MAX_CODES] if given[j] >= KEEP]
        if not chosen and given[order[0]] >= MAIN:
            chosen = [order[0]]
        return [self.codes[j] for j in chosen]


def learn_tagger(
    register: Register, data: Path, *, encode: Encode | None = None, without: Collection[str] = ()
) -> Tagger:
    """Learn to suggest codes from the register and the labels beside it.

    Parameters
    ----------
    register : Register
    data : Path
        The folder that holds `lexicon.csv`, `labels/unseen.csv` and `labels/out_of_domain.csv`; each may be missing.
        Of the labels, the half to tune on is learnt from.
    encode : callable, optional
        Takes texts and their language, gives unit vectors, as `analytics.text.encoders.Encoder.encode`. Without it
        words and terms alone lead.
    without : collection of str
        Sources that nothing is learnt from.

    Raises
    ------
    UsageError
        A source to leave out is unknown.
    DataError
        The lexicon or a file of labels is damaged.
    """
    known = register.sources["source_id"].to_list()
    if unknown := sorted(set(without) - set(known)):
        raise UsageError(
            f"{', '.join(unknown)} cannot be left out: no such source. Remedy: name one of {', '.join(known)}."
        )
    material = gather_material(register, data)
    return Tagger(Workshop(material, Views(material.lexicon, encode)), without)


def _check(texts: pd.DataFrame) -> None:
    if missing := [column for column in GIVEN if column not in texts]:
        raise UsageError(
            f"The texts have no column {', '.join(missing)}. Remedy: give {', '.join(GIVEN)}, empty where unknown."
        )
    if odd := sorted(set(texts["language"]) - set(LANGUAGES)):
        raise UsageError(f"No codes can be suggested in language {odd[0]!r}. Remedy: use {' or '.join(LANGUAGES)}.")
