"""A record written in memory and sealed day by day, to prove it, or to tamper with it first."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random

from office.chain import GENESIS, canonical, link
from office.links import Link
from projections.audit.bundle import Chained, Paper, Scope, write
from projections.audit.handover import Handover, chain_on
from projections.audit.notes import SigningKey
from projections.audit.sealer import extend
from projections.audit.shelf import CHECKPOINT, DAYS, HANDOVERS, KEYS, head_on
from tests.sealed import KEY, MemoryShelf

Row = list[object]
MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)
PERSON = 7


def trace(cents: int) -> dict[str, object]:
    """A computation of two steps that adds up."""
    cap = {"key": "cap", "rule": "product", "inputs": {"cap_cents": 5_000_000}}
    least = {"key": "amount", "rule": "lesser", "inputs": {"cap": 5_000_000, "need": cents}}
    steps = [cap | {"result_cents": 5_000_000}, least | {"result_cents": min(cents, 5_000_000)}]
    return {"trace": steps}


@dataclass
class Written:
    """Rows in the order of `office.chain.COLUMNS`, their entry hashes, documents, and the seal."""

    rows: list[Row] = field(default_factory=list)
    hashes: list[bytes] = field(default_factory=list)
    documents: dict[str, bytes] = field(default_factory=dict)
    shelf: MemoryShelf = field(default_factory=MemoryShelf)

    def file(self, subject: str, topic: str, content: object, *, person: str = "k.adler") -> None:
        """Files one event, an hour and a half after the one before."""
        number = len(self.rows) + 1
        moment = MORNING + timedelta(minutes=90 * number)
        version = sum(row[3] == subject for row in self.rows) + 1
        state = json.dumps(content).encode()
        row: Row = [number, moment, version, subject, topic, state, f"c-{number}", person, "clerk"]
        row += [None, None, date(2026, 3, 2), moment, None, "wir@2014-01-01"]
        self.rows.append(row)
        self.hashes.append(link(self.hashes[-1] if self.hashes else GENESIS, canonical(row)))

    def grant(self, number: int, chance: Random) -> None:
        """One case: application with a document, check with a computation, draft and signature."""
        case, paper = f"WIR-2026-T{number:04d}", chance.randbytes(40)
        digest = sha256(paper).hexdigest()
        self.documents[digest] = paper
        cents = chance.randrange(1, 9_000_000)
        self.file(f"application:{case}", "application.submitted.v1", {"documents": [digest]})
        checked = {"assessment": trace(cents)}
        self.file(f"application:{case}", "application.checked.v1", checked, person="m.birke")
        draft = {"case": case, "amount_cents": cents}
        self.file(f"approval:{case}", "approval.proposed.v1", draft, person="m.birke")
        self.file(f"approval:{case}", "approval.signed.v1", {"signed_on": 1}, person="d.dorn")

    def seal(self, *, key: SigningKey = KEY) -> None:
        """Seals all rows anew, with a checkpoint for each day that is over."""
        self.shelf = MemoryShelf()
        self.shelf.put(KEYS, f"{key.verifier()}\n".encode())
        self.seal_on(key=key)

    def seal_on(self, *, key: SigningKey) -> None:
        """Seals the rows that are not sealed yet."""
        head = head_on(self.shelf)
        begun = head.size
        days = [row[1].date() for row in self.rows]  # type: ignore[attr-defined]  # a moment
        for place, day in enumerate(days):
            if place > begun and day != days[place - 1]:
                head, begun = extend(self.shelf, head, self.hashes[begun:place], key=key), place
                self.shelf.put(f"{DAYS}{days[place - 1]}", self.shelf.get(CHECKPOINT))
        extend(self.shelf, head, self.hashes[begun:], key=key)

    def hand_over(self, old: SigningKey | None, new: SigningKey) -> str:
        """Ends the reign of the newest key, which is `old` or lost; the name of the handover."""
        chain = chain_on(self.shelf)
        assert chain is not None
        handed = Handover(new.name, head_on(self.shelf), chain.keys[-1], new.verifier())
        name = f"{HANDOVERS}{len(chain.keys):04d}"
        self.shelf.put(name, str(handed.note(*([old] if old else []), new)).encode())
        self.shelf.put(KEYS, self.shelf.get(KEYS) + f"{new.verifier()}\n".encode())
        return name

    def relink(self, first: int) -> None:
        """Computes the chain anew from a place on."""
        before = self.hashes[first - 1] if first else GENESIS
        del self.hashes[first:]
        for row in self.rows[first:]:
            before = link(before, canonical(row))
            self.hashes.append(before)

    def chained(self) -> Iterator[Chained]:
        """What a bundle of the whole record would be made of."""
        size = int(self.shelf.get(CHECKPOINT).split(b"\n")[1])
        before = GENESIS
        for row, entry_hash in zip(self.rows, self.hashes, strict=True):
            if int(row[0]) <= size:  # type: ignore[call-overload]  # the number
                moment = MORNING  # a bundle does not look at it
                yield Chained(Link(int(row[0]), moment, canonical(row), entry_hash), before)
            before = entry_hash

    def bundle(self, target: Path, case: str | None = None, **more: object) -> Path:
        """Writes the bundle of all, or of one case."""
        papers = [Paper(f"documents/{name}", one) for name, one in self.documents.items()]
        events = list(self.chained())
        scope = Scope("all")
        if case:
            wanted = [place for place, row in enumerate(self.rows) if case in str(row[3])]
            events = [events[place] for place in wanted]
            scope = Scope("cases", (case,), len(events))
            named = b"".join(one.entry.row for one in events)
            papers = [one for one in papers if one.name[10:].encode() in named]
        write(target, self.shelf, scope=scope, events=events, papers=papers, **more)
        return target


def written(chance: Random, grants: int) -> Written:
    """A sealed record of so many grants."""
    record = Written()
    for number in range(1, grants + 1):
        record.grant(number, chance)
    record.seal()
    return record
