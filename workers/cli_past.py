"""The commands that tell a past: of a case at a moment, and of one payment as a whole."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

import typer

from domain.kernel import Money
from domain.reasons.general import CASE_UNKNOWN
from office.moment import Moment
from projections.payment_story import payment_story
from projections.postings import table
from projections.timeline import TimelineRow
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
    out.print(_steps("Schritte · Steps", found.steps))


@app.command("payment")
def show_payment(
    case: Annotated[str, typer.Argument(help="Aktenzeichen · File number")],
    number: Annotated[int, typer.Argument(help="Nummer des Abrufs · Number of the draw-down")],
    data: Data = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """Worauf eine Auszahlung beruht, ihr Weg, ihre Buchungen · What one rests on, its way."""
    seen = open_books(data).looking("payment", case)
    with seen as books, books.views.read() as connection:
        found = payment_story(books.record, connection, case=case, number=number)
    if found is None:
        raise CASE_UNKNOWN.because()
    if as_json:
        show(found._asdict(), as_json=True)
        return
    out.print(_steps("Worauf sie beruht · What it rests on", found.grounds))
    out.print(_steps("Ihr Weg · Its way", found.way))
    accounts = table().accounts
    lines = [
        (
            one.position,
            one.booked_on,
            accounts[one.source].name.de,
            accounts[one.target].name.de,
            Money(one.amount_cents).euro,
        )
        for one in found.postings
    ]
    heads = ("Nr. · No.", "Tag · Day", "von · from", "auf · to", "Betrag · Amount")
    out.print(Listing("Ihre Buchungen · Its ledger lines", heads, lines))


def _steps(title: str, steps: Sequence[TimelineRow]) -> Listing:
    rows = [
        (one.position, one.business_date, one.role, one.sentence_de, one.basis) for one in steps
    ]
    heads = ("Nr. · No.", "Tag · Day", "Rolle · Role", "Vorgang · Event", "Grundlage · Basis")
    return Listing(title, heads, rows)


def _day(option: str, text: str | None) -> date | None:
    day = day_of(text or "")
    if text and day is None:
        raise Stop(f"{option}: JJJJ-MM-TT · {option}: YYYY-MM-DD", USAGE)
    return day
