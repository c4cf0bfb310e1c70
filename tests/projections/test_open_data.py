"""Open data: an award and each signed adjustment apart, and sums that are those of the ledger."""

from datetime import date

from domain.kernel import Money
from projections.ledger import journal, ledger
from projections.open_data import open_grants, transactions
from tests.projections.conftest import Show
from tests.projections.grant_story import Grant, life, register

ONE, TWO = Grant(), Grant(case="WIR-2016-OTHER", amount=Money(12_345_67))
SPAN = (date(2016, 1, 1), date(2016, 12, 31))


def test_an_award_stays_as_it_was_and_what_is_released_stands_beside_it(show: Show) -> None:
    story = [*register(), *TWO.submitted(), *TWO.reserved(), *TWO.proposed(), *TWO.signed()]
    [grant] = open_grants(show([*story, *TWO.released(Money(45_67))]))
    assert (grant.case, grant.line, grant.recipient) == (TWO.case, "coordination", TWO.recipient)
    assert (grant.first, grant.last) == SPAN
    assert (grant.original_cents, grant.awarded_cents) == (12_345_67, 12_300_00)
    assert [one.kind for one in grant.transactions] == ["award", "award_adjustment"]
    assert grant.transactions[1].amount_cents == -45_67
    assert grant.awarded_on == grant.transactions[0].on


def test_a_returned_payment_is_taken_back_by_a_transaction_of_its_own(show: Show) -> None:
    when = date(2016, 3, 9)
    story = [*register(), *ONE.submitted(), *ONE.reserved(), *ONE.proposed(), *ONE.signed()]
    story += [*ONE.ordered(), *ONE.in_run(), *ONE.booked(), *ONE.returned(when=when)]
    [grant] = open_grants(show(story))
    kinds = [one.kind for one in grant.transactions]
    assert kinds == ["award", "disbursement", "refund"]
    assert grant.disbursed_cents == 0


def test_a_case_without_an_award_is_not_published(show: Show) -> None:
    assert open_grants(show([*register(), *ONE.submitted(), *ONE.reserved()])) == []


def test_the_sums_are_those_of_the_ledger_and_the_ids_stay(show: Show) -> None:
    story = [*register(), *life(ONE), *TWO.submitted(), *TWO.reserved(), *TWO.signed()]
    connection = show(story)
    before = {one.id: one for grant in open_grants(connection) for one in grant.transactions}
    grants = open_grants(show(TWO.released(Money(45_67))))
    after = {one.id: one for grant in grants for one in grant.transactions}
    assert before.items() <= after.items()
    own = ledger(connection)[0]
    kept = own.paid_cents + own.proven_cents
    assert sum(one.disbursed_cents for one in grants) == kept
    assert sum(one.awarded_cents for one in grants) == kept + own.committed_cents
    told = [one.id for one in transactions(journal(connection, case=TWO.case))]
    assert len(set(told)) == len(told)
