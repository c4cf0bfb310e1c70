"""The clearing list as pages show it: what fits no order, what is silent, which statement lacks."""

from dataclasses import dataclass

from domain.bank_account import BankAccount
from domain.clearing import Clearing
from domain.disbursement import Disbursement, disbursement_key
from domain.kernel import Day
from domain.payment_run import PaymentRun
from domain.silence import answer_due_on
from domain.statement_gap import Gap
from projections.payments import PaymentRow, payments
from projections.timeline import lines_of
from web.visit import Visit


@dataclass(frozen=True)
class ClearingList:
    """Files that may be at the bank or not; lines that wait, cleared ones, silent payments, gaps.

    A silent payment stands with the day by which the bank should have booked it.
    """

    unknown: tuple[PaymentRun, ...]
    waiting: tuple[Clearing, ...]
    cleared: tuple[Clearing, ...]
    silent: tuple[tuple[PaymentRow, Day], ...]
    gaps: tuple[tuple[str, Gap], ...]

    @property
    def count(self) -> int:
        """How many things wait for the treasury."""
        return len(self.unknown) + len(self.waiting) + len(self.silent) + len(self.gaps)


def clearing_list(visit: Visit) -> ClearingList:
    """The list as it is today, the oldest line first."""
    desk = visit.portal.office.desk()
    items = [desk.read(Clearing, key) for key in _keys(visit, Clearing.KIND)]
    runs = [desk.read(PaymentRun, key) for key in _keys(visit, PaymentRun.KIND)]
    accounts = [desk.read(BankAccount, key) for key in _keys(visit, BankAccount.KIND)]
    return ClearingList(
        unknown=tuple(one for one in runs if one.standing == "unknown"),
        waiting=tuple(one for one in items if not one.confirmed),
        cleared=tuple(one for one in reversed(items) if one.confirmed),
        silent=tuple(_silent(visit)),
        gaps=tuple((gap.key(one.key), gap) for one in accounts for gap in one.gaps),
    )


def _keys(visit: Visit, kind: str) -> list[str]:
    with visit.portal.views.read() as connection:
        lines = lines_of(connection, kind)
    return list(dict.fromkeys(line.subject.partition(":")[2] for line in lines))


def _silent(visit: Visit) -> list[tuple[PaymentRow, Day]]:
    desk, today = visit.portal.office.desk(), visit.portal.office.today()
    with visit.portal.views.read() as connection:
        rows = payments(connection)
    found = []
    for row in rows:
        if row.status in {"ordered", "in_run", "accepted", "rejected"}:
            draw = desk.read(Disbursement, disbursement_key(row.case, row.number))
            due_on = answer_due_on(desk, draw)
            if due_on and due_on < today:
                found.append((row, due_on))
    return found
