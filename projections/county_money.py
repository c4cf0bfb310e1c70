"""The money of a county in one read: each sum with its state, its references, what comes next."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from psycopg import Connection

from domain.words import Language
from projections.payments import NAME, GrantRow, PaymentRow, grants, payments
from projections.wording import Audience, term

Place = Literal[
    "granted", "open", "drawn", "in_transit", "arrived", "came_back", "to_prove", "to_repay"
]
"""Where a sum is, in the order of a grant's life."""

PLACES: dict[str, Place] = {
    "requested": "drawn",
    "factually_certified": "drawn",
    "certified": "drawn",
    "ordered": "drawn",
    "order_withdrawn": "drawn",
    "in_run": "in_transit",
    "accepted": "in_transit",
    "booked": "arrived",
    "set_off": "arrived",
    "part_set_off": "arrived",
    "rejected": "came_back",
    "returned": "came_back",
    "granted": "granted",
    "open": "open",
    "to_prove": "to_prove",
    "to_repay": "to_repay",
}
"""Each state of a sum, those of a payment first; a draw-down that was handed back is no money."""

_NEXT = {
    "requested": "examine",
    "factually_certified": "examine",
    "certified": "examine",
    "ordered": "send",
    "order_withdrawn": "clear",
    "in_run": "arrive",
    "accepted": "arrive",
    "booked": "report_use",
    "set_off": "report_use",
    "part_set_off": "report_use",
    "rejected": "check_account",
    "returned": "check_account",
    "open": "draw",
    "to_prove": "prove",
}


class MoneyRow(NamedTuple):
    """One sum of a grant: how much, in which state since `on`, and what happens next by `due_on`.

    `instalment` is 0 where the sum is no payment. `remittance` is the text as the bank prints it,
    of a claim the reference to pay with. `cash_reference` is the county's own.
    """

    case: str
    recipient: str
    grantor: str
    year: int
    line: str
    title: str
    purpose: str
    cash_reference: str | None
    state: str
    amount_cents: int
    on: date | None
    instalment: int = 0
    instalments: int = 0
    remittance: str | None = None
    next: str = "nothing"
    due_on: date | None = None

    @property
    def place(self) -> Place:
        """Where the sum is."""
        return PLACES[self.state]


def county_money(
    connection: Connection,
    *,
    recipient: str | None = None,
    grantor: str | None = None,
    year: int | None = None,
    model: str = NAME,
) -> list[MoneyRow]:
    """The sums of each grant, the newest year first, each grant in the order of its life.

    `model` names the schema to read, for the past.
    """
    rows = grants(connection, recipient=recipient, grantor=grantor, year=year, model=model)
    paid = payments(connection, recipient=recipient, grantor=grantor, model=model)
    return money_rows(rows, paid)


def money_rows(rows: Iterable[GrantRow], paid: Sequence[PaymentRow]) -> list[MoneyRow]:
    """The sums of grants and of their payments."""
    found: list[MoneyRow] = []
    for grant in rows:
        own = [one for one in paid if one.case == grant.case]
        sums = [*_granted(grant), *(row for one in own for row in _paid(grant, one))]
        found += [*sums, *_owed(grant, own)]
    return [row for row in found if row.amount_cents]


def _row(grant: GrantRow, state: str, amount_cents: int, *, on: date | None) -> MoneyRow:
    return MoneyRow(
        case=grant.case,
        recipient=grant.recipient,
        grantor=grant.grantor,
        year=grant.year,
        line=grant.line,
        title=grant.title,
        purpose=grant.purpose,
        cash_reference=grant.cash_reference,
        state=state,
        amount_cents=amount_cents,
        on=on,
        next=_NEXT.get(state, "nothing"),
    )


def _granted(grant: GrantRow) -> Iterator[MoneyRow]:
    row = _row(grant, "granted", grant.granted_cents, on=grant.signed_on)
    if not grant.declared and not grant.closed:
        row = row._replace(next="declare", due_on=grant.declare_by)
    yield row
    yield _row(grant, "open", grant.open_cents, on=grant.signed_on)


def _paid(grant: GrantRow, one: PaymentRow) -> Iterator[MoneyRow]:
    """The sum of a payment; what was set off before the rest was transferred is a sum of its own.

    Where nothing is left to transfer the state says so itself.
    """
    if one.status not in PLACES:
        return
    whole = one.status == "set_off" or not one.set_off_cents
    amount = one.amount_cents if whole else one.transfer_cents
    parts = [(one.status, amount, one.booked_on or one.ordered_on or one.requested_on)]
    if not whole:
        set_off_on = max(day for day, step in one.history if step == "set_off")
        parts.append(("part_set_off", one.set_off_cents, set_off_on))
    for state, cents, on in parts:
        yield _of_payment(_row(grant, state, cents, on=on), one, closed=grant.closed)


def _of_payment(row: MoneyRow, one: PaymentRow, *, closed: bool) -> MoneyRow:
    row = row._replace(
        instalment=one.number, instalments=one.instalments, remittance=one.remittance
    )
    if row.place != "arrived":
        return row
    used = closed or one.used_cents >= one.amount_cents
    return row._replace(next="nothing") if used else row._replace(due_on=one.use_due_on)


def _owed(grant: GrantRow, own: Sequence[PaymentRow]) -> Iterator[MoneyRow]:
    """What the county must prove and repay; without a reference nothing is claimed yet."""
    arrived = max((one.booked_on for one in own if one.booked_on), default=None)
    if not grant.closed:
        row = _row(grant, "to_prove", grant.to_prove_cents, on=arrived)
        yield row._replace(due_on=grant.proof_due_on)
    row = _row(grant, "to_repay", grant.to_repay_cents, on=grant.owed_since)
    if grant.repay_reference is None:
        yield row._replace(next="await_claim")
    else:
        reference = grant.repay_reference
        yield row._replace(next="repay", due_on=grant.repay_by, remittance=reference)


def state_words(row: MoneyRow, language: Language, *, audience: Audience) -> str:
    """The state in the reader's words: the county's are never those of the authority's steps."""
    return term("money", row.state, language, audience=audience)


def next_words(row: MoneyRow, language: Language) -> str:
    """What happens next, as the county is told."""
    return term("next", row.next, language)
