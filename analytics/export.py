"""Tables as files: CSV that opens right in Excel, Excel itself, JSON."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pandas as pd

from analytics.errors import UsageError
from analytics.reviews import read_decisions
from analytics.selection import Selection
from analytics.sssom import tabulate_sssom, write_sssom
from analytics.tables import (
    tabulate_alignment,
    tabulate_comparison,
    tabulate_coverage,
    tabulate_crosswalk,
    tabulate_departments,
    tabulate_duties,
    tabulate_gaps,
    tabulate_holders,
    tabulate_overlap,
    tabulate_ranges,
    tabulate_robustness,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from analytics.store import Store

FORMATS = ("csv", "json", "xlsx", "sssom")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def make_formula_safe(table: pd.DataFrame) -> pd.DataFrame:
    """Put an apostrophe before every text that a spreadsheet would run as a formula (OWASP, CSV injection).

    >>> make_formula_safe(pd.DataFrame({"a": ["=1+1", "duty"], "b": [-1, 2]})).to_dict("list")
    {'a': ["'=1+1", 'duty'], 'b': [-1, 2]}
    """
    safe = table.copy()
    for column in safe.columns[[not pd.api.types.is_numeric_dtype(kind) for kind in safe.dtypes]]:
        text = safe[column]
        risky = text.map(lambda value: isinstance(value, str) and value.startswith(_FORMULA))
        safe[column] = text.where(~risky, "'" + text.astype(str))
    return safe


def write_csv(table: pd.DataFrame) -> bytes:
    """Write a table as UTF-8 CSV with byte order mark, formula-safe: Excel shows its Chinese."""
    return make_formula_safe(table).to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def write_excel(table: pd.DataFrame, *, sheet: str = "table") -> bytes:
    """Write a table as a workbook of one sheet, with filters and a frozen header.

    Texts stay texts: no formula, no link is made of them.
    """
    buffer = io.BytesIO()
    options = {"options": {"strings_to_formulas": False, "strings_to_urls": False}}
    with pd.ExcelWriter(buffer, engine="xlsxwriter", engine_kwargs=options) as writer:
        table.to_excel(writer, sheet_name=sheet[:31], index=False)
        page = writer.sheets[sheet[:31]]
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, len(table), max(len(table.columns) - 1, 0))
        page.autofit(600)
        writer.book.set_properties({"created": pd.Timestamp("2000-01-01").to_pydatetime()})
    return buffer.getvalue()


def write_json(table: pd.DataFrame) -> bytes:
    """Write a table as a JSON array of one object a row, Chinese as it is."""
    return (table.to_json(orient="records", force_ascii=False, indent=2) + "\n").encode()


def export_table(store: Store, name: str, *, scope: str = "office", level: str = "") -> pd.DataFrame:
    """Give a named table as `python -m analytics export` writes it.

    Parameters
    ----------
    store : Store
    name : str
        One of `TABLES`.
    scope : {'office', 'source'}
        Compare offices, or single documents.
    level : {'area', 'function', ''}
        Keep one level of `coverage` and `gaps`; by default both, areas first, and for gaps functions.

    Returns
    -------
    DataFrame
        With stable columns and order; `data/README.md` describes them.

    Raises
    ------
    UsageError
        There is no such table or level.
    """
    if name not in TABLES:
        raise UsageError(f"There is no table {name!r}; use one of {', '.join(TABLES)}.")
    if level not in {"", "area", "function"}:
        raise UsageError(f"There is no level {level!r}; use area or function.")
    return TABLES[name](store, Selection(scope=scope), level).reset_index(drop=True)


def _export_coverage(store: Store, selection: Selection, level: str) -> pd.DataFrame:
    levels = [level] if level else ["area", "function"]
    key, ends = ["holder_id", "code"], ["share_low", "share_high"]
    parts = []
    for each in levels:
        ranges = tabulate_ranges(store, selection, level=each)[[*key, *ends]]
        parts.append(tabulate_coverage(store, selection, level=each).merge(ranges, on=key))
    figures = ["breadth", "share", "emphasis", *ends]
    return pd.concat(parts).drop(columns=key).round(dict.fromkeys(figures, 6))


def _export_gaps(store: Store, selection: Selection, level: str) -> pd.DataFrame:
    table = tabulate_gaps(store, selection, level=level or "function")
    key = ["office_id", "source_id", "area", "function"]
    figures = [
        "status",
        "n_duties",
        "n_peers",
        "peers",
        "nearest_duty_id",
        "nearest_score",
        "reason",
        "reason_zh",
        "draft",
        "fragile",
        "fragile_under",
    ]
    return table[key + figures]


def _export_robustness(store: Store, selection: Selection, level: str) -> pd.DataFrame:
    levels = [level] if level else ["area", "function"]
    table = pd.concat([tabulate_robustness(store, selection, level=each) for each in levels])
    figures = table.select_dtypes("float").columns
    return table.drop(columns=["holder_id", "code"]).round(dict.fromkeys(figures, 6))


def _export_duties(store: Store, selection: Selection, _: str) -> pd.DataFrame:
    columns = [
        "duty_id",
        "office_id",
        "source_id",
        "department_id",
        "gist_en",
        "gist_zh",
        "functions",
        "areas",
    ]
    return tabulate_duties(store, selection)[[*columns, "action", "comparable", "note", "coding", "draft"]]


def _export_departments(store: Store, selection: Selection, _: str) -> pd.DataFrame:
    return tabulate_departments(store, selection)


def _export_alignment(store: Store, _: Selection, __: str) -> pd.DataFrame:
    columns = ["subject_id", "object_id", "object_source", "rank", "score", "probability", "accepted", "relation"]
    columns += ["evidence", "n_yes", "n_no", "suggested", "verdict", "who", "why", "draft"]
    table = tabulate_alignment(store, decisions=read_decisions())[columns]
    return table.assign(tier=store.meta["tier"])


def _export_crosswalk(store: Store, selection: Selection, _: str) -> pd.DataFrame:
    table = tabulate_crosswalk(store, selection, decisions=read_decisions())
    drafts = store.query("sources").query("draft")["source_id"]
    mine = table["subject_department"].str.rpartition("-")[0]
    table["draft"] = mine.isin(drafts) | table["object_source"].isin(drafts)
    return table.round({"share": 6}).assign(tier=store.meta["tier"])


def export_sssom(store: Store) -> bytes:
    """Give the alignment as SSSOM/TSV, people's decisions included."""
    alignment = tabulate_alignment(store, decisions=read_decisions())
    duties = store.query("aligned_duties").merge(tabulate_duties(store)[["duty_id", "gist_en"]], on="duty_id")
    return write_sssom(tabulate_sssom(alignment, duties), store)


