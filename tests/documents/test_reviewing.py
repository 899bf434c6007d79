from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask

from analytics.documents.drafts import Draft
from analytics.documents.reviewing import (
    apply_review,
    count_review,
    find_undoable,
    hide_others,
    list_opinions,
    measure_review,
    tabulate_review,
)
from analytics.measures.agreement import compute_alpha
from analytics.reviews import EVENT_COLUMNS
from tests.documents.small_draft import LEFT_OUT, TEXTS, lay_draft

if TYPE_CHECKING:
    from collections.abc import Sequence

BATCH = "batch-1"


def code(target: str, functions: str, action: str = "RULE", origin: str = "person", **more: Any) -> tuple[Any, ...]:
    return "code", target, {"functions": functions, "action": action, "from": origin, **more}


def split(target: str, *offsets: int, length: int | None = None) -> tuple[Any, ...]:
    return "split", target, {"offsets": list(offsets), "length": len(TEXTS[target]) if length is None else length}


def lay_events(*said: Sequence[Any]) -> pd.DataFrame:
    """Give events of (kind, target, content[, who[, batch]]), numbered from 1."""
    rows = []
    for number, (kind, target, content, *more) in enumerate(said, start=1):
        who, batch = (*more, "", "")[:2] if more else ("Li", "")
        rows.append((number, kind, target, content, who, "", batch, "2026-01-01T00:00:00.000+00:00"))
    return pd.DataFrame(rows, columns=EVENT_COLUMNS)


def by(event: Sequence[Any], who: str, batch: str = "") -> tuple[Any, ...]:
    return (*event, who, batch)


def take_tables(draft: Draft) -> dict[str, dict[str, list[Any]]]:
    return {each.name: getattr(draft, each.name).to_dict("list") for each in dataclasses.fields(Draft)}


def list_states(events: pd.DataFrame) -> dict[str, str]:
    table = tabulate_review(lay_draft(), events)
    return dict(zip(table["duty_id"], table["state"], strict=True))


def test_apply_review_without_decisions_gives_the_draft_back() -> None:
    draft = lay_draft()
    given = apply_review(draft, lay_events())
    assert take_tables(given) == take_tables(draft)
    for each in dataclasses.fields(Draft):
        pd.testing.assert_frame_equal(getattr(given, each.name), getattr(draft, each.name))


def test_apply_review_writes_people_s_codes_gists_and_notes() -> None:
    given = apply_review(
        lay_draft(),
        lay_events(
            code("x-01-01", "TAX.POLICY;TAX.ORIGIN", origin="suggestion"),
            code("x-01-03", "TAX.VALUE", "EXECUTE", gist_en="Values goods", gist_zh="估价", note="Short."),
        ),
    )
    told = given.duties[["duty_id", "functions", "action", "gist_en", "gist_zh", "note"]].to_numpy().tolist()
    assert told == [
        ["x-01-01", "TAX.POLICY;TAX.ORIGIN", "RULE", "", "", ""],
        ["x-01-02", "", "", "", "", ""],
        ["x-01-03", "TAX.VALUE", "EXECUTE", "Values goods", "估价", "Short."],
        ["x-02-01", "", "", "", "", ""],
    ]


def test_apply_review_leaves_out_what_is_no_duty_from_all_tables() -> None:
    given = apply_review(lay_draft(), lay_events(("leave_out", "x-01-02", {})))
    for table in (given.duties, given.segments, given.suggestions):
        assert table["duty_id"].to_list() == ["x-01-01", "x-01-03", "x-02-01"]


def test_split_gives_the_next_free_number_and_the_places_of_both() -> None:
    given = apply_review(lay_draft(), lay_events(split("x-01-01", 16)))
    assert given.duties[["duty_id", "text", "confidence"]].to_numpy().tolist() == [
        ["x-01-01", "Sets duty rates;", 1.0],
        ["x-01-04", "checks origin.", 1.0],
        ["x-01-02", "Keeps the seal.", 0.6],
        ["x-01-03", "Values goods.", 0.95],
        ["x-02-01", "Runs the canteen.", 0.95],
    ]
    assert given.segments.head(2).to_numpy().tolist() == [["x-01-01", 0, 16, 1], ["x-01-04", 17, 31, 1]]
    assert given.suggestions.head(2).to_numpy().tolist() == [
        ["x-01-01", "", "", "", "", "", "True", "", ""],
        ["x-01-04", "", "", "", "", "", "True", "", ""],
    ]


