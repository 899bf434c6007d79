"""A new user adds an office, reviews it, and finds it beside the others: all of it in Chromium."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from analytics.documents.drafts import read_draft
from analytics.reviews import read_events
from analytics.store import DATA, Store
from analytics.tables import tabulate_coverage
from tests.browser.conftest import ROOT, find_port, wait_for
from tests.browser.test_dashboard import open_page, read_csv, settle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
DOCUMENT = Path(__file__).with_name("linzhou.txt")
PATIENCE = 900_000  # an import or a build on a small machine that others use too


@pytest.fixture
def home(tmp_path: Path, store_path: Path) -> Path:
    """Make a folder with a register, store and decisions of its own."""
    shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("store", "sources", "drafts", "accepted"))
    shutil.copy(store_path, tmp_path / "atlas.duckdb")
    return tmp_path


@contextmanager
def serve(home: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "analytics", "serve", "--port", str(port), "--store", str(home / "atlas.duckdb")]
    command += ["--data", str(home / "data"), "--sources", str(home / "no-documents")]
    environment = os.environ | {
        "DUTY_ATLAS_REVIEWS": str(home / "reviews.sqlite"),
        "DUTY_ATLAS_DRAFTS": str(home / "drafts"),
    }
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}", server)
            yield server
        finally:
            server.kill()


@contextmanager
def look(browser: Browser, port: int) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1400, "height": 980}, base_url=f"http://127.0.0.1:{port}")
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def read_title(page: Page) -> str:
    return str(page.get_by_role("heading", level=1).inner_text())


def read_turn(page: Page) -> str:
    return page.url.partition("duty=")[2].partition("&")[0]


def press(page: Page, key: str) -> None:
    """Press a key with nothing in focus, as one does after reading."""
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press(key)
    settle(page)


def click(page: Page, label: str) -> None:
    page.get_by_role("button", name=label).first.click()
    settle(page)


def read_document(page: Page) -> None:
    open_page(page, "/add-an-office")
    page.locator("input[type=file]").set_input_files(DOCUMENT)
    settle(page)
    for label, value in (("The office's name, in English", "Linzhou Customs"), ("in Chinese", "临洲海关")):
        page.get_by_label(label).fill(value)
        page.keyboard.press("Tab")
        settle(page)
    page.get_by_role("button", name="Read the document").click()
    page.get_by_text("linzhou is read: 8 units, 30 duties").wait_for(timeout=PATIENCE)
    click(page, "Review it")
    page.get_by_role("heading", name="0 of 30 duties of Linzhou Customs are reviewed").wait_for()


def say_name(page: Page, name: str) -> None:
    page.get_by_label("Your name").fill(name)
    page.keyboard.press("Tab")
    settle(page)


def code_by_hand(page: Page, function: str, action: str) -> None:
    """Choose one function and an action in place of what is suggested."""
    functions = page.get_by_label("Functions, the main one first")
    if page.get_by_role("button", name="Clear all").count():
        page.get_by_role("button", name="Clear all").first.click()
        settle(page)
    functions.fill(function)
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    settle(page)
    page.get_by_label("Action", exact=True).fill(action)
    page.keyboard.press("Enter")
    settle(page)


def test_new_user_adds_reviews_accepts_and_finds_an_office(browser: Browser, home: Path) -> None:
    port = find_port()
    with serve(home, port), look(browser, port) as page:
        read_document(page)
        review(page)
        title = read_title(page)
        assert title == "20 of 30 duties of Linzhou Customs are reviewed"
    draft = read_draft(home / "drafts" / "linzhou")
    events = read_events(draft.draft_id, path=home / "reviews.sqlite")
    with serve(home, port), look(browser, port) as page:  # the server was killed, the browser closed
        open_page(page, "/review?draft=linzhou")
        assert read_title(page) == title
        assert len(read_events(draft.draft_id, path=home / "reviews.sqlite")) == len(events)
        accept(page)
        find_everywhere(page, home)


def review(page: Page) -> None:
    """Decide on twenty duties: by key and by mouse, in every way that there is."""
    open_page(page, "/review?draft=linzhou&show=all&order=document")
    say_name(page, "Li Wei")
    assert read_turn(page) == "linzhou-01-01"
    code_by_hand(page, "OFF.MEETING", "COORDINATE")
    press(page, "s")
    assert read_title(page).startswith("1 of 30")
    click(page, "Split")  # 2: documents and seals
    click(page, "Split here")
    assert read_title(page).startswith("1 of 31")
    press(page, "j")
    assert read_title(page).startswith("1 of 30")
    press(page, "u")  # joined by mistake
    assert read_title(page).startswith("1 of 31")
    click(page, "Undo")  # and whole again
    assert read_title(page).startswith("1 of 30")
    press(page, "x")
    assert read_title(page).startswith("2 of 30")
    press(page, "u")
    assert read_title(page).startswith("1 of 30")
    move_and_take_back(page)
    rename_unit(page)
    for number in range(2, 21):
        turn = read_turn(page)
        if page.get_by_role("button", name="Accept", exact=False).first.is_enabled():
            click(page, "Accept") if number % 2 else press(page, "a")
        else:
            code_by_hand(page, "GEN.OTHER", "MANAGE")
            press(page, "s")
        assert read_title(page).startswith(f"{number} of 30"), turn
    press(page, "n")
    press(page, "p")


def move_and_take_back(page: Page) -> None:
    """Move a duty to a new unit by key, and back again."""
    turn = read_turn(page)
    press(page, "m")
    page.get_by_label("To the unit").click()
    page.get_by_role("option", name="A new unit").click()
    settle(page)
    page.get_by_role("textbox", name="Its name, in English").first.fill("Protocol Office")
    page.keyboard.press("Tab")
    settle(page)
    press(page, "Control+Enter")
    page.get_by_text(f"Protocol Office · {turn}").wait_for()
    press(page, "u")
    page.get_by_text(f"Protocol Office · {turn}").wait_for(state="detached")


def rename_unit(page: Page) -> None:
    page.get_by_role("tab", name="Names and facts").click()
    page.get_by_label("Its name, in English").fill("General Office")
    click(page, "Rename the unit")


def accept(page: Page) -> None:
    page.get_by_role("tab", name="Beside the others").click()
    page.get_by_text("I have looked at what is open").click()
    settle(page)
    page.get_by_role("button", name="Accept into the register").click()
    page.get_by_text("linzhou is accepted").wait_for(timeout=PATIENCE)
    settle(page)
    assert read_title(page) == "No draft waits for review"


def find_everywhere(page: Page, home: Path) -> None:
    """Find the accepted office in heatmap, gaps, alignment and CSV."""
    assert (home / "data" / "accepted" / "linzhou").is_dir()
    open_page(page, "/coverage")
    heads = page.locator(".js-plotly-plot .xaxislayer-above text, .js-plotly-plot .xtick text").all_text_contents()
    assert any("Linzhou" in head for head in heads)
    open_page(page, "/gaps?lacking=linzhou")
    assert read_title(page).startswith("Linzhou Customs")
    open_page(page, "/alignment?from=linzhou&to=dalian")
    assert "Linzhou" in read_title(page)
    open_page(page, "/duties?office=linzhou")
    assert read_title(page) == "30 duties"
    name, content = read_csv(page, page.get_by_role("button", name="Download CSV").first)
    assert "linzhou" in name
    table = pd.read_csv(io.BytesIO(content), encoding="utf-8-sig")
    assert set(table["Office"]) == {"linzhou"}
    with Store(home / "atlas.duckdb") as store:
        expected = tabulate_coverage(store, level="area")
    held = expected.loc[expected["holder_id"] == "linzhou", "n_duties"].sum()
    assert held > 20
    coverage = export(home, "coverage", "--level", "area")
    assert coverage.loc[coverage["office_id"] == "linzhou", "n_duties"].sum() == held
    for exported, column in (("gaps", "office_id"), ("alignment", "subject_id"), ("duties", "office_id")):
        assert export(home, exported)[column].str.startswith("linzhou").sum() >= 20


def export(home: Path, *arguments: str) -> pd.DataFrame:
    command = [sys.executable, "-m", "analytics", "export", *arguments, "--store", str(home / "atlas.duckdb")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return pd.read_csv(io.BytesIO(done.stdout))
