"""Stories of an account that changes: told anew, confirmed, verified by the bank, objected to."""

from collections.abc import Iterator
from datetime import date

from domain.bank_details import (
    DecidePayeeCheck,
    ObjectToAccount,
    PayeeResult,
    RecordPayeeCheck,
    ReportBankDetails,
)
from domain.bank_details_decisions import account_seen
from domain.desk import Desk
from tests.cast import ANTRAG, BIRKE, BODY, DORN, KASSE, OTHER_IBAN, confirmation
from tests.story import Act, Ask, Story, given
from tests.usual_grant import Grant

TOLD = date(2016, 2, 29)
"""A Monday; the usual grant's payment is certified on the day after."""

MOVE = ReportBankDetails(recipient=BODY, iban=OTHER_IBAN, holder="Neue Kasse")


def answered(result: PayeeResult, on: date = TOLD) -> Ask:
    """What the bank says of the account that lies there."""

    def ask(desk: Desk) -> RecordPayeeCheck:
        seen = account_seen(desk, BODY)
        source = "Bankauskunft per Telefon"
        return RecordPayeeCheck(
            recipient=BODY, account=seen, result=result, source=source, checked_on=on
        )

    return ask


def decided(*, accepted: bool) -> Ask:
    """A second person's decision on the bank's answer."""

    def ask(desk: Desk) -> DecidePayeeCheck:
        seen, why = account_seen(desk, BODY), "Der Kreis hat die Kasse umbenannt."
        return DecidePayeeCheck(recipient=BODY, account=seen, accepted=accepted, reasons=why)

    return ask


def objection(desk: Desk) -> ObjectToAccount:
    """Somebody says that the account that lies there is wrong."""
    seen = account_seen(desk, BODY)
    return ObjectToAccount(recipient=BODY, account=seen, reasons="Das Konto kennen wir nicht.")


def moved(on: date = TOLD) -> list[Act]:
    """Another account is told and confirmed."""
    return [KASSE.asks(MOVE, on), BIRKE.asks(confirmation, on)]


def stories() -> Iterator[Story]:
    """An account without a clear match is accepted, then stopped."""
    yield given(
        *Grant().until("confirmed"),
        *moved(),
        BIRKE.asks(answered("close_match"), TOLD),
        DORN.asks(decided(accepted=True), TOLD),
        ANTRAG.asks(objection, TOLD),
    )
