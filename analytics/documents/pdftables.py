"""Ruled tables on a PDF's page: where their cells lie."""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING

import pdfplumber

if TYPE_CHECKING:
    from collections.abc import Sequence

Box = tuple[float, float, float, float]
Table = list[list[Box | None]]


def find_tables(content: bytes, pages: Sequence[int]) -> dict[int, list[Table]]:
    """Find the tables whose rules are drawn.

    Parameters
    ----------
    content : bytes
        Of the PDF.
    pages : sequence of int
        Pages to look at, from 0.

    Returns
    -------
    dict of int to list
        For each page its tables from top to bottom, each a list of rows of cells: (left, top, right, bottom) in
        points from the page's upper left corner, None where a cell goes on from its neighbour. Tables of one row
        or one column are frames and are left out.
    """
    found: dict[int, list[Table]] = {}
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every font without a box
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        for index in pages:
            page = pdf.pages[index]
            tables = sorted(page.find_tables(), key=lambda table: table.bbox[1])
            rows = [[list(row.cells) for row in table.rows] for table in tables]
            kept = [table for table in rows if len(table) > 1 and max(map(len, table)) > 1]
            if kept:
                found[index] = kept
            page.close()
    return found
