"""Letters after the notice: what the law asks for is in them, and each adds up."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from adapters.later_letters import LATER_KINDS
from adapters.letter_frame import Act, Letter
from adapters.letters import letter_name, render
from tests.adapters.sample_letters import (
    AMENDING,
    CANCELLATION,
    CORRECTION,
    DEFERRAL,
    DUNNING,
    HEARING,
    INTEREST,
    KEEPING,
    LATER_LETTERS,
    LETTERS,
    REFUND,
)
from tests.adapters.test_letters import squeezed, text_of

REMEDY = "innerhalb eines Monats nach seiner Bekanntgabe Klage beim Verwaltungsgericht Gießen"
SAID: list[tuple[Letter, tuple[str, ...]]] = [
    (
        AMENDING,
        (
            "Der Zuwendungsbescheid vom 11. Januar 2016 wird wie unten angegeben geändert",
            "Fassung des Bescheids 2",
            "bis 31.12.2016 bis 31.03.2017",
            "höchstens 45.000,00 €",
        ),
    ),
    (CORRECTION, ("offenbaren Unrichtigkeiten (§ 42 HVwVfG)", "laufende Fristen bleiben")),
    (
        HEARING,
        (
            "§ 28 Abs. 1 HVwVfG",
            "zu widerrufen (§ 49 Abs. 3 HVwVfG)",
            "Bitte äußern Sie sich bis zum 15. April 2016",
            "Die Frist endet mit Ablauf des 15.04.2016",
            "10.000,00 €",
        ),
    ),
    (
        CANCELLATION,
        (
            "Widerruf Ihres Zuwendungsbescheids",
            "mit Wirkung ab dem 15. Januar 2016 in Höhe von 10.000,00 € widerrufen",
            "nicht schutzwürdig",
            "vom Widerruf abzusehen",
            "seit dem 1. Februar 2016 vollständig bekannt",
            "mit Ablauf des 01.02.2017",
            "zweimal ausgeschrieben",
        ),
    ),
    (
        REFUND,
        (
            "Zu erstatten sind 10.000,00 €",
            "seit dem 15. Januar 2016 insoweit unwirksam, als die Zuwendung 40.000,00 €",
            "§ 49a Abs. 1 Satz 2 HVwVfG",
            "Zahlbar bis 15. April 2016",
            "Kassenzeichen 4711 0815",
        ),
    ),
    (
        INTEREST,
        (
            "Berechnete Zinsen 1.150,17 €",
            "Zinsen in Höhe von 150,17 € festgesetzt (§ 49a Abs. 4 HVwVfG)",
            "107 4,17 % 122,2438 €",
            "taggenau mit 365 Tagen",
            "§ 49a Abs. 3 Satz 2 HVwVfG): Sie haben die Verzögerung nicht zu vertreten.",
        ),
    ),
    (DUNNING, ("Erstattungsbescheid vom 1. Februar 2016", "7.500,50 €", "Fällig war 1. März 2016")),
    (DEFERRAL, ("§ 59 Abs. 1 Nr. 1 LHO", "2 1. September 2016 6.666,67 €", "Summe 10.000,00 €")),
]


@pytest.mark.parametrize(("letter", "sentences"), SAID, ids=lambda one: type(one).__name__)
def test_a_letter_says_what_the_law_asks_for(letter: Letter, sentences: tuple[str, ...]) -> None:
    text = text_of(render(letter))
    for sentence in sentences:
        assert squeezed(sentence) in text, sentence


@pytest.mark.parametrize("letter", LATER_LETTERS, ids=letter_name)
def test_every_act_ends_with_its_remedy_and_no_other_letter_has_one(letter: Letter) -> None:
    text = text_of(render(letter))
    assert (squeezed(REMEDY) in text) is isinstance(letter, Act)
    assert ("DannkönnenSieinnerhalbeinesMonatsklagen" in text) is isinstance(letter, Act)


@pytest.mark.parametrize("letter", LETTERS, ids=letter_name)
def test_a_summary_says_who_what_how_much_until_when_and_what_to_do(letter: Letter) -> None:
    said = text_of(render(letter)).partition("IneinfachenWorten")[2][:900]
    given = letter.model_dump(exclude_none=True)
    asked = {"Wer:": True, "Worumesgeht:": True, "WasSietun:": True}
    asked["Wieviel:"] = any(name.endswith("_cents") for name in given)
    days = {"due", "answer_by", "pay_by", "use_until", "proof_due"}
    asked["Biswann:"] = bool(days & (given.keys() | (given.get("payment") or {}).keys()))
    for label, there in asked.items():
        assert (label in said) >= there, label


@pytest.mark.parametrize(
    ("letter", "change", "why"),
    [
        (INTEREST, {"claimed_cents": 115_018}, "more interest"),
        (INTEREST, {"waiver_reason": None}, "without a reason"),
        (INTEREST, {"payment": None}, "a payment belongs"),
        (DEFERRAL, {"amount_cents": 999_999}, "do not add up"),
    ],
)
def test_a_letter_that_does_not_add_up_is_not_made(
    letter: Letter, change: dict[str, Any], why: str
) -> None:
    with pytest.raises(ValidationError, match=why):
        type(letter).model_validate(letter.model_dump() | change)


def test_each_kind_has_a_sample_and_no_two_letters_of_a_day_share_a_name() -> None:
    assert {type(letter) for letter in (*LATER_LETTERS, *KEEPING)} == set(LATER_KINDS)
    heard = {HEARING.model_copy(update={"intended": one}) for one in ("refund", "interest")}
    assert len({letter_name(letter) for letter in heard}) == 2
    assert letter_name(AMENDING) == "WIR-2016-0001_aenderungsbescheid-2_2016-02-15.pdf"
    assert AMENDING.dated == date(2016, 2, 15)
