"""Commands that look: programmes, assess, cases, history, payments."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

import programmes
from domain.application import Application
from domain.approval import Approval
from domain.disbursement import Disbursement, disbursement_key
from domain.kernel import Money, Refused
from domain.programme import Programme
from domain.proof_of_use import ProofOfUse
from domain.reasons.general import CASE_UNKNOWN
from domain.rules import assess, facts_schema
from office.office import Office
from projections.caseload import caseload, stage_words, waiting_words
from projections.payments import grants, payments, status_words
from projections.timeline import timeline
from workers.console import HERE, USAGE, AsJson, Data, Stop, open_akte, out, show, table_of

Moment = int | datetime | date


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    app.command("programmes")(list_programmes)
    app.command("assess")(assess_facts)
    app.command("cases")(list_cases)
    app.command("history")(show_history)
    app.command("payments")(list_payments)


def list_programmes(as_json: AsJson = False) -> None:
    """List the programmes, their versions and lines."""
    loaded = [programmes.load(reference) for reference in programmes.versions()]
    rows = [
        (one.reference, line.id, line.title.de, line.fund, ", ".join(line.recipient_classes))
        for one in loaded
        for line in one.lines
    ]
    table = table_of("Programme", ("Fassung", "Linie", "Titel", "Topf", "Offen für"), rows)
    lines = [
        {
            "programme": one.reference,
            "valid_from": one.valid_from,
            "valid_to": one.valid_to,
            "lines": [{"id": line.id, "title": line.title.de} for line in one.lines],
        }
        for one in loaded
    ]
    show(lines, as_json=as_json, table=table)


def assess_facts(
    programme: Annotated[str, typer.Argument(help="Such as wir@2014-01-01.")],
    line: Annotated[str, typer.Argument(help="A funding line, see `akte programmes`.")],
    facts: Annotated[Path | None, typer.Argument(help="JSON file with the facts.")] = None,
    schema: Annotated[bool, typer.Option("--schema", help="Print the facts' JSON Schema.")] = False,
) -> None:
    """Compute a grant from facts; print amount, findings and trace as JSON."""
    rules = _programme(programme)
    if schema:
        show(facts_schema(rules.line(line)), as_json=True)
        return
    if facts is None:
        raise Stop("Es fehlt die Datei mit den Angaben. · The file of facts is missing.", USAGE)
    try:
        stated = facts.read_bytes()
    except OSError as error:
        raise Stop(f"{facts}: {error.strerror}", USAGE) from error
    show(assess(rules, line, stated), as_json=True)


def _programme(reference: str) -> Programme:
    try:
        return programmes.load(reference)
    except programmes.UnknownProgramme as error:
        known = ", ".join(programmes.versions())
        raise Stop(
            f"Diese Fassung gibt es nicht; es gibt: {known} · No such version; known: {known}",
            USAGE,
        ) from error


def list_cases(
    data: Data = HERE,
    desk: Annotated[str | None, typer.Option(help="Only what lies on this desk.")] = None,
    text: Annotated[str, typer.Option(help="Letters of file number, recipient or title.")] = "",
    as_json: AsJson = False,
) -> None:
    """List the cases, what they wait for, since when and until when."""
    with open_akte(data) as akte, akte.views.read() as connection:
        desks = [desk] if desk else None
        found = caseload(connection, desks=desks, text=text)
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
    heads = ("Aktenzeichen", "Empfängerin", "Stand", "Wartet auf", "Seit", "Bis", "Betrag")
    show(found, as_json=as_json, table=table_of(f"{len(rows)} Vorgänge", heads, rows))


def show_history(
    case: str,
    data: Data = HERE,
    as_of: Annotated[
        str | None, typer.Option(help="A business date, a recorded moment, or a position.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show a case's state and story, today or as of any past moment."""
    moment = _moment(as_of)
    with open_akte(data) as akte:
        state = state_of(akte.office, case, moment)
        with akte.views.read() as connection:
            until = None if isinstance(moment, int) else moment
            story = timeline(connection, case, until=until)
    if isinstance(moment, int):
        story = [row for row in story if row.position <= moment]
    if as_json:
        show({"state": state, "story": story}, as_json=True)
        return
    facts = [(name, value) for name, value in state.items() if value not in (None, "", False)]
    out.print(table_of(f"{case}, Stand {as_of or 'heute'}", ("", ""), facts))
    rows = [
        (one.position, one.business_date, one.person, one.sentence_de, one.basis) for one in story
    ]
    out.print(table_of("Verlauf", ("Nr.", "Tag", "Person", "Vorgang", "Grundlage"), rows))


def _moment(text: str | None) -> Moment | None:
    if text is None or text.isdecimal():
        return int(text) if text else None
    try:
        if len(text) == len("2016-03-31"):
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
        return moment if moment.tzinfo else moment.astimezone()
    except ValueError as error:
        raise Stop(
            "--as-of: JJJJ-MM-TT, JJJJ-MM-TTThh:mm oder eine Nummer · "
            "--as-of: YYYY-MM-DD, YYYY-MM-DDThh:mm or a number",
            USAGE,
        ) from error


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
        "payments": [f"{draw.key}: {draw.status}" for draw in draws],
        "paid": Money(sum(draw.paid_cents for draw in draws)).euro,
        "proof_due_on": proof.expected and proof.expected.due_on,
        "proof": proof.submitted is not None,
        "final": proof.final_cents.euro if proof.settled else None,
        "closed": proof.closed,
    }


def list_payments(
    county: Annotated[str, typer.Argument(help="Key of a recipient: main-kinzig-kreis.")],
    data: Data = HERE,
    as_json: AsJson = False,
) -> None:
    """Answer county finance: granted, on its way, arrived, to prove, to repay."""
    with open_akte(data) as akte, akte.views.read() as connection:
        found = grants(connection, recipient=county)
        single = payments(connection, recipient=county)
    if not found:
        raise Refused(CASE_UNKNOWN)
    rows = [
        (
            one.case,
            one.title,
            *(
                Money(cents).euro
                for cents in (
                    one.granted_cents,
                    one.on_its_way_cents,
                    one.booked_cents,
                    one.to_prove_cents,
                    one.to_repay_cents,
                )
            ),
            one.proof_due_on,
        )
        for one in found
    ]
    heads = ("Akte", "Titel", "Bewilligt", "Unterwegs", "Da", "Nachzuweisen", "Zurück", "Nachweis")
    show(
        {"grants": found, "payments": single}, as_json=as_json, table=table_of(county, heads, rows)
    )
    if not as_json:
        lines = [
            (
                one.case,
                one.number,
                Money(one.amount_cents).euro,
                status_words(one, "de"),
                one.booked_on,
                one.remittance,
            )
            for one in single
        ]
        columns = ("Akte", "Rate", "Betrag", "Stand", "Gebucht", "Verwendungszweck")
        out.print(table_of("Zahlungen", columns, lines))
