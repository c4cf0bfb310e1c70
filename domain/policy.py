"""Who may do what: one table, command by role, and the scope of those who act for a recipient."""

from domain import bank_details as accounts
from domain.amendment import (
    ProposeAmendment,
    RefuseAmendment,
    RequestAmendment,
    SendBackAmendment,
    SignAmendment,
)
from domain.application import (
    Application,
    CheckApplication,
    RejectApplication,
    RequestDocuments,
    SubmitApplication,
    SupplyDocuments,
    WithdrawApplication,
)
from domain.appropriation import AppropriateFunds, ReserveFunds
from domain.approval import (
    ProposeApproval,
    RecordFinality,
    RecordNotification,
    RecordPosting,
    RetrieveNotice,
    ReturnDeclaration,
    SendBackApproval,
    SignApproval,
)
from domain.audit_rights import OF_AUDIT
from domain.budget import AuthoriseCommitments, FreezeFunds, LiftFreeze
from domain.calendar_feed import RenewFeed, RevokeFeed
from domain.change_report import ReportChange, ReviewChange
from domain.clock import AdvanceClock
from domain.co_financing import RecordAgreement
from domain.contest import RecordRemedy, RecordRemedyEnd
from domain.correction import CorrectNotice
from domain.correspondence import RecordLetter, RecordReminder
from domain.desk import Desk
from domain.disbursement import (
    CertifyArithmetically,
    CertifyFactually,
    ReportUse,
    RequestDrawdown,
    ReturnDrawdown,
)
from domain.early_start import (
    PermitEarlyStart,
    RecordContract,
    RefuseEarlyStart,
    RequestEarlyStart,
    ReviewStart,
)
from domain.enforcement import RecordClaimRemedy, RecordClaimRemedyEnd
from domain.erasure import ProposeErasure, RecordErasure, SignErasure
from domain.exclusion import ExcludePerson, LiftExclusion, refuse_excluded
from domain.extension import ExtendPeriod
from domain.instruction import RecordInstructionDefect
from domain.kernel import Command, Context, Role
from domain.measure import (
    ProposeDeferral,
    ProposeEnforcement,
    ProposeInterest,
    ProposeInterestWaiver,
    ProposeRefund,
    ProposeRefundWaiver,
    ProposeRemission,
    ProposeSetOff,
    ProposeSuspension,
    SendBackMeasure,
    SignMeasure,
)
from domain.onward import PassOnFunds, RecordOnwardPayment, RecordOnwardReturn, grantor_of
from domain.proceeding import AbandonRecovery, OpenRecovery, StartHearing, SubmitStatement
from domain.proof_of_use import CloseCase, CloseExamination, ExamineProof, ReturnProof, SubmitProof
from domain.proof_queries import AnswerQueries, QueryProof
from domain.reasons.general import CASE_UNKNOWN, NOT_YOUR_ROLE
from domain.reasons.onward import OTHER_GRANTOR
from domain.recipient import Recipient, RegisterRecipient
from domain.recipient_changes import ChangeClass, MoveSeat
from domain.reopening import ReopenExamination
from domain.retention import (
    OfferToArchive,
    ProposeDisposal,
    RecordArchiveDecision,
    RecordDestruction,
    SignDisposal,
)
from domain.sampling import AnnounceDraw, DrawSample, FreezePopulation
from domain.seal_key import OrderSealKey, ProposeSealKey
from domain.selection import DecideSelection, RankApplications
from domain.treasury_rights import OF_PAYMENTS
from domain.webhook import PauseWebhook, RegisterWebhook, RemoveWebhook, ResumeWebhook
from domain.year_end import CloseBudgetYear

