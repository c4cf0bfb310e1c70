"""Letters and reminders: each once, for the subject it is about, while its duty is open."""

from datetime import date

import pytest
from pydantic import ValidationError

from domain.application import Application, RequestDocuments
from domain.approval import Approval
from domain.correspondence import Duty, LetterPrepared, RecordReminder, ReminderSent
from domain.disbursement import Disbursement
from domain.proof_of_use import ProofOfUse
from tests.cast import ADLER, KASSE, SYSTEM
from tests.story import Act, given
from tests.usual_grant import CASE, DIGEST, DRAW, Grant

GRANT = Grant()
ASK = RequestDocuments(case=CASE, gaps=("concept",), due_on=date(2016, 1, 4))
ASKED: list[Act] = [*GRANT.until("submitted"), ADLER.asks(ASK, date(2015, 12, 10))]
OWED = [
    (Application, CASE, ASKED, Duty("documents", date(2016, 1, 4))),
    (Approval, CASE, GRANT.until("notified"), Duty("declaration", date(2016, 2, 15))),
    (Disbursement, DRAW, GRANT.until("booked"), Duty("use", date(2016, 5, 3))),
    (ProofOfUse, CASE, GRANT.until("used"), Duty("proof", date(2017, 3, 31))),
]


def reminder(subject: str, duty: Duty, /, **changes: object) -> RecordReminder:
    content = {
        "subject": subject,
        "duty": duty.name,
        "step": "at",
        "planned_on": duty.due_on,
        "due_on": duty.due_on,
    }
    return RecordReminder.model_validate(content | changes)


@pytest.mark.parametrize(("state", "key", "told", "duty"), OWED)
def test_a_reminder_is_filed_once_for_an_open_duty(state, key, told, duty) -> None:
    subject = f"{state.KIND}:{key}"
    sent = ReminderSent(duty=duty.name, step="at", planned_on=duty.due_on, due_on=duty.due_on)
    story = given(*told)
    assert story.state(state, key).duty == duty
    story.when(reminder(subject, duty), as_=SYSTEM).then(sent)
    story.when(reminder(subject, duty), as_=SYSTEM).nothing()
    again = reminder(subject, duty, step="after", planned_on=date(2017, 4, 14))
    story.when(again, as_=SYSTEM).then(ReminderSent)


@pytest.mark.parametrize(("state", "key", "told", "duty"), OWED)
def test_nobody_is_reminded_of_another_duty_or_another_day(state, key, told, duty) -> None:
    subject = f"{state.KIND}:{key}"
    others = ({"due_on": date(2016, 1, 5)}, {"duty": "use" if duty.name == "proof" else "proof"})
    for changes in others:
        given(*told).when(reminder(subject, duty, **changes), as_=SYSTEM).nothing()


@pytest.mark.parametrize(
    ("number", "chapter"), [(0, "checked"), (1, "declared"), (2, "used"), (3, "proven")]
)
def test_nobody_is_reminded_of_what_is_done(number: int, chapter: str) -> None:
    state, key, _, duty = OWED[number]
    wish = reminder(f"{state.KIND}:{key}", duty)
    given(*GRANT.until(chapter)).when(wish, as_=SYSTEM).nothing()


def test_a_part_of_the_use_leaves_the_rest_owed() -> None:
    part = KASSE.asks(GRANT.use(cents=1), date(2016, 4, 5))
    assert given(*GRANT.until("booked"), part).state(Disbursement, DRAW).duty == OWED[2][3]


@pytest.mark.parametrize(("state", "key", "told", "duty"), OWED)
def test_a_letter_is_filed_once_for_each_kind_and_matter(state, key, told, duty) -> None:
    letter = GRANT.letter("document_request", "2016-01-04")
    letter = letter.model_copy(update={"subject": f"{state.KIND}:{key}"})
    prepared = LetterPrepared(kind="document_request", about="2016-01-04", document=DIGEST)
    story = given(*told).when(letter, as_=SYSTEM).then(prepared)
    story.when(letter.model_copy(update={"document": "b" * 64}), as_=SYSTEM).nothing()
    story.when(letter.model_copy(update={"about": "2016-01-04.2"}), as_=SYSTEM).then(LetterPrepared)


@pytest.mark.parametrize(
    "subject",
    ["recipient:nobody", "payment_run:x", "approval:WIR-2016-OTHER", "approval", ":"],
)
def test_no_letter_is_about_what_does_not_exist(subject: str) -> None:
    letter = GRANT.letter("approval_notice").model_copy(update={"subject": subject})
    story = given(*GRANT.until("signed"))
    story.when(letter, as_=SYSTEM).refused("case_unknown", "subject")
    duty = Duty("proof", date(2017, 3, 31))
    story.when(reminder(subject, duty), as_=SYSTEM).refused("case_unknown", "subject")


def test_the_notice_on_file_is_the_letter_that_was_printed() -> None:
    assert given(*GRANT.until("printed")).state(Approval, CASE).notice_document == DIGEST


@pytest.mark.parametrize("changes", [{"duty": "taxes"}, {"step": "soon"}, {"due_on": "2016-01-04"}])
def test_a_reminder_is_about_a_duty_we_know(changes) -> None:
    with pytest.raises(ValidationError):
        reminder(f"approval:{CASE}", Duty("proof", date(2017, 3, 31)), **changes)
