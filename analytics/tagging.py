"""Suggests function codes for a text in either language; a suggestion is never a reader's code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.preprocessing import MultiLabelBinarizer

from analytics.register import split_codes
from analytics.text.language import simplify

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.codebook import Codebook
    from analytics.text.lexicon import Lexicon

LEAST = 0.35
ABSTAIN = 0.15
MOST = 8
COLUMNS = ["text", "language", "codes"]


class Tagger:
    """One logistic regression a function over words, character pairs and the lexicon's concepts.

    Parameters
    ----------
    examples : DataFrame, one row a coded text
        `text`, `language` (en, zh), `codes` (list of functions).
    lexicon : Lexicon
    """

    def __init__(self, examples: pd.DataFrame, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._words = TfidfVectorizer(ngram_range=(1, 2), stop_words="english", sublinear_tf=True, min_df=2)
        self._pairs = TfidfVectorizer(
            analyzer="char", ngram_range=(2, 3), sublinear_tf=True, min_df=2, preprocessor=simplify
        )
        self._concepts = TfidfVectorizer(analyzer=_pass, sublinear_tf=True)
        texts, languages = examples["text"].to_list(), examples["language"].to_list()
        self._words.fit(text for text, lang in zip(texts, languages, strict=True) if lang == "en")
        self._pairs.fit(text for text, lang in zip(texts, languages, strict=True) if lang == "zh")
        self._concepts.fit(self._list_concepts(texts, languages))
        self._binarizer = MultiLabelBinarizer().fit(examples["codes"])
        model = LogisticRegression(C=20, solver="liblinear")
        self._model = OneVsRestClassifier(model).fit(
            self._describe(texts, languages), self._binarizer.transform(examples["codes"])
        )

    def suggest(self, texts: Sequence[str], languages: Sequence[str]) -> list[list[str]]:
        """Suggest codes for each text, the surest first; none where nothing is likely enough."""
        if not len(texts):
            return []
        given = self._model.predict_proba(self._describe(texts, languages))
        classes = self._binarizer.classes_
        suggested = []
        for row in given:
            order = np.argsort(-row, kind="stable")[:MOST]
            sure = [str(classes[i]) for i in order if row[i] >= LEAST]
            likeliest = [str(classes[order[0]])] if row[order[0]] >= ABSTAIN else []
            suggested.append(sure or likeliest)
        return suggested

    def _describe(self, texts: Sequence[str], languages: Sequence[str]) -> csr_matrix:
        english = [text if lang == "en" else "" for text, lang in zip(texts, languages, strict=True)]
        chinese = [text if lang == "zh" else "" for text, lang in zip(texts, languages, strict=True)]
        concepts = self._concepts.transform(self._list_concepts(texts, languages))
        return csr_matrix(hstack([self._words.transform(english), self._pairs.transform(chinese), concepts]))

    def _list_concepts(self, texts: Sequence[str], languages: Sequence[str]) -> list[list[str]]:
        functions = self.lexicon.functions
        listed = []
        for text, language in zip(texts, languages, strict=True):
            concepts = [term.concept for term in self.lexicon.find_terms(text, language)]
            listed.append(concepts + [functions[concept] for concept in concepts if functions[concept]])
        return listed


def gather_examples(duties: pd.DataFrame, codebook: Codebook, lexicon: Lexicon) -> pd.DataFrame:
    """Gather coded texts to learn from: gists in both languages, labels of functions, terms of the lexicon.

    Returns
    -------
    DataFrame, one row a text
        `text`, `language`, `codes` (list).
    """
    rows = [
        (row[f"gist_{language}"], language, split_codes(row["functions"]))
        for row in duties.to_dict("records")
        for language in ("en", "zh")
    ]
    for function in codebook.functions:
        rows.append((f"{function.en}. {function.note}", "en", [function.code]))
        rows.append((function.zh, "zh", [function.code]))
    for term in lexicon.table.loc[lexicon.table["function"] != ""].to_dict("records"):
        rows.append((term["term_en"], "en", [term["function"]]))
        rows.append((term["term_zh"], "zh", [term["function"]]))
    return pd.DataFrame(rows, columns=COLUMNS)


def suggest_left_out(
    duties: pd.DataFrame, wordings: pd.DataFrame, languages: dict[str, str], codebook: Codebook, lexicon: Lexicon
) -> pd.DataFrame:
    """Suggest codes for each source's original wordings, learnt from the other sources alone.

    Parameters
    ----------
    duties : DataFrame, one row a duty
        `duty_id`, `source_id`, `gist_en`, `gist_zh`, `functions`.
    wordings : DataFrame, one row a duty
        `duty_id`, `wording`.
    languages : dict
        The language of each source.

    Returns
    -------
    DataFrame
        `duties` with gists replaced by the wording in the document's language (the other empty), and
        `functions` by what the machine suggests, GEN.OTHER where it abstains.
    """
    original = duties.merge(wordings, on="duty_id")
    parts = []
    for source, rows in original.groupby("source_id", sort=False):
        language = languages[str(source)]
        tagger = Tagger(gather_examples(duties.loc[duties["source_id"] != source], codebook, lexicon), lexicon)
        texts = rows["wording"].str.replace(r"\s+", " ", regex=True)
        codes = tagger.suggest(texts.to_list(), [language] * len(rows))
        parts.append(
            rows.assign(
                gist_en=texts if language == "en" else "",
                gist_zh=texts.map(simplify) if language == "zh" else "",
                functions=[";".join(listed) or "GEN.OTHER" for listed in codes],
            )
        )
    return pd.concat(parts).drop(columns="wording")


def _pass(concepts: list[str]) -> list[str]:
    return concepts