ALLOWED: dict[type[Command], tuple[Role, ...]] = {
    RegisterRecipient: ("clerk",),
    accounts.ReportBankDetails: ("applicant", "county_finance"),
    accounts.ConfirmBankDetails: ("clerk",),
    accounts.ObjectToAccount: ("applicant", "county_finance", "clerk"),
    accounts.RecordPayeeCheck: ("clerk", "treasury"),
    accounts.DecidePayeeCheck: ("clerk", "signatory"),
    ChangeClass: ("clerk",),
    MoveSeat: ("clerk",),
    SubmitApplication: ("applicant",),
    RequestEarlyStart: ("applicant",),
    PermitEarlyStart: ("signatory",),
    RefuseEarlyStart: ("signatory",),
    RecordContract: ("applicant", "clerk"),
    ReviewStart: ("clerk",),
    RecordAgreement: ("clerk",),
    ExcludePerson: ("clerk", "signatory", "budget_officer", "treasury", "ministry"),
    LiftExclusion: ("signatory",),
    RequestDocuments: ("clerk",),
    SupplyDocuments: ("applicant",),
    CheckApplication: ("clerk",),
    WithdrawApplication: ("applicant",),
    RejectApplication: ("signatory",),
    AppropriateFunds: ("budget_officer",),
    ReserveFunds: ("budget_officer",),
    RankApplications: ("clerk",),
    DecideSelection: ("signatory", "ministry"),
    AuthoriseCommitments: ("budget_officer",),
    FreezeFunds: ("budget_officer",),
    LiftFreeze: ("budget_officer",),
    CloseBudgetYear: ("budget_officer",),
    ProposeApproval: ("clerk",),
    SendBackApproval: ("signatory",),
    SignApproval: ("signatory",),
    RecordPosting: ("clerk", "system"),
    RetrieveNotice: ("applicant",),
    RecordNotification: ("system",),
    ReturnDeclaration: ("applicant",),
    RecordFinality: ("system",),
    CorrectNotice: ("signatory",),
    RecordRemedy: ("clerk",),
    RecordRemedyEnd: ("clerk",),
    RequestAmendment: ("applicant",),
    RefuseAmendment: ("signatory",),
    ProposeAmendment: ("clerk",),
    SendBackAmendment: ("signatory",),
    SignAmendment: ("signatory",),
    ReportChange: ("applicant", "county_finance"),
    ReviewChange: ("clerk",),
    RequestDrawdown: ("applicant", "county_finance"),
    ReturnDrawdown: ("clerk",),
    CertifyFactually: ("clerk",),
    CertifyArithmetically: ("clerk",),
    ReportUse: ("applicant", "county_finance"),
    SubmitProof: ("applicant", "county_finance"),
    ReturnProof: ("clerk",),
    QueryProof: ("clerk",),
    AnswerQueries: ("applicant", "county_finance"),
    ExamineProof: ("clerk",),
    CloseExamination: ("signatory",),
    CloseCase: ("clerk", "system"),
    ReopenExamination: ("signatory",),
    AnnounceDraw: ("clerk",),
    FreezePopulation: ("signatory",),
    DrawSample: ("clerk", "signatory"),
    ExtendPeriod: ("clerk",),
    OpenRecovery: ("clerk",),
    StartHearing: ("clerk",),
    SubmitStatement: ("applicant", "county_finance"),
    AbandonRecovery: ("clerk",),
    ProposeRefund: ("clerk",),
    ProposeRefundWaiver: ("clerk",),
    ProposeInterest: ("clerk",),
    ProposeInterestWaiver: ("clerk",),
    ProposeDeferral: ("clerk",),
    ProposeSuspension: ("clerk",),
    ProposeRemission: ("clerk",),
    SendBackMeasure: ("signatory",),
    SignMeasure: ("signatory",),
    ProposeSetOff: ("clerk",),
    ProposeEnforcement: ("clerk",),
    RecordClaimRemedy: ("clerk",),
    RecordClaimRemedyEnd: ("clerk",),
    RecordInstructionDefect: ("clerk",),
    RecordReminder: ("system",),
    RecordLetter: ("system",),
    AdvanceClock: ("trainer",),
    ProposeSealKey: ("signatory",),
    OrderSealKey: ("signatory", "ministry"),
    OfferToArchive: ("system",),
    RecordArchiveDecision: ("clerk",),
    ProposeDisposal: ("clerk",),
    SignDisposal: ("signatory",),
    RecordDestruction: ("system",),
    ProposeErasure: ("clerk",),
    SignErasure: ("signatory",),
    RecordErasure: ("system",),
    PassOnFunds: ("budget_officer",),
    RecordOnwardPayment: ("treasury",),
    RecordOnwardReturn: ("treasury",),
    RenewFeed: ("applicant", "county_finance"),
    RevokeFeed: ("applicant", "county_finance"),
    RegisterWebhook: ("county_finance",),
    RemoveWebhook: ("county_finance",),
    ResumeWebhook: ("county_finance",),
    PauseWebhook: ("system",),
    **OF_AUDIT,
    **OF_PAYMENTS,
}
"""The whole of the rights; what is not listed is forbidden to everyone."""

