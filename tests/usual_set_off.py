"""The usual set-off of the tests: a claim of 10,000 euro meets an instalment of another case.

Of the other case's 50,000 euro, 30,000 are drawn in a first instalment. The claim and the day come
from the usual recovery; when the remedies against it are over, 6,000 of it are set off.
"""

from datetime import date

from domain.bank_message import RecordBankMessage
from domain.disbursement import disbursement_key
from domain.enforcement import RecordClaimRemedy, RecordClaimRemedyEnd
from domain.kernel import Day, Money
from domain.measure import ProposeEnforcement, ProposeSetOff
from domain.notice import Outcome
from tests.cast import ADLER, BIRKE, DORN, KASSE, bank_says, debit
from tests.story import Act
from tests.usual_grant import CASE, Grant
from tests.usual_recovery import Recall, signature

PARTS = ((30_000_00, None), (8_000_00, None), (12_000_00, None))
OTHER = Grant(case="WIR-2016-T0002", parts=PARTS, run="2017-05-16")
DRAW = disbursement_key(OTHER.case, 1)
FINAL_FROM, SET_OFF_ON = date(2017, 4, 25), date(2017, 5, 16)
SET_OFF, REST = 6_000_00, 24_000_00
FILED_ON, ENDED_ON = date(2017, 4, 18), date(2017, 6, 1)


def claimed() -> list[Act]:
    """The claim stands; of the other case the first instalment is certified."""
    return [*Recall().until("claimed"), *awarded(), *certified()]


def awarded() -> list[Act]:
    """The other case up to its confirmed account."""
    return OTHER.since("registered", "confirmed")


def certified(number: int = 1) -> list[Act]:
    """An instalment of the other case, drawn and certified on the day of the set-off."""
    due = {"due_on": SET_OFF_ON, "amount_cents": OTHER.part(number), "purpose": "Gehälter"}
    draw = KASSE.asks(OTHER.drawdown(number, due_payments=(due,)), SET_OFF_ON)
    return [draw, *OTHER.certified(number, SET_OFF_ON)]


def set_off(cents: int = SET_OFF, **changes: object) -> ProposeSetOff:
    """The claim is set off against the other case's first instalment, or what is changed."""
    content = {
        "case": CASE,
        "draw_case": OTHER.case,
        "draw_number": 1,
        "amount_cents": Money(cents),
        "reasons": "Der Kreis hat trotz Mahnung nicht gezahlt.",
    }
    return ProposeSetOff.model_validate(content | changes)


def met(cents: int = SET_OFF, **changes: object) -> list[Act]:
    """A set-off that was proposed and signed."""
    wish = set_off(cents, **changes)
    return [BIRKE.asks(wish, SET_OFF_ON), DORN.asks(signature, SET_OFF_ON)]


def rest_ordered() -> list[Act]:
    """The rest of the instalment on its way to the bank."""
    return [*OTHER.ordered(1, SET_OFF_ON), *OTHER.in_run(1, SET_OFF_ON)]


def rest_booked(cents: int = REST) -> RecordBankMessage:
    """The bank paid the rest."""
    return bank_says(debit(OTHER.reference(1), cents, booked_on=SET_OFF_ON))


def contested(on: Day = FILED_ON) -> list[Act]:
    """The recipient sues against the claim within the month."""
    return [ADLER.asks(claim_remedy(on), on)]


def claim_remedy(on: Day = FILED_ON, **changes: object) -> RecordClaimRemedy:
    """The court told of an action against the claim."""
    content = {"case": CASE, "remedy": "action", "filed_on": on, "reference": "VG 7 K 1/17"}
    return RecordClaimRemedy.model_validate(content | changes)


def claim_remedy_end(outcome: Outcome = "dismissed", on: Day = ENDED_ON) -> RecordClaimRemedyEnd:
    """The court decided, or the recipient withdrew."""
    content = {"case": CASE, "outcome": outcome, "ended_on": on, "reference": "VG 7 K 1/17"}
    return RecordClaimRemedyEnd.model_validate(content)


def enforcement() -> ProposeEnforcement:
    """The claim is to be enforced at once."""
    reasons = "Der Empfänger wickelt seinen Betrieb ab; später wäre nichts mehr zu holen."
    return ProposeEnforcement(case=CASE, reasons=reasons)
