"""The process of a recovery makes its letters by itself, each once and on its day."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from temporalio.testing import ActivityEnvironment

from adapters.documents import Documents
from adapters.mail import MailFolder
from adapters.post import PostFolder
from tests.cast import ADLER
from tests.story import Act, given
from tests.usual_grant import CASE
from tests.usual_recovery import CLAIMED, HEARD, Recall
from tests.usual_set_off import ENDED_ON, claim_remedy_end, contested
from tests.workflows.memory_office import MemoryOffice, Safe, Shredder
from workers.paper import Paper
from workers.treasury import TRAINING_DEBTOR
from workflows.activities import Activities
from workflows.messages import Look, Outlook

LOOK = Look(process="recovery", key=CASE)
RECALL, REVOKE = Recall(), Recall(ground="revocation", refund=20_000_00)
REFERENCE = f"{CASE}.r1".lower()


class Desk:
    """A recovery that has come to a chapter, with real paper and nobody at work."""

    def __init__(self, folder: Path, recall: Recall, chapter: str, *more: Act) -> None:
        self.office, self.post = MemoryOffice(CLAIMED), folder / "post"
        self.office.filed = given(*recall.until(chapter), *more).filings()
        documents, mail = Documents(folder / "documents"), MailFolder(folder / "mail")
        paper = Paper(documents, PostFolder(self.post), mail=mail, debtor=TRAINING_DEBTOR)
        self._activities = Activities(self.office, paper, Safe(), vault=Shredder())
        self._env = ActivityEnvironment()
        self._env.info = replace(self._env.info, started_time=datetime(2026, 3, 2, 12, tzinfo=UTC))

    def take_all(self, on: date) -> Outlook:
        """Takes what is due on a day; how the process stands then."""
        self.office.today = on
        while self._env.run(self._activities.take_step, LOOK).recorded:
            pass
        return self._env.run(self._activities.look, LOOK)

    def posted(self) -> set[str]:
        """The names of what lies at the post."""
        return {one.name for one in self.post.rglob("*.pdf")}


def test_a_hearing_leaves_on_its_day_and_its_refund_once_it_is_signed(tmp_path: Path) -> None:
    heard = Desk(tmp_path / "heard", RECALL, "heard")
    assert heard.take_all(HEARD).stage == "proceeding"
    assert heard.posted() == {f"{CASE}_hearing_2017-03-27.pdf"}
    claimed = Desk(tmp_path / "claimed", RECALL, "claimed")
    assert claimed.take_all(CLAIMED).step == f"recovery/{CASE}/letter/dunning_letter/2017-04-20.7"
    assert claimed.posted() == {f"{CASE}_refund_notice_{REFERENCE}.pdf"}
    assert claimed.take_all(CLAIMED).stage == "collection"
    assert len(claimed.posted()) == 1


@pytest.mark.parametrize(
    ("on", "letters"), [(date(2017, 4, 26), 0), (date(2017, 4, 27), 1), (date(2017, 5, 18), 2)]
)
def test_what_is_not_paid_is_dunned_by_the_process_on_its_days(
    tmp_path: Path, on: date, letters: int
) -> None:
    desk = Desk(tmp_path, RECALL, "claimed")
    desk.take_all(on)
    assert sum("dunning_letter" in name for name in desk.posted()) == letters


def test_a_revoked_notice_is_told_by_two_acts(tmp_path: Path) -> None:
    desk = Desk(tmp_path, REVOKE, "claimed")
    desk.take_all(CLAIMED)
    names = {f"{CASE}_cancellation_notice_v1.pdf", f"{CASE}_refund_notice_{REFERENCE}.pdf"}
    assert desk.posted() == names


def test_a_recovery_that_is_paid_ends_with_its_letters(tmp_path: Path) -> None:
    desk = Desk(tmp_path, RECALL, "paid")
    assert desk.take_all(date(2017, 5, 2)).stage == "closed"
    assert len(desk.posted()) == 2


def test_nothing_is_dunned_while_the_claim_is_contested_and_then_it_goes_on(tmp_path: Path) -> None:
    rests = Desk(tmp_path / "rests", RECALL, "claimed", *contested())
    assert rests.take_all(ENDED_ON).stage == "collection"
    assert not any("dunning_letter" in name for name in rests.posted())
    ended = ADLER.asks(claim_remedy_end(), ENDED_ON)
    goes_on = Desk(tmp_path / "goes_on", RECALL, "claimed", *contested(), ended)
    goes_on.take_all(date(2017, 6, 8))
    assert sum("dunning_letter" in name for name in goes_on.posted()) == 1


def test_the_house_is_warned_before_interest_lapses_and_the_note_stays_inside(
    tmp_path: Path,
) -> None:
    desk = Desk(tmp_path, RECALL, "repaid")
    desk.take_all(date(2020, 6, 29))
    filed = len(desk.office.filed)
    assert desk.take_all(date(2020, 6, 30)).stage == "collection"
    assert len(desk.office.filed) == filed + 1
    assert not any("limitation_note" in name for name in desk.posted())
