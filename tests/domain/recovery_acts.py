"""Whatever one may ask about the recovery of a case, by the role that may ask for it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from domain.claim import Ground, RecordRepayment, RecordSurplusReturn
from domain.desk import Desk
from domain.disbursement_decisions import disbursements_of
from domain.enforcement import RecordClaimRemedy, RecordClaimRemedyEnd
from domain.kernel import Command, Money, Role
from domain.measure import (
    ProposeDeferral,
    ProposeEnforcement,
    ProposeInterest,
    ProposeInterestWaiver,
    ProposeRefund,
    ProposeRefundWaiver,
    ProposeRemission,
    ProposeSetOff,
    ProposeSuspension,
    SendBackMeasure,
    SignMeasure,
)
from domain.proceeding import AbandonRecovery, OpenRecovery, StartHearing, SubmitStatement
from domain.recovery import Recovery
from domain.recovery_interest import undecided_refund
from domain.reopening import ReopenExamination
from tests.story import Ask
from tests.usual_award import DIGEST

WHY = "So liegt der Fall."


@dataclass(frozen=True)
class Recalling:
    """The wishes about one case on one day; `cents` is the amount of all that has one."""

    case: str
    cents: int
    today: date

    def by_role(self, ground: Ground, *, draw_case: str) -> dict[Role, list[Ask]]:
        """All wishes, by role."""
        return {
            "clerk": [*self.proceeding(ground), *self.measures(draw_case), *self.remedies()],
            "signatory": [
                self.signature,
                SendBackMeasure(case=self.case, remark=WHY),
                self.reopening,
            ],
            "applicant": [self.statement],
            "treasury": [self.repayment("B1"), self.surplus_back("S1")],
        }

    def proceeding(self, ground: Ground) -> list[Ask]:
        """From the facts to the hearing, or to the end without a claim."""
        opening = {"case": self.case, "ground": ground, "known_on": self.today, "known_facts": WHY}
        return [
            OpenRecovery.model_validate(opening),
            self.hearing,
            AbandonRecovery(case=self.case, reasons=WHY),
        ]

    @property
    def statement(self) -> SubmitStatement:
        """The recipient is heard."""
        return SubmitStatement(case=self.case, statement=WHY)

    @property
    def reopening(self) -> ReopenExamination:
        """Something new is known about the proof."""
        return ReopenExamination(case=self.case, known_on=self.today, new_facts=WHY)

    def measures(self, draw_case: str) -> list[Ask]:
        """What a clerk may lay before the second person."""
        return [
            self.refund(ends=False),
            self.refund(ends=True),
            self.of(ProposeRefundWaiver),
            self.of(ProposeInterest, until=self.today),
            self.of(
                ProposeInterestWaiver,
                until=self.today,
                not_responsible=True,
                paid_in_time=True,
            ),
            self.deferral,
            self.of(ProposeSuspension, until=self.today + timedelta(days=60)),
            self.of(ProposeRemission, principal_cents=self.cents, interest_cents=0),
            self.of(ProposeRemission, principal_cents=0, interest_cents=self.cents // 100),
            self.set_off(draw_case, 1),
            self.set_off(draw_case, 2),
            self.of(ProposeEnforcement),
        ]

    def remedies(self) -> list[Ask]:
        """The recipient contests the claim; the court ends that."""
        told = {"case": self.case, "reference": "VG 7 K 1/17"}
        filed = told | {"remedy": "action", "filed_on": self.today}
        ended = told | {"ended_on": self.today}
        return [
            RecordClaimRemedy.model_validate(filed),
            RecordClaimRemedyEnd.model_validate(ended | {"outcome": "withdrawn"}),
        ]

    def of(self, measure: type[Command], **content: object) -> Command:
        """A measure about the case."""
        return measure.model_validate({"case": self.case, "reasons": WHY} | content)

    def hearing(self, desk: Desk) -> StartHearing:
        """The hearing on what the settlement found, or on the amount."""
        found = undecided_refund(desk, self.case)
        return StartHearing(case=self.case, amount_cents=found or Money(self.cents))

    def refund(self, *, ends: bool) -> Callable[[Desk], Command]:
        """The refund of what was heard, bearing interest from the first payout on."""

        def wish(desk: Desk) -> Command:
            hearing = desk.read(Recovery, self.case).hearing
            cents = hearing.amount_cents if hearing else Money(self.cents)
            paid_on = [one.on for draw in disbursements_of(desk, self.case) for one in draw.payouts]
            starts = ({"from_on": min(paid_on, default=self.today), "amount_cents": cents},)
            told = {"amount_cents": cents, "bears_interest": starts, "ends_grant": ends}
            return self.of(ProposeRefund, trust=WHY, **told)

        return wish

    def deferral(self, desk: Desk) -> Command:
        """All that is open, in sixty days."""
        cents = desk.read(Recovery, self.case).open_cents or Money(self.cents)
        part = {"due_on": self.today + timedelta(days=60), "amount_cents": cents}
        return self.of(ProposeDeferral, plan=(part,))

    def set_off(self, draw_case: str, number: int) -> Command:
        """The claim meets a draw-down."""
        draw = {"draw_case": draw_case, "draw_number": number, "amount_cents": self.cents}
        return self.of(ProposeSetOff, **draw)

    def signature(self, desk: Desk) -> SignMeasure:
        """Under exactly what lies there."""
        draft = desk.read(Recovery, self.case).draft
        return SignMeasure(case=self.case, content_hash=draft.content_hash if draft else DIGEST)

    def repayment(self, entry: str) -> RecordRepayment:
        """Money came back today."""
        return RecordRepayment.model_validate(self._booking(entry))

    def surplus_back(self, entry: str) -> RecordSurplusReturn:
        """What was too much went back today."""
        return RecordSurplusReturn.model_validate(self._booking(entry))

    def _booking(self, entry: str) -> dict[str, object]:
        content = {"amount_cents": self.cents, "booked_on": self.today, "entry_reference": entry}
        return {"case": self.case} | content
