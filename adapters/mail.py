"""Writes e-mails as files into an outbox, from which the office's mail server takes them."""

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP
from pathlib import Path
from typing import NamedTuple

from adapters.post import FILE_NAME, OutTray

_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_MEDIA_TYPES = {".pdf": ("application", "pdf"), ".csv": ("text", "csv")}


class Attachment(NamedTuple):
    """A file to go with a mail; the name holds no personal data."""

    name: str
    content: bytes


class MailFolder:
    """An outbox of RFC 5322 files, one for each message id (`OutTray` says how it is emptied)."""

    def __init__(self, root: Path, sender: str = "foerderakte@rp-darmstadt.example") -> None:
        self._sender = _one_address(sender)
        self._tray = OutTray(root)

    def send(
        self,
        message_id: str,
        to: str,
        *,
        subject: str,
        text: str,
        sent_at: datetime,
        attachments: Sequence[Attachment] = (),
    ) -> Path:
        """Lays one mail out, once for each `message_id`: what was laid out first stays.

        The bytes depend on the arguments alone; `sent_at` is aware and becomes the Date header.
        Errors: ValueError if `to` is not one plain address, if the subject is not one line, if
        `sent_at` has no zone, or for an attachment name with odd characters.
        """
        if sent_at.tzinfo is None:
            raise ValueError("a mail is dated with its time zone")
        if subject.splitlines() != [subject]:
            raise ValueError("a subject is one line")
        name = hashlib.sha256(message_id.encode()).hexdigest()
        message = EmailMessage(policy=SMTP)
        message["Message-ID"] = f"<{name}@{self._sender.partition('@')[2]}>"
        message["Date"] = sent_at
        message["From"] = self._sender
        message["To"] = _one_address(to)
        message["Subject"] = subject
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(text, cte="quoted-printable")
        for attachment in attachments:
            _attach(message, attachment)
        if attachments:
            # "=_" occurs in no quoted-printable and no base64 body, so no text can end a part
            message.set_boundary(f"=_{name[:40]}")
        return self._tray.place(f"{name}.eml", message.as_bytes())

    def remove(self, about: str) -> None:
        """Destroys the copies of all mails whose subject ends with a word, such as a case."""
        self._tray.remove(lambda path: _subject(path).endswith(f" {about}"))


def _subject(path: Path) -> str:
    with path.open("rb") as file:
        return str(BytesParser(policy=SMTP).parse(file, headersonly=True)["Subject"])


def _one_address(address: str) -> str:
    if not _ADDRESS.fullmatch(address):
        raise ValueError("a mail goes to one plain e-mail address")
    return address


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    if not FILE_NAME.fullmatch(attachment.name):
        raise ValueError("an attachment is named by letters, digits, dot, dash and underscore")
    suffix = Path(attachment.name).suffix.lower()
    main, sub = _MEDIA_TYPES.get(suffix, ("application", "octet-stream"))
    message.add_attachment(attachment.content, maintype=main, subtype=sub, filename=attachment.name)
