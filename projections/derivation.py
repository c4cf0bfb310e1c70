"""Where an amount comes from: which entries made it, and which of their fields say so."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from domain.kernel import Entry, Event
from domain.trace import Step, recheck


class Change(NamedTuple):
    """What an amount was before and after an entry, in cents."""

    entry: Entry
    before: int
    after: int


class Source(NamedTuple):
    """So many cents that an entry brought or took, and the field of its event that says so.

    `path` is dotted, `uses.0.amount_cents`; it is empty where no field holds just this amount.
    """

    entry: Entry
    path: str
    amount_cents: int


Named = list[tuple[str, int]]


class Origin(NamedTuple):
    """The sources whose sum an amount is, and the earlier ones that a later entry replaced."""

    sources: tuple[Source, ...] = ()
    replaced: tuple[Source, ...] = ()


def origin(changes: Iterable[Change], path: str = "") -> Origin:
    """What made an amount, change by change; the sources add up to what it is after the last.

    An entry whose field holds the difference adds it; one whose field holds the whole sets the
    amount anew. `path` is the field that is meant where several hold the same.
    """
    kept: list[Source] = []
    replaced: list[Source] = []
    for change in changes:
        difference = change.after - change.before
        fields = amounts(change.entry.event)
        added = _named(fields, difference, path)
        if not change.after or (not added and (anew := _named(fields, change.after, path))):
            replaced += kept
            kept = []
            added = anew if change.after else []
        elif not added:
            added = [("", difference)]
        kept += [Source(change.entry, one, cents) for one, cents in added]
    return Origin(tuple(kept), tuple(replaced))


def amounts(event: Event) -> dict[str, int]:
    """Every amount of an event under its dotted path, those of computations left out."""
    return dict(_leaves("", event.model_dump()))


def value_at(event: Event, path: str) -> int | None:
    """What an event holds at a dotted path; `None` where no whole number stands there."""
    found: object = event.model_dump()
    for name in path.split("."):
        if isinstance(found, Mapping):
            found = found.get(name)
        elif isinstance(found, Sequence) and name.isdecimal() and int(name) < len(found):
            found = found[int(name)]
        else:
            return None
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def _leaves(prefix: str, value: object) -> Iterator[tuple[str, int]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name not in _COMPUTED:
                yield from _leaves(f"{prefix}{name}.", inner)
    elif isinstance(value, (list, tuple)):
        for number, inner in enumerate(value):
            yield from _leaves(f"{prefix}{number}.", inner)
    elif isinstance(value, int) and prefix.endswith("_cents."):
        yield prefix[:-1], value


_COMPUTED = frozenset({"trace", "segments", "movements"})
"""Parts of a computation: they have their own steps and are no field to add."""


def _named(fields: Mapping[str, int], cents: int, path: str) -> Named:
    """The fields that together are `cents` or, where money is taken, minus as much."""
    sign, wanted = (-1 if cents < 0 else 1), abs(cents)
    if fields.get(path) == wanted:
        return [(path, cents)]
    own = {name: value for name, value in fields.items() if "." not in name}
    for group in (own, fields):
        for name, value in group.items():
            if value == wanted:
                return [(name, cents)]
    return [(name, sign * value) for name, value in (_listed(fields, wanted) or _two(own, wanted))]


def _listed(fields: Mapping[str, int], wanted: int) -> Named:
    """All fields of one name in a list, where they are the amount together."""
    lists: dict[tuple[str, str], Named] = {}
    for name, value in fields.items():
        head, _, rest = name.partition(".")
        lists.setdefault((head, rest.partition(".")[2]), []).append((name, value))
    return next((one for one in lists.values() if sum(v for _, v in one) == wanted), [])


def _two(own: Mapping[str, int], wanted: int) -> Named:
    """Two fields whose sum or difference is the amount."""
    for (one, first), (other, second) in combinations(own.items(), 2):
        for sum_of in ((first, second), (first, -second), (-first, second)):
            if sum(sum_of) == wanted and first and second:
                return [(one, sum_of[0]), (other, sum_of[1])]
    return []


@dataclass(frozen=True)
class Derivation:
    """An amount and what it is made of: entries, other amounts, or the steps of a computation.

    `name` says which amount it is, an address within its case: `used_of/0`. The sources and terms
    add up to it; `floored`, where less than nothing counts as nothing. The last step of a `trace`
    is the amount, `inputs` are amounts that it took. `replaced` no longer counts.
    """

    name: str
    amount_cents: int
    sources: tuple[Source, ...] = ()
    terms: "tuple[Term, ...]" = ()
    trace: tuple[Step, ...] = ()
    inputs: "tuple[Derivation, ...]" = ()
    replaced: tuple[Source, ...] = ()
    floored: bool = False

    @property
    def total_cents(self) -> int:
        """What its parts add up to."""
        if self.trace:
            return self.trace[-1].result_cents
        total = sum(one.amount_cents for one in self.sources)
        total += sum(one.sign * one.of.amount_cents for one in self.terms)
        return max(0, total) if self.floored else total


class Term(NamedTuple):
    """Another amount that is added, or taken away where `sign` is -1."""

    sign: int
    of: Derivation


def faults(found: Derivation) -> Iterator[str]:
    """One sentence for each part that does not add up, down to the fields of the entries."""
    if found.total_cents != found.amount_cents:
        yield f"{found.name}: its parts add up to {found.total_cents}, not {found.amount_cents}"
    yield from (f"{found.name}: {one}" for one in recheck(found.trace))
    for source in found.sources:
        if source.path and value_at(source.entry.event, source.path) != abs(source.amount_cents):
            yield f"{found.name}: position {source.entry.position} holds another {source.path}"
    for one in (*(term.of for term in found.terms), *found.inputs):
        yield from faults(one)


def unnamed(found: Derivation) -> Iterator[Source]:
    """The sources for which no field of the entry says the amount by itself."""
    yield from (one for one in found.sources if not one.path)
    for one in (*(term.of for term in found.terms), *found.inputs):
        yield from unnamed(one)


class Held(NamedTuple):
    """A field of the events of a topic."""

    topic: str
    path: str


def taken_from(entry: Entry, path: str, earlier: Iterable[Entry]) -> Source | None:
    """The field of an earlier entry from which a decision took an amount over unchanged.

    `earlier` are entries about the same case; of those that hold the amount the last one counts.
    """
    held = value_at(entry.event, path)
    wanted = _TAKEN.get(Held(entry.event.TOPIC, path.rpartition(".")[2]), ())
    found = None
    for one in earlier:
        if one.position >= entry.position or not _same_draw(one, entry):
            continue
        for topic, name in wanted:
            if topic == one.event.TOPIC and value_at(one.event, name) == held:
                found = Source(one, name, held or 0)
    return found


def _same_draw(one: Entry, other: Entry) -> bool:
    """Whether both are about the same draw-down, where both are about one."""
    kinds = one.subject.kind, other.subject.kind
    return kinds != ("disbursement", "disbursement") or one.subject == other.subject


_AMOUNT = "amount_cents"
_CHECKED = Held("application.checked.v1", "assessed_cents")
_SIGNED = Held("approval.signed.v1", _AMOUNT)
_AMENDED = Held("approval.amended.v1", _AMOUNT)
_CERTIFIED = Held("disbursement.certified.v1", _AMOUNT)
_ORDERED = Held("disbursement.ordered.v1", _AMOUNT)
_BOOKED = Held("disbursement.booked.v1", _AMOUNT)
_TAKEN: Mapping[Held, tuple[Held, ...]] = {
    Held("approval.proposed.v1", _AMOUNT): (_CHECKED,),
    _SIGNED: (Held("approval.proposed.v1", _AMOUNT),),
    _AMENDED: (Held("amendment.proposed.v1", _AMOUNT),),
    Held("appropriation.reserved.v1", _AMOUNT): (_CHECKED,),
    Held("appropriation.committed.v1", _AMOUNT): (_SIGNED, _AMENDED),
    _CERTIFIED: (Held("disbursement.requested.v1", _AMOUNT), _CERTIFIED),
    _ORDERED: (_CERTIFIED,),
    Held("appropriation.ordered.v1", _AMOUNT): (_ORDERED,),
    Held("payment_run.frozen.v1", _AMOUNT): (_ORDERED,),
    _BOOKED: (_ORDERED,),
    Held("appropriation.paid.v1", _AMOUNT): (_BOOKED,),
    Held("proof_of_use.settled.v1", "final_cents"): (
        Held("proof_of_use.examined.v1", "final_cents"),
    ),
    Held("proof_of_use.refund_determined.v1", _AMOUNT): (
        Held("proof_of_use.settled.v1", "refund_cents"),
    ),
    Held("recovery.refund_assessed.v1", _AMOUNT): (
        Held("recovery.hearing_started.v1", _AMOUNT),
        Held("proof_of_use.refund_determined.v1", _AMOUNT),
    ),
}
"""Which field a decision takes over, by topic; a field that is not listed was stated there."""
