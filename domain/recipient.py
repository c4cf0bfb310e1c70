"""Zuwendungsempfänger: who it is, of which class since when, and where its money goes."""

from dataclasses import dataclass, replace
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from domain.desk import Desk
from domain.iban import Iban
from domain.kernel import (
    Command,
    Context,
    Day,
    Event,
    Filings,
    Key,
    Line,
    Message,
    Personal,
    Subject,
)
from domain.lines import RecipientClass
from domain.reasons.application import NO_BANK_DETAILS, RECIPIENT_EXISTS, RECIPIENT_UNKNOWN
from domain.reasons.general import FOUR_EYES

Email = Annotated[
    str,
    StringConstraints(
        strict=True,
        strip_whitespace=True,
        max_length=200,
        pattern=r"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$",
    ),
]
"""One plain e-mail address, as a mail server takes it: no name, no list."""


class ClassSince(Message):
    """The class of a body from a day on; a city may leave its county."""

    recipient_class: RecipientClass
    valid_from: Day


# Commands


class RegisterRecipient(Command):
    """Enter a body into the register of recipients."""

    NAME: ClassVar[str] = "register_recipient"
    recipient: Key
    name: Line
    classes: Annotated[tuple[ClassSince, ...], Field(min_length=1, max_length=20)]
    court: Line
    address: Annotated[tuple[Line, ...], Field(min_length=1, max_length=6)]
    email: Email
    county: Key | None = None


class ReportBankDetails(Command):
    """Tell the account to which the recipient wants its money."""

    NAME: ClassVar[str] = "report_bank_details"
    recipient: Key
    iban: Iban
    holder: Line


class ConfirmBankDetails(Command):
    """Confirm, as a second person, that the reported account belongs to the recipient."""

    NAME: ClassVar[str] = "confirm_bank_details"
    recipient: Key


# Events


class RecipientRegistered(Event):
    """A body stands in the register."""

    TOPIC: ClassVar[str] = "recipient.registered.v1"
    BASIS: ClassVar[str] = "Förderrichtlinie Nr. 2"
    recipient: Key
    name: Line
    classes: tuple[ClassSince, ...]
    court: Line
    address: tuple[Line, ...]
    email: Line
    county: Key | None = None


class BankDetailsReported(Event):
    """An account was reported; it is not used before a second person has confirmed it."""

    TOPIC: ClassVar[str] = "recipient.bank_details_reported.v1"
    BASIS: ClassVar[str] = "Erklärung zum Zuwendungsbescheid"
    recipient: Key
    reported_by: Key
    iban: Annotated[str | None, Personal("recipient")] = None
    holder: Annotated[str | None, Personal("recipient")] = None


class BankDetailsConfirmed(Event):
    """A second person confirmed the account reported last."""

    TOPIC: ClassVar[str] = "recipient.bank_details_confirmed.v1"
    BASIS: ClassVar[str] = "VV §§ 70-80 LHO Nr. 1.1.3"
    recipient: Key
    confirmed_by: Key


class BankDetailsQuestioned(Event):
    """A bank sent a payment back: the account must be confirmed afresh before the next order."""

    TOPIC: ClassVar[str] = "recipient.bank_details_questioned.v1"
    BASIS: ClassVar[str] = "VV §§ 70-80 LHO Nr. 1.2"
    recipient: Key
    reason_code: Line


class ClassChanged(Event):
    """The body is of another class from a day on."""

    TOPIC: ClassVar[str] = "recipient.class_changed.v1"
    BASIS: ClassVar[str] = "Förderrichtlinie Nr. 2; § 4a HGO"
    recipient: Key
    recipient_class: RecipientClass
    valid_from: Day
    reference: Line
    recorded_by: Key


class SeatMoved(Event):
    """The body has another seat from a day on, and with it another court."""

    TOPIC: ClassVar[str] = "recipient.seat_moved.v1"
    BASIS: ClassVar[str] = "§ 52 Nr. 3 Satz 2 VwGO; § 1 HessAGVwGO"
    recipient: Key
    court: Line
    address: Annotated[tuple[Line, ...], Field(min_length=1, max_length=6)]
    county: Key | None
    valid_from: Day
    recorded_by: Key


# State


