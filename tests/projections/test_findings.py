"""Findings from a record: marks are kept, persons counted once a role, the Land's apart."""

from datetime import date

from domain.kernel import Money
from domain.statement_gap import GapPassedOver
from projections.answers import Finding, findings, known
from tests.projections.conftest import Show
from tests.projections.grant_story import Grant, Moment, life, register

ONE = Grant()
LONG_AFTER = date(2018, 6, 30)


def found(show: Show, story: list[Moment], *, grantor: str = "") -> dict[str, Finding]:
    seen = known(show(story), today=LONG_AFTER, grantor=grantor)
    return {one.code: one for one in findings(seen)}


def test_a_proof_that_nobody_examined_is_found_until_there_is_a_note(show: Show) -> None:
    whole = life(ONE)
    noted = ONE.examined()[0]
    before = whole[: whole.index(noted)]
    hit = found(show, [*register(), *before])["proof_unexamined"]
    assert (hit.case, hit.amount_cents) == (ONE.case, ONE.amount)
    assert "Prüfvermerk" in hit.words("de")
    assert "proof_unexamined" not in found(show, whole[whole.index(noted) :])


def test_the_usual_life_of_a_grant_leaves_no_finding_but_the_assumed_fixed_amount(
    show: Show,
) -> None:
    codes = set(found(show, [*register(), *life(ONE)]))
    assert codes <= {"fixed_amount", "paid_before_final"}
    assert "fixed_amount" in codes


def test_an_entry_about_no_case_is_found_for_the_land_alone(show: Show) -> None:
    passed = GapPassedOver(
        after=date(2016, 3, 1),
        before=date(2016, 3, 5),
        moved_cents=Money(12_00),
        proposed_by="kasse",
        confirmed_by="zweite",
    )
    subject = register()[0].subject.__class__("bank_account", "a1")
    story = [*register(), Moment(subject, passed, date(2016, 3, 9))]
    hit = found(show, story)["intervention"]
    assert (hit.case, hit.subject, hit.amount_cents) == ("", "bank_account:a1", 12_00)
    assert "Lücke" in hit.words("de")
    assert found(show, [], grantor="fulda") == {}
