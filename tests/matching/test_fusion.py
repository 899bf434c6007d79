from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.matching.channels import CHANNELS, CODE_CHANNELS, compare_profiles
from analytics.matching.fusion import Fusion, find_threshold, learn_fusion, thin_negatives
from tests.matching.small import DUTIES, LABELS, Duty, Label, gather, lay_labels, list_ids, refer
from tests.matching.test_labels import answer_differently

PERCENT = st.integers(0, 100).map(lambda each: each / 100)
SCORED = st.lists(st.tuples(PERCENT, st.booleans()), min_size=1, max_size=12).filter(
    lambda rows: any(true for _, true in rows)
)


def learn(*labels: Label, duties: tuple[Duty, ...] = DUTIES, codes: bool = True) -> tuple[Fusion, np.ndarray]:
    """Learn a fusion, and give what it says of east against west."""
    sources = gather(*duties)
    reference = refer(sources)
    fusion = learn_fusion(
        reference.profiles, reference, list_ids(sources), lay_labels(*(labels or LABELS)), codes=codes
    )
    east, _, west = reference.profiles
    return fusion, fusion.predict(compare_profiles(east, west, reference.weights))


def compute_f1(scored: list[tuple[float, bool]], threshold: float) -> float:
    accepted = [true for score, true in scored if score >= threshold]
    return 2 * sum(accepted) / (len(accepted) + sum(true for _, true in scored))


def find(*scored: tuple[float, bool]) -> float:
    score, target = np.array(scored, dtype=float).reshape(-1, 2).T
    return find_threshold(score, target, np.ones(len(score)))


def test_learn_fusion_prefers_the_pairs_that_readers_found_alike() -> None:
    _, probability = learn()
    assert ((probability > 0) & (probability < 1)).all()
    assert probability.argmax(axis=1).tolist()[:2] == [0, 1]  # levying answers to levying, value to value
    assert probability[2].max() < probability[:2].max(axis=1).min()  # the laboratory has no counterpart


def test_learn_fusion_does_not_hear_what_the_test_half_says() -> None:
    other = answer_differently(lay_labels(*LABELS)).table.to_numpy().tolist()
    first, second = learn(), learn(*(tuple(row) for row in other))
    assert first[1].tobytes() == second[1].tobytes()


def test_learn_fusion_hears_what_the_tuning_half_says() -> None:
    turned = [(*label[:1], label[1], "", "none", "tune") if label[0] == "east-01-01" else label for label in LABELS]
    assert learn(*turned)[1].tobytes() != learn()[1].tobytes()


def test_learn_fusion_without_codes_uses_the_other_channels_alone() -> None:
    with_codes, without = learn()[0], learn(codes=False)[0]
    assert [CHANNELS[i] for i in with_codes.columns] == list(CHANNELS)
    assert [CHANNELS[i] for i in without.columns] == [name for name in CHANNELS if name not in CODE_CHANNELS]


def test_learn_fusion_without_codes_asks_for_no_code() -> None:
    fusion = learn(codes=False)[0]
    channels = np.random.default_rng(1).random((2, 3, len(CHANNELS)))
    others = channels.copy()
    others[..., [CHANNELS.index(name) for name in CODE_CHANNELS]] = 0
    assert fusion.predict(channels).tobytes() == fusion.predict(others).tobytes()


def test_learn_fusion_expects_as_many_counterparts_as_readers_found() -> None:
    codes = ("TAX.LEVY", "TAX.VALUE", "LAB.TEST", "OFF.WATCH")
    duties: list[Duty] = [
        (f"{source}-01-{i:02}", f"Does work {i}", f"办理事务{i}", codes[i % 4], "EXECUTE")
        for source in ("east", "west")
        for i in range(1, 25)
    ]
    labels: list[Label] = [(f"east-01-{i:02}", "west", f"west-01-{i:02}", "close", "tune") for i in range(1, 25)]
    sources = gather(*duties)
    reference = refer(sources)
    fusion = learn_fusion(reference.profiles, reference, list_ids(sources), lay_labels(*labels))
    east, west = reference.profiles
    expected = fusion.predict(compare_profiles(east, west, reference.weights)).sum()
    # Though it sees a quarter of the pairs that readers denied, it expects 24 of 576, and not a fourth more.
    assert 22 < expected < 26


