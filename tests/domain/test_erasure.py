"""A person is forgotten by two persons, on a ground, and not while law needs the data."""

from datetime import date

import pytest

from domain.agenda import plan
from domain.application import WithdrawApplication
from domain.erasure import Erasure, ErasureCarriedOut, ErasureProposed, ErasureSigned
from domain.personal_data import PersonalDataErased
from tests import kept_file as kept
from tests.cast import ADLER, ANTRAG, BIRKE, BODY, DORN, SYSTEM
from tests.story import Actor, Story, given
from tests.usual_grant import CASE, Grant

GRANT = Grant()
CLOSED = GRANT.until("closed")
SIGNED = [*CLOSED, BIRKE.asks(kept.erasure(), kept.ENDED), DORN.asks(kept.SIGN_ERASURE, kept.ENDED)]


def stage(story: Story) -> tuple[str, str | None]:
    """The stage of the process and the key of the engine's next step."""
    standing = plan(story.desk, "erasure", CASE)
    return standing.stage, standing.step.key if standing.step else None


def test_two_persons_order_an_erasure_and_the_engine_carries_it_out() -> None:
    story = given(*CLOSED)
    assert stage(story) == ("closed", None)
    story.when(kept.erasure(), as_=BIRKE).then(ErasureProposed)
    assert stage(story) == ("request", None)
    story.when(kept.SIGN_ERASURE, as_=DORN).then(ErasureSigned)
    assert stage(story) == ("erasure", f"erasure/{CASE}/erase/1")
    marks = [PersonalDataErased(occasion="erasure")] * len(kept.FILES)
    story.when(kept.ERASED, as_=SYSTEM).then(ErasureCarriedOut, *marks)
    assert stage(story) == ("closed", None)


def test_the_request_names_the_key_and_no_person() -> None:
    story = given(*kept.erased())
    told = [one for one in story.told() if isinstance(one, ErasureProposed)]
    assert [(one.sealed_with, one.erasure_ground) for one in told] == [(CASE, "unlawful")]


def test_a_new_proposal_replaces_one_that_is_not_signed() -> None:
    story = given(*CLOSED, BIRKE.asks(kept.erasure(), kept.ENDED))
    story.when(kept.erasure(reference="Schreiben 2"), as_=ADLER).then(ErasureProposed)
    proposed = story.state(Erasure, CASE).proposed
    assert proposed and (proposed.reference, proposed.proposed_by) == ("Schreiben 2", ADLER.person)


def test_who_proposed_does_not_sign() -> None:
    story = given(*CLOSED, BIRKE.asks(kept.erasure(), kept.ENDED))
    alone = Actor(BIRKE.person, "signatory")
    story.when(kept.SIGN_ERASURE, as_=alone).refused("four_eyes")


def test_nothing_is_signed_that_nobody_proposed() -> None:
    given(*CLOSED).when(kept.SIGN_ERASURE, as_=DORN).refused("no_erasure_proposed")
    given(*CLOSED).when(kept.ERASED, as_=SYSTEM).refused("no_erasure_proposed")


def test_an_unsigned_erasure_is_not_recorded() -> None:
    story = given(*CLOSED, BIRKE.asks(kept.erasure(), kept.ENDED))
    story.when(kept.ERASED, as_=SYSTEM).refused("no_erasure_proposed")


def test_the_officer_cannot_have_been_told_tomorrow() -> None:
    story = given(*CLOSED, BIRKE.asks(kept.erasure(), kept.ENDED))
    wish = kept.SIGN_ERASURE.model_copy(update={"officer_informed_on": date(2017, 2, 23)})
    story.when(wish, as_=DORN).refused("day_in_future", "officer_informed_on")


def test_while_one_erasure_is_carried_out_no_other_begins() -> None:
    given(*SIGNED).when(kept.erasure(), as_=BIRKE).refused("erasure_under_way")


def test_what_is_erased_is_not_erased_again() -> None:
    given(*kept.erased()).when(kept.erasure(), as_=BIRKE).refused("already_erased", "data")
    given(*kept.destroyed()).when(kept.erasure(), as_=BIRKE).refused("already_erased")


@pytest.mark.parametrize(
    ("told", "on", "code"),
    [
        (GRANT.until("declared"), kept.ENDED, "case_running"),
        (CLOSED, kept.ENDED, "still_kept"),
        ([*CLOSED, kept.PRUEFER.asks(kept.HOLD, kept.ENDED)], kept.OFFERED, "audit_hold"),
    ],
)
def test_law_keeps_data_unless_they_were_never_allowed(told, on, code) -> None:
    for ground in ("not_needed", "consent_withdrawn", "objection", "legal_duty"):
        wish = kept.erasure(ground=ground)
        given(*told).when(wish, as_=BIRKE, on=on).refused(code)
    given(*told).when(kept.erasure(), as_=BIRKE, on=on).then(ErasureProposed)


def test_when_the_years_are_over_any_ground_will_do() -> None:
    wish = kept.erasure(ground="not_needed")
    given(*CLOSED).when(wish, as_=BIRKE, on=kept.OFFERED).then(ErasureProposed)


def test_a_duty_that_arises_before_the_signature_stops_it() -> None:
    wish = kept.erasure(ground="objection")
    story = given(*CLOSED, BIRKE.asks(wish, kept.OFFERED))
    story.given(kept.PRUEFER.asks(kept.HOLD, kept.OFFERED))
    signature = kept.SIGN_ERASURE
    story.when(signature, as_=DORN).refused("audit_hold")


# The account in the register


def test_an_account_is_erased_with_the_recipients_key() -> None:
    story = given(*kept.account_erased())
    [done] = story.state(Erasure, CASE).carried_out
    assert (done.data, done.locked.keys) == ("account", (BODY,))
    story.when(kept.erasure(), as_=BIRKE).then(ErasureProposed)


def test_no_ground_takes_the_account_from_a_payment_under_way() -> None:
    story = given(*GRANT.until("ordered"))
    story.when(kept.erasure(data="account"), as_=BIRKE).refused("payment_under_way")


def test_an_account_stays_while_another_case_of_the_recipient_runs() -> None:
    second = Grant(case="WIR-2016-T0002")
    told = [*CLOSED, *second.since("registered", "checked")]
    wish = kept.erasure(data="account", ground="not_needed")
    given(*told).when(wish, as_=BIRKE, on=kept.OFFERED).refused("case_running")
    story = given(*told, ANTRAG.asks(WithdrawApplication(case=second.case), kept.ENDED))
    story.when(wish, as_=BIRKE, on=kept.OFFERED).then(ErasureProposed)
