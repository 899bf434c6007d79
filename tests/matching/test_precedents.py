from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.matching.channels import Profile, liken_profiles
from analytics.matching.labels import RELATIONS
from analytics.matching.precedents import TURNED, Precedents, learn_precedents, weigh_precedents
from tests.matching.small import DUTIES, Duty, Label, gather, lay_labels, list_ids, refer

BROAD, NARROW, CLOSE = (RELATIONS.index(name) for name in ("broad", "narrow", "close"))
DRAFT: tuple[Duty, ...] = (
    ("draft-01-01", "Collects import duties", "征收进口税款", "TAX.LEVY", "EXECUTE"),
    ("draft-01-02", "Does other tasks about night watch", "夜间值班", "OFF.WATCH", "EXECUTE"),
)


def learn(*labels: Label) -> tuple[Precedents, dict[str, Profile]]:
    sources = gather(*DUTIES, *DRAFT)
    known = [source for source in sources if source.source_id != "draft"]
    reference = refer(known)
    profiles = {source.source_id: reference.profile(source) for source in sources}
    for profile in profiles.values():
        reference.add_hubs(profile)
    return learn_precedents(reference, list_ids(known), lay_labels(*labels)), profiles


def test_count_gives_what_readers_stated_by_the_square_of_the_likeness() -> None:
    precedents, profiles = learn(("east-01-01", "south", "south-01-01", "broad", "tune"))
    counted = precedents.count(profiles["draft"], profiles["south"])
    likeness = liken_profiles(profiles["draft"], profiles["east"], precedents.reference.weights)
    expected = np.zeros((2, 3, 5))
    expected[:, 0, BROAD] = likeness[:, 0] ** 2
    assert counted == pytest.approx(expected)
    assert counted[0, 0, BROAD] > counted[1, 0, BROAD]


def test_count_turns_what_was_stated_from_the_other_side() -> None:
    precedents, profiles = learn(("south-01-01", "east", "east-01-01", "narrow", "tune"))
    assert precedents.count(profiles["draft"], profiles["south"])[0, 0, BROAD] > 0
    assert precedents.count(profiles["south"], profiles["draft"])[0, 0, NARROW] > 0


def test_count_hears_no_reading_between_the_two_sources() -> None:
    precedents, profiles = learn(
        ("east-01-01", "south", "south-01-01", "broad", "tune"), ("south-01-01", "east", "east-01-01", "close", "tune")
    )
    assert not precedents.count(profiles["east"], profiles["south"]).any()


def test_count_from_the_other_side_is_the_inverse() -> None:
    precedents, profiles = learn(
        ("east-01-01", "south", "south-01-01", "broad", "tune"), ("west-02-01", "south", "south-01-02", "close", "tune")
    )
    there = precedents.count(profiles["west"], profiles["south"])
    back = precedents.count(profiles["south"], profiles["west"])
    assert there.any()
    assert back == pytest.approx(there.transpose(1, 0, 2)[..., TURNED])


@pytest.mark.parametrize(
    "label",
    [
        ("east-01-01", "south", "south-01-01", "broad", "test"),
        ("east-01-01", "south", "", "none", "tune"),
        ("east-01-01", "south", "south-09-09", "broad", "tune"),
    ],
)
def test_learn_precedents_hears_neither_the_test_half_nor_none_nor_an_unknown_duty(label: Label) -> None:
    precedents, _ = learn(label)
    assert not any(array.any() for array in precedents.stated.values())


def test_learn_precedents_leaves_out_a_duty_of_the_test_half_that_another_names() -> None:
    precedents, _ = learn(
        ("east-01-01", "south", "south-01-01", "broad", "tune"), ("south-01-01", "east", "", "none", "test")
    )
    assert not any(array.any() for array in precedents.stated.values())


def test_weigh_precedents_without_any_follows_the_rule() -> None:
    assert [weigh_precedents(np.zeros(5), rule) for rule in RELATIONS] == list(RELATIONS)


@settings(deadline=None, max_examples=30)
@given(st.sampled_from(RELATIONS), st.integers(0, 4))
def test_weigh_precedents_follows_what_outweighs_the_rule(rule: str, place: int) -> None:
    counted = np.zeros(5)
    counted[place] = 0.81
    assert weigh_precedents(counted, rule) == RELATIONS[place]
    counted[place] = 0.79
    assert weigh_precedents(counted, rule) == rule