def test_split_drops_what_was_said_of_the_whole_and_takes_what_is_said_of_a_part() -> None:
    events = lay_events(code("x-01-01", "TAX.POLICY"), split("x-01-01", 16), code("x-01-04", "TAX.ORIGIN"))
    given = apply_review(lay_draft(), events)
    assert given.duties[["duty_id", "functions"]].head(2).to_numpy().tolist() == [
        ["x-01-01", ""],
        ["x-01-04", "TAX.ORIGIN"],
    ]


@pytest.mark.parametrize(
    "event",
    [
        split("x-01-01", 16, length=30),
        split("x-01-01", 0),
        split("x-01-01", 31),
        split("x-01-01", 16, 17),
        split("x-01-01", 20, 10),
        ("split", "x-01-09", {"offsets": [1], "length": 2}),
        ("join", "x-01-03", {"with": "x-02-01"}),
        ("join", "x-01-02", {"with": "x-01-01"}),
        ("join", "x-01-01", {"with": "x-01-01"}),
        ("join", "x-01-01", {"with": "x-01-09"}),
        ("move", "x-01-09", {"duties": ["x-01-09"], "to": "x-02"}),
        ("move", "x-01-01", {"duties": ["x-01-01"], "to": "x-09"}),
        ("move", "x-01-09", {"duties": ["x-01-09"], "name_en": "Post"}),
        ("take", "x-09", {"start": 62, "end": 77}),
        ("take", "x-02", {"start": 62, "end": 70}),
        ("dissolve", "x-09", {"to": "x-01"}),
        ("dissolve", "x-02", {"to": "x-02"}),
        ("dissolve", "x-02", {"to": ""}),
        ("dissolve", "x-02", {"to": "x-09"}),
        ("rename", "x-09", {"name_en": "None"}),
        ("describe", "y", {"name_en": "Other"}),
        ("describe", "x", {"name_en": "", "title_zh": ""}),
        code("x-01-09", "TAX.POLICY"),
    ],
)
def test_decision_that_finds_nothing_to_change_changes_nothing(event: tuple[Any, ...]) -> None:
    assert take_tables(apply_review(lay_draft(), lay_events(event))) == take_tables(lay_draft())


def test_second_of_two_like_splits_is_without_effect_and_takes_no_text() -> None:
    given = apply_review(lay_draft(), lay_events(by(split("x-01-01", 16), "Li"), by(split("x-01-01", 16), "Wang")))
    assert given.duties["duty_id"].to_list() == ["x-01-01", "x-01-04", "x-01-02", "x-01-03", "x-02-01"]


def test_undone_split_keeps_its_number_so_that_a_later_one_keeps_its_id() -> None:
    later = [split("x-01-02", 6), code("x-01-05", "OFF.RECORDS"), ("undo", "1", {})]
    given = apply_review(lay_draft(), lay_events(split("x-01-01", 16), *later))
    assert given.duties[["duty_id", "text", "functions"]].to_numpy().tolist() == [
        ["x-01-01", "Sets duty rates; checks origin.", ""],
        ["x-01-02", "Keeps", ""],
        ["x-01-05", "the seal.", "OFF.RECORDS"],
        ["x-01-03", "Values goods.", ""],
        ["x-02-01", "Runs the canteen.", ""],
    ]


def test_join_puts_the_next_duty_to_the_first() -> None:
    given = apply_review(
        lay_draft(), lay_events(code("x-01-02", "OFF.RECORDS"), ("join", "x-01-01", {"with": "x-01-02"}))
    )
    assert given.duties[["duty_id", "text", "functions"]].head(2).to_numpy().tolist() == [
        ["x-01-01", "Sets duty rates; checks origin. Keeps the seal.", ""],
        ["x-01-03", "Values goods.", ""],
    ]
    assert given.segments.head(1).to_numpy().tolist() == [["x-01-01", 0, 47, 1]]
    assert given.suggestions["abstained"].to_list() == ["True", "True", "False"]


