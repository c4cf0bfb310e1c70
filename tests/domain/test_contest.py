"""Action, objection and correction: what suspends finality, and what does not."""

from datetime import date

import pytest

from domain.approval import Approval, RecordFinality
from domain.change_report import ChangeReported, ChangeReports, ChangeReviewed, ReviewChange
from domain.correction import CorrectNotice
from domain.notice import (
    NoticeBecameFinal,
    NoticeCorrected,
    NoticeEvent,
    NoticeVersion,
    RemedyEnded,
    RemedyFiled,
)
from domain.proof_of_use import CloseCase
from tests.cast import ADLER, ANTRAG, BIRKE, DORN, KASSE, SYSTEM
from tests.changed_grant import APRIL, amended, notified, remedy, remedy_end, report
from tests.story import Actor, given
from tests.usual_grant import CASE, MARCH, Grant

GRANT = Grant()
NOTIFIED = GRANT.until("notified")
FEBRUARY = date(2016, 2, 1)
FINALISE = RecordFinality(case=CASE)


def test_a_remedy_in_time_keeps_the_notice_from_becoming_final() -> None:
    story = given(*NOTIFIED).when(remedy(GRANT), as_=ADLER, on=FEBRUARY).then(RemedyFiled)
    story.when(remedy(GRANT), as_=ADLER).nothing()
    assert story.state(Approval, CASE).contested
    story.when(FINALISE, as_=SYSTEM, on=date(2016, 2, 16)).refused("notice_contested")
    waiver = GRANT.declaration(signed_on=date(2016, 2, 2))
    story.when(waiver, as_=ANTRAG).granted()
    assert story.state(Approval, CASE).final_on is None
    story.when(GRANT.drawdown(), as_=KASSE, on=MARCH).refused("notice_not_final")


def test_what_the_court_told_too_late_for_the_engine_voids_the_finality() -> None:
    story = given(*NOTIFIED).when(FINALISE, as_=SYSTEM, on=date(2016, 2, 16)).granted()
    late_news = remedy(GRANT, filed_on=date(2016, 2, 15))
    story.when(late_news, as_=ADLER, on=date(2016, 2, 20)).granted()
    assert story.state(Approval, CASE).final_on is None


@pytest.mark.parametrize("chapter", ["notified", "declared"])
def test_a_remedy_after_its_period_or_after_a_waiver_suspends_nothing(chapter: str) -> None:
    day = date(2016, 2, 16) if chapter == "notified" else FEBRUARY
    story = given(*GRANT.until(chapter)).when(remedy(GRANT, filed_on=day), as_=ADLER, on=day)
    assert not story.granted().state(Approval, CASE).contested


def test_a_notice_can_be_contested_before_it_counts_as_notified() -> None:
    given(*GRANT.until("printed")).when(remedy(GRANT), as_=ADLER).refused("no_notice")
    day = date(2016, 1, 13)
    story = given(*GRANT.until("posted")).when(remedy(GRANT, filed_on=day), as_=ADLER, on=day)
    assert story.granted().state(Approval, CASE).contested
    end = remedy_end(GRANT, ended_on=date(2016, 1, 14), outcome="dismissed")
    story.story.when(end, as_=ADLER, on=date(2016, 1, 14)).then(RemedyEnded)


def test_there_is_no_objection_against_a_notice_of_the_regional_council() -> None:
    wish = remedy(GRANT, remedy="objection")
    given(*NOTIFIED).when(wish, as_=ADLER, on=FEBRUARY).refused("other_remedy", "remedy")


@pytest.mark.parametrize(
    ("outcome", "day", "ground"),
    [
        ("withdrawn", date(2016, 3, 1), "remedy_withdrawn"),
        ("dismissed", date(2016, 2, 10), "judgment"),
        ("withdrawn", date(2016, 2, 10), None),
        ("upheld", date(2016, 3, 1), None),
    ],
)
def test_a_notice_is_final_after_withdrawal_or_judgment(outcome, day, ground) -> None:
    end = remedy_end(GRANT, outcome=outcome, ended_on=day)
    story = given(*NOTIFIED, ADLER.asks(remedy(GRANT), FEBRUARY))
    expected = [NoticeBecameFinal(final_on=day, ground=ground)] if ground else []
    story.when(end, as_=ADLER, on=MARCH).then(RemedyEnded, *expected)
    told = "notice_contested" if outcome == "upheld" else None
    answer = story.when(FINALISE, as_=SYSTEM, on=MARCH)
    assert (answer.refusal.refusal.code if answer.refusal else None) == told


