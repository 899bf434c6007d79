"""Commands that write what is taken away: a report, or all tables at once."""

from __future__ import annotations

from pathlib import Path

import click

from analytics.commands.options import store_option
from analytics.errors import UsageError
from analytics.store import Store


@click.command()
@store_option
@click.option("--office", required=True, help="Whom the report is about, such as lanzhou.")
@click.option("--peers", default="", help="Whom it is compared with, a comma between; all others by default.")
@click.option("--language", default="en", show_default=True, help="en or zh.")
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="An .html or .docx file.")
def report(store: Path, office: str, peers: str, language: str, out: Path) -> None:
    """Write the report on one office beside its peers, as HTML or as a Word document."""
    from analytics.report import write_report

    _check_folder(out)
    named = tuple(peer.strip() for peer in peers.split(",") if peer.strip())
    with Store(store) as opened:
        content = write_report(
            opened, out.suffix.lower().removeprefix("."), office=office, peers=named, language=language
        )
    out.write_bytes(content)
    click.echo(f"The report is in {out}")


@click.command()
@store_option
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The ZIP file to write.")
def bundle(store: Path, out: Path) -> None:
    """Write all tables as one ZIP: CSV, XLSX, Parquet, SSSOM, the dictionary, and what the data cannot say."""
    from analytics.bundle import write_bundle

    _check_folder(out)
    with Store(store) as opened:
        out.write_bytes(write_bundle(opened))
    click.echo(f"The bundle is in {out}")


def _check_folder(out: Path) -> None:
    if not out.parent.is_dir():
        raise UsageError(f"There is no folder {out.parent} to write to; make it first.")
