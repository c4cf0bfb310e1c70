"""Settlement: the final grant from the approved plan and the recognised use, and what follows."""

from typing import Annotated

from pydantic import Field

from domain.facts import ProjectFacts
from domain.kernel import Amount, Key, Line, Message, Money
from domain.lines import Financing, RecipientClass, ShareOfCost
from domain.programme import Programme
from domain.project import Project
from domain.rules import assess
from domain.statements import RawFacts, read
from domain.trace import NOTICE, Finding, Inputs, Sheet, Source, Step
from domain.words import Words

_REFUND = Source("§ 49a Abs. 1 HVwVfG")


class Settlement(Message):
    """The final grant with its trace, whose step `final` is the amount.

    Where it is known what was paid, `refund_cents` is what was paid above the final grant and
    `outstanding_cents` what is still to be paid.
    """

    programme: Line
    line: Key
    financing: Financing
    approved_cents: Amount
    final_cents: Amount
    paid_cents: Amount | None = None
    refund_cents: Amount | None = None
    outstanding_cents: Amount | None = None
    findings: tuple[Finding, ...] = ()
    trace: Annotated[tuple[Step, ...], Field(min_length=1)]


def settle(
    programme: Programme,
    line_id: str,
    *,
    approved: Money,
    planned_facts: RawFacts,
    actual_facts: RawFacts,
    paid: Money | None = None,
) -> Settlement:
    """The final grant of an ordinary case; never more than was approved.

    Share financing: first the threshold test, then the share of the recognised cost. Fixed
    amount: what the rule gives for the actual facts. Refused as `assess` refuses.
    """
    line = programme.line(line_id)
    sheet = Sheet()
    if isinstance(line.rule, ShareOfCost):
        plan, use = read(ProjectFacts, planned_facts), read(ProjectFacts, actual_facts)
        project = Project(line.rule, programme.parameters, plan=plan, use=use)
        final = _add_lowest(sheet, project.add_final(sheet, approved))
    else:
        assessment = assess(programme, line_id, actual_facts)
        sheet.steps += assessment.trace
        sheet.findings += assessment.findings
        final = _add_lowest(sheet, {"amount": assessment.amount_cents, "approved": approved})
    refund, outstanding = _add_balance(sheet, final, paid)
    return Settlement(
        programme=programme.reference,
        line=line_id,
        financing=line.financing.value,
        approved_cents=approved,
        final_cents=final,
        paid_cents=paid,
        refund_cents=refund,
        outstanding_cents=outstanding,
        findings=tuple(sheet.findings),
        trace=tuple(sheet.steps),
    )


def may_waive(programme: Programme, recipient_class: RecipientClass, refund: Money) -> bool:
    """Whether a person may decide, with reasons, not to recover so small a refund."""
    return 0 < refund <= programme.small_refund_limit(recipient_class)


def instalments(amount: Money, count: int) -> tuple[Money, ...]:
    """The amount in equal parts, each rounded down to the cent; the last takes the remainder."""
    part = Money(amount // count)
    return (*[part] * (count - 1), amount - part * (count - 1))


def _add_lowest(sheet: Sheet, inputs: Inputs) -> Money:
    what = Words(de="endgültige Zuwendung", en="final grant")
    return sheet.add("final", what, rule="lesser", inputs=inputs, by=NOTICE)


def _add_balance(
    sheet: Sheet, final: Money, paid: Money | None
) -> tuple[Money, Money] | tuple[None, None]:
    if paid is None:
        return None, None
    refund = sheet.add(
        "refund",
        Words(de="Erstattung", en="refund"),
        rule="rest",
        inputs={"paid_cents": paid, "-final": final},
        by=_REFUND,
    )
    outstanding = sheet.add(
        "outstanding",
        Words(de="noch auszuzahlen", en="still to be paid"),
        rule="rest",
        inputs={"final": final, "-paid_cents": paid},
        by=NOTICE,
    )
    return refund, outstanding
