"""The laws of the ledger: whoever asks for whatever, no cent is granted, ordered or paid too much.

People who hold every role at once ask for anything at any time, and a bank answers, repeats itself
and errs. A second bookkeeping (`reference_ledger`) takes in what was granted and must agree.
"""

from datetime import date, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from domain import application as app
from domain import disbursement as dis
from domain.appropriation import Appropriation, ReserveFunds
from domain.approval import Approval, ApprovalProposed, ApprovalSigned, SendBackApproval
from domain.bank_message import BankMessageRecorded, BookingLine, StatusLine
from domain.kernel import Command, Money, Role
from domain.payment import PaymentIncluded, PaymentOrdered
from domain.proof_of_use import CloseCase, ProofOfUse, ReturnProof
from domain.recipient import ConfirmBankDetails, ReportBankDetails
from tests import cast
from tests.domain.reference_ledger import Ledger
from tests.domain.transitions import KINDS, forbidden
from tests.story import Act, Actor, Ask, Story
from tests.usual_grant import CHAPTERS, MARCH, TITLE, Grant

GRANTS = [
    Grant(case="WIR-2016-L0001", parts=((30_000_00, MARCH), (20_000_00, date(2016, 9, 1)))),
    Grant(case="WIR-2016-L0002", parts=((50_000_00, MARCH),), run="second"),
    Grant(case="WIR-2016-L0003", requested=30_000_00, parts=((30_000_00, MARCH),), run="third"),
]
PERSONS = [one.person for one in (cast.ANTRAG, cast.KASSE, cast.ADLER, cast.BIRKE, cast.CRAMER)]
PERSONS += [one.person for one in (cast.DORN, cast.EICHE)]
AMOUNTS = (1, 10_000_00, 20_000_00, 30_000_00, 50_000_00, 50_000_01)
COSTS = (0, 25_000_00, 40_000_00, 58_300_00)

reached: set[str] = set()


def wishes(grant: Grant, number: int, cents: int, *, cost: int) -> dict[Role, list[Ask]]:
    """Whatever one may ask about a case, by the role that may ask for it."""
    case, amount = grant.case, {"amount_cents": Money(cents)}
    facts = {"eligible_cents": cost, "months": 12}
    due = ({"due_on": MARCH, "purpose": "Gehalt"} | amount,)
    draw = grant.drawdown(due_payments=due, **amount)
    instalments = (amount,) if cents else ()
    remark = {"case": case, "remark": "Bitte noch einmal."}
    return {
        "applicant": [
            app.WithdrawApplication(case=case),
            grant.proof(facts=facts),
            ReportBankDetails(recipient=cast.BODY, iban=cast.OTHER_IBAN, holder="Neue Kasse"),
            draw,
        ],
        "county_finance": [draw, grant.use().model_copy(update={"number": number})],
        "clerk": [
            grant.check(),
            grant.proposal(instalments=instalments, **amount),
            dis.CertifyFactually(case=case, number=number, **amount),
            dis.CertifyArithmetically(case=case, number=number, **amount),
            dis.ReturnDrawdown(number=number, **remark),
            ConfirmBankDetails(recipient=cast.BODY),
            grant.note(recognised_facts=facts),
            ReturnProof(**remark),
            CloseCase(case=case),
        ],
        "signatory": [
            grant.signature,
            grant.order(number),
            grant.settlement,
            SendBackApproval(**remark),
            app.RejectApplication(case=case, reasons="Nein."),
        ],
        "budget_officer": [ReserveFunds(case=case)],
        "treasury": [grant.run_of(number, run=f"{grant.run}-{number}-{cents}")],
        "system": [CloseCase(case=case)],
    }


class LedgerLaws(RuleBasedStateMachine):
    """Anybody asks for anything; the laws hold after every answer."""

    def __init__(self) -> None:
        super().__init__()
        self.story, self.ledger = Story(), Ledger()
        self.today = date(2016, 1, 1)
        self.said: list[StatusLine | BookingLine] = []

    @initialize(chapters=st.tuples(*[st.sampled_from(CHAPTERS)] * len(GRANTS)))
    def begin(self, chapters: tuple[str, ...]) -> None:
        """Three cases stand at three chapters, as far as the money allows."""
        self.play(GRANTS[0].registered())
        for grant, chapter in zip(GRANTS, chapters, strict=True):
            if chapter != "registered":
                self.play(grant.since("registered", chapter))

    def play(self, acts: list[Act]) -> None:
        for ask, actor, on in acts:
            self.today = max(self.today, on)
            self.ask(ask, actor)

    def ask(self, ask: Ask, actor: Actor) -> None:
        """Asks, and lets the second bookkeeping know what was granted."""
        missing = ask in {one.signature for one in GRANTS} and not self.drafted(ask)
        if missing or (ask in {one.settlement for one in GRANTS} and not self.noted(ask)):
            return
        command = ask if isinstance(ask, Command) else ask(self.story.desk)
        answer = self.story.when(command, as_=actor, on=self.today)
        if not answer.filings:
            return
        answer.granted()
        reached.update(event.TOPIC for _, event in answer.filings)
        if isinstance(answer.filings[0][1], BankMessageRecorded):
            for line in (*command.statuses, *command.bookings):
                self.bank_said(line)
        else:
            self.ledger.take(command)
