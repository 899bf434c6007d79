from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from analytics.codebook import Action, Area, Codebook, Function, read_codebook
from analytics.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

BOOK = """\
version = "1"
conventions = ["The main function first."]

[[action]]
code = "RULE"
en = "Make rules"
zh = "制定制度"
note = "Drafts."

[[area]]
code = "TAX"
en = "Tax"
zh = "税收"
group = "Trade"

[[area.function]]
code = "TAX.VALUE"
en = "Value"
zh = "估价"

[[area.function]]
code = "TAX.POLICY"
en = "Policy"
zh = "政策"
note = "Rates."
level = "national"
level_reason = "It sets rates."
level_reason_zh = "制定税率。"

[[area]]
code = "GEN"
en = "General"
zh = "一般"
group = "General"
comparable = false

[[area.function]]
code = "GEN.OTHER"
en = "Other"
zh = "其他"
"""


def write(folder: Path, *changes: tuple[str, str]) -> Path:
    text = BOOK
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = folder / "codebook.toml"
    path.write_text(text, encoding="utf-8")
    return path


def whole(*lines: str) -> str:
    return rf"\A{re.escape(chr(10).join(lines))}\Z"


def test_read_codebook_gives_areas_functions_and_actions_in_the_order_of_the_file(tmp_path: Path) -> None:
    assert read_codebook(write(tmp_path)) == Codebook(
        version="1",
        areas=(
            Area(
                code="TAX",
                en="Tax",
                zh="税收",
                group="Trade",
                comparable=True,
                functions=(
                    Function("TAX.VALUE", "TAX", "Value", "估价"),
                    Function(
                        "TAX.POLICY", "TAX", "Policy", "政策", "Rates.", "national", "It sets rates.", "制定税率。"
                    ),
                ),
            ),
            Area("GEN", "General", "一般", "General", False, (Function("GEN.OTHER", "GEN", "Other", "其他"),)),
        ),
        actions=(Action("RULE", "Make rules", "制定制度", "Drafts."),),
        conventions=("The main function first.",),
    )


def test_codebook_functions_run_through_all_areas(tmp_path: Path) -> None:
    functions = read_codebook(write(tmp_path)).functions

    assert [function.code for function in functions] == ["TAX.VALUE", "TAX.POLICY", "GEN.OTHER"]


def test_read_codebook_says_that_the_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=whole("codebook.toml: the file is missing. Remedy: restore it.")):
        read_codebook(tmp_path / "codebook.toml")


def test_read_codebook_says_which_line_is_no_toml(tmp_path: Path) -> None:
    path = write(tmp_path, ('version = "1"', "version is 1"))

    line = r"\Acodebook\.toml: no valid TOML: .*\(at line 1, column 9\)\. Remedy: mend that line\.\Z"
    with pytest.raises(DataError, match=line):
        read_codebook(path)


def test_read_codebook_says_that_the_file_is_no_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "codebook.toml"
    path.write_bytes(BOOK.encode("gbk"))

    line = r"\Acodebook\.toml: no valid TOML: 'utf-8' codec can't decode .*\. Remedy: mend that line\.\Z"
    with pytest.raises(DataError, match=line):
        read_codebook(path)


@pytest.mark.parametrize(
    ("old", "key"),
    [
        ('version = "1"\n', "version"),
        ('conventions = ["The main function first."]\n', "conventions"),
        ('en = "Make rules"\n', "en"),
        ('group = "Trade"\n', "group"),
        ('[[area.function]]\ncode = "GEN.OTHER"\nen = "Other"\nzh = "其他"\n', "function"),
    ],
)
def test_read_codebook_names_a_missing_key(tmp_path: Path, old: str, key: str) -> None:
    path = write(tmp_path, (old, ""))

    with pytest.raises(DataError, match=whole(f"codebook.toml, {key}: a key is missing. Remedy: add it.")):
        read_codebook(path)


def test_read_codebook_names_the_first_missing_key_of_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "codebook.toml"
    path.write_bytes(b"")

    with pytest.raises(DataError, match=whole("codebook.toml, area: a key is missing. Remedy: add it.")):
        read_codebook(path)


@pytest.mark.parametrize("areas", ['area = "TAX"', "area = 1", 'area = ["TAX"]'])
def test_read_codebook_explains_areas_that_are_no_tables(tmp_path: Path, areas: str) -> None:
    path = tmp_path / "codebook.toml"
    path.write_text(f'version = "1"\nconventions = []\naction = []\n{areas}\n', encoding="utf-8")

    with pytest.raises(DataError, match=r"\Acodebook\.toml.*Remedy: .+\.\Z"):
        read_codebook(path)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (
            'code = "TAX.POLICY"',
            'code = "TAX.VALUE"',
            "codebook.toml, code: 'TAX.VALUE' stands twice. Remedy: rename one of the two.",
        ),
        (
            'code = "RULE"',
            'code = "TAX"',
            "codebook.toml, code: 'TAX' stands twice. Remedy: rename one of the two.",
        ),
        (
            'code = "RULE"',
            'code = "Rule"',
            "codebook.toml, code: 'Rule' is malformed. Remedy: use capitals only, such as TAX.",
        ),
        (
            'code = "TAX.VALUE"',
            'code = "TAXVALUE"',
            "codebook.toml, code: 'TAXVALUE' does not begin with its area. Remedy: call it TAX.SOMETHING.",
        ),
        (
            'code = "TAX.VALUE"',
            'code = "GEN.VALUE"',
            "codebook.toml, code: 'GEN.VALUE' does not begin with its area. Remedy: call it TAX.SOMETHING.",
        ),
        (
            'level = "national"',
            'level = "central"',
            "codebook.toml, level: TAX.POLICY has level 'central'. "
            "Remedy: use national or regional, and give a level_reason and a level_reason_zh.",
        ),
        (
            'level_reason = "It sets rates."',
            "",
            "codebook.toml, level: TAX.POLICY has level 'national'. "
            "Remedy: use national or regional, and give a level_reason and a level_reason_zh.",
        ),
        (
            'level_reason_zh = "制定税率。"',
            "",
            "codebook.toml, level: TAX.POLICY has level 'national'. "
            "Remedy: use national or regional, and give a level_reason and a level_reason_zh.",
        ),
    ],
)
def test_read_codebook_explains_a_bad_code_or_level(tmp_path: Path, old: str, new: str, line: str) -> None:
    path = write(tmp_path, (old, new))

    with pytest.raises(DataError, match=whole(line)):
        read_codebook(path)


def test_read_codebook_gives_every_problem_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, ('code = "RULE"', 'code = "Rule"'), ('level = "national"', 'level = "central"'))

    with pytest.raises(
        DataError,
        match=whole(
            "codebook.toml, code: 'Rule' is malformed. Remedy: use capitals only, such as TAX.",
            "codebook.toml, level: TAX.POLICY has level 'central'. "
            "Remedy: use national or regional, and give a level_reason and a level_reason_zh.",
        ),
    ):
        read_codebook(path)
