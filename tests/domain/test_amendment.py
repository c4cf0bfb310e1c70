"""Der Änderungsbescheid: asked for, proposed, signed by a second person, the next version."""

from datetime import date

import pytest

from domain.amendment import (
    Amendment,
    AmendmentProposed,
    AmendmentRefused,
    AmendmentRequested,
    AmendmentSentBack,
    AmendmentSigned,
    ApprovalAmended,
    RefuseAmendment,
    SendBackAmendment,
    SignAmendment,
)
from domain.appropriation import Appropriation, FundsCommitted, FundsReleased, FundsReserved
from domain.approval import Approval, RecordFinality
from domain.disbursement_decisions import unpaid_rest
from domain.kernel import Money
from domain.notice import NoticeBecameFinal
from domain.proof_of_use import ProofExpected, ProofOfUse
from domain.recovery import Recovery
from domain.terms import granted_content, programme_of
from tests.cast import ADLER, ANTRAG, BIRKE, DORN, SYSTEM
from tests.changed_grant import (
    APRIL,
    WISH,
    amended,
    amendment,
    asked_for,
    final,
    notified,
    signature,
)
from tests.story import Actor, given
from tests.usual_grant import CASE, DIGEST, MARCH, TITLE, Grant
from tests.usual_recovery import CLAIMED, Recall

GRANT = Grant(requested=40_000_00, parts=((40_000_00, MARCH),))
RUNNING = GRANT.until("confirmed")
SEND_BACK = SendBackAmendment(case=CASE, remark="Bitte begründen.")
REFUSE = RefuseAmendment(case=CASE, reasons="Der Zweck bliebe unerreicht.")
UP, DOWN = amendment(GRANT, 45_000_00), amendment(GRANT, 30_000_00)


def test_a_recipient_asks_for_one_change_at_a_time() -> None:
    story = given(*RUNNING).when(WISH, as_=ANTRAG, on=APRIL).then(AmendmentRequested)
    story.when(WISH, as_=ANTRAG).refused("amendment_requested")


def test_a_wish_is_refused_with_reasons_by_somebody_else() -> None:
    story = given(*RUNNING).when(REFUSE, as_=DORN).refused("no_amendment_requested")
    story.given(*asked_for(GRANT))
    story.when(REFUSE, as_=Actor(ANTRAG.person, "signatory")).refused("four_eyes")
    story.when(REFUSE, as_=DORN).then(AmendmentRefused)
    assert story.state(Amendment, CASE) == Amendment(CASE)
    story.when(WISH, as_=ANTRAG).then(AmendmentRequested)


@pytest.mark.parametrize("chapter", ["signed", "posted"])
def test_a_notice_is_changed_after_its_notification(chapter: str) -> None:
    given(*GRANT.until(chapter)).when(UP, as_=BIRKE).refused("notice_not_notified")


def test_a_grant_whose_proof_is_examined_is_changed_no_more() -> None:
    given(*Grant().until("examined")).when(amendment(Grant(), 1), as_=BIRKE).refused("wrong_stage")


def test_the_one_who_asked_neither_writes_nor_signs_the_change() -> None:
    both = Actor(ANTRAG.person, "clerk")
    story = given(*RUNNING, *asked_for(GRANT)).when(UP, as_=both).refused("four_eyes")
    story.when(UP, as_=BIRKE).then(AmendmentProposed)
    story.when(signature(GRANT), as_=Actor(BIRKE.person, "signatory")).refused("four_eyes")
    story.when(signature(GRANT), as_=Actor(ANTRAG.person, "signatory")).refused("four_eyes")
    story.when(signature(GRANT), as_=DORN).then(
        AmendmentSigned, ApprovalAmended, FundsReserved, FundsCommitted
    )


