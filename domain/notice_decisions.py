"""Decisions on the signed notice: posted, retrieved, notified, accepted, final."""

from collections.abc import Callable
from datetime import date

from domain.application import Application
from domain.approval import (
    Approval,
    DeclarationReturned,
    RecordFinality,
    RecordNotification,
    RecordPosting,
    RetrieveNotice,
    ReturnDeclaration,
)
from domain.bank_details import BankDetailsReported
from domain.calendar import Deadline, notification_by_portal
from domain.correspondence import LetterKind, letter_mark
from domain.desk import Desk
from domain.kernel import Context, Day, Event, Filings, Subject
from domain.legal_periods import (
    action,
    declaration,
    final_from,
    notification,
    objection,
    portal_retrieval,
)
from domain.notice import (
    NoticeBecameFinal,
    NoticeNotified,
    NoticePosted,
    NoticeRetrieved,
    NoticeVersion,
    Remedy,
)
from domain.programme import Programme
from domain.reasons import approval as reasons
from domain.reasons import contest
from domain.reasons.general import DAY_IN_FUTURE, WRONG_STAGE
from domain.recipient import Recipient
from domain.terms import programme_of, remedy_of

_REMEDIES: dict[Remedy, Callable[..., Deadline]] = {"action": action, "objection": objection}


def signed_approval(desk: Desk, case: str) -> Approval:
    """The signed approval of a known case; Refused otherwise."""
    desk.read(Application, case).require()
    approval = desk.read(Approval, case)
    if approval.signed is None:
        raise reasons.NO_NOTICE.because()
    return approval


def version_of(approval: Approval, number: int) -> NoticeVersion:
    """One version of a signed notice; Refused where it is not signed."""
    if number > len(approval.versions):
        raise reasons.NO_NOTICE.because("version")
    return approval.versions[number - 1]


def signed_on(approval: Approval, number: int) -> Day:
    """When a version was signed."""
    signed = approval.changes[number - 2] if number > 1 else approval.signed
    return signed.signed_on if signed else date.min


def refuse_outside(
    approval: Approval, day: Day, *, today: Day, field: str, version: int = 1
) -> None:
    """What happens to a notice happens after its signature and not in the future."""
    if day > today:
        raise DAY_IN_FUTURE.because(field)
    if day < signed_on(approval, version):
        signed = signed_on(approval, version).isoformat()
        raise reasons.BEFORE_NOTICE.because(field, signed_on=signed)


def record_posting(desk: Desk, command: RecordPosting, context: Context) -> Filings:
    """The letter left the house; a notice not retrieved in the portal is posted after all."""
    approval = signed_approval(desk, command.case)
    notice = version_of(approval, command.version)
    if _letter_of(command.version) not in approval.sent:
        raise reasons.POSTED_BEFORE_LETTER.because()
    refuse_outside(
        approval,
        command.posted_on,
        today=context.today,
        field="posted_on",
        version=command.version,
    )
    if notice.posted and (notice.posted.channel == "post" or command.channel == "portal"):
        return []
    if notice.retrieved_on:
        return []
    event = NoticePosted(
        channel=command.channel, posted_on=command.posted_on, version=command.version
    )
    return [(approval.subject, event)]


def _letter_of(version: int) -> str:
    kind: LetterKind = "approval_notice" if version == 1 else "amending_notice"
    return letter_mark(kind, f"v{version}")


def may_retrieve(desk: Desk, case: str, context: Context, *, version: int = 1) -> None:
    """A notice can be opened once it lies in the portal, on or before the tenth day."""
    posted = version_of(signed_approval(desk, case), version).posted
    if posted is None or posted.channel != "portal":
        raise reasons.NO_NOTICE.because()


def retrieve(desk: Desk, command: RetrieveNotice, context: Context) -> Filings:
    """Open the notice; it counts as notified on the next day."""
    may_retrieve(desk, command.case, context, version=command.version)
    approval = desk.read(Approval, command.case)
    notice = version_of(approval, command.version)
    if notice.retrieved_on or portal_lapsed(notice, context.today):
        return []
    event = NoticeRetrieved(
        retrieved_on=context.today, retrieved_by=context.person, version=command.version
    )
    return [(approval.subject, event)]


def portal_lapsed(notice: Approval | NoticeVersion, today: Day) -> bool:
    """Whether the ten days for retrieval are over without one."""
    posted = notice.posted
    return (
        posted is not None
        and posted.channel == "portal"
        and notice.retrieved_on is None
        and portal_retrieval(posted.posted_on).passed(today)
    )


def notification_of(notice: Approval | NoticeVersion, programme: Programme) -> Deadline | None:
    """The day on which the notice counts as notified, `None` while that is open."""
    if notice.retrieved_on:
        return notification_by_portal(notice.retrieved_on)
    if notice.posted is None or notice.posted.channel == "portal":
        return None
    return notification(notice.posted.posted_on, programme.notification_fiction)


def record_notification(desk: Desk, command: RecordNotification, context: Context) -> Filings:
    """File the day of notification and the two periods that begin with it."""
    approval = signed_approval(desk, command.case)
    notice = version_of(approval, command.version)
    if notice.notified:
        return []
    programme = programme_of(desk, command.case)
    day = notification_of(notice, programme)
    if day is None or day.on > context.today:
        raise reasons.NOT_YET_NOTIFIED.because(due_on=day.on.isoformat() if day else "-")
    parameters, calendar = programme.parameters, desk.calendar
    remedies = _REMEDIES[remedy_of(desk, command.case)](
        day.on, calendar, months=parameters.remedy_months.value
    )
    declared = declaration(day.on, calendar, months=parameters.declaration_months.value)
    event = NoticeNotified(
        notification=day,
        declaration=declared if command.version == 1 else remedies,
        remedies=remedies,
        version=command.version,
    )
    return [(approval.subject, event)]


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
    refuse_outside(approval, command.signed_on, today=context.today, field="signed_on")
    recipient = desk.read(Recipient, desk.read(Application, command.case).submitted.recipient)
    notified = approval.notified
    declared = DeclarationReturned(
        recipient=recipient.key,
        signed_on=command.signed_on,
        late=bool(notified and context.today > notified.declaration_due_on),
        waives_remedies=command.waives_remedies,
        cash_reference=command.cash_reference,
        case=command.case,
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
    if command.waives_remedies and effective and approval.versions[0].awaits_finality:
        final = NoticeBecameFinal(final_on=command.signed_on, ground="waiver")
        filings.append((approval.subject, final))
    return filings


def record_finality(desk: Desk, command: RecordFinality, context: Context) -> Filings:
    """The notice is final on the day after the remedy period, unless a remedy is pending."""
    approval = signed_approval(desk, command.case)
    notice = version_of(approval, command.version)
    if notice.final_on:
        return []
    if notice.notified is None:
        raise WRONG_STAGE.because(stage="notice")
    if not notice.awaits_finality:
        raise contest.CONTESTED.because()
    final_on = final_from(notice.notified.remedies)
    if final_on > context.today:
        raise reasons.NOT_YET_NOTIFIED.because(due_on=final_on.isoformat())
    final = NoticeBecameFinal(final_on=final_on, ground="lapse", version=command.version)
    return [(approval.subject, final)]
