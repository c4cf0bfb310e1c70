"""Decisions on passing on: who may ask for it, how much, and what moves up from the last level."""

from domain.amendment import Terms
from domain.application import Application, ApplicationSubmitted, Facts, SubmitApplication
from domain.appropriation import (
    Appropriation,
    FundsPassedOn,
)
from domain.approval import Approval
from domain.desk import Desk
from domain.kernel import ZERO, Context, Filings, Money
from domain.lines import FundingLine
from domain.onward import OnwardGrantRequested, OnwardGrants, PassOnFunds, UnderuseReported
from domain.programme import Programme
from domain.proof_of_use import ProofOfUse
from domain.reasons import onward as reasons
from domain.recovery import Recovery
from domain.rule_kinds import parts_of
from domain.rules import assess
from domain.terms import granted_content
from domain.titles import onward_key


def rules_for(desk: Desk, command: SubmitApplication) -> Programme:
    """The rules for an application: those in force, at the second level those of the upper case."""
    if command.upper is None:
        return desk.in_force(command.programme, command.period_from)
    content = _passing_on(desk, command.upper)
    programme = desk.programme(content.programme)
    _refuse_other_terms(command, content, programme.line(content.line))
    return programme


def _passing_on(desk: Desk, upper: str) -> ApplicationSubmitted:
    """What a case grants whose notice permits passing on; Refused where it does not, or not yet."""
    if desk.read(Application, upper).content is None:
        raise reasons.UPPER_UNKNOWN.because()
    content, approval = granted_content(desk, upper), desk.read(Approval, upper)
    refuse_unforeseen(desk, content)
    if approval.declaration is None or not permits(approval):
        raise reasons.NOT_PERMITTED.because()
    proof = desk.read(ProofOfUse, upper)
    if proof.submitted or proof.closed:
        raise reasons.UPPER_PROVEN.because()
    return content


def refuse_unforeseen(desk: Desk, content: ApplicationSubmitted) -> None:
    """Only the first level passes on, and only what the rules of its line mark for that."""
    if content.upper:
        raise reasons.ONE_LEVEL_ONLY.because()
    if not desk.programme(content.programme).line(content.line).passed_on:
        raise reasons.NOT_PASSED_ON.because()


def refuse_proven_upper(desk: Desk, case: str) -> None:
    """Nothing more is paid at the second level once the first has proven what became of it all."""
    upper = desk.read(Application, case).submitted.upper
    if upper and desk.read(ProofOfUse, upper).submitted:
        raise reasons.UPPER_PROVEN.because("case")


def permits(approval: Approval) -> bool:
    """Whether the notice allows the recipient to pass the grant on."""
    return approval.proposal is not None and "onward_grant" in approval.proposal.conditions


def _refuse_other_terms(
    command: SubmitApplication, content: ApplicationSubmitted, line: FundingLine
) -> None:
    if (command.programme, command.line) != (content.programme.partition("@")[0], content.line):
        raise reasons.OTHER_LINE.because(line=content.line)
    first, last = content.period_from, content.period_to
    if not first <= command.period_from <= command.period_to <= last:
        raise reasons.OUTSIDE_UPPER.because(first=first.isoformat(), last=last.isoformat())
    if command.recipient == content.recipient:
        raise reasons.SAME_BODY.because()
    if command.later_cents:
        raise reasons.ONE_YEAR.because()
    part = line.passed_on.part if line.passed_on else None
    if part and set(command.facts) & _other_parts(line, part):
        raise reasons.OTHER_PART.because(part=part)


def _other_parts(line: FundingLine, part: str) -> set[str]:
    return set(parts_of(line.rule)) - {part}


