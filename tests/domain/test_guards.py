"""Each question “may I?” has the answer that the act itself would get, at every stage of a case."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

import pytest

from domain import application_decisions as application
from domain import approval_decisions as approval
from domain import bank_details_decisions, order_decisions
from domain import disbursement_decisions as disbursement
from domain import notice_decisions as notice
from domain import proof_decisions as proof
from domain.application import (
    RejectApplication,
    RequestDocuments,
    SupplyDocuments,
    WithdrawApplication,
)
from domain.appropriation import ReserveFunds
from domain.approval import RetrieveNotice, SendBackApproval
from domain.disbursement import ReturnDrawdown
from domain.extension_decisions import duties, may_extend
from domain.kernel import Refused
from domain.proof_of_use import CloseCase, ReturnProof
from domain.reservation import may_reserve
from tests.cast import ADLER, ANTRAG, BIRKE, BODY, CRAMER, DORN, EICHE, FALK, KASSE, confirmation
from tests.story import Actor, Ask, Story, context, given
from tests.usual_grant import CASE, CHAPTERS, Grant

GRANT = Grant()
DRAW = (CASE, 1)
ASK = RequestDocuments(case=CASE, gaps=("form",), due_on=date(2099, 1, 1))
DECLARE = GRANT.declaration(signed_on=date(2016, 1, 12))
RETURN = ReturnDrawdown(case=CASE, number=1, remark="Bitte Belege.")


class Question(NamedTuple):
    """A guard, what it is asked about, and the act it speaks for."""

    guard: Callable[..., None]
    about: object
    ask: Ask
    who: Actor


QUESTIONS = [
    Question(application.may_request_documents, CASE, ASK, ADLER),
    Question(application.may_check, CASE, GRANT.check(), ADLER),
    Question(application.may_reject, CASE, RejectApplication(case=CASE, reasons="Nein."), DORN),
    Question(application.may_withdraw, CASE, WithdrawApplication(case=CASE), ANTRAG),
    Question(may_reserve, CASE, ReserveFunds(case=CASE), FALK),
    Question(approval.may_propose, CASE, GRANT.proposal(), BIRKE),
    Question(approval.may_sign, CASE, GRANT.signature, DORN),
    Question(approval.may_sign, CASE, SendBackApproval(case=CASE, remark="Bitte."), DORN),
    Question(notice.may_retrieve, CASE, RetrieveNotice(case=CASE), ANTRAG),
    Question(notice.may_return_declaration, CASE, DECLARE, ANTRAG),
    Question(bank_details_decisions.may_confirm_bank_details, BODY, confirmation, BIRKE),
    Question(disbursement.may_certify_factually, DRAW, GRANT.factual(), ADLER),
    Question(disbursement.may_certify_arithmetically, DRAW, GRANT.arithmetical(), CRAMER),
    Question(order_decisions.may_order, DRAW, GRANT.order(), EICHE),
    Question(disbursement.may_return, DRAW, RETURN, ADLER),
    Question(proof.may_submit, CASE, GRANT.proof(), ANTRAG),
    Question(proof.may_examine, CASE, GRANT.note(), BIRKE),
    Question(proof.may_examine, CASE, ReturnProof(case=CASE, remark="Bitte."), BIRKE),
    Question(proof.may_close_examination, CASE, GRANT.settlement, DORN),
    Question(proof.may_close_case, CASE, CloseCase(case=CASE), ADLER),
]


def said(question: Question, story: Story) -> str | None:
    """What the guard answers: the code of its refusal, `None` where it says yes."""
    try:
        question.guard(story.desk, question.about, context(question.who, story.today))
    except Refused as refused:
        return refused.refusal.code
    return None


def life() -> Iterator[tuple[str, Story]]:
    """The usual grant chapter by chapter."""
    story = Story()
    for chapter in CHAPTERS:
        yield chapter, story.given(*getattr(GRANT, chapter)())


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.guard.__name__)
def test_a_guard_says_what_the_act_would_be_answered(question: Question) -> None:
    for chapter, story in life():
        answer = story.when(question.ask, as_=question.who)
        told = answer.refusal.refusal.code if answer.refusal else None
        if question.guard is not proof.may_close_case or chapter != "closed":
            assert (chapter, said(question, story)) == (chapter, told)


def test_missing_documents_are_supplied_while_some_are_missing() -> None:
    story = given(*GRANT.until("submitted"))
    supply = SupplyDocuments(case=CASE, gaps=("form",))
    question = Question(application.may_supply_documents, CASE, supply, ANTRAG)
    assert said(question, story) == "wrong_stage"
    story.when(ASK, as_=ADLER).granted()
    assert said(question, story) is None


def test_a_period_can_be_extended_while_something_is_owed() -> None:
    for chapter, story in life():
        open_duties = [*duties(story.desk, CASE)] if chapter != "registered" else []
        longer = Question(may_extend, CASE, ASK, ADLER)
        expected = "case_unknown" if chapter == "registered" else "no_open_period"
        assert said(longer, story) == (None if open_duties else expected)


def test_use_and_draw_downs_are_possible_where_the_guard_says_so() -> None:
    """Their amounts can still be wrong; the stage never is."""
    draw = Question(disbursement.may_request, CASE, GRANT.drawdown(), KASSE)
    use = Question(disbursement.may_report_use, DRAW, GRANT.use(cents=1), KASSE)
    for _, story in life():
        for question in (draw, use):
            code, answer = said(question, story), story.when(question.ask, as_=KASSE)
            refusal = answer.refusal.refusal if answer.refusal else None
            assert (refusal and refusal.code) == code or refusal.field in {"amount_cents", "uses"}