def test_joining_what_was_split_gives_the_text_and_place_back() -> None:
    given = apply_review(lay_draft(), lay_events(split("x-01-01", 16), ("join", "x-01-01", {"with": "x-01-04"})))
    assert given.duties[["duty_id", "text"]].to_numpy().tolist() == [list(pair) for pair in TEXTS.items()]
    assert given.segments.to_dict("list") == lay_draft().segments.to_dict("list")


def test_splitting_what_was_joined_finds_the_places_in_the_document() -> None:
    both = len(TEXTS["x-01-01"]) + 1 + len(TEXTS["x-01-02"])
    events = lay_events(("join", "x-01-01", {"with": "x-01-02"}), split("x-01-01", 38, length=both))
    given = apply_review(lay_draft(), events)
    assert given.duties[["duty_id", "text"]].head(2).to_numpy().tolist() == [
        ["x-01-01", "Sets duty rates; checks origin. Keeps"],
        ["x-01-04", "the seal."],
    ]
    assert given.segments.head(2).to_numpy().tolist() == [["x-01-01", 0, 37, 1], ["x-01-04", 38, 47, 2]]


def list_units(draft: Draft) -> list[list[Any]]:
    columns = ["department_id", "source_id", "ordinal", "name_en", "name_status", "kind", "text_status"]
    return draft.departments[columns].to_numpy().tolist()


def test_moved_duties_keep_what_is_said_of_them_and_get_the_next_numbers_of_their_unit() -> None:
    events = lay_events(
        code("x-01-03", "TAX.VALUE"),
        ("move", "x-01-02", {"duties": ["x-01-02", "x-01-03"], "to": "x-02"}),
        code("x-01-02", "OFF.RECORDS"),
    )
    given = apply_review(lay_draft(), events)
    assert given.duties[["duty_id", "text", "functions", "confidence"]].to_numpy().tolist() == [
        ["x-01-01", "Sets duty rates; checks origin.", "", 0.95],
        ["x-02-02", "Keeps the seal.", "OFF.RECORDS", 0.6],
        ["x-02-03", "Values goods.", "TAX.VALUE", 0.95],
        ["x-02-01", "Runs the canteen.", "", 0.95],
    ]
    assert given.segments.to_numpy().tolist()[1] == ["x-02-02", 32, 47, 2]
    assert given.suggestions[["duty_id", "functions"]].to_numpy().tolist()[1] == ["x-02-02", "OFF.RECORDS"]
    table = tabulate_review(lay_draft(), events).set_index("duty_id")
    assert table["department_id"].to_dict() == {
        "x-01-01": "x-01", "x-01-02": "x-02", "x-01-03": "x-02", "x-02-01": "x-02",
    }  # fmt: skip


def test_move_to_no_unit_makes_one_with_the_next_number_also_after_one_that_was_undone() -> None:
    said = {"name_en": "Post", "name_zh": "", "kind": "affiliate"}
    events = lay_events(
        ("move", "x-01-01", {"duties": ["x-01-01"], "name_en": "Seals"}),
        ("move", "x-01-03", {"duties": ["x-01-03"], **said}),
        ("undo", "1", {}),
        ("rename", "x-04", {"name_en": "Post Office"}),
    )
    given = apply_review(lay_draft(), events)
    assert list_units(given) == [
        ["x-01", "x", 1, "Tariff", "stated", "department", "full"],
        ["x-02", "x", 2, "", "missing", "department", ""],
        ["x-04", "x", 4, "Post Office", "stated", "affiliate", "full"],
    ]
    assert given.duties["duty_id"].to_list() == ["x-01-01", "x-01-02", "x-02-01", "x-04-01"]


def test_unit_that_gives_all_its_duties_away_stays_and_says_that_it_has_none() -> None:
    given = apply_review(lay_draft(), lay_events(("move", "x-02-01", {"duties": ["x-02-01"], "to": "x-01"})))
    assert [unit[-1] for unit in list_units(given)] == ["full", "none"]


