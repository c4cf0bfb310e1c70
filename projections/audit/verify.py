#!/usr/bin/env python3
"""Checks a bundle of the record without the office, its database or any line of its code.

    python3 verify.py bundle.zip --key "NAME+ID+KEY" [--earlier old.zip] [--witness checkpoint]

It needs Python 3.9 and the package `cryptography`. It says in plain words what holds, what does
not, and which number is the first wrong one. Exit code 0: all holds; 1: something does not; 2: it
cannot be read, or does not answer all that was asked. Its memory does not grow with the record.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import io
import json
import re
import sqlite3
import struct
import sys
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from math import prod
from pathlib import Path
from typing import IO, Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

HOLDS, BROKEN, UNREADABLE = 0, 1, 2
MOST_SHOWN = 20
BATCH = 100
"""Rows that are written together."""
FORMAT = "akte-bundle-1"
FILES = re.compile(
    r"manifest\.json|checkpoint|keys|events\.bin|leaves\.bin|actors\.json|index\.html|verify\.py"
    r"|consistency/\d+|documents/[0-9a-f]{64}"
    r"|(days|handover|cosigned|accepted|timestamps|programmes|cases)(/\w[\w.-]*)+"
)
"""The files that a bundle may hold; what else lies there proves nothing and may mislead."""
ACTORS = "actors.json"
PAPERS = ("documents/", "programmes/", "cases/", ACTORS, "index.html", "verify.py")
"""Those of them that are proven by events, or by nothing."""

FACTUAL, ARITHMETICAL = "factual certificate", "arithmetical certificate"
MEASURES = (
    *("recovery.notice_revoked.v1", "recovery.refund_assessed.v1", "recovery.refund_waived.v1"),
    *("recovery.interest_assessed.v1", "recovery.interest_waived.v1", "recovery.deferred.v1"),
    *("recovery.suspended.v1", "recovery.remitted.v1", "recovery.enforcement_ordered.v1"),
)
SECOND_PERSON = (
    ("application.checked.v1", "application.submitted.v1"),
    ("application.rejected.v1", "application.submitted.v1"),
    ("approval.proposed.v1", "application.submitted.v1"),
    ("approval.signed.v1", "application.submitted.v1"),
    ("approval.signed.v1", "application.checked.v1"),
    ("approval.signed.v1", "approval.proposed.v1"),
    ("amendment.signed.v1", "amendment.proposed.v1"),
    ("early_start.permitted.v1", "early_start.requested.v1"),
    ("early_start.refused.v1", "early_start.requested.v1"),
    ("erasure.signed.v1", "erasure.proposed.v1"),
    ("retention.disposal_signed.v1", "retention.disposal_proposed.v1"),
    ("clearing.confirmed.v1", "clearing.proposed.v1"),
    ("selection.decided.v1", "selection.proposed.v1"),
    ("sampling.population_frozen.v1", "sampling.draw_announced.v1"),
    ("recipient.bank_details_confirmed.v1", "recipient.bank_details_reported.v1"),
    ("seal.key_ordered.v1", "seal.key_proposed.v1"),
    ("recipient.payee_check_decided.v1", "recipient.payee_verified.v1"),
    ("payment_run.receipt_confirmed.v1", "payment_run.receipt_proposed.v1"),
    ("proof_of_use.examined.v1", "proof_of_use.submitted.v1"),
    ("proof_of_use.settled.v1", "proof_of_use.submitted.v1"),
    ("proof_of_use.settled.v1", "proof_of_use.examined.v1"),
    (FACTUAL, "disbursement.requested.v1"),
    (ARITHMETICAL, "disbursement.requested.v1"),
    (ARITHMETICAL, FACTUAL),
    ("disbursement.ordered.v1", "disbursement.requested.v1"),
    ("disbursement.ordered.v1", FACTUAL),
    ("disbursement.ordered.v1", ARITHMETICAL),
    *((measure, "recovery.measure_proposed.v1") for measure in MEASURES),
)
"""Acts that need an earlier act about the same key or its case, by another person."""
LATER = (
    ("approval.notified.v1", "approval.signed.v1"),
    ("disbursement.requested.v1", "approval.declaration_returned.v1"),
    ("disbursement.included.v1", "disbursement.ordered.v1"),
    ("payment_run.file_written.v1", "payment_run.frozen.v1"),
    ("payment_run.handed_over.v1", "payment_run.file_written.v1"),
)
"""Acts that need an earlier act about the same key or its case, by whomever."""
SUBMITTED, CHECKED = "application.submitted.v1", "application.checked.v1"
RESULTS = ("final", "refund", "outstanding")
"""Steps of a computation beside which the same sum stands, with `_cents`."""
CERTIFIED = "disbursement.certified.v1"
SENT, TAKEN_IN = "payment_run.file_written.v1", "bank_message.recorded.v1"
READ = (CERTIFIED, "retention.destroyed.v1", SENT, TAKEN_IN)
MARK = re.compile(rb'"(?:trace|documents?|\$sealed|programme_digest)"')
"""What makes an event worth reading: its topic, or bytes in its content, disguised ones too."""
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
    "kept": (
        "Dokument {0}… ist laut Akte vernichtet und liegt doch bei",
        "document {0}… was destroyed, says the record, and yet is enclosed",
    ),
    "rules": (
        "die Regeln {0} sind nicht die, nach denen entschieden wurde",
        "the rules {0} are not those that were decided by",
    ),
    "actor": ("actors.json sagt von {0} anderes", "actors.json says otherwise of {0}"),
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
    "follows": ("Folgt unverändert auf {0} (Nr. {1})", "Continues {0} unaltered (no. {1})"),
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
    "banked": (
        "{0} Bankdateien liegen nicht bei; die Bank hat sie",
        "{0} bank files are not enclosed; the bank has them",
    ),
    "rules_kept": ("Regeln unverändert: {0}", "Rules unaltered: {0}"),
    "traces": ("{0} Rechnungen gehen auf", "{0} computations add up"),
    "steps": ("{0} Schritte in Ordnung und von zweien", "{0} steps in order and by two persons"),
    "sealed": (
        "{0} Ereignisse tragen verschlossene Personendaten: vorhanden, unverändert, nicht lesbar",
        "{0} events carry sealed personal data: present, unaltered, not readable",
    ),
    "part": (
        "Ein Auszug zu {0}: ob die Auswahl vollständig ist, zeigt nur ein Bündel der ganzen Akte",
        "An extract on {0}: only a bundle of the whole record shows whether it is complete",
    ),
    "papers": (
        "{0} Dateien liegen nur bei; kein Ereignis belegt sie: {1}",
        "{0} files are only enclosed; no event proves them: {1}",
    ),
    "holds": ("Alles hält.", "All of it holds."),
    "open": (
        "Was geprüft werden konnte, hält; doch blieb etwas offen.",
        "What could be checked holds; but something stayed open.",
    ),
    "broken": (
        "Es hält nicht. Die erste falsche Nummer ist {0}.",
        "It does not hold. The first wrong number is {0}.",
    ),
    "cannot": ("Nicht lesbar: {0}", "Cannot be read: {0}"),
}
ASKED = {
    "own_key": (
        "Der Schlüssel stammt aus dem Bündel selbst; bitte mit Ihrer Abschrift vergleichen",
        "The key is the bundle's own; please compare it with your copy",
    ),
    "not_comparable": (
        "Mit {0} nicht vergleichbar: der Beweis für Nr. {1} liegt nicht bei",
        "Not comparable with {0}: the proof for no. {1} is not enclosed",
    ),
    "other_seal": (
        "Mit {0} nicht vergleichbar: dort unterschrieb {1}",
        "Not comparable with {0}: it was signed by {1}",
    ),
    "unwitnessed": ("Von {0} liegt keine Bestätigung bei", "No co-signature of {0} is enclosed"),
}
"""What somebody may ask and the bundle does not answer."""

DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, LookupError, NotImplementedError, MemoryError),
    *(RuntimeError, ValueError, OSError, sqlite3.DataError, OverflowError, TypeError),
    *(AttributeError, struct.error),
)
"""What reading a damaged file can end in."""


class Unreadable(Exception):
    """The bundle is none, or is damaged beyond reading."""


class Head(NamedTuple):
    """A signed state of the record: where it is from, its size and its root."""

    name: str
    size: int
    root: bytes
    origin: str


class Event(NamedTuple):
    """One event as the bundle carries it."""

    position: int
    recorded_at: int
    version: int
    stream: str
    topic: str
    state: bytes
    person: str
    role: str
    before: bytes
    entry_hash: bytes
    path: bytes


class Place(NamedTuple):
    """Where an event must join on; before number 1 time begins, in the year 2000."""

    position: int
    recorded_at: int
    entry_hash: bytes


class Report:
    """What holds, what stayed open and what does not hold; of many faults the lowest numbers."""

    def __init__(self) -> None:
        self.good: list[tuple[str, tuple[object, ...]]] = []
        self.open: list[tuple[str, tuple[object, ...]]] = []
        self.bad: list[tuple[int, str, tuple[object, ...]]] = []

    def holds(self, code: str, *values: object) -> None:
        self.good.append((code, values))

    def asks(self, code: str, *values: object) -> None:
        self.open.append((code, values))

    def fault(self, position: int, code: str, *values: object) -> None:
        self.bad.append((position, code, values))
        self.bad.sort(key=lambda one: one[0])
        del self.bad[MOST_SHOWN:]

    @property
    def first_wrong(self) -> int | None:
        """The first wrong number, `None` where nothing is wrong."""
        return self.bad[0][0] if self.bad else None

    @property
    def exit_code(self) -> int:
        """0 where all holds, 1 where something does not, 2 where something asked stayed open."""
        return BROKEN if self.bad else UNREADABLE if self.open else HOLDS

    def text(self, language: int) -> str:
        """The report in German (0) or English (1)."""
        first = ("holds", "broken", "open")[self.exit_code]
        lines = [SAID[first][language].format(self.first_wrong)]
        lines += ["  " + SAID[code][language].format(*values) for code, values in self.good]
        lines += ["  ? " + ASKED[code][language].format(*values) for code, values in self.open]
        for position, code, values in self.bad:
            number = f"{('Nr.', 'No.')[language]} {position}"
            lines.append(f"  ✗ {number}: {WORDS[code][language].format(*values)}")
        return "\n".join(map(plain, lines))


def plain(line: str) -> str:
    """A line in which nothing commands a terminal; what a bundle says must not paint over it."""
    return "".join(sign if sign.isprintable() else "?" for sign in line)


# Signatures: https://c2sp.org/signed-note, tlog-checkpoint, tlog-cosignature


class Key(NamedTuple):
    """A public key; `kind` is 1 for a seal and 4 for a witness."""

    name: str
    kind: int
    public: bytes

    @property
    def said(self) -> str:
        """Its name and its number, which is that of the C2SP form."""
        whole = self.name.encode() + b"\n" + bytes([self.kind]) + self.public
        return f"{self.name}+{hashlib.sha256(whole).hexdigest()[:8]}"


def key_of(text: str) -> Key:
    """Reads a verifier key. Errors: Unreadable."""
    try:
        name, key_id, content = text.strip().split("+", 2)
        kind, *public = base64.b64decode(content)
        key = Key(name, kind, bytes(public))
        if len(public) != 32 or key.said != f"{name}+{key_id}":
            raise ValueError
    except ValueError:
        raise Unreadable(text.strip()) from None
    return key


def signed_by(key: Key, note: bytes) -> bool:
    """Whether a note bears a signature of a key that is right."""
    text, _, lines = note.rpartition(b"\n\n")
    signatures = (line.split(" ") for line in lines.decode("utf-8", "replace").splitlines())
    return any(
        len(words) == 3 and words[1] == key.name and _right(key, words[2], text + b"\n")
        for words in signatures
    )


def _right(key: Key, said: str, text: bytes) -> bool:
    try:
        signature = base64.b64decode(said)[4:]
        if key.kind == 4:
            moment = int.from_bytes(signature[:8], "big")
            text, signature = b"cosignature/v1\ntime %d\n" % moment + text, signature[8:]
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True


def head_of(note: bytes, name: str) -> Head:
    """What a checkpoint states. Errors: Unreadable."""
    try:
        origin, size, root = note.split(b"\n")[:3]
        return Head(name, int(size), base64.b64decode(root), origin.decode())
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
    except (ValueError, Unreadable):
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


# The tree: RFC 6962, whose proofs are read from the top


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
    """Whether a leaf stands at an index, from 0, and the proof holds nothing else."""
    proof = parts(path)
    try:
        root = _climbed(one, index, head.size, proof=proof)
        return index < head.size and root == head.root and not proof
    except IndexError:
        return False


def _climbed(one: bytes, index: int, size: int, *, proof: list[bytes]) -> bytes:
    """The root over `size` leaves of which one is known; takes what it needs from the proof."""
    if size == 1:
        return one
    half = _half(size)
    if index < half:
        left = _climbed(one, index, half, proof=proof)
        return node(left, proof.pop(0))
    right = _climbed(one, index - half, size - half, proof=proof)
    return node(proof.pop(0), right)


def _half(size: int) -> int:
    """The largest power of two below a size."""
    return 1 << (size - 1).bit_length() - 1


def continued(old: Head, new: Head, path: bytes) -> bool:
    """Whether the tree of `new` begins with that of `old`, which is not larger and not empty."""
    proof = parts(path)
    try:
        roots = _grown(old, old.size, new_size=new.size, proof=proof, whole=True)
        return roots == (old.root, new.root) and not proof
    except IndexError:
        return False


def _grown(
    old: Head, size: int, *, new_size: int, proof: list[bytes], whole: bool
) -> tuple[bytes, bytes]:
    """The roots over the old and over the new part of a subtree; `whole` where it is all of old."""
    if size == new_size:
        one = old.root if whole else proof.pop(0)
        return one, one
    half = _half(new_size)
    if size <= half:
        before, after = _grown(old, size, new_size=half, proof=proof, whole=whole)
        return before, node(after, proof.pop(0))
    before, after = _grown(old, size - half, new_size=new_size - half, proof=proof, whole=False)
    left = proof.pop(0)
    return node(left, before), node(left, after)


# The events: docs/reference/bundle.md


NUMBERS = struct.Struct(">4xq4xq4xq")
LENGTH = struct.Struct(">I")


def frames(source: IO[bytes]) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Row, entry hash before it, and proof, of each event."""
    while length := source.read(LENGTH.size):
        row = source.read(*LENGTH.unpack(length))
        before, count = source.read(32), source.read(1)
        yield row, before, source.read(32 * count[0])


