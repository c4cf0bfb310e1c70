"""The bodies a programme lists by name: class by date, court of the seat, surrounding county."""

from datetime import date
from typing import Annotated

from pydantic import Field

from domain.kernel import Day, Key, Line, Message
from domain.lines import RecipientClass


class ClassSpan(Message):
    """The class of a body in a span of days, both ends included."""

    recipient_class: RecipientClass
    valid_from: Day
    valid_to: Day | None = None


class ListedRecipient(Message):
    """A body by its key; `county` is the key of the county in which a city lies at the start.

    `court` is the administrative court of its seat, where an action against a notice goes
    (§ 52 Nr. 3 Satz 2 VwGO).
    """

    key: Key
    name: Line
    court: Line
    classes: Annotated[tuple[ClassSpan, ...], Field(min_length=1)]
    county: Key | None = None

    def class_on(self, day: date) -> RecipientClass | None:
        """The class on a day, `None` before the first span and between spans."""
        for span in self.classes:
            if span.valid_from <= day and (span.valid_to is None or day <= span.valid_to):
                return span.recipient_class
        return None


class Listing(Message):
    """The list of a programme, with where it stands written."""

    version: Day
    references: tuple[Line, ...]
    recipients: tuple[ListedRecipient, ...]
