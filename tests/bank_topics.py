"""Stories of the bank's odd messages: each of their events is filed at least once."""

from collections.abc import Iterator
from datetime import date

from domain.bank_account import BankAccount, Statement, account_key
from domain.clearing import Clearing, ConfirmClearing, ProposeClearing
from domain.hand_over import BeginHandOver, ConfirmReceipt, ProposeReceipt, ReportLostAnswer
from domain.kernel import Money
from domain.payment_run import PaymentRun
from domain.statement_gap import ConfirmPassingOver, ProposePassingOver
from tests.cast import DEBTOR, HCC, SYSTEM, bank_says, credit, debit, status
from tests.story import Actor, Story, StoryDesk, given
from tests.usual_grant import CASE, MARCH, Grant

GRANT = Grant()
REF = GRANT.reference()
KASTEN = Actor("t.kasten", "treasury")
"""A second person of the treasury."""


def statement(day: int, opening: int, closing: int) -> Statement:
    """The statement of a day in March 2016, balances in cents."""
    return Statement(
        iban=DEBTOR.iban,
        statement_id=f"S{day}",
        number=day,
        first_on=date(2016, 3, day),
        last_on=date(2016, 3, day),
        opening_cents=Money(opening),
        closing_cents=Money(closing),
    )


def item_of(story: Story) -> str:
    """The key of the one item on the clearing list."""
    [key] = [one.key for one in story.desk.files if one.kind == "clearing"]
    return key


def confirming(desk: StoryDesk) -> ConfirmClearing:
    """The confirmation of what is proposed for the one item on the list."""
    [key] = [one.key for one in desk.files if one.kind == "clearing"]
    return ConfirmClearing(item=key, content_hash=desk.read(Clearing, key).proposal.content_hash)


def lost_and_sent_again() -> Story:
    """The door gave no answer; the bank says to two persons that it has nothing."""
    said = "Laut Frau Beispiel, Zahlungsverkehr, liegt keine Datei mit dieser Nummer vor."
    receipt = ProposeReceipt(run=GRANT.run, receipt="not_received", reasons=said)
    return given(
        *GRANT.until("written"),
        SYSTEM.asks(BeginHandOver(run=GRANT.run), MARCH),
        SYSTEM.asks(ReportLostAnswer(run=GRANT.run), MARCH),
        HCC.asks(receipt, MARCH),
        KASTEN.asks(confirming_receipt, MARCH),
    )


def confirming_receipt(desk: StoryDesk) -> ConfirmReceipt:
    """The confirmation of what the bank is said to have told."""
    proposal = desk.read(PaymentRun, GRANT.run).hand_over.proposal
    return ConfirmReceipt(run=GRANT.run, content_hash=proposal.content_hash)


def paid_all_the_same() -> Story:
    """The bank refused an order, it was ordered anew, and then the bank booked the first."""
    return given(
        *GRANT.until("accepted"),
        SYSTEM.asks(bank_says(status(REF, "rejected", reason_code="MS03")), MARCH),
        *GRANT.confirmed(),
        *GRANT.ordered(),
        SYSTEM.asks(bank_says(debit(REF, 50_000_00)), MARCH),
    )


def passed_over() -> Story:
    """The statement of 4 March will never come; two persons go on without it."""
    gap = bank_says(kind="camt.053")
    gap = gap.model_copy(update={"statements": (statement(3, 100, 90), statement(7, 40, 60))})
    proposed = "Laut Bank gibt es für den 4. März keinen Auszug; die Umsätze sind bekannt."
    return given(
        *GRANT.until("ordered"),
        SYSTEM.asks(gap, MARCH),
        HCC.asks(lambda desk: ProposePassingOver(gap=gap_in(desk), reasons=proposed), MARCH),
        KASTEN.asks(confirming_gap, MARCH),
    )


def gap_in(desk: StoryDesk) -> str:
    """The key of the one gap of the one account."""
    account = desk.read(BankAccount, account_key(DEBTOR.iban))
    return account.gaps[0].key(account.key)


def confirming_gap(desk: StoryDesk) -> ConfirmPassingOver:
    """The confirmation of what is proposed for the one gap."""
    account = desk.read(BankAccount, account_key(DEBTOR.iban))
    seen = account.proposals[-1].content_hash
    return ConfirmPassingOver(gap=gap_in(desk), content_hash=seen)


def stories() -> Iterator[Story]:
    """A return before its payment, a refusal that was booked, a line cleared by two persons."""
    read = bank_says(kind="camt.053").model_copy(update={"statements": (statement(3, 100, 50),)})
    yield given(
        *GRANT.until("accepted"),
        SYSTEM.asks(bank_says(credit(REF, 50_000_00)), MARCH),
        SYSTEM.asks(bank_says(status(REF, "rejected")), MARCH),
        SYSTEM.asks(bank_says(debit(REF, 50_000_00)), MARCH),
        SYSTEM.asks(read, MARCH),
    )
    yield lost_and_sent_again()
    yield passed_over()
    yield paid_all_the_same()
    yield given(
        *GRANT.until("written"),
        SYSTEM.asks(BeginHandOver(run=GRANT.run), MARCH),
        SYSTEM.asks(ReportLostAnswer(run=GRANT.run), MARCH),
        SYSTEM.asks(bank_says(status(REF, "accepted")), MARCH),
    )
    lost = bank_says(debit("NOTPROVIDED", 50_000_00, return_reason="AC04"))
    story = given(*GRANT.until("accepted"), SYSTEM.asks(lost, MARCH))
    proposed = ProposeClearing(
        item=item_of(story),
        outcome="order",
        case=CASE,
        number=1,
        reasons="Betrag und Tag stimmen; die Bank hat die Referenz verloren.",
    )
    yield story.given(HCC.asks(proposed, MARCH), KASTEN.asks(confirming, MARCH))
