"""Übergabe: a file that may be at the bank goes again only when two persons say that it is not."""

from hashlib import sha256

import pytest

from domain.agenda import plan
from domain.clearing import Clearing
from domain.disbursement import Disbursement
from domain.exclusion import ExcludePerson
from domain.hand_over import (
    BeginHandOver,
    ConfirmReceipt,
    HandOverBegun,
    HandOverProven,
    HandOverUnknown,
    PaymentFileHandedOver,
    ProposeReceipt,
    ReceiptConfirmed,
    ReceiptProposed,
    RecordHandOver,
    ReportLostAnswer,
)
from domain.payment_run import PaymentRun
from tests.bank_topics import KASTEN, confirming_receipt, item_of, lost_and_sent_again
from tests.cast import HCC, SYSTEM, bank_says, debit, status
from tests.story import Story, given
from tests.usual_grant import CASE, DIGEST, DRAW, MARCH, RUN, Grant

GRANT = Grant()
BEGIN, LOST = BeginHandOver(run=RUN), ReportLostAnswer(run=RUN)
WRITTEN, HANDED_OVER = GRANT.until("written"), GRANT.until("handed_over")
BEGUN = [*WRITTEN, SYSTEM.asks(BEGIN, MARCH)]
UNKNOWN = [*BEGUN, SYSTEM.asks(LOST, MARCH)]
SAID = "Frau Beispiel vom Zahlungsverkehr hat es am Telefon gesagt."


def receipt(said: str) -> ProposeReceipt:
    return ProposeReceipt(run=RUN, receipt=said, reasons=SAID)


def step(story: Story) -> tuple[str, str]:
    """Stage and key of the run's next own step."""
    standing = plan(story.desk, "payment_run", RUN)
    return standing.stage, standing.step.key if standing.step else ""


def test_the_beginning_is_recorded_once_before_the_file_goes() -> None:
    given(*GRANT.until("in_run")).when(BEGIN, as_=SYSTEM).refused("wrong_stage")
    story = given(*WRITTEN).when(BEGIN, as_=SYSTEM).then(HandOverBegun(attempt=1))
    story.when(BEGIN, as_=SYSTEM).nothing()
    given(*HANDED_OVER).when(BEGIN, as_=SYSTEM).nothing()


def test_without_an_end_the_file_is_in_doubt_and_only_answers_are_awaited() -> None:
    story = given(*BEGUN).when(LOST, as_=SYSTEM).then(HandOverUnknown(attempt=1))
    story.when(LOST, as_=SYSTEM).nothing()
    assert given(*UNKNOWN).state(PaymentRun, RUN).standing == "unknown"
    assert step(given(*UNKNOWN)) == ("answers", f"payment_run/{RUN}/collect")
    given(*UNKNOWN).when(BEGIN, as_=SYSTEM).nothing()


def test_where_the_end_is_known_the_engine_reports_no_doubt() -> None:
    given(*WRITTEN).when(LOST, as_=SYSTEM).nothing()
    given(*HANDED_OVER).when(LOST, as_=SYSTEM).nothing()


def test_the_treasury_reports_a_doubt_while_the_bank_is_silent_and_no_longer() -> None:
    given(*WRITTEN).when(LOST, as_=HCC).refused("bank_has_file")
    given(*HANDED_OVER).when(LOST, as_=HCC).then(HandOverUnknown)
    given(*UNKNOWN).when(LOST, as_=HCC).refused("hand_over_unknown_already")
    for chapter in ("accepted", "booked"):
        given(*GRANT.until(chapter)).when(LOST, as_=HCC).refused("bank_has_file")


def test_the_doors_own_late_answer_ends_the_doubt() -> None:
    story = given(*UNKNOWN).when(GRANT.hand_over(), as_=SYSTEM).then(PaymentFileHandedOver)
    assert story.state(PaymentRun, RUN).standing == "handed_over"


@pytest.mark.parametrize(
    "line",
    [
        status(GRANT.reference(), "pending"),
        status(None, "pending", original_message_id=f"AKTE-{RUN}"),
        debit(GRANT.reference(), 50_000_00),
    ],
)
@pytest.mark.parametrize("before", [BEGUN, UNKNOWN])
def test_whatever_the_bank_says_of_the_run_proves_that_it_has_the_file(line, before) -> None:
    story = given(*before, SYSTEM.asks(bank_says(line), MARCH))
    assert [one for _, one in story.filings() if isinstance(one, HandOverProven)]
    assert story.state(PaymentRun, RUN).handed_over


