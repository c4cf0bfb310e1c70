"""The end of a day: its last checkpoint is stamped by an authority and mailed to a witness."""

import structlog

from adapters.mail import Attachment, MailFolder
from adapters.timestamps import TimestampAuthority, Unstamped
from projections.audit.notes import Checkpoint, Note
from projections.audit.shelf import DAYS, TIMESTAMPS, Shelf
from workers.books import wall_clock
from workers.settings import Settings

_log = structlog.get_logger()
_TEXT = """\
Am Ende des Tages {day} umfasst die Akte {name} {size} Ereignisse; die Wurzel ist
{root}. Der unterschriebene Stand liegt bei. Bitte bewahren Sie ihn auf: an ihm zeigt jedes
spätere Prüfbündel, dass bis hierher nichts geändert wurde.

At the end of {day} the record {name} has {size} events; the signed head is enclosed. Please
keep it: any later bundle can be checked against it.

    python3 verify.py bundle.zip --witness checkpoint-{day}.txt
"""


class DayEnds:
    """Looks at the newest day that has ended; its checkpoint stands for all days before it.

    Both ways out are off until they are set. What fails is logged and tried again, and holds
    nobody up.
    """

    def __init__(self, settings: Settings, shelf: Shelf) -> None:
        self._settings, self._shelf = settings, shelf

    def tell(self) -> None:
        """Stamps and mails the newest day, each once. Errors: OSError, LookupError."""
        for name in self._shelf.names(DAYS)[-1:]:
            content, day = self._shelf.get(name), name.removeprefix(DAYS)
            if self._settings.witness_mail:
                self._mail(day, content)
            if self._settings.timestamp_address:
                self._stamp(f"{TIMESTAMPS}{day}.tsr", content, self._settings.timestamp_address)

    def _mail(self, day: str, content: bytes) -> None:
        sealed = Checkpoint.parse(Note.parse(content.decode()).text)
        size, root = sealed.head.size, sealed.head.root.hex()
        MailFolder(self._settings.mail_folder).send(
            f"checkpoint/{sealed.origin}/{day}",
            self._settings.witness_mail,
            subject=f"Siegel der Akte {sealed.origin}, {day}",
            text=_TEXT.format(day=day, name=sealed.origin, size=size, root=root),
            sent_at=wall_clock(),
            attachments=[Attachment(f"checkpoint-{day}.txt", content)],
        )

    def _stamp(self, name: str, content: bytes, address: str) -> None:
        if self._shelf.names(name):
            return
        authority = TimestampAuthority(address, self._settings.timestamp_roots_file)
        try:
            self._shelf.put(name, authority.stamp(content))
        except Unstamped as error:
            _log.warning("not_stamped", error=type(error.__cause__ or error).__name__)
