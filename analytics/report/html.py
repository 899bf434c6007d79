"""A report as one HTML file that needs no other, and prints on A4."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from jinja2 import Environment
from markupsafe import Markup

from analytics.report.drawing import draw_pictures
from analytics.report.numbering import is_short, number_report

if TYPE_CHECKING:
    from analytics.report.contents import Picture, Report

LANGUAGE_TAGS = {"en": "en", "zh": "zh-Hans"}
FULL_PICTURE = 740  # pixels that fill the width of a printed page
BETWEEN = {"en": " ", "zh": ""}


def write_html(report: Report) -> bytes:
    """Write a report as HTML, its pictures as SVG inside.

    Returns
    -------
    bytes
        UTF-8; the same report gives the same bytes on the same machine.

    Raises
    ------
    PictureError
        Chromium is here, but failed. Where it is not, tables stand in the pictures' places.
    """
    jinja = Environment(autoescape=True, keep_trailing_newline=True)
    jinja.tests["short"] = is_short
    jinja.filters["svg"] = _embed
    template = jinja.from_string(resources.files("analytics.report").joinpath("page.html").read_text(encoding="utf-8"))
    return template.render(
        report=report,
        lang=LANGUAGE_TAGS[report.language],
        findings=report.list_findings(),
        parts=number_report(report, draw_pictures(report, "svg")),
        between=BETWEEN[report.language],
    ).encode()


def _embed(svg: bytes, picture: Picture) -> Markup:
    """Set an SVG into the page, hidden from screen readers, which read the figure's own text."""
    part = f'style="--part: {picture.width / FULL_PICTURE:.3f}"'
    text = svg.decode().replace('style=""', part, 1).replace("<svg ", '<svg aria-hidden="true" ', 1)
    return Markup(text)
