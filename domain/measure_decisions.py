"""Decisions on measures: laid before a second person, sent back, or signed with their effect."""

import hashlib

from pydantic import TypeAdapter

from domain.claim import NoticeRevoked
from domain.desk import Desk
from domain.interest import InterestSheet
from domain.kernel import Command, Context, Filings, Money
from domain.measure import (
    Interest,
    InterestWaiver,
    Measure,
    MeasureProposed,
    MeasureSentBack,
    SendBackMeasure,
    SetOff,
    SignMeasure,
)
from domain.measure_effects import effects
from domain.measure_rules import check
from domain.onward_decisions import moved_up
from domain.reasons import recovery as reasons
from domain.reasons.approval import CONTENT_CHANGED
from domain.reasons.general import FOUR_EYES
from domain.recovery import Recovery
from domain.recovery_decisions import recovery_of
from domain.recovery_interest import interest_due
from domain.set_off_decisions import refuse_set_off_parties, set_off_filings

_MEASURES: TypeAdapter[Measure] = TypeAdapter(Measure)


def content_hash(measure: Measure, sheet: InterestSheet | None) -> str:
    """The SHA-256 of what the second person signs, the computed interest included."""
    content = measure.model_dump_json() + (sheet.model_dump_json() if sheet else "")
    return hashlib.sha256(content.encode()).hexdigest()


def propose(desk: Desk, command: Command, context: Context) -> Filings:
    """Lay a measure before the second person, with its interest computed; any kind of measure."""
    measure = _MEASURES.validate_python(command.model_dump())
    check(desk, measure, context)
    sheet = _sheet(desk, measure)
    event = MeasureProposed(
        measure=measure,
        sheet=sheet,
        proposed_by=context.person,
        content_hash=content_hash(measure, sheet),
    )
    return [(desk.read(Recovery, measure.case).subject, event)]


def _sheet(desk: Desk, measure: Measure) -> InterestSheet | None:
    if not isinstance(measure, Interest | InterestWaiver):
        return None
    return interest_due(desk, measure.case, measure.until).sheet


def draft_of(desk: Desk, case: str) -> MeasureProposed:
    """The measure that lies before the second person; Refused where none does."""
    draft = recovery_of(desk, case).draft
    if draft is None:
        raise reasons.NOTHING_PROPOSED.because()
    return draft


def may_sign(desk: Desk, case: str, context: Context) -> None:
    """The signature needs a measure and a person who had no part in the proceeding."""
    draft = draft_of(desk, case)
    recovery = desk.read(Recovery, case)
    parts = {("Maßnahme vorgelegt", "measure proposed"): draft.proposed_by}
    if recovery.opened:
        parts["Rückforderung eröffnet", "recovery opened"] = recovery.opened.opened_by
    if recovery.opened and recovery.hearing:
        parts["Anhörung eingeleitet", "hearing started"] = recovery.hearing.started_by
    for (act, done), person in parts.items():
        if person == context.person:
            raise FOUR_EYES.because(act=act, done=done)
    if isinstance(draft.measure, SetOff):
        refuse_set_off_parties(desk, draft.measure, context)


def send_back(desk: Desk, command: SendBackMeasure, context: Context) -> Filings:
    """Return the measure to the clerk."""
    may_sign(desk, command.case, context)
    event = MeasureSentBack(sent_back_by=context.person, remark=command.remark)
    return [(desk.read(Recovery, command.case).subject, event)]


def sign(desk: Desk, command: SignMeasure, context: Context) -> Filings:
    """Sign exactly what lies there; refused where the case has moved on under it."""
    may_sign(desk, command.case, context)
    draft = draft_of(desk, command.case)
    if draft.content_hash != command.content_hash:
        raise CONTENT_CHANGED.because()
    check(desk, draft.measure, context)
    if _sheet(desk, draft.measure) != draft.sheet:
        raise reasons.INTEREST_CHANGED.because()
    subject = desk.read(Recovery, command.case).subject
    events = effects(desk, draft, context)
    filings: Filings = [(subject, event) for event in events]
    revoked = Money(sum(one.amount_cents for one in events if isinstance(one, NoticeRevoked)))
    if revoked:
        claimed = desk.read(Recovery, command.case).principal.claimed_cents
        filings += moved_up(desk, command.case, claimed + revoked, context)
    return filings + set_off_filings(desk, draft, context)
