"""Gathers what a bundle needs: events with their proofs, documents, bank files, rules, stories."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import psycopg
from psycopg.sql import SQL

from adapters.documents import DamagedDocument
from domain.approval import Approval
from office.boxes import references
from office.chain import GENESIS
from office.links import hashes_before, links, snapshot
from projections.audit.bundle import Chained, Paper, Scope, write
from projections.audit.handover import keys_on
from projections.audit.pages import CaseStory, Sealed, case_page, index_page
from projections.caseload import case_row
from projections.ledger import journal
from projections.payment_story import payment_way
from projections.timeline import TimelineRow, timeline
from workers.wiring import Akte

_CASES = 'SELECT "case", recipient, year FROM caseload.cases ORDER BY "case"'
_ACTORS = """
    SELECT person, role, min(position), max(position), count(*) FROM record.events
    WHERE position <= %s GROUP BY person, role ORDER BY min(position)
"""
_RUN_FILE = "payment_run.file_written.v1"
_MESSAGE = "bank_message.recorded.v1"


class Bundler:
    """Makes bundles of one installation, of what is sealed and no more."""

    def __init__(self, akte: Akte) -> None:
        self._akte, self._database = akte, akte.settings.database
        self._size = akte.seal.head().size

    def cases(self, *, county: str | None = None, year: int | None = None) -> list[str]:
        """The cases of a county or of a year, or all."""
        with self._akte.views.read() as connection:
            return [
                str(case)
                for case, recipient, of_year in connection.execute(_CASES)
                if county in (None, recipient) and year in (None, of_year)
            ]

    def write(
        self, target: Path, scope: Scope, cases: Sequence[str], *, after: Iterable[int] = ()
    ) -> int:
        """Writes the bundle; how many events it holds."""
        stories = {case: self._story(case) for case in cases} if scope.kind != "all" else {}
        positions = sorted({row.position for rows in stories.values() for row in rows})
        count = len(positions) if scope.kind != "all" else self._size
        with snapshot(self._database) as connection:
            whole = scope.kind == "all"
            events = self._all(connection) if whole else _chosen(connection, positions)
            streams = {row.subject for rows in stories.values() for row in rows}
            papers = self._papers(connection, cases, streams=None if whole else streams)
            write(
                target,
                self._akte.seal.shelf,
                scope=Scope(scope.kind, tuple(cases) if not whole else (), count),
                events=events,
                papers=papers,
                after=after,
            )
        return count

    def _story(self, case: str) -> list[TimelineRow]:
        """The entries of a case, with what the bank said of its payments."""
        record, draws = self._akte.record, self._akte.office.read(Approval, case).disbursements
        with self._akte.views.read() as connection:
            rows = {row.position: row for row in timeline(connection, case)}
            for number in range(1, draws + 1):
                way = payment_way(record, connection, case=case, number=number)
                rows |= {row.position: row for row in way}
        return [rows[at] for at in sorted(rows) if at <= self._size]

    def _all(self, connection: psycopg.Connection) -> Iterator[Chained]:
        before = GENESIS
        for entry in links(connection, SQL("position <= %s"), [self._size]):
            yield Chained(entry, before)
            before = entry.entry_hash

    def _papers(
        self, connection: psycopg.Connection, cases: Sequence[str], *, streams: set[str] | None
    ) -> Iterator[Paper]:
        enclosed: dict[str, None] = {}
        for digest, content in self._letters(streams):
            if digest not in enclosed:
                enclosed[digest] = None
                yield Paper(f"documents/{digest}", content)
        count = {"documents": len(enclosed), "bank_files": 0}
        for digest, content in self._bank_files(streams):
            count["bank_files"] += 1
            yield Paper(f"documents/{digest}", content)
        with self._akte.views.read() as views:
            stories = [story for case in cases if (story := self._told(views, case))]
        for story in stories:
            page = case_page(story, frozenset(enclosed))
            yield Paper(f"cases/{story.row.case}.html", page.encode())
        steps = {row.position for story in stories for row in story.steps}
        events = self._size if streams is None else len(steps)
        yield Paper("index.html", self._index(stories, events=events, papers=count))
        yield from _rules()
        actors = connection.execute(_ACTORS, [self._size]).fetchall() if streams is None else []
        yield Paper("actors.json", json.dumps(actors, ensure_ascii=False).encode())
        verifier = files("projections.audit").joinpath("verify.py").read_bytes()
        yield Paper("verify.py", verifier)

    def _told(self, views: psycopg.Connection, case: str) -> CaseStory | None:
        """The story of a case as far as it is sealed, `None` where none of it is."""
        row, steps = case_row(views, case), self._story(case)
        lines = [line for line in journal(views, case=case) if line.position <= self._size]
        return CaseStory(row, steps, lines) if row and steps else None

    def _index(
        self, stories: Sequence[CaseStory], *, events: int, papers: Mapping[str, int]
    ) -> bytes:
        head, shelf = self._akte.seal.head(), self._akte.seal.shelf
        keys = list(map(str, keys_on(shelf)))
        sealed = Sealed(self._akte.settings.seal_name, head.size, head.root.hex(), keys)
        return index_page(sealed, stories, events=events, papers=papers).encode()

    def _letters(self, streams: set[str] | None) -> Iterator[tuple[str, bytes]]:
        for stream, digest in references(self._database):
            if streams is None or stream in streams:
                with suppress(FileNotFoundError):
                    yield digest, self._content(digest)

    def _content(self, digest: str) -> bytes:
        """A document as it lies there; one that was altered must reach the auditor too."""
        try:
            return self._akte.documents.get(digest)
        except DamagedDocument:
            return self._akte.documents.path(digest).read_bytes()

    def _bank_files(self, streams: set[str] | None) -> Iterator[tuple[str, bytes]]:
        yield from self._sent(streams)
        query = "SELECT split_part(stream, ':', 2) FROM record.events WHERE topic = %s"
        with psycopg.connect(self._database) as connection:
            taken_in = {str(one) for (one,) in connection.execute(query, [_MESSAGE])}
        if streams is not None:
            taken_in &= {stream.partition(":")[2] for stream in streams}
        for path in (self._akte.settings.bank_folder / "archive").glob("*"):
            content = path.read_bytes()
            if (digest := sha256(content).hexdigest()) in taken_in:
                taken_in.discard(digest)
                yield digest, content

    def _sent(self, streams: set[str] | None) -> Iterator[tuple[str, bytes]]:
        bank = self._akte.settings.bank_folder
        query = "SELECT stream, state FROM record.events WHERE topic = %s"
        with psycopg.connect(self._database) as connection:
            files_of_runs = connection.execute(query, [_RUN_FILE]).fetchall()
        for stream, state in files_of_runs:
            if streams is None or stream in streams:
                said = json.loads(state)
                found = [bank / folder / said["name"] for folder in ("sent", "outbox")]
                there = [one.read_bytes() for one in found if one.exists()]
                yield from ((said["sha256"], content) for content in there[:1])


def _chosen(connection: psycopg.Connection, positions: Sequence[int]) -> Iterator[Chained]:
    before = hashes_before(connection, positions)
    for entry in links(connection, SQL("position = ANY(%s)"), [list(positions)]):
        yield Chained(entry, before[entry.position])


def _rules() -> Iterator[Paper]:
    folders = [one for one in files("programmes").iterdir() if one.is_dir()]
    for name, file in ((one.name, file) for one in folders for file in one.iterdir()):
        if file.name.endswith(".toml") and not file.name.endswith(".cases.toml"):
            yield Paper(f"programmes/{name}/{file.name}", file.read_bytes())
