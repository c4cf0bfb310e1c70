"""Letters of a recovery: each says its amount, its day and its reference, from what is filed."""

from collections.abc import Iterable
from datetime import date

import pytest

from adapters.later_letters import (
    CancellationNotice,
    DeferralNotice,
    DunningLetter,
    Hearing,
    InterestNotice,
)
from adapters.letter_frame import Letter
from adapters.letters import render
from domain.agenda import Step
from domain.correspondence import LetterKind
from domain.recovery import Recovery
from domain.recovery_agenda import due_letters
from domain.terms import programme_of
from tests.adapters.test_letters import squeezed, text_of
from tests.cast import BIRKE, CRAMER, DORN, HCC
from tests.domain.test_claim import late_story
from tests.story import Story, given
from tests.usual_grant import CASE
from tests.usual_recovery import (
    ASSESSED,
    CLAIMED,
    Recall,
    deferral,
    interest,
    repayment,
    signature,
    suspension,
)
from workers.letterhead import Occasion
from workers.paper import compose
from workers.recovery_paper import recovery_letter
from workers.treasury import TRAINING_DEBTOR

RECALL, REVOKE = Recall(), Recall(ground="revocation", refund=20_000_00)
PLAN = ((date(2017, 6, 1), 6_000_00), (date(2017, 9, 1), 4_000_00))
REFERENCE = f"Kassenzeichen {CASE}.R1"
ACCOUNT = "Regierungspräsidium Darmstadt"


def deferred() -> Story:
    story = given(*RECALL.until("claimed")).when(deferral(*PLAN), as_=BIRKE).granted()
    return story.when(signature, as_=DORN).granted()


def letters(story: Story, *kinds: str) -> list[Letter]:
    """The letters that the recovery owes, of these kinds, made on the day they are due."""
    found = due_letters(
        story.state(Recovery, CASE), programme_of(story.desk, CASE).parameters.recovery
    )
    return [made(story, *one) for one in found if one.kind in kinds]


def made(story: Story, kind: LetterKind, about: str, due_on: date) -> Letter:
    step = Step(act="letter", key="k", letter=kind, about=about)
    dated = max(due_on, story.today)
    return compose(story.desk, step, case=CASE, dated=dated, debtor=TRAINING_DEBTOR)


SAID: list[tuple[str, Story, Iterable[str]]] = [
    (
        "hearing",
        given(*RECALL.until("heard")),
        ("10.000,00 €", "27. März 2017", CASE, "Erstattung", "Ausgaben liegen unter"),
    ),
    (
        "cancellation_notice",
        given(*REVOKE.until("claimed")),
        (
            "mit Wirkung ab dem 3. März 2016 in Höhe von 20.000,00 € widerrufen.",
            "Verbleibende Zuwendung 30.000,00 €",
            "Zuwendungsbescheid vom 11. Januar 2016",
            "Wir zahlen zurück.",
            "Vertrauen war nicht schutzwürdig.",
            "23.02.2018",
            CASE,
        ),
    ),
    (
        "refund_notice",
        given(*RECALL.until("claimed")),
        (
            "Zu erstatten sind 10.000,00 €",
            "seit dem 3. März 2016 insoweit unwirksam, als die Zuwendung 40.000,00 €",
            "Zahlbar bis 20. April 2017",
            "Ausgezahlt 50.000,00 €",
            REFERENCE,
            ACCOUNT,
        ),
    ),
    (
        "interest_notice",
        given(*RECALL.until("assessed")),
        (
            "Auf den zu erstattenden Betrag von 10.000,00 € werden Zinsen in Höhe von 448,62 €",
            "1. Juli 2016",
            "4,12 %",
            "kaufmännisch auf den Cent",
            f"Kassenzeichen {CASE}.R2",
            ACCOUNT,
        ),
    ),
    (
        "deferral_notice",
        deferred(),
        (
            "Die Forderung von 10.000,00 € aus dem Erstattungsbescheid vom 20. März 2017",
            "2 1. September 2017 4.000,00 €",
            "erhebliche Härte",
            REFERENCE,
            ACCOUNT,
        ),
    ),
    (
        "dunning_letter",
        given(*RECALL.until("claimed")),
        (
            "Erstattungsbescheid vom 20. März 2017",
            "Offener Betrag 10.000,00 €",
            "Fällig war 20. April 2017",
            "Zahlbar bis 15. Mai 2017",
            REFERENCE,
            ACCOUNT,
        ),
    ),
]


