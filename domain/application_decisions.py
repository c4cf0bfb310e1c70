"""Decisions on applications: each wish is granted as events or refused with its reason."""

from domain.application import (
    Application,
    ApplicationChecked,
    ApplicationRejected,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    CheckApplication,
    DocumentsRequested,
    DocumentsSupplied,
    LateApplicationFlagged,
    RejectApplication,
    RequestDocuments,
    SubmitApplication,
    SupplyDocuments,
    WithdrawApplication,
)
from domain.approval import Approval
from domain.calendar import Period
from domain.co_financing import flag
from domain.desk import Desk
from domain.early_start import refuse_early_contract
from domain.kernel import ZERO, Context, Event, Filings, Money
from domain.lines import FundingLine
from domain.onward_decisions import requested, rules_for
from domain.reasons import application as reasons
from domain.reasons.budget import LATER_PART
from domain.reasons.co_financing import GRANTORS_ABOVE_FUNDS
from domain.reasons.general import CASE_UNKNOWN, DAY_IN_FUTURE, FOUR_EYES, WRONG_STAGE
from domain.recipient import Recipient
from domain.reservation import release_reservation
from domain.retention_decisions import begin_retention
from domain.rules import assess


def submit(desk: Desk, command: SubmitApplication, context: Context) -> Filings:
    """Take in an application and pin the rules in force at the start of its period.

    What comes through the portal is received on the day it comes, whatever it says. A late
    application is flagged, never rejected by the machine: the deadline of the guideline is
    internal and the decision stays human.
    """
    application = desk.read(Application, command.case)
    if application.content is not None:
        raise reasons.CASE_EXISTS.because()
    programme = rules_for(desk, command)
    _check_submission(desk, command, context)
    line = programme.line(command.line)
    _check_recipient(desk, command, line)
    received_on = context.today if command.channel == "portal" else command.received_on
    content = {name: value for name, value in command if name != "programme"}
    content["received_on"] = received_on
    submitted = ApplicationSubmitted(
        **content,
        programme=programme.reference,
        programme_digest=desk.digest(programme.reference),
        submitted_by=context.person,
        grantor=desk.read(Application, command.upper).submitted.recipient
        if command.upper
        else None,
    )
    assess(
        programme,
        command.line,
        command.facts,
        Period(first=command.period_from, last=command.period_to),
    )
    events: list[Event] = [submitted]
    due = line.application_deadline(command.period_from, desk.calendar)
    if due and due.passed(received_on) and not command.upper:
        events.append(LateApplicationFlagged(due_on=due.on, received_on=received_on))
    filings: Filings = [(application.subject, event) for event in events]
    return [*filings, *flag(desk, submitted), *requested(desk, submitted)]


def _check_submission(desk: Desk, command: SubmitApplication, context: Context) -> None:
    if command.received_on > context.today:
        raise DAY_IN_FUTURE.because("received_on")
    if command.begun:
        raise reasons.ALREADY_BEGUN.because()
    last_year = command.year + bool(command.later_cents)
    years = (command.period_from.year, command.period_to.year)
    if command.period_to < command.period_from or years != (command.year, last_year):
        raise reasons.PERIOD_INVALID.because(year=command.year)
    if command.later_cents >= command.requested_cents:
        raise LATER_PART.because()
    cover = command.own_cents + command.other_cents + command.requested_cents
    if cover != command.total_cents:
        raise reasons.PLAN_UNBALANCED.because(costs=command.total_cents.euro, cover=cover.euro)
    given = Money(sum(one.amount_cents for one in command.standing_grantors))
    if given > command.other_cents:
        raise GRANTORS_ABOVE_FUNDS.because(sum=given.euro, other=command.other_cents.euro)


def _check_recipient(desk: Desk, command: SubmitApplication, line: FundingLine) -> None:
    recipient = desk.read(Recipient, command.recipient)
    if not recipient.exists:
        raise reasons.RECIPIENT_UNKNOWN.because()
    _refuse_other_class(recipient, command, line)


def _refuse_class(desk: Desk, content: ApplicationSubmitted) -> None:
    """The class may have changed since the application; what counts is the period's first day."""
    line = desk.programme(content.programme).line(content.line)
    _refuse_other_class(desk.read(Recipient, content.recipient), content, line)


def _refuse_other_class(
    recipient: Recipient, content: SubmitApplication | ApplicationSubmitted, line: FundingLine
) -> None:
    recipient_class = recipient.class_on(content.period_from)
    open_to = line.last_recipients if content.upper else line.recipient_classes
    if recipient_class not in open_to:
        raise reasons.NOT_ELIGIBLE.because(recipient_class=recipient_class or "-")


def open_application(desk: Desk, case: str, *stages: str) -> Application:
    """The application at one of the stages; Refused where it is unknown or elsewhere."""
    application = desk.read(Application, case)
    if application.content is None:
        raise CASE_UNKNOWN.because()
    if application.status not in stages:
        raise WRONG_STAGE.because(stage=application.status)
    return application