def refuse_unfit_terms(desk: Desk, terms: Terms) -> None:
    """An amended notice still fits the other level: its rules, its period, what is set apart."""
    content = granted_content(desk, terms.case)
    if content.upper:
        _refuse_terms_beyond_upper(granted_content(desk, content.upper), terms)
        return
    for case in desk.read(OnwardGrants, terms.case).cases:
        if terms.period_to < (last := granted_content(desk, case).period_to):
            raise reasons.BELOW_ONWARD.because("period_to", what=last.isoformat())
    passed_on = desk.read(Appropriation, onward_key(terms.case)).appropriated
    if not passed_on:
        return
    programme = desk.programme(terms.programme)
    part = part_cents(programme, programme.line(content.line), terms.facts)
    if passed_on > min(part, terms.amount_cents):
        raise reasons.BELOW_ONWARD.because("amount_cents", what=passed_on.euro)


def _refuse_terms_beyond_upper(upper: ApplicationSubmitted, terms: Terms) -> None:
    if terms.programme != upper.programme:
        raise reasons.OTHER_LINE.because("programme", line=upper.programme)
    if terms.period_to > upper.period_to:
        first, last = upper.period_from.isoformat(), upper.period_to.isoformat()
        raise reasons.OUTSIDE_UPPER.because("period_to", first=first, last=last)


def requested(desk: Desk, submitted: ApplicationSubmitted) -> Filings:
    """What the upper case is told of an application for its money."""
    if submitted.upper is None:
        return []
    event = OnwardGrantRequested(
        onward_case=submitted.case,
        recipient=submitted.recipient,
        requested_cents=submitted.requested_cents,
    )
    return [(desk.read(OnwardGrants, submitted.upper).subject, event)]


# The money that is passed on


def part_cents(programme: Programme, line: FundingLine, facts: Facts) -> Money:
    """What the rules give for the part of the facts that can be passed on."""
    part = line.passed_on.part if line.passed_on else None
    if part and part not in facts:
        return Money(0)
    left_out = _other_parts(line, part) if part else set()
    own = {name: value for name, value in facts.items() if name not in left_out}
    return assess(programme, line.id, own).amount_cents


def passable_cents(desk: Desk, upper: str) -> Money:
    """What of a grant can still be set apart for passing on."""
    content = granted_content(desk, upper)
    programme = desk.programme(content.programme)
    part = part_cents(programme, programme.line(content.line), content.facts)
    granted = desk.read(Approval, upper).amount_cents - desk.read(Recovery, upper).revoked_cents
    passed_on = desk.read(Appropriation, onward_key(upper)).appropriated
    return Money(max(0, min(part, granted) - passed_on))


def may_pass_on(desk: Desk, case: str, context: Context) -> None:
    """Passing on needs an accepted notice that permits it, and something left of its part."""
    _passing_on(desk, case)
    if not passable_cents(desk, case):
        raise reasons.ABOVE_UPPER.because(rest=Money(0).euro)


def pass_on(desk: Desk, command: PassOnFunds, context: Context) -> Filings:
    """Set money apart; each entry adds to it, never beyond what was granted for it."""
    may_pass_on(desk, command.case, context)
    rest = passable_cents(desk, command.case)
    if command.amount_cents > rest:
        raise reasons.ABOVE_UPPER.because(rest=rest.euro)
    content = granted_content(desk, command.case)
    event = FundsPassedOn(
        **dict(command),
        programme=content.programme.partition("@")[0],
        line=content.line,
        year=content.year,
        grantor=content.recipient,
        passed_on_by=context.person,
    )
    return [(desk.read(Appropriation, onward_key(command.case)).subject, event)]


# What moves up


def moved_up(desk: Desk, case: str, unused: Money, context: Context) -> Filings:
    """The upper case learns what of a second-level grant is unused in all, where that is new."""
    upper = desk.read(Application, case).submitted.upper
    if upper is None:
        return []
    grants = desk.read(OnwardGrants, upper)
    if unused == grants.underused.get(case, ZERO):
        return []
    event = UnderuseReported(onward_case=case, amount_cents=unused, reported_on=context.today)
    return [(grants.subject, event)]
