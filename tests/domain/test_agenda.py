"""The agenda: at which stage each process stands, and the engine's own next step."""

from datetime import date

import pytest

from domain.agenda import AT_ONCE, Plan, Process, Step, plan
from domain.application import RejectApplication, RequestDocuments, WithdrawApplication
from domain.approval import ApprovalSigned, RecordFinality, RecordNotification, RetrieveNotice
from domain.correspondence import RecordLetter, RecordReminder, ReminderSent
from domain.disbursement import ReturnDrawdown
from domain.kernel import Command, Money, Subject
from domain.notice import NoticeRetrieved
from domain.proof_of_use import ReturnProof
from tests.cast import ADLER, ANTRAG, BIRKE, DORN, SYSTEM, bank_says, credit, status
from tests.story import Story, given
from tests.usual_grant import CASE, DIGEST, DRAW, MARCH, RUN, Grant

GRANT, PORTAL = Grant(), Grant(channel="portal")
KEYS = {"disbursement": DRAW, "payment_run": RUN}


def planned(story: Story, process: Process) -> Plan:
    return plan(story.desk, process, KEYS.get(process, CASE))


def stands(story: Story, process: Process) -> tuple[str, str | None]:
    """The stage and the next act of a process."""
    standing = planned(story, process)
    return standing.stage, standing.step.act if standing.step else None


LIFE: list[tuple[str, Process, str, str | None]] = [
    ("registered", "review", "closed", None),
    ("submitted", "review", "decision", None),
    ("proposed", "review", "decision", None),
    ("proposed", "notice", "closed", None),
    ("proposed", "proof_of_use", "closed", None),
    ("signed", "review", "closed", None),
    ("signed", "notice", "letter", "letter"),
    ("printed", "notice", "posting", "post"),
    ("posted", "notice", "notification", "notify"),
    ("notified", "notice", "acceptance", "remind"),
    ("declared", "notice", "closed", None),
    ("confirmed", "disbursement", "closed", None),
    ("drawn", "disbursement", "order", None),
    ("certified", "disbursement", "order", None),
    ("ordered", "disbursement", "payment", None),
    ("ordered", "payment_run", "closed", None),
    ("in_run", "payment_run", "file", "write_file"),
    ("written", "payment_run", "hand_over", "hand_over"),
    ("handed_over", "payment_run", "answers", "collect"),
    ("accepted", "payment_run", "answers", "collect"),
    ("booked", "payment_run", "closed", None),
    ("booked", "disbursement", "use", "remind"),
    ("used", "disbursement", "closed", None),
    ("used", "proof_of_use", "proof", "remind"),
    ("proven", "proof_of_use", "examination", None),
    ("examined", "proof_of_use", "examination", None),
    ("settled", "proof_of_use", "note", "letter"),
]


@pytest.mark.parametrize(("chapter", "process", "stage", "act"), LIFE)
def test_each_process_of_a_usual_grant_knows_where_it_stands(chapter, process, stage, act) -> None:
    assert stands(given(*GRANT.until(chapter)), process) == (stage, act)


def test_what_is_due_at_once_is_due_on_every_day() -> None:
    letter = planned(given(*GRANT.until("signed")), "notice").step
    assert letter == Step(
        act="letter",
        key=f"notice/{CASE}/letter/approval_notice/v1",
        letter="approval_notice",
        about="v1",
    )
    assert letter.due_on == AT_ONCE < date(2000, 1, 1)


def asked(*dues: date) -> Story:
    wishes = (RequestDocuments(case=CASE, gaps=("concept",), due_on=due) for due in dues)
    days = (date(2015, 12, 8), date(2015, 12, 9))
    return given(*GRANT.until("submitted"), *map(ADLER.asks, wishes, days))


def test_documents_are_asked_for_by_letter_then_reminded_of() -> None:
    due = date(2016, 1, 4)
    story = asked(due)
    assert planned(story, "review").step.about == "2016-01-04"
    letter = GRANT.letter("document_request", "2016-01-04", "application")
    story.when(letter, as_=SYSTEM).granted()
    step = planned(story, "review").step
    assert (step.act, step.duty, step.reminder, step.due_on, step.duty_due_on) == (
        "remind",
        "documents",
        "before",
        date(2015, 12, 21),
        due,
    )


