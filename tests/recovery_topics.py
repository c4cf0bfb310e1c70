"""Stories that between them tell every event of a recovery."""

from collections.abc import Iterator
from datetime import date

from domain.claim import RecordSurplusReturn
from domain.kernel import Command, Money
from domain.proceeding import AbandonRecovery
from tests.cast import ADLER, BIRKE, DORN, HCC, SYSTEM, bank_says
from tests.claim_lines import back, came
from tests.story import Act, Story, given
from tests.usual_grant import CASE
from tests.usual_recovery import (
    ASSESSED,
    CLAIMED,
    Recall,
    deferral,
    interest_waiver,
    refund_waiver,
    remission,
    repayment,
    send_back,
    signature,
    suspension,
)
from tests.usual_set_off import (
    ENDED_ON,
    FILED_ON,
    SET_OFF_ON,
    certified,
    claim_remedy_end,
    claimed,
    contested,
    enforcement,
    met,
    rest_booked,
    rest_ordered,
)

RECALL, SMALL = Recall(), Recall(cost=48_000_00, refund=2_000_00)
REVOKE = Recall(ground="revocation", refund=20_000_00)


def stories() -> Iterator[Story]:
    """The proceedings, the measures, and money that came and went."""
    yield given(*RECALL.until("paid"), *_too_much())
    yield given(*REVOKE.until("claimed"))
    abandon = AbandonRecovery(case=CASE, reasons="Die Stellungnahme überzeugt.")
    yield given(*REVOKE.until("answered"), ADLER.asks(abandon, CLAIMED))
    yield given(*RECALL.until("proposed"), DORN.asks(send_back(), CLAIMED))
    yield given(*SMALL.before(), *_decided(refund_waiver()))
    yield given(*RECALL.until("repaid"), *_decided(interest_waiver()))
    later = date(2018, 3, 1)
    for relief in (deferral((later, 10_000_00)), suspension(later), remission(10_000_00)):
        yield given(*RECALL.until("claimed"), *_decided(relief))
    yield given(*claimed(), *met(), *rest_ordered(), SYSTEM.asks(rest_booked(), SET_OFF_ON))
    yield given(*claimed(), *certified(2), *met(8_000_00, draw_number=2))
    yield given(*RECALL.until("claimed"), *_contested())
    gone = [SYSTEM.asks(bank_says(one), ASSESSED) for one in (came(10_000_00), back(10_000_00))]
    yield given(*RECALL.until("claimed"), *gone)


def _contested() -> list[Act]:
    """A claim that is contested, enforced at once, and stands before the court."""
    ordered = [BIRKE.asks(enforcement(), FILED_ON), DORN.asks(signature, FILED_ON)]
    return [*contested(), *ordered, ADLER.asks(claim_remedy_end(), ENDED_ON)]


def _decided(measure: Command) -> list[Act]:
    return [BIRKE.asks(measure, ASSESSED), DORN.asks(signature, ASSESSED)]


def _too_much() -> list[Act]:
    day = date(2017, 5, 9)
    content = {"amount_cents": Money(30_00), "booked_on": day, "entry_reference": "R1"}
    back = RecordSurplusReturn.model_validate({"case": CASE} | content)
    return [HCC.asks(repayment(30_00, day, entry="B3"), day), HCC.asks(back, day)]
