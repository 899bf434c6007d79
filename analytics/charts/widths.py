"""How wide a picture must be for its labels and figures to stand apart."""

from __future__ import annotations

import math
import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import plotly.graph_objects as go

# Of a font's size: a Chinese letter, a capital or sign, a digit, a thin space, and what is left.
CHINESE, CAPITAL, DIGIT, THIN, SMALL = 1.0, 0.65, 0.5, 0.2, 0.45
THIN_SPACES = "\u2009\u200a\u202f"
GAP, EDGE = 8, 16
AXIS_TITLE = 26
FLOW_ROOM, TREE_ROOM = 200, 240
LEVELS = 608
_TAG = re.compile(r"<(?!br>)[^>]+>")


def measure_text(text: str, size: float) -> float:
    """Give about how many pixels wide a text is, by its longest line.

    >>> round(measure_text("Law<br><i>2001–13</i>", 10), 1)
    34.5
    >>> measure_text("法规", 10)
    20.0
    """
    return max(sum(map(_measure_letter, line)) for line in _TAG.sub("", text).split("<br>")) * size


def _measure_letter(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF":
        return CHINESE
    if letter.isdigit():
        return DIGIT
    if letter in THIN_SPACES:
        return THIN
    return CAPITAL if letter.isupper() or letter == "%" or unicodedata.category(letter) in {"So", "Sm"} else SMALL


def measure_width(drawing: go.Figure) -> int:
    """Give the least width of a drawing, in pixels; 0 where it may become as narrow as the screen.

    Parameters
    ----------
    drawing : Figure
        Of this package. A heatmap needs room for each column's head and texts, flows for the names on both sides, a
        tree for its labels, an icicle for its levels; bars need none.
    """
    kinds = {trace.type for trace in drawing.data}
    if "sankey" in kinds:
        return _measure_flows(drawing)
    if "heatmap" in kinds:
        return _measure_grid(drawing)
    if "icicle" in kinds:
        return LEVELS
    if "bar" in kinds or not kinds:
        return 0
    labels = drawing.layout.yaxis.ticktext or ()
    return math.ceil(_measure_longest(labels, drawing.layout.yaxis.tickfont.size or 12) + TREE_ROOM + EDGE)


def _measure_flows(drawing: go.Figure) -> int:
    flows = drawing.data[0]
    sides: dict[str, list[str]] = {"source": [], "target": []}
    for side, labels in sides.items():
        labels += [flows.node.label[node] for node in dict.fromkeys(flows.link[side] or ())]
    size = flows.textfont.size or 12
    names = [_measure_longest(labels, size) for labels in sides.values()]
    return math.ceil(sum(names) + FLOW_ROOM + EDGE + 2 * (flows.node.thickness or 20))


def _measure_grid(drawing: go.Figure) -> int:
    """Measure rows' labels and equally wide columns; a note below may reach under the rows' labels."""
    rows, columns = drawing.layout.yaxis, drawing.layout.xaxis
    heads, size = columns.ticktext or (), columns.tickfont.size or 12
    if columns.tickangle:
        wide = max((size * (head.count("<br>") + 1) * 1.3 for head in heads), default=0)
    else:
        halves = [measure_text(head, size) / 2 for head in heads]
        wide = max([one + other for one, other in pairwise(halves)], default=0) + GAP
    layers = [trace for trace in drawing.data if trace.type == "heatmap"]
    texts = [
        measure_text(text, layer.textfont.size or 12) for layer in layers for line in layer.text or () for text in line
    ]
    wide = max(wide, max(texts, default=0) + GAP)
    labels = _measure_longest(rows.ticktext or (), rows.tickfont.size or 12) + (AXIS_TITLE if rows.title.text else GAP)
    notes = [measure_text(note.text, note.font.size or 12) for note in drawing.layout.annotations]
    return math.ceil(max([labels + wide * len(heads), *notes]) + EDGE)


def _measure_longest(labels: tuple[str, ...] | list[str], size: float) -> float:
    return max((measure_text(label, size) for label in labels), default=0)
