from __future__ import annotations

import os
import re
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import duckdb
import pytest

from analytics.errors import StoreError, UsageError
from analytics.freshness import hash_data
from analytics.store import SCHEMA_VERSION, Store, read_sql, read_stamp
from tests.test_build import build_small
from tests.test_register import NATIONAL, REGIONAL, match_whole, write_small

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ALL: dict[str, object] = dict.fromkeys(
    ("offices", "sources", "groups", "areas", "functions", "actions", "kinds", "comparable")
)
REBUILD = "Remedy: run `python -m analytics build`."


@pytest.fixture(scope="module")
def small_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_small(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def small(small_path: Path) -> Iterator[Store]:
    with Store(small_path) as opened:
        yield opened


def test_store_says_that_there_is_none(tmp_path: Path) -> None:
    path = tmp_path / "atlas.duckdb"

    with pytest.raises(StoreError, match=match_whole(f"There is no store at {path}. {REBUILD}")):
        Store(path)

    assert not path.exists()


def test_store_says_that_there_is_none_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    path = tmp_path / "file" / "atlas.duckdb"

    with pytest.raises(StoreError, match=match_whole(f"There is no store at {path}. {REBUILD}")):
        Store(path)


@pytest.mark.parametrize("content", [b"", b"hello", b"\x00" * 5000], ids=["empty", "text", "zeros"])
def test_store_says_that_a_file_is_no_store(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "atlas.duckdb"
    path.write_bytes(content)

    line = rf"\A{re.escape(str(path))} is no readable store \([^\n]+\)\. {re.escape(REBUILD)}\Z"
    with pytest.raises(StoreError, match=line):
        Store(path)

    assert path.read_bytes() == content


def test_store_says_that_a_folder_is_no_store(tmp_path: Path) -> None:
    line = rf"\A{re.escape(str(tmp_path))} is no readable store \([^\n]+\)\. {re.escape(REBUILD)}\Z"
    with pytest.raises(StoreError, match=line):
        Store(tmp_path)


def test_store_says_that_half_a_file_is_no_store(tmp_path: Path, small_path: Path) -> None:
    path = tmp_path / "atlas.duckdb"
    path.write_bytes(small_path.read_bytes()[:20_000])

    line = rf"\A{re.escape(str(path))} is no readable store \([^\n]+\)\. {re.escape(REBUILD)}\Z"
    with pytest.raises(StoreError, match=line):
        Store(path)


def test_store_says_that_a_database_of_something_else_is_no_store(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table fruit (name varchar)")

    line = rf"\A{re.escape(str(path))} is no readable store \(Catalog Error: [^\n]+\)\. {re.escape(REBUILD)}\Z"
    with pytest.raises(StoreError, match=line):
        Store(path)


@pytest.mark.parametrize(
    ("statement", "version"),
    [
        ("update meta set value = '0' where key = 'schema_version'", "0"),
        ("delete from meta where key = 'schema_version'", "None"),
    ],
)
def test_store_says_that_another_version_wrote_it(
    tmp_path: Path, small_path: Path, statement: str, version: str
) -> None:
    path = tmp_path / "atlas.duckdb"
    shutil.copyfile(small_path, path)
    with duckdb.connect(str(path)) as connection:
        connection.execute(statement)

    line = f"{path} has schema {version}; this version reads {SCHEMA_VERSION}. {REBUILD}"
    with pytest.raises(StoreError, match=match_whole(line)):
        Store(path)


def test_store_that_cannot_be_opened_lets_go_of_its_file(tmp_path: Path, small_path: Path) -> None:
    path = tmp_path / "atlas.duckdb"
    shutil.copyfile(small_path, path)
    with duckdb.connect(str(path)) as connection:
        connection.execute("update meta set value = '0' where key = 'schema_version'")
    with pytest.raises(StoreError, match="has schema 0"):
        Store(path)

    with duckdb.connect(str(path)) as connection:
        connection.execute(f"update meta set value = '{SCHEMA_VERSION}' where key = 'schema_version'")
    with Store(path) as opened:
        assert list(opened.query("actions")["action"]) == ["RULE", "EXECUTE"]


@pytest.mark.parametrize("name", ["it's here.duckdb", "关区.duckdb", "a;b --.duckdb", "atlas"])
def test_store_opens_whatever_the_name_of_its_file(tmp_path: Path, small_path: Path, name: str) -> None:
    shutil.copyfile(small_path, tmp_path / name)

    with Store(tmp_path / name) as opened:
        assert list(opened.query("actions")["action"]) == ["RULE", "EXECUTE"]


def test_store_opens_twice_at_once(small_path: Path) -> None:
    with Store(small_path) as first, Store(small_path) as second:
        assert first.query("duties", **ALL).equals(second.query("duties", **ALL))


def test_store_leaves_its_file_as_it_is(tmp_path: Path, small_path: Path) -> None:
    path = tmp_path / "atlas.duckdb"
    shutil.copyfile(small_path, path)
    before = read_stamp(path)

    with Store(path) as opened:
        opened.query("codes", level="area")

    assert read_stamp(path) == before
    assert path.read_bytes() == small_path.read_bytes()
    assert [each.name for each in tmp_path.iterdir()] == ["atlas.duckdb"]


def test_store_opens_a_file_that_may_only_be_read(tmp_path: Path, small_path: Path) -> None:
    path = tmp_path / "atlas.duckdb"
    shutil.copyfile(small_path, path)
    path.chmod(0o444)

    with Store(path) as opened:
        assert list(opened.query("actions")["action"]) == ["RULE", "EXECUTE"]


def test_store_that_is_closed_answers_no_more(small_path: Path) -> None:
    opened = Store(small_path)
    opened.close()

    with pytest.raises(duckdb.Error, match="closed"):
        opened.query("actions")


def test_store_fingerprint_is_that_of_its_data(small: Store, small_path: Path) -> None:
    folder = small_path.parent.parent

    assert small.fingerprint == hash_data(folder / "data", folder / "none") == small.meta["data_hash"]


def test_query_gives_rows_in_its_own_order(small: Store) -> None:
    assert small.query("actions").to_dict("records") == [
        {"action": "RULE", "name_en": "Make rules", "name_zh": "制定制度", "note": ""},
        {"action": "EXECUTE", "name_en": "Carry out", "name_zh": "办理", "note": ""},
    ]


def test_query_that_finds_nothing_keeps_its_columns(small: Store) -> None:
    found = small.query("duties", **{**ALL, "offices": ["nobody"]})

    assert len(found) == 0
    assert list(found.columns) == list(small.query("duties", **ALL).columns)


def test_query_says_that_there_is_no_such_query(small: Store) -> None:
    with pytest.raises(UsageError, match=match_whole("There is no query 'dutys'; see analytics/sql.")):
        small.query("dutys")


@pytest.mark.parametrize("name", ["../store", "/etc/passwd", "", "codes.sql"])
def test_read_sql_reads_no_other_file(name: str) -> None:
    with pytest.raises(UsageError, match=match_whole(f"There is no query {name!r}; see analytics/sql.")):
        read_sql(name)


@pytest.mark.parametrize(
    ("name", "parameters", "named"),
    [
        ("codes", {}, "level"),
        ("coverage", {"scope": "office", "level": "area", "actions": None}, "kinds"),
        ("codes", {"level": "area", "colour": "red"}, "colour"),
    ],
)
def test_query_names_the_parameter_that_is_missing_or_too_many(
    small: Store, name: str, parameters: dict[str, object], named: str
) -> None:
    with pytest.raises(UsageError, match=rf"\AThe query '{name}' takes other parameters: [^\n]*: {named}\Z"):
        small.query(name, **parameters)


def test_query_without_parameters_refuses_one(small: Store) -> None:
    with pytest.raises(UsageError, match=r"\AThe query 'actions' takes other parameters: [^\n]+\Z"):
        small.query("actions", level="area")


@pytest.mark.parametrize("text", ["'; drop table duties; --", "x' or '1' = '1", "$level", "TAX%"])
def test_query_takes_parameters_as_values_only(small: Store, text: str) -> None:
    assert small.query("codes", level=text).empty
    assert small.query("duties", **{**ALL, "functions": [text]}).empty


def test_store_answers_many_threads_rightly(store: Store) -> None:
    offices = list(store.query("holders", scope="office")["holder_id"])
    questions: list[tuple[str, dict[str, object]]] = [("departments", {})]
    questions += [("duties", {**ALL, "offices": [office]}) for office in offices]
    questions += [("nearest", {"scope": scope, "level": "area"}) for scope in ("office", "source")]
    questions += [("codes", {"level": level}) for level in ("area", "function")]
    expected = [store.query(name, **parameters) for name, parameters in questions]
    start = threading.Barrier(16)

    def ask(first: int) -> list[bool]:
        start.wait(timeout=30)
        order = [*range(first, len(questions)), *range(first)] * 2
        return [store.query(questions[i][0], **questions[i][1]).equals(expected[i]) for i in order]

    with ThreadPoolExecutor(16) as pool:
        right = [each for found in pool.map(ask, [i % len(questions) for i in range(16)]) for each in found]

    assert right == [True] * (16 * 2 * len(questions))


def test_read_stamp_finds_none_where_there_is_no_file(tmp_path: Path) -> None:
    assert read_stamp(tmp_path / "atlas.duckdb") is None


def test_read_stamp_tells_a_replaced_file_of_the_same_size_and_time(tmp_path: Path) -> None:
    path, other = tmp_path / "a", tmp_path / "b"
    for each in (path, other):
        each.write_bytes(b"same")
        os.utime(each, ns=(0, 0))
    before = read_stamp(path)
    other.replace(path)

    assert before is not None
    assert read_stamp(path) not in {None, before}


def test_read_stamp_tells_a_file_that_was_written_again(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"short")
    before = read_stamp(path)
    path.write_bytes(b"longer")

    assert read_stamp(path) not in {None, before}


def test_hash_data_is_alike_for_the_same_data_elsewhere_and_later(tmp_path: Path) -> None:
    first, second = write_small(tmp_path / "first"), write_small(tmp_path / "second" / "deeper")
    os.utime(second / "offices.csv", ns=(0, 0))

    hashes = {hash_data(folder, tmp_path / "none") for folder in (first, second)}

    assert len(hashes) == 1
    assert re.fullmatch("[0-9a-f]{64}", hashes.pop())


@pytest.mark.parametrize("name", ["codebook.toml", "offices.csv", "segments.csv", "register/nat.csv"])
def test_hash_data_changes_with_every_file_of_the_register(tmp_path: Path, name: str) -> None:
    data = write_small(tmp_path)
    before = hash_data(data, tmp_path / "none")
    with (data / name).open("ab") as file:
        file.write(b" ")
    longer = hash_data(data, tmp_path / "none")
    (data / name).unlink()

    assert len({before, longer, hash_data(data, tmp_path / "none")}) == 3


def test_hash_data_changes_when_a_file_takes_another_name(tmp_path: Path) -> None:
    data = write_small(tmp_path)
    before = hash_data(data, tmp_path / "none")
    (data / "register" / "nat.csv").rename(data / "register" / "national.csv")

    assert hash_data(data, tmp_path / "none") != before


def test_hash_data_passes_over_what_no_store_holds(tmp_path: Path) -> None:
    data = write_small(tmp_path)
    before = hash_data(data, data / "sources")
    for name in ("labels/unseen.csv", "store/atlas.duckdb", "README.md"):
        (data / name).parent.mkdir(exist_ok=True)
        (data / name).write_bytes(b"new")

    assert hash_data(data, data / "sources") == before


def test_hash_data_changes_with_the_documents_at_hand(tmp_path: Path) -> None:
    data, documents = write_small(tmp_path / "data"), tmp_path / "documents"
    hashes = [hash_data(data, documents)]
    documents.mkdir()
    hashes.append(hash_data(data, documents))
    for name, text in (("nat", NATIONAL), ("reg", REGIONAL)):
        (documents / name).write_text(text, encoding="utf-8")
        hashes.append(hash_data(data, documents))

    assert [hashes.index(each) for each in hashes] == [0, 0, 2, 3]


def test_hash_data_passes_over_the_names_of_documents(tmp_path: Path) -> None:
    for folder, texts in (("usual", (NATIONAL, REGIONAL)), ("renamed", (REGIONAL, NATIONAL))):
        (tmp_path / folder).mkdir()
        for name, text in zip(("a.txt", "b.txt"), texts, strict=True):
            (tmp_path / folder / name).write_text(text, encoding="utf-8")

    assert hash_data(tmp_path, tmp_path / "usual") == hash_data(tmp_path, tmp_path / "renamed")
