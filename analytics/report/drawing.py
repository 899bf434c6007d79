"""A report's pictures as files, by one run of the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.charts.pictures import find_browser, frame_picture, write_pictures

if TYPE_CHECKING:
    from analytics.report.contents import Report


def draw_pictures(report: Report, form: str) -> list[bytes]:
    """Draw the pictures of a report in the order of its sections; none where no browser is found.

    Parameters
    ----------
    report : Report
    form : {'svg', 'png'}

    Raises
    ------
    PictureError
        The browser failed.
    """
    if not find_browser():
        return []
    pictures = [picture for section in report.sections for picture in section.pictures]
    return write_pictures([frame_picture(picture.drawing, width=picture.width) for picture in pictures], form)
