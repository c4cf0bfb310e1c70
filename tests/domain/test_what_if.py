"""Changed rules over cases on file: what each would get, line by line, and what cannot be said."""

import copy
from dataclasses import dataclass

import pytest
from pydantic_core import to_json

import programmes
from domain.application import WithdrawApplication
from domain.kernel import Money
from domain.programme import Programme
from domain.proof_of_use import ExamineProof
from domain.what_if import Effect, by_line, effect, on_file, signed_euro
from tests.cast import ANTRAG
from tests.changed_grant import amended
from tests.story import given
from tests.usual_grant import CASE, MARCH, Grant

WIR = programmes.load("wir@2014-01-01")


def with_cap(euro: str) -> Programme:
    document = copy.deepcopy(programmes.document("wir@2014-01-01"))
    document["lines"][0]["rule"]["cap"]["value"] = euro
    return Programme.model_validate_json(to_json(document), strict=True)


@dataclass(frozen=True)
class Cheaper(Grant):
    """The usual grant, of which only 48,000 euro were recognised."""

    def note(self, **changes: object) -> ExamineProof:
        return super().note(recognised_facts={"eligible_cents": 48_000_00, "months": 12})


def seen(chapter: str, changed: Programme, grant: Grant | None = None) -> Effect:
    desk = given(*(grant or Grant()).until(chapter)).desk
    known = on_file(desk, CASE)
    assert known
    return effect(known, WIR, changed)


@pytest.mark.parametrize(
    ("chapter", "stage", "cap", "after"),
    [
        ("submitted", "applied", "40.000,00 €", 40_000_00),
        ("submitted", "applied", "60.000,00 €", 58_300_00),
        ("signed", "approved", "45.000,00 €", 45_000_00),
        ("signed", "approved", "60.000,00 €", 58_300_00),
        ("examined", "settled", "45.000,00 €", 45_000_00),
    ],
)
def test_a_case_follows_changed_rules_as_far_as_it_has_come(chapter, stage, cap, after) -> None:
    found = seen(chapter, with_cap(cap))
    assert (found.stage, found.before, found.after) == (stage, 50_000_00, after)
    assert found.difference == after - 50_000_00
    assert found.refused is None


def test_the_same_rules_change_nothing() -> None:
    for chapter in ("submitted", "signed", "examined", "closed"):
        assert seen(chapter, WIR).difference == 0


def test_a_settled_case_is_settled_again() -> None:
    assert seen("examined", with_cap("60.000,00 €"), Cheaper()).after == 48_000_00
    assert seen("examined", with_cap("45.000,00 €"), Cheaper()).difference == -3_000_00


def test_a_grant_below_what_the_rules_gave_never_rises() -> None:
    low = Grant(requested=40_000_00, parts=((40_000_00, None),))
    assert seen("signed", with_cap("60.000,00 €"), low).difference == 0
    assert seen("signed", with_cap("30.000,00 €"), low).after == 30_000_00


def test_a_line_that_ended_cannot_be_computed_and_is_not_in_the_sums() -> None:
    found = seen("signed", programmes.load("wir@2021-01-01"))
    assert (found.after, found.difference) == (None, 0)
    assert found.refused
    assert found.refused.code == "line_unknown"
    (line,) = by_line([found])
    assert (line.cases, line.refused, line.difference) == (0, 1, 0)


def test_the_sums_of_a_line_are_those_of_its_cases() -> None:
    one, other = seen("signed", with_cap("45.000,00 €")), seen("signed", with_cap("60.000,00 €"))
    (line,) = by_line([one, other])
    assert (line.line, line.cases, line.refused) == ("coordination", 2, 0)
    assert (line.before, line.after) == (100_000_00, 103_300_00)
    assert line.difference == one.difference + other.difference


def test_cases_without_a_grant_are_left_out() -> None:
    assert on_file(given().desk, CASE) is None
    gone = given(*Grant().until("submitted")).when(WithdrawApplication(case=CASE), as_=ANTRAG)
    assert on_file(gone.granted().desk, CASE) is None


def test_cases_are_chosen_by_number_line_recipient_or_year() -> None:
    known = on_file(given(*Grant().until("submitted")).desk, CASE)
    assert known
    for words in ([], ["T0001"], ["coordination"], ["main-kinzig-kreis"], ["2016"], ["x", CASE]):
        assert known.matches(words)
    for words in (["2017"], ["coord"], ["main"]):
        assert not known.matches(words)


def test_a_difference_has_its_sign() -> None:
    assert [signed_euro(cents) for cents in (123_456, 0, -1)] == [
        "+1.234,56 €",
        "0,00 €",
        "−0,01 €",
    ]
    assert signed_euro(int(Money(5))) == "+0,05 €"


def test_a_grant_counts_as_its_last_notice_says() -> None:
    grant = Grant(requested=40_000_00, parts=((40_000_00, MARCH),))
    story = given(*grant.until("confirmed"), *amended(grant, 30_000_00))
    known = on_file(story.desk, CASE)
    assert known
    assert (known.stage, known.granted) == ("approved", 30_000_00)
