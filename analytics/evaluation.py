"""Quality figures against labels that readers made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from sklearn.metrics import f1_score
from sklearn.preprocessing import MultiLabelBinarizer

from analytics.build import read_wordings
from analytics.errors import DataError, Problem
from analytics.matching.duplicates import score_verdicts
from analytics.matching.evaluation import evaluate_alignment
from analytics.matching.pipeline import match_duties
from analytics.measures.agreement import compute_alpha
from analytics.measures.intervals import draw_units, find_interval
from analytics.register import read_csv, read_register, split_codes
from analytics.store import DOCUMENTS
from analytics.tagging.evaluation import evaluate_tagging

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from analytics.register import Register

NO_VECTORS = pd.DataFrame({"fingerprint": [], "text_hash": [], "vector": []})
COLUMNS = ["figure", "n", "value", "low", "high"]
_CODING = ["duty_id", "functions_first", "functions_second", "action_first", "action_second"]


def measure_agreement(coding: pd.DataFrame) -> pd.DataFrame:
    """Compare two independent codings of the same duties.

    Krippendorff's alpha for nominal data (Krippendorff 2019, *Content Analysis*, 4th ed., ch. 12) of the
    main function, its area, and the action; micro-averaged F1 of the sets of codes. Intervals are the
    2.5 and 97.5 percentiles of 1,000 resamples of duties (percentile bootstrap).

    Parameters
    ----------
    coding : DataFrame, one row a duty
        `duty_id`, `functions_first`, `functions_second` (codes, `;` between, main first),
        `action_first`, `action_second`.

    Returns
    -------
    DataFrame, one row a figure
        `figure`, `n` (duties), `value`, `low`, `high` (the interval's ends).
    """
    first = coding["functions_first"].map(split_codes).to_list()
    second = coding["functions_second"].map(split_codes).to_list()
    mains = np.array([(a[0], b[0]) for a, b in zip(first, second, strict=True)])
    areas = np.array([[code.partition(".")[0] for code in pair] for pair in mains])
    actions = coding[["action_first", "action_second"]].to_numpy()
    binarizer = MultiLabelBinarizer().fit(first + second)
    sets = np.stack([binarizer.transform(first), binarizer.transform(second)], axis=1)
    rows = [
        ("alpha of the main function", *_bootstrap(mains, compute_alpha)),
        ("alpha of the main area", *_bootstrap(areas, compute_alpha)),
        ("alpha of the action", *_bootstrap(actions, compute_alpha)),
        ("micro-F1 of the code sets", *_bootstrap(sets, _compute_f1)),
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _compute_f1(sets: np.ndarray) -> float:
    return float(f1_score(sets[:, 0], sets[:, 1], average="micro"))


def _bootstrap(units: np.ndarray, figure: Callable[[np.ndarray], float]) -> tuple[int, float, float, float]:
    low, high = find_interval([figure(units[drawn]) for drawn in draw_units(len(units))])
    return len(units), figure(units), low, high


def read_coding(data: Path) -> pd.DataFrame:
    """Read the two codings of the same duties from `data/labels/coding.csv`.

    Raises
    ------
    DataError
        The file or a column is missing, or it is no UTF-8 CSV, it has no row, or a row no code.
    """
    name = "labels/coding.csv"
    coding = read_csv(data / "labels" / "coding.csv", _CODING, name=name)
    empty = [
        Problem(name, row + 2, column, "no function is named", "write at least one code")
        for column in ("functions_first", "functions_second")
        for row, codes in enumerate(coding[column])
        if not split_codes(codes)
    ]
    if empty:
        raise DataError(empty)
    return coding


def evaluate(data: Path, *, documents: Path = DOCUMENTS, encoder: str = "") -> pd.DataFrame:
    """Give every quality figure: how well readers agree, how well duties are aligned, and how well codes suggested.

    The alignment is learnt from the labels to tune on and judged on the test half, beside two baselines:
    TF-IDF cosine of words, and codes alone. *Machine* uses channels only; *with readings* also what
    readers judged from the other side of a pair. Where `documents` holds the originals, their wordings with
    machine-made codes are judged too. Suggested codes are judged on each document in turn, learnt from the others.

    Returns
    -------
    DataFrame, one row a figure
        `part` (what is judged), then `figure`, `n`, `value`, `low`, `high` (a 95 % interval).
    """
    coding = measure_agreement(read_coding(data)).assign(part="coding, two readers")
    register = read_register(data)
    wordings = read_wordings(register, documents)
    alignment = evaluate_alignment(register, data, wordings=wordings, encoder=encoder)
    tagging = evaluate_tagging(register, data, wordings=wordings, encoder=encoder)
    duplicates = _judge_duplicates(register, data, encoder)
    parts = [part for part in (coding, alignment, duplicates, tagging) if not part.empty]
    return pd.concat(parts, ignore_index=True)[["part", *COLUMNS]]


def _judge_duplicates(register: Register, data: Path, encoder: str) -> pd.DataFrame:
    """Judge what the machine alone takes for the same inside an office, on the pairs that a reader has read."""
    matched, _ = match_duties(register, data, vectors=NO_VECTORS, encoder=encoder)
    if not matched or not (scores := score_verdicts(matched["duplicates"]))["n_read"]:
        return pd.DataFrame({column: [] for column in ["part", *COLUMNS]})
    rows = [(figure, scores["n_read"], scores[figure], np.nan, np.nan) for figure in ("precision", "recall")]
    return pd.DataFrame(rows, columns=COLUMNS).assign(part="duplicates inside an office, machine alone")
