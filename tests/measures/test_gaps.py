from __future__ import annotations

import re
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.errors import UsageError
from analytics.measures import STATUSES, explain_gaps, find_gaps, order_gaps, rank_gaps, tell_gaps
from analytics.measures.gaps import REASONS

HOLDERS = pd.DataFrame(
    [
        ("capital", "capital", "capital", "national", ""),
        ("east", "east", "east", "regional", "2018-03"),
        ("west", "west", "west", "regional", "2013"),
    ],
    columns=["holder_id", "office_id", "source_id", "level", "valid_to"],
).assign(valid_from="2000", n_uncoded=0)
REASON = {"level_reason": "rates are national.", "level_reason_zh": "税率由国家规定。"}


def lay_counts(code: str = "TAX", **duties: tuple[int, int]) -> pd.DataFrame:
    """Lay out for each of the three holders how many duties state the code, and how many of them are dedicated."""
    counts = [duties.get(holder, (0, 0)) for holder in HOLDERS["holder_id"]]
    table = HOLDERS[["holder_id", "office_id", "source_id"]].assign(code=code)
    return table.assign(n_duties=[n for n, _ in counts], n_dedicated=[n for _, n in counts])


def lay_codes(*codes: str, only_level: str = "") -> pd.DataFrame:
    reason = REASON if only_level else dict.fromkeys(REASON, "")
    return pd.DataFrame({"code": list(codes), "only_level": only_level, **reason}, dtype=str)


def lay_statements(*documents: tuple[str, str, str], code: str = "TAX") -> pd.DataFrame:
    """Lay out the documents that state the code: source, office, and when it begins."""
    columns = ["code", "source_id", "office_id", "valid_from"]
    return pd.DataFrame([(code, *document) for document in documents], columns=columns, dtype=str)


def lay_hints(*hints: tuple[str, str, str]) -> pd.DataFrame:
    """Lay out hints at TAX: holder, kind of hint, state of the unit's text."""
    columns = ["holder_id", "code", "hint", "name_en", "name_zh", "text_status"]
    rows = [(holder, "TAX", hint, f"{hint} unit", f"{hint}单位", status) for holder, hint, status in hints]
    return pd.DataFrame(rows, columns=columns, dtype=str)


def find(
    counts: pd.DataFrame | None = None,
    *,
    holders: pd.DataFrame = HOLDERS,
    codes: pd.DataFrame | None = None,
    statements: pd.DataFrame | None = None,
    hints: pd.DataFrame | None = None,
    peers: list[str] | None = None,
) -> pd.DataFrame:
    """Find gaps in a world where all that is not named is empty."""
    return find_gaps(
        lay_counts() if counts is None else counts,
        holders,
        lay_codes("TAX") if codes is None else codes,
        lay_statements() if statements is None else statements,
        lay_hints() if hints is None else hints,
        peers=peers,
    )


def read_west(gaps: pd.DataFrame) -> dict[str, Any]:
    """Give the row of the holder `west`."""
    return {str(column): value for column, value in gaps.loc[gaps["holder_id"] == "west"].iloc[0].items()}


BLANK: dict[str, Any] = {
    "holder_id": "west", "code": "TAX", "office_id": "west", "source_id": "west",
    "status": "absent", "real": False, "n_duties": 0, "n_peers": 0, "n_all_peers": 2, "peers": "",
    "case": "absent_nobody", "sources": "", "unit_en": "", "unit_zh": "", "text_status": "",
    "only_level": "", "level_reason": "", "level_reason_zh": "", "valid_to": "2013",
    "n_uncoded": 0,
}  # fmt: skip


# Each status, by the whole row.


def test_find_gaps_gives_present_for_two_duties() -> None:
    gaps = find(lay_counts(west=(2, 2)), statements=lay_statements(("west", "west", "2005")))
    assert read_west(gaps) == {**BLANK, "status": "present", "case": "present", "n_duties": 2, "sources": "west"}


