"""Other public bodies that were asked for money for the same measure."""

from typing import Literal

from domain.kernel import Line, Message, Payable


class OtherGrantor(Message):
    """Another public body that was asked for money for the same measure."""

    name: Line
    amount_cents: Payable
    state: Literal["applied", "granted", "refused"]
