"""What a reader sees of a derivation: each entry with its day, person, rule and paragraph."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import programmes
from domain.amendment import ApprovalAmended
from domain.application import ApplicationChecked, ApplicationSubmitted
from domain.approval import ApprovalSigned
from domain.claim import InterestAssessed, InterestWaived
from domain.explanation import explain
from domain.kernel import Entry
from domain.proof_of_use import GrantSettled, ProofExamined
from domain.settlement import Settlement
from domain.trace import Assessment, Step
from domain.words import Language
from projections.derivation import Derivation, Source, taken_from, value_at
from projections.postings import table
from projections.subjects import number_of
from projections.wording import sentence
from web.amount_facts import FACTS
from web.interest_steps import interest_steps
from web.texts import known, say

_COMPUTED = {"drawable": "drawable.title", "expected": "why.expected"}
_NUMBERED = {"line": "why.line", "entry": "why.entry"}
_INTEREST = frozenset({"amount_cents", "sheet.total_cents"})
_GRANTED = frozenset({"approved", "approved_cents"})
"""What a computation calls the amount of the notice."""


@dataclass(frozen=True)
class Line:
    """One entry behind an amount, as far as the reader may see it.

    `path` is the field of the event that holds the amount, empty where none does by itself.
    `steps` are the computation in the entry, `inputs` the fields that it was computed from, and
    `taken` is the entry from which the amount was taken over. `person` is `None` for recipients.
    """

    position: int
    amount_cents: int
    path: str
    business_date: str
    recorded_at: str
    role: str
    person: str | None
    sentence: str
    basis: str
    reason: str | None
    programme: str | None
    digest: str | None
    steps: tuple[str, ...]
    inputs: "tuple[Line, ...]"
    taken: "Line | None"


@dataclass(frozen=True)
class Why:
    """An amount in words with what it is made of; `sign` says how it counts above it."""

    name: str
    label: str
    amount_cents: int
    sign: int
    lines: tuple[Line, ...]
    parts: "tuple[Why, ...]"
    steps: tuple[str, ...]
    inputs: "tuple[Why, ...]"
    replaced: tuple[Line, ...]
    floored: bool


@dataclass(frozen=True)
class Reader:
    """Who reads, in which language, and the entries of the case from which amounts were taken."""

    language: Language
    scoped: bool
    entries: Sequence[Entry]

    def why(self, found: Derivation, sign: int = 1) -> Why:
        """A derivation down to its entries."""
        return Why(
            name=found.name,
            label=label(found.name, self.language),
            amount_cents=found.amount_cents,
            sign=sign,
            lines=tuple(map(self.line, found.sources)),
            parts=tuple(self.why(one.of, one.sign) for one in found.terms),
            steps=tuple(explain(_Traced(found.trace), self.language)),
            inputs=tuple(map(self.why, found.inputs)),
            replaced=tuple(map(self.line, found.replaced)),
            floored=found.floored,
        )

    def line(self, source: Source) -> Line:
        """An entry behind an amount."""
        entry = source.entry
        said, rules = entry.context, entry.programme
        computed = self._computation(entry, source.path)
        return Line(
            position=entry.position,
            amount_cents=source.amount_cents,
            path=source.path,
            business_date=said.today.isoformat(),
            recorded_at=entry.recorded_at.isoformat(),
            role=said.role,
            person=None if self.scoped or said.role == "system" else said.person,
            sentence=self._sentence(entry),
            basis=entry.event.BASIS,
            reason=None if self.scoped else said.reason,
            programme=rules,
            digest=programmes.digest(rules) if rules else None,
            steps=explain(computed, self.language) if computed else self._interest(source),
            inputs=tuple(self._inputs(entry, computed)) if computed else (),
            taken=self._taken(source),
        )

    def _sentence(self, entry: Entry) -> str:
        """What happened; of the authority's own steps recipients read no more than that."""
        if not self.scoped:
            return sentence(entry.event, self.language, number=number_of(entry))
        key = f"recipient_topic.{entry.event.TOPIC}"
        return say(key if known(key) else "why.inside", self.language)

    def _taken(self, source: Source) -> Line | None:
        """The entry it came from; recipients are not shown what was considered before."""
        found = taken_from(source.entry, source.path, self.entries)
        if found is None or (self.scoped and not _told(found.entry)):
            return None
        return self.line(found)

    def _interest(self, source: Source) -> tuple[str, ...]:
        """The lines of the sheet where the amount is interest."""
        event = source.entry.event
        if isinstance(event, InterestAssessed | InterestWaived) and source.path in _INTEREST:
            return interest_steps(event.sheet, self.language)
        return ()

    def _computation(self, entry: Entry, path: str) -> Assessment | Settlement | None:
        """The steps of which the amount is the last; recipients read what their letters print."""
        match entry.event:
            case ApplicationChecked() as event if path == "assessed_cents" and not self.scoped:
                return Assessment.model_validate(event.assessment)
            case ProofExamined() as event if path == "final_cents" and not self.scoped:
                return Settlement.model_validate(event.settlement)
            case GrantSettled() if path == "final_cents" and self.scoped:
                return self._settlement(entry)
        return None

    def _settlement(self, entry: Entry) -> Settlement | None:
        """The computation that the letter about the settlement prints."""
        earlier = [one.event for one in self.entries if one.position < entry.position]
        found = [one for one in earlier if isinstance(one, ProofExamined)]
        return Settlement.model_validate(found[-1].settlement) if found else None

    def _inputs(self, entry: Entry, computed: Assessment | Settlement) -> Iterator[Line]:
        """The stated facts among what the steps took; all else is cited by the steps themselves."""
        earlier = [entry, *(one for one in reversed(self.entries) if one.position < entry.position)]
        wanted = dict.fromkeys(pair for step in computed.trace for pair in step.inputs.items())
        for name, value in wanted:
            for one in earlier:
                path = next((p for p in _paths(one, name) if value_at(one.event, p) == value), "")
                if path:
                    yield self.line(Source(one, path, int(value)))
                    break


