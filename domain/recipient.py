"""Zuwendungsempfänger: who it is, of which class since when, and where its money goes."""

from dataclasses import dataclass, replace
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from domain.bank_details import (
    AccountObjected,
    BankDetailsConfirmed,
    BankDetailsQuestioned,
    BankDetailsReported,
    KnownAccount,
    PayeeCheckDecided,
    PayeeVerified,
)
from domain.correspondence import LetterPrepared, Sent, sent_with
from domain.desk import Desk
from domain.kernel import (
    Command,
    Context,
    Day,
    Event,
    Filings,
    Key,
    Line,
    Message,
    Subject,
)
from domain.lines import RecipientClass
from domain.reasons.application import RECIPIENT_EXISTS

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
    `accounts` are all confirmations in their order; `payee_check`, its decision and `objection`
    are about the account reported last.
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
    accounts: tuple[KnownAccount, ...] = ()
    payee_check: PayeeVerified | None = None
    payee_decision: PayeeCheckDecided | None = None
    objection: AccountObjected | None = None
    sent: Sent = frozenset()

    @property
    def duty(self) -> None:
        """Nothing here is reminded of by mail."""

    @property
    def subject(self) -> Subject:
        """The subject under which its events are filed."""
        return Subject(self.KIND, self.key)

    @property
    def standing(self) -> tuple[KnownAccount, ...]:
        """The confirmed accounts to which nobody objected, the present one last."""
        return tuple(one for one in self.accounts if not one.objected)

    @property
    def known(self) -> BankDetailsConfirmed | None:
        """When the account reported last was first confirmed, `None` where it never was."""
        same = (one.confirmed for one in self.standing if one.iban == self.iban)
        return next(same, None)

    def before(self, number: int) -> KnownAccount:
        """The account whose place the n-th confirmed one took."""
        earlier = self.accounts[: number - 1]
        standing = [one for one in earlier if not one.objected] or earlier
        return standing[-1]

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
            case LetterPrepared():
                return replace(self, sent=sent_with(self.sent, event))
            case _:
                return self._paid_to(event)

    def _paid_to(self, event: Event) -> "Recipient":
        match event:
            case BankDetailsReported():
                return replace(
                    self,
                    iban=event.iban,
                    holder=event.holder,
                    bank_reported_by=event.reported_by,
                    bank_confirmed=False,
                    payee_check=None,
                    payee_decision=None,
                    objection=None,
                )
            case BankDetailsConfirmed():
                known = KnownAccount(self.iban, event, self._contact(event.confirmed_on))
                return replace(self, bank_confirmed=True, accounts=(*self.accounts, known))
            case BankDetailsQuestioned():
                return replace(self, bank_confirmed=False)
            case PayeeVerified():
                return replace(self, payee_check=event, payee_decision=None)
            case PayeeCheckDecided():
                return replace(self, payee_decision=event)
            case AccountObjected():
                told = tuple(
                    one._replace(objected=one.objected or one.iban == self.iban)
                    for one in self.accounts
                )
                return replace(self, bank_confirmed=False, objection=event, accounts=told)
        return self

    def _contact(self, day: Day | None) -> tuple[str, ...]:
        """Where it was written to on a day, as far as is known by now."""
        return self.address_on(day) if day else self.address


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
