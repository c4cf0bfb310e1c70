"""The caseload: who must do what next for every case, and what hurts first."""

from datetime import date

from psycopg import Connection

from domain.application import ApplicationWithdrawn
from domain.bank_details import AccountObjected, BankDetailsQuestioned
from domain.clock import ClockAdvanced
from domain.disbursement import DrawdownReturned
from domain.kernel import Money, Subject
from domain.notice import NoticePosted, NoticeRetrieved
from projections.case_words import stage_words, waiting_words
from projections.caseload import (
    CaseRow,
    case_row,
    caseload,
    naming,
    waits,
)
from tests.projections.conftest import Show
from tests.projections.grant_story import Grant, Moment, Story, register

GRANT = Grant()
CASE = GRANT.case
DECLARED: Story = [
    *(*register(), *GRANT.submitted(), *GRANT.checked(), *GRANT.reserved(), *GRANT.proposed()),
    *(*GRANT.signed(), *GRANT.posted(), *GRANT.notified(), *GRANT.declared(), *GRANT.confirmed()),
]
PAID: Story = [
    *(*DECLARED, *GRANT.drawn(), *GRANT.certified(), *GRANT.ordered(), *GRANT.in_run()),
    *(*GRANT.handed_over(), *GRANT.accepted(), *GRANT.booked()),
]


def line(connection: Connection, today: date) -> CaseRow:
    row = case_row(connection, CASE, today=today)
    assert row is not None
    return row


def standing(connection: Connection, today: date) -> tuple[str, str, str, date | None]:
    row = line(connection, today)
    return row.stage, row.desk, row.waits_for, row.due_on


def points(connection: Connection) -> set[tuple[str, str, int]]:
    return {(one.desk, one.waits_for, one.number) for one in waits(connection, CASE)}


def test_every_chapter_of_a_grant_lies_on_the_right_desk(show: Show) -> None:
    documents, declaration = date(2015, 11, 30), date(2016, 1, 11)
    use, proof = date(2016, 4, 8), date(2017, 6, 30)
    chapters = [
        ([*register(), *GRANT.submitted()], ("submitted", "clerk", "check", None)),
        (GRANT.incomplete(), ("incomplete", "recipient", "documents", documents)),
        (GRANT.completed(), ("submitted", "clerk", "check", None)),
        (GRANT.checked(), ("checked", "budget_officer", "reservation", None)),
        (GRANT.reserved(), ("reserved", "clerk", "proposal", None)),
        (GRANT.proposed(), ("proposed", "signatory", "signature", None)),
        (GRANT.sent_back(), ("sent_back", "clerk", "revision", None)),
        (GRANT.proposed(), ("proposed", "signatory", "signature", None)),
        (GRANT.signed(), ("signed", "system", "posting", None)),
        (GRANT.posted(), ("posted", "system", "notification", None)),
        (GRANT.notified(), ("notified", "recipient", "declaration", declaration)),
        (GRANT.declared(), ("declared", "clerk", "bank_details", None)),
        (GRANT.confirmed(), ("declared", "recipient", "drawdown", None)),
        (GRANT.drawn(), ("declared", "clerk", "factual_certificate", None)),
        (GRANT.certified()[:1], ("declared", "clerk", "arithmetical_certificate", None)),
        (GRANT.certified()[1:], ("declared", "signatory", "order", None)),
        (GRANT.ordered(), ("declared", "treasury", "payment_run", None)),
        (GRANT.in_run(), ("declared", "system", "hand_over", None)),
        (GRANT.handed_over(), ("declared", "bank", "bank_answer", None)),
        (GRANT.accepted(), ("declared", "bank", "booking", None)),
        (GRANT.booked(), ("declared", "recipient", "use", use)),
        (GRANT.used(), ("declared", "nobody", "period_end", None)),
        (GRANT.proven(), ("proof_submitted", "clerk", "examination", None)),
        (GRANT.returned_proof(), ("proof_returned", "recipient", "corrected_proof", proof)),
        (GRANT.proven(), ("proof_submitted", "clerk", "examination", None)),
        (GRANT.examined(), ("examined", "signatory", "closing_signature", None)),
        (GRANT.settled(), ("settled", "system", "closing", None)),
        (GRANT.closed(), ("closed", "nobody", "nothing", None)),
    ]
    found = [standing(show(story), story[-1].day) for story, _ in chapters]
    assert found == [expected for _, expected in chapters]


