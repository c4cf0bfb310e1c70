"""Derives every amount of a case, from its page down to the entries that say it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property

from psycopg import Connection

from domain.application import ApplicationSubmitted
from domain.approval import Approval
from domain.desk import State
from domain.disbursement import DrawdownRequested
from domain.kernel import Day, Entry, Subject
from domain.trace import Step
from office.moment import Moment
from office.office import Office
from office.past import PastDesk, position_known
from projections.account_origin import Journal
from projections.case_stages import Case, case_after, opened
from projections.derivation import Change, Derivation, Source, Term, origin
from projections.findings import amount_of
from projections.ledger import journal
from projections.payment_steps import (
    Grant,
    Payment,
    grant_after,
    grant_opened,
    payment_after,
    payment_requested,
)
from projections.postings import table
from projections.subjects import case_of, number_of
from web.amount_facts import ACCOUNT, ENTRY, FACTS, LINE, Fact, Told, is_internal, place
from web.case_file import CaseFile, case_subjects


class CaseDerivations:
    """The amounts of one case as it stood at a moment; read once, asked often."""

    def __init__(
        self, office: Office, connection: Connection, *, case: str, moment: Moment
    ) -> None:
        self._office = office
        self._connection = connection
        self._case = case
        self._moment = moment

    def of(self, name: str) -> Derivation | None:
        """The derivation of an amount, `used_of/0`; `None` where there is no such amount."""
        if name.startswith(ACCOUNT):
            return self._account(name)
        if name.startswith(LINE):
            return self.journal.line_at(name)
        if name.startswith(ENTRY):
            return self._entry(name)
        if name in _COMPUTED:
            return self._computed(name)
        fact, numbers = fact_in(name)
        if fact is None or not self.told:
            return None
        return self._made(name, fact, numbers) if fact.terms else self._grown(name, fact, numbers)

    def _account(self, name: str) -> Derivation | None:
        """What the case holds on an account, `account.paid`, in one title `account.paid/title`."""
        account, _, title = name.removeprefix(ACCOUNT).partition("/")
        if account not in table().accounts:
            return None
        return self.journal.of(title).account(account)

    def hides(self, name: str) -> bool:
        """Whether no recipient may read an amount: the authority's own, or a draft still."""
        fact, _ = fact_in(name)
        draft = fact is not None and fact.draft
        signed = self.told and self.told[-1][1].file.approval.signed
        return is_internal(name) or (draft and not signed)

    def _computed(self, name: str) -> Derivation | None:
        """What is computed anew for a page; its steps, and the amounts of the case they took."""
        if not self.told:
            return None
        trace = _COMPUTED[name](self.told[-1][1].file, self._moment.true_on or self._office.today())
        taken = {one for step in trace for one in step.inputs}
        inputs = (self.of(fact) for one, fact in _TAKEN.items() if one in taken)
        amount = trace[-1].result_cents if trace else 0
        return Derivation(name, amount, trace=trace, inputs=tuple(one for one in inputs if one))

    def _entry(self, name: str) -> Derivation | None:
        """What the entry of the case at a position, `entry/1234`, is about."""
        position = name.removeprefix(ENTRY)
        if not (position.isdecimal() and len(position) < 16):
            return None
        found = self._office.record.page(int(position) - 1, 1)
        if not found or case_of(found[0]) != self._case:
            return None
        path, amount = amount_of(found[0].event)
        return Derivation(name, amount, (Source(found[0], path, amount),) if amount else ())

    def _made(self, name: str, fact: Fact, numbers: tuple[int, ...]) -> Derivation:
        """An amount that consists of others."""
        assert fact.terms is not None
        parts = fact.terms(self.told[-1][1], *(numbers or (0,)))
        found = [(sign, self.of(one)) for sign, one in parts]
        terms = tuple(Term(sign, one) for sign, one in found if one and one.amount_cents)
        whole = Derivation(name, 0, terms=terms, floored=fact.floored)
        return replace(whole, amount_cents=whole.total_cents)

    def _grown(self, name: str, fact: Fact, numbers: tuple[int, ...]) -> Derivation:
        """An amount that entries made, one after the other."""
        where, path = fact.where.format(*numbers), fact.path.format(*numbers)
        changes, before = [], 0
        for entry, told in self.told:
            after = place(told, where)
            if after != before:
                changes.append(Change(entry, before, after))
            before = after
        made = origin(changes, path)
        return Derivation(name, before, made.sources, replaced=made.replaced)

    @cached_property
    def entries(self) -> list[Entry]:
        """The entries of the files of the case that counted at the moment, in their order."""
        histories = self._office.record.histories(dict.fromkeys(self._subjects, 0))
        counted = [one for found in histories.values() for one in self._moment.of(found)]
        return sorted(counted, key=lambda entry: entry.position)

    @cached_property
    def told(self) -> list[tuple[Entry, Told]]:
        """The case after each of its entries."""
        states = {subject: state(subject.key) for subject, state in self._subjects.items()}
        found: list[tuple[Entry, Told]] = []
        lines = _Lines()
        for entry in self.entries:
            states[entry.subject] = states[entry.subject].evolve(entry.event)
            lines.take(entry)
            file = self._file(entry.position, states)
            payments = tuple(lines.payments[one] for one in sorted(lines.payments))
            found.append((entry, Told(file, lines.grant, payments, lines.row)))
        return found

    def _file(self, position: int, states: Mapping[Subject, State]) -> CaseFile:
        desk = PastDesk(self._office, replace(self._moment, position=position))
        desk.hold(states)
        return CaseFile(self._case, desk, 0)

    @cached_property
    def _subjects(self) -> dict[Subject, type[State]]:
        draws = self._office.read(Approval, self._case).disbursements
        return case_subjects(self._case, draws)

    @cached_property
    def journal(self) -> Journal:
        """The lines of the case in the ledger."""
        known = position_known(self._office, self._moment)
        day, case = self._moment.true_on, self._case
        lines = journal(self._connection, case=case, day=day, known=known)
        return Journal(lines, self.entry_at)

    def entry_at(self, position: int) -> Entry:
        """The entry at a position of the record."""
        mine = next((one for one in self.entries if one.position == position), None)
        return mine or self._office.record.page(position - 1, 1)[0]


