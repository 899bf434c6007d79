from __future__ import annotations

import re
import shutil
from contextlib import contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING

import duckdb
import pytest

from analytics import __version__
from analytics.build import build_store, read_wordings
from analytics.errors import AtlasError, DataError
from analytics.freshness import hash_data, is_current
from analytics.register import read_register
from analytics.store import DATA, SCHEMA_VERSION, Store, read_sql
from tests.test_register import NATIONAL, NATIONAL_SHA, REGIONAL, Change, match_whole, write_small

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pandas as pd


def build_small(folder: Path, *changes: Change) -> Path:
    """Build the store of the small register in `folder`."""
    path = folder / "store" / "atlas.duckdb"
    build_store(data=write_small(folder / "data", *changes), store=path, documents=folder / "none", encoder="none")
    return path


def read_table(path: Path, name: str) -> list[dict[str, object]]:
    """Read a table of a store as it lies there, sorted by its cells."""
    with duckdb.connect(str(path), read_only=True) as connection:
        rows = connection.execute(f"select * from {name} order by all").df().to_dict("records")
    return [{str(column): value for column, value in row.items()} for row in rows]


def read_meta(path: Path) -> dict[str, str]:
    return {str(row["key"]): str(row["value"]) for row in read_table(path, "meta")}


def dump_tables(path: Path) -> dict[str, str]:
    """Write out every table of a store but `meta`, which tells when it was built."""
    names = re.findall(r"^create table (\w+)", read_sql("schema"), re.M)
    with duckdb.connect(str(path), read_only=True) as connection:
        return {
            name: connection.execute(f"select * from {name} order by all").df().to_csv()
            for name in names
            if name != "meta"
        }


