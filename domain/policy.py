"""Who may do what: one table, command by role, and the scope of those who act for a recipient."""

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
from domain.claim import RecordRepayment, RecordSurplusReturn
from domain.clock import AdvanceClock
from domain.correspondence import RecordLetter, RecordReminder
from domain.desk import Desk
from domain.disbursement import (
    CertifyArithmetically,
    CertifyFactually,
    ReportUse,
    RequestDrawdown,
    ReturnDrawdown,
)
from domain.extension import ExtendPeriod
from domain.instruction import RecordInstructionDefect
from domain.kernel import Command, Context, Role
from domain.measure import (
    ProposeDeferral,
    ProposeInterest,
    ProposeInterestWaiver,
    ProposeRefund,
    ProposeRefundWaiver,
    ProposeRemission,
    ProposeSuspension,
    SendBackMeasure,
    SignMeasure,
)
from domain.payment import OrderPayment
from domain.payment_run import OpenPaymentRun, RecordHandOver, RecordPaymentFile
from domain.proceeding import AbandonRecovery, OpenRecovery, StartHearing, SubmitStatement
from domain.proof_of_use import CloseCase, CloseExamination, ExamineProof, ReturnProof, SubmitProof
from domain.reasons.general import CASE_UNKNOWN, NOT_YOUR_ROLE
from domain.recipient import ConfirmBankDetails, RegisterRecipient, ReportBankDetails

ALLOWED: dict[type[Command], tuple[Role, ...]] = {
    RegisterRecipient: ("clerk",),
    ReportBankDetails: ("applicant", "county_finance"),
    ConfirmBankDetails: ("clerk",),
    SubmitApplication: ("applicant",),
    RequestDocuments: ("clerk",),
    SupplyDocuments: ("applicant",),
    CheckApplication: ("clerk",),
    WithdrawApplication: ("applicant",),
    RejectApplication: ("signatory",),
    AppropriateFunds: ("budget_officer",),
    ReserveFunds: ("budget_officer",),
    ProposeApproval: ("clerk",),
    SendBackApproval: ("signatory",),
    SignApproval: ("signatory",),
    RecordPosting: ("clerk", "system"),
    RetrieveNotice: ("applicant",),
    RecordNotification: ("system",),
    ReturnDeclaration: ("applicant",),
    RecordFinality: ("system",),
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
    ExamineProof: ("clerk",),
    CloseExamination: ("signatory",),
    CloseCase: ("clerk", "system"),
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
    RecordRepayment: ("treasury",),
    RecordSurplusReturn: ("treasury",),
    ExtendPeriod: ("clerk",),
    RecordInstructionDefect: ("clerk",),
    RecordReminder: ("system",),
    RecordLetter: ("system",),
    AdvanceClock: ("trainer",),
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


def _recipient_of(desk: Desk, command: Command) -> str | None:
    recipient = getattr(command, "recipient", None)
    if isinstance(recipient, str):
        return recipient
    application = desk.read(Application, str(getattr(command, "case", "")))
    return application.content.recipient if application.content else None


def may_read(recipient: str, role: Role, scope: str | None) -> bool:
    """Whether a role with its scope may see the files of a recipient."""
    return role in READERS or (role in SCOPED and scope == recipient)
