"""Excluded persons act in no role and at no door; who declares it, and who lifts it."""

from datetime import date

from domain.exclusion import (
    ExcludePerson,
    ExclusionLifted,
    Exclusions,
    LiftExclusion,
    PersonExcluded,
)
from domain.policy import ALLOWED, SCOPED
from office.deciders import COMMANDS
from tests.cast import ADLER, ANTRAG, BIRKE, BODY, DORN, EICHE, FALK, HCC, SYSTEM
from tests.domain.test_policy import refusal
from tests.story import Actor, given
from tests.usual_grant import CASE, Grant

GRANT = Grant()
ENGINE = SCOPED | {"system"}


def excluding(person: str) -> ExcludePerson:
    return ExcludePerson(case=CASE, excluded=person, cause="relative")


def lifting(person: str) -> LiftExclusion:
    return LiftExclusion(case=CASE, excluded=person, reasons="Die Verlobung ist gelöst.")


def test_everybody_excludes_themselves_and_a_signatory_others() -> None:
    story = given(*GRANT.until("submitted"))
    story.when(excluding(BIRKE.person), as_=ADLER).refused("others_by_signatory", "excluded")
    story.when(excluding(ADLER.person), as_=ADLER).then(PersonExcluded)
    story.when(excluding(ADLER.person), as_=DORN).nothing()
    story.when(excluding(FALK.person), as_=DORN).then(PersonExcluded)
    story.when(GRANT.check(), as_=ADLER).refused("person_excluded")
    story.when(GRANT.check(), as_=BIRKE).granted()
    assert story.state(Exclusions, CASE).persons == {ADLER.person, FALK.person}


def test_an_excluded_person_may_do_nothing_in_the_case_in_any_role() -> None:
    story = given(*GRANT.until("submitted"), DORN.asks(excluding("p"), date(2016, 1, 4)))
    own = {name: kind for name, kind in COMMANDS.items() if "case" in kind.model_fields}
    assert len(own) > 30
    for name, kind in own.items():
        wish = kind.model_construct(case=CASE)
        scope = BODY if name == "pass_on_funds" else None
        roles = set(ALLOWED[kind]) - ENGINE
        told = {refusal(wish, Actor("p", role, scope), story.desk) for role in roles}
        assert told <= {"person_excluded"}, name


def test_a_payment_run_with_a_case_of_an_excluded_person_is_another_persons() -> None:
    story = given(*GRANT.until("ordered"), DORN.asks(excluding(HCC.person), date(2016, 3, 1)))
    story.when(GRANT.run_of(1), as_=HCC).refused("person_excluded")
    story.when(GRANT.run_of(1), as_=Actor("t.zweite", "treasury")).granted()


def test_the_applicant_and_the_engine_are_never_excluded() -> None:
    story = given(*GRANT.until("posted"))
    for person in (ANTRAG.person, SYSTEM.person):
        story.given(DORN.asks(excluding(person), date(2016, 1, 12)))
    story.when(GRANT.declaration(signed_on=date(2016, 1, 12)), as_=ANTRAG).granted()
    story.given(*GRANT.notified())


def test_an_exclusion_is_lifted_by_another_person_with_reasons() -> None:
    story = given(*GRANT.until("submitted"))
    story.when(lifting(DORN.person), as_=EICHE).refused("nobody_excluded", "excluded")
    story.when(excluding(DORN.person), as_=DORN).granted()
    story.when(lifting(DORN.person), as_=DORN).refused("person_excluded")
    story.when(lifting(ADLER.person), as_=EICHE).refused("nobody_excluded", "excluded")
    story.when(lifting(DORN.person), as_=EICHE).then(ExclusionLifted)
    story.when(lifting(DORN.person), as_=DORN).refused("nobody_excluded")
