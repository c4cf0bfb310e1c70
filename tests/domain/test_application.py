"""Antrag: handed in, completed, checked by a first person, withdrawn or rejected."""

from datetime import date

import pytest
from pydantic import ValidationError

import programmes
from domain.application import (
    Application,
    ApplicationChecked,
    ApplicationRejected,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    DocumentsRequested,
    DocumentsSupplied,
    LateApplicationFlagged,
    RejectApplication,
    RequestDocuments,
    SupplyDocuments,
    WithdrawApplication,
)
from domain.appropriation import Appropriation, ReservationReleased, ReserveFunds
from domain.kernel import Money
from domain.retention import RetentionBegan
from tests.cast import ADLER, ANTRAG, BIRKE, DORN, FALK
from tests.story import Actor, given
from tests.usual_grant import CASE, DIGEST, TITLE, Grant

GRANT = Grant()
REGISTERED, SUBMITTED = GRANT.until("registered"), GRANT.until("submitted")
CHECKED, RESERVED = GRANT.until("checked"), GRANT.until("reserved")
RECEIVED = date(2015, 12, 7)
REQUEST = RequestDocuments(case=CASE, gaps=("concept", "one_post"), due_on=date(2016, 1, 4))
SUPPLY = SupplyDocuments(case=CASE, gaps=("concept", "one_post"), documents=(DIGEST,))
WITHDRAW = WithdrawApplication(case=CASE)
REJECT = RejectApplication(case=CASE, reasons="Der Zweck liegt nicht in der Richtlinie.")
ASKED = [*SUBMITTED, ADLER.asks(REQUEST, date(2015, 12, 10))]


def test_an_application_pins_the_rules_in_force_at_the_start_of_its_period() -> None:
    story = given(*REGISTERED).when(GRANT.application(), as_=ANTRAG, on=RECEIVED)
    content = story.then(ApplicationSubmitted).state(Application, CASE).submitted
    assert content.programme == "wir@2014-01-01"
    assert content.programme_digest == programmes.digest("wir@2014-01-01")
    assert content.submitted_by == ANTRAG.person
    assert {name: getattr(content, name) for name in ("total_cents", "own_cents")} == {
        "total_cents": 58_300_00,
        "own_cents": 8_300_00,
    }


def test_an_event_without_a_pinned_version_is_none() -> None:
    content = given(*SUBMITTED).state(Application, CASE).submitted
    with pytest.raises(ValidationError, match="pins a version"):
        ApplicationSubmitted.model_validate(dict(content) | {"programme": "wir"})


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"programme": "other"}, "programme_not_in_force", "period_from"),
        ({"period_from": date(2013, 12, 31)}, "programme_not_in_force", "period_from"),
        ({"received_on": date(2015, 12, 8)}, "day_in_future", "received_on"),
        ({"begun": True}, "already_begun", "begun"),
        ({"period_to": date(2015, 12, 31)}, "period_invalid", "period_to"),
        ({"period_to": date(2017, 1, 1)}, "period_invalid", "period_to"),
        ({"year": 2015}, "period_invalid", "period_to"),
        ({"own_cents": Money(1)}, "plan_unbalanced", "plan"),
        ({"line": "interpreters"}, "line_unknown", "line"),
        ({"recipient": "nobody"}, "case_unknown", "case"),
        ({"facts": {"eligible_cents": 1}}, "facts_invalid", "facts.months"),
        ({"period_to": date(2016, 11, 30)}, "months_beyond_period", "facts.months"),
    ],
)
def test_what_does_not_fit_is_refused_by_field(changes, code, field) -> None:
    command = GRANT.application(**changes)
    given(*REGISTERED).when(command, as_=ANTRAG, on=RECEIVED).refused(code, field)


def test_a_body_must_be_registered_and_of_a_class_the_line_is_open_to() -> None:
    given().when(GRANT.application(), as_=ANTRAG, on=RECEIVED).refused("recipient_unknown")
    village = Grant(recipient_class="municipality")
    story = given(*village.until("registered"))
    story.when(village.application(), as_=ANTRAG, on=RECEIVED).refused("recipient_not_eligible")


