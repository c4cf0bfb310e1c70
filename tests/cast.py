"""The persons, accounts and bank files of the tests; all are invented."""

from datetime import date
from hashlib import sha256

from domain.bank_details import ConfirmBankDetails
from domain.bank_details_decisions import account_seen
from domain.bank_message import BookingLine, MessageKind, RecordBankMessage, StatusLine
from domain.desk import Desk
from domain.kernel import Money
from domain.payment_run import Debtor
from tests.story import Actor

BODY = "main-kinzig-kreis"
ANTRAG = Actor("a.antrag", "applicant", BODY)
KASSE = Actor("k.kasse", "county_finance", BODY)
ADLER, BIRKE, CRAMER = (Actor(name, "clerk") for name in ("k.adler", "m.birke", "s.cramer"))
DORN, EICHE = Actor("d.dorn", "signatory"), Actor("f.eiche", "signatory")
FALK = Actor("b.falk", "budget_officer")
HCC = Actor("t.hcc", "treasury")
JUNG = Actor("t.jung", "trainer")
SYSTEM = Actor("system", "system")

IBAN, OTHER_IBAN = "DE02120300000000202051", "DE02500105170137075030"
DEBTOR = Debtor(name="Land Hessen", iban="DE89370400440532013000", bic="HELADEFFXXX")


def bank_says(
    *lines: StatusLine | BookingLine, kind: MessageKind = "camt.054"
) -> RecordBankMessage:
    """A file of the bank with these lines; the same lines make the same file."""
    statuses = tuple(one for one in lines if isinstance(one, StatusLine))
    return RecordBankMessage(
        file=sha256(repr((kind, lines)).encode()).hexdigest(),
        kind="pain.002" if statuses else kind,
        message_id="M1",
        statuses=statuses,
        bookings=tuple(one for one in lines if isinstance(one, BookingLine)),
    )


def status(reference: str | None, says: str, **more: object) -> StatusLine:
    """One line of a status report: `accepted`, `rejected` or `pending`."""
    return StatusLine.model_validate({"end_to_end_id": reference, "status": says} | more)


def debit(reference: str, cents: int, **changes: object) -> BookingLine:
    """A payment booked on 3 March 2016, or what the changes make of it."""
    content = {
        "end_to_end_id": reference,
        "amount_cents": Money(cents),
        "credit": False,
        "booked_on": date(2016, 3, 3),
        "entry_reference": f"E/{reference}",
    }
    return BookingLine.model_validate(content | changes)


def credit(reference: str, cents: int, **changes: object) -> BookingLine:
    """The same amount coming back on 7 March 2016."""
    back = {"credit": True, "booked_on": date(2016, 3, 7), "entry_reference": f"R/{reference}"}
    return debit(reference, cents, **back | {"return_reason": "AC04"} | changes)


def confirmation(desk: Desk, body: str = BODY, reasons: str | None = None) -> ConfirmBankDetails:
    """A confirmation of the account that lies there."""
    account = account_seen(desk, body)
    return ConfirmBankDetails(recipient=body, account=account, reasons=reasons)
