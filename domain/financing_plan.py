"""Finanzierungsplan: what a measure costs, line by line, and who else was asked to pay for it."""

from typing import Annotated, Literal

from pydantic import Field

from domain.kernel import Amount, Line, Message, Payable


class PlanLine(Message):
    """One budget line of the financing plan."""

    name: Line
    amount_cents: Amount


Plan = Annotated[tuple[PlanLine, ...], Field(min_length=1, max_length=50)]
"""The costs of a measure, or its expenditure, by budget line."""


class OtherGrantor(Message):
    """Another public body that was asked for money for the same measure."""

    name: Line
    amount_cents: Payable
    state: Literal["applied", "granted", "refused"]