def test_only_a_pending_remedy_ends_on_a_day_that_can_be() -> None:
    story = given(*NOTIFIED).when(remedy_end(GRANT), as_=ADLER).refused("no_remedy_pending")
    story.when(remedy(GRANT), as_=ADLER, on=FEBRUARY).granted()
    story.when(remedy_end(GRANT), as_=ADLER).refused("day_in_future", "ended_on")
    early = remedy_end(GRANT, ended_on=date(2016, 1, 31))
    story.when(early, as_=ADLER, on=MARCH).refused("day_in_future", "ended_on")
    story.given(*GRANT.since("notified", "confirmed"), ADLER.asks(remedy_end(GRANT), MARCH))
    story.given(*amended(GRANT, 30_000_00), *notified(GRANT))
    story.when(remedy(GRANT, version=2, filed_on=APRIL), as_=ADLER).granted()
    story.when(remedy_end(GRANT), as_=ADLER).refused("no_remedy_pending", "version")
    approval = story.state(Approval, CASE)
    assert (approval.contested, approval.versions[0].contested) == (True, False)


def test_a_contested_case_is_not_closed() -> None:
    story = given(*GRANT.until("used"), *amended(GRANT, 50_000_00, purpose="Neu"))
    story.given(*notified(GRANT), ADLER.asks(remedy(GRANT, version=2, filed_on=APRIL), APRIL))
    story.given(*GRANT.since("used", "settled"))
    story.when(CloseCase(case=CASE), as_=ADLER).refused("notice_contested")


def test_an_obvious_error_is_put_right_without_a_new_notice_or_period() -> None:
    wish = CorrectNotice(case=CASE, wrong="2106", right="2016", why_obvious="Zahlendreher im Jahr.")
    given(*GRANT.until("proposed")).when(wish, as_=DORN).refused("no_notice")
    story = given(*NOTIFIED)
    before = story.state(Approval, CASE).notified
    story.when(wish, as_=DORN).then(NoticeCorrected)
    approval = story.state(Approval, CASE)
    assert (approval.notified, len(approval.versions)) == (before, 1)
    assert [one.right for one in approval.versions[0].corrections] == ["2016"]
    same = wish.model_copy(update={"right": "2106"})
    story.when(same, as_=DORN).refused("nothing_to_correct")


def test_a_recipient_tells_what_changed_and_a_clerk_says_what_follows() -> None:
    review = ReviewChange(case=CASE, report=1, consequence="amendment", reasons="Weniger Kosten.")
    given(*GRANT.until("proposed")).when(report(GRANT), as_=ANTRAG).refused("no_notice")
    story = given(*NOTIFIED).when(review, as_=BIRKE, on=APRIL).refused("nothing_to_review")
    tomorrow = report(GRANT, known_since=date(2016, 4, 2))
    story.when(tomorrow, as_=ANTRAG).refused("day_in_future", "known_since")
    story.when(report(GRANT), as_=ANTRAG).then(ChangeReported)
    story.when(report(GRANT, circumstance="insolvency"), as_=KASSE).then(ChangeReported)
    story.when(review, as_=Actor(ANTRAG.person, "clerk")).refused("four_eyes")
    story.when(review, as_=BIRKE).then(ChangeReviewed)
    assert [one.report for one in story.state(ChangeReports, CASE).open] == [2]
    story.when(review, as_=BIRKE).refused("report_unknown", "report")


def test_a_version_passes_over_events_it_does_not_know() -> None:
    assert NoticeVersion().evolve(NoticeEvent()) == NoticeVersion()
