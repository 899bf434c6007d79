"""Commands that check the data and write the store."""

from __future__ import annotations

from pathlib import Path

import click

from analytics.commands.options import data_option, encoder_option, report_progress, sources_option, store_option


@click.command()
@data_option
@store_option
@sources_option
@encoder_option
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
        report=report_progress,
    )


@click.command()
@click.argument("draft", required=False, type=click.Path(path_type=Path))
@data_option
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