def test_find_gaps_gives_present_where_one_of_two_duties_is_dedicated() -> None:
    gaps = find(lay_counts(west=(2, 1)))
    assert read_west(gaps) == {**BLANK, "status": "present", "case": "present", "n_duties": 2}


def test_find_gaps_gives_thin_for_one_duty() -> None:
    assert read_west(find(lay_counts(west=(1, 1)))) == {**BLANK, "status": "thin", "case": "thin_one", "n_duties": 1}


@pytest.mark.parametrize("n_duties", [1, 2, 7])
def test_find_gaps_gives_thin_where_it_stands_only_beside_three_others(n_duties: int) -> None:
    gaps = find(lay_counts(west=(n_duties, 0)))
    assert read_west(gaps) == {**BLANK, "status": "thin", "case": "thin_beside", "n_duties": n_duties}


def test_find_gaps_gives_thin_for_a_section_by_its_name_alone() -> None:
    gaps = find(hints=lay_hints(("west", "section", "full")))
    facts = {"status": "thin", "case": "thin_section", "unit_en": "section unit", "unit_zh": "section单位"}
    assert read_west(gaps) == {**BLANK, **facts}


def test_find_gaps_gives_other_level_where_the_codebook_says_so() -> None:
    gaps = find(codes=lay_codes("TAX", only_level="national"))
    facts = {"status": "other_level", "case": "only_level", "only_level": "national", **REASON}
    assert read_west(gaps) == {**BLANK, **facts}


def test_find_gaps_gives_absent_where_the_codebook_names_the_holders_own_level() -> None:
    gaps = find(codes=lay_codes("TAX", only_level="regional"))
    facts = {"status": "absent", "case": "absent_nobody", "only_level": "regional", **REASON}
    assert read_west(gaps) == {**BLANK, **facts}


def test_find_gaps_gives_older_source_where_only_younger_documents_state_it() -> None:
    gaps = find(
        lay_counts(capital=(2, 2), east=(1, 1)),
        statements=lay_statements(("capital", "capital", "2018-04"), ("east", "east", "2014")),
    )
    facts = {"status": "older_source", "case": "older_source", "n_peers": 2, "peers": "capital;east"}
    assert read_west(gaps) == {**BLANK, **facts, "sources": "capital;east"}


def test_find_gaps_gives_unreadable_where_the_unit_cannot_be_read() -> None:
    gaps = find(hints=lay_hints(("west", "unreadable", "truncated")))
    facts = {"unit_en": "unreadable unit", "unit_zh": "unreadable单位", "text_status": "truncated"}
    assert read_west(gaps) == {**BLANK, "status": "unreadable", "case": "unreadable", **facts}


def test_find_gaps_gives_other_level_where_only_the_other_level_states_it() -> None:
    gaps = find(lay_counts(capital=(3, 3)), statements=lay_statements(("capital", "capital", "2001")))
    facts = {"status": "other_level", "case": "other_level", "n_peers": 1, "peers": "capital", "sources": "capital"}
    assert read_west(gaps) == {**BLANK, **facts}


def test_find_gaps_gives_absent_where_a_peer_of_the_level_states_it() -> None:
    gaps = find(
        lay_counts(capital=(3, 3), east=(1, 0)),
        statements=lay_statements(("capital", "capital", "2001"), ("east", "east", "2006")),
    )
    facts = {"case": "absent", "real": True, "n_peers": 2, "peers": "capital;east", "sources": "capital;east"}
    assert read_west(gaps) == {**BLANK, **facts}


def test_find_gaps_calls_no_gap_real_while_duties_are_not_coded() -> None:
    gaps = find(lay_counts(east=(2, 2)), holders=HOLDERS.assign(n_uncoded=[0, 0, 3]))
    assert {column: read_west(gaps)[column] for column in ("status", "case", "real", "n_peers", "n_uncoded")} == {
        "status": "absent", "case": "absent_uncoded", "real": False, "n_peers": 1, "n_uncoded": 3,
    }  # fmt: skip


