"""Mails: one file an id, the same bytes for the same words, and no header smuggled in."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.mail import Attachment, MailFolder

SENT = datetime(2016, 3, 1, 8, 30, tzinfo=UTC)
TO = "kasse@main-kinzig.example"
LETTER = Attachment("WIR-2016-0001_auszahlung-1_2016-03-01.pdf", b"%PDF-1.7\n\x00\xff")


def laid_out(root: Path, message_id: str = "disbursement:1", **changed: object) -> Path:
    words: dict[str, Any] = {
        "subject": "Auszahlung läuft",
        "text": "Grüße aus Gießen\n",
        "sent_at": SENT,
    }
    to = str(changed.pop("to", TO))
    return MailFolder(root).send(message_id, to, **(words | changed))


def read(path: Path) -> EmailMessage:
    return cast("EmailMessage", message_from_bytes(path.read_bytes(), policy=SMTP))


def test_a_mail_says_who_when_what_and_carries_its_letter(tmp_path: Path) -> None:
    mail = read(laid_out(tmp_path, attachments=[LETTER]))
    assert mail["To"] == TO
    assert mail["Subject"] == "Auszahlung läuft"
    assert mail["Date"].datetime == SENT
    assert mail["Message-ID"].startswith("<")
    body = mail.get_body()
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == "Grüße aus Gießen\n"
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == LETTER.name
    assert attached.get_content_type() == "application/pdf"
    assert attached.get_content() == LETTER.content


def test_the_same_id_is_one_file_and_what_was_laid_out_first_stays(tmp_path: Path) -> None:
    first = laid_out(tmp_path)
    before = first.read_bytes()
    assert laid_out(tmp_path, text="anders\n") == first
    assert list(tmp_path.rglob("*.*")) == [first]
    assert first.read_bytes() == before


def test_a_mail_that_was_collected_is_not_sent_again(tmp_path: Path) -> None:
    first = laid_out(tmp_path)
    first.rename(tmp_path / "sent" / first.name)
    laid_out(tmp_path)
    assert list((tmp_path / "outbox").iterdir()) == []


def test_different_ids_are_different_files_whatever_they_hold(tmp_path: Path) -> None:
    ids = ["a", "A", "a/../b", "reminder:WIR-2016-0001/1", "ä\n", "x" * 500]
    paths = {laid_out(tmp_path, message_id) for message_id in ids}
    assert len(paths) == len(ids)
    assert {path.parent for path in paths} == {tmp_path / "outbox"}


def test_the_same_words_give_the_same_bytes_here_and_elsewhere(tmp_path: Path) -> None:
    here = laid_out(tmp_path / "here", attachments=[LETTER]).read_bytes()
    again = laid_out(tmp_path / "again", attachments=[LETTER]).read_bytes()
    script = f"""
from datetime import UTC, datetime
from pathlib import Path
from adapters.mail import Attachment, MailFolder
MailFolder(Path({str(tmp_path / "there")!r})).send(
    "disbursement:1", {TO!r}, subject="Auszahlung läuft", text="Grüße aus Gießen\\n",
    sent_at=datetime(2016, 3, 1, 8, 30, tzinfo=UTC),
    attachments=[Attachment({LETTER.name!r}, {LETTER.content!r})],
)
"""
    elsewhere = os.environ | {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8"}
    subprocess.run([sys.executable, "-c", script], env=elsewhere, check=True)
    (there,) = (tmp_path / "there" / "outbox").iterdir()
    assert here == again == there.read_bytes()


@pytest.mark.parametrize(
    "to",
    [
        "a@b.example\r\nBcc: c@d.example",
        "a@b.example, c@d.example",
        "A <a@b.example>",
        "a@b.example\n",
        "a@@b.example",
        "a b@c.example",
        "a@localhost",
        "",
    ],
)
def test_anything_but_one_plain_address_is_an_error(tmp_path: Path, to: str) -> None:
    with pytest.raises(ValueError, match="address") as error:
        laid_out(tmp_path, to=to)
    assert not to or to not in str(error.value)
    assert list(tmp_path.rglob("*.eml")) == []


@pytest.mark.parametrize("subject", ["a\r\nBcc: c@d.example", "a\nb", "a\rb", "a\n", "a\x85b", ""])
def test_a_subject_of_more_or_less_than_one_line_is_an_error(tmp_path: Path, subject: str) -> None:
    with pytest.raises(ValueError, match="one line"):
        laid_out(tmp_path, subject=subject)


def test_a_mail_without_time_zone_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="zone"):
        laid_out(tmp_path, sent_at=SENT.replace(tzinfo=None))


@pytest.mark.parametrize("name", ["a\r\nX: y.pdf", 'a".pdf', "../a.pdf", "a b.pdf", ""])
def test_an_odd_attachment_name_is_an_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="attachment"):
        laid_out(tmp_path, attachments=[Attachment(name, b"x")])


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1))
def test_no_words_can_add_a_header_or_a_part(tmp_path: Path, words: str) -> None:
    one_line = "".join(words.split()) or "x"
    text = f"{words}\r\n\r\n--=_{words}\r\nBcc: x@y.example\r\n"
    path = laid_out(tmp_path, words, subject=one_line, text=text, attachments=[LETTER])
    mail = read(path)
    assert mail["Bcc"] is None
    assert mail["To"] == TO
    assert len(list(mail.iter_parts())) == 2
    assert mail.defects == []
