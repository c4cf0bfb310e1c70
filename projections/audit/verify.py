#!/usr/bin/env python3
"""Checks a bundle of the record without the office, its database or any line of its code.

    python3 verify.py bundle.zip --key "NAME+ID+KEY" [--earlier old.zip] [--witness checkpoint]

It needs Python 3.9 and the package `cryptography`. It says in plain words what holds, what does
not, and which number is the first wrong one. Exit code 0: all holds; 1: something does not; 2: the
bundle cannot be read or the call is wrong. Its memory does not grow with the record.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import sqlite3
import struct
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from math import prod
from pathlib import Path
from typing import IO, Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

HOLDS, BROKEN, UNREADABLE = 0, 1, 2
MOST_SHOWN = 20
COPY_BYTES = 1 << 20

SECOND_PERSON = (
    ("approval.signed.v1", "approval.proposed.v1"),
    ("amendment.signed.v1", "amendment.proposed.v1"),
    ("erasure.signed.v1", "erasure.proposed.v1"),
    ("retention.disposal_signed.v1", "retention.disposal_proposed.v1"),
    ("clearing.confirmed.v1", "clearing.proposed.v1"),
    ("selection.decided.v1", "selection.proposed.v1"),
    ("recipient.bank_details_confirmed.v1", "recipient.bank_details_reported.v1"),
    ("seal.key_ordered.v1", "seal.key_proposed.v1"),
    ("disbursement.certified.v1", "disbursement.requested.v1"),
    ("disbursement.ordered.v1", "disbursement.certified.v1"),
)
"""Acts that need an earlier act in the same file, by another person."""
LATER = (
    ("approval.proposed.v1", "application.submitted.v1"),
    ("approval.notified.v1", "approval.signed.v1"),
    ("payment_run.file_written.v1", "payment_run.frozen.v1"),
    ("payment_run.handed_over.v1", "payment_run.file_written.v1"),
)
"""Acts that need an earlier act about the same key, by whomever."""
READ = ("retention.destroyed.v1", "payment_run.file_written.v1")
MARK = re.compile(rb'"(?:trace|documents?|\$sealed)"')
"""What makes an event worth reading: its topic, or bytes in its content."""
STEPS = {topic for pair in SECOND_PERSON + LATER for topic in pair}

WORDS = {
    "missing": ("ein Ereignis fehlt", "an event is missing"),
    "surplus": ("ein Ereignis ist zu viel oder steht falsch", "an event is surplus or misplaced"),
    "chain": ("schließt nicht an das vorige Ereignis an", "does not follow the event before"),
    "leaf": ("ist nicht, was versiegelt wurde", "is not what was sealed"),
    "time": ("die Zeit läuft rückwärts", "time runs backwards"),
    "version": ("die Zählung der Teilakte bricht", "the file's count is broken"),
    "root": (
        "ab hier passt der Baum nicht zum unterschriebenen Stand {0}",
        "from here the tree does not fit the signed head {0}",
    ),
    "signature": (
        "ab hier gilt nichts: die Unterschrift ist falsch ({0})",
        "nothing holds from here: the signature is wrong ({0})",
    ),
    "rollback": (
        "zurückgedreht: {0} kannte schon mehr Ereignisse",
        "rolled back: {0} knew more events already",
    ),
    "earlier": ("hieß in {0} anders", "was different in {0}"),
    "stamp": ("der Zeitstempel über {0} gehört zu etwas anderem", "the timestamp is not over {0}"),
    "document": ("Dokument {0}… ist verändert", "document {0}… is altered"),
    "absent": ("Dokument {0}… fehlt", "document {0}… is absent"),
    "trace": ("die Rechnung geht nicht auf: {0}", "the computation does not add up: {0}"),
    "four_eyes": (
        "dieselbe Person handelte zweimal ({0})",
        "the same person acted twice ({0})",
    ),
    "order": ("vorher fehlt der Schritt {0}", "the step {0} did not come before"),
    "unreadable": ("der Inhalt ist nicht lesbar", "the content cannot be read"),
}
SAID = {
    "events": (
        "{0} Ereignisse von {1} versiegelten: jedes steht im Baum, die Kette ist lückenlos",
        "{0} events of {1} sealed ones: each stands in the tree, the chain is unbroken",
    ),
    "key": ("Unterschrieben von {0}", "Signed by {0}"),
    "handed": (
        "Ab Nr. {1} unterschreibt der Schlüssel {0}",
        "From no. {1} on the key {0} signs",
    ),
    "own_key": (
        "Der Schlüssel stammt aus dem Bündel selbst; bitte mit Ihrer Abschrift vergleichen",
        "The key is the bundle's own; please compare it with your copy",
    ),
    "follows": ("Folgt unverändert auf {0} (Nr. {1})", "Continues {0} unaltered (no. {1})"),
    "not_comparable": (
        "Mit {0} nicht vergleichbar: der Beweis für Nr. {1} liegt nicht bei",
        "Not comparable with {0}: the proof for no. {1} is not enclosed",
    ),
    "witnessed": ("Bestätigt von {0} bis Nr. {1}", "Co-signed by {0} up to no. {1}"),
    "stamped": (
        "Zeitstempel {1} über {0}; die Unterschrift der Stelle prüft: openssl ts -verify",
        "Timestamp {1} over {0}; to check the authority's signature: openssl ts -verify",
    ),
    "documents": ("{0} Dokumente unverändert", "{0} documents unaltered"),
    "destroyed": (
        "{0} Dokumente sind laut Akte vernichtet",
        "{0} documents were destroyed, says the record",
    ),
    "traces": ("{0} Rechnungen gehen auf", "{0} computations add up"),
    "steps": ("{0} Schritte in Ordnung und von zweien", "{0} steps in order and by two persons"),
    "sealed": (
        "{0} Ereignisse tragen verschlossene Personendaten: vorhanden, unverändert, nicht lesbar",
        "{0} events carry sealed personal data: present, unaltered, not readable",
    ),
    "part": (
        "Ein Auszug: ob die Auswahl vollständig ist, zeigt nur ein Bündel der ganzen Akte",
        "An extract: only a bundle of the whole record shows whether the choice is complete",
    ),
    "holds": ("Alles hält.", "All of it holds."),
    "broken": (
        "Es hält nicht. Die erste falsche Nummer ist {0}.",
        "It does not hold. The first wrong number is {0}.",
    ),
    "cannot": ("Nicht lesbar: {0}", "Cannot be read: {0}"),
}


DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, LookupError, NotImplementedError),
    *(RuntimeError, ValueError, OSError, sqlite3.DataError, OverflowError, TypeError),
)
"""What reading a damaged file can end in."""


class Unreadable(Exception):
    """The bundle is none, or is damaged beyond reading."""


class Head(NamedTuple):
    """A signed state of the record: where it is from, its size and its root."""

    name: str
    size: int
    root: bytes


class Event(NamedTuple):
    """One event as the bundle carries it."""

    position: int
    recorded_at: int
    version: int
    stream: str
    topic: str
    state: bytes
    person: str
    before: bytes
    entry_hash: bytes
    path: bytes


class Report:
    """What holds and what does not; of many faults only the lowest numbers are kept."""

    def __init__(self) -> None:
        self.good: list[tuple[str, tuple[object, ...]]] = []
        self.bad: list[tuple[int, str, tuple[object, ...]]] = []

    def holds(self, code: str, *values: object) -> None:
        self.good.append((code, values))

    def fault(self, position: int, code: str, *values: object) -> None:
        self.bad.append((position, code, values))
        if len(self.bad) > 50 * MOST_SHOWN:
            self.bad = sorted(self.bad, key=lambda one: one[0])[:MOST_SHOWN]

    @property
    def first_wrong(self) -> int | None:
        """The first wrong number, `None` where all holds."""
        return min((one[0] for one in self.bad), default=None)

    def text(self, language: int) -> str:
        """The report in German (0) or English (1)."""
        lines = ["  " + SAID[code][language].format(*values) for code, values in self.good]
        if not self.bad:
            return "\n".join([SAID["holds"][language], *lines])
        lines.insert(0, SAID["broken"][language].format(self.first_wrong))
        word = ("Nr.", "No.")[language]
        for position, code, values in sorted(self.bad, key=lambda one: one[0])[:MOST_SHOWN]:
            lines.append(f"  ✗ {word} {position}: {WORDS[code][language].format(*values)}")
        return "\n".join(lines)


# Signatures: https://c2sp.org/signed-note, tlog-checkpoint, tlog-cosignature


class Key(NamedTuple):
    """A public key; `kind` is 1 for a seal and 4 for a witness."""

    name: str
    key_id: bytes
    kind: int
    public: bytes


def key_of(text: str) -> Key:
    """Reads a verifier key. Errors: ValueError."""
    name, key_id, content = text.strip().split("+", 2)
    raw = base64.b64decode(content)
    expected = hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4]
    if len(raw) != 33 or bytes.fromhex(key_id) != expected:
        raise ValueError("key")
    return Key(name, expected, raw[0], raw[1:])


def signed_by(key: Key, note: bytes) -> bool:
    """Whether a note bears a signature of a key that is right."""
    text, _, lines = note.rpartition(b"\n\n")
    text += b"\n"
    for line in lines.decode("utf-8", "replace").splitlines():
        words = line.split(" ")
        if len(words) == 3 and words[1] == key.name:
            try:
                raw = base64.b64decode(words[2])
            except ValueError:
                continue
            if raw[:4] == key.key_id and _right(key, raw[4:], text):
                return True
    return False


def _right(key: Key, signature: bytes, text: bytes) -> bool:
    if key.kind == 4:
        moment = int.from_bytes(signature[:8], "big")
        text, signature = b"cosignature/v1\ntime %d\n" % moment + text, signature[8:]
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True


def head_of(note: bytes, name: str) -> Head:
    """What a checkpoint states. Errors: Unreadable."""
    try:
        _origin, size, root = note.split(b"\n")[:3]
        return Head(name, int(size), base64.b64decode(root))
    except ValueError:
        raise Unreadable(name) from None


class Reign(NamedTuple):
    """A key of the seal, and the sizes that it signs: from one handover to the next."""

    key: Key
    since: int = 0
    until: int = sys.maxsize


def keys_in(handover: bytes) -> tuple[Key, Key]:
    """The key that ends at a handover and the one that follows. Errors: Unreadable."""
    try:
        old, new = handover.decode().split("\n")[3:5]
        return key_of(old.partition("from ")[2]), key_of(new.partition("to ")[2])
    except ValueError:
        raise Unreadable("handover/") from None


def reigns(trusted: Key, handovers: list[tuple[bytes, bool]]) -> list[Reign]:
    """The keys of the seal that a trusted one leads to, before it and after it.

    The handovers come oldest first, each with whether a witness whom we trust vouches for it. A key
    is followed where it, or such a witness, signed that it gives way; who follows names who was.
    """
    chain = [Reign(trusted)]
    links = [
        (*keys_in(note), head_of(note, "handover/").size, note, vouched)
        for note, vouched in handovers
    ]
    for old, new, size, note, _ in reversed(links):
        if new == chain[0].key and signed_by(new, note):
            chain[:1] = [Reign(old, 0, size), chain[0]._replace(since=size)]
    for old, new, size, note, vouched in links:
        last = chain[-1]
        if old == last.key and signed_by(new, note) and (vouched or signed_by(old, note)):
            chain[-1:] = [last._replace(until=size), Reign(new, size)]
    return chain


# Timestamps: RFC 3161


def elements(der: bytes) -> list[bytes]:
    """The contents of the elements in a row of DER. Errors: LookupError, ValueError."""
    found, at = [], 0
    while at < len(der):
        size, at = der[at + 1], at + 2
        if size & 128:
            at, size = at + size % 128, int.from_bytes(der[at : at + size % 128], "big")
        found.append(der[at : at + size])
        at += size
    if at != len(der):
        raise ValueError("cut off")
    return found


def stamped(reply: bytes) -> tuple[bytes, str]:
    """The hash and the time in an authority's answer, whose signature is not looked at here."""
    for place in (0, 1, 1, 0, 2, 1, 0, 0):  # answer, token, content, data, TSTInfo
        reply = elements(reply)[place]
    _version, _policy, imprint, _serial, moment = elements(reply)[:5]
    return elements(imprint)[1], moment.decode("ascii")


