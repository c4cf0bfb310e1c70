"""An account of what an installation filed and sent, without what no two runs have in common."""

import re
from collections import defaultdict
from pathlib import Path

from domain.correspondence import ReminderSent
from workers.wiring import Akte

Account = dict[str, list[str]]
_HASH = re.compile(r"[0-9a-f]{64}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)")


def account_of(akte: Akte) -> Account:
    """By stream: business date and content of each event, in order; by tray: the file names."""
    return {**_streams(akte), **_trays(akte)}


def reminders_of(akte: Akte) -> list[str]:
    """The planned days of all reminders, in the order in which they were filed."""
    events = [entry.event for entry in akte.record.page(0, 10_000)]
    return [one.planned_on.isoformat() for one in events if isinstance(one, ReminderSent)]


def mails_of(akte: Akte) -> list[Path]:
    """All mails that left the house."""
    return _files(akte.settings.mail_folder)


def _streams(akte: Akte) -> Account:
    found: Account = defaultdict(list)
    for entry in akte.record.page(0, 10_000):
        if entry.subject.kind in {"clock", "receipt"}:
            continue
        stream = _HASH.sub("#", str(entry.subject))
        said = _MOMENT.sub("#", _HASH.sub("#", entry.event.model_dump_json()))
        found[stream].append(f"{entry.context.today} {entry.event.TOPIC} {said}")
    return found


def _trays(akte: Akte) -> Account:
    settings = akte.settings
    trays = {"mail": settings.mail_folder, "post": settings.post_folder}
    bank = {"orders": settings.bank_folder / "sent", "answers": settings.bank_folder / "archive"}
    return {name: [one.name for one in _files(root)] for name, root in {**trays, **bank}.items()}


def _files(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.is_file())
