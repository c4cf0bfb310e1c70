"""Decisions on draws: announced by one person, frozen by another, drawn from seed and word."""

import hashlib
import hmac
from collections.abc import Iterable, Sequence

from domain.application import Application, ApplicationSubmitted
from domain.approval import Approval
from domain.desk import Desk
from domain.kernel import Context, Filings
from domain.proof_of_use import ProofOfUse, ProofSelected
from domain.reasons import sampling as reasons
from domain.reasons.general import FOUR_EYES
from domain.sampling import (
    AnnounceDraw,
    DrawAnnounced,
    DrawSample,
    FreezePopulation,
    Item,
    PopulationFrozen,
    SampleDrawn,
    Sampling,
    Stratum,
)


def seed_commitment(seed: str) -> str:
    """The hash by which a person binds itself to a seed."""
    return hashlib.sha256(seed.encode()).hexdigest()


def population_hash(items: Iterable[Item]) -> str:
    """The hash of a population: its cases in order, each with the number of its layer."""
    lines = "".join(f"{item.case} {item.stratum}\n" for item in items)
    return hashlib.sha256(lines.encode()).hexdigest()


def draw(seed: str, frozen: PopulationFrozen, strata: Sequence[Stratum]) -> tuple[str, ...]:
    """The cases drawn, in order of their file numbers.

    Each case gets a ticket, the HMAC-SHA-256 of its file number under the hash of seed, word and
    population; in each layer the lowest tickets are drawn, as many as its percentage rounded up.
    """
    mixed = "\n".join((seed, frozen.word, frozen.population_hash))
    key = hashlib.sha256(mixed.encode()).digest()
    found: list[str] = []
    for number, stratum in enumerate(strata, start=1):
        cases = [item.case for item in frozen.items if item.stratum == number]
        cases.sort(key=lambda case: hmac.digest(key, case.encode(), "sha256"))
        found += cases[: -(-len(cases) * stratum.percent // 100)]
    return tuple(sorted(found))


def drawn_with(seed: str, sampling: Sampling) -> tuple[str, ...]:
    """What a seed draws from a frozen draw; nothing from one that is not frozen."""
    if sampling.population is None:
        return ()
    return draw(seed, sampling.population, sampling.announcement.strata)


def announce(desk: Desk, command: AnnounceDraw, context: Context) -> Filings:
    """Announce a draw; its last layer is open to all, so that no proof falls between them."""
    sampling = desk.read(Sampling, command.draw)
    if sampling.announced:
        raise reasons.DRAW_EXISTS.because()
    if not command.strata[-1].open_to_all:
        raise reasons.LAYER_MISSING.because()
    event = DrawAnnounced(**dict(command), announced_by=context.person)
    return [(sampling.subject, event)]


def may_freeze(desk: Desk, key: str, context: Context) -> None:
    """A second person freezes an announced draw, once."""
    sampling = desk.read(Sampling, key)
    if sampling.announced is None or sampling.population:
        raise reasons.NOT_ANNOUNCED.because()
    if sampling.announced.announced_by == context.person:
        raise FOUR_EYES.because(act="Stichprobe angekündigt", done="draw announced")


def freeze(desk: Desk, command: FreezePopulation, context: Context) -> Filings:
    """Freeze the population as the second person, before anybody can know the seed's effect."""
    may_freeze(desk, command.draw, context)
    sampling = desk.read(Sampling, command.draw)
    announced = sampling.announcement
    items = tuple(
        Item(case=case, stratum=_layer(desk, announced, case))
        for case in sorted(set(command.cases))
    )
    event = PopulationFrozen(
        items=items,
        population_hash=population_hash(items),
        word=command.word,
        frozen_by=context.person,
    )
    return [(sampling.subject, event)]


def _layer(desk: Desk, announced: DrawAnnounced, case: str) -> int:
    """The number of the first layer that the case's proof belongs to."""
    content = desk.read(Application, case).content
    proof = desk.read(ProofOfUse, case)
    if content is None or not is_of(announced, content):
        raise reasons.NOT_OF_DRAW.because(case=case)
    if proof.submitted is None or proof.settled:
        raise reasons.NOT_TO_EXAMINE.because(case=case)
    amount, late = desk.read(Approval, case).amount_cents, proof.submitted.late
    return next(
        number
        for number, layer in enumerate(announced.strata, start=1)
        if amount >= (layer.from_cents or 0) and late >= layer.only_late
    )


def is_of(announced: DrawAnnounced, content: ApplicationSubmitted) -> bool:
    """Whether a case is of the announced line and year, and the Land's own grant."""
    programme, _, _ = content.programme.partition("@")
    wanted = (announced.programme, announced.line, announced.year)
    return content.upper is None and (programme, content.line, content.year) == wanted


def may_draw_sample(desk: Desk, key: str, context: Context) -> None:
    """A draw needs its population."""
    if desk.read(Sampling, key).population is None:
        raise reasons.NOT_FROZEN.because()


def draw_sample(desk: Desk, command: DrawSample, context: Context) -> Filings:
    """Reveal the seed and mark the drawn proofs for an examination in depth."""
    may_draw_sample(desk, command.draw, context)
    sampling = desk.read(Sampling, command.draw)
    if seed_commitment(command.seed) != sampling.announcement.commitment:
        raise reasons.OTHER_SEED.because()
    if sampling.drawn:
        return []
    drawn = drawn_with(command.seed, sampling)
    event = SampleDrawn(seed=command.seed, drawn=drawn, drawn_by=context.person)
    marks: Filings = [
        (desk.read(ProofOfUse, case).subject, ProofSelected(draw=command.draw)) for case in drawn
    ]
    return [(sampling.subject, event), *marks]
