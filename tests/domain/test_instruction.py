"""A missing or wrong instruction opens remedies for a year; what lapsed is no longer final."""

from datetime import date

import pytest

from domain.agenda import plan
from domain.approval import Approval, RecordFinality
from domain.instruction import RecordInstructionDefect
from domain.instruction_decisions import may_record_defect
from domain.kernel import Day, Refused
from domain.notice import InstructionDefectFound, NoticeBecameFinal
from tests.cast import ADLER, ANTRAG, BIRKE, EICHE, KASSE, SYSTEM
from tests.story import Story, context, given
from tests.usual_grant import CASE, MARCH, Grant

GRANT = Grant()
A_YEAR_ON = date(2017, 1, 16)  # notified on 15 January 2016; 15 January 2017 is a Sunday
LATER = date(2016, 4, 1)


def ask(found_on: Day = LATER, defect: str = "missing") -> RecordInstructionDefect:
    content = {"case": CASE, "defect": defect, "found_on": found_on, "note": "Anlage fehlt."}
    return RecordInstructionDefect.model_validate(content)


def lapsed() -> Story:
    """A grant accepted without a waiver, final since the period for an action ended."""
    declaration = ANTRAG.asks(GRANT.declaration(waives_remedies=False), date(2016, 1, 20))
    final = SYSTEM.asks(RecordFinality(case=CASE), date(2016, 2, 16))
    return given(*GRANT.until("notified"), declaration, final, *GRANT.confirmed())


def approval(story: Story) -> Approval:
    return story.state(Approval, CASE)


def test_the_period_becomes_a_year_and_finality_waits_for_its_end() -> None:
    story = given(*GRANT.until("notified")).when(ask(), as_=ADLER, on=LATER).granted()
    notified = approval(story).notified
    assert notified is not None
    assert notified.remedies_until == A_YEAR_ON
    assert "§ 58 Abs. 2 VwGO" in notified.remedies.explain("de")
    early = story.when(RecordFinality(case=CASE), as_=SYSTEM, on=date(2016, 6, 1))
    early.refused("not_yet_due")
    story.when(RecordFinality(case=CASE), as_=SYSTEM, on=date(2017, 1, 17)).then(NoticeBecameFinal)


def test_what_had_lapsed_is_open_again_and_nothing_new_is_drawn_or_ordered() -> None:
    story = lapsed()
    assert approval(story).final_on == date(2016, 2, 16)
    story.given(*GRANT.drawn(), *GRANT.certified())
    answer = story.when(ask(), as_=ADLER, on=LATER)
    answer.then(InstructionDefectFound)
    [(_, event)] = answer.filings
    assert isinstance(event, InstructionDefectFound)
    assert (event.reopened, event.found_by) == (True, ADLER.person)
    assert event.remedies_until == A_YEAR_ON
    assert approval(story).final_on is None
    story.when(GRANT.order(), as_=EICHE).refused("notice_not_final")
    story.when(GRANT.drawdown(), as_=KASSE).refused("notice_not_final")


def test_the_engine_finalises_again_when_the_year_is_over() -> None:
    story = lapsed()
    story.when(ask(), as_=ADLER, on=LATER).granted()
    step = plan(story.desk, "notice", CASE).step
    assert step is not None
    assert (step.act, step.due_on) == ("finalise", date(2017, 1, 17))
    assert step.key == f"notice/{CASE}/finalise/2017-01-17"
    again = story.when(RecordFinality(case=CASE), as_=SYSTEM, on=step.due_on)
    again.then(NoticeBecameFinal(final_on=date(2017, 1, 17), ground="lapse"))
    assert plan(story.desk, "notice", CASE).closed


def test_a_waiver_keeps_the_notice_final() -> None:
    story = given(*GRANT.until("confirmed"))
    story.when(ask(), as_=ADLER, on=LATER).granted()
    assert approval(story).final_on == date(2016, 1, 20)
    story.when(GRANT.drawdown(), as_=KASSE).granted()


def test_a_defect_found_after_the_year_changes_nothing_about_finality() -> None:
    story = lapsed()
    story.when(ask(date(2017, 1, 17)), as_=ADLER, on=date(2017, 1, 17)).granted()
    assert approval(story).final_on == date(2016, 2, 16)
    last = lapsed().when(ask(A_YEAR_ON), as_=ADLER, on=A_YEAR_ON).granted()
    assert approval(last).final_on is None


def test_a_waiver_during_the_year_makes_the_notice_final_at_once() -> None:
    story = given(*GRANT.until("notified")).when(ask(), as_=ADLER, on=LATER).granted()
    story.when(GRANT.declaration(signed_on=LATER), as_=ANTRAG, on=LATER).granted()
    assert approval(story).final_on == LATER


def test_a_defect_is_stated_once() -> None:
    story = given(*GRANT.until("notified")).when(ask(), as_=ADLER, on=LATER).granted()
    story.when(ask(), as_=BIRKE).nothing()
    story.when(ask(defect="wrong"), as_=BIRKE).refused("instruction_defect_known")


@pytest.mark.parametrize(
    ("chapter", "found_on", "code"),
    [
        ("reserved", MARCH, "no_notice"),
        ("posted", date(2016, 1, 12), "not_notified"),
        ("notified", date(2099, 1, 1), "day_in_future"),
        ("notified", date(2016, 1, 10), "day_before_notice"),
    ],
)
def test_what_cannot_be_a_defect_of_this_notice_is_refused(
    chapter: str, found_on: Day, code: str
) -> None:
    given(*GRANT.until(chapter)).when(ask(found_on), as_=ADLER).refused(code)


def test_the_guard_asks_for_a_notified_notice_without_a_known_defect() -> None:
    story = given(*GRANT.until("notified"))
    may_record_defect(story.desk, CASE, context(ADLER, LATER))
    story.when(ask(), as_=ADLER, on=LATER).granted()
    with pytest.raises(Refused):
        may_record_defect(story.desk, CASE, context(ADLER, LATER))
