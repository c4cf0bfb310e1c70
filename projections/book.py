"""The book: takes entries in by the table of postings, and refuses what an account cannot hold."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from psycopg import Connection

from domain.application import ApplicationSubmitted
from domain.appropriation import FundsOrdered
from domain.kernel import Entry, Event
from projections.postings import Posting, by_event, table
from projections.table import Drawer, Table

OWN = ""
"""In place of a case: the title itself."""


class Balance(NamedTuple):
    """What lies on an account; `case` is empty for an account of the title."""

    title: str
    case: str
    account: str
    amount_cents: int


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


class Holder(NamedTuple):
    """Of which line and recipient a case is."""

    case: str
    line: str
    recipient: str


BALANCES = Table("balances", Balance, key=3, indexed=["case"])
JOURNAL = Table("journal", Posted, key=2, indexed=["title", "case"])
ORDERS = Table("orders", Ordered)
HOLDERS = Table("holders", Holder)


class LedgerBroken(Exception):
    """An event would take more from an account than it holds: nothing may be built on it."""

    def __init__(self, entry: Entry, account: str, *, missing: int) -> None:
        what, where = entry.event.TOPIC, f"{account} of {entry.subject}"
        super().__init__(
            f"position {entry.position}: {what} needs {int(missing)} cents more in {where}"
        )
        self.position = entry.position


class Book:
    """The accounts that a batch of entries moves; loaded once, saved once."""

    def __init__(self, connection: Connection, entries: Sequence[Entry]) -> None:
        self._connection = connection
        self._balances = Drawer(connection, BALANCES)
        self._orders = Drawer(connection, ORDERS)
        self._holders = Drawer(connection, HOLDERS)
        self._journal: list[Posted] = []
        cases = {case for entry in entries for case in _cases(entry)}
        self._balances.load("case", {OWN, *cases})
        self._orders.load("case", cases)
        self._titles: defaultdict[str, set[str]] = defaultdict(set)
        for row in self._balances.rows():
            self._titles[row.case].add(row.title)

    def take(self, entry: Entry) -> None:
        """Posts what the event moves; LedgerBroken where an account holds too little."""
        match entry.event:
            case ApplicationSubmitted(case=case, line=line, recipient=recipient):
                self._holders.put(Holder(case, line, recipient))
            case FundsOrdered(case=case, end_to_end_id=reference):
                self._orders.put(Ordered(reference, entry.subject.key, case))
        for posting, item in _moves(entry.event):
            self._post(entry, posting, item)

    def save(self) -> None:
        """Writes journal and balances."""
        self._balances.save()
        self._orders.save()
        self._holders.save()
        JOURNAL.append(self._connection, self._journal)

    def _post(self, entry: Entry, posting: Posting, item: object) -> None:
        case = _case_of(entry, item)
        reference = getattr(item, "end_to_end_id", None)
        wanted = getattr(item, posting.amount) if posting.amount else None
        for title, source in self._places(entry, posting, case, reference=reference):
            if wanted == 0:
                return
            held = self._held(title, case, source)
            free = wanted is not None and table().accounts[source].contra
            part = wanted if free else held if wanted is None else min(held, wanted)
            if part:
                place = (title, case, reference)
                self._move(entry, place, source=source, target=posting.target, amount=part)
            wanted = None if wanted is None else wanted - part
        if wanted and not posting.capped:
            raise LedgerBroken(entry, posting.sources[-1], missing=wanted)

    def _places(
        self, entry: Entry, posting: Posting, case: str, *, reference: str | None
    ) -> Iterator[tuple[str, str]]:
        """Titles and accounts to take from: that of the event or the order, else the earliest."""
        if entry.subject.kind == "appropriation":
            titles = [entry.subject.key]
        elif order := self._orders.get(reference) if reference else None:
            titles = [order.title]
        else:
            titles = sorted(self._titles[case])
        for title in titles:
            for source in posting.sources:
                yield title, source

    def _move(
        self,
        entry: Entry,
        place: tuple[str, str, str | None],
        *,
        source: str,
        target: str,
        amount: int,
    ) -> None:
        title, case, reference = place
        last = self._journal[-1] if self._journal else None
        number = last.number + 1 if last and last.position == entry.position else 0
        self._add(title, case, source, cents=-amount)
        self._add(title, case, target, cents=amount)
        self._journal.append(
            Posted(
                position=entry.position,
                number=number,
                booked_on=entry.context.today,
                event=entry.event.TOPIC,
                title=title,
                case=case,
                source=source,
                target=target,
                amount_cents=amount,
                reference=reference,
            )
        )

    def _held(self, title: str, case: str, account: str) -> int:
        row = self._balances.get(title, _holder(case, account), account)
        return row.amount_cents if row else 0

    def _add(self, title: str, case: str, account: str, *, cents: int) -> None:
        after = self._held(title, case, account) + cents
        holder = _holder(case, account)
        self._titles[holder].add(title)
        self._balances.put(Balance(title, holder, account, after))


def _holder(case: str, account: str) -> str:
    return OWN if table().accounts[account].holder == "title" else case


def _case_of(entry: Entry, item: object) -> str:
    """The case that an event or an item of it is about, empty where it is a title's own."""
    if entry.subject.kind in {"recovery", "proof_of_use"}:
        return entry.subject.key
    return str(getattr(item, "case", OWN))


def _cases(entry: Entry) -> Iterator[str]:
    """All cases that an entry is about."""
    return (_case_of(entry, item) for _, item in _moves(entry.event))


def _moves(event: Event) -> Iterator[tuple[Posting, object]]:
    """What an event posts, each with the event or the item of it that names the amount."""
    for posting in by_event().get(event.TOPIC, ()):
        for item in getattr(event, posting.each) if posting.each else (event,):
            yield posting, item
