"""The amounts that pages print of a case: where each stands in its file, and what it is made of."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from projections.case_stages import Case
from projections.payment_steps import Grant, Payment
from web.case_file import CaseFile


@dataclass(frozen=True)
class Told:
    """A case after one of its entries: its file, and the lines that the lists hold of it."""

    file: CaseFile
    grant: Grant | None
    payments: tuple[Payment, ...]
    row: Case | None


ACCOUNT, LINE, ENTRY = "account.", "line/", "entry/"
"""How the addresses of the ledger's accounts and lines begin, and those of single entries."""

Terms = Iterable[tuple[int, str]]
"""Names of other amounts, each with 1 where it is added and -1 where it is taken away."""


class Fact(NamedTuple):
    """One amount of a case.

    `where` is its dotted place in `Told`, `{0}` the number of a part in its list from 0 on; or
    `terms` says of which other amounts it consists, for a part of a list where it is `numbered`.
    `path` is the event's field that is meant. What is `internal` no recipient reads, what is a
    `draft` not before the signature. `words` is a key of the texts.
    """

    words: str
    where: str = ""
    path: str = ""
    terms: Callable[[Told, int], Terms] | None = None
    internal: bool = False
    draft: bool = False
    floored: bool = False
    numbered: bool = False


def _each(name: str, *statuses: str) -> Callable[[Told, int], Terms]:
    """The sum over all draw-downs, or over those with one of these statuses."""

    def terms(told: Told, _: int) -> Terms:
        for number, one in enumerate(told.payments):
            if not statuses or one.status in statuses:
                yield 1, f"{name}/{number}"

    return terms


def _sum(*names: str) -> Callable[[Told, int], Terms]:
    """Amounts added up; taken away where the name begins with `-`."""
    return lambda *_: [(-1 if one[0] == "-" else 1, one.lstrip("-")) for one in names]


def _numbered(*names: str) -> Callable[[Told, int], Terms]:
    """The same for the parts of one number."""
    return lambda _, number: [
        (-1 if one[0] == "-" else 1, f"{one.lstrip('-')}/{number}") for one in names
    ]


def _drawn(told: Told, _: int) -> Terms:
    for number, one in enumerate(told.payments):
        if one.status != "returned_to_recipient":
            yield 1, f"payment/{number}"


def _arrived(told: Told, _: int) -> Terms:
    for number, one in enumerate(told.payments):
        there = one.status in {"booked", "set_off"}
        yield 1, f"{'payment' if there else 'payment_set_off'}/{number}"


def _set_off(told: Told, _: int) -> Terms:
    return [(1, f"set_off_claim/{number}") for number in range(len(told.file.recovery.set_offs))]


def _expenses(told: Told, _: int) -> Terms:
    proof = told.file.proof.submitted
    return [(1, f"expense/{number}") for number in range(len(proof.expenditure) if proof else 0)]


def _to_prove(told: Told, number: int) -> Terms:
    handed_in = told.grant is not None and told.grant.proof_handed_in
    return () if handed_in else _arrived(told, number)


def _open(told: Told, _: int) -> Terms:
    if told.grant is None or told.grant.closed:
        return ()
    return [(1, "payable"), (1, "claimed"), (-1, "county.drawn")]


