"""A period of the authority moves with a reason, also when it is over; one of a statute never."""

from datetime import date

import pytest

from domain.agenda import Process, Step, plan
from domain.application import Application
from domain.approval import Approval
from domain.correspondence import DutyName
from domain.disbursement import Disbursement
from domain.extension import ExtendPeriod, PeriodExtended, PeriodName
from domain.kernel import Day, Subject
from domain.proof_of_use import ProofOfUse
from tests.cast import ADLER, ANTRAG, BIRKE, SYSTEM
from tests.every_topic import requested
from tests.story import Story, given
from tests.usual_grant import CASE, DRAW, Grant

GRANT = Grant()
KINDS = {
    "documents": Application,
    "declaration": Approval,
    "use": Disbursement,
    "proof": ProofOfUse,
}
OWED: list[tuple[DutyName, str, Day]] = [
    ("declaration", "notified", date(2016, 2, 15)),
    ("use", "booked", date(2016, 5, 3)),
    ("proof", "confirmed", date(2017, 3, 31)),
]


def ask(duty: PeriodName, until: Day, number: int = 1) -> ExtendPeriod:
    return ExtendPeriod(
        case=CASE, duty=duty, number=number, until=until, reason="Krankheit der Leitung."
    )


def due(story: Story, duty: DutyName) -> Day | None:
    state = story.desk.read(KINDS[duty], DRAW if duty == "use" else CASE)
    return state.duty.due_on if state.duty else None


@pytest.mark.parametrize(("duty", "chapter", "day"), OWED)
def test_each_duty_gets_its_later_day_and_keeps_the_earlier_one(
    duty: DutyName, chapter: str, day: Day
) -> None:
    story = given(*GRANT.until(chapter))
    assert due(story, duty) == day
    later = date(2017, 6, 30)
    answer = story.when(ask(duty, later), as_=ADLER)
    answer.then(PeriodExtended)
    [(subject, event)] = answer.filings
    assert isinstance(event, PeriodExtended)
    assert (event.was_due_on, event.due_on, event.extended_by) == (day, later, ADLER.person)
    assert subject == Subject(KINDS[duty].KIND, DRAW if duty == "use" else CASE)
    assert due(story, duty) == later


def test_documents_can_be_given_more_time_also_when_their_day_is_over() -> None:
    story = given(*requested())
    assert due(story, "documents") == date(2016, 2, 1)
    story.when(ask("documents", date(2016, 3, 26)), as_=ADLER, on=date(2016, 2, 20)).granted()
    assert due(story, "documents") == date(2016, 3, 29)  # the Saturday before Easter moves


def test_a_declaration_within_the_longer_period_is_not_late() -> None:
    story = given(*GRANT.until("notified"))
    story.when(ask("declaration", date(2016, 3, 15)), as_=ADLER).granted()
    answer = story.when(GRANT.declaration(), as_=ANTRAG, on=date(2016, 3, 1))
    declared = answer.granted().state(Approval, CASE).declaration
    assert declared is not None
    assert not declared.late


def step_of(story: Story, process: Process, key: str = CASE) -> Step:
    step = plan(story.desk, process, key).step
    assert step is not None
    return step


def test_a_letter_tells_the_new_day_once_and_reminders_follow_it() -> None:
    story = given(*GRANT.until("confirmed"))
    story.when(ask("proof", date(2017, 6, 30)), as_=BIRKE).granted()
    step = step_of(story, "proof_of_use")
    assert (step.letter, step.about) == ("extension_letter", "proof.2017-06-30")
    told = GRANT.letter("extension_letter", "proof.2017-06-30", "proof_of_use")
    story.when(told, as_=SYSTEM).granted()
    step = step_of(story, "proof_of_use")
    assert (step.duty_due_on, step.due_on) == (date(2017, 6, 30), date(2017, 6, 16))


