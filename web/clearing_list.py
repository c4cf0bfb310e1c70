"""The clearing list as pages show it: what fits no order, what is silent, which statement lacks."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.bank_account import BankAccount
from domain.clearing import Clearing
from domain.desk import Desk, State
from domain.disbursement import Disbursement, disbursement_key
from domain.kernel import Day, Subject
from domain.payment_run import PaymentRun
from domain.recovery import Recovery
from domain.silence import answer_due_on
from domain.statement_gap import Gap
from office.office import Office
from projections.bank_desk import Awaited, BankDesk, bank_desk, cleared_items
from web.visit import Visit


@dataclass(frozen=True)
class ClearingList:
    """Files that may be at the bank or not; lines that wait, cleared ones, silent payments, gaps.

    A silent payment stands with the day by which the bank should have booked it. `unsettled` are
    the cases in which more came than the claim, or something was taken back that never came.
    """

    unknown: tuple[PaymentRun, ...]
    waiting: tuple[Clearing, ...]
    cleared: tuple[Clearing, ...]
    silent: tuple[tuple[Awaited, Day], ...]
    gaps: tuple[tuple[str, Gap], ...]
    unsettled: tuple[Recovery, ...] = ()

    @property
    def count(self) -> int:
        """How many things wait for the treasury."""
        return sum(map(len, (self.unknown, self.waiting, self.silent, self.gaps, self.unsettled)))


def clearing_list(visit: Visit, *, with_cleared: bool = False) -> ClearingList:
    """The list as it is today, the oldest line first."""
    with visit.portal.views.read() as connection:
        known = bank_desk(connection)
        done = cleared_items(connection) if with_cleared else []
    desk = _recalled(visit.portal.office, known, done)
    accounts = [desk.read(BankAccount, key) for key in known.accounts]
    claims = [desk.read(Recovery, key) for key in known.claims]
    return ClearingList(
        unknown=tuple(desk.read(PaymentRun, key) for key in known.unknown),
        waiting=tuple(desk.read(Clearing, key) for key in known.open_items),
        cleared=tuple(desk.read(Clearing, key) for key in done),
        silent=tuple(_silent(desk, known.awaited, visit.portal.office.today())),
        gaps=tuple((gap.key(one.key), gap) for one in accounts for gap in one.gaps),
        unsettled=tuple(one for one in claims if one.surplus_cents or one.credits.loose),
    )


def _recalled(office: Office, known: BankDesk, done: list[str]) -> Desk:
    """A desk on which all of it lies already, fetched at once."""
    draws = [disbursement_key(one.case, one.number) for one in known.awaited]
    keys: dict[type[State], list[str]] = {
        PaymentRun: known.unknown,
        Clearing: [*known.open_items, *done],
        BankAccount: known.accounts,
        Recovery: known.claims,
        Disbursement: draws,
    }
    wanted = {Subject(kind.KIND, key): kind for kind, some in keys.items() for key in some}
    return office.desk(office.memory.recall(wanted))


def _silent(desk: Desk, awaited: list[Awaited], today: Day) -> Iterator[tuple[Awaited, Day]]:
    """Of the payments that the bank may have to speak of, those of which it should have spoken."""
    for row in awaited:
        draw = desk.read(Disbursement, disbursement_key(row.case, row.number))
        due_on = answer_due_on(desk, draw)
        if due_on and due_on < today:
            yield row, due_on