def test_find_gaps_holds_no_document_without_a_date_against_an_older_one() -> None:
    statements = lay_statements(("capital", "capital", "2018-04"), ("east", "east", ""))
    gaps = find(lay_counts(capital=(2, 2), east=(2, 2)), statements=statements)
    facts = {"status": "older_source", "case": "older_undated", "n_peers": 2, "peers": "capital;east"}
    assert read_west(gaps) == {**BLANK, **facts, "sources": "capital;east"}


def test_find_gaps_calls_no_gap_real_that_only_documents_without_a_date_show() -> None:
    gaps = find(lay_counts(east=(2, 2)), statements=lay_statements(("east", "east", "")))
    facts = {"case": "absent_undated", "real": False, "n_peers": 1, "peers": "east", "sources": "east"}
    assert read_west(gaps) == {**BLANK, **facts}


def test_find_gaps_calls_no_gap_of_a_document_without_a_date_real() -> None:
    dateless = HOLDERS.assign(valid_from=["2000", "2000", ""], valid_to=["", "", ""])
    gaps = find(lay_counts(east=(2, 2)), holders=dateless, statements=lay_statements(("east", "east", "2006")))
    facts = {"case": "absent_dateless", "real": False, "n_peers": 1, "peers": "east", "sources": "east", "valid_to": ""}
    assert read_west(gaps) == {**BLANK, **facts}


def test_find_gaps_gives_absent_where_no_peer_states_it() -> None:
    assert read_west(find()) == BLANK


DOCUMENTS = pd.DataFrame(
    [("west-old", "west", "west-old", "regional", "2013"), ("west-new", "west", "west-new", "regional", "")],
    columns=HOLDERS.columns.drop(["valid_from", "n_uncoded"]),
).assign(valid_from="2000", n_uncoded=0)


def test_find_gaps_gives_absent_where_another_document_of_the_office_states_it() -> None:
    counts = DOCUMENTS[["holder_id", "office_id", "source_id"]].assign(code="TAX", n_duties=[2, 0], n_dedicated=[2, 0])
    gaps = find(counts, holders=DOCUMENTS, statements=lay_statements(("west-old", "west", "2001")))
    assert gaps.to_dict("records")[1] == {
        **BLANK, "holder_id": "west-new", "source_id": "west-new", "case": "absent_sibling", "n_peers": 1,
        "n_all_peers": 1, "peers": "west-old", "sources": "west-old", "valid_to": "",
    }  # fmt: skip


def test_find_gaps_counts_no_document_of_the_holder_as_another() -> None:
    # At the scope of offices a holder gathers several documents: none of them is another one's reason.
    holders = HOLDERS.assign(source_id=["capital", "east", "west-old;west-new"])
    gaps = find(holders[["holder_id", "office_id", "source_id"]].assign(code="TAX", n_duties=0, n_dedicated=0),
                holders=holders, statements=lay_statements(("west-old", "west", "2001")))  # fmt: skip
    assert read_west(gaps)["case"] == "absent_nobody"


# The first that holds decides.

ORDER = [
    ("two_duties", "present"),
    ("one_duty", "thin_one"),
    ("section", "thin_section"),
    ("codebook", "only_level"),
    ("younger", "older_source"),
    ("unreadable", "unreadable"),
    ("capital", "other_level"),
]


def judge(*facts: str) -> str:
    """Name the case of `west` where these facts hold."""
    own = (2, 2) if "two_duties" in facts else (1, 1) if "one_duty" in facts else (0, 0)
    own = (own[0], 0) if "beside" in facts else own
    start = "2020" if "younger" in facts else "2000"
    documents = {"capital": "capital", "east": "east", "west-new": "west"}
    capital, east = ((2, 2) if peer in facts else (0, 0) for peer in ("capital", "east"))
    counts = lay_counts(capital=capital, east=east, west=own)
    hints = [("west", hint, "full") for hint in ("section", "unreadable") if hint in facts]
    gaps = find(
        counts,
        codes=lay_codes("TAX", only_level="national" if "codebook" in facts else ""),
        statements=lay_statements(*((s, office, start) for s, office in documents.items() if s in facts)),
        hints=lay_hints(*hints),
    )
    return str(read_west(gaps)["case"])


