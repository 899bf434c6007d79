"""Alignment: for every duty its counterparts in every other source, or the answer that there are none."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, permutations
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analytics.matching.channels import CHANNELS, Profile, Reference, compare_profiles
from analytics.matching.corrections import Corrections, learn_corrections
from analytics.matching.fusion import Fusion, learn_fusion
from analytics.matching.labels import INVERSE, NO_LABELS, Labels
from analytics.matching.precedents import TURNED, Precedents, learn_precedents, weigh_precedents
from analytics.matching.readings import Readings, learn_readings
from analytics.matching.relations import relate

if TYPE_CHECKING:
    from collections.abc import Hashable

    from analytics.matching.texts import DutyTexts

N_CANDIDATES = 10
ACCEPT_READ = 0.5
COLUMNS = [
    "subject_id", "object_id", "object_source", "rank", "score", "probability", "accepted", "relation",
    "n_yes", "n_no", "functions", "terms_en", "terms_zh", "evidence",
]  # fmt: skip


@dataclass(frozen=True)
class Matcher:
    """What was learnt from the register and its labels, ready to align any sources."""

    reference: Reference
    fusion: Fusion
    corrections: Corrections
    precedents: Precedents
    readings: Readings
    labels: Labels

    def score(self, a: Profile, b: Profile, channels: np.ndarray) -> np.ndarray:
        """Give the machine's probability of each pair of two sources: no reading of the pair itself is heard."""
        return self.corrections.correct(self.fusion.predict(channels), a, b)


def learn_matcher(reference: Reference, ids: dict[str, list[str]], labels: Labels, *, read: bool = True) -> Matcher:
    """Learn all from the labels to tune on; the weight of a pair's own readings where they are to be `read`."""
    fusion = learn_fusion(reference.profiles, reference, ids, labels)
    corrections = learn_corrections(reference, fusion, ids, labels)
    precedents = learn_precedents(reference, ids, labels)
    if not read:
        return Matcher(reference, fusion, corrections, precedents, Readings(1.0, 0.0, 0.0), NO_LABELS)
    machine = {}
    for a, b in permutations(reference.profiles, 2):
        fused = fusion.predict(compare_profiles(a, b, reference.weights))
        machine[a.source_id, b.source_id] = corrections.apply(fused, corrections.foretell(a, b))
    return Matcher(reference, fusion, corrections, precedents, learn_readings(machine, ids, labels), labels)


def align_sources(matcher: Matcher, sources: list[DutyTexts], profiles: list[Profile]) -> pd.DataFrame:
    """Align every two sources, in both directions.

    A pair that readers have judged is accepted from a probability of one half, another from the
    matcher's threshold, and none without evidence: a shared function, a shared term that shows a
    function, or a reading.

    Parameters
    ----------
    matcher : Matcher
    sources : list of DutyTexts
    profiles : list of Profile
        Of the same sources, in the same order.

    Returns
    -------
    DataFrame, one row a subject and candidate: the ten best of each other source, best first
        `subject_id`, `object_id`, `object_source`, `rank` (1 to 10), `score` (the machine's probability,
        0 to 1), `probability` (with readings), `accepted`, `relation` (the object seen from the subject),
        `n_yes`, `n_no` (readings), `functions`, `terms_en`, `terms_zh` (shared, `;` between), `evidence`.
        Score and probability are the same from both sides. Ties go to the smaller id.
    """
    texts = {source.source_id: source.table for source in sources}
    terms = {source.source_id: list_terms(source, matcher) for source in sources}
    found = [pd.DataFrame({column: [] for column in COLUMNS})] if len(profiles) < 2 else []
    for a, b in combinations(profiles, 2):
        channels = compare_profiles(a, b, matcher.reference.weights)
        ids = [texts[x.source_id]["duty_id"].to_list() for x in (a, b)]
        n_yes, n_no = matcher.labels.read(ids[0], ids[1])
        grids = {"channels": channels, "fused": matcher.fusion.predict(channels), "n_yes": n_yes, "n_no": n_no}
        grids["score"] = matcher.corrections.correct(grids["fused"], a, b)
        grids["probability"] = matcher.readings.combine(grids["score"], n_yes, n_no)
        grids["precedents"] = matcher.precedents.count(a, b)
        found.append(_rank(matcher, (a.source_id, b.source_id), texts, terms, grids))
        turned = {name: grid.swapaxes(0, 1) for name, grid in grids.items()}
        turned["precedents"] = turned["precedents"][..., TURNED]
        found.append(_rank(matcher, (b.source_id, a.source_id), texts, terms, turned))
    table = pd.concat(found, ignore_index=True)
    return table.sort_values(["subject_id", "object_source", "rank"], ignore_index=True)


