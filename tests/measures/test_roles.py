from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.measures import count_broken, find_cascades, measure_roles, order_cascades, tell_roles

ACTIONS = ["RULE", "GUIDE", "EXECUTE", "MANAGE"]
CODES = ["TAX", "LAB", "QUA"]
HOLDERS = pd.DataFrame(
    {
        "holder_id": ["head", "east", "west"],
        "short_en": ["Head office", "East", "West"],
        "short_zh": ["总署", "东关", ""],
    }
)
GRID = HOLDERS[["holder_id"]].merge(pd.DataFrame({"code": CODES}), how="cross")
SUPERIORS = {"east": ["head"], "west": ["head"]}

Done = dict[tuple[str, str], str]


def lay_stated(done: Done) -> pd.DataFrame:
    """Lay out what holders do: ``{("head", "TAX"): "RULE GUIDE"}``, a duty a word."""
    rows = [
        (holder, code, f"{holder}-{code}-{i}", action)
        for (holder, code), words in done.items()
        for i, action in enumerate(words.split())
    ]
    return pd.DataFrame(rows, columns=["holder_id", "code", "duty_id", "action"], dtype=str)


def lay_gaps(**statuses: str) -> pd.DataFrame:
    """Give each holder a status for every code, ``absent`` unless told."""
    return GRID.assign(status=[statuses.get(holder, "absent") for holder in GRID["holder_id"]])


def find(done: Done, *, superiors: dict[str, list[str]] = SUPERIORS, **statuses: str) -> pd.DataFrame:
    return find_cascades(measure_roles(GRID, lay_stated(done), ACTIONS), superiors, lay_gaps(**statuses))


def judge(table: pd.DataFrame, holder: str, code: str = "TAX") -> tuple[str, str, str, str]:
    row = table.loc[(table["holder_id"] == holder) & (table["code"] == code)].iloc[0]
    return row["position"], row["cascade"], row["missing_id"], row["status"]


def test_measure_roles_counts_actions_and_names_the_role() -> None:
    done = {
        ("head", "TAX"): "RULE RULE MANAGE",
        ("east", "TAX"): "EXECUTE GUIDE",
        ("west", "TAX"): "GUIDE",
        ("head", "LAB"): "RULE GUIDE",
    }
    table = measure_roles(GRID, lay_stated(done), ACTIONS)
    assert table.head(4).drop(columns=["rules", "carries"]).to_dict("split", index=False)["data"] == [
        ["head", "TAX", 3, 2, 0, 0, 1, "RULE;MANAGE", "both"],
        ["head", "LAB", 2, 1, 1, 0, 0, "RULE;GUIDE", "rules"],
        ["head", "QUA", 0, 0, 0, 0, 0, "", "silent"],
        ["east", "TAX", 2, 0, 1, 1, 0, "GUIDE;EXECUTE", "carries"],
    ]
    assert list(table.columns) == [
        "holder_id", "code", "n_duties", "n_rule", "n_guide", "n_execute", "n_manage", "actions", "rules", "carries",
        "role",
    ]  # fmt: skip
    assert table.loc[6, "role"] == "guides"


def test_measure_roles_of_a_duty_without_an_action_states_it_and_does_nothing() -> None:
    stated = lay_stated({("head", "TAX"): "RULE"}).assign(action="")
    table = measure_roles(GRID, stated, ACTIONS)
    first = table.head(1)[["n_duties", "actions", "role"]].to_dict("records")
    assert first == [{"n_duties": 1, "actions": "", "role": "guides"}]


def test_find_cascades_is_whole_where_the_rule_above_meets_the_work_below() -> None:
    table = find({("head", "TAX"): "RULE", ("east", "TAX"): "EXECUTE"})
    assert judge(table, "head") == ("over", "whole", "", "")
    assert judge(table, "east") == ("under", "whole", "", "")
    assert judge(table, "west") == ("under", "no_carrier", "west", "absent")


def test_find_cascades_names_why_nobody_carries_it_out() -> None:
    table = find({("head", "TAX"): "RULE", ("west", "TAX"): "GUIDE"}, east="older_source")
    assert judge(table, "east") == ("under", "no_carrier", "east", "older_source")
    assert judge(table, "west") == ("under", "no_carrier", "west", "other_action")
    assert judge(table, "head") == ("over", "no_carrier", "west", "other_action")


def test_find_cascades_names_why_no_rule_stands_above() -> None:
    silent = find({("east", "TAX"): "EXECUTE"}, head="unreadable")
    assert judge(silent, "east") == ("under", "no_rule", "head", "unreadable")
    assert judge(silent, "head") == ("over", "no_rule", "head", "unreadable")
    guided = find({("east", "TAX"): "EXECUTE", ("head", "TAX"): "GUIDE"}, head="present")
    assert judge(guided, "east") == ("under", "no_rule", "head", "other_action")


def test_find_cascades_is_silent_where_neither_side_acts() -> None:
    table = find({("head", "TAX"): "GUIDE", ("east", "TAX"): "RULE"})
    assert [judge(table, holder)[1] for holder in ("head", "east", "west")] == ["silent"] * 3


