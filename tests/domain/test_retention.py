"""A file is kept for its years, offered without exception, and destroyed by two persons."""

from datetime import date

import pytest

from domain.agenda import plan
from domain.application import RejectApplication, WithdrawApplication
from domain.correspondence import RecordReminder
from domain.personal_data import PersonalDataErased
from domain.recovery import Recovery
from domain.retention import (
    ArchiveDecided,
    AuditHoldReleased,
    AuditHoldSet,
    DisposalProposed,
    DisposalSigned,
    FileDestroyed,
    FileOffered,
    Retention,
)
from tests import kept_file as kept
from tests.cast import ADLER, ANTRAG, BIRKE, DORN, SYSTEM, bank_says, credit
from tests.changed_grant import remedy
from tests.story import Story, given
from tests.usual_grant import CASE, MARCH, Grant

GRANT = Grant()
NO_CASE = "WIR-2016-NOPE"


def stage(story: Story) -> tuple[str, str | None]:
    """The stage of the process and the engine's next act."""
    standing = plan(story.desk, "retention", CASE)
    return standing.stage, standing.step.act if standing.step else None


# Until when


def test_a_closed_case_is_kept_ten_years_from_the_end_of_its_year() -> None:
    began = given(*GRANT.until("closed")).state(Retention, CASE).began
    assert began and began.file.on == began.file_until == kept.KEPT_UNTIL
    assert (began.ending, began.ended_on, began.file.event_day) == (
        "closed",
        kept.ENDED,
        date(2017, 12, 31),
    )
    assert began.file.explain("de").startswith("Die Frist von 10 Jahren beginnt mit dem Schluss")


def test_receipts_are_kept_five_years_from_the_proof() -> None:
    began = given(*GRANT.until("closed")).state(Retention, CASE).began
    assert began and began.receipts and began.receipts.on == date(2022, 2, 6)


def test_a_file_is_never_kept_longer_than_thirty_years_from_its_first_day() -> None:
    story = given(*GRANT.until("reserved"))
    late = date(2041, 6, 1)
    story.when(WithdrawApplication(case=CASE), as_=ANTRAG, on=late).granted()
    began = story.state(Retention, CASE).began
    assert began and began.file.on == date(2045, 12, 7)


@pytest.mark.parametrize("ending", ["withdrawn", "rejected"])
def test_what_never_became_a_grant_is_kept_too_and_has_no_receipts(ending: str) -> None:
    reject = RejectApplication(case=CASE, reasons="Außerhalb der Richtlinie.")
    acts = {
        "withdrawn": (ANTRAG, WithdrawApplication(case=CASE)),
        "rejected": (DORN, reject),
    }
    actor, act = acts[ending]
    story = given(*GRANT.until("checked")).when(act, as_=actor, on=MARCH).granted()
    began = story.state(Retention, CASE).began
    assert began and (began.ending, began.receipts) == (ending, None)
    assert began.file.on == date(2026, 12, 31)


# Held


def test_an_auditor_holds_a_file_and_releases_it() -> None:
    story = given(*GRANT.until("submitted"))
    story.when(kept.HOLD, as_=kept.PRUEFER).then(AuditHoldSet)
    story.when(kept.HOLD, as_=kept.PRUEFER).nothing()
    assert story.state(Retention, CASE).holds == ("LRH V-1",)
    story.when(kept.RELEASE, as_=kept.PRUEFER).then(AuditHoldReleased)
    story.when(kept.RELEASE, as_=kept.PRUEFER).refused("hold_unknown", "reference")
    assert story.state(Retention, CASE).holds == ()


def test_each_audit_releases_its_own_hold() -> None:
    story = given(*GRANT.until("submitted"), kept.PRUEFER.asks(kept.HOLD, MARCH))
    other = kept.RELEASE.model_copy(update={"reference": "BRH 7"})
    story.when(other, as_=kept.PRUEFER).refused("hold_unknown")


def test_a_hold_stops_offer_and_disposal() -> None:
    story = given(*GRANT.until("closed"), kept.PRUEFER.asks(kept.HOLD, kept.ENDED))
    assert stage(story) == ("keeping", None)
    story.when(kept.OFFER, as_=SYSTEM, on=kept.OFFERED).refused("audit_hold")
    held = given(*kept.appraised(), kept.PRUEFER.asks(kept.HOLD, kept.APPRAISED))
    held.when(kept.DISPOSE, as_=ADLER).refused("audit_hold")


def test_a_hold_comes_too_late_once_the_destruction_is_signed() -> None:
    given(*kept.ordered()).when(kept.HOLD, as_=kept.PRUEFER).refused("disposal_ordered")


def test_a_hold_on_nothing_is_refused() -> None:
    wish = kept.HOLD.model_copy(update={"case": NO_CASE})
    given().when(wish, as_=kept.PRUEFER).refused("case_unknown")


# Offered


def test_a_file_is_offered_on_the_day_after_its_period_and_not_before() -> None:
    story = given(*GRANT.until("closed"))
    standing = plan(story.desk, "retention", CASE)
    assert standing.stage == "keeping"
    assert standing.step and (standing.step.act, standing.step.due_on) == ("offer", kept.OFFERED)
    story.when(kept.OFFER, as_=SYSTEM, on=kept.KEPT_UNTIL).refused("still_kept")
    story.when(kept.OFFER, as_=SYSTEM, on=kept.OFFERED).then(FileOffered(offered_on=kept.OFFERED))
    story.when(kept.OFFER, as_=SYSTEM).nothing()