def event_of(row: bytes, before: bytes, path: bytes) -> Event:
    """One event from its canonical bytes."""
    entry_hash = hashlib.sha256(before + hashlib.sha256(row).digest()).digest()
    texts, end = [], NUMBERS.size
    for _ in range(6):
        at = end + LENGTH.size
        end = at + LENGTH.unpack_from(row, end)[0]
        texts.append(row[at:end])
    stream, topic, state, _command, person, role = texts
    position, recorded_at, version = NUMBERS.unpack_from(row)
    named = (stream.decode(), topic.decode(), state, person.decode(), role.decode())
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


def wrong_step(trace: list[dict[str, Any]], facts: dict[str, Any]) -> str | None:
    """The first step of a computation that does not add up, or takes other facts than are filed."""
    found: dict[str, int] = {}
    for step in trace:
        key = step["key"]
        part = key[: key.rfind(".") + 1]
        within = facts.get(part[:-1])
        own = within if isinstance(within, dict) else facts
        for name, value in step["inputs"].items():
            plain_name = name[name[0] == "-" :]
            filed = own.get(plain_name)
            otherwise = filed if isinstance(filed, int) else value
            if found.get(part + plain_name, found.get(plain_name, otherwise)) != value:
                return str(key)
        if key in found or amount(step["rule"], step["inputs"]) != step["result_cents"]:
            return str(key)
        found[key] = step["result_cents"]
    return None


