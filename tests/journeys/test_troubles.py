"""What does not go smoothly: a closed account, a proof that never comes, a portal, a withdrawal."""

import email
from datetime import date
from email.message import Message
from email.policy import default

import pytest

from domain.application import Application
from domain.approval import Approval
from domain.bank_details import BankDetailsConfirmed
from domain.disbursement import Disbursement, disbursement_key
from domain.kernel import Event, Subject
from domain.payment import PaymentBooked, PaymentOrdered, PaymentRejected
from projections.caseload import case_row, caseload
from tests.journeys.test_six_lines import transfers
from tests.journeys.year import IN_THE_PORTAL, Year

pytestmark = pytest.mark.xdist_group("year")


def events(year: Year, kind: str, key: str) -> list[Event]:
    return [entry.event for entry in year.akte.record.history(Subject(kind, key))]


def mails_to(year: Year, address: str) -> list[Message]:
    found = [
        email.message_from_bytes(path.read_bytes(), policy=default)
        for path in year.akte.settings.mail_folder.rglob("*.eml")
    ]
    return [mail for mail in found if mail["To"] == address]


def test_a_refused_payment_is_sent_again_under_a_new_reference(year: Year) -> None:
    grant = year.grants["closed account"]
    history = events(year, "disbursement", disbursement_key(grant.case, 1))
    tries = [event.end_to_end_id for event in history if isinstance(event, PaymentOrdered)]
    assert tries == [f"{grant.case}.1.1", f"{grant.case}.1.2"]
    [refused] = [event for event in history if isinstance(event, PaymentRejected)]
    assert (refused.end_to_end_id, refused.reason_code) == (tries[0], "AC04")
    [paid] = [event for event in history if isinstance(event, PaymentBooked)]
    assert (paid.end_to_end_id, paid.amount_cents) == (tries[1], grant.parts[0])


def test_a_refused_account_is_never_paid_to_again_before_a_second_person_confirms(
    year: Year,
) -> None:
    grant = year.grants["closed account"]
    told = events(year, "recipient", grant.recipient)
    assert len([one for one in told if isinstance(one, BankDetailsConfirmed)]) == 2
    sent = {one.end_to_end_id: one.creditor_iban for one in transfers(year)[grant.case]}
    assert sent.pop(f"{grant.case}.1.1") == grant.iban
    assert grant.iban not in sent.values()


def test_a_proof_that_never_comes_is_reminded_of_three_times(year: Year) -> None:
    grant = year.grants["overdue"]
    reminders = mails_to(year, f"kasse@{grant.recipient}.example")
    sent_on = sorted(mail["Date"].datetime.date() for mail in reminders)
    assert sent_on == [date(2017, 3, 17), date(2017, 3, 31), date(2017, 4, 14)]
    for mail in reminders:
        assert grant.case in mail["Subject"]
        [letter] = mail.iter_attachments()
        assert letter.get_content().startswith(b"%PDF-")


def test_an_overdue_proof_stands_on_top_of_the_list(year: Year) -> None:
    grant = year.grants["overdue"]
    with year.akte.views.read() as connection:
        first = caseload(connection, desks=["recipient"], today=year.akte.office.today())[0]
    assert (first.case, first.late, first.due_on) == (grant.case, True, date(2017, 3, 31))
    page = year.browser(f"antrag.{grant.recipient}").look("/")
    assert grant.case in page.text("//main")


def test_only_those_who_were_late_were_reminded(year: Year) -> None:
    everyone = {
        email.message_from_bytes(path.read_bytes(), policy=default)["To"]
        for path in year.akte.settings.mail_folder.rglob("*.eml")
    }
    late = (year.grants[name].recipient for name in ("overdue", "used late", "revoked"))
    assert everyone == {f"kasse@{recipient}.example" for recipient in late}


def test_a_notice_in_the_portal_counts_from_its_retrieval(year: Year) -> None:
    grant = year.grants[IN_THE_PORTAL]
    approval = year.akte.office.read(Approval, grant.case)
    assert approval.posted
    assert approval.notified
    assert approval.posted.channel == "portal"
    assert approval.retrieved_on == date(2016, 1, 18)
    assert approval.notified.notified_on >= approval.retrieved_on


def test_the_recipient_reads_the_notice_in_the_portal_and_others_do_not(year: Year) -> None:
    grant = year.grants[IN_THE_PORTAL]
    notice = year.akte.office.read(Approval, grant.case).notice_document
    address = f"/documents/{notice}?case={grant.case}"
    mine = year.browser(f"antrag.{grant.recipient}")
    assert address in mine.look(f"/cases/{grant.case}").links()
    assert mine.get(address).content == year.akte.documents.get(str(notice))
    assert year.browser("antrag.fulda").status(address) == 404


def test_a_withdrawn_application_frees_its_budget_and_is_never_paid(year: Year) -> None:
    grant = year.grants["withdrawn"]
    assert year.akte.office.read(Application, grant.case).status == "withdrawn"
    with year.akte.views.read() as connection:
        row = case_row(connection, grant.case)
    assert row
    assert (row.stage, row.waits_for) == ("withdrawn", "nothing")
    assert transfers(year)[grant.case] == []


def test_a_paid_grant_has_all_its_draw_downs_booked(year: Year) -> None:
    for name in ("closed account", "overdue"):
        grant = year.grants[name]
        for number, cents in enumerate(grant.parts, start=1):
            draw = year.akte.office.read(Disbursement, disbursement_key(grant.case, number))
            assert (draw.status, draw.paid_cents) == ("booked", cents)