def test_dissolved_unit_leaves_its_duties_to_another() -> None:
    given = apply_review(lay_draft(), lay_events(("dissolve", "x-01", {"to": "x-02"})))
    assert [unit[0] for unit in list_units(given)] == ["x-02"]
    assert given.duties[["duty_id", "text"]].to_numpy().tolist() == [
        ["x-02-02", "Sets duty rates; checks origin."],
        ["x-02-03", "Keeps the seal."],
        ["x-02-04", "Values goods."],
        ["x-02-01", "Runs the canteen."],
    ]


def test_unit_without_duties_is_dissolved_without_a_heir_and_the_last_one_never() -> None:
    away = ("move", "x-02-01", {"duties": ["x-02-01"], "to": "x-01"})
    events = lay_events(away, ("dissolve", "x-02", {}), ("dissolve", "x-01", {}))
    assert [unit[0] for unit in list_units(apply_review(lay_draft(), events))] == ["x-01"]


def test_what_was_left_out_can_be_taken_once_for_a_duty() -> None:
    take = ("take", "x-01", {"start": 62, "end": 77})
    events = lay_events(take, by(take, "Wang"), code("x-01-04", "GEN.OTHER"))
    given = apply_review(lay_draft(), events)
    assert given.duties[["duty_id", "text", "functions", "confidence"]].to_numpy().tolist()[2:] == [
        ["x-01-03", "Values goods.", "", 0.95],
        ["x-01-04", "Guards the gate", "GEN.OTHER", 1.0],
        ["x-02-01", "Runs the canteen.", "", 0.95],
    ]
    assert given.segments.to_numpy().tolist()[3] == ["x-01-04", 62, 77, 4]
    assert given.left_out.to_numpy().tolist() == [[96, 108, 6, "Phone 555 01", "contact"]]


def test_duties_are_joined_in_the_unit_that_they_are_in_now() -> None:
    away = ("move", "x-01-03", {"duties": ["x-01-03"], "to": "x-02"})
    given = apply_review(lay_draft(), lay_events(away, ("join", "x-01-03", {"with": "x-02-01"})))
    assert given.duties[["duty_id", "text"]].to_numpy().tolist()[-1] == ["x-02-02", "Values goods. Runs the canteen."]


def test_rename_and_describe_change_what_they_name() -> None:
    given = apply_review(
        lay_draft(),
        lay_events(
            ("rename", "x-02", {"name_en": "Logistics", "name_zh": "后勤", "kind": "affiliate"}),
            (
                "describe",
                "x",
                {"name_en": "X Customs", "level": "national", "title_en": "Duties", "valid_from": "2020"},
            ),
            ("describe", "x", {"name_en": "", "valid_from": ""}),
        ),
    )
    unit = given.departments.loc[1:, ["name_en", "name_zh", "kind", "name_status"]]
    assert unit.to_numpy().tolist() == [["Logistics", "后勤", "affiliate", "inferred"]]
    assert given.offices[["name_en", "name_zh", "level"]].to_numpy().tolist() == [["X Customs", "x", "national"]]
    assert given.sources[["title_en", "title_zh", "valid_from"]].to_numpy().tolist() == [["Duties", "About us", ""]]


@pytest.mark.parametrize(
    ("told", "dating"),
    [
        ([], "not yet dated"),
        ([{"valid_from": "2020"}], "as whoever imported it says"),
        ([{"valid_from": "2020"}, {"valid_from": ""}], "not yet dated"),
        ([{"valid_from": "2020", "dating": "its footer"}, {"valid_from": "2021"}], "its footer"),
    ],
)
def test_draft_says_that_it_is_dated_once_it_is(told: list[dict[str, str]], dating: str) -> None:
    draft = lay_draft()
    source = draft.sources.assign(valid_from="", valid_to="", dating="not yet dated", dating_zh="年代未定")
    given = apply_review(
        dataclasses.replace(draft, sources=source), lay_events(*(("describe", "x", facts) for facts in told))
    )
    assert given.sources["dating"].to_list() == [dating]


