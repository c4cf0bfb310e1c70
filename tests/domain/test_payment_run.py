"""Zahlungslauf: the content of one bank file is frozen before the file exists."""

from datetime import UTC, date, datetime

import pytest
from pydantic import ValidationError

from domain.disbursement import Disbursement
from domain.hand_over import PaymentFileHandedOver
from domain.kernel import Money
from domain.payment import PaymentIncluded
from domain.payment_run import (
    Debtor,
    PaymentFileWritten,
    PaymentRun,
    PaymentRunFrozen,
    message_id_of,
    run_of,
)
from tests.cast import DEBTOR, HCC, SYSTEM
from tests.story import given
from tests.usual_grant import CASE, DIGEST, DRAW, MARCH, RUN, Grant

GRANT = Grant()
OTHER = Grant(case="WIR-2016-T0002", run="2016-03-01-2")
ORDERED, FROZEN, WRITTEN = (GRANT.until(name) for name in ("ordered", "in_run", "written"))
BOTH = [*ORDERED, *OTHER.since("registered", "ordered")]
ORDERS = tuple({"case": case, "number": 1} for case in (CASE, OTHER.case))


def test_a_run_freezes_what_was_ordered_and_names_it_to_the_bank() -> None:
    run = GRANT.run_of(orders=ORDERS)
    story = given(*BOTH).when(run, as_=HCC)
    story.then(PaymentRunFrozen, PaymentIncluded, PaymentIncluded)
    frozen = story.story.state(PaymentRun, RUN).frozen
    assert (frozen.count, frozen.total_cents) == (2, 100_000_00)
    assert (frozen.message_id, frozen.created_at) == (
        f"AKTE-{RUN}",
        datetime(2016, 3, 1, 12, tzinfo=UTC),
    )
    assert [item.end_to_end_id for item in frozen.items] == [f"{CASE}.1.1", f"{OTHER.case}.1.1"]
    assert story.story.state(Disbursement, DRAW).run == RUN


def test_the_same_run_is_frozen_once() -> None:
    turned = GRANT.run_of(orders=ORDERS[::-1])
    story = given(*BOTH).when(GRANT.run_of(orders=ORDERS), as_=HCC).granted()
    story.when(turned, as_=SYSTEM).nothing()


@pytest.mark.parametrize(
    "changes",
    [
        {"orders": ({"case": OTHER.case, "number": 1},)},
        {"execution_on": date(2016, 3, 3)},
        {"debtor": DEBTOR.model_copy(update={"name": "Landeskasse"})},
    ],
)
def test_a_run_does_not_change_under_its_number(changes) -> None:
    given(*FROZEN).when(GRANT.run_of(1, **changes), as_=HCC).refused("run_exists", "run")


def test_a_payment_is_in_one_run_only_and_in_it_once() -> None:
    given(*FROZEN).when(GRANT.run_of(1, run="other"), as_=HCC).refused("not_ordered", "orders")
    given(*ORDERED).when(GRANT.run_of(1, 1), as_=HCC).refused("not_ordered")


@pytest.mark.parametrize("chapter", ["confirmed", "certified", "booked"])
def test_a_run_takes_what_is_ordered_and_nothing_else(chapter: str) -> None:
    wish = GRANT.run_of(1, run="other")
    given(*GRANT.until(chapter)).when(wish, as_=HCC).refused("not_ordered")


def test_the_hash_of_a_run_changes_with_day_debtor_and_orders() -> None:
    def digest(**changes: object) -> str:
        story = given(*BOTH).when(GRANT.run_of(**{"orders": ORDERS} | changes), as_=HCC).granted()
        return story.state(PaymentRun, RUN).frozen.content_hash

    other_account = DEBTOR.model_copy(update={"iban": "DE02120300000000202051"})
    changes = ({"execution_on": MARCH}, {"debtor": other_account}, {"orders": ORDERS[:1]})
    assert digest() == digest()
    assert len({digest(), *(digest(**one) for one in changes)}) == 4


@pytest.mark.parametrize(
    "changes",
    [
        {"orders": ()},
        {"orders": ({"case": CASE, "number": 1},) * 501},
        {"orders": ({"case": CASE, "number": 0},)},
        {"run": "a" * 31},
        {"run": "lauf_1"},
        {"run": ""},
    ],
)
def test_a_run_has_orders_and_a_number_that_every_bank_takes(changes) -> None:
    with pytest.raises(ValidationError):
        GRANT.run_of(1, **changes)
    assert len(message_id_of(GRANT.run_of(1, run="a" * 30).run)) == 35


@pytest.mark.parametrize("bic", ["", "HELADEFF1", "heladeff", "HELADEFFXXXX"])
def test_the_debtors_bank_has_an_identifier(bic: str) -> None:
    with pytest.raises(ValidationError):
        Debtor(name="Land", iban=DEBTOR.iban, bic=bic)


def test_a_bank_speaks_of_a_run_by_its_message_id() -> None:
    assert run_of(message_id_of(RUN)) == RUN
    assert run_of("SOMEBODY-1") == ""


def test_the_file_of_a_run_is_recorded_once_and_never_exchanged() -> None:
    file = PaymentFileWritten(name=f"AKTE-{RUN}.xml", sha256=DIGEST)
    story = given(*FROZEN).when(GRANT.file(), as_=SYSTEM).then(file)
    story.when(GRANT.file(), as_=SYSTEM).nothing()
    story.when(GRANT.file(sha256="b" * 64), as_=SYSTEM).refused("file_differs", "sha256")


def test_a_file_is_handed_over_once_after_it_was_written() -> None:
    given(*FROZEN).when(GRANT.hand_over(), as_=SYSTEM).refused("wrong_stage")
    story = given(*WRITTEN).when(GRANT.hand_over(), as_=SYSTEM)
    story.then(PaymentFileHandedOver).when(GRANT.hand_over(), as_=SYSTEM).nothing()


def test_an_unknown_run_has_no_file() -> None:
    story = given(*ORDERED).when(GRANT.file(), as_=SYSTEM).refused("run_unknown", "run")
    story.when(GRANT.hand_over(), as_=SYSTEM).refused("run_unknown")


def test_the_control_sum_of_a_run_is_the_sum_of_its_orders() -> None:
    frozen = given(*FROZEN).state(PaymentRun, RUN).frozen
    assert frozen.total_cents == Money(sum(item.amount_cents for item in frozen.items))


def test_no_run_is_frozen_for_a_day_on_which_banks_execute_nothing() -> None:
    closed = GRANT.run_of(1, execution_on=date(2016, 3, 25))
    given(*ORDERED).when(closed, as_=HCC).refused("not_a_banking_day", "execution_on")
