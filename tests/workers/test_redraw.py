"""A draw is repeated from the record alone; proofs left out of it are named."""

from collections.abc import Iterator
from datetime import date

import pytest

from domain.kernel import Refused
from domain.sampling import AnnounceDraw, DrawSample, FreezePopulation
from domain.sampling_decisions import seed_commitment
from office.personal import Keys
from tests.cast import ADLER, DORN
from tests.office.front_desk import House, opened
from tests.story import Act
from tests.usual_grant import CASE, Grant
from workers.redraw import redraw

SEED = "blaue Kähne ziehen stromauf"
DAY = date(2017, 2, 7)
SECOND = "WIR-2016-T0002"


@pytest.fixture
def house(database, keys: Keys) -> Iterator[House]:
    with opened(database.app, keys) as record:
        house = House(record)
        house.play(Grant().until("proven"))
        house.play(Grant(case=SECOND, run="run-2").since("registered", "proven"))
        yield house


def drawn(*cases: str) -> list[Act]:
    layer = {"name": "alle", "percent": 50}
    announce = AnnounceDraw(
        draw="d-1",
        programme="wir",
        line="coordination",
        year=2016,
        strata=(layer,),
        reason="Jeder zweite.",
        commitment=seed_commitment(SEED),
    )
    freeze = FreezePopulation(draw="d-1", cases=cases, word="Linde")
    reveal = DrawSample(draw="d-1", seed=SEED)
    return [ADLER.asks(announce, DAY), DORN.asks(freeze, DAY), ADLER.asks(reveal, DAY)]


def test_the_same_comes_out_again(house: House) -> None:
    house.play(drawn(CASE, SECOND))
    found = redraw(house.record, "d-1")
    assert (found.population, found.left_out, found.faults) == (2, (), ())
    assert found.drawn == found.again
    assert len(found.drawn) == 1


def test_a_proof_that_was_left_out_is_named(house: House) -> None:
    house.play(drawn(CASE))
    found = redraw(house.record, "d-1")
    assert found.left_out == (SECOND,)
    assert "Nachweise fehlen" in found.faults[0]


def test_an_announced_draw_has_nothing_to_repeat_and_an_unknown_one_is_refused(
    house: House,
) -> None:
    house.play(drawn(CASE, SECOND)[:1])
    assert redraw(house.record, "d-1").again == ()
    with pytest.raises(Refused) as raised:
        redraw(house.record, "d-2")
    assert raised.value.refusal.code == "draw_unknown"
