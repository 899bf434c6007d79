from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from analytics.tagging import Tagger, keeping, open_tagger
from tests.tagging.small import count_letters, lay_register, write_data
from tests.tagging.test_tagger import TEXTS

if TYPE_CHECKING:
    from pathlib import Path


class Letters:
    name, dim, fingerprint = "letters", 26, "letters-1"
    encode = staticmethod(count_letters())


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(keeping, "read_register", lambda _: lay_register())
    return write_data(tmp_path / "data")


def list_kept(data: Path) -> list[Path]:
    return sorted((data / "store").glob("*"))


def test_open_tagger_learns_once_and_suggests_the_same(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = open_tagger(data, Letters()).suggest(TEXTS)
    monkeypatch.setattr(keeping, "learn_tagger", None)
    pd.testing.assert_frame_equal(open_tagger(data, Letters()).suggest(TEXTS), first)
    assert len(list_kept(data)) == 1


def test_open_tagger_learns_anew_from_other_data_and_drops_what_was_kept(data: Path) -> None:
    open_tagger(data, Letters())
    before = list_kept(data)
    (data / "lexicon.csv").write_text((data / "lexicon.csv").read_text(encoding="utf-8") + "\n", encoding="utf-8")
    open_tagger(data, Letters())
    assert len(list_kept(data)) == 1
    assert list_kept(data) != before


def test_open_tagger_tells_encoders_apart(data: Path) -> None:
    assert open_tagger(data, Letters()).has_encoder
    assert not open_tagger(data).has_encoder


@pytest.mark.parametrize("content", [b"", b"nonsense", b"\x80\x05N."])
def test_open_tagger_learns_where_what_is_kept_cannot_be_read(data: Path, content: bytes) -> None:
    first = open_tagger(data, Letters()).suggest(TEXTS)
    list_kept(data)[0].write_bytes(content)
    pd.testing.assert_frame_equal(open_tagger(data, Letters()).suggest(TEXTS), first)


def test_open_tagger_works_where_nothing_can_be_kept(data: Path) -> None:
    (data / "store").write_text("a file, no folder", encoding="utf-8")
    assert isinstance(open_tagger(data, Letters()), Tagger)
