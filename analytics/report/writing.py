"""A report as a file of one of its forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.errors import UsageError
from analytics.report.compiling import compile_report

if TYPE_CHECKING:
    from analytics.store import Store

MIMES = {
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def write_report(store: Store, form: str, *, office: str, peers: tuple[str, ...] = (), language: str = "en") -> bytes:
    """Write the report on one office beside its peers; see `analytics.report.compiling.compile_report`.

    Parameters
    ----------
    form : {'html', 'docx'}

    Raises
    ------
    UsageError
        There is no such form, office or language.
    PictureError
        Chromium is here, but failed.
    """
    if form not in MIMES:
        raise UsageError(f"There is no report form {form!r}; use one of {', '.join(MIMES)}.")
    report = compile_report(store, office=office, peers=peers, language=language)
    if form == "html":
        from analytics.report.html import write_html

        return write_html(report)
    from analytics.report.word import write_word

    return write_word(report)
