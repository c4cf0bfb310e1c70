"""Wiederaufnahme der Prüfung: after new facts the proof is examined, settled and closed again."""

from datetime import date

from domain.agenda import plan
from domain.appropriation import Appropriation, FundsCommitted
from domain.disbursement_decisions import unpaid_rest
from domain.kernel import Money, Subject
from domain.proceeding import OpenRecovery
from domain.proof_decisions import rest_cents
from domain.proof_of_use import CloseCase, CloseExamination, GrantSettled, ProofOfUse
from domain.recovery_interest import undecided_refund
from domain.reopening import ExaminationReopened, ReopenExamination
from domain.retention import RetentionBegan, RetentionInterrupted
from tests.cast import ADLER, ANTRAG, BIRKE, DORN, EICHE, KASSE, SYSTEM
from tests.kept_file import APPRAISED, ordered
from tests.story import Story, given
from tests.usual_grant import CASE, MARCH, TITLE, Grant
from tests.usual_recovery import SETTLED, Recall, refund_waiver

GRANT = Grant()
KNOWN = date(2017, 5, 2)
CLOSE = CloseCase(case=CASE)
NEWS = "Zwei Belege gehören zu einem anderen Vorhaben."
REOPEN = ReopenExamination(case=CASE, known_on=KNOWN, new_facts=NEWS)


def examined(story: Story, cost: int, on: date) -> Story:
    """A note on so much cost, and the second signature under it."""
    facts = {"eligible_cents": cost, "months": 12}
    story.given(BIRKE.asks(GRANT.note(recognised_facts=facts), on))
    note = story.state(ProofOfUse, CASE).examined
    assert note
    sign = CloseExamination(case=CASE, content_hash=note.content_hash)
    return story.given(EICHE.asks(sign, on))


def settled(cost: int) -> Story:
    """The usual grant of 50,000 euro, paid, used, and settled on so much cost."""
    facts = {"eligible_cents": cost, "months": 12}
    story = given(*GRANT.until("used"), ANTRAG.asks(GRANT.proof(facts=facts), date(2017, 2, 6)))
    return examined(story, cost, date(2017, 2, 20))


def closed() -> Story:
    return settled(58_300_00).given(SYSTEM.asks(CLOSE, date(2017, 2, 21)))


def reopened(undecided: int = 0) -> ExaminationReopened:
    return ExaminationReopened(
        known_on=KNOWN,
        new_facts=NEWS,
        granted_cents=Money(50_000_00),
        undecided_cents=Money(undecided),
        reopened_by="d.dorn",
    )


def test_a_closed_case_is_open_again_and_leads_to_the_refund_that_the_new_facts_give() -> None:
    story = closed()
    story.when(REOPEN, as_=DORN, on=KNOWN).then(reopened(), RetentionInterrupted)
    assert plan(story.desk, "proof_of_use", CASE).stage == "examination"
    assert plan(story.desk, "retention", CASE).closed
    examined(story, 40_000_00, KNOWN)
    assert undecided_refund(story.desk, CASE) == 10_000_00
    opening = OpenRecovery(case=CASE, ground="settlement", known_on=KNOWN, known_facts=NEWS)
    story.given(ADLER.asks(opening, KNOWN))
    story.when(REOPEN, as_=DORN, on=KNOWN).refused("recovery_already_open")


def test_a_refund_that_nobody_claimed_falls_away_with_its_settlement() -> None:
    story = settled(40_000_00)
    story.when(REOPEN, as_=DORN, on=KNOWN).then(reopened(undecided=10_000_00))
    assert undecided_refund(story.desk, CASE) == 0
    examined(story, 58_300_00, KNOWN)
    assert rest_cents(story.desk, CASE) == 0


def test_the_letters_of_a_second_settlement_are_written_again() -> None:
    story = closed().given(DORN.asks(REOPEN, KNOWN))
    first = story.state(ProofOfUse, CASE).edition
    examined(story, 58_300_00, KNOWN)
    step = plan(story.desk, "proof_of_use", CASE).step
    assert (first, step and step.letter, step and step.about) == ("v1", "examination_note", "v2")


