"""Commands that look at cases: cases, history, payments."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated

import typer

from domain.application import Application
from domain.approval import Approval
from domain.disbursement import Disbursement, disbursement_key
from domain.kernel import Money
from domain.proof_of_use import ProofOfUse
from domain.reasons.general import CASE_UNKNOWN
from office.office import Office
from projections.caseload import caseload, stage_words, waiting_words
from projections.payments import GrantRow, PaymentRow, grants, payments, status_words
from projections.timeline import timeline
from web.texts import say
from workers.console import HERE, USAGE, AsJson, Data, Listing, Stop, out, show
from workers.installation import open_books

Moment = int | datetime | date

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
    as_json: AsJson = False,
) -> None:
    """Vorgänge: wer wartet worauf, seit und bis wann · Cases: who waits for what, until when."""
    with open_books(data).looking("cases") as books, books.views.read() as connection:
        desks, today = [desk] if desk else None, books.office.today()
        whose = None if onward else ""
        found = caseload(connection, desks=desks, grantor=whose, text=text, today=today)
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
    as_of: Annotated[
        str | None,
        typer.Option(help="Tag, Zeitpunkt oder Nummer · Business date, moment or position."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Stand und Verlauf, heute oder damals · State and story of a case, today or back then."""
    moment = _moment(as_of)
    with open_books(data).looking("history", case) as books:
        state = state_of(books.office, case, moment)
        with books.views.read() as connection:
            until = None if isinstance(moment, int) else moment
            story = timeline(connection, case, until=until)
    if isinstance(moment, int):
        story = [row for row in story if row.position <= moment]
    if as_json:
        show({"state": state, "story": story}, as_json=True)
        return
    facts = [(_LABELS[name], value) for name, value in _spoken(state) if value]
    out.print(Listing(f"{case}, {as_of or 'heute · today'}", ("", ""), facts))
    rows = [
        (one.position, one.business_date, one.person, one.sentence_de, one.basis) for one in story
    ]
    heads = (
        "Nr. · No.",
        "Tag · Day",
        "Person · Person",
        "Vorgang · Event",
        "Grundlage · Basis",
    )
    out.print(Listing("Verlauf · Story", heads, rows))


def _moment(text: str | None) -> Moment | None:
    if text is None:
        return None
    try:
        if text.isdecimal() and text.isascii():
            return int(text)
        if len(text) == len("2016-03-31"):
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Stop(
            "--as-of: JJJJ-MM-TT, JJJJ-MM-TTThh:mm oder eine Nummer · "
            "--as-of: YYYY-MM-DD, YYYY-MM-DDThh:mm or a number",
            USAGE,
        ) from error
    return moment if moment.tzinfo else moment.astimezone()


def state_of(office: Office, case: str, as_of: Moment | None) -> dict[str, object]:
    """What was true of a case at a moment, in one flat record."""
    application = office.read(Application, case, as_of=as_of)
    if application.content is None:
        raise CASE_UNKNOWN.because()
    approval = office.read(Approval, case, as_of=as_of)
    proof = office.read(ProofOfUse, case, as_of=as_of)
    draws = [
        office.read(Disbursement, disbursement_key(case, number), as_of=as_of)
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
    as_json: AsJson = False,
) -> None:
    """Bewilligt, unterwegs, da, nachzuweisen, zurück · Granted, on its way, arrived, to prove."""
    with open_books(data).looking("payments", county) as books, books.views.read() as connection:
        found = grants(connection, recipient=county)
        single = payments(connection, recipient=county)
    if not found:
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
