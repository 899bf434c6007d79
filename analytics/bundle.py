"""The bundle: every table in one ZIP, with a dictionary and a page that says what is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analytics.archives import pack_zip
from analytics.export import TABLES, export_sssom, export_table
from analytics.provenance import cite_store
from analytics.register import read_csv
from analytics.selection import Selection
from analytics.store import DATA
from analytics.tables import tabulate_coverage, tabulate_gaps
from analytics.writers import write_csv, write_parquet, write_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analytics.store import Store

DICTIONARY = ["table", "column", "kind", "meaning", "meaning_zh"]
ANYWHERE, HOLDER = "*", "<holder>"
WIDE = {"coverage-share": "share", "coverage-duties": "n_duties", "gaps-status": "status"}
README = """# Duty Atlas: all tables

{source}

- Store: {fingerprint} (built {built_at}, Duty Atlas {atlas_version}, codebook {codebook_version})
- Aligned by: {tier}
- Compared: {scope}
- Filters: {filters}
- Link: {link}

Filters of office, area and function choose the rows; filters of action and kind of unit choose which duties are
counted in coverage, and play no part in gaps, roles, changes and counterparts, which are judged on all duties.

筛选：机关、领域、职能筛选行；履职方式、单位类别仅影响覆盖统计，缺口、角色、变化与对应均按全部职责判断。

## What is here

- `csv/`: one file a table, long, UTF-8 with byte order mark, for Excel. `wide-*` have one column an office.
- `duty-atlas.xlsx`: the same tables, a sheet each.
- `parquet/`: the same tables, typed.
- `alignment.sssom.tsv`: the counterparts as SSSOM 1.0 mappings. It holds all offices whatever the filters.
- `dictionary.csv`: what each column means, in English and Chinese.

{tables}

## The documents

{documents}

## What the data cannot say

- The documents are of different years: a function that is missing may have come later. See `status` and `reason`.
- They cut sentences differently: compare shares and presence, not counts. `share_low` and `share_high` say how far a
  share moves when the same duties are cut, named or coded otherwise; a gap that then vanishes is `fragile`.
- Silence is not proof: an office may do what its page does not say, and a brief mandate restates little.
- Duties are restated in the project's own words and coded by readers; `coding` marks what a machine coded, `draft` what
  comes from a document that nobody has accepted yet.
"""


def read_dictionary() -> pd.DataFrame:
    """Read what each exported column means.

    Returns
    -------
    DataFrame, one row a table and column
        `table` (``*``: in every table that has the column), `column`, `kind`, `meaning`, `meaning_zh`.
    """
    return read_csv(DATA / "dictionary.csv", DICTIONARY, name="dictionary.csv")[DICTIONARY]


def describe_tables(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Describe the columns of just these tables.

    Returns
    -------
    DataFrame, one row a table and column, in their order
        `table`, `column`, `type` (of the values), `kind`, `meaning`, `meaning_zh`; empty where the dictionary has none.
    """
    rows = read_dictionary().to_dict("records")
    known = {(row["table"], row["column"]): row for row in rows}
    described = []
    for name, table in tables.items():
        for column in table.columns:
            row = known.get((name, column)) or known.get((ANYWHERE, str(column))) or known.get((name, HOLDER), {})
            told = {each: row.get(each, "") for each in ("kind", "meaning", "meaning_zh")}
            described.append({"table": name, "column": column, "type": _name_type(table[column]), **told})
    return pd.DataFrame(described, columns=["table", "column", "type", "kind", "meaning", "meaning_zh"])


def write_bundle(store: Store, selection: Selection | None = None, *, link: str = "") -> bytes:
    """Write every table as CSV, workbook and Parquet, the mappings as SSSOM, and what explains them, as a ZIP.

    Parameters
    ----------
    store : Store
    selection : Selection, optional
        The filters; everything by default.
    link : str
        Where the same view opens, for the page that explains.

    Returns
    -------
    bytes
        The same store, filters, decisions and link give the same bytes.
    """
    chosen = selection or Selection()
    tables = {name: _keep_offices(export_table(store, name, selection=chosen), chosen) for name in TABLES}
    dictionary = describe_tables(tables)
    return pack_zip(
        {
            "README.md": _explain(store, chosen, tables, link).encode(),
            "dictionary.csv": write_csv(dictionary),
            **{f"csv/{name}.csv": write_csv(table) for name, table in [*tables.items(), *_widen(store, chosen)]},
            "duty-atlas.xlsx": write_workbook({**tables, "dictionary": dictionary}),
            **{f"parquet/{name}.parquet": write_parquet(table) for name, table in tables.items()},
            "alignment.sssom.tsv": export_sssom(store),
        }
    )


def _keep_offices(table: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    if not selection.offices or "office_id" not in table:
        return table
    return table.loc[table["office_id"].isin(selection.offices)].reset_index(drop=True)


def _widen(store: Store, selection: Selection) -> Iterator[tuple[str, pd.DataFrame]]:
    """Lay coverage and gaps out with one row a code and one column a holder."""
    for name, value in WIDE.items():
        parts = []
        for level in ("area", "function"):
            tabulate = tabulate_gaps if value == "status" else tabulate_coverage
            table = tabulate(store, selection, level=level)
            wide = table.pivot_table(index="code", columns="holder_id", values=value, aggfunc="first", sort=False)
            names = store.query("codes", level=level)[["code", "name_en", "name_zh"]]
            parts.append(names.merge(wide.reset_index(), on="code").assign(level=level))
        table = pd.concat(parts, ignore_index=True)
        yield f"wide-{name}", table[["level", *table.columns.drop("level")]]


def _explain(store: Store, selection: Selection, tables: dict[str, pd.DataFrame], link: str) -> str:
    sources = store.query("sources")
    if selection.offices:
        sources = sources.loc[sources["office_id"].isin(selection.offices)]
    documents = [
        f"- `{row['source_id']}`: {row['title_en']} / {row['title_zh']}; {row['valid_from'] or '?'} to "
        f"{row['valid_to'] or 'now'}; dated by: {row['dating']} Holds: {row['completeness']}\n"
        f"  年代依据：{row['dating_zh']}\n  收录情况：{row['completeness_zh']}"
        for row in sources.to_dict("records")
    ]
    filters = {
        name: value
        for name in ("offices", "groups", "areas", "functions", "actions", "kinds")
        if (value := getattr(selection, name))
    }
    return README.format(
        **{key: value for key, value in store.meta.items() if key in {"built_at", "atlas_version", "codebook_version"}},
        source=cite_store(store, selection),
        fingerprint=store.fingerprint,
        tier=store.meta["tier"],
        scope="offices" if selection.scope == "office" else "single documents",
        filters="; ".join(f"{name}: {', '.join(value)}" for name, value in filters.items()) or "none",
        link=link or "none (made on the command line)",
        tables="\n".join(f"- `{name}`: {len(table)} rows" for name, table in tables.items()),
        documents="\n".join(documents),
    )


def _name_type(column: pd.Series) -> str:
    """Name the type of a column's values."""
    return {"b": "boolean", "i": "integer", "f": "number"}.get(column.dtype.kind, "text")
