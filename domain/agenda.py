"""What the engine itself does next for a subject, and from which day on: the processes' law.

Workflows ask here and nowhere else. A plan says at which stage a process stands and which own
step comes next; without a step the process waits for people or for the bank.
"""

from datetime import date, timedelta
from typing import assert_never

from domain.application import Application
from domain.approval import Approval
from domain.correspondence import LetterKind
from domain.desk import Desk
from domain.disbursement import Disbursement
from domain.enforcement_decisions import held_back
from domain.erasure import Erasure
from domain.legal_periods import final_from, portal_retrieval
from domain.notice import NoticeVersion
from domain.notice_decisions import notification_of
from domain.payment_run import PaymentRun
from domain.proof_decisions import granted_cents, rest_cents
from domain.proof_of_use import ProofOfUse
from domain.recipient import Recipient
from domain.recovery import Recovery
from domain.recovery_agenda import due_letters
from domain.retention import Retention
from domain.retention_decisions import is_needed
from domain.steps import AT_ONCE, CLOSED, Act, Correspondence, Plan, Process, Step
from domain.terms import programme_of

__all__ = ["AT_ONCE", "CLOSED", "Act", "Plan", "Process", "Step", "makes_runs", "plan"]


def plan(desk: Desk, process: Process, key: str) -> Plan:
    """The plan of a process for its subject."""
    match process:
        case "review":
            return _review(desk, key)
        case "notice":
            return _notice(desk, key)
        case "disbursement":
            return _disbursement(desk, key)
        case "payment_run":
            return _payment_run(desk, key)
        case "proof_of_use":
            return _proof_of_use(desk, key)
        case "recovery":
            return _recovery(desk, key)
        case "retention":
            return _retention(desk, key)
        case "erasure":
            return _erasure(desk, key)
        case "bank_details":
            return _bank_details(desk, key)
        case _:
            assert_never(process)


def _review(desk: Desk, case: str) -> Plan:
    application = desk.read(Application, case)
    paper = Correspondence("review", case, application.sent)
    if application.status == "incomplete" and application.gaps_due_on:
        again = f".{application.requests}" if application.requests > 1 else ""
        request = paper.letter("document_request", f"{application.gaps_due_on}{again}")
        return Plan(stage="documents", step=request or paper.about(desk, application.duty))
    if application.status == "rejected":
        letter = paper.letter("rejection_notice", "v1")
        return Plan(stage="rejection" if letter else CLOSED, step=letter)
    decided = not application.open or desk.read(Approval, case).signed
    return Plan(stage=CLOSED if decided else "decision")


def _notice(desk: Desk, case: str) -> Plan:
    """Every version of the notice goes its way; the earliest step of all comes next."""
    approval = desk.read(Approval, case)
    if approval.signed is None:
        return Plan(stage=CLOSED)
    plans = [_version(desk, approval, one) for one in approval.versions]
    running = [one for one in plans if not one.closed]
    if not running:
        return Plan(stage=CLOSED)
    steps = [one.step for one in running if one.step]
    return Plan(stage=running[-1].stage, step=min(steps, key=_due_on, default=None))


def _due_on(step: Step) -> date:
    return step.due_on


def _version(desk: Desk, approval: Approval, notice: NoticeVersion) -> Plan:
    paper = Correspondence("notice", approval.key, approval.sent)
    if letter := _correction(paper, notice):
        return Plan(stage="letter", step=letter)
    accepted = approval.declaration is not None or notice.number > 1
    if notice.quashed or (notice.final_on and accepted):
        return Plan(stage=CLOSED)
    kind: LetterKind = "approval_notice" if notice.number == 1 else "amending_notice"
    if letter := paper.letter(kind, f"v{notice.number}"):
        return Plan(stage="letter", step=letter)
    if notice.posted is None:
        channel = approval.channel_of(notice.number)
        step = _own("post", approval.key, version=notice.number, about=channel)
        return Plan(stage="posting", step=step)
    if notice.notified is None:
        return Plan(stage="notification", step=_notification_step(desk, approval, notice))
    return Plan(stage="acceptance", step=_acceptance_step(desk, approval, notice, paper=paper))


