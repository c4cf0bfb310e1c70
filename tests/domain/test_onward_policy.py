"""Who passes money on decides on it: the Land reads, another county does not even see it."""

import pytest

from domain.bank_details import ConfirmBankDetails
from domain.kernel import Role
from domain.onward import PassOnFunds
from domain.policy import ALLOWED, READERS, SCOPED, is_responsible, may_read
from domain.recipient import RegisterRecipient
from domain.sampling import AnnounceDraw, FreezePopulation
from domain.selection import RankApplications
from office.deciders import COMMANDS
from tests.cast import ADLER, BODY, DORN, FALK, confirmation
from tests.domain.test_policy import refusal
from tests.onward_award import BRUECKE, CARRIER, COUNTY, FIRST, UPPER
from tests.onward_grant import BRUECKE_GRANT, COUNTY_GRANT, passed_on
from tests.story import Actor, context, given

STORY = given(*passed_on(), *BRUECKE_GRANT.until("proven"))
OTHER = "wetteraukreis"
OFFICES: tuple[Role, ...] = ("clerk", "signatory", "budget_officer", "treasury")
ABOUT_A_CASE = sorted(
    (name, role)
    for name, kind in COMMANDS.items()
    for role in OFFICES
    if "case" in kind.model_fields and role in ALLOWED[kind] and kind is not PassOnFunds
)


@pytest.mark.parametrize(("name", "role"), ABOUT_A_CASE)
def test_each_authority_acts_on_its_own_level_alone(name: str, role: Role) -> None:
    below = COMMANDS[name].model_construct(case=FIRST)
    above = COMMANDS[name].model_construct(case=UPPER)
    land, county, other = (Actor("p", role, scope) for scope in (None, BODY, OTHER))
    assert refusal(below, land, STORY.desk) == "onward_other_grantor"
    assert refusal(below, county, STORY.desk) is None
    assert refusal(below, other, STORY.desk) == "case_unknown"
    assert refusal(above, land, STORY.desk) is None
    for stranger in (county, other):
        assert refusal(above, stranger, STORY.desk) == "case_unknown"


def test_whose_grant_it_is_sets_it_apart() -> None:
    wish = PassOnFunds.model_construct(case=UPPER)
    assert refusal(wish, COUNTY.budget, STORY.desk) is None
    assert refusal(wish, FALK, STORY.desk) == "onward_other_grantor"
    assert refusal(wish, Actor("p", "budget_officer", OTHER), STORY.desk) == "case_unknown"
    unknown = PassOnFunds.model_construct(case="WIR-2022-OTHER")
    assert refusal(unknown, COUNTY.budget, STORY.desk) == "case_unknown"


def test_a_county_keeps_the_register_for_bodies_of_its_territory_alone() -> None:
    confirm = confirmation(STORY.desk, CARRIER)
    elsewhere = Actor("p", "clerk", OTHER)
    for actor in (COUNTY.clerk, ADLER):
        assert refusal(confirm, actor, STORY.desk) is None
    for foreign in (confirm, confirmation(STORY.desk, "nobody")):
        assert refusal(foreign, elsewhere, STORY.desk) == "case_unknown"
    own = confirmation(STORY.desk)
    assert refusal(own, COUNTY.clerk, STORY.desk) == "case_unknown"
    for county, code in ((BODY, None), (OTHER, "case_unknown"), (None, "case_unknown")):
        register = RegisterRecipient.model_construct(recipient="neu", county=county)
        assert refusal(register, COUNTY.clerk, STORY.desk) == code


@pytest.mark.parametrize("name", ["appropriate_funds", "freeze_funds", "open_payment_run"])
def test_the_budget_and_the_runs_of_the_land_are_no_business_of_a_county(name: str) -> None:
    wish = COMMANDS[name].model_construct(orders=())
    role = next(role for role in ALLOWED[COMMANDS[name]] if role != "system")
    assert refusal(wish, Actor("p", role, BODY), STORY.desk) == "case_unknown"


def test_draws_and_rankings_of_the_land_leave_the_second_level_out() -> None:
    story = given(*passed_on(), *BRUECKE_GRANT.until("checked"))
    ranked = {"case": FIRST, "points": 1, "selected": True, "reasons": "Gut."}
    named = {"programme": "wir", "line": "diversity_centre", "year": 2022}
    ranking = {**named, "criteria": "Bedarf", "ranking": (ranked,)}
    rank = RankApplications.model_validate(ranking)
    story.when(rank, as_=ADLER).refused("not_rankable")
    layers = {"strata": ({"name": "alle", "percent": 100},), "reason": "Alle."}
    draw = AnnounceDraw.model_validate(
        {**named, **layers, "draw": "d.2022", "commitment": "a" * 64}
    )
    story = STORY.given(ADLER.asks(draw, STORY.today))
    freeze = FreezePopulation(draw="d.2022", cases=(FIRST,), word="Linde")
    story.when(freeze, as_=DORN).refused("not_of_draw")


def test_pages_offer_an_act_only_to_those_who_are_responsible() -> None:
    kind = COMMANDS["check_application"]
    for actor, mine in ((ADLER, UPPER), (COUNTY.clerk, FIRST)):
        asked = context(actor, STORY.today)
        found = {case: is_responsible(STORY.desk, kind, case, asked) for case in (UPPER, FIRST)}
        assert found == {UPPER: mine == UPPER, FIRST: mine == FIRST}
    for actor in (BRUECKE, COUNTY_GRANT.applicant, Actor("system", "system")):
        asked = context(actor, STORY.today)
        assert is_responsible(STORY.desk, COMMANDS["close_case"], FIRST, asked)
    asked = context(COUNTY.clerk, STORY.today)
    assert is_responsible(STORY.desk, ConfirmBankDetails, CARRIER, asked)
    assert not is_responsible(STORY.desk, COMMANDS["change_class"], CARRIER, asked)


@pytest.mark.parametrize("role", sorted(READERS | SCOPED))
def test_an_authority_reads_its_own_level_and_the_land_both(role: Role) -> None:
    for scope, sees in (
        (None, role in READERS),
        (BODY, role in READERS),
        (CARRIER, role in SCOPED),
    ):
        assert may_read(CARRIER, role, scope, grantor=BODY) is sees
    assert not may_read(CARRIER, role, OTHER, grantor=BODY)
    assert may_read(BODY, role, BODY) is (role in SCOPED)