@dataclass(frozen=True)
class _Traced:
    """Steps without findings."""

    trace: tuple[Step, ...]
    findings: tuple[()] = ()


def label(name: str, language: Language) -> str:
    """What an amount is called: the words of its kind, and which one of them it is."""
    key, *numbers = name.split("/")
    if key in _NUMBERED:
        return say(_NUMBERED[key], language, position=numbers[0])
    if key.startswith("account."):
        name = name_of(key.removeprefix("account."), language)
        return say("why.account", language, name=name)
    if key in _COMPUTED:
        return say(_COMPUTED[key], language)
    fact = FACTS[key]
    words = say(fact.words, language)
    if not numbers:
        return words
    first, *rest = (int(one) + 1 for one in numbers)
    if fact.numbered or ".draws." in fact.where or fact.where.startswith("payments."):
        words = f"{words}, {say('case.draw', language, number=first)}"
        return f"{words} ({rest[0]})" if rest else words
    return f"{words} ({first})"


def name_of(account: str, language: Language) -> str:
    """The name of an account of the ledger."""
    return table().accounts[account].name.said(language)


def _told(entry: Entry) -> bool:
    return known(f"recipient_topic.{entry.event.TOPIC}")


def _paths(entry: Entry, name: str) -> tuple[str, ...]:
    """Where an entry states what a step takes under a name."""
    match entry.event:
        case ProofExamined():
            return (f"recognised_facts.{name}",)
        case ApplicationSubmitted():
            return (f"facts.{name}",)
        case ApprovalAmended():
            return (f"facts.{name}", "amount_cents") if name in _GRANTED else (f"facts.{name}",)
        case ApprovalSigned():
            return ("amount_cents",) if name in _GRANTED else ()
    return ()