def _export_comparison(store: Store, selection: Selection, _: str) -> pd.DataFrame:
    holders = tabulate_holders(store, selection)
    names = {holder: f"{holder} (draft)" for holder in holders.loc[holders["draft"], "holder_id"]}
    return tabulate_comparison(store, selection).rename(columns=names)


def _export_overlap(store: Store, selection: Selection, _: str) -> pd.DataFrame:
    columns = ["office_id", "source_id", "area", "function", "n_units", "n_duties", "herfindahl", "fragmented"]
    columns += ["n_overlaps", "overlaps", "n_same", "same", "draft"]
    table = tabulate_overlap(store, selection).rename(columns={"code": "function"})
    return table[columns].round({"herfindahl": 6})


TABLES: dict[str, Callable[[Store, Selection, str], pd.DataFrame]] = {
    "duties": _export_duties,
    "departments": _export_departments,
    "coverage": _export_coverage,
    "gaps": _export_gaps,
    "robustness": _export_robustness,
    "comparison": _export_comparison,
    "alignment": _export_alignment,
    "crosswalk": _export_crosswalk,
    "overlap": _export_overlap,
}
WRITERS: dict[str, Callable[[pd.DataFrame], bytes]] = {
    "csv": write_csv,
    "json": write_json,
    "xlsx": write_excel,
}
