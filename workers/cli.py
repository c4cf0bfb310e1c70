"""The command `akte`: one executable, a sub-command a task."""

import os
import sys
from difflib import get_close_matches
from importlib import import_module
from typing import NamedTuple

import typer
from typer._click import ClickException, Command, Context
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from workers.console import INTERRUPTED, USAGE, Stop, err
from workers.exit import leave

_LOOK, _ACT, _RUN = "Ansehen · Look", "Handeln · Act", "Betreiben · Run"


class _Entry(NamedTuple):
    """Where a command is found and what the list says of it."""

    module: str
    panel: str
    help: str


COMMANDS = {
    "up": _Entry("cli_run", _RUN, "Alles auf diesem Rechner starten · Run everything here."),
    "demo": _Entry("cli_demo", _RUN, "Das Übungsjahr 2016 spielen · Play the training year 2016."),
    "clock": _Entry("cli_act", _RUN, "Die Übungsuhr · The training clock."),
    "cases": _Entry("cli_look", _LOOK, "Vorgänge: wer wartet worauf · Cases: who waits for what."),
    "case": _Entry("cli_past", _LOOK, "Was galt, was bekannt war · True then, known then."),
    "step": _Entry("cli_past", _LOOK, "Ein Schritt, seine Regel · A step and its rule."),
    "history": _Entry("cli_look", _LOOK, "Stand und Verlauf · State and story of a case."),
    "payments": _Entry("cli_look", _LOOK, "Was eine Kasse wissen will · What a county asks."),
    "payment": _Entry("cli_payment", _LOOK, "Eine Auszahlung ganz · One payment's whole story."),
    "money": _Entry("cli_money", _LOOK, "Jede Summe und was folgt · Each sum, what follows."),
    "why": _Entry("cli_why", _LOOK, "Woraus sich ein Betrag ergibt · What an amount is made of."),
    "findings": _Entry("cli_findings", _LOOK, "Was Prüfer fragen · What auditors ask."),
    "ledger": _Entry("cli_ledger", _LOOK, "Summen und Salden, Buchungen · Balances, postings."),
    "opendata": _Entry("cli_open", _LOOK, "Offene Daten schreiben · Write the open data."),
    "programmes": _Entry("cli_rules", _LOOK, "Programme und Linien · Programmes and lines."),
    "rules": _Entry("cli_rules", _LOOK, "Der Text einer Fassung · The text of a version."),
    "check": _Entry("cli_rules", _RUN, "Dateien mit Regeln prüfen · Check files of rules."),
    "assess": _Entry("cli_rules", _LOOK, "Eine Zuwendung berechnen · Compute a grant."),
    "deadline": _Entry("cli_deadline", _LOOK, "Eine Frist berechnen · Compute a period."),
    "whatif": _Entry("cli_compute", _LOOK, "Andere Regeln durchrechnen · Try other rules."),
    "recompute": _Entry("cli_compute", _LOOK, "Jede Berechnung wiederholen · Compute all again."),
    "verify": _Entry("cli_keep", _LOOK, "Nichts wurde verändert · Nothing was altered."),
    "sample": _Entry("cli_sample", _LOOK, "Eine Stichprobe nachziehen · Draw a sample again."),
    "erasure": _Entry("cli_erasure", _LOOK, "Was gelöscht wurde · What was erased, with proof."),
    "handle": _Entry("cli_act", _ACT, "Dem Büro etwas vorlegen · Hand the office a command."),
    "rebuild": _Entry("cli_keep", _RUN, "Ansichten neu aufbauen · Build read models anew."),
    "temporal": _Entry("cli_keep", _RUN, "Temporal pflegen · Look after Temporal."),
    "bundle": _Entry("cli_bundle", _LOOK, "Prüfbündel schreiben · Write a bundle to audit."),
    "seal": _Entry("cli_seal", _RUN, "Versiegeln, Zeugen · Seal the record; its witnesses."),
    "migrate": _Entry("cli_run", _RUN, "Datenbanken umstellen · Migrate the databases."),
    "web": _Entry("cli_run", _RUN, "Teil: Portal und API · Part: pages and API."),
    "worker": _Entry("cli_run", _RUN, "Teil: Abläufe · Part: workflows."),
    "projector": _Entry("cli_run", _RUN, "Teil: Ansichten · Part: read models."),
    "dispatcher": _Entry("cli_run", _RUN, "Teil: Weckdienst · Part: wakes processes."),
    "sealer": _Entry("cli_run", _RUN, "Teil: Siegel · Part: seals the record."),
}


class _Commands(TyperGroup):
    """Loads the module of a command only when the command is run; the list needs none."""

    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002 - the library asks so
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:  # noqa: ARG002 - the same
        entry = COMMANDS.get(cmd_name)
        return entry and TyperCommand(cmd_name, help=entry.help, rich_help_panel=entry.panel)

    def resolve_command(
        self,
        ctx: Context,  # noqa: ARG002 - the same
        args: list[str],
    ) -> tuple[str | None, Command | None, list[str]]:
        if args[0] not in COMMANDS:
            raise Stop(_unknown(args[0]), USAGE)
        return args[0], loaded(args[0]), args[1:]


def loaded(name: str) -> Command:
    """The command itself."""
    app_of_module = import_module(f"workers.{COMMANDS[name].module}").app
    app_of_module.callback()(_akte)  # even a single command keeps its name
    group = get_command(app_of_module)
    assert isinstance(group, TyperGroup)
    return group.commands[name]


app = typer.Typer(
    name="akte",
    cls=_Commands,
    help="Förderakte: die Akte, die sich selbst beweist. · The grant file that can prove itself.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@app.callback()
def _akte() -> None:
    pass


def main() -> None:
    """Runs the command line and leaves with its exit code."""
    leave(run(sys.argv[1:]))


def run(words: list[str]) -> int:
    """Runs one command; its exit code. What went wrong is one line on stderr."""
    _warn_of_unknown_variables()
    try:
        return app(words, prog_name="akte", standalone_mode=False) or 0
    except typer.Exit as end:
        return end.exit_code
    except ClickException as error:
        return _end(_usage(error), USAGE)
    except Stop as stop:
        return _end(str(stop), stop.code)
    except (typer.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except Exception as error:
        from workers.faults import in_one_line  # noqa: PLC0415 - slow to load, and only for faults

        return _end(*in_one_line(error))


def _warn_of_unknown_variables() -> None:
    if any(name.startswith("AKTE_") for name in os.environ):
        from workers.settings import unknown_variables  # noqa: PLC0415 - slow to load

        if hint := unknown_variables(os.environ):
            sys.stderr.write(hint + "\n")


def _unknown(name: str) -> str:
    likely = get_close_matches(name, COMMANDS, n=1)
    german = f"; meinten Sie „{likely[0]}“?" if likely else "."
    english = f"; did you mean “{likely[0]}”?" if likely else "."
    return (
        f"Diesen Befehl gibt es nicht{german} Alle zeigt: akte --help · "
        f"No such command{english} For all: akte --help"
    )


def _usage(error: ClickException) -> str:
    path = getattr(getattr(error, "ctx", None), "command_path", "akte")
    what = error.format_message()
    return f"Der Aufruf stimmt nicht; Hilfe: {path} --help · {what} Help: {path} --help"


def _end(words: str, code: int) -> int:
    if words:
        err.print(words, style="bold red", highlight=False, markup=False)
    return code


if __name__ == "__main__":
    main()
