"""The questions of courts of audit: each finds the case that has it and passes by the other."""

from dataclasses import replace
from datetime import date

import pytest

from projections.answers import ANSWERS, Finding, Known, findings
from projections.caseload import CaseRow
from projections.deadlines import DeadlineRow
from projections.findings import INTERVENTIONS, Hand, Mark
from projections.payments import GrantRow
from projections.questions import QUESTIONS, WORDS, chosen

CASE, OTHER, TODAY = "WIR-2016-7K3QF", "WIR-2016-OTHER", date(2018, 1, 1)
EARLY, LATE = date(2017, 6, 1), date(2017, 12, 20)


def mark(kind: str, position: int = 1, *, on: date = EARLY, case: str = CASE) -> Mark:
    rules = "wir@2014-01-01"
    return Mark(position, case, f"approval:{case}", kind, on, "k.adler", 1, 700_00, rules)


def grant(case: str = CASE, cents: int = 50_000_00, *, title: str = "Koordination") -> GrantRow:
    head = (case, "coordination", 2016, "fulda", title, case)
    sums = (cents, 0, 0, 0, cents, 0, 0, 0, 9_000_00)
    rest = (None, None, None, False, "", 0, "Zweck", None, EARLY, None, False, None)
    return GrantRow(*head, *sums, *rest)


def due(kind: str, on: date) -> DeadlineRow:
    return DeadlineRow(CASE, "fulda", kind, 0, on, "", "", None, [], EARLY)


def row(since: date, *, desk: str = "clerk", stage: str = "applied") -> CaseRow:
    head = (CASE, "coordination", 2016, "fulda", "Fulda", "Titel", 50_000_00, stage, desk)
    return CaseRow(*head, "check", since, None, False, 1, 0, "", "")


def hand(role: str, position: int) -> Hand:
    return Hand(CASE, "k.adler", role, position, EARLY)


NOTHING = Known(TODAY, (), {CASE: grant()}, (), (), ())


def with_marks(*marks: Mark) -> Known:
    return replace(NOTHING, marks=marks)


SPLIT = {CASE: grant(cents=30_000_00), OTHER: grant(OTHER, 30_000_00, title="Zweites")}
TWICE = {CASE: grant(cents=10_000_00), OTHER: grant(OTHER, 10_000_00)}
SIGNED = (mark("signed"), mark("signed", 2, case=OTHER))
GUIDES = {CASE: grant()._replace(line="guides")}

HITS: list[tuple[str, Known]] = [
    ("proof_unexamined", with_marks(mark("proof"))),
    ("note_missing", with_marks(mark("closed"))),
    ("interest_unconsidered", with_marks(mark("used_late"))),
    ("interest_unconsidered", with_marks(mark("interest"), mark("examined_without_interest", 2))),
    ("limitation_near", with_marks(mark("refund"))),
    ("revocation_year", with_marks(mark("recovery"))),
    ("fixed_amount", with_marks(mark("signed"))),
    ("paid_before_final", with_marks(mark("ordered"), mark("final", 2))),
    ("started_before_notice", with_marks(mark("start_alarm"))),
    ("split", replace(NOTHING, grants=SPLIT, marks=SIGNED)),
    ("double_funding", with_marks(mark("double_flagged"))),
    ("double_funding", replace(NOTHING, grants=TWICE, marks=SIGNED)),
    ("many_roles", replace(NOTHING, hands=(hand("clerk", 1), hand("signatory", 2)))),
    ("idle", replace(NOTHING, cases=(row(EARLY),))),
    ("open_note", with_marks(mark("note_written"))),
    ("open_note", with_marks(mark("note_written"), mark("note_answered", 2))),
    *(("intervention", with_marks(mark(kind))) for kind in INTERVENTIONS.values()),
]
PASSED: list[tuple[str, Known]] = [
    ("proof_unexamined", with_marks(mark("proof"), mark("examined", 2))),
    ("proof_unexamined", with_marks(mark("proof", on=LATE))),
    ("note_missing", with_marks(mark("examined"), mark("closed", 2))),
    ("interest_unconsidered", with_marks(mark("used_late"), mark("interest", 2))),
    ("limitation_near", with_marks(mark("refund"))),
    ("revocation_year", with_marks(mark("recovery"))),
    ("fixed_amount", with_marks(mark("proposed"))),
    ("paid_before_final", with_marks(mark("final"), mark("ordered", 2))),
    ("started_before_notice", with_marks(mark("start_alarm"), mark("start_reviewed", 2))),
    ("split", replace(NOTHING, grants={**SPLIT, OTHER: grant(OTHER, 1)}, marks=SIGNED)),
    ("double_funding", with_marks(mark("double_flagged"), mark("double_agreed", 2))),
    ("double_funding", replace(NOTHING, grants=SPLIT, marks=SIGNED)),
    ("many_roles", replace(NOTHING, hands=(hand("applicant", 1), hand("county_finance", 2)))),
    ("idle", replace(NOTHING, cases=(row(LATE),))),
    ("idle", replace(NOTHING, cases=(row(EARLY, desk="nobody"),))),
    ("idle", replace(NOTHING, cases=(row(EARLY, stage="closed"),))),
    ("intervention", with_marks(mark("ordered"))),
    ("open_note", with_marks(mark("note_written"), mark("note_closed", 2))),
]
RUNNING = {"limitation_near": "claim_limitation", "revocation_year": "revocation"}


