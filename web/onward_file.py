"""What a case passes on, and to whom, as the page of the first level shows it."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.application import Application
from domain.appropriation import (
    Appropriation,
)
from domain.approval import Approval
from domain.disbursement_decisions import disbursements_of
from domain.kernel import Money
from domain.onward import OnwardGrants
from domain.proof_decisions import paid_cents
from domain.proof_of_use import ProofOfUse
from domain.recipient import Recipient
from domain.titles import onward_key
from web.case_file import CaseFile


@dataclass(frozen=True)
class OnwardRow:
    """One second-level grant; `open_cents` is what was paid and is not accounted for yet."""

    case: str
    name: str
    granted_cents: Money
    paid_cents: Money
    used_cents: Money
    unused_cents: Money

    @property
    def open_cents(self) -> Money:
        """What was paid and is neither used nor given back by the settlement."""
        return self.paid_cents - self.used_cents - self.unused_cents


@dataclass(frozen=True)
class OnwardFile:
    """All that a case passes on, with the fund it set apart for that."""

    set_apart_cents: Money
    free_cents: Money
    rows: tuple[OnwardRow, ...]


def onward_file(file: CaseFile) -> OnwardFile | None:
    """What a case passes on; `None` where nothing is set apart and nobody asked for it."""
    fund = file.desk.read(Appropriation, onward_key(file.case))
    rows = tuple(_rows(file))
    if not rows and not fund.appropriated:
        return None
    return OnwardFile(fund.appropriated, fund.free, rows)


def grantor_name(file: CaseFile) -> str:
    """Who passes the money of a second-level case on; empty where the Land grants it."""
    grantor = file.content.grantor
    return file.desk.read(Recipient, grantor).name if grantor else ""


def _rows(file: CaseFile) -> Iterator[OnwardRow]:
    desk, onward = file.desk, file.desk.read(OnwardGrants, file.case)
    for case in onward.cases:
        settled = desk.read(ProofOfUse, case).settled
        paid = paid_cents(desk, case)
        reported = sum(one.used_cents for one in disbursements_of(desk, case))
        yield OnwardRow(
            case=case,
            name=desk.read(Recipient, desk.read(Application, case).submitted.recipient).name,
            granted_cents=desk.read(Approval, case).amount_cents,
            paid_cents=paid,
            used_cents=Money(min(settled.final_cents, paid) if settled else reported),
            unused_cents=onward.underused.get(case, Money(0)),
        )
