"""A county's money in one read: every sum once, in its own words, with what happens next."""

from datetime import date
from typing import get_args

import pytest
from psycopg import Connection

from domain.disbursement import DrawdownReturned, Status
from domain.kernel import Money
from projections.county_money import (
    _NEXT,
    PLACES,
    MoneyRow,
    Place,
    county_money,
    next_words,
    state_words,
)
from projections.wording import WORDS
from tests.projections.conftest import Show
from tests.projections.grant_story import Grant, Story, register
from tests.projections.test_recovery_shown import Telling
from tests.usual_grant import CASE
from tests.usual_set_off import OTHER, REST, SET_OFF, SET_OFF_ON, claimed, met, rest_ordered

GRANT = Grant()
FULL = int(GRANT.amount)
SIGNED: Story = [*register(), *GRANT.submitted(), *GRANT.checked(), *GRANT.proposed()]
SIGNED += GRANT.signed()
NOTIFIED: Story = [*GRANT.posted(), *GRANT.notified()]
OF_THE_GRANT = {"open", "drawn", "in_transit", "arrived", "came_back"}


def one(connection: Connection, place: Place) -> MoneyRow:
    [row] = [row for row in county_money(connection) if row.place == place]
    return row


def test_a_granted_sum_waits_for_the_declaration_and_can_then_be_drawn(show: Show) -> None:
    connection = show([*SIGNED, *NOTIFIED])
    row = one(connection, "granted")
    assert (row.amount_cents, row.next) == (FULL, "declare")
    assert row.due_on is not None
    show(GRANT.declared())
    granted, left = county_money(connection)
    assert (granted.next, granted.due_on, granted.cash_reference) == ("nothing", None, "KZ 4711")
    assert (left.place, left.next, left.amount_cents) == ("open", "draw", FULL)
    assert granted.purpose


def test_each_cent_of_a_grant_is_in_one_place_at_every_step(show: Show) -> None:
    chapters: list[tuple[Story, Place]] = [
        (SIGNED, "open"),
        (GRANT.drawn(), "drawn"),
        (GRANT.certified(), "drawn"),
        (GRANT.ordered(), "drawn"),
        (GRANT.in_run(), "in_transit"),
        (GRANT.accepted(), "in_transit"),
        (GRANT.booked(), "arrived"),
        (GRANT.returned(when=date(2016, 3, 20)), "came_back"),
    ]
    for story, place in chapters:
        rows = [row for row in county_money(show(story)) if row.place in OF_THE_GRANT]
        assert [(row.place, row.amount_cents) for row in rows] == [(place, FULL)]


def test_a_payment_names_its_instalment_its_text_and_what_follows(show: Show) -> None:
    paid = [*SIGNED, *GRANT.declared(), *GRANT.drawn(), *GRANT.ordered()]
    connection = show([*paid, *GRANT.booked()])
    row = one(connection, "arrived")
    assert (row.instalment, row.instalments, row.on) == (1, 1, date(2016, 2, 8))
    assert row.remittance == f"WIR 2016 AZ {GRANT.case} RATE 1/1 KZ 4711"
    assert (row.next, row.due_on) == ("report_use", date(2016, 4, 8))
    prove = one(connection, "to_prove")
    assert (prove.next, prove.due_on, prove.on) == ("prove", date(2017, 6, 30), row.on)
    show(GRANT.used())
    assert (one(connection, "arrived").next, one(connection, "arrived").due_on) == ("nothing", None)


def test_a_draw_down_handed_back_is_no_money_and_can_be_drawn_again(show: Show) -> None:
    back = DrawdownReturned(returned_by="carla", remark="Bitte Bedarf belegen.")
    story = [*SIGNED, *GRANT.drawn(), *GRANT.draw_down(1, date(2016, 2, 3), back)]
    assert [row.place for row in county_money(show(story))] == ["granted", "open"]


def test_nothing_is_to_be_repaid_before_the_claim_names_its_reference(show: Show) -> None:
    proven = [*SIGNED, *GRANT.drawn(), *GRANT.ordered(), *GRANT.booked(), *GRANT.proven()]
    settled = [*GRANT.examined(), *GRANT.settled(Money(30_000_00))]
    row = one(show([*proven, *settled]), "to_repay")
    assert (row.amount_cents, row.next, row.due_on) == (20_000_00, "await_claim", None)
    assert row.on is not None


def test_a_claim_tells_by_when_and_under_which_reference_to_repay(show: Show) -> None:
    rows = county_money(show(Telling().moments(claimed())))
    [row] = [row for row in rows if (row.case, row.place) == (CASE, "to_repay")]
    assert row.next == "repay"
    assert row.due_on is not None
    assert row.remittance is not None


def test_what_was_set_off_and_what_the_bank_pays_are_two_sums(show: Show) -> None:
    rows = county_money(show(Telling().moments([*claimed(), *met(), *rest_ordered()])))
    paying = [row for row in rows if row.case == OTHER.case and row.instalment]
    assert [(row.state, row.amount_cents) for row in paying] == [
        ("in_run", REST),
        ("part_set_off", SET_OFF),
    ]
    assert paying[1].on == SET_OFF_ON


def test_a_county_reads_its_own_money_alone_and_each_year_by_itself(show: Show) -> None:
    other = Grant(case="WIR-2016-OTHER", recipient="fulda")
    mine = [*SIGNED, *register("fulda", "Landkreis Fulda"), *other.submitted(), *other.signed()]
    connection = show(mine)
    assert {row.case for row in county_money(connection, recipient="fulda")} == {other.case}
    assert county_money(connection, year=2015) == []
    assert {row.case for row in county_money(connection, year=2016)} == {GRANT.case, other.case}


def test_every_state_of_a_payment_has_a_place_and_both_vocabularies() -> None:
    assert set(get_args(Status)) - {"none", "returned_to_recipient"} < set(PLACES)
    assert set(PLACES.values()) == set(get_args(Place))
    assert set(WORDS["money"]) == set(PLACES) | {"returned_to_recipient"}
    for words in WORDS["money"].values():
        assert set(words) == {"authority", "recipient"}
        assert all(set(said) == {"de", "en"} for said in words.values())


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_county_never_reads_a_word_of_the_authority(language: str) -> None:
    inside = {words["authority"][language] for words in WORDS["money"].values()}
    outside = [words["recipient"][language] for words in WORDS["money"].values()]
    outside += [words[language] for words in WORDS["next"].values()]
    steps = ("festgestellt", "angeordnet", "Zahlungslauf", "certified", "ordered", "payment run")
    assert not inside & set(outside)
    assert not [said for said in outside if any(step in said for step in steps)]


def test_every_next_step_has_its_words_and_none_is_left_over() -> None:
    named = {*_NEXT.values(), "nothing", "declare", "await_claim", "repay"}
    assert named == set(WORDS["next"])
    assert set(_NEXT) <= set(PLACES)


def test_the_words_follow_the_reader(show: Show) -> None:
    connection = show([*SIGNED, *GRANT.drawn(), *GRANT.ordered(), *GRANT.in_run()])
    row = one(connection, "in_transit")
    assert state_words(row, "de", audience="recipient") == "unterwegs"
    assert state_words(row, "en", audience="authority") == "in a payment run"
    assert next_words(row, "de") == "Der Betrag geht in den nächsten Bankarbeitstagen ein"
