"""Every amount of a case adds up, part by part, to fields of its entries."""

from collections.abc import Iterator

from office.moment import Moment
from projections.derivation import faults, unnamed
from tests.web.life import CASE, live
from tests.web.world import World
from web.amount_facts import FACTS
from web.case_file import file_of
from web.derivations import CaseDerivations


def names() -> Iterator[str]:
    """Each amount, a part of a list as its first one."""
    for name, fact in FACTS.items():
        numbers = fact.where.count("{") or int(fact.numbered)
        yield name + "/0" * numbers


def test_every_amount_of_a_closed_case_adds_up_to_fields_of_its_entries(world: World) -> None:
    live(world, "closed")
    with world.views.read() as connection:
        derived = CaseDerivations(world.office, connection, case=CASE, moment=Moment())
        found = {name: derived.of(name) for name in names()}
    assert None not in found.values()
    assert [one for made in found.values() if made for one in faults(made)] == []
    assert [(made.name, one) for made in found.values() if made for one in unnamed(made)] == []
    for key, amount in file_of(world.office, CASE).money:
        made = found[key]
        assert made
        assert made.amount_cents == amount, key