# The tree: RFC 6962 and RFC 9162


def node(left: bytes, right: bytes) -> bytes:
    """The hash over two children."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def leaf(entry_hash: bytes) -> bytes:
    """The hash of a leaf."""
    return hashlib.sha256(b"\x00" + entry_hash).digest()


class Roots:
    """Takes leaves one by one; keeps one hash for each bit of their number."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []

    def add(self, one: bytes) -> None:
        rest, peaks = self.size, self._peaks
        while rest & 1:
            one = node(peaks.pop(), one)
            rest >>= 1
        peaks.append(one)
        self.size += 1

    def root(self) -> bytes:
        """The root over all leaves so far."""
        if not self._peaks:
            return hashlib.sha256().digest()
        found = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            found = node(peak, found)
        return found


def parts(proof: bytes) -> list[bytes]:
    """The hashes of a proof."""
    return [proof[at : at + 32] for at in range(0, len(proof), 32)]


def included(one: bytes, index: int, *, path: bytes, head: Head) -> bool:
    """Whether a leaf stands at an index of the tree."""
    at, last = index, head.size - 1
    if not 0 <= at <= last:
        return False
    for sibling in parts(path):
        if not last:
            return False
        if at % 2 or at == last:
            one = node(sibling, one)
            while at % 2 == 0 and at:
                at, last = at // 2, last // 2
        else:
            one = node(one, sibling)
        at, last = at // 2, last // 2
    return last == 0 and one == head.root


