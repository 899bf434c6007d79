"""The command line, called as `python -m analytics` calls it; the small register keeps each call short."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import duckdb
import pytest

from analytics import __version__
from analytics.__main__ import cli, main
from analytics.commands.serving import refresh_store
from analytics.errors import AtlasError
from analytics.export import FORMATS, TABLES, export_table
from analytics.freshness import is_current
from analytics.store import ROOT, SCHEMA_VERSION, Store
from analytics.writers import write_csv
from tests.test_build import build_small, list_files, read_meta
from tests.test_register import FILES, NATIONAL, REGIONAL, write_small

if TYPE_CHECKING:
    from pathlib import Path

BOM = b"\xef\xbb\xbf"
REBUILD = "Remedy: run `python -m analytics build`."
HEADERS = {
    "duties": "duty_id,office_id,source_id,department_id,gist_en,gist_zh,functions,areas,action,comparable,"
    "note,coding,draft",
    "departments": "department_id,office_id,source_id,ordinal,name_en,name_zh,name_status,kind,rank_en,rank_zh,"
    "role_en,role_zh,text_status,would_hold,n_duties,n_comparable,n_sections,draft",
    "coverage": "office_id,source_id,level,area,function,n_duties,n_departments,n_functions,breadth,share,"
    "emphasis,n_machine,draft,share_low,share_high",
    "gaps": "office_id,source_id,area,function,status,n_duties,n_peers,peers,nearest_duty_id,nearest_score,"
    "reason,reason_zh,draft,fragile,fragile_under",
    "robustness": "office_id,source_id,level,area,function,share,share_low,share_low_under,share_high,"
    "share_high_under,breadth,breadth_low,breadth_low_under,breadth_high,breadth_high_under,"
    "n_duties,n_duties_low,n_duties_low_under,n_duties_high,n_duties_high_under,n_departments,"
    "n_departments_low,n_departments_low_under,n_departments_high,n_departments_high_under,status,"
    "real,n_peers,fragile,fragile_under,shaky,shaky_under,status_under,draft",
    "structure": "office_id,source_id,department_id,n_duties,area,n_area,share_area,place,nearest_id,likeness,"
    "own_id,own_likeness,draft",
    "colocation": "holder_id,area,other_area,n_both,n_either,jaccard,home,other_home,standing,draft",
    "similarity": "holder_id,other_id,level,n_duties,n_duties_other,similarity,low,high,draft",
    "comparison": "area,function,name_en,name_zh,n_holders,gacc,lanzhou,qingdao,dalian",
    "alignment": "subject_id,object_id,object_source,rank,score,probability,accepted,relation,evidence,n_yes,"
    "n_no,suggested,verdict,who,why,draft,tier",
    "crosswalk": "subject_department,object_source,object_department,share,n_pairs,rank,draft,tier",
    "clusters": "cluster_id,n_duties,n_offices,duty_id,office_id,source_id,department_id,gist_en,gist_zh,"
    "functions,action,draft",
    "overlap": "office_id,source_id,area,function,n_units,n_duties,herfindahl,fragmented,n_overlaps,overlaps,"
    "n_same,same,draft",
    "roles": "office_id,source_id,area,function,n_duties,n_rule,n_guide,n_approve,n_execute,n_analyse,"
    "n_coordinate,n_manage,actions,role,position,cascade,missing_id,status,reason,reason_zh,draft",
    "changes": "office_id,older_id,newer_id,area,function,change,n_older,n_newer,n_pairs,older_units,"
    "newer_units,older_duties,newer_duties,draft",
}


@pytest.fixture(scope="module")
def small_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_small(tmp_path_factory.mktemp("small"))


def call(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


# What is wrong with a register: the file, what is done to it, and the lines that say so.
HEADER = FILES["offices.csv"].splitlines()[0]
WRONG = {
    "unknown code": (
        "register/reg.csv",
        FILES["register/reg.csv"].replace("TAX.LEVY", "TAX.LEVIES").encode(),
        [
            "register/reg.csv, row 2, functions: 'TAX.LEVIES' is no function of codebook.toml. "
            "Remedy: correct the code, or add it there."
        ],
    ),
    "id twice": (
        "register/nat.csv",
        FILES["register/nat.csv"].replace("nat-01-02", "nat-01-01").encode(),
        [
            f"register/nat.csv, row {row}, duty_id: 'nat-01-01' stands twice. Remedy: remove one of the two."
            for row in (2, 3)
        ],
    ),
    "column missing": (
        "offices.csv",
        FILES["offices.csv"].replace("parent_id", "parent").encode(),
        ["offices.csv, row 1, parent_id: the column is missing. Remedy: add it to the header."],
    ),
    "not UTF-8": (
        "offices.csv",
        FILES["offices.csv"].replace("税务总局", "海关").encode("gbk"),
        [f"offices.csv: it is not UTF-8 (byte {len(HEADER) + 25}). Remedy: save it as 'CSV UTF-8'."],
    ),
    "empty file": (
        "offices.csv",
        b"",
        [f"offices.csv: the file is empty. Remedy: begin it with {HEADER}."],
    ),
    "missing file": ("offices.csv", None, ["offices.csv: the file is missing. Remedy: restore it."]),
}


def write_wrong(folder: Path, kind: str) -> tuple[Path, list[str]]:
    """Write the small register with one thing wrong; give its folder and the lines that should say so."""
    name, content, lines = WRONG[kind]
    data = write_small(folder)
    if content is None:
        (data / name).unlink()
    else:
        (data / name).write_bytes(content)
    return data, lines


@pytest.mark.parametrize("kind", list(WRONG))
def test_check_of_wrong_data_says_each_problem_on_a_line_and_exits_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    data, lines = write_wrong(tmp_path, kind)

    code = call("check", "--data", data)

    captured = capsys.readouterr()
    assert (code, captured.out, captured.err.splitlines()) == (1, "", lines)


@pytest.mark.parametrize("kind", list(WRONG))
def test_build_of_wrong_data_says_each_problem_leaves_the_store_and_exits_1(
    tmp_path: Path, small_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    data, lines = write_wrong(tmp_path / "data", kind)
    store = tmp_path / "store" / "atlas.duckdb"
    store.parent.mkdir()
    shutil.copyfile(small_path, store)

    code = call("build", "--data", data, "--store", store, "--sources", tmp_path / "none", "--encoder", "none")

    captured = capsys.readouterr()
    assert (code, captured.out) == (1, "")
    assert captured.err.splitlines() == ["Reading and checking the register", *lines]
    assert store.read_bytes() == small_path.read_bytes()
    assert list_files(store.parent) == ["atlas.duckdb"]


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_folder_without_a_register_exits_1(tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
    store = ["--store", tmp_path / "atlas.duckdb"] if command == "build" else []

    code = call(command, "--data", tmp_path / "nowhere", *store)

    line = "codebook.toml: the file is missing. Remedy: restore it."
    assert (code, capsys.readouterr().err.splitlines()[-1]) == (1, line)
    assert list_files(tmp_path) == []


def test_check_of_sound_data_counts_them_and_exits_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = call("check", "--data", write_small(tmp_path))

    captured = capsys.readouterr()
    assert (code, captured.err) == (0, "")
    assert captured.out == "The register is sound: 2 offices, 2 documents, 3 units, 1 sections, 3 duties.\n"


def test_check_leaves_mandates_out_of_the_units(capsys: pytest.CaptureFixture[str]) -> None:
    code = call("check")

    line = "The register is sound: 4 offices, 5 documents, 78 units, 141 sections, 796 duties.\n"
    assert (code, capsys.readouterr().out) == (0, line)


def test_build_writes_the_store_and_exits_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, store, documents = write_small(tmp_path / "data"), tmp_path / "atlas.duckdb", tmp_path / "documents"
    documents.mkdir()
    (documents / "1").write_text(NATIONAL, encoding="utf-8")
    (documents / "2").write_text(REGIONAL, encoding="utf-8")

    code = call("build", "--data", data, "--store", store, "--sources", documents, "--encoder", "none")

    captured = capsys.readouterr()
    assert (code, captured.out) == (0, "")
    assert captured.err.splitlines() == [
        "Reading and checking the register",
        "Looking for the original documents",
        "Aligning the duties of the sources",
        f"Aligned by {read_meta(store)['tier']}",
        "Writing 3 duties (3 with their original wording)",
        f"The store is ready: {store}",
    ]
    assert is_current(store, data=data, documents=documents)


@pytest.mark.parametrize("name", list(TABLES))
def test_export_to_stdout_is_the_table_without_a_byte_order_mark(
    store_path: Path, store: Store, capsysbinary: pytest.CaptureFixture[bytes], name: str
) -> None:
    code = call("export", name, "--store", store_path)

    captured = capsysbinary.readouterr()
    assert (code, captured.err) == (0, b"")
    assert captured.out.decode("utf-8").splitlines()[0] == HEADERS[name]
    assert BOM + captured.out == write_csv(export_table(store, name))


@pytest.mark.parametrize("name", list(TABLES))
def test_export_to_a_file_is_the_same_with_a_byte_order_mark(
    store_path: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], name: str
) -> None:
    call("export", name, "--store", store_path)
    printed = capsysbinary.readouterr().out

    code = call("export", name, "--store", store_path, "--out", tmp_path / "table.csv")

    assert (code, capsysbinary.readouterr()) == (0, (b"", b""))
    assert (tmp_path / "table.csv").read_bytes() == BOM + printed


def test_every_table_has_its_columns_tested() -> None:
    assert list(HEADERS) == list(TABLES)


@pytest.mark.parametrize(
    ("options", "holders"),
    [
        (["--by", "office"], "gacc,lanzhou,qingdao,dalian"),
        (["--by", "source"], "gacc-directory,gacc-mandate,lanzhou,qingdao,dalian"),
    ],
)
def test_export_of_the_comparison_has_a_column_an_office_or_a_document(
    store_path: Path, capsysbinary: pytest.CaptureFixture[bytes], options: list[str], holders: str
) -> None:
    code = call("export", "comparison", "--store", store_path, *options)

    header = capsysbinary.readouterr().out.decode("utf-8").splitlines()[0]
    assert (code, header) == (0, f"area,function,name_en,name_zh,n_holders,{holders}")


@pytest.mark.parametrize(
    ("arguments", "rows"),
    [
        (["coverage"], 10),
        (["coverage", "--level", "area"], 4),
        (["coverage", "--level", "function"], 6),
        (["gaps"], 6),
        (["gaps", "--level", "area"], 4),
        (["gaps", "--by", "source", "--level", "area"], 4),
    ],
)
def test_export_keeps_the_level_asked_for(
    small_path: Path, capsysbinary: pytest.CaptureFixture[bytes], arguments: list[str], rows: int
) -> None:
    code = call("export", *arguments, "--store", small_path)

    assert (code, len(capsysbinary.readouterr().out.splitlines()) - 1) == (0, rows)


def test_export_of_coverage_by_document_names_office_and_document_in_every_row(
    store_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    call("export", "coverage", "--by", "source", "--level", "area", "--store", store_path)

    lines = capsysbinary.readouterr().out.decode("utf-8").splitlines()[1:]
    assert list(dict.fromkeys(tuple(line.split(",")[:2]) for line in lines)) == [
        ("gacc", "gacc-directory"),
        ("gacc", "gacc-mandate"),
        ("lanzhou", "lanzhou"),
        ("qingdao", "qingdao"),
        ("dalian", "dalian"),
    ]


def test_export_writes_json(small_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    code = call("export", "duties", "--format", "json", "--store", small_path)

    rows = json.loads(capsysbinary.readouterr().out)
    assert (code, [row["gist_zh"] for row in rows]) == (0, ["征收税款", "制定估价和征收规则", "承办其他事项"])


def test_export_writes_a_workbook(small_path: Path, tmp_path: Path) -> None:
    code = call("export", "duties", "--format", "xlsx", "--store", small_path, "--out", tmp_path / "duties.xlsx")

    with zipfile.ZipFile(tmp_path / "duties.xlsx") as book:
        assert (code, book.testzip()) == (0, None)
        assert "征收税款" in book.read("xl/sharedStrings.xml").decode("utf-8")


@pytest.mark.parametrize(
    ("name", "form"), [(name, form) for name in TABLES for form in FORMATS if form != "sssom" or name == "alignment"]
)
def test_export_gives_the_same_bytes_each_time(
    small_path: Path, capsysbinary: pytest.CaptureFixture[bytes], name: str, form: str
) -> None:
    printed = []
    for _ in range(2):
        call("export", name, "--format", form, "--store", small_path)
        printed.append(capsysbinary.readouterr().out)

    assert len(printed[0]) > 0
    assert printed[0] == printed[1]


def test_export_without_a_store_says_how_to_build_one_and_exits_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "atlas.duckdb"

    code = call("export", "duties", "--store", path, "--out", tmp_path / "duties.csv")

    captured = capsys.readouterr()
    assert (code, captured.out, captured.err) == (1, "", f"There is no store at {path}. {REBUILD}\n")
    assert list_files(tmp_path) == []


def test_export_of_a_store_of_another_version_says_so_and_exits_1(
    tmp_path: Path, small_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "atlas.duckdb"
    shutil.copyfile(small_path, path)
    with duckdb.connect(str(path)) as connection:
        connection.execute("update meta set value = '0' where key = 'schema_version'")

    code = call("export", "duties", "--store", path)

    line = f"{path} has schema 0; this version reads {SCHEMA_VERSION}. {REBUILD}\n"
    captured = capsys.readouterr()
    assert (code, captured.out, captured.err) == (1, "", line)


def test_export_of_a_file_that_is_no_store_says_so_and_exits_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "atlas.duckdb"
    path.write_text("duty_id,gist_en\n", encoding="utf-8")

    code = call("export", "duties", "--store", path)

    captured = capsys.readouterr()
    assert (code, captured.out) == (1, "")
    line = rf"{re.escape(str(path))} is no readable store \(.*not a valid DuckDB .*\)\. {re.escape(REBUILD)}\n"
    assert re.fullmatch(line, captured.err)


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["exprot"], "No such command 'exprot'. Did you mean 'export'?"),
        (
            ["export"],
            f"Missing argument '{{{'|'.join(HEADERS)}}}'. Choose from: {', '.join(HEADERS)}",
        ),
        (
            ["export", "holes"],
            f"Invalid value for '{{{'|'.join(HEADERS)}}}': 'holes' is not one of {str(list(HEADERS))[1:-1]}.",
        ),
        (
            ["export", "gaps", "--by", "city"],
            "Invalid value for '--by': 'city' is not one of 'office', 'source'.",
        ),
        (
            ["export", "gaps", "--level", "group"],
            "Invalid value for '--level': 'group' is not one of 'area', 'function'.",
        ),
        (
            ["export", "gaps", "--format", "pdf"],
            "Invalid value for '--format': 'pdf' is not one of 'csv', 'json', 'xlsx', 'sssom'.",
        ),
        (
            ["export", "gaps", "--format", "sssom"],
            "SSSOM holds mappings: use it with `export alignment`.",
        ),
        (["export", "gaps", "duties"], "Got unexpected extra argument (duties)"),
        (["check", "--colour"], "No such option '--colour'."),
        (["serve", "--port", "0"], "Invalid value for '--port': 0 is not in the range 1<=x<=65535."),
        (["serve", "--port", "http"], "Invalid value for '--port': 'http' is not a valid integer range."),
    ],
)
def test_a_wrong_call_names_what_is_offered_and_exits_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str], line: str
) -> None:
    code = main(arguments)

    captured = capsys.readouterr()
    assert (code, captured.out) == (2, "")
    assert " ".join(captured.err.partition("Error: ")[2].split()) == line


def test_a_call_without_a_command_shows_the_help_and_exits_2(capsys: pytest.CaptureFixture[str]) -> None:
    code = main([])

    assert (code, capsys.readouterr().err.splitlines()[0]) == (
        2,
        "Usage: python -m analytics [OPTIONS] COMMAND [ARGS]...",
    )


def test_export_to_a_folder_that_is_not_there_is_a_wrong_call(
    tmp_path: Path, small_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "nowhere" / "duties.csv"

    code = call("export", "duties", "--store", small_path, "--out", out)

    assert (code, capsys.readouterr().out) == (2, "")
    assert not out.parent.exists()


def test_export_to_a_folder_is_a_wrong_call(
    tmp_path: Path, small_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = call("export", "duties", "--store", small_path, "--out", tmp_path)

    line = f"Error: Invalid value for '--out': File '{tmp_path}' is a directory."
    assert (code, capsys.readouterr().err.splitlines()[-1]) == (2, line)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], *([name, "--help"] for name in cli.commands)])
def test_help_and_version_exit_0(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    code = main(arguments)

    first = f"Duty Atlas, version {__version__}" if "--version" in arguments else "Usage: python -m analytics"
    captured = capsys.readouterr()
    assert (code, captured.err) == (0, "")
    assert captured.out.startswith(first)


def test_readme_lists_every_command() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")

    assert sorted(re.findall(r"^\| `([a-z]+)[^`]*` \|", text, re.M)) == sorted(cli.commands)


@pytest.mark.parametrize("name", ["duties", "coverage", "gaps"])
def test_data_readme_lists_the_columns_of_the_table(name: str) -> None:
    text = (ROOT / "data" / "README.md").read_text(encoding="utf-8").partition("## Exported tables")[2]
    columns = next(line.split("|")[3] for line in text.splitlines() if line.startswith(f"| `{name}` |"))

    assert ",".join(re.findall(r"`([a-z_]+)`", columns)) == HEADERS[name]


CODING = "duty_id,functions_first,functions_second,action_first,action_second\n"


def write_coding(folder: Path, content: bytes) -> Path:
    (folder / "labels").mkdir()
    (folder / "labels" / "coding.csv").write_bytes(content)
    return folder


def test_evaluate_prints_the_agreement_of_two_readers_and_exits_0(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analytics.measures.intervals.N_RESAMPLES", 50)
    rows = "a-01-01,TAX.A,TAX.A,RULE,RULE\na-01-02,TAX.B,TAX.B,RULE,RULE\n"
    data = write_coding(write_small(tmp_path), (CODING + rows).encode())

    code = call("evaluate", "--data", data, "--encoder", "none")

    captured = capsys.readouterr()
    assert (code, captured.err) == (0, "")
    assert [" ".join(line.split()) for line in captured.out.splitlines()][:5] == [
        "part figure n value low high",
        "coding, two readers alpha of the main function 2 1.000 1.000 1.000",
        "coding, two readers alpha of the main area 2 1.000 1.000 1.000",
        "coding, two readers alpha of the action 2 1.000 1.000 1.000",
        "coding, two readers micro-F1 of the code sets 2 1.000 1.000 1.000",
    ]


def test_evaluate_judges_the_import_on_marked_documents(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "office.txt").write_text("⟨01|法规处⟩\n1、⟦起草规章⟧；\n2、⟦解答法律问题⟧。\n", encoding="utf-8")

    code = call("evaluate", "--marked", tmp_path)

    captured = capsys.readouterr()
    assert (code, captured.err) == (0, "")
    assert [" ".join(line.split()) for line in captured.out.splitlines()] == [
        "part figure n value low high",
        "import, 1 marked documents units found 1 1.000 1.000 1.000",
        "import, 1 marked documents units that are none 1 0.000 0.000 0.000",
        "import, 1 marked documents duties found, to the character 2 1.000 1.000 1.000",
        "import, 1 marked documents duties that are none 2 0.000 0.000 0.000",
        "import, 1 marked documents duties found, under their unit 2 1.000 1.000 1.000",
    ]


def test_evaluate_of_a_folder_without_marks_exits_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = call("evaluate", "--marked", tmp_path)

    captured = capsys.readouterr()
    assert (code, captured.out) == (2, "")
    assert re.fullmatch(r"Error: .+ holds no marked document\. Remedy: .+\n", captured.err)


def test_evaluate_without_labels_exits_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = call("evaluate", "--data", tmp_path)

    captured = capsys.readouterr()
    line = "labels/coding.csv: the file is missing. Remedy: restore it.\n"
    assert (code, captured.out, captured.err) == (1, "", line)


@pytest.mark.parametrize("content", [b"", CODING.encode() + "处".encode("gbk")], ids=["empty", "not UTF-8"])
def test_evaluate_of_wrong_labels_exits_1(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes) -> None:
    code = call("evaluate", "--data", write_coding(tmp_path, content))

    captured = capsys.readouterr()
    assert (code, captured.out) == (1, "")
    assert re.fullmatch(r"labels/coding\.csv.*: .+\. Remedy: .+\.\n", captured.err)


def refresh(folder: Path) -> None:
    """Make ready what `serve` serves: the store of the small register in `folder`."""
    refresh_store(folder / "data", folder / "store" / "atlas.duckdb", folder / "none")


@pytest.fixture
def copied(small_path: Path, tmp_path: Path) -> Path:
    """Copy the small register with its store, to be changed."""
    shutil.copytree(small_path.parent.parent, tmp_path, dirs_exist_ok=True)
    return tmp_path / "store" / "atlas.duckdb"


def spoil(folder: Path) -> str:
    """Make the data wrong; give the line that says so."""
    write_small(folder / "data", ("offices.csv", "regional", "local"))
    return "offices.csv, row 3, level: 'local' does not fit. Remedy: use one of national, regional."


def test_serve_builds_nothing_where_the_store_is_current(
    copied: Path, small_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    refresh(tmp_path)

    assert capsys.readouterr() == ("", "")
    assert copied.read_bytes() == small_path.read_bytes()


def test_serve_builds_the_store_where_there_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_small(tmp_path / "data")

    refresh(tmp_path)

    path = tmp_path / "store" / "atlas.duckdb"
    assert capsys.readouterr().err.splitlines()[-1] == f"The store is ready: {path}"
    assert is_current(path, data=tmp_path / "data", documents=tmp_path / "none")


@pytest.mark.parametrize("content", [None, b"no store"], ids=["older data", "no store"])
def test_serve_builds_the_store_anew_where_it_is_not_that_of_the_data(
    copied: Path, tmp_path: Path, content: bytes | None
) -> None:
    write_small(tmp_path / "data", ("codebook.toml", "Make rules", "Write rules"))
    if content is not None:
        copied.write_bytes(content)

    refresh(tmp_path)

    with Store(copied) as opened:
        assert list(opened.query("actions")["name_en"]) == ["Write rules", "Carry out"]


def test_serve_goes_on_with_the_last_good_store_where_the_data_are_wrong(
    copied: Path, small_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = spoil(tmp_path)

    refresh(tmp_path)

    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.splitlines() == [
        "Reading and checking the register",
        line,
        "The data are wrong as above; the last good store is served.",
    ]
    assert copied.read_bytes() == small_path.read_bytes()


def test_serve_ends_where_the_data_are_wrong_and_there_is_no_store(tmp_path: Path) -> None:
    spoil(tmp_path)

    with pytest.raises(AtlasError, match=r".+"):
        refresh(tmp_path)

    assert not (tmp_path / "store").exists()


def test_serve_ends_where_the_data_are_wrong_and_the_old_store_does_not_open(copied: Path, tmp_path: Path) -> None:
    spoil(tmp_path)
    copied.write_bytes(b"no store")

    with pytest.raises(AtlasError, match=r".+"):
        refresh(tmp_path)

    assert copied.read_bytes() == b"no store"


def test_serve_of_wrong_data_without_a_store_says_what_is_wrong_with_them_and_exits_1(tmp_path: Path) -> None:
    line = spoil(tmp_path)
    command = [sys.executable, "-m", "analytics", "serve", "--data", str(tmp_path / "data")]

    done = subprocess.run(
        [*command, "--store", str(tmp_path / "atlas.duckdb"), "--sources", str(tmp_path / "none")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stdout) == (1, "")
    assert line in done.stderr.splitlines()


def test_python_m_analytics_gives_the_exit_code_to_the_shell(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "analytics", "export", "duties", "--store", tmp_path / "atlas.duckdb"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

    line = f"There is no store at {tmp_path / 'atlas.duckdb'}. {REBUILD}\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", line)
