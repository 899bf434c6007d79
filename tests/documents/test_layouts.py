from __future__ import annotations

import csv
import time
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.documents.document import Document
from analytics.documents.layout import Layout
from analytics.documents.layouts import find_duties
from analytics.documents.marked import judge_import, read_marked
from analytics.documents.readers import read_document
from analytics.documents.ruled import find_ruled
from analytics.errors import UsageError

FIXTURES = Path(__file__).parent / "fixtures"
PAGES = sorted([*FIXTURES.glob("[a-z]*.md"), *FIXTURES.glob("*.html")])
TEXTS = sorted([*FIXTURES.glob("*.txt"), *FIXTURES.glob("kept_aside/*.txt")])


def lay_out(text: str) -> Layout:
    return find_duties(Document("a.txt", "text", "utf-8", "", text, tuple(find_ruled(text))))


def list_units(layout: Layout) -> list[tuple[int, str]]:
    """Units with an ordinal above 0; the office itself has no heading of its own in the marks."""
    return [(unit.ordinal, unit.name) for unit in layout.units if unit.ordinal]


def list_duties(layout: Layout) -> list[tuple[int, int]]:
    return [(duty.start, duty.end) for unit in layout.units for duty in unit.duties]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_fixture_has_its_marked_units_and_duties(path: Path) -> None:
    marked = read_marked(path)
    layout = lay_out(marked.text)
    assert list_units(layout) == marked.units
    found = [marked.text[start:end] for start, end in list_duties(layout)]
    assert found == [marked.text[start:end] for start, end, _ in marked.duties]
    assert list_duties(layout) == [(start, end) for start, end, _ in marked.duties]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page_has_its_marked_units_and_duties(path: Path, tmp_path: Path) -> None:
    marked = read_marked(path)
    (tmp_path / path.name).write_text(marked.text, encoding="utf-8")
    layout = find_duties(read_document(tmp_path / path.name))
    assert list_units(layout) == marked.units
    found = [layout.document.text[start:end] for start, end in list_duties(layout)]
    assert found == [marked.text[start:end] for start, end, _ in marked.duties]


