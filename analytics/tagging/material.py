"""What suggestions are learnt from: coded duties, codebook, lexicon, and sample texts that stand in no register."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.register import read_csv, split_codes
from analytics.tagging.phrases import lay_phrases
from analytics.text.language import simplify
from analytics.text.lexicon import Lexicon, read_lexicon

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from analytics.codebook import Codebook
    from analytics.register import Register

COLUMNS = ["text", "language", "unit_id", "unit_name", "functions", "action", "group", "duty_id"]
SAMPLES = ["text_id", "unit_id", "unit_name", "text", "language", "functions", "action", "half"]
STRANGERS = ["text_id", "text", "language", "kind", "business", "half"]
LANGUAGES = ("en", "zh")


@dataclass(frozen=True)
class Material:
    """Coded texts and what explains their codes.

    Attributes
    ----------
    codebook : Codebook
    lexicon : Lexicon
    texts : DataFrame, one row a coded text
        `text` (Chinese in Simplified characters), `language`, `unit_id`, `unit_name`, `functions`, `action`,
        `group` (what is left out together: a source, or the administration of a sample), `duty_id` (empty for
        a sample).
    strangers : DataFrame, one row a text of another world (a university, a hospital)
        `text`, `language`, `group` (its kind of institution).
    sources : tuple of str
        The sources of the register.
    """

    codebook: Codebook
    lexicon: Lexicon
    texts: pd.DataFrame
    strangers: pd.DataFrame
    sources: tuple[str, ...]
    phrases: pd.DataFrame = field(repr=False)

    @cached_property
    def functions(self) -> list[str]:
        """The functions' codes, in the codebook's order."""
        return [function.code for function in self.codebook.functions]

    @cached_property
    def areas(self) -> np.ndarray:
        """The ordinal of each function's area; shape (n_functions,)."""
        order = {area.code: i for i, area in enumerate(self.codebook.areas)}
        return np.array([order[function.area] for function in self.codebook.functions])

    def mark_functions(self, codes: Iterable[str]) -> np.ndarray:
        """Mark which functions each cell of codes names; shape (n_texts, n_functions), 0 or 1."""
        place = {code: i for i, code in enumerate(self.functions)}
        rows = [[place[code] for code in split_codes(cell)] for cell in codes]
        marks = np.zeros((len(rows), len(place)), dtype=np.int8)
        for row, places in zip(marks, rows, strict=True):
            row[places] = 1
        return marks

    def list_companions(self, source: str) -> set[str]:
        """List the groups of samples and strangers that are left out with a source."""
        groups = [*sorted(set(self.texts["group"]) - set(self.sources)), *sorted(set(self.strangers["group"]))]
        turn, n = self.sources.index(source), len(self.sources)
        return {group for i, group in enumerate(groups) if i % n == turn}

    def leave_out(self, groups: Collection[str]) -> Material:
        """Give the material without these groups."""
        texts = self.texts.loc[~self.texts["group"].isin(groups)].reset_index(drop=True)
        strangers = self.strangers.loc[~self.strangers["group"].isin(groups)].reset_index(drop=True)
        return Material(self.codebook, self.lexicon, texts, strangers, self.sources, self.phrases)


def gather_material(register: Register, data: Path) -> Material:
    """Gather what suggestions are learnt from: the register and, in `data`, the lexicon and the samples to tune on.

    Raises
    ------
    DataError
        The lexicon or a file of samples is damaged.
    """
    names = register.departments.set_index("department_id")[["name_en", "name_zh"]]
    units = register.duties["department_id"]
    named = {f"unit_{language}": units.map(names[f"name_{language}"]).fillna("") for language in LANGUAGES}
    samples, strangers = read_samples(data), read_strangers(data)
    return assemble_material(
        register.duties.assign(**named),
        register.codebook,
        read_lexicon(data / "lexicon.csv"),
        samples.loc[samples["half"] == "tune"],
        strangers.loc[(strangers["half"] == "tune") & (strangers["business"] == "own")],
    )


def assemble_material(
    duties: pd.DataFrame,
    codebook: Codebook,
    lexicon: Lexicon,
    samples: pd.DataFrame | None = None,
    strangers: pd.DataFrame | None = None,
) -> Material:
    """Lay duties in both languages and samples in one table.

    Parameters
    ----------
    duties : DataFrame, one row a duty
        As in `Register.duties`, with `unit_en` and `unit_zh` where units have names.
    samples, strangers : DataFrame, optional
        As `read_samples` and `read_strangers` give them.
    """
    known = {function.code for function in codebook.functions}
    parts = [_lay_gists(duties, language) for language in LANGUAGES]
    if samples is not None:
        fits = [known.issuperset(split_codes(codes)) for codes in samples["functions"]]
        group = "sample of " + samples["text_id"].str.split("-").str[0]
        parts.append(samples.assign(group=group, duty_id="").loc[fits])
    texts = pd.concat(parts, ignore_index=True)[COLUMNS]
    if strangers is None:
        strangers = pd.DataFrame({column: pd.Series(dtype=str) for column in STRANGERS})
    others = strangers.assign(group="kind " + strangers["kind"])[["text", "language", "group"]]
    sources = tuple(dict.fromkeys(duties["source_id"]))
    return Material(
        codebook, lexicon, clean_texts(texts), clean_texts(others), sources, clean_texts(lay_phrases(codebook))
    )


def clean_texts(texts: pd.DataFrame) -> pd.DataFrame:
    """Bring texts (and names of units) to the form in which they are judged: single spaces, Simplified Chinese."""
    chinese = texts["language"] == "zh"
    cleaned = {
        column: [
            simplify(" ".join(text.split())) if zh else " ".join(text.split())
            for text, zh in zip(texts[column], chinese, strict=True)
        ]
        for column in ("text", "unit_name")
        if column in texts
    }
    return texts.assign(**cleaned).reset_index(drop=True)


def read_samples(data: Path) -> pd.DataFrame:
    """Read `labels/unseen.csv`: duties in the manner of administrations outside the register; none without it."""
    return _read_labels(data, "unseen.csv", SAMPLES)


def read_strangers(data: Path) -> pd.DataFrame:
    """Read `labels/out_of_domain.csv`: duties of other institutions, that must get no code; none without it."""
    return _read_labels(data, "out_of_domain.csv", STRANGERS)


def _read_labels(data: Path, name: str, columns: list[str]) -> pd.DataFrame:
    path = data / "labels" / name
    if not path.is_file():
        return pd.DataFrame({column: pd.Series(dtype=str) for column in columns})
    return read_csv(path, columns, name=f"labels/{name}", least=0)


def _lay_gists(duties: pd.DataFrame, language: str) -> pd.DataFrame:
    table = pd.DataFrame(
        {
            "text": duties[f"gist_{language}"],
            "language": language,
            "unit_id": duties["department_id"],
            "unit_name": duties.get(f"unit_{language}", ""),
            "functions": duties["functions"],
            "action": duties["action"],
            "group": duties["source_id"],
            "duty_id": duties["duty_id"],
        }
    )
    return table.loc[table["text"] != ""]
