"""The book: posts entries by the table of postings, and refuses what an account cannot hold."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from domain.appropriation import FundsOrdered
from domain.kernel import Entry, Event
from projections.postings import Posting, by_event, table

OWN = ""
"""In place of a case: the title itself."""


class Place(NamedTuple):
    """An account of a title, or of a case in a title."""

    title: str
    case: str
    account: str


class Posted(NamedTuple):
    """One line of the journal: so much went from one account to another, and why."""

    position: int
    number: int
    booked_on: date
    event: str
    title: str
    case: str
    source: str
    target: str
    amount_cents: int
    reference: str | None


class Ordered(NamedTuple):
    """The title that a payment order draws on, under the order's reference."""

    end_to_end_id: str
    title: str
    case: str


class LedgerBroken(Exception):
    """An event would take more from an account than it holds: nothing may be built on it."""

    def __init__(self, entry: Entry, account: str, *, missing: int) -> None:
        what, where = entry.event.TOPIC, f"{account} of {entry.subject}"
        super().__init__(
            f"position {entry.position}: {what} needs {int(missing)} cents more in {where}"
        )
        self.position = entry.position


class Book:
    """The accounts at hand, in cents; what entries post goes into `journal` and `changed`."""

    def __init__(self, balances: Mapping[Place, int], orders: Mapping[str, Ordered]) -> None:
        self.balances = dict(balances)
        self.orders = dict(orders)
        self.journal: list[Posted] = []
        self.changed: dict[Place, None] = {}
        self._titles: defaultdict[str, set[str]] = defaultdict(set)
        for place in balances:
            self._titles[place.case].add(place.title)

    def take(self, entry: Entry) -> None:
        """Posts what the event moves; LedgerBroken where an account holds too little."""
        if isinstance(entry.event, FundsOrdered):
            order = Ordered(entry.event.end_to_end_id, entry.subject.key, entry.event.case)
            self.orders[order.end_to_end_id] = order
        for posting, item in moves(entry.event):
            self._post(entry, posting, item)

    def _post(self, entry: Entry, posting: Posting, item: object) -> None:
        case = case_in(entry, item)
        reference = getattr(item, "end_to_end_id", None)
        wanted = getattr(item, posting.amount) if posting.amount else None
        for title, source in self._sources(entry, posting, case, reference=reference):
            part = self._part(_place(title, case, source), wanted)
            if part:
                line = (entry, title, case, reference)
                self._move(line, source=source, target=posting.target, amount=part)
            wanted = None if wanted is None else wanted - part
        if wanted and not posting.capped:
            raise LedgerBroken(entry, posting.sources[-1], missing=wanted)

    def _part(self, place: Place, wanted: int | None) -> int:
        """How much of what is wanted can be taken there; all that is there where `None`."""
        held = self.balances.get(place, 0)
        if wanted is None:
            return held
        return wanted if table().accounts[place.account].contra else min(held, wanted)

    def _sources(
        self, entry: Entry, posting: Posting, case: str, *, reference: str | None
    ) -> Iterator[tuple[str, str]]:
        """Titles and accounts to take from: that of the event or the order, else the earliest."""
        if entry.subject.kind == "appropriation":
            titles = [entry.subject.key]
        elif reference in self.orders:
            titles = [self.orders[reference].title]
        else:
            titles = sorted(self._titles[case])
        return ((title, source) for title in titles for source in posting.sources)

    def _move(
        self,
        line: tuple[Entry, str, str, str | None],
        *,
        source: str,
        target: str,
        amount: int,
    ) -> None:
        entry, title, case, reference = line
        for account, cents in ((source, -amount), (target, amount)):
            place = _place(title, case, account)
            self.balances[place] = self.balances.get(place, 0) + cents
            self.changed[place] = None
            self._titles[place.case].add(title)
        last = self.journal[-1] if self.journal else None
        posted = Posted(
            position=entry.position,
            number=last.number + 1 if last and last.position == entry.position else 0,
            booked_on=entry.context.today,
            event=entry.event.TOPIC,
            title=title,
            case=case,
            source=source,
            target=target,
            amount_cents=amount,
            reference=reference,
        )
        self.journal.append(posted)


def _place(title: str, case: str, account: str) -> Place:
    own = table().accounts[account].holder == "title"
    return Place(title, OWN if own else case, account)


def moves(event: Event) -> Iterator[tuple[Posting, object]]:
    """What an event posts, each with the event or the item of it that names the amount."""
    for posting in by_event().get(event.TOPIC, ()):
        for item in getattr(event, posting.each) if posting.each else (event,):
            yield posting, item


def case_in(entry: Entry, item: object) -> str:
    """The case that an event or an item of it is about, empty where it is a title's own."""
    if entry.subject.kind in {"recovery", "proof_of_use"}:
        return entry.subject.key
    return str(getattr(item, "case", OWN))
