"""All acts that pages offer: which command, for which thing, and whether it is possible now."""

from dataclasses import dataclass

from domain import (
    calendar_feed,
    clearing_decisions,
    hand_over_decisions,
    statement_gap_decisions,
    webhook,
)
from domain.application import (
    CheckApplication,
    RejectApplication,
    RequestDocuments,
    SubmitApplication,
    SupplyDocuments,
    WithdrawApplication,
)
from domain.application_decisions import (
    may_check,
    may_reject,
    may_request_documents,
    may_supply_documents,
    may_withdraw,
)
from domain.appropriation import AppropriateFunds, ReserveFunds
from domain.approval import (
    ProposeApproval,
    RecordPosting,
    RetrieveNotice,
    ReturnDeclaration,
    SendBackApproval,
    SignApproval,
)
from domain.approval_decisions import may_propose, may_sign
from domain.budget import AuthoriseCommitments, FreezeFunds, LiftFreeze
from domain.calendar_feed import RenewFeed, RevokeFeed
from domain.clearing import ConfirmClearing, ProposeClearing
from domain.clock import AdvanceClock
from domain.desk import Desk
from domain.disbursement import (
    CertifyArithmetically,
    CertifyFactually,
    Disbursement,
    ReportUse,
    RequestDrawdown,
    ReturnDrawdown,
    disbursement_key,
)
from domain.disbursement_decisions import (
    may_certify_arithmetically,
    may_certify_factually,
    may_report_use,
    may_request,
    may_return,
    unpaid_rest,
)
from domain.exclusion import refuse_if_excluded
from domain.extension import ExtendPeriod
from domain.extension_decisions import may_extend
from domain.hand_over import ConfirmReceipt, ProposeReceipt, ReportLostAnswer
from domain.instruction import RecordInstructionDefect
from domain.instruction_decisions import may_record_defect
from domain.kernel import ZERO, Context, Refusal, Refused
from domain.notice_decisions import may_return_declaration
from domain.order_decisions import may_order
from domain.payment import OrderPayment
from domain.payment_run import OpenPaymentRun
from domain.policy import SCOPED, is_responsible
from domain.proof_decisions import (
    may_close_case,
    may_close_examination,
    may_examine,
    may_submit,
)
from domain.proof_of_use import CloseCase, CloseExamination, ExamineProof, ReturnProof, SubmitProof
from domain.proof_queries import AnswerQueries, QueryProof
from domain.query_decisions import may_answer, may_query
from domain.reasons.payment import ABOVE_REST, USE_ABOVE_PAYOUT
from domain.recipient import RegisterRecipient
from domain.recipient_changes import ChangeClass, MoveSeat
from domain.reopening import ReopenExamination
from domain.reopening_decisions import may_reopen
from domain.reservation import may_reserve
from domain.sampling import AnnounceDraw, DrawSample, FreezePopulation
from domain.sampling_decisions import may_draw_sample, may_freeze
from domain.seal_key import OrderSealKey, ProposeSealKey
from domain.selection import DecideSelection, RankApplications
from domain.statement_gap import ConfirmPassingOver, ProposePassingOver
from domain.webhook import RegisterWebhook, RemoveWebhook, ResumeWebhook
from domain.year_end import CloseBudgetYear
from office.deciders import DECIDERS
from web.account_acts import ACCOUNT_ACTS
from web.act import Act, Place
from web.further_acts import CASE_ACTS
from web.keeping_acts import KEEPING_ACTS
from web.later_acts import may_open_newest, opening_of_newest, posting_of_newest
from web.onward_acts import ONWARD_ACTS
from web.recovery_acts import RECOVERY_ACTS


@dataclass(frozen=True)
class Offer:
    """An act for a thing: possible where `refusal` is `None`; `number` tells the draw-down."""

    act: Act
    refusal: Refusal | None = None
    number: int | None = None


def _may_draw(desk: Desk, case: str, context: Context) -> None:
    may_request(desk, case, context)
    rest = unpaid_rest(desk, case)
    if rest <= ZERO:
        raise ABOVE_REST.because(rest=rest.euro)


def _may_report_use(desk: Desk, key: tuple[str, int], context: Context) -> None:
    may_report_use(desk, key, context)
    draw = desk.read(Disbursement, disbursement_key(*key))
    if draw.used_cents >= draw.paid_cents:
        raise USE_ABOVE_PAYOUT.because(rest=ZERO.euro)


