"""Several at once: whoever decides on the same state, one effect comes of it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from domain.application import Application, WithdrawApplication
from domain.appropriation import Appropriation, ReserveFunds
from domain.approval import Approval
from domain.kernel import Command, Conflict, Refused, Subject
from domain.payment_run import PaymentRun
from office.office import Answer
from office.personal import Keys
from tests.cast import ADLER, ANTRAG, DORN, EICHE, FALK, HCC
from tests.office.front_desk import House, Meeting, opened
from tests.story import Actor
from tests.usual_grant import CASE, MARCH, RUN, TITLE, Grant

GRANT = Grant()


@pytest.fixture
def house(database, keys: Keys) -> Iterator[House]:
    with opened(database.app, keys) as record:
        yield House(record)


def at_once(house: House, *acts: tuple[Command, Actor]) -> list[Answer | str]:
    """The answers, or codes of refusals, of people who decide on the same state and then file."""
    house.record.meeting = Meeting(len(acts))

    def asked(number: int) -> Answer | str:
        command, who = acts[number]
        try:
            return house.ask(command, who, MARCH, command_id=f"race/{number}")
        except Refused as refusal:
            return refusal.refusal.code

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(asked, range(len(acts))))


def test_two_who_sign_at_once_sign_once(house: House) -> None:
    house.play(GRANT.until("proposed"))
    signature = GRANT.signature(house.office.desk())
    answers = at_once(house, (signature, DORN), (signature, EICHE))
    assert sorted(isinstance(answer, Answer) for answer in answers) == [False, True]
    assert "wrong_stage" in answers
    assert len(house.record.history(Subject("approval", CASE))) == 2


def test_a_withdrawal_and_a_signature_at_once_never_both_hold(house: House) -> None:
    house.play(GRANT.until("proposed"))
    signature = GRANT.signature(house.office.desk())
    answers = at_once(house, (signature, DORN), (WithdrawApplication(case=CASE), ANTRAG))
    assert sorted(isinstance(answer, Answer) for answer in answers) == [False, True]
    signed = house.office.read(Approval, CASE).signed is not None
    assert signed is (house.office.read(Application, CASE).status == "checked")


def test_two_runs_at_once_take_a_payment_once(house: House) -> None:
    house.play(GRANT.until("ordered"))
    runs = (GRANT.run_of(1), HCC), (GRANT.run_of(1, run="other"), HCC)
    answers = at_once(house, *runs)
    assert "not_ordered" in answers
    frozen = [house.office.read(PaymentRun, run).frozen for run in (RUN, "other")]
    assert sorted(run is None for run in frozen) == [False, True]


def test_two_reservations_at_once_never_take_more_than_there_is(house: House) -> None:
    tight, other = Grant(funds=60_000_00), Grant(case="WIR-2016-T0002")
    house.play([*tight.until("checked"), *other.since("registered", "checked")])
    answers = at_once(house, (ReserveFunds(case=CASE), FALK), (ReserveFunds(case=other.case), FALK))
    assert "funds_short" in answers
    assert house.office.read(Appropriation, TITLE).free == 10_000_00


def test_one_wish_sent_twice_at_once_has_one_effect_and_one_answer(house: House) -> None:
    house.play(GRANT.until("submitted"))
    house.record.meeting = Meeting(2)

    def asked(_: int) -> Answer:
        return house.ask(GRANT.check(), ADLER, command_id="form/1")

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(asked, range(2)))
    assert sorted(answer.repeated for answer in answers) == [False, True]
    assert len({answer.position for answer in answers}) == 1


def test_where_others_never_stop_filing_the_wish_is_given_up_as_a_conflict(house: House) -> None:
    def somebody_was_faster() -> None:
        raise Conflict("somebody else filed")

    house.play(GRANT.until("registered"))
    house.record.meeting = somebody_was_faster
    with pytest.raises(Conflict, match="submit_application"):
        house.ask(GRANT.application(), ANTRAG)
