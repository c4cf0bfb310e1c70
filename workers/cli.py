"""The command `akte`: one executable, a sub-command a task."""

import os
import sys

import click
import typer

from workers import cli_act, cli_look, cli_run
from workers.console import USAGE, plain_faults
from workers.exit import leave
from workers.settings import unknown_variables

app = typer.Typer(
    name="akte",
    help="Förderakte: die Akte, die sich selbst beweist. · The grant file that can prove itself.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
cli_run.add_to(app)
cli_look.add_to(app)
cli_act.add_to(app)


def main() -> None:
    """Runs the command line and leaves with its exit code."""
    if hint := unknown_variables(os.environ):
        sys.stderr.write(hint + "\n")
    code = 0
    with plain_faults():
        try:
            code = app(standalone_mode=False) or 0
        except click.exceptions.Exit as end:
            code = end.exit_code
        except click.ClickException as error:
            error.show()
            code = USAGE
        except (click.Abort, KeyboardInterrupt):
            code = 130
    leave(code)


if __name__ == "__main__":
    main()