ACTS: tuple[Act, ...] = (
    Act(SupplyDocuments, "case", may_supply_documents),
    Act(
        WithdrawApplication, "case", may_withdraw, lambda _, key, __: WithdrawApplication(case=key)
    ),
    Act(CheckApplication, "case", may_check),
    Act(RequestDocuments, "case", may_request_documents, aside=True),
    Act(ReserveFunds, "case", may_reserve, lambda _, key, __: ReserveFunds(case=key)),
    Act(ProposeApproval, "case", may_propose),
    Act(SignApproval, "case", may_sign),
    Act(SendBackApproval, "case", may_sign, aside=True),
    Act(RejectApplication, "case", may_reject, aside=True),
    Act(RecordPosting, "case", None, posting_of_newest),
    Act(RetrieveNotice, "case", may_open_newest, opening_of_newest),
    Act(ReturnDeclaration, "case", may_return_declaration),
    Act(RequestDrawdown, "case", _may_draw),
    Act(SubmitProof, "case", may_submit),
    Act(AnswerQueries, "case", may_answer),
    Act(ExamineProof, "case", may_examine),
    Act(QueryProof, "case", may_query, aside=True),
    Act(ReturnProof, "case", may_examine, aside=True),
    Act(CloseExamination, "case", may_close_examination),
    Act(CloseCase, "case", may_close_case, lambda _, key, __: CloseCase(case=key)),
    Act(ReopenExamination, "case", may_reopen, aside=True, quiet=True),
    Act(ExtendPeriod, "case", may_extend, aside=True, rare=True),
    Act(RecordInstructionDefect, "case", may_record_defect, aside=True, rare=True),
    *CASE_ACTS,
    *RECOVERY_ACTS,
    *KEEPING_ACTS,
    Act(CertifyFactually, "payment", may_certify_factually),
    Act(CertifyArithmetically, "payment", may_certify_arithmetically),
    Act(OrderPayment, "payment", may_order),
    Act(ReturnDrawdown, "payment", may_return, aside=True),
    Act(ReportUse, "payment", _may_report_use),
    *ACCOUNT_ACTS,
    Act(RenewFeed, "recipient", aside=True, rare=True),
    Act(RevokeFeed, "recipient", calendar_feed.may_revoke, aside=True, rare=True),
    Act(RegisterWebhook, "recipient", aside=True, rare=True),
    Act(ResumeWebhook, "recipient", webhook.may_resume, aside=True, quiet=True),
    Act(RemoveWebhook, "recipient", webhook.may_remove, aside=True, rare=True),
    Act(FreezePopulation, "draw", may_freeze),
    Act(DrawSample, "draw", may_draw_sample),
    Act(ChangeClass, "recipient", aside=True, rare=True),
    Act(MoveSeat, "recipient", aside=True, rare=True),
    Act(RegisterRecipient, "house"),
    Act(AppropriateFunds, "house"),
    Act(AuthoriseCommitments, "house"),
    Act(FreezeFunds, "house"),
    Act(LiftFreeze, "house"),
    Act(CloseBudgetYear, "house"),
    Act(RankApplications, "house"),
    Act(DecideSelection, "house"),
    Act(OpenPaymentRun, "house"),
    Act(AnnounceDraw, "house"),
    Act(ProposeSealKey, "house"),
    Act(OrderSealKey, "house"),
    Act(AdvanceClock, "house"),
    Act(SubmitApplication, "house"),
    *ONWARD_ACTS,
    Act(ProposeClearing, "clearing", clearing_decisions.may_propose),
    Act(ConfirmClearing, "clearing", clearing_decisions.may_confirm),
    Act(
        ReportLostAnswer,
        "run",
        hand_over_decisions.may_report_lost,
        lambda _, key, __: ReportLostAnswer(run=key),
        aside=True,
        quiet=True,
    ),
    Act(ProposePassingOver, "gap", statement_gap_decisions.may_propose),
    Act(ConfirmPassingOver, "gap", statement_gap_decisions.may_confirm),
    Act(ProposeReceipt, "run", hand_over_decisions.may_propose, quiet=True),
    Act(ConfirmReceipt, "run", hand_over_decisions.may_confirm),
)
"""In the order of a case's life, which is the order of the buttons."""

BY_NAME = {act.name: act for act in ACTS}


def offers(
    place: Place, key: str | tuple[str, int], desk: Desk, *, context: Context
) -> list[Offer]:
    """The acts of a role on one thing; what is done already is not offered again."""
    number = key[1] if isinstance(key, tuple) else None
    found = []
    for act in ACTS:
        about = key[0] if isinstance(key, tuple) else key
        if act.place != place or not act.allows(context):
            continue
        if not is_responsible(desk, act.command, about, context):
            continue
        try:
            if _is_open(act, key, desk, context=context):
                found.append(Offer(act, None, number))
        except Refused as refused:
            found += [] if act.quiet else [Offer(act, refused.refusal, number)]
    return found


def offer(act: Act, key: str | tuple[str, int], desk: Desk, *, context: Context) -> Offer:
    """One act on one thing, possible or with the reason why not."""
    number = key[1] if isinstance(key, tuple) else None
    try:
        _is_open(act, key, desk, context=context)
    except Refused as refused:
        return Offer(act, refused.refusal, number)
    return Offer(act, None, number)


def _is_open(act: Act, key: str | tuple[str, int], desk: Desk, *, context: Context) -> bool:
    """Whether something is left to do; Refused where it may not be done."""
    case = key[0] if isinstance(key, tuple) else key
    if act.place in {"case", "payment"} and context.role not in SCOPED:
        refuse_if_excluded(desk, case, context)
    if act.guard is not None:
        act.guard(desk, key, context)  # type: ignore[arg-type]  # the place says which key it is
    if act.probe is None or isinstance(key, tuple):
        return True
    command = act.probe(desk, key, context)
    return bool(DECIDERS[act.command](desk, command, context))
