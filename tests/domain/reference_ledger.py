"""A small second bookkeeping for the laws of the ledger: sums from what was asked and granted."""

from dataclasses import dataclass, field
from datetime import date

from domain import approval as apr
from domain import disbursement as dis
from domain import proof_of_use as proof
from domain.amendment import ProposeAmendment, SignAmendment
from domain.application import RejectApplication, SubmitApplication, WithdrawApplication
from domain.appropriation import AppropriateFunds, ReserveFunds, Share
from domain.bank_message import BookingLine, RecordBankMessage
from domain.budget import AuthoriseCommitments, FreezeFunds, LiftFreeze
from domain.kernel import Command, Money
from domain.measure import ProposeSetOff, SignMeasure
from domain.payment import OrderPayment
from domain.payment_run import OpenPaymentRun
from domain.reopening import ReopenExamination
from domain.year_end import CloseBudgetYear
from tests.domain.reference_claims import Claims

CAP = 50_000_00
"""What one post is granted at most."""


@dataclass
class Account:
    """The sums of one case."""

    requested: int = 0
    reserved: int = 0
    proposed: int = 0
    changed: int = 0
    approved: int = 0
    committed: int = 0
    ordered: int = 0
    paid: int = 0
    final: int = 0
    settled: bool = False
    claims: Claims = field(default_factory=Claims)

    @property
    def in_force(self) -> int:
        """What the notice grants less what was revoked."""
        return self.approved - self.claims.revoked

    @property
    def keeps(self) -> int:
        """What the recipient may keep as far as it was decided."""
        return self.final if self.settled else self.in_force

    @property
    def in_hand(self) -> int:
        """What was paid and neither came back nor was set off."""
        back = self.claims.principal
        return self.paid - back.repaid - back.set_off

    @property
    def share(self) -> Share:
        """The same as the title should know it."""
        sums = (self.reserved, self.committed, self.ordered, self.paid)
        return Share(*map(Money, sums))


@dataclass
class Payment:
    """One attempt at a payment and how far the bank is with it."""

    account: Account
    cents: int
    key: tuple[str, int] = ("", 0)
    at: str = "ordered"
    came_back: bool = False


