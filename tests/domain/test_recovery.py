"""Rückforderung: facts known, year running, recipient heard; only then is money claimed."""

from datetime import date

import pytest

from domain.claim import NoticeRevoked, RefundAssessed
from domain.kernel import Money
from domain.proceeding import (
    AbandonRecovery,
    HearingStarted,
    RecoveryAbandoned,
    RecoveryOpened,
    StatementReceived,
)
from domain.proof_of_use import CaseClosed, CloseCase, GrantSettled, RefundDetermined
from domain.recovery import Recovery
from domain.retention import RetentionBegan
from tests.cast import ADLER, ANTRAG, BIRKE, CRAMER, DORN, HCC, KASSE, SYSTEM
from tests.story import Actor, given
from tests.usual_grant import CASE, MARCH, Grant
from tests.usual_recovery import (
    ASSESSED,
    CLAIMED,
    HEARD,
    OPENED,
    PAYOUT,
    Recall,
    repayment,
    send_back,
    signature,
)

RECALL, REVOKE = Recall(), Recall(ground="revocation", refund=20_000_00)
ABANDON = AbandonRecovery(case=CASE, reasons="Die Stellungnahme überzeugt.")


def test_the_facts_are_recorded_with_the_day_of_knowledge() -> None:
    story = (
        given(*RECALL.before()).when(RECALL.opening(), as_=ADLER, on=OPENED).then(RecoveryOpened)
    )
    opened = story.state(Recovery, CASE).opened
    assert (opened.known_on, opened.notify_by, opened.post_by) == (OPENED, None, None)


def test_a_revocation_starts_a_year_whose_latest_posting_day_is_shown() -> None:
    story = given(*REVOKE.until("opened"))
    opened = story.state(Recovery, CASE).opened
    assert opened.notify_by.on == date(2018, 2, 23)
    assert opened.post_by.on == date(2018, 2, 20)


@pytest.mark.parametrize(
    ("told", "ground", "code"),
    [
        (Grant().until("notified"), "revocation", "nothing_paid"),
        (Grant().until("used"), "settlement", "no_refund_determined"),
        (RECALL.before(), "revocation", "settled_already"),
        (Grant().until("settled"), "withdrawal", "settled_already"),
        (Grant().until("used"), "late_use", "no_late_use"),
        (RECALL.until("opened"), "settlement", "recovery_already_open"),
        (Grant().until("closed"), "settlement", "wrong_stage"),
        (Grant().until("reserved"), "revocation", "no_notice"),
    ],
)
def test_a_recovery_needs_its_fact_on_file(told, ground, code: str) -> None:
    wish = RECALL.opening(ground=ground)
    given(*told).when(wish, as_=ADLER, on=OPENED).refused(code)


def test_nobody_knows_facts_tomorrow() -> None:
    wish = RECALL.opening(known_on=date(2017, 2, 24))
    given(*RECALL.before()).when(wish, as_=ADLER, on=OPENED).refused("day_in_future", "known_on")


def test_the_hearing_period_begins_when_its_letter_counts_as_notified() -> None:
    story = given(*RECALL.until("opened")).when(RECALL.hearing(), as_=ADLER, on=HEARD)
    hearing = story.then(HearingStarted).state(Recovery, CASE).hearing
    assert (hearing.due_on, hearing.amount_cents) == (date(2017, 3, 27), 10_000_00)


@pytest.mark.parametrize(
    ("recall", "cents"),
    [(RECALL, 9_999_99), (RECALL, 10_000_01), (REVOKE, 50_000_01)],
)
def test_a_hearing_names_what_can_be_claimed(recall: Recall, cents: int) -> None:
    wish = recall.hearing(cents)
    given(*recall.until("opened")).when(wish, as_=ADLER).refused("amount_not_recoverable")


def test_there_is_one_hearing_and_it_needs_a_proceeding() -> None:
    given(*RECALL.until("heard")).when(RECALL.hearing(), as_=ADLER).refused("wrong_stage")
    given(*RECALL.before()).when(RECALL.hearing(), as_=ADLER).refused("recovery_not_opened")


def test_the_recipient_is_heard_once_also_after_its_day() -> None:
    heard = given(*RECALL.until("heard"))
    for who, day, late in ((KASSE, date(2017, 3, 27), False), (ANTRAG, date(2017, 3, 28), True)):
        story = given(*RECALL.until("heard")).when(RECALL.statement(), as_=who, on=day)
        assert story.then(StatementReceived).state(Recovery, CASE).statement.late is late
    heard.when(RECALL.statement(), as_=ANTRAG).then(StatementReceived)
    heard.when(RECALL.statement(), as_=ANTRAG).refused("wrong_stage")
    given(*RECALL.until("opened")).when(RECALL.statement(), as_=ANTRAG).refused("not_heard")


