"""Draws a sample again from the record alone, and looks for proofs that were left out of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.application import ApplicationSubmitted
from domain.kernel import Entry, Subject
from domain.proof_of_use import ProofOfUse
from domain.reasons.sampling import DRAW_UNKNOWN
from domain.sampling import PopulationFrozen, Sampling
from domain.sampling_decisions import drawn_with, is_of, population_hash, seed_commitment
from office.record import Record


@dataclass(frozen=True)
class Redraw:
    """A draw beside its repetition; `faults` says in both languages what does not hold.

    `left_out` are proofs of the line and year that lay there when the population was frozen.
    """

    draw: str
    population: int
    drawn: tuple[str, ...]
    again: tuple[str, ...]
    left_out: tuple[str, ...]
    faults: tuple[str, ...]


def redraw(record: Record, key: str) -> Redraw:
    """Repeats a draw. Refused where there is none of that key."""
    entries = record.history(Subject(Sampling.KIND, key))
    sampling = Sampling(key)
    for entry in entries:
        sampling = sampling.evolve(entry.event)
    if sampling.announced is None:
        raise DRAW_UNKNOWN.because()
    items = sampling.population.items if sampling.population else ()
    left_out = _left_out(record, sampling, entries)
    again = drawn_with(sampling.drawn.seed, sampling) if sampling.drawn else ()
    return Redraw(
        draw=key,
        population=len(items),
        drawn=sampling.drawn.drawn if sampling.drawn else (),
        again=again,
        left_out=left_out,
        faults=tuple(_faults(sampling, again, left_out)),
    )


def _faults(sampling: Sampling, again: tuple[str, ...], left_out: tuple[str, ...]) -> Iterator[str]:
    drawn, population = sampling.drawn, sampling.population
    if population and population_hash(population.items) != population.population_hash:
        yield "Hashwert der Grundgesamtheit stimmt nicht · population hash differs"
    if drawn and seed_commitment(drawn.seed) != sampling.announcement.commitment:
        yield "Satz passt nicht zur Ankündigung · seed differs from the announcement"
    if drawn and again != drawn.drawn:
        yield "Ziehung ergibt anderes · the draw gives something else"
    if left_out:
        yield "Nachweise fehlen in der Grundgesamtheit · proofs are missing from the population"


def _left_out(record: Record, sampling: Sampling, entries: list[Entry]) -> tuple[str, ...]:
    frozen = [entry for entry in entries if isinstance(entry.event, PopulationFrozen)]
    if sampling.population is None or not frozen:
        return ()
    proofs = record.histories(
        {Subject(ProofOfUse.KIND, case): 0 for case in _cases(record, sampling)}
    )
    lay = {subject.key for subject, told in proofs.items() if _lay_there(told, frozen[0])}
    return tuple(sorted(lay - {item.case for item in sampling.population.items}))


def _cases(record: Record, sampling: Sampling) -> Iterator[str]:
    """The cases of the announced line and year."""
    for entries in record.histories(dict.fromkeys(record.subjects("application"), 0)).values():
        first = entries[0].event
        if isinstance(first, ApplicationSubmitted) and is_of(sampling.announcement, first):
            yield first.case


def _lay_there(told: list[Entry], frozen: Entry) -> bool:
    """Whether a proof lay to be examined when the population was frozen."""
    proof = ProofOfUse("")
    for entry in told:
        if entry.position <= frozen.position:
            proof = proof.evolve(entry.event)
    return proof.submitted is not None and proof.settled is None
