"""The register, read and checked; its builders `write_small` and `match_whole` serve other tests too."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.errors import DataError
from analytics.register import read_register, split_codes

NATIONAL = "Law Office\n1. Drafts the rules on value and on levying.\n2. Other tasks.\n"
REGIONAL = "税收处\n负责征收税款。\n化验室（职责暂缺）\n"
NATIONAL_SHA, REGIONAL_SHA = (sha256(text.encode()).hexdigest() for text in (NATIONAL, REGIONAL))
FILES = {
    "codebook.toml": """\
version = "7"
conventions = ["The main function first."]
action = [{code = "RULE", en = "Make rules", zh = "制定制度"}, {code = "EXECUTE", en = "Carry out", zh = "办理"}]

[[area]]
code = "TAX"
en = "Tax"
zh = "税收"
group = "Trade"
function = [{code = "TAX.LEVY", en = "Levying", zh = "征收"}, {code = "TAX.VALUE", en = "Value", zh = "估价"}]

[[area]]
code = "LAB"
en = "Laboratory"
zh = "化验"
group = "Border"
function = [{code = "LAB.TEST", en = "Testing", zh = "化验", note = "Of goods."}]

[[area]]
code = "GEN"
en = "General"
zh = "一般"
group = "General"
comparable = false
function = [{code = "GEN.OTHER", en = "Other tasks", zh = "其他"}]
""",
    "offices.csv": """\
office_id,name_en,name_zh,short_en,short_zh,level,parent_id
nat,National Tax Office,税务总局,National,总局,national,
reg,Regional Tax Office,地方税务局,Regional,地方,regional,nat
""",
    "sources.csv": f"""\
source_id,office_id,title_en,title_zh,short_en,short_zh,language,script,valid_from,valid_to,dating,dating_zh,sha256,\
completeness,completeness_zh
reg,reg,Regional duties,地方职责,Regional page,地方网页,zh,Hans,2018-04,,It names 2018.,载有2018年。,\
{REGIONAL_SHA},One is vacant.,一项暂缺。
nat,nat,National duties,总局职责,National page,总局网页,en,Latn,2001,2013-07-24,It names 2013.,载有2013年。,\
{NATIONAL_SHA},Complete.,齐全。
""",
    "departments.csv": """\
department_id,source_id,ordinal,name_en,name_zh,name_status,kind,rank_en,rank_zh,role_en,role_zh,text_status,would_hold
nat-01,nat,1,Law Office,法规处,stated,department,,,,,full,
reg-01,reg,1,Tax Office,税收处,stated,department,Division,处级,Collects,征收,full,
reg-02,reg,2,Laboratory,化验室,inferred,affiliate,,,,,vacant,LAB.TEST
""",
    "sections.csv": """\
section_id,department_id,ordinal,name_en,name_zh,functions
reg-01-s01,reg-01,1,Valuation Section,估价科,TAX.VALUE
""",
    "segments.csv": """\
duty_id,start,end,line
reg-01-01,4,12,2
nat-01-01,14,55,2
nat-01-02,56,71,3
""",
    "register/nat.csv": """\
duty_id,gist_en,gist_zh,functions,action,note
nat-01-01,Sets rules on value and levying,制定估价和征收规则,TAX.VALUE; TAX.LEVY,RULE,
nat-01-02,Does other tasks,承办其他事项,GEN.OTHER,EXECUTE,Role only
""",
    "register/reg.csv": """\