def test_a_running_case_is_not_offered() -> None:
    story = given(*GRANT.until("used"))
    assert stage(story) == ("closed", None)
    story.when(kept.OFFER, as_=SYSTEM, on=kept.OFFERED).refused("case_running")


def test_the_offer_list_is_made_once() -> None:
    story = given(*kept.offered())
    assert stage(story) == ("offer", "letter")
    letter = GRANT.letter("archive_offer", stream="retention")
    story.when(letter, as_=SYSTEM).granted()
    assert stage(story) == ("appraisal", None)
    story.when(letter, as_=SYSTEM).nothing()


def test_nobody_is_reminded_of_a_file_that_rests() -> None:
    reminder = RecordReminder(
        subject=f"retention:{CASE}",
        duty="proof",
        step="at",
        planned_on=kept.OFFERED,
        due_on=kept.OFFERED,
    )
    given(*kept.offered()).when(reminder, as_=SYSTEM).nothing()


# The archive decides


def test_the_archive_decides_on_what_it_was_offered() -> None:
    story = given(*kept.offered())
    story.when(kept.appraisal(), as_=ADLER, on=kept.APPRAISED).then(ArchiveDecided)
    taken = kept.appraisal(appraisal="taken_over")
    story.when(taken, as_=ADLER).then(ArchiveDecided)
    decided = story.state(Retention, CASE).decided
    assert decided and decided.appraisal == "taken_over"


@pytest.mark.parametrize(
    ("chapter", "changes", "code"),
    [
        ("closed", {}, "not_offered"),
        ("offered", {"decided_on": date(2028, 3, 2)}, "day_in_future"),
        ("ordered", {}, "disposal_ordered"),
    ],
)
def test_a_decision_without_an_offer_or_after_the_order_is_refused(chapter, changes, code) -> None:
    told = {
        "closed": GRANT.until("closed"),
        "offered": kept.offered(),
        "ordered": kept.ordered(),
    }[chapter]
    wish = kept.appraisal(**changes)
    given(*told).when(wish, as_=ADLER, on=kept.APPRAISED).refused(code)


# Destroyed


def test_two_persons_order_the_destruction_and_the_engine_carries_it_out() -> None:
    story = given(*kept.appraised())
    story.when(kept.DISPOSE, as_=ADLER).then(DisposalProposed)
    story.when(kept.DISPOSE, as_=BIRKE).nothing()
    story.when(kept.ORDER, as_=DORN).then(DisposalSigned)
    story.given(SYSTEM.asks(GRANT.letter("archive_offer", stream="retention"), kept.APPRAISED))
    assert stage(story) == ("disposal", "destroy")
    marks = [PersonalDataErased(occasion="disposal")] * len(kept.FILES)
    story.when(kept.DESTROYED, as_=SYSTEM).then(FileDestroyed, *marks)
    assert stage(story) == ("closed", None)
    story.when(kept.DESTROYED, as_=SYSTEM).nothing()


def test_who_proposed_does_not_sign() -> None:
    story = given(*kept.appraised(), ADLER.asks(kept.DISPOSE, kept.APPRAISED))
    alone = kept.Actor(ADLER.person, "signatory")
    story.when(kept.ORDER, as_=alone).refused("four_eyes")


def test_nothing_is_signed_that_nobody_proposed() -> None:
    given(*kept.appraised()).when(kept.ORDER, as_=DORN).refused("no_disposal_proposed")


def test_nothing_is_signed_or_proposed_twice() -> None:
    story = given(*kept.ordered())
    story.when(kept.DISPOSE, as_=ADLER).refused("disposal_ordered")
    story.when(kept.ORDER, as_=DORN).refused("disposal_ordered")


@pytest.mark.parametrize(
    ("told", "on", "code"),
    [
        (GRANT.until("used"), kept.APPRAISED, "case_running"),
        (GRANT.until("closed"), kept.ENDED, "still_kept"),
        (GRANT.until("closed"), kept.APPRAISED, "not_offered"),
        (kept.offered(), kept.APPRAISED, "archive_silent"),
    ],
)
def test_no_file_is_destroyed_before_its_time_and_the_archives_word(told, on, code) -> None:
    given(*told).when(kept.DISPOSE, as_=ADLER, on=on).refused(code)


def test_an_open_remedy_keeps_the_file() -> None:
    story = given(*kept.appraised(), ADLER.asks(remedy(GRANT), kept.APPRAISED))
    assert story.state(Recovery, CASE).over
    story.when(kept.DISPOSE, as_=ADLER).refused("money_open")


def test_a_payment_that_comes_back_keeps_the_file() -> None:
    back = bank_says(credit(GRANT.reference(), 50_000_00))
    story = given(*GRANT.until("closed"), SYSTEM.asks(back, kept.ENDED))
    story.when(kept.OFFER, as_=SYSTEM, on=kept.OFFERED).refused("money_open")
    assert stage(story) == ("keeping", None)


def test_a_destruction_that_nobody_ordered_is_not_recorded() -> None:
    story = given(*kept.appraised())
    story.when(kept.DESTROYED, as_=SYSTEM).refused("no_disposal_proposed")


def test_only_files_with_personal_data_are_noted() -> None:
    locked = kept.LOCKED.model_copy(update={"files": ("payment_run:x",)})
    wish = kept.DESTROYED.model_copy(update={"locked": locked})
    given(*kept.ordered()).when(wish, as_=SYSTEM).refused("case_unknown", "files")
