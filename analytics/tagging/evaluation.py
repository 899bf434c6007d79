"""Suggested codes judged on texts of sources and administrations that nothing was learnt from, beside baselines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.register import split_codes
from analytics.tagging.baselines import suggest_by_words, suggest_most_frequent, suggest_nearest_label
from analytics.tagging.fusion import Workshop
from analytics.tagging.material import Material, clean_texts, gather_material, read_samples, read_strangers
from analytics.tagging.scores import Figure, score_calibration, score_f1, score_share
from analytics.tagging.tagger import Tagger
from analytics.tagging.views import Views
from analytics.text.encoders import open_encoder

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.codebook import Codebook
    from analytics.register import Register

COLUMNS = ["part", "figure", "n", "value", "low", "high"]
GENERAL = "GEN"
OFFICE_GROUPS = ("Border control", "Follow-up control")  # the office's own business; all else any office may do
FREQUENT, WORDS, LABEL = "baseline most frequent", "baseline TF-IDF and logistic regression", "baseline nearest label"
LEAST = 10  # duties; with fewer there is nothing to learn from what is left
_Row = tuple[str, str, int, float, float, float]


@dataclass(frozen=True)
class Judged:
    """Texts with the reader's codes, what the tagger suggests, and what each baseline does.

    Attributes
    ----------
    truth : array of shape (n_texts, n_functions), 0 or 1
    actions : list of str
        The reader's.
    suggested : DataFrame
        Of `Tagger.suggest`.
    baselines : dict
        Marks like `truth`.
    """

    truth: np.ndarray
    actions: list[str]
    suggested: pd.DataFrame
    baselines: dict[str, np.ndarray]


def evaluate_tagging(
    register: Register, data: Path, *, wordings: pd.DataFrame | None = None, encoder: str = ""
) -> pd.DataFrame:
    """Judge suggested codes, leaving one source out at a time, and on the samples' test halves.

    Each source is judged by what is learnt from the others: its gists in the document's language and, where all
    `wordings` are at hand, its original wording. The samples of other administrations and the duties of other
    institutions are judged by what is learnt from the whole register.

    Returns
    -------
    DataFrame, one row a figure
        `part` (method and texts), `figure`, `n` (texts; suggested codes for the calibration error), `value`, `low`,
        `high` (a 95 % bootstrap interval over texts). Empty where the register has fewer than `LEAST` duties.
    """
    if len(register.duties) < LEAST:
        return pd.DataFrame({column: [] for column in COLUMNS})
    opened = open_encoder(encoder)
    material = gather_material(register, data)
    views = Views(material.lexicon, opened.encode if opened else None)
    workshop = Workshop(material, views)
    tier = f"encoder {opened.name}" if opened else "no encoder"
    rows: list[_Row] = []
    kinds = {"gists in the document's language": _lay_own_gists(register)}
    if wordings is not None and len(wordings) == len(register.duties):
        kinds["original wordings"] = _lay_wordings(kinds["gists in the document's language"], wordings)
    taggers = {source: Tagger(workshop, [source]) for source in material.sources}
    for texts, table in kinds.items():
        parts = [
            judge_texts(taggers[source], material.leave_out({source}), table.loc[table["source_id"] == source], views)
            for source in material.sources
        ]
        rows += _score(_join(parts), register.codebook, f"one source left out, {texts} ({tier})")
    tagger = Tagger(workshop)
    samples = read_samples(data)
    samples = samples.loc[samples["half"] == "test"]
    if len(samples):
        judged = judge_texts(tagger, material, samples, views)
        rows += _score(judged, register.codebook, f"other administrations, test half ({tier})")
    rows += _score_strangers(tagger, read_strangers(data), register.codebook, tier)
    return pd.DataFrame(rows, columns=COLUMNS)


def judge_texts(tagger: Tagger, material: Material, texts: pd.DataFrame, views: Views) -> Judged:
    """Let the tagger and the baselines, learnt from `material`, suggest codes for coded texts."""
    cleaned = clean_texts(texts)
    label = suggest_nearest_label(material, cleaned, views)
    baselines = {
        FREQUENT: suggest_most_frequent(material, cleaned),
        WORDS: suggest_by_words(material, cleaned, views),
        **({} if label is None else {LABEL: label}),
    }
    truth = material.mark_functions(texts["functions"])
    return Judged(truth, texts["action"].to_list(), tagger.suggest(texts), baselines)


def mark_areas(marks: np.ndarray, codebook: Codebook) -> np.ndarray:
    """Mark the areas that the marked functions belong to, shape (n_texts, n_areas)."""
    areas = np.array([function.area for function in codebook.functions])
    return np.stack([marks[:, areas == area.code].any(axis=1) for area in codebook.areas], axis=1).astype(np.int8)


def _lay_own_gists(register: Register) -> pd.DataFrame:
    """Lay each duty's gist in its document's language, as a text to judge."""
    languages = register.sources.set_index("source_id")["language"]
    names = register.departments.set_index("department_id")
    duties = register.duties
    language = duties["source_id"].map(languages)
    chinese = language == "zh"
    unit = duties["department_id"]
    return duties.assign(
        text_id=duties["duty_id"],
        text=duties["gist_zh"].where(chinese, duties["gist_en"]),
        language=language,
        unit_id=unit,
        unit_name=unit.map(names["name_zh"]).where(chinese, unit.map(names["name_en"])).fillna(""),
    )


def _lay_wordings(gists: pd.DataFrame, wordings: pd.DataFrame) -> pd.DataFrame:
    return gists.assign(text=gists["duty_id"].map(wordings.set_index("duty_id")["wording"]))


def _join(parts: list[Judged]) -> Judged:
    return Judged(
        np.concatenate([part.truth for part in parts]),
        [action for part in parts for action in part.actions],
        pd.concat([part.suggested for part in parts], ignore_index=True),
        {name: np.concatenate([part.baselines[name] for part in parts]) for name in parts[0].baselines},
    )


def _score(judged: Judged, codebook: Codebook, texts: str) -> list[_Row]:
    codes = [function.code for function in codebook.functions]
    given = tabulate_probabilities(judged.suggested, codes)
    suggested = judged.suggested
    methods = {"tagger": (given > 0).astype(np.int8), **judged.baselines}
    rows = [row for method, marks in methods.items() for row in _score_codes(method, marks, judged, codebook, texts)]
    sure = ~suggested["abstained"].to_numpy()
    main = [codes.index(cell.partition(";")[0]) for cell in suggested["functions"].loc[sure]]
    right = judged.truth[np.flatnonzero(sure), main] > 0
    first = np.zeros_like(given)
    first[np.flatnonzero(sure), main] = suggested["probability"].to_numpy()[sure]
    more = {
        "main function among the reader's, where one is suggested": score_share(right),
        "expected calibration error of each suggested code": score_calibration(judged.truth, given),
        "expected calibration error of the main function": score_calibration(judged.truth, first),
        "accuracy of the action": score_share(suggested["action"].to_numpy() == np.array(judged.actions)),
        "share abstained": score_share(~sure),
    }
    return rows + [_lay_row("tagger", texts, name, figure) for name, figure in more.items()]


def _score_codes(method: str, marks: np.ndarray, judged: Judged, codebook: Codebook, texts: str) -> list[_Row]:
    truth, given = mark_areas(judged.truth, codebook), mark_areas(marks, codebook)
    figures = {"micro-F1 of areas": score_f1(truth, given), "micro-F1 of functions": score_f1(judged.truth, marks)}
    order = [area.code for area in codebook.areas]
    if GENERAL in order:
        place = [order.index(GENERAL)]
        figures["F1 of GEN against the rest"] = score_f1(truth[:, place], given[:, place])
        figures["accuracy of GEN against the rest"] = score_share((truth[:, place] == given[:, place])[:, 0])
    return [_lay_row(method, texts, name, figure) for name, figure in figures.items()]


def _score_strangers(tagger: Tagger, strangers: pd.DataFrame, codebook: Codebook, tier: str) -> list[_Row]:
    """Score how many duties of other institutions get no code: none at all, and none of the office's own business."""
    tested = strangers.loc[(strangers["half"] == "test") & (strangers["business"] == "own")]
    if tested.empty:
        return []
    suggested = tagger.suggest(tested.assign(unit_id="", unit_name=""))
    office = {function.code for a in codebook.areas if a.group in OFFICE_GROUPS for function in a.functions}
    free = np.array([office.isdisjoint(split_codes(cell)) for cell in suggested["functions"]])
    texts = f"other institutions' own business, test half ({tier})"
    return [
        _lay_row("tagger", texts, "share without any code", score_share(suggested["abstained"].to_numpy())),
        _lay_row("tagger", texts, "share without a customs code", score_share(free)),
    ]


def tabulate_probabilities(suggested: pd.DataFrame, codes: list[str]) -> np.ndarray:
    """Give the probability of each suggested code, 0 for all others; shape (n_texts, n_functions)."""
    given = np.zeros((len(suggested), len(codes)))
    for row, (functions, told) in enumerate(zip(suggested["functions"], suggested["probabilities"], strict=True)):
        for code, value in zip(split_codes(functions), split_codes(told), strict=True):
            given[row, codes.index(code)] = float(value)
    return given


def _lay_row(method: str, texts: str, name: str, figure: Figure) -> _Row:
    return (f"{method}, {texts}", name, *figure)
