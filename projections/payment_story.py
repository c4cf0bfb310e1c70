"""The whole story of one payment: what it rests on, its way to the bank and back, its postings."""

from collections.abc import Iterable
from typing import NamedTuple

from psycopg import Connection

from domain.amendment import ApprovalAmended
from domain.application import ApplicationSubmitted
from domain.approval import ApprovalProposed, ApprovalSigned
from domain.bank_details import BankDetailsConfirmed
from domain.disbursement import disbursement_key
from domain.kernel import Entry, Subject
from domain.notice import NoticeBecameFinal, NoticeNotified
from domain.payment import PaymentIncluded, PaymentOrdered
from office.record import Record
from projections.book import Posted
from projections.ledger import journal
from projections.timeline import TimelineRow, lines_at, timeline

_GROUNDS = frozenset(
    one.TOPIC
    for one in (
        *(ApplicationSubmitted, ApprovalProposed, ApprovalSigned, ApprovalAmended),
        *(NoticeNotified, NoticeBecameFinal),
    )
)
_BANK = ("bank_message:", "bank_account:")


class PaymentStory(NamedTuple):
    """One draw-down, whatever became of it, oldest first.

    `grounds` are the decisions that it rests on and the last confirmed account; `way` all that
    happened to it, its runs and the bank's messages about it; `postings` what it moved in the
    ledger. `references` are the end-to-end ids of its attempts, as the bank's files have them.
    """

    case: str
    number: int
    references: tuple[str, ...]
    grounds: list[TimelineRow]
    way: list[TimelineRow]
    postings: list[Posted]


def payment_story(
    record: Record, connection: Connection, *, case: str, number: int
) -> PaymentStory | None:
    """The story of a draw-down; `None` where the case has no such one.

    It costs what the payment's own file is long, however long the record is.
    """
    own = record.history(_file(case, number))
    if not own:
        return None
    references = tuple(
        one.event.end_to_end_id for one in own if isinstance(one.event, PaymentOrdered)
    )
    return PaymentStory(
        case=case,
        number=number,
        references=references,
        grounds=_grounds(connection, case, own),
        way=_way_of(record, connection, case, own),
        postings=[row for row in journal(connection, case=case) if row.reference in references],
    )


def _grounds(connection: Connection, case: str, own: list[Entry]) -> list[TimelineRow]:
    """What was decided before the money was ordered, or until now where it never was."""
    ordered = [one.position for one in own if isinstance(one.event, PaymentOrdered)]
    rows = timeline(connection, case)
    before = [row for row in rows if not ordered or row.position < ordered[-1]]
    accounts = [row for row in before if row.topic == BankDetailsConfirmed.TOPIC]
    decided = [row for row in before if row.topic in _GROUNDS]
    return sorted([*decided, *accounts[-1:]], key=lambda row: row.position)


def payment_way(
    record: Record, connection: Connection, *, case: str, number: int
) -> list[TimelineRow]:
    """The payment's own entries, those that the same acts filed beside them, and its runs'."""
    own = record.history(_file(case, number))
    return _way_of(record, connection, case, own) if own else []


def _file(case: str, number: int) -> Subject:
    return Subject("disbursement", disbursement_key(case, number))


def _way_of(
    record: Record, connection: Connection, case: str, own: list[Entry]
) -> list[TimelineRow]:
    file = own[0].subject
    runs = {f"payment_run:{one.event.run}" for one in own if isinstance(one.event, PaymentIncluded)}
    paid_to = {
        f"recipient:{one.event.recipient}" for one in own if isinstance(one.event, PaymentOrdered)
    }
    whole = {str(file), *runs}
    beside = lines_at(connection, positions=_acts(record, own), subjects=list(whole))
    return [
        row
        for row in beside
        if row.subject in whole | paid_to
        or row.subject.startswith(_BANK)
        or (row.case == case and not row.subject.startswith("disbursement:"))
    ]


def _acts(record: Record, own: Iterable[Entry]) -> list[int]:
    """The positions of all that was filed by the acts which wrote to the payment's file."""
    acts = record.found_all({one.context.command_id for one in own})
    return [at for act in acts for at in range(act.first, act.last + 1)]
