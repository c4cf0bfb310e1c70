"""The record: files all events of a command or none, and reads them back in their order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from eventsourcing.application import Application
from eventsourcing.persistence import (
    InfrastructureFactory,
    IntegrityError,
    InterfaceError,
    OperationalError,
)
from eventsourcing.utils import Environment, EnvType

from domain.kernel import CommandId, Conflict, Context, Entry, Event, Subject
from office.datastore import Datastore
from office.mapper import EventMapper, Sheet
from office.migrations import migrate
from office.personal import Keys
from office.receipts import Receipt, receipt_of
from office.recorder import Factory, Recorder, Row, stale_stream

__all__ = ["NOTHING_READ", "Filed", "Head", "Receipt", "Record", "migrate"]

NOTHING_READ: Mapping[Subject, int] = MappingProxyType({})


@dataclass(frozen=True)
class Filed:
    """What a command filed: its receipt, and the positions of its first and last event."""

    receipt: Receipt | None
    first: int
    last: int


@dataclass(frozen=True)
class Head:
    """The end of the record; position 0 and 32 zero bytes where nothing is filed yet."""

    position: int
    entry_hash: bytes
    recorded_at: datetime


class Record(Application[str]):
    """The event store of the office, an application of the library over our own recorder.

    Every method that finds no database raises `eventsourcing.persistence.OperationalError` or
    `InterfaceError`. It may be used by many threads.
    """

    def __init__(
        self, conninfo: str, *, events: Iterable[type[Event]], keys: Keys, pool_size: int = 5
    ) -> None:
        """Opens no connection yet.

        `events` are all types that may be filed or read; the receipt is one of them anyway.
        Raises TypeError or ValueError where they contradict each other (see `EventMapper`).
        """
        self._datastore = Datastore(conninfo, pool_size=pool_size)
        self._recorder = Recorder(self._datastore)
        self._mapper = EventMapper([*events, Receipt], keys)
        self.keys = keys
        super().__init__({})

    def file(
        self,
        filings: Sequence[tuple[Subject, int, Event]],
        *,
        context: Context,
        programme: str | None,
        read: Mapping[Subject, int] = NOTHING_READ,
        receipt: Receipt | None,
    ) -> Filed:
        """Files events, each with its new version, and the receipt: one transaction.

        `read` names the subjects that the decision rests on without writing to them, with the
        versions it saw. Raises kernel.Conflict where a written or read subject has moved on, or
        the command id has a receipt already; kernel.Refused where an event speaks of a
        forgotten person. After a lost connection the answer is the receipt, if one is there; if
        not, the connection's error is raised and the outcome is open: sending the same command
        id again settles it.
        """
        sheets = [Sheet(str(subject), version, event) for subject, version, event in filings]
        if receipt is not None:
            sheets.append(Sheet(str(receipt_of(context.command_id)), 1, receipt))
        assert sheets, "nothing to file"
        stored = self._mapper.write(sheets)
        try:
            positions = self._recorder.insert_events(
                stored, context=context, programme=programme, read=read
            )
        except IntegrityError as error:
            if stream := stale_stream(error):
                raise Conflict(f"somebody else filed on {stream}") from error
            raise
        except (InterfaceError, OperationalError):
            self._datastore.pool.check()
            filed = self.found(context.command_id)
            if filed is None or filed.receipt != receipt:
                raise
            return filed
        return Filed(receipt, positions[0], positions[-1])

    def history(self, subject: Subject, *, until: datetime | None = None) -> list[Entry]:
        """The entries of one subject in the order of their versions.

        `until` is the last recorded time that counts, with its zone.
        """
        limit, condition = ((), "") if until is None else ((until,), " AND recorded_at <= %s")
        rows = self._recorder.rows(f"stream = %s{condition} ORDER BY version", str(subject), *limit)
        return self._entries(rows)

    def histories(self, seen: Mapping[Subject, int]) -> dict[Subject, list[Entry]]:
        """Of many subjects the entries after the version seen of each, in one round trip."""
        found: dict[Subject, list[Entry]] = {subject: [] for subject in seen}
        rows = self._recorder.news({str(subject): version for subject, version in seen.items()})
        for entry in self._entries(rows):
            found[entry.subject].append(entry)
        return found

    def page(self, after: int, limit: int = 500) -> list[Entry]:
        """The next entries after a position, at most `limit`, without a gap."""
        return self._entries(
            self._recorder.rows("position > %s ORDER BY position LIMIT %s", after, limit)
        )

    def entries(self, positions: Sequence[int]) -> list[Entry]:
        """The entries at these positions, in the order of the record."""
        rows = self._recorder.rows("position = ANY(%b::bigint[]) ORDER BY position", [*positions])
        return self._entries(rows)

    def subjects(self, *kinds: str) -> list[Subject]:
        """Every subject of these kinds that was ever filed for, in the order of first filing."""
        return [Subject.parse(name) for name in self._recorder.streams(kinds)]

    def cases_of(self, recipient: str) -> list[str]:
        """The file numbers of all applications of a recipient, the first one first."""
        return self._recorder.cases_of(recipient)

    def head(self) -> Head:
        """Where the record ends now."""
        return Head(*self._recorder.head())

    def found(self, command_id: CommandId) -> Filed | None:
        """What a command filed, `None` where it was never filed."""
        return next(iter(self.found_all([command_id])), None)

    def found_all(self, command_ids: Iterable[CommandId]) -> list[Filed]:
        """What those of many commands filed that were filed, in one round trip."""
        receipts = self.histories({receipt_of(one): 0 for one in command_ids})
        return [_filed(entry) for entries in receipts.values() for entry in entries]

    def receipt(self, command_id: CommandId) -> Receipt | None:
        """The receipt of a command, `None` where it was never filed."""
        filed = self.found(command_id)
        return None if filed is None else filed.receipt

    def wait(self, after: int, timeout: float) -> bool:
        """Waits at most `timeout` seconds until the head is past `after`; whether it is."""
        return self._recorder.wait(after, timeout)

    def _entries(self, rows: Sequence[Row]) -> list[Entry]:
        events = self._mapper.read([row[2:6] for row in rows])
        return [_entry(row, event) for row, event in zip(rows, events, strict=True)]

    def construct_env(self, name: str, env: EnvType | None = None) -> Environment:
        """The settings given, and none from the process environment."""
        return Environment(name, env)

    def construct_factory(self, env: Environment) -> InfrastructureFactory:
        """The library's factory over our datastore."""
        return Factory(env, self._datastore)  # type: ignore[return-value]  # invariant

    def construct_mapper(self) -> EventMapper:
        """Our mapper with its closed list of event types."""
        return self._mapper

    def construct_recorder(self) -> Recorder:
        """Our recorder over `record.events`."""
        return self._recorder


def _filed(entry: Entry) -> Filed:
    receipt = entry.event
    assert isinstance(receipt, Receipt)
    return Filed(receipt, entry.position - len(receipt.filed), entry.position)


def _entry(row: Row, event: Event) -> Entry:
    position, recorded_at, version, stream, _topic, _state, *said, programme, entry_hash = row
    command_id, person, role, scope, reason, today, now, causation = said
    # Not validated again: a tightened rule must not make an old envelope unreadable.
    context = Context.model_construct(
        command_id=command_id,
        person=person,
        role=role,
        today=today,
        now=now,
        scope=scope,
        reason=reason,
        causation=causation,
    )
    return Entry(
        position, Subject.parse(stream), version, event, context, recorded_at, programme, entry_hash
    )
