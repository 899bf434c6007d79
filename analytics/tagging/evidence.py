"""How far each kind of evidence speaks for each function of a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analytics.tagging.domain import Domain
from analytics.tagging.likeness import Neighbourhood, compare_words
from analytics.tagging.scorers import VectorScorer, WordScorer
from analytics.tagging.units import gather_context, spread_areas
from analytics.tagging.views import Centre, Views, Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.tagging.material import Material

FEATURES = (
    *("words", "words_gap", "words_area", "vector", "vector_gap", "vector_area"),
    *("like_words", "like_words_share", "like_vector", "like_vector_share", "label", "label_gap"),
    *("terms", "terms_share", "first_term", "longest_term", "prior"),
    *("unit_words", "unit_vector", "unit_terms", "unit_area", "context", "context_area", "has_name", "has_context"),
    *("nearest_words", "nearest_vector", "n_terms", "length", "best_word", "best_vector"),
    *("domain_words", "domain_vector", "stranger"),
)
_CLAUSE, _CODE = re.compile(r"[;.]\s+"), re.compile(r"\b[A-Z]{3}\.[A-Z]+")
LENGTHY = 5.0  # words, or pairs of characters: longer terms are as telling
DIGITS = 5  # beyond these, sums depend on how many texts are judged at once


class Evidence:
    """What can be said of each function of a text, learnt from coded texts.

    Scores of the linear models over words and vectors; the nearest coded texts (Cover and Hart 1967); likeness
    to the codebook's labels; terms that show a function by themselves; and the same of the unit's name and of the
    unit's other texts.

    Parameters
    ----------
    material : Material
    views : Views
        Of the texts to judge as well.
    """

    def __init__(self, material: Material, views: Views) -> None:
        self.material, self.views = material, views
        examples = lay_examples(material)
        marks = material.mark_functions(examples["functions"])
        coded = (examples["kind"] == "text").to_numpy()
        self.words = Words(views, examples)
        described = self.words.describe(examples)
        self.word_scorer = WordScorer(described, marks)
        self.like_words = Neighbourhood(described[coded], marks[coded])
        vectors = views.find_vectors(examples)
        self._prior = np.log((marks[coded].sum(axis=0) + 0.5) / max(coded.sum(), 1))
        if vectors is not None:
            told = coded if coded.any() else np.ones(len(examples), dtype=bool)
            self._centre = Centre(vectors[told], examples["language"].loc[told])
            moved = self._centre.move(vectors, examples["language"])
            self.vector_scorer = VectorScorer(moved, marks)
            self.like_vectors = Neighbourhood(moved[coded], marks[coded])
            self._labels = moved[(examples["kind"] == "label").to_numpy()]
            self._labelled = examples.loc[examples["kind"] == "label", "functions"].to_list()
        self.domain = Domain(examples["kind"], described, None if vectors is None else moved)

    def weigh(self, texts: pd.DataFrame, *, alone: bool = False) -> np.ndarray:
        """Weigh all evidence for each text and function.

        Parameters
        ----------
        texts : DataFrame, one row a text
            `text`, `language`, `unit_id`, `unit_name`, cleaned.
        alone : bool
            Judge each text by itself, its unit unknown.

        Returns
        -------
        array of shape (n_texts, n_functions, n_features)
            In the order of `FEATURES`.
        """
        words = self.words.describe(texts)
        vectors = self.find_vectors(texts)
        given: dict[str, Any] = dict.fromkeys(FEATURES, 0.0)
        given["words"] = self.word_scorer.score(words)
        if vectors is not None:
            given["vector"] = self.vector_scorer.score(vectors)
            given["label"] = self._compare_labels(vectors)
            given["label_gap"] = given["label"] - given["label"].max(axis=1, keepdims=True)
        for kind in ("words", "vector"):
            scores = np.broadcast_to(given[kind], given["words"].shape)
            given[f"{kind}_gap"] = scores - scores.max(axis=1, keepdims=True)
            given[f"{kind}_area"] = spread_areas(scores, self.material.areas, np.max)
            given["best_word" if kind == "words" else "best_vector"] = scores.max(axis=1)
        given |= self._compare_neighbours(words, vectors) | self._count_terms(texts)
        given |= self.domain.compare(words, vectors)
        given["prior"], given["length"] = self._prior[None], np.log1p(texts["text"].str.len().to_numpy())
        if not alone:
            given |= self._ask_unit(texts, given)
        return _stack(given, given["words"].shape)

    def find_vectors(self, texts: pd.DataFrame) -> np.ndarray | None:
        """Give the centred vectors of texts, or none without an encoder."""
        vectors = self.views.find_vectors(texts)
        return None if vectors is None else self._centre.move(vectors, texts["language"])

    def _compare_labels(self, vectors: np.ndarray) -> np.ndarray:
        likeness = vectors @ self._labels.T
        place = {code: i for i, code in enumerate(self.material.functions)}
        given = np.full((len(vectors), len(place)), -1.0)
        for column, code in enumerate(self._labelled):
            given[:, place[code]] = np.maximum(given[:, place[code]], likeness[:, column])
        return given

    def _compare_neighbours(self, words: Any, vectors: np.ndarray | None) -> dict[str, np.ndarray]:
        best, share, nearest = self.like_words.vote(compare_words(words, self.like_words.points))
        given = {"like_words": best, "like_words_share": share, "nearest_words": nearest}
        if vectors is not None:
            best, share, nearest = self.like_vectors.vote(vectors @ self.like_vectors.points.T)
            given |= {"like_vector": best, "like_vector_share": share, "nearest_vector": nearest}
        return given

    def _count_terms(self, texts: pd.DataFrame) -> dict[str, np.ndarray]:
        """Count the terms that show each function; the earliest and the longest count most."""
        place = {code: i for i, code in enumerate(self.material.functions)}
        count, first, longest = np.zeros((3, len(texts), len(place)))
        shown = self.views.lexicon.functions
        for i, (terms, language) in enumerate(zip(self.views.find_terms(texts), texts["language"], strict=True)):
            telling = [term for term in terms if shown[term.concept] in place]
            for k, term in enumerate(telling):
                j = place[shown[term.concept]]
                size = len(term.text.split()) if language == "en" else len(term.text) / 2
                count[i, j], first[i, j] = count[i, j] + 1, max(first[i, j], 1 / (1 + k))
                longest[i, j] = max(longest[i, j], min(size, LENGTHY))
        total = count.sum(axis=1)
        share = count / np.maximum(total, 1)[:, None]
        return {"terms": count, "terms_share": share, "first_term": first, "longest_term": longest, "n_terms": total}

    def _ask_unit(self, texts: pd.DataFrame, given: Mapping[str, Any]) -> dict[str, np.ndarray]:
        """Hear what the unit's name and its other texts speak for."""
        names = texts[["unit_name", "language"]].rename(columns={"unit_name": "text"})
        once = names.drop_duplicates()
        row = {key: i for i, key in enumerate(once.itertuples(index=False, name=None))}
        turn = [row[key] for key in names.itertuples(index=False, name=None)]
        named = (names["text"] != "").to_numpy()[:, None]
        told = {
            "unit_words": squash(self.word_scorer.score(self.words.describe(once))),
            "unit_terms": self._count_terms(once)["terms"],
        }
        if (vectors := self.find_vectors(once)) is not None:
            told["unit_vector"] = self.vector_scorer.score(vectors)
        heard = {kind: np.where(named, scores[turn], 0.0) for kind, scores in told.items()}
        blend = (squash(given["words"]) + np.clip(given["vector"], 0, 1)) / 2
        context, has = gather_context(blend, texts["unit_id"])
        areas = self.material.areas
        heard |= {"context": context, "context_area": spread_areas(context, areas, np.sum)}
        heard |= {"unit_area": spread_areas(heard["unit_terms"], areas, np.max)}
        return heard | {"has_name": named[:, 0].astype(float), "has_context": has}