def test_nothing_is_claimed_before_the_recipient_spoke_or_could_have_spoken() -> None:
    given(*RECALL.until("opened")).when(RECALL.demand(), as_=BIRKE).refused("not_heard")
    story = given(*RECALL.until("heard"))
    story.when(RECALL.demand(), as_=BIRKE, on=date(2017, 3, 27)).refused("hearing_runs")
    story.when(RECALL.demand(), as_=BIRKE, on=date(2017, 3, 28)).granted()


def test_a_proceeding_can_be_dropped_but_not_the_result_of_a_settlement() -> None:
    story = given(*REVOKE.until("answered")).when(ABANDON, as_=ADLER).then(RecoveryAbandoned)
    assert story.state(Recovery, CASE).over
    story.when(REVOKE.opening(), as_=ADLER).then(RecoveryOpened)
    given(*RECALL.until("answered")).when(ABANDON, as_=ADLER).refused("settlement_stands")


def test_a_refund_is_claimed_by_written_act_with_due_day_and_reference() -> None:
    story = given(*RECALL.until("proposed")).when(signature, as_=DORN).then(RefundAssessed)
    claim = story.state(Recovery, CASE).refunds[0]
    assert (claim.due_on, claim.reference) == (date(2017, 4, 20), f"{CASE}.R1")
    assert claim.interest_lapses.on == date(2020, 12, 31)
    assert claim.claim_lapses.on == date(2047, 4, 24)


def test_a_revocation_says_its_reasons_and_lowers_the_grant() -> None:
    story = given(*REVOKE.until("proposed")).when(signature, as_=DORN)
    state = story.then(NoticeRevoked, RefundAssessed).state(Recovery, CASE)
    assert (state.revoked_cents, state.principal.open_cents) == (20_000_00, 20_000_00)
    assert state.opened is None


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"amount_cents": Money(20_000_01)}, "amount_not_recoverable", "amount_cents"),
        ({"amount_cents": Money(19_000_00)}, "interest_starts_unequal", "bears_interest"),
        ({"trust": None}, "trust_not_considered", "trust"),
    ],
)
def test_a_refund_is_complete(changes, code: str, field: str) -> None:
    story = given(*REVOKE.until("answered"))
    story.when(REVOKE.demand(**changes), as_=BIRKE).refused(code, field)


@pytest.mark.parametrize("day", [date(2016, 3, 2), date(2017, 3, 21)])
def test_interest_starts_neither_before_the_first_payout_nor_tomorrow(day: date) -> None:
    starts = ({"from_on": day, "amount_cents": Money(10_000_00)},)
    wish = RECALL.demand(bears_interest=starts)
    story = given(*RECALL.until("answered"))
    story.when(wish, as_=BIRKE, on=CLAIMED).refused("interest_start_outside", "bears_interest")


def test_a_settled_refund_is_claimed_to_the_cent() -> None:
    starts = ({"from_on": PAYOUT, "amount_cents": Money(9_000_00)},)
    wish = RECALL.demand(bears_interest=starts, amount_cents=Money(9_000_00))
    given(*RECALL.until("answered")).when(wish, as_=BIRKE).refused("amount_not_recoverable")


@pytest.mark.parametrize("obtained_by", ["fraud", "threat", "bribery"])
def test_the_year_is_kept_unless_the_notice_was_obtained_by_fraud(obtained_by: str) -> None:
    last, after = date(2018, 2, 20), date(2018, 2, 21)
    story = given(*REVOKE.until("answered"))
    story.when(REVOKE.demand(), as_=BIRKE, on=after).refused("year_over", "obtained_by")
    story.when(REVOKE.demand(), as_=BIRKE, on=last).granted()
    story.when(signature, as_=DORN, on=after).refused("year_over")
    story.when(REVOKE.demand(obtained_by=obtained_by), as_=BIRKE, on=after).granted()
    story.when(signature, as_=DORN, on=after).then(NoticeRevoked, RefundAssessed)


