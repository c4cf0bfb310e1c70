"""Decisions on erasure: two persons, a ground of Art. 17 DSGVO, and no duty to keep against it."""

from domain.application import Application
from domain.desk import Desk
from domain.disbursement_decisions import disbursements_of
from domain.erasure import (
    Data,
    Erasure,
    ErasureCarriedOut,
    ErasureProposed,
    ErasureSigned,
    Ground,
    ProposeErasure,
    RecordErasure,
    SignErasure,
)
from domain.kernel import Context, Day, Filings
from domain.personal_data import marks
from domain.reasons import erasure as reasons
from domain.reasons.general import DAY_IN_FUTURE, FOUR_EYES
from domain.retention import Retention
from domain.retention_decisions import refuse_kept, refuse_noted

_OVERRIDING: frozenset[Ground] = frozenset({"unlawful"})
"""Grounds against which no duty to keep stands: what was never allowed is no evidence."""


def may_propose_erasure(desk: Desk, case: str, context: Context) -> None:
    """An erasure belongs to a known case in which none is being carried out."""
    desk.read(Application, case).require()
    if desk.read(Erasure, case).signed:
        raise reasons.ERASURE_UNDER_WAY.because()


def propose_erasure(desk: Desk, command: ProposeErasure, context: Context) -> Filings:
    """Lay the erasure before a second person; a new proposal replaces an unsigned one."""
    may_propose_erasure(desk, command.case, context)
    erasure = desk.read(Erasure, command.case)
    _refuse_erased(desk, erasure, command.data)
    recipient = desk.read(Application, command.case).submitted.recipient
    event = ErasureProposed(
        data=command.data,
        ground=command.ground,
        reference=command.reference,
        sealed_with=command.case if command.data == "persons" else recipient,
        cases=_cases(desk, command.case, command.data),
        proposed_by=context.person,
    )
    _refuse_needed(desk, event, today=context.today)
    return [(erasure.subject, event)]


def _refuse_erased(desk: Desk, erasure: Erasure, data: Data) -> None:
    destroyed = data == "persons" and desk.read(Retention, erasure.key).destroyed
    if destroyed or any(one.data == data for one in erasure.carried_out):
        raise reasons.ALREADY_ERASED.because(case=erasure.key)


def _cases(desk: Desk, case: str, data: Data) -> tuple[str, ...]:
    """The cases to which data belong: an account belongs to all cases of its recipient."""
    recipient = desk.read(Application, case).submitted.recipient
    return (case,) if data == "persons" else tuple(desk.cases_of(recipient))


def _refuse_needed(desk: Desk, request: ErasureProposed, *, today: Day) -> None:
    """Refuses what law keeps (Art. 17 Abs. 3 DSGVO); no payment ever loses its account.

    The texts of audit notes go with a person's data, and so never before the audit is done.
    """
    for case in request.cases:
        if request.data == "persons":
            refuse_noted(desk, case)
        paying = any(draw.open for draw in disbursements_of(desk, case))
        if request.data == "account" and paying:
            raise reasons.PAYMENT_UNDER_WAY.because(case=case)
        if request.ground not in _OVERRIDING and not desk.read(Retention, case).destroyed:
            refuse_kept(desk, case, today)


def may_sign_erasure(desk: Desk, case: str, context: Context) -> None:
    """The second signature needs a proposal by somebody else, and still no duty to keep."""
    may_propose_erasure(desk, case, context)
    proposed = desk.read(Erasure, case).proposed
    if proposed is None:
        raise reasons.NO_ERASURE_PROPOSED.because()
    if proposed.proposed_by == context.person:
        raise FOUR_EYES.because(act="Löschung vorgelegt", done="erasure proposed")
    cases = _cases(desk, case, proposed.data)
    _refuse_needed(desk, proposed.model_copy(update={"cases": cases}), today=context.today)


def sign_erasure(desk: Desk, command: SignErasure, context: Context) -> Filings:
    """Order the erasure; the engine carries it out."""
    may_sign_erasure(desk, command.case, context)
    if command.officer_informed_on > context.today:
        raise DAY_IN_FUTURE.because("officer_informed_on")
    event = ErasureSigned(officer_informed_on=command.officer_informed_on, signed_by=context.person)
    return [(desk.read(Erasure, command.case).subject, event)]


def record_erasure(desk: Desk, command: RecordErasure, context: Context) -> Filings:
    """File what is locked for good, and note it in every file that held the data."""
    erasure = desk.read(Erasure, command.case)
    if erasure.proposed is None or erasure.signed is None:
        raise reasons.NO_ERASURE_PROPOSED.because()
    event = ErasureCarriedOut(
        data=erasure.proposed.data, ground=erasure.proposed.ground, locked=command.locked
    )
    return [(erasure.subject, event), *marks(desk, command.locked.files, "erasure")]
