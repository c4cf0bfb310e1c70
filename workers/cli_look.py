"""Commands that look at cases: cases, history, payments."""

from collections.abc import Iterator
from typing import Annotated

import typer

from domain.application import Application
from domain.approval import Approval
from domain.desk import Desk
from domain.disbursement import Disbursement, disbursement_key
from domain.kernel import Money
from domain.proof_of_use import ProofOfUse
from domain.reasons.general import CASE_UNKNOWN
from office.past import PastDesk
from projections.case_words import stage_words, waiting_words
from projections.caseload import naming
from projections.payments import PROJECTION as PAYMENTS
from projections.payments import GrantRow, PaymentRow, grants, payments, status_words
from projections.story import story
from projections.then import shown_at
from web.caseload_then import cases_then
from web.texts import say
from workers.cli_clocks import KnownOn, Position, TrueOn, moment_of
from workers.console import HERE, AsJson, Data, Listing, out, show
from workers.installation import open_books

app = typer.Typer()


_CASE_HEADS = (
    "Aktenzeichen · File",
    "Empfängerin · Recipient",
    "Stand · Stage",
    "Wartet auf · Waits for",
    "Seit · Since",
    "Bis · Until",
    "Betrag · Amount",
)


@app.command("cases")
def list_cases(
    data: Data = HERE,
    desk: Annotated[
        str | None, typer.Option(help="Nur dieser Schreibtisch · Only what lies on this desk.")
    ] = None,
    *,
    text: Annotated[
        str, typer.Option(help="Teil von Aktenzeichen, Name, Titel · Part of number, name, title.")
    ] = "",
    onward: Annotated[
        bool, typer.Option(help="Auch weitergeleitete Mittel · Money passed on, too.")
    ] = False,
    true_on: TrueOn = None,
    known_on: KnownOn = None,
    as_json: AsJson = False,
) -> None:
    """Vorgänge: wer wartet worauf, seit und bis wann · Cases: who waits for what, until when."""
    moment, whose = moment_of(true_on, known_on), None if onward else ""
    with open_books(data).looking("cases") as books, books.views.read() as connection:
        office, desks = books.office, [desk] if desk else None
        every = cases_then(office, connection, moment=moment, desks=desks, grantor=whose)
        found = naming(every, text)
    rows = [
        (
            one.case,
            one.recipient_name,
            stage_words(one.stage, "de"),
            waiting_words(one, "de"),
            one.since,
            one.due_on,
            Money(one.amount_cents).euro,
        )
        for one in found
    ]
    title = f"{len(rows)} Vorgänge · {len(rows)} cases"
    show(found, as_json=as_json, listing=Listing(title, _CASE_HEADS, rows))


@app.command("history")
def show_history(
    case: Annotated[str, typer.Argument(help="Aktenzeichen · File number")],
    data: Data = HERE,
    *,
    true_on: TrueOn = None,
    known_on: KnownOn = None,
    position: Position = None,
    as_json: AsJson = False,
) -> None:
    """Stand und Verlauf, heute oder damals · State and story of a case, today or back then."""
    moment = moment_of(true_on, known_on, position)
    with open_books(data).looking("history", case) as books, books.views.read() as connection:
        state = state_of(PastDesk(books.office, moment), case)
        told = story(connection, case, moment)
    if as_json:
        show({"state": state, "story": told}, as_json=True)
        return
    facts = [(_LABELS[name], value) for name, value in _spoken(state) if value]
    out.print(Listing(case, ("", ""), facts))
    rows = [
        (one.position, one.business_date, one.person, one.sentence_de, one.basis) for one in told
    ]
    heads = (
        "Nr. · No.",
        "Tag · Day",
        "Person · Person",
        "Vorgang · Event",
        "Grundlage · Basis",
    )
    out.print(Listing("Verlauf · Story", heads, rows))


