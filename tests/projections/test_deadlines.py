"""Deadlines: each day that was set, how it was found, and when it was met."""

from datetime import date

from psycopg import Connection

import programmes
from domain.application import ApplicationWithdrawn, DocumentsSupplied, LateApplicationFlagged
from domain.extension import PeriodExtended
from domain.kernel import Money
from domain.legal_periods import extended
from projections.deadlines import DeadlineRow, deadlines
from tests.projections.conftest import Show
from tests.projections.grant_story import Grant, life, register

GRANT = Grant()
PAID = [*GRANT.submitted(), *GRANT.signed(), *GRANT.drawn(), *GRANT.ordered(), *GRANT.booked()]


def of_kind(connection: Connection, kind: str) -> DeadlineRow:
    [row] = [row for row in deadlines(connection, open_only=False) if row.kind == kind]
    return row


def test_a_whole_life_sets_and_meets_every_kind_of_deadline(show: Show) -> None:
    connection = show([*register(), *life()])
    found = {row.kind: (row.due_on, row.met_on) for row in deadlines(connection, open_only=False)}
    assert found == {
        "documents": (date(2015, 11, 30), date(2015, 11, 20)),
        "declaration": (date(2016, 1, 11), date(2015, 12, 21)),
        "remedies": (date(2016, 1, 11), date(2015, 12, 21)),
        "use": (date(2016, 4, 8), date(2016, 3, 15)),
        "proof": (date(2017, 6, 30), date(2017, 3, 1)),
    }
    assert deadlines(connection) == []


def test_a_deadline_tells_in_both_languages_how_it_was_found(show: Show) -> None:
    row = of_kind(show([*register(), *life()]), "use")
    assert row.number == 1
    assert row.derivation_de.startswith("Die Frist von 2 Monaten beginnt mit dem Tag nach dem")
    assert row.derivation_en.startswith("The period of 2 months starts on the day after")


def test_documents_are_met_only_when_nothing_is_missing_any_more(show: Show) -> None:
    part = DocumentsSupplied(gaps=("resolution",), open_gaps=("cost_plan",))
    when = date(2015, 11, 15)
    connection = show([*register(), *GRANT.submitted(), *GRANT.incomplete()])
    show(GRANT.at("application", when, part))
    assert [row.kind for row in deadlines(connection)] == ["documents"]
    show(GRANT.completed())
    assert deadlines(connection) == []


def test_a_withdrawn_application_owes_no_documents(show: Show) -> None:
    withdrawn = ApplicationWithdrawn(withdrawn_by="anna")
    connection = show([*register(), *GRANT.submitted(), *GRANT.incomplete()])
    show(GRANT.at("application", date(2015, 11, 15), withdrawn))
    assert deadlines(connection, open_only=False) == []


def test_a_late_application_is_kept_with_its_day(show: Show) -> None:
    flagged = LateApplicationFlagged(due_on=date(2015, 10, 31), received_on=date(2015, 11, 2))
    connection = show([*register(), *GRANT.submitted()])
    show(GRANT.at("application", date(2015, 11, 2), flagged))
    row = of_kind(connection, "application")
    assert (row.due_on, row.met_on) == (date(2015, 10, 31), date(2015, 11, 2))


def test_a_declaration_before_the_notification_meets_the_day_that_comes(show: Show) -> None:
    connection = show([*register(), *GRANT.submitted(), *GRANT.signed(), *GRANT.declared()[:1]])
    assert "declaration" not in {row.kind for row in deadlines(connection, open_only=False)}
    show(GRANT.notified())
    assert of_kind(connection, "declaration").met_on == date(2015, 12, 21)
    assert of_kind(connection, "remedies").met_on is None


def test_the_report_of_use_is_complete_only_with_the_whole_sum(show: Show) -> None:
    connection = show([*register(), *PAID])
    show(GRANT.used(amount=Money(20_000_00)))
    assert of_kind(connection, "use").met_on is None
    show(GRANT.used(amount=Money(30_000_00)))
    assert of_kind(connection, "use").met_on == date(2016, 3, 15)


def test_a_returned_payment_voids_its_two_months(show: Show) -> None:
    connection = show([*register(), *PAID])
    show(GRANT.returned(when=date(2016, 3, 20)))
    assert [row.kind for row in deadlines(connection)] == ["proof"]
    again = date(2016, 4, 1)
    show([*GRANT.ordered(attempt=2, when=again), *GRANT.booked(run="lauf-2016-04", when=again)])
    assert [row.kind for row in deadlines(connection)] == ["use", "proof"]


def test_a_returned_proof_is_owed_again(show: Show) -> None:
    connection = show([*register(), *GRANT.submitted(), *GRANT.signed(), *GRANT.proven()])
    assert deadlines(connection) == []
    show(GRANT.returned_proof())
    assert [(row.kind, row.due_on) for row in deadlines(connection)] == [
        ("proof", date(2017, 6, 30))
    ]


def test_an_extended_period_shows_its_new_day_and_the_one_before(show: Show) -> None:
    longer = PeriodExtended(
        duty="proof",
        was_due_on=date(2017, 6, 30),
        deadline=extended(date(2017, 6, 30), date(2017, 9, 29), programmes.calendar()),
        reason="Krankheit der Leitung.",
        extended_by="adler",
    )
    connection = show([*register(), *GRANT.submitted(), *GRANT.signed()])
    assert of_kind(connection, "proof").earlier == []
    show(GRANT.at("proof_of_use", date(2017, 7, 10), longer))
    row = of_kind(connection, "proof")
    assert (row.due_on, row.earlier) == (date(2017, 9, 29), [date(2017, 6, 30)])
    assert "§ 31 Abs. 7 HVwVfG" in row.derivation_de
    show(GRANT.proven())
    assert of_kind(connection, "proof").met_on == date(2017, 3, 1)


def test_deadlines_come_nearest_first_and_for_one_recipient_or_case(show: Show) -> None:
    other = Grant(case="WIR-2016-OTHER", recipient="fulda")
    story = [*register(), *GRANT.submitted(), *GRANT.signed(), *GRANT.notified()]
    story += [*register("fulda", "Landkreis Fulda"), *other.submitted(), *other.incomplete()]
    connection = show(story)
    assert [row.kind for row in deadlines(connection)] == [
        *("documents", "declaration", "remedies", "proof")
    ]
    assert [row.case for row in deadlines(connection, scope="fulda")] == [other.case]
    assert {row.case for row in deadlines(connection, case=GRANT.case)} == {GRANT.case}
