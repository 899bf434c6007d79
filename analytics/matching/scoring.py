"""How well an alignment finds what readers judged: ranking, absence, acceptance, relation, calibration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from sklearn.metrics import brier_score_loss, roc_auc_score

from analytics.matching.fusion import find_threshold
from analytics.matching.labels import name_source
from analytics.measures.intervals import draw_units, find_interval

if TYPE_CHECKING:
    from analytics.matching.labels import Labels

N_RESAMPLES = 200
N_BINS = 10
FIGURES = (
    "recall at 1",
    "recall at 5",
    "MRR",
    "AUC of has a counterpart",
    "precision",
    "recall",
    "F1 of accepted pairs",
)


@dataclass(frozen=True)
class Query:
    """One subject against one source: the scores of its duties, and which of them are counterparts.

    `n_true` counts the counterparts that readers found, those too that were never candidates (because a
    machine took them, or the subject, for a general clause): they are misses.
    """

    subject_id: str
    languages: str
    scores: np.ndarray
    truth: np.ndarray
    accepted: np.ndarray
    n_true: int


def gather_queries(
    scores: dict[tuple[str, str], np.ndarray],
    ids: dict[str, list[str]],
    languages: dict[str, str],
    labels: Labels,
    *,
    half: str,
    threshold: float | np.ndarray,
) -> list[Query]:
    """Gather the queries of one half of the labels: each of its subjects against every other source.

    Parameters
    ----------
    scores : dict
        For each ordered two sources, an array of shape (n subjects, m objects).
    ids : dict
        The duty ids of each source, in the order of the arrays.
    languages : dict
        The language of each source.
    labels : Labels
    half : {'tune', 'test'}
    threshold : float
        The score from which a pair is accepted.
    """
    queries = []
    for subject in sorted(duty for duty, each in labels.subjects.items() if each == half):
        source = name_source(subject)
        if source not in ids:
            continue
        found = [duty for each, duty in labels.pairs if each == subject]
        for other in (each for each in ids if each != source):
            n_true = sum(name_source(duty) == other for duty in found)
            known = subject in ids[source]
            truth = np.array([known and (subject, duty) in labels.pairs for duty in ids[other]], dtype=bool)
            pair = "-".join(sorted((languages[source], languages[other])))
            given = scores[source, other][ids[source].index(subject)] if known else np.zeros(len(ids[other]))
            queries.append(Query(subject, pair, given, truth, known & (given >= threshold), n_true))
    return queries


def tune_threshold(scores: dict[tuple[str, str], np.ndarray], ids: dict[str, list[str]], labels: Labels) -> float:
    """Find the score from which accepting gives the best F1 on the labels to tune on."""
    given, truth = [], []
    for a, b in scores:
        judged = labels.judge(ids[a], ids[b])[0]
        known = ~np.isnan(judged)
        given.append(scores[a, b][known])
        truth.append(judged[known])
    flat, target = np.concatenate(given), np.concatenate(truth)
    return find_threshold(flat, target, np.ones_like(flat))


def score_queries(queries: list[Query]) -> pd.DataFrame:
    """Give every figure with a 95 % interval by resampling subjects.

    Returns
    -------
    DataFrame, one row a figure
        `figure`, `n` (queries with a counterpart; for AUC all queries), `value`, `low`, `high`. Recall at
        k is the share of queries with a counterpart that have one among the k best.
    """
    subjects = sorted({query.subject_id for query in queries})
    by_subject = {subject: [query for query in queries if query.subject_id == subject] for subject in subjects}
    values = _score(queries)
    drawn = [
        _score([query for place in places for query in by_subject[subjects[place]]])
        for places in draw_units(len(subjects), N_RESAMPLES)
    ]
    found = sum(bool(query.n_true) for query in queries)
    rows = []
    for figure in FIGURES:
        low, high = find_interval([values_[figure] for values_ in drawn])
        n = len(queries) if figure.startswith("AUC") else found
        rows.append((figure, n, values[figure], low, high))
    return pd.DataFrame(rows, columns=["figure", "n", "value", "low", "high"])


def _score(queries: list[Query]) -> dict[str, float]:
    firsts = []
    for query in queries:
        if query.n_true:
            order = np.argsort(-query.scores, kind="stable")
            firsts.append(np.flatnonzero(query.truth[order])[0] + 1 if query.truth.any() else np.inf)
    ranks = np.array(firsts, dtype=float)
    has, top = [bool(q.n_true) for q in queries], [float(q.scores.max()) for q in queries]
    hits = sum(int((q.accepted & q.truth).sum()) for q in queries)
    accepted, true = sum(int(q.accepted.sum()) for q in queries), sum(q.n_true for q in queries)
    return {
        "recall at 1": float((ranks == 1).mean()) if ranks.size else np.nan,
        "recall at 5": float((ranks <= 5).mean()) if ranks.size else np.nan,
        "MRR": float((1 / ranks).mean()) if ranks.size else np.nan,
        "AUC of has a counterpart": float(roc_auc_score(has, top)) if len(set(has)) == 2 else np.nan,
        "precision": hits / accepted if accepted else np.nan,
        "recall": hits / true if true else np.nan,
        "F1 of accepted pairs": 2 * hits / (accepted + true) if accepted + true else np.nan,
    }


def score_calibration(queries: list[Query]) -> pd.DataFrame:
    """Give the Brier score over all pairs, and how often pairs of each tenth of probability are true.

    Returns
    -------
    DataFrame, one row a figure
        `figure`, `n` (pairs), `value` (Brier, or the share that is true), `low`, `high` (for a bin, its ends).
    """
    given = np.concatenate([query.scores for query in queries])
    truth = np.concatenate([query.truth for query in queries])
    rows = [("Brier score", len(given), float(brier_score_loss(truth, given)), np.nan, np.nan)]
    edges = np.linspace(0, 1, N_BINS + 1)
    bins = np.clip(np.digitize(given, edges) - 1, 0, N_BINS - 1)
    for i in range(N_BINS):
        inside = bins == i
        share = float(truth[inside].mean()) if inside.any() else np.nan
        name = f"true among probabilities from {edges[i]:.1f} to {edges[i + 1]:.1f}"
        rows.append((name, int(inside.sum()), share, float(edges[i]), float(edges[i + 1])))
    return pd.DataFrame(rows, columns=["figure", "n", "value", "low", "high"])


def measure_thresholds(alignment: pd.DataFrame, labels: Labels) -> pd.DataFrame:
    """Measure what accepting from each probability costs, on the subjects kept for testing.

    Parameters
    ----------
    alignment : DataFrame, one row a subject and candidate
        `subject_id`, `object_id`, `probability`.
    labels : Labels

    Returns
    -------
    DataFrame, one row a threshold from .05 to .95
        `threshold`, `n_accepted`, `precision` (nan where nothing is accepted), `recall` (of all counterparts).
    """
    tested = alignment.loc[alignment["subject_id"].map(labels.subjects) == "test"]
    pairs = zip(tested["subject_id"], tested["object_id"], strict=True)
    true = np.array([pair in labels.pairs for pair in pairs], dtype=bool)
    all_true = sum(labels.subjects[subject] == "test" for subject, _ in labels.pairs)
    rows = []
    for threshold in np.round(np.arange(0.05, 1.0, 0.05), 2):
        accepted = (tested["probability"] >= threshold).to_numpy(dtype=bool)
        hits, n = int((accepted & true).sum()), int(accepted.sum())
        rows.append((float(threshold), n, hits / n if n else np.nan, hits / all_true if all_true else np.nan))
    return pd.DataFrame(rows, columns=["threshold", "n_accepted", "precision", "recall"])
