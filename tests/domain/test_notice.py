"""Der Bescheid nach der Zeichnung: posted or retrieved, notified, accepted, final."""

from datetime import date

import pytest

from domain.approval import (
    Approval,
    DeclarationReturned,
    RecordFinality,
    RecordNotification,
    RetrieveNotice,
)
from domain.bank_details import BankDetailsReported
from domain.notice import NoticeBecameFinal, NoticeNotified, NoticePosted, NoticeRetrieved
from domain.recipient import Recipient
from tests.cast import ADLER, ANTRAG, BODY, IBAN, OTHER_IBAN, SYSTEM
from tests.story import given
from tests.usual_grant import CASE, Grant

GRANT, PORTAL = Grant(), Grant(channel="portal")
PRINTED, POSTED = GRANT.until("printed"), GRANT.until("posted")
NOTIFIED, DECLARED = GRANT.until("notified"), GRANT.until("declared")
IN_PORTAL = PORTAL.until("posted")
NOTIFY, FINALISE = RecordNotification(case=CASE), RecordFinality(case=CASE)
RETRIEVE = RetrieveNotice(case=CASE)
WAIVED = NoticeBecameFinal(final_on=date(2016, 1, 20), ground="waiver")


def test_a_notice_is_posted_once_after_it_was_printed() -> None:
    given(*GRANT.until("signed")).when(GRANT.posting(), as_=SYSTEM).refused("no_letter")
    posted = NoticePosted(channel="post", posted_on=date(2016, 1, 12))
    story = given(*PRINTED).when(GRANT.posting(), as_=ADLER, on=date(2016, 1, 12)).then(posted)
    story.when(GRANT.posting(), as_=SYSTEM).nothing()
    story.when(GRANT.posting(channel="portal"), as_=SYSTEM).nothing()


@pytest.mark.parametrize(
    ("day", "code"),
    [(date(2016, 1, 13), "day_in_future"), (date(2016, 1, 10), "day_before_notice")],
)
def test_a_notice_is_posted_neither_before_its_signature_nor_tomorrow(day, code) -> None:
    answer = given(*PRINTED).when(GRANT.posting(posted_on=day), as_=ADLER, on=date(2016, 1, 12))
    answer.refused(code, "posted_on")


@pytest.mark.parametrize(
    ("wish", "who"),
    [
        (GRANT.posting(), SYSTEM),
        (RETRIEVE, ANTRAG),
        (NOTIFY, SYSTEM),
        (FINALISE, SYSTEM),
        (GRANT.declaration(), ANTRAG),
    ],
)
def test_without_a_signature_there_is_no_notice(wish, who) -> None:
    given(*GRANT.until("proposed")).when(wish, as_=who).refused("no_notice")
    code = "case_unknown"
    given(*GRANT.until("registered")).when(wish, as_=who).refused(code)


def test_a_posted_notice_counts_as_notified_on_the_third_day_also_on_a_weekend() -> None:
    story = given(*POSTED).when(NOTIFY, as_=SYSTEM, on=date(2016, 1, 14)).refused("not_yet_due")
    story.when(NOTIFY, as_=SYSTEM, on=date(2016, 1, 15)).then(NoticeNotified)
    notified = story.state(Approval, CASE).notified
    assert notified.notified_on == date(2016, 1, 15)
    assert notified.declaration_due_on == notified.remedies_until == date(2016, 2, 15)
    story.when(NOTIFY, as_=SYSTEM).nothing()


def test_a_notice_that_did_not_leave_the_house_is_not_notified() -> None:
    given(*PRINTED).when(NOTIFY, as_=SYSTEM).refused("not_yet_due")


def test_a_notice_in_the_portal_is_notified_on_the_day_after_it_was_opened() -> None:
    opened = NoticeRetrieved(retrieved_on=date(2016, 1, 22), retrieved_by=ANTRAG.person)
    story = given(*IN_PORTAL).when(NOTIFY, as_=SYSTEM, on=date(2016, 1, 21)).refused("not_yet_due")
    story.when(RETRIEVE, as_=ANTRAG, on=date(2016, 1, 22)).then(opened)
    story.when(RETRIEVE, as_=ANTRAG, on=date(2016, 1, 22)).nothing()
    story.when(PORTAL.posting(channel="post"), as_=SYSTEM).nothing()
    story.when(NOTIFY, as_=SYSTEM, on=date(2016, 1, 23)).then(NoticeNotified)
    assert story.state(Approval, CASE).notified.notified_on == date(2016, 1, 23)


def test_a_notice_not_opened_within_ten_days_is_posted_after_all() -> None:
    late = date(2016, 1, 23)
    again = PORTAL.posting(channel="post", posted_on=late)
    story = given(*IN_PORTAL).when(RETRIEVE, as_=ANTRAG, on=late).nothing()
    story.when(again, as_=SYSTEM, on=late).then(NoticePosted(channel="post", posted_on=late))
    story.when(RETRIEVE, as_=ANTRAG).refused("no_notice")
    story.when(NOTIFY, as_=SYSTEM, on=date(2016, 1, 26)).then(NoticeNotified)