def lay_examples(material: Material) -> pd.DataFrame:
    """Lay all that the models learn from in one table.

    Returns
    -------
    DataFrame, one row a text
        `text`, `language`, `functions` (codes; none for a stranger), `kind` (text, label, term, phrase, stranger).
    """
    labels = [
        row
        for function in material.codebook.functions
        for row in (
            (f"{function.en}. {explain(function.note)}".strip(), "en", function.code),
            (function.en, "en", function.code),
            (function.zh, "zh", function.code),
        )
    ]
    known = set(material.functions)
    terms = [
        (row[f"term_{language}"], language, row["function"])
        for row in material.lexicon.table.to_dict("records")
        for language in ("en", "zh")
        if row["function"] in known
    ]
    columns = ["text", "language", "functions"]
    parts = {
        "text": material.texts[columns],
        "label": pd.DataFrame(labels, columns=columns, dtype=str),
        "term": pd.DataFrame(terms, columns=columns, dtype=str),
        "phrase": material.phrases[columns],
        "stranger": material.strangers[["text", "language"]].assign(functions=""),
    }
    return pd.concat([part.assign(kind=kind) for kind, part in parts.items()], ignore_index=True)


def explain(note: str) -> str:
    """Keep what a codebook's note says of its own function: clauses that name another code say what is not meant.

    >>> explain("Reviewing rules; not the stock sentence (GEN.MANDATE). Manuals too: add TAX.REFUND.")
    'Reviewing rules'
    """
    clauses = _CLAUSE.split(note.rstrip("."))
    return "; ".join(clause for clause in clauses if not _CODE.search(clause))


def squash(logits: np.ndarray) -> np.ndarray:
    """Turn log-odds into probabilities.

    >>> float(squash(np.array([0.0]))[0])
    0.5
    """
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -50, 50))))


def _stack(given: Mapping[str, Any], shape: tuple[int, ...]) -> np.ndarray:
    stacked = np.zeros((*shape, len(FEATURES)), dtype=np.float32)
    for k, name in enumerate(FEATURES):
        values = np.asarray(given[name])
        stacked[:, :, k] = values[:, None] if values.ndim == 1 else values
    return np.asarray(stacked.round(DIGITS))
