"""Bankverbindung: an account waits, is verified, is stopped, and is never confirmed unseen."""

from datetime import date

import pytest

import programmes
from domain.agenda import plan
from domain.bank_details import (
    AccountObjected,
    BankDetailsConfirmed,
    BankDetailsReported,
    PayeeCheckDecided,
    PayeeVerified,
    ReportBankDetails,
)
from domain.bank_details_decisions import sharing
from domain.correspondence import LetterPrepared, RecordLetter
from domain.disbursement import Disbursement
from domain.kernel import Refused, Subject
from domain.payee import refuse_payee, works_from
from domain.payee_terms import USUAL_ACCOUNT_TERMS
from domain.recipient import Recipient, RegisterRecipient
from domain.recipient_changes import MoveSeat
from tests.account_changes import MOVE, TOLD, answered, decided, moved, objection
from tests.cast import (
    ADLER,
    ANTRAG,
    BIRKE,
    BODY,
    DORN,
    EICHE,
    IBAN,
    KASSE,
    OTHER_IBAN,
    SYSTEM,
    confirmation,
)
from tests.story import Actor, Story, context, given
from tests.usual_grant import DIGEST, DRAW, Grant

GRANT, CALENDAR = Grant(), programmes.calendar()
CERTIFIED = GRANT.until("certified")
BACK = ReportBankDetails(recipient=BODY, iban=IBAN, holder="Kreiskasse Main-Kinzig")
WAITS_UNTIL = date(2016, 3, 7)
"""Five working days after the Monday on which the other account was confirmed."""
GEMEINDE = "schoeneck"


def opens_on(story: Story) -> date | None:
    body = story.state(Recipient, BODY)
    return works_from(body, USUAL_ACCOUNT_TERMS, story.desk.calendar)


def test_the_first_account_is_paid_to_at_once() -> None:
    story = given(*CERTIFIED)
    assert opens_on(story) == date(2016, 1, 21)
    story.when(GRANT.order(), as_=EICHE).granted()


def test_another_account_waits_five_working_days_from_its_confirmation() -> None:
    story = given(*CERTIFIED, *moved())
    told = story.when(GRANT.order(), as_=EICHE, on=date(2016, 3, 4)).refused(
        "account_waits", "case"
    )
    assert opens_on(told) == WAITS_UNTIL
    story.when(GRANT.order(), as_=EICHE, on=WAITS_UNTIL).granted()
    assert story.state(Disbursement, DRAW).order.iban == OTHER_IBAN


def test_a_refusal_names_the_day_from_which_the_account_works() -> None:
    answer = given(*CERTIFIED, *moved()).when(GRANT.order(), as_=EICHE)
    assert "ab dem 2016-03-07" in answer.refusal.refusal.german
    assert answer.refusal.refusal.next_english


def test_an_account_confirmed_before_there_was_a_waiting_time_works() -> None:
    old = BankDetailsConfirmed(recipient=BODY, confirmed_by=BIRKE.person)
    reported = BankDetailsReported(
        recipient=BODY, reported_by=KASSE.person, iban=OTHER_IBAN, holder="Neue Kasse"
    )
    story = given(*CERTIFIED, *((Subject("recipient", BODY), one) for one in (reported, old)))
    assert opens_on(story) is None
    story.when(GRANT.order(), as_=EICHE).granted()


def test_neither_a_return_nor_a_detour_makes_an_account_older_than_it_is() -> None:
    third = ReportBankDetails(recipient=BODY, iban="DE89370400440532013000", holder="Dritte Kasse")
    later = date(2016, 3, 3)
    detour = [KASSE.asks(third, later), *moved(later)]
    assert opens_on(given(*CERTIFIED, *moved(), *detour)) == WAITS_UNTIL
    back = [KASSE.asks(BACK, later), BIRKE.asks(confirmation, later)]
    assert opens_on(given(*CERTIFIED, *moved(), *back)) == date(2016, 1, 21)