def test_what_was_freed_is_bound_again_where_the_new_note_needs_it() -> None:
    halves = Grant(parts=((25_000_00, date(2016, 3, 1)), (25_000_00, date(2016, 9, 1))))
    story = given(*halves.until("confirmed"), *halves.paying(1, date(2016, 3, 1)))
    facts = {"eligible_cents": 25_000_00, "months": 12}
    story.given(ANTRAG.asks(halves.proof(facts=facts), date(2017, 2, 6)))
    examined(story, 25_000_00, date(2017, 2, 20)).given(DORN.asks(REOPEN, KNOWN))
    facts = {"eligible_cents": 45_000_00, "months": 12}
    story.given(BIRKE.asks(halves.note(recognised_facts=facts), KNOWN))
    note = story.state(ProofOfUse, CASE).examined
    assert note
    sign = CloseExamination(case=CASE, content_hash=note.content_hash)
    bound = FundsCommitted(case=CASE, line="coordination", amount_cents=Money(20_000_00))
    story.when(sign, as_=EICHE, on=KNOWN).then(GrantSettled, bound)
    assert story.state(Appropriation, TITLE).share(CASE).committed == 45_000_00


def test_the_retention_of_the_file_begins_anew_with_the_next_end() -> None:
    story = closed().given(DORN.asks(REOPEN, KNOWN))
    examined(story, 58_300_00, KNOWN)
    story.given(SYSTEM.asks(CLOSE, KNOWN))
    [first, second] = [
        event
        for event in story.desk.files[Subject("retention", CASE)]
        if isinstance(event, RetentionBegan)
    ]
    assert (first.ended_on, second.ended_on) == (date(2017, 2, 21), KNOWN)
    assert plan(story.desk, "retention", CASE).stage == "keeping"


def test_a_file_whose_destruction_is_ordered_is_not_opened_again() -> None:
    story = given(*ordered())
    story.when(REOPEN, as_=EICHE, on=APPRAISED).refused("disposal_ordered")


def test_a_refund_that_was_paid_in_vain_can_be_paid_out_again() -> None:
    story = given(*Recall().until("paid"), DORN.asks(REOPEN, KNOWN))
    examined(story, 45_000_00, KNOWN)
    assert rest_cents(story.desk, CASE) == 5_000_00
    share = story.state(Appropriation, TITLE).share(CASE)
    assert (share.undrawn, share.committed) == (5_000_00, 55_000_00)


def test_only_a_settlement_can_be_taken_back_and_not_for_facts_of_tomorrow() -> None:
    story = given(*GRANT.until("used"))
    story.when(REOPEN, as_=DORN, on=KNOWN).refused("not_settled")
    story = closed()
    story.when(REOPEN, as_=ADLER, on=KNOWN).refused("not_your_role")
    story.when(REOPEN, as_=DORN, on=date(2017, 5, 1)).refused("day_in_future")


def test_what_was_forgiven_is_not_drawn_again_when_more_is_recognised() -> None:
    small = Recall(cost=49_900_00, refund=100_00)
    story = given(*small.before(), BIRKE.asks(refund_waiver(), SETTLED), *small.signed(SETTLED))
    story.given(DORN.asks(REOPEN, KNOWN))
    examined(story, 58_300_00, KNOWN)
    assert rest_cents(story.desk, CASE) == 0
    assert unpaid_rest(story.desk, CASE) == 0
    share = story.state(Appropriation, TITLE).share(CASE)
    assert (share.undrawn, share.committed) == (0, 50_000_00)
    story.given(SYSTEM.asks(CLOSE, KNOWN))


def test_nothing_is_drawn_while_the_proof_is_examined_anew() -> None:
    half = Grant(parts=((30_000_00, MARCH), (20_000_00, date(2016, 9, 1))))
    facts = {"eligible_cents": 30_000_00, "months": 12}
    story = given(*half.until("used"), ANTRAG.asks(half.proof(facts=facts), date(2017, 2, 6)))
    examined(story, 30_000_00, date(2017, 2, 20)).given(DORN.asks(REOPEN, KNOWN))
    assert story.state(Appropriation, TITLE).share(CASE).undrawn == 0
    story.when(half.drawdown(2), as_=KASSE).refused("examined_anew")
    examined(story, 58_300_00, KNOWN).given(KASSE.asks(half.drawdown(2), KNOWN))
