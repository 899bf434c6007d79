"""What the report says: each sentence with its number, each number that of the tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from analytics.errors import UsageError
from analytics.report import compile_report
from analytics.report.contents import Table, is_figure
from analytics.tables import tabulate_coverage, tabulate_gaps

if TYPE_CHECKING:
    from analytics.report.contents import Report
    from analytics.store import Store

WHO = [("lanzhou", ("qingdao", "dalian")), ("gacc", ()), ("qingdao", ("dalian",))]


@pytest.fixture(scope="module", params=[(*who, language) for who in WHO for language in ("en", "zh")], ids=str)
def report(request: pytest.FixtureRequest, store: Store) -> Report:
    office, peers, language = request.param
    return compile_report(store, office=office, peers=peers, language=language)


@pytest.fixture(scope="module")
def lanzhou(store: Store) -> Report:
    return compile_report(store, office="lanzhou", peers=("qingdao", "dalian"))


def list_tables(report: Report) -> list[Table]:
    return [
        table
        for section in report.sections
        for table in (*section.tables, *(picture.twin for picture in section.pictures))
    ]


def test_every_sentence_carries_a_number_and_ends(report: Report) -> None:
    told = [report.subtitle, *report.list_findings(), *(s for part in report.sections for s in part.sentences)]

    assert [sentence for sentence in told if not re.search(r"\d", sentence)] == []
    assert [sentence for sentence in told[1:] if not sentence.endswith((".", "。"))] == []


def test_every_table_is_full_and_every_picture_has_its_words(report: Report) -> None:
    for table in list_tables(report):
        assert {len(row) for row in (table.head, table.widths, *table.rows)} == {len(table.head)}
        assert table.rows
    pictures = [picture for section in report.sections for picture in section.pictures]
    assert len(pictures) >= 3
    assert all(picture.alt and re.search(r"\d", picture.caption) for picture in pictures)


def test_coverage_says_what_the_tables_say(store: Store, lanzhou: Report) -> None:
    counts = {}
    for level in ("area", "function"):
        table = tabulate_coverage(store, level=level)
        counts[level] = int((table.loc[table["holder_id"] == "lanzhou", "n_duties"] > 0).sum())
    assert lanzhou.list_findings()[0].startswith(
        f"Lanzhou states {counts['area']} of 24 areas and {counts['function']} of 101 functions in "
    )


def test_gap_table_lists_every_real_gap_against_just_the_peers(store: Store, lanzhou: Report) -> None:
    gaps = tabulate_gaps(store, peers=["qingdao", "dalian"])
    real = gaps.loc[(gaps["holder_id"] == "lanzhou") & gaps["real"]]
    names = store.query("codes", level="function").set_index("code")["name_en"]

    section = next(section for section in lanzhou.sections if section.title == "Gaps")
    assert sorted(row[0].removesuffix(" ◇") for row in section.tables[0].rows) == sorted(names[real["code"]])
    assert sum(row[0].endswith("◇") for row in section.tables[0].rows) == int(real["fragile"].sum())
    assert {row[1] for row in section.tables[0].rows} <= {"Qingdao, Dalian", "Qingdao", "Dalian"}


def test_statuses_add_up_to_all_functions(report: Report) -> None:
    table = next(section for section in report.sections if section.title in {"Gaps", "缺口"}).tables[-1]

    assert sum(int(row[1]) for row in table.rows) == 101


def test_same_store_gives_the_same_report(store: Store, lanzhou: Report) -> None:
    again = compile_report(store, office="lanzhou", peers=("dalian", "qingdao"))

    assert again.list_findings() == lanzhou.list_findings()
    assert list_tables(again) == list_tables(lanzhou)


@pytest.mark.parametrize(
    ("language", "rows"),
    [
        (
            "en",
            [
                ("Regional duties", "2018-04–now", "Chinese", "1", "It names 2018.", "One is vacant."),
                ("National duties", "2001–2013-07-24", "English", "2", "It names 2013.", "Complete."),
            ],
        ),
        (
            "zh",
            [
                ("地方职责", "2018-04–今", "中文", "1", "载有2018年。", "一项暂缺。"),
                ("总局职责", "2001–2013-07-24", "英文", "2", "载有2013年。", "齐全。"),
            ],
        ),
    ],
)
def test_documents_are_told_in_the_language_of_the_report(
    small: Store, language: str, rows: list[tuple[str, ...]]
) -> None:
    sections = compile_report(small, office="reg", language=language).sections

    section = next(section for section in sections if section.title in {"Documents compared", "所比较的文件"})
    assert list(section.tables[0].rows) == rows


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("office", ["nat", "reg"])
def test_offices_with_a_duty_or_two_have_a_report(small: Store, office: str, language: str) -> None:
    report = compile_report(small, office=office, language=language)

    told = [*report.list_findings(), *(s for part in report.sections for s in part.sentences)]
    assert [sentence for sentence in told if not re.search(r"\d", sentence)] == []


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"office": "nobody"}, r"^There is no office 'nobody'; use one of nat, reg\.$"),
        ({"office": "nat", "peers": ("them",)}, r"^There is no office 'them'; use one of nat, reg\.$"),
        ({"office": "nat", "peers": ("nat",)}, r"^'nat' cannot be its own peer; leave it out of the peers\.$"),
        ({"office": "nat", "language": "fr"}, r"^There is no report language 'fr'; use one of en, zh\.$"),
    ],
    ids=["office", "peer", "itself", "language"],
)
def test_report_names_what_it_does_not_know(small: Store, options: dict[str, Any], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        compile_report(small, **options)


@pytest.mark.parametrize("cell", ["7", "14.3%", "+0.4", "-2.1 ○", "✕", "0.78–1.20"])
def test_figures_stand_at_the_right(cell: str) -> None:
    assert is_figure(cell)


@pytest.mark.parametrize("cell", ["", "lanzhou-03", "2 of 3 peers", "2005–now", "同 2"])
def test_texts_stand_at_the_left(cell: str) -> None:
    assert not is_figure(cell)


def test_columns_of_figures_alone_are_set_at_the_right() -> None:
    table = Table("t", ("name", "n", "mixed"), (("a", "1", "2"), ("b", "2", "two")), (1, 1, 1))

    assert table.list_sides() == [False, True, False]
