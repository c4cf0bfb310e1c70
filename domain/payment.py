"""The payment of one draw-down: ordered, taken up by a run, answered and booked by the bank."""

import re
from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from domain.deadline import Deadline
from domain.kernel import (
    ZERO,
    Amount,
    CaseId,
    Command,
    Day,
    Digest,
    Event,
    Key,
    Line,
    Message,
    Payable,
    Personal,
)

Number = Annotated[int, Field(strict=True, ge=1, le=99)]

_OURS = re.compile(r"([A-Z0-9][A-Z0-9-]{2,20})\.([0-9]{1,2})\.([0-9]{1,2})")

UNDERWAY = frozenset({"in_run", "accepted"})
"""Where a payment stands whose file went to the bank and on which it has not decided."""

ADVISED = UNDERWAY | {"booked"}
"""Where a payment stands of which a cash office is told: at the bank, or arrived."""

TAKEN_BACK = "RVSL"
"""In place of a reason code: the bank reversed its own booking; the account is not at fault."""

# Commands


class OrderPayment(Command):
    """Order the certified amount to be paid to the confirmed account."""

    NAME: ClassVar[str] = "order_payment"
    case: CaseId
    number: Number


# Events


class PaymentOrdered(Event):
    """The payment is ordered; everything the bank will be told is fixed here.

    The account is sealed with a key of this payment alone: it stays evidence as long as the file.
    """

    TOPIC: ClassVar[str] = "disbursement.ordered.v1"
    BASIS: ClassVar[str] = "VV §§ 70-80 LHO Nr. 1.1.2, 1.1.3"
    attempt: Number
    end_to_end_id: Line
    amount_cents: Payable
    recipient: Key
    payee: Line
    remittance: Line
    fund: Key
    content_hash: Digest
    ordered_by: Key
    iban: Annotated[str | None, Personal("end_to_end_id")] = None
    holder: Annotated[str | None, Personal("end_to_end_id")] = None


class PaymentIncluded(Event):
    """The order is part of a payment run."""

    TOPIC: ClassVar[str] = "disbursement.included.v1"
    BASIS: ClassVar[str] = "VV §§ 70-80 LHO Nr. 1.1"
    run: Key
    end_to_end_id: Line


class PaymentAccepted(Event):
    """The bank took the order; that is not yet a payment."""

    TOPIC: ClassVar[str] = "disbursement.accepted.v1"
    BASIS: ClassVar[str] = "ISO 20022 pain.002"
    end_to_end_id: Line


class PaymentRejected(Event):
    """The bank refused the order before execution."""

    TOPIC: ClassVar[str] = "disbursement.rejected.v1"
    BASIS: ClassVar[str] = "ISO 20022 pain.002"
    end_to_end_id: Line
    reason_code: Line


class OrderWithdrawn(Event):
    """Nothing is paid any more for now: the bank booked an earlier attempt after all.

    `debited` is the attempt that it booked. What that booking is, two persons say on the clearing
    list under `item`; until then nothing is ordered anew.
    """

    TOPIC: ClassVar[str] = "disbursement.order_withdrawn.v1"
    BASIS: ClassVar[str] = "VV §§ 70-80 LHO Nr. 1.1"
    end_to_end_id: Line
    debited: Line
    item: Key


class PaymentBooked(Event):
    """The bank booked the payment; the booking date is the payout date.

    `set_off_cents` is what of the draw-down was paid by set-off before; it must be used, too.
    """

    TOPIC: ClassVar[str] = "disbursement.booked.v1"
    BASIS: ClassVar[str] = "ISO 20022 camt.053/054; ANBest Nr. 1.4"
    end_to_end_id: Line
    amount_cents: Payable
    booked_on: Day
    entry_reference: Line
    use: Deadline
    set_off_cents: Amount = ZERO

    @property
    def use_due_on(self) -> date:
        """The last day to use the money."""
        return self.use.on


class _MoneyBack(Message):
    """What the bank tells of money that came back."""

    end_to_end_id: Line
    amount_cents: Payable
    booked_on: Day
    entry_reference: Line
    reason_code: Line


class PaymentReturned(_MoneyBack, Event):
    """A booked payment came back; its two-month clock is void."""

    TOPIC: ClassVar[str] = "disbursement.returned.v1"
    BASIS: ClassVar[str] = "ISO 20022 camt.053/054"


class ReturnKept(_MoneyBack, Event):
    """Money came back whose payment the bank has not told of yet; it counts once that is booked."""

    TOPIC: ClassVar[str] = "disbursement.return_kept.v1"
    BASIS: ClassVar[str] = "ISO 20022 camt.053/054"


def end_to_end_id(case: str, number: int, attempt: int) -> str:
    """The bank reference of one attempt: at most 28 characters of the SEPA set."""
    return f"{case}.{number}.{attempt}"


def parse_end_to_end_id(reference: str) -> tuple[str, int, int] | None:
    """Case, number and attempt of a reference made here; `None` for any other."""
    found = _OURS.fullmatch(reference)
    return (found[1], int(found[2]), int(found[3])) if found else None