@pytest.mark.parametrize(("first", "case"), ORDER)
def test_find_gaps_lets_the_first_that_holds_decide(first: str, case: str) -> None:
    facts = [fact for fact, _ in ORDER]
    assert judge(*facts[facts.index(first) :]) == case


@pytest.mark.parametrize(
    ("facts", "case"),
    [
        (("two_duties", "beside", "section", "codebook"), "thin_beside"),
        (("one_duty", "beside"), "thin_beside"),
        (("capital", "east"), "absent"),
        (("east",), "absent"),
        (("west-new",), "absent_sibling"),
        (("west-new", "east"), "absent_sibling"),
        (("unreadable", "east"), "unreadable"),
        (("younger", "east"), "older_source"),
        (("younger", "west-new"), "older_source"),
        (("younger",), "absent_nobody"),
        (("codebook",), "only_level"),
        ((), "absent_nobody"),
    ],
)
def test_find_gaps_decides_between_facts_that_hold_together(facts: tuple[str, ...], case: str) -> None:
    assert judge(*facts) == case


# Dates of different precision, and open ends.


@pytest.mark.parametrize(
    ("start", "end", "status"),
    [
        ("2014", "2013", "older_source"),
        ("2013", "2013", "absent"),
        ("2012", "2013", "absent"),
        ("2018-04", "2018-03", "older_source"),
        ("2018-03", "2018-03", "absent"),
        ("2018", "2018-03", "absent"),
        ("2019", "2018-03", "older_source"),
        ("2018-04", "2018", "absent"),
        ("2019-01", "2018", "older_source"),
        ("2018-03-02", "2018-03", "absent"),
        ("2018-04-01", "2018-03", "older_source"),
        ("2000", "", "absent"),
        ("2030", "", "absent"),
        ("", "2013", "absent"),
        ("", "", "absent"),
    ],
)
def test_find_gaps_compares_dates_at_the_precision_they_share(start: str, end: str, status: str) -> None:
    gaps = find(
        lay_counts(east=(2, 2)),
        holders=HOLDERS.assign(valid_to=["", "", end]),
        statements=lay_statements(("east", "east", start)),
    )
    assert read_west(gaps)["status"] == status


@pytest.mark.parametrize("other", ["2013", "2001"])
def test_find_gaps_gives_no_older_source_where_one_document_is_not_younger(other: str) -> None:
    statements = lay_statements(("capital", "capital", "2018-04"), ("east", "east", other))
    gaps = find(lay_counts(capital=(2, 2), east=(2, 2)), statements=statements)
    assert read_west(gaps)["status"] == "absent"


def test_find_gaps_judges_the_age_by_all_documents_whoever_the_peers_are() -> None:
    statements = lay_statements(("capital", "capital", "2018-04"), ("east", "east", "2006"))
    gaps = find(lay_counts(capital=(2, 2), east=(2, 2)), statements=statements, peers=["capital"])
    assert read_west(gaps)["status"] != "older_source"


# Peers.

STATED = lay_counts(capital=(2, 2), east=(1, 1), west=(1, 0))


def tell_peers(gaps: pd.DataFrame) -> dict[str, tuple[str, int, int]]:
    rows = gaps[["holder_id", "peers", "n_peers", "n_all_peers"]].to_numpy().tolist()
    return {holder: (peers, stating, everyone) for holder, peers, stating, everyone in rows}


def test_find_gaps_compares_with_all_others_by_default() -> None:
    assert tell_peers(find(STATED)) == {
        "capital": ("east;west", 2, 2),
        "east": ("capital;west", 2, 2),
        "west": ("capital;east", 2, 2),
    }


def test_find_gaps_compares_with_the_peers_chosen_never_with_the_holder_itself() -> None:
    assert tell_peers(find(STATED, peers=["west", "east"])) == {
        "capital": ("east;west", 2, 2),
        "east": ("west", 1, 1),
        "west": ("east", 1, 1),
    }


