"""The inbox: what the bank left is taken in message by message, and nothing received is lost."""

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from adapters.bank import BankFolders
from domain.bank_message import RecordBankMessage
from domain.kernel import Command
from office.record import Record
from tests.adapters.test_bank_container import archive
from tests.adapters.test_bank_dialects import FOLDER
from tests.adapters.test_xml_door import DOCTYPES
from tests.workflows.memory_office import DEBTOR
from workers.treasury import Treasury

STATEMENT = (FOLDER / "several-batches-053-08.xml").read_bytes()
INTRADAY = (FOLDER / "intraday-052-02.xml").read_bytes()
LAUGHS = DOCTYPES["billion laughs"].encode()
TODAY = date(2024, 5, 6)


class Inbox:
    """The bank's folders, and a hand that files what the treasury reads."""

    def __init__(self, root: Path) -> None:
        self.folders = BankFolders(root)
        nothing: Record = None  # type: ignore[assignment]  # no order is asked for
        self.treasury = Treasury(nothing, self.folders, debtor=DEBTOR)
        self.filed: dict[str, RecordBankMessage] = {}

    def receives(self, name: str, content: bytes) -> int:
        with self.folders.door():
            (self.folders.inbox / name).write_bytes(content)
        return self.treasury.collect(TODAY, self._file)

    def _file(self, command: Command, command_id: str) -> bool:
        assert isinstance(command, RecordBankMessage)
        new = command_id not in self.filed
        self.filed[command_id] = command
        return new

    def kept(self, folder: Path, name: str) -> bytes:
        assert not (self.folders.inbox / name).exists()
        return (folder / name).read_bytes()


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    return Inbox(tmp_path)


def test_every_message_of_a_zip_is_filed_under_its_own_hash(inbox: Inbox) -> None:
    content = archive(STATEMENT, INTRADAY)
    inbox.receives("C53.zip", content)
    assert [one.kind for one in inbox.filed.values()] == ["camt.053", "camt.052"]
    assert f"bank_message/{sha256(STATEMENT).hexdigest()}" in inbox.filed
    assert inbox.kept(inbox.folders.archived, "C53.zip") == content


def test_a_message_that_came_alone_before_its_zip_is_the_same_message(inbox: Inbox) -> None:
    assert inbox.receives("a.xml", STATEMENT) == 1
    assert inbox.receives("b.zip", archive(STATEMENT)) == 0
    assert len(inbox.filed) == 1


def test_one_bad_message_keeps_the_zip_and_does_not_hold_up_the_others(inbox: Inbox) -> None:
    content = archive(LAUGHS, STATEMENT)
    inbox.receives("C53.zip", content)
    assert len(inbox.filed) == 1
    assert inbox.kept(inbox.folders.quarantined, "C53.zip") == content
    reason = inbox.folders.quarantined / "C53.zip.reason.txt"
    assert reason.read_text().startswith("1.xml: doctype")


def _many(count: int) -> bytes:
    start, end = STATEMENT.index(b"<Ntry>"), STATEMENT.rindex(b"</Ntry>") + 7
    entry = (
        b'<Ntry><Amt Ccy="EUR">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>'
        b"<BookgDt><Dt>2024-05-06</Dt></BookgDt><BkTxCd/></Ntry>"
    )
    body = STATEMENT[:start] + entry * count + STATEMENT[end:]
    return body.replace(b">0.00<", f">{100 + count}.00<".encode())


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (LAUGHS, "doctype"),
        (archive(archive(STATEMENT)), "container"),
        (_many(2001), "too_large"),
        (STATEMENT.replace(b"C53-20240506-7</MsgId>", b"\xe2\x80\xae</MsgId>"), "value"),
    ],
)
def test_what_is_refused_is_kept_with_its_reason(inbox: Inbox, content: bytes, code: str) -> None:
    assert inbox.receives("odd.xml", content) == 0
    assert inbox.filed == {}
    assert inbox.kept(inbox.folders.quarantined, "odd.xml") == content
    reason = (inbox.folders.quarantined / "odd.xml.reason.txt").read_text()
    assert code in reason.split(": ")[:2]


def test_two_thousand_bookings_are_one_message(inbox: Inbox) -> None:
    assert inbox.receives("large.xml", _many(2000)) == 1
    [command] = inbox.filed.values()
    assert len({one.entry_reference for one in command.bookings}) == 2000