def test_undo_of_a_batch_undoes_all_of_it_and_nothing_later() -> None:
    events = lay_events(
        by(code("x-01-01", "TAX.POLICY"), "Li", BATCH),
        by(code("x-01-02", "OFF.RECORDS"), "Li", BATCH),
        ("undo", BATCH, {}),
        code("x-01-02", "OFF.DRAFT"),
    )
    assert apply_review(lay_draft(), events).duties["functions"].to_list() == ["", "OFF.DRAFT", "", ""]


def test_undo_brings_the_reviewer_s_earlier_word_back() -> None:
    events = lay_events(code("x-01-01", "TAX.POLICY"), code("x-01-01", "TAX.VALUE"), ("undo", "2", {}))
    assert apply_review(lay_draft(), events).duties["functions"].to_list() == ["TAX.POLICY", "", "", ""]


def test_states_tell_who_agrees_with_whom() -> None:
    events = lay_events(
        code("x-01-01", "TAX.POLICY;TAX.ORIGIN", origin="suggestion"),
        by(code("x-01-01", "TAX.POLICY;TAX.ORIGIN"), "Wang"),
        code("x-01-02", "OFF.RECORDS"),
        by(("leave_out", "x-01-02", {}), "Wang"),
        ("leave_out", "x-01-03", {}),
    )
    assert list_states(events) == {
        "x-01-01": "corrected",
        "x-01-02": "differs",
        "x-01-03": "left_out",
        "x-02-01": "open",
    }
    table = tabulate_review(lay_draft(), events).set_index("duty_id")
    assert table.loc["x-01-01", "who"] == "Li;Wang"


@pytest.mark.parametrize(
    ("second", "state"),
    [
        (code("x-01-01", "A.A;B.B;C.C"), "corrected"),
        (code("x-01-01", "A.A;C.C;B.B"), "corrected"),
        (code("x-01-01", "B.B;A.A;C.C"), "differs"),
        (code("x-01-01", "A.A;B.B"), "differs"),
        (code("x-01-01", "A.A;B.B;C.C", "GUIDE"), "differs"),
    ],
)
def test_codings_agree_on_main_function_set_and_action(second: tuple[Any, ...], state: str) -> None:
    events = lay_events(code("x-01-01", "A.A;B.B;C.C"), by(second, "Wang"))
    assert list_states(events)["x-01-01"] == state


def test_settling_holds_until_somebody_says_otherwise() -> None:
    differ = [code("x-01-01", "A.A"), by(code("x-01-01", "B.B"), "Wang")]
    settled = [*differ, code("x-01-01", "A.A", settles=True)]
    assert list_states(lay_events(*differ))["x-01-01"] == "differs"
    assert list_states(lay_events(*settled))["x-01-01"] == "corrected"
    assert apply_review(lay_draft(), lay_events(*settled)).duties["functions"].to_list()[0] == "A.A"
    assert list_states(lay_events(*settled, by(code("x-01-01", "C.C"), "Wang")))["x-01-01"] == "differs"


def test_differing_duties_take_the_newest_word() -> None:
    events = lay_events(code("x-01-01", "A.A"), by(code("x-01-01", "B.B"), "Wang"))
    assert apply_review(lay_draft(), events).duties["functions"].to_list()[0] == "B.B"


def test_tabulate_review_puts_the_doubtful_first_and_says_why() -> None:
    differ = [code("x-02-01", "A.A"), by(code("x-02-01", "B.B"), "Wang")]
    table = tabulate_review(lay_draft(), lay_events(*differ))
    assert table[["duty_id", "doubt"]].to_numpy().tolist() == [
        ["x-02-01", "two reviewers differ"],
        ["x-01-03", "nothing is suggested"],
        ["x-01-02", "where it begins or ends is doubtful (60%)"],
        ["x-01-01", ""],
    ]