def test_find_gaps_counts_only_peers_that_state_it() -> None:
    assert tell_peers(find(lay_counts(east=(1, 1)))) == {
        "capital": ("east", 1, 2),
        "east": ("", 0, 2),
        "west": ("east", 1, 2),
    }


def test_find_gaps_compares_with_all_others_where_no_peer_is_chosen() -> None:
    pd.testing.assert_frame_equal(find(STATED, peers=[]), find(STATED))


def test_find_gaps_of_a_holder_that_is_its_only_peer_is_stated_by_nobody() -> None:
    west = read_west(find(lay_counts(capital=(2, 2), east=(2, 2)), peers=["west"]))
    assert {key: west[key] for key in ("case", "n_peers", "n_all_peers")} == {
        "case": "absent_nobody",
        "n_peers": 0,
        "n_all_peers": 0,
    }


def test_find_gaps_refuses_an_unknown_peer() -> None:
    message = "There is no 'mars' to compare with; use capital, east, west."
    with pytest.raises(UsageError, match=f"^{re.escape(message)}$"):
        find(peers=["west", "mars"])


def test_find_gaps_lays_no_gap_to_the_level_that_an_office_of_the_level_fills() -> None:
    # East, of west's level, states it too; that it was not chosen to compare with does not make it a national task.
    statements = lay_statements(("capital", "capital", "2001"), ("east", "east", "2006"))
    gaps = find(lay_counts(capital=(2, 2), east=(2, 2)), statements=statements, peers=["capital"])
    assert read_west(gaps)["status"] == "absent"


# Shape.


def test_find_gaps_keeps_the_order_of_counts() -> None:
    counts = pd.concat([lay_counts("TAX", west=(1, 1)), lay_counts("LAB", east=(1, 1))]).iloc[[3, 0, 5, 2, 4, 1]]
    gaps = find(counts, codes=lay_codes("LAB", "TAX"))
    assert gaps[["holder_id", "code"]].to_numpy().tolist() == counts[["holder_id", "code"]].to_numpy().tolist()


def test_find_gaps_judges_each_code_by_itself() -> None:
    counts = pd.concat([lay_counts("TAX", west=(2, 2)), lay_counts("LAB", east=(1, 1))])
    gaps = find(counts, codes=lay_codes("LAB", "TAX"), hints=lay_hints(("west", "section", "full")))
    assert gaps[["code", "holder_id", "case"]].to_numpy().tolist() == [
        ["TAX", "capital", "other_level"],
        ["TAX", "east", "absent"],
        ["TAX", "west", "present"],
        ["LAB", "capital", "other_level"],
        ["LAB", "east", "thin_one"],
        ["LAB", "west", "absent"],
    ]


def test_find_gaps_of_no_counts_keeps_its_columns() -> None:
    assert find(lay_counts().iloc[:0]).to_dict("list") == {column: [] for column in BLANK}


def test_find_gaps_leaves_its_input_alone() -> None:
    counts = lay_counts(west=(1, 1))
    before = counts.copy()
    find(counts)
    pd.testing.assert_frame_equal(counts, before)


DRAWN = st.fixed_dictionaries(
    {
        code: st.tuples(*[st.sampled_from([(0, 0), (1, 0), (1, 1), (3, 2)]) for _ in range(3)])
        for code in ("TAX", "LAB", "QUA")
    }
)
IDS = HOLDERS["holder_id"].tolist()