def test_only_a_notice_in_the_portal_can_be_opened_there() -> None:
    given(*POSTED).when(RETRIEVE, as_=ANTRAG).refused("no_notice")
    given(*PRINTED).when(RETRIEVE, as_=ANTRAG).refused("no_notice")


def test_a_declaration_accepts_the_notice_tells_the_account_and_may_waive_remedies() -> None:
    day = date(2016, 1, 20)
    declared = DeclarationReturned(
        recipient=BODY,
        signed_on=day,
        late=False,
        waives_remedies=True,
        cash_reference="4711",
        case=CASE,
        signed_by_name="Herr Beispiel",
    )
    told = BankDetailsReported(
        recipient=BODY, reported_by=ANTRAG.person, iban=IBAN, holder="Kreiskasse Main-Kinzig"
    )
    story = given(*NOTIFIED).when(GRANT.declaration(), as_=ANTRAG, on=day)
    story.then(declared, told, WAIVED).when(GRANT.declaration(), as_=ANTRAG).refused(
        "declaration_exists", "case"
    )


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"accepts": False}, "declaration_not_accepting", "accepts"),
        ({"signed_on": date(2016, 1, 21)}, "day_in_future", "signed_on"),
        ({"signed_on": date(2016, 1, 10)}, "day_before_notice", "signed_on"),
    ],
)
def test_a_declaration_accepts_and_has_a_day_that_can_be(changes, code, field) -> None:
    answer = given(*NOTIFIED).when(GRANT.declaration(**changes), as_=ANTRAG, on=date(2016, 1, 20))
    answer.refused(code, field)


def test_a_declaration_answers_a_notice_that_was_sent() -> None:
    given(*PRINTED).when(GRANT.declaration(), as_=ANTRAG).refused("no_notice")


def test_a_waiver_counts_only_after_the_notification() -> None:
    before = GRANT.declaration(signed_on=date(2016, 1, 14))
    told = (DeclarationReturned, BankDetailsReported)
    given(*NOTIFIED).when(before, as_=ANTRAG, on=date(2016, 1, 20)).then(*told)
    given(*POSTED).when(GRANT.declaration(), as_=ANTRAG, on=date(2016, 1, 20)).then(*told)


def test_a_declaration_after_its_month_is_taken_and_marked_late() -> None:
    in_time = given(*NOTIFIED).when(GRANT.declaration(), as_=ANTRAG, on=date(2016, 2, 15))
    assert not in_time.granted().state(Approval, CASE).declaration.late
    late = given(*NOTIFIED).when(GRANT.declaration(), as_=ANTRAG, on=date(2016, 2, 16))
    assert late.granted().state(Approval, CASE).declaration.late


def test_an_account_that_is_known_is_not_told_again_and_stays_confirmed() -> None:
    second = Grant(case="WIR-2016-T0002", requested=10_000_00, parts=((10_000_00, None),))
    story = given(*GRANT.until("confirmed"), *second.since("registered", "notified"))
    day = date(2016, 1, 22)
    same = second.declaration(signed_on=day)
    story.when(same, as_=ANTRAG, on=day).then(
        DeclarationReturned, NoticeBecameFinal(final_on=day, ground="waiver")
    )
    assert story.state(Recipient, BODY).bank_confirmed


def test_another_account_in_a_declaration_must_be_confirmed() -> None:
    moved = GRANT.declaration(iban=OTHER_IBAN, signed_on=date(2016, 1, 25))
    second = Grant(case="WIR-2016-T0002", requested=10_000_00, parts=((10_000_00, None),))
    story = given(*GRANT.until("confirmed"), *second.since("registered", "notified"))
    elsewhere = moved.model_copy(update={"case": second.case})
    story.when(elsewhere, as_=ANTRAG, on=date(2016, 1, 25)).granted()
    assert story.state(Recipient, BODY).iban == OTHER_IBAN
    assert not story.state(Recipient, BODY).bank_confirmed


def test_a_notice_is_final_on_the_day_after_the_remedy_period() -> None:
    lapsed = NoticeBecameFinal(final_on=date(2016, 2, 16), ground="lapse")
    story = given(*NOTIFIED)
    story.when(FINALISE, as_=SYSTEM, on=date(2016, 2, 15)).refused("not_yet_due")
    story.when(FINALISE, as_=SYSTEM, on=date(2016, 2, 16)).then(lapsed)
    story.when(FINALISE, as_=SYSTEM).nothing()
    story.when(GRANT.declaration(), as_=ANTRAG).then(DeclarationReturned, BankDetailsReported)


def test_a_waived_notice_is_final_already() -> None:
    given(*DECLARED).when(FINALISE, as_=SYSTEM).nothing()


def test_nothing_is_final_before_the_notification() -> None:
    given(*POSTED).when(FINALISE, as_=SYSTEM).refused("wrong_stage")
