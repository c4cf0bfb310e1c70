"""Decisions on longer periods: the authority extends what it set, and nothing a statute set."""

from collections.abc import Iterator

from domain.application import Application
from domain.approval import Approval
from domain.correspondence import Duty
from domain.desk import Desk
from domain.disbursement import Disbursement, disbursement_key
from domain.extension import ExtendPeriod, PeriodExtended
from domain.kernel import Context, Filings, Subject
from domain.legal_periods import extended
from domain.proof_of_use import ProofOfUse
from domain.reasons import period as reasons


def duties(desk: Desk, case: str) -> Iterator[tuple[Subject, Duty]]:
    """What is owed in a case by a day, with the subject that owes it."""
    desk.read(Application, case).require()
    approval = desk.read(Approval, case)
    numbers = range(1, approval.disbursements + 1)
    debtors: list[Application | Approval | Disbursement | ProofOfUse] = [
        desk.read(Application, case),
        approval,
        desk.read(ProofOfUse, case),
        *(desk.read(Disbursement, disbursement_key(case, number)) for number in numbers),
    ]
    for one in debtors:
        if one.duty:
            yield one.subject, one.duty


def may_extend(desk: Desk, case: str, context: Context) -> None:
    """Something must be owed by a day that the authority set."""
    if not [*duties(desk, case)]:
        raise reasons.NO_OPEN_PERIOD.because()


def extend(desk: Desk, command: ExtendPeriod, context: Context) -> Filings:
    """Move the day, also after it passed; it falls on a working day."""
    if command.duty == "remedies":
        raise reasons.PERIOD_OF_STATUTE.because()
    subject, duty = _owed(desk, command)
    deadline = extended(duty.due_on, command.until, desk.calendar)
    if deadline.on == duty.due_on:
        return []
    if deadline.on < duty.due_on or command.until < context.today:
        raise reasons.NOT_LONGER.because(due_on=duty.due_on.isoformat())
    facts = {"was_due_on": duty.due_on, "deadline": deadline, "reason": command.reason}
    event = PeriodExtended(duty=duty.name, extended_by=context.person, **facts)
    return [(subject, event)]


def _owed(desk: Desk, command: ExtendPeriod) -> tuple[Subject, Duty]:
    """The duty that is meant; of several draw-downs that of the number."""
    draw = disbursement_key(command.case, command.number)
    for subject, duty in duties(desk, command.case):
        if duty.name == command.duty and (duty.name != "use" or subject.key == draw):
            return subject, duty
    raise reasons.NO_OPEN_PERIOD.because("duty")