_CASE: Mapping[str, Fact] = {
    "requested": Fact("money.requested", "file.application.content.requested_cents"),
    "assessed": Fact("money.assessed", "file.application.assessed_cents", internal=True),
    "granted": Fact("money.granted", "file.approval.amount_cents"),
    "drawn": Fact("money.drawn", terms=_each("claimed_of")),
    "paid": Fact("money.paid", terms=_each("paid_of")),
    "used": Fact("money.used", terms=_each("used_of")),
    "final": Fact("money.final", "file.proof.final_cents"),
    "to_repay": Fact("money.to_repay", terms=_sum("undecided", "recovery_open")),
    "repaid": Fact("money.repaid", terms=_sum("principal_repaid", "interest_repaid")),
    "set_off": Fact("money.set_off", terms=_set_off),
    "waived": Fact("money.waived", "file.recovery.principal.waived_cents"),
    "written_off": Fact("money.written_off", "file.recovery.principal.written_off_cents"),
    "reserved": Fact("money.reserved", internal=True, terms=_sum("account.reserved")),
    "ordered": Fact("money.ordered", terms=_sum("account.ordered", "account.in_transit")),
    "row": Fact("home.amount", "row.amount_cents"),
    "proposed": Fact("why.proposed", "file.approval.proposal.amount_cents", internal=True),
    "instalment": Fact(
        "why.instalment",
        "file.approval.proposal.instalments.{0}.amount_cents",
        "instalments.{0}.amount_cents",
        draft=True,
    ),
    "less": Fact("why.less", terms=_sum("requested", "-proposed"), internal=True),
    "examined": Fact("money.final", "file.proof.examined.final_cents", internal=True),
    "version": Fact("money.granted", "file.approval.signed.amount_cents"),
    "change": Fact("money.granted", "file.approval.changes.{0}.amount_cents"),
    "draft": Fact("why.draft", "file.amendment.proposal.amount_cents", internal=True),
    "draft_plan": Fact(
        "why.plan",
        "file.amendment.proposal.plan.{0}.amount_cents",
        "plan.{0}.amount_cents",
        internal=True,
    ),
    "draft_instalment": Fact(
        "why.instalment",
        "file.amendment.proposal.instalments.{0}.amount_cents",
        "instalments.{0}.amount_cents",
        internal=True,
    ),
}
_PLAN: Mapping[str, Fact] = {
    "plan": Fact(
        "why.plan", "file.application.content.plan.{0}.amount_cents", "plan.{0}.amount_cents"
    ),
    "costs": Fact("case.costs", "file.application.content.total_cents"),
    "own": Fact("case.own", "file.application.content.own_cents", "own_cents"),
    "other": Fact("case.other", "file.application.content.other_cents", "other_cents"),
    "grantor": Fact(
        "field.other_grantors",
        "file.application.content.other_grantors.{0}.amount_cents",
        "other_grantors.{0}.amount_cents",
    ),
    "expense": Fact(
        "field.expenditure",
        "file.proof.submitted.expenditure.{0}.amount_cents",
        "expenditure.{0}.amount_cents",
    ),
    "expenses": Fact("field.expenditure", terms=_expenses),
}
_DRAWS: Mapping[str, Fact] = {
    "draw": Fact("money.drawn", "file.draws.{0}.request.amount_cents"),
    "need": Fact("draw.need", "file.draws.{0}.request.need_cents", "need_cents"),
    "due": Fact(
        "field.due_payments",
        "file.draws.{0}.request.due_payments.{1}.amount_cents",
        "due_payments.{1}.amount_cents",
    ),
    "certified": Fact("draw.certified", "file.draws.{0}.certified_cents"),
    "claimed_of": Fact("money.drawn", "file.draws.{0}.claimed_cents"),
    "set_off_of": Fact("money.set_off", "file.draws.{0}.set_off_cents", "amount_cents"),
    "to_order": Fact("draw.to_order", terms=_numbered("certified", "-set_off_of"), numbered=True),
    "paid_of": Fact("money.paid", "file.draws.{0}.paid_cents"),
    "used_of": Fact("money.used", "file.draws.{0}.used_cents"),
}
_RECOVERY: Mapping[str, Fact] = {
    "undecided": Fact("why.undecided", "file.undecided_cents"),
    "recovery_open": Fact("recovery.open", terms=_sum("principal_claimed", "interest", "-met")),
    "principal_claimed": Fact("why.principal_claimed", "file.recovery.principal.claimed_cents"),
    "interest": Fact("recovery.interest_claimed", "file.recovery.interest.claimed_cents"),
    "met": Fact("recovery.met", terms=_sum("principal_met", "interest_met")),
    "principal_met": Fact("why.principal_met", "file.recovery.principal.met_cents"),
    "interest_met": Fact("why.interest_met", "file.recovery.interest.met_cents"),
    "principal_repaid": Fact("why.principal_repaid", "file.recovery.principal.repaid_cents"),
    "interest_repaid": Fact("why.interest_repaid", "file.recovery.interest.repaid_cents"),
    "surplus": Fact("recovery.surplus", "file.recovery.surplus_cents", "surplus_cents"),
    "hearing": Fact("recovery.heard_on", "file.recovery.hearing.amount_cents"),
    "refund": Fact("why.refund", "file.recovery.refunds.{0}.amount_cents"),
    "set_off_claim": Fact("money.set_off", "file.recovery.set_offs.{0}.amount_cents"),
    "part": Fact("why.part", "file.recovery.plan.{0}.amount_cents"),
    "sheet": Fact(
        "interest.total", "file.recovery.interests.{0}.sheet.total_cents", "sheet.total_cents"
    ),
    "decided_before": Fact(
        "why.decided_before",
        "file.recovery.interests.{0}.decided_before_cents",
        "decided_before_cents",
    ),
}
_MEASURE: Mapping[str, Fact] = {
    f"measure{name}": Fact(
        "why.proposed",
        f"file.recovery.draft.measure.{path}",
        f"measure.{path}",
        internal=True,
    )
    for name, path in (
        ("", "amount_cents"),
        ("_principal", "principal_cents"),
        ("_interest", "interest_cents"),
        ("_bears", "bears_interest.{0}.amount_cents"),
        ("_plan", "plan.{0}.amount_cents"),
    )
} | {
    "draft_sheet": Fact(
        "interest.total",
        "file.recovery.draft.sheet.total_cents",
        "sheet.total_cents",
        internal=True,
    )
}
_LISTS: Mapping[str, Fact] = {
    "payment": Fact("why.payment", "payments.{0}.amount_cents"),
    "payment_set_off": Fact("money.set_off", "payments.{0}.set_off_cents", "amount_cents"),
    "payment_used": Fact("money.used", "payments.{0}.used_cents"),
    "transfer": Fact(
        "draw.to_order", terms=_numbered("payment", "-payment_set_off"), numbered=True
    ),
    "payable": Fact("why.payable", "grant.payable_cents"),
    "claimed": Fact("why.principal_claimed", "grant.claimed_cents"),
    "county.granted": Fact("money.granted", "grant.granted_cents"),
    "county.drawn": Fact("money.drawn", terms=_drawn),
    "county.ordered": Fact("money.ordered", terms=_each("transfer", "ordered")),
    "county.on_its_way": Fact("money.on_its_way", terms=_each("transfer", "in_run", "accepted")),
    "county.booked": Fact("money.booked", terms=_arrived),
    "county.returned": Fact("money.returned", terms=_each("transfer", "returned")),
    "county.used": Fact("money.used", terms=_each("payment_used")),
    "county.to_prove": Fact("money.to_prove", terms=_to_prove),
    "county.to_repay": Fact("money.to_repay", "grant.to_repay_cents"),
    "county.open": Fact("money.open", terms=_open, floored=True),
}
FACTS: Mapping[str, Fact] = {**_CASE, **_PLAN, **_DRAWS, **_RECOVERY, **_MEASURE, **_LISTS}
"""Every amount of a case that has a derivation, under the name in its address."""


def place(told: Told, where: str) -> int:
    """The cents at a dotted place; 0 where nothing stands there yet."""
    found: object = told
    for name in where.split("."):
        if found is None:
            return 0
        if isinstance(found, (list, tuple)) and name.isdecimal():
            found = found[int(name)] if int(name) < len(found) else None
        else:
            found = getattr(found, name, None)
    return int(found) if isinstance(found, int) else 0


def is_internal(name: str) -> bool:
    """Whether an amount is the authority's own and no recipient reads it."""
    fact = FACTS.get(name.partition("/")[0])
    ours = name == "expected" or name.startswith((ACCOUNT, LINE, ENTRY))
    return ours or (fact is not None and fact.internal)