def test_a_class_that_begins_later_does_not_count_yet() -> None:
    since = {"recipient_class": "county", "valid_from": date(2016, 1, 2)}
    story = given(ADLER.asks(GRANT.registration(classes=(since,)), RECEIVED))
    story.when(GRANT.application(), as_=ANTRAG).refused("recipient_not_eligible", "line")


def test_a_file_number_is_given_once() -> None:
    given(*SUBMITTED).when(GRANT.application(), as_=ANTRAG).refused("case_exists", "case")


def test_a_late_application_is_flagged_and_stays_for_people_to_decide() -> None:
    flagged = LateApplicationFlagged(due_on=date(2015, 12, 31), received_on=date(2016, 1, 1))
    story = given(*REGISTERED).when(GRANT.application(), as_=ANTRAG, on=date(2016, 1, 1))
    assert story.then(ApplicationSubmitted, flagged).state(Application, CASE).late


def test_nobody_dates_an_application_back_in_the_portal() -> None:
    early = GRANT.application(received_on=date(2015, 12, 1))
    story = given(*REGISTERED).when(early, as_=ANTRAG, on=date(2016, 1, 2))
    story.then(ApplicationSubmitted, LateApplicationFlagged)
    assert story.story.state(Application, CASE).submitted.received_on == date(2016, 1, 2)


def test_paper_counts_from_the_day_it_came() -> None:
    paper = GRANT.application(channel="paper")
    given(*REGISTERED).when(paper, as_=ANTRAG, on=date(2016, 1, 2)).then(ApplicationSubmitted)


def test_the_longest_texts_are_taken_and_kept_whole() -> None:
    long = {"title": "ß" * 200, "purpose": "€" * 2000}
    story = given(*REGISTERED).when(GRANT.application(**long), as_=ANTRAG, on=RECEIVED)
    assert story.then(ApplicationSubmitted).state(Application, CASE).submitted.purpose == "€" * 2000
    for field in ("title", "purpose"):
        with pytest.raises(ValidationError):
            GRANT.application(**{field: "x" * 2001})


def test_costs_beyond_all_measure_are_refused_and_break_nothing() -> None:
    items = [{"key": key, "amount_cents": 99_999_999_999} for key in ("fees", "rent")]
    project = Grant(line="innovative_project", facts={"items": items})
    story = given(*project.until("registered"))
    story.when(project.application(), as_=ANTRAG, on=RECEIVED).refused("facts_invalid", "facts")


def test_documents_are_asked_for_by_a_day() -> None:
    asked = DocumentsRequested(gaps=REQUEST.gaps, due_on=REQUEST.due_on, requested_by=ADLER.person)
    story = given(*SUBMITTED).when(REQUEST, as_=ADLER).then(asked)
    story.when(REQUEST, as_=ADLER).nothing()
    later = REQUEST.model_copy(update={"due_on": date(2016, 1, 5)})
    story.when(later, as_=ADLER).then(DocumentsRequested)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"gaps": ("form", "birth_certificate")}, "nothing_missing"),
        ({"due_on": date(2015, 12, 7)}, "due_too_soon"),
        ({"case": "WIR-2016-OTHER"}, "case_unknown"),
    ],
)
def test_a_request_for_documents_names_what_the_line_knows_and_a_day_ahead(changes, code) -> None:
    request = REQUEST.model_copy(update=changes)
    given(*SUBMITTED).when(request, as_=ADLER).refused(code)


def test_what_was_missing_is_supplied_also_late_and_in_parts() -> None:
    part = SUPPLY.model_copy(update={"gaps": ("concept",)})
    first = DocumentsSupplied(gaps=("concept",), open_gaps=("one_post",), documents=(DIGEST,))
    story = given(*ASKED).when(part, as_=ANTRAG, on=date(2016, 2, 1)).then(first)
    assert story.state(Application, CASE).status == "incomplete"
    story.when(GRANT.check(), as_=ADLER).refused("wrong_stage")
    story.when(SUPPLY, as_=ANTRAG).then(DocumentsSupplied)
    assert story.state(Application, CASE).status == "submitted"
    story.when(SUPPLY, as_=ANTRAG).nothing()
    story.when(GRANT.check(), as_=ADLER).then(ApplicationChecked)
    story.when(SUPPLY, as_=ANTRAG).refused("wrong_stage")
    story.when(REQUEST, as_=ADLER).refused("wrong_stage")


