"""Whether a store is as new as what it was built from."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from analytics.documents.drafts import read_draft
from analytics.errors import DataError, StoreError
from analytics.parts import find_accepted
from analytics.reviews import REVIEWS, read_events
from analytics.store import DATA, DOCUMENTS, SCHEMA_VERSION, STORE, Store, read_sql

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def hash_data(
    data: Path = DATA,
    documents: Path = DOCUMENTS,
    *,
    drafts: Sequence[Path] = (),
    alone: bool = False,
    reviews: Path = REVIEWS,
) -> str:
    """Fingerprint all that a store is built from: schema, codebook, register, accepted offices, documents, drafts.

    Of accepted offices and drafts, what people decided about them counts too.

    Returns
    -------
    str
        64 hexadecimal digits; the same data give the same digits on every machine.
    """
    digest = hashlib.sha256(f"{SCHEMA_VERSION} {alone}".encode())
    digest.update(read_sql("schema").encode())
    files = [data / "codebook.toml", *sorted(data.glob("*.csv")), *sorted((data / "register").glob("*.csv"))]
    files += [data / "labels" / f"{name}.csv" for name in ("alignment", "coding", "duplicates")]
    for path in files:
        if path.is_file():
            digest.update(f"\n{path.relative_to(data).as_posix()}\n".encode())
            digest.update(path.read_bytes())
    for content in sorted(hashlib.sha256(path.read_bytes()).digest() for path in documents.glob("*") if path.is_file()):
        digest.update(content)
    for folder in (*find_accepted(data), *sorted(drafts)):
        digest.update(_hash_part(folder, reviews))
    return digest.hexdigest()


def _hash_part(folder: Path, reviews: Path) -> bytes:
    digest = hashlib.sha256(folder.name.encode())
    for path in sorted(folder.rglob("*.csv")):
        digest.update(f"\n{path.relative_to(folder).as_posix()}\n".encode())
        digest.update(path.read_bytes())
    try:
        digest.update(read_events(read_draft(folder).draft_id, path=reviews).to_csv(index=False).encode())
    except DataError:
        digest.update(b"unsound")
    return digest.digest()


def is_current(store: Path = STORE, *, data: Path = DATA, documents: Path = DOCUMENTS, reviews: Path = REVIEWS) -> bool:
    """Tell whether a store stands at `store` that opens and was built from just these data and its own drafts."""
    try:
        with Store(store) as opened:
            now = hash_data(data, documents, drafts=opened.drafts, alone=opened.alone, reviews=reviews)
            return opened.fingerprint == now
    except StoreError:
        return False


def find_beside(store: Path = STORE) -> tuple[list[Path], bool]:
    """Tell which drafts stand in the store at `store`, those that are still there, and whether they stand alone."""
    try:
        with Store(store) as opened:
            drafts = [folder for folder in opened.drafts if folder.is_dir()]
            return drafts, opened.alone and bool(drafts)
    except StoreError:
        return [], False
