"""The command line: exit 0 done, 1 the data are wrong, 2 the call is."""

from __future__ import annotations

import sys

import click

from analytics import __version__
from analytics.commands.building import build, check
from analytics.commands.importing import accept, import_document, release, tag
from analytics.commands.results import evaluate, export
from analytics.commands.serving import serve
from analytics.commands.taking import bundle, report
from analytics.errors import AtlasError, UsageError


@click.group()
@click.version_option(__version__, prog_name="Duty Atlas")
def cli() -> None:
    """Compare what public offices are charged to do."""


for command in (build, check, export, import_document, tag, accept, release, evaluate, report, bundle, serve):
    cli.add_command(command)


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
