"""The register's tables as the store holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analytics.register import Register, read_csv, split_codes
from analytics.text.language import fold

if TYPE_CHECKING:
    from pathlib import Path

    from analytics.parts import Assembly


def tabulate_assembly(assembly: Assembly) -> dict[str, pd.DataFrame]:
    """Give the store's tables that come from register, accepted offices and drafts, by name."""
    codebook, register = _tabulate_codebook(assembly.whole), _tabulate_register(assembly.whole)
    return {**codebook, **register, "suggestions": _type_suggestions(assembly.suggestions)}


def tabulate_second_codings(data: Path, register: Register) -> pd.DataFrame:
    """Give the codes that the register does not hold, of the duties that two coders coded.

    Returns
    -------
    DataFrame, one row a duty on whose functions or action the two coders differ
        `duty_id`, `functions` (`;` between, main first), `action`: of the coder whose coding does not stand.
    """
    path = data / "labels" / "coding.csv"
    columns = ["duty_id", "functions_first", "functions_second", "action_first", "action_second"]
    coding = read_csv(path, columns, name="labels/coding.csv") if path.is_file() else pd.DataFrame(columns=columns)
    held = coding.merge(register.duties[["duty_id", "functions", "action"]], on="duty_id")
    rows = []
    for row in held.to_dict("records"):
        codings = [(split_codes(row[f"functions_{who}"]), row[f"action_{who}"]) for who in ("first", "second")]
        others = [each for each in codings if each != (split_codes(row["functions"]), row["action"])]
        if others:
            rows.append((row["duty_id"], ";".join(others[-1][0]), others[-1][1]))
    return pd.DataFrame(rows, columns=["duty_id", "functions", "action"], dtype=str)


def _type_suggestions(suggestions: pd.DataFrame) -> pd.DataFrame:
    """Turn the texts of a draft's file to numbers and truth values."""
    numbers = {name: pd.to_numeric(suggestions[name]) for name in ("probability", "action_probability")}
    return suggestions.assign(**numbers, abstained=suggestions["abstained"].astype(str) == "True")


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