def state_of(desk: Desk, case: str) -> dict[str, object]:
    """What is or was true of a case by its desk, in one flat record."""
    application = desk.read(Application, case)
    if application.content is None:
        raise CASE_UNKNOWN.because()
    approval, proof = desk.read(Approval, case), desk.read(ProofOfUse, case)
    draws = [
        desk.read(Disbursement, disbursement_key(case, number))
        for number in range(1, approval.disbursements + 1)
    ]
    return {
        "recipient": application.content.recipient,
        "line": application.content.line,
        "programme": application.content.programme,
        "application": application.status,
        "requested": application.content.requested_cents.euro,
        "assessed": application.assessed_cents.euro,
        "approved": approval.amount_cents.euro,
        "signed_on": approval.signed and approval.signed.signed_on,
        "notified_on": approval.notified and approval.notified.notified_on,
        "final_on": approval.final_on,
        "declared": approval.declaration is not None,
        "payments": [draw.status for draw in draws],
        "paid": Money(sum(draw.paid_cents for draw in draws)).euro,
        "proof_due_on": proof.expected and proof.expected.due_on,
        "proof": proof.submitted is not None,
        "final": proof.final_cents.euro if proof.settled else None,
        "closed": proof.closed,
    }


def _spoken(state: dict[str, object]) -> Iterator[tuple[str, object]]:
    for name, value in state.items():
        if name == "application":
            yield name, say(f"stage.{value}", "de")
        elif isinstance(value, list):
            rates = (say(f"stage.{status}", "de") for status in value)
            yield name, "\n".join(f"{number}. {words}" for number, words in enumerate(rates, 1))
        else:
            yield name, value


_LABELS = {
    "recipient": "Empfängerin · Recipient",
    "line": "Linie · Line",
    "programme": "Regeln · Rules",
    "application": "Antrag · Application",
    "requested": "Beantragt · Requested",
    "assessed": "Berechnet · Assessed",
    "approved": "Bewilligt · Granted",
    "signed_on": "Gezeichnet · Signed",
    "notified_on": "Bekannt gegeben · Notified",
    "final_on": "Bestandskräftig · Final",
    "declared": "Einverstanden · Accepted",
    "payments": "Zahlungen · Payments",
    "paid": "Ausgezahlt · Paid",
    "proof_due_on": "Nachweis bis · Proof due",
    "proof": "Nachweis da · Proof in",
    "final": "Endgültig · Final amount",
    "closed": "Abgeschlossen · Closed",
}


@app.command("payments")
def list_payments(
    county: Annotated[
        str, typer.Argument(help="Schlüssel der Empfängerin · Key of a recipient: fulda")
    ],
    data: Data = HERE,
    *,
    true_on: TrueOn = None,
    known_on: KnownOn = None,
    as_json: AsJson = False,
) -> None:
    """Bewilligt, unterwegs, da, nachzuweisen, zurück · Granted, on its way, arrived, to prove."""
    moment = moment_of(true_on, known_on)
    with (
        open_books(data).looking("payments", county) as books,
        books.views.read() as connection,
        shown_at(
            connection, books.office.record, projection=PAYMENTS, moment=moment, recipient=county
        ) as model,
    ):
        found = grants(connection, recipient=county, model=model)
        single = payments(connection, recipient=county, model=model)
    if not found and not moment:
        raise CASE_UNKNOWN.because()
    if as_json:
        show({"grants": found, "payments": single}, as_json=True)
        return
    out.print(_grants_table(county, found))
    out.print(_payments_table(single))


def _grants_table(county: str, found: list[GrantRow]) -> Listing:
    rows = [
        (
            one.case,
            one.title,
            Money(one.granted_cents).euro,
            Money(one.on_its_way_cents).euro,
            Money(one.booked_cents).euro,
            Money(one.to_prove_cents).euro,
            Money(one.to_repay_cents).euro,
            one.proof_due_on,
        )
        for one in found
    ]
    heads = (
        "Akte · File",
        "Titel · Title",
        "Bewilligt · Granted",
        "Unterwegs · Coming",
        "Da · Arrived",
        "Nachzuweisen · To prove",
        "Zurück · To repay",
        "Nachweis bis · Proof due",
    )
    return Listing(f"Zuwendungen · Grants: {county}", heads, rows)


def _payments_table(found: list[PaymentRow]) -> Listing:
    rows = [
        (
            one.case,
            one.number,
            Money(one.amount_cents).euro,
            status_words(one, "de"),
            one.booked_on,
            one.remittance,
        )
        for one in found
    ]
    heads = (
        "Akte · File",
        "Rate · No.",
        "Betrag · Amount",
        "Stand · Status",
        "Gebucht · Booked",
        "Verwendungszweck · Remittance",
    )
    return Listing("Zahlungen · Payments", heads, rows)
