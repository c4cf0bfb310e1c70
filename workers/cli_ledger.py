"""Commands about the ledger: what lies on each account, with whom, and a case's postings."""

from collections import Counter
from typing import Annotated

import typer

from domain.kernel import Money
from office.past import position_known
from projections.book import Posted
from projections.ledger import TrialRow, journal, trial_balance
from projections.postings import table, texts
from projections.recipient_accounts import ACCOUNTS, RecipientRow, recipient_accounts
from workers.cli_clocks import KnownOn, TrueOn, moment_of
from workers.console import HERE, AsJson, Data, Listing, show
from workers.installation import open_books

app = typer.Typer()


@app.command("ledger")
def show_ledger(
    case: Annotated[
        str | None, typer.Argument(help="Buchungen eines Vorgangs · Postings of a case")
    ] = None,
    data: Data = HERE,
    *,
    true_on: TrueOn = None,
    known_on: KnownOn = None,
    recipients: Annotated[
        bool, typer.Option("--recipients", help="Konten der Empfänger · Recipients' accounts.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Summen und Salden, Empfänger oder ein Vorgang · Balances, recipients, or a case."""
    moment = moment_of(true_on, known_on)
    day = moment.true_on
    with open_books(data).looking("ledger", case or "") as books, books.views.read() as connection:
        known = position_known(books.office, moment)
        if recipients:
            held = recipient_accounts(connection, day=day, known=known)
            show(held, as_json=as_json, listing=_recipients(held))
        elif case is None:
            balances = trial_balance(connection, day=day, known=known)
            show(balances, as_json=as_json, listing=_balances(balances))
        else:
            lines = journal(connection, case=case, day=day, known=known)
            show(lines, as_json=as_json, listing=_postings(case, lines))


def _balances(rows: list[TrialRow]) -> Listing:
    """The accounts, and under them the sum of each title, which is zero."""
    named, sums = table().accounts, Counter[str]()
    for one in rows:
        sums[one.title] += one.amount_cents
    lines = [(one.title, named[one.account].name.de, Money(one.amount_cents).euro) for one in rows]
    lines += [(title, "Summe · Sum", Money(amount).euro) for title, amount in sums.items()]
    heads = ("Titel · Title", "Konto · Account", "Betrag · Amount")
    return Listing("Summen und Salden · Balances", heads, lines)


def _recipients(rows: list[RecipientRow]) -> Listing:
    """One line for each account on which a recipient holds something."""
    named = table().accounts
    lines = [
        (one.title, one.line, one.recipient, named[name].heading.de, Money(amount).euro)
        for one in rows
        for name in ACCOUNTS
        if (amount := getattr(one, f"{name}_cents"))
    ]
    heads = (
        "Titel · Title",
        "Linie · Line",
        "Empfänger · Recipient",
        "Konto · Account",
        "Betrag · Amount",
    )
    return Listing("Konten der Empfänger · Recipients' accounts", heads, lines)


def _postings(case: str, rows: list[Posted]) -> Listing:
    named = table().accounts
    lines = [
        (
            one.position,
            one.booked_on,
            texts()[one.event, one.source, one.target].de,
            named[one.source].heading.de,
            named[one.target].heading.de,
            Money(one.amount_cents).euro,
        )
        for one in rows
    ]
    heads = (
        "Nr. · No.",
        "Tag · Day",
        "Buchung · Posting",
        "von · from",
        "auf · to",
        "Betrag · Amount",
    )
    return Listing(f"{case}, Buchungen · postings", heads, lines)
