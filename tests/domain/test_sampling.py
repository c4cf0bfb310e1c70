"""Stichprobe: a draw that nobody can steer and everybody can repeat."""

from datetime import date
from functools import cache

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.kernel import Money
from domain.proof_of_use import ProofExamined, ProofOfUse, ProofSelected
from domain.sampling import (
    AnnounceDraw,
    DrawSample,
    FreezePopulation,
    Item,
    PopulationFrozen,
    SampleDrawn,
    Sampling,
    Stratum,
)
from domain.sampling_decisions import draw, population_hash, seed_commitment
from tests.cast import ADLER, BIRKE, DORN
from tests.story import Story, given
from tests.usual_grant import Grant

SEED = "blaue Kähne ziehen stromauf"
DAY = date(2017, 2, 7)
LAYERS = (Stratum(name="hohe Beträge", percent=100, from_cents=Money(45_000_00)),)
REST = Stratum(name="übrige", percent=40)
DRAW = "coordination.2016"
CASES = tuple(f"WIR-2016-T000{number}" for number in range(1, 7))


def announcement(**changes: object) -> AnnounceDraw:
    content = {
        "draw": DRAW,
        "programme": "wir",
        "line": "coordination",
        "year": 2016,
        "strata": (*LAYERS, REST),
        "reason": "Hohe Beträge ganz, sonst zwei von fünf.",
        "commitment": seed_commitment(SEED),
    }
    return AnnounceDraw.model_validate(content | changes)


def grant(case: str) -> Grant:
    """The first is of 50,000 euro, the others of 10,000."""
    cents = 50_000_00 if case == CASES[0] else 10_000_00
    part = ((cents, date(2016, 3, 1)),)
    return Grant(case=case, requested=cents, parts=part, run=f"run-{case.lower()}")


@cache
def proven() -> tuple[object, ...]:
    acts = list(Grant().registered())
    for case in CASES:
        acts += grant(case).since("registered", "proven")
    return tuple(acts)


def story() -> Story:
    return given(*proven())


FREEZE = FreezePopulation(draw=DRAW, cases=CASES, word="Lindenblüte")


def frozen() -> Story:
    return story().given(ADLER.asks(announcement(), DAY), DORN.asks(FREEZE, DAY))


def test_layer_by_layer_the_drawn_proofs_are_marked() -> None:
    told = frozen()
    population = told.state(Sampling, DRAW).population
    assert [item.stratum for item in population.items] == [1, 2, 2, 2, 2, 2]
    told = told.when(DrawSample(draw=DRAW, seed=SEED), as_=ADLER).then(
        SampleDrawn, *[ProofSelected] * 3
    )
    drawn = told.state(Sampling, DRAW).drawn.drawn
    assert drawn[0] == CASES[0]
    assert drawn == draw(SEED, population, (*LAYERS, REST))
    assert [told.state(ProofOfUse, case).selected_by for case in CASES].count(DRAW) == 3
    told.when(DrawSample(draw=DRAW, seed=SEED), as_=DORN).nothing()


def test_a_drawn_proof_is_examined_with_receipts() -> None:
    told = frozen().given(ADLER.asks(DrawSample(draw=DRAW, seed=SEED), DAY))
    note = grant(CASES[0]).note()
    told.when(note.model_copy(update={"sample": ()}), as_=BIRKE).refused("sample_missing", "sample")
    told.when(note.model_copy(update={"sample": ("Beleg 7",)}), as_=BIRKE).then(ProofExamined)


def test_the_announcing_person_does_not_freeze() -> None:
    told = story().given(ADLER.asks(announcement(), DAY))
    alone = type(DORN)(ADLER.person, "signatory")
    told.when(FREEZE, as_=alone).refused("four_eyes")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"strata": LAYERS}, "layer_missing"),
        ({"strata": (Stratum(name="verspätet", percent=100, only_late=True),)}, "layer_missing"),
    ],
)
def test_no_proof_falls_between_the_layers(changes, code) -> None:
    story().when(announcement(**changes), as_=ADLER, on=DAY).refused(code, "strata")


