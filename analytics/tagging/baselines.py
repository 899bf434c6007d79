"""Three plain ways to suggest codes, to be judged beside the tagger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analytics.tagging.evidence import lay_examples, squash
from analytics.tagging.scorers import WordScorer
from analytics.tagging.views import Centre, Words

if TYPE_CHECKING:
    import pandas as pd

    from analytics.tagging.material import Material
    from analytics.tagging.views import Views

EVEN = 0.5


def suggest_most_frequent(material: Material, texts: pd.DataFrame) -> np.ndarray:
    """Suggest for each text the function that most coded texts carry; shape (n_texts, n_functions), 0 or 1."""
    counts = material.mark_functions(material.texts["functions"]).sum(axis=0)
    return _mark_best(np.tile(counts, (len(texts), 1)))


def suggest_by_words(material: Material, texts: pd.DataFrame, views: Views) -> np.ndarray:
    """Suggest by TF-IDF of words and a logistic regression a function, learnt from the coded texts alone.

    All functions of probability .5 or more, or else the likeliest one.
    """
    words = Words(views, material.texts, concepts=False)
    scorer = WordScorer(words.describe(material.texts), material.mark_functions(material.texts["functions"]))
    given = squash(scorer.score(words.describe(texts)))
    return np.asarray((given >= EVEN) | (_mark_best(given) > 0)).astype(np.int8)


def suggest_nearest_label(material: Material, texts: pd.DataFrame, views: Views) -> np.ndarray | None:
    """Suggest the function whose label is nearest to the text by the encoder; none without an encoder."""
    labels = lay_examples(material).query("kind == 'label'")
    known, told = views.find_vectors(labels), views.find_vectors(texts)
    if known is None or told is None:
        return None
    centre = Centre(known, labels["language"])
    likeness = centre.move(told, texts["language"]) @ centre.move(known, labels["language"]).T
    return material.mark_functions(labels["functions"].iloc[likeness.argmax(axis=1)])


def _mark_best(scores: np.ndarray) -> np.ndarray:
    marks = np.zeros(scores.shape, dtype=np.int8)
    marks[np.arange(len(scores)), scores.argmax(axis=1)] = 1
    return marks