def continued(old: Head, new: Head, proof: bytes) -> bool:
    """Whether the tree of `new` begins with the tree of `old`, both not empty and of two sizes."""
    path = parts(proof)
    if old.size & (old.size - 1) == 0:
        path.insert(0, old.root)
    if not path:
        return False
    at, last = old.size - 1, new.size - 1
    while at % 2:
        at, last = at // 2, last // 2
    first = second = path[0]
    for sibling in path[1:]:
        if not last:
            return False
        if at % 2 or at == last:
            first, second = node(sibling, first), node(sibling, second)
            while at % 2 == 0 and at:
                at, last = at // 2, last // 2
        else:
            second = node(second, sibling)
        at, last = at // 2, last // 2
    return last == 0 and (first, second) == (old.root, new.root)


# The events: docs/reference/bundle.md


NUMBERS = struct.Struct(">4xq4xq4xq")
LENGTH = struct.Struct(">i")


def blocks(source: IO[bytes], size: int) -> Iterator[bytes]:
    """The parts of a file."""
    while part := source.read(size):
        yield part


def frames(source: IO[bytes]) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Row, entry hash before it, and proof, of each event."""
    held, at = b"", 0
    for part in blocks(source, COPY_BYTES):
        held, at = held[at:] + part, 0
        while len(held) - at >= 4:
            end = at + 4 + LENGTH.unpack_from(held, at)[0]
            if end <= at or len(held) <= end + 32:
                break
            after = end + 33 + 32 * held[end + 32]
            if len(held) < after:
                break
            yield held[at + 4 : end], held[end : end + 32], held[end + 33 : after]
            at = after
    if held[at:]:
        raise Unreadable("events.bin")


def event_of(row: bytes, before: bytes, path: bytes) -> Event:
    """One event from its canonical bytes. Errors: Unreadable."""
    entry_hash = hashlib.sha256(before + hashlib.sha256(row).digest()).digest()
    try:
        position, recorded_at, version = NUMBERS.unpack_from(row)
        texts, end = [], NUMBERS.size
        for _ in range(5):
            at = end + 4
            end = at + LENGTH.unpack_from(row, end)[0]
            texts.append(row[at:end])
        stream, topic, state, _command, person = texts
        named = (stream.decode(), topic.decode(), state, person.decode())
    except (struct.error, UnicodeDecodeError):
        raise Unreadable("events.bin") from None
    return Event(position, recorded_at, version, *named, before, entry_hash, path)


# The content: computations, documents, who acted, in which order


def amount(rule: str, inputs: dict[str, Any]) -> int | None:
    """What a step of a computation comes to; `None` where it cannot be computed."""
    numbers = {name: value for name, value in inputs.items() if not isinstance(value, str)}
    if rule == "product":
        per = numbers.pop("per", 1) * numbers.pop("per_cents", 1)
        half = per // 2 if inputs.get("rounding") == "half_up" else 0
        return int((prod(numbers.values()) + half) // per) if per else None
    if rule == "threshold":
        above = max(numbers["change"], numbers["new_funds"]) > numbers["limit"]
        return int(
            numbers["approved"] if not above else numbers.get("anew", numbers.get("share", 0))
        )
    if rule == "where_any":
        return int(numbers["amount"]) if any_within(numbers) else 0
    values = list(numbers.values())
    if rule == "rest":
        taken = (-value if name[0] == "-" else value for name, value in numbers.items())
        return int(max(0, sum(taken)))
    if rule == "distance":
        return int(abs(values[0] - values[1]))
    return int({"sum": sum, "lesser": min}[rule](values))  # type: ignore[operator]  # by name


def any_within(numbers: dict[str, int]) -> bool:
    """Whether any number is within the limits that are named after it, or above zero."""
    endings = ("_at_least", "_at_most", "_below")
    for name, number in numbers.items():
        if name == "amount" or name.endswith(endings):
            continue
        low, most, below = (numbers.get(name + ending) for ending in endings)
        limited = (low, most, below) != (None, None, None)
        fits = (low is None or number >= low) and (most is None or number <= most)
        if (fits and (below is None or number < below)) if limited else number > 0:
            return True
    return False


def wrong_step(trace: list[dict[str, Any]]) -> str | None:
    """The first step of a computation that does not add up."""
    found: dict[str, int] = {}
    for step in trace:
        key = step["key"]
        part = key.rpartition(".")[0] + "." if "." in key else ""
        for name, value in step["inputs"].items():
            plain = name[1:] if name[0] == "-" else name
            if found.get(part + plain, found.get(plain, value)) != value:
                return str(key)
        if key in found or amount(step["rule"], step["inputs"]) != step["result_cents"]:
            return str(key)
        found[key] = step["result_cents"]
    return None


def traces_in(value: object) -> Iterator[list[dict[str, Any]]]:
    """Every computation within an event."""
    if isinstance(value, dict):
        if isinstance(value.get("trace"), list):
            yield value["trace"]
        for inner in value.values():
            yield from traces_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from traces_in(inner)


def documents_in(content: dict[str, Any]) -> Iterator[str]:
    """The documents to which an event refers, by their SHA-256."""
    several, single = content.get("documents"), content.get("document")
    for one in [*(several if isinstance(several, list) else ()), single]:
        if isinstance(one, str) and len(one) == 64:
            yield one


class Notebook:
    """What must be remembered until all events were read: on the disk, not in memory."""

    TABLES = """
        PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -8192;
        CREATE TABLE versions (position INTEGER, stream TEXT, version INTEGER);
        CREATE TABLE steps (position INTEGER, key TEXT, topic TEXT, person TEXT);
        CREATE TABLE documents (digest TEXT PRIMARY KEY, position INTEGER, gone INTEGER DEFAULT 0);
    """
    VERSIONS = """
        SELECT position FROM (
            SELECT position, version - row_number() OVER (PARTITION BY stream ORDER BY position)
            AS surplus FROM versions) WHERE surplus <> 0 ORDER BY position LIMIT 20"""
    FIRST = "SELECT max(position), person FROM steps WHERE key = ? AND topic = ? AND position < ?"

    def __init__(self, folder: Path, complete: set[str] | None) -> None:
        """`complete` are the cases of which all is here; `None` where it is the whole record."""
        self._complete = complete
        self.database = sqlite3.connect(str(folder / "notebook"))
        self.database.executescript(self.TABLES)
        self._versions: list[tuple[int, str, int]] = []
        self._acts: list[tuple[int, str, str, str]] = []
        self.traces = self.sealed = self.steps = 0

    def note(self, event: Event, report: Report) -> None:
        """Takes one event in."""
        key = event.stream.partition(":")[2]
        if self._complete is None or key.partition(".")[0] in self._complete:
            self._versions.append((event.position, event.stream, event.version))
        if event.topic in STEPS:
            self._acts.append((event.position, key, event.topic, event.person))
            self.steps += 1
        if len(self._versions) + len(self._acts) >= 10_000:
            self.flush()
        if event.topic in READ or MARK.search(event.state):
            self._read(event, report)

    def flush(self) -> None:
        """Writes what is held."""
        self.database.executemany("INSERT INTO versions VALUES (?, ?, ?)", self._versions)
        self.database.executemany("INSERT INTO steps VALUES (?, ?, ?, ?)", self._acts)
        self._versions.clear()
        self._acts.clear()

    def _read(self, event: Event, report: Report) -> None:
        try:
            content = json.loads(event.state)
            self.sealed += "$sealed" in content
            for trace in traces_in(content):
                self.traces += 1
                if wrong := wrong_step(trace):
                    report.fault(event.position, "trace", wrong)
            self._documents(event, content)
        except (*DAMAGE, AttributeError, RecursionError):
            report.fault(event.position, "unreadable")

    def _documents(self, event: Event, content: dict[str, Any]) -> None:
        new = "INSERT OR IGNORE INTO documents (digest, position) VALUES (?, ?)"
        if rows := [(digest, event.position) for digest in documents_in(content)]:
            self.database.executemany(new, rows)
        if event.topic == "retention.destroyed.v1":
            gone = [(digest,) for digest in content["destroyed"]]
            self.database.executemany("UPDATE documents SET gone = 1 WHERE digest = ?", gone)
        elif event.topic == "payment_run.file_written.v1":  # the bank keeps it if we do not
            row = (content["sha256"], event.position, 2)
            self.database.execute("INSERT OR IGNORE INTO documents VALUES (?, ?, ?)", row)

    def judge(self, report: Report) -> None:
        """Says what is wrong between events."""
        self.flush()
        self.database.execute("CREATE INDEX by_key ON steps (key, topic, position)")
        for row in self.database.execute(self.VERSIONS):
            report.fault(row[0], "version")
        for second, first in SECOND_PERSON + LATER:
            self._compare(report, second, first)

    def _compare(self, report: Report, second: str, first: str) -> None:
        acts = "SELECT position, key, person FROM steps WHERE topic = ?"
        for position, key, person in self.database.execute(acts, [second]):
            before = self.database.execute(self.FIRST, [key, first, position]).fetchone()
            if before[0] is None:
                report.fault(position, "order", first)
            elif before[1] == person and (second, first) in SECOND_PERSON:
                report.fault(position, "four_eyes", f"{first} + {second}")


# The bundle as a whole


class Bundle:
    """An opened bundle. Errors: Unreadable."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        try:
            self.files = zipfile.ZipFile(path)
            self.manifest: dict[str, Any] = json.loads(self.read("manifest.json"))
            self.note = self.read("checkpoint")
            self.key = key_of(self.read("keys").decode().splitlines()[0])
        except DAMAGE:
            raise Unreadable(path.name) from None
        self.whole = "leaves.bin" in self.files.namelist()
        self.head = head_of(self.note, path.name)

    def read(self, name: str) -> bytes:
        """A small file."""
        return self.files.read(name)

    def names(self, folder: str) -> list[str]:
        """The files of a folder."""
        return sorted(name for name in self.files.namelist() if name.startswith(folder))

    def handovers(self, witnesses: list[Key]) -> list[tuple[bytes, bool]]:
        """Each handover of the seal's key, with whether one of the witnesses accepted it."""
        found = []
        for name in self.names("handover/"):
            note, vouched = self.read(name), False
            for accepted in map(self.read, self.names(f"accepted/{name[9:]}-")):
                same = accepted.rpartition(b"\n\n")[0] == note.rpartition(b"\n\n")[0]
                vouched |= same and any(signed_by(key, accepted) for key in witnesses)
            found.append((note, vouched))
        return found

    def events(self) -> Iterator[Event]:
        """All events, one at a time."""
        with self.files.open("events.bin") as source:
            for frame in frames(source):
                yield event_of(*frame)

    def leaves(self) -> Iterator[bytes]:
        """The leaves of the tree, one at a time."""
        with self.files.open("leaves.bin") as source:
            for part in blocks(source, 32 * 4096):
                yield from parts(part)


