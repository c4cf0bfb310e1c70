"""A small second bookkeeping for the laws of the ledger: sums from what was asked and granted."""

from dataclasses import dataclass, field

from domain import approval as apr
from domain import disbursement as dis
from domain import proof_of_use as proof
from domain.amendment import ProposeAmendment, SignAmendment
from domain.application import RejectApplication, SubmitApplication, WithdrawApplication
from domain.appropriation import AppropriateFunds, ReserveFunds, Share
from domain.bank_message import RecordBankMessage
from domain.budget import AuthoriseCommitments, FreezeFunds, LiftFreeze
from domain.kernel import Command, Money
from domain.payment import OrderPayment
from domain.payment_run import OpenPaymentRun
from domain.year_end import CloseBudgetYear

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

    def take(self, command: Command) -> None:
        """Books a command that was granted."""
        account = self.accounts.setdefault(getattr(command, "case", ""), Account())
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
                account.final = min(account.approved, int(str(facts["eligible_cents"])))
            case proof.CloseExamination():
                account.committed = max(account.final, account.paid)
            case proof.CloseCase():
                account.committed = account.paid
            case _:
                self._budget(command)
                self._pay(command)

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

    def hear(self, message: RecordBankMessage, undrawn: dict[str, int]) -> None:
        """Books what a file of the bank says, where it can be true.

        `undrawn` is what the title of each attempt still holds for its case before the message.
        """
        for status in message.statuses:
            payment = self.payments.get(status.end_to_end_id or "")
            if payment and status.status == "rejected" and payment.at == "bank":
                payment.at = "rejected"
                payment.account.ordered -= payment.cents
        for line in message.bookings:
            payment = self.payments.get(line.end_to_end_id)
            if payment and payment.cents == line.amount_cents:
                if line.credit:
                    self._back(line.end_to_end_id, payment)
                else:
                    self._booked(line.end_to_end_id, payment, undrawn)

    def _booked(self, reference: str, payment: Payment, undrawn: dict[str, int]) -> None:
        """Money left; also after a refusal, unless it was ordered anew or is bound no more."""
        refused = payment.at == "rejected" and reference == self.reference(*payment.key)
        if payment.at != "bank" and not (refused and undrawn[reference] >= payment.cents):
            return
        payment.account.ordered -= 0 if refused else payment.cents
        payment.account.paid += payment.cents
        payment.at = "booked"
        if payment.came_back:
            self._back(reference, payment)

    def _back(self, reference: str, payment: Payment) -> None:
        """Money came back, at once or as soon as it is known to have left."""
        if payment.at == "booked":
            payment.account.paid -= payment.cents
            payment.at = "returned"
        elif payment.at in {"bank", "rejected"} and reference == self.reference(*payment.key):
            payment.came_back = True
