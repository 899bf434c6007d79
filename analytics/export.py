"""The tables that users take away, under stable names, with stable columns and order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analytics.errors import UsageError
from analytics.reviews import read_decisions
from analytics.selection import Selection
from analytics.sssom import tabulate_sssom, write_sssom
from analytics.tables import (
    tabulate_alignment,
    tabulate_changes,
    tabulate_clusters,
    tabulate_colocation,
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
    tabulate_roles,
    tabulate_similarity,
    tabulate_structure,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from analytics.store import Store

FORMATS = ("csv", "json", "xlsx", "sssom")


def export_table(
    store: Store, name: str, *, scope: str = "office", level: str = "", selection: Selection | None = None
) -> pd.DataFrame:
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
    selection : Selection, optional
        Filters, in the place of `scope`; everything by default.

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
    return TABLES[name](store, selection or Selection(scope=scope), level).reset_index(drop=True)


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


def _export_structure(store: Store, selection: Selection, _: str) -> pd.DataFrame:
    table = tabulate_structure(store, selection)
    figures = ["share_area", "likeness", "own_likeness"]
    return _mark_drafts(table.round(dict.fromkeys(figures, 6)), store, selection.scope, "source_id")


def _export_colocation(store: Store, selection: Selection, _: str) -> pd.DataFrame:
    table = tabulate_colocation(store, selection).round({"jaccard": 6})
    return _mark_drafts(table, store, selection.scope, "holder_id")


def _export_similarity(store: Store, selection: Selection, level: str) -> pd.DataFrame:
    tables = []
    for each in [level] if level else ["area", "function"]:
        table = tabulate_similarity(store, selection, level=each)
        table.insert(2, "level", each)
        tables.append(table)
    figures = dict.fromkeys(["similarity", "low", "high"], 6)
    return _mark_drafts(pd.concat(tables).round(figures), store, selection.scope, "holder_id", "other_id")


def _mark_drafts(table: pd.DataFrame, store: Store, scope: str, *columns: str) -> pd.DataFrame:
    """Say of each row whether one of the holders that it names is a draft."""
    holders = pd.concat([store.query("holders", scope=each) for each in dict.fromkeys([scope, "source"])])
    drafts = holders.loc[holders["draft"], "holder_id"]
    return table.assign(draft=table[list(columns)].isin(list(drafts)).any(axis=1))


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


def _export_alignment(store: Store, selection: Selection, _: str) -> pd.DataFrame:
    columns = ["subject_id", "object_id", "object_source", "rank", "score", "probability", "accepted", "relation"]
    columns += ["evidence", "n_yes", "n_no", "suggested", "verdict", "who", "why", "draft"]
    sources = store.query("sources")
    shown = sources.loc[sources["office_id"].isin(selection.offices), "source_id"].to_list() or None
    table = tabulate_alignment(store, selection, subjects=shown, objects=shown, decisions=read_decisions())[columns]
    return table.assign(tier=store.meta["tier"])


def _export_crosswalk(store: Store, selection: Selection, _: str) -> pd.DataFrame:
    table = tabulate_crosswalk(store, selection, decisions=read_decisions())
    drafts = store.query("sources").query("draft")["source_id"]
    mine = table["subject_department"].str.rpartition("-")[0]
    table["draft"] = mine.isin(drafts) | table["object_source"].isin(drafts)
    return table.round({"share": 6}).assign(tier=store.meta["tier"])


def _export_clusters(store: Store, selection: Selection, _: str) -> pd.DataFrame:
    columns = ["cluster_id", "n_duties", "n_offices", "duty_id", "office_id", "source_id", "department_id"]
    return tabulate_clusters(store, selection)[[*columns, "gist_en", "gist_zh", "functions", "action", "draft"]]


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


def _export_roles(store: Store, selection: Selection, _: str) -> pd.DataFrame:
    table = tabulate_roles(store, selection).rename(columns={"code": "function"})
    counts = [column for column in table.columns if column.startswith("n_")]
    columns = ["office_id", "source_id", "area", "function", *counts, "actions", "role", "position", "cascade"]
    return table[[*columns, "missing_id", "status", "reason", "reason_zh", "draft"]]


def _export_changes(store: Store, selection: Selection, _: str) -> pd.DataFrame:
    table = tabulate_changes(store, selection, decisions=read_decisions()).rename(columns={"code": "function"})
    columns = ["office_id", "older_id", "newer_id", "area", "function", "change", "n_older", "n_newer", "n_pairs"]
    return table[[*columns, "older_units", "newer_units", "older_duties", "newer_duties", "draft"]]


TABLES: dict[str, Callable[[Store, Selection, str], pd.DataFrame]] = {
    "duties": _export_duties,
    "departments": _export_departments,
    "coverage": _export_coverage,
    "gaps": _export_gaps,
    "robustness": _export_robustness,
    "structure": _export_structure,
    "colocation": _export_colocation,
    "similarity": _export_similarity,
    "comparison": _export_comparison,
    "alignment": _export_alignment,
    "crosswalk": _export_crosswalk,
    "clusters": _export_clusters,
    "overlap": _export_overlap,
    "roles": _export_roles,
    "changes": _export_changes,
}
