"""The timeline: one sentence an entry, whose, when and by which law, as it stood on any day."""

from datetime import date

from domain.bank_details import BankDetailsQuestioned
from domain.kernel import Subject
from projections.timeline import TimelineRow, timeline
from tests.projections.conftest import Show
from tests.projections.grant_story import CANARIES, Grant, Moment, life, register

GRANT = Grant()
WHOLE = [*register(), *life()]


def topics(rows: list[TimelineRow]) -> list[str]:
    return [row.topic for row in rows]


def test_every_entry_about_a_case_has_a_line_in_the_order_of_the_record(show: Show) -> None:
    rows = timeline(show(WHOLE), GRANT.case)
    expected = [moment.event.TOPIC for moment in WHOLE]
    for aside in ("appropriation.appropriated.v1", "bank_message.recorded.v1"):
        expected.remove(aside)
    assert topics(rows) == expected
    assert {row.case for row in rows} == {GRANT.case}


def test_a_sentence_holds_the_facts_in_both_languages(show: Show) -> None:
    rows = {row.topic: row for row in timeline(show(WHOLE), GRANT.case)}
    signed = rows["approval.signed.v1"]
    assert signed.sentence_de == "Zuwendung von 50.000,00 € am 07.12.2015 bewilligt und gezeichnet."
    assert signed.sentence_en == "Grant of €50,000.00 decided and signed on 7 December 2015."
    assert (signed.person, signed.role, signed.programme) == (
        "sigrid",
        "signatory",
        "wir@2014-01-01",
    )
    assert signed.basis == "§§ 35, 37 Abs. 3 HVwVfG; VV Nr. 4 zu § 44 LHO"
    assert rows["disbursement.booked.v1"].sentence_de == (
        "Mittelabruf Nr. 1: 50.000,00 € am 08.02.2016 ausgezahlt; zu verwenden bis 08.04.2016."
    )
    assert rows["application.documents_requested.v1"].sentence_en == (
        "Missing documents requested (number 2), due on 30 November 2015."
    )
    assert rows["letter.prepared.v1"].document == "c" * 64


def test_the_account_and_the_run_show_in_every_case_they_concern(show: Show) -> None:
    other = Grant(case="WIR-2016-OTHER", recipient="fulda")
    story = [*WHOLE, *register("fulda", "Landkreis Fulda"), *other.submitted(), *other.signed()]
    connection = show(story)
    found = topics(timeline(connection, other.case))
    assert found[0] == "recipient.registered.v1"
    assert "recipient.bank_details_reported.v1" not in found
    assert "payment_run.frozen.v1" not in found
    assert "payment_run.handed_over.v1" in topics(timeline(connection, GRANT.case))


def test_what_happens_to_the_recipient_after_the_end_is_another_story(show: Show) -> None:
    later = BankDetailsQuestioned(recipient=GRANT.recipient, reason_code="AC04")
    moment = Moment(Subject("recipient", GRANT.recipient), later, date(2018, 1, 1))
    rows = timeline(show([*WHOLE, moment]), GRANT.case)
    assert "recipient.bank_details_questioned.v1" not in topics(rows)


def test_no_sentence_says_what_is_personal(show: Show) -> None:
    for row in timeline(show(WHOLE), GRANT.case):
        assert not any(canary in f"{row}" for canary in CANARIES)
