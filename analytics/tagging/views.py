"""How a text is seen: its terms, its words and characters, and its vector, each found once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

    from analytics.text.lexicon import Lexicon, Term

    Encode = Callable[[Sequence[str], str], np.ndarray]


class Views:
    """Terms and vectors of texts, remembered, for one lexicon and one encoder.

    Parameters
    ----------
    lexicon : Lexicon
    encode : callable, optional
        Takes texts and their language, gives unit vectors; without it texts have none.
    """

    def __init__(self, lexicon: Lexicon, encode: Encode | None = None) -> None:
        self.lexicon, self.encode = lexicon, encode
        self._terms: dict[tuple[str, str], list[Term]] = {}
        self._vectors: dict[tuple[str, str], np.ndarray] = {}

    def __getstate__(self) -> dict[str, Any]:
        """Leave the encoder out of what is kept: it is opened anew."""
        return {**self.__dict__, "encode": None}

    def find_terms(self, texts: pd.DataFrame) -> list[list[Term]]:
        """Find the lexicon's terms in each text."""
        keys = list(zip(texts["text"], texts["language"], strict=True))
        for key in keys:
            if key not in self._terms:
                self._terms[key] = self.lexicon.find_terms(*key)
        return [self._terms[key] for key in keys]

    def list_concepts(self, texts: pd.DataFrame) -> list[list[str]]:
        """List the concepts that each text names, and the functions that they show."""
        functions = self.lexicon.functions
        named = [[term.concept for term in terms] for terms in self.find_terms(texts)]
        return [[*concepts, *(functions[c] for c in concepts if functions[c])] for concepts in named]

    def find_vectors(self, texts: pd.DataFrame) -> np.ndarray | None:
        """Give a vector a text, shape (n_texts, dim), or none without an encoder."""
        if self.encode is None:
            return None
        keys = list(zip(texts["text"], texts["language"], strict=True))
        unseen = [key for key in dict.fromkeys(keys) if key not in self._vectors]
        for language in dict.fromkeys(language for _, language in unseen):
            new = [key for key in unseen if key[1] == language]
            vectors = np.asarray(self.encode([text for text, _ in new], language), dtype=np.float32)
            self._vectors.update(zip(new, vectors, strict=True))
        return np.stack([self._vectors[key] for key in keys])


class Words:
    """TF-IDF of English words and pairs, of Chinese character pairs and triples, and of concepts, side by side.

    Concepts are what both languages share; they can be left out.
    """

    def __init__(self, views: Views, texts: pd.DataFrame, *, concepts: bool = True) -> None:
        self._views, self._concepts = views, concepts
        models = [
            TfidfVectorizer(ngram_range=(1, 2), stop_words="english", sublinear_tf=True, min_df=2),
            TfidfVectorizer(analyzer="char", ngram_range=(2, 3), sublinear_tf=True, min_df=2),
            TfidfVectorizer(analyzer=_pass, sublinear_tf=True),
        ]
        self._models = [_fit(model, column) for model, column in zip(models, self._split(texts), strict=True)]
        self.names = [name for model in self._models if model is not None for name in model.get_feature_names_out()]

    def describe(self, texts: pd.DataFrame) -> csr_matrix:
        """Give the matrix of shape (n_texts, n_features)."""
        parts = [
            model.transform(column)
            for model, column in zip(self._models, self._split(texts), strict=True)
            if model is not None
        ]
        return csr_matrix(hstack(parts)) if parts else csr_matrix((len(texts), 0))

    def _split(self, texts: pd.DataFrame) -> list[list[Any]]:
        told = list(zip(texts["text"], texts["language"], strict=True))
        english = [text if language == "en" else "" for text, language in told]
        chinese = [text if language == "zh" else "" for text, language in told]
        return [english, chinese, self._views.list_concepts(texts) if self._concepts else [[]] * len(texts)]


class Centre:
    """Moves vectors of each language to its middle, where the languages meet; unit length again."""

    def __init__(self, vectors: np.ndarray, languages: pd.Series) -> None:
        self._means = {
            language: vectors[(languages == language).to_numpy()].mean(axis=0) for language in sorted(set(languages))
        }

    def move(self, vectors: np.ndarray, languages: pd.Series) -> np.ndarray:
        """Give the moved vectors, same shape."""
        moved = np.array(vectors, dtype=np.float32)
        for language, mean in self._means.items():
            moved[(languages == language).to_numpy()] -= mean
        return np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9))


def _fit(model: TfidfVectorizer, column: list[Any]) -> TfidfVectorizer | None:
    """Fit a view to the texts that it can see; none where there are none, or no word stands twice."""
    try:
        return model.fit([cell for cell in column if cell])
    except ValueError:
        return None


def _pass(concepts: list[str]) -> list[str]:
    return concepts
