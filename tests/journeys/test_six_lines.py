"""Each line from the form to the closed case: letters, bank and ledger agree to the cent."""

from collections import Counter, defaultdict
from importlib.resources import files

import pytest
from lxml import etree

from adapters.bank import BankFolders
from adapters.iso20022 import Booking, read_bank_message
from adapters.sepa import Transfer
from adapters.training_messages import read_order
from domain.appropriation import FundsReleased
from domain.approval import Approval
from domain.kernel import Money
from domain.payment import parse_end_to_end_id
from domain.proof_of_use import ProofOfUse
from office.verify import verify
from projections.caseload import case_row
from projections.ledger import journal, ledger, trial_balance
from projections.payments import grants
from projections.projector import PROJECTIONS
from tests.adapters.test_letters import squeezed, text_of
from tests.journeys.year import IN_THE_PORTAL, LINES, Year
from tests.projections.table_bytes import table_bytes

pytestmark = pytest.mark.xdist_group("year")
each_line = pytest.mark.parametrize("line", LINES)


def folders(year: Year) -> BankFolders:
    return BankFolders(year.akte.settings.bank_folder)


def transfers(year: Year) -> dict[str, list[Transfer]]:
    """All that was ever sent to the bank, by case."""
    found: dict[str, list[Transfer]] = defaultdict(list)
    for file in folders(year).handed_over():
        for transfer in read_order(file.content).transfers:
            parsed = parse_end_to_end_id(transfer.end_to_end_id)
            assert parsed, transfer.end_to_end_id
            found[parsed[0]].append(transfer)
    return found


def booked(year: Year) -> Counter[str]:
    """What the bank's statements say was paid, in cents, by line."""
    lines = {grant.case: grant.line for grant in year.grants.values()}
    sums: Counter[str] = Counter()
    for path in folders(year).archived.glob("camt.053-*.xml"):
        for one in read_bank_message(path.read_bytes()).lines:
            if isinstance(one, Booking) and (said := parse_end_to_end_id(one.end_to_end_id or "")):
                sums[lines[said[0]]] += -one.amount_cents if one.credit else one.amount_cents
    return sums


@each_line
def test_the_case_is_closed_with_what_was_granted(year: Year, line: str) -> None:
    grant = year.grants[line]
    proof = year.akte.office.read(ProofOfUse, grant.case)
    assert (proof.closed, proof.final_cents) == (True, sum(grant.parts))
    with year.akte.views.read() as connection:
        row = case_row(connection, grant.case)
    assert row
    assert (row.stage, row.waits_for) == ("closed", "nothing")
    shown = year.browser(f"antrag.{grant.recipient}").look(f"/cases/{grant.case}")
    assert Money(sum(grant.parts)).euro in shown.text("//main")


@each_line
def test_the_notice_names_amount_and_number_and_is_posted_once(year: Year, line: str) -> None:
    grant = year.grants[line]
    document = year.akte.office.read(Approval, grant.case).notice_document
    assert document
    notice = year.akte.documents.get(document)
    words = text_of(notice)
    assert squeezed(Money(sum(grant.parts)).euro) in words
    assert grant.case in words
    posted = [path.read_bytes() for path in year.akte.settings.post_folder.rglob("*.pdf")]
    assert posted.count(notice) == (line != IN_THE_PORTAL)


@each_line
def test_each_instalment_is_one_transfer_to_the_right_account(year: Year, line: str) -> None:
    grant = year.grants[line]
    sent = sorted(transfers(year)[grant.case], key=lambda transfer: transfer.end_to_end_id)
    assert [int(one.amount_cents) for one in sent] == list(grant.parts)
    for number, one in enumerate(sent, start=1):
        assert one.creditor_iban == grant.iban
        assert one.end_to_end_id == f"{grant.case}.{number}.1"
        for words in (grant.case, f"RATE {number}/{len(grant.parts)}", "2016"):
            assert words in one.remittance


@each_line
def test_bank_and_ledger_agree_to_the_cent(year: Year, line: str) -> None:
    with year.akte.views.read() as connection:
        [row] = [row for row in ledger(connection, year=2016) if row.line == line]
        granted = [row for row in grants(connection, year=2016) if row.line == line]
        cases = {one.case for one in granted}
        freed = [
            one.amount_cents
            for one in journal(connection)
            if one.case in cases and one.event == FundsReleased.TOPIC
        ]
        balances = trial_balance(connection)
    left = (row.paid_cents, row.proven_cents, row.to_repay_cents, row.repaid_cents)
    out = sum(left) + row.waived_cents + row.written_off_cents
    lowered = 11_800_00 if line == "coordination" else 0  # by the amending notice
    decided = sum(one.granted_cents for one in granted) + lowered
    assert out == booked(year)[line] == sum(one.booked_cents for one in granted)
    assert out + row.committed_cents + sum(freed) == decided
    assert (row.ordered_cents, row.in_transit_cents, row.reserved_cents) == (0, 0, 0)
    if line != "coordination":  # where one proof is still out
        assert row.committed_cents == 0
    assert sum(one.amount_cents for one in balances) == 0


def test_every_bank_file_follows_the_schema(year: Year) -> None:
    xsd = files("sepaxml") / "schemas" / "pain.001.001.09.xsd"
    schema = etree.XMLSchema(etree.fromstring(xsd.read_bytes()))
    sent = folders(year).handed_over()
    assert sent
    for file in sent:
        schema.assertValid(etree.fromstring(file.content))


def test_no_payment_reference_was_used_twice(year: Year) -> None:
    references = [one.end_to_end_id for sent in transfers(year).values() for one in sent]
    assert Counter(references).most_common(1)[0][1] == 1


def test_all_that_the_bank_left_is_read(year: Year) -> None:
    assert folders(year).waiting() == []
    assert folders(year).unfit() == []
    assert list(folders(year).quarantined.iterdir()) == []


def test_the_record_verifies(year: Year) -> None:
    found = verify(year.akte.settings.database)
    assert found.ok
    assert found.events == year.akte.record.head().position


def test_the_read_models_equal_a_rebuild(year: Year) -> None:
    live = table_bytes(year.akte.settings.database)
    for projection in PROJECTIONS:
        year.akte.projector.rebuild(projection.name)
    assert table_bytes(year.akte.settings.database) == live