def may_request_documents(desk: Desk, case: str, context: Context) -> None:
    """Documents can be asked for until the application is checked."""
    open_application(desk, case, "submitted", "incomplete")


def request_documents(desk: Desk, command: RequestDocuments, context: Context) -> Filings:
    """Ask for missing documents by a day that the authority sets."""
    application = open_application(desk, command.case, "submitted", "incomplete")
    content = application.submitted
    known = {item.id for item in desk.programme(content.programme).line(content.line).checklist}
    for gap in command.gaps:
        if gap not in known:
            raise reasons.NOTHING_MISSING.because(gap=gap)
    if command.due_on <= context.today:
        raise reasons.DUE_TOO_SOON.because()
    if (application.open_gaps, application.gaps_due_on) == (command.gaps, command.due_on):
        return []
    event = DocumentsRequested(
        gaps=command.gaps, due_on=command.due_on, requested_by=context.person
    )
    return [(application.subject, event)]


def may_supply_documents(desk: Desk, case: str, context: Context) -> None:
    """Documents can be supplied while some are missing."""
    open_application(desk, case, "incomplete")


def supply_documents(desk: Desk, command: SupplyDocuments, context: Context) -> Filings:
    """Take in missing documents, also after the day: the authority's period can be extended."""
    application = open_application(desk, command.case, "incomplete", "submitted")
    left = tuple(gap for gap in application.open_gaps if gap not in command.gaps)
    if left == application.open_gaps:
        return []
    event = DocumentsSupplied(gaps=command.gaps, open_gaps=left, documents=command.documents)
    return [(application.subject, event)]


def may_check(desk: Desk, case: str, context: Context) -> None:
    """The check needs a complete application and a person who did not hand it in."""
    application = open_application(desk, case, "submitted")
    if context.person == application.submitted.submitted_by:
        raise FOUR_EYES.because(act="Antrag eingereicht", done="application submitted")
    refuse_early_contract(desk, case)
    _refuse_class(desk, application.submitted)


def check(desk: Desk, command: CheckApplication, context: Context) -> Filings:
    """Find the application complete and eligible; the amount is computed, never typed."""
    may_check(desk, command.case, context)
    application = desk.read(Application, command.case)
    content = application.submitted
    if not command.no_conflict:
        raise reasons.CONFLICT_OF_INTEREST.because()
    programme = desk.programme(content.programme)
    for item in programme.line(content.line).checklist:
        if not command.checklist.get(item.id, False):
            raise reasons.CHECKLIST_OPEN.because(item=item.id)
    assessment = assess(
        programme,
        content.line,
        content.facts,
        Period(first=content.period_from, last=content.period_to),
    )
    assessed = Money(min(assessment.amount_cents, content.requested_cents))
    if assessed <= ZERO:
        raise reasons.NOTHING_ELIGIBLE.because()
    event = ApplicationChecked(
        checked_by=context.person,
        checklist=command.checklist,
        no_conflict=command.no_conflict,
        assessed_cents=assessed,
        assessment=assessment.model_dump(mode="json"),
        note=command.note,
    )
    return [(application.subject, event)]


def may_withdraw(desk: Desk, case: str, context: Context) -> None:
    """An application can be taken back until the decision is signed."""
    _undecided(desk, case)


def withdraw(desk: Desk, command: WithdrawApplication, context: Context) -> Filings:
    """Take the application back and free what was reserved for it."""
    application = desk.read(Application, command.case)
    if application.status == "withdrawn":
        return []
    may_withdraw(desk, command.case, context)
    event = ApplicationWithdrawn(withdrawn_by=context.person)
    kept = begin_retention(desk, command.case, "withdrawn", ended_on=context.today)
    return [(application.subject, event), *release_reservation(desk, application), kept]


def may_reject(desk: Desk, case: str, context: Context) -> None:
    """A rejection needs an undecided case and a person who did not prepare it."""
    application = _undecided(desk, case)
    if context.person in {application.submitted.submitted_by, application.checked_by}:
        raise FOUR_EYES.because(
            act="Antrag eingereicht oder geprüft", done="application submitted or checked"
        )


def reject(desk: Desk, command: RejectApplication, context: Context) -> Filings:
    """Refuse the grant and free what was reserved for it."""
    may_reject(desk, command.case, context)
    application = desk.read(Application, command.case)
    event = ApplicationRejected(rejected_by=context.person, reasons=command.reasons)
    kept = begin_retention(desk, command.case, "rejected", ended_on=context.today)
    return [(application.subject, event), *release_reservation(desk, application), kept]


def _undecided(desk: Desk, case: str) -> Application:
    application = open_application(desk, case, "submitted", "incomplete", "checked")
    if desk.read(Approval, case).signed:
        raise WRONG_STAGE.because(stage="signed")
    return application