def asked(code: str, known: Known, *, near: bool) -> list[Finding]:
    if code in RUNNING:
        day = date(2018, 2, 1) if near else date(2019, 2, 1)
        known = replace(known, deadlines=(due(RUNNING[code], day),))
    return list(ANSWERS[code](known))


@pytest.mark.parametrize(("code", "known"), HITS)
def test_a_case_that_has_it_is_found_with_day_amount_and_entry(code: str, known: Known) -> None:
    found = asked(code, known, near=True)
    assert {one.case for one in found} <= {CASE, OTHER} and found
    assert all(one.since and one.amount_cents and one.position for one in found)


@pytest.mark.parametrize(("code", "known"), PASSED)
def test_a_case_that_does_not_have_it_is_passed_by(code: str, known: Known) -> None:
    assert asked(code, known, near=False) == []


def test_every_question_has_an_answer_a_hit_and_a_case_passed_by() -> None:
    assert set(QUESTIONS) == set(ANSWERS) == {code for code, _ in HITS}
    assert set(QUESTIONS) == {code for code, _ in PASSED}
    assert set(WORDS["intervention"]) == set(INTERVENTIONS.values())


@pytest.mark.parametrize(("code", "known"), HITS)
def test_a_finding_reads_as_a_sentence_in_both_languages(code: str, known: Known) -> None:
    for one in asked(code, known, near=True):
        for said in (one.words("de"), one.words("en")):
            assert said[-1] == "." and "{" not in said


def test_a_value_without_a_source_of_law_says_that_it_is_assumed() -> None:
    for one in QUESTIONS.values():
        assert bool(one.value) == bool(one.source)
        assert one.source != "keine Fundstelle" or one.assumption
        assert one.basis


def test_findings_come_question_by_question() -> None:
    known = with_marks(mark("proof"), mark("closed", 2))
    assert [one.code for one in findings(known)] == ["proof_unexamined", "note_missing"]


AT_THE_LIMIT: list[tuple[str, Known, int]] = [
    ("proof_unexamined", with_marks(mark("proof")), 12),
    ("idle", replace(NOTHING, cases=(row(EARLY),)), 12),
    ("many_roles", replace(NOTHING, hands=(hand("clerk", 1), hand("signatory", 2))), 2),
    ("split", replace(NOTHING, grants=SPLIT, marks=SIGNED), 60_000_00),
]


@pytest.mark.parametrize(("code", "known", "value"), AT_THE_LIMIT)
def test_who_asks_chooses_the_value(code: str, known: Known, value: int) -> None:
    assert list(ANSWERS[code](known))
    assert list(ANSWERS[code](replace(known, values={code: value}))) == []
    assert list(ANSWERS[code](replace(known, values={"limitation_near": value})))


@pytest.mark.parametrize("code", ["limitation_near", "revocation_year"])
def test_how_far_ahead_one_looks_is_chosen_too(code: str) -> None:
    known = with_marks(mark("refund"), mark("recovery", 2))
    far = replace(known, deadlines=(due(RUNNING[code], date(2019, 2, 1)),))
    assert list(ANSWERS[code](far)) == []
    assert list(ANSWERS[code](replace(far, values={code: 24})))


def test_what_is_no_value_is_passed_over() -> None:
    typed = {"idle": "12", "split": "60000", "note_missing": "3", "other": "1"}
    assert chosen(typed) == {"idle": 12, "split": 60_000_00}
    for wrong in ("", "-1", "1.5", "x", "9999", "²"):
        assert chosen({"idle": wrong}) == {}
    assert "12 Monate" in QUESTIONS["idle"].words("de", {"idle": 12})
    assert "60.000,00 €" in QUESTIONS["split"].words("de", {"split": 60_000_00})
