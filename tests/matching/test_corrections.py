"""A world in which the channels cannot tell what readers can: night work has counterparts, day work has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from opencc import OpenCC

from analytics.matching.alignment import Matcher, align_sources, learn_matcher
from analytics.matching.channels import Profile, compare_profiles, liken_profiles
from analytics.matching.corrections import RIDGE, Corrections, learn_corrections
from analytics.matching.fusion import learn_fusion
from analytics.matching.labels import NO_LABELS, Labels
from tests.matching.small import (
    LABELS,
    NORTH,
    Duty,
    Label,
    align,
    gather,
    index_pairs,
    lay_labels,
    list_ids,
    refer,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analytics.matching.texts import DutyTexts

SOURCES = ("east", "south", "west")
CODES = ("TAX.LEVY", "TAX.VALUE", "LAB.TEST", "OFF.WATCH")
THINGS = (("iron", "铁矿"), ("rice", "大米"), ("silk", "丝绸"), ("glass", "玻璃"), ("wool", "羊毛"))


def lay_world(*sources: str) -> tuple[Duty, ...]:
    """Lay twenty duties for each source: four works on five things, those on the first three by night."""
    return tuple(
        (
            f"{source}-0{i + 1}-0{k + 1}",
            f"Handles {thing} {'at night' if k < 3 else 'by daylight'}",
            f"{'夜间' if k < 3 else '白天'}处理{chinese}",
            code,
            "EXECUTE",
        )
        for source in sources
        for i, code in enumerate(CODES)
        for k, (thing, chinese) in enumerate(THINGS)
    )


def lay_answers(*sources: str, half: str = "tune") -> list[Label]:
    """Let readers affirm the same work on the same thing by night, and deny everything by day."""
    ids = [f"0{i}-0{k}" for i in range(1, 5) for k in range(1, 6)]
    return [
        (f"{a}-{duty}", b, f"{b}-{duty}", "exact", half) if duty[-1] in "123" else (f"{a}-{duty}", b, "", "none", half)
        for a in sources
        for b in sources
        if a != b
        for duty in ids
    ]


WORLD = lay_world(*SOURCES)
ANSWERS = lay_answers(*SOURCES)
DRAFT = lay_world("draft")
NIGHT, DAY = [i for i in range(20) if i % 5 < 3], [i for i in range(20) if i % 5 >= 3]


def learn(labels: Labels, sources: Sequence[DutyTexts] | None = None) -> Corrections:
    sources = sources or gather(*WORLD)
    reference = refer(sources)
    ids = list_ids(sources)
    return learn_corrections(reference, learn_fusion(reference.profiles, reference, ids, labels), ids, labels)


def profile_beside(corrections: Corrections, *rows: Duty) -> Profile:
    (source,) = gather(*rows)
    profile = corrections.reference.profile(source)
    corrections.reference.add_hubs(profile)
    return profile


def fuse(labels: Labels, a: Profile, b: Profile, corrections: Corrections) -> np.ndarray:
    reference = corrections.reference
    fusion = learn_fusion(reference.profiles, reference, list_ids(gather(*WORLD)), labels)
    return fusion.predict(compare_profiles(a, b, reference.weights))


@pytest.fixture(scope="module")
def corrections() -> Corrections:
    return learn(lay_labels(*ANSWERS))


def test_correct_raises_what_readers_affirm_of_like_duties_and_lowers_what_they_deny(corrections: Corrections) -> None:
    draft, west = profile_beside(corrections, *DRAFT), corrections.reference.profiles[2]
    fused = fuse(lay_labels(*ANSWERS), draft, west, corrections)
    moved = np.diag(corrections.correct(fused, draft, west) - fused)
    assert (moved[NIGHT] > 0).all()
    assert (moved[DAY] < 0).all()


def test_correct_says_the_same_from_either_side(corrections: Corrections) -> None:
    east, _, west = corrections.reference.profiles
    for a, b in ((east, west), (profile_beside(corrections, *DRAFT), west)):
        fused = fuse(lay_labels(*ANSWERS), a, b, corrections)
        assert corrections.correct(fused, a, b) == pytest.approx(corrections.correct(fused.T, b, a).T, abs=1e-9)


def test_correct_leaves_what_nobody_knows(corrections: Corrections) -> None:
    draft, other = profile_beside(corrections, *DRAFT), profile_beside(corrections, *lay_world("other"))
    fused = fuse(lay_labels(*ANSWERS), draft, other, corrections)
    assert corrections.correct(fused, draft, other).tobytes() == fused.tobytes()


def test_foretell_is_kernel_ridge_regression_of_the_errors_in_third_sources(corrections: Corrections) -> None:
    east, south, west = corrections.reference.profiles
    weights = corrections.reference.weights
    kernel = liken_profiles(south, south, weights) + RIDGE * np.eye(20)
    expected = liken_profiles(east, south, weights) @ np.linalg.solve(kernel, corrections.errors["south", "west"])
    assert corrections.foretell(east, west) == pytest.approx(expected, abs=1e-6)


def test_foretell_hears_no_reading_of_the_duty_nor_of_its_source(corrections: Corrections) -> None:
    heard = {pair: errors if "east" not in pair else errors + 1 for pair, errors in corrections.errors.items()}
    east, _, west = corrections.reference.profiles
    other = Corrections(corrections.reference, heard, corrections.read)
    assert other.foretell(east, west).tobytes() == corrections.foretell(east, west).tobytes()
    assert other.foretell(west, east).tobytes() != corrections.foretell(west, east).tobytes()


def test_foretell_knows_nothing_of_duties_that_nobody_judged(corrections: Corrections) -> None:
    east = corrections.reference.profiles[0]
    draft = profile_beside(corrections, *DRAFT)
    assert np.isnan(corrections.foretell(east, draft)).all()
    assert not np.isnan(corrections.foretell(draft, east)).any()


def test_foretell_knows_nothing_of_a_duty_of_the_test_half() -> None:
    learnt = learn(lay_labels(*((*label[:4], "test") if label[0] == "east-01-01" else label for label in ANSWERS)))
    east, _, west = learnt.reference.profiles
    assert np.isnan(learnt.foretell(west, east)).all(axis=0).tolist() == [True] + [False] * 19
    assert not np.isnan(learnt.foretell(east, west)).any()


def test_learn_corrections_hears_nothing_of_the_test_half() -> None:
    tested = {"east-01-01", "south-02-04"}
    labels = [(*label[:4], "test") if label[0] in tested else label for label in ANSWERS]
    learnt = learn(lay_labels(*labels))
    assert [source for source in SOURCES if not learnt.read[source].all()] == ["east", "south"]
    assert not learnt.read["east"][0]
    assert not learnt.errors["east", "west"][0].any()
    assert not learnt.errors["west", "east"][:, 0].any()
    silent = [(*label[:2], "", "none", "test") if label[0] in tested else label for label in ANSWERS]
    other = learn(lay_labels(*silent))
    assert learnt.threshold == other.threshold
    for a, b in (("east", "west"), ("west", "south")):
        assert learnt.errors[a, b].tobytes() == other.errors[a, b].tobytes()


def test_learn_corrections_takes_the_mean_of_two_readings_that_differ() -> None:
    denied = ("west-01-01", "east", "", "none", "tune")
    one = [denied if label[:2] == denied[:2] else label for label in ANSWERS]
    learnt, labels = learn(lay_labels(*one)), lay_labels(*one)
    east, _, west = learnt.reference.profiles
    fused = fuse(labels, east, west, learnt)
    assert learnt.errors["east", "west"][0, 0] == pytest.approx(0.5 - fused[0, 0])
    assert learnt.errors["east", "west"][1, 1] == pytest.approx(1 - fused[1, 1])


@pytest.mark.parametrize(
    "labels", [lay_labels(*ANSWERS[:20]), NO_LABELS, lay_labels(*lay_answers(*SOURCES, half="test"))]
)
def test_learn_corrections_of_too_few_judgements_leaves_the_fusion_alone(labels: Labels) -> None:
    learnt = learn(labels)
    east, _, west = learnt.reference.profiles
    fused = fuse(labels, east, west, learnt)
    assert learnt.model is None
    assert learnt.correct(fused, east, west).tobytes() == fused.tobytes()


def test_learn_corrections_without_labels_accepts_from_the_plain_threshold() -> None:
    assert learn(NO_LABELS).threshold == 0.6


def test_learn_corrections_accepts_from_where_affirmed_and_denied_part(corrections: Corrections) -> None:
    east, _, west = corrections.reference.profiles
    corrected = corrections.correct(fuse(lay_labels(*ANSWERS), east, west, corrections), east, west)
    accepted = corrected >= corrections.threshold
    assert [i for i in range(20) if accepted[i, i]] == NIGHT
    assert accepted.sum() == len(NIGHT)


def test_learn_corrections_of_few_labels_gives_a_threshold_that_parts_what_it_learnt_from() -> None:
    sources = gather()
    labels = lay_labels(*LABELS)
    learnt = learn(labels, sources)
    ids = list_ids(sources)
    reference = learnt.reference
    fusion = learn_fusion(reference.profiles, reference, ids, labels)
    east, _, west = reference.profiles
    probability = fusion.predict(compare_profiles(east, west, reference.weights))
    judged = labels.judge(ids["east"], ids["west"])[0]
    known = ~np.isnan(judged)
    assert (probability[known] >= learnt.threshold).tolist() == (judged[known] == 1).tolist()


@pytest.fixture(scope="module")
def alignment() -> pd.DataFrame:
    return align(duties=WORLD, labels=ANSWERS)


def read_numbers(table: pd.DataFrame) -> dict[tuple[str, str], float]:
    return {pair: float(str(value)) for pair, value in index_pairs(table, "probability").items()}


def test_align_sources_with_corrections_says_the_same_of_a_pair_from_either_side(alignment: pd.DataFrame) -> None:
    for column in ("score", "probability", "accepted"):
        found = index_pairs(alignment, column)
        assert [pair for pair, value in found.items() if found.get(pair[::-1], value) != value] == []


def test_align_sources_with_corrections_is_not_moved_by_an_unrelated_source(alignment: pd.DataFrame) -> None:
    beside = read_numbers(align(*NORTH, duties=WORLD, labels=ANSWERS))
    assert [pair for pair, value in read_numbers(alignment).items() if beside[pair] != value] == []


def test_align_sources_with_corrections_is_hardly_moved_by_an_unrelated_source_in_the_register(
    alignment: pd.DataFrame,
) -> None:
    trees: list[Duty] = [
        (f"north-01-{i:02}", f"Plants {tree} along the river", f"沿河种植{chinese}", "GEN.OTHER;OFF.TREES", "RULE")
        for i, (tree, chinese) in enumerate((("oak", "橡树"), ("pine", "松树"), ("birch", "桦树")), 1)
    ]
    trees = [(duty, english, chinese, "OFF.TREES", action) for duty, english, chinese, _, action in trees]
    sources = gather(*WORLD, *trees, comparable=frozenset({*CODES, "OFF.TREES"}))
    reference = refer(sources)
    matcher = learn_matcher(reference, list_ids(sources), lay_labels(*ANSWERS))
    beside = read_numbers(align_sources(matcher, sources, reference.profiles))
    moved = [abs(beside[pair] - value) for pair, value in read_numbers(alignment).items() if pair in beside]
    assert len(moved) > 1000
    assert max(moved) <= 0.02


@pytest.mark.parametrize("seed", [1, 2])
def test_align_sources_with_corrections_does_not_ask_for_the_order_of_rows(alignment: pd.DataFrame, seed: int) -> None:
    generator = np.random.default_rng(seed)
    duties = [WORLD[i] for i in generator.permutation(len(WORLD))]
    labels = [ANSWERS[i] for i in generator.permutation(len(ANSWERS))]
    pd.testing.assert_frame_equal(align(duties=duties, labels=labels), alignment)


def test_align_sources_with_corrections_takes_traditional_for_simplified(alignment: pd.DataFrame) -> None:
    convert = OpenCC("s2t").convert
    turned = [(duty, english, convert(chinese), *rest) for duty, english, chinese, *rest in WORLD]
    table = align(duties=turned, labels=ANSWERS)
    assert read_numbers(table) == read_numbers(alignment)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_align_sources_corrects_a_draft_in_one_language(language: str) -> None:
    spoken = {source: ["en", "zh"] for source in SOURCES}
    sources = gather(*WORLD, *DRAFT, languages={**spoken, "draft": [language]})
    (draft,) = (source for source in sources if source.source_id == "draft")
    known = [source for source in sources if source.source_id != "draft"]
    reference = refer(known)
    matcher: Matcher = learn_matcher(reference, list_ids(known), lay_labels(*ANSWERS))
    profile = reference.profile(draft)
    reference.add_hubs(profile)
    table = align_sources(matcher, [*known, draft], [*reference.profiles, profile])
    best = table.loc[table["subject_id"].str.startswith("draft") & (table["rank"] == 1)]
    assert len(best) == 60
    by_night = best["subject_id"].str[-1].isin(["1", "2", "3"])
    assert best.loc[by_night, "score"].min() > best.loc[~by_night, "score"].max()
    assert (best.loc[by_night, "object_id"].str[-5:] == best.loc[by_night, "subject_id"].str[-5:]).all()


def test_align_sources_aligns_two_drafts_with_each_other_by_their_channels_alone() -> None:
    table = align(*DRAFT, *lay_world("other"), duties=WORLD, labels=ANSWERS)
    between = table.loc[table["subject_id"].str.startswith("draft") & (table["object_source"] == "other")]
    assert set(between["rank"]) == set(range(1, 11))
    first = between.loc[between["rank"] == 1]
    assert (first["object_id"].str[-5:] == first["subject_id"].str[-5:]).all()
