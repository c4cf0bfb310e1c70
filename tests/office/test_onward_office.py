"""A whole onward grant through the office's door: filed, read back, shown, taken up by no run."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from adapters.bank import BankFolders
from domain.contest import RecordRemedy, RecordRemedyEnd
from domain.onward import OnwardGrants
from domain.payment_run import OpenPaymentRun, OrderReference
from domain.proof_of_use import ProofOfUse
from office.personal import Keys
from office.verify import verify
from projections.caseload import caseload
from projections.deadlines import deadlines
from projections.ledger import LedgerRow, ledger
from projections.payments import grants
from projections.projector import Projector
from projections.views import Views
from tests.cast import BODY
from tests.conftest import Database
from tests.office.front_desk import House, opened
from tests.onward_award import COUNTY, FIRST, SECOND, UPPER
from tests.onward_grant import BRUECKE_GRANT, COUNTY_GRANT, FAEHRE_GRANT, passed_on
from tests.story import Act
from workers.treasury import TRAINING_DEBTOR, Treasury

CONTESTING = replace(FAEHRE_GRANT, waives=False)
DECIDED_ON = date(2022, 4, 1)


@pytest.fixture
def house(database: Database, keys: Keys) -> Iterator[House]:
    with opened(database.app, keys) as record:
        yield House(record)


def contested() -> list[Act]:
    """The other carrier objects; the county dismisses that, and it becomes final in April."""
    filed_on = CONTESTING.day(12)
    filed = {"case": SECOND, "remedy": "objection", "filed_on": filed_on, "reference": "Nr. 17"}
    ended = {"case": SECOND, "outcome": "dismissed", "ended_on": DECIDED_ON, "reference": "Nr. 18"}
    return [
        COUNTY.clerk.asks(RecordRemedy.model_validate(filed), filed_on),
        COUNTY.clerk.asks(RecordRemedyEnd.model_validate(ended), DECIDED_ON),
    ]


def later(acts: list[Act]) -> list[Act]:
    """The same acts after the objection is decided."""
    return [act._replace(on=max(act.on, DECIDED_ON + timedelta(days=1))) for act in acts]


def whole() -> list[Act]:
    """From the county's application to the end of its proof, with all that happens below."""
    return [
        *passed_on(),
        *BRUECKE_GRANT.until("booked"),
        *CONTESTING.until("confirmed"),
        *contested(),
        *later(CONTESTING.since("confirmed", "booked")),
        *BRUECKE_GRANT.settled_at(1_650_00),
        *CONTESTING.settled_at(2_000_00),
        *CONTESTING.closed(),
        *COUNTY_GRANT.proven(3_650_00),
        *COUNTY_GRANT.examined(3_650_00),
        *COUNTY_GRANT.settled(),
    ]


def out(row: LedgerRow) -> int:
    """What was paid, proven or not, and did not come back."""
    return row.paid_cents + row.proven_cents


def test_of_5000_euro_1350_move_up_and_no_euro_stands_in_two_ledgers(
    house: House, database: Database
) -> None:
    house.play(whole())
    again = House(house.record).office
    assert again.read(OnwardGrants, UPPER).underused == {FIRST: 1_350_00}
    proof = again.read(ProofOfUse, UPPER)
    assert proof.submitted and [one.used_cents for one in proof.submitted.onward] == [
        1_650_00,
        2_000_00,
    ]
    assert (proof.final_cents, proof.refund_cents) == (3_650_00, 1_350_00)
    assert again.read(ProofOfUse, SECOND).closed
    assert verify(database.app).ok
    Projector(database.app, house.record).catch_up()
    views = Views(database.app)
    with views.read() as connection:
        own = {row.fund: out(row) for row in ledger(connection) if not row.line}
        below = {row.fund: row for row in ledger(connection, grantor=BODY) if not row.line}
        assert own == {"wir": 5_000_00}
        assert (below[UPPER].appropriated_cents, out(below[UPPER])) == (5_000_00, 5_000_00)
        assert ledger(connection, grantor="wetteraukreis") == []
        for rows in (caseload, grants, deadlines):
            assert {one.case for one in rows(connection, grantor="")} <= {UPPER}
            assert {one.case for one in rows(connection, grantor=BODY)} <= {FIRST, SECOND}
    views.close()


def test_a_run_of_the_land_takes_up_its_own_orders_and_leaves_the_countys(
    house: House, tmp_path: Path
) -> None:
    house.play([*COUNTY_GRANT.until("ordered")])
    acts = [act for act in passed_on() if act.actor == COUNTY.budget]
    house.play([*acts, *BRUECKE_GRANT.until("ordered")])
    treasury = Treasury(house.record, BankFolders(tmp_path), debtor=TRAINING_DEBTOR)
    found = treasury.run_to_open(house.office.desk(), date(2022, 3, 1))
    assert isinstance(found, OpenPaymentRun)
    assert found.orders == (OrderReference(case=UPPER, number=1),)


def test_two_settlements_move_up_beside_each_other(house: House) -> None:
    """Whoever looked at one case is not told that it changed because another moved up."""
    house.play([*passed_on(), *BRUECKE_GRANT.until("booked"), *FAEHRE_GRANT.until("booked")])
    for level, used in ((BRUECKE_GRANT, 1_650_00), (FAEHRE_GRANT, 1_500_00)):
        house.play([*level.proven(used), *level.examined(used)])
    seen = house.record.head().position
    for level in (BRUECKE_GRANT, FAEHRE_GRANT):
        [(_, actor, on)] = level.settled()
        command = level.settlement(house.office.desk())
        house.ask(command, actor, on, expected_position=seen)
    assert house.office.read(OnwardGrants, UPPER).underused_cents == 1_850_00