@pytest.mark.parametrize("reference", ["NOTPROVIDED", f"{CASE}.9.1", f"{CASE}.1.9"])
def test_a_message_about_something_else_proves_nothing(reference: str) -> None:
    story = given(*UNKNOWN, SYSTEM.asks(bank_says(debit(reference, 50_000_00)), MARCH))
    assert story.state(PaymentRun, RUN).standing == "unknown"


def test_two_persons_say_that_the_bank_has_the_file() -> None:
    given(*UNKNOWN).when(receipt("received"), as_=HCC).then(ReceiptProposed)
    story = given(*UNKNOWN, HCC.asks(receipt("received"), MARCH))
    story.when(receipt("received"), as_=HCC).nothing()
    story.when(confirming_receipt(story.desk), as_=HCC).refused("four_eyes")
    confirmed = story.when(confirming_receipt(story.desk), as_=KASTEN)
    assert confirmed.then(ReceiptConfirmed).state(PaymentRun, RUN).handed_over


def test_two_persons_say_that_the_bank_has_nothing_and_the_same_file_goes_again() -> None:
    story = lost_and_sent_again()
    run = story.state(PaymentRun, RUN)
    assert (run.standing, run.hand_over.attempt) == ("written", 2)
    assert run.frozen == given(*WRITTEN).state(PaymentRun, RUN).frozen
    assert step(story) == ("hand_over", f"payment_run/{RUN}/hand_over/2")
    again = RecordHandOver(run=RUN, name=f"AKTE-{RUN}.2.xml")
    assert story.when(again, as_=SYSTEM).granted().state(PaymentRun, RUN).handed_over


def test_a_proposal_is_replaced_and_only_the_last_one_confirmed() -> None:
    first = given(*UNKNOWN, HCC.asks(receipt("received"), MARCH))
    seen = confirming_receipt(first.desk)
    changed = first.given(HCC.asks(receipt("not_received"), MARCH))
    changed.when(seen, as_=KASTEN).refused("content_changed")


def test_without_a_doubt_or_a_proposal_there_is_nothing_to_say() -> None:
    given(*HANDED_OVER).when(receipt("received"), as_=HCC).refused("hand_over_not_unknown")
    blind = ConfirmReceipt(run=RUN, content_hash=DIGEST)
    given(*UNKNOWN).when(blind, as_=KASTEN).refused("receipt_not_proposed")
    unknown = receipt("received").model_copy(update={"run": "other"})
    given(*UNKNOWN).when(unknown, as_=HCC).refused("run_unknown")


def test_who_may_not_act_in_a_case_of_the_run_says_nothing_of_its_file() -> None:
    excluded = ExcludePerson(case=CASE, excluded=HCC.person, cause="relative")
    story = given(*UNKNOWN, HCC.asks(excluded, MARCH))
    story.when(receipt("received"), as_=HCC).refused("person_excluded")


def test_a_duplicate_is_no_refusal_where_the_file_was_in_doubt() -> None:
    again = RecordHandOver(run=RUN, name=f"AKTE-{RUN}.2.xml")
    said = bank_says(status(GRANT.reference(), "rejected", reason_code="AM05"))
    story = lost_and_sent_again().given(SYSTEM.asks(again, MARCH), SYSTEM.asks(said, MARCH))
    assert story.state(Disbursement, DRAW).status == "in_run"
    assert story.state(Clearing, item_of(story)).line.why == "not_expected"
    other = said.model_copy(update={"file": sha256(b"again").hexdigest()})
    told_again = story.given(SYSTEM.asks(other, MARCH))
    assert item_of(told_again) == item_of(story)
    refused = bank_says(status(GRANT.reference(), "rejected", reason_code="AC04"))
    late = told_again.given(SYSTEM.asks(refused, MARCH))
    assert late.state(Disbursement, DRAW).status == "rejected"


def test_a_duplicate_of_a_file_without_doubt_is_a_refusal() -> None:
    said = bank_says(status(GRANT.reference(), "rejected", reason_code="AM05"))
    story = given(*HANDED_OVER, SYSTEM.asks(said, MARCH))
    assert story.state(Disbursement, DRAW).status == "rejected"


def test_the_standing_of_a_run_is_one_word_from_its_content_to_the_banks_last_answer() -> None:
    chapters = ("in_run", "written", "handed_over", "booked")
    standings = [given(*GRANT.until(one)).state(PaymentRun, RUN).standing for one in chapters]
    assert standings == ["frozen", "written", "handed_over", "settled"]
