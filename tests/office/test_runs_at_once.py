"""Payment runs at the same moment: each attempt ends in one run, and the database insists on it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from eventsourcing.persistence import IntegrityError

from domain.disbursement import Disbursement, disbursement_key
from domain.kernel import Conflict, Event, Refused, Subject
from domain.payment import PaymentIncluded, PaymentOrdered
from domain.payment_run import OpenPaymentRun, OrderReference, PaymentRun
from office.personal import Keys
from tests.cast import DEBTOR, HCC
from tests.office.front_desk import House, Meeting, opened
from tests.story import context
from tests.usual_grant import CASE, DRAW, MARCH, Grant

RUNS = 16
OTHERS = [Grant(case=f"WIR-2016-T000{number}") for number in range(2, 5)]
CASES = [CASE, *(one.case for one in OTHERS)]


@pytest.fixture
def house(database, keys: Keys) -> Iterator[House]:
    with opened(database.app, keys) as record:
        house = House(record)
        house.play(Grant(funds=1_000_000_00).until("ordered"))
        for other in OTHERS:
            house.play(other.since("registered", "ordered"))
        yield house


def run_of(number: int, cases: list[str]) -> OpenPaymentRun:
    orders = tuple(OrderReference(case=case, number=1) for case in cases)
    execution_on = MARCH.replace(day=2)
    return OpenPaymentRun(run=f"r{number}", execution_on=execution_on, debtor=DEBTOR, orders=orders)


def paid(house: House) -> list[str]:
    """The references in all runs, each as often as it would be paid."""
    runs = [house.office.read(PaymentRun, f"r{number}").frozen for number in range(RUNS)]
    return [item.end_to_end_id for frozen in runs if frozen for item in frozen.items]


@pytest.mark.parametrize("share", [len(CASES), 2, 1])
def test_sixteen_runs_at_once_pay_each_order_once(house: House, share: int) -> None:
    """All want everything; or pairs that overlap like the tiles of a roof; or one each."""
    house.record.meeting = Meeting(RUNS)

    def ask(number: int) -> str:
        first = number % len(CASES)
        wanted = (CASES + CASES)[first : first + share]
        while True:
            try:
                house.ask(run_of(number, wanted), HCC, MARCH, command_id=f"run/{number}")
            except Refused as refusal:
                return refusal.refusal.code
            except Conflict:  # somebody else was faster too often; a person would press again
                continue
            return "frozen"

    with ThreadPoolExecutor(RUNS) as pool:
        said = list(pool.map(ask, range(RUNS)))
    assert set(said) == {"frozen", "not_ordered"}
    assert len(paid(house)) == len(set(paid(house)))
    if share != 2:
        assert sorted(paid(house)) == [f"{case}.1.1" for case in CASES]
    for case in CASES:
        draw = house.office.read(Disbursement, disbursement_key(case, 1))
        named = draw.order is not None and draw.order.end_to_end_id in paid(house)
        assert (draw.status, draw.run is not None) == (
            ("in_run", True) if named else ("ordered", False)
        )


def past_the_decision(house: House, event: Event) -> None:
    """Files an event with the right version, as a program would that decides nothing."""
    subject = Subject("disbursement", DRAW)
    version = len(house.record.history(subject)) + 1
    said = context(HCC, MARCH, f"bypass/{version}")
    house.record.file([(subject, version, event)], context=said, programme=None, receipt=None)


def test_what_goes_round_the_decision_is_stopped_by_the_database(house: House) -> None:
    house.ask(run_of(0, [CASE]), HCC, MARCH)
    with pytest.raises(IntegrityError, match="one_order_and_one_run_an_attempt"):
        past_the_decision(house, PaymentIncluded(run="r1", end_to_end_id=f"{CASE}.1.1"))
    entries = house.record.history(Subject("disbursement", DRAW))
    [ordered] = [one.event for one in entries if isinstance(one.event, PaymentOrdered)]
    with pytest.raises(IntegrityError, match="one_order_and_one_run_an_attempt"):
        past_the_decision(house, ordered)


def test_another_attempt_is_another_reference_for_the_database(house: House) -> None:
    past_the_decision(house, PaymentIncluded(run="r1", end_to_end_id=f"{CASE}.1.2"))
    assert house.office.read(Disbursement, DRAW).run == "r1"