def _drawable(file: CaseFile, day: Day) -> tuple[Step, ...]:
    """The steps up to what can be drawn; none where a draw-down is refused altogether."""
    found = file.drawable_on(day)
    ends = [number for number, one in enumerate(found.trace, 1) if one.key == "drawable"]
    return () if found.refused else found.trace[: ends[-1]]


def _expected(file: CaseFile, day: Day) -> tuple[Step, ...]:
    found = file.expected_settlement
    return found.trace if found else ()


_COMPUTED: Mapping[str, Callable[[CaseFile, Day], tuple[Step, ...]]] = {
    "drawable": _drawable,
    "expected": _expected,
}
"""What no entry holds: the steps are made for the page."""

_TAKEN = {
    "granted_cents": "granted",
    "drawn_cents": "drawn",
    "final_cents": "final",
    "approved": "granted",
}
"""What steps call an amount of the case."""


class _Lines:
    """What the lists hold of a case, entry by entry."""

    def __init__(self) -> None:
        self.grant: Grant | None = None
        self.row: Case | None = None
        self.payments: dict[int, Payment] = {}

    def take(self, entry: Entry) -> None:
        event, number = entry.event, number_of(entry)
        if isinstance(event, ApplicationSubmitted):
            self.grant, self.row = grant_opened(event), opened(entry, event)
        elif isinstance(event, DrawdownRequested):
            self.payments[number] = payment_requested(entry, event)
        elif number in self.payments:
            self.payments[number] = payment_after(self.payments[number], entry)
        elif self.grant and self.row:
            self.grant = grant_after(self.grant, entry)
            self.row = case_after(self.row, entry)


def fact_in(name: str) -> tuple[Fact | None, tuple[int, ...]]:
    """The fact that an address names, and the numbers of its parts."""
    key, *parts = name.split("/")
    fact = FACTS.get(key)
    if fact is None or not all(one.isdecimal() and len(one) < 4 for one in parts):
        return None, ()
    numbers = tuple(int(one) for one in parts)
    wanted = fact.where.count("{") or (1 if fact.numbered else 0)
    return (fact, numbers) if len(numbers) == wanted else (None, ())