def test_the_check_computes_the_amount_and_never_gives_more_than_was_asked() -> None:
    story = given(*SUBMITTED).when(GRANT.check(note="Passt."), as_=ADLER).then(ApplicationChecked)
    application = story.state(Application, CASE)
    assert (application.checked_by, application.assessed_cents) == (ADLER.person, 50_000_00)
    modest = Grant(requested=30_000_00)
    checked = given(*modest.until("checked")).state(Application, CASE)
    assert checked.assessed_cents == 30_000_00


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"no_conflict": False}, "conflict_of_interest", "no_conflict"),
        ({"checklist": {"form": True}}, "checklist_open", "checklist"),
        ({"checklist": dict.fromkeys(GRANT.checklist, False)}, "checklist_open", "checklist"),
        ({"case": "WIR-2016-OTHER"}, "case_unknown", "case"),
    ],
)
def test_a_check_needs_every_tick_and_no_interest_of_ones_own(changes, code, field) -> None:
    given(*SUBMITTED).when(GRANT.check(**changes), as_=ADLER).refused(code, field)


def test_nothing_eligible_is_no_grant() -> None:
    paid_by_others = {"eligible_cents": 100, "months": 12, "other_funds_cents": 100}
    grant = Grant(facts=paid_by_others)
    given(*grant.until("submitted")).when(grant.check(), as_=ADLER).refused("nothing_eligible")


def test_who_handed_in_does_not_check() -> None:
    same_person = Actor(ANTRAG.person, "clerk")
    given(*SUBMITTED).when(GRANT.check(), as_=same_person).refused("four_eyes")


def test_a_check_is_made_once() -> None:
    given(*CHECKED).when(GRANT.check(), as_=BIRKE).refused("wrong_stage")


@pytest.mark.parametrize(("command", "who"), [(WITHDRAW, ANTRAG), (REJECT, DORN)])
def test_a_case_that_ends_without_a_grant_frees_its_reservation(command, who) -> None:
    ended = ApplicationWithdrawn if command is WITHDRAW else ApplicationRejected
    freed = ReservationReleased(case=CASE, line="coordination", amount_cents=Money(50_000_00))
    story = given(*RESERVED).when(command, as_=who).then(ended, freed, RetentionBegan)
    assert story.state(Appropriation, TITLE).free == 100_000_00
    given(*SUBMITTED).when(command, as_=who).then(ended, RetentionBegan)
    given(*ASKED).when(command, as_=who).then(ended, RetentionBegan)


@pytest.mark.parametrize(("command", "who"), [(WITHDRAW, ANTRAG), (REJECT, DORN)])
def test_what_ended_can_no_longer_be_signed_reserved_or_proposed(command, who) -> None:
    story = given(*GRANT.until("proposed"), who.asks(command, date(2016, 1, 9)))
    story.when(GRANT.signature, as_=DORN).refused("nothing_to_sign")
    story.when(GRANT.proposal(), as_=BIRKE).refused("application_not_checked")
    story.when(ReserveFunds(case=CASE), as_=FALK).refused("application_not_checked")


def test_an_application_is_taken_back_once_and_not_after_the_signature() -> None:
    story = given(*SUBMITTED).when(WITHDRAW, as_=ANTRAG).then(ApplicationWithdrawn, RetentionBegan)
    story.when(WITHDRAW, as_=ANTRAG).nothing()
    story.when(REJECT, as_=DORN).refused("wrong_stage")
    given(*GRANT.until("signed")).when(WITHDRAW, as_=ANTRAG).refused("wrong_stage")
    given(*GRANT.until("signed")).when(REJECT, as_=DORN).refused("wrong_stage")


@pytest.mark.parametrize("person", [ANTRAG.person, ADLER.person])
def test_who_handed_in_or_checked_does_not_reject(person) -> None:
    given(*CHECKED).when(REJECT, as_=Actor(person, "signatory")).refused("four_eyes")


def test_a_rejection_keeps_its_reasons_and_its_author() -> None:
    story = given(*CHECKED).when(REJECT, as_=DORN).then(ApplicationRejected, RetentionBegan)
    application = story.state(Application, CASE)
    assert (application.reasons, application.ended_by) == (REJECT.reasons, DORN.person)
    assert (application.open, application.duty) == (False, None)
