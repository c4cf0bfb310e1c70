"""Statements of our account: a missing one is told and holds back the next payment run."""

from hashlib import sha256
from itertools import permutations

import pytest

from domain.bank_account import BankAccount, StatementRecorded, account_key
from domain.kernel import Money
from domain.statement_gap import ConfirmPassingOver, Gap, GapPassedOver, ProposePassingOver
from tests.bank_topics import KASTEN, confirming_gap, gap_in, passed_over, statement
from tests.cast import DEBTOR, HCC, SYSTEM, bank_says, debit
from tests.story import Story, given
from tests.usual_grant import MARCH, Grant

GRANT = Grant()
THIRD, FOURTH, SEVENTH = statement(3, 100, 90), statement(4, 90, 40), statement(7, 40, 60)


def read(*statements, name: str = "M1"):
    """A file with these statements."""
    told = bank_says(debit("NOTPROVIDED", 1), kind="camt.053")
    file = sha256(repr((name, statements)).encode()).hexdigest()
    changes = {"statements": statements, "message_id": name, "bookings": (), "file": file}
    return told.model_copy(update=changes)


def account(story: Story) -> BankAccount:
    return story.state(BankAccount, account_key(DEBTOR.iban))


def test_statements_that_follow_one_another_have_no_gap() -> None:
    story = given(*GRANT.until("ordered"), SYSTEM.asks(read(THIRD, FOURTH, SEVENTH), MARCH))
    assert account(story).gaps == ()
    story.when(GRANT.run_of(1), as_=HCC).granted()


def test_a_missing_statement_is_told_and_no_run_is_opened_until_it_comes() -> None:
    story = given(*GRANT.until("ordered"), SYSTEM.asks(read(THIRD, SEVENTH), MARCH))
    assert account(story).gaps == (Gap(THIRD.last_on, SEVENTH.first_on, Money(-50)),)
    refused = story.when(GRANT.run_of(1), as_=HCC)
    refused.refused("statement_missing", "debtor")
    assert "2016-03-03 und 2016-03-07" in refused.refusal.refusal.german
    story.given(SYSTEM.asks(read(FOURTH), MARCH))
    story.when(GRANT.run_of(1), as_=HCC).granted()


def test_a_run_that_is_open_already_may_be_asked_for_again() -> None:
    story = given(*GRANT.until("in_run"), SYSTEM.asks(read(THIRD, SEVENTH), MARCH))
    story.when(GRANT.run_of(1), as_=HCC).nothing()


def test_bookings_of_a_statement_count_though_another_is_missing() -> None:
    bookings = (debit(GRANT.reference(), 50_000_00),)
    late = read(THIRD, SEVENTH).model_copy(update={"bookings": bookings})
    told = given(*GRANT.until("accepted"), SYSTEM.asks(late, MARCH)).told()
    assert "disbursement.booked.v1" in {one.TOPIC for one in told}


@pytest.mark.parametrize("numbered", [True, False])
def test_any_order_of_statements_ends_alike(numbered: bool) -> None:
    days = [THIRD, FOURTH, SEVENTH, statement(9, 61, 62)]
    if not numbered:
        days = [one.model_copy(update={"number": None}) for one in days]
    orders = permutations([read(one) for one in days])
    ends = {account(given(*(SYSTEM.asks(one, MARCH) for one in order))) for order in orders}
    [end] = ends
    assert end.gaps == (Gap(SEVENTH.last_on, days[3].first_on, Money(1)),)


def test_the_same_statement_under_another_id_is_not_recorded_again() -> None:
    story = given(SYSTEM.asks(read(THIRD), MARCH))
    renamed = THIRD.model_copy(update={"statement_id": "other"})
    story.given(SYSTEM.asks(read(THIRD, renamed, name="M2"), MARCH))
    assert sum(isinstance(one, StatementRecorded) for one in story.told()) == 1


def test_two_persons_pass_over_a_gap_for_good_and_runs_go_on() -> None:
    story = passed_over()
    assert account(story).gaps == ()
    assert [one for _, one in story.filings() if isinstance(one, GapPassedOver)]
    story.when(GRANT.run_of(1), as_=HCC).granted()


def _gapped() -> Story:
    return given(*GRANT.until("ordered"), SYSTEM.asks(read(THIRD, SEVENTH), MARCH))


def test_one_person_alone_passes_over_nothing() -> None:
    story = _gapped()
    key = gap_in(story.desk)
    blind = ConfirmPassingOver(gap=key, content_hash="a" * 64)
    story.when(blind, as_=KASTEN).refused("clearing_not_proposed")
    wish = ProposePassingOver(gap=key, reasons="Die Bank hat keinen Auszug.")
    proposed = story.given(HCC.asks(wish, MARCH))
    proposed.when(wish, as_=HCC).nothing()
    proposed.when(confirming_gap(proposed.desk), as_=HCC).refused("four_eyes")
    proposed.when(blind, as_=KASTEN).refused("content_changed")
    proposed.when(GRANT.run_of(1), as_=HCC).refused("statement_missing")


def test_a_gap_that_is_closed_or_changed_is_not_passed_over() -> None:
    story = _gapped()
    wish = ProposePassingOver(gap=gap_in(story.desk), reasons="Die Bank hat keinen Auszug.")
    closed = story.given(SYSTEM.asks(read(FOURTH), MARCH))
    closed.when(wish, as_=HCC).refused("gap_unknown")
    two = _gapped().given(SYSTEM.asks(read(statement(9, 61, 62)), MARCH))
    last = account(two).gaps[-1].key(account(two).key)
    two.when(ProposePassingOver(gap=last, reasons="Ohne Auszug."), as_=HCC).granted()


def test_a_statement_that_turns_up_within_a_gap_passed_over_makes_a_new_gap() -> None:
    story = passed_over().given(SYSTEM.asks(read(statement(4, 90, 45)), MARCH))
    fourth = statement(4, 90, 45)
    assert account(story).gaps == (Gap(fourth.last_on, SEVENTH.first_on, Money(-5)),)
    story.when(GRANT.run_of(1), as_=HCC).refused("statement_missing")
