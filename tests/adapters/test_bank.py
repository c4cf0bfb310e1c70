"""The bank's folders: nothing goes twice, nothing is lost, nothing but whole files is read."""

import os
import resource
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from adapters.bank import AlreadyHandedOver, BankDoorFault, BankFolders, IncomingFile
from adapters.files import write_atomically
from adapters.xml_door import SIZE_LIMIT

NAME = "pain.001-RUN-1.xml"


@pytest.fixture
def folders(tmp_path: Path) -> BankFolders:
    folders = BankFolders(tmp_path / "bank")
    assert folders.waiting() == []
    return folders


def _incoming(name: str, content: bytes) -> IncomingFile:
    return IncomingFile(name, content, sha256(content).hexdigest())


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_handed_over_lies_whole_in_the_outbox(folders: BankFolders) -> None:
    path = folders.hand_over(NAME, b"<x/>")
    assert path == folders.outbox / NAME
    assert path.read_bytes() == b"<x/>"
    assert _names(folders.outbox) == _names(folders.sent) == [NAME]


def test_the_same_file_again_changes_nothing(folders: BankFolders) -> None:
    before = folders.hand_over(NAME, b"<x/>").stat().st_ino
    assert folders.hand_over(NAME, b"<x/>").stat().st_ino == before


def test_a_file_the_bank_has_fetched_does_not_go_again(folders: BankFolders) -> None:
    folders.hand_over(NAME, b"<x/>").unlink()
    folders.hand_over(NAME, b"<x/>")
    assert _names(folders.outbox) == []


@pytest.mark.parametrize("fetched", [True, False])
def test_another_content_under_a_used_name_is_refused(folders: BankFolders, fetched: bool) -> None:
    path = folders.hand_over(NAME, b"<x/>")
    if fetched:
        path.unlink()
    with pytest.raises(AlreadyHandedOver):
        folders.hand_over(NAME, b"<y/>")
    assert (folders.sent / NAME).read_bytes() == b"<x/>"
    assert fetched or path.read_bytes() == b"<x/>"


def test_a_foreign_file_in_the_outbox_is_never_replaced(folders: BankFolders) -> None:
    (folders.outbox / NAME).write_bytes(b"foreign")
    with pytest.raises(AlreadyHandedOver):
        folders.hand_over(NAME, b"<x/>")


def test_of_many_hand_overs_at_once_one_content_wins(folders: BankFolders) -> None:
    def hand_over(content: bytes) -> bytes | None:
        try:
            folders.hand_over(NAME, content)
        except AlreadyHandedOver:
            return None
        return content

    contents = [b"a", b"b", b"c", b"d"] * 4
    with ThreadPoolExecutor(16) as pool:
        won = {content for content in pool.map(hand_over, contents) if content}
    assert won == {(folders.outbox / NAME).read_bytes()}
    assert _names(folders.outbox) == [NAME]


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../x", "/etc/x", "a/b", ".hidden", "a.part", "a\0b", "ä", "x" * 151]
)
def test_a_name_that_is_not_plain_never_becomes_a_path(folders: BankFolders, name: str) -> None:
    with pytest.raises(ValueError, match="not a plain file name"):
        folders.hand_over(name, b"<x/>")
    with pytest.raises(ValueError, match="not a plain file name"):
        folders.archive(_incoming(name, b"<x/>"))


def test_waiting_files_come_in_order_with_their_digest(folders: BankFolders) -> None:
    for name in ("b.xml", "a.xml", "C 1.XML"):
        (folders.inbox / name).write_bytes(name.encode())
    assert folders.waiting() == [
        _incoming(name, name.encode()) for name in ("C 1.XML", "a.xml", "b.xml")
    ]


