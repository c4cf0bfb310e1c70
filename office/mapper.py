"""Between events and stored bytes: JSON by pydantic, personal fields sealed, old shapes upcast."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import (
    JSONTranscoder,
    Mapper,
    MapperDeserialisationError,
    StoredEvent,
)
from pydantic import ValidationError
from pydantic_core import from_json, to_json

from domain.kernel import Event
from office.personal import Keys
from office.sealing import personal_fields, seal, sealed_for, subjects_in, unseal
from office.upcasts import UPCASTS, Payload, Upcast


class Sheet(NamedTuple):
    """One event and its place: the name of the stream and the event's version in it."""

    originator_id: str
    originator_version: int
    event: Event


Stored = tuple[int, str, str, bytes]
"""Version, stream, topic and state, as they stand side by side in a row of the record."""


class EventMapper(Mapper[str]):
    """Turns sheets into stored events and back, for the registered event types only.

    No stored string ever causes an import. Raises TypeError where a type declares its personal
    fields wrongly, ValueError where a topic would have two meanings.
    """

    def __init__(
        self,
        events: Iterable[type[Event]],
        keys: Keys,
        upcasts: Mapping[str, Upcast] = UPCASTS,
    ) -> None:
        super().__init__(JSONTranscoder())
        self._keys = keys
        self._upcasts = upcasts
        self._types: dict[str, type[Event]] = {}
        for event in events:
            if self._types.setdefault(event.TOPIC, event) is not event or event.TOPIC in upcasts:
                raise ValueError(f"topic with two meanings: {event.TOPIC}")
        self._personal = {topic: personal_fields(event) for topic, event in self._types.items()}

    def write(self, sheets: Sequence[Sheet]) -> list[StoredEvent]:
        """The bytes to store; asks once for all the keys that the sheets need.

        Raises kernel.Refused where a person's key was destroyed, TypeError where the type of
        an event is not registered.
        """
        needed: set[str] = set()
        payloads = [self._payload(sheet.event, needed) for sheet in sheets]
        keys = self._keys.issue(needed) if needed else {}
        return [
            self._stored(sheet, payload, keys)
            for sheet, payload in zip(sheets, payloads, strict=True)
        ]

    def read(self, rows: Sequence[Stored]) -> list[Event]:
        """The events of stored rows; asks once for all the keys that the rows need.

        Raises MapperDeserialisationError, which names stream, version and topic and never what
        the event says.
        """
        needed: set[str] = set()
        payloads = [None if self._is_plain(row[2]) else self._load(row, needed) for row in rows]
        keys = self._keys.find(needed) if needed else {}
        return [
            self._event(row, payload, keys) for row, payload in zip(rows, payloads, strict=True)
        ]

    def to_stored_event(self, domain_event: DomainEventProtocol[str]) -> StoredEvent:
        """One sheet as the library's applications ask for it; see `write`."""
        assert isinstance(domain_event, Sheet)
        [stored] = self.write([domain_event])
        return stored

    def to_domain_event(self, stored_event: StoredEvent) -> Sheet:
        """One sheet as the library's applications ask for it; see `read`."""
        stream, version = str(stored_event.originator_id), stored_event.originator_version
        [event] = self.read([(version, stream, stored_event.topic, stored_event.state)])
        return Sheet(stream, version, event)

    def _payload(self, event: Event, needed: set[str]) -> Payload | None:
        if self._types.get(event.TOPIC) is not type(event):
            raise TypeError(f"not a registered event type: {type(event).__name__}")
        groups = self._personal[event.TOPIC]
        if not groups:
            return None
        payload = event.model_dump(mode="json")
        needed |= subjects_in(payload, groups)
        return payload

    def _stored(
        self, sheet: Sheet, payload: Payload | None, keys: Mapping[str, bytes]
    ) -> StoredEvent:
        stream, version, event = sheet
        if payload is not None:
            seal(payload, self._personal[event.TOPIC], keys, place=(stream, version, event.TOPIC))
        return StoredEvent(
            stream, version, event.TOPIC, to_json(event if payload is None else payload)
        )

    def _is_plain(self, topic: str) -> bool:
        return topic in self._types and not self._personal[topic]

    def _load(self, row: Stored, needed: set[str]) -> Payload:
        if row[2] not in self._types and row[2] not in self._upcasts:
            raise _unreadable(row, "unknown topic")
        try:
            payload: Payload = from_json(row[3])
            needed |= sealed_for(payload)
        except Exception as error:
            raise _unreadable(row, _kind(error)) from None
        return payload

    def _event(self, row: Stored, payload: Payload | None, keys: Mapping[str, bytes]) -> Event:
        version, stream, topic, state = row
        try:
            if payload is not None:
                unseal(payload, keys, place=(stream, version, topic))
                while topic not in self._types:
                    topic, change = self._upcasts[topic]
                    payload = change(payload)
                state = to_json(payload)
            return self._types[topic].model_validate_json(state)
        except Exception as error:
            # The error's own text, and so its cause, may quote what a person wrote.
            raise _unreadable(row, _kind(error)) from None


def _kind(error: Exception) -> str:
    if not isinstance(error, ValidationError):
        return type(error).__name__
    faults = error.errors(include_url=False, include_context=False, include_input=False)
    return ", ".join(
        f"{'.'.join(map(str, fault['loc'])) or 'state'}: {fault['type']}" for fault in faults
    )


def _unreadable(row: Stored, problem: str) -> MapperDeserialisationError:
    version, stream, topic, _ = row
    return MapperDeserialisationError(
        f"cannot read {topic!r}, version {version} of {stream!r}: {problem}"
    )