def test_a_draft_is_laid_once_and_can_be_sent_back() -> None:
    story = given(*RUNNING).when(SEND_BACK, as_=DORN, on=APRIL).refused("no_amendment_proposed")
    story.when(UP, as_=BIRKE).then(AmendmentProposed).when(UP, as_=BIRKE).nothing()
    story.when(SEND_BACK, as_=DORN).then(AmendmentSentBack)
    story.when(signature(GRANT), as_=DORN).refused("no_amendment_proposed")
    story.when(UP, as_=BIRKE).then(AmendmentProposed)
    other = SignAmendment(case=CASE, content_hash=DIGEST)
    story.when(other, as_=DORN).refused("content_changed")


@pytest.mark.parametrize(
    ("cents", "changes", "code"),
    [
        (40_000_01, {"instalments": ({"amount_cents": 1},)}, "instalments_do_not_add_up"),
        (40_000_00, {"instalments": ({"amount_cents": 40_000_00, "from_on": MARCH},)}, "same"),
        (50_000_01, {}, "above_assessment"),
        (45_000_00, {"period_to": date(2017, 1, 31)}, "period_invalid"),
        (45_000_00, {"period_to": date(2015, 12, 31)}, "period_invalid"),
        (45_000_00, {"definitive": True}, "not_provisional"),
        (45_000_00, {"programme": "wir@1999-01-01"}, "rules_unknown"),
        (45_000_00, {"programme": "nowhere"}, "rules_unknown"),
    ],
)
def test_a_draft_says_something_new_that_the_rules_allow(cents, changes, code) -> None:
    expected = "nothing_changed" if code == "same" else code
    given(*RUNNING).when(amendment(GRANT, cents, **changes), as_=BIRKE).refused(expected)


def test_more_is_reserved_and_committed_with_the_signature_and_drawn_once_final() -> None:
    story = given(*RUNNING).when(UP, as_=BIRKE, on=APRIL).granted()
    more = Money(5_000_00)
    story.when(signature(GRANT), as_=DORN).then(
        AmendmentSigned,
        ApprovalAmended,
        FundsReserved(case=CASE, line="coordination", amount_cents=more, reserved_by=DORN.person),
        FundsCommitted(case=CASE, line="coordination", amount_cents=more),
    )
    assert story.state(Appropriation, TITLE).share(CASE).committed == 45_000_00
    assert story.state(Approval, CASE).amount_cents == 45_000_00
    assert unpaid_rest(story.desk, CASE) == 40_000_00
    story.given(*notified(GRANT))
    assert unpaid_rest(story.desk, CASE) == 40_000_00
    story.given(*final(GRANT))
    assert unpaid_rest(story.desk, CASE) == 45_000_00


def test_less_is_released_with_the_signature_and_no_longer_drawn() -> None:
    story = given(*RUNNING, *amended(GRANT, 30_000_00))
    assert unpaid_rest(story.desk, CASE) == 30_000_00
    assert story.state(Appropriation, TITLE).share(CASE).committed == 30_000_00
    assert [one for one in story.told() if isinstance(one, FundsReleased)] == [
        FundsReleased(case=CASE, line="coordination", amount_cents=Money(10_000_00))
    ]
    story.given(*notified(GRANT), *final(GRANT))
    assert unpaid_rest(story.desk, CASE) == 30_000_00


def test_what_is_drawn_is_not_amended_away() -> None:
    story = given(*GRANT.until("booked")).when(DOWN, as_=BIRKE, on=APRIL)
    story.refused("below_claimed", "amount_cents")


def test_no_change_goes_below_what_is_drawn_and_what_was_revoked_before_it_was_drawn() -> None:
    half = Grant(parts=((30_000_00, MARCH), (20_000_00, date(2016, 9, 1))))
    revoked = Recall(ground="revocation")
    ended = BIRKE.asks(revoked.demand(ends_grant=True), CLAIMED)
    story = given(*half.until("used"), *revoked.proceeding("answered"), ended)
    story.given(*revoked.signed(CLAIMED))
    assert story.state(Recovery, CASE).revoked_cents == 30_000_00
    story.when(amendment(half, 50_000_00 - 1), as_=BIRKE).refused("below_claimed")


