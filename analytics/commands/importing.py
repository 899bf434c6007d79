"""Commands that take in documents: import, suggest codes, accept."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from analytics.codebook import LEVELS
from analytics.commands.options import data_option, encoder_option, report_progress
from analytics.errors import UsageError


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--office", "office_id", required=True, help="Whose document it is, in small letters, such as xiamen.")
@click.option("--source", "source_id", default="", help="What to call the document; the office by default.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The draft folder to write.")
@click.option("--name-en", default="", help="The office's English name.")
@click.option("--name-zh", default="", help="The office's Chinese name.")
@click.option("--level", type=click.Choice(LEVELS), default="regional", show_default=True)
@click.option("--title", default="", help="The document's title; its own heading by default.")
@click.option("--valid-from", default="", help="Since when it holds: a year, year-month or date.")
@click.option("--valid-to", default="", help="Until when.")
@click.option(
    "--column", "columns", multiple=True, help="For CSV and XLSX: role=header, the role being unit, number or text."
)
@data_option
@encoder_option
def import_document(*, file: Path, out: Path, data: Path, columns: tuple[str, ...], encoder: str, **facts: str) -> None:
    """Find the units and duties of a document, suggest codes, and write a draft register to review."""
    from analytics.documents.drafting import Facts
    from analytics.importing import import_document as write_import

    if wrong := [column for column in columns if "=" not in column]:
        raise UsageError(f"--column {wrong[0]!r} names no header; write it as text=Header.")
    headers = dict(column.split("=", 1) for column in columns)
    layout = write_import(
        file, Facts(**facts), out=out, data=data, columns=headers, encoder=encoder, report=report_progress
    )
    n_duties = sum(len(unit.duties) for unit in layout.units)
    click.echo(
        f"Read as {layout.document.format}, {layout.document.encoding}: {len(layout.units)} units, {n_duties} duties, "
        f"{len(layout.doubts)} doubts. See {out / 'report.md'} for each, and for what was left out."
    )


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@data_option
@encoder_option
def tag(file: Path | None, data: Path, encoder: str) -> None:
    """Suggest codes for texts, one a line, of FILE or of standard input, as CSV."""
    from analytics.importing import suggest_lines

    try:
        text = file.read_text(encoding="utf-8-sig") if file else sys.stdin.read()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file or 'The input'} cannot be read as UTF-8 ({error}).") from None
    click.echo(suggest_lines(text.splitlines(), data, encoder=encoder).to_csv(index=False), nl=False)


@click.command()
@click.argument("draft", type=click.Path(path_type=Path))
@data_option
def accept(draft: Path, data: Path) -> None:
    """Move a DRAFT into the register's folder, with what people decided about it."""
    from analytics.parts import accept_draft

    place = accept_draft(draft, data)
    click.echo(f"Accepted: {place}. Run `python -m analytics build` to see it in the store.")


@click.command()
@click.argument("source")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The draft folder to make.")
@data_option
def release(source: str, out: Path, data: Path) -> None:
    """Move the accepted document SOURCE back to a draft, to be corrected or removed."""
    from analytics.parts import release_office

    click.echo(f"Released: {release_office(source, data, out)}. Build the store anew to see it as a draft, or not.")
