from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.matching.nearest import find_nearest

if TYPE_CHECKING:
    from analytics.store import Store

COLUMNS = ["scope", "holder_id", "code", "duty_id", "score"]
FUNCTIONS = pd.DataFrame(
    [
        ("TAX.RATE", "TAX", "Tariff rates", "税率", ""),
        ("TAX.VALUE", "TAX", "Valuation", "估价", "Dutiable prices."),
        ("LAB.TEST", "LAB", "Laboratory testing", "化验", ""),
    ],
    columns=["function", "area", "name_en", "name_zh", "note"],
)
DUTIES = pd.DataFrame(
    [
        ("east-1", "Sets tariff rates", "制定税率", True),
        ("east-2", "Repairs ships", "维修船艇", True),
        ("west-1", "Examines prices", "审查价格", True),
        ("west-2", "Assigned matters", "交办事项", False),
    ],
    columns=["duty_id", "gist_en", "gist_zh", "comparable"],
)
CARRIED = {"east-1": ["TAX.RATE"], "east-2": ["SHIP.FLEET"], "west-1": ["TAX.VALUE"], "west-2": ["GEN.OTHER"]}
HELD = {"east": ["east-1", "east-2"], "west": ["west-1", "west-2"]}


def lay_carried(carried: dict[str, list[str]]) -> pd.DataFrame:
    rows = [(duty, code, i) for duty, codes in carried.items() for i, code in enumerate(codes, 1)]
    return pd.DataFrame(rows, columns=["duty_id", "function", "position"])


def lay_held(held: dict[str, list[str]], *, scope: str = "office") -> pd.DataFrame:
    rows = [(scope, holder, duty) for holder, duties in held.items() for duty in duties]
    return pd.DataFrame(rows, columns=["scope", "holder_id", "duty_id"], dtype=str)


def lay_alignment(*pairs: tuple[str, str, float]) -> pd.DataFrame:
    """Lay out pairs: the subject, its counterpart, and how well they match."""
    return pd.DataFrame(pairs, columns=["subject_id", "object_id", "score"])


def find(
    duties: pd.DataFrame = DUTIES,
    carried: dict[str, list[str]] = CARRIED,
    functions: pd.DataFrame = FUNCTIONS,
    held: dict[str, list[str]] = HELD,
    alignment: pd.DataFrame | None = None,
) -> pd.DataFrame:
    pairs = lay_alignment() if alignment is None else alignment
    return find_nearest(duties, lay_carried(carried), functions, lay_held(held), pairs)


def read(nearest: pd.DataFrame) -> dict[tuple[str, str], tuple[str, float]]:
    """Map holder and code to the nearest duty and its score."""
    rows = nearest[["holder_id", "code", "duty_id", "score"]].to_numpy().tolist()
    return {(holder, code): (duty, score) for holder, code, duty, score in rows}


def lay_duties(*rows: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["duty_id", "gist_en", "gist_zh"]).assign(comparable=True)


def test_find_nearest_gives_each_holder_and_code_a_row_functions_then_areas() -> None:
    nearest = find()
    codes = ["TAX.RATE", "TAX.VALUE", "LAB.TEST", "TAX", "LAB"]
    assert list(nearest.columns) == COLUMNS
    assert nearest[["scope", "holder_id", "code"]].to_numpy().tolist() == [
        ["office", holder, code] for holder in ("east", "west") for code in codes
    ]


def test_find_nearest_scores_a_duty_that_carries_the_function_one() -> None:
    nearest = read(find())
    assert nearest["east", "TAX.RATE"] == ("east-1", 1.0)
    assert nearest["west", "TAX.VALUE"] == ("west-1", 1.0)


def test_find_nearest_scores_an_area_by_its_best_function() -> None:
    nearest = read(find())
    assert nearest["east", "TAX"] == ("east-1", 1.0)
    assert nearest["west", "TAX"] == ("west-1", 1.0)


def test_find_nearest_scores_a_function_after_the_main_one_as_well() -> None:
    nearest = read(find(carried={**CARRIED, "east-2": ["SHIP.FLEET", "LAB.TEST"]}))
    assert nearest["east", "LAB.TEST"] == ("east-2", 1.0)


def test_find_nearest_prefers_a_neighbour_in_the_area_to_a_stranger() -> None:
    duties = lay_duties(("a-stranger", "Repairs ships", "维修船艇"), ("b-neighbour", "Mends junks", "检修舟楫"))
    nearest = read(find(duties, {"b-neighbour": ["TAX.RATE"]}, held={"east": ["a-stranger", "b-neighbour"]}))
    # A third of the affinity of 0.5 for the area; no word is shared with valuation, and nothing is aligned.
    assert nearest["east", "TAX.VALUE"] == ("b-neighbour", 0.1667)


