"""The running dashboard and a browser to drive it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
REQUIRED = bool(os.environ.get("DUTY_ATLAS_REQUIRE_BROWSER"))


def find_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium, or skip and say why; with DUTY_ATLAS_REQUIRE_BROWSER its absence is a failure."""
    if CHROMIUM is None:
        if REQUIRED:
            pytest.fail("Chromium is required here and not installed: sudo apt-get install chromium fonts-noto-cjk")
        pytest.skip("Chromium is not installed: sudo apt-get install chromium fonts-noto-cjk")
    options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def address(store_path: Path) -> Iterator[str]:
    """Serve the dashboard by the command that users run, and give its address."""
    port = find_port()
    command = [sys.executable, "-m", "analytics", "serve", "--port", str(port), "--store", str(store_path)]
    sources = ["--sources", str(store_path.parent / "no-documents")]
    with subprocess.Popen(
        [*command, *sources], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            yield wait_for(f"http://127.0.0.1:{port}", server)
        finally:
            server.terminate()


def wait_for(address: str, server: subprocess.Popen[bytes], *, seconds: float = 60) -> str:
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return address
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"the dashboard did not come up at {address}")


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Open a fresh browser window of an analyst's size."""
    context = browser.new_context(viewport={"width": 1400, "height": 980}, base_url=address, accept_downloads=True)
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()
