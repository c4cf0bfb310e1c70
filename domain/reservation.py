"""Decisions on the budget: entered, frozen, authorised; reserved, committed and freed by case."""

from domain.application import Application
from domain.appropriation import (
    AppropriateFunds,
    Appropriation,
    FundsAppropriated,
    FundsCommitted,
    FundsReleased,
    FundsReserved,
    ReservationReleased,
    ReserveFunds,
)
from domain.approval import Approval
from domain.budget import (
    AuthoriseCommitments,
    CommitmentsAuthorised,
    FreezeFunds,
    FreezeLifted,
    FundsFrozen,
    LiftFreeze,
    TitleOfYear,
)
from domain.desk import Desk
from domain.kernel import ZERO, Context, Filings, Money
from domain.reasons.approval import FUNDS_SHORT, FUNDS_UNKNOWN, NOT_CHECKED
from domain.reasons.budget import (
    ABOVE_FROZEN,
    BUDGET_YEAR_OVER,
    FREEZE_ABOVE_FREE,
    FREEZE_UNCLEAR,
    NOT_AUTHORISED,
)
from domain.reasons.general import WRONG_STAGE
from domain.sourced import rounded
from domain.titles import appropriation_key, titles_of


def _title(desk: Desk, named: TitleOfYear | AppropriateFunds) -> Appropriation:
    return desk.read(Appropriation, appropriation_key(named.programme, named.fund, named.year))


def appropriate(desk: Desk, command: AppropriateFunds, context: Context) -> Filings:
    """Enter money into a title; each entry adds to it."""
    return [(_title(desk, command).subject, FundsAppropriated(**dict(command)))]


def authorise(desk: Desk, command: AuthoriseCommitments, context: Context) -> Filings:
    """Enter an authorisation; each entry adds to it."""
    event = CommitmentsAuthorised(
        amount_cents=command.amount_cents,
        reference=command.reference,
        authorised_by=context.person,
    )
    return [(_title(desk, command).subject, event)]


def freeze(desk: Desk, command: FreezeFunds, context: Context) -> Filings:
    """Freeze what is free; what is reserved or committed stays with its case."""
    title = _title(desk, command)
    if (command.percent is None) == (command.amount_cents is None):
        raise FREEZE_UNCLEAR.because()
    share = rounded(title.appropriated * (command.percent or 0), 100, "down")
    amount = command.amount_cents or share
    if not ZERO < amount <= title.free:
        raise FREEZE_ABOVE_FREE.because(free=title.free.euro)
    event = FundsFrozen(amount_cents=amount, reasons=command.reasons, frozen_by=context.person)
    return [(title.subject, event)]


def lift_freeze(desk: Desk, command: LiftFreeze, context: Context) -> Filings:
    """Lift the freeze, or a part of it."""
    title = _title(desk, command)
    if command.amount_cents > title.frozen:
        raise ABOVE_FROZEN.because(frozen=title.frozen.euro)
    event = FreezeLifted(
        amount_cents=command.amount_cents, reasons=command.reasons, lifted_by=context.person
    )
    return [(title.subject, event)]


def parts_of(application: Application) -> tuple[Money, ...]:
    """What the assessed amount takes of the budget year, and of the next where it reaches there."""
    assessed = application.assessed_cents
    later = Money(min(application.submitted.later_cents, assessed))
    return (assessed - later, later) if later else (assessed,)


def may_reserve(desk: Desk, case: str, context: Context) -> None:
    """Funds are reserved for checked applications, never beyond what is free or authorised."""
    application = desk.read(Application, case)
    application.require()
    if application.status != "checked":
        raise NOT_CHECKED.because()
    first, *later = titles_of(desk, application)
    if desk.read(Approval, case).signed:
        raise WRONG_STAGE.because(stage="signed")
    if first.closed:
        raise BUDGET_YEAR_OVER.because(year=first.year)
    if not first.appropriated:
        raise FUNDS_UNKNOWN.because()
    parts = parts_of(application)
    if parts[0] > first.free + first.share(case).reserved:
        raise FUNDS_SHORT.because(free=first.free.euro, needed=parts[0].euro)
    for title, part in zip(later, parts[1:], strict=False):
        if part > title.authorised_free + title.share(case).reserved:
            free = title.authorised_free.euro
            raise NOT_AUTHORISED.because(free=free, needed=part.euro)


def reserve(desk: Desk, command: ReserveFunds, context: Context) -> Filings:
    """Set the assessed amount aside, each year's part in its title."""
    may_reserve(desk, command.case, context)
    return reservations(desk, desk.read(Application, command.case), context)


def reservations(desk: Desk, application: Application, context: Context) -> Filings:
    """What must still be reserved for a case; empty where all of it is."""
    case, line = application.key, application.submitted.line
    return [
        (
            title.subject,
            FundsReserved(case=case, line=line, amount_cents=part, reserved_by=context.person),
        )
        for title, part in zip(titles_of(desk, application), parts_of(application), strict=False)
        if part and title.share(case).reserved != part
    ]


def reserved_cents(desk: Desk, application: Application) -> Money:
    """What is reserved for a case in all its titles."""
    shares = (one.share(application.key) for one in titles_of(desk, application))
    return Money(sum(one.reserved for one in shares))


def committed_cents(desk: Desk, application: Application) -> Money:
    """What is committed for a case in all its titles."""
    shares = (one.share(application.key) for one in titles_of(desk, application))
    return Money(sum(one.committed for one in shares))


def release_reservation(desk: Desk, application: Application) -> Filings:
    """Free what is reserved for a case that ends without a grant."""
    case, line = application.key, application.submitted.line
    held = [(one, one.share(case).reserved) for one in titles_of(desk, application)]
    return [
        (title.subject, ReservationReleased(case=case, line=line, amount_cents=reserved))
        for title, reserved in held
        if reserved
    ]


def commit(desk: Desk, application: Application, amount: Money) -> Filings:
    """Bind the amount in place of the reservations, the earlier title first; the rest is free."""
    case, line = application.key, application.submitted.line
    filings: Filings = []
    for title in titles_of(desk, application):
        reserved = title.share(case).reserved
        part = Money(min(amount, reserved))
        amount -= part
        if part:
            event = FundsCommitted(case=case, line=line, amount_cents=part)
            filings.append((title.subject, event))
        elif reserved:
            freed = ReservationReleased(case=case, line=line, amount_cents=reserved)
            filings.append((title.subject, freed))
    return filings


def bind_again(desk: Desk, application: Application, *, needed: Money) -> Filings:
    """Bind what was freed before and is needed after all; Refused where too little is free."""
    missing = needed - committed_cents(desk, application)
    if missing <= ZERO:
        return []
    title = titles_of(desk, application)[0]
    if missing > title.free:
        raise FUNDS_SHORT.because(free=title.free.euro, needed=missing.euro)
    line = application.submitted.line
    event = FundsCommitted(case=application.key, line=line, amount_cents=missing)
    return [(title.subject, event)]


def release(desk: Desk, application: Application, *, keep: Money) -> Filings:
    """Free what is committed beyond `keep`, the later title first, never what is drawn."""
    case, line = application.key, application.submitted.line
    filings: Filings = []
    spare = committed_cents(desk, application) - keep
    for title in reversed(titles_of(desk, application)):
        part = Money(min(spare, title.share(case).undrawn))
        if part > ZERO:
            spare -= part
            event = FundsReleased(case=case, line=line, amount_cents=part)
            filings.append((title.subject, event))
    return filings