def test_more_than_the_title_has_left_is_refused_at_draft_and_signature() -> None:
    small = Grant(requested=40_000_00, parts=((40_000_00, MARCH),), funds=44_999_99)
    up = amendment(small, 45_000_00)
    given(*small.until("confirmed")).when(up, as_=BIRKE).refused("funds_short")
    second = Grant(case="WIR-2016-T0002", requested=58_000_00, parts=((50_000_00, None),))
    story = given(*RUNNING).when(UP, as_=BIRKE, on=APRIL).granted()
    story.given(*second.since("registered", "reserved"))
    assert story.state(Appropriation, TITLE).free == 10_000_00
    story.given(*amended(GRANT, 50_000_00))
    assert story.state(Appropriation, TITLE).free == 0


def test_both_versions_stay_readable_and_the_second_has_its_own_period() -> None:
    story = given(*RUNNING, *amended(GRANT, 30_000_00, purpose="Kürzer"))
    story.when(GRANT.posting(version=2, posted_on=APRIL), as_=ADLER).refused("no_letter")
    story.when(GRANT.posting(version=3, posted_on=APRIL), as_=ADLER).refused("no_notice", "version")
    early = GRANT.posting(version=2, posted_on=date(2016, 3, 31))
    story.given(SYSTEM.asks(GRANT.letter("amending_notice", "v2"), APRIL))
    story.when(early, as_=ADLER).refused("day_before_notice", "posted_on")
    story.given(*notified(GRANT)[1:])
    first, second = story.state(Approval, CASE).versions
    assert (first.number, second.number) == (1, 2)
    assert second.notified.notified_on == date(2016, 4, 4)
    assert second.notified.remedies_until == date(2016, 5, 4)
    again = RecordFinality(case=CASE, version=2)
    story.when(again, as_=SYSTEM, on=date(2016, 5, 5)).then(
        NoticeBecameFinal(final_on=date(2016, 5, 5), ground="lapse", version=2)
    )
    content = story.state(Approval, CASE).changes[0]
    assert (content.version, content.purpose) == (2, "Kürzer")
    assert granted_content(story.desk, CASE).purpose == "Kürzer"


def test_a_shorter_period_brings_the_proof_forward() -> None:
    ends = date(2016, 6, 30)
    facts = {"eligible_cents": 58_300_00, "months": 6}
    shorter = amended(GRANT, 25_000_00, period_to=ends, facts=facts)
    story = given(*RUNNING, *shorter)
    assert story.state(ProofOfUse, CASE).expected.due_on == date(2016, 9, 30)
    assert len([one for one in story.told() if isinstance(one, ProofExpected)]) == 2
    story.when(GRANT.proof(facts=facts), as_=ANTRAG, on=date(2016, 7, 1)).granted()
    back = amended(GRANT, 24_000_00)
    story.given(*notified(GRANT), *[one._replace(on=date(2016, 7, 4)) for one in back])
    assert story.state(ProofOfUse, CASE).expected.due_on == date(2016, 9, 30)


def test_the_rules_stay_pinned_unless_the_amending_notice_names_others() -> None:
    story = given(*RUNNING, *amended(GRANT, 30_000_00))
    assert programme_of(story.desk, CASE).reference == "wir@2014-01-01"
    content = granted_content(story.desk, CASE)
    assert content.programme_digest == story.desk.digest("wir@2014-01-01")


def test_a_final_notice_replaces_a_provisional_one_even_below_what_was_paid() -> None:
    booked = GRANT.until("reserved")
    provisional = GRANT.proposal(provisional="Die Kostenbeteiligung der Stadt ist offen.")
    story = given(*booked, BIRKE.asks(provisional, date(2016, 1, 8)))
    story.given(*GRANT.since("proposed", "booked"))
    assert story.state(Approval, CASE).provisional
    story.given(*amended(GRANT, 30_000_00, definitive=True))
    approval = story.state(Approval, CASE)
    assert (approval.provisional, approval.amount_cents) == (False, 30_000_00)
    assert story.state(Appropriation, TITLE).share(CASE).committed == 40_000_00
