"""Tables as bytes of a file: CSV that Excel opens right, workbooks, JSON, Parquet."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

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
    """Write a table as a workbook of one sheet; see `write_workbook`."""
    return write_workbook({sheet: table})


def write_workbook(tables: Mapping[str, pd.DataFrame]) -> bytes:
    """Write tables as a workbook, a sheet each, with filters and a frozen header.

    Numbers stay numbers and texts stay texts: no formula, no link is made of them.
    """
    buffer = io.BytesIO()
    options = {"options": {"strings_to_formulas": False, "strings_to_urls": False}}
    with pd.ExcelWriter(buffer, engine="xlsxwriter", engine_kwargs=options) as writer:
        for sheet, table in tables.items():
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


def write_parquet(table: pd.DataFrame) -> bytes:
    """Write a table as Apache Parquet, texts as text whatever they hold."""
    buffer = io.BytesIO()
    table.to_parquet(buffer, index=False, engine="pyarrow")
    return buffer.getvalue()


WRITERS: dict[str, Callable[[pd.DataFrame], bytes]] = {
    "csv": write_csv,
    "json": write_json,
    "xlsx": write_excel,
}