@pytest.mark.parametrize("actor", [ANTRAG, KASSE, ADLER])
def test_an_objection_stops_an_account_until_one_is_told_anew(actor: Actor) -> None:
    story = given(*CERTIFIED, *moved())
    story.when(objection, as_=actor).then(AccountObjected)
    for ask, who in (
        (objection, ANTRAG),
        (confirmation, BIRKE),
        (GRANT.order(), EICHE),
        (answered("match"), BIRKE),
        (decided(accepted=True), DORN),
    ):
        story.when(ask, as_=who, on=WAITS_UNTIL).refused("account_objected")
    story.when(BACK, as_=KASSE).then(BankDetailsReported)
    [one] = [event for _, event in story.when(confirmation, as_=BIRKE).filings]
    assert (one.changed, one.known_since) == (False, date(2016, 1, 21))


def test_an_account_told_again_after_an_objection_waits_anew() -> None:
    story = given(*CERTIFIED, *moved(), ANTRAG.asks(objection, TOLD))
    story.given(*moved(date(2016, 3, 2)))
    assert opens_on(story) == date(2016, 3, 9)


def test_what_follows_an_objected_first_account_is_a_change() -> None:
    story = given(*CERTIFIED, ANTRAG.asks(objection, TOLD), *moved())
    assert opens_on(story) == WAITS_UNTIL


def test_nobody_decides_on_another_account_than_the_one_that_was_seen() -> None:
    story = given(*CERTIFIED)
    asks = [(confirmation, BIRKE), (objection, KASSE), (answered("match"), BIRKE)]
    seen = [(ask(story.desk), who) for ask, who in asks]
    story.given(KASSE.asks(MOVE, TOLD))
    for ask, who in seen:
        story.when(ask, as_=who).refused("other_account", "account")


def test_nothing_is_said_of_an_account_that_nobody_told() -> None:
    story = given(*GRANT.until("registered"))
    for ask, who in (
        (objection, KASSE),
        (answered("match"), BIRKE),
        (decided(accepted=True), DORN),
    ):
        story.when(ask, as_=who).refused("no_bank_details")


def test_a_clear_answer_of_the_bank_needs_no_decision() -> None:
    story = given(*CERTIFIED).when(answered("match"), as_=BIRKE, on=TOLD).then(PayeeVerified)
    story.when(answered("match"), as_=BIRKE).nothing()
    story.when(decided(accepted=True), as_=DORN).refused("payee_check_clear")
    story.when(GRANT.order(), as_=EICHE).granted()


@pytest.mark.parametrize("result", ["close_match", "no_match", "not_possible"])
def test_an_unclear_answer_blocks_until_a_second_person_decided(result) -> None:
    story = given(*CERTIFIED, BIRKE.asks(answered(result), TOLD))
    story.when(GRANT.order(), as_=EICHE).refused("payee_undecided", "case")
    story.when(decided(accepted=True), as_=BIRKE).refused("four_eyes")
    reporter = Actor(ANTRAG.person, "clerk")
    story.when(decided(accepted=True), as_=reporter).refused("four_eyes")
    story.when(decided(accepted=False), as_=DORN).then(PayeeCheckDecided)
    story.when(GRANT.order(), as_=EICHE).refused("payee_refused", "case")
    story.when(decided(accepted=True), as_=DORN).then(PayeeCheckDecided)
    story.when(decided(accepted=True), as_=DORN).nothing()
    story.when(GRANT.order(), as_=EICHE).granted()


def test_a_new_answer_or_a_new_account_needs_a_new_decision() -> None:
    accepted = [BIRKE.asks(answered("no_match"), TOLD), DORN.asks(decided(accepted=True), TOLD)]
    story = given(*CERTIFIED, *accepted, BIRKE.asks(answered("close_match"), TOLD))
    story.when(GRANT.order(), as_=EICHE).refused("payee_undecided")
    body = given(*CERTIFIED, *accepted, KASSE.asks(MOVE, TOLD)).state(Recipient, BODY)
    assert (body.payee_check, body.payee_decision) == (None, None)


