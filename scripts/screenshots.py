"""Take a picture of every page of the running dashboard, wide and narrow, light and dark.

python -m scripts.screenshots            into out/screenshots, and the README's into docs/

"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out" / "screenshots"
PAGES = {
    "overview": "/",
    "coverage": "/coverage?cell=TAX&of=qingdao",
    "coverage-functions": "/coverage?rows=function&area=TAX&area=LAB&figure=emphasis&lang=both",
    "coverage-documents": "/coverage?by=source&lang=zh",
    "gaps": "/gaps",
    "comparison": "/comparison?area=BND",
    "alignment": "/alignment?from=qingdao&to=lanzhou",
    "departments": "/departments?from=lanzhou&to=qingdao",
    "departments-flows": "/departments?picture=flows&lang=zh",
    "overlap": "/overlap?sharing=lanzhou&held=LEG.LICENCE&of=lanzhou",
    "roles": "/roles?ruled=CTL.IPR&of=lanzhou",
    "change": "/change?changed=QUA&how=gained",
    "structure-areas": "/structure",
    "structure-tree": "/structure?structure=tree&unit=lanzhou-09",
    "structure-offices": "/structure?structure=offices",
    "structure-organisation": "/structure?structure=organisation&lang=zh",
    "one-area": "/one-area?in=TAX",
    "add-an-office": "/add-an-office",
    "review": "/review",
    "report": "/report?report=lanzhou&peers=qingdao&peers=dalian",
    "duties": "/duties?q=估價&lang=both",
}
README = ROOT / "docs" / "coverage.png"


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "analytics", "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT) as server, sync_playwright() as playwright:
        address = f"http://127.0.0.1:{port}"
        _wait(address)
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for width in (1400, 420):
            for theme in ("light", "dark"):
                _take_all(browser, address, width, theme)
        README.parent.mkdir(exist_ok=True)
        shutil.copy(OUT / "coverage-1400-light.png", README)
        browser.close()
        server.terminate()


def _wait(address: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    sys.exit("The dashboard did not come up.")


def _take_all(browser: Browser, address: str, width: int, theme: str) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 980}, color_scheme="dark" if theme == "dark" else "light"
    )
    page = context.new_page()
    for name, path in PAGES.items():
        page.goto(address + path)
        page.locator("h1").first.wait_for()
        page.wait_for_timeout(2500)
        page.screenshot(path=OUT / f"{name}-{width}-{theme}.png")
    context.close()


if __name__ == "__main__":
    main()