@pytest.mark.parametrize("person", [BIRKE, ADLER])
def test_who_had_a_part_in_the_proceeding_does_not_sign(person: Actor) -> None:
    """Birke laid the measure, Adler opened and heard."""
    same = Actor(person.person, "signatory")
    story = given(*RECALL.until("proposed"))
    for wish in (signature, send_back()):
        story.when(wish, as_=same).refused("four_eyes")
    heard = [CRAMER.asks(RECALL.hearing(), HEARD), *RECALL.answered(), *RECALL.proposed()]
    same = Actor(CRAMER.person, "signatory")
    given(*RECALL.until("opened"), *heard).when(signature, as_=same).refused("four_eyes")


def test_a_measure_goes_back_and_another_one_comes() -> None:
    story = given(*RECALL.until("proposed"))
    old = signature(story.desk)
    story.when(send_back(), as_=DORN).granted()
    story.when(old, as_=DORN).refused("no_measure_proposed")
    story.when(RECALL.demand(reasons="Neu begründet."), as_=BIRKE).granted()
    story.when(old, as_=DORN).refused("content_changed")
    story.when(signature, as_=DORN).then(RefundAssessed)


def test_what_was_revoked_is_not_paid_again_and_lowers_the_settlement() -> None:
    parts = ((30_000_00, MARCH), (20_000_00, MARCH))
    grant = Grant(parts=parts)
    story = given(*grant.until("used"), *REVOKE.opened(), *REVOKE.heard(), *REVOKE.answered())
    story.given(*REVOKE.proposed(), *REVOKE.claimed())
    story.when(grant.drawdown(2, amount_cents=Money(20_000_00)), as_=KASSE).granted()
    story = given(*REVOKE.until("claimed"), *grant.proven())
    story.when(grant.note(), as_=BIRKE).granted()
    settled = GrantSettled(
        final_cents=Money(30_000_00),
        paid_cents=Money(50_000_00),
        refund_cents=Money(0),
        rest_cents=Money(0),
        closed_by=DORN.person,
    )
    story.when(grant.settlement, as_=DORN).then(settled)
    story.when(CloseCase(case=CASE), as_=ADLER).refused("case_not_balanced")


def test_a_settlement_claims_only_what_no_revocation_claimed() -> None:
    grant = Grant()
    facts = {"eligible_cents": 25_000_00, "months": 12}
    note = BIRKE.asks(grant.note(recognised_facts=facts), date(2017, 4, 4))
    story = given(*REVOKE.until("claimed"), *grant.proven(), note)
    refund = RefundDetermined(amount_cents=Money(5_000_00))
    story.when(grant.settlement, as_=DORN).then(GrantSettled, refund)


def test_a_notice_revoked_in_full_needs_no_proof_to_close() -> None:
    whole = Recall(ground="revocation", refund=50_000_00)
    story = given(*whole.until("claimed"))
    story.when(CloseCase(case=CASE), as_=SYSTEM).refused("case_not_balanced")
    story.given(*whole.repaid())
    story.when(CloseCase(case=CASE), as_=SYSTEM).refused("recovery_running")
    story.given(*whole.assessed(), HCC.asks(repayment(2_243_11, entry="B2"), ASSESSED))
    story.when(CloseCase(case=CASE), as_=SYSTEM).then(CaseClosed, RetentionBegan)


def test_the_unpaid_rest_of_a_notice_can_be_taken_back_with_the_refund() -> None:
    parts = ((30_000_00, MARCH), (20_000_00, date(2016, 9, 1)))
    grant, recall = Grant(parts=parts), Recall(ground="withdrawal", refund=30_000_00)
    told = [*recall.opened(), *recall.heard(), *recall.answered()]
    story = given(*grant.until("used"), *told)
    story.when(recall.demand(ends_grant=True), as_=BIRKE, on=CLAIMED).granted()
    state = story.when(signature, as_=DORN).then(NoticeRevoked, RefundAssessed)
    assert state.state(Recovery, CASE).revoked_cents == 50_000_00
    draw = KASSE.asks(grant.drawdown(2), date(2016, 9, 1))
    drawn = given(*grant.until("used"), draw, *told)
    drawn.when(recall.demand(ends_grant=True), as_=BIRKE).refused("payment_running")


def test_what_a_proceeding_meant_before_the_settlement_is_not_claimed_after_it() -> None:
    revoked, grant = Recall(ground="revocation"), Grant()
    story = given(*grant.until("examined"), *revoked.proceeding("answered"), *grant.settled())
    story.when(revoked.demand(), as_=BIRKE).refused("settled_already")
