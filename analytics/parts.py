"""The register with what stands beside it: offices that were accepted into it, and drafts.

A part is one office's document in the register's own format, as `import` wrote it, with people's decisions
laid over what the machine suggested. `data/accepted/` holds the accepted ones.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from analytics.documents.drafts import SUGGESTION_COLUMNS, Draft, read_draft, write_draft
from analytics.errors import DataError, Problem, UsageError
from analytics.register import Register, read_register, split_codes
from analytics.reviews import REVIEWS, read_events

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

ACCEPTED = "accepted"
TABLES = ("offices", "sources", "departments", "sections", "duties", "segments")


@dataclass(frozen=True)
class Assembly:
    """All that a store is built from.

    Attributes
    ----------
    register : Register
        The register proper, which readers coded whole: what matcher and tagger learn from.
    whole : Register
        What the store holds. Its `sources` and `offices` have `draft`; its `duties` have `text` (the
        document's wording, of parts only) and `coding` (people, machine, or none where the machine abstained
        and nobody has coded).
    suggestions : DataFrame, one row a duty of a part
        As in `analytics.documents.drafts.Draft`.
    """

    register: Register
    whole: Register
    suggestions: pd.DataFrame


def find_accepted(data: Path) -> list[Path]:
    """List the folders of accepted offices, by name."""
    return sorted(path for path in (data / ACCEPTED).glob("*") if path.is_dir() and not path.name.startswith("."))


def read_part(folder: Path, *, reviews: Path = REVIEWS) -> Draft:
    """Read a draft or an accepted office, with all that people decided about it since.

    Raises
    ------
    DataError
        The folder is no sound draft; each problem names the folder.
    """
    from analytics.documents.reviewing import apply_review

    try:
        draft = read_draft(folder)
    except DataError as error:  # its files are named as the register's are
        raise DataError([replace(each, file=f"{folder.name}/{each.file}") for each in error.problems]) from None
    return apply_review(draft, read_events(draft.draft_id, path=reviews))


def assemble_register(
    data: Path, *, drafts: Sequence[Path] = (), alone: bool = False, reviews: Path = REVIEWS
) -> Assembly:
    """Read the register, the accepted offices, and drafts.

    Parameters
    ----------
    data : Path
        The folder of the register.
    drafts : sequence of Path
        Folders that `import` wrote.
    alone : bool
        Whether only the drafts are to stand in the store.
    reviews : Path
        The file of people's decisions.

    Raises
    ------
    DataError
        The register or a part is wrong, or an id stands twice.
    """
    register = read_register(data)
    accepted = [] if alone else find_accepted(data)
    parts = [(folder, read_part(folder, reviews=reviews), False) for folder in accepted]
    parts += [(folder, read_part(folder, reviews=reviews), True) for folder in drafts]
    tables = {name: [getattr(register, name)] for name in TABLES}
    tables["duties"] = [register.duties.assign(text="", coding="people")]
    tables["offices"], tables["sources"] = (
        [register.offices.assign(draft=False)],
        [register.sources.assign(draft=False)],
    )
    if alone:
        tables = {name: [listed[0].iloc[:0]] for name, listed in tables.items()}
    problems: list[Problem] = []
    for folder, part, is_draft in parts:
        problems += _check_part(folder, part, register, pd.concat(tables["sources"]))
        for name, table in _tabulate_part(part, is_draft=is_draft).items():
            known = pd.concat(tables["offices"])["office_id"] if name == "offices" else ()
            tables[name].append(table.loc[~table["office_id"].isin(known)] if name == "offices" else table)
    if problems:
        raise DataError(problems)
    whole = replace(register, **{name: pd.concat(listed, ignore_index=True) for name, listed in tables.items()})
    empty = pd.DataFrame(columns=list(SUGGESTION_COLUMNS), dtype=str)
    suggestions = pd.concat([empty, *(part.suggestions for _, part, _ in parts)], ignore_index=True)
    return Assembly(register, whole, suggestions)


def accept_draft(folder: Path, data: Path, *, reviews: Path = REVIEWS) -> Path:
    """Move a draft into the register's folder, with what people decided about it, whole or not at all.

    Duties that nobody has coded keep the machine's suggestion, and stay marked as machine-coded.

    Returns
    -------
    Path
        The folder in `data/accepted`.

    Raises
    ------
    DataError
        The draft is not sound, or its ids stand in the register already.
    UsageError
        The folder cannot be written.
    """
    assemble_register(data, drafts=[folder], reviews=reviews)
    part = read_part(folder, reviews=reviews)
    out = data / ACCEPTED / part.source_id
    write_draft(part, (folder / "report.md").read_text(encoding="utf-8"), out=out)
    shutil.rmtree(folder)
    return out


def release_office(source_id: str, data: Path, out: Path) -> Path:
    """Move an accepted document back to the drafts, as it stands, to be corrected or removed.

    What people decided about it before stands in its duties as coded; what they decide from now on is laid over it.

    Returns
    -------
    Path
        `out`.

    Raises
    ------
    UsageError
        No such document was accepted, or the draft's folder exists or cannot be written.
    """
    accepted = {folder.name: folder for folder in find_accepted(data)}
    if source_id not in accepted:
        there = ", ".join(accepted) or "none"
        raise UsageError(f"{source_id} is not among the accepted documents ({there}). Remedy: name one of these.")
    if out.exists():
        raise UsageError(f"{out} exists already. Remedy: name another folder, or remove it first.")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(accepted[source_id], out)
    except OSError as error:
        raise UsageError(f"{out} cannot be written ({error}). Remedy: name a folder that can be.") from None
    return out


def _tabulate_part(part: Draft, *, is_draft: bool) -> dict[str, pd.DataFrame]:
    tables = {name: getattr(part, name) for name in TABLES}
    tables["offices"] = part.offices.assign(draft=is_draft)
    tables["sources"] = part.sources.assign(draft=is_draft)
    return tables | {"duties": _tabulate_duties(part)}


def _tabulate_duties(part: Draft) -> pd.DataFrame:
    """Give a part's duties codes, people's or else the machine's, and a gist, people's or else the wording."""
    suggested = part.suggestions.set_index("duty_id")
    duties = part.duties.assign(source_id=part.source_id, department_id=part.duties["duty_id"].str.rpartition("-")[0])
    coded = duties["functions"] != ""
    known = suggested.reindex(duties["duty_id"])[["functions", "action"]].fillna("").set_axis(duties.index)
    functions, action = known["functions"], known["action"]
    gist = f"gist_{part.language}"
    wording = duties["text"].str.replace(r"\s+", " ", regex=True).str.strip()
    coding = coded.map({True: "people", False: "machine"}).where(coded | (functions != ""), "none")
    return duties.assign(
        functions=duties["functions"].where(coded, functions),
        action=duties["action"].where(duties["action"] != "", action.where(coding != "none", "")),
        coding=coding,
        **{gist: duties[gist].where(duties[gist] != "", wording)},
    ).drop(columns="confidence")


def _check_part(folder: Path, part: Draft, register: Register, sources: pd.DataFrame) -> list[Problem]:
    problems = []
    if part.source_id in set(sources["source_id"]):
        what = f"{part.source_id!r} stands in the register already"
        remedy = "import the document under another id with --source"
        problems.append(Problem(f"{folder.name}/sources.csv", 2, "source_id", what, remedy))
    functions = {function.code for function in register.codebook.functions}
    actions = {action.code for action in register.codebook.actions} | {""}
    for file, table in ((f"register/{part.source_id}.csv", part.duties), ("suggestions.csv", part.suggestions)):
        for row, duty in enumerate(table.to_dict("records"), start=2):
            name = f"{folder.name}/{file}"
            for code in split_codes(duty["functions"]):
                if code not in functions:
                    what = f"{code!r} is no function of codebook.toml"
                    problems.append(Problem(name, row, "functions", what, "correct the code, or add it there"))
            if duty["action"] not in actions:
                what = f"{duty['action']!r} does not stand in codebook.toml"
                problems.append(Problem(name, row, "action", what, "correct it, or add it to codebook.toml"))
    return problems