duty_id,gist_en,gist_zh,functions,action,note
reg-01-01,Collects tax,征收税款,TAX.LEVY,EXECUTE,
""",
}
TABLES = sorted(name for name in FILES if name.endswith(".csv"))

Change = tuple[str, str, str]


def write_small(folder: Path, *changes: Change) -> Path:
    """Write a register of two offices and three duties, each change replacing a text in a file once."""
    texts = dict(FILES)
    for name, old, new in changes:
        assert old in texts[name]
        texts[name] = texts[name].replace(old, new, 1)
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def match_whole(*lines: str) -> str:
    """Give the pattern that matches just these lines, the first to the last."""
    return rf"\A{re.escape(chr(10).join(lines))}\Z"


def test_read_register_gives_each_table_whole(tmp_path: Path) -> None:
    register = read_register(write_small(tmp_path))

    assert register.codebook.version == "7"
    assert register.offices.to_dict("records") == [
        {
            "office_id": "nat",
            "name_en": "National Tax Office",
            "name_zh": "税务总局",
            "short_en": "National",
            "short_zh": "总局",
            "level": "national",
            "parent_id": "",
        },
        {
            "office_id": "reg",
            "name_en": "Regional Tax Office",
            "name_zh": "地方税务局",
            "short_en": "Regional",
            "short_zh": "地方",
            "level": "regional",
            "parent_id": "nat",
        },
    ]
    assert register.sources[["source_id", "valid_from", "valid_to"]].to_dict("records") == [
        {"source_id": "reg", "valid_from": "2018-04", "valid_to": ""},
        {"source_id": "nat", "valid_from": "2001", "valid_to": "2013-07-24"},
    ]
    told = ["dating", "dating_zh", "completeness", "completeness_zh"]
    assert register.sources[told].to_numpy().tolist() == [
        ["It names 2018.", "载有2018年。", "One is vacant.", "一项暂缺。"],
        ["It names 2013.", "载有2013年。", "Complete.", "齐全。"],
    ]
    assert register.departments[["department_id", "ordinal", "name_en", "would_hold"]].to_dict("records") == [
        {"department_id": "nat-01", "ordinal": 1, "name_en": "Law Office", "would_hold": ""},
        {"department_id": "reg-01", "ordinal": 1, "name_en": "Tax Office", "would_hold": ""},
        {"department_id": "reg-02", "ordinal": 2, "name_en": "Laboratory", "would_hold": "LAB.TEST"},
    ]
    assert register.sections.to_dict("records") == [
        {
            "section_id": "reg-01-s01",
            "department_id": "reg-01",
            "ordinal": 1,
            "name_en": "Valuation Section",
            "name_zh": "估价科",
            "functions": "TAX.VALUE",
        }
    ]
    assert register.segments.to_dict("records") == [
        {"duty_id": "reg-01-01", "start": 4, "end": 12, "line": 2},
        {"duty_id": "nat-01-01", "start": 14, "end": 55, "line": 2},
        {"duty_id": "nat-01-02", "start": 56, "end": 71, "line": 3},
    ]


def test_read_register_gives_each_duty_with_its_source_and_department(tmp_path: Path) -> None:
    assert read_register(write_small(tmp_path)).duties.to_dict("records") == [
        {
            "duty_id": "nat-01-01",
            "source_id": "nat",
            "department_id": "nat-01",
            "gist_en": "Sets rules on value and levying",
            "gist_zh": "制定估价和征收规则",
            "functions": "TAX.VALUE; TAX.LEVY",
            "action": "RULE",
            "note": "",
        },
        {
            "duty_id": "nat-01-02",
            "source_id": "nat",
            "department_id": "nat-01",
            "gist_en": "Does other tasks",
            "gist_zh": "承办其他事项",
            "functions": "GEN.OTHER",
            "action": "EXECUTE",
            "note": "Role only",
        },
        {
            "duty_id": "reg-01-01",
            "source_id": "reg",
            "department_id": "reg-01",
            "gist_en": "Collects tax",
            "gist_zh": "征收税款",
            "functions": "TAX.LEVY",
            "action": "EXECUTE",
            "note": "",
        },
    ]


def test_read_register_keeps_a_text_that_looks_like_nothing_or_a_number(tmp_path: Path) -> None:
    data = write_small(tmp_path, ("register/reg.csv", "Collects tax", "NA"), ("offices.csv", "National,", "007,"))

    register = read_register(data)

    assert list(register.duties["gist_en"])[-1] == "NA"
    assert list(register.offices["short_en"]) == ["007", "Regional"]


def test_read_register_takes_files_as_excel_saves_them(tmp_path: Path) -> None:
    plain, excel = write_small(tmp_path / "plain"), write_small(tmp_path / "excel")
    for name in TABLES:
        (excel / name).write_bytes(b"\xef\xbb\xbf" + FILES[name].replace("\n", "\r\n").encode())

    read, expected = read_register(excel), read_register(plain)

    for table in ("offices", "sources", "departments", "sections", "duties", "segments"):
        assert getattr(read, table).to_dict("list") == getattr(expected, table).to_dict("list")


def test_read_register_takes_a_register_without_sections(tmp_path: Path) -> None:
    data = write_small(tmp_path, ("sections.csv", "reg-01-s01,reg-01,1,Valuation Section,估价科,TAX.VALUE\n", ""))

    assert read_register(data).sections.to_dict("list") == {
        column: [] for column in ("section_id", "department_id", "ordinal", "name_en", "name_zh", "functions")
    }


def test_read_register_takes_a_document_without_duties(tmp_path: Path) -> None:
    data = write_small(
        tmp_path,
        ("register/reg.csv", "reg-01-01,Collects tax,征收税款,TAX.LEVY,EXECUTE,\n", ""),
        ("segments.csv", "reg-01-01,4,12,2\n", ""),
    )

    assert list(read_register(data).duties["duty_id"]) == ["nat-01-01", "nat-01-02"]


def test_read_register_says_which_files_are_missing(tmp_path: Path) -> None:
    data = write_small(tmp_path)
    names = [name for name in TABLES if not name.startswith("register/")]
    for name in names:
        (data / name).unlink()

    lines = [f"{name}: the file is missing. Remedy: restore it." for name in names]
    with pytest.raises(DataError, match=match_whole(*lines)):
        read_register(data)


def test_read_register_says_that_there_are_no_duties(tmp_path: Path) -> None:
    data = write_small(tmp_path)
    for path in (data / "register").iterdir():
        path.unlink()

    line = "register: no duties are here. Remedy: add register/<source_id>.csv."
    with pytest.raises(DataError, match=match_whole(line)):
        read_register(data)


def test_read_register_says_that_a_folder_is_none(tmp_path: Path) -> None:
    file = tmp_path / "data"
    file.write_text("not a folder", encoding="utf-8")

    with pytest.raises(DataError, match=r"\Acodebook\.toml: .+\. Remedy: .+\.\Z"):
        read_register(file)


def test_read_register_says_which_files_are_no_utf_8_and_where(tmp_path: Path) -> None:
    data = write_small(tmp_path)
    for name in TABLES:
        (data / name).write_bytes(FILES[name].encode() + "处".encode("gbk"))

    lines = [
        f"{name}: it is not UTF-8 (byte {len(FILES[name].encode())}). Remedy: save it as 'CSV UTF-8'."
        for name in TABLES
    ]
    with pytest.raises(DataError, match=match_whole(*lines)):
        read_register(data)


def test_read_register_says_which_files_are_empty_and_how_to_begin_them(tmp_path: Path) -> None:
    data = write_small(tmp_path)
    for name in TABLES:
        (data / name).write_bytes(b"")

    lines = [f"{name}: the file is empty. Remedy: begin it with {FILES[name].splitlines()[0]}." for name in TABLES]
    with pytest.raises(DataError, match=match_whole(*lines)):
        read_register(data)


def test_read_register_says_which_columns_are_missing(tmp_path: Path) -> None:
    firsts = {name: FILES[name].split(",", 1)[0] for name in TABLES}
    data = write_small(tmp_path, *((name, f"{first},", "x,") for name, first in firsts.items()))

    lines = [
        f"{name}, row 1, {first}: the column is missing. Remedy: add it to the header."
        for name, first in firsts.items()
    ]
    with pytest.raises(DataError, match=match_whole(*lines)):
        read_register(data)


def test_read_register_says_every_column_that_is_missing(tmp_path: Path) -> None:
    data = write_small(tmp_path, ("register/reg.csv", "gist_en,gist_zh", "gist,Gist"))

    with pytest.raises(
        DataError,
        match=match_whole(
            "register/reg.csv, row 1, gist_en: the column is missing. Remedy: add it to the header.",
            "register/reg.csv, row 1, gist_zh: the column is missing. Remedy: add it to the header.",
        ),
    ):
        read_register(data)


def test_read_register_says_which_line_has_too_many_cells(tmp_path: Path) -> None:
    data = write_small(tmp_path, ("offices.csv", "regional,nat", "regional,nat,nat"))

    line = (
        "offices.csv: Error tokenizing data. C error: Expected 7 fields in line 3, saw 8. "
        "Remedy: put quotes round cells with commas."
    )
    with pytest.raises(DataError, match=match_whole(line)):
        read_register(data)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("offices.csv", "national,", "national,,"),
        ("register/reg.csv", "Collects tax", "Collects tax, fees"),
        ("segments.csv", "4,12,2", "4,12,2,3"),
    ],
)
def test_read_register_says_that_the_first_row_has_too_many_cells(
    tmp_path: Path, name: str, old: str, new: str
) -> None:
    data = write_small(tmp_path, (name, old, new))

    line = rf"\A{re.escape(name)}.*: .+\. Remedy: put quotes round cells with commas\.\Z"
    with pytest.raises(DataError, match=line):
        read_register(data)


def test_read_register_counts_blank_lines_in_the_rows_that_it_names(tmp_path: Path) -> None:
    data = write_small(tmp_path, ("offices.csv", "reg,Regional", "\nReg,Regional"))

    line = "offices.csv, row 4, office_id: 'Reg' does not fit. Remedy: use small letters, digits and hyphens."
    with pytest.raises(DataError, match=match_whole(line)):
        read_register(data)


def test_read_register_passes_over_blank_lines(tmp_path: Path) -> None:
    plain, blank = write_small(tmp_path / "plain"), write_small(tmp_path / "blank")
    for name in TABLES:
        (blank / name).write_text(FILES[name].replace("\n", "\n\n") + "\n", encoding="utf-8")

    read, expected = read_register(blank), read_register(plain)

    for table in ("offices", "sources", "departments", "sections", "duties", "segments"):
        assert getattr(read, table).to_dict("list") == getattr(expected, table).to_dict("list")


def test_read_register_passes_over_rows_of_commas_alone(tmp_path: Path) -> None:
    data = write_small(tmp_path, ("offices.csv", "regional,nat\n", "regional,nat\n,,,,,,\n,,,,,,\n"))

    assert list(read_register(data).offices["office_id"]) == ["nat", "reg"]


SLUG = "use small letters, digits and hyphens"
DATE = "write a year, year-month or date, such as 2018-04, or nothing"


@pytest.mark.parametrize(
    ("name", "old", "new", "place", "what", "remedy"),
    [
        ("offices.csv", "reg,Regional", "Reg,Regional", "row 3, office_id", "'Reg'", SLUG),
        ("offices.csv", "reg,Regional", "reg_,Regional", "row 3, office_id", "'reg_'", SLUG),
        ("offices.csv", "National Tax Office", " ", "row 2, name_en", "' '", "fill it in"),
        ("offices.csv", "税务总局", "", "row 2, name_zh", "''", "fill it in"),
        ("offices.csv", "regional", "local", "row 3, level", "'local'", "use one of national, regional"),
        ("sources.csv", "Latn", "Cyrl", "row 3, script", "'Cyrl'", "use one of Latn, Hans, Hant"),
        ("sources.csv", ",zh,", ",fr,", "row 2, language", "'fr'", "use one of en, zh"),
        ("sources.csv", "2018-04", "April 2018", "row 2, valid_from", "'April 2018'", DATE),
        ("sources.csv", "2013-07-24", "2013-07-24\n", "row 3, valid_to", "'2013-07-24\\n'", DATE),
        ("sources.csv", "载有2018年。", "", "row 2, dating_zh", "''", "fill it in"),
        ("sources.csv", "齐全。", " ", "row 3, completeness_zh", "' '", "fill it in"),
        (
            "departments.csv",
            "stated",
            "named",
            "row 2, name_status",
            "'named'",
            "use one of stated, inferred, missing",
        ),
        (
            "departments.csv",
            "affiliate",
            "branch",
            "row 4, kind",
            "'branch'",
            "use one of leadership, department, affiliate, subordinate, society",
        ),
        (
            "departments.csv",
            "vacant",
            "",
            "row 4, text_status",
            "''",
            "use one of full, truncated, vacant, none",
        ),
        ("sections.csv", "reg-01,1,", "reg-01,one,", "row 2, ordinal", "'one'", "write a whole number"),
        ("segments.csv", "14,55", "-14,55", "row 3, start", "'-14'", "write a whole number"),
        ("segments.csv", "56,71,3", "56,71.0,3", "row 4, end", "'71.0'", "write a whole number"),
        ("register/reg.csv", "Collects tax", "", "row 2, gist_en", "''", "fill it in"),
        ("register/reg.csv", "征收税款", "tax", "row 2, gist_zh", "'tax'", "write the gist in Chinese"),
    ],
)
def test_read_register_says_which_cell_does_not_fit(
    tmp_path: Path, name: str, old: str, new: str, place: str, what: str, remedy: str
) -> None:
    quoted = f'"{new}"' if "\n" in new else new
    data = write_small(tmp_path, (name, old, quoted))

    with pytest.raises(DataError, match=match_whole(f"{name}, {place}: {what} does not fit. Remedy: {remedy}.")):
        read_register(data)


@pytest.mark.parametrize("digits", ["", "abc", "A" * 64, "0" * 63, "0" * 65])
def test_read_register_wants_a_sha_256_in_full(tmp_path: Path, digits: str) -> None:
    data = write_small(tmp_path, ("sources.csv", NATIONAL_SHA, digits))

    line = (
        f"sources.csv, row 3, sha256: {digits!r} does not fit. "
        "Remedy: write the 64 hexadecimal digits of the document's SHA-256."
    )
    with pytest.raises(DataError, match=match_whole(line)):
        read_register(data)


@pytest.mark.parametrize("functions", ["", ";", " ; ", ";;"])
def test_read_register_wants_a_code_in_every_duty(tmp_path: Path, functions: str) -> None:
    data = write_small(tmp_path, ("register/reg.csv", "TAX.LEVY", functions))

    with pytest.raises(DataError, match=r"\Aregister/reg\.csv, row 2, functions: .+\. Remedy: .+\.\Z"):
        read_register(data)


@pytest.mark.parametrize(
    ("name", "old", "new", "line"),
    [
        (
            "offices.csv",
            "regional,nat",
            "regional,top",
            "offices.csv, row 3, parent_id: 'top' does not stand in offices.csv. "
            "Remedy: correct it, or add it to offices.csv.",
        ),
        (
            "sources.csv",
            "nat,nat,",
            "nat,top,",
            "sources.csv, row 3, office_id: 'top' does not stand in offices.csv. "
            "Remedy: correct it, or add it to offices.csv.",
        ),
        (
            "sections.csv",
            "s01,reg-01",
            "s01,reg-09",
            "sections.csv, row 2, department_id: 'reg-09' does not stand in departments.csv. "
            "Remedy: correct it, or add it to departments.csv.",
        ),
        (
            "register/reg.csv",
            "EXECUTE",
            "DO",
            "register/reg.csv, row 2, action: 'DO' does not stand in codebook.toml. "
            "Remedy: correct it, or add it to codebook.toml.",
        ),
        (
            "register/nat.csv",
            "TAX.LEVY",
            "TAX.LEVIES",
            "register/nat.csv, row 2, functions: 'TAX.LEVIES' is no function of codebook.toml. "
            "Remedy: correct the code, or add it there.",
        ),
        (
            "register/nat.csv",
            "TAX.LEVY",
            "TAX.VALUE",
            "register/nat.csv, row 2, functions: 'TAX.VALUE; TAX.VALUE' names a code twice. "
            "Remedy: remove one of the two.",
        ),
        (
            "sections.csv",
            "TAX.VALUE",
            "TAX",
            "sections.csv, row 2, functions: 'TAX' is no function of codebook.toml. "
            "Remedy: correct the code, or add it there.",
        ),
        (
            "departments.csv",
            "LAB.TEST",
            "LAB.TESTS",
            "departments.csv, row 4, would_hold: 'LAB.TESTS' is no function of codebook.toml. "
            "Remedy: correct the code, or add it there.",
        ),
        (
            "departments.csv",
            "reg-02,reg,2",
            "reg-02,reg,3",
            "departments.csv, row 4, department_id: 'reg-02' does not match source_id and ordinal. "
            "Remedy: write them alike.",
        ),
        (
            "segments.csv",
            "nat-01-02,56,71,3\n",
            "",
            "register/nat.csv, row 3, duty_id: 'nat-01-02' does not stand in segments.csv. "
            "Remedy: correct it, or add it to segments.csv.",
        ),
        (
            "register/nat.csv",
            "nat-01-02,Does other tasks,承办其他事项,GEN.OTHER,EXECUTE,Role only\n",
            "",
            "segments.csv, row 4, duty_id: 'nat-01-02' does not stand in register/. "
            "Remedy: correct it, or add it to register/.",
        ),
    ],
)
def test_read_register_says_which_key_or_code_is_unknown(
    tmp_path: Path, name: str, old: str, new: str, line: str
) -> None:
    data = write_small(tmp_path, (name, old, new))

    with pytest.raises(DataError, match=match_whole(line)):
        read_register(data)


@pytest.mark.parametrize(
    ("name", "old", "new", "column", "value", "rows"),
    [
        ("offices.csv", "reg,Regional", "nat,Regional", "office_id", "nat", (2, 3)),
        ("sources.csv", "reg,reg,", "nat,reg,", "source_id", "nat", (2, 3)),
        ("departments.csv", "reg-02,", "reg-01,", "department_id", "reg-01", (3, 4)),
        ("segments.csv", "nat-01-02", "nat-01-01", "duty_id", "nat-01-01", (3, 4)),
        ("register/nat.csv", "nat-01-02", "nat-01-01", "duty_id", "nat-01-01", (2, 3)),
    ],
)
def test_read_register_names_both_rows_of_an_id_that_stands_twice(
    tmp_path: Path, name: str, old: str, new: str, column: str, value: str, rows: tuple[int, int]
) -> None:
    data = write_small(tmp_path, (name, old, new))

    lines = [f"{name}, row {row}, {column}: {value!r} stands twice. Remedy: remove one of the two." for row in rows]
    with pytest.raises(DataError, match=match_whole(*lines)):
        read_register(data)


def test_read_register_says_that_a_duty_stands_in_the_wrong_file(tmp_path: Path) -> None:
    data = write_small(tmp_path, ("register/reg.csv", "reg-01-01", "nat-01-03"))

    line = (
        "register/reg.csv, row 2, duty_id: 'nat-01-03' does not begin with 'reg'. Remedy: move it to its source's file."
    )
    with pytest.raises(DataError, match=match_whole(line)):
        read_register(data)


def test_read_register_says_that_a_duty_has_no_department(tmp_path: Path) -> None:
    data = write_small(
        tmp_path, ("register/reg.csv", "reg-01-01", "reg-07-01"), ("segments.csv", "reg-01-01", "reg-07-01")
    )

    line = (
        "register/reg.csv, row 2, department_id: 'reg-07' does not stand in departments.csv. "
        "Remedy: correct it, or add it to departments.csv."
    )
    with pytest.raises(DataError, match=match_whole(line)):
        read_register(data)


@pytest.mark.parametrize(
    ("column", "word", "longest", "remedy"),
    [
        ("gist_en", "tax ", 45, "use at most 45 words"),
        ("gist_zh", "税", 90, "use at most 90 Han characters"),
    ],
)
def test_read_register_holds_gists_to_their_length(
    tmp_path: Path, column: str, word: str, longest: int, remedy: str
) -> None:
    gist = {"gist_en": "Collects tax", "gist_zh": "征收税款"}[column]
    enough, many = (word * longest).strip(), (word * (longest + 1)).strip()

    read = read_register(write_small(tmp_path / "enough", ("register/reg.csv", gist, enough)))
    too_long = write_small(tmp_path / "many", ("register/reg.csv", gist, many))

    assert list(read.duties[column])[-1] == enough
    line = f"register/reg.csv, row 2, {column}: {many!r} does not fit. Remedy: {remedy}."
    with pytest.raises(DataError, match=match_whole(line)):
        read_register(too_long)


def test_read_register_holds_a_duty_to_eight_codes(tmp_path: Path) -> None:
    codes = [f"TAX.{letter}" for letter in "ABCDEFGHI"]
    functions = ", ".join(f'{{code = "{code}", en = "{code}", zh = "税"}}' for code in codes)
    more = ("codebook.toml", 'zh = "估价"}]', f'zh = "估价"}}, {functions}]')
    eight, nine = ";".join(codes[:8]), ";".join(codes)

    read = read_register(write_small(tmp_path / "eight", more, ("register/reg.csv", "TAX.LEVY", eight)))
    too_many = write_small(tmp_path / "nine", more, ("register/reg.csv", "TAX.LEVY", nine))

    assert list(read.duties["functions"])[-1] == eight
    line = f"register/reg.csv, row 2, functions: {nine!r} has 9 codes. Remedy: keep the 8 that it names most plainly."
    with pytest.raises(DataError, match=match_whole(line)):
        read_register(too_many)


def test_read_register_gives_every_problem_of_every_file_at_once(tmp_path: Path) -> None:
    data = write_small(
        tmp_path,
        ("register/reg.csv", "Collects tax", ""),
        ("offices.csv", "regional", "local"),
        ("offices.csv", "税务总局", ""),
    )
    (data / "segments.csv").unlink()

    with pytest.raises(
        DataError,
        match=match_whole(
            "offices.csv, row 2, name_zh: '' does not fit. Remedy: fill it in.",
            "offices.csv, row 3, level: 'local' does not fit. Remedy: use one of national, regional.",
            "register/reg.csv, row 2, gist_en: '' does not fit. Remedy: fill it in.",
            "segments.csv: the file is missing. Remedy: restore it.",
        ),
    ):
        read_register(data)


@settings(deadline=None, max_examples=30)
@given(
    st.lists(st.from_regex(r"[A-Z]{2,4}\.[A-Z]{1,6}", fullmatch=True), max_size=8), st.sampled_from([";", "; ", " ;"])
)
def test_split_codes_undoes_joining(codes: list[str], separator: str) -> None:
    assert split_codes(separator.join(codes)) == codes


@pytest.mark.parametrize("cell", ["", " ", ";", " ; ;"])
def test_split_codes_finds_none_in_an_empty_cell(cell: str) -> None:
    assert split_codes(cell) == []
