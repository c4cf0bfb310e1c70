"""Every amount on every page leads down to fields of the record that add up to it."""

import pytest

from tests.amount_walk import Walk
from tests.web.life import CASE, COUNTY, live
from tests.web.world import World

LISTS = ("/", "/payments", "/ledger", "/ledger/accounts", "/ledger/recipients", "/utilisation")
PLACES = {
    "r.iltis": (
        *("/audit", "/audit?until=2016-03-04", "/audit/findings"),
        *("/ledger/accounts?until=2016-03-04", *LISTS[1:]),
    ),
    "b.falk": LISTS,
    "h.ginster": ("/", "/runs", "/payments"),
    f"kasse.{COUNTY}": ("/", "/payments"),
}
OF_CASE = (
    "",
    "/timeline",
    "/timeline?until=2016-03-04",
    "/as-of?as_of=2016-03-04",
    "/journal",
    "/drawable",
)


@pytest.mark.parametrize("until", ["reserved", "ordered", "paid", "examined", "closed"])
def test_every_amount_leads_to_fields_that_add_up_to_it(world: World, until: str) -> None:
    live(world, until)
    for person, places in PLACES.items():
        walk, browser = Walk(world.office, world.views), world.browser(person)
        own = OF_CASE if not person.startswith("kasse") else ("", "/drawable")
        walk.look(browser, [*places, *(f"/cases/{CASE}{one}" for one in own)])
        assert walk.faults == [], person
        assert walk.unled == set(), person
        assert len(walk.followed) >= 3, person
