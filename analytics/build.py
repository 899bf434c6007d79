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
from analytics.errors import DataError, Problem, StoreError
from analytics.matching.nearest import find_nearest
from analytics.matching.pipeline import match_duties
from analytics.register import Register, read_register, split_codes
from analytics.store import DATA, DOCUMENTS, SCHEMA_VERSION, STORE, Store, hash_data, read_sql, read_vectors
from analytics.text.language import fold

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


NO_ALIGNMENT = pd.DataFrame({"subject_id": [], "object_id": [], "score": []})


def build_store(
    *,
    data: Path = DATA,
    store: Path = STORE,
    documents: Path = DOCUMENTS,
    encoder: str = "",
    text: str = "gists",
    report: Callable[[str], None] = lambda _: None,
) -> None:
    """Validate the register and write the store, whole or not at all.

    The file is written beside its place and moved there in one step: until then, and after any error,
    the old store stands.

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
    report : callable
        Takes a line of progress.

    Raises
    ------
    DataError
        The data are wrong; the old store is untouched.
    UsageError
        Original wordings are to be aligned, and a document is not at hand.
    """
    fingerprint = hash_data(data, documents)
    report("Reading and checking the register")
    register = read_register(data)
    report("Looking for the original documents")
    wordings = read_wordings(register, documents)
    report("Aligning the duties of the sources")
    given = wordings if text == "original" else None
    matched, tier = match_duties(register, data, vectors=read_vectors(store), encoder=encoder, wordings=given)
    report(f"Aligned by {tier}")
    report(f"Writing {len(register.duties)} duties ({len(wordings)} with their original wording)")
    store.parent.mkdir(parents=True, exist_ok=True)
    draft = store.with_name(f".{store.name}.{os.getpid()}.tmp")
    draft.unlink(missing_ok=True)
    try:
        _write(draft, register, wordings, _describe(fingerprint, register, tier), matched)
        draft.replace(store)
    finally:
        draft.unlink(missing_ok=True)
        draft.with_name(f"{draft.name}.wal").unlink(missing_ok=True)
    report(f"The store is ready: {store}")


def is_current(store: Path = STORE, *, data: Path = DATA, documents: Path = DOCUMENTS) -> bool:
    """Tell whether a store stands at `store` that opens and was built from just these data."""
    try:
        with Store(store) as opened:
            return opened.fingerprint == hash_data(data, documents)
    except StoreError:
        return False


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


def _describe(fingerprint: str, register: Register, tier: str) -> pd.DataFrame:
    facts = {
        "schema_version": SCHEMA_VERSION,
        "atlas_version": __version__,
        "codebook_version": register.codebook.version,
        "data_hash": fingerprint,
        "tier": tier,
        "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
        **{f"{package}_version": version(package) for package in ("duckdb", "pandas", "scikit-learn")},
    }
    return pd.DataFrame(list(facts.items()), columns=["key", "value"])


def _write(
    path: Path, register: Register, wordings: pd.DataFrame, meta: pd.DataFrame, matched: dict[str, pd.DataFrame]
) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute(read_sql("schema"))
        tables = {
            **_tabulate_codebook(register),
            **_tabulate_register(register),
            "wordings": wordings,
            "meta": meta,
        }
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


def _tabulate_codebook(register: Register) -> dict[str, pd.DataFrame]:
    book = register.codebook
    areas = [(a.code, a.en, a.zh, a.group, a.comparable, i) for i, a in enumerate(book.areas)]
    functions = [
        (f.code, f.area, f.en, f.zh, f.note, f.level, f.level_reason, f.level_reason_zh, i)
        for i, f in enumerate(book.functions)
    ]
    actions = [(a.code, a.en, a.zh, a.note, i) for i, a in enumerate(book.actions)]
    return {
        "areas": pd.DataFrame(areas, columns=["area", "name_en", "name_zh", "group_name", "comparable", "ordinal"]),
        "functions": pd.DataFrame(
            functions,
            columns=[
                "function",
                "area",
                "name_en",
                "name_zh",
                "note",
                "level",
                "level_reason",
                "level_reason_zh",
                "ordinal",
            ],
        ),
        "actions": pd.DataFrame(actions, columns=["action", "name_en", "name_zh", "note", "ordinal"]),
    }


def _tabulate_register(register: Register) -> dict[str, pd.DataFrame]:
    return {
        "offices": register.offices.assign(ordinal=range(len(register.offices))),
        "sources": register.sources.assign(ordinal=range(len(register.sources))),
        "departments": register.departments,
        "sections": register.sections,
        "duties": _tabulate_duties(register),
        "duty_functions": _explode(register.duties, "duty_id", "functions").assign(
            position=lambda table: table.groupby("duty_id").cumcount() + 1
        ),
        "section_functions": _explode(register.sections, "section_id", "functions"),
        "unreadable_functions": _explode(register.departments, "department_id", "would_hold"),
    }


def _tabulate_duties(register: Register) -> pd.DataFrame:
    """Add to each duty its areas, whether it is comparable, its search text, its place and its order."""
    area_of = {function.code: function.area for function in register.codebook.functions}
    comparable = {area.code for area in register.codebook.areas if area.comparable}
    source_order = {source: i for i, source in enumerate(register.sources["source_id"])}
    duties = register.duties.merge(register.segments, on="duty_id", how="left", validate="one_to_one")
    areas = [list(dict.fromkeys(area_of[code] for code in split_codes(codes))) for codes in duties["functions"]]
    duties["functions"] = [";".join(split_codes(codes)) for codes in duties["functions"]]
    duties["areas"] = [";".join(codes) for codes in areas]
    duties["comparable"] = [not comparable.isdisjoint(codes) for codes in areas]
    names = register.departments.set_index("department_id")
    department = names["name_en"] + " " + names["name_zh"]
    texts = duties["duty_id"] + " " + duties["gist_en"] + " " + duties["gist_zh"] + " "
    duties["search_text"] = [fold(text) for text in texts + duties["department_id"].map(department)]
    order = duties["source_id"].map(source_order)
    duties = duties.assign(_source=order).sort_values(["_source", "duty_id"], ignore_index=True)
    return duties.drop(columns="_source").assign(ordinal=range(len(duties)))


def _explode(table: pd.DataFrame, key: str, column: str) -> pd.DataFrame:
    codes = table[[key]].assign(function=table[column].map(split_codes))
    return codes.explode("function").dropna(subset="function").reset_index(drop=True)