SCOPED: frozenset[Role] = frozenset({"applicant", "county_finance"})
"""Roles of a recipient; they see its own files and nothing else."""

READERS: frozenset[Role] = frozenset(
    {
        *("clerk", "signatory", "budget_officer", "treasury"),
        *("ministry", "auditor", "trainer", "system"),
    }
)
"""Roles of an authority that may read: of the Land every case, of a county what it passes on."""

OF_COUNTIES: frozenset[type[Command]] = frozenset(
    {RegisterRecipient, PassOnFunds, *accounts.CHECKS}
)
"""What a county's people may do beside the cases that the county grants."""


def permit(desk: Desk, command: Command, context: Context) -> None:
    """Refuses a command that the role may not give, or that is about somebody else's case.

    An authority's role acts for the body of its scope, without one for the Land: whoever granted
    the money at stake (VV Nr. 12 zu § 44 LHO).
    """
    allowed = ALLOWED.get(type(command), ())
    if context.role not in allowed:
        raise NOT_YOUR_ROLE.because(role=context.role, allowed=", ".join(allowed))
    if context.role in SCOPED and (
        context.scope is None or context.scope != _recipient_of(desk, command)
    ):
        raise CASE_UNKNOWN.because()
    if context.role not in SCOPED and context.role != "system":
        _refuse_other_authority(desk, command, context)
        refuse_excluded(desk, command, context)


def _refuse_other_authority(desk: Desk, command: Command, context: Context) -> None:
    authorities = _authorities(desk, command, context)
    if context.scope in authorities or _audits_onward(context):
        return
    if context.scope is None and (grantor := next(iter(authorities))):
        raise OTHER_GRANTOR.because(grantor=desk.read(Recipient, grantor).name)
    raise CASE_UNKNOWN.because()


def _audits_onward(context: Context) -> bool:
    """The Land's auditors examine money passed on as well (§ 91 Abs. 1 LHO)."""
    return context.role == "auditor" and context.scope is None


def _authorities(desk: Desk, command: Command, context: Context) -> tuple[str | None, ...]:
    """The authorities that may give a command; `None` stands for the Land.

    The register is the Land's; a county enters bodies of its own territory and confirms theirs.
    """
    match command:
        case PassOnFunds():
            return (_recipient_of(desk, command),)
        case RegisterRecipient(county=county):
            return (None, county)
    if isinstance(command, accounts.CHECKS):
        seat = desk.read(Recipient, command.recipient).seat_on(context.today)
        return (None, seat.county if seat else None)
    case = getattr(command, "case", None)
    return (grantor_of(desk, case) if isinstance(case, str) else None,)


def is_responsible(desk: Desk, kind: type[Command], key: str, context: Context) -> bool:
    """Whether the person's authority may give such a command about a case or recipient at all."""
    if context.role in SCOPED or context.role == "system" or _audits_onward(context):
        return True
    about = {name: key for name in ("case", "recipient") if name in kind.model_fields}
    return context.scope in _authorities(desk, kind.model_construct(None, **about), context)


def _recipient_of(desk: Desk, command: Command) -> str | None:
    recipient = getattr(command, "recipient", None)
    if isinstance(recipient, str):
        return recipient
    application = desk.read(Application, str(getattr(command, "case", "")))
    return application.content.recipient if application.content else None


def may_read(recipient: str, role: Role, scope: str | None, *, grantor: str | None = None) -> bool:
    """Whether a role with its scope may see files of a recipient, of a case those of its grantor.

    A county's authority reads what the county grants; what the Land keeps on the county's own case,
    drafts and notes among it, is for the Land.
    """
    if role in READERS:
        return scope is None or scope == grantor
    return role in SCOPED and scope == recipient