def test_the_bank_did_not_answer_tomorrow() -> None:
    tomorrow = answered("match", date(2016, 3, 1))
    given(*CERTIFIED).when(tomorrow, as_=BIRKE, on=TOLD).refused("day_in_future", "checked_on")


def gemeinde() -> Story:
    """A municipality tells the account of its county."""
    content = GRANT.registration().model_dump() | {"recipient": GEMEINDE, "name": "Schöneck"}
    cash = Actor("g.kasse", "county_finance", GEMEINDE)
    same = ReportBankDetails(recipient=GEMEINDE, iban=IBAN, holder="Kreiskasse Main-Kinzig")
    return given(*CERTIFIED, ADLER.asks(RegisterRecipient(**content), TOLD), cash.asks(same, TOLD))


def test_an_account_that_another_recipient_has_needs_reasons() -> None:
    story = gemeinde()
    assert sharing(story.desk, GEMEINDE) == (BODY,)
    bare = confirmation(story.desk, GEMEINDE)
    answer = story.when(bare, as_=BIRKE)
    assert "Main-Kinzig-Kreis" in answer.refusal.refusal.german
    answer.refused("account_shared", "reasons")
    why = "Der Kreis nimmt für die Gemeinde ein."
    filed = story.when(confirmation(story.desk, GEMEINDE, why), as_=BIRKE).filings
    [(_, one)] = filed
    assert (one.shared_with, one.reasons) == ((BODY,), why)


def test_after_its_erasure_an_account_is_nobody_elses() -> None:
    story = gemeinde()
    erased = BankDetailsReported(recipient=BODY, reported_by=KASSE.person)
    story.given((Subject("recipient", BODY), erased))
    assert sharing(story.desk, GEMEINDE) == ()
    story.given((Subject("recipient", GEMEINDE), erased))
    assert sharing(story.desk, GEMEINDE) == ()


def test_the_contact_known_before_is_told_of_a_change_once() -> None:
    seat = MoveSeat(
        recipient=BODY,
        court="Verwaltungsgericht Kassel",
        address=("Postfach 1", "34117 Kassel"),
        valid_from=TOLD,
    )
    story = given(*CERTIFIED, ADLER.asks(seat, TOLD))
    assert plan(story.desk, "bank_details", BODY).closed
    step = plan(story.given(*moved()).desk, "bank_details", BODY).step
    assert (step.letter, step.about) == ("account_letter", "v2")
    body = story.state(Recipient, BODY)
    assert body.before(2).contact == GRANT.registration().address
    record = RecordLetter(
        subject=f"recipient:{BODY}", kind="account_letter", about="v2", document=DIGEST
    )
    story.when(record, as_=SYSTEM).then(LetterPrepared)
    story.when(record, as_=SYSTEM).nothing()
    assert plan(story.desk, "bank_details", BODY).closed


def test_a_change_that_was_stopped_is_not_told_any_more() -> None:
    story = given(*CERTIFIED, *moved(), KASSE.asks(objection, TOLD))
    assert plan(story.desk, "bank_details", BODY).closed


def test_a_programme_can_ask_for_an_answer_of_the_bank_before_it_pays() -> None:
    body = given(*CERTIFIED).state(Recipient, BODY)
    required = USUAL_ACCOUNT_TERMS.payee_check_required.model_copy(update={"value": True})
    strict = USUAL_ACCOUNT_TERMS.model_copy(update={"payee_check_required": required})
    with pytest.raises(Refused) as refused:
        refuse_payee(body, strict, CALENDAR, context=context(EICHE, WAITS_UNTIL))
    assert refused.value.refusal.code == "payee_not_checked"