def test_five_documents_give_all_796_places(documents: Path) -> None:
    expected: dict[str, dict[str, tuple[int, int, int]]] = defaultdict(dict)
    with (documents / "segments.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            source = row["duty_id"].rsplit("-", 2)[0]
            expected[source][row["duty_id"]] = (int(row["start"]), int(row["end"]), int(row["line"]))
    assert sum(map(len, expected.values())) == 796
    for source, places in expected.items():
        layout = find_duties(read_document(documents / f"{source}.txt"))
        found = {
            f"{source}-{unit.ordinal:02}-{duty.number:02}": (duty.start, duty.end, duty.line)
            for unit in layout.units
            for duty in unit.duties
        }
        assert found == places


@pytest.mark.parametrize(
    ("source", "ordinals"),
    [("lanzhou", 10), ("qingdao", 23), ("dalian", 33), ("gacc-mandate", 0), ("gacc-directory", 12)],
)
def test_five_documents_give_their_78_units(documents: Path, source: str, ordinals: int) -> None:
    layout = find_duties(read_document(documents / f"{source}.txt"))
    first = 0 if source.startswith("gacc") else 1
    assert [unit.ordinal for unit in layout.units] == list(range(first, ordinals + 1))


def test_unit_declared_vacant_keeps_its_ordinal() -> None:
    layout = lay_out("法规处\n主要职责：暂缺\n人事处\n主要职责：\n1、负责任免。\n2、负责培训。")
    assert [(unit.ordinal, unit.name, unit.vacant, len(unit.duties)) for unit in layout.units] == [
        (1, "法规处", True, 0),
        (2, "人事处", False, 2),
    ]


def test_unit_with_one_sentence_has_one_duty() -> None:
    layout = lay_out("Audit Office\nThe Audit Office is responsible for checking accounts, systems and contracts.\n")
    assert [[layout.document.text[d.start : d.end] for d in unit.duties] for unit in layout.units] == [
        ["checking accounts, systems and contracts"]
    ]


def test_list_of_units_is_left_out_and_said_so() -> None:
    text = "The agency has the following divisions:\n1. Legal Division\n2. Audit Division\n"
    layout = lay_out(text)
    assert layout.units == ()
    assert {part.why for part in layout.parts if "Division" in text[part.start : part.end]} == {"a list of units"}


def test_doubled_numbers_are_replaced_by_ordinals_with_a_doubt() -> None:
    layout = lay_out("Legal Division\nDuties:\n1. Drafts.\n2. Advises.\n2. Pleads.\n")
    assert [duty.number for duty in layout.units[0].duties] == [1, 2, 3]
    assert [doubt.what for doubt in layout.doubts] == ["duties are numbered by their order"]


def test_skipped_numbers_are_kept_with_a_doubt() -> None:
    layout = lay_out("Legal Division\nDuties:\n1. Drafts.\n2. Advises.\n4. Pleads.\n")
    assert [duty.number for duty in layout.units[0].duties] == [1, 2, 4]
    assert [doubt.what for doubt in layout.doubts] == ["numbers are kept as printed"]


SNIPPETS = st.sampled_from(
    [
        "办公室",
        "（一）",
        "一、",
        "1. ",
        "2. ",
        "①",
        "(a) ",
        "负责文电；",
        "主要职责：",
        "。",
        "；",
        "\n",
        "\n\n",
        "  ",
        "\t",
        "Legal Division",
        "The Legal Division is responsible for audits. ",
        "Functions:",
        "• ",
        "- 3 -",
        "第三條　",
        "Phone: 1",
        "is",
        "本局設下列科、室：",
        "“",
        "(",
        "）",
        "\r\n",
        "\u3000",
        "\ufeff",
        "other tasks assigned by the Director. ",
    ]
)
TEXT = st.one_of(st.text(max_size=300), st.lists(SNIPPETS, max_size=60).map("".join))


@settings(deadline=None, max_examples=300)
@given(TEXT)
def test_any_text_is_tiled_and_its_duties_are_disjoint(text: str) -> None:
    layout = lay_out(text)
    assert "".join(text[part.start : part.end] for part in layout.parts) == text
    assert all(part.start < part.end for part in layout.parts)
    places = list_duties(layout)
    assert all(0 <= start < end <= len(text) and text[start:end].strip() for start, end in places)
    assert all(first[1] <= second[0] for first, second in pairwise(places))
    assert {(part.start, part.end) for part in layout.parts if part.kind == "duty"} == set(places)
    numbers = [(unit.ordinal, duty.number) for unit in layout.units for duty in unit.duties]
    assert len(numbers) == len(set(numbers))


@settings(deadline=None, max_examples=150)
@given(TEXT, st.text(" \n\t", max_size=5))
def test_white_space_at_the_end_changes_nothing(text: str, space: str) -> None:
    before, after = lay_out(text.rstrip()), lay_out(text.rstrip() + space)
    assert after.units == before.units
    assert after.doubts == before.doubts


@pytest.mark.parametrize(
    "words", ["Drafts laws. ", "The Legal Division of the ", "办公室负责文电；", "(", "1 ", "第 1 条 ", "一、"]
)
def test_one_long_line_takes_seconds(words: str) -> None:
    began = time.perf_counter()
    lay_out(words * (1_000_000 // len(words)))
    assert time.perf_counter() - began < 60


def test_marks_of_direction_and_numbers_alone_give_no_false_units() -> None:
    assert lay_out("1 2 3\n4 5 6\n7\n").units == ()
    layout = lay_out("\u202eLegal Division\u202c\n1. \u200fDrafts laws.\n2. \u200fReads\u200e.\n")
    assert [len(unit.duties) for unit in layout.units] == [2]


def test_five_megabytes_take_seconds() -> None:
    units = "".join(
        f"第{i}處\n主要職責：\n1、負責通關業務的監管；\n2、負責徵收關稅；\n3、完成其他任務。\n\n" for i in range(1, 60)
    )
    text = units * (5_000_000 // len(units.encode()) + 1)
    began = time.perf_counter()
    layout = lay_out(text)
    assert time.perf_counter() - began < 60
    assert sum(len(unit.duties) for unit in layout.units) > 50_000


def test_import_is_judged_on_marked_documents(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "⟨01|Legal Division⟩\n1. ⟦Drafts laws⟧.\n2. ⟦Advises⟧.\n⟨02|Stores Division⟩\n1. Keeps ⟦stocks⟧.\n",
        encoding="utf-8",
    )
    (tmp_path / "notes.md").write_text("No marks here.", encoding="utf-8")
    figures = judge_import(tmp_path)
    assert figures["part"].unique().tolist() == ["import, 1 marked documents"]
    assert dict(zip(figures["figure"], zip(figures["n"], figures["value"], strict=True), strict=True)) == {
        "units found": (2, 1.0),
        "units that are none": (2, 0.0),
        "duties found, to the character": (3, pytest.approx(2 / 3)),
        "duties that are none": (3, pytest.approx(1 / 3)),
        "duties found, under their unit": (3, pytest.approx(2 / 3)),
    }


def test_folder_without_marks_cannot_judge_the_import(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"holds no marked document\. Remedy"):
        judge_import(tmp_path)


def test_fixtures_are_found_but_for_what_the_judge_counts_otherwise() -> None:
    figures = judge_import(FIXTURES)
    assert (figures.loc[figures["figure"].str.contains("found"), "value"] >= 0.99).all()
    assert (figures.loc[figures["figure"].str.contains("none"), "value"] == 0).all()
