"""What the tests of the report share: no browser, where pictures would only take time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics.charts.pictures import find_browser
from analytics.store import Store
from tests.test_build import build_small

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def no_browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hide the browser, as where none is installed."""
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chromium")
    find_browser.cache_clear()
    yield
    monkeypatch.undo()
    find_browser.cache_clear()


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Open the store of two offices with a duty or two each."""
    with Store(build_small(tmp_path_factory.mktemp("small"))) as opened:
        yield opened
