"""The command that looks at a case in the past, by what was true and by what was known."""

from datetime import date
from typing import Annotated

import typer

from domain.reasons.general import CASE_UNKNOWN
from office.moment import Moment
from web.past import day_of, past
from web.standing import said
from workers.console import HERE, USAGE, AsJson, Data, Listing, Stop, out, show
from workers.installation import open_books

app = typer.Typer()


@app.command("case")
def show_case(
    case: Annotated[str, typer.Argument(help="Aktenzeichen · File number")],
    data: Data = HERE,
    *,
    as_of: Annotated[
        str | None, typer.Option(help="Was an diesem Tag galt · What was true on this day.")
    ] = None,
    known_on: Annotated[
        str | None, typer.Option(help="Was bis dahin bekannt war · What was known by this day.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Stand an einem Tag nach dem Wissen eines Tages · As true on a day, as known on a day."""
    moment = Moment(_day("--as-of", as_of), _day("--known-on", known_on))
    with open_books(data).looking("case", case) as books, books.views.read() as connection:
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


def _day(option: str, text: str | None) -> date | None:
    day = day_of(text or "")
    if text and day is None:
        raise Stop(f"{option}: JJJJ-MM-TT · {option}: YYYY-MM-DD", USAGE)
    return day
