"""The table of the office: which decision answers which command, and which events exist."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from domain import (
    amendment,
    amendment_decisions,
    application,
    application_decisions,
    appropriation,
    approval,
    approval_decisions,
    bank_message,
    budget,
    change_report,
    claim,
    claim_decisions,
    clock,
    co_financing,
    contest,
    correction,
    correspondence,
    correspondence_decisions,
    disbursement,
    disbursement_decisions,
    early_start,
    exclusion,
    extension,
    extension_decisions,
    instruction,
    instruction_decisions,
    measure,
    measure_decisions,
    notice,
    notice_decisions,
    payment,
    payment_run,
    proceeding,
    proof_decisions,
    proof_of_use,
    proof_queries,
    query_decisions,
    recipient,
    recipient_changes,
    recovery_decisions,
    reopening,
    reopening_decisions,
    reservation,
    sampling,
    sampling_decisions,
    selection,
    selection_decisions,
)
from domain.desk import Desk
from domain.kernel import Command, Context, Event, Filings

Decide = Callable[[Desk, Any, Context], Filings]

DECIDERS: dict[type[Command], Decide] = {
    recipient.RegisterRecipient: recipient.register,
    recipient.ReportBankDetails: recipient.report_bank_details,
    recipient.ConfirmBankDetails: recipient.confirm_bank_details,
    recipient_changes.ChangeClass: recipient_changes.change_class,
    recipient_changes.MoveSeat: recipient_changes.move_seat,
    early_start.RequestEarlyStart: early_start.request,
    early_start.PermitEarlyStart: early_start.permit,
    early_start.RefuseEarlyStart: early_start.refuse,
    early_start.RecordContract: early_start.record_contract,
    early_start.ReviewStart: early_start.review,
    co_financing.RecordAgreement: co_financing.record_agreement,
    exclusion.ExcludePerson: exclusion.exclude,
    exclusion.LiftExclusion: exclusion.lift,
    application.SubmitApplication: application_decisions.submit,
    application.RequestDocuments: application_decisions.request_documents,
    application.SupplyDocuments: application_decisions.supply_documents,
    application.CheckApplication: application_decisions.check,
    application.WithdrawApplication: application_decisions.withdraw,
    application.RejectApplication: application_decisions.reject,
    appropriation.AppropriateFunds: reservation.appropriate,
    appropriation.ReserveFunds: reservation.reserve,
    budget.AuthoriseCommitments: reservation.authorise,
    budget.FreezeFunds: reservation.freeze,
    budget.LiftFreeze: reservation.lift_freeze,
    selection.RankApplications: selection_decisions.rank,
    selection.DecideSelection: selection_decisions.decide,
    approval.ProposeApproval: approval_decisions.propose,
    approval.SendBackApproval: approval_decisions.send_back,
    approval.SignApproval: approval_decisions.sign,
    approval.RecordPosting: notice_decisions.record_posting,
    approval.RetrieveNotice: notice_decisions.retrieve,
    approval.RecordNotification: notice_decisions.record_notification,
    approval.ReturnDeclaration: notice_decisions.return_declaration,
    approval.RecordFinality: notice_decisions.record_finality,
    correction.CorrectNotice: correction.correct,
    contest.RecordRemedy: contest.record_remedy,
    contest.RecordRemedyEnd: contest.end_remedy,
    amendment.RequestAmendment: amendment_decisions.request,
    amendment.RefuseAmendment: amendment_decisions.refuse,
    amendment.ProposeAmendment: amendment_decisions.propose,
    amendment.SendBackAmendment: amendment_decisions.send_back,
    amendment.SignAmendment: amendment_decisions.sign,
    change_report.ReportChange: change_report.report,
    change_report.ReviewChange: change_report.review,
    disbursement.RequestDrawdown: disbursement_decisions.request,
    disbursement.ReturnDrawdown: disbursement_decisions.return_drawdown,
    disbursement.CertifyFactually: disbursement_decisions.certify_factually,
    disbursement.CertifyArithmetically: disbursement_decisions.certify_arithmetically,
    disbursement.ReportUse: disbursement_decisions.report_use,
    payment.OrderPayment: disbursement_decisions.order,
    payment_run.OpenPaymentRun: payment_run.open_run,
    payment_run.RecordPaymentFile: payment_run.record_file,
    payment_run.RecordHandOver: payment_run.record_hand_over,
    bank_message.RecordBankMessage: bank_message.record,
    proof_of_use.SubmitProof: proof_decisions.submit_proof,
    proof_of_use.ReturnProof: proof_decisions.return_proof,
    proof_queries.QueryProof: query_decisions.query,
    proof_queries.AnswerQueries: query_decisions.answer,
    proof_of_use.ExamineProof: proof_decisions.examine,
    proof_of_use.CloseExamination: proof_decisions.close_examination,
    proof_of_use.CloseCase: proof_decisions.close_case,
    reopening.ReopenExamination: reopening_decisions.reopen,
    sampling.AnnounceDraw: sampling_decisions.announce,
    sampling.FreezePopulation: sampling_decisions.freeze,
    sampling.DrawSample: sampling_decisions.draw_sample,
    extension.ExtendPeriod: extension_decisions.extend,
    proceeding.OpenRecovery: recovery_decisions.open_recovery,
    proceeding.StartHearing: recovery_decisions.start_hearing,
    proceeding.SubmitStatement: recovery_decisions.submit_statement,
    proceeding.AbandonRecovery: recovery_decisions.abandon,
    measure.ProposeRefund: measure_decisions.propose,
    measure.ProposeRefundWaiver: measure_decisions.propose,
    measure.ProposeInterest: measure_decisions.propose,
    measure.ProposeInterestWaiver: measure_decisions.propose,
    measure.ProposeDeferral: measure_decisions.propose,
    measure.ProposeSuspension: measure_decisions.propose,
    measure.ProposeRemission: measure_decisions.propose,
    measure.SendBackMeasure: measure_decisions.send_back,
    measure.SignMeasure: measure_decisions.sign,
    claim.RecordRepayment: claim_decisions.record_repayment,
    claim.RecordSurplusReturn: claim_decisions.record_surplus_return,
    instruction.RecordInstructionDefect: instruction_decisions.record_defect,
    correspondence.RecordReminder: correspondence_decisions.record_reminder,
    correspondence.RecordLetter: correspondence_decisions.record_letter,
    clock.AdvanceClock: clock.advance,
}
"""One line a command; the command's module tells the rest."""

COMMANDS: dict[str, type[Command]] = {command.NAME: command for command in DECIDERS}
"""Every command under its stable name."""

_MODULES: tuple[ModuleType, ...] = (
    recipient,
    application,
    early_start,
    co_financing,
    exclusion,
    appropriation,
    budget,
    selection,
    approval,
    notice,
    amendment,
    change_report,
    disbursement,
    payment,
    payment_run,
    bank_message,
    proof_of_use,
    proof_queries,
    reopening,
    sampling,
    proceeding,
    measure,
    claim,
    correspondence,
    extension,
    instruction,
    clock,
)


def _defined_in(module: ModuleType) -> list[type[Event]]:
    return [
        one
        for one in vars(module).values()
        if isinstance(one, type)
        and issubclass(one, Event)
        and one.__module__ == module.__name__
        and "TOPIC" in vars(one)
    ]


EVENTS: tuple[type[Event], ...] = tuple(
    event for module in _MODULES for event in _defined_in(module)
)
"""Every event that can be filed; nothing else can be read back."""
