"""Letters about a notice that stands: both sides of each change, and what was miswritten."""

from datetime import date

import pytest

from adapters.later_letters import AmendingNotice, CorrectionLetter
from adapters.letters import render
from domain.agenda import Step
from domain.correction import CorrectNotice
from domain.kernel import Money
from tests.adapters.test_letters import squeezed, text_of
from tests.cast import DORN
from tests.changed_grant import APRIL, amended, notified
from tests.story import Story, given
from tests.usual_grant import CASE, Grant
from workers.amendment_paper import amending_notice, correction_letter
from workers.paper import compose
from workers.treasury import TRAINING_DEBTOR

GRANT = Grant()
SIGNED = "11. Januar 2016"


def changed(cents: int, **changes: object) -> Story:
    return given(*GRANT.until("confirmed"), *amended(GRANT, cents, **changes))


def rows(letter: object) -> dict[str, tuple[str, str]]:
    """What the letter says was changed: from what to what."""
    assert isinstance(letter, AmendingNotice | CorrectionLetter)
    return {one.what: (one.before, one.after) for one in letter.changes}


def test_an_amending_notice_says_its_amount_its_day_and_both_sides_of_each_change() -> None:
    facts = GRANT.facts | {"months": 11}
    story = changed(40_000_00, period_to=date(2016, 11, 30), facts=facts)
    step = Step(act="letter", key="k", letter="amending_notice", about="v2")
    letter = compose(story.desk, step, case=CASE, dated=APRIL, debtor=TRAINING_DEBTOR)
    assert rows(letter) == {
        "Höchstbetrag": ("50.000,00 €", "40.000,00 €"),
        "Raten": (rows(letter)["Raten"][0], "40.000,00 €"),
        "Bewilligungszeitraum": ("bis 31.12.2016", "bis 30.11.2016"),
        "Angaben zur Berechnung": (
            "ergeben höchstens 50.000,00 €",
            "ergeben höchstens 45.833,33 €",
        ),
    }
    text = text_of(render(letter))
    for sentence in (
        "Änderungsbescheid",
        CASE,
        f"Der Zuwendungsbescheid vom {SIGNED} wird wie unten angegeben geändert",
        "Die Zuwendung beträgt höchstens 40.000,00 €",
        "Der Bedarf hat sich geändert.",
        "Klage beim Verwaltungsgericht Frankfurt am Main",
    ):
        assert squeezed(sentence) in text, sentence


def test_a_second_change_is_compared_with_the_first_and_not_with_the_application() -> None:
    plan = ({"name": "Sachkosten", "amount_cents": Money(58_300_00)},)
    story = changed(40_000_00).given(*notified(GRANT), *amended(GRANT, 30_000_00, plan=plan))
    letter = amending_notice(story.desk, CASE, APRIL, about="v3")
    assert rows(letter) == {
        "Höchstbetrag": ("40.000,00 €", "30.000,00 €"),
        "Raten": ("40.000,00 €", "30.000,00 €"),
        "Personal": ("58.300,00 €", "–"),
        "Sachkosten": ("–", "58.300,00 €"),
    }


def test_other_facts_are_told_even_where_they_give_the_same_amount() -> None:
    facts = GRANT.facts | {"eligible_cents": 59_000_00}
    told = rows(amending_notice(changed(50_000_00, facts=facts).desk, CASE, APRIL, about="v2"))
    assert "Angaben zur Berechnung" in told


def test_a_final_notice_says_that_it_replaces_the_provisional_one() -> None:
    grant = Provisional()
    story = given(*grant.until("confirmed"), *amended(grant, 50_000_00, definitive=True))
    told = rows(amending_notice(story.desk, CASE, APRIL, about="v2"))
    assert told["Art des Bescheids"] == ("vorläufiger Bescheid", "endgültiger Bescheid")


class Provisional(Grant):
    """A grant by provisional notice."""

    def proposal(self, **changes: object):
        return super().proposal(**changes | {"provisional": "Die Tarifrunde ist offen."})


def test_a_correction_shows_the_wrong_and_the_right_word_of_its_notice() -> None:
    story = given(*GRANT.until("notified"))
    for wrong, right in (("2106", "2016"), ("Kries", "Kreis")):
        correct = CorrectNotice(case=CASE, wrong=wrong, right=right, why_obvious="Verschrieben.")
        story.when(correct, as_=DORN).granted()
    step = Step(act="letter", key="k", letter="correction_letter", about="v1.2")
    letter = compose(story.desk, step, case=CASE, dated=APRIL, debtor=TRAINING_DEBTOR)
    assert rows(letter) == {"Angabe": ("Kries", "Kreis")}
    text = text_of(render(letter))
    assert squeezed(f"Bescheid vom {SIGNED}") in text
    assert CASE in text


def test_a_change_that_was_not_signed_has_no_letter() -> None:
    desk = given(*GRANT.until("confirmed")).desk
    with pytest.raises(IndexError):
        amending_notice(desk, CASE, APRIL, about="v2")
    with pytest.raises(IndexError):
        correction_letter(desk, CASE, APRIL, about="v1.1")