def test_only_whole_regular_files_of_a_bearable_size_are_read(folders: BankFolders) -> None:
    secret = folders.inbox.parent / "secret"
    secret.write_bytes(b"secret")
    (folders.inbox / "link.xml").symlink_to(secret)
    (folders.inbox / "folder.xml").mkdir()
    os.mkfifo(folders.inbox / "pipe.xml")
    (folders.inbox / "strange\nname.xml").write_bytes(b"x")
    (folders.inbox / "large.xml").touch()
    os.truncate(folders.inbox / "large.xml", SIZE_LIMIT + 1)
    for unfinished in (".new.xml", "new.xml.part", "new.xml.tmp", "new.xml.filepart", "new.xml~"):
        (folders.inbox / unfinished).write_bytes(b"x")
    (folders.inbox / "good.xml").write_bytes(b"x")
    assert [file.name for file in folders.waiting()] == ["good.xml"]
    assert folders.unfit() == [
        "folder.xml",
        "large.xml",
        "link.xml",
        "pipe.xml",
        "strange\nname.xml",
    ]


def test_an_archived_file_leaves_the_inbox_and_keeps_its_bytes(folders: BankFolders) -> None:
    (folders.inbox / "a.xml").write_bytes(b"x")
    (file,) = folders.waiting()
    path = folders.archive(file)
    assert folders.archive(file) == path == folders.archived / "a.xml"
    assert path.read_bytes() == b"x"
    assert folders.waiting() == []


def test_a_name_used_twice_by_the_bank_keeps_both_messages(folders: BankFolders) -> None:
    files = [_incoming("a.xml", b"x"), _incoming("a.xml", b"y")]
    for file in files * 2:
        folders.archive(file)
    kept = {path.read_bytes() for path in folders.archived.iterdir()}
    assert (len(_names(folders.archived)), kept) == (2, {b"x", b"y"})


def test_a_message_that_came_while_another_was_read_still_waits(folders: BankFolders) -> None:
    (folders.inbox / "a.xml").write_bytes(b"half")
    (file,) = folders.waiting()
    (folders.inbox / "a.xml").write_bytes(b"half and half")
    folders.quarantine(file, "malformed")
    assert [waiting.content for waiting in folders.waiting()] == [b"half and half"]
    assert (folders.quarantined / "a.xml").read_bytes() == b"half"


def test_a_refused_file_lies_in_quarantine_with_its_reason(folders: BankFolders) -> None:
    (folders.inbox / "a.xml").write_bytes(b"x")
    (file,) = folders.waiting()
    path = folders.quarantine(file, "Die Datei ist kein XML.")
    assert folders.quarantine(file, "Die Datei ist kein XML.") == path
    assert _names(folders.quarantined) == ["a.xml", "a.xml.reason.txt"]
    assert (folders.quarantined / "a.xml.reason.txt").read_text() == "Die Datei ist kein XML."
    assert folders.waiting() == []


@contextmanager
def _full_disk() -> Iterator[None]:
    """No file may grow beyond ten bytes; unlike a permission this binds root as well."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def test_a_full_disk_is_said_plainly_and_leaves_nothing_half(folders: BankFolders) -> None:
    with _full_disk(), pytest.raises(BankDoorFault) as caught:
        folders.hand_over(NAME, b"more than ten bytes")
    assert "voll" in caught.value.german
    assert "full" in caught.value.english
    assert _names(folders.outbox) == _names(folders.sent) == []
    folders.hand_over(NAME, b"more than ten bytes")
    assert _names(folders.outbox) == [NAME]


def test_a_full_disk_keeps_a_message_waiting(folders: BankFolders) -> None:
    (folders.inbox / "a.xml").write_bytes(b"more than ten bytes")
    (file,) = folders.waiting()
    for move in (folders.archive, lambda message: folders.quarantine(message, "x")):
        with _full_disk(), pytest.raises(BankDoorFault):
            move(file)
    assert folders.waiting() == [file]


def test_folders_that_cannot_be_made_are_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "bank").write_bytes(b"a file where the folder should be")
    with pytest.raises(BankDoorFault) as caught:
        BankFolders(tmp_path / "bank").waiting()
    assert "nicht erreichbar" in caught.value.german


def test_a_forbidden_folder_is_said_plainly() -> None:
    with pytest.raises(BankDoorFault) as caught:  # in /sys not even root makes folders
        BankFolders(Path("/sys/foerderakte")).waiting()
    assert "Rechte" in caught.value.german


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    write_atomically(path, b"old")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    with _full_disk(), pytest.raises(OSError, match="too large"):
        write_atomically(path, b"more than ten bytes")
    assert path.read_bytes() == b"new"
    assert _names(tmp_path) == ["letter.pdf"]
