"""Paper: the letter of a step says what is filed for the case."""

from datetime import date

import pytest

from adapters.letter_kinds import ApprovalNotice, DocumentRequest, ExtensionLetter
from adapters.letters import render
from domain.agenda import Process, Step, plan
from domain.extension import ExtendPeriod, PeriodName
from tests.cast import ADLER
from tests.every_topic import requested
from tests.story import Story, given
from tests.usual_grant import CASE, DRAW, Grant
from workers.paper import compose
from workers.treasury import TRAINING_DEBTOR

GRANT = Grant()
DATED = date(2016, 2, 1)


def next_step(story: Story, process: Process, key: str) -> Step:
    step = plan(story.desk, process, key).step
    assert step is not None
    return step


@pytest.mark.parametrize(
    ("duty", "chapter", "process", "was_due"),
    [
        ("declaration", "notified", "notice", date(2016, 2, 15)),
        ("use", "booked", "disbursement", date(2016, 5, 3)),
        ("proof", "confirmed", "proof_of_use", date(2017, 3, 31)),
    ],
)
def test_a_longer_period_is_told_with_its_old_and_its_new_day(
    duty: PeriodName, chapter: str, process: Process, was_due: date
) -> None:
    key = DRAW if process == "disbursement" else CASE
    story = given(*GRANT.until(chapter))
    longer = ExtendPeriod(
        case=CASE, duty=duty, number=1, until=date(2017, 6, 30), reason="Krankheit."
    )
    story.when(longer, as_=ADLER).granted()
    letter = compose(
        story.desk, next_step(story, process, key), case=key, dated=DATED, debtor=TRAINING_DEBTOR
    )
    assert isinstance(letter, ExtensionLetter)
    assert (letter.about, letter.was_due, letter.due) == (duty, was_due, date(2017, 6, 30))
    assert letter.file_number == CASE
    assert "verlängert" in letter.derivation
    assert render(letter) == render(letter)


def test_more_time_for_documents_is_told_by_the_request_itself() -> None:
    story = given(*requested())
    longer = ExtendPeriod(case=CASE, duty="documents", until=date(2016, 3, 1), reason="Ferien.")
    story.when(longer, as_=ADLER).granted()
    letter = compose(
        story.desk, next_step(story, "review", CASE), case=CASE, dated=DATED, debtor=TRAINING_DEBTOR
    )
    assert isinstance(letter, DocumentRequest)
    assert letter.due == date(2016, 3, 1)


def test_a_notice_names_the_grant_its_days_and_the_court_of_the_seat() -> None:
    story = given(*GRANT.until("signed"))
    letter = compose(
        story.desk, next_step(story, "notice", CASE), case=CASE, dated=DATED, debtor=TRAINING_DEBTOR
    )
    assert isinstance(letter, ApprovalNotice)
    assert letter.amount_cents == 50_000_00
    assert letter.proof_due == date(2017, 3, 31)
    assert letter.court == "Frankfurt am Main"
