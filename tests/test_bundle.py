"""The bundle: all tables in one ZIP, explained, the same bytes from the same store."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from analytics.bundle import describe_tables, read_dictionary, write_bundle
from analytics.export import TABLES, export_sssom, export_table
from analytics.selection import Selection
from analytics.store import Store
from analytics.writers import write_csv

if TYPE_CHECKING:
    pass


@pytest.fixture(scope="module")
def bundle(store: Store) -> dict[str, bytes]:
    return unpack(write_bundle(store, link="http://127.0.0.1:8501/?by=office"))


def unpack(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("name", list(TABLES))
def test_every_exported_column_is_in_the_dictionary(store: Store, name: str) -> None:
    described = describe_tables({name: export_table(store, name)})

    assert described.loc[described["meaning"].eq("") | described["meaning_zh"].eq(""), "column"].tolist() == []


def test_dictionary_describes_no_column_that_is_not_exported(store: Store) -> None:
    columns = {name: set(export_table(store, name).columns) for name in TABLES}
    rows = read_dictionary()
    own = rows.loc[(rows["table"] != "*") & (rows["column"] != "<holder>")]
    shared = rows.loc[rows["table"] == "*", "column"]

    assert [tuple(row) for row in own[["table", "column"]].to_numpy() if row[1] not in columns[row[0]]] == []
    assert [column for column in shared if not any(column in each for each in columns.values())] == []


def test_bundle_holds_each_table_in_three_forms_and_what_explains_them(bundle: dict[str, bytes]) -> None:
    wide = ["coverage-share", "coverage-duties", "gaps-status"]
    assert list(bundle) == [
        "README.md",
        "dictionary.csv",
        *(f"csv/{name}.csv" for name in TABLES),
        *(f"csv/wide-{name}.csv" for name in wide),
        "duty-atlas.xlsx",
        *(f"parquet/{name}.parquet" for name in TABLES),
        "alignment.sssom.tsv",
    ]


def test_bundle_gives_each_table_as_export_does(store: Store, bundle: dict[str, bytes]) -> None:
    assert {name: bundle[f"csv/{name}.csv"] for name in TABLES} == {
        name: write_csv(export_table(store, name)) for name in TABLES
    }
    assert bundle["alignment.sssom.tsv"] == export_sssom(store)


def test_parquet_gives_back_the_table_with_its_types(store: Store, bundle: dict[str, bytes]) -> None:
    read = pd.read_parquet(io.BytesIO(bundle["parquet/coverage.parquet"]))

    pd.testing.assert_frame_equal(read, export_table(store, "coverage"), check_dtype=False)
    assert (read["n_duties"].dtype.kind, read["share"].dtype.kind, read["draft"].dtype.kind) == ("i", "f", "b")


def test_workbook_has_a_sheet_a_table_with_filters_and_a_frozen_header(bundle: dict[str, bytes]) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    workbook = openpyxl.load_workbook(io.BytesIO(bundle["duty-atlas.xlsx"]))

    assert workbook.sheetnames == [*TABLES, "dictionary"]
    assert {sheet.freeze_panes for sheet in workbook} == {"A2"}
    assert all(sheet.auto_filter.ref for sheet in workbook)


def test_wide_coverage_has_a_column_an_office_with_the_numbers_of_the_long_one(
    store: Store, bundle: dict[str, bytes]
) -> None:
    wide = pd.read_csv(io.BytesIO(bundle["csv/wide-coverage-duties.csv"])).set_index("code")
    long = export_table(store, "coverage", level="function").set_index(["function", "office_id"])["n_duties"]

    assert list(wide.columns) == ["level", "name_en", "name_zh", "gacc", "lanzhou", "qingdao", "dalian"]
    assert {(code, office): int(wide.loc[code, office]) for code, office in long.index} == long.to_dict()


def test_readme_of_the_bundle_tells_store_link_filters_and_documents(store: Store, bundle: dict[str, bytes]) -> None:
    text = bundle["README.md"].decode()

    assert f"- Store: {store.fingerprint} (built {store.meta['built_at']}" in text
    assert "- Link: http://127.0.0.1:8501/?by=office\n" in text
    assert "- Filters: none\n" in text
    assert [row for row in store.query("sources")["source_id"] if f"- `{row}`: " not in text] == []


def test_readme_of_the_bundle_tells_of_a_document_in_both_languages(small: Store) -> None:
    text = unpack(write_bundle(small))["README.md"].decode()

    assert (
        "- `reg`: Regional duties / 地方职责; 2018-04 to now; dated by: It names 2018. Holds: One is vacant.\n"
        "  年代依据：载有2018年。\n"
        "  收录情况：一项暂缺。\n"
    ) in text


def test_bundle_keeps_to_its_filters_and_says_so(small: Store) -> None:
    files = unpack(write_bundle(small, Selection(offices=("reg",), areas=("TAX",))))

    assert "- Filters: offices: reg; areas: TAX\n" in files["README.md"].decode()
    gaps = pd.read_csv(io.BytesIO(files["csv/gaps.csv"]))
    assert (set(gaps["office_id"]), set(gaps["area"])) == ({"reg"}, {"TAX"})


def test_bundle_of_the_same_store_has_the_same_bytes(small: Store) -> None:
    assert write_bundle(small) == write_bundle(small)
