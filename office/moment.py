"""A moment of the past on two clocks: what was true on a day, as it was known on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from domain.calendar import BERLIN
from domain.kernel import Day, Entry, Subject


@dataclass(frozen=True)
class Moment:
    """What was true at the end of `true_on` of what was recorded by the end of `known_on`.

    `true_on` is a business date; `known_on` a calendar day in Europe/Berlin; `position` ends
    the record after an entry. A clock that is not set ends nothing. All are inclusive.
    """

    true_on: Day | None = None
    known_on: Day | None = None
    position: int | None = None

    def __bool__(self) -> bool:
        """Whether any clock is set; else it is the present."""
        return self != Moment()

    @property
    def known_until(self) -> datetime | None:
        """The last recorded time that counts; an entry a microsecond later does not."""
        if self.known_on is None:
            return None
        next_day = datetime.combine(self.known_on + timedelta(days=1), time(), BERLIN)
        return next_day.astimezone(UTC) - timedelta(microseconds=1)

    def knows(self, *, position: int, recorded_at: datetime) -> bool:
        """Whether an entry was recorded by then."""
        until = self.known_until
        return not (
            (self.position is not None and position > self.position)
            or (until is not None and recorded_at > until)
        )

    def holds(self, business_date: Day) -> bool:
        """Whether an entry of that business date was true by then."""
        return self.true_on is None or business_date <= self.true_on

    def of(self, entries: Iterable[Entry]) -> list[Entry]:
        """The entries, in the order of the record, that count at the moment; of any files.

        Each file ends before its first entry that does not: an entry was decided on all those
        before it, so it is true no earlier than they are, whatever day it bears (decision 0022).
        """
        ended: set[Subject] = set()
        found = []
        for entry in entries:
            if not self._counts(entry):
                ended.add(entry.subject)
            elif entry.subject not in ended:
                found.append(entry)
        return found

    def _counts(self, entry: Entry) -> bool:
        known = self.knows(position=entry.position, recorded_at=entry.recorded_at)
        return known and self.holds(entry.context.today)
