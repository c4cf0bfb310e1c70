"""Who is told of an entry: the subscriber of its case, under an id made from the entry itself."""

from collections.abc import Iterator, Sequence
from hashlib import sha256

from domain.application import Application
from domain.kernel import Entry
from domain.webhook import Webhook
from office.office import Office
from projections.county_changes import changes_of
from projections.subjects import case_of, number_of
from workflows.messages import Change


def told_of(office: Office, entries: Sequence[Entry]) -> list[Change]:
    """The messages that entries make; none is looked for where nobody subscribed."""
    subscribers = {subject.key for subject in office.record.subjects(Webhook.KIND)}
    return list(_told(office, entries, subscribers)) if subscribers else []


def _told(office: Office, entries: Sequence[Entry], subscribers: set[str]) -> Iterator[Change]:
    desk = office.desk()
    for entry in entries:
        case, changes = case_of(entry), changes_of(entry)
        content = desk.read(Application, case).content if case and changes else None
        if case is None or content is None or content.recipient not in subscribers:
            continue
        told = desk.read(Webhook, content.recipient).told
        if told:
            yield Change(
                recipient=content.recipient,
                number=told.number,
                message=message_id(entry),
                case=case,
                changes=changes,
                instalment=number_of(entry),
                changed_at=entry.recorded_at,
            )


def message_id(entry: Entry) -> str:
    """The id of the message about an entry: the same whenever and however often it is made."""
    said = f"{entry.subject}#{entry.version}"
    return f"msg_{sha256(said.encode()).hexdigest()[:32]}"
