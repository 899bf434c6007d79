"""What a person does with the dashboard, done in Chromium."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from analytics.selection import Selection
from analytics.tables import tabulate_alignment, tabulate_coverage, tabulate_duties, tabulate_gaps

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from analytics.store import Store

pytestmark = pytest.mark.browser
HEATMAP = ".js-plotly-plot .heatmaplayer"
ERRORS = "[data-testid=stException], [data-testid=stAlertContentError]"


def open_page(page: Page, path: str) -> None:
    page.goto(path)
    page.locator("h1").first.wait_for()
    settle(page)


def settle(page: Page) -> None:
    """Wait until Streamlit has run and drawn."""
    page.wait_for_timeout(400)
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    page.wait_for_timeout(400)
    assert page.locator(ERRORS).count() == 0


def click_cell(page: Page, row: int, column: int, *, rows: int, columns: int) -> None:
    area = page.locator(".js-plotly-plot .nsewdrag").first
    area.scroll_into_view_if_needed()
    box = area.bounding_box()
    assert box
    x = box["x"] + box["width"] * (column + 0.8) / columns  # not in the middle: all of the cell takes the click
    y = box["y"] + box["height"] * (row + 0.5) / rows
    page.mouse.move(x, y)
    page.wait_for_timeout(150)
    page.mouse.click(x, y)
    settle(page)


def read_csv(page: Page, button: Locator) -> tuple[str, bytes]:
    with page.expect_download() as waiting:
        button.click()
    download = waiting.value
    return download.suggested_filename, download.path().read_bytes()


def test_analyst_filters_clicks_reads_downloads_and_shares(page: Page, store: Store) -> None:
    open_page(page, "/coverage")
    page.get_by_role("combobox", name="Area").first.fill("Duties and taxes")
    page.get_by_role("option", name="Duties and taxes").click()
    page.keyboard.press("Escape")
    settle(page)
    page.get_by_text("Functions", exact=True).first.click()
    settle(page)
    page.get_by_text("Only where they differ").click()
    settle(page)
    page.locator(HEATMAP).first.wait_for()

    selection = Selection(areas=("TAX",))
    coverage = tabulate_coverage(store, selection, level="function")
    codes = list(dict.fromkeys(coverage["code"]))
    click_cell(page, codes.index("TAX.VALUE"), 2, rows=len(codes), columns=4)
    assert "cell=TAX.VALUE" in page.url
    assert "of=qingdao" in page.url

    behind = tabulate_duties(store, Selection(offices=("qingdao",), functions=("TAX.VALUE",)), comparable=True)
    for gist in behind["gist_en"]:
        assert page.get_by_text(gist, exact=True).count() == 1
    assert page.get_by_text(f"Duties behind this cell: {len(behind)}").count() == 1

    name, content = read_csv(page, page.get_by_role("button", name="Download CSV (7 rows)").first)
    assert name == "duty-atlas_coverage_office_TAX_function_share.csv"
    assert content.startswith(b"\xef\xbb\xbf")
    table = pd.read_csv(io.BytesIO(content), encoding="utf-8-sig").set_index("Code")
    expected = coverage.pivot_table(index="code", columns="holder_id", values="share", sort=False).round(4)
    names = {"gacc": "General Administration of Customs", "lanzhou": "Lanzhou Customs", "qingdao": "Qingdao Customs"}
    for holder, column in names.items():
        assert table[column].to_dict() == expected[holder].to_dict()
    shown = page.locator(".js-plotly-plot .heatmap-label").all_text_contents()
    written = coverage.loc[coverage["n_duties"] > 0, "share"].map("{:.1%}".format)
    assert sorted(text.split(" ")[0] for text in shown if "%" in text) == sorted(written)

    link = page.url
    open_page(page, link)
    assert page.url == link
    assert page.get_by_text(f"Duties behind this cell: {len(behind)}").count() == 1
    assert page.get_by_text("Duties and taxes", exact=True).count() >= 1


def test_filters_hold_across_pages_and_languages(page: Page) -> None:
    open_page(page, "/coverage?area=TAX&area=LAB")
    page.get_by_text("中文", exact=True).click()
    settle(page)
    page.get_by_role("link", name="Gaps").click()
    settle(page)
    assert "/gaps?" in page.url
    assert "area=TAX&area=LAB" in page.url
    assert "lang=zh" in page.url
    assert page.get_by_text("关税征管", exact=True).count() >= 1


def test_gaps_show_the_nearest_duty_and_download_what_they_show(page: Page, store: Store) -> None:
    open_page(page, "/gaps?lacking=lanzhou&status=absent")
    gaps = tabulate_gaps(store)
    absent = gaps.loc[(gaps["holder_id"] == "lanzhou") & (gaps["status"] == "absent")]
    assert page.get_by_role("heading", level=1).inner_text().startswith(f"Lanzhou Customs: {len(absent)} real gaps")
    name, content = read_csv(page, page.get_by_role("button", name="Download CSV").first)
    assert name == "duty-atlas_gaps_office_lanzhou_function_absent.csv"
    table = pd.read_csv(io.BytesIO(content), encoding="utf-8-sig")
    assert sorted(table["Code"]) == sorted(absent["code"])
    first = absent.loc[absent["code"] == table["Code"].iloc[0]].iloc[0]
    assert page.get_by_text(first["nearest_gist_en"], exact=True).count() == 1


def test_search_finds_traditional_and_simplified_alike(page: Page) -> None:
    titles = []
    for word in ("估价", "估價"):
        open_page(page, f"/duties?q={word}")
        titles.append(page.get_by_role("heading", level=1).inner_text())
    assert titles[0] == titles[1]
    assert titles[0].endswith("of 796 duties")


@pytest.mark.parametrize("path", ["/", "/coverage", "/gaps", "/comparison", "/alignment", "/departments", "/duties"])
@pytest.mark.parametrize(("width", "theme"), [(1400, "light"), (420, "dark")])
def test_page_opens_without_error_or_sideways_scroll(page: Page, path: str, width: int, theme: str) -> None:
    page.set_viewport_size({"width": width, "height": 980})
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    open_page(page, path)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_unknown_codes_in_a_link_are_ignored(page: Page) -> None:
    open_page(page, "/coverage?area=NOPE&figure=nothing&by=galaxy&cell=X&of=Y")
    assert page.url.endswith("/coverage")


def test_reviewer_rejects_a_pair_and_the_decision_stays(page: Page) -> None:
    link = "/alignment?from=qingdao&to=lanzhou&area=BND"
    open_page(page, link)
    title = page.get_by_role("heading", level=1).inner_text()
    page.get_by_label("Your name").fill("A reviewer")
    page.get_by_label("Why (optional)").fill("Another kind of work")
    page.get_by_role("button", name="Reject").click()
    settle(page)
    open_page(page, link)
    assert page.get_by_role("heading", level=1).inner_text() != title
    open_page(page, f"{link}&state=decided")
    assert page.get_by_text("A reviewer decided: reject: Another kind of work.").count() == 1
    page.get_by_label("Your name").fill("A reviewer")
    page.get_by_role("button", name="Undo").click()
    settle(page)
    open_page(page, link)
    assert page.get_by_role("heading", level=1).inner_text() == title


def test_departments_open_to_the_pairs_of_duties_behind_a_cell(page: Page, store: Store) -> None:
    open_page(page, "/departments?from=lanzhou&to=qingdao&dept=lanzhou-03&counterpart=qingdao-17")
    alignment = tabulate_alignment(store, subjects=["lanzhou"], objects=["qingdao"])
    pairs = alignment.loc[
        alignment["accepted"]
        & (alignment["subject_department"] == "lanzhou-03")
        & (alignment["object_department"] == "qingdao-17")
    ]
    assert len(pairs) > 0
    assert page.get_by_text(f"Pairs of duties: {len(pairs)}").count() == 1
    for pair in pairs.to_dict("records"):
        assert page.get_by_text(f"{pair['subject_id']} · {pair['relation']}").count() >= 1


def test_wide_picture_scrolls_in_its_frame_on_a_narrow_screen_and_takes_clicks_there(page: Page) -> None:
    page.set_viewport_size({"width": 420, "height": 980})
    open_page(page, "/departments?from=lanzhou&to=qingdao")
    page.locator(HEATMAP).first.wait_for()
    frame = page.locator(".st-key-wide-crosswalk-heatmap")
    within, across = frame.evaluate("frame => [frame.clientWidth, frame.scrollWidth]")
    assert within < 420 < across
    frame.evaluate("frame => frame.scrollTo(frame.scrollWidth, 0)")
    assert frame.evaluate("frame => frame.scrollLeft") == across - within
    main = page.get_by_test_id("stMain")
    for element in (main, page.locator("html")):
        assert element.evaluate("element => element.scrollWidth <= element.clientWidth")

    cells = page.locator(".js-plotly-plot .nsewdrag").first
    box = cells.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] - 6, box["y"] + 6)  # the first department's duties without a counterpart
    page.wait_for_timeout(150)
    page.mouse.click(box["x"] + box["width"] - 6, box["y"] + 6)
    settle(page)
    assert "dept=lanzhou-01&counterpart=unmatched" in page.url
