"""Payments: what county finance asks, answered in its own words and to the cent."""

from datetime import date

from psycopg import Connection

from domain.disbursement import DrawdownReturned
from domain.kernel import Money
from domain.payment import PaymentRejected
from projections.payments import (
    GrantRow,
    PaymentRow,
    grants,
    history_words,
    payments,
    status_words,
)
from tests.projections.conftest import Show
from tests.projections.grant_story import Grant, Story, life, register

GRANT = Grant()
FULL, NOTHING = int(GRANT.amount), 0
SIGNED: Story = [*register(), *GRANT.submitted(), *GRANT.checked(), *GRANT.signed()]


def grant(connection: Connection) -> GrantRow:
    [row] = grants(connection)
    return row


def payment(connection: Connection) -> PaymentRow:
    [row] = payments(connection)
    return row


def test_nothing_is_granted_before_the_signature(show: Show) -> None:
    connection = show([*register(), *GRANT.submitted(), *GRANT.checked(), *GRANT.proposed()])
    assert grants(connection) == []
    show(GRANT.signed())
    row = grant(connection)
    assert (row.granted_cents, row.drawn_cents, row.proof_due_on) == (FULL, 0, date(2017, 6, 30))
    assert (row.file_number, row.title, row.closed) == (GRANT.case, "WIR-Koordination", False)


def test_each_cent_of_a_draw_down_is_in_one_place(show: Show) -> None:
    chapters = [
        ([*SIGNED, *GRANT.drawn()], (NOTHING, NOTHING, NOTHING)),
        (GRANT.certified(), (NOTHING, NOTHING, NOTHING)),
        (GRANT.ordered(), (FULL, NOTHING, NOTHING)),
        (GRANT.in_run(), (NOTHING, FULL, NOTHING)),
        (GRANT.accepted(), (NOTHING, FULL, NOTHING)),
        (GRANT.booked(), (NOTHING, NOTHING, FULL)),
    ]
    for story, places in chapters:
        row = grant(show(story))
        assert (row.ordered_cents, row.on_its_way_cents, row.booked_cents) == places
        assert row.drawn_cents == FULL


def test_what_is_used_proven_and_closed_shows(show: Show) -> None:
    connection = show([*SIGNED, *GRANT.drawn(), *GRANT.ordered(), *GRANT.booked(), *GRANT.used()])
    assert (grant(connection).used_cents, grant(connection).to_prove_cents) == (FULL, FULL)
    show(GRANT.proven())
    assert grant(connection).to_prove_cents == 0
    show(GRANT.returned_proof())
    assert grant(connection).to_prove_cents == FULL
    show([*GRANT.proven(), *GRANT.examined(), *GRANT.settled(Money(30_000_00)), *GRANT.closed()])
    assert (grant(connection).to_repay_cents, grant(connection).closed) == (20_000_00, True)


def test_money_that_came_back_is_neither_booked_nor_used(show: Show) -> None:
    paid = [*SIGNED, *GRANT.drawn(), *GRANT.ordered(), *GRANT.booked(), *GRANT.used()]
    connection = show([*paid, *GRANT.returned(when=date(2016, 3, 20))])
    row, back = grant(connection), payment(connection)
    assert (row.booked_cents, row.returned_cents, row.used_cents) == (0, FULL, 0)
    assert (back.booked_on, back.use_due_on, back.reason_code) == (None, None, "AC04")
    assert back.history[-1] == (date(2016, 3, 20), "returned")
    show(GRANT.ordered(attempt=2, when=date(2016, 3, 25)))
    again = payment(connection)
    assert (again.attempt, again.reason_code, again.status) == (2, None, "ordered")
    assert again.ordered_on == date(2016, 3, 25)
    assert grant(connection).returned_cents == 0


def test_a_draw_down_handed_back_takes_nothing_of_the_grant(show: Show) -> None:
    back = DrawdownReturned(returned_by="carla", remark="Bitte Bedarf belegen.")
    connection = show([*SIGNED, *GRANT.drawn(), *GRANT.draw_down(1, date(2016, 2, 3), back)])
    assert grant(connection).drawn_cents == 0
    assert payment(connection).status == "returned_to_recipient"


def test_the_certified_amount_replaces_the_requested_one(show: Show) -> None:
    certified = Money(40_000_00)
    connection = show([*SIGNED, *GRANT.drawn(), *GRANT.certified(amount=certified)])
    assert payment(connection).amount_cents == certified


def test_the_history_names_every_step_and_tells_the_county_only_its_own(show: Show) -> None:
    row = payment(show([*register(), *life()]))
    assert [step for _, step in row.history] == [
        *("requested", "factually_certified", "certified", "ordered", "in_run"),
        *("accepted", "booked", "use_reported"),
    ]
    assert history_words(row, "de") == [
        (date(2016, 2, 1), "Mittel abgerufen"),
        (date(2016, 2, 3), "Zahlung angeordnet"),
        (date(2016, 2, 4), "Zahlung auf den Weg gebracht"),
        (date(2016, 2, 8), "Überwiesen"),
        (date(2016, 3, 15), "Verwendung gemeldet"),
    ]
    assert row.remittance == f"WIR 2016 AZ {GRANT.case} RATE 1/1 KZ 4711"


def test_the_county_reads_amounts_and_days_in_its_language(show: Show) -> None:
    connection = show([*SIGNED, *GRANT.drawn(), *GRANT.certified(), *GRANT.ordered()])
    assert status_words(payment(connection), "en") == "payment of €50,000.00 ordered"
    show(GRANT.booked())
    assert status_words(payment(connection), "de") == (
        "Am 08.02.2016 überwiesen: 50.000,00 €, zu verwenden bis 08.04.2016"
    )
    rejected = PaymentRejected(end_to_end_id=f"{GRANT.case}.1.1", reason_code="AC01")
    show(GRANT.draw_down(1, date(2016, 2, 9), rejected))
    assert "Bankgrund AC01" in status_words(payment(connection), "de")


def test_a_county_sees_its_own_grants_and_payments_alone(show: Show) -> None:
    other = Grant(case="WIR-2016-OTHER", recipient="fulda")
    mine = [*SIGNED, *GRANT.drawn(), *register("fulda", "Landkreis Fulda")]
    connection = show([*mine, *other.submitted(), *other.signed(), *other.drawn()])
    assert [row.case for row in grants(connection, recipient="fulda")] == [other.case]
    assert [row.case for row in payments(connection, recipient="fulda")] == [other.case]
    assert [row.case for row in payments(connection, case=GRANT.case)] == [GRANT.case]
    assert grants(connection, year=2015) == []
    assert len(grants(connection, year=2016)) == len(payments(connection)) == 2