@pytest.mark.parametrize(
    ("duty", "chapter", "process", "key"),
    [
        ("declaration", "notified", "notice", CASE),
        ("use", "booked", "disbursement", DRAW),
    ],
)
def test_each_process_tells_of_the_longer_period(
    duty: PeriodName, chapter: str, process: Process, key: str
) -> None:
    story = given(*GRANT.until(chapter))
    story.when(ask(duty, date(2017, 6, 30)), as_=ADLER).granted()
    assert step_of(story, process, key).about == f"{duty}.2017-06-30"


def test_the_letter_of_a_longer_period_does_not_replace_the_notice() -> None:
    story = given(*GRANT.until("notified"))
    notice = story.state(Approval, CASE).notice_document
    other = GRANT.letter("extension_letter", "declaration.2016-03-15")
    story.when(other.model_copy(update={"document": "b" * 64}), as_=SYSTEM).granted()
    assert story.state(Approval, CASE).notice_document == notice


def test_a_longer_period_of_another_duty_leaves_the_notice_as_it_is() -> None:
    story = given(*GRANT.until("confirmed"))
    before = story.state(Approval, CASE)
    story.when(ask("proof", date(2017, 6, 30)), as_=BIRKE).granted()
    [*_, event] = story.desk.files[Subject("proof_of_use", CASE)]
    assert before.evolve(event) == before == story.state(Approval, CASE)


def test_more_time_for_documents_goes_out_as_a_new_request() -> None:
    story = given(*requested())
    story.when(GRANT.letter("document_request", "2016-02-01", "application"), as_=SYSTEM).granted()
    story.when(ask("documents", date(2016, 3, 1)), as_=ADLER).granted()
    step = step_of(story, "review")
    assert (step.letter, step.about) == ("document_request", "2016-03-01")


def test_the_derivation_names_the_earlier_day() -> None:
    story = given(*GRANT.until("notified"))
    story.when(ask("declaration", date(2016, 3, 26)), as_=ADLER).granted()
    notified = story.state(Approval, CASE).notified
    assert notified is not None
    assert notified.declaration.explain("de") == (
        "Die Frist bis zum 15.02.2016 ist verlängert; weil der 26.03.2016 ein Samstag ist, endet "
        "sie mit Ablauf des 29.03.2016 (§ 31 Abs. 7 HVwVfG; § 193 BGB)."
    )
    assert "is extended" in notified.declaration.explain("en")


def test_the_same_day_again_changes_nothing() -> None:
    story = given(*GRANT.until("notified"))
    story.when(ask("declaration", date(2016, 3, 15)), as_=ADLER).granted()
    story.when(ask("declaration", date(2016, 3, 15)), as_=ADLER).nothing()


@pytest.mark.parametrize(
    ("chapter", "command", "code"),
    [
        ("notified", ask("remedies", date(2016, 4, 1)), "period_of_statute"),
        ("notified", ask("documents", date(2016, 4, 1)), "no_open_period"),
        ("submitted", ask("proof", date(2017, 6, 30)), "no_open_period"),
        ("booked", ask("use", date(2016, 6, 30), number=2), "no_open_period"),
        ("used", ask("use", date(2016, 6, 30)), "no_open_period"),
        ("notified", ask("declaration", date(2016, 2, 12)), "not_longer"),
        ("proven", ask("declaration", date(2017, 1, 2)), "no_open_period"),
    ],
)
def test_what_cannot_be_extended_is_refused_with_its_reason(
    chapter: str, command: ExtendPeriod, code: str
) -> None:
    given(*GRANT.until(chapter)).when(command, as_=ADLER).refused(code)


def test_the_refusal_for_remedies_shows_the_way_to_restitution() -> None:
    answer = given(*GRANT.until("notified")).when(ask("remedies", date(2016, 4, 1)), as_=ADLER)
    assert answer.refusal is not None
    refusal = answer.refusal.refusal
    assert "§§ 58, 60, 70, 74 VwGO" in refusal.basis
    assert "Wiedereinsetzung" in refusal.next_german


def test_a_new_day_never_lies_in_the_past() -> None:
    story = given(*GRANT.until("notified"))
    late = story.when(ask("declaration", date(2016, 3, 1)), as_=ADLER, on=date(2016, 3, 10))
    late.refused("not_longer", "until")