def test_find_nearest_counts_the_area_once_however_many_of_its_functions_are_carried() -> None:
    wide = pd.concat([FUNCTIONS, FUNCTIONS.iloc[:1].assign(function="TAX.OTHER", name_en="Excise", name_zh="消费税")])
    duties = lay_duties(("east-1", "Mends junks", "检修舟楫"))
    nearest = read(find(duties, {"east-1": ["TAX.RATE", "TAX.OTHER"]}, wide, {"east": ["east-1"]}))
    assert nearest["east", "TAX.VALUE"] == ("east-1", 0.1667)


# Junks and ships share no word with laboratory testing, so the likeness is that of the alignment alone.
ALIGNED = lay_duties(
    ("east-1", "Mends junks", "检修舟楫"), ("east-2", "Mends junks", "检修舟楫"), ("west-1", "Assay", "化验")
)


def test_find_nearest_prefers_the_counterpart_of_a_duty_that_carries_the_function() -> None:
    nearest = find(ALIGNED, {"west-1": ["LAB.TEST"]}, alignment=lay_alignment(("west-1", "east-2", 0.9)))
    assert read(nearest)["east", "LAB.TEST"] == ("east-2", 0.3)


def test_find_nearest_takes_the_best_of_several_pairs() -> None:
    duties = pd.concat([ALIGNED, lay_duties(("west-2", "Assay", "化验"))])
    pairs = lay_alignment(("west-2", "east-2", 0.6), ("west-1", "east-2", 0.9), ("west-2", "east-1", 0.3))
    nearest = find(duties, {"west-1": ["LAB.TEST"], "west-2": ["LAB.TEST"]}, alignment=pairs)
    assert read(nearest)["east", "LAB.TEST"] == ("east-2", 0.3)


def test_find_nearest_takes_no_likeness_from_a_counterpart_without_the_function() -> None:
    nearest = find(ALIGNED, {"west-1": ["TAX.RATE"]}, alignment=lay_alignment(("west-1", "east-2", 0.9)))
    assert read(nearest)["east", "LAB.TEST"] == ("east-1", 0.0)


def test_find_nearest_passes_over_pairs_of_unknown_duties() -> None:
    pairs = lay_alignment(("mars-1", "east-2", 0.9), ("west-1", "mars-1", 0.9))
    carried = {"west-1": ["LAB.TEST"]}
    pd.testing.assert_frame_equal(find(ALIGNED, carried, alignment=pairs), find(ALIGNED, carried))


def test_find_nearest_prefers_shared_words_among_strangers() -> None:
    duties = lay_duties(("a", "Repairs ships", "维修船艇"), ("b", "Runs the laboratory", "管理化验室"))
    nearest = find(duties, {}, held={"east": ["a", "b"]}).set_index("code")
    assert nearest.loc["LAB.TEST", "duty_id"] == "b"
    assert 0 < float(nearest["score"].loc["LAB.TEST"]) < 0.34


@pytest.mark.parametrize(("english", "chinese"), [("Testing", "维修船艇"), ("Repairs ships", "负责化验")])
def test_find_nearest_reads_the_words_of_either_language(english: str, chinese: str) -> None:
    duties = lay_duties(("a", "Repairs ships", "维修船艇"), ("b", english, chinese))
    assert read(find(duties, {}, held={"east": ["a", "b"]}))["east", "LAB.TEST"][0] == "b"


def test_find_nearest_compares_english_by_words_not_by_letters() -> None:
    duties = lay_duties(("east-1", "Jesting in the lavatory", "维修船艇"))
    assert read(find(duties, {}, held={"east": ["east-1"]}))["east", "LAB.TEST"] == ("east-1", 0.0)


def test_find_nearest_learns_a_functions_words_from_the_duties_that_carry_it() -> None:
    duties = lay_duties(("east-1", "Mends junks", "检修舟楫"), ("west-1", "Mends junks", "检修舟楫"))
    held = {"east": ["east-1"], "west": ["west-1"]}
    without = read(find(duties, {}, held=held))
    learned = read(find(duties, {"west-1": ["LAB.TEST"]}, held=held))
    assert without["east", "LAB.TEST"] == ("east-1", 0.0)
    assert learned["east", "LAB.TEST"][1] > 0.1


def test_find_nearest_gives_equals_to_the_smaller_id() -> None:
    duties = lay_duties(("east-2", "Repairs ships", "维修船艇"), ("east-1", "Repairs ships", "维修船艇"))
    nearest = find(duties, {"east-1": ["TAX.RATE"], "east-2": ["TAX.RATE"]}, held={"east": ["east-2", "east-1"]})
    assert set(nearest["duty_id"]) == {"east-1"}


