"""Decisions on the signed notice: posted, retrieved, notified, accepted, final."""

from domain.application import Application
from domain.approval import (
    Approval,
    DeclarationReturned,
    NoticeBecameFinal,
    NoticeNotified,
    NoticePosted,
    NoticeRetrieved,
    RecordFinality,
    RecordNotification,
    RecordPosting,
    RetrieveNotice,
    ReturnDeclaration,
)
from domain.calendar import Deadline, notification_by_portal
from domain.correspondence import letter_mark
from domain.desk import Desk
from domain.kernel import Context, Day, Event, Filings, Subject
from domain.legal_periods import action, declaration, final_from, notification, portal_retrieval
from domain.programme import Programme
from domain.reasons import approval as reasons
from domain.reasons.general import DAY_IN_FUTURE, WRONG_STAGE
from domain.recipient import BankDetailsReported, Recipient


def signed_approval(desk: Desk, case: str) -> Approval:
    """The signed approval of a known case; Refused otherwise."""
    desk.read(Application, case).require()
    approval = desk.read(Approval, case)
    if approval.signed is None:
        raise reasons.NO_NOTICE.because()
    return approval


def _refuse_outside(approval: Approval, day: Day, today: Day, *, field: str) -> None:
    """What happens to a notice happens after its signature and not in the future."""
    if day > today:
        raise DAY_IN_FUTURE.because(field)
    if approval.signed and day < approval.signed.signed_on:
        raise reasons.BEFORE_NOTICE.because(field, signed_on=approval.signed.signed_on.isoformat())


def record_posting(desk: Desk, command: RecordPosting, context: Context) -> Filings:
    """The letter left the house; a notice not retrieved in the portal is posted after all."""
    approval = signed_approval(desk, command.case)
    if letter_mark("approval_notice", "v1") not in approval.sent:
        raise reasons.POSTED_BEFORE_LETTER.because()
    _refuse_outside(approval, command.posted_on, context.today, field="posted_on")
    if approval.posted and (approval.posted.channel == "post" or command.channel == "portal"):
        return []
    if approval.retrieved_on:
        return []
    event = NoticePosted(channel=command.channel, posted_on=command.posted_on)
    return [(approval.subject, event)]


def may_retrieve(desk: Desk, case: str, context: Context) -> None:
    """A notice can be opened once it lies in the portal, on or before the tenth day."""
    approval = signed_approval(desk, case)
    if approval.posted is None or approval.posted.channel != "portal":
        raise reasons.NO_NOTICE.because()


def retrieve(desk: Desk, command: RetrieveNotice, context: Context) -> Filings:
    """Open the notice; it counts as notified on the next day."""
    may_retrieve(desk, command.case, context)
    approval = desk.read(Approval, command.case)
    if approval.retrieved_on or portal_lapsed(approval, context.today):
        return []
    event = NoticeRetrieved(retrieved_on=context.today, retrieved_by=context.person)
    return [(approval.subject, event)]


def portal_lapsed(approval: Approval, today: Day) -> bool:
    """Whether the ten days for retrieval are over without one."""
    posted = approval.posted
    return (
        posted is not None
        and posted.channel == "portal"
        and approval.retrieved_on is None
        and portal_retrieval(posted.posted_on).passed(today)
    )


def notification_of(approval: Approval, programme: Programme) -> Deadline | None:
    """The day on which the notice counts as notified, `None` while that is open."""
    if approval.retrieved_on:
        return notification_by_portal(approval.retrieved_on)
    if approval.posted is None or approval.posted.channel == "portal":
        return None
    return notification(approval.posted.posted_on, programme.notification_fiction)


def record_notification(desk: Desk, command: RecordNotification, context: Context) -> Filings:
    """File the day of notification and the two periods that begin with it."""
    approval = signed_approval(desk, command.case)
    if approval.notified:
        return []
    programme = programme_of(desk, command.case)
    day = notification_of(approval, programme)
    if day is None or day.on > context.today:
        raise reasons.NOT_YET_NOTIFIED.because(due_on=day.on.isoformat() if day else "-")
    parameters, calendar = programme.parameters, desk.calendar
    event = NoticeNotified(
        notification=day,
        declaration=declaration(day.on, calendar, months=parameters.declaration_months.value),
        remedies=action(day.on, calendar, months=parameters.remedy_months.value),
    )
    return [(approval.subject, event)]


def programme_of(desk: Desk, case: str) -> Programme:
    """The rules to which a case is pinned."""
    return desk.programme(desk.read(Application, case).submitted.programme)


def may_return_declaration(desk: Desk, case: str, context: Context) -> None:
    """A declaration belongs to a notice that was sent and is not yet accepted."""
    approval = signed_approval(desk, case)
    if approval.posted is None:
        raise reasons.NO_NOTICE.because()
    if approval.declaration:
        raise reasons.DECLARATION_EXISTS.because()


def return_declaration(desk: Desk, command: ReturnDeclaration, context: Context) -> Filings:
    """Take in acceptance and bank details; a waiver after notification makes the notice final."""
    may_return_declaration(desk, command.case, context)
    if not command.accepts:
        raise reasons.DECLARATION_REFUSED.because()
    approval = desk.read(Approval, command.case)
    _refuse_outside(approval, command.signed_on, context.today, field="signed_on")
    recipient = desk.read(Recipient, desk.read(Application, command.case).submitted.recipient)
    notified = approval.notified
    declared = DeclarationReturned(
        recipient=recipient.key,
        signed_on=command.signed_on,
        late=bool(notified and context.today > notified.declaration_due_on),
        waives_remedies=command.waives_remedies,
        cash_reference=command.cash_reference,
        signed_by_name=command.signed_by_name,
    )
    filings: Filings = [(approval.subject, declared)]
    if (recipient.iban, recipient.holder) != (command.iban, command.holder):
        account: Event = BankDetailsReported(
            recipient=recipient.key,
            reported_by=context.person,
            iban=command.iban,
            holder=command.holder,
        )
        filings.append((Subject("recipient", recipient.key), account))
    effective = notified is not None and command.signed_on >= notified.notified_on
    if command.waives_remedies and effective and not approval.final_on:
        final = NoticeBecameFinal(final_on=command.signed_on, ground="waiver")
        filings.append((approval.subject, final))
    return filings


def record_finality(desk: Desk, command: RecordFinality, context: Context) -> Filings:
    """The notice is final on the day after the remedy period ended."""
    approval = signed_approval(desk, command.case)
    if approval.final_on:
        return []
    if approval.notified is None:
        raise WRONG_STAGE.because(stage="notice")
    final_on = final_from(approval.notified.remedies)
    if final_on > context.today:
        raise reasons.NOT_YET_NOTIFIED.because(due_on=final_on.isoformat())
    return [(approval.subject, NoticeBecameFinal(final_on=final_on, ground="lapse"))]