def test_tabulate_review_tells_a_duty_whole() -> None:
    table = tabulate_review(lay_draft(), lay_events(code("x-01-02", "OFF.RECORDS", "MANAGE", "suggestion", note="n")))
    assert table.set_index("duty_id").loc["x-01-02"].to_dict() == {
        "ordinal": 2, "department_id": "x-01", "department_en": "Tariff", "department_zh": "",
        "text": "Keeps the seal.", "line": 2, "confidence": 0.6, "suggested": "OFF.RECORDS", "probabilities": "0.70",
        "probability": 0.7, "suggested_action": "MANAGE", "action_probability": 0.6, "abstained": False, "terms": "",
        "neighbours": "lanzhou-02-01=0.83", "state": "accepted", "who": "Li", "functions": "OFF.RECORDS",
        "action": "MANAGE", "gist_en": "", "gist_zh": "", "note": "n", "doubt": "",
    }  # fmt: skip


def test_tabulate_review_of_a_draft_without_suggestions_has_nothing_suggested() -> None:
    draft = dataclasses.replace(lay_draft(), suggestions=lay_draft().suggestions.iloc[:0])
    table = tabulate_review(draft, lay_events())
    assert set(table["abstained"]) == {True}
    assert len(table) == 4


def test_hide_others_hides_their_codes_and_keeps_their_cuts() -> None:
    events = lay_events(by(split("x-01-01", 16), "Wang"), by(code("x-01-04", "A.A"), "Wang"), code("x-01-02", "B.B"))
    table = tabulate_review(lay_draft(), hide_others(events, "Li")).set_index("duty_id")
    assert table.loc[["x-01-04", "x-01-02"], ["state", "functions"]].to_numpy().tolist() == [
        ["open", ""],
        ["corrected", "B.B"],
    ]


def test_list_opinions_names_each_reviewer_s_newest() -> None:
    events = lay_events(code("x-01-01", "A.A"), by(("leave_out", "x-01-01", {}), "Wang"), code("x-01-01", "B.B"))
    told = [(each.who, each.left_out, each.functions) for each in list_opinions(lay_draft(), events, "x-01-01")]
    assert told == [("Li", False, "B.B"), ("Wang", True, "")]


def test_count_review_counts_each_duty_once_a_reviewer() -> None:
    events = lay_events(
        code("x-01-01", "A.A", origin="suggestion"),
        code("x-01-01", "B.B"),
        code("x-01-02", "B.B", origin="suggestion"),
        by(("leave_out", "x-01-03", {}), "Wang"),
        by(split("x-01-01", 16), "Wang"),
        code("x-02-01", "A.A"),
        ("undo", "6", {}),
    )
    assert count_review(events).to_dict("records") == [
        {"who": "Li", "n_accepted": 1, "n_corrected": 1, "n_left_out": 0, "n_other": 0},
        {"who": "Wang", "n_accepted": 0, "n_corrected": 0, "n_left_out": 1, "n_other": 1},
    ]


def test_measure_review_gives_alpha_of_what_both_coded_before_settling() -> None:
    events = lay_events(
        code("x-01-01", "A.A"), code("x-01-02", "A.A"), code("x-01-03", "B.B"), code("x-02-01", "C.C"),
        by(code("x-01-01", "A.A"), "Wang"), by(code("x-01-02", "B.B"), "Wang"), by(code("x-01-03", "B.C"), "Wang"),
        code("x-01-02", "B.B", settles=True), by(("leave_out", "x-02-01", {}), "Wang"),
    )  # fmt: skip
    table = measure_review(events).round({"alpha": 3})
    assert table.to_numpy().tolist() == [
        ["Li", "Wang", "main function", 3, 0.091],
        ["Li", "Wang", "area", 3, 0.444],
        ["Li", "Wang", "action", 3, 1.0],
    ]


@pytest.mark.parametrize(
    "events",
    [lay_events(), lay_events(code("x-01-01", "A.A"), by(code("x-01-01", "A.A"), "Wang"))],
    ids=["nothing", "one duty"],
)
def test_measure_review_of_fewer_than_two_shared_duties_is_empty_with_its_columns(events: pd.DataFrame) -> None:
    table = measure_review(events)
    assert table.to_dict("list") == {column: [] for column in ("who", "other", "figure", "n", "alpha")}


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2, max_size=12))
def test_compute_alpha_is_krippendorff_s(pairs: list[tuple[str, str]]) -> None:
    if len({value for pair in pairs for value in pair}) == 1:
        assert compute_alpha(pairs) == 1.0
        return
    data = [(str(coder), unit, value) for unit, pair in enumerate(pairs) for coder, value in enumerate(pair)]
    assert compute_alpha(pairs) == pytest.approx(AnnotationTask(data=data).alpha())


