"""Each question “may I?” after the decision has the answer that the act itself would get."""

import pytest

from domain import amendment_decisions as amendments
from domain import change_report, co_financing, contest, correction, early_start, exclusion
from domain.amendment import RefuseAmendment, SendBackAmendment
from domain.change_report import ReviewChange
from domain.correction import CorrectNotice
from tests.cast import ADLER, ANTRAG, BIRKE, DORN
from tests.changed_grant import APRIL, WISH, amendment, remedy, remedy_end, report, signature
from tests.domain.test_guards import GRANT, Question, life, said
from tests.usual_grant import CASE

CORRECT = CorrectNotice(case=CASE, wrong="2106", right="2016", why_obvious="Zahlendreher.")
REVIEW = ReviewChange(case=CASE, report=1, consequence="none", reasons="Ohne Gewicht.")
REQUEST = early_start.RequestEarlyStart(case=CASE, start_on=APRIL, reasons="Eilig.")
PERMIT = early_start.PermitEarlyStart(case=CASE, from_on=APRIL, reasons="Eilig.")
CONTRACT = early_start.RecordContract(case=CASE, concluded_on=APRIL, about="Miete")
HARMLESS = early_start.ReviewStart(case=CASE, harmful=False, reasons="Ohne Bindung.")
AGREEMENT = co_financing.RecordAgreement(
    case=CASE, examiner="Bund", agreed_on=APRIL, reference="Vermerk"
)
EXCLUDE = exclusion.ExcludePerson(case=CASE, excluded="x", cause="bias")
LIFT = exclusion.LiftExclusion(case=CASE, excluded="x", reasons="Geklärt.")
QUESTIONS = [
    Question(early_start.may_request, CASE, REQUEST, ANTRAG),
    Question(early_start.may_answer, CASE, PERMIT, DORN),
    Question(early_start.may_record_contract, CASE, CONTRACT, ADLER),
    Question(early_start.may_review, CASE, HARMLESS, ADLER),
    Question(co_financing.may_record_agreement, CASE, AGREEMENT, ADLER),
    Question(exclusion.may_exclude, CASE, EXCLUDE, DORN),
    Question(exclusion.may_lift, CASE, LIFT, DORN),
    Question(amendments.may_request, CASE, WISH, ANTRAG),
    Question(amendments.may_refuse, CASE, RefuseAmendment(case=CASE, reasons="Nein."), DORN),
    Question(amendments.may_propose, CASE, amendment(GRANT, 50_000_00, purpose="Neu"), BIRKE),
    Question(amendments.may_sign, CASE, signature(GRANT), DORN),
    Question(amendments.may_sign, CASE, SendBackAmendment(case=CASE, remark="Nein."), DORN),
    Question(contest.may_record_remedy, CASE, remedy(GRANT), ADLER),
    Question(contest.may_end_remedy, CASE, remedy_end(GRANT), ADLER),
    Question(correction.may_correct, CASE, CORRECT, DORN),
    Question(change_report.may_report, CASE, report(GRANT), ANTRAG),
    Question(change_report.may_review, CASE, REVIEW, BIRKE),
]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.guard.__name__)
def test_a_guard_after_the_decision_says_what_the_act_would_be_answered(question) -> None:
    for chapter, story in life():
        if chapter == "registered":
            continue
        answer = story.when(question.ask, as_=question.who, on=max(story.today, APRIL))
        told = answer.refusal.refusal.code if answer.refusal else None
        assert (chapter, said(question, story)) == (chapter, told)
