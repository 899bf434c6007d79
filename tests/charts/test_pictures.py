"""Pictures as files: white paper, the finding and the source in them, the same bytes again."""

from __future__ import annotations

import asyncio
import re
import struct
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import plotly.graph_objects as go
import pytest

from analytics.charts.pictures import PictureError, find_browser, frame_picture, write_picture, write_pictures

if TYPE_CHECKING:
    pass

needs_browser = pytest.mark.skipif(not find_browser(), reason="no Chromium, Chrome or Edge is on this machine")
TITLE, SOURCE = "Lanzhou states 21 of 24 areas", "Duty Atlas · 兰州 2005–2013\nstore 1a2b3c4d"


def draw(**layout: object) -> go.Figure:
    drawing = go.Figure(go.Heatmap(x=["a"], y=["估价"], z=[[1]], text=[["7"]], texttemplate="%{text}"))
    return drawing.update_layout(height=200, margin={"t": 40}, **layout)


def test_frame_makes_room_above_for_title_and_source() -> None:
    framed = frame_picture(draw(), title=TITLE, source=SOURCE)

    room = framed.layout.height - 200
    assert (framed.layout.margin.t - 40, room > 50, framed.layout.width) == (room, True, 960)
    assert framed.layout.title.text == f"<b>{TITLE}</b>"
    assert framed.layout.title.subtitle.text == "Duty Atlas · 兰州 2005–2013<br>store 1a2b3c4d"


def test_frame_without_title_and_source_takes_no_room() -> None:
    framed = frame_picture(draw(), width=600)

    assert (framed.layout.height, framed.layout.margin.t, framed.layout.width) == (200, 40, 600)
    assert framed.layout.title.text is None


def test_frame_breaks_a_long_title_and_makes_more_room() -> None:
    short, long = (frame_picture(draw(width=400), title=title) for title in (TITLE, TITLE * 4))

    assert long.layout.title.text.count("<br>") == 3
    assert long.layout.height > short.layout.height


def test_frame_keeps_a_legend_at_the_top_below_the_title() -> None:
    drawing = draw(showlegend=True, legend={"yref": "container", "y": 0.9, "yanchor": "top"})
    framed = frame_picture(drawing, title=TITLE, source=SOURCE)

    from_bottom = framed.layout.legend.y * framed.layout.height
    assert round(from_bottom) == 180


def test_frame_leaves_the_drawing_as_it_is() -> None:
    drawing = draw()
    before = drawing.to_json()

    frame_picture(drawing, title=TITLE, source=SOURCE, ink="#dfe5ea")

    assert drawing.to_json() == before


def test_frame_writes_labels_of_the_dark_theme_in_dark_on_white_paper() -> None:
    drawing = draw(xaxis={"tickfont": {"color": "#dfe5ea"}}, shapes=[{"type": "line", "line": {"color": "#dfe5ea"}}])
    framed = frame_picture(drawing, ink="#dfe5ea")

    assert "#dfe5ea" not in framed.to_json().replace(framed.layout.template.to_plotly_json().__repr__(), "")
    assert (framed.layout.xaxis.tickfont.color, framed.layout.paper_bgcolor) == ("#1a2733", "white")


@needs_browser
def test_svg_holds_title_source_and_chinese_as_text() -> None:
    svg = write_picture(draw(), "svg", title=TITLE, source=SOURCE).decode()

    told = re.sub(r"<[^>]+>", "\n", svg)
    assert [text for text in (TITLE, *SOURCE.split("\n"), "估价", "7") if text not in told] == []
    assert svg.startswith("<svg ")
    assert re.findall(r'(?:href|src)="http[^"]*"', svg) == []


@needs_browser
def test_png_has_twice_the_resolution() -> None:
    png = write_picture(draw(), "png", title="", source="", width=300)

    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", png[16:24]) == (600, 400)


@needs_browser
def test_same_drawing_gives_the_same_bytes() -> None:
    drawing = go.Figure(go.Heatmap(z=[[1, 2]]))  # with a colour bar, whose parts Plotly names at random

    first, second = (write_picture(drawing, "svg", title=TITLE, source=SOURCE) for _ in range(2))
    assert first == second


@needs_browser
def test_picture_is_written_where_an_event_loop_runs() -> None:
    async def write() -> bytes:
        return write_picture(draw(), "svg", title=TITLE, source=SOURCE)

    with ThreadPoolExecutor(1) as other:  # the browser tests keep a loop running in this thread
        assert other.submit(asyncio.run, write()).result().startswith(b"<svg ")


@needs_browser
def test_several_pictures_come_in_their_order() -> None:
    framed = [frame_picture(draw(), title=title) for title in ("First", "Second")]

    assert [re.findall(r"First|Second", svg.decode()) for svg in write_pictures(framed, "svg")] == [
        ["First"],
        ["Second"],
    ]


@pytest.mark.usefixtures("no_browser")
def test_no_pictures_need_no_browser() -> None:
    assert write_pictures([], "svg") == []


def test_unknown_form_is_named_with_those_offered() -> None:
    with pytest.raises(PictureError, match=r"^There is no picture form 'gif'\. Remedy: use one of svg, png\.$"):
        write_picture(draw(), "gif", title="", source="")


@pytest.mark.usefixtures("no_browser")
def test_missing_browser_is_told_with_what_to_do() -> None:
    assert find_browser() == ""
    with pytest.raises(
        PictureError, match=r"^Pictures need Chromium, Chrome or Edge, .* Remedy: install one .*PATH\.$"
    ):
        write_picture(draw(), "svg", title=TITLE, source=SOURCE)


def test_failing_browser_is_told_with_its_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER_PATH", "/bin/false")
    find_browser.cache_clear()
    try:
        with pytest.raises(PictureError, match=r"^/bin/false failed to draw a picture \(.+\)\. Remedy: see that it"):
            write_picture(draw(), "svg", title=TITLE, source=SOURCE)
    finally:
        monkeypatch.undo()
        find_browser.cache_clear()
