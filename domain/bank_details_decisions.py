"""Decisions on a recipient's account: told, confirmed as seen, verified, or objected to."""

from domain.bank_details import (
    CLEAR,
    AccountObjected,
    BankDetailsConfirmed,
    BankDetailsReported,
    ConfirmBankDetails,
    DecidePayeeCheck,
    ObjectToAccount,
    PayeeCheckDecided,
    PayeeVerified,
    RecordPayeeCheck,
    ReportBankDetails,
)
from domain.desk import Desk
from domain.kernel import Context, Digest, Filings
from domain.reasons import bank_details as reasons
from domain.reasons.application import NO_BANK_DETAILS, RECIPIENT_UNKNOWN
from domain.reasons.general import DAY_IN_FUTURE, FOUR_EYES
from domain.recipient import Recipient


def account_seen(desk: Desk, recipient: str) -> Digest:
    """The fingerprint of the account reported last, as somebody who looks at it now sees it."""
    body = desk.read(Recipient, recipient)
    return desk.fingerprint(f"{body.iban}\n{body.holder}")


def sharing(desk: Desk, recipient: str) -> tuple[str, ...]:
    """The other recipients whose account has the same number; a finding, never a refusal."""
    iban = desk.read(Recipient, recipient).iban
    others = (desk.read(Recipient, key) for key in desk.recipients() if key != recipient)
    return tuple(one.key for one in others if iban and one.iban == iban)


def holders_of(desk: Desk, iban: str | None) -> frozenset[str]:
    """The recipients for whom an account was confirmed to which nobody objected."""
    bodies = [desk.read(Recipient, key) for key in desk.recipients()] if iban else []
    return frozenset(one.key for one in bodies if iban in {held.iban for held in one.standing})


def report_bank_details(desk: Desk, command: ReportBankDetails, context: Context) -> Filings:
    """Take note of an account; any change must be confirmed again."""
    recipient = desk.read(Recipient, command.recipient)
    if not recipient.exists:
        raise RECIPIENT_UNKNOWN.because()
    told = (recipient.iban, recipient.holder) == (command.iban, command.holder)
    if told and not recipient.objection:
        return []
    event = BankDetailsReported(
        recipient=command.recipient,
        reported_by=context.person,
        iban=command.iban,
        holder=command.holder,
    )
    return [(recipient.subject, event)]


def _standing(desk: Desk, key: str) -> Recipient:
    """A body whose last account nobody objected to; Refused for any other."""
    recipient = desk.read(Recipient, key)
    if recipient.bank_reported_by is None:
        raise NO_BANK_DETAILS.because()
    if recipient.objection:
        raise reasons.ACCOUNT_OBJECTED.because()
    return recipient


def _refuse_unseen(desk: Desk, key: str, account: Digest) -> None:
    if account != account_seen(desk, key):
        raise reasons.OTHER_ACCOUNT.because()


def may_confirm_bank_details(desk: Desk, key: str, context: Context) -> None:
    """Refuses where nothing is reported or where the reporter would confirm alone."""
    if context.person == _standing(desk, key).bank_reported_by:
        raise FOUR_EYES.because(act="Bankverbindung gemeldet", done="account reported")


def confirm_bank_details(desk: Desk, command: ConfirmBankDetails, context: Context) -> Filings:
    """Confirm the account that the person saw; one that others have, too, needs reasons."""
    may_confirm_bank_details(desk, command.recipient, context)
    _refuse_unseen(desk, command.recipient, command.account)
    recipient = desk.read(Recipient, command.recipient)
    if recipient.bank_confirmed:
        return []
    shared = sharing(desk, command.recipient)
    if shared and not command.reasons:
        names = ", ".join(desk.read(Recipient, one).name for one in shared)
        raise reasons.ACCOUNT_SHARED.because(names=names)
    event = BankDetailsConfirmed(
        recipient=command.recipient,
        confirmed_by=context.person,
        confirmed_on=context.today,
        known_since=recipient.known.known_since if recipient.known else context.today,
        changed=_is_changed(recipient),
        shared_with=shared,
        reasons=command.reasons,
    )
    return [(recipient.subject, event)]


def _is_changed(recipient: Recipient) -> bool:
    """Whether the account takes the place of another one, be it one that was objected to."""
    before = recipient.standing[-1:]
    return bool(recipient.accounts) and [one.iban for one in before] != [recipient.iban]


def may_object(desk: Desk, key: str, context: Context) -> None:
    """Refuses where no account stands to which somebody could object."""
    _standing(desk, key)


def object_to_account(desk: Desk, command: ObjectToAccount, context: Context) -> Filings:
    """Stop the account at once; the recipient then tells one again, be it the one before."""
    may_object(desk, command.recipient, context)
    _refuse_unseen(desk, command.recipient, command.account)
    event = AccountObjected(
        recipient=command.recipient, reasons=command.reasons, objected_by=context.person
    )
    return [(desk.read(Recipient, command.recipient).subject, event)]


def may_record_payee_check(desk: Desk, key: str, context: Context) -> None:
    """Refuses where no account stands of which the bank could say something."""
    _standing(desk, key)


def record_payee_check(desk: Desk, command: RecordPayeeCheck, context: Context) -> Filings:
    """Keep the bank's answer; a new one replaces the last, and its decision with it."""
    may_record_payee_check(desk, command.recipient, context)
    _refuse_unseen(desk, command.recipient, command.account)
    if command.checked_on > context.today:
        raise DAY_IN_FUTURE.because("checked_on")
    recipient = desk.read(Recipient, command.recipient)
    content = {name: value for name, value in command if name != "account"}
    event = PayeeVerified(**content, recorded_by=context.person)
    return [] if recipient.payee_check == event else [(recipient.subject, event)]


def may_decide_payee_check(desk: Desk, key: str, context: Context) -> None:
    """Another person decides than told the account or recorded the bank's answer."""
    recipient = _standing(desk, key)
    check = recipient.payee_check
    if check is None or check.result == CLEAR:
        raise reasons.NOTHING_TO_DECIDE.because()
    if context.person in {check.recorded_by, recipient.bank_reported_by}:
        raise FOUR_EYES.because(act="Bankauskunft erfasst", done="answer of the bank recorded")


def decide_payee_check(desk: Desk, command: DecidePayeeCheck, context: Context) -> Filings:
    """File the decision with its reasons."""
    may_decide_payee_check(desk, command.recipient, context)
    _refuse_unseen(desk, command.recipient, command.account)
    recipient = desk.read(Recipient, command.recipient)
    content = {name: value for name, value in command if name != "account"}
    event = PayeeCheckDecided(**content, decided_by=context.person)
    return [] if recipient.payee_decision == event else [(recipient.subject, event)]
