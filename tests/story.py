"""Stories of the domain: given what happened, when somebody asks, then this is filed.

    given(*grant.until("certified")).when(OrderPayment(case=CASE, number=1), as_=EICHE).then(
        PaymentOrdered, FundsOrdered
    )
    given(*grant.until("certified")).when(..., as_=ADLER).refused("four_eyes")
    given(*grant.until("ordered")).when(..., as_=HCC).nothing()

`given` takes acts, which are asked and must be granted, and bare filings `(subject, event)`, which
stand in the files whoever put them there. `when` asks for one more thing, on the day of the last
act unless `on` says otherwise. `then` names all that is filed, in order: an event stands for
itself, a type for any event of it; the story goes on from there. Nothing here knows a database:
the desk folds events in memory, and the law comes from the real programme files.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from hashlib import sha256
from itertools import zip_longest
from typing import NamedTuple

from pydantic_core import to_json

import programmes
from domain.application import ApplicationSubmitted
from domain.desk import Desk, S
from domain.kernel import (
    Command,
    Context,
    Day,
    Digest,
    Event,
    Filing,
    Filings,
    Key,
    Refused,
    Role,
    Subject,
)
from domain.policy import permit
from domain.programme import Programme
from office.deciders import DECIDERS

FIRST_DAY = date(2015, 12, 1)

Ask = Command | Callable[[Desk], Command]
"""A command, or how to make it from what lies on the desk, such as the hash to sign."""


@dataclass(frozen=True)
class Actor:
    """A person in a role; the same person may stand in another actor in another role."""

    person: Key
    role: Role
    scope: Key | None = None

    def asks(self, ask: Ask, on: Day) -> "Act":
        """The actor's wish on a day."""
        return Act(ask, self, on)


class Act(NamedTuple):
    """Who asks for what on which day."""

    ask: Ask
    actor: Actor
    on: Day


@dataclass
class StoryDesk(Desk):
    """A desk over files in memory; `seen` are the subjects read since it was last cleared.

    `told` is all that was filed in its order, each with who did it; empty where nobody is known.
    """

    files: dict[Subject, list[Event]] = field(default_factory=dict)
    told: list[tuple[Subject, Event, str]] = field(default_factory=list)
    person: str = ""
    seen: set[Subject] = field(default_factory=set)
    _folded: dict[Subject, tuple[object, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.calendar = programmes.calendar()
        self.bank_days = programmes.bank_days()
        self.base_rates = programmes.base_rates()

    def read(self, state: type[S], key: str) -> S:
        subject = Subject(state.KIND, key)
        self.seen.add(subject)
        folded, count = self._folded.get(subject, (state(key), 0))
        assert isinstance(folded, state)
        events = self.files.get(subject, [])
        for event in events[count:]:
            folded = folded.evolve(event)
        self._folded[subject] = folded, len(events)
        return folded

    def cases_of(self, recipient: str) -> list[str]:
        return [
            event.case
            for file in self.files.values()
            for event in file
            if isinstance(event, ApplicationSubmitted) and event.recipient == recipient
        ]

    def recipients(self) -> list[str]:
        return [one.key for one in self.files if one.kind == "recipient"]

    def fingerprint(self, text: str) -> Digest:
        return sha256(text.encode()).hexdigest()

    def programme(self, reference: str) -> Programme:
        return programmes.load(reference)

    def in_force(self, name: str, day: Day) -> Programme:
        return programmes.in_force(name, day)

    def digest(self, reference: str) -> str:
        return programmes.digest(reference)

    def file(self, filing: Filing) -> None:
        """Puts an event into its file; what is stored reads back as it was."""
        subject, event = filing
        assert type(event).model_validate_json(to_json(event)) == event
        self.files.setdefault(subject, []).append(event)
        self.told.append((subject, event, self.person))

    def decide(self, command: Command, context: Context) -> Filings:
        """What the office would file; Refused as the office refuses."""
        permit(self, command, context)
        self.person = context.person
        self.seen.clear()
        filings = DECIDERS[type(command)](self, command, context)
        unread = {subject for subject, _ in filings} - self.seen
        assert not unread, f"a decision reads every file it writes to: {unread}"
        return filings


def context(actor: Actor, on: Day, command_id: str = "story") -> Context:
    """The envelope of an actor's wish, asked at noon of the day."""
    now = datetime.combine(on, time(12), UTC)
    return Context(
        command_id=command_id,
        person=actor.person,
        role=actor.role,
        scope=actor.scope,
        today=on,
        now=now,
    )


@dataclass
class Story:
    """What happened so far; `today` is the day of the last act."""

    desk: StoryDesk = field(default_factory=StoryDesk)
    today: Day = FIRST_DAY

    def given(self, *told: Act | Filing) -> "Story":
        """The story after these acts and filings."""
        for one in told:
            if isinstance(one, Act):
                self.when(one.ask, as_=one.actor, on=one.on).granted()
            else:
                self.desk.person = ""
                self.desk.file(one)
        return self

    def when(self, ask: Ask, *, as_: Actor, on: Day | None = None) -> "Answer":
        """What an actor is answered."""
        self.today = on or self.today
        command = ask if isinstance(ask, Command) else ask(self.desk)
        try:
            return Answer(self, self.desk.decide(command, context(as_, self.today)))
        except Refused as refused:
            return Answer(self, [], refused)

    def state(self, state: type[S], key: str) -> S:
        """What is true of a subject now."""
        return self.desk.read(state, key)

    def filings(self) -> Filings:
        """Everything on file, file by file."""
        return [(subject, event) for subject, file in self.desk.files.items() for event in file]

    def told(self) -> list[Event]:
        """Every event so far, file by file."""
        return [event for _, event in self.filings()]


@dataclass
class Answer:
    """What one wish was answered: filings, nothing, or a refusal."""

    story: Story
    filings: Filings
    refusal: Refused | None = None

    def granted(self) -> Story:
        """The story goes on with what was filed, whatever it is."""
        if self.refusal:
            raise AssertionError(f"refused: {self.refusal.refusal}")
        for filing in self.filings:
            self.story.desk.file(filing)
        return self.story

    def then(self, *expected: Event | type[Event]) -> Story:
        """Exactly these events were filed, in this order."""
        story = self.granted()
        filed = [event for _, event in self.filings]
        pairs = zip_longest(filed, expected)
        said = [type(event) if isinstance(one, type) else event for event, one in pairs]
        assert said == list(expected)
        return story

    def nothing(self) -> Story:
        """The wish was fulfilled already."""
        return self.then()

    def refused(self, code: str, field: str | None = None) -> Story:
        """The wish was refused for this reason, at this field where one is named."""
        assert self.refusal, f"granted: {[event for _, event in self.filings]}"
        refusal = self.refusal.refusal
        assert (refusal.code, field or refusal.field) == (code, refusal.field)
        return self.story


def given(*told: Act | Filing) -> Story:
    """A new story that begins with these acts and filings."""
    return Story().given(*told)
