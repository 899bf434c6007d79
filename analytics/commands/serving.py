"""The command that serves the dashboard."""

from __future__ import annotations

import os
from pathlib import Path

import click

from analytics.commands.options import data_option, report_progress, sources_option, store_option
from analytics.errors import AtlasError
from analytics.store import ROOT, Store


@click.command()
@data_option
@store_option
@sources_option
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True)
@click.option("--browser/--no-browser", default=False, help="Open a browser window.")
def serve(data: Path, store: Path, sources: Path, port: int, browser: bool) -> None:
    """Build the store when it is missing or older than its data, then serve the dashboard."""
    refresh_store(data, store, sources)
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


def refresh_store(data: Path, store: Path, sources: Path) -> None:
    """Build where needed, with the drafts that stand in the store; where the data are wrong, the old store serves."""
    from analytics.build import build_store
    from analytics.freshness import find_beside, is_current

    if is_current(store, data=data, documents=sources):
        return
    drafts, alone = find_beside(store)
    try:
        build_store(data=data, store=store, documents=sources, drafts=drafts, alone=alone, report=report_progress)
    except AtlasError as error:
        click.echo(str(error), err=True)
        Store(store).close()  # where no old store opens, this says why, and ends
        click.echo("The data are wrong as above; the last good store is served.", err=True)