def test_a_second_request_goes_out_also_when_it_names_the_same_day() -> None:
    due = date(2016, 1, 4)
    story = asked(due)
    letter = GRANT.letter("document_request", "2016-01-04", "application")
    story.when(letter, as_=SYSTEM).granted()
    more = RequestDocuments(case=CASE, gaps=("concept", "form"), due_on=due)
    story.when(more, as_=ADLER).granted()
    step = planned(story, "review").step
    assert (step.act, step.about) == ("letter", "2016-01-04.2")


def test_a_rejection_goes_out_by_letter_and_a_withdrawal_needs_none() -> None:
    submitted = GRANT.until("submitted")
    reject, withdraw = RejectApplication(case=CASE, reasons="Nein."), WithdrawApplication(case=CASE)
    story = given(*submitted, DORN.asks(reject, date(2016, 1, 4)))
    assert stands(story, "review") == ("rejection", "letter")
    story.when(GRANT.letter("rejection_notice", stream="application"), as_=SYSTEM).granted()
    assert planned(story, "review").closed
    story = given(*submitted, ANTRAG.asks(withdraw, date(2016, 1, 4)))
    assert planned(story, "review").closed


def test_a_notice_in_the_portal_waits_ten_days_and_is_posted_on_the_eleventh() -> None:
    story = given(*PORTAL.until("posted"))
    step = planned(story, "notice").step
    assert (step.act, step.about, step.due_on) == ("post", "post", date(2016, 1, 23))
    story.when(RetrieveNotice(case=CASE), as_=ANTRAG, on=date(2016, 1, 22)).then(NoticeRetrieved)
    step = planned(story, "notice").step
    assert (step.act, step.due_on) == ("notify", date(2016, 1, 23))


def test_the_day_of_notification_by_post_is_planned() -> None:
    step = planned(given(*GRANT.until("posted")), "notice").step
    assert (step.act, step.due_on) == ("notify", date(2016, 1, 15))


def test_the_notice_waits_for_declaration_and_finality_whichever_comes_first() -> None:
    patient = GRANT.declaration(waives_remedies=False)
    story = given(*GRANT.until("notified"), ANTRAG.asks(patient, date(2016, 1, 20)))
    step = planned(story, "notice").step
    assert (step.act, step.due_on) == ("finalise", date(2016, 2, 16))
    story.when(RecordFinality(case=CASE), as_=SYSTEM, on=date(2016, 2, 16)).granted()
    assert planned(story, "notice").closed


def test_after_the_last_reminder_a_process_waits_for_people() -> None:
    story = given(*GRANT.until("notified"))
    story.when(RecordFinality(case=CASE), as_=SYSTEM, on=date(2016, 2, 16)).granted()
    sent = []
    while step := planned(story, "notice").step:
        content = {"subject": f"approval:{CASE}", "duty": step.duty, "step": step.reminder}
        days = {"planned_on": step.due_on, "due_on": step.duty_due_on}
        story.when(RecordReminder.model_validate(content | days), as_=SYSTEM).granted()
        sent.append((step.reminder, step.due_on))
    assert sent == [
        ("before", date(2016, 2, 1)),
        ("at", date(2016, 2, 15)),
        ("after", date(2016, 2, 29)),
    ]
    assert stands(story, "notice") == ("acceptance", None)


@pytest.mark.parametrize("line", ["rejected", "returned"])
def test_a_payment_that_failed_waits_for_people(line: str) -> None:
    reference = GRANT.reference()
    refused, back = status(reference, "rejected"), credit(reference, 50_000_00)
    chapter, said = ("accepted", refused) if line == "rejected" else ("booked", back)
    story = given(*GRANT.until(chapter), SYSTEM.asks(bank_says(said), MARCH))
    assert stands(story, "disbursement") == ("payment", None)
    story.when(ReturnDrawdown(case=CASE, number=1, remark="Aufgegeben."), as_=ADLER).granted()
    assert planned(story, "disbursement").closed


def test_a_proof_that_went_back_is_awaited_again() -> None:
    back = ReturnProof(case=CASE, remark="Bitte ergänzen.")
    story = given(*GRANT.until("proven"), BIRKE.asks(back, date(2017, 2, 20)))
    assert stands(story, "proof_of_use") == ("proof", "remind")


