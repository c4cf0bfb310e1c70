"""The story of a case as it was known at a moment: the lines of the timeline that counted then."""

from collections.abc import Sequence

from psycopg import Connection

from domain.application import ApplicationRejected, ApplicationSubmitted, ApplicationWithdrawn
from domain.payment_run import PaymentRunFrozen
from domain.proof_of_use import CaseClosed
from domain.reopening import ExaminationReopened
from office.moment import Moment
from projections.timeline import TimelineRow, timeline

_ENDS = frozenset({one.TOPIC for one in (ApplicationWithdrawn, ApplicationRejected, CaseClosed)})


def story(connection: Connection, case: str, moment: Moment) -> list[TimelineRow]:
    """The entries of a case that counted at a moment, in the order of the record.

    It is what the timeline showed then: lines that concern the case only by what was filed
    later, such as those of a run into which it came afterwards, are left out.
    """
    return told_at(timeline(connection, case), moment)


def told_at(rows: Sequence[TimelineRow], moment: Moment) -> list[TimelineRow]:
    """Of all lines of a case, oldest first, those that counted at a moment.

    A file's lines end before its first one that was not yet true, as `Moment.of` has it; of a
    file that many cases share, only the lines of this case are looked at.
    """
    counted = _true(_known(rows, moment), moment)
    end = _ended_at(counted)
    runs = {row.subject for row in counted if row.topic == PaymentRunFrozen.TOPIC}
    filed = any(row.topic == ApplicationSubmitted.TOPIC for row in counted)
    return [
        row
        for row in counted
        if _own(row)
        or row.subject in runs
        or (filed and _of_recipient(row) and (end is None or row.position < end))
    ]


def _known(rows: Sequence[TimelineRow], moment: Moment) -> list[TimelineRow]:
    return [row for row in rows if moment.knows(position=row.position, recorded_at=row.recorded_at)]


def _true(rows: Sequence[TimelineRow], moment: Moment) -> list[TimelineRow]:
    cut: set[str] = set()
    found = []
    for row in rows:
        if not moment.holds(row.business_date):
            cut.add(row.subject)
        if row.subject not in cut:
            found.append(row)
    return found


def _own(row: TimelineRow) -> bool:
    return not row.subject.startswith(("recipient:", "payment_run:"))


def _of_recipient(row: TimelineRow) -> bool:
    return row.subject.startswith("recipient:")


def _ended_at(rows: Sequence[TimelineRow]) -> int | None:
    end = None
    for row in rows:
        if row.topic in _ENDS:
            end = row.position
        elif row.topic == ExaminationReopened.TOPIC:
            end = None
    return end
