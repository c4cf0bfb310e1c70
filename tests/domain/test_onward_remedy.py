"""A county's notice is open to an objection, on which the county decides itself (§ 70 VwGO)."""

from dataclasses import replace
from datetime import date, timedelta

from domain.agenda import plan
from domain.approval import Approval, RecordFinality
from domain.contest import RecordRemedy, RecordRemedyEnd
from domain.instruction import RecordInstructionDefect
from domain.notice import InstructionDefectFound, NoticeBecameFinal, RemedyEnded, RemedyFiled
from tests.cast import ADLER, SYSTEM
from tests.onward_award import COUNTY, FIRST, UPPER
from tests.onward_grant import BRUECKE_GRANT, COUNTY_GRANT, passed_on
from tests.story import Story, given

PATIENT = replace(BRUECKE_GRANT, waives=False)
NOTIFIED = [*passed_on(), *PATIENT.until("notified")]
FILED_ON = PATIENT.day(12)


def remedy(kind: str = "objection", case: str = FIRST) -> RecordRemedy:
    content = {"case": case, "remedy": kind, "filed_on": FILED_ON, "reference": "Eingang 17"}
    return RecordRemedy.model_validate(content)


def ended(outcome: str) -> RecordRemedyEnd:
    content = {"case": FIRST, "outcome": outcome, "ended_on": date(2022, 4, 1)}
    return RecordRemedyEnd.model_validate(content | {"reference": "Widerspruchsbescheid"})


def approval(story: Story) -> Approval:
    return story.state(Approval, FIRST)


def test_the_month_of_the_objection_runs_from_notification() -> None:
    notified = approval(given(*NOTIFIED)).notified
    assert notified
    assert notified.remedies.basis.startswith("§ 70 Abs. 1 VwGO")
    assert (notified.notified_on, notified.remedies_until) == (date(2022, 2, 7), date(2022, 3, 7))
    land = given(*COUNTY_GRANT.until("notified")).state(Approval, UPPER).notified
    assert land and land.remedies.basis.startswith("§ 74 Abs. 1 Satz 2 VwGO")


def test_the_notice_is_final_when_the_month_is_over() -> None:
    story = given(*NOTIFIED)
    final = RecordFinality(case=FIRST)
    story.when(final, as_=SYSTEM, on=date(2022, 3, 7)).refused("not_yet_due")
    story = story.when(final, as_=SYSTEM, on=date(2022, 3, 8)).then(NoticeBecameFinal)
    assert approval(story).final_on == date(2022, 3, 8)


def test_each_level_has_its_own_remedy_and_no_other() -> None:
    story = given(*NOTIFIED)
    story.when(remedy("action"), as_=COUNTY.clerk, on=FILED_ON).refused("other_remedy")
    story.when(remedy(case=UPPER), as_=ADLER).refused("other_remedy")
    story.when(remedy(), as_=COUNTY.clerk).then(RemedyFiled)


def test_an_objection_suspends_the_notice_until_the_county_has_decided() -> None:
    story = given(*NOTIFIED).when(remedy(), as_=COUNTY.clerk, on=FILED_ON).granted()
    assert approval(story).contested
    final = RecordFinality(case=FIRST)
    story.when(final, as_=SYSTEM, on=date(2022, 3, 31)).refused("notice_contested")
    story = story.when(ended("dismissed"), as_=COUNTY.clerk, on=date(2022, 4, 4)).then(
        RemedyEnded, NoticeBecameFinal
    )
    assert approval(story).final_on == date(2022, 4, 1)


def test_an_objection_that_succeeds_takes_the_notice_away() -> None:
    story = given(*NOTIFIED, COUNTY.clerk.asks(remedy(), FILED_ON))
    story = story.when(ended("upheld"), as_=COUNTY.clerk, on=date(2022, 4, 4)).then(RemedyEnded)
    assert approval(story).versions[0].quashed


def test_without_an_instruction_the_objection_is_open_for_a_year() -> None:
    defect = RecordInstructionDefect(
        case=FIRST, defect="missing", found_on=FILED_ON, note="Die Belehrung fehlt."
    )
    story = (
        given(*NOTIFIED).when(defect, as_=COUNTY.clerk, on=FILED_ON).then(InstructionDefectFound)
    )
    found = approval(story).instruction_defect
    assert found and found.remedies.basis.startswith("§ 70 Abs. 2, § 58 Abs. 2 VwGO")
    assert found.remedies_until - date(2022, 2, 7) == timedelta(days=365)


def test_the_engine_takes_the_notice_for_final_after_the_month() -> None:
    step = plan(given(*NOTIFIED, *PATIENT.declared()).desk, "notice", FIRST).step
    assert step and (step.act, step.due_on) == ("finalise", date(2022, 3, 8))
