from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.matching.readings import Readings, learn_readings, to_log_odds
from tests.matching.small import LABELS, Label, gather, lay_labels, list_ids

NONE = np.zeros((1, 2))
PROBABILITIES = st.lists(st.floats(0, 1), min_size=1, max_size=6)


def learn(*labels: Label, machine: float = 0.5) -> Readings:
    """Learn from readers alone: the machine says the same of every pair."""
    ids = list_ids(gather())
    flat = {(a, b): np.full((len(ids[a]), len(ids[b])), machine) for a in ids for b in ids if a != b}
    return learn_readings(flat, ids, lay_labels(*labels))


@settings(deadline=None, max_examples=30)
@given(PROBABILITIES, st.floats(0.1, 3), st.floats(-9, 9), st.floats(-9, 9))
def test_combine_keeps_the_machines_probability_of_a_pair_that_nobody_read(
    machine: list[float], slope: float, per_reading: float, per_yes: float
) -> None:
    given_ = np.array([machine])
    unread = np.zeros_like(given_)
    found = Readings(slope, per_reading, per_yes).combine(given_, unread, unread)
    assert found.tobytes() == given_.tobytes()


def test_combine_moves_the_log_odds_by_each_reading() -> None:
    readings = Readings(slope=2.0, per_reading=-1.0, per_yes=3.0)
    found = readings.combine(np.array([0.5, 0.5, 0.5, 0.5]), np.array([1, 0, 1, 2]), np.array([0, 1, 1, 0]))
    # The odds of one half are even, so that the readings alone speak: 2, -1, 1 and 4.
    assert to_log_odds(found) == pytest.approx(np.array([2, -1, 1, 4]))


def test_combine_weighs_the_machine_by_the_slope() -> None:
    found = Readings(2.0, 0.0, 0.0).combine(np.array([0.8]), np.array([1]), np.array([0]))
    assert found == pytest.approx([16 / 17])  # odds of 4, squared


@settings(deadline=None, max_examples=30)
@given(PROBABILITIES, st.data())
def test_combine_stays_between_0_and_1(machine: list[float], data: st.DataObject) -> None:
    counts = st.lists(st.integers(0, 2), min_size=len(machine), max_size=len(machine)).map(np.array)
    found = Readings(1.5, -3.0, 9.0).combine(np.array(machine), data.draw(counts), data.draw(counts))
    assert ((found >= 0) & (found <= 1)).all()


def test_learn_readings_without_a_pair_judged_twice_has_no_effect() -> None:
    one_sided = [label for label in LABELS if label[0].startswith("east")]
    assert learn(*one_sided) == Readings(1.0, 0.0, 0.0)
    assert learn() == Readings(1.0, 0.0, 0.0)


def test_learn_readings_finds_that_a_yes_foretells_a_yes() -> None:
    readings = learn(*LABELS)
    assert readings.per_yes > 0
    assert readings.per_reading < 0 < readings.per_reading + readings.per_yes


def test_learn_readings_asks_each_side_to_foretell_the_other() -> None:
    # What the east affirms, the west denies: whoever stands first, the same is to be learnt.
    denied = [label for label in LABELS if label[:2] != ("west-01-01", "east")]
    denied.append(("west-01-01", "east", "", "none", "tune"))
    ids = list_ids(gather())
    learnt = []
    for order in (["east", "south", "west"], ["west", "south", "east"]):
        turned = {source: ids[source] for source in order}
        machine = {(a, b): np.full((len(ids[a]), len(ids[b])), 0.5) for a in order for b in order if a != b}
        found = learn_readings(machine, turned, lay_labels(*denied))
        learnt.append((found.slope, found.per_reading, found.per_yes))
    assert learnt[0] == pytest.approx(learnt[1], abs=1e-3)


def test_learn_readings_does_not_hear_what_the_test_half_says() -> None:
    turned = [
        (subject, source, "" if other else "east-01-01", "none" if other else "exact", half)
        if half == "test"
        else (subject, source, other, relation, half)
        for subject, source, other, relation, half in LABELS
    ]
    assert learn(*turned) == learn(*LABELS)


def test_learn_readings_hears_the_machine_that_takes_the_duty_asked_of_for_unread() -> None:
    ids = {"east": ["east-01-01", "east-01-02"], "west": ["west-01-01", "west-01-02"]}
    labels = lay_labels(
        *((f"east-01-0{i}", "west", f"west-01-0{i}", "exact", "tune") for i in (1, 2)),
        *((f"west-01-0{i}", "east", f"east-01-0{i}", "exact", "tune") for i in (1, 2)),
    )
    knows, guesses = np.array([[0.99, 0.01], [0.01, 0.99]]), np.full((2, 2), 0.5)
    slopes = [
        learn_readings({("east", "west"): a, ("west", "east"): b}, ids, labels).slope
        for a, b in ((knows, knows), (knows, guesses), (guesses, knows), (guesses, guesses))
    ]
    assert slopes[0] > 0.1
    assert slopes[1] == pytest.approx(slopes[2], abs=1e-3)
    assert slopes[1] > 0.1
    assert slopes[3] == pytest.approx(0, abs=1e-3)


def test_learn_readings_of_one_source_has_no_effect() -> None:
    assert learn_readings({}, {"east": ["east-01-01"]}, lay_labels(*LABELS)) == Readings(1.0, 0.0, 0.0)


def test_to_log_odds_keeps_certainty_finite() -> None:
    assert to_log_odds(np.array([0.0, 0.5, 1.0])) == pytest.approx(np.array([-13.8155, 0, 13.8155]), abs=1e-4)
