"""Auswahl: ranked with reasons by a clerk, decided by another person, never beyond free funds."""

from datetime import date

import pytest

from domain.application import Application, ApplicationRejected
from domain.appropriation import Appropriation, FundsReserved, ReservationReleased
from domain.desk import Desk
from domain.exclusion import ExcludePerson
from domain.retention import RetentionBegan
from domain.selection import (
    DecideSelection,
    RankApplications,
    RankingProposed,
    Selection,
    SelectionDecided,
)
from tests.cast import ADLER, BIRKE, DORN
from tests.story import Actor, Ask, Story, given
from tests.usual_award import made
from tests.usual_grant import DIGEST, MARCH, TITLE, Grant

CASES = ("WIR-2016-S0001", "WIR-2016-S0002", "WIR-2016-S0003")
GRANTS = [Grant(case=case) for case in CASES]
KEY = "wir.coordination.2016"
HASEL = Actor("l.hasel", "ministry")


def checked(count: int = 3) -> Story:
    """So many checked applications over 50,000 euro each; the title holds 100,000."""
    story = given(*GRANTS[0].registered())
    for grant in GRANTS[:count]:
        story.given(*grant.since("registered", "checked"))
    return story


def ranking(*selected: bool, **changes: object) -> RankApplications:
    rows = tuple(
        {"case": case, "points": 90 - place, "selected": one, "reasons": f"Platz {place + 1}"}
        for place, (case, one) in enumerate(zip(CASES, selected, strict=False))
    )
    content = {
        "programme": "wir",
        "line": "coordination",
        "year": 2016,
        "criteria": "Bedarf, Konzept, Erfahrung",
        "ranking": rows,
    }
    return made(RankApplications, content, changes)


def decision(desk: Desk) -> DecideSelection:
    proposal = desk.read(Selection, KEY).proposal
    content_hash = proposal.content_hash if proposal else DIGEST
    return DecideSelection(
        programme="wir", line="coordination", year=2016, content_hash=content_hash
    )


def test_the_selected_get_their_funds_and_the_others_a_rejection_with_its_reason() -> None:
    story = checked().when(ranking(True, True, False), as_=BIRKE, on=MARCH).then(RankingProposed)
    story.when(ranking(True, True, False), as_=BIRKE).nothing()
    story.when(decision, as_=HASEL).then(
        SelectionDecided,
        FundsReserved,
        FundsReserved,
        ApplicationRejected(rejected_by=HASEL.person, reasons="Platz 3"),
        RetentionBegan,
    )
    assert story.state(Appropriation, TITLE).free == 0
    assert story.state(Application, CASES[2]).status == "rejected"
    assert story.state(Selection, KEY).rounds == 1
    story.when(decision, as_=HASEL).refused("nothing_ranked")
    story.given(*GRANTS[0].since("reserved", "signed"))


def test_no_more_is_selected_than_is_free() -> None:
    story = checked().when(ranking(True, True, True), as_=BIRKE).refused("funds_short", "ranking")
    story.when(ranking(True, True, False), as_=BIRKE).granted().given(*GRANTS[2].reserved())
    story.when(decision, as_=DORN).refused("funds_short", "ranking")
    story.when(ranking(True, False, True), as_=BIRKE).granted()
    story.when(decision, as_=DORN).then(
        SelectionDecided, FundsReserved, ApplicationRejected, RetentionBegan
    )


def test_a_rejected_application_gives_its_reservation_back() -> None:
    story = checked().given(*GRANTS[2].reserved())
    story.when(ranking(True, False, False), as_=BIRKE, on=MARCH).granted()
    story.when(decision, as_=DORN).then(
        SelectionDecided, FundsReserved, ApplicationRejected, RetentionBegan,
        ApplicationRejected, ReservationReleased, RetentionBegan,
    )  # fmt: skip


def test_who_ranked_or_prepared_one_of_the_cases_does_not_decide() -> None:
    story = checked().when(ranking(True, True, False), as_=BIRKE, on=MARCH).granted()
    for person in (BIRKE, ADLER, Actor("a.antrag", "clerk")):
        story.when(decision, as_=Actor(person.person, "signatory")).refused("four_eyes")
    other: Ask = DecideSelection(
        programme="wir", line="coordination", year=2016, content_hash=DIGEST
    )
    story.when(other, as_=DORN).refused("content_changed")


@pytest.mark.parametrize("who", [BIRKE, DORN])
def test_an_excluded_person_neither_ranks_nor_decides(who: Actor) -> None:
    exclude = ExcludePerson(case=CASES[1], excluded=who.person, cause="relative")
    story = checked()
    if who is DORN:
        story.when(ranking(True, True, False), as_=BIRKE).granted()
    story.given(Actor(who.person, "signatory").asks(exclude, MARCH))
    wish: Ask = decision if who is DORN else ranking(True, True, False)
    story.when(wish, as_=who).refused("person_excluded")


def test_only_checked_applications_of_the_line_and_year_are_ranked_once() -> None:
    story = checked(2)
    story.when(ranking(True, True, False), as_=BIRKE).refused("not_rankable", "ranking")
    story.when(ranking(True, True, year=2017), as_=BIRKE).refused("not_rankable")
    story.when(ranking(True, True, line="innovative_project"), as_=BIRKE).refused("not_rankable")
    rows = ranking(True).ranking * 2
    story.when(ranking(ranking=rows), as_=BIRKE).refused("ranked_twice", "ranking")
    story.given(*GRANTS[0].since("checked", "signed"))
    story.when(ranking(True, True), as_=BIRKE, on=date(2016, 1, 12)).refused("not_rankable")


def test_without_an_appropriation_nobody_is_selected() -> None:
    poor = given(*GRANTS[0].registered()[:1], *GRANTS[0].since("registered", "checked"))
    poor.when(ranking(True), as_=BIRKE).refused("no_appropriation", "ranking")
