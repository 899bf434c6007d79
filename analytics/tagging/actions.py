"""The action of a text: what is done, mostly told by its first verb."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from analytics.tagging.views import Words

if TYPE_CHECKING:
    from analytics.tagging.evidence import Evidence

LEAD_WEIGHT = VECTOR_WEIGHT = 2.0
N_WORDS, N_CHARACTERS = 5, 8
_EMPTY = frozenset(["responsible", "for", "is", "to", "the", "be", "of", "this", "carry", "work"])
_PREAMBLE = re.compile(r"^(负责|承担|组织|承办|主管|统筹)")
_CLAUSE = re.compile(r"[,，;；。]")


class Actions:
    """A multinomial logistic regression over a text's opening, its words and its vector.

    Parameters
    ----------
    evidence : Evidence
        Whose material is learnt from, and whose vectors are used.
    """

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        columns = ["text", "language", "action"]
        material = evidence.material
        told = pd.concat([material.texts[columns], material.phrases[columns]], ignore_index=True)
        told = told.loc[told["action"] != ""].reset_index(drop=True)
        self._model: LogisticRegression | None = None
        if told["action"].nunique() < 2:
            return
        self._words = Words(evidence.views, told)
        self._openings = TfidfVectorizer(analyzer=_pass, sublinear_tf=True).fit(_open(told))
        self._model = LogisticRegression(C=2, max_iter=300).fit(self._describe(told), told["action"])

    def suggest(self, texts: pd.DataFrame) -> tuple[list[str], np.ndarray]:
        """Give each text's likeliest action and its probability; no action where none was learnt."""
        if self._model is None or texts.empty:
            return [""] * len(texts), np.zeros(len(texts))
        given = self._model.predict_proba(self._describe(texts))
        return [str(self._model.classes_[i]) for i in given.argmax(axis=1)], given.max(axis=1)

    def _describe(self, texts: pd.DataFrame) -> csr_matrix:
        parts = [self._words.describe(texts), LEAD_WEIGHT * self._openings.transform(_open(texts))]
        if (vectors := self._evidence.find_vectors(texts)) is not None:
            parts.append(VECTOR_WEIGHT * vectors)
        return csr_matrix(hstack(parts))


def list_opening(text: str, language: str) -> list[str]:
    """List what a text opens with: its first words alone and in pairs, or characters in pairs and the clause's end.

    >>> list_opening("Responsible for setting rules", "en")
    ['first setting', 'setting', 'rules', 'setting rules']
    >>> list_opening("负责估价管理", "zh")
    ['first 估价', '估价', '价管', '管理', 'end 管理']
    """
    if language == "en":
        plain = [word.strip(",.;:()") for word in text.lower().split()]
        words = [word for word in plain if word and word not in _EMPTY][:N_WORDS]
        pairs = [f"{a} {b}" for a, b in pairwise(words)]
        return [f"first {words[0]}", *words, *pairs] if words else []
    plain_zh = _PREAMBLE.sub("", text)
    start = plain_zh[:N_CHARACTERS]
    end = _CLAUSE.split(plain_zh)[0][-2:]
    return [f"first {start[:2]}", *(start[i : i + 2] for i in range(len(start) - 1)), f"end {end}"]


def _open(texts: pd.DataFrame) -> list[list[str]]:
    return [list_opening(*pair) for pair in zip(texts["text"], texts["language"], strict=True)]


def _pass(opening: list[str]) -> list[str]:
    return opening
