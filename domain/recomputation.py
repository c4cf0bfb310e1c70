"""Recorded computations, and whether the rules they are pinned to still give the same."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from domain.amendment import ApprovalAmended
from domain.application import ApplicationChecked, ApplicationSubmitted, Facts
from domain.base_rate import BaseRates
from domain.calendar import Period
from domain.claim import InterestAssessed, InterestWaived
from domain.interest import InterestSheet, Movement, interest
from domain.kernel import Digest, Entry, Money, Refused
from domain.programme import Programme
from domain.proof_of_use import ProofExamined
from domain.recovery import Recovery
from domain.rules import assess
from domain.settlement import Settlement, settle
from domain.terms import amended
from domain.trace import Assessment, Step


@dataclass(frozen=True)
class Recorded:
    """One computation as an event holds it, with what it was computed from.

    `recognised` are the facts of a settlement; an assessment has none.
    """

    position: int
    content: ApplicationSubmitted
    result: Assessment | Settlement
    recognised: Facts | None = None

    def again(self, programme: Programme) -> Assessment | Settlement:
        """The same computation under a version of the rules; Refused where it cannot be made."""
        content = self.content
        if isinstance(self.result, Settlement):
            return settle(
                programme,
                content.line,
                approved=self.result.approved_cents,
                planned_facts=content.facts,
                actual_facts=self.recognised or {},
            )
        period = Period(first=content.period_from, last=content.period_to)
        return assess(programme, content.line, content.facts, period)


@dataclass(frozen=True)
class RecordedInterest:
    """One sheet of interest as an event holds it, and what moved on the case by then."""

    position: int
    content: ApplicationSubmitted
    sheet: InterestSheet
    movements: tuple[Movement, ...]


@dataclass(frozen=True)
class Difference:
    """Where a computation made again departs from the recorded one; `step` is its first such step.

    A step is `rules` where the text of the version is another one, and the code of a refusal where
    nothing can be computed.
    """

    case: str
    position: int
    step: str
    recorded: Money
    again: Money | None


def recorded_computations(entries: Iterable[Entry]) -> Iterator[Recorded | RecordedInterest]:
    """Every computation in a record, in its order; `entries` begin with the first."""
    submitted: dict[str, ApplicationSubmitted] = {}
    recoveries: dict[str, Recovery] = {}
    for entry in entries:
        case, event = entry.subject.key, entry.event
        if entry.subject.kind == Recovery.KIND:
            before = recoveries.get(case, Recovery(case))
            recoveries[case] = before.evolve(event)
        match event:
            case InterestAssessed() | InterestWaived():
                late = tuple(one for use in event.late_uses for one in use.movements)
                movements = late or before.movements
                yield RecordedInterest(entry.position, submitted[case], event.sheet, movements)
            case ApplicationSubmitted():
                submitted[case] = event
            case ApprovalAmended():
                submitted[case] = amended(submitted[case], event)
            case ApplicationChecked():
                assessment = Assessment.model_validate(event.assessment)
                yield Recorded(entry.position, submitted[case], assessment)
            case ProofExamined():
                settlement = Settlement.model_validate(event.settlement)
                facts = event.recognised_facts
                yield Recorded(entry.position, submitted[case], settlement, recognised=facts)


def difference(
    recorded: Recorded | RecordedInterest,
    rules: Callable[[str], Programme],
    digest: Callable[[str], Digest],
    *,
    rates: BaseRates,
) -> Difference | None:
    """The first departure from the record under the pinned version; `None` where there is none."""
    content = recorded.content
    if isinstance(recorded, RecordedInterest):
        amount = recorded.sheet.total_cents
    else:
        result = recorded.result
        amount = result.final_cents if isinstance(result, Settlement) else result.amount_cents

    def differs(step: str, again: Money | None) -> Difference:
        return Difference(content.case, recorded.position, step=step, recorded=amount, again=again)

    if digest(content.programme) != content.programme_digest:
        return differs("rules", None)
    programme = rules(content.programme)
    try:
        if isinstance(recorded, RecordedInterest):
            terms = programme.parameters.recovery.interest
            sheet = interest(recorded.movements, recorded.sheet.until, terms=terms, rates=rates)
            step = _first_other(recorded.sheet, sheet)
            return differs(step, sheet.total_cents) if step else None
        again = recorded.again(programme)
    except Refused as refused:
        return differs(refused.refusal.code, None)
    return _departure(differs("", None), recorded.result.trace, again.trace)


def _first_other(before: InterestSheet, after: InterestSheet) -> str:
    """What of a sheet is another: the money, the terms, the first line by its day, or the total.

    A table of base rates that only goes on further is no difference.
    """
    if before.movements != after.movements:
        return "movements"
    if before.terms != after.terms:
        return "terms"
    for one, other in zip_longest(before.segments, after.segments):
        if one != other:
            return (one or other).first.isoformat()
    return "" if before.total_cents == after.total_cents else "total"


def _departure(
    found: Difference, before: tuple[Step, ...], after: tuple[Step, ...]
) -> Difference | None:
    """The first two steps that say not the same; how a step is put into words is no difference."""
    for one, other in zip_longest(before, after):
        if _said(one) != _said(other):
            return replace(
                found,
                step=(one or other).key,
                recorded=one.result_cents if one else found.recorded,
                again=other.result_cents if other else None,
            )
    return None


def _said(step: Step | None) -> dict[str, object]:
    return step.model_dump(exclude={"what"}) if step else {}
