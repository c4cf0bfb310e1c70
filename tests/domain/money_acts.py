"""Acts that move money beside the usual way: changes, freezes, authorisations, two years."""

from dataclasses import dataclass
from datetime import date

from domain.approval import ProposeApproval, RecordFinality, RecordNotification
from domain.budget import AuthoriseCommitments, FreezeFunds, LiftFreeze
from domain.kernel import Money, Role
from domain.year_end import CloseBudgetYear
from tests.cast import ANTRAG, FALK
from tests.changed_grant import amendment, signature
from tests.story import Act, Ask
from tests.usual_grant import MARCH, Grant

NEXT_TITLE = "wir.wir.2017"
RESERVE_PERCENT = 33


@dataclass(frozen=True)
class Reserving(Grant):
    """A grant of which a third is paid only after the examination."""

    def proposal(self, **changes: object) -> ProposeApproval:
        return super().proposal(**{"reserve_percent": RESERVE_PERCENT} | changes)


@dataclass(frozen=True)
class OverTwoYears(Grant):
    """A project whose last instalment falls into the next budget year."""

    line: str = "innovative_project"
    requested: int = 20_000_00
    parts: tuple[tuple[int, date | None], ...] = (
        (12_000_00, MARCH),
        (8_000_00, date(2017, 2, 1)),
    )
    checklist: tuple[str, ...] = ("form", "concept", "financing_plan", "not_begun")

    def submitted(self) -> list[Act]:
        cost = {"items": [{"key": "staff", "amount_cents": 40_000_00}]}
        wish = self.application(
            facts=cost,
            plan=({"name": "Personal", "amount_cents": Money(40_000_00)},),
            own_cents=Money(20_000_00),
            later_cents=Money(8_000_00),
            period_to=date(2017, 6, 30),
        )
        return [ANTRAG.asks(wish, date(2015, 12, 7))]


AUTHORISED = FALK.asks(
    AuthoriseCommitments(
        programme="wir", fund="wir", year=2017, amount_cents=Money(8_000_00), reference="Kap. 08"
    ),
    date(2015, 12, 1),
)
"""Enough for the later part of one project over two years."""


def money_acts(grant: Grant, cents: int, version: int) -> dict[Role, list[Ask]]:
    """Whatever else one may ask about the money of a case or of its titles, by role."""
    title = {"programme": "wir", "fund": "wir", "amount_cents": Money(cents)}
    posted_on = date(2016, 6, 1)
    return {
        "clerk": [
            amendment(grant, cents),
            grant.posting(version=version, posted_on=posted_on),
        ],
        "signatory": [signature(grant)],
        "budget_officer": [
            FreezeFunds.model_validate(title | {"year": 2016, "reasons": "Haushaltslage"}),
            CloseBudgetYear(programme="wir", fund="wir", year=2016, reference="Abschluss"),
            LiftFreeze.model_validate(title | {"year": 2016, "reasons": "Es reicht."}),
            AuthoriseCommitments.model_validate(title | {"year": 2017, "reference": "Kap. 08"}),
        ],
        "system": [
            grant.letter("amending_notice", f"v{version}"),
            RecordNotification(case=grant.case, version=version),
            RecordFinality(case=grant.case, version=version),
        ],
    }
