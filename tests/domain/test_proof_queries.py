"""Rückfragen: the recipient may change what was asked about, and nothing else."""

from datetime import date

import pytest

from domain.agenda import plan
from domain.correspondence import Duty
from domain.proof_of_use import ProofExamined, ProofOfUse, ReturnProof
from domain.proof_queries import (
    AnswerQueries,
    QueriesAnswered,
    QueryProof,
    changed_items,
    items_of,
)
from tests.cast import ADLER, ANTRAG, BIRKE, KASSE
from tests.story import Story, given
from tests.usual_grant import CASE, DIGEST, Grant

GRANT = Grant()
PROVEN = GRANT.until("proven")
DAY = date(2017, 2, 10)
DUE = date(2017, 3, 10)
GUIDES = {"guides": [{"key": "guide-1", "minutes": 60}, {"key": "guide-2", "minutes": 90}]}


def query(*items: str, due_on: date = DUE) -> QueryProof:
    questions = tuple({"item": item, "text": "Bitte erläutern."} for item in items)
    return QueryProof(case=CASE, questions=questions, due_on=due_on)


def answer(**changes: object) -> AnswerQueries:
    content = dict(GRANT.proof()) | {"answer": "Gern."} | changes
    return AnswerQueries.model_validate(content)


def queried(*items: str) -> Story:
    return given(*PROVEN, ADLER.asks(query(*items), DAY))


def test_what_was_asked_about_may_change_and_the_day_of_the_proof_stays() -> None:
    told = queried("report", "expenditure/Personal")
    before = told.state(ProofOfUse, CASE).submitted
    spent = ({"name": "Personal", "amount_cents": 58_000_00},)
    told = told.when(answer(report="Ergänzt.", expenditure=spent), as_=KASSE).then(QueriesAnswered)
    proof = told.state(ProofOfUse, CASE)
    assert (proof.submitted.report, proof.submitted.expenditure[0].amount_cents) == (
        "Ergänzt.",
        58_000_00,
    )
    assert (proof.submitted.submitted_on, proof.submitted.submitted_by) == (
        before.submitted_on,
        before.submitted_by,
    )
    assert proof.queries is None


@pytest.mark.parametrize(
    "changes",
    [
        {"report": "Anders."},
        {"other_cents": 1},
        {"facts": {"eligible_cents": 58_300_01, "months": 12}},
        {"expenditure": ({"name": "Honorare", "amount_cents": 58_300_00},)},
    ],
)
def test_what_was_not_asked_about_stays(changes) -> None:
    queried("facts/months").when(answer(**changes), as_=ANTRAG).refused("not_queried", "facts")


def test_documents_are_added_and_never_taken_away() -> None:
    other = "b" * 64
    first = given(*PROVEN, ANTRAG.asks(GRANT.proof(documents=(DIGEST,)), DAY))
    told = first.given(ADLER.asks(query("report"), DAY))
    told = told.given(ANTRAG.asks(answer(documents=(other,)), DAY))
    assert told.state(ProofOfUse, CASE).submitted.documents == (DIGEST, other)


def test_questions_are_about_items_of_the_proof_and_leave_time() -> None:
    given(*PROVEN).when(query("expenditure/Miete"), as_=ADLER).refused("item_unknown", "questions")
    given(*PROVEN).when(query("report", due_on=DAY), as_=ADLER, on=DAY).refused("due_too_soon")
    given(*GRANT.until("used")).when(query("report"), as_=ADLER).refused("no_proof_submitted")
    queried("report").when(query("report"), as_=ADLER).refused("queries_open")


def test_while_questions_are_open_the_proof_is_neither_replaced_nor_examined() -> None:
    told = queried("report")
    told.when(GRANT.proof(), as_=ANTRAG).refused("queries_open")
    told.when(GRANT.note(), as_=BIRKE, on=DUE).refused("queries_open")
    told.when(GRANT.note(), as_=BIRKE, on=date(2017, 3, 11)).then(ProofExamined)


def test_an_answer_needs_questions() -> None:
    given(*PROVEN).when(answer(), as_=ANTRAG).refused("nothing_queried")


def test_the_answer_is_owed_and_reminded_of_until_it_comes_or_the_proof_goes_back() -> None:
    told = queried("report")
    assert told.state(ProofOfUse, CASE).duty == Duty("proof", DUE)
    waiting = plan(told.desk, "proof_of_use", CASE)
    assert (waiting.stage, waiting.step.duty_due_on) == ("proof", DUE)
    told.given(ADLER.asks(ReturnProof(case=CASE, remark="Bitte neu."), DAY))
    assert told.state(ProofOfUse, CASE).queries is None


def test_new_questions_take_the_examination_back() -> None:
    told = given(*GRANT.until("examined"), ADLER.asks(query("report"), DAY))
    proof = told.state(ProofOfUse, CASE)
    assert (proof.examined, proof.queries.questions[0].item) == (None, "report")


def test_rows_of_facts_are_items_of_their_own() -> None:
    one, two = answer(facts=GUIDES), answer(facts={"guides": [GUIDES["guides"][0]]})
    assert {"facts/guides/guide-1", "facts/guides/guide-2"} < set(items_of(one))
    assert changed_items(one, two) == ("facts/guides/guide-2",)
    assert set(items_of(answer(facts={"days": [1, 2]}))) > {"facts/days/1", "facts/days/2"}
