"""Why a text got its codes: terms of its own, and coded duties like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analytics.tagging.likeness import compare_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from analytics.tagging.evidence import Evidence

N_TERMS, N_NEIGHBOURS = 6, 3


def name_terms(evidence: Evidence, texts: pd.DataFrame, codes: Sequence[Sequence[str]]) -> list[str]:
    """Name the words of each text that speak for its codes, as ``word→code``, `;` between.

    These are the lexicon's terms that show a suggested function; for a function without such a term, the word or
    character pair of the text that weighs most for it, where one does.
    """
    shown = evidence.views.lexicon.functions
    place = {code: j for j, code in enumerate(evidence.material.functions)}
    words = evidence.words.describe(texts)
    named = []
    for i, (terms, given) in enumerate(zip(evidence.views.find_terms(texts), codes, strict=True)):
        pairs = [(term.text, shown[term.concept]) for term in terms if shown[term.concept] in given]
        told = {function for _, function in pairs}
        heavy = [(_weigh_most(evidence, words[i], place[code]), code) for code in given if code not in told]
        pairs += [(word, code) for word, code in heavy if word]
        listed = list(dict.fromkeys(f"{word.replace(';', ',')}→{code}" for word, code in pairs))
        named.append(";".join(listed[:N_TERMS]))
    return named


def name_neighbours(evidence: Evidence, texts: pd.DataFrame) -> list[str]:
    """Name the coded duties of the register most like each text, as ``duty=likeness``, `;` between.

    The likeness is the cosine of words, averaged with that of vectors where there is an encoder.
    """
    ids = evidence.material.texts["duty_id"].to_numpy()
    likeness = compare_words(evidence.words.describe(texts), evidence.like_words.points)
    if (vectors := evidence.find_vectors(texts)) is not None:
        likeness = (likeness + vectors @ evidence.like_vectors.points.T) / 2
    likeness = likeness.round(4)
    named = []
    for row in likeness:
        best: dict[str, float] = {}
        for i in np.argsort(-row, kind="stable"):
            if len(best) == N_NEIGHBOURS or row[i] <= 0:
                break
            if ids[i] and ids[i] not in best:
                best[str(ids[i])] = float(row[i])
        order = sorted(best, key=lambda duty: (-best[duty], duty))
        named.append(";".join(f"{duty}={best[duty]:.2f}" for duty in order))
    return named


def _weigh_most(evidence: Evidence, words: object, function: int) -> str:
    """Name the feature of a text that weighs most for a function; empty where none weighs for it."""
    row = words.tocoo()  # type: ignore[attr-defined]
    if not row.nnz:
        return ""
    weight = row.data * evidence.word_scorer.weights[function, row.col]
    best = int(np.argmax(weight.round(6)))
    return str(evidence.words.names[row.col[best]]).strip() if weight[best] > 0 else ""