def _correction(paper: Correspondence, notice: NoticeVersion) -> Step | None:
    """The first correction that was not told; a notice still in the house is told as a whole."""
    count = len(notice.corrections) if notice.posted else 0
    letters = (
        paper.letter("correction_letter", f"v{notice.number}.{number}")
        for number in range(1, count + 1)
    )
    return next((one for one in letters if one), None)


def _own(act: Act, case: str, *, version: int, due_on: date = AT_ONCE, about: str = "") -> Step:
    """A step on a version of the notice; the first version's steps bear no number."""
    parts = ["notice", case, act, about, f"v{version}" if version > 1 else ""]
    key = "/".join(part for part in parts if part)
    return Step(act=act, key=key, due_on=due_on, about=about, version=version)


def _notification_step(desk: Desk, approval: Approval, notice: NoticeVersion) -> Step:
    day = notification_of(notice, programme_of(desk, approval.key))
    if day is not None:
        return _own("notify", approval.key, version=notice.number, due_on=day.on)
    posted_on = notice.posted.posted_on if notice.posted else AT_ONCE
    lapses = portal_retrieval(posted_on).on + timedelta(days=1)
    return _own("post", approval.key, version=notice.number, due_on=lapses, about="post")


def _acceptance_step(
    desk: Desk, approval: Approval, notice: NoticeVersion, *, paper: Correspondence
) -> Step | None:
    steps = [paper.about(desk, approval.duty)] if notice.number == 1 else []
    if notice.notified and notice.awaits_finality:
        final_on = final_from(notice.notified.remedies)
        again = str(final_on) if notice.instruction_defect else ""
        finalise = _own(
            "finalise", approval.key, version=notice.number, due_on=final_on, about=again
        )
        steps.append(finalise)
    return min((step for step in steps if step), key=_due_on, default=None)


def _disbursement(desk: Desk, key: str) -> Plan:
    disbursement = desk.read(Disbursement, key)
    if disbursement.status in {"none", "returned_to_recipient"}:
        return Plan(stage=CLOSED)
    if disbursement.status in {"requested", "factually_certified", "certified"}:
        return Plan(stage="order")
    if disbursement.use is None:
        return Plan(stage="payment")
    if disbursement.duty is None:
        return Plan(stage=CLOSED)
    paper = Correspondence("disbursement", key, disbursement.sent)
    return Plan(stage="use", step=paper.about(desk, disbursement.duty))


def makes_runs(desk: Desk, day: date) -> bool:
    """Whether the schedule opens payment runs on the day: one of its weekdays, people at work."""
    return desk.calendar.is_working_day(day) and desk.bank_days.is_run_day(day)


def _payment_run(desk: Desk, key: str) -> Plan:
    run = desk.read(PaymentRun, key)
    if run.frozen is None or run.settled:
        return Plan(stage=CLOSED)
    if run.file is None:
        return Plan(stage="file", step=Step(act="write_file", key=f"payment_run/{key}/file"))
    over = run.hand_over
    if not (over.done or over.unknown):
        again = f"/{over.attempt}" if over.attempt > 1 else ""
        step = Step(act="hand_over", key=f"payment_run/{key}/hand_over{again}")
        return Plan(stage="hand_over", step=step)
    return Plan(stage="answers", step=Step(act="collect", key=f"payment_run/{key}/collect"))


