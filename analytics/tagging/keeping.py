"""A learnt tagger kept beside the store, so that the second document need not wait for the learning."""

from __future__ import annotations

import hashlib
import os
import pickle
import platform
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from analytics.register import read_register
from analytics.tagging.tagger import Tagger, learn_tagger

if TYPE_CHECKING:
    from analytics.text.encoders import Encoder

CODE = Path(__file__).parent.parent
LEARNERS = ("numpy", "pandas", "scikit-learn", "scipy")


def open_tagger(data: Path, encoder: Encoder | None = None) -> Tagger:
    """Take the tagger learnt from just these data, by just this code; learn and keep it where there is none.

    It is kept in the folder `store` of `data`, which anyone can rebuild; what was learnt from other data goes. Where
    the folder cannot be written, or what is kept cannot be read, the tagger is learnt.

    Parameters
    ----------
    data : Path
        The register with its labels; see `learn_tagger`.
    encoder : Encoder, optional

    Raises
    ------
    DataError
        The register, the lexicon or a file of labels is damaged.
    """
    place = data / "store" / f"tagger-{_name(data, encoder)}.pickle"
    if kept := _load(place):
        kept.evidence.views.encode = encoder.encode if encoder else None
        return kept
    tagger = learn_tagger(read_register(data), data, encode=encoder.encode if encoder else None)
    _keep(tagger, place)
    return tagger


def _name(data: Path, encoder: Encoder | None) -> str:
    """Fingerprint all that a tagger is learnt from: data, code, encoder, and the libraries that learn."""
    told = [encoder.fingerprint if encoder else "none", platform.python_version(), *map(version, LEARNERS)]
    digest = hashlib.sha256("\n".join(told).encode())
    files = [*data.glob("*.csv"), *data.glob("*.toml"), *data.glob("register/*.csv"), *data.glob("labels/*.csv")]
    code = [path for pattern in ("tagging/*.py", "text/*.py", "register.py") for path in CODE.glob(pattern)]
    for root, paths in ((data, files), (CODE, code)):
        for path in sorted(paths):
            digest.update(f"\n{path.relative_to(root).as_posix()}\n".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _load(place: Path) -> Tagger | None:
    try:
        kept = pickle.loads(place.read_bytes()) if place.is_file() else None  # written by `_keep` alone
    except Exception:
        return None
    return kept if isinstance(kept, Tagger) else None


def _keep(tagger: Tagger, place: Path) -> None:
    """Write the tagger whole or not at all, and remove those of other data."""
    try:
        place.parent.mkdir(exist_ok=True)
        handle, scratch = tempfile.mkstemp(dir=place.parent, suffix=".tmp")
        os.close(handle)
        Path(scratch).write_bytes(pickle.dumps(tagger, protocol=pickle.HIGHEST_PROTOCOL))
        Path(scratch).replace(place)
        for other in place.parent.glob("tagger-*.pickle"):
            if other != place:
                other.unlink(missing_ok=True)
    except OSError:
        return