def test_predict_gives_each_pair_its_own_probability_from_either_side() -> None:
    fusion = learn()[0]
    channels = np.random.default_rng(1).random((2, 3, len(CHANNELS)))
    there, back = fusion.predict(channels), fusion.predict(channels.transpose(1, 0, 2))
    assert there.shape == (2, 3)
    assert there == pytest.approx(back.T, abs=1e-12)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_learn_fusion_does_not_ask_for_the_order_of_rows(seed: int) -> None:
    generator = np.random.default_rng(seed)
    labels = [LABELS[i] for i in generator.permutation(len(LABELS))]
    duties = tuple(DUTIES[i] for i in generator.permutation(len(DUTIES)))
    assert learn(*labels, duties=duties)[1].tobytes() == learn()[1].tobytes()


@pytest.mark.parametrize(
    "labels",
    [
        [label for label in LABELS if label[-1] == "test"],
        [(subject, source, "", "none", half) for subject, source, _, _, half in LABELS],
    ],
)
def test_learn_fusion_without_both_answers_takes_the_mean_of_codes_and_words(labels: list[Label]) -> None:
    fusion, probability = learn(*labels)
    reference = refer(gather())
    east, _, west = reference.profiles
    channels = compare_profiles(east, west, reference.weights)
    codes, words = (channels[..., CHANNELS.index(name)] for name in ("codes", "words"))
    assert fusion.model is None
    assert probability == pytest.approx((codes + words) / 2)


def test_thin_negatives_keeps_all_that_readers_affirmed_and_what_it_keeps_of_the_rest_weighs_four() -> None:
    judged = np.array([[1.0, 0.0, np.nan, 1.0], *([0.0] * 4 for _ in range(50))])
    kept, weight = thin_negatives(judged, np.random.default_rng(7))
    assert kept[0].tolist()[::3] == [True, True]
    assert not kept[0, 2]
    assert set(weight[judged[kept] == 1]) == {1.0}
    assert set(weight[judged[kept] == 0]) == {4.0}
    assert 30 < (judged[kept] == 0).sum() < 70  # of 201


@pytest.mark.parametrize(
    ("scored", "threshold"),
    [
        ([(0.9, True), (0.4, False)], 0.9),
        ([(0.9, True), (0.6, True), (0.4, False)], 0.6),
        ([(0.9, False), (0.6, True)], 0.6),
        ([(0.9, True), (0.8, False), (0.7, True), (0.6, True)], 0.6),
        ([(0.9, True), (0.8, False), (0.7, False), (0.6, True)], 0.6),  # two in three either way: the smaller counts
    ],
)
def test_find_threshold_gives_what_a_hand_finds(scored: list[tuple[float, bool]], threshold: float) -> None:
    assert find(*scored) == threshold


def test_find_threshold_counts_a_pair_as_often_as_it_weighs() -> None:
    score, target = np.array([0.9, 0.8, 0.7]), np.array([1.0, 0.0, 1.0])
    assert find_threshold(score, target, np.array([1.0, 1.0, 1.0])) == 0.7
    assert find_threshold(score, target, np.array([1.0, 9.0, 1.0])) == 0.9


def test_find_threshold_of_nothing_accepts_nothing_short_of_certainty() -> None:
    assert find_threshold(np.array([]), np.array([]), np.array([])) == 1.0


@settings(deadline=None, max_examples=100)
@given(SCORED)
def test_find_threshold_reaches_the_best_f1_of_all_thresholds(scored: list[tuple[float, bool]]) -> None:
    best = max(compute_f1(scored, score) for score, _ in scored)
    assert compute_f1(scored, find(*scored)) == pytest.approx(best)


@settings(deadline=None, max_examples=100)
@given(SCORED)
def test_find_threshold_does_not_ask_for_the_order_of_pairs(scored: list[tuple[float, bool]]) -> None:
    assert find(*reversed(scored)) == find(*scored)


def test_find_threshold_accepts_the_pair_at_the_threshold() -> None:
    assert compute_f1([(0.12346, True), (0.1, False)], find((0.12346, True), (0.1, False))) == 1.0