@dataclass(frozen=True)
class Recipient:
    """A registered body; `bank_reported_by` is the person who reported its account.

    Court, address and county are those of the registration; `seat_on` knows later ones.
    """

    KIND: ClassVar[str] = "recipient"
    key: str
    name: str = ""
    classes: tuple[ClassSince, ...] = ()
    court: str = ""
    county: str | None = None
    email: str = ""
    address: tuple[str, ...] = ()
    iban: str | None = None
    holder: str | None = None
    bank_reported_by: str | None = None
    bank_confirmed: bool = False
    registered: RecipientRegistered | None = None
    seats: tuple[SeatMoved, ...] = ()

    @property
    def subject(self) -> Subject:
        """The subject under which its events are filed."""
        return Subject(self.KIND, self.key)

    @property
    def exists(self) -> bool:
        """Whether the body was ever registered."""
        return bool(self.name)

    def class_on(self, day: Day) -> RecipientClass | None:
        """Its class on a day, `None` before the first entry."""
        known = [one for one in reversed(self.classes) if one.valid_from <= day]
        return max(known, key=lambda one: one.valid_from).recipient_class if known else None

    def seat_on(self, day: Day) -> RecipientRegistered | SeatMoved | None:
        """The last seat recorded for the day, with its court, address and county."""
        known = [one for one in self.seats if one.valid_from <= day]
        return max(known, key=lambda one: one.valid_from) if known else self.registered

    def court_on(self, day: Day) -> str:
        """The administrative court of its seat on a day (§ 52 Nr. 3 Satz 2 VwGO)."""
        seat = self.seat_on(day)
        return seat.court if seat else ""

    def address_on(self, day: Day) -> tuple[str, ...]:
        """The lines of its address on a day."""
        seat = self.seat_on(day)
        return seat.address if seat else ()

    def evolve(self, event: Event) -> "Recipient":
        """The state after the event."""
        match event:
            case RecipientRegistered():
                return replace(
                    self,
                    name=event.name,
                    classes=event.classes,
                    court=event.court,
                    county=event.county,
                    email=event.email,
                    address=event.address,
                    registered=event,
                )
            case ClassChanged(recipient_class=recipient_class, valid_from=day):
                since = ClassSince(recipient_class=recipient_class, valid_from=day)
                return replace(self, classes=(*self.classes, since))
            case SeatMoved():
                return replace(self, seats=(*self.seats, event))
            case BankDetailsReported():
                return replace(
                    self,
                    iban=event.iban,
                    holder=event.holder,
                    bank_reported_by=event.reported_by,
                    bank_confirmed=False,
                )
            case BankDetailsConfirmed():
                return replace(self, bank_confirmed=True)
            case BankDetailsQuestioned():
                return replace(self, bank_confirmed=False)
        return self


# Decisions


def register(desk: Desk, command: RegisterRecipient, context: Context) -> Filings:
    """Enter the body; the same entry twice is one entry."""
    recipient = desk.read(Recipient, command.recipient)
    event = RecipientRegistered(**dict(command))
    if recipient.exists:
        if recipient.registered != event:
            raise RECIPIENT_EXISTS.because()
        return []
    return [(recipient.subject, event)]


def report_bank_details(desk: Desk, command: ReportBankDetails, context: Context) -> Filings:
    """Take note of an account; any change must be confirmed again."""
    recipient = desk.read(Recipient, command.recipient)
    if not recipient.exists:
        raise RECIPIENT_UNKNOWN.because()
    if (recipient.iban, recipient.holder) == (command.iban, command.holder):
        return []
    event = BankDetailsReported(
        recipient=command.recipient,
        reported_by=context.person,
        iban=command.iban,
        holder=command.holder,
    )
    return [(recipient.subject, event)]


def may_confirm_bank_details(desk: Desk, key: str, context: Context) -> None:
    """Refuses where nothing is reported or where the reporter would confirm alone."""
    recipient = desk.read(Recipient, key)
    if recipient.bank_reported_by is None:
        raise NO_BANK_DETAILS.because()
    if context.person == recipient.bank_reported_by:
        raise FOUR_EYES.because(act="Bankverbindung gemeldet", done="account reported")


def confirm_bank_details(desk: Desk, command: ConfirmBankDetails, context: Context) -> Filings:
    """Confirm the account reported last."""
    may_confirm_bank_details(desk, command.recipient, context)
    recipient = desk.read(Recipient, command.recipient)
    if recipient.bank_confirmed:
        return []
    event = BankDetailsConfirmed(recipient=command.recipient, confirmed_by=context.person)
    return [(recipient.subject, event)]