def test_an_even_case_is_noted_closed_and_bidden_farewell() -> None:
    story = given(*GRANT.until("settled"))
    story.when(GRANT.letter("examination_note", stream="proof_of_use"), as_=SYSTEM).granted()
    assert stands(story, "proof_of_use") == ("closing", "close")
    story.given(*GRANT.closed())
    assert stands(story, "proof_of_use") == ("farewell", "letter")
    story.when(GRANT.letter("closing_letter", stream="proof_of_use"), as_=SYSTEM).granted()
    assert planned(story, "proof_of_use").closed


@pytest.mark.parametrize("final", [58_300_00, 40_000_00])
def test_a_rest_and_a_refund_wait_for_people(final: int) -> None:
    paid = [] if final > 50_000_00 else GRANT.since("confirmed", "used")
    facts = {"eligible_cents": final, "months": 12}
    story = given(*GRANT.until("confirmed"), *paid, *GRANT.proven())
    story.when(GRANT.note(recognised_facts=facts), as_=BIRKE).granted()
    story.when(GRANT.settlement, as_=DORN).granted()
    story.when(GRANT.letter("examination_note", stream="proof_of_use"), as_=SYSTEM).granted()
    assert stands(story, "proof_of_use") == ("closing", None)


def test_a_signature_without_a_draft_on_file_is_posted() -> None:
    """Files could only come to this by hand; the notice goes out all the same."""
    signed = ApprovalSigned(
        amount_cents=Money(1), content_hash=DIGEST, signed_by="x", signed_on=date(2016, 1, 11)
    )
    story = given(*GRANT.until("reserved"), (Subject("approval", CASE), signed))
    story.when(GRANT.letter("approval_notice"), as_=SYSTEM).granted()
    assert planned(story, "notice").step.about == "post"


PROCESSES: tuple[Process, ...] = (
    *("review", "notice", "disbursement", "payment_run", "proof_of_use"),
)
STREAMS = {"review": "application", "notice": "approval", "disbursement": "disbursement"}
FILE, HAND_OVER, CLOSE = (
    GRANT.since(*span)[0].ask
    for span in (("in_run", "written"), ("written", "handed_over"), ("settled", "closed"))
)


def command_of(process: Process, step: Step, today: date) -> Command:
    """The command with which the engine takes a step."""
    stream = f"{STREAMS.get(process, process)}:{KEYS.get(process, CASE)}"
    match step.act:
        case "letter":
            content = {"subject": stream, "kind": step.letter, "about": step.about}
            return RecordLetter.model_validate(content | {"document": DIGEST})
        case "remind":
            content = {"subject": stream, "duty": step.duty, "step": step.reminder}
            days = {"planned_on": step.due_on, "due_on": step.duty_due_on}
            return RecordReminder.model_validate(content | days)
        case "post":
            return GRANT.posting(channel=step.about, posted_on=today)
    plain = {"notify": RecordNotification(case=CASE), "finalise": RecordFinality(case=CASE)}
    return {**plain, "write_file": FILE, "hand_over": HAND_OVER, "close": CLOSE}[step.act]


def worked(story: Story, today: date) -> Story:
    """The story after the engine took all steps due that day; none is refused or for nothing."""
    due = True
    while due:
        plans = [(process, planned(story, process).step) for process in PROCESSES]
        due = [(one, step) for one, step in plans if step and step.act != "collect"]
        due = [(one, step) for one, step in due if step.due_on <= today]
        for process, step in due[:1]:
            answer = story.when(command_of(process, step, today), as_=SYSTEM, on=today)
            assert answer.granted() and answer.filings
    return story


def test_people_and_engine_together_lead_a_grant_to_its_end() -> None:
    """Only what people and the bank do is told; everything else the agenda asks for."""
    people = [act for act in GRANT.until("settled") if act.actor != SYSTEM]
    bank = [*GRANT.accepted(), *GRANT.booked()]
    story = Story()
    for act in sorted([*people, *bank], key=lambda act: act.on):
        worked(story, act.on).given(act)
    worked(story, date(2017, 2, 22))
    assert {planned(story, process).stage for process in PROCESSES} == {"closed"}
    reminders = [one for one in story.told() if isinstance(one, ReminderSent)]
    assert [one.duty for one in reminders] == []