def test_find_cascades_takes_the_rule_of_either_document_above() -> None:
    done = {("head", "TAX"): "RULE", ("west", "TAX"): "EXECUTE", ("east", "TAX"): "MANAGE"}
    table = find(done, superiors={"west": ["head", "east"]})
    assert judge(table, "west") == ("under", "whole", "", "")
    assert (judge(table, "head")[1], judge(table, "east")) == ("whole", ("over", "no_rule", "east", "other_action"))


def test_find_cascades_leaves_out_who_stands_alone() -> None:
    table = find({("head", "TAX"): "RULE", ("east", "TAX"): "EXECUTE"}, superiors={"east": ["head"]})
    assert judge(table, "west") == ("", "", "", "")


def test_count_broken_puts_the_function_first_that_fewest_carry_out() -> None:
    done = {
        ("head", "TAX"): "RULE",
        ("east", "TAX"): "EXECUTE",
        ("head", "LAB"): "RULE",
        ("east", "QUA"): "EXECUTE",
    }
    assert count_broken(find(done, head="other_level")).to_dict("list") == {
        "code": ["LAB", "TAX", "QUA"],
        "n_no_carrier": [2, 1, 0],
        "n_no_rule": [0, 0, 0],
    }


def test_order_cascades_puts_broken_ones_first_and_the_unexplained_before_the_explained() -> None:
    done = {("head", "TAX"): "RULE", ("east", "TAX"): "EXECUTE", ("east", "LAB"): "EXECUTE"}
    table = order_cascades(find(done, head="other_level"))
    assert table[["holder_id", "code", "cascade"]].head(4).to_dict("split", index=False)["data"] == [
        ["west", "TAX", "no_carrier"],
        ["head", "LAB", "no_rule"],
        ["east", "LAB", "no_rule"],
        ["head", "QUA", "silent"],
    ]


def test_tell_roles_says_what_is_ruled_carried_out_and_missing() -> None:
    done = {
        ("head", "TAX"): "RULE",
        ("head", "LAB"): "RULE",
        ("east", "TAX"): "EXECUTE",
        ("east", "LAB"): "GUIDE",
        ("west", "TAX"): "MANAGE",
        ("west", "LAB"): "EXECUTE",
        ("west", "QUA"): "EXECUTE",
    }
    assert tell_roles(find(done), HOLDERS) == [
        "Head office makes the rule for 2 of 3 functions; offices under it carry out 2 of them",
        "For 1 functions that offices under it carry out, Head office states no rule: 0 it states with other actions "
        "only, 1 not at all",
        "East states that it carries out 1 of the 2 that Head office rules, the fewest; of the other 1 it states 1 "
        "with other actions only, and for 0 nothing in the documents says why",
    ]
    assert tell_roles(find(done), HOLDERS, language="zh") == [
        "总署对3项职能中的2项制定制度，其中2项有下级机关办理",
        "下级机关办理的职能中，有1项总署未载明制定制度：0项仅以其他方式载明，1项完全未提及",
        "总署制定制度的2项职能中，东关载明办理的最少，为1项；其余1项中有1项仅以其他方式载明，0项文件未说明原因",
    ]


@pytest.mark.parametrize(
    ("holders", "told"),
    [
        (["head"], ["Head office makes the rule for 1 of 3 functions; offices under it carry out 1 of them"]),
        (
            ["east", "west"],
            ["East states that it carries out 1 of the 1 functions for which the office above it makes the rule"],
        ),
        ([], ["No function passes the filters"]),
    ],
)
def test_tell_roles_says_what_the_filters_leave(holders: list[str], told: list[str]) -> None:
    table = find({("head", "TAX"): "RULE", ("east", "TAX"): "EXECUTE"})
    assert tell_roles(table.loc[table["holder_id"].isin(holders)], HOLDERS)[:1] == told


def test_tell_roles_speaks_of_each_office_whose_superior_is_hidden() -> None:
    table = find({("head", "TAX"): "RULE", ("head", "LAB"): "RULE", ("east", "TAX"): "EXECUTE"})
    assert tell_roles(table.loc[table["position"] == "under"], HOLDERS, language="zh") == [
        "上级机关制定制度的2项职能中，东关载明办理1项",
        "上级机关制定制度的2项职能中，West载明办理0项",
    ]
    alone = find({("head", "TAX"): "RULE"}, superiors={})
    assert tell_roles(alone, HOLDERS) == ["No office that is compared stands under another"]


dones = st.dictionaries(
    st.tuples(st.sampled_from(["head", "east", "west"]), st.sampled_from(CODES)), st.sampled_from(ACTIONS), max_size=9
)


@settings(deadline=None, max_examples=30)
@given(dones)
def test_find_cascades_names_a_missing_side_just_where_it_is_broken(done: Done) -> None:
    table = find(done)
    broken = table["cascade"].isin(["no_carrier", "no_rule"])
    assert (broken == (table["missing_id"] != "")).all()
    assert (broken == (table["status"] != "")).all()
    over, under = (
        table.loc[table["position"] == each].groupby("code")["cascade"].agg(set) for each in ("over", "under")
    )
    for code in CODES:
        assert (over[code] == {"whole"}) == ("whole" in under[code])
        assert (over[code] == {"no_rule"}) == ("no_rule" in under[code])
