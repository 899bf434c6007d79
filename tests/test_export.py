from __future__ import annotations

import io
import json
import re
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.errors import UsageError
from analytics.export import TABLES, export_table
from analytics.store import Store
from analytics.writers import WRITERS, make_formula_safe, write_csv, write_excel, write_json
from tests.test_register import match_whole

if TYPE_CHECKING:
    pass

BOM = b"\xef\xbb\xbf"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12)
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def read_csv(content: bytes) -> list[list[str]]:
    table = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False, encoding="utf-8-sig")
    return [list(table.columns), *table.to_numpy().tolist()]


def read_excel(content: bytes) -> list[list[str | float]]:
    """Read the cells of a workbook's only sheet: texts as `str`, numbers as `float`, truths as `bool`."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        strings = ElementTree.fromstring(book.read("xl/sharedStrings.xml")).findall(f"{SHEET}si")
        rows = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml")).iter(f"{SHEET}row")
        texts = ["".join(part.text or "" for part in string.iter(f"{SHEET}t")) for string in strings]
        cells = [[(cell.get("t"), cell.findtext(f"{SHEET}v") or "") for cell in row] for row in rows]
    return [
        [texts[int(value)] if kind == "s" else value == "1" if kind == "b" else float(value) for kind, value in row]
        for row in cells
    ]


def test_write_csv_writes_utf_8_with_a_byte_order_mark_and_a_line_a_row() -> None:
    table = pd.DataFrame({"duty_id": ["reg-01-01"], "gist_zh": ["征收税款"], "share": [0.5], "comparable": [True]})

    lines = write_csv(table).decode("utf-8").splitlines()

    assert lines == ["\ufeffduty_id,gist_zh,share,comparable", "reg-01-01,征收税款,0.5,True"]


def test_write_csv_of_no_rows_keeps_the_header() -> None:
    table = pd.DataFrame({"a": pd.Series(dtype=str), "b": pd.Series(dtype=object), "c": pd.Series(dtype=int)})

    assert write_csv(table).rstrip() == BOM + b"a,b,c"


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=3))
def test_write_csv_loses_no_text(rows: list[tuple[str, str]]) -> None:
    read = read_csv(write_csv(pd.DataFrame(rows, columns=["a", "b"])))

    assert read == [["a", "b"], *([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row] for row in rows)]


@pytest.mark.parametrize(
    "text", ["a,b", 'say "no"', "two\nlines", "two\r\nlines", "one\rbreak", "", " ", "NA", "007", "\ufeff", "a\x00b"]
)
def test_write_csv_keeps_the_text(text: str) -> None:
    assert read_csv(write_csv(pd.DataFrame({"a": [text], "b": ["end"]}))) == [["a", "b"], [text, "end"]]


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.sampled_from(FORMULA), TEXTS), min_size=1, max_size=3))
def test_write_csv_lets_no_cell_begin_a_formula(texts: list[tuple[str, str]]) -> None:
    table = pd.DataFrame({"a": [first + rest for first, rest in texts]})

    assert [row[0][0] for row in read_csv(write_csv(table))[1:]] == ["'"] * len(texts)


def test_make_formula_safe_marks_texts_and_leaves_numbers_truths_and_gaps() -> None:
    table = pd.DataFrame(
        {
            "text": ["=1+1", "1=1", "@now"],
            "number": [-1, 2, 3],
            "figure": [-0.5, 0.0, float("nan")],
            "truth": [True, False, True],
            "mixed": ["-x", None, -5],
        }
    )

    safe = make_formula_safe(table)

    assert safe["text"].to_list() == ["'=1+1", "1=1", "'@now"]
    assert safe[["number", "figure", "truth"]].equals(table[["number", "figure", "truth"]])
    assert safe["mixed"].to_list() == ["'-x", None, -5]


def test_make_formula_safe_leaves_the_table_that_it_was_given() -> None:
    table = pd.DataFrame({"a": ["=1"]})
    make_formula_safe(table)

    assert table.to_dict("list") == {"a": ["=1"]}


@settings(deadline=None, max_examples=30)
@given(st.lists(TEXTS, max_size=4))
def test_make_formula_safe_changes_nothing_the_second_time(texts: list[str]) -> None:
    once = make_formula_safe(pd.DataFrame({"a": pd.Series(texts, dtype=str)}))

    assert make_formula_safe(once).equals(once)


def test_write_json_writes_an_object_a_row_with_chinese_as_it_is() -> None:
    table = pd.DataFrame({"duty_id": ["reg-01-01"], "gist_zh": ["征收税款"], "share": [0.5], "nearest": [None]})

    content = write_json(table)

    assert json.loads(content) == [{"duty_id": "reg-01-01", "gist_zh": "征收税款", "share": 0.5, "nearest": None}]
    assert "征收税款" in content.decode("utf-8")
    assert content.endswith(b"]\n")


def test_write_json_of_no_rows_is_an_empty_array() -> None:
    assert json.loads(write_json(pd.DataFrame({"a": pd.Series(dtype=str)}))) == []


@settings(deadline=None, max_examples=30)
@given(st.lists(st.fixed_dictionaries({"a": TEXTS, "n": st.integers(-1000, 1000)}), min_size=1, max_size=3))
def test_write_json_loses_nothing(rows: list[dict[str, object]]) -> None:
    assert json.loads(write_json(pd.DataFrame(rows))) == rows


def test_write_excel_writes_texts_as_texts_and_numbers_as_numbers() -> None:
    table = pd.DataFrame(
        {
            "text": ["=1+1", "https://example.org", "007", "征收税款"],
            "number": [1, -2, 3, 4],
            "truth": [True, False, True, True],
        }
    )

    content = write_excel(table)

    assert read_excel(content) == [
        ["text", "number", "truth"],
        ["=1+1", 1, True],
        ["https://example.org", -2, False],
        ["007", 3, True],
        ["征收税款", 4, True],
    ]
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode("utf-8")
    assert not re.findall(r"<f>|<hyperlink", sheet)


def test_write_excel_freezes_the_header_and_offers_filters() -> None:
    content = write_excel(pd.DataFrame({"a": ["x", "y"], "b": ["z", ""]}))

    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    panes = [dict(pane.attrib) for pane in sheet.iter(f"{SHEET}pane")]
    assert [(pane["ySplit"], pane["topLeftCell"], pane["state"]) for pane in panes] == [("1", "A2", "frozen")]
    assert [found.get("ref") for found in sheet.iter(f"{SHEET}autoFilter")] == ["A1:B3"]


def test_write_excel_holds_no_time_of_writing() -> None:
    content = write_excel(pd.DataFrame({"a": ["x"]}))

    with zipfile.ZipFile(io.BytesIO(content)) as book:
        dates = re.findall(r"\d{4}-\d\d-\d\dT[^<]*", book.read("docProps/core.xml").decode("utf-8"))
        years = {entry.date_time[0] for entry in book.infolist()}
    assert set(dates) == {"2000-01-01T00:00:00Z"}
    assert years == {1980}


def test_write_excel_of_no_rows_keeps_the_header() -> None:
    assert read_excel(write_excel(pd.DataFrame({"a": pd.Series(dtype=str), "b": []}))) == [["a", "b"]]


@settings(deadline=None, max_examples=30)
@given(st.lists(TEXTS.filter(str.isprintable).filter(bool), min_size=1, max_size=4))
def test_write_excel_keeps_every_text_that_can_be_read(texts: list[str]) -> None:
    assert read_excel(write_excel(pd.DataFrame({"a": texts}))) == [["a"], *([text] for text in texts)]


@settings(deadline=None, max_examples=30)
@given(TEXTS)
def test_write_excel_of_any_text_is_a_sound_workbook(text: str) -> None:
    rows = read_excel(write_excel(pd.DataFrame({"a": [text], "b": ["end"]})))

    assert (rows[0], rows[1][-1]) == (["a", "b"], "end")


@pytest.mark.parametrize("form", list(WRITERS))
@pytest.mark.parametrize("name", list(TABLES))
def test_export_table_of_one_store_gives_the_same_bytes_each_time(small: Store, name: str, form: str) -> None:
    with Store(small.path) as again:
        first, second = (WRITERS[form](export_table(opened, name)) for opened in (small, again))

    assert first == second


@pytest.mark.parametrize("scope", ["office", "source"])
@pytest.mark.parametrize("name", list(TABLES))
def test_export_table_of_the_register_fits_every_format(store: Store, name: str, scope: str) -> None:
    table = export_table(store, name, scope=scope)
    n_rows = len(table)

    assert n_rows > 0
    assert len(read_csv(write_csv(table))) == n_rows + 1
    assert len(json.loads(write_json(table))) == n_rows
    assert table.map(lambda cell: len(str(cell))).to_numpy().max() <= 32_767  # Excel cuts longer cells


def test_export_table_of_the_register_is_the_same_table_in_excel(store: Store) -> None:
    table = export_table(store, "gaps")

    rows = read_excel(write_excel(table))

    assert rows[0] == list(table.columns)
    assert [row[3] for row in rows[1:]] == list(table["function"])
    assert len(rows) == len(table) + 1


def test_export_table_gives_duties(small: Store) -> None:
    assert export_table(small, "duties").to_numpy().tolist() == [
        [
            "reg-01-01",
            "reg",
            "reg",
            "reg-01",
            "Collects tax",
            "征收税款",
            "TAX.LEVY",
            "TAX",
            "EXECUTE",
            True,
            "",
            "people",
            False,
        ],
        [
            "nat-01-01",
            "nat",
            "nat",
            "nat-01",
            "Sets rules on value and levying",
            "制定估价和征收规则",
            "TAX.VALUE;TAX.LEVY",
            "TAX",
            "RULE",
            True,
            "",
            "people",
            False,
        ],
        [
            "nat-01-02",
            "nat",
            "nat",
            "nat-01",
            "Does other tasks",
            "承办其他事项",
            "GEN.OTHER",
            "GEN",
            "EXECUTE",
            False,
            "Role only",
            "people",
            False,
        ],
    ]


def test_export_table_gives_coverage_of_areas_then_functions(small: Store) -> None:
    columns = ["office_id", "source_id", "level", "area", "function", "n_duties", "n_functions", "breadth", "share"]

    assert export_table(small, "coverage")[columns].to_numpy().tolist() == [
        ["nat", "nat", "area", "TAX", "", 1, 2, 1.0, 1.0],
        ["nat", "nat", "area", "LAB", "", 0, 0, 0.0, 0.0],
        ["reg", "reg", "area", "TAX", "", 1, 1, 0.5, 1.0],
        ["reg", "reg", "area", "LAB", "", 0, 0, 0.0, 0.0],
        ["nat", "nat", "function", "TAX", "TAX.LEVY", 1, 1, 1.0, 1.0],
        ["nat", "nat", "function", "TAX", "TAX.VALUE", 1, 1, 1.0, 1.0],
        ["nat", "nat", "function", "LAB", "LAB.TEST", 0, 0, 0.0, 0.0],
        ["reg", "reg", "function", "TAX", "TAX.LEVY", 1, 1, 1.0, 1.0],
        ["reg", "reg", "function", "TAX", "TAX.VALUE", 0, 0, 0.0, 0.0],
        ["reg", "reg", "function", "LAB", "LAB.TEST", 0, 0, 0.0, 0.0],
    ]


def test_export_table_gives_gaps_with_their_reasons(small: Store) -> None:
    columns = ["office_id", "function", "status", "n_duties", "n_peers", "peers", "nearest_duty_id", "reason"]

    assert export_table(small, "gaps")[columns].to_numpy().tolist() == [
        ["nat", "TAX.LEVY", "thin", 1, 1, "reg", "nat-01-01", "Only one duty states it."],
        ["nat", "TAX.VALUE", "thin", 1, 0, "", "nat-01-01", "Only one duty states it."],
        ["nat", "LAB.TEST", "absent", 0, 0, "", "nat-01-01", "No peer states it either."],
        ["reg", "TAX.LEVY", "thin", 1, 1, "nat", "reg-01-01", "Only one duty states it."],
        [
            "reg",
            "TAX.VALUE",
            "thin",
            0,
            1,
            "nat",
            "reg-01-01",
            "No duty states it; only the name of a section shows it: Valuation Section.",
        ],
        [
            "reg",
            "LAB.TEST",
            "unreadable",
            0,
            0,
            "",
            "reg-01-01",
            "The unit that would hold it cannot be read (its duties are vacant): Laboratory.",
        ],
    ]


def test_export_table_gives_a_column_an_office_in_the_comparison(small: Store) -> None:
    nat = "nat-01-01 Sets rules on value and levying / 制定估价和征收规则"

    assert export_table(small, "comparison").to_dict("records") == [
        {
            "area": "TAX",
            "function": "TAX.LEVY",
            "name_en": "Levying",
            "name_zh": "征收",
            "n_holders": 2,
            "nat": nat,
            "reg": "reg-01-01 Collects tax / 征收税款",
        },
        {
            "area": "TAX",
            "function": "TAX.VALUE",
            "name_en": "Value",
            "name_zh": "估价",
            "n_holders": 1,
            "nat": nat,
            "reg": "",
        },
        {
            "area": "LAB",
            "function": "LAB.TEST",
            "name_en": "Testing",
            "name_zh": "化验",
            "n_holders": 0,
            "nat": "",
            "reg": "",
        },
    ]


@pytest.mark.parametrize("name", ["coverage", "gaps"])
def test_export_table_keeps_one_level(small: Store, name: str) -> None:
    areas, functions = (export_table(small, name, level=level) for level in ("area", "function"))

    assert areas[["office_id", "area", "function"]].to_numpy().tolist() == [
        ["nat", "TAX", ""],
        ["nat", "LAB", ""],
        ["reg", "TAX", ""],
        ["reg", "LAB", ""],
    ]
    assert list(functions["function"]) == ["TAX.LEVY", "TAX.VALUE", "LAB.TEST"] * 2


@pytest.mark.parametrize("name", ["coverage", "gaps"])
@pytest.mark.parametrize(
    ("scope", "holders"),
    [
        (
            "office",
            [
                ("gacc", "gacc-directory;gacc-mandate"),
                ("lanzhou", "lanzhou"),
                ("qingdao", "qingdao"),
                ("dalian", "dalian"),
            ],
        ),
        (
            "source",
            [
                ("gacc", "gacc-directory"),
                ("gacc", "gacc-mandate"),
                ("lanzhou", "lanzhou"),
                ("qingdao", "qingdao"),
                ("dalian", "dalian"),
            ],
        ),
    ],
)
def test_export_table_names_office_and_document_in_every_row(
    store: Store, name: str, scope: str, holders: list[tuple[str, str]]
) -> None:
    table = export_table(store, name, scope=scope)

    assert list(table.groupby(["office_id", "source_id"], sort=False).groups) == holders
    assert list(table.index) == list(range(len(table)))


def test_export_table_of_the_register_scores_a_stated_function_1_and_a_missing_one_less(store: Store) -> None:
    table = export_table(store, "gaps")
    stated = table["n_duties"] > 0

    assert set(table.loc[stated, "nearest_score"]) == {1.0}
    assert table.loc[~stated, "nearest_score"].between(0, 1, inclusive="left").all()


def test_export_table_says_which_tables_there_are(small: Store) -> None:
    line = f"There is no table 'holes'; use one of {', '.join(TABLES)}."
    with pytest.raises(UsageError, match=match_whole(line)):
        export_table(small, "holes")


def test_export_table_says_which_levels_there_are(small: Store) -> None:
    with pytest.raises(UsageError, match=match_whole("There is no level 'group'; use area or function.")):
        export_table(small, "coverage", level="group")


def test_export_table_says_which_scopes_there_are(small: Store) -> None:
    with pytest.raises(UsageError, match=match_whole("There is no scope 'city'; use one of office, source.")):
        export_table(small, "coverage", scope="city")
