"""Channels: the several ways in which two duties can be alike, each a number for every pair.

All that a channel learns from texts (weights of words and concepts, centres and hubs of vectors) it
learns from one reference, the register. What is aligned beside the register later changes none of it,
so that a further source moves no score.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from analytics.text.dictionary import gloss, has_dictionary
from analytics.text.language import simplify

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from analytics.matching.texts import DutyTexts
    from analytics.text.lexicon import Lexicon

CODE_CHANNELS = ("codes", "codes_max", "codes_min", "same_main", "main_max", "main_min", "areas", "department")
TEXT_CHANNELS = ("concepts", "words", "words_csls", "encoder", "encoder_csls")
CHANNELS = (*CODE_CHANNELS, "action", *TEXT_CHANNELS)
LIKENESS = ("codes", "department", "concepts", "words", "encoder")
NEIGHBOURS = 10
ANYTHING = "customs 海关"  # so that a vocabulary is never empty


@dataclass
class Profile:
    """What the channels need of one source's duties: a row a duty in every array."""

    source_id: str
    languages: tuple[str, ...]
    codes: np.ndarray
    main: np.ndarray
    areas: np.ndarray
    department: np.ndarray
    action: np.ndarray
    concepts: csr_matrix
    words: dict[str, csr_matrix]
    vectors: dict[str, np.ndarray]
    hubs: dict[str, np.ndarray] = field(default_factory=dict)


class Reference:
    """The register, from which the channels' weights are learnt.

    Parameters
    ----------
    sources : sequence of DutyTexts
        The register's duties.
    lexicon : Lexicon
    encode : callable, optional
        Takes texts and their language, gives vectors; None where there is no encoder.
    """

    def __init__(
        self,
        sources: Sequence[DutyTexts],
        lexicon: Lexicon,
        encode: Callable[[Sequence[str], str], np.ndarray] | None = None,
    ) -> None:
        self.lexicon, self.encode = lexicon, encode
        tables = pd.concat([source.table.assign(source_id=source.source_id) for source in sources])
        self.functions = sorted({code for codes in tables["functions"] for code in codes})
        counts = tables["functions"].explode().value_counts().reindex(self.functions).to_numpy()
        self.weights = np.log((1 + len(tables)) / (1 + counts)) + 1
        listed = [self._list_concepts(row) for row in tables.to_dict("records")]
        self._concepts = TfidfVectorizer(analyzer=_pass, sublinear_tf=True).fit([*listed, [ANYTHING]])
        self._words = {
            "en": TfidfVectorizer(ngram_range=(1, 2), stop_words="english", sublinear_tf=True),
            "zh": TfidfVectorizer(analyzer="char", ngram_range=(2, 3), sublinear_tf=True, preprocessor=simplify),
        }
        for language, vectorizer in self._words.items():
            texts = tables[language].dropna().to_list() if language in tables else []
            vectorizer.fit([*texts, ANYTHING])
        self._centres: dict[str, np.ndarray] = {}
        for language in self._words:
            if encode and language in tables:
                self._centres[language] = encode(tables[language].dropna().to_list(), language).mean(axis=0)
        self.profiles = [self.profile(source) for source in sources]
        for profile in self.profiles:
            self.add_hubs(profile)

    def profile(self, source: DutyTexts) -> Profile:
        """Compute what the channels need of a source's duties."""
        table = source.table
        codes = self._mark_codes(table["functions"])
        weighted = codes * self.weights
        departments = pd.DataFrame(weighted).groupby(table["department_id"].to_numpy()).transform("sum").to_numpy()
        areas = [{code.partition(".")[0] for code in row} for row in table["functions"]]
        names = sorted({code.partition(".")[0] for code in self.functions})
        words = {lang: self._words[lang].transform(table[lang]) for lang in source.languages}
        if "en" not in words and "zh" in words and has_dictionary():
            words["gloss"] = self._words["en"].transform(table["zh"].map(gloss))
        return Profile(
            source_id=source.source_id,
            languages=source.languages,
            codes=codes,
            main=self._mark_codes(table["functions"].map(lambda row: row[:1])),
            areas=np.array([[name in row for name in names] for row in areas], dtype=float).reshape(-1, len(names)),
            department=normalize(departments) if len(table) else departments,
            action=table["action"].to_numpy(),
            concepts=self._concepts.transform([self._list_concepts(row) for row in table.to_dict("records")]),
            words=words,
            vectors={lang: self._center(table[lang], lang) for lang in source.languages if lang in self._centres},
        )

    def add_hubs(self, profile: Profile) -> None:
        """Measure how near each duty is to the reference as a whole: what CSLS takes off a likeness."""
        for channel in ("words", "encoder"):
            near = [
                _take_likeness(profile, other, channel)
                for other in self.profiles
                if other.source_id != profile.source_id
            ]
            stacked = np.sort(np.hstack(near), axis=1) if near else np.zeros((len(profile.action), 1))
            profile.hubs[channel] = stacked[:, -NEIGHBOURS:].mean(axis=1)

    def _mark_codes(self, codes: pd.Series) -> np.ndarray:
        known = {code: i for i, code in enumerate(self.functions)}
        marked = np.zeros((len(codes), len(known)))
        for row, listed in enumerate(codes):
            marked[row, [known[code] for code in listed if code in known]] = 1
        return marked

    def _list_concepts(self, row: dict[object, object]) -> list[str]:
        texts = [(str(row[lang]), lang) for lang in ("en", "zh") if isinstance(row.get(lang), str)]
        return [term.concept for text, lang in texts for term in self.lexicon.find_terms(text, lang)]

    def _center(self, texts: pd.Series, language: str) -> np.ndarray:
        assert self.encode is not None
        return np.asarray(normalize(self.encode(texts.to_list(), language) - self._centres[language]))


