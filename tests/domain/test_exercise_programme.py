"""A programme of another kind of financing is a file: its grant goes from application to close."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

import programmes
from domain.application import Application, Facts, SubmitApplication
from domain.appropriation import AppropriateFunds, Appropriation
from domain.explanation import explain
from domain.kernel import Day, Money
from domain.programme import Programme
from domain.proof_of_use import ProofOfUse
from domain.settlement import Settlement, settle
from domain.trace import recheck
from tests.cast import ADLER, FALK
from tests.programmes.test_cases import EXERCISE
from tests.story import FIRST_DAY, Act, Story, StoryDesk
from tests.usual_grant import CASE, Grant

FILE = Path(__file__).parents[1] / "programmes" / "uebung" / "2016-01-01.toml"
LIBRARY = programmes.read(FILE)


@dataclass
class LibraryDesk(StoryDesk):
    """A desk where the exercise programme is the law."""

    def programme(self, reference: str) -> Programme:
        assert reference == EXERCISE
        return LIBRARY

    def in_force(self, name: str, day: Day) -> Programme:
        assert LIBRARY.in_force_on(day)
        return LIBRARY

    def digest(self, reference: str) -> str:
        return hashlib.sha256(FILE.read_bytes()).hexdigest()


def cost(cents: int, own: int) -> Facts:
    return {"items": [{"key": "staff", "amount_cents": cents}], "own_cents": own}


@dataclass(frozen=True)
class LibraryGrant(Grant):
    """A deficit of 20,000 euro of a village library, drawn at once."""

    line: str = "library"
    requested: int = 20_000_00
    parts: tuple[tuple[int, date | None], ...] = ((20_000_00, date(2016, 3, 1)),)
    facts: Facts = field(default_factory=lambda: cost(40_000_00, 20_000_00))
    recognised: Facts = field(default_factory=lambda: cost(36_500_00, 20_000_00))
    checklist: tuple[str, ...] = ("form",)
    recipient_class: str = "municipality"

    def registered(self) -> list[Act]:
        funds = AppropriateFunds(
            programme="uebung",
            fund="libraries",
            year=2016,
            amount_cents=Money(100_000_00),
            reference="Haushaltsplan 2016",
        )
        return [ADLER.asks(self.registration(), FIRST_DAY), FALK.asks(funds, FIRST_DAY)]

    def application(self, **changes: object) -> SubmitApplication:
        return super().application(**{"programme": "uebung", **changes})

    def examined(self) -> list[Act]:
        (act,) = super().examined()
        return [act._replace(ask=self.note(recognised_facts=self.recognised))]


def told(chapter: str, grant: LibraryGrant | None = None) -> Story:
    return Story(LibraryDesk()).given(*(grant or LibraryGrant()).until(chapter))


def test_an_application_is_assessed_by_the_rules_of_its_programme() -> None:
    application = told("checked").state(Application, CASE)
    assert application.submitted.programme == EXERCISE
    assert application.assessed_cents == Money(20_000_00)


def test_a_saving_of_a_deficit_goes_back_in_full() -> None:
    story = told("settled")
    proof = story.state(ProofOfUse, CASE)
    assert proof.examined
    settlement = Settlement.model_validate(proof.examined.settlement)
    assert settlement.financing == "deficit"
    assert recheck(settlement.trace) == ()
    assert (settlement.final_cents, proof.refund_cents) == (16_500_00, 3_500_00)
    share = story.state(Appropriation, "uebung.libraries.2016").share(CASE)
    assert share.paid == Money(20_000_00)


def test_a_deficit_that_came_out_as_planned_is_closed() -> None:
    planned = LibraryGrant(recognised=cost(40_000_00, 20_000_00))
    assert told("closed", planned).state(ProofOfUse, CASE).closed


def test_a_share_of_a_post_explains_itself_in_euro() -> None:
    planned, used = ({"eligible_cents": cost, "months": 12} for cost in (40_000_00, 36_000_00))
    settlement = settle(
        LIBRARY,
        "book_bus",
        approved=Money(30_000_00),
        planned_facts=planned,
        actual_facts=used,
    )
    words = "36.000,00 € × 30.000,00 € : 40.000,00 €, abgerundet = 27.000,00 €"
    assert any(words in line for line in explain(settlement, "de"))


def test_a_class_of_recipients_that_the_programme_does_not_name_is_not_eligible() -> None:
    with pytest.raises(AssertionError, match="not_eligible"):
        told("submitted", LibraryGrant(recipient_class="county"))
