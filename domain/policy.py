"""Who may do what: one table, command by role, and the scope of those who act for a recipient."""

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
from domain.bank_message import RecordBankMessage
from domain.budget import AuthoriseCommitments, FreezeFunds, LiftFreeze
from domain.change_report import ReportChange, ReviewChange
from domain.claim import RecordRepayment, RecordSurplusReturn
from domain.clearing import ConfirmClearing, ProposeClearing
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
from domain.payment import OrderPayment
from domain.payment_run import OpenPaymentRun, RecordHandOver, RecordPaymentFile
from domain.proceeding import AbandonRecovery, OpenRecovery, StartHearing, SubmitStatement
from domain.proof_of_use import CloseCase, CloseExamination, ExamineProof, ReturnProof, SubmitProof
from domain.proof_queries import AnswerQueries, QueryProof
from domain.reasons.general import CASE_UNKNOWN, NOT_YOUR_ROLE
from domain.recipient import ConfirmBankDetails, RegisterRecipient, ReportBankDetails
from domain.recipient_changes import ChangeClass, MoveSeat
from domain.reopening import ReopenExamination
from domain.sampling import AnnounceDraw, DrawSample, FreezePopulation
from domain.selection import DecideSelection, RankApplications
from domain.year_end import CloseBudgetYear

ALLOWED: dict[type[Command], tuple[Role, ...]] = {
    RegisterRecipient: ("clerk",),
    ReportBankDetails: ("applicant", "county_finance"),
    ConfirmBankDetails: ("clerk",),
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
    OrderPayment: ("signatory",),
    OpenPaymentRun: ("treasury", "system"),
    RecordPaymentFile: ("system",),
    RecordHandOver: ("system",),
    RecordBankMessage: ("treasury", "system"),
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
    RecordRepayment: ("treasury",),
    RecordSurplusReturn: ("treasury",),
    RecordInstructionDefect: ("clerk",),
    RecordReminder: ("system",),
    RecordLetter: ("system",),
    AdvanceClock: ("trainer",),
    ProposeClearing: ("treasury",),
    ConfirmClearing: ("treasury",),
}
"""The whole of the rights; what is not listed is forbidden to everyone."""

SCOPED: frozenset[Role] = frozenset({"applicant", "county_finance"})
"""Roles that act for one recipient and see nothing else."""

READERS: frozenset[Role] = frozenset(
    {
        "clerk",
        "signatory",
        "budget_officer",
        "treasury",
        "ministry",
        "auditor",
        "trainer",
        "system",
    }
)
"""Roles that may read every case."""


def permit(desk: Desk, command: Command, context: Context) -> None:
    """Refuses a command that the role may not give, or that is about somebody else's case."""
    allowed = ALLOWED.get(type(command), ())
    if context.role not in allowed:
        raise NOT_YOUR_ROLE.because(role=context.role, allowed=", ".join(allowed))
    if context.role in SCOPED and (
        context.scope is None or context.scope != _recipient_of(desk, command)
    ):
        raise CASE_UNKNOWN.because()
    if context.role not in SCOPED and context.role != "system":
        refuse_excluded(desk, command, context)


def _recipient_of(desk: Desk, command: Command) -> str | None:
    recipient = getattr(command, "recipient", None)
    if isinstance(recipient, str):
        return recipient
    application = desk.read(Application, str(getattr(command, "case", "")))
    return application.content.recipient if application.content else None


def may_read(recipient: str, role: Role, scope: str | None) -> bool:
    """Whether a role with its scope may see the files of a recipient."""
    return role in READERS or (role in SCOPED and scope == recipient)
