"""The duty of a holder that comes nearest to a code: what a reader judges before believing a gap."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion, make_union
from sklearn.preprocessing import normalize

AREA_AFFINITY = 0.5
COLUMNS = ["scope", "holder_id", "code", "duty_id", "score"]


def find_nearest(
    duties: pd.DataFrame,
    duty_functions: pd.DataFrame,
    functions: pd.DataFrame,
    held: pd.DataFrame,
    alignment: pd.DataFrame,
) -> pd.DataFrame:
    """Find, for each holder and code, the comparable duty that comes nearest.

    The score is the mean of three likenesses, each 0 to 1. By alignment: the matcher's best score
    between the duty and another source's duty that carries the function. By codes: 0.5 where the duty
    carries another function of the same area, else 0. By words: the cosine between the duty's gists and
    the function's profile (its labels, note, and the gists of all duties that carry it) in TF-IDF over
    English words and Chinese character pairs. A duty that carries the function itself scores 1.

    Parameters
    ----------
    duties : DataFrame, one row a duty
        `duty_id`, `gist_en`, `gist_zh`, `comparable`.
    duty_functions : DataFrame, one row a function of a duty
        `duty_id`, `function`, `position`.
    functions : DataFrame, one row a comparable function
        `function`, `area`, `name_en`, `name_zh`, `note`.
    held : DataFrame, one row a duty and holder
        `scope`, `holder_id`, `duty_id`.
    alignment : DataFrame, one row a pair
        `subject_id`, `object_id`, `score` (0 to 1).

    Returns
    -------
    DataFrame, one row a holder and code (functions and areas), holders then codes in the given order
        `scope`, `holder_id`, `code`, `duty_id`, `score`; ties go to the smaller id. A holder without a
        comparable duty has no row.
    """
    duties = duties.loc[duties["comparable"]].sort_values("duty_id", ignore_index=True)
    if duties.empty or functions.empty:
        return _empty()
    carried = _mark_carried(duties, duty_functions, functions)
    by_match = _match(duties, carried, alignment)
    scores = _score(duties, carried, functions, by_match)
    rows = []
    for (scope, holder_id), group in held.groupby(["scope", "holder_id"], sort=False):
        own = np.flatnonzero(duties["duty_id"].isin(group["duty_id"]))
        if own.size:
            picked = _pick(own, duties, functions, scores)
            rows.append(picked.assign(scope=str(scope), holder_id=str(holder_id))[COLUMNS])
    return pd.concat(rows, ignore_index=True) if rows else _empty()


def _empty() -> pd.DataFrame:
    return pd.DataFrame({column: pd.Series(dtype=float if column == "score" else str) for column in COLUMNS})


def _mark_carried(duties: pd.DataFrame, duty_functions: pd.DataFrame, functions: pd.DataFrame) -> np.ndarray:
    """Mark which duty (row) carries which function (column): 1 or 0."""
    row = pd.Series(range(len(duties)), index=duties["duty_id"])
    column = pd.Series(range(len(functions)), index=functions["function"])
    known = duty_functions.loc[
        duty_functions["duty_id"].isin(row.index) & duty_functions["function"].isin(column.index)
    ]
    carried = np.zeros((len(duties), len(functions)))
    carried[row[known["duty_id"]].to_numpy(), column[known["function"]].to_numpy()] = 1
    return carried


def _match(duties: pd.DataFrame, carried: np.ndarray, alignment: pd.DataFrame) -> np.ndarray:
    """Give each duty (row) and function (column) the best score of a pair whose subject carries the function."""
    place = pd.Series(range(len(duties)), index=duties["duty_id"])
    known = alignment.loc[alignment["subject_id"].isin(place.index) & alignment["object_id"].isin(place.index)]
    best = np.zeros_like(carried)
    carried_scores = carried[place[known["subject_id"]].to_numpy()] * known["score"].to_numpy(dtype=float)[:, None]
    np.maximum.at(best, place[known["object_id"]].to_numpy(), carried_scores)
    return best


def _score(duties: pd.DataFrame, carried: np.ndarray, functions: pd.DataFrame, by_match: np.ndarray) -> np.ndarray:
    same_area = (functions["area"].to_numpy()[:, None] == functions["area"].to_numpy()[None, :]).astype(float)
    by_codes = AREA_AFFINITY * np.minimum(carried @ same_area, 1)
    texts = duties["gist_en"] + "\n" + duties["gist_zh"]
    labels = functions["name_en"] + "\n" + functions["name_zh"] + "\n" + functions["note"]
    encoder = _vectorizer().fit(pd.concat([texts, labels]))
    vectors, label_vectors = normalize(encoder.transform(texts)), normalize(encoder.transform(labels))
    profiles = normalize(csr_matrix(carried.T) @ vectors + label_vectors)
    by_words = (vectors @ profiles.T).toarray()
    return np.where(carried > 0, 1.0, (by_match + by_codes + by_words) / 3)


def _vectorizer() -> FeatureUnion:
    words = TfidfVectorizer(token_pattern=r"[a-z]{2,}", stop_words="english", sublinear_tf=True)
    pairs = TfidfVectorizer(analyzer=_pair_characters, sublinear_tf=True)
    return make_union(words, pairs)


def _pair_characters(text: str) -> list[str]:
    runs = re.findall(r"[\u4e00-\u9fff]+", text)
    return [run[i : i + 2] for run in runs for i in range(len(run) - 1)]


def _pick(own: np.ndarray, duties: pd.DataFrame, functions: pd.DataFrame, scores: np.ndarray) -> pd.DataFrame:
    """Pick the best of the duties `own` (row numbers) for each function, then for each area."""
    mine = scores[own]
    best = mine.argmax(axis=0)
    by_function = pd.DataFrame(
        {
            "code": functions["function"].to_numpy(),
            "area": functions["area"].to_numpy(),
            "duty_id": duties["duty_id"].to_numpy()[own[best]],
            "score": mine.max(axis=0).clip(0, 1).round(4),
        }
    )
    best_first = by_function.sort_values(["score", "duty_id"], ascending=[False, True], kind="stable")
    by_area = best_first.drop_duplicates("area").sort_index().assign(code=lambda table: table["area"])
    by_area = by_area.set_index("area").loc[by_function["area"].unique()].reset_index()
    return pd.concat([by_function, by_area])