def test_a_case_can_wait_for_two_things_and_shows_each_desk_its_own(show: Show) -> None:
    questioned = BankDetailsQuestioned(recipient=GRANT.recipient, reason_code="AC04")
    objected = AccountObjected(recipient=GRANT.recipient, reasons="Fremd.", objected_by="k")
    doubts = [
        Moment(Subject("recipient", GRANT.recipient), one, date(2016, 2, 9))
        for one in (questioned, objected)
    ]
    connection = show([*DECLARED, *GRANT.drawn(), *doubts])
    assert points(connection) == {
        ("clerk", "bank_details", 0),
        ("clerk", "factual_certificate", 1),
        ("recipient", "proof", 0),
    }
    today = date(2017, 1, 2)
    [clerk] = caseload(connection, desks=["clerk"], today=today)
    [recipient] = caseload(connection, desks=["recipient"], today=today)
    assert (clerk.waits_for, clerk.number) == ("factual_certificate", 1)
    assert (recipient.waits_for, recipient.late) == ("proof", False)
    assert caseload(connection, desks=["signatory"], today=today) == []
    assert line(connection, today).waits_for == "proof"


def test_a_refused_or_returned_payment_needs_a_new_order_and_a_new_look_at_the_account(
    show: Show,
) -> None:
    story = [*DECLARED, *GRANT.drawn(), *GRANT.certified(), *GRANT.ordered(), *GRANT.in_run()]
    connection = show([*story, *GRANT.rejected(when=date(2016, 2, 5))])
    assert ("signatory", "new_order", 1) in points(connection)
    second = "lauf-2016-03"
    again = [*GRANT.ordered(attempt=2), *GRANT.in_run(run=second, attempt=2)]
    show(
        [*again, *GRANT.booked(run=second), *GRANT.used(), *GRANT.returned(when=date(2016, 3, 20))]
    )
    assert ("signatory", "new_order", 1) in points(connection)
    assert ("recipient", "use", 1) not in points(connection)


def test_a_draw_down_handed_back_lets_the_recipient_draw_again(show: Show) -> None:
    back = DrawdownReturned(returned_by="carla", remark="Bitte Bedarf belegen.")
    story = [*DECLARED, *GRANT.drawn(), *GRANT.draw_down(1, date(2016, 2, 3), back)]
    assert standing(show(story), date(2016, 2, 4))[:3] == ("declared", "recipient", "drawdown")
    again = GRANT.drawn(2, when=date(2016, 2, 5))
    assert standing(show(again), date(2016, 2, 5))[1:3] == ("clerk", "factual_certificate")


def test_what_is_left_to_draw_keeps_the_case_with_the_recipient(show: Show) -> None:
    part = Money(20_000_00)
    connection = show([*DECLARED, *GRANT.drawn(amount=part), *GRANT.certified(amount=part)])
    show([*GRANT.ordered(), *GRANT.in_run(), *GRANT.booked(), *GRANT.used()])
    assert ("recipient", "drawdown", 0) in points(connection)


def test_a_notice_in_the_portal_waits_ten_days_for_its_reader(show: Show) -> None:
    posted = NoticePosted(channel="portal", posted_on=date(2015, 12, 8))
    story = [*register(), *GRANT.submitted(), *GRANT.checked(), *GRANT.signed()]
    connection = show([*story, *GRANT.at("approval", date(2015, 12, 8), posted)])
    today, lapses_on = date(2015, 12, 9), date(2015, 12, 18)
    assert standing(connection, today) == ("posted", "recipient", "retrieval", lapses_on)
    opened = NoticeRetrieved(retrieved_on=today, retrieved_by="anna")
    show(GRANT.at("approval", today, opened))
    assert standing(connection, today) == ("posted", "system", "notification", None)


def test_a_declaration_before_the_notification_is_not_asked_for_again(show: Show) -> None:
    story = [*register(), *GRANT.submitted(), *GRANT.checked(), *GRANT.signed(), *GRANT.posted()]
    early = [*story, *GRANT.declared()[:1], *GRANT.confirmed()]
    connection = show(early)
    assert points(connection) == {("system", "notification", 0), ("recipient", "proof", 0)}
    show(GRANT.notified())
    assert points(connection) == {("system", "finality", 0), ("recipient", "proof", 0)}


