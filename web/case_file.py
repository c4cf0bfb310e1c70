"""One case as its page shows it: the states of its subjects, its rules, and its money."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from domain.amendment import Amendment
from domain.application import Application, ApplicationSubmitted
from domain.appropriation import (
    Appropriation,
)
from domain.approval import Approval
from domain.audit_note import AuditNotes
from domain.change_report import ChangeReported, ChangeReports
from domain.co_financing import CoFinancing
from domain.desk import Desk, State
from domain.disbursement import Disbursement, disbursement_key
from domain.disbursement_decisions import disbursements_of, unpaid_rest
from domain.drawable import Drawable, drawable
from domain.early_start import EarlyStart
from domain.enforcement_decisions import held_back
from domain.erasure import Erasure
from domain.exclusion import Exclusions
from domain.kernel import Money, Refused, Subject
from domain.limitation import Lapse, lapses
from domain.lines import FundingLine
from domain.programme import Programme
from domain.proof_decisions import granted_cents, paid_cents
from domain.proof_of_use import ProofOfUse
from domain.recipient import Recipient
from domain.recovery import Recovery
from domain.recovery_interest import undecided_refund
from domain.retention import Retention
from domain.rules import assess
from domain.settlement import Settlement, settle
from domain.terms import granted_content, programme_of
from domain.titles import appropriation_of, titles_of
from domain.trace import Assessment
from office.moment import Moment
from office.office import Office
from office.past import PastDesk
from web.visit import Visit, not_found

_CASE = re.compile(r"[A-Z0-9][A-Z0-9-]{2,20}")
_SUMS = (
    *("requested", "assessed", "reserved", "granted", "drawn", "ordered", "paid", "used"),
    *("final", "to_repay", "repaid", "set_off", "waived", "written_off"),
)
"""The sums of a case in the order of its life."""


@dataclass(frozen=True)
class CaseFile:
    """The states of a case; `seen_until` is a position that all of them have reached."""

    case: str
    desk: Desk
    seen_until: int

    @cached_property
    def application(self) -> Application:
        """The application."""
        return self.desk.read(Application, self.case)

    @property
    def content(self) -> ApplicationSubmitted:
        """What was handed in."""
        return self.application.submitted

    @cached_property
    def approval(self) -> Approval:
        """The decision and its notice."""
        return self.desk.read(Approval, self.case)

    @cached_property
    def proof(self) -> ProofOfUse:
        """The proof of use."""
        return self.desk.read(ProofOfUse, self.case)

    @cached_property
    def recipient(self) -> Recipient:
        """The recipient as it stands in the register."""
        return self.desk.read(Recipient, self.content.recipient)

    @cached_property
    def recovery(self) -> Recovery:
        """What is claimed back, and where that stands."""
        return self.desk.read(Recovery, self.case)

    @cached_property
    def retention(self) -> Retention:
        """How long the file is kept, and what becomes of it."""
        return self.desk.read(Retention, self.case)

    @cached_property
    def erasure(self) -> Erasure:
        """What of a person's data is or was to be erased."""
        return self.desk.read(Erasure, self.case)

    @cached_property
    def notes(self) -> AuditNotes:
        """What auditors noted, and the authority's answers."""
        return self.desk.read(AuditNotes, self.case)

    @cached_property
    def draws(self) -> list[Disbursement]:
        """The draw-downs in their order."""
        return disbursements_of(self.desk, self.case)

    def draw(self, number: int) -> Disbursement:
        """One draw-down; its initial state where there is none."""
        return self.desk.read(Disbursement, disbursement_key(self.case, number))

    @cached_property
    def programme(self) -> Programme:
        """The rules to which the case is pinned."""
        return programme_of(self.desk, self.case)

    @cached_property
    def line(self) -> FundingLine:
        """The funding line."""
        return self.programme.line(self.content.line)

    @cached_property
    def title(self) -> Appropriation:
        """The budget title from which the case is paid."""
        return appropriation_of(self.desk, self.application)

    @cached_property
    def assessment(self) -> Assessment | None:
        """The computation from the stated facts; `None` where they cannot be computed."""
        try:
            return assess(self.programme, self.content.line, self.content.facts)
        except Refused:
            return None

    @cached_property
    def amendment(self) -> Amendment:
        """What is on its way to the next version of the notice."""
        return self.desk.read(Amendment, self.case)

    @cached_property
    def start(self) -> EarlyStart:
        """What is known of the start of the measure."""
        return self.desk.read(EarlyStart, self.case)

    @property
    def reports(self) -> tuple[ChangeReported, ...]:
        """The reports of changes that wait for a review."""
        return self.desk.read(ChangeReports, self.case).open

    @property
    def settlement(self) -> Settlement | None:
        """The computation of the final grant, once a first person examined the proof."""
        examined = self.proof.examined
        return Settlement.model_validate(examined.settlement) if examined else None

    @property
    def expected_settlement(self) -> Settlement | None:
        """What the final grant would be if all that the proof states were recognised."""
        submitted = self.proof.submitted
        if submitted is None:
            return None
        return settle(
            self.programme,
            self.content.line,
            approved=granted_cents(self.desk, self.case),
            planned_facts=granted_content(self.desk, self.case).facts,
            actual_facts=submitted.facts,
        )

    @property
    def rest_cents(self) -> Money:
        """What of the grant can still be drawn."""
        return unpaid_rest(self.desk, self.case)

    def drawable_on(self, day: date) -> Drawable:
        """What can be drawn on a day, and why."""
        return drawable(self.desk, self.case, day)

    @property
    def undecided_cents(self) -> Money:
        """What was paid beyond the final grant while nobody claimed or waived it."""
        return undecided_refund(self.desk, self.case)

    @property
    def held_back(self) -> bool:
        """Whether a remedy keeps the claim from being collected."""
        return bool(self.recovery.open_cents) and held_back(self.desk, self.recovery)

    @property
    def lapses(self) -> list[Lapse]:
        """What of the recovery lapses, and when."""
        return [*lapses(self.recovery)]

    @property
    def money(self) -> list[tuple[str, Money]]:
        """The sums of the case under the keys of their words, in the order of its life."""
        shares = [one.share(self.case) for one in titles_of(self.desk, self.application)]
        rows = dict(self.own_money)
        rows["reserved"] = Money(sum(one.reserved for one in shares))
        rows["ordered"] = Money(sum(one.ordered for one in shares))
        found = [(key, rows.get(key, Money(0))) for key in _SUMS]
        return [(key, amount) for key, amount in found if amount or key == "requested"]

    @property
    def own_money(self) -> list[tuple[str, Money]]:
        """The sums that the files of the case tell without the budget title that all share."""
        used = Money(sum(draw.used_cents for draw in self.draws))
        rows = [
            ("requested", self.content.requested_cents),
            ("assessed", self.application.assessed_cents),
            ("granted", self.approval.amount_cents),
            ("drawn", Money(sum(draw.claimed_cents for draw in self.draws))),
            ("paid", paid_cents(self.desk, self.case)),
            ("used", used),
            ("final", self.proof.final_cents),
            ("to_repay", self.undecided_cents + self.recovery.open_cents),
            ("repaid", self.recovery.principal.repaid_cents + self.recovery.interest.repaid_cents),
            ("set_off", Money(sum(one.amount_cents for one in self.recovery.set_offs))),
            ("waived", self.recovery.principal.waived_cents),
            ("written_off", self.recovery.principal.written_off_cents),
        ]
        return [(key, amount) for key, amount in rows if amount or key == "requested"]


