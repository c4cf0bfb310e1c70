"""Die Zahlungsanordnung: what it freezes, and who may give it."""

from datetime import date

import pytest

import programmes
from domain.appropriation import FundsOrdered
from domain.bank_details import (
    BankDetailsConfirmed,
    BankDetailsReported,
    ReportBankDetails,
)
from domain.disbursement import Disbursement
from domain.disbursement_decisions import may_request
from domain.kernel import Refused, Subject
from domain.order_decisions import may_order
from domain.payment import PaymentOrdered, end_to_end_id, parse_end_to_end_id
from domain.recipient import Recipient
from tests.cast import (
    ADLER,
    ANTRAG,
    BIRKE,
    BODY,
    CRAMER,
    EICHE,
    IBAN,
    KASSE,
    OTHER_IBAN,
    confirmation,
)
from tests.story import Actor, StoryDesk, context, given
from tests.usual_grant import CASE, DRAW, MARCH, Grant

GRANT = Grant()
CERTIFIED = GRANT.until("certified")
MOVE = ReportBankDetails(recipient=BODY, iban=OTHER_IBAN, holder="Neue Kasse")


def test_an_order_freezes_all_that_the_bank_will_be_told() -> None:
    answer = given(*CERTIFIED).when(GRANT.order(), as_=EICHE)
    story = answer.then(PaymentOrdered, FundsOrdered)
    order = story.state(Disbursement, DRAW).order
    assert (order.iban, order.holder) == (IBAN, "Kreiskasse Main-Kinzig")
    assert (order.end_to_end_id, order.attempt) == (f"{CASE}.1.1", 1)
    assert (order.payee, order.ordered_by) == ("Main-Kinzig-Kreis", EICHE.person)
    assert order.remittance == f"WIR KOORD 2016 AZ {CASE} RATE 1/1 KZ 4711"
    story.when(GRANT.order(), as_=EICHE).refused("wrong_stage")


def test_a_long_reference_of_the_recipient_is_cut_at_what_a_statement_carries() -> None:
    wordy = GRANT.declaration(cash_reference="K" * 200)
    story = given(*GRANT.until("notified"), ANTRAG.asks(wordy, date(2016, 1, 20)))
    story.given(*GRANT.since("declared", "ordered"))
    assert len(story.state(Disbursement, DRAW).order.remittance) == 140


def test_without_a_reference_of_the_recipient_the_statement_says_ours() -> None:
    silent = GRANT.declaration(cash_reference=None)
    story = given(*GRANT.until("notified"), ANTRAG.asks(silent, date(2016, 1, 20)))
    story.given(*GRANT.since("declared", "ordered"))
    assert story.state(Disbursement, DRAW).order.remittance.endswith("RATE 1/1")


@pytest.mark.parametrize("chapter", ["drawn", "in_run", "booked"])
def test_an_order_has_its_time(chapter: str) -> None:
    given(*GRANT.until(chapter)).when(GRANT.order(), as_=EICHE).refused("wrong_stage")


@pytest.mark.parametrize("person", [ADLER.person, CRAMER.person, KASSE.person, ANTRAG.person])
def test_who_certified_drew_or_told_the_account_does_not_order(person: str) -> None:
    given(*CERTIFIED).when(GRANT.order(), as_=Actor(person, "signatory")).refused("four_eyes")


def test_an_account_is_confirmed_before_each_order_after_it_changed() -> None:
    story = given(*CERTIFIED).when(MOVE, as_=KASSE).then(BankDetailsReported)
    story.when(GRANT.order(), as_=EICHE).refused("bank_details_not_confirmed", "case")
    story.when(confirmation, as_=BIRKE).then(BankDetailsConfirmed)
    story.when(GRANT.order(), as_=EICHE, on=date(2016, 3, 31)).granted()
    assert story.state(Disbursement, DRAW).order.iban == OTHER_IBAN


def test_an_account_that_changes_after_the_order_changes_nothing_in_it() -> None:
    story = given(*GRANT.until("ordered")).when(MOVE, as_=KASSE).granted()
    story.given(*GRANT.since("ordered", "booked"))
    assert story.state(Disbursement, DRAW).order.iban == IBAN
    assert story.state(Recipient, BODY).iban == OTHER_IBAN


def test_an_account_that_was_erased_is_paid_nothing() -> None:
    erased = BankDetailsReported(recipient=BODY, reported_by=KASSE.person)
    confirmed = BankDetailsConfirmed(recipient=BODY, confirmed_by=BIRKE.person)
    files = [(Subject("recipient", BODY), one) for one in (erased, confirmed)]
    given(*CERTIFIED, *files).when(GRANT.order(), as_=EICHE).refused("bank_details_not_confirmed")


def test_a_closed_case_orders_nothing_whatever_the_programme_waits_for() -> None:
    class HastyDesk(StoryDesk):
        """A desk whose programme does not wait for finality."""

        def programme(self, reference):
            rules = programmes.load(reference)
            waits = rules.parameters.payout_requires_final
            hasty = waits.model_copy(update={"value": False})
            parameters = rules.parameters.model_copy(update={"payout_requires_final": hasty})
            return rules.model_copy(update={"parameters": parameters})

    def desk_after(chapter: str) -> HastyDesk:
        return HastyDesk(given(*GRANT.until(chapter)).desk.files)

    may_request(desk_after("declared"), CASE, context(KASSE, MARCH))
    may_order(desk_after("certified"), (CASE, 1), context(EICHE, MARCH))
    with pytest.raises(Refused):
        may_request(desk_after("notified"), CASE, context(KASSE, MARCH))
    with pytest.raises(Refused):
        may_request(desk_after("closed"), CASE, context(KASSE, MARCH))


def test_each_attempt_has_a_reference_that_fits_every_bank() -> None:
    longest = end_to_end_id("W" * 21, 99, 99)
    assert (len(longest), parse_end_to_end_id(longest)) == (27, ("W" * 21, 99, 99))


@pytest.mark.parametrize(
    "reference", ["NOTPROVIDED", "A.1", "A.1.1.1", "A.b.1", "A.1.", "A.².1", "A.1.①", ""]
)
def test_a_reference_of_others_is_not_ours(reference: str) -> None:
    assert parse_end_to_end_id(reference) is None


def test_the_hash_of_an_order_changes_with_account_amount_and_text() -> None:
    def digest(grant: Grant, **account: object) -> str:
        told = [*grant.until("notified")]
        declared = ANTRAG.asks(grant.declaration(**account), date(2016, 1, 20))
        story = given(*told, declared, *grant.since("declared", "ordered"))
        return story.state(Disbursement, DRAW).order.content_hash

    less = Grant(parts=((49_999_99, MARCH),))
    hashes = {
        digest(GRANT),
        digest(less),
        digest(GRANT, iban=OTHER_IBAN),
        digest(GRANT, cash_reference="4712"),
    }
    assert (len(hashes), digest(GRANT)) == (4, digest(Grant()))