def test_a_draw_is_announced_once_and_frozen_once() -> None:
    told = story().when(FREEZE, as_=DORN, on=DAY).refused("draw_not_open")
    told = frozen()
    told.when(announcement(), as_=ADLER).refused("draw_exists")
    told.when(FREEZE, as_=DORN).refused("draw_not_open")


def test_only_open_proofs_of_the_line_are_drawn_from() -> None:
    told = story().given(ADLER.asks(announcement(line="deutsch4u"), DAY))
    told.when(FREEZE, as_=DORN).refused("not_of_draw", "cases")
    told = given(*Grant().until("used"), ADLER.asks(announcement(), DAY))
    freeze = FREEZE.model_copy(update={"cases": CASES[:1]})
    told.when(freeze, as_=DORN).refused("not_to_examine", "cases")
    unknown = FREEZE.model_copy(update={"cases": ("WIR-2016-NONE",)})
    told.when(unknown, as_=DORN).refused("not_of_draw")


def test_a_settled_proof_is_not_drawn_from() -> None:
    told = story().given(*Grant(case=CASES[0], run="x").examined(), *Grant().settled())
    told.given(ADLER.asks(announcement(), DAY)).when(FREEZE, as_=DORN).refused("not_to_examine")


def test_only_the_announced_seed_draws() -> None:
    wrong = DrawSample(draw=DRAW, seed=SEED + "s")
    story().when(wrong, as_=ADLER, on=DAY).refused("population_missing")
    frozen().when(wrong, as_=ADLER).refused("other_seed", "seed")


def test_late_proofs_form_a_layer_of_their_own() -> None:
    late = (Stratum(name="verspätet", percent=100, only_late=True), REST)
    told = given(*Grant().until("used"))
    told.given(*[type(act)(act.ask, act.actor, date(2017, 5, 2)) for act in Grant().proven()])
    told.given(ADLER.asks(announcement(strata=late), date(2017, 5, 3)))
    told.given(DORN.asks(FREEZE.model_copy(update={"cases": CASES[:1]}), date(2017, 5, 3)))
    assert told.state(Sampling, DRAW).population.items == (Item(case=CASES[0], stratum=1),)


@for_all(
    st.integers(1, 60),
    st.integers(0, 100),
    st.text(min_size=16, max_size=30),
    st.text(min_size=1, max_size=9),
)
def test_a_layer_gives_its_share_and_any_change_draws_anew(count, percent, seed, word) -> None:
    items = tuple(Item(case=f"WIR-2016-{number:05}", stratum=1) for number in range(count))
    population = PopulationFrozen.model_construct(
        items=items, population_hash=population_hash(items), word=word, frozen_by="d.dorn"
    )
    layer = (Stratum(name="alle", percent=percent),)
    drawn = draw(seed, population, layer)
    assert len(drawn) == -(-count * percent // 100)
    assert len(set(drawn)) == len(drawn)
    assert set(drawn) <= {item.case for item in items}
    assert draw(seed, population, layer) == drawn


def test_seed_word_and_population_all_decide() -> None:
    items = tuple(Item(case=f"WIR-2016-{number:05}", stratum=1) for number in range(200))
    layer = (Stratum(name="alle", percent=10),)

    def drawn(seed: str, word: str, taken: tuple[Item, ...]) -> tuple[str, ...]:
        population = PopulationFrozen(
            items=taken, population_hash=population_hash(taken), word=word, frozen_by="d.dorn"
        )
        return draw(seed, population, layer)

    usual = drawn(SEED, "Linde", items)
    assert drawn(SEED + "!", "Linde", items) != usual
    assert drawn(SEED, "Eiche", items) != usual
    assert drawn(SEED, "Linde", items[:-1]) != usual
