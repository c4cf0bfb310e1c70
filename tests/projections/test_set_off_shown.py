"""A set-off and a contested claim in the read models: both sides balance, and all can see it."""

from datetime import date

from psycopg import Connection

from domain.correspondence import RecordLetter
from projections.caseload import case_row, waits
from projections.deadlines import DeadlineRow, deadlines
from projections.ledger import ledger
from projections.payments import grants, history_words, payments, status_words
from projections.timeline import timeline
from tests.cast import ADLER, KASSE, SYSTEM, bank_says, credit
from tests.projections.conftest import Show
from tests.projections.test_recovery_shown import Telling
from tests.usual_grant import CASE, DIGEST
from tests.usual_recovery import Recall
from tests.usual_set_off import (
    ENDED_ON,
    OTHER,
    REST,
    SET_OFF,
    SET_OFF_ON,
    certified,
    claim_remedy_end,
    claimed,
    contested,
    met,
    rest_booked,
    rest_ordered,
)

USE_UNTIL = date(2017, 7, 17)


def test_the_ledger_books_a_set_off_gross_on_both_sides(show: Show) -> None:
    telling = Telling()
    before = ledger(show(telling.moments(claimed())))[0]
    after = ledger(show(telling.moments(met())))[0]
    assert (after.paid_cents, after.repaid_cents) == (before.paid_cents + SET_OFF, SET_OFF)
    assert after.to_repay_cents == before.to_repay_cents - SET_OFF
    show(telling.moments(rest_ordered()))
    booked = ledger(show(telling.moments([SYSTEM.asks(rest_booked(), SET_OFF_ON)])))[0]
    assert (booked.ordered_cents, booked.paid_cents) == (0, before.paid_cents + SET_OFF + REST)


def test_county_finance_reads_what_was_set_off_and_what_the_bank_pays(show: Show) -> None:
    telling = Telling()
    connection = show(telling.moments([*claimed(), *met(), *rest_ordered()]))
    [draw] = payments(connection, case=OTHER.case)
    assert (draw.set_off_cents, draw.transfer_cents) == (SET_OFF, REST)
    assert "24.000,00" in status_words(draw, "de")
    assert (SET_OFF_ON, "Durch Aufrechnung beglichen") in history_words(draw, "de")
    [row] = (one for one in grants(connection) if one.case == OTHER.case)
    assert (row.on_its_way_cents, row.booked_cents) == (REST, SET_OFF)
    [owing] = (one for one in grants(connection) if one.case == CASE)
    assert owing.to_repay_cents == 4_000_00
    show(telling.moments([SYSTEM.asks(rest_booked(), SET_OFF_ON)]))
    [row] = (one for one in grants(connection) if one.case == OTHER.case)
    assert (row.on_its_way_cents, row.booked_cents) == (0, 30_000_00)
    back = bank_says(credit(OTHER.reference(1), REST, booked_on=SET_OFF_ON))
    show(telling.moments([SYSTEM.asks(back, SET_OFF_ON)]))
    [row] = (one for one in grants(connection) if one.case == OTHER.case)
    assert (row.returned_cents, row.booked_cents) == (REST, SET_OFF)


def test_a_draw_down_met_as_a_whole_waits_for_its_use_and_no_order(show: Show) -> None:
    telling = Telling()
    wholly = [*claimed(), *certified(2), *met(8_000_00, draw_number=2)]
    connection = show(telling.moments(wholly))
    draw = payments(connection, case=OTHER.case)[1]
    assert (draw.status, draw.booked_on, draw.use_due_on) == ("set_off", SET_OFF_ON, USE_UNTIL)
    assert "durch Aufrechnung beglichen: 8.000,00" in status_words(draw, "de")
    found = {(one.waits_for, one.number) for one in waits(connection, OTHER.case)}
    assert ("use", 2) in found
    assert ("order", 2) not in found
    used = OTHER.use(2, on=SET_OFF_ON)
    [due] = _use(connection)
    assert (due.number, due.due_on) == (2, USE_UNTIL)
    show(telling.moments([KASSE.asks(used, SET_OFF_ON)]))
    assert _use(connection) == []


def _use(connection: Connection) -> list[DeadlineRow]:
    return [one for one in deadlines(connection, case=OTHER.case) if one.kind == "use"]


def test_the_use_of_the_whole_draw_down_is_owed_once_the_rest_is_booked(show: Show) -> None:
    telling = Telling()
    rest = SYSTEM.asks(rest_booked(), SET_OFF_ON)
    connection = show(telling.moments([*claimed(), *met(), *rest_ordered(), rest]))
    part = OTHER.use(1, on=SET_OFF_ON, cents=REST)
    show(telling.moments([KASSE.asks(part, SET_OFF_ON)]))
    assert [one.number for one in _use(connection)] == [1]
    show(telling.moments([KASSE.asks(OTHER.use(1, on=SET_OFF_ON, cents=SET_OFF), SET_OFF_ON)]))
    assert _use(connection) == []


def test_both_cases_tell_of_the_set_off(show: Show) -> None:
    connection = show(Telling().moments([*claimed(), *met()]))
    owing, drawing = timeline(connection, CASE)[-1], timeline(connection, OTHER.case)
    assert "gegen Mittelabruf Nr. 1 zu WIR-2016-T0002 aufgerechnet" in owing.sentence_de
    assert any("Aufrechnung mit der Forderung" in one.sentence_de for one in drawing)
    [row] = (one for one in waits(connection, CASE) if one.waits_for == "repayment")
    assert row.due_on == date(2017, 4, 20)


def test_a_contested_claim_waits_for_the_court_until_the_remedy_ends(show: Show) -> None:
    telling = Telling()
    connection = show(telling.moments([*Recall().until("claimed"), *contested()]))
    assert "court" in {one.waits_for for one in waits(connection, CASE)}
    show(telling.moments([ADLER.asks(claim_remedy_end(), ENDED_ON)]))
    assert "court" not in {one.waits_for for one in waits(connection, CASE)}


def test_what_lapses_soon_lies_on_the_clerks_desk_with_its_day(show: Show) -> None:
    telling = Telling()
    warned_on, lapses_on = date(2020, 6, 30), date(2020, 12, 31)
    content = {"subject": f"recovery:{CASE}", "kind": "limitation_note", "document": DIGEST}
    note = RecordLetter(**content, about=f"undecided_interest.{lapses_on}")
    acts = [*Recall().until("repaid"), SYSTEM.asks(note, warned_on)]
    connection = show(telling.moments(acts))
    [warning] = (one for one in waits(connection, CASE) if one.waits_for == "limitation")
    assert (warning.desk, warning.since, warning.due_on) == ("clerk", warned_on, lapses_on)
    row = case_row(connection, CASE, today=date(2021, 1, 1))
    assert row is not None
    assert row.late
    show(telling.moments(Recall().assessed()))
    assert "limitation" not in {one.waits_for for one in waits(connection, CASE)}
