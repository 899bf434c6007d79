"""The bilingual lexicon: which customs terms, and so which concepts, a text names in either language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from analytics.errors import DataError, Problem
from analytics.register import read_csv
from analytics.text.language import simplify

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = ["term_en", "term_zh", "concept", "function"]
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True)
class Term:
    """One mention of a concept in a text, as the text writes it."""

    text: str
    concept: str


@dataclass(frozen=True)
class Lexicon:
    """Pairs of terms that mean one concept.

    Attributes
    ----------
    table : DataFrame, one row a pair
        `term_en`, `term_zh`, `concept` (shared by synonyms), `function` (that it shows alone, or empty).
    """

    table: pd.DataFrame

    @cached_property
    def functions(self) -> dict[str, str]:
        """The function that each concept shows alone, or an empty string."""
        return dict(zip(self.table["concept"], self.table["function"], strict=True))

    @cached_property
    def _english(self) -> dict[tuple[str, ...], str]:
        pairs = zip(self.table["term_en"], self.table["concept"], strict=True)
        return {tuple(_stem(word) for word in _WORD.findall(term.lower())): concept for term, concept in pairs}

    @cached_property
    def _chinese(self) -> dict[str, str]:
        return dict(zip(self.table["term_zh"], self.table["concept"], strict=True))

    @cached_property
    def _longest(self) -> tuple[int, int]:
        return max(map(len, self._english), default=0), max(map(len, self._chinese), default=0)

    def find_terms(self, text: str, language: str) -> list[Term]:
        """Find the terms of a text by longest match, in the order of the text.

        Parameters
        ----------
        text : str
        language : {'en', 'zh'}
            Chinese in either script.

        Examples
        --------
        >>> table = pd.DataFrame([("customs valuation", "海关估价", "valuation", "TAX.VALUE")], columns=COLUMNS)
        >>> [term.concept for term in Lexicon(table).find_terms("海關估價的規則", "zh")]
        ['valuation']
        """
        return self._find_english(text) if language == "en" else self._find_chinese(simplify(text))

    def _find_english(self, text: str) -> list[Term]:
        words = list(_WORD.finditer(text.lower()))
        stems = [_stem(word.group()) for word in words]
        found, i = [], 0
        while i < len(stems):
            for size in range(min(self._longest[0], len(stems) - i), 0, -1):
                if concept := self._english.get(tuple(stems[i : i + size])):
                    found.append(Term(text[words[i].start() : words[i + size - 1].end()], concept))
                    i += size
                    break
            else:
                i += 1
        return found

    def _find_chinese(self, text: str) -> list[Term]:
        found, i = [], 0
        while i < len(text):
            for size in range(min(self._longest[1], len(text) - i), 0, -1):
                if concept := self._chinese.get(text[i : i + size]):
                    found.append(Term(text[i : i + size], concept))
                    i += size
                    break
            else:
                i += 1
        return found


def read_lexicon(path: Path) -> Lexicon:
    """Read `lexicon.csv`; without the file the lexicon is empty.

    Raises
    ------
    DataError
        A column is missing, or a pair of terms stands twice.
    """
    if not path.is_file():
        return Lexicon(pd.DataFrame({column: pd.Series(dtype=str) for column in COLUMNS}))
    table = read_csv(path, COLUMNS, name=path.name, least=0)
    twice = table.loc[table.duplicated(["term_en", "term_zh"])]
    if not twice.empty:
        raise DataError(
            [
                Problem(path.name, i + 2, "term_en", f"{t!r} stands twice with its Chinese", "remove one of the two")
                for i, t in zip(twice.index, twice["term_en"], strict=True)
            ]
        )
    return Lexicon(table)


def _stem(word: str) -> str:
    """Fold an English plural to its singular, roughly.

    >>> _stem("duties"), _stem("goods"), _stem("customs"), _stem("process")
    ('duty', 'good', 'custom', 'process')
    """
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("xes", "sses", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
