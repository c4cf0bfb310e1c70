"""A sample of the proofs of use, drawn by two persons, and a question about one of them."""

from collections.abc import Sequence
from datetime import date

from domain.kernel import Command, Money
from domain.proof_queries import AnswerQueries, QueryProof, Question
from domain.sampling import (
    AnnounceDraw,
    DrawSample,
    FreezePopulation,
    Item,
    PopulationFrozen,
    Stratum,
)
from domain.sampling_decisions import draw, population_hash, seed_commitment
from workers.demo.scenes import BIRKE, CRAMER, EICHE, Actor, Scene, always, applicant
from workers.demo.stories import Grant, proof_of

DRAW = "coordination.2016"
_SEED, _WORD = "blaue Kähne ziehen stromauf", "Lindenblüte"
_HIGHEST = Money(50_000_00)
_STRATA = (
    Stratum(name="Höchstbetrag", percent=20, from_cents=_HIGHEST),
    Stratum(name="übrige", percent=10),
)
_ANNOUNCED, _FROZEN, _DRAWN = (date(2017, 2, day) for day in (8, 9, 10))


def sampled(grants: Sequence[Grant]) -> list[Scene]:
    """One person binds itself to a sentence, another freezes the proofs, then both are mixed."""
    announce = AnnounceDraw(
        draw=DRAW,
        programme="wir",
        line="coordination",
        year=2016,
        strata=_STRATA,
        reason="Ein Fünftel der Fälle am Höchstbetrag, sonst jeder zehnte.",
        commitment=seed_commitment(_SEED),
    )
    cases = tuple(sorted(grant.case for grant in grants))
    freeze = FreezePopulation(draw=DRAW, cases=cases, word=_WORD)
    known = {grant.case: grant for grant in grants}
    return [
        _scene(_ANNOUNCED, "announce", CRAMER, announce),
        _scene(_FROZEN, "freeze", EICHE, freeze),
        _scene(_DRAWN, "draw", CRAMER, DrawSample(draw=DRAW, seed=_SEED)),
        *_asked_about(known[drawn(grants)[0]]),
    ]


def drawn(grants: Sequence[Grant]) -> tuple[str, ...]:
    """The cases that will be drawn."""
    items = tuple(
        Item(case=grant.case, stratum=1 if sum(grant.parts) >= _HIGHEST else 2)
        for grant in sorted(grants, key=lambda grant: grant.case)
    )
    frozen = PopulationFrozen(
        items=items, population_hash=population_hash(items), word=_WORD, frozen_by=EICHE.person
    )
    return draw(_SEED, frozen, _STRATA)


def _scene(on: date, name: str, actor: Actor, command: Command) -> Scene:
    return Scene(on, f"draw/{DRAW}/{name}", actor, always(command))


def _asked_about(grant: Grant) -> list[Scene]:
    """The report of a drawn proof is too short; the recipient completes it."""
    question = Question(item="report", text="Bitte nennen Sie die erreichten Gemeinden.")
    query = QueryProof(case=grant.case, questions=(question,), due_on=date(2017, 3, 10))
    proof = proof_of(grant)
    report = f"{proof.report} Beteiligt waren alle Gemeinden des Kreises."
    answer = AnswerQueries.model_validate(
        proof.model_dump() | {"answer": "Der Bericht ist ergänzt.", "report": report}
    )
    return [
        grant.scene(_DRAWN, "query", BIRKE, query),
        grant.scene(date(2017, 2, 16), "answer-query", applicant(grant.recipient), answer),
    ]