def test_a_settled_grant_waits_for_recovery_or_for_a_decision_on_the_rest(show: Show) -> None:
    half = Money(25_000_00)
    connection = show([*PAID, *GRANT.used(), *GRANT.proven(), *GRANT.examined(half)])
    show(GRANT.settled(half))
    assert points(connection) == {("clerk", "recovery", 0)}
    other = Grant(case="WIR-2016-REST1")
    show([*other.submitted(), *other.checked(), *other.signed(), *other.posted()])
    show([*other.declared(), *other.confirmed(), *other.proven()])
    show([*other.examined(), *other.settled(paid=Money(0))])
    assert [one.waits_for for one in waits(connection, other.case)] == ["rest"]


def test_the_proof_is_due_from_the_end_of_the_award_period(show: Show) -> None:
    connection = show([*PAID, *GRANT.used()])
    assert standing(connection, date(2016, 12, 30))[1:3] == ("nobody", "period_end")
    assert standing(connection, date(2016, 12, 31))[1:3] == ("recipient", "proof")
    assert line(connection, date(2017, 7, 1)).late


def test_ended_cases_wait_for_nothing_and_come_last(show: Show) -> None:
    ended, going = Grant(case="WIR-2016-ENDED"), Grant(case="WIR-2016-GOING")
    withdrawn = ApplicationWithdrawn(withdrawn_by="anna")
    connection = show([*register(), *ended.submitted()])
    show([*ended.at("application", date(2015, 11, 3), withdrawn), *going.submitted()])
    rows = caseload(connection, today=date(2015, 11, 4))
    assert [(row.case, row.desk) for row in rows] == [
        (going.case, "clerk"),
        (ended.case, "nobody"),
    ]


def test_what_hurts_first_stands_on_top(show: Show) -> None:
    names = ("LATE", "SOON", "OLD", "NEW")
    late, soon, old, new = (Grant(case=f"WIR-2016-{name}") for name in names)
    story = [*register(), *new.submitted(date(2015, 11, 20)), *old.submitted(date(2015, 11, 1))]
    story += [*late.submitted(), *late.incomplete(), *soon.submitted(), *soon.checked()]
    connection = show([*story, *soon.signed(), *soon.posted(), *soon.notified()])
    rows = caseload(connection, today=date(2015, 12, 12))
    assert [row.case[9:] for row in rows] == list(names)
    assert [row.late for row in rows] == [True, False, False, False]


def test_three_letters_of_a_name_a_title_or_a_file_number_find_a_case(show: Show) -> None:
    other = Grant(case="WIR-2016-OTHER", recipient="fulda")
    story = [*register(), *GRANT.submitted(), *register("fulda", "Landkreis Fulda-Öhren")]
    connection = show([*story, *other.submitted()])

    def found(text: str) -> list[str]:
        return [row.case for row in naming(caseload(connection), text)]

    assert found("kinz") == [CASE]
    assert found("öHR") == [other.case]
    assert found("7k3") == [CASE]
    assert found("koordination") == [CASE, other.case]
    assert found("nirgends") == []
    assert [row.case for row in caseload(connection, scope="fulda")] == [other.case]
    assert caseload(connection, year=2015) == []
    assert len(caseload(connection, year=2016)) == 2


def test_without_a_given_day_the_business_date_is_that_of_the_training_clock(show: Show) -> None:
    connection = show([*PAID, *GRANT.used()])
    assert line(connection, date(2017, 7, 1)).late
    row = case_row(connection, CASE)
    assert row is not None and row.late
    moved = ClockAdvanced(to=date(2016, 12, 1), offset_days=-20_000)
    show([Moment(Subject("clock", "training"), moved, date(2016, 12, 1))])
    row = case_row(connection, CASE)
    assert row is not None and row.waits_for == "period_end"


def test_an_unknown_case_has_no_line(show: Show) -> None:
    assert case_row(show(register()), "WIR-2016-NONE") is None


def test_the_authority_and_the_recipient_read_different_words(show: Show) -> None:
    row = line(show([*PAID]), date(2016, 4, 9))
    assert waiting_words(row, "de") == (
        "Empfängerin meldet die Verwendung von Abruf Nr. 1, überfällig seit 08.04.2016"
    )
    assert waiting_words(row, "en", audience="recipient") == (
        "please report the use of draw-down no. 1, overdue since 8 April 2016"
    )
    soon = row._replace(late=False)
    assert waiting_words(soon, "en").endswith(", by 8 April 2016")
    assert waiting_words(row._replace(due_on=None), "de").endswith("von Abruf Nr. 1")
    assert stage_words("proposed", "de") == "Entwurf vorgelegt"
    assert stage_words("proposed", "de", audience="recipient") == "Antrag in Prüfung"
