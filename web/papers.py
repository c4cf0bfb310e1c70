"""The papers of a case: which documents belong to it, and what the first person checked."""

from dataclasses import dataclass, replace
from typing import ClassVar, Self

from domain.application import ApplicationChecked, ApplicationSubmitted, DocumentsSupplied
from domain.approval import Approval
from domain.change_report import ChangeReported
from domain.correspondence import LetterPrepared
from domain.desk import Desk
from domain.kernel import Event
from domain.proof_of_use import ProofSubmitted
from domain.retention import FileDestroyed
from office.moment import Moment
from office.past import PastDesk
from web.case_file import CaseFile
from web.visit import Visit

_INTERNAL = frozenset({"examination_note", "archive_offer", "destruction_record"})
"""Letters that stay in the house."""


@dataclass(frozen=True)
class Paper:
    """One document: its digest, and what it is, a text of the section `paper`."""

    digest: str
    kind: str


@dataclass(frozen=True)
class Papers:
    """What the events of one subject say about documents, and the last check among them."""

    KIND: ClassVar[str] = ""
    key: str
    papers: tuple[Paper, ...] = ()
    checked: ApplicationChecked | None = None

    def evolve(self, event: Event) -> Self:
        """The state after the event."""
        match event:
            case ApplicationSubmitted(documents=documents):
                return self._with(documents, "application")
            case DocumentsSupplied(documents=documents):
                return self._with(documents, "supplied")
            case ChangeReported(documents=documents):
                return self._with(documents, "change_report")
            case ProofSubmitted(documents=documents):
                return self._with(documents, "proof")
            case FileDestroyed(document=document):
                return self._with((document,), "destruction_record")
            case LetterPrepared(document=document, kind=kind):
                return self._with((document,), kind)
            case ApplicationChecked():
                return replace(self, checked=event)
        return self

    def _with(self, digests: tuple[str, ...], kind: str) -> Self:
        return replace(self, papers=(*self.papers, *(Paper(one, kind) for one in digests)))


class _OfApplication(Papers):
    KIND = "application"


class _OfApproval(Papers):
    KIND = "approval"


class _OfReports(Papers):
    KIND = "change_report"


class _OfProof(Papers):
    KIND = "proof_of_use"


class _OfDisbursement(Papers):
    KIND = "disbursement"


class _OfRecovery(Papers):
    KIND = "recovery"


class _OfRetention(Papers):
    KIND = "retention"


def papers_of(visit: Visit, file: CaseFile) -> list[Paper]:
    """The documents of a case that the person may open, in the order of the case's life."""
    keys: list[tuple[type[Papers], str]] = [
        (_OfApplication, file.case),
        (_OfApproval, file.case),
        *((_OfDisbursement, draw.key) for draw in file.draws),
        (_OfReports, file.case),
        (_OfProof, file.case),
        (_OfRecovery, file.case),
        (_OfRetention, file.case),
    ]
    desk = _desk(visit, file)
    found = [paper for kind, key in keys for paper in desk.read(kind, key).papers]
    if file.retention.destroyed:
        found = [paper for paper in found if visit.portal.documents.has(paper.digest)]
    return [paper for paper in dict.fromkeys(found) if _opens(visit, file.approval, paper)]


def check_of(visit: Visit, file: CaseFile) -> ApplicationChecked | None:
    """What the first person stated, `None` before the check."""
    return _desk(visit, file).read(_OfApplication, file.case).checked


def _desk(visit: Visit, file: CaseFile) -> Desk:
    return PastDesk(visit.portal.office, Moment(position=file.seen_until))


def _opens(visit: Visit, approval: Approval, paper: Paper) -> bool:
    """A notice in the portal is opened by an act of its own, which starts its periods."""
    if not visit.scoped:
        return True
    if paper.kind in {"approval_notice", "amending_notice"}:
        notice = approval.versions[-1 if paper.kind == "amending_notice" else 0]
        in_post = notice.posted is not None and notice.posted.channel == "post"
        return in_post or notice.retrieved_on is not None
    return paper.kind not in _INTERNAL
