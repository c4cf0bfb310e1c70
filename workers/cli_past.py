"""The command that looks at a case in the past, by what was true and by what was known."""

from typing import Annotated

import typer

from domain.reasons.general import CASE_UNKNOWN
from web.past import past
from web.standing import said
from workers.cli_clocks import KnownOn, Position, TrueOn, moment_of
from workers.console import HERE, AsJson, Data, Listing, out, show
from workers.installation import open_books

app = typer.Typer()


@app.command("case")
def show_case(
    case: Annotated[str, typer.Argument(help="Aktenzeichen · File number")],
    data: Data = HERE,
    *,
    true_on: TrueOn = None,
    known_on: KnownOn = None,
    position: Position = None,
    as_json: AsJson = False,
) -> None:
    """Stand an einem Tag nach dem Wissen eines Tages · As true on a day, as known on a day."""
    moment = moment_of(true_on, known_on, position)
    with open_books(data) as books, books.views.read() as connection:
        found = past(books.office, connection, case=case, moment=moment)
    if not found.steps and not found.later:
        raise CASE_UNKNOWN.because()
    if as_json:
        show({"standing": dict(found.standing), "steps": found.steps}, as_json=True)
        return
    out.print(Listing(case, ("", ""), said(found.standing, "de")))
    rows = [
        (one.position, one.business_date, one.role, one.sentence_de, one.basis)
        for one in found.steps
    ]
    heads = (
        "Nr. · No.",
        "Tag · Day",
        "Rolle · Role",
        "Vorgang · Event",
        "Grundlage · Basis",
    )
    out.print(Listing("Schritte · Steps", heads, rows))
