"""Commands that give results: tables and quality figures."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from analytics.commands.options import data_option, encoder_option, sources_option, store_option
from analytics.errors import UsageError
from analytics.export import FORMATS, TABLES, export_sssom, export_table
from analytics.store import Store
from analytics.writers import WRITERS


@click.command()
@click.argument("table", type=click.Choice(list(TABLES)))
@store_option
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


@click.command()
@data_option
@sources_option
@encoder_option
@click.option(
    "--marked",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Judge the import alone, on the documents of this folder in which ⟨01|unit⟩ and ⟦duty⟧ are marked.",
)
def evaluate(data: Path, sources: Path, encoder: str, marked: Path | None) -> None:
    """Print every quality figure."""
    if marked:
        from analytics.documents.marked import judge_import

        figures = judge_import(marked)
    else:
        from analytics.evaluation import evaluate as give_figures

        figures = give_figures(data, documents=sources, encoder=encoder)
    click.echo(figures.to_string(index=False, float_format="{:.3f}".format))
