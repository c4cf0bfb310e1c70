"""What of an entry a county's own program is told: in its vocabulary, and nothing internal."""

from domain.disbursement import DrawdownRequested, DrawdownReturned
from domain.kernel import Entry, Event
from domain.payment import PaymentBooked, PaymentIncluded, PaymentRejected, PaymentReturned
from domain.set_off import DrawdownSetOff
from projections.deadlines import RESTING, kinds_of
from projections.recovery_deadlines import INTERNAL

_PAYMENTS: dict[type[Event], str] = {
    DrawdownRequested: "drawn",
    DrawdownReturned: "handed_back",
    PaymentIncluded: "in_transit",
    PaymentBooked: "arrived",
    DrawdownSetOff: "arrived",
    PaymentRejected: "came_back",
    PaymentReturned: "came_back",
}


def changes_of(entry: Entry) -> tuple[str, ...]:
    """The changes of a county's payments and deadlines, such as `payment.arrived`."""
    place = _PAYMENTS.get(type(entry.event))
    kinds = [one for one in kinds_of(entry.event) if one not in {*RESTING, *INTERNAL}]
    return (*([f"payment.{place}"] if place else ()), *(f"deadline.{kind}" for kind in kinds))
