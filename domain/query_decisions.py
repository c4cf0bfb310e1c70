"""Decisions on questions about a proof: asked by a clerk, answered within what was asked."""

from domain.application import Application
from domain.calendar import Period
from domain.desk import Desk
from domain.kernel import Context, Filings
from domain.onward_results import refuse_above_used
from domain.proof_decisions import expected_proof, may_examine
from domain.proof_of_use import ProofOfUse, ProofSubmitted
from domain.proof_queries import (
    AnswerQueries,
    ProofQueried,
    QueriesAnswered,
    QueryProof,
    changed_items,
    items_of,
)
from domain.reasons import proof as reasons
from domain.reasons.application import DUE_TOO_SOON
from domain.rules import assess


def may_query(desk: Desk, case: str, context: Context) -> None:
    """Questions need a proof to examine, and none that are still open."""
    may_examine(desk, case, context)
    if queries := desk.read(ProofOfUse, case).queries:
        raise reasons.QUERIES_OPEN.because(until=queries.due_on.isoformat())


def query(desk: Desk, command: QueryProof, context: Context) -> Filings:
    """Ask about items that the proof has."""
    may_query(desk, command.case, context)
    submitted = _submitted(desk, command.case)
    known = items_of(submitted)
    for question in command.questions:
        if question.item not in known:
            raise reasons.ITEM_UNKNOWN.because(item=question.item)
    if command.due_on <= context.today:
        raise DUE_TOO_SOON.because()
    event = ProofQueried(
        questions=command.questions, due_on=command.due_on, queried_by=context.person
    )
    return [(desk.read(ProofOfUse, command.case).subject, event)]


def may_answer(desk: Desk, case: str, context: Context) -> None:
    """An answer needs questions."""
    if expected_proof(desk, case).queries is None:
        raise reasons.NOTHING_QUERIED.because()


def answer(desk: Desk, command: AnswerQueries, context: Context) -> Filings:
    """Take in the answer; what was not asked about stays as it was."""
    may_answer(desk, command.case, context)
    proof = desk.read(ProofOfUse, command.case)
    submitted = _submitted(desk, command.case)
    asked = {question.item for question in proof.queries.questions} if proof.queries else set()
    changed = changed_items(submitted, command)
    if others := [item for item in changed if item not in asked]:
        raise reasons.NOT_QUERIED.because(items=", ".join(others))
    content = desk.read(Application, command.case).submitted
    period = Period(first=content.period_from, last=content.period_to)
    assess(desk.programme(content.programme), content.line, command.facts, period)
    refuse_above_used(desk, command.case, command.facts, found=submitted.onward)
    kept = {name: value for name, value in command if name not in {"case", "documents"}}
    event = QueriesAnswered(
        **kept,
        changed=changed,
        documents=tuple(dict.fromkeys((*submitted.documents, *command.documents))),
        answered_by=context.person,
    )
    return [(proof.subject, event)]


def _submitted(desk: Desk, case: str) -> ProofSubmitted:
    submitted = desk.read(ProofOfUse, case).submitted
    assert submitted, "questions are about a proof that was submitted"
    return submitted
