"""The commands `report` and `bundle`."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from analytics.__main__ import main
from analytics.bundle import write_bundle
from analytics.store import Store
from tests.test_build import build_small

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def small_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_small(tmp_path_factory.mktemp("small"))


@pytest.mark.parametrize(
    ("name", "language", "first"),
    [("r.html", "en", b"<!DOCTYPE html>"), ("r.DOCX", "zh", b"PK")],
    ids=["html", "docx"],
)
def test_report_writes_the_form_that_the_file_name_asks_for(
    small_path: Path, tmp_path: Path, name: str, language: str, first: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / name
    options = ["--store", str(small_path), "--office", "nat", "--peers", "reg", "--language", language]

    assert main(["report", *options, "--out", str(out)]) == 0
    assert out.read_bytes().startswith(first)
    assert capsys.readouterr().out == f"The report is in {out}\n"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--office", "nat", "--out", "r.pdf"], "There is no report form 'pdf'; use one of html, docx."),
        (["--office", "nobody", "--out", "r.html"], "There is no office 'nobody'; use one of nat, reg."),
        (["--office", "nat", "--out", "no/r.html"], "There is no folder no to write to; make it first."),
    ],
    ids=["form", "office", "folder"],
)
def test_report_that_cannot_be_is_told_and_exits_2(
    small_path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["report", "--store", str(small_path), *options]) == 2
    assert capsys.readouterr().err == f"Error: {told}\n"
    assert list(tmp_path.iterdir()) == []


def test_bundle_is_the_one_of_the_page(small_path: Path, tmp_path: Path) -> None:
    out = tmp_path / "all.zip"

    assert main(["bundle", "--store", str(small_path), "--out", str(out)]) == 0
    with Store(small_path) as opened:
        assert out.read_bytes() == write_bundle(opened)
    assert zipfile.is_zipfile(out)
