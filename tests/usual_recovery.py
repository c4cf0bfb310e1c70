"""The usual recovery of the tests: of 50,000 euro paid, 10,000 come back after the settlement.

`Recall().until("claimed")` gives the acts from the register on. Each chapter has its own days.
"""

from dataclasses import dataclass
from datetime import date

from domain.claim import Ground, RecordRepayment
from domain.desk import Desk
from domain.kernel import Day, Money
from domain.measure import (
    ProposeDeferral,
    ProposeInterest,
    ProposeInterestWaiver,
    ProposeRefund,
    ProposeRefundWaiver,
    ProposeRemission,
    ProposeSuspension,
    SendBackMeasure,
    SignMeasure,
)
from domain.proceeding import OpenRecovery, StartHearing, SubmitStatement
from domain.recovery import Recovery
from tests.cast import ADLER, ANTRAG, BIRKE, CRAMER, DORN, HCC
from tests.story import Act
from tests.usual_grant import CASE, DIGEST, Grant, made

CHAPTERS = ("opened", "heard", "answered", "proposed", "claimed", "repaid", "assessed", "paid")
PAYOUT, SETTLED = date(2016, 3, 3), date(2017, 2, 21)
OPENED, HEARD, ANSWERED = date(2017, 2, 23), date(2017, 2, 24), date(2017, 3, 10)
CLAIMED, REPAID, ASSESSED = date(2017, 3, 20), date(2017, 4, 3), date(2017, 4, 10)
INTEREST = 448_62
"""10,000 euro from 4 March 2016 to 3 April 2017 at 4.17, then 4.12 percent."""


@dataclass(frozen=True)
class Recall:
    """All chapters of one recovery; `cost` is what was recognised, `refund` what it leads to."""

    ground: Ground = "settlement"
    cost: int = 40_000_00
    refund: int = 10_000_00

    def until(self, chapter: str) -> list[Act]:
        """All acts from the register to the end of a chapter."""
        return [*self.before(), *self.proceeding(chapter)]

    def proceeding(self, chapter: str) -> list[Act]:
        """The acts of the recovery alone, up to the end of a chapter."""
        chapters = CHAPTERS[: CHAPTERS.index(chapter) + 1]
        return [act for one in chapters for act in getattr(self, one)()]

    def before(self) -> list[Act]:
        """The settled grant; on other grounds, the grant that was paid and used."""
        grant = Grant()
        if self.ground != "settlement":
            return grant.until("used")
        facts = {"eligible_cents": self.cost, "months": 12}
        note = BIRKE.asks(grant.note(recognised_facts=facts), date(2017, 2, 20))
        return [*grant.until("proven"), note, *grant.settled()]

    def opening(self, **changes: object) -> OpenRecovery:
        """The facts, known two days after the settlement."""
        facts = "Die anerkannten Ausgaben liegen unter der Zuwendung."
        content = {"case": CASE, "ground": self.ground, "known_on": OPENED, "known_facts": facts}
        return made(OpenRecovery, content, changes)

    def opened(self) -> list[Act]:
        return [ADLER.asks(self.opening(), OPENED)]

    def hearing(self, cents: int = 0) -> StartHearing:
        """The hearing on the refund, or on another amount."""
        return StartHearing(case=CASE, amount_cents=Money(cents or self.refund))

    def heard(self) -> list[Act]:
        return [ADLER.asks(self.hearing(), HEARD)]

    def statement(self) -> SubmitStatement:
        """What the county says."""
        return SubmitStatement(case=CASE, statement="Wir zahlen zurück.", documents=(DIGEST,))

    def answered(self) -> list[Act]:
        return [ANTRAG.asks(self.statement(), ANSWERED)]

    def demand(self, **changes: object) -> ProposeRefund:
        """The refund, bearing interest from the payout on."""
        starts = ({"from_on": PAYOUT, "amount_cents": Money(self.refund)},)
        content = {
            "case": CASE,
            "amount_cents": Money(self.refund),
            "bears_interest": starts,
            "reasons": "Die auflösende Bedingung ist eingetreten.",
            "trust": None if self.ground == "settlement" else "Vertrauen war nicht schutzwürdig.",
        }
        return made(ProposeRefund, content, changes)

    def proposed(self) -> list[Act]:
        return [BIRKE.asks(self.demand(), CLAIMED)]

    def signed(self, on: Day) -> list[Act]:
        return [DORN.asks(signature, on)]

    def claimed(self) -> list[Act]:
        return self.signed(CLAIMED)

    def repaid(self) -> list[Act]:
        return [HCC.asks(repayment(self.refund), REPAID)]

    def assessed(self) -> list[Act]:
        return [CRAMER.asks(interest(), ASSESSED), *self.signed(ASSESSED)]

    def paid(self) -> list[Act]:
        on = date(2017, 5, 2)
        return [HCC.asks(repayment(INTEREST, on, entry="B2"), on)]


def signature(desk: Desk) -> SignMeasure:
    """The signature under exactly what lies there; under nothing where nothing does."""
    draft = desk.read(Recovery, CASE).draft
    return SignMeasure(case=CASE, content_hash=draft.content_hash if draft else DIGEST)


def send_back() -> SendBackMeasure:
    """The measure goes back to the clerk."""
    return SendBackMeasure(case=CASE, remark="Bitte den Ermessensgebrauch darlegen.")


def repayment(cents: int, on: Day = REPAID, *, entry: str = "B1") -> RecordRepayment:
    """Money that came back on a day."""
    content = {"amount_cents": Money(cents), "booked_on": on, "entry_reference": entry}
    return RecordRepayment.model_validate({"case": CASE} | content)


def interest(until: Day = REPAID) -> ProposeInterest:
    """Interest up to a day."""
    return ProposeInterest(case=CASE, until=until, reasons="Kein Grund, davon abzusehen.")


def interest_waiver(until: Day = REPAID) -> ProposeInterestWaiver:
    """No interest up to a day."""
    reasons = "Der Kreis hat die Gründe nicht zu vertreten und fristgerecht gezahlt."
    content = {"not_responsible": True, "paid_in_time": True, "reasons": reasons}
    return ProposeInterestWaiver.model_validate({"case": CASE, "until": until} | content)


def refund_waiver() -> ProposeRefundWaiver:
    """A small refund is not worth its recovery."""
    return ProposeRefundWaiver(case=CASE, reasons="Der Aufwand übersteigt den Betrag.")


def deferral(*parts: tuple[Day, int]) -> ProposeDeferral:
    """A plan of instalments."""
    plan = tuple({"due_on": day, "amount_cents": Money(cents)} for day, cents in parts)
    content = {"plan": plan, "reasons": "Sofortige Zahlung wäre eine erhebliche Härte."}
    return ProposeDeferral.model_validate({"case": CASE} | content)


def suspension(until: Day) -> ProposeSuspension:
    """No collection until a day."""
    return ProposeSuspension(case=CASE, until=until, reasons="Derzeit ohne Aussicht auf Erfolg.")


def remission(principal: int, interest_cents: int = 0) -> ProposeRemission:
    """A part of the claim is given up."""
    content = {"principal_cents": Money(principal), "interest_cents": Money(interest_cents)}
    reasons = "Die Einziehung wäre nach Lage des Falles unbillig."
    return ProposeRemission.model_validate({"case": CASE, "reasons": reasons} | content)
