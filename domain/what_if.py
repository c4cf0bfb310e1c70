"""What changed rules would have meant for cases on file; nothing of it is decided or recorded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from domain.application import Application, ApplicationSubmitted, Facts
from domain.approval import Approval
from domain.calendar import Period
from domain.desk import Desk
from domain.kernel import ZERO, Money, Refusal, Refused
from domain.programme import Programme
from domain.proof_decisions import granted_cents
from domain.proof_of_use import ProofOfUse
from domain.rules import assess
from domain.settlement import settle
from domain.terms import granted_content

Stage = Literal["applied", "approved", "settled"]


@dataclass(frozen=True)
class OnFile:
    """What a case has on file: what was stated, granted, and recognised and settled."""

    content: ApplicationSubmitted
    granted: Money | None = None
    recognised: Facts | None = None
    final: Money | None = None

    @property
    def stage(self) -> Stage:
        """How far the case has come."""
        if self.final is not None:
            return "settled"
        return "applied" if self.granted is None else "approved"

    def matches(self, wanted: Sequence[str]) -> bool:
        """Whether one of the words is part of its number, or its line, recipient or year."""
        own = {self.content.line, self.content.recipient, str(self.content.year)}
        return not wanted or any(word in own or word in self.content.case for word in wanted)


@dataclass(frozen=True)
class Effect:
    """What a case gets and would get; `refused` says why it could not be computed."""

    case: str
    line: str
    recipient: str
    year: int
    stage: Stage
    before: Money
    after: Money | None = None
    refused: Refusal | None = None

    @property
    def difference(self) -> int:
        """Cents more, or less below zero; zero where it could not be computed."""
        return 0 if self.after is None else int(self.after) - int(self.before)


@dataclass(frozen=True)
class LineEffect:
    """The sums of a line over the cases that could be computed, and how many could not."""

    line: str
    cases: int
    before: Money
    after: Money
    refused: int

    @property
    def difference(self) -> int:
        """Cents more, or less below zero."""
        return int(self.after) - int(self.before)


def on_file(desk: Desk, case: str) -> OnFile | None:
    """What a case has on file; `None` where it was never submitted or ended without a grant."""
    application = desk.read(Application, case)
    if application.content is None or application.status in {"withdrawn", "rejected"}:
        return None
    approval, proof = desk.read(Approval, case), desk.read(ProofOfUse, case)
    return OnFile(
        granted_content(desk, case),
        granted=granted_cents(desk, case) if approval.signed else None,
        recognised=proof.examined.recognised_facts if proof.examined else None,
        final=proof.examined.final_cents if proof.examined else None,
    )


def effect(known: OnFile, pinned: Programme, changed: Programme) -> Effect:
    """What a case would get under changed rules, as far as it has come.

    Before a grant the amounts are what the rules give for the stated facts. A grant that was all
    the rules gave follows them; one that stayed below, for whatever reason, never rises.
    """
    content = known.content
    given = _given(known, pinned)
    found = Effect(
        content.case,
        content.line,
        recipient=content.recipient,
        year=content.year,
        stage=known.stage,
        before=next(one for one in (known.final, known.granted, given) if one is not None),
    )
    try:
        return replace(found, after=_after(known, changed, given=given))
    except Refused as why:
        return replace(found, refused=why.refusal)


def by_line(effects: Iterable[Effect]) -> tuple[LineEffect, ...]:
    """The sums of each line, in the order in which the lines first stand."""
    lines: dict[str, list[Effect]] = {}
    for one in effects:
        lines.setdefault(one.line, []).append(one)
    return tuple(_summed(line, of_line) for line, of_line in lines.items())


def _summed(line: str, of_line: list[Effect]) -> LineEffect:
    computed = [(one.before, one.after) for one in of_line if one.after is not None]
    return LineEffect(
        line,
        cases=len(computed),
        before=sum((before for before, _ in computed), start=ZERO),
        after=sum((after for _, after in computed), start=ZERO),
        refused=len(of_line) - len(computed),
    )


def _given(known: OnFile, rules: Programme) -> Money:
    content = known.content
    period = Period(first=content.period_from, last=content.period_to)
    return assess(rules, content.line, content.facts, period).amount_cents


def _after(known: OnFile, changed: Programme, *, given: Money) -> Money:
    would_give = _given(known, changed)
    if known.granted is None:
        return would_give
    followed = known.granted >= given
    granted = would_give if followed else min(known.granted, would_give)
    if known.recognised is None:
        return granted
    return settle(
        changed,
        known.content.line,
        approved=granted,
        planned_facts=known.content.facts,
        actual_facts=known.recognised,
    ).final_cents


def signed_euro(cents: int) -> str:
    """A difference as a table says it, with its sign: `+1.234,56 €`."""
    sign = "+" if cents > 0 else "−" if cents < 0 else ""
    return f"{sign}{Money(abs(cents)).euro}"