def list_terms(source: DutyTexts, matcher: Matcher) -> list[dict[str, dict[str, str]]]:
    """List for each duty and language its concepts, each with the term that the text uses."""
    lexicon = matcher.reference.lexicon
    return [
        {
            language: {term.concept: term.text for term in lexicon.find_terms(str(row[language]), language)}
            for language in source.languages
        }
        for row in source.table.to_dict("records")
    ]


def _rank(
    matcher: Matcher,
    pair: tuple[str, str],
    texts: dict[str, pd.DataFrame],
    terms: dict[str, list[dict[str, dict[str, str]]]],
    grids: dict[str, np.ndarray],
) -> pd.DataFrame:
    """Take the best candidates of each subject of one source in another."""
    subjects, objects = texts[pair[0]].to_dict("records"), texts[pair[1]].to_dict("records")
    rows = []
    for i, subject in enumerate(subjects):
        best = np.argsort(-grids["probability"][i].round(9), kind="stable")[:N_CANDIDATES]
        for rank, j in enumerate(best, 1):
            shared = share_terms(matcher, terms[pair[0]][i], terms[pair[1]][j])
            row = {
                "subject_id": subject["duty_id"],
                "object_id": objects[j]["duty_id"],
                "object_source": pair[1],
                "rank": rank,
                "score": round(float(grids["score"][i, j]), 6),
                "probability": round(float(grids["probability"][i, j]), 6),
                "n_yes": int(grids["n_yes"][i, j]),
                "n_no": int(grids["n_no"][i, j]),
                "functions": ";".join(code for code in subject["functions"] if code in objects[j]["functions"]),
                **shared,
            }
            row["accepted"] = _accept(row, matcher.corrections.threshold)
            row["relation"] = _find_relation(
                matcher, (subject, objects[j]), (terms[pair[0]][i], terms[pair[1]][j]), grids["precedents"][i, j]
            )
            row["evidence"] = _tell_evidence(row, grids["channels"][i, j], float(grids["fused"][i, j]))
            rows.append(row)
    return pd.DataFrame(rows, columns=COLUMNS)


def share_terms(matcher: Matcher, a: dict[str, dict[str, str]], b: dict[str, dict[str, str]]) -> dict[str, str]:
    """List the shared terms that show a function: boilerplate shows none, and is no evidence."""
    functions = matcher.reference.lexicon.functions
    concepts = {concept for found in a.values() for concept in found} & {c for found in b.values() for c in found}
    telling = sorted(concept for concept in concepts if functions[concept])
    return {
        f"terms_{language}": ";".join(
            term for concept in telling if (term := a.get(language, b.get(language, {})).get(concept, ""))
        )
        for language in ("en", "zh")
    }


def _accept(row: dict[str, object], threshold: float) -> bool:
    read = bool(row["n_yes"]) or bool(row["n_no"])
    evident = bool(row["functions"] or row["terms_en"] or row["terms_zh"] or row["n_yes"])
    return evident and float(str(row["probability"])) >= (ACCEPT_READ if read else round(threshold, 6))


def _find_relation(
    matcher: Matcher,
    duties: tuple[dict[Hashable, Any], dict[Hashable, Any]],
    terms: tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]],
    precedents: np.ndarray,
) -> str:
    """Take the relation that a reader stated, else what the rule and precedents say."""
    if read := matcher.labels.find_relation(duties[0]["duty_id"], duties[1]["duty_id"]):
        return read
    turned = duties[1]["duty_id"] < duties[0]["duty_id"]  # asked in one direction only: both sides tell one story
    first, second = (1, 0) if turned else (0, 1)
    concepts = [{concept for found in each.values() for concept in found} for each in terms]
    rule = relate(
        duties[first]["functions"],
        duties[second]["functions"],
        same_action=duties[0]["action"] == duties[1]["action"],
        subject_concepts=concepts[first],
        other_concepts=concepts[second],
    )
    relation = weigh_precedents(precedents[TURNED] if turned else precedents, rule)
    return INVERSE.get(relation, relation) if turned else relation


def _tell_evidence(row: dict[str, object], channels: np.ndarray, fused: float) -> str:
    parts = [f"{name} {value:.2f}" for name, value in zip(CHANNELS, channels, strict=True)]
    told = [
        f"shared functions: {row['functions'] or 'none'}",
        f"shared terms: {row['terms_en'] or row['terms_zh'] or 'none'}",
    ]
    told += [f"readings: {row['n_yes']} yes, {row['n_no']} no", f"without like duties' readings: {fused:.2f}"]
    told += [f"channels: {', '.join(parts)}"]
    return "; ".join(told)