def _pass(concepts: list[str]) -> list[str]:
    return concepts


def compare_profiles(a: Profile, b: Profile, weights: np.ndarray) -> np.ndarray:
    """Score every pair of two sources' duties on every channel; the order of the two does not matter.

    Parameters
    ----------
    a, b : Profile
    weights : array of shape (n_functions,)
        How telling each function is.

    Returns
    -------
    array of shape (len(a), len(b), len(CHANNELS))
    """
    weighted_a, weighted_b = a.codes * weights, b.codes * weights
    shared = weighted_a @ b.codes.T
    of_a = shared / np.maximum(weighted_a.sum(axis=1), 1e-9)[:, None]
    of_b = shared / np.maximum(weighted_b.sum(axis=1), 1e-9)[None, :]
    main_of_a, main_of_b = b.main @ a.codes.T, a.main @ b.codes.T
    counts = np.maximum(a.areas.sum(axis=1)[:, None], b.areas.sum(axis=1)[None, :])
    words, encoder = _take_likeness(a, b, "words"), _take_likeness(a, b, "encoder")
    channels = {
        "codes": normalize(weighted_a) @ normalize(weighted_b).T,
        "codes_max": np.maximum(of_a, of_b),
        "codes_min": np.minimum(of_a, of_b),
        "same_main": a.main @ b.main.T,
        "main_max": np.maximum(main_of_a.T, main_of_b),
        "main_min": np.minimum(main_of_a.T, main_of_b),
        "areas": (a.areas @ b.areas.T) / np.maximum(counts, 1),
        "department": a.department @ b.department.T,
        "action": (a.action[:, None] == b.action[None, :]).astype(float),
        "concepts": (a.concepts @ b.concepts.T).toarray(),
        "words": words,
        "words_csls": 2 * words - a.hubs["words"][:, None] - b.hubs["words"][None, :],
        "encoder": encoder,
        "encoder_csls": 2 * encoder - a.hubs["encoder"][:, None] - b.hubs["encoder"][None, :],
    }
    return np.stack([channels[name] for name in CHANNELS], axis=2)


def liken_profiles(a: Profile, b: Profile, weights: np.ndarray) -> np.ndarray:
    """Give one likeness for every pair of two sources' duties: the mean of the channels of `LIKENESS`.

    Returns
    -------
    array of shape (len(a), len(b))
    """
    chosen = [CHANNELS.index(name) for name in LIKENESS]
    return np.asarray(compare_profiles(a, b, weights)[..., chosen].mean(axis=2))


def _take_likeness(a: Profile, b: Profile, channel: str) -> np.ndarray:
    """Take the mean likeness over the languages that both have, else across languages."""
    rows = a.words if channel == "words" else a.vectors
    columns = b.words if channel == "words" else b.vectors
    shared = [language for language in ("en", "zh") if language in rows and language in columns]
    pairs = [(language, language) for language in shared]
    if not pairs:
        pairs = [("en", "gloss"), ("gloss", "en")] if channel == "words" else [("en", "zh"), ("zh", "en")]
    found = [_dense(rows[x] @ columns[y].T) for x, y in pairs if x in rows and y in columns]
    return np.mean(found, axis=0) if found else np.zeros((len(a.action), len(b.action)))


def _dense(product: csr_matrix | np.ndarray) -> np.ndarray:
    return product.toarray() if isinstance(product, csr_matrix) else np.asarray(product)
