"""What a played year left behind, and in what two plays differ when clock times are left aside."""

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from domain.bank_message import BankMessageRecorded
from domain.kernel import Entry
from tests.projections.table_bytes import Bytes, table_bytes
from workers.installation import open_books

_END_TO_END_ID = re.compile(r"<EndToEndId>([^<]+)</EndToEndId>")
_MESSAGE_ID = re.compile(rb"(?m)^Message-ID: (.+?)\r?$")
_SHARED = ("appropriation",)


@dataclass(frozen=True)
class Evidence:
    """The record by streams, the bank's references, letters and mails by name, and all rows."""

    streams: Mapping[str, list[str]]
    paid: list[str]
    letters: Mapping[str, str]
    mails: Mapping[str, str]
    rows: Bytes

    @property
    def events(self) -> int:
        """How many events were filed."""
        return sum(map(len, self.streams.values()))


def evidence(data: Path) -> Evidence:
    """Everything that counts of an installation whose servers run."""
    with open_books(data) as books:
        entries = list(_entries(books.record.page))
        rows = table_bytes(books.settings.database)
    return Evidence(
        streams=_streams(entries),
        paid=_references(data / "bank"),
        letters=_files(data / "post"),
        mails=_files(data / "mail"),
        rows=rows,
    )


def twice(found: Evidence, data: Path) -> list[str]:
    """What went out more than once: payments, letters, mails."""
    mails = [
        name
        for path in (data / "mail").rglob("*.eml")
        for name in _MESSAGE_ID.findall(path.read_bytes())
    ]
    letters = [path.name for path in (data / "post").rglob("*.pdf")]
    sent = Counter([*found.paid, *letters, *map(bytes.decode, mails)])
    return [f"{name} went out {count} times" for name, count in sent.items() if count > 1]


def differences(one: Evidence, other: Evidence) -> list[str]:
    """Where two plays of the same scenes differ."""
    kinds = (
        ("stream", one.streams, other.streams),
        ("letter", one.letters, other.letters),
        ("mail", one.mails, other.mails),
    )
    found = [
        f"{what} {name}:{_first(mine.get(name), yours.get(name))}"
        for what, mine, yours in kinds
        for name in sorted({*mine, *yours})
        if mine.get(name) != yours.get(name)
    ]
    if sorted(one.paid) != sorted(other.paid):
        found.append(f"paid: {sorted({*one.paid} ^ {*other.paid})}")
    return found


def _first(mine: object, yours: object) -> str:
    if isinstance(mine, list) and isinstance(yours, list):
        pairs = zip([*mine, "nothing"], [*yours, "nothing"], strict=False)
        mine, yours = next(pair for pair in pairs if pair[0] != pair[1])
    return f"\n    {mine}\n    {yours}"


def _entries(page: object) -> Iterator[Entry]:
    position = 0
    while entries := page(position, 1_000):  # type: ignore[operator]  # the record's own method
        yield from entries
        position = entries[-1].position


def _streams(entries: list[Entry]) -> dict[str, list[str]]:
    """Each stream's events as text.

    A bank file holds the moment of its making, so that its hash stands for its message id. A
    budget title is written to by all cases; only what concerns one case has an order of its own.
    A receipt repeats what the other streams say.
    """
    names = {
        entry.subject.key: f"{entry.event.kind} {entry.event.message_id}"
        for entry in entries
        if isinstance(entry.event, BankMessageRecorded)
    }
    found = defaultdict(list)
    for entry in entries:
        stream, line = str(entry.subject), _line(entry)
        if entry.subject.kind in _SHARED:
            stream += f" {getattr(entry.event, 'case', '')}"
        for digest in _HASH.findall(stream + line):
            stream = stream.replace(digest, names.get(digest, digest))
            line = line.replace(digest, names.get(digest, digest))
        found[stream].append(line)
    return dict(found)


_HASH = re.compile(r"[0-9a-f]{64}")


def _line(entry: Entry) -> str:
    context, kind = entry.context, entry.subject.kind
    said = (context.today.isoformat(), context.person, context.role, context.command_id)
    content = {} if kind == "receipt" else entry.event.model_dump(mode="json")
    timeless = {name: value for name, value in content.items() if not name.endswith("_at")}
    if kind == "payment_run":
        timeless.pop("sha256", None)
    version = () if kind in _SHARED else (entry.version,)
    return json.dumps([*version, type(entry.event).TOPIC, *said, timeless], ensure_ascii=False)


def _references(bank: Path) -> list[str]:
    """Every payment of every file that the bank ever got."""
    files = {path.name: path for folder in ("sent", "outbox") for path in (bank / folder).iterdir()}
    return [
        reference
        for path in files.values()
        if path.suffix == ".xml"
        for reference in _END_TO_END_ID.findall(path.read_text(encoding="utf-8"))
    ]


def _files(root: Path) -> dict[str, str]:
    paths = [path for path in root.rglob("*") if path.is_file()]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
