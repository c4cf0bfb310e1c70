"""Whether a payment may be ordered to a recipient's account, and from which day on."""

from datetime import timedelta

from domain.bank_details import CLEAR
from domain.calendar import Calendar
from domain.kernel import Context, Day
from domain.payee_terms import AccountTerms
from domain.reasons import bank_details as reasons
from domain.reasons.general import FOUR_EYES
from domain.reasons.payment import BANK_NOT_CONFIRMED
from domain.recipient import Recipient


def works_from(recipient: Recipient, terms: AccountTerms, calendar: Calendar) -> Day | None:
    """The first day on which its account is paid to; `None` where no waiting time counts.

    An account waits once, from its first confirmation; one confirmed before there was a waiting
    time does not.
    """
    known = recipient.known
    if not recipient.bank_confirmed or known is None or known.known_since is None:
        return None
    days = terms.change_wait_days if known.changed else terms.first_wait_days
    day = known.known_since
    for _ in range(days.value):
        day = calendar.next_working_day(day + timedelta(days=1))
    return day


def refuse_payee(
    recipient: Recipient, terms: AccountTerms, calendar: Calendar, *, context: Context
) -> None:
    """Refuses an order to an account that is not confirmed, not clear, or that still waits."""
    if context.person == recipient.bank_reported_by:
        raise FOUR_EYES.because(act="Bankverbindung gemeldet", done="account reported")
    if recipient.objection:
        raise reasons.ACCOUNT_OBJECTED.because()
    if not recipient.bank_confirmed or recipient.iban is None:
        raise BANK_NOT_CONFIRMED.because()
    _refuse_unverified(recipient, terms)
    day = works_from(recipient, terms, calendar)
    if day and context.today < day:
        raise reasons.ACCOUNT_WAITS.because(day=day.isoformat())


def _refuse_unverified(recipient: Recipient, terms: AccountTerms) -> None:
    check, decision = recipient.payee_check, recipient.payee_decision
    if check is None:
        if terms.payee_check_required.value:
            raise reasons.PAYEE_NOT_CHECKED.because()
    elif check.result != CLEAR:
        if decision is None:
            raise reasons.PAYEE_UNDECIDED.because()
        if not decision.accepted:
            raise reasons.PAYEE_REFUSED.because()
