"""What lies on accounts of the ledger, line by line of its journal, down to the entries' fields."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from domain.kernel import Entry
from projections.book import Posted, case_in, moves
from projections.derivation import Derivation, Source, Term, value_at


@dataclass(frozen=True)
class Journal:
    """Lines of the journal in their order, and how to find the entry at a position."""

    lines: Sequence[Posted]
    entry_at: Callable[[int], Entry]

    def of(self, title: str) -> "Journal":
        """The lines of one title; all of them where none is named."""
        return Journal([one for one in self.lines if title in {"", one.title}], self.entry_at)

    def account(self, account: str) -> Derivation:
        """What lies on an account: all that came less all that went."""
        return self._balance(f"account.{account}", account, self.lines)

    def line_at(self, name: str) -> Derivation | None:
        """One line under its address, `line/1234/0`; `None` where there is none."""
        for one in self.lines:
            if f"line/{one.position}/{one.number}" == name:
                return _derived(name, [self.line(one)])
        return None

    def line(self, line: Posted, sign: int = 1) -> Source | Term:
        """One line: the field of its entry, or all that lay on the account from which it took."""
        entry = self.entry_at(line.position)
        path = _path(entry, line)
        if path or (before := self._before(line)).amount_cents != line.amount_cents:
            return Source(entry, path, sign * line.amount_cents)
        return Term(sign, before)

    def _balance(self, name: str, account: str, lines: Sequence[Posted]) -> Derivation:
        parts = [
            self.line(one, sign)
            for one in lines
            for sign, place in ((1, one.target), (-1, one.source))
            if place == account
        ]
        return _derived(name, parts)

    def _before(self, line: Posted) -> Derivation:
        """What the case had on the account from which a line took, before it."""
        lines = [
            one
            for one in self.lines
            if (one.position, one.number) < (line.position, line.number)
            and (one.title, one.case) == (line.title, line.case)
        ]
        return self._balance(f"account.{line.source}", line.source, lines)


def _derived(name: str, parts: Sequence[Source | Term]) -> Derivation:
    sources = tuple(one for one in parts if isinstance(one, Source))
    terms = tuple(one for one in parts if isinstance(one, Term))
    whole = Derivation(name, 0, sources, terms)
    return replace(whole, amount_cents=whole.total_cents)


def _path(entry: Entry, line: Posted) -> str:
    """The field that holds the amount of a line; empty where the line took what was there."""
    return next((path for path in _paths(entry, line) if _holds(entry, line, path)), "")


def _holds(entry: Entry, line: Posted, path: str) -> bool:
    return value_at(entry.event, path) == line.amount_cents


def _paths(entry: Entry, line: Posted) -> Iterator[str]:
    for posting, item in moves(entry.event):
        if line.source in posting.sources and line.target == posting.target and posting.amount:
            if not posting.each:
                yield posting.amount
            elif case_in(entry, item) == line.case:
                items = getattr(entry.event, posting.each)
                yield f"{posting.each}.{items.index(item)}.{posting.amount}"