def open_case(visit: Visit, case: str) -> CaseFile:
    """The file of a case; 404 where it is unknown or belongs to another recipient.

    The positions are read before the states, so whatever is filed after them is news.
    """
    if not _CASE.fullmatch(case):
        raise not_found()
    file = file_of(visit.portal.office, case)
    content = file.application.content
    if content is None or not visit.sees(content.recipient, grantor=content.grantor):
        raise not_found()
    return file


def file_of(office: Office, case: str) -> CaseFile:
    """The file of a case, known or not."""
    seen = office.memory.recall(case_subjects(case, office.read(Approval, case).disbursements))
    return CaseFile(case, office.desk(seen), max(one.position for one in seen.values()))


def file_at(office: Office, case: str, moment: Moment) -> CaseFile:
    """The file of a case as it stood at a moment; of what was not there yet the first state."""
    desk = PastDesk(office, moment)
    desk.recall(case_subjects(case, desk.read(Approval, case).disbursements))
    return CaseFile(case, desk, 0)


def case_subjects(case: str, draws: int) -> dict[Subject, type[State]]:
    """The files of a case with so many draw-downs, and the state that each is read as."""
    keys = [disbursement_key(case, number) for number in range(1, draws + 1)]
    kinds: tuple[type[State], ...] = (
        *(Application, Approval, ProofOfUse, Amendment, ChangeReports),
        *(CoFinancing, EarlyStart, Exclusions, Recovery, Retention, Erasure, AuditNotes),
    )
    wanted: dict[Subject, type[State]] = {Subject(kind.KIND, case): kind for kind in kinds}
    return wanted | {Subject(Disbursement.KIND, key): Disbursement for key in keys}