def lay_drawn(drawn: dict[str, tuple[tuple[int, int], ...]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Turn drawn counts into counts and statements that agree with them."""
    starts = dict(zip(IDS, ["2018-04", "2006", "2005"], strict=True))
    counts = [lay_counts(code, **dict(zip(IDS, figures, strict=True))) for code, figures in drawn.items()]
    table = pd.concat(counts, ignore_index=True)
    stated = table.loc[table["n_duties"] > 0]
    return table, stated.assign(valid_from=stated["holder_id"].map(starts))


@settings(deadline=None, max_examples=30)
@given(drawn=DRAWN, data=st.data())
def test_find_gaps_does_not_depend_on_the_order_of_rows(
    drawn: dict[str, tuple[tuple[int, int], ...]], data: st.DataObject
) -> None:
    counts, statements = lay_drawn(drawn)
    codes, hints = (
        lay_codes("TAX", "LAB", "QUA"),
        lay_hints(("west", "section", "full"), ("east", "unreadable", "none")),
    )

    def shuffle(table: pd.DataFrame) -> pd.DataFrame:
        return table.iloc[data.draw(st.permutations(range(len(table))))]

    told = ["holder_id", "code", "status", "case", "n_duties", "n_peers", "n_all_peers"]
    plain = find_gaps(counts, HOLDERS, codes, statements, hints)[told]
    shuffled = find_gaps(shuffle(counts), shuffle(HOLDERS), shuffle(codes), shuffle(statements), shuffle(hints))[told]
    assert sorted(shuffled.to_numpy().tolist()) == sorted(plain.to_numpy().tolist())


@settings(deadline=None, max_examples=30)
@given(drawn=DRAWN)
def test_find_gaps_keeps_counts_peers_and_statuses_in_step(drawn: dict[str, tuple[tuple[int, int], ...]]) -> None:
    counts, statements = lay_drawn(drawn)
    gaps = find_gaps(counts, HOLDERS, lay_codes("TAX", "LAB", "QUA"), statements, lay_hints())
    stated = (gaps["n_duties"] > 0).astype(int)
    assert (gaps["n_peers"] + stated == stated.groupby(gaps["code"]).transform("sum")).all()
    assert set(gaps["status"]) <= set(STATUSES)
    assert (gaps["status"].isin(["present", "thin"]) == (stated > 0)).all()
    assert (gaps["real"] == (gaps["case"] == "absent")).all()


# Reasons.

SENTENCES: list[tuple[dict[str, Any], str, str]] = [
    ({"case": "present", "n_duties": 5, "n_peers": 2}, "5 duties state it.", "有5项职责载明。"),
    ({"case": "thin_one", "n_duties": 1}, "Only one duty states it.", "仅一项职责载明。"),
    (
        {"case": "thin_beside", "n_duties": 2},
        "It stands only beside three or more other functions in the same sentence.",
        "仅在列有三项以上其他职能的句子中一并提及。",
    ),
    (
        {"case": "thin_section", "unit_en": "Travel Section", "unit_zh": "旅检科"},
        "No duty states it; only the name of a section shows it: Travel Section.",
        "无职责载明，仅内设机构名称有所体现：旅检科。",
    ),
    (
        {"case": "only_level", "only_level": "national", **REASON},
        "Only the national level can hold it: rates are national.",
        "只有国家级机关可行使：税率由国家规定。",
    ),
    (
        {"case": "only_level", "only_level": "regional", **REASON},
        "Only the regional level can hold it: rates are national.",
        "只有地方机关可行使：税率由国家规定。",
    ),
    (
        {"case": "older_source", "sources": "capital;east", "n_peers": 2},
        "Only documents younger than this one (2013) state it: capital, east.",
        "仅晚于本文件（2013）的文件载明：capital, east。",
    ),
    (
        {"case": "unreadable", "unit_en": "General Office", "unit_zh": "办公厅", "text_status": "truncated"},
        "The unit that would hold it cannot be read (its text breaks off): General Office.",
        "应承担该职能的单位无法阅读（文本中断）：办公厅。",
    ),
    (
        {"case": "unreadable", "unit_en": "Unit 7", "unit_zh": "七处", "text_status": "vacant"},
        "The unit that would hold it cannot be read (its duties are vacant): Unit 7.",
        "应承担该职能的单位无法阅读（职责暂缺）：七处。",
    ),
    (
        {"case": "unreadable", "unit_en": "Zone Customs", "unit_zh": "保税区海关", "text_status": "none"},
        "The unit that would hold it cannot be read (it has no text): Zone Customs.",
        "应承担该职能的单位无法阅读（无文本）：保税区海关。",
    ),
    (
        {"case": "other_level", "peers": "capital", "n_peers": 1},
        "Only offices of the other level state it: capital.",
        "仅另一层级的机关载明：capital。",
    ),
    (
        {"case": "absent", "n_peers": 1, "n_all_peers": 2, "peers": "east"},
        "1 of 2 peers state it; the documents give no reason.",
        "2个对照机关中有1个载明；文件未说明原因。",
    ),
    (
        {"case": "absent_uncoded", "n_peers": 1, "n_all_peers": 2, "peers": "east", "n_uncoded": 3},
        "1 of 2 peers state it; one of the 3 duties not yet coded may.",
        "2个对照机关中有1个载明；本机关尚有3项职责未编码，或有载明。",
    ),
    (
        {"case": "older_undated", "sources": "capital;east", "n_peers": 2},
        "Of the documents that state it (capital, east), all with a date are younger than this (2013).",
        "载明该职能的文件（capital, east）中，有日期者均晚于本文件（2013）。",
    ),
    (
        {"case": "absent_undated", "sources": "east", "n_peers": 1},
        "Only documents without a date state it (east): they may be younger than this one.",
        "仅无日期的文件载明（east），可能晚于本文件。",
    ),
    (
        {"case": "absent_dateless", "n_peers": 1, "n_all_peers": 2, "peers": "east"},
        "1 of 2 peers state it; this document bears no date, and may be older than theirs.",
        "2个对照机关中有1个载明；本文件无日期，可能早于上述文件。",
    ),
    ({"case": "absent_nobody"}, "No peer states it either.", "对照机关亦均未载明。"),
    (
        {"case": "absent_sibling", "sources": "west-old;west-new", "n_peers": 1},
        "Another document of this office states it: west-old, west-new.",
        "本机关的另一文件载明：west-old, west-new。",
    ),
]


@pytest.mark.parametrize(("facts", "sentence", "_"), SENTENCES)
def test_explain_gaps_says_the_reason_in_english(facts: dict[str, Any], sentence: str, _: str) -> None:
    assert explain_gaps(pd.DataFrame([{**BLANK, **facts}])).tolist() == [sentence]


@pytest.mark.parametrize(("facts", "_", "sentence"), SENTENCES)
def test_explain_gaps_says_the_reason_in_chinese(facts: dict[str, Any], _: str, sentence: str) -> None:
    assert explain_gaps(pd.DataFrame([{**BLANK, **facts}]), language="zh").tolist() == [sentence]


def test_explain_gaps_has_a_sentence_for_every_case_in_both_languages() -> None:
    cases = {facts["case"] for facts, _, _ in SENTENCES}
    assert {language: set(reasons) for language, reasons in REASONS.items()} == {"en": cases, "zh": cases}


def test_explain_gaps_aligns_with_its_rows() -> None:
    gaps = pd.DataFrame([BLANK, {**BLANK, "case": "thin_one"}], index=[7, 3])
    expected = pd.Series(["No peer states it either.", "Only one duty states it."], index=[7, 3], dtype=str)
    pd.testing.assert_series_equal(explain_gaps(gaps), expected)


def test_explain_gaps_of_no_rows_is_empty() -> None:
    assert explain_gaps(pd.DataFrame([BLANK]).iloc[:0]).tolist() == []


# Order.


def lay_gaps(*rows: tuple[str, str, str, int, float]) -> pd.DataFrame:
    """Lay out gaps, of which those that are absent are real."""
    table = pd.DataFrame(rows, columns=["holder_id", "code", "status", "n_peers", "nearest_score"])
    return table.assign(real=table["status"] == "absent")


def test_order_gaps_goes_by_status_then_the_widest_practice() -> None:
    gaps = lay_gaps(
        ("west", "A", "present", 3, 1.0),
        ("west", "B", "unreadable", 3, 0.5),
        ("west", "C", "other_level", 3, 0.5),
        ("west", "D", "older_source", 3, 0.5),
        ("west", "E", "thin", 3, 1.0),
        ("west", "F", "absent", 1, 0.5),
        ("west", "G", "absent", 2, 0.5),
    )
    assert order_gaps(gaps).to_dict("records") == gaps.iloc[[6, 5, 4, 3, 2, 1, 0]].to_dict("records")


def test_order_gaps_keeps_the_order_of_equals() -> None:
    gaps = lay_gaps(("west", "B", "thin", 2, 0.1), ("west", "A", "thin", 2, 0.9), ("east", "C", "thin", 2, 0.5))
    assert order_gaps(gaps)["code"].tolist() == ["B", "A", "C"]


def test_order_gaps_of_no_rows_keeps_its_columns() -> None:
    assert order_gaps(lay_gaps()).to_dict("list") == {column: [] for column in lay_gaps().columns}


def test_rank_gaps_keeps_real_gaps_only() -> None:
    gaps = lay_gaps(*(("west", status, status, 3, 0.5) for status in STATUSES))
    assert rank_gaps(gaps).to_dict("records") == gaps.loc[gaps["status"] == "absent"].to_dict("records")


def test_rank_gaps_leaves_out_what_another_document_of_the_office_states() -> None:
    gaps = lay_gaps(("west", "A", "absent", 3, 0.5), ("west", "B", "absent", 3, 0.5)).assign(real=[False, True])
    assert rank_gaps(gaps)["code"].tolist() == ["B"]


@pytest.mark.parametrize(("quorum", "codes"), [(0, "CBA"), (1, "CB"), (2, "C"), (3, "")])
def test_rank_gaps_keeps_what_a_quorum_of_peers_fills(quorum: int, codes: str) -> None:
    gaps = lay_gaps(("west", "A", "absent", 0, 0.5), ("west", "B", "absent", 1, 0.5), ("west", "C", "absent", 2, 0.5))
    assert rank_gaps(gaps, quorum=quorum)["code"].tolist() == list(codes)


def test_rank_gaps_asks_for_two_peers_by_default() -> None:
    gaps = lay_gaps(("west", "A", "absent", 1, 0.5), ("west", "B", "absent", 2, 0.5))
    assert rank_gaps(gaps)["code"].tolist() == ["B"]


def test_rank_gaps_goes_by_peers_then_distance_then_ids() -> None:
    ranked = [
        ("west", "Z", "absent", 3, 0.9),
        ("west", "Y", "absent", 2, 0.1),
        ("east", "X", "absent", 2, 0.4),
        ("west", "A", "absent", 2, 0.4),
        ("west", "B", "absent", 2, 0.4),
    ]
    assert rank_gaps(lay_gaps(*reversed(ranked))).to_dict("records") == lay_gaps(*ranked).to_dict("records")


@settings(deadline=None, max_examples=30)
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(IDS), st.sampled_from("ABC"), st.sampled_from(STATUSES), st.integers(0, 3),
            st.sampled_from([0.0, 0.25, 0.5]),
        ),
        max_size=8, unique_by=lambda row: (row[0], row[1]),
    ),
    data=st.data(),
)  # fmt: skip
def test_rank_gaps_does_not_depend_on_the_order_of_rows(
    rows: list[tuple[str, str, str, int, float]], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(rows))
    assert rank_gaps(lay_gaps(*shuffled)).to_numpy().tolist() == rank_gaps(lay_gaps(*rows)).to_numpy().tolist()


@pytest.mark.parametrize(
    ("level", "language", "told"),
    [
        ("function", "en", "West: 1 real gap among 4 rows, and 2 thin or explained"),
        ("function", "zh", "West在4项职能中有真实缺口1个，另有2个记载单薄或可以解释"),
        ("area", "zh", "West在4个领域中有真实缺口1个，另有2个记载单薄或可以解释"),
    ],
)
def test_tell_gaps_counts_what_is_real_and_what_is_not(level: str, language: str, told: str) -> None:
    gaps = pd.DataFrame({"status": ["absent", "thin", "absent", "present"], "real": [True, False, False, False]})
    assert tell_gaps(gaps, "West", level=level, language=language) == told
