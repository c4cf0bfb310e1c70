"""The command that tells one payment from the decision it rests on to the bank's line."""

from collections.abc import Sequence
from typing import Annotated

import typer

from domain.kernel import Money
from domain.reasons.general import CASE_UNKNOWN
from projections.payment_story import payment_story
from projections.postings import table
from projections.timeline import TimelineRow
from workers.console import HERE, AsJson, Data, Listing, out, show
from workers.installation import open_books

app = typer.Typer()


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
