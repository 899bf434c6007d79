"""Pictures as files: SVG and PNG with the finding as title and the source in the picture.

Drawn by the Chromium (or Chrome, or Edge) of this machine through kaleido; nothing is fetched from elsewhere.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
import threading
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from analytics.errors import AtlasError

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMS = ("svg", "png")
MIMES = {"svg": "image/svg+xml", "png": "image/png"}
WIDTH, HEIGHT, SCALE = 960, 500, 2
FONT = "Arial, 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', sans-serif"
PAPER_INK, SOURCE_INK = "#1a2733", "#55626e"
TITLE_SIZE, SOURCE_SIZE, EDGE = 18, 11, 12
SECONDS = 60
NO_BROWSER = (
    "Pictures need Chromium, Chrome or Edge, and none is found on this machine. Remedy: install one (on Debian "
    "`apt install chromium`), or name its program in the environment variable BROWSER_PATH."
)
_RUN_ID = re.compile(r'id="defs-([0-9a-f]{6})"')
_one_at_a_time = threading.Lock()  # several Chromiums at once are slower than one after the other


class PictureError(AtlasError):
    """A picture cannot be written: no Chromium is found, or it failed."""


@lru_cache(maxsize=1)
def find_browser() -> str:
    """Give the browser that draws the pictures; an empty string where there is none."""
    from choreographer.browsers import Chromium

    path = Chromium.find_browser(skip_local=True) or ""
    return path if Path(path).is_file() else ""


def write_picture(drawing: go.Figure, form: str, *, title: str, source: str, ink: str = "", width: int = 0) -> bytes:
    """Write a drawing as a file that can stand alone.

    Parameters
    ----------
    drawing : Figure
        Left as it is.
    form : {'svg', 'png'}
        A PNG has twice the resolution.
    title : str
        The finding; set above the drawing, in as many lines as it needs.
    source : str
        What the figures come from, and what signs mean; set below the title, small.
    ink : str
        The colour in which the drawing writes its labels, where that is not meant for white paper.
    width : int
        In pixels; by default the drawing's own, or 960.

    Returns
    -------
    bytes
        The same drawing gives the same bytes on the same machine.

    Raises
    ------
    PictureError
        No Chromium is found, or it failed.
    """
    framed = frame_picture(drawing, title=title, source=source, ink=ink, width=width)
    return write_pictures([framed], form)[0]


def write_pictures(framed: Sequence[go.Figure], form: str) -> list[bytes]:
    """Write several drawings that `frame_picture` gives by one run of the browser; see `write_picture`."""
    if form not in FORMS:
        raise PictureError(f"There is no picture form {form!r}. Remedy: use one of {', '.join(FORMS)}.")
    if not framed:
        return []
    if not find_browser():
        raise PictureError(NO_BROWSER)
    # A thread of its own, because the caller's may have a running event loop.
    with _one_at_a_time, ThreadPoolExecutor(max_workers=1) as pool:
        try:
            written = pool.submit(asyncio.run, _run_browser(framed, form)).result()
        except Exception as error:
            told = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise PictureError(
                f"{find_browser()} failed to draw a picture ({told}). Remedy: see that it starts with --headless, "
                "or name another one in the environment variable BROWSER_PATH."
            ) from error
    return [_settle_ids(content) for content in written] if form == "svg" else written


async def _run_browser(drawings: Sequence[go.Figure], form: str) -> list[bytes]:
    from kaleido import Kaleido

    # MathJax would be fetched from elsewhere; Chromium's sandbox does not start as root or in most containers.
    async with Kaleido(path=find_browser(), mathjax=False, timeout=SECONDS) as browser:
        options = {"format": form, "scale": SCALE if form == "png" else 1}
        return [await browser.calc_fig(drawing, opts=options) for drawing in drawings]


def frame_picture(drawing: go.Figure, *, title: str = "", source: str = "", ink: str = "", width: int = 0) -> go.Figure:
    """Copy a drawing onto white paper, with room for its title and source above it.

    Returns
    -------
    Figure
        With `width` and `height` set.
    """
    framed = go.Figure(_replace(drawing.to_plotly_json(), ink, PAPER_INK) if ink else drawing)
    width = width or framed.layout.width or WIDTH
    heading, room = _lay_heading(title, source, width - 2 * EDGE) if title or source else ({}, 0)
    for number, trace in enumerate(framed.data):
        trace.uid = f"trace{number}"  # else Plotly draws one at random, and names parts by it
    height = framed.layout.height or HEIGHT
    if framed.layout.legend.yref == "container":  # below the room, where it stood at the top
        framed.update_layout(legend_y=framed.layout.legend.y * height / (height + room))
    return framed.update_layout(
        title=heading,
        template="plotly_white",
        paper_bgcolor="white",
        plot_bgcolor="white",
        font_family=FONT,
        width=width,
        height=height + room,
        margin_t=(framed.layout.margin.t or 0) + room,
    )


def _lay_heading(title: str, source: str, across: float) -> tuple[dict[str, Any], int]:
    """Set title and source in lines of a width in pixels; give Plotly's title and the room it takes."""
    titles = _wrap(title, across / (TITLE_SIZE * 0.54))
    sources = [line for part in source.splitlines() for line in _wrap(part, across / (SOURCE_SIZE * 0.56))]
    drop = TITLE_SIZE * 0.7 if len(titles) > 1 else 0  # Plotly sets only a single line below its place, not on it
    room = round(EDGE + drop + 1.3 * TITLE_SIZE * len(titles) + 1.3 * SOURCE_SIZE * len(sources) + 2 * EDGE)
    heading = {
        "text": f"<b>{'<br>'.join(titles)}</b>",
        "font": {"size": TITLE_SIZE, "color": PAPER_INK},
        "subtitle": {"text": "<br>".join(sources), "font": {"size": SOURCE_SIZE, "color": SOURCE_INK}},
        "x": 0, "xref": "container", "xanchor": "left", "y": 1, "yref": "container", "yanchor": "top",
        "pad": {"l": EDGE, "t": EDGE + drop}, "automargin": False,
    }  # fmt: skip
    return heading, room


def _replace(value: Any, old: str, new: str) -> Any:
    """Put a colour in place of another, wherever it stands."""
    if isinstance(value, dict):
        return {key: _replace(each, old, new) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_replace(each, old, new) for each in value]
    return new if isinstance(value, str) and value == old else value


def _wrap(text: str, width: float) -> list[str]:
    """Break a text into lines of about `width` Latin letters; a Chinese one takes two.

    >>> _wrap("Lanzhou states 21 areas", 14)
    ['Lanzhou states', '21 areas']
    >>> _wrap("兰州海关履行二十一类职能", 14)
    ['兰州海关履行二', '十一类职能']
    """
    lines, length = [""], 0.0
    for token in re.findall(r"[⺀-鿿＀-￯]|[^\s⺀-鿿＀-￯]+|\s+", text):
        size = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in token)
        if length + size > width and lines[-1] and not token.isspace() and token not in "，。；：、）":
            lines, length = [*lines, ""], 0
        lines[-1], length = lines[-1] + token, length + size
    return [line.strip() for line in lines]


def _settle_ids(svg: bytes) -> bytes:
    """Name an SVG's parts by its content, in place of the number drawn anew at each run."""
    text = svg.decode()
    if not (found := _RUN_ID.search(text)):
        return svg
    digest = hashlib.sha256(text.replace(found[1], "").encode()).hexdigest()[:6]
    return text.replace(found[1], digest).encode()
