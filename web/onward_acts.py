"""The acts of a body that passes money on: set apart, paid from its own account, come back."""

from domain.onward import PassOnFunds, RecordOnwardPayment, RecordOnwardReturn
from domain.onward_payment import may_record_payment, may_record_return
from web.act import Act

ONWARD_ACTS: tuple[Act, ...] = (
    Act(PassOnFunds, "house"),
    Act(RecordOnwardPayment, "payment", may_record_payment, quiet=True),
    Act(RecordOnwardReturn, "payment", may_record_return, aside=True, quiet=True, rare=True),
)
"""In the order of a grant's life."""