class Verifier:
    """Checks one bundle; `expected` are heads that others keep."""

    def __init__(
        self, bundle: Bundle, key: Key | None, expected: list[Head], witnesses: Iterable[Key] = ()
    ) -> None:
        self.bundle, self.report, self.head = bundle, Report(), bundle.head
        self.reigns = reigns(key or bundle.key, bundle.handovers(list(witnesses)))
        if not key:
            self.report.holds("own_key")
        self.expected = expected

    def run(self, folder: Path, earlier: Bundle | None) -> Report:
        """All checks; `folder` is for notes that are too long for memory."""
        heads = [*self._signed(), *self.expected]
        self._timestamps()
        complete = None if self.bundle.whole else set(self.bundle.manifest["names"])
        notebook = Notebook(folder, complete)
        count = self._whole(notebook, heads) if self.bundle.whole else self._part(notebook, heads)
        if earlier and self.bundle.whole and earlier.whole:
            self._compare_leaves(earlier)
        notebook.judge(self.report)
        self._documents(notebook)
        if self.report.first_wrong is None:
            self._say(notebook, count)
        notebook.database.close()
        return self.report

    def _signed(self) -> list[Head]:
        """The days' heads that are rightly signed, oldest first, and at last the bundle's own."""
        heads = []
        days, handovers = self.bundle.names("days/"), self.bundle.names("handover/")
        for name in [*days, *handovers, "checkpoint"]:
            note = self.bundle.read(name)
            head = head_of(note, name)
            reigning = [one.key for one in self.reigns if one.since <= head.size <= one.until]
            if any(signed_by(key, note) for key in reigning):
                heads.append(head)
            else:
                last = max((one.size for one in heads), default=0)
                self.report.fault(last + 1, "signature", name)
        return heads

    def _timestamps(self) -> None:
        """That every timestamp is over the checkpoint of its day."""
        for name in self.bundle.names("timestamps/"):
            day, at, right, moment = f"days/{name[11:-4]}", self.head.size, False, ""
            try:
                note = self.bundle.read(day)
                at = head_of(note, day).size
                hashed, moment = stamped(self.bundle.read(name))
                right = hashed == hashlib.sha256(note).digest()
            except DAMAGE:
                pass
            if right:
                self.report.holds("stamped", day, moment)
            else:
                self.report.fault(at, "stamp", day)

    def _whole(self, notebook: Notebook, heads: list[Head]) -> int:
        leaves, count = self._roots(heads), 0
        last, moment = 0, -(1 << 63)
        for event in self.bundle.events():
            count += 1
            if event.position <= last:
                self.report.fault(event.position, "surplus")
                continue
            while last + 1 < event.position:
                last += 1
                next(leaves, None)
                self.report.fault(last, "missing")
            self._follows(event, moment)
            if next(leaves, None) != leaf(event.entry_hash):
                self.report.fault(event.position, "leaf")
            last, moment = event.position, event.recorded_at
            notebook.note(event, self.report)
        if last < self.head.size:
            self.report.fault(last + 1, "missing")
        for _ in leaves:
            pass
        return count

    def _roots(self, heads: list[Head]) -> Iterator[bytes]:
        """The leaves, whose roots are compared with all heads on the way."""
        waiting = sorted(heads, key=lambda one: one.size)
        roots, proven = Roots(), 0
        for one in self.bundle.leaves():
            yield one
            roots.add(one)
            while waiting and waiting[0].size <= roots.size:
                proven = self._settle(waiting.pop(0), roots, proven)
        for head in waiting:
            code = "rollback" if head.size > self.head.size else "root"
            self.report.fault(roots.size + 1, code, head.name)

    def _settle(self, head: Head, roots: Roots, proven: int) -> int:
        if head.size == 0:
            return proven
        if head.root != roots.root():
            self.report.fault(proven + 1, "root", head.name)
            return proven
        if head in self.expected:
            self.report.holds("follows", head.name, head.size)
        return head.size

    _before = bytes(32)

    def _follows(self, event: Event, moment: int) -> None:
        if event.before != self._before:
            self.report.fault(event.position, "chain")
        if event.recorded_at < moment:
            self.report.fault(event.position, "time")
        self._before = event.entry_hash

    def _part(self, notebook: Notebook, heads: list[Head]) -> int:
        for head in heads:
            self._continues(head)
        count, last, entry_hash = 0, 0, bytes(32)
        for event in self.bundle.events():
            count += 1
            index, hashed = event.position - 1, leaf(event.entry_hash)
            if event.position <= last:
                self.report.fault(event.position, "surplus")
            if event.position == last + 1 and event.before != entry_hash:
                self.report.fault(event.position, "chain")
            if not included(hashed, index, path=event.path, head=self.head):
                self.report.fault(event.position, "leaf")
            last, entry_hash = event.position, event.entry_hash
            notebook.note(event, self.report)
        if count < self.bundle.manifest["events"]:
            self.report.fault(last + 1, "missing")
        return count

    def _continues(self, old: Head) -> None:
        new, name = self.head, f"consistency/{old.size}"
        if old.size > new.size:
            self.report.fault(new.size + 1, "rollback", old.name)
        elif old.size in (new.size, 0):
            if old.size and old.root != new.root:
                self.report.fault(1, "root", old.name)
        elif name not in self.bundle.files.namelist():
            self.report.holds("not_comparable", old.name, old.size)
        elif not continued(old, new, self.bundle.read(name)):
            self.report.fault(1, "root", old.name)
        elif old in self.expected:
            self.report.holds("follows", old.name, old.size)

    def _compare_leaves(self, earlier: Bundle) -> None:
        pairs = zip(earlier.leaves(), self.bundle.leaves())  # noqa: B905 - Python 3.9 has no strict
        for number, (old, new) in enumerate(pairs, 1):
            if old != new:
                self.report.fault(number, "earlier", earlier.name)
                return

    def _documents(self, notebook: Notebook) -> None:
        enclosed = {name[10:] for name in self.bundle.names("documents/")}
        intact = gone = 0
        query = "SELECT digest, position, gone FROM documents"
        for digest, position, destroyed in notebook.database.execute(query):
            if digest in enclosed:
                whole = self._digest(f"documents/{digest}") == digest
                intact += whole
                if not whole:
                    self.report.fault(position, "document", digest[:8])
            elif destroyed:
                gone += destroyed == 1
            else:
                self.report.fault(position, "absent", digest[:8])
        self.report.holds("documents", intact)
        if gone:
            self.report.holds("destroyed", gone)

    def _digest(self, name: str) -> str:
        found = hashlib.sha256()
        try:
            with self.bundle.files.open(name) as source:
                for part in blocks(source, COPY_BYTES):
                    found.update(part)
        except DAMAGE:
            return ""
        return found.hexdigest()

    def _say(self, notebook: Notebook, count: int) -> None:
        self.report.holds("events", count, self.head.size)
        self.report.holds("key", self.reigns[-1].key.name)
        for one in self.reigns[1:]:
            self.report.holds("handed", f"{one.key.name}+{one.key.key_id.hex()}", one.since + 1)
        self.report.holds("traces", notebook.traces)
        self.report.holds("steps", notebook.steps)
        if notebook.sealed:
            self.report.holds("sealed", notebook.sealed)
        if not self.bundle.whole:
            self.report.holds("part")