def _proof_of_use(desk: Desk, case: str) -> Plan:
    proof = desk.read(ProofOfUse, case)
    paper = Correspondence("proof_of_use", case, proof.sent)
    if proof.expected is None:
        return Plan(stage=CLOSED)
    # A notice that was revoked as a whole needs no proof; only the money must come back.
    if proof.settled or granted_cents(desk, case):
        if proof.submitted is None or proof.queries:
            return Plan(stage="proof", step=paper.about(desk, proof.duty))
        if proof.settled is None:
            return Plan(stage="examination")
        if note := paper.letter("examination_note", proof.edition):
            return Plan(stage="note", step=note)
    if not proof.closed:
        return Plan(stage="closing", step=_closing_step(desk, proof))
    letter = paper.letter("closing_letter", proof.edition)
    return Plan(stage="farewell" if letter else CLOSED, step=letter)


def _closing_step(desk: Desk, proof: ProofOfUse) -> Step | None:
    """The system closes what reconciles to zero; a refund or an undrawn rest waits for people."""
    contested = desk.read(Approval, proof.key).contested
    if contested or rest_cents(desk, proof.key) or not desk.read(Recovery, proof.key).over:
        return None
    again = f"/{proof.edition}" if proof.settlements > 1 else ""
    return Step(act="close", key=f"proof_of_use/{proof.key}/close{again}")


def _recovery(desk: Desk, case: str) -> Plan:
    """Letters leave in their turn; deciding, paying and taking money in is for people.

    Nothing is dunned while a remedy holds the claim back (§ 80 Abs. 1 VwGO).
    """
    recovery = desk.read(Recovery, case)
    paper = Correspondence("recovery", case, recovery.sent)
    terms = programme_of(desk, case).parameters.recovery
    rests = held_back(desk, recovery)
    owed = (one for one in due_letters(recovery, terms) if not (rests and one.dunning))
    letters = (paper.letter(*one) for one in owed)
    step = min((one for one in letters if one), key=_due_on, default=None)
    if recovery.opened or recovery.draft:
        return Plan(stage="proceeding", step=step)
    if not recovery.over:
        return Plan(stage="collection", step=step)
    return Plan(stage="letters" if step else CLOSED, step=step)


def _retention(desk: Desk, case: str) -> Plan:
    """A file rests until its day; a hold or open money keeps it longer, whatever its period."""
    retention = desk.read(Retention, case)
    if retention.began is None or retention.destroyed:
        return Plan(stage=CLOSED)
    if retention.offered_on is None:
        due_on = retention.began.file.on + timedelta(days=1)
        again = f"/{retention.offers + 1}" if retention.offers else ""
        offer = Step(act="offer", key=f"retention/{case}/offer{again}", due_on=due_on)
        return Plan(stage="keeping", step=None if is_needed(desk, case) else offer)
    paper = Correspondence("retention", case, retention.sent)
    if letter := paper.letter("archive_offer", f"v{retention.offers}"):
        return Plan(stage="offer", step=letter)
    if retention.signed_by is None:
        return Plan(stage="appraisal")
    return Plan(stage="disposal", step=Step(act="destroy", key=f"retention/{case}/destroy"))


def _erasure(desk: Desk, case: str) -> Plan:
    erasure = desk.read(Erasure, case)
    if erasure.signed is None:
        return Plan(stage="request" if erasure.proposed else CLOSED)
    key = f"erasure/{case}/erase/{len(erasure.carried_out) + 1}"
    return Plan(stage="erasure", step=Step(act="erase", key=key))


def _bank_details(desk: Desk, key: str) -> Plan:
    """The contact known before is told of each other account, unless that was stopped.

    Without a case nothing is paid, and there is no file for the letter.
    """
    recipient = desk.read(Recipient, key)
    paper = Correspondence("bank_details", key, recipient.sent)
    changes = (
        paper.letter("account_letter", f"v{number}")
        for number, one in enumerate(recipient.accounts, 1)
        if one.confirmed.changed and not one.objected and desk.cases_of(key)
    )
    step = next((one for one in changes if one), None)
    return Plan(stage="letter" if step else CLOSED, step=step)
