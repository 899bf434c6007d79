"""Pictures' downloads, and the page Report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from streamlit.testing.v1 import AppTest

from analytics.app_pages.pictures import NO_BROWSER
from analytics.charts.pictures import find_browser
from analytics.report import compile_report

if TYPE_CHECKING:
    from analytics.store import Store


def draw_picture(store: object) -> None:
    from importlib import import_module

    import plotly.graph_objects as go

    from analytics.selection import Selection

    import_module("analytics.app_pages.pictures").show_picture(
        go.Figure(), key="k", title="Finding", store=store, selection=Selection(areas=("TAX",)), alt="A picture",
        name="coverage", more=("share",),
    )  # fmt: skip


def draw_report(store: object) -> None:
    from importlib import import_module

    import_module("analytics.app_pages.report").render(store)


def run(page: Any, store: Store, **link: str) -> AppTest:
    app = AppTest.from_function(page, kwargs={"store": store}, default_timeout=60)
    for key, value in link.items():
        app.query_params[key] = value
    return app.run()


@pytest.mark.skipif(not find_browser(), reason="no Chromium, Chrome or Edge is on this machine")
def test_picture_is_offered_as_svg_and_png(store: Store) -> None:
    app = run(draw_picture, store)

    assert [button.label for button in app.download_button] == ["SVG", "PNG"]
    assert not app.exception
    assert NO_BROWSER not in [caption.value for caption in app.caption]


@pytest.mark.usefixtures("no_browser")
def test_picture_says_plainly_where_no_browser_draws_it(store: Store) -> None:
    app = run(draw_picture, store)

    assert [button.label for button in app.download_button] == []
    assert [caption.value for caption in app.caption] == [NO_BROWSER]


def test_report_page_shows_the_findings_of_the_report(store: Store) -> None:
    app = run(draw_report, store, report="qingdao", peers="dalian", in_language="zh")
    report = compile_report(store, office="qingdao", peers=("dalian",), language="zh")

    assert [title.value for title in app.title] == [report.title]
    assert "\n".join(f"- {finding}" for finding in report.list_findings()) in [text.value for text in app.markdown]


def test_report_page_offers_both_forms_and_all_tables(store: Store) -> None:
    app = run(draw_report, store)

    assert [button.label for button in app.download_button] == [
        "HTML, one file that prints on A4",
        "Word document (DOCX)",
        "All tables (ZIP)",
    ]