def list_files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@contextmanager
def limit_files(n_bytes: int) -> Iterator[None]:
    """Let no file grow beyond `n_bytes`, as on a disk that is full."""
    resource = pytest.importorskip("resource", reason="this system cannot limit the size of files")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the small register once, to be read only."""
    return build_small(tmp_path_factory.mktemp("small"))


@pytest.fixture
def copied(small: Path, tmp_path: Path) -> Path:
    """Copy the small register with its store, to be changed."""
    shutil.copytree(small.parent.parent, tmp_path, dirs_exist_ok=True)
    return tmp_path / "store" / "atlas.duckdb"


def test_build_store_writes_duties_in_the_order_of_sources_with_areas_and_places(small: Path) -> None:
    rows = read_table(small, "duties")

    assert sorted(rows, key=lambda row: str(row["ordinal"])) == [
        {
            "duty_id": "reg-01-01",
            "source_id": "reg",
            "department_id": "reg-01",
            "gist_en": "Collects tax",
            "gist_zh": "征收税款",
            "functions": "TAX.LEVY",
            "areas": "TAX",
            "action": "EXECUTE",
            "coding": "people",
            "note": "",
            "comparable": True,
            "search_text": "reg-01-01 collects tax 征收税款 tax office 税收处",
            "start": 4,
            "end": 12,
            "line": 2,
            "ordinal": 0,
        },
        {
            "duty_id": "nat-01-01",
            "source_id": "nat",
            "department_id": "nat-01",
            "gist_en": "Sets rules on value and levying",
            "gist_zh": "制定估价和征收规则",
            "functions": "TAX.VALUE;TAX.LEVY",
            "areas": "TAX",
            "action": "RULE",
            "coding": "people",
            "note": "",
            "comparable": True,
            "search_text": "nat-01-01 sets rules on value and levying 制定估价和征收规则 law office 法规处",
            "start": 14,
            "end": 55,
            "line": 2,
            "ordinal": 1,
        },
        {
            "duty_id": "nat-01-02",
            "source_id": "nat",
            "department_id": "nat-01",
            "gist_en": "Does other tasks",
            "gist_zh": "承办其他事项",
            "functions": "GEN.OTHER",
            "areas": "GEN",
            "action": "EXECUTE",
            "coding": "people",
            "note": "Role only",
            "comparable": False,
            "search_text": "nat-01-02 does other tasks 承办其他事项 law office 法规处",
            "start": 56,
            "end": 71,
            "line": 3,
            "ordinal": 2,
        },
    ]


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        (
            "duty_functions",
            [
                {"duty_id": "nat-01-01", "function": "TAX.LEVY", "position": 2},
                {"duty_id": "nat-01-01", "function": "TAX.VALUE", "position": 1},
                {"duty_id": "nat-01-02", "function": "GEN.OTHER", "position": 1},
                {"duty_id": "reg-01-01", "function": "TAX.LEVY", "position": 1},
            ],
        ),
        ("section_functions", [{"section_id": "reg-01-s01", "function": "TAX.VALUE"}]),
        ("unreadable_functions", [{"department_id": "reg-02", "function": "LAB.TEST"}]),
        ("wordings", []),
        (
            "actions",
            [
                {"action": "EXECUTE", "name_en": "Carry out", "name_zh": "办理", "note": "", "ordinal": 1},
                {"action": "RULE", "name_en": "Make rules", "name_zh": "制定制度", "note": "", "ordinal": 0},
            ],
        ),
        (
            "areas",
            [
                {
                    "area": "GEN",
                    "name_en": "General",
                    "name_zh": "一般",
                    "group_name": "General",
                    "comparable": False,
                    "ordinal": 2,
                },
                {
                    "area": "LAB",
                    "name_en": "Laboratory",
                    "name_zh": "化验",
                    "group_name": "Border",
                    "comparable": True,
                    "ordinal": 1,
                },
                {
                    "area": "TAX",
                    "name_en": "Tax",
                    "name_zh": "税收",
                    "group_name": "Trade",
                    "comparable": True,
                    "ordinal": 0,
                },
            ],
        ),
    ],
)
def test_build_store_writes_the_table(small: Path, table: str, rows: list[dict[str, object]]) -> None:
    assert read_table(small, table) == rows


def test_build_store_keeps_units_without_duties(small: Path) -> None:
    assert [row["department_id"] for row in read_table(small, "departments")] == ["nat-01", "reg-01", "reg-02"]


def test_build_store_says_what_the_store_was_built_from(small: Path) -> None:
    facts = read_meta(small)

    built_at, tier = facts.pop("built_at"), facts.pop("tier")
    versions = {name: facts.pop(f"{name}_version") for name in ("duckdb", "pandas", "scikit-learn")}
    assert facts == {
        "schema_version": SCHEMA_VERSION,
        "atlas_version": __version__,
        "codebook_version": "7",
        "data_hash": hash_data(small.parent.parent / "data", small.parent.parent / "none"),
        "drafts": "",
        "alone": "no",
    }
    assert tier.endswith("no encoder, weights not learnt")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", built_at)
    assert versions["duckdb"] == duckdb.__version__


def test_build_store_names_a_nearest_duty_for_each_holder_and_comparable_code(small: Path) -> None:
    rows = read_table(small, "nearest")

    duty = {"reg": "reg-01-01", "nat": "nat-01-01"}
    assert [(row["scope"], row["holder_id"], row["code"], row["duty_id"]) for row in rows] == [
        (scope, holder, code, duty[holder])
        for scope in ("office", "source")
        for holder in ("nat", "reg")
        for code in ("LAB", "LAB.TEST", "TAX", "TAX.LEVY", "TAX.VALUE")
    ]
    certain = {(row["holder_id"], row["code"]) for row in rows if row["score"] == 1}
    assert certain == {("nat", "TAX"), ("nat", "TAX.LEVY"), ("nat", "TAX.VALUE"), ("reg", "TAX"), ("reg", "TAX.LEVY")}


def test_build_store_writes_the_same_tables_again(tmp_path: Path, small: Path) -> None:
    again = build_small(tmp_path)

    assert dump_tables(again) == dump_tables(small)


def test_build_store_reads_duties_in_whatever_order_their_file_has(tmp_path: Path, small: Path) -> None:
    first, second = [
        "nat-01-01,Sets rules on value and levying,制定估价和征收规则,TAX.VALUE; TAX.LEVY,RULE,\n",
        "nat-01-02,Does other tasks,承办其他事项,GEN.OTHER,EXECUTE,Role only\n",
    ]
    turned = build_small(tmp_path, ("register/nat.csv", first + second, second + first))

    assert dump_tables(turned) == dump_tables(small)


def test_build_store_reports_each_step(tmp_path: Path) -> None:
    lines: list[str] = []
    store = tmp_path / "new" / "folder" / "atlas.duckdb"

    data = write_small(tmp_path / "data")
    build_store(data=data, store=store, documents=tmp_path / "none", encoder="none", report=lines.append)

    assert lines == [
        "Reading and checking the register",
        "Looking for the original documents",
        "Aligning the duties of the sources",
        f"Aligned by {read_meta(store)['tier']}",
        "Writing 3 duties (0 with their original wording)",
        f"The store is ready: {store}",
    ]


def test_build_store_leaves_nothing_beside_the_store(copied: Path, tmp_path: Path) -> None:
    build_store(data=tmp_path / "data", store=copied, documents=tmp_path / "none", encoder="none")

    assert list_files(copied.parent) == ["atlas.duckdb"]


def test_build_store_reads_the_data_and_writes_nothing_there(tmp_path: Path) -> None:
    data = write_small(tmp_path / "data")
    before = {name: (data / name).read_bytes() for name in list_files(data)}

    build_store(data=data, store=tmp_path / "atlas.duckdb", documents=tmp_path / "none", encoder="none")

    assert {name: (data / name).read_bytes() for name in list_files(data)} == before


@pytest.mark.parametrize(
    ("changes", "duties"),
    [
        (
            [("sections.csv", "reg-01-s01,reg-01,1,Valuation Section,估价科,TAX.VALUE\n", "")],
            ["nat-01-01", "nat-01-02", "reg-01-01"],
        ),
        (
            [
                ("register/reg.csv", "reg-01-01,Collects tax,征收税款,TAX.LEVY,EXECUTE,\n", ""),
                ("segments.csv", "reg-01-01,4,12,2\n", ""),
            ],
            ["nat-01-01", "nat-01-02"],
        ),
        (
            [("offices.csv", "parent_id\n", "parent_id,remark\n"), ("offices.csv", "regional,nat", "regional,nat,new")],
            ["nat-01-01", "nat-01-02", "reg-01-01"],
        ),
    ],
    ids=["no sections", "a document without duties", "a column more"],
)
def test_build_store_builds_what_passes_the_check(tmp_path: Path, changes: list[Change], duties: list[str]) -> None:
    path = build_small(tmp_path, *changes)

    assert [row["duty_id"] for row in read_table(path, "duties")] == duties


def test_build_store_explains_a_place_that_no_document_reaches(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"\Asegments\.csv, row 4, end: .*99999999999.*\. Remedy: .+\.\Z"):
        build_small(tmp_path, ("segments.csv", "56,71,3", "56,99999999999,3"))


def test_build_store_with_wrong_data_leaves_the_old_store_byte_for_byte(copied: Path, tmp_path: Path) -> None:
    before = copied.read_bytes()

    line = "offices.csv, row 3, level: 'local' does not fit. Remedy: use one of national, regional."
    with pytest.raises(DataError, match=match_whole(line)):
        build_small(tmp_path, ("offices.csv", "regional", "local"))

    assert copied.read_bytes() == before
    assert list_files(copied.parent) == ["atlas.duckdb"]


def test_build_store_with_wrong_data_writes_no_store(tmp_path: Path) -> None:
    line = "offices.csv, row 3, level: 'local' does not fit. Remedy: use one of national, regional."
    with pytest.raises(DataError, match=match_whole(line)):
        build_small(tmp_path, ("offices.csv", "regional", "local"))

    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize("share", [0.001, 0.01, 0.5])
def test_build_store_on_a_full_disk_leaves_the_old_store_and_nothing_else(
    copied: Path, small: Path, tmp_path: Path, share: float
) -> None:
    with (
        pytest.raises((duckdb.Error, OSError, AtlasError), match=r"write|large|space"),
        limit_files(int(share * copied.stat().st_size)),
    ):
        build_store(data=tmp_path / "data", store=copied, documents=tmp_path / "none", encoder="none")

    assert copied.read_bytes() == small.read_bytes()
    assert list_files(copied.parent) == ["atlas.duckdb"]


def test_build_store_that_cannot_move_its_file_into_place_takes_it_away(tmp_path: Path) -> None:
    (tmp_path / "store" / "atlas.duckdb").mkdir(parents=True)
    (tmp_path / "store" / "atlas.duckdb" / "kept.txt").write_text("kept", encoding="utf-8")

    with pytest.raises((OSError, AtlasError), match=r"atlas\.duckdb"):
        build_small(tmp_path)

    assert list_files(tmp_path / "store") == ["atlas.duckdb/kept.txt"]


def test_build_store_replaces_what_is_no_store(tmp_path: Path) -> None:
    path = tmp_path / "store" / "atlas.duckdb"
    path.parent.mkdir()
    path.write_bytes(b"no store")

    build_small(tmp_path)

    with Store(path) as opened:
        assert list(opened.query("actions")["action"]) == ["RULE", "EXECUTE"]


def test_build_store_replaces_the_file_under_an_open_store_which_goes_on(copied: Path, tmp_path: Path) -> None:
    with Store(copied) as old:
        build_small(tmp_path, ("codebook.toml", "Make rules", "Write rules"))
        with Store(copied) as new:
            names = [list(opened.query("actions")["name_en"]) for opened in (old, new)]
        stamps = old.stamp, new.stamp
        again = list(old.query("actions")["name_en"])

    assert names == [["Make rules", "Carry out"], ["Write rules", "Carry out"]]
    assert again == ["Make rules", "Carry out"]
    assert stamps[0] != stamps[1]
    assert list_files(copied.parent) == ["atlas.duckdb"]


def test_is_current_holds_for_a_store_of_just_these_data(copied: Path, tmp_path: Path) -> None:

    assert is_current(copied, data=tmp_path / "data", documents=tmp_path / "none")


@pytest.mark.parametrize("name", ["codebook.toml", "offices.csv", "segments.csv", "register/reg.csv"])
def test_is_current_ends_when_a_file_changes(copied: Path, tmp_path: Path, name: str) -> None:
    with (tmp_path / "data" / name).open("a", encoding="utf-8") as file:
        file.write("\n")

    assert not is_current(copied, data=tmp_path / "data", documents=tmp_path / "none")


def test_is_current_ends_when_a_document_comes_or_goes(copied: Path, tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "nat.txt").write_text(NATIONAL, encoding="utf-8")

    came = is_current(copied, data=tmp_path / "data", documents=tmp_path / "documents")
    (tmp_path / "documents" / "nat.txt").unlink()
    went = is_current(copied, data=tmp_path / "data", documents=tmp_path / "documents")

    assert (came, went) == (False, True)


def test_is_current_does_not_hold_for_a_missing_store(tmp_path: Path) -> None:
    assert not is_current(tmp_path / "atlas.duckdb", data=write_small(tmp_path / "data"), documents=tmp_path / "none")


def test_is_current_does_not_hold_for_what_is_no_store(tmp_path: Path) -> None:
    path = tmp_path / "atlas.duckdb"
    path.write_bytes(b"no store")

    assert not is_current(path, data=write_small(tmp_path / "data"), documents=tmp_path / "none")


def test_is_current_does_not_hold_for_a_store_of_another_version(copied: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(copied)) as connection:
        connection.execute("update meta set value = '0' where key = 'schema_version'")

    assert not is_current(copied, data=tmp_path / "data", documents=tmp_path / "none")


def read_small_wordings(folder: Path, documents: dict[str, str | bytes], *changes: Change) -> pd.DataFrame:
    (folder / "documents").mkdir()
    for name, text in documents.items():
        content = text if isinstance(text, bytes) else text.encode()
        (folder / "documents" / name).write_bytes(content)
    return read_wordings(read_register(write_small(folder / "data", *changes)), folder / "documents")


def test_read_wordings_cuts_each_duty_out_of_its_document_whatever_the_name(tmp_path: Path) -> None:
    wordings = read_small_wordings(tmp_path, {"reg.txt": NATIONAL, "a page": REGIONAL})

    assert wordings.to_dict("records") == [
        {"duty_id": "nat-01-01", "wording": "Drafts the rules on value and on levying."},
        {"duty_id": "nat-01-02", "wording": "2. Other tasks."},
        {"duty_id": "reg-01-01", "wording": "负责征收税款。"},
    ]


def test_read_wordings_keeps_line_breaks_inside_a_duty(tmp_path: Path) -> None:
    wordings = read_small_wordings(tmp_path, {"reg": REGIONAL}, ("segments.csv", "4,12,2", "0,11,2"))

    assert wordings.to_dict("records") == [{"duty_id": "reg-01-01", "wording": "税收处\n负责征收税款。"}]


@pytest.mark.parametrize(
    "documents",
    [{}, {"nat.txt": NATIONAL.replace("2.", "3.")}, {"nat.txt": NATIONAL.replace("\n", "\r\n")}, {"nat.txt": b""}],
    ids=["none", "edited", "other line ends", "empty"],
)
def test_read_wordings_takes_no_document_that_differs_in_a_byte(
    tmp_path: Path, documents: dict[str, str | bytes]
) -> None:
    wordings = read_small_wordings(tmp_path, documents)

    assert wordings.to_dict("list") == {"duty_id": [], "wording": []}


def test_read_wordings_passes_over_folders_and_files_of_no_text(tmp_path: Path) -> None:
    (tmp_path / "documents" / "more").mkdir(parents=True)
    (tmp_path / "documents" / "picture.png").write_bytes(b"\x89PNG\xff\xfe")
    (tmp_path / "documents" / "x").write_text(REGIONAL, encoding="utf-8")

    wordings = read_wordings(read_register(write_small(tmp_path / "data")), tmp_path / "documents")

    assert list(wordings["duty_id"]) == ["reg-01-01"]


def test_read_wordings_finds_nothing_in_a_folder_that_is_missing(tmp_path: Path) -> None:
    wordings = read_wordings(read_register(write_small(tmp_path / "data")), tmp_path / "missing")

    assert wordings.to_dict("list") == {"duty_id": [], "wording": []}


@pytest.mark.parametrize(
    ("start", "end"), [(500, 520), (14, 14), (55, 14), (9, 11)], ids=["beyond", "empty", "turned", "white space"]
)
def test_read_wordings_says_which_place_holds_no_text(tmp_path: Path, start: int, end: int) -> None:
    line = f"segments.csv, start: 'nat-01-01' has no text at {start} to {end}. Remedy: correct the offsets."
    with pytest.raises(DataError, match=match_whole(line)):
        read_small_wordings(
            tmp_path,
            {"nat": NATIONAL.replace("Law Office\n", "Law Offic \n")},
            ("segments.csv", "14,55", f"{start},{end}"),
            ("sources.csv", NATIONAL_SHA, sha256(NATIONAL.replace("Office\n", "Offic \n").encode()).hexdigest()),
        )


def test_read_wordings_says_which_place_ends_beyond_the_document(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"\Asegments\.csv.*'nat-01-02'.*56 to 5000\. Remedy: correct the offsets\.\Z"):
        read_small_wordings(tmp_path, {"nat": NATIONAL}, ("segments.csv", "56,71", "56,5000"))


def test_read_wordings_of_the_register_finds_every_duty_whatever_the_names(tmp_path: Path, documents: Path) -> None:
    for number, path in enumerate(sorted(documents.glob("*.txt"), reverse=True)):
        shutil.copyfile(path, tmp_path / f"{number}.bin")
    register = read_register(DATA)

    wordings = read_wordings(register, tmp_path)

    places = register.duties.merge(register.segments, on="duty_id").to_dict("records")
    texts = {source: (documents / f"{source}.txt").read_bytes().decode() for source in register.sources["source_id"]}
    expected = {place["duty_id"]: texts[place["source_id"]][place["start"] : place["end"]].strip() for place in places}
    assert len(wordings) == len(expected) == 796
    assert dict(zip(wordings["duty_id"], wordings["wording"], strict=True)) == expected


def test_build_store_keeps_the_wordings_that_are_at_hand(tmp_path: Path) -> None:
    data, documents = write_small(tmp_path / "data"), tmp_path / "documents"
    documents.mkdir()
    (documents / "page").write_text(REGIONAL, encoding="utf-8")

    build_store(data=data, store=tmp_path / "atlas.duckdb", documents=documents, encoder="none")

    assert read_table(tmp_path / "atlas.duckdb", "wordings") == [{"duty_id": "reg-01-01", "wording": "负责征收税款。"}]
