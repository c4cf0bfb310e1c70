"""What a step rests on: the command that asked for it, the right to give it, and its rule."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from psycopg import Connection

import programmes
from domain.application import ApplicationChecked
from domain.deadline import Deadline
from domain.explanation import explain
from domain.interest import InterestSheet, Segment
from domain.kernel import Digest, Entry, Event, Message, Role
from domain.policy import ALLOWED
from domain.programme import Programme
from domain.proof_of_use import ProofExamined
from domain.settlement import Settlement
from domain.trace import Assessment
from domain.words import Language, written
from office.deciders import COMMANDS
from office.office import Office
from office.receipts import ReceiptLine
from programmes import Provision
from projections.book import Posted
from projections.ledger import journal
from projections.postings import texts
from web.rates import exact_euro, rate_words

M = TypeVar("M", bound=Message)


@dataclass(frozen=True)
class Wish:
    """The command behind an entry, as far as the record keeps it.

    `name` is `None` where its receipt is older than the names in receipts; `allowed` are then
    not known. `fingerprint` is the keyed hash of its name and content, `filed` all that it filed.
    """

    entry: Entry
    name: str | None
    allowed: tuple[Role, ...]
    fingerprint: Digest | None
    filed: tuple[ReceiptLine, ...]
    first: int
    last: int


@dataclass(frozen=True)
class Rule:
    """By which rule an entry was decided: its paragraph, the rule set, and how it was applied.

    `provisions` are the values of the rule set that the computations and periods cite, `postings`
    what the whole act moved in the ledger.
    """

    basis: str
    reference: str | None
    programme: Programme | None
    digest: Digest | None
    computations: tuple[Assessment | Settlement, ...]
    deadlines: tuple[Deadline, ...]
    sheets: tuple[InterestSheet, ...]
    provisions: tuple[Provision, ...]
    postings: tuple[Posted, ...]

    def said(self, language: Language) -> list[str]:
        """Each computation step by step, interest by stretches, how each period was counted."""
        steps = [line for one in self.computations for line in explain(one, language)]
        rows = [_charged(row, language) for one in self.sheets for row in one.segments]
        return [*steps, *rows, *(one.explain(language) for one in self.deadlines)]

    def booked(self, language: Language) -> list[tuple[str, int]]:
        """Each posting as its text and its amount in cents."""
        named = texts()
        return [
            (named[one.event, one.source, one.target].said(language), one.amount_cents)
            for one in self.postings
        ]


def entry_at(office: Office, position: int) -> Entry:
    """The entry of the record at a position that exists."""
    [entry] = office.record.page(position - 1, 1)
    return entry


def wish_behind(office: Office, entry: Entry) -> Wish:
    """The command that filed an entry."""
    filed = office.record.found(entry.context.command_id)
    receipt = filed.receipt if filed else None
    name = receipt.name if receipt else None
    return Wish(
        entry=entry,
        name=name,
        allowed=ALLOWED.get(COMMANDS[name], ()) if name in COMMANDS else (),
        fingerprint=receipt.command if receipt else None,
        filed=receipt.filed if receipt else (),
        first=filed.first if filed else entry.position,
        last=filed.last if filed else entry.position,
    )


def rule_of(connection: Connection, case: str, wish: Wish) -> Rule:
    """The rule by which an entry of a case was decided."""
    entry = wish.entry
    computations = tuple(_computed(entry.event))
    deadlines = tuple(_within(entry.event, Deadline))
    cited = {step.reference for one in computations for step in one.trace}
    cited |= {one.basis for one in deadlines} | {entry.event.BASIS}
    reference = entry.programme
    whole = programmes.provisions(reference) if reference else ()
    return Rule(
        basis=entry.event.BASIS,
        reference=reference,
        programme=programmes.load(reference) if reference else None,
        digest=programmes.digest(reference) if reference else None,
        computations=computations,
        deadlines=deadlines,
        sheets=tuple(_within(entry.event, InterestSheet)),
        provisions=tuple(one for one in whole if one.reference in cited),
        postings=tuple(
            one for one in journal(connection, case=case) if wish.first <= one.position <= wish.last
        ),
    )


def _computed(event: Event) -> Iterator[Assessment | Settlement]:
    match event:
        case ApplicationChecked(assessment=assessment) if assessment:
            yield Assessment.model_validate(assessment)
        case ProofExamined(settlement=settlement) if settlement:
            yield Settlement.model_validate(settlement)


def _within(value: object, kind: type[M]) -> Iterator[M]:
    """What of a kind an event holds, however deep."""
    if isinstance(value, kind):
        yield value
    elif isinstance(value, Message):
        for name in type(value).model_fields:
            yield from _within(getattr(value, name), kind)
    elif isinstance(value, tuple):
        for one in value:
            yield from _within(one, kind)


def _charged(row: Segment, language: Language) -> str:
    """One stretch of interest: the days, the principal, the rate, and what that gives exactly."""
    days = f"{written(row.first, language)} – {written(row.last, language)}"
    share = f"{rate_words(row.rate, language)} × {row.days}/{row.year_days}"
    return f"{days}: {row.principal_cents.euro} × {share} = {exact_euro(row.interest, language)}"
