"""Bankverbindung: how a recipient's account is told, checked, confirmed, and objected to."""

from typing import Annotated, ClassVar, Literal, NamedTuple

from domain.iban import Iban
from domain.kernel import Command, Day, Digest, Event, Key, Line, Personal, Text

PayeeResult = Literal["match", "close_match", "no_match", "not_possible"]
"""What the bank of the account says of holder and number (Verification of Payee)."""

CLEAR: PayeeResult = "match"
"""The one result that needs no decision."""


# Commands


class ReportBankDetails(Command):
    """Tell the account to which the recipient wants its money."""

    NAME: ClassVar[str] = "report_bank_details"
    recipient: Key
    iban: Iban
    holder: Line


class ConfirmBankDetails(Command):
    """Confirm, as a second person, that the reported account belongs to the recipient.

    `account` is the fingerprint of the account that the person saw. `reasons` say why an account
    is right that another recipient has, too.
    """

    NAME: ClassVar[str] = "confirm_bank_details"
    recipient: Key
    account: Digest
    reasons: Text | None = None


class ObjectToAccount(Command):
    """Stop the account that was told last; `account` is its fingerprint."""

    NAME: ClassVar[str] = "object_to_account"
    recipient: Key
    account: Digest
    reasons: Text


class RecordPayeeCheck(Command):
    """Record what the bank said of holder and number; `source` tells by which way it was asked."""

    NAME: ClassVar[str] = "record_payee_check"
    recipient: Key
    account: Digest
    result: PayeeResult
    source: Line
    checked_on: Day


class DecidePayeeCheck(Command):
    """Decide, as a second person, whether an account without a clear match is used."""

    NAME: ClassVar[str] = "decide_payee_check"
    recipient: Key
    account: Digest
    accepted: bool
    reasons: Text


CHECKS = (ConfirmBankDetails, ObjectToAccount, RecordPayeeCheck, DecidePayeeCheck)
"""What is decided of an account that was told."""

# Events


class BankDetailsReported(Event):
    """An account was reported; it is not used before a second person has confirmed it."""

    TOPIC: ClassVar[str] = "recipient.bank_details_reported.v1"
    BASIS: ClassVar[str] = "Erklärung zum Zuwendungsbescheid"
    recipient: Key
    reported_by: Key
    iban: Annotated[str | None, Personal("recipient")] = None
    holder: Annotated[str | None, Personal("recipient")] = None


class BankDetailsConfirmed(Event):
    """A second person confirmed the account reported last.

    `known_since` is when this very account was first confirmed, from which it waits; `changed`
    says that it takes the place of another one. `shared_with` are the recipients that have the
    same account, `reasons` why it is right all the same.
    """

    TOPIC: ClassVar[str] = "recipient.bank_details_confirmed.v1"
    BASIS: ClassVar[str] = "VV §§ 70-80 LHO Nr. 1.1.3"
    recipient: Key
    confirmed_by: Key
    confirmed_on: Day | None = None
    known_since: Day | None = None
    changed: bool = False
    shared_with: tuple[Key, ...] = ()
    reasons: Text | None = None


class BankDetailsQuestioned(Event):
    """A bank sent a payment back: the account must be confirmed afresh before the next order."""

    TOPIC: ClassVar[str] = "recipient.bank_details_questioned.v1"
    BASIS: ClassVar[str] = "VV §§ 70-80 LHO Nr. 1.2"
    recipient: Key
    reason_code: Line


class AccountObjected(Event):
    """Somebody objected to the account told last: nothing is ordered to it any more."""

    TOPIC: ClassVar[str] = "recipient.account_objected.v1"
    BASIS: ClassVar[str] = "VV §§ 70-80 LHO Nr. 1.1.3"
    recipient: Key
    reasons: Text
    objected_by: Key


class PayeeVerified(Event):
    """The bank of the account said whether holder and number belong together."""

    TOPIC: ClassVar[str] = "recipient.payee_verified.v1"
    BASIS: ClassVar[str] = "Art. 5c VO (EU) Nr. 260/2012"
    recipient: Key
    result: PayeeResult
    source: Line
    checked_on: Day
    recorded_by: Key


class PayeeCheckDecided(Event):
    """A second person decided whether the account is used without a clear match."""

    TOPIC: ClassVar[str] = "recipient.payee_check_decided.v1"
    BASIS: ClassVar[str] = "VV §§ 70-80 LHO Nr. 1.1.3"
    recipient: Key
    accepted: bool
    reasons: Text
    decided_by: Key


class KnownAccount(NamedTuple):
    """An account that was confirmed, and where the recipient was written to on that day."""

    iban: str | None
    confirmed: BankDetailsConfirmed
    contact: tuple[str, ...]
    objected: bool = False
