"""Decisions on what changes about a body: its class, as a city leaves its county, and its seat."""

from typing import Annotated, ClassVar

from pydantic import Field

from domain.desk import Desk
from domain.kernel import Command, Context, Day, Filings, Key, Line
from domain.lines import RecipientClass
from domain.reasons.application import RECIPIENT_UNKNOWN
from domain.recipient import ClassChanged, ClassSince, Recipient, SeatMoved


class ChangeClass(Command):
    """Record that a body is of another class from a day on; `reference` names the law."""

    NAME: ClassVar[str] = "change_class"
    recipient: Key
    recipient_class: RecipientClass
    valid_from: Day
    reference: Line


class MoveSeat(Command):
    """Record another seat from a day on: address, court, and the county around it."""

    NAME: ClassVar[str] = "move_seat"
    recipient: Key
    court: Line
    address: Annotated[tuple[Line, ...], Field(min_length=1, max_length=6)]
    valid_from: Day
    county: Key | None = None


def known(desk: Desk, key: str) -> Recipient:
    """The registered body; Refused for any other."""
    recipient = desk.read(Recipient, key)
    if not recipient.exists:
        raise RECIPIENT_UNKNOWN.because()
    return recipient


def change_class(desk: Desk, command: ChangeClass, context: Context) -> Filings:
    """File the class; cases keep the class of the day that counts for them."""
    recipient = known(desk, command.recipient)
    since = ClassSince(recipient_class=command.recipient_class, valid_from=command.valid_from)
    if since in recipient.classes:
        return []
    event = ClassChanged(**dict(command), recorded_by=context.person)
    return [(recipient.subject, event)]


def move_seat(desk: Desk, command: MoveSeat, context: Context) -> Filings:
    """File the seat; the court of a notice is the one of its day."""
    recipient = known(desk, command.recipient)
    event = SeatMoved(**dict(command), recorded_by=context.person)
    if recipient.seats and recipient.seats[-1] == event:
        return []
    return [(recipient.subject, event)]
