"""No kind of letter can be planned that cannot be made: each comes from a case of its own."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple, get_args

import pytest

from adapters.later_letters import AccountLetter
from adapters.letter_kinds import ClosingLetter
from adapters.letters import render
from domain.agenda import Step
from domain.application import RejectApplication
from domain.correction import CorrectNotice
from domain.correspondence import LetterKind
from domain.extension import ExtendPeriod
from tests.account_changes import moved
from tests.adapters.test_letters import squeezed, text_of
from tests.cast import ADLER, BIRKE, BODY, DORN
from tests.changed_grant import amended
from tests.every_topic import requested
from tests.kept_file import offered
from tests.story import Act, given
from tests.usual_grant import CASE, MARCH, Grant
from tests.usual_recovery import ASSESSED, Recall, deferral, signature
from tests.usual_set_off import FILED_ON, claimed, contested, enforcement, met
from workers.paper import compose
from workers.treasury import TRAINING_DEBTOR

GRANT, RECALL = Grant(), Recall()
DATED = date(2017, 5, 2)


class Made(NamedTuple):
    """What happened, what tells the letter from others of its kind, and what it is about."""

    acts: Callable[[], list[Act]]
    about: str = "v1"
    key: str = CASE


def rejected() -> list[Act]:
    reject = RejectApplication(case=CASE, reasons="Der Zweck wird nicht gefördert.")
    return [*GRANT.until("checked"), DORN.asks(reject, MARCH)]


def extended() -> list[Act]:
    until = date(2017, 6, 30)
    longer = ExtendPeriod(case=CASE, duty="proof", number=1, until=until, reason="Krankheit.")
    return [*GRANT.until("confirmed"), ADLER.asks(longer, MARCH)]


def corrected() -> list[Act]:
    correct = CorrectNotice(case=CASE, wrong="2106", right="2016", why_obvious="Zahlendreher.")
    return [*GRANT.until("notified"), DORN.asks(correct, MARCH)]


def deferred() -> list[Act]:
    later = deferral((date(2018, 3, 1), 10_000_00))
    by_two = [BIRKE.asks(later, ASSESSED), DORN.asks(signature, ASSESSED)]
    return [*RECALL.until("claimed"), *by_two]


def enforced() -> list[Act]:
    ordered = [BIRKE.asks(enforcement(), FILED_ON), DORN.asks(signature, FILED_ON)]
    return [*RECALL.until("claimed"), *contested(), *ordered]


def revoked() -> list[Act]:
    return Recall(ground="revocation", refund=20_000_00).until("claimed")


CASES: dict[LetterKind, Made] = {
    "document_request": Made(requested, "2016-02-15"),
    "approval_notice": Made(lambda: GRANT.until("signed")),
    "amending_notice": Made(lambda: [*GRANT.until("confirmed"), *amended(GRANT, 40_000_00)], "v2"),
    "rejection_notice": Made(rejected),
    "extension_letter": Made(extended, "proof.2017-06-30"),
    "examination_note": Made(lambda: GRANT.until("settled")),
    "closing_letter": Made(lambda: GRANT.until("closed")),
    "correction_letter": Made(corrected, "v1.1"),
    "hearing": Made(lambda: RECALL.until("heard"), "2017-03-27"),
    "cancellation_notice": Made(revoked),
    "refund_notice": Made(lambda: RECALL.until("claimed"), f"{CASE}.r1".lower()),
    "interest_notice": Made(lambda: RECALL.until("assessed"), f"{CASE}.r2".lower()),
    "deferral_notice": Made(deferred),
    "archive_offer": Made(offered),
    "account_letter": Made(lambda: [*GRANT.until("confirmed"), *moved()], "v2", BODY),
    "dunning_letter": Made(lambda: RECALL.until("claimed"), "2017-04-20.7"),
    "set_off_declaration": Made(lambda: [*claimed(), *met()]),
    "enforcement_order": Made(enforced, f"{FILED_ON}"),
    "limitation_note": Made(lambda: RECALL.until("claimed"), "undecided_interest.2020-12-31"),
}


def test_every_kind_that_can_be_planned_has_its_case_here() -> None:
    assert CASES.keys() == set(get_args(LetterKind))


@pytest.mark.parametrize("kind", CASES)
def test_a_letter_of_each_kind_is_made_and_printed(kind: LetterKind) -> None:
    acts, about, key = CASES[kind]
    step = Step(act="letter", key="k", letter=kind, about=about)
    letter = compose(given(*acts()).desk, step, case=key, dated=DATED, debtor=TRAINING_DEBTOR)
    assert (letter.KIND, letter.file_number) == (kind, CASE)
    assert render(letter).startswith(b"%PDF")


def test_a_case_whose_notice_was_revoked_in_full_ends_with_what_came_back() -> None:
    whole = Recall(ground="revocation", refund=50_000_00)
    step = Step(act="letter", key="k", letter="closing_letter", about="v1")
    desk = given(*whole.until("repaid")).desk
    letter = compose(desk, step, case=CASE, dated=DATED, debtor=TRAINING_DEBTOR)
    assert isinstance(letter, ClosingLetter)
    assert (letter.final_cents, letter.paid_cents, letter.returned_cents) == (0, *(50_000_00,) * 2)
    words = text_of(render(letter))
    assert squeezed("der Zuwendungsbescheid ist aufgehoben") in words
    assert squeezed("Verwendungsnachweises") not in words


def test_a_letter_on_another_account_shows_no_number_as_a_whole() -> None:
    acts, about, key = CASES["account_letter"]
    step = Step(act="letter", key="k", letter="account_letter", about=about)
    letter = compose(given(*acts()).desk, step, case=key, dated=DATED, debtor=TRAINING_DEBTOR)
    assert isinstance(letter, AccountLetter)
    assert (letter.former, letter.present) == ("DE02 … 2051", "DE02 … 5030")
    assert letter.addressee == GRANT.registration().address