def wrong_sum(value: dict[str, Any], content: dict[str, Any]) -> str | None:
    """The sum beside a computation, or beside the value that holds it, that is not its result."""
    for step in value["trace"]:
        name, result = f"{step['key']}_cents", step["result_cents"]
        for beside in (value, content) if step["key"] in RESULTS else ():
            if beside.get(name, result) != result:
                return name
    last = value["trace"][-1]["result_cents"] if value["trace"] else 0
    if value.get("amount_cents", last) != last:
        return "amount_cents"
    return "assessed_cents" if content.get("assessed_cents", last) > last else None


def traces_in(value: object) -> Iterator[dict[str, Any]]:
    """Everything within an event that has a computation."""
    if isinstance(value, dict):
        if isinstance(value.get("trace"), list):
            yield value
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
        CREATE TABLE steps (topic TEXT, key TEXT, position INTEGER, "case" TEXT, person TEXT,
                            PRIMARY KEY (topic, key, position)) WITHOUT ROWID;
        CREATE TABLE facts (key TEXT PRIMARY KEY, facts TEXT);
        CREATE TABLE documents (digest TEXT PRIMARY KEY, position INTEGER, fate INTEGER);
    """
    VERSION = "INSERT INTO versions VALUES (?, ?, ?)"
    STEP = "INSERT INTO steps VALUES (?, ?, ?, ?, ?)"
    VERSIONS = """
        SELECT position FROM (
            SELECT position, version - row_number() OVER (PARTITION BY stream ORDER BY position)
            AS surplus FROM versions) WHERE surplus <> 0 ORDER BY position LIMIT 20"""
    BEFORE = """
        SELECT later.position, later.key, max(first.position), first.person = later.person
        FROM steps AS later LEFT JOIN steps AS first
        ON first.topic = ? AND first.key IN (later.key, later."case")
        AND first.position < later.position
        WHERE later.topic = ? GROUP BY later.key, later.position"""
    REFERRED = """
        INSERT INTO documents VALUES (?, ?, 0) ON CONFLICT DO UPDATE SET fate = 0"""
    BANKED = "INSERT OR IGNORE INTO documents VALUES (?, ?, 2)"

    def __init__(self, complete: set[str] | None) -> None:
        """`complete` are the cases of which all is here; `None` where it is the whole record."""
        self._complete = complete
        self.database = sqlite3.connect("")  # a file of its own that goes with the connection
        self.database.executescript(self.TABLES)
        self._held: dict[str, list[tuple[object, ...]]] = {}
        self.actors: dict[tuple[str, str], list[int]] = {}
        self.rules: dict[tuple[str, str], int] = {}
        self.traces = self.sealed = self.steps = 0

    def note(self, event: Event, report: Report) -> None:
        """Takes one event in."""
        key = event.stream.partition(":")[2]
        if self._holds_all(key):
            self._put(self.VERSION, event.position, event.stream, event.version)
        new = [event.position, event.position, 0]
        acted = self.actors.setdefault((event.person, event.role), new)
        acted[1:] = event.position, acted[2] + 1
        if event.topic in STEPS:
            self._step(event, key, event.topic)
        hidden = b"\\u00" in event.state or b"\0" in event.state
        if event.topic in READ or hidden or MARK.search(event.state):
            self._read(event, key, report)

    def _holds_all(self, key: str) -> bool:
        return self._complete is None or key.partition(".")[0] in self._complete

    def _step(self, event: Event, key: str, step: str) -> None:
        self._put(self.STEP, step, key, event.position, key.partition(".")[0], event.person)
        self.steps += 1

    def _put(self, insert: str, *row: object) -> None:
        rows = self._held.setdefault(insert, [])
        rows.append(row)
        if len(rows) == BATCH:
            self._flush(insert)

    def _flush(self, insert: str) -> None:
        self.database.executemany(insert, self._held.pop(insert))

    def _read(self, event: Event, key: str, report: Report) -> None:
        try:
            content = json.loads(event.state)
            self.sealed += "$sealed" in content
            if event.topic == CERTIFIED:
                self._step(event, key, f"{content['certificate']} certificate")
            if "programme_digest" in content:
                rules = str(content["programme"]), str(content["programme_digest"])
                self.rules.setdefault(rules, event.position)
            self._traces(event, key, content, report)
            self._documents(event, content)
        except DAMAGE:
            report.fault(event.position, "unreadable")

    def _traces(self, event: Event, key: str, content: dict[str, Any], report: Report) -> None:
        facts: dict[str, Any] = {}
        if event.topic == SUBMITTED:
            row = (key, json.dumps(content.get("facts", {})))
            self.database.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", row)
        elif event.topic == CHECKED:
            found = self.database.execute("SELECT facts FROM facts WHERE key = ?", [key])
            facts = json.loads((found.fetchone() or ["{}"])[0])
        for value in traces_in(content):
            self.traces += 1
            if wrong := wrong_step(value["trace"], facts) or wrong_sum(value, content):
                report.fault(event.position, "trace", wrong)

    def _documents(self, event: Event, content: dict[str, Any]) -> None:
        rows = [(digest, event.position) for digest in documents_in(content)]
        self.database.executemany(self.REFERRED, rows)
        if event.topic == "retention.destroyed.v1":
            gone = [(digest,) for digest in content["destroyed"]]
            self.database.executemany("UPDATE documents SET fate = 1 WHERE digest = ?", gone)
        elif event.topic == SENT:
            self.database.execute(self.BANKED, (content["sha256"], event.position))
        elif event.topic == TAKEN_IN:
            self.database.execute(self.BANKED, (event.stream.partition(":")[2], event.position))

    def documents(self) -> Iterable[tuple[str, int, int]]:
        """Each document, where it is named first; 1 if it was destroyed, 2 if the bank has it."""
        return self.database.execute("SELECT * FROM documents ORDER BY position, digest")

    def judge(self, report: Report) -> None:
        """Says what is wrong between events."""
        for insert in list(self._held):
            self._flush(insert)
        for row in self.database.execute(self.VERSIONS):
            report.fault(row[0], "version")
        for second, first in SECOND_PERSON + LATER:
            self._compare(report, second, first)

    def _compare(self, report: Report, second: str, first: str) -> None:
        for position, key, before, same in self.database.execute(self.BEFORE, [first, second]):
            if before is None and self._holds_all(key):
                report.fault(position, "order", first)
            elif same and (second, first) in SECOND_PERSON:
                report.fault(position, "four_eyes", f"{first} + {second}")


# The bundle as a whole


class Bundle:
    """An opened bundle. Errors: Unreadable."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        try:
            self.files = zipfile.ZipFile(path)
            self.listed = Counter(self.files.namelist())
            self.manifest: dict[str, Any] = json.loads(self.read("manifest.json"))
            self.note = self.read("checkpoint")
            self.key = key_of(self.read("keys").decode().splitlines()[0])
            self.whole = self.manifest["kind"] == "all"
            if self.manifest["format"] != FORMAT:
                raise ValueError
        except DAMAGE:
            raise Unreadable(path.name) from None
        for name, times in self.listed.items():
            if times > 1 or not FILES.fullmatch(name):
                raise Unreadable(f"{path.name}: {name}")
        self.head = head_of(self.note, path.name)

    def read(self, name: str) -> bytes:
        """A small file."""
        return self.files.read(name)

    def names(self, *folders: str) -> list[str]:
        """The files of folders."""
        return sorted(name for name in self.listed if name.startswith(folders))

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
        file = self.files.open("events.bin")
        with io.BufferedReader(file) as source:  # type: ignore[type-var]  # it reads
            for frame in frames(source):
                yield event_of(*frame)

    def leaves(self) -> Iterator[bytes]:
        """The leaves of the tree, one at a time."""
        file = self.files.open("leaves.bin")
        with io.BufferedReader(file) as source:  # type: ignore[type-var]  # it reads
            while one := source.read(32):
                yield one

    def numbered(self) -> Iterator[tuple[int, bytes]]:
        """The leaf of every number of which the bundle tells."""
        if self.whole:
            return enumerate(self.leaves(), 1)
        return ((event.position, leaf(event.entry_hash)) for event in self.events())