def test_find_nearest_gives_equals_of_an_area_to_the_smaller_id() -> None:
    duties = lay_duties(("east-1", "Values goods", "估价"), ("east-2", "Sets rates", "定税率"))
    carried = {"east-1": ["TAX.VALUE"], "east-2": ["TAX.RATE"]}
    assert read(find(duties, carried, held={"east": ["east-1", "east-2"]}))["east", "TAX"] == ("east-1", 1.0)


def test_find_nearest_looks_among_the_holders_own_duties_only() -> None:
    nearest = find()
    owners = nearest["duty_id"].str.partition("-")[0]
    assert owners.tolist() == nearest["holder_id"].tolist()


def test_find_nearest_leaves_out_duties_that_are_not_comparable() -> None:
    duties = DUTIES.assign(comparable=[True, False, True, False])
    carried = {**CARRIED, "east-2": ["LAB.TEST"]}
    assert set(find(duties, carried)["duty_id"]) == {"east-1", "west-1"}


def test_find_nearest_gives_a_holder_without_a_comparable_duty_no_row() -> None:
    nearest = find(held={**HELD, "south": ["west-2"]})
    pd.testing.assert_frame_equal(nearest, find())


def test_find_nearest_keeps_the_scopes_apart() -> None:
    held = pd.concat([lay_held({"east": ["east-1"]}), lay_held({"east": ["east-2"]}, scope="source")])
    nearest = find_nearest(DUTIES, lay_carried(CARRIED), FUNCTIONS, held, lay_alignment())
    by_scope = nearest[["scope", "duty_id"]].drop_duplicates().to_numpy().tolist()
    assert by_scope == [["office", "east-1"], ["source", "east-2"]]


EMPTY: dict[str, list[object]] = {column: [] for column in COLUMNS}


def test_find_nearest_without_duties_keeps_its_columns() -> None:
    assert find(DUTIES.iloc[:0]).to_dict("list") == EMPTY


def test_find_nearest_without_comparable_duties_keeps_its_columns() -> None:
    assert find(DUTIES.assign(comparable=False)).to_dict("list") == EMPTY


def test_find_nearest_without_functions_keeps_its_columns() -> None:
    assert find(functions=FUNCTIONS.iloc[:0]).to_dict("list") == EMPTY


def test_find_nearest_without_holders_keeps_its_columns() -> None:
    assert find(held={}).to_dict("list") == EMPTY


def test_find_nearest_where_no_holder_has_a_comparable_duty_keeps_its_columns() -> None:
    assert find(held={"west": ["west-2"]}).to_dict("list") == EMPTY


def test_find_nearest_without_codes_of_duties_goes_by_words_alone() -> None:
    nearest = read(find(carried={}))
    assert nearest["east", "TAX.RATE"][0] == "east-1"
    assert max(score for _, score in nearest.values()) <= 0.34


WORDS = ["tariff rates", "valuation", "laboratory testing", "repairs ships"]
SIGNS = ["税率", "估价", "化验", "维修"]


@settings(deadline=None, max_examples=30)
@given(
    gists=st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(SIGNS)), min_size=1, max_size=5),
    codes=st.lists(st.sets(st.sampled_from(FUNCTIONS["function"].tolist())), min_size=5, max_size=5),
    data=st.data(),
)
def test_find_nearest_does_not_depend_on_the_order_of_duties_and_codes(
    gists: list[tuple[str, str]], codes: list[set[str]], data: st.DataObject
) -> None:
    duties = lay_duties(*((f"east-{i}", *gist) for i, gist in enumerate(gists)))
    carried = lay_carried({f"east-{i}": sorted(some) for i, some in enumerate(codes)})
    held = lay_held({"east": duties["duty_id"].tolist()})

    def shuffle(table: pd.DataFrame) -> pd.DataFrame:
        return table.iloc[data.draw(st.permutations(range(len(table))))]

    pairs = lay_alignment(*((f"east-{i}", f"east-{j}", 1 / (1 + i + j)) for i in range(5) for j in range(5) if i != j))
    plain = find_nearest(duties, carried, FUNCTIONS, held, pairs)
    shuffled = find_nearest(shuffle(duties), shuffle(carried), FUNCTIONS, shuffle(held), shuffle(pairs))
    pd.testing.assert_frame_equal(shuffled, plain)
    assert plain["score"].between(0, 1).all()


def test_find_nearest_scores_just_the_stated_functions_of_the_register_one(store: Store) -> None:
    for scope in ("office", "source"):
        counts = store.query("coverage", scope=scope, level="function", actions=None, kinds=None)
        nearest = store.query("nearest", scope=scope, level="function")
        table = counts.merge(nearest, on=["holder_id", "code"], how="left", validate="one_to_one")
        assert ((table["nearest_score"] == 1) == (table["n_duties"] > 0)).all()
