"""Any order of the bank's messages ends in the same state, in every file and in the ledger."""

import os
from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import permutations
from random import Random

import pytest

from domain.bank_account import Statement
from domain.bank_message import BookingLine, RecordBankMessage, StatusLine
from domain.disbursement import Disbursement, disbursement_key
from domain.kernel import Money
from domain.payment_run import message_id_of
from tests.cast import DEBTOR, HCC, bank_says, credit, debit, status
from tests.domain.bank_walk import Walk
from tests.usual_grant import CASE, MARCH, RUN, Grant

SHUFFLES = int(os.environ.get("AKTE_BANK_SHUFFLES", "150"))
"""How many random orders; the full number is 10,000."""

GRANTS = (Grant(), Grant(case="WIR-2016-T0002"))
REFS = tuple(one.reference() for one in GRANTS)
AMOUNT = Money(50_000_00)


@cache
def begun(count: int) -> Walk:
    """So many payments of two cases lie at the bank in one run."""
    orders = tuple({"case": one.case, "number": 1} for one in GRANTS[:count])
    acts = list(GRANTS[0].until("ordered"))
    for grant in GRANTS[1:count]:
        acts += grant.since("registered", "ordered")
    return Walk().after([*acts, HCC.asks(GRANTS[0].run_of(orders=orders), MARCH)])


def day(number: int, *lines: BookingLine, gap: int = 0) -> RecordBankMessage:
    """The statement of a day in March 2016; each day the balance falls by a cent."""
    opening = Money(1_000_000_00 - number - gap)
    statement = Statement(
        iban=DEBTOR.iban,
        statement_id=f"S{number}",
        number=number,
        first_on=date(2016, 3, number),
        last_on=date(2016, 3, number),
        opening_cents=opening,
        closing_cents=opening - 1,
    )
    message = bank_says(*lines, kind="camt.053")
    file = bank_says(*lines, debit("NOTPROVIDED", number)).file
    return message.model_copy(update={"statements": (statement,), "file": file})


def another(message: RecordBankMessage, name: str = "M2") -> RecordBankMessage:
    """The same content in another file under another message id."""
    file = message.file[::-1]
    return message.model_copy(update={"message_id": name, "file": file})


def ends(count: int, orders: Sequence[Sequence[RecordBankMessage]]) -> list[dict[str, object]]:
    return [begun(count).branch().hears(one).end() for one in orders]


def about(reference: str) -> dict[str, RecordBankMessage]:
    """What the bank may say of one attempt."""
    return {
        "accepted": bank_says(status(reference, "accepted")),
        "rejected": bank_says(status(reference, "rejected", reason_code="AC04")),
        "debit": bank_says(debit(reference, AMOUNT)),
        "credit": bank_says(credit(reference, AMOUNT)),
        "again": another(bank_says(debit(reference, AMOUNT))),
        "statement": day(7, debit(reference, AMOUNT), credit(reference, AMOUNT)),
    }


def test_all_orders_of_six_messages_about_one_payment_end_alike() -> None:
    messages = list(about(REFS[0]).values())
    first, *others = ends(1, list(permutations(messages)))
    assert all(one == first for one in others)
    draw = first[f"disbursement:{disbursement_key(CASE, 1)}"]
    assert isinstance(draw, Disbursement) and draw.status == "returned"


@pytest.mark.parametrize(
    ("facts", "status_in_the_end"),
    [
        (("rejected", "accepted", "debit", "again"), "booked"),
        (("rejected", "credit", "accepted"), "rejected"),
        (("accepted", "credit"), "accepted"),
        (("debit", "credit", "again"), "returned"),
        (("rejected", "accepted"), "rejected"),
    ],
)
def test_the_facts_alone_say_where_a_payment_stands(
    facts: tuple[str, ...], status_in_the_end: str
) -> None:
    said = about(REFS[0])
    first, *others = ends(1, list(permutations([said[one] for one in facts])))
    assert all(one == first for one in others)
    draw = first[f"disbursement:{disbursement_key(CASE, 1)}"]
    assert isinstance(draw, Disbursement) and draw.status == status_in_the_end


def test_all_orders_of_six_messages_about_two_payments_end_alike() -> None:
    one, two = about(REFS[0]), about(REFS[1])
    messages = [
        *(one["rejected"], one["debit"], one["again"]),
        *(two["credit"], two["accepted"]),
        day(7, debit(REFS[0], AMOUNT), debit(REFS[1], AMOUNT)),
    ]
    first, *others = ends(2, list(permutations(messages)))
    assert all(one == first for one in others)


def test_random_orders_of_longer_sets_end_alike() -> None:
    chance = Random(20160303)
    for _ in range(SHUFFLES // 10):
        messages = drawn(chance)
        orders = [chance.sample(messages, len(messages)) for _ in range(10)]
        first, *others = ends(2, orders)
        assert all(one == first for one in others)


def drawn(chance: Random) -> list[RecordBankMessage]:
    """Twelve messages about two payments: true, repeated, contradictory, wrong by a cent."""
    lines: list[StatusLine | BookingLine] = [
        status(None, "accepted", original_message_id=message_id_of(RUN)),
        debit("NOTPROVIDED", 17_00, entry_reference="F1"),
        credit("Zahlung an Rita Beispiel", 300_00, entry_reference="F2"),
    ]
    for reference in REFS:
        lines += [
            status(reference, "accepted"),
            status(reference, "rejected", reason_code="AC04"),
            debit(reference, AMOUNT),
            credit(reference, AMOUNT),
            debit(reference, AMOUNT + 1, entry_reference="cent"),
            debit(reference, AMOUNT - 1),
            credit(reference, AMOUNT, reversal=True, return_reason=None, entry_reference="back")
            if reference == REFS[1]
            else credit(reference, AMOUNT - 1),
        ]
    lines = [one for one in lines if one != credit(REFS[1], AMOUNT)]
    single = [bank_says(one) for one in chance.sample(lines, 8)]
    days = [day(one, debit(chance.choice(REFS), AMOUNT)) for one in chance.sample(range(3, 9), 2)]
    return [*single, *days, *(another(one) for one in chance.sample(single, 2))]