class Verifier:
    """Checks one bundle; `expected` are heads that others keep."""

    def __init__(self, bundle: Bundle, key: Key | None, witnesses: Iterable[Key] = ()) -> None:
        self.bundle, self.report, self.head = bundle, Report(), bundle.head
        self.reigns = reigns(key or bundle.key, bundle.handovers(list(witnesses)))
        if not key:
            self.report.asks("own_key")
        self.expected: list[Head] = []
        self._papers = set(bundle.names(*PAPERS))
        self._proven = 0

    def expect(self, head: Head) -> bool:
        """Takes in a head that somebody keeps; whether it is of the same seal."""
        same = head.origin == self.head.origin
        if same:
            self.expected.append(head)
        else:
            self.report.asks("other_seal", head.name, head.origin)
        return same

    def run(self, earlier: Bundle | None) -> Report:
        """All checks."""
        heads = [*self._signed(), *self.expected]
        self._timestamps()
        whole = self.bundle.whole
        notebook = Notebook(None if whole else set(self.bundle.manifest["names"]))
        leaves = self._roots(heads) if whole else None
        for head in () if whole else heads:
            self._continues(head)
        count = self._events(notebook, leaves)
        if earlier:
            self._compare_leaves(earlier)
        notebook.judge(self.report)
        self._documents(notebook)
        self._rules(notebook)
        if whole and ACTORS in self._papers:
            self._actors(notebook)
        if self.report.first_wrong is None:
            self._say(notebook, count)
        return self.report

    def _signed(self) -> list[Head]:
        """The days' heads that are rightly signed, oldest first, and at last the bundle's own."""
        heads: list[Head] = []
        days, handovers = self.bundle.names("days/"), self.bundle.names("handover/")
        for name in [*days, *handovers, "checkpoint"]:
            note = self.bundle.read(name)
            head = head_of(note, name)
            reigning = [one.key for one in self.reigns if one.since <= head.size <= one.until]
            if any(key.name == head.origin and signed_by(key, note) for key in reigning):
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

    def _events(self, notebook: Notebook, leaves: Iterator[bytes] | None) -> int:
        """Whether each event stands in the tree and follows the one before; how many there are."""
        count, last = 0, Place(0, 0, bytes(32))
        for event in self.bundle.events():
            count += 1
            if event.position <= last.position:
                self.report.fault(event.position, "surplus")
                continue
            if leaves is not None:
                numbers = range(last.position + 1, event.position)
                for number, _ in zip(numbers, leaves):  # noqa: B905 - Python 3.9 has no strict
                    self.report.fault(number, "missing")
            self._follows(event, last)
            if not self._stands(event, leaves):
                self.report.fault(event.position, "leaf")
            notebook.note(event, self.report)
            last = Place(event.position, event.recorded_at, event.entry_hash)
        for _ in leaves or ():
            pass
        cut = self.bundle.whole and last.position < self.head.size
        if cut or count != self.bundle.manifest["events"]:
            self.report.fault(last.position + 1, "missing")
        return count

    def _follows(self, event: Event, last: Place) -> None:
        if event.position == last.position + 1 and event.before != last.entry_hash:
            self.report.fault(event.position, "chain")
        if event.recorded_at < last.recorded_at:
            self.report.fault(event.position, "time")

    def _stands(self, event: Event, leaves: Iterator[bytes] | None) -> bool:
        one = leaf(event.entry_hash)
        if leaves is not None:
            return next(leaves, None) == one
        return included(one, event.position - 1, path=event.path, head=self.head)

    def _roots(self, heads: list[Head]) -> Iterator[bytes]:
        """The leaves, whose roots are compared with all heads on the way."""
        waiting, roots = sorted(heads, key=lambda one: one.size), Roots()
        for one in self.bundle.leaves():
            self._settle(waiting, roots)
            yield one
            roots.add(one)
        self._settle(waiting, roots)
        for head in waiting:
            code = "rollback" if head.size > self.head.size else "root"
            self.report.fault(roots.size + 1, code, head.name)
        if roots.size > self.head.size:
            self.report.fault(self.head.size + 1, "surplus")

    def _settle(self, waiting: list[Head], roots: Roots) -> None:
        while waiting and waiting[0].size == roots.size:
            head = waiting.pop(0)
            if head.root != roots.root():
                self.report.fault(self._proven + 1, "root", head.name)
                continue
            self._proven = head.size
            if head in self.expected:
                self.report.holds("follows", head.name, head.size)

    def _continues(self, old: Head) -> None:
        new, name = self.head, f"consistency/{old.size}"
        proof = self.bundle.read(name) if name in self.bundle.listed else b""
        if old.size > new.size:
            self.report.fault(new.size + 1, "rollback", old.name)
        elif old.size < new.size and not proof:
            self.report.asks("not_comparable", old.name, old.size)
        elif not continued(old, new, proof):
            self.report.fault(1, "root", old.name)
        elif old in self.expected:
            self.report.holds("follows", old.name, old.size)

    def _compare_leaves(self, earlier: Bundle) -> None:
        """Names the first number of which an earlier bundle tells something else."""
        known, now = self.bundle.numbered(), (0, b"")
        for old in earlier.numbered():
            while now[0] < old[0]:
                now = next(known, (self.head.size + old[0], b""))
            if now[0] == old[0] and now != old:
                self.report.fault(old[0], "earlier", earlier.name)
                return

    def _documents(self, notebook: Notebook) -> None:
        said = Counter[str]()
        for digest, position, fate in notebook.documents():
            name = f"documents/{digest}"
            if name not in self._papers:
                outcome = ("absent", "destroyed", "banked")[fate]
            elif fate == 1:
                outcome = "kept"
            else:
                outcome = "documents" if self._intact(name, digest) else "document"
            self._papers.discard(name)
            if outcome in WORDS:
                self.report.fault(position, outcome, digest[:8])
            else:
                said[outcome] += 1
        for outcome, times in sorted(said.items()):
            self.report.holds(outcome, times)

    def _intact(self, name: str, digest: str) -> bool:
        found = hashlib.sha256()
        try:
            with self.bundle.files.open(name) as source:
                while part := source.read(io.DEFAULT_BUFFER_SIZE):
                    found.update(part)
        except DAMAGE:
            return False
        return found.hexdigest() == digest

    def _rules(self, notebook: Notebook) -> None:
        for (reference, digest), position in notebook.rules.items():
            if self._rules_digest(reference) == digest:
                self.report.holds("rules_kept", reference)
            else:
                self.report.fault(position, "rules", reference)

    def _rules_digest(self, reference: str) -> str | None:
        """The SHA-256 over the rules and those that they amend."""
        programme, _, version = reference.partition("@")
        name = f"programmes/{programme}/{version}.toml"
        if name not in self.bundle.listed:
            return None
        self._papers.discard(name)
        content = self.bundle.read(name)
        amended = re.search(rb"^amends = ([\d-]+)", content, re.MULTILINE)
        before = self._rules_digest(f"{programme}@{amended[1].decode()}") if amended else None
        return hashlib.sha256((before or "").encode() + content).hexdigest()

    def _actors(self, notebook: Notebook) -> None:
        told: set[tuple[Any, ...]] = {tuple(one) for one in json.loads(self.bundle.read(ACTORS))}
        true: set[tuple[Any, ...]] = {(*who, *when) for who, when in notebook.actors.items()}
        for first, person in sorted({(one[2], one[0]) for one in told ^ true}):
            self.report.fault(first, "actor", person)
        self._papers.discard(ACTORS)

    def _say(self, notebook: Notebook, count: int) -> None:
        self.report.holds("events", count, self.head.size)
        self.report.holds("key", self.head.origin)
        for one in self.reigns[1:]:
            self.report.holds("handed", one.key.said, one.since + 1)
        self.report.holds("traces", notebook.traces)
        self.report.holds("steps", notebook.steps)
        if notebook.sealed:
            self.report.holds("sealed", notebook.sealed)
        if not self.bundle.whole:
            self.report.holds("part", ", ".join(self.bundle.manifest["names"]))
        if self._papers:
            some = ", ".join(sorted(self._papers)[:MOST_SHOWN])
            self.report.holds("papers", len(self._papers), some)


