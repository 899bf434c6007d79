"""What the tests share: the real register, and the store built from it once."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

# Before anything of ours is read: what tests decide never stands in the user's own file.
os.environ.setdefault("DUTY_ATLAS_REVIEWS", str(Path(tempfile.mkdtemp(prefix="duty-atlas-")) / "reviews.sqlite"))

from analytics.build import build_store
from analytics.store import DATA, Store

if TYPE_CHECKING:
    from collections.abc import Iterator

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def store_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the store of the real register, without original documents, once a run."""
    path = tmp_path_factory.mktemp("store") / "atlas.duckdb"
    build_store(store=path, documents=path.parent / "no-documents")
    return path


@pytest.fixture(scope="session")
def store(store_path: Path) -> Iterator[Store]:
    """Open that store."""
    with Store(store_path) as opened:
        yield opened


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Open the store of two offices with a duty or two each, once a run."""
    from tests.test_build import build_small

    with Store(build_small(tmp_path_factory.mktemp("small"))) as opened:
        yield opened


@pytest.fixture
def no_browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hide the browser, as where none is installed."""
    from analytics.charts.pictures import find_browser

    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chromium")
    find_browser.cache_clear()
    yield
    monkeypatch.undo()
    find_browser.cache_clear()


@pytest.fixture(scope="session")
def documents() -> Path:
    """Name the folder of the five original documents, or skip."""
    folder = SHARED / "sources"
    if not folder.is_dir():
        pytest.skip("the five original documents are not here (../shared/sources)")
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Copy the real register, to be spoilt."""
    import shutil

    return Path(shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("store", "sources")))