@dataclass
class Ledger:
    """All accounts, the title behind them, and every attempt at a payment by its reference."""

    appropriated: int = 0
    authorised: int = 0
    frozen: int = 0
    accounts: dict[str, Account] = field(default_factory=dict)
    certified: dict[tuple[str, int], int] = field(default_factory=dict)
    attempts: dict[tuple[str, int], int] = field(default_factory=dict)
    payments: dict[str, Payment] = field(default_factory=dict)
    told: set[tuple[object, ...]] = field(default_factory=set)

    def take(self, command: Command, today: date) -> None:
        """Books a command that was granted on a day."""
        account = self.accounts.setdefault(getattr(command, "case", ""), Account())
        self._set_off(command, account.claims)
        account.claims.take(command, today, kept=lambda: (account.keeps, account.paid))
        match command:
            case ProposeAmendment(amount_cents=cents):
                account.changed = cents
            case SignAmendment():
                account.approved = account.committed = account.changed
            case SubmitApplication(requested_cents=cents):
                account.requested = cents
            case ReserveFunds():
                account.reserved = min(account.requested, CAP)
            case WithdrawApplication() | RejectApplication():
                account.reserved = 0
            case apr.ProposeApproval(amount_cents=cents):
                account.proposed = cents
            case apr.SignApproval():
                account.reserved = 0
                account.approved = account.committed = account.proposed
            case proof.ExamineProof(recognised_facts=facts):
                account.final = min(account.in_force, int(str(facts["eligible_cents"])))
            case proof.CloseExamination():
                account.settled = True
                account.committed = max(
                    account.final + account.claims.principal.demanded, account.paid
                )
            case ReopenExamination():
                account.settled = False
            case proof.CloseCase():
                account.committed = account.paid
            case _:
                self._budget(command)
                self._pay(command)

    def _set_off(self, command: Command, claims: Claims) -> None:
        """A set-off pays the draw-down that meets the claim."""
        match command, claims.draft:
            case SignMeasure(), ProposeSetOff(draw_case=case, draw_number=number) as draft:
                self.accounts[case].paid += draft.amount_cents
                self.certified[case, number] -= draft.amount_cents

    def _budget(self, command: Command) -> None:
        match command:
            case AppropriateFunds(amount_cents=cents):
                self.appropriated += cents
            case AuthoriseCommitments(amount_cents=cents):
                self.authorised += cents
            case FreezeFunds(amount_cents=cents):
                self.frozen += cents or 0
            case LiftFreeze(amount_cents=cents):
                self.frozen -= cents
            case CloseBudgetYear(year=2016):
                self.frozen = 0

    def _pay(self, command: Command) -> None:
        match command:
            case dis.CertifyArithmetically(case=case, number=number, amount_cents=cents):
                self.certified[case, number] = cents
            case dis.ReturnDrawdown(case=case, number=number):
                if (case, number) in self.attempts:
                    self.payments[self.reference(case, number)].at = "given up"
            case OrderPayment(case=case, number=number):
                key = case, number
                self.attempts[key] = self.attempts.get(key, 0) + 1
                payment = Payment(self.accounts[case], self.certified[key], key)
                self.payments[self.reference(*key)] = payment
                payment.account.ordered += payment.cents
            case OpenPaymentRun(orders=orders):
                for order in orders:
                    self.payments[self.reference(order.case, order.number)].at = "bank"

    def reference(self, case: str, number: int) -> str:
        """The bank's reference of the last attempt."""
        return f"{case}.{number}.{self.attempts[case, number]}"

    def hear(self, message: RecordBankMessage, shares: dict[str, Share]) -> None:
        """Books what a file of the bank says, where it can be true.

        `shares` are the sums that the title of each attempt has for its case before the message.
        """
        for status in message.statuses:
            payment = self.payments.get(status.end_to_end_id or "")
            if payment and status.status == "rejected":
                self._rejected(payment, status.end_to_end_id)
        for line in message.bookings:
            payment = self.payments.get(line.end_to_end_id)
            if payment:
                self._line(payment, line, shares[line.end_to_end_id])

    def _rejected(self, payment: Payment, reference: str | None) -> None:
        """A refusal that could not be true when it was told stays with the people who clear it."""
        if payment.at == "bank" and ("rejected", reference) not in self.told:
            payment.at = "rejected"
            payment.account.ordered -= payment.cents
        self.told.add(("rejected", reference))

    def _line(self, payment: Payment, line: BookingLine, share: Share) -> None:
        """Each line counts once; one that cannot be true stops an order that is not out yet."""
        entry = (line.entry_reference, line.credit, int(line.amount_cents))
        known = {(line.end_to_end_id, *entry), (payment.key, *entry)}
        if known & self.told:
            return
        takes = self._back if line.credit else self._booked
        fits = payment.cents == line.amount_cents and takes(line.end_to_end_id, payment, share)
        self.told.add((payment.key if fits else line.end_to_end_id, *entry))
        last = self.payments[self.reference(*payment.key)]
        if not (fits or line.credit or last is payment):
            if last.at == "ordered":
                last.account.ordered -= last.cents
            if last.at in {"ordered", "rejected", "returned"}:
                last.at = "withdrawn"

    def _booked(self, reference: str, payment: Payment, share: Share) -> bool:
        """Money left; also after a refusal, unless it was ordered anew or is bound no more."""
        refused = payment.at == "rejected" and reference == self.reference(*payment.key)
        if payment.at != "bank" and not (refused and share.undrawn >= payment.cents):
            return False
        payment.account.ordered -= 0 if refused else payment.cents
        payment.account.paid += payment.cents
        payment.at = "booked"
        if payment.came_back:
            self._back(reference, payment, share)
        return True

    def _back(self, reference: str, payment: Payment, share: Share) -> bool:
        """Money came back, at once or as soon as it is known to have left.

        What was claimed back since then comes back as a repayment, not as a return.
        """
        if payment.at == "booked":
            paid = payment.account.paid if payment.came_back else share.paid
            if paid - payment.account.claims.principal.claimed < payment.cents:
                return False
            payment.account.paid -= payment.cents
            payment.at = "returned"
            return True
        sent = payment.at in {"bank", "rejected"} and reference == self.reference(*payment.key)
        first, payment.came_back = not payment.came_back, payment.came_back or sent
        return sent and first
