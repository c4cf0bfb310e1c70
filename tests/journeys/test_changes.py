"""Grants that change after the decision: amended, revoked, used too late, paid back by a plan."""

from datetime import date

import pytest

import programmes
from domain.approval import Approval
from domain.claim import InterestAssessed
from domain.kernel import Money
from domain.proof_of_use import ProofOfUse
from domain.recomputation import RecordedInterest, difference, recorded_computations
from domain.recovery import Recovery
from projections.caseload import case_row
from tests.adapters.test_letters import squeezed, text_of
from tests.journeys.test_six_lines import transfers
from tests.journeys.test_troubles import events
from tests.journeys.year import Year

pytestmark = pytest.mark.xdist_group("year")
AUDITOR = "r.iltis"


def seen(year: Year, name: str) -> dict[str, str]:
    """What county finance and the auditor read on the case's page, without blanks."""
    grant = year.grants[name]
    people = {"finance": f"kasse.{grant.recipient}", "auditor": AUDITOR}
    return {
        role: squeezed(year.browser(person).look(f"/cases/{grant.case}").text("//main"))
        for role, person in people.items()
    }


def recovery(year: Year, name: str) -> Recovery:
    return year.akte.office.read(Recovery, year.grants[name].case)


def test_an_amended_notice_has_two_versions_and_both_are_read(year: Year) -> None:
    grant = year.grants["amended"]
    first, second = year.akte.office.read(Approval, grant.case).versions
    assert (first.final_on, second.final_on) == (date(2016, 1, 25), date(2016, 5, 18))
    mine = year.browser(f"antrag.{grant.recipient}")
    read = [
        text_of(mine.get(f"/documents/{one.document}?case={grant.case}").content)
        for one in (first, second)
    ]
    assert squeezed("49.300,00 €") in read[0]
    assert squeezed("37.500,00 €") in read[1]


def test_no_more_is_paid_than_the_amending_notice_grants(year: Year) -> None:
    sent = sorted(one.amount_cents for one in transfers(year)[year.grants["amended"].case])
    assert sent == [12_850_00, 24_650_00]
    for page in seen(year, "amended").values():
        assert squeezed("37.500,00 €") in page


def test_a_revocation_brings_all_money_back_with_interest_and_ends_the_case(year: Year) -> None:
    grant, standing = year.grants["revoked"], recovery(year, "revoked")
    assert (standing.over, standing.open_cents) == (True, 0)
    assert standing.principal.repaid_cents == grant.parts[0]
    assert standing.interest.repaid_cents > 0
    assert standing.revoked_cents == sum(grant.parts)
    proof = year.akte.office.read(ProofOfUse, grant.case)
    assert (proof.closed, proof.submitted) == (True, None)
    with year.akte.views.read() as connection:
        row = case_row(connection, grant.case)
    assert row
    assert (row.stage, row.waits_for) == ("closed", "nothing")
    for page in seen(year, "revoked").values():
        assert squeezed(standing.interest.claimed_cents.euro) in page
        assert squeezed(Money(grant.parts[0]).euro) in page


def test_late_use_costs_interest_and_nothing_else(year: Year) -> None:
    grant, standing = year.grants["used late"], recovery(year, "used late")
    [charged] = [
        one for one in events(year, "recovery", grant.case) if isinstance(one, InterestAssessed)
    ]
    assert (standing.principal.claimed_cents, standing.open_cents) == (0, 0)
    assert standing.interest.repaid_cents == charged.amount_cents == 331_86
    assert year.akte.office.read(ProofOfUse, grant.case).closed
    for page in seen(year, "used late").values():
        assert squeezed("331,86 €") in page


def test_a_deferred_refund_is_paid_by_its_plan_and_bears_interest(year: Year) -> None:
    grant, standing = year.grants["deferred"], recovery(year, "deferred")
    assert standing.principal.claimed_cents == sum(grant.parts) - 36_900_00
    assert standing.principal.repaid_cents * 2 == standing.principal.claimed_cents
    assert standing.open_cents == sum(one.amount_cents for one in standing.plan)
    assert date(2017, 6, 1) in {one.due_on for one in standing.plan}
    assert not year.akte.office.read(ProofOfUse, grant.case).closed
    for page in seen(year, "deferred").values():
        assert squeezed(standing.open_cents.euro) in page


def test_an_amended_grant_is_settled_by_what_was_amended(year: Year) -> None:
    proof = year.akte.office.read(ProofOfUse, year.grants["amended"].case)
    assert (proof.final_cents, proof.refund_cents, proof.closed) == (37_500_00, 0, True)


def test_every_computation_of_the_year_comes_out_the_same(year: Year) -> None:
    entries = year.akte.record.page(0, 100_000)
    found = list(recorded_computations(entries))
    settled = [name for name in year.grants if name not in {"overdue", "withdrawn", "revoked"}]
    assert len(found) >= len(year.grants) + len(settled)
    rules, digest, rates = programmes.load, programmes.digest, programmes.base_rates()
    assert [one for one in found if difference(one, rules, digest, rates=rates)] == []
    sheets = [one.event.sheet for one in entries if isinstance(one.event, InterestAssessed)]
    assert len(sheets) == 3
    assert [sheet.faults() for sheet in sheets] == [()] * 3
    assert sum(isinstance(one, RecordedInterest) for one in found) >= 3