@pytest.mark.parametrize(("kind", "story", "sentences"), SAID, ids=[one[0] for one in SAID])
def test_a_letter_says_its_amount_its_day_and_its_reference(
    kind: str, story: Story, sentences: Iterable[str]
) -> None:
    text = text_of(render(letters(story, kind)[0]))
    for sentence in sentences:
        assert squeezed(sentence) in text, sentence


def test_a_withdrawal_is_told_as_one_and_no_word_of_the_silent_is_invented() -> None:
    silent, day = Recall(ground="withdrawal", refund=20_000_00), date(2017, 4, 3)
    signed = [BIRKE.asks(silent.demand(), day), DORN.asks(signature, day)]
    [letter] = letters(given(*silent.until("heard"), *signed), "cancellation_notice")
    assert isinstance(letter, CancellationNotice)
    assert (letter.act, letter.basis, letter.statement) == ("withdrawal", "§ 48 HVwVfG", None)


def test_a_dunning_letter_asks_for_what_is_overdue_and_not_for_later_parts() -> None:
    first, second = letters(deferred(), "dunning_letter")
    assert isinstance(first, DunningLetter)
    assert isinstance(second, DunningLetter)
    assert (first.open_cents, first.was_due_on) == (6_000_00, date(2017, 6, 1))
    assert first.payment.pay_by < second.dated


def test_a_suspended_claim_is_dunned_for_all_that_fell_due_meanwhile() -> None:
    story = deferred().when(suspension(date(2017, 10, 1)), as_=BIRKE).granted()
    story.when(signature, as_=DORN).granted()
    assert [one.model_dump()["open_cents"] for one in letters(story, "dunning_letter")] == [
        10_000_00,
        10_000_00,
    ]


def test_interest_that_is_due_is_dunned_and_deferred_under_its_own_reference() -> None:
    story = given(*RECALL.until("assessed"))
    [dunned, _] = letters(story, "dunning_letter")
    assert isinstance(dunned, DunningLetter)
    assert (dunned.claim, dunned.claim_dated) == ("Zinsbescheid", ASSESSED)
    assert (dunned.payment.reference, dunned.open_cents) == (f"{CASE}.R2", 448_62)
    story.when(deferral((date(2017, 7, 3), 448_62)), as_=BIRKE).granted()
    story.when(signature, as_=DORN).granted()
    [told] = letters(story, "deferral_notice")
    assert isinstance(told, DeferralNotice)
    assert (told.claim, told.account.reference) == ("Zinsbescheid", f"{CASE}.R2")


def test_late_use_is_heard_as_interest_and_claimed_under_its_own_paragraph() -> None:
    story = late_story()
    [heard] = letters(story, "hearing")
    assert isinstance(heard, Hearing)
    assert (heard.intended, heard.amount_cents) == ("interest", 702_34)
    story.when(interest(date(2016, 7, 4)), as_=BIRKE, on=CLAIMED).granted()
    story.when(signature, as_=DORN).granted()
    [letter] = letters(story, "interest_notice")
    assert isinstance(letter, InterestNotice)
    assert (letter.ground, letter.basis) == ("late_use", "§ 49a Abs. 4 HVwVfG")
    assert (letter.principal_cents, letter.claimed_cents) == (50_000_00, 702_34)


def test_interest_says_what_was_decided_before_and_what_a_surplus_covers() -> None:
    early = date(2016, 12, 31)
    story = given(*RECALL.until("claimed"))
    story.when(interest(early), as_=CRAMER, on=CLAIMED).granted()
    story.when(signature, as_=DORN).granted()
    before = story.state(Recovery, CASE).interest.claimed_cents
    paid = date(2017, 4, 3)
    story.when(repayment(10_000_00 + before + 50_00, paid), as_=HCC, on=paid).granted()
    story.when(interest(paid), as_=CRAMER, on=ASSESSED).granted()
    story.when(signature, as_=DORN).granted()
    letter = letters(story, "interest_notice")[1]
    assert isinstance(letter, InterestNotice)
    assert letter.claimed_cents == 448_62 - before
    assert f"Über {before.euro} davon ist schon früher entschieden." in letter.method
    assert "50,00 € deckt Ihre frühere Überzahlung" in letter.method


def test_what_is_not_filed_is_not_made_into_a_letter() -> None:
    desk = given(*Recall(ground="condition", refund=20_000_00).until("claimed")).desk
    occasion = Occasion(desk, CASE, CLAIMED, TRAINING_DEBTOR)
    for kind in ("hearing", "cancellation_notice", "closing_letter"):
        step = Step(act="letter", key="k", letter=kind, about="v1")
        with pytest.raises(LookupError):
            recovery_letter(occasion, step)
