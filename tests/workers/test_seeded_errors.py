"""Errors of a cent, seeded into whole files of the bank, are found without exception."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from random import Random

import pytest

from adapters.bank import IncomingFile
from adapters.iso20022 import Balance
from adapters.sepa import Transfer, TransferFile
from adapters.training_messages import Movement, notification, statement
from domain.appropriation import Appropriation
from domain.bank_message import BankMessageRecorded, RecordBankMessage
from domain.clearing import ClearingOpened
from domain.disbursement import Disbursement, disbursement_key
from domain.kernel import Money
from tests.cast import DEBTOR, HCC, IBAN
from tests.domain.bank_walk import LATER, Walk
from tests.usual_grant import CASE, MARCH, TITLE, Grant
from workers.treasury import bank_command

PARTS = 10
AMOUNT = Money(5_000_00)
GRANT = Grant(parts=tuple((AMOUNT, MARCH) for _ in range(PARTS)))
DAY = date(2016, 3, 3)
Kind = Callable[[TransferFile], bytes]
ISO = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"


@pytest.fixture(scope="module")
def begun() -> Walk:
    """Ten draw-downs of one grant lie at the bank in one run."""
    acts = GRANT.until("confirmed")
    for number in range(1, PARTS + 1):
        acts += GRANT.drawn(number) + GRANT.certified(number) + GRANT.ordered(number)
    orders = tuple({"case": CASE, "number": number} for number in range(1, PARTS + 1))
    return Walk().after([*acts, HCC.asks(GRANT.run_of(orders=orders), MARCH)])


def order() -> TransferFile:
    """The run as the bank has it."""
    return TransferFile(
        message_id=f"AKTE-{GRANT.run}",
        created_at=datetime(2016, 3, 1, 12, tzinfo=UTC),
        execution_on=DAY,
        debtor_name=DEBTOR.name,
        debtor_iban=DEBTOR.iban,
        debtor_bic=DEBTOR.bic,
        transfers=tuple(
            Transfer(GRANT.reference(number), AMOUNT, "Kasse Beispiel", IBAN, "RATE")
            for number in range(1, PARTS + 1)
        ),
    )


def camt054(told: TransferFile) -> bytes:
    return notification(Movement(told, DAY, told.transfers))


def camt053(told: TransferFile) -> bytes:
    opening = 10_000_000_00
    return statement(Movement(told, DAY, told.transfers), Balance(DEBTOR.iban, 0, opening, opening))


def pain002(told: TransferFile) -> bytes:
    """A report that accepts part of the file and repeats each amount."""
    lines = "".join(
        f"<TxInfAndSts><OrgnlEndToEndId>{one.end_to_end_id}</OrgnlEndToEndId><TxSts>ACSP</TxSts>"
        f'<OrgnlTxRef><Amt><InstdAmt Ccy="EUR">{one.amount_cents / 100:.2f}</InstdAmt></Amt>'
        "</OrgnlTxRef></TxInfAndSts>"
        for one in told.transfers
    )
    return (
        f'<Document xmlns="{ISO}"><CstmrPmtStsRpt><GrpHdr><MsgId>S1</MsgId>'
        "<CreDtTm>2016-03-01T18:00:00Z</CreDtTm></GrpHdr><OrgnlGrpInfAndSts>"
        f"<OrgnlMsgId>{told.message_id}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>"
        "<GrpSts>PART</GrpSts></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts>"
        f"<OrgnlPmtInfId>{told.message_id}</OrgnlPmtInfId>{lines}</OrgnlPmtInfAndSts>"
        "</CstmrPmtStsRpt></Document>"
    ).encode()


def seeded(chance: Random) -> Iterator[tuple[TransferFile, set[int]]]:
    """Files in which some amounts differ from the order by a cent, and which ones."""
    clean = order()
    for _ in range(16):
        wrong = set(chance.sample(range(PARTS), 5))
        transfers = tuple(
            replace(one, amount_cents=one.amount_cents + chance.choice((-1, 1)))
            if place in wrong
            else one
            for place, one in enumerate(clean.transfers)
        )
        yield replace(clean, transfers=transfers), wrong


def read(content: bytes) -> RecordBankMessage:
    return bank_command(IncomingFile("answer.xml", content, sha256(content).hexdigest()))


@pytest.mark.parametrize("kind", [pain002, camt054, camt053])
def test_each_of_eighty_errors_of_a_cent_is_found(begun: Walk, kind: Kind) -> None:
    found = 0
    for told, wrong in seeded(Random(kind.__name__)):
        end = begun.branch().hears([read(kind(told))]).story
        items = [one for one in end.told() if isinstance(one, ClearingOpened)]
        assert {one.reference for one in items} == {GRANT.reference(one + 1) for one in wrong}
        assert {one.why for one in items} == {"other_amount"}
        for place in range(PARTS):
            key = disbursement_key(CASE, place + 1)
            moved = "accepted" if kind is pain002 else "booked"
            standing = end.state(Disbursement, key).status
            assert standing == ("in_run" if place in wrong else moved)
        found += len(items)
    assert found == 80


def test_a_file_without_an_error_puts_nothing_on_the_list(begun: Walk) -> None:
    end = begun.branch().hears(read(kind(order())) for kind in (pain002, camt054, camt053)).story
    [*files] = [one for one in end.told() if isinstance(one, BankMessageRecorded)]
    assert [one.unmatched for one in files] == [(), (), ()]
    assert end.state(Appropriation, TITLE).share(CASE).paid == AMOUNT * PARTS
    assert end.today == LATER


def test_a_control_sum_that_differs_takes_no_effect_on_any_payment(begun: Walk) -> None:
    content = pain002(order()).replace(
        b"<OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>PART</GrpSts>",
        b"<OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><OrgnlCtrlSum>50000.01</OrgnlCtrlSum>"
        b"<GrpSts>RJCT</GrpSts>",
    )
    command = read(content).model_copy(update={"statuses": read(content).statuses[:1]})
    end = begun.branch().hears([command]).story
    [item] = [one for one in end.told() if isinstance(one, ClearingOpened)]
    assert (item.why, item.amount_cents) == ("other_amount", 50_000_01)
    assert end.state(Disbursement, disbursement_key(CASE, 1)).status == "in_run"
