"""The ledger on two clocks: what lay where on a day, by what was known on a day."""

import pytest

from office.moment import Moment
from office.past import position_known
from projections.ledger import journal, ledger, trial_balance
from projections.recipient_accounts import recipient_accounts
from tests.web.life import live
from tests.web.world import World

LEDGERS = ("/api/ledger", "/api/ledger/accounts", "/api/ledger/journal", "/api/ledger/recipients")


@pytest.mark.parametrize("address", LEDGERS)
def test_a_known_day_before_the_first_entry_knows_of_no_money(world: World, address: str) -> None:
    live(world, "signed")
    client = world.program("r.iltis")
    today = client.get(address).json()
    told = client.get(f"{address}?known_on=2000-01-01").json()
    assert not any(row.get("amount_cents") or row.get("committed_cents") for row in told)
    assert today == client.get(f"{address}?known_on=2999-01-01").json()
    assert today


def test_what_is_filed_later_leaves_the_ledger_of_a_position_as_it_was(world: World) -> None:
    live(world, "signed")
    known = world.head()

    def told(at: int | None) -> list[object]:
        with world.views.read() as one:
            return [
                ledger(one, known=at),
                trial_balance(one, known=at),
                journal(one, known=at),
                recipient_accounts(one, known=at),
            ]

    then = told(None)
    live_on = world.give("b.falk", "appropriate_funds", **MORE)
    assert live_on.position > known
    assert told(known) == then
    assert told(None) != then


def test_the_position_of_a_known_day_is_the_last_one_recorded_by_then(world: World) -> None:
    live(world, "submitted")
    head = world.office.record.head()
    before, after = head.recorded_at.date().replace(year=2000), head.recorded_at.date()
    assert position_known(world.office, Moment()) is None
    assert position_known(world.office, Moment(known_on=before)) == 0
    assert position_known(world.office, Moment(known_on=after.replace(year=2999))) == head.position
    assert position_known(world.office, Moment(position=3)) == 3


MORE = {
    "programme": "wir",
    "fund": "wir",
    "year": 2017,
    "amount_cents": 1_000_000_00,
    "reference": "Kap. 08 05, HG 2017",
}