duty_ids = st.sampled_from([*TEXTS, "x-01-04", "x-01-05", "x-02-02"])
units = st.sampled_from(["x-01", "x-02", "x-03"])
some_duties = st.lists(duty_ids, min_size=1, max_size=3, unique=True)
takings = st.builds(
    lambda unit, row: ("take", unit, {"start": row[0], "end": row[1]}), units, st.sampled_from(LEFT_OUT)
)
decisions = st.one_of(
    st.builds(code, duty_ids, st.sampled_from(["A.A", "B.B"])),
    st.builds(lambda duty: ("leave_out", duty, {}), duty_ids),
    st.builds(split, st.sampled_from(list(TEXTS)), st.integers(1, 30)),
    st.builds(lambda duty, other: ("join", duty, {"with": other}), duty_ids, duty_ids),
    st.builds(lambda unit: ("rename", unit, {"name_en": "New"}), units),
    st.builds(lambda duties, unit: ("move", duties[0], {"duties": duties, "to": unit}), some_duties, units),
    st.builds(lambda duties: ("move", duties[0], {"duties": duties, "name_en": "New"}), some_duties),
    st.builds(lambda unit, heir: ("dissolve", unit, {"to": heir}), units, units),
    st.builds(lambda number: ("undo", str(number), {}), st.integers(1, 8)),
)
reviewers = st.sampled_from(["Li", "Wang"])
logs = st.lists(st.tuples(decisions | takings, reviewers).map(lambda pair: by(*pair)), max_size=12)


@settings(deadline=None, max_examples=60)
@given(logs, st.randoms())
def test_replay_goes_by_number_alone(said: list[Any], random: Any) -> None:
    events = lay_events(*said)
    order = list(range(len(events)))
    random.shuffle(order)
    given = apply_review(lay_draft(), events.iloc[order])
    assert take_tables(given) == take_tables(apply_review(lay_draft(), events))


@settings(deadline=None, max_examples=60)
@given(logs)
def test_undoing_everything_gives_the_draft_back(said: list[Any]) -> None:
    undoing: list[Any] = [("undo", str(number), {}) for number in range(1, len(said) + 1)]
    assert take_tables(apply_review(lay_draft(), lay_events(*said, *undoing))) == take_tables(lay_draft())


@settings(deadline=None, max_examples=60)
@given(logs)
def test_replay_keeps_every_letter_once_and_every_id_apart(said: list[Any]) -> None:
    shown = [event for event in said if event[0] != "leave_out"]
    given = apply_review(lay_draft(), lay_events(*shown))
    letters = "".join("".join([*given.duties["text"], *given.left_out["text"]]).split())
    whole = [*TEXTS.values(), *(row[3] for row in LEFT_OUT)]
    assert sorted(letters) == sorted("".join("".join(whole).split()))
    assert given.duties["duty_id"].is_unique
    assert set(given.duties["duty_id"].str.rpartition("-")[0]) <= set(given.departments["department_id"])
    assert given.duties["duty_id"].to_list() == given.segments["duty_id"].to_list()
    table = tabulate_review(lay_draft(), lay_events(*said))
    assert sorted(table["ordinal"]) == list(range(1, len(table) + 1))


def test_find_undoable_names_the_reviewer_s_newest_act_that_holds() -> None:
    events = lay_events(
        code("x-01-01", "A.A"),
        by(code("x-01-02", "A.A"), "Li", BATCH),
        by(code("x-01-03", "A.A"), "Li", BATCH),
        by(("leave_out", "x-02-01", {}), "Wang"),
    )
    assert find_undoable(events, "Li") == (BATCH, ["x-01-02", "x-01-03"])
    assert find_undoable(events, "Wang") == ("4", ["x-02-01"])
    assert find_undoable(events, "Zhao") is None
    undone = pd.concat([events, lay_events(*[("undo", BATCH, {})] * 5).tail(1)])
    assert find_undoable(undone, "Li") == ("1", ["x-01-01"])
