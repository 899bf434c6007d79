"""Register to store: the one pipeline, and the only writer of a store file."""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING

import duckdb
import pandas as pd

from analytics import __version__
from analytics.errors import DataError, Problem, UsageError
from analytics.freshness import hash_data
from analytics.matching.nearest import find_nearest
from analytics.matching.pipeline import match_duties
from analytics.parts import Assembly, assemble_register
from analytics.reviews import REVIEWS
from analytics.store import DATA, DOCUMENTS, SCHEMA_VERSION, STORE, read_sql, read_vectors
from analytics.store_tables import tabulate_assembly, tabulate_second_codings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from analytics.register import Register


NO_ALIGNMENT = pd.DataFrame({"subject_id": [], "object_id": [], "score": []})


def build_store(
    *,
    data: Path = DATA,
    store: Path = STORE,
    documents: Path = DOCUMENTS,
    encoder: str = "",
    text: str = "gists",
    drafts: Sequence[Path] = (),
    alone: bool = False,
    reviews: Path = REVIEWS,
    report: Callable[[str], None] = lambda _: None,
) -> None:
    """Validate the register and write the store, whole or not at all: until then the old store stands.

    Parameters
    ----------
    data : Path
        The folder of the register.
    store : Path
        The DuckDB file to write.
    documents : Path
        A folder that may hold the original documents, recognised by their SHA-256 whatever their names.
    encoder : str
        The sentence encoder; see `analytics.text.encoders.open_encoder`.
    text : {'gists', 'original'}
        What is aligned: gists with readers' codes, or the documents' wording with machine-made codes, so that
        the method can be judged without what readers wrote. All else in the store is the same.
    drafts : sequence of Path
        Folders that `import` wrote, to stand beside the register, marked as drafts.
    alone : bool
        Whether the store is to hold the drafts alone. What aligns them is still learnt from the register.
    reviews : Path
        The file of people's decisions about drafts and accepted offices.
    report : callable
        Takes a line of progress.

    Raises
    ------
    DataError
        The data are wrong; the old store is untouched.
    UsageError
        Original wordings are to be aligned, and a document is not at hand; or there is no draft to stand alone.
    """
    if alone and not drafts:
        raise UsageError("Without the register there is nothing to build. Remedy: name a draft by --with.")
    fingerprint = hash_data(data, documents, drafts=drafts, alone=alone, reviews=reviews)
    report("Reading and checking the register")
    assembly = assemble_register(data, drafts=drafts, alone=alone, reviews=reviews)
    report("Looking for the original documents")
    wordings = read_wordings(assembly.register, documents)
    report("Aligning the duties of the sources")
    given = wordings if text == "original" else None
    matched, tier = _match(assembly, data, vectors=read_vectors(store), encoder=encoder, wordings=given)
    report(f"Aligned by {tier}")
    wordings = _add_texts(wordings, assembly.whole)
    report(f"Writing {len(assembly.whole.duties)} duties ({len(wordings)} with their original wording)")
    facts = {"tier": tier, "data_hash": fingerprint, **_tell_drafts(drafts, alone=alone)}
    _replace(store, lambda path: _write(path, assembly, wordings, _describe(assembly.whole, facts), matched))
    report(f"The store is ready: {store}")


def _match(
    assembly: Assembly, data: Path, *, vectors: pd.DataFrame, encoder: str, wordings: pd.DataFrame | None
) -> tuple[dict[str, pd.DataFrame], str]:
    """Give the tables that compare duties or codings with one another, and by which channels duties were aligned."""
    matched, tier = match_duties(
        assembly.register, data, vectors=vectors, encoder=encoder, wordings=wordings, whole=assembly.whole
    )
    return matched | {"second_codings": tabulate_second_codings(data, assembly.whole)}, tier


def _tell_drafts(drafts: Sequence[Path], *, alone: bool) -> dict[str, str]:
    """Tell a store which drafts it holds, so that it can be built anew with them."""
    return {"alone": "yes" if alone else "no", "drafts": "\n".join(str(path.resolve()) for path in drafts)}


