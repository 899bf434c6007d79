"""Who may import what, and how large a part may grow: read from the code, not from memory."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from analytics.store import ROOT

PAGES = sorted((ROOT / "analytics" / "app_pages").glob("*.py"))
MODULES = [*sorted((ROOT / "analytics").rglob("*.py")), ROOT / "dashboard.py"]
QUERIES = [path for path in sorted((ROOT / "analytics" / "sql").glob("*.sql")) if path.stem != "schema"]
MAX_MODULE, MAX_FUNCTION = 350, 60


def name_module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def list_imports(tree: ast.AST) -> set[str]:
    """List what a piece of code imports, also inside functions and for types alone.

    `from a import b` counts as `a` and as `a.b`, since `b` may be a module.
    """
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "an import is relative: write it in full"
            found |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def read_tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def find_importers(package: str) -> set[str]:
    """Name the modules that import a package or a part of it."""
    return {
        name_module(path)
        for path in MODULES
        if any(name == package or name.startswith(f"{package}.") for name in list_imports(read_tree(path)))
    }


def test_imports_are_found_wherever_they_stand() -> None:
    code = (
        "import a.b as c\nfrom d import e, f as g\ndef h():\n    from i.j import k\nif TYPE_CHECKING:\n    import l\n"
    )

    assert list_imports(ast.parse(code)) == {"a.b", "d", "d.e", "d.f", "i.j", "i.j.k", "l"}


def test_modules_are_all_read() -> None:
    names = {name_module(path) for path in MODULES}

    assert {"analytics", "analytics.store", "analytics.app_pages.overview", "analytics.measures", "dashboard"} <= names


@pytest.mark.parametrize("package", ["analytics.build", "analytics.matching"])
def test_pages_and_dashboard_reach_neither_build_nor_matching(package: str) -> None:
    importers = find_importers(package)

    assert {name for name in importers if name == "dashboard" or name.startswith("analytics.app_pages")} == set()


def test_store_and_build_alone_import_duckdb() -> None:
    assert find_importers("duckdb") == {"analytics.store", "analytics.build"}


def test_dashboard_and_pages_alone_import_streamlit_and_serve_starts_it() -> None:
    importers = find_importers("streamlit")

    assert {name for name in importers if name != "dashboard" and not name.startswith("analytics.app_pages.")} == {
        "analytics.commands.serving"
    }


def test_command_line_imports_streamlit_inside_serve_alone() -> None:
    tree = read_tree(ROOT / "analytics" / "commands" / "serving.py")
    serve = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "serve")

    def pick(tree: ast.AST) -> set[str]:
        return {name for name in list_imports(tree) if name.partition(".")[0] == "streamlit"}

    assert pick(serve) == {"streamlit.web.cli", "streamlit.web.cli.main"}
    tree.body.remove(serve)
    assert pick(tree) == set()


def test_charts_alone_import_plotly() -> None:
    assert {name for name in find_importers("plotly") if not name.startswith("analytics.charts.")} == set()


def test_measures_see_of_ours_errors_codebook_and_one_another_alone() -> None:
    allowed = ("analytics.errors", "analytics.codebook", "analytics.measures")
    ours = {
        name
        for path in (ROOT / "analytics" / "measures").glob("*.py")
        for name in list_imports(read_tree(path))
        if name.partition(".")[0] in {"analytics", "dashboard"}
    }

    assert {name for name in ours if not name.startswith(allowed)} == set()


def test_nothing_but_dashboard_imports_pages() -> None:
    importers = find_importers("analytics.app_pages")

    assert {name for name in importers if not name.startswith("analytics.app_pages")} == {"dashboard"}


@pytest.mark.parametrize("path", MODULES, ids=name_module)
def test_module_stays_readable(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_MODULE


def count_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count a function's lines from `def` to its end, its docstring left out."""
    first = function.body[0]
    docstring = ast.get_docstring(function, clean=False) is not None
    length = (first.end_lineno or 0) - first.lineno + 1 if docstring else 0
    return (function.end_lineno or 0) - function.lineno + 1 - length


@pytest.mark.parametrize("path", MODULES, ids=name_module)
def test_function_stays_readable(path: Path) -> None:
    functions = [node for node in ast.walk(read_tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]

    assert {node.name: n for node in functions if (n := count_lines(node)) > MAX_FUNCTION} == {}


def test_count_lines_leaves_the_docstring_out() -> None:
    code = 'def f(\n    x: int,\n) -> int:\n    """Say.\n\n    More.\n    """\n    y = x\n    return y\n'
    function = ast.parse(code).body[0]
    assert isinstance(function, ast.FunctionDef)

    assert count_lines(function) == 5


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_query_begins_with_its_grain_parameters_and_columns(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    head = lines[: next(i for i, line in enumerate(lines) if not line.startswith("--"))]

    marks = [line.split()[1] for line in head if line.split()[1] in {"Grain:", "Parameters:", "Columns:"}]
    assert marks == ["Grain:", "Parameters:", "Columns:"]
    assert head[0].startswith("-- Grain: one row ")


def load_apart(*modules: str) -> set[str]:
    """Import modules in an interpreter of their own; name all that it then holds."""
    code = f"import sys\nfor name in {modules!r}:\n    __import__(name)\nprint(*sys.modules, sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True
    )
    return set(done.stdout.splitlines())


def test_opening_a_page_loads_neither_matcher_nor_encoder() -> None:
    loaded = load_apart(*(name_module(path) for path in PAGES))

    assert "analytics.app_pages.overview" in loaded
    heavy = ("sklearn", "analytics.matching", "analytics.build")
    assert {name for name in loaded if name.startswith(heavy)} == set()


def test_starting_the_command_line_loads_neither_matcher_nor_dashboard() -> None:
    loaded = load_apart("analytics.__main__")

    assert loaded & {"sklearn", "streamlit", "plotly", "analytics.matching"} == set()