def witnessed(verifier: Verifier, keys: Iterable[Key]) -> None:
    """Says up to where the witnesses whose keys are given have co-signed."""
    seals = {one.key.public for one in verifier.reigns}
    for key in keys:
        notes = map(verifier.bundle.read, verifier.bundle.names("cosigned/"))
        heads = [head_of(note, key.name) for note in notes if signed_by(key, note)]
        own = [head for head in heads if key.public not in seals and verifier.expect(head)]
        for head in own:
            verifier.report.holds("witnessed", key.name, head.size)
        if not own:
            verifier.report.asks("unwitnessed", key.name)


def check(
    path: Path,
    *,
    key: str | None = None,
    earlier: Path | None = None,
    witness: Path | None = None,
    witness_keys: Iterable[str] = (),
) -> Report:
    """Checks a bundle against what the checker keeps. Errors: Unreadable, ValueError."""
    bundle, old = Bundle(path), Bundle(earlier) if earlier else None
    witnesses = list(map(key_of, witness_keys))
    verifier = Verifier(bundle, key_of(key) if key else None, witnesses)
    if old and not verifier.expect(old.head):
        old = None
    if witness:
        verifier.expect(head_of(witness.read_bytes(), witness.name))
    try:
        witnessed(verifier, witnesses)
        return verifier.run(old)
    except DAMAGE:
        raise Unreadable(path.name) from None


def main(words: list[str] | None = None) -> int:
    """The command line; the exit code."""
    parser = argparse.ArgumentParser("verify.py", description=__doc__.split("\n\n")[0])
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--key", help="öffentlicher Schlüssel · the seal's public key")
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
        sys.stderr.write(plain(SAID["cannot"][language].format(error)) + "\n")
        return UNREADABLE
    sys.stdout.write(report.text(language) + "\n")
    return report.exit_code


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]  # a console's own encoding
    sys.exit(main())