def _replace(store: Path, write: Callable[[Path], None]) -> None:
    """Write a file beside the store's place, and move it there once it is whole."""
    store.parent.mkdir(parents=True, exist_ok=True)
    draft = store.with_name(f".{store.name}.{os.getpid()}.tmp")
    draft.unlink(missing_ok=True)
    try:
        write(draft)
        draft.replace(store)
    finally:
        draft.unlink(missing_ok=True)
        draft.with_name(f"{draft.name}.wal").unlink(missing_ok=True)


def read_wordings(register: Register, documents: Path) -> pd.DataFrame:
    """Cut each duty's original wording out of the documents that are at hand.

    Returns
    -------
    DataFrame, one row a duty whose document is in `documents`
        `duty_id`, `wording` (as the document has it, line breaks included).

    Raises
    ------
    DataError
        A document is recognised, but a duty's place lies outside it.
    """
    known = dict(zip(register.sources["sha256"], register.sources["source_id"], strict=True))
    texts: dict[str, str] = {}
    for path in sorted(documents.glob("*")):
        if path.is_file() and (source := known.get(hashlib.sha256(content := path.read_bytes()).hexdigest())):
            texts[source] = content.decode("utf-8")
    rows, problems = [], []
    places = register.duties[["duty_id", "source_id"]].merge(register.segments, on="duty_id")
    for place in places.loc[places["source_id"].isin(texts)].to_dict("records"):
        wording = texts[place["source_id"]][place["start"] : place["end"]].strip()
        if not wording or place["end"] > len(texts[place["source_id"]]):
            what = f"{place['duty_id']!r} has no text at {place['start']} to {place['end']}"
            problems.append(Problem("segments.csv", 0, "start", what, "correct the offsets"))
        rows.append((place["duty_id"], wording))
    if problems:
        raise DataError(problems)
    return pd.DataFrame(rows, columns=["duty_id", "wording"], dtype=str)


def _add_texts(wordings: pd.DataFrame, register: Register) -> pd.DataFrame:
    """Add the wording that parts carry with them."""
    texts = register.duties.loc[register.duties["text"] != "", ["duty_id", "text"]]
    held = wordings.loc[wordings["duty_id"].isin(register.duties["duty_id"])]
    return pd.concat([held, texts.rename(columns={"text": "wording"})], ignore_index=True)


def _describe(register: Register, facts: dict[str, str]) -> pd.DataFrame:
    described = {
        "schema_version": SCHEMA_VERSION,
        "atlas_version": __version__,
        "codebook_version": register.codebook.version,
        **facts,
        "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
        **{f"{package}_version": version(package) for package in ("duckdb", "pandas", "scikit-learn")},
    }
    return pd.DataFrame(list(described.items()), columns=["key", "value"])


def _write(
    path: Path, assembly: Assembly, wordings: pd.DataFrame, meta: pd.DataFrame, matched: dict[str, pd.DataFrame]
) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute(read_sql("schema"))
        tables = {**tabulate_assembly(assembly), "wordings": wordings, "meta": meta}
        for name, table in tables.items():
            _insert(connection, name, table)
        held = connection.execute("select scope, holder_id, duty_id from held_duties order by all").df()
        functions = tables["functions"].merge(tables["areas"].loc[tables["areas"]["comparable"], ["area"]], on="area")
        nearest = find_nearest(
            tables["duties"], tables["duty_functions"], functions, held, matched.get("alignment", NO_ALIGNMENT)
        )
        _insert(connection, "nearest", nearest)
        for name, table in matched.items():
            _insert(connection, name, table)
        connection.execute("checkpoint")  # closing would swallow what goes wrong here, such as a full disk


def _insert(connection: duckdb.DuckDBPyConnection, name: str, table: pd.DataFrame) -> None:
    connection.register("incoming", table)
    known = [row[0] for row in connection.execute(f"describe {name}").fetchall()]
    columns = ", ".join(f'"{column}"' for column in table.columns if column in known)
    connection.execute(f"insert into {name} ({columns}) select {columns} from incoming")
    connection.unregister("incoming")
