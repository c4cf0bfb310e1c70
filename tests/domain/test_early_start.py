"""Vorzeitiger Maßnahmebeginn: permitted in advance only; an early contract alarms a person."""

from datetime import date

import pytest

from domain.application import ApplicationChecked, RejectApplication
from domain.early_start import (
    ContractRecorded,
    EarlyStart,
    EarlyStartPermitted,
    EarlyStartRefused,
    EarlyStartRequested,
    PermitEarlyStart,
    RecordContract,
    RefuseEarlyStart,
    RequestEarlyStart,
    ReviewStart,
    StartAlarmRaised,
    StartReviewed,
)
from domain.kernel import Day
from tests.cast import ADLER, ANTRAG, BIRKE, DORN
from tests.story import Actor, given
from tests.usual_grant import CASE, Grant

GRANT = Grant()
SUBMITTED = GRANT.until("submitted")
THIRD, FIFTH = date(2016, 2, 3), date(2016, 2, 5)
REQUEST = RequestEarlyStart(case=CASE, start_on=FIFTH, reasons="Die Stelle ist sonst weg.")
PERMIT = PermitEarlyStart(case=CASE, from_on=FIFTH, reasons="Unaufschiebbar.")
REFUSE = RefuseEarlyStart(case=CASE, reasons="Es eilt nicht.")
HARMLESS = ReviewStart(case=CASE, harmful=False, reasons="Nur eine Reservierung ohne Bindung.")
HARMFUL = ReviewStart(case=CASE, harmful=True, reasons="Ein Liefervertrag.")


def contract(day: Day) -> RecordContract:
    return RecordContract(case=CASE, concluded_on=day, about="Raummiete")


def test_an_early_start_is_asked_for_once_while_the_application_is_undecided() -> None:
    story = given(*SUBMITTED).when(REQUEST, as_=ANTRAG).then(EarlyStartRequested)
    story.when(REQUEST, as_=ANTRAG).refused("early_start_requested")
    given(*GRANT.until("signed")).when(REQUEST, as_=ANTRAG).refused("wrong_stage")
    reject = RejectApplication(case=CASE, reasons="Nein.")
    story.when(reject, as_=DORN).granted().when(REQUEST, as_=ANTRAG).refused("wrong_stage")


def test_it_is_permitted_in_advance_by_somebody_else_or_refused() -> None:
    story = given(*SUBMITTED).when(PERMIT, as_=DORN).refused("no_early_start_requested")
    story.when(REQUEST, as_=ANTRAG).granted()
    story.when(PERMIT, as_=Actor(ANTRAG.person, "signatory")).refused("four_eyes")
    late = story.when(PERMIT, as_=DORN, on=date(2016, 2, 6))
    late.refused("not_in_advance", "from_on").when(REFUSE, as_=DORN).then(EarlyStartRefused)
    story.when(REQUEST, as_=ANTRAG).granted().when(PERMIT, as_=DORN, on=FIFTH).then(
        EarlyStartPermitted
    )


def test_a_contract_two_days_before_the_permission_raises_the_alarm_and_rejects_nothing() -> None:
    story = given(*SUBMITTED, ANTRAG.asks(REQUEST, THIRD), DORN.asks(PERMIT, FIFTH))
    story.when(contract(THIRD), as_=ADLER).then(
        ContractRecorded, StartAlarmRaised(concluded_on=THIRD, allowed_from=FIFTH)
    )
    story.when(GRANT.check(), as_=ADLER).refused("start_alarm_open")
    story.when(HARMLESS, as_=BIRKE).then(StartReviewed)
    story.when(GRANT.check(), as_=ADLER).then(ApplicationChecked)


def test_a_person_may_find_that_the_measure_began_too_early() -> None:
    story = (
        given(*GRANT.until("reserved"))
        .when(contract(THIRD), as_=ANTRAG, on=FIFTH)
        .then(ContractRecorded, StartAlarmRaised(concluded_on=THIRD, allowed_from=None))
    )
    story.when(GRANT.proposal(), as_=BIRKE).refused("start_alarm_open")
    story.when(HARMFUL, as_=ADLER).then(StartReviewed)
    story.when(GRANT.proposal(), as_=BIRKE).refused("started_early")
    story.when(HARMFUL, as_=ADLER).refused("no_start_alarm")
    assert story.state(EarlyStart, CASE).harmful


@pytest.mark.parametrize("day", [FIFTH, date(2016, 2, 8)])
def test_a_contract_from_the_permitted_day_on_is_no_alarm(day: Day) -> None:
    story = given(*SUBMITTED, ANTRAG.asks(REQUEST, THIRD), DORN.asks(PERMIT, FIFTH))
    story.when(contract(day), as_=ANTRAG, on=date(2016, 2, 8)).then(ContractRecorded)


def test_a_contract_after_the_notice_is_no_alarm_and_none_lies_ahead() -> None:
    story = given(*GRANT.until("signed"))
    story.when(contract(date(2016, 1, 11)), as_=ADLER).then(ContractRecorded)
    story.when(contract(date(2016, 1, 12)), as_=ADLER).refused("day_in_future", "concluded_on")
