"""A draft under review: people's decisions laid over it, the queue of what is doubtful, and how reviewers agree."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pandas as pd

from analytics.documents.replay import CODED, Opinion, Opinions, Replay, iter_effective, suggest_nothing
from analytics.measures.agreement import compute_alpha

if TYPE_CHECKING:
    from analytics.documents.drafts import Draft

STATES = ("open", "differs", "accepted", "corrected", "left_out")
# A duty that stands in a list of its own is found with .95; less means that a rule had to guess.
SURE = 0.85
FIGURES = ("main function", "area", "action")
COUNTS = ["who", "n_accepted", "n_corrected", "n_left_out", "n_other"]


def apply_review(draft: Draft, events: pd.DataFrame) -> Draft:
    """Lay people's decisions over a draft.

    Parameters
    ----------
    draft : Draft
    events : DataFrame
        As `analytics.reviews.read_events` gives them; only their order by `id` counts.

    Returns
    -------
    Draft
        Duties with people's codes, gists and notes (where two reviewers differ, the newest; where it was settled,
        what was settled), split, joined, moved and taken duties, without those that are none; a duty that is new
        in its unit gets the next free number of it. Nothing is suggested for a duty that was split, joined or taken:
        its text is new. Units by ordinal, each one's duties in the document's order.
    """
    replay = Replay(draft, events)
    kept = []
    for duty_id in replay.order:
        state, opinion = replay.opinions.judge(duty_id)
        if state != "left_out":
            kept.append(duty_id)
        if opinion and state != "left_out":
            said = {key: getattr(opinion, key) for key in CODED}
            replay.duties[duty_id] |= {key: value for key, value in said.items() if value}
    places = {unit: at for at, unit in enumerate(replay.units)}
    kept.sort(key=lambda duty_id: places[replay.unit_of[duty_id]])
    names = replay.name_duties(kept)
    duties, segments, suggestions = (
        [table[duty_id] | {"duty_id": names[duty_id]} for duty_id in kept if duty_id in table]
        for table in (replay.duties, replay.places, replay.suggestions)
    )
    return replace(
        draft,
        offices=_tabulate([replay.office], draft.offices),
        sources=_tabulate([replay.source], draft.sources),
        departments=_tabulate(list(replay.units.values()), draft.departments),
        duties=_tabulate(duties, draft.duties),
        segments=_tabulate(segments, draft.segments),
        suggestions=_tabulate(suggestions, draft.suggestions),
        left_out=_tabulate(replay.left_out, draft.left_out),
    )


def _tabulate(rows: list[dict[str, Any]], like: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(like.columns)).astype(like.dtypes.to_dict())


def hide_others(events: pd.DataFrame, who: str) -> pd.DataFrame:
    """Leave out what others say of duties, so that a second reviewer codes blindly; how duties are cut stays."""
    return events.loc[~events["kind"].isin(["code", "leave_out"]) | (events["who"] == who)]


def tabulate_review(draft: Draft, events: pd.DataFrame) -> pd.DataFrame:
    """List a draft's duties with what is suggested and what people said, the doubtful first.

    Returns
    -------
    DataFrame, one row a duty, those left out included
        `duty_id`, `ordinal` (its place in the document, from 1), `department_id`, `department_en`,
        `department_zh`, `text`, `line`, `confidence` (of where it begins and ends);
        `suggested` (functions, `;` between, main first), `probabilities`, `probability` (that the main one is
        right), `suggested_action`, `action_probability`, `abstained`, `terms`, `neighbours`;
        `state` (open; accepted: as suggested; corrected; left_out: no duty; differs: the newest codings of two
        reviewers do), `who` (reviewers, `;` between), `functions`, `action`, `gist_en`, `gist_zh`, `note` (that
        hold), and `doubt` (why it is doubtful, or empty).
        In this order: differing; open where nothing is suggested; open and cut with doubt; open, the least
        probable first; decided. Ties by `ordinal`.
    """
    replay = Replay(draft, events)
    rows = [_describe_duty(replay, duty_id, ordinal) for ordinal, duty_id in enumerate(replay.order, start=1)]
    table = pd.DataFrame(rows).sort_values(["_rank", "_likelihood", "ordinal"], ignore_index=True)
    return table.drop(columns=["_rank", "_likelihood"])


def _describe_duty(replay: Replay, duty_id: str, ordinal: int) -> dict[str, object]:
    duty, unit = replay.duties[duty_id], replay.units[replay.unit_of[duty_id]]
    hint = replay.suggestions.get(duty_id) or suggest_nothing(duty_id)
    state, opinion = replay.opinions.judge(duty_id)
    said = {key: getattr(opinion, key) if opinion else "" for key in CODED}
    abstained = hint["abstained"] == "True" or not hint["functions"]
    probability, confidence = float(hint["probability"] or 0), float(duty["confidence"])
    rank, likelihood, doubt = _doubt(state, probability, confidence, abstained=abstained)
    return {
        "duty_id": duty_id,
        "ordinal": ordinal,
        "department_id": unit["department_id"],
        "department_en": unit["name_en"],
        "department_zh": unit["name_zh"],
        "text": duty["text"],
        "line": replay.places[duty_id]["line"],
        "confidence": confidence,
        "suggested": hint["functions"],
        "probabilities": hint["probabilities"],
        "probability": probability,
        "suggested_action": hint["action"],
        "action_probability": float(hint["action_probability"] or 0),
        "abstained": abstained,
        "terms": hint["terms"],
        "neighbours": hint["neighbours"],
        "state": state,
        "who": ";".join(sorted(replay.opinions.of.get(duty_id, {}) or ({opinion.who} if opinion else set()))),
        **said,
        "doubt": doubt,
        "_rank": rank,
        "_likelihood": likelihood,
    }


def _doubt(state: str, probability: float, confidence: float, *, abstained: bool) -> tuple[int, float, str]:
    if state == "differs":
        return 0, 0.0, "two reviewers differ"
    if state != "open":
        return 4, 0.0, ""
    if abstained:
        return 1, 0.0, "nothing is suggested"
    if confidence < SURE:
        return 2, confidence, f"where it begins or ends is doubtful ({confidence:.0%})"
    return 3, probability, ""


def list_opinions(draft: Draft, events: pd.DataFrame, duty_id: str) -> list[Opinion]:
    """List what each reviewer says of a duty, by name."""
    said = Replay(draft, events).opinions.of.get(duty_id, {})
    return [said[who] for who in sorted(said)]


def count_review(events: pd.DataFrame) -> pd.DataFrame:
    """Count the decisions that hold, by reviewer.

    Returns
    -------
    DataFrame, one row a reviewer, by name
        `who`, `n_accepted` (codings as suggested), `n_corrected`, `n_left_out`, `n_other` (duties cut or moved,
        units renamed, the office described). Each duty counts once a reviewer.
    """
    counts: dict[str, dict[str, int]] = {}
    seen: dict[tuple[str, str], str] = {}
    for event, holds in iter_effective(events):
        if holds:
            row = counts.setdefault(event["who"], dict.fromkeys(COUNTS[1:], 0))
            if event["kind"] not in ("code", "leave_out"):
                row["n_other"] += 1
                continue
            origin = "accepted" if event["content"].get("from") == "suggestion" else "corrected"
            figure = "n_left_out" if event["kind"] == "leave_out" else f"n_{origin}"
            if before := seen.get((event["who"], event["target_id"])):
                row[before] -= 1
            seen[event["who"], event["target_id"]] = figure
            row[figure] += 1
    return pd.DataFrame([{"who": who, **counts[who]} for who in sorted(counts)], columns=COUNTS)


def measure_review(events: pd.DataFrame) -> pd.DataFrame:
    """Measure how far reviewers agree on the duties that both coded, before anything was settled.

    Krippendorff's alpha for nominal data; see `analytics.measures.agreement.compute_alpha`.

    Returns
    -------
    DataFrame, one row a pair of reviewers and figure
        `who`, `other` (by name), `figure` (main function, area, action), `n` (duties that both coded), `alpha`.
        Pairs with fewer than two such duties have no row.
    """
    opinions = Opinions()
    for event, holds in iter_effective(events):
        if holds and event["kind"] in ("code", "leave_out"):
            opinions.hear(event)
        elif holds and event["kind"] in ("split", "join"):
            opinions.forget(event["target_id"])
            opinions.forget(event["content"].get("with", ""))
    people = sorted({who for said in opinions.of.values() for who in said})
    rows = []
    for who, other in combinations(people, 2):
        both = [(said[who], said[other]) for _, said in sorted(opinions.of.items()) if {who, other} <= set(said)]
        coded = [pair for pair in both if not any(opinion.left_out for opinion in pair)]
        if len(coded) >= 2:
            for figure in FIGURES:
                pairs = [tuple(_take(opinion, figure) for opinion in pair) for pair in coded]
                rows.append((who, other, figure, len(coded), compute_alpha(pairs)))
    return pd.DataFrame(rows, columns=["who", "other", "figure", "n", "alpha"])


def _take(opinion: Opinion, figure: str) -> str:
    main = opinion.functions.partition(";")[0]
    return {"main function": main, "area": main.partition(".")[0], "action": opinion.action}[figure]


def find_undoable(events: pd.DataFrame, who: str) -> tuple[str, list[str]] | None:
    """Find a reviewer's newest act that still holds, one decision or a whole batch.

    Returns
    -------
    tuple of str and list of str, or None
        What to undo (a decision's number, or a batch), and the ids that it was about.
    """
    own = [event for event, holds in iter_effective(events) if holds and event["who"] == who]
    if not own:
        return None
    batch = own[-1]["batch"]
    act = [event for event in own if event["batch"] == batch] if batch else own[-1:]
    return batch or str(own[-1]["id"]), [event["target_id"] for event in act]
