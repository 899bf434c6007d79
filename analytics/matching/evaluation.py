"""The alignment judged on labels that it has not seen, beside baselines, in one run."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.matching.alignment import ACCEPT_READ, align_sources, learn_matcher
from analytics.matching.channels import CHANNELS, Reference, compare_profiles
from analytics.matching.labels import Labels, read_labels
from analytics.matching.pipeline import dict_languages, list_comparable, list_languages, name_tier, replace_texts
from analytics.matching.scoring import gather_queries, score_calibration, score_queries, tune_threshold
from analytics.matching.texts import DutyTexts, gather_texts
from analytics.text.encoders import Encoder, open_encoder
from analytics.text.lexicon import Lexicon, read_lexicon

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.register import Register

    Scores = dict[tuple[str, str], np.ndarray]


def evaluate_alignment(
    register: Register, data: Path, *, wordings: pd.DataFrame | None = None, encoder: str = ""
) -> pd.DataFrame:
    """Judge the alignment on the test half of the labels.

    Returns
    -------
    DataFrame, one row a figure
        `part` (method, texts and pair of languages), `figure`, `n`, `value`, `low`, `high`.
    """
    labels, lexicon, opened = (
        read_labels(data / "labels" / "alignment.csv"),
        read_lexicon(data / "lexicon.csv"),
        open_encoder(encoder),
    )
    if labels.table.empty:
        return pd.DataFrame({column: [] for column in ("part", "figure", "n", "value", "low", "high")})
    languages = dict_languages(register)
    comparable = list_comparable(register)
    both = gather_texts(register.duties, comparable=comparable)
    own = gather_texts(register.duties, comparable=comparable, languages=list_languages(register))
    tier = name_tier(opened, lexicon)
    tables = [
        _judge(both, languages, labels, lexicon, opened, texts=f"gists in both languages ({tier})"),
        _judge(own, languages, labels, lexicon, opened, texts=f"gists in the document's language ({tier})"),
    ]
    if wordings is not None and len(wordings) == len(register.duties):
        duties = replace_texts(register, wordings, lexicon, opened.encode if opened else None)
        original = gather_texts(duties, comparable=comparable, languages=list_languages(register))
        texts = f"original wordings, codes by machine ({tier})"
        tables.append(_judge(original, languages, labels, lexicon, opened, texts=texts, read=False))
    return pd.concat(tables, ignore_index=True)


def _judge(
    sources: list[DutyTexts],
    languages: dict[str, str],
    labels: Labels,
    lexicon: Lexicon,
    encoder: Encoder | None,
    *,
    texts: str,
    read: bool = True,
) -> pd.DataFrame:
    ids = {source.source_id: source.table["duty_id"].to_list() for source in sources}
    reference = Reference(sources, lexicon, encoder.encode if encoder else None)
    matcher = learn_matcher(reference, ids, labels, read=read)
    methods: dict[str, Scores] = {"machine": {}, "with readings": {}, "baseline TF-IDF": {}, "baseline codes": {}}
    words, codes = CHANNELS.index("words"), CHANNELS.index("codes")
    for a, b in combinations(reference.profiles, 2):
        channels = compare_profiles(a, b, reference.weights)
        machine = matcher.score(a, b, channels)
        combined = matcher.readings.combine(machine, *matcher.labels.read(ids[a.source_id], ids[b.source_id]))
        for method, scores in zip(
            methods, (machine, combined, channels[..., words], channels[..., codes]), strict=True
        ):
            methods[method][a.source_id, b.source_id] = scores
            methods[method][b.source_id, a.source_id] = scores.T
    thresholds = {"machine": matcher.corrections.threshold, "with readings": ACCEPT_READ}
    if not read:
        del methods["with readings"]
    rows = []
    for method, given in methods.items():
        threshold = thresholds.get(method) or tune_threshold(given, ids, labels)
        queries = gather_queries(given, ids, languages, labels, half="test", threshold=threshold)
        rows.append(score_queries(queries).assign(part=f"{method}, {texts}, all"))
        if method in thresholds:
            for pair in sorted({query.languages for query in queries}):
                subset = [query for query in queries if query.languages == pair]
                rows.append(score_queries(subset).assign(part=f"{method}, {texts}, {pair}"))
            rows.append(score_calibration(queries).assign(part=f"{method}, {texts}, calibration"))
    alignment = align_sources(matcher, sources, reference.profiles)
    rows += [_score_relations(alignment, labels).assign(part=f"relation, {texts}")]
    return pd.concat(rows, ignore_index=True)


def _score_relations(alignment: pd.DataFrame, labels: Labels) -> pd.DataFrame:
    """Score the relations of the test half's true pairs: all, and those that the rule alone decides."""
    truth = [labels.pairs.get(pair, "") for pair in zip(alignment["subject_id"], alignment["object_id"], strict=True)]
    test = alignment["subject_id"].map(labels.subjects) == "test"
    judged = alignment.assign(truth=truth).loc[test.to_numpy() & (np.array(truth) != "")]
    right = judged["relation"] == judged["truth"]
    unread = judged["n_yes"] == 0
    rows = [
        ("accuracy of the relation", len(judged), float(right.mean()), np.nan, np.nan),
        ("accuracy of the rule where nobody read", int(unread.sum()), float(right[unread].mean()), np.nan, np.nan),
    ]
    return pd.DataFrame(rows, columns=["figure", "n", "value", "low", "high"])