def witnessed(verifier: Verifier, keys: Iterable[Key]) -> None:
    """Says up to where the witnesses whose keys are given have co-signed."""
    for key in keys:
        for name in verifier.bundle.names("cosigned/"):
            note = verifier.bundle.read(name)
            if signed_by(key, note):
                head = head_of(note, key.name)
                verifier.expected.append(head)
                verifier.report.holds("witnessed", key.name, head.size)


def check(
    path: Path,
    *,
    key: str = "",
    earlier: Path | None = None,
    witness: Path | None = None,
    witness_keys: Iterable[str] = (),
) -> Report:
    """Checks a bundle against what the checker keeps. Errors: Unreadable, ValueError."""
    bundle, old = Bundle(path), Bundle(earlier) if earlier else None
    expected = [old.head] if old else []
    if witness:
        expected.append(head_of(witness.read_bytes(), witness.name))
    witnesses = list(map(key_of, witness_keys))
    verifier = Verifier(bundle, key_of(key) if key else None, expected, witnesses)
    witnessed(verifier, witnesses)
    with tempfile.TemporaryDirectory() as folder:
        try:
            return verifier.run(Path(folder), old)
        except DAMAGE as error:
            raise Unreadable(f"{path.name}: {type(error).__name__}") from None


def main(words: list[str] | None = None) -> int:
    """The command line; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--key", default="", help="öffentlicher Schlüssel · the seal's public key")
    parser.add_argument("--earlier", type=Path, help="früheres Bündel · an earlier bundle")
    parser.add_argument("--witness", type=Path, help="Stand eines Zeugen · a witness's checkpoint")
    parser.add_argument("--witness-key", action="append", default=[], metavar="KEY")
    parser.add_argument("--language", choices=["de", "en"], default="de")
    given = parser.parse_args(words)
    language = ("de", "en").index(given.language)
    more = {"earlier": given.earlier, "witness": given.witness, "witness_keys": given.witness_key}
    try:
        report = check(given.bundle, key=given.key, **more)
    except (Unreadable, OSError, ValueError) as error:
        sys.stderr.write(SAID["cannot"][language].format(error) + "\n")
        return UNREADABLE
    sys.stdout.write(report.text(language) + "\n")
    return BROKEN if report.bad else HOLDS


if __name__ == "__main__":
    sys.exit(main())
