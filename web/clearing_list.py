"""The clearing list as pages show it: what fits no order, what is silent, which statement lacks."""

from dataclasses import dataclass

from domain.bank_account import BankAccount
from domain.clearing import Clearing
from domain.disbursement import Disbursement, disbursement_key
from domain.kernel import Day
from domain.payment_run import PaymentRun
from domain.silence import answer_due_on
from domain.statement_gap import Gap
from projections.bank_desk import Awaited, bank_desk, cleared_items
from web.visit import Visit


@dataclass(frozen=True)
class ClearingList:
    """Files that may be at the bank or not; lines that wait, cleared ones, silent payments, gaps.

    A silent payment stands with the day by which the bank should have booked it.
    """

    unknown: tuple[PaymentRun, ...]
    waiting: tuple[Clearing, ...]
    cleared: tuple[Clearing, ...]
    silent: tuple[tuple[Awaited, Day], ...]
    gaps: tuple[tuple[str, Gap], ...]

    @property
    def count(self) -> int:
        """How many things wait for the treasury."""
        return len(self.unknown) + len(self.waiting) + len(self.silent) + len(self.gaps)


def clearing_list(visit: Visit, *, with_cleared: bool = False) -> ClearingList:
    """The list as it is today, the oldest line first."""
    with visit.portal.views.read() as connection:
        known = bank_desk(connection)
        done = cleared_items(connection) if with_cleared else []
    desk = visit.portal.office.desk()
    accounts = [desk.read(BankAccount, key) for key in known.accounts]
    return ClearingList(
        unknown=tuple(desk.read(PaymentRun, key) for key in known.unknown),
        waiting=tuple(desk.read(Clearing, key) for key in known.open_items),
        cleared=tuple(desk.read(Clearing, key) for key in done),
        silent=tuple(_silent(visit, known.awaited)),
        gaps=tuple((gap.key(one.key), gap) for one in accounts for gap in one.gaps),
    )


def _silent(visit: Visit, awaited: list[Awaited]) -> list[tuple[Awaited, Day]]:
    """Of the payments that the bank may have to speak of, those of which it should have spoken."""
    desk, today = visit.portal.office.desk(), visit.portal.office.today()
    found = []
    for row in awaited:
        draw = desk.read(Disbursement, disbursement_key(row.case, row.number))
        due_on = answer_due_on(desk, draw)
        if due_on and due_on < today:
            found.append((row, due_on))
    return found
