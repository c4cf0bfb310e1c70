"""Beside the stage of a case: what waits, on whose desk, and what ends the waiting."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from domain.application import ApplicationSubmitted
from domain.kernel import Entry, Event, Subject
from domain.notice import RemedyEnded, RemedyFiled
from projections.case_sides import Side, sides_of
from projections.case_stages import case_after, opened
from projections.case_waits import DESKS, waits_of
from tests.cast import SYSTEM
from tests.every_topic import examples
from tests.later_stories import earlier_stories, later_stories
from tests.story import Story, context
from tests.usual_grant import CASE

TODAY = date(2016, 4, 1)


def sides(story: Story, kinds: set[str]) -> Iterator[Side]:
    """What the events of some kinds of files open and close, in their order."""
    for place, (subject, event) in enumerate(story.filings(), start=1):
        if subject.kind in kinds:
            said, at = context(SYSTEM, TODAY), datetime(2016, 4, 1, tzinfo=UTC)
            entry = Entry(place, subject, place, event, said, at)
            yield from sides_of("X", entry)


def left_open(story: Story, *kinds: str) -> set[str]:
    """The names of the waiting points that are still open."""
    last = {side[:3]: side for side in sides(story, set(kinds))}
    return {side.waits_for for side in last.values() if side.since}


def test_every_waiting_point_beside_the_stage_lies_on_a_desk() -> None:
    stories = [*later_stories(), *earlier_stories()]
    kinds = {subject.kind for subject, _ in examples().values()}
    seen = {side.waits_for for story in stories for side in sides(story, kinds)}
    assert seen <= set(DESKS)
    assert len(seen) == 9


@pytest.mark.parametrize("kind", ["amendment", "change_report", "early_start", "co_financing"])
def test_what_was_answered_waits_no_more(kind: str) -> None:
    for story in [*later_stories(), *earlier_stories()]:
        assert left_open(story, kind) == set()


def test_an_amending_notice_waits_until_it_is_posted_and_a_remedy_until_it_ends() -> None:
    for story in later_stories():
        assert left_open(story, "approval") == set()


def test_a_contested_notice_waits_for_the_court_and_not_for_its_period() -> None:
    def entry(event: Event) -> Entry:
        said, at = context(SYSTEM, TODAY), datetime(2016, 4, 1, tzinfo=UTC)
        return Entry(1, Subject("approval", CASE), 1, event, said, at)

    _, submitted = examples()["application.submitted.v1"]
    assert isinstance(submitted, ApplicationSubmitted)
    case = opened(entry(submitted), submitted).at("declared", TODAY)._replace(notified=True)
    filed = RemedyFiled(
        remedy="action", filed_on=TODAY, reference="VG", suspensive=True, recorded_by="k.adler"
    )
    ended = RemedyEnded(outcome="withdrawn", ended_on=TODAY, reference="VG", recorded_by="k.adler")
    contested = case_after(case, entry(filed))
    assert "finality" not in {one.waits_for for one in waits_of(contested, [], payee=None)}
    after = case_after(contested, entry(ended))
    assert "finality" in {one.waits_for for one in waits_of(after, [], payee=None)}
    amending = filed.model_copy(update={"version": 2})
    assert case_after(case, entry(amending)) == case
