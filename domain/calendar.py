"""Periods and deadlines as §§ 187-193 BGB and §§ 31, 41 HVwVfG count them."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.deadline import Deadline
from domain.holidays import ClosedDay, ClosedDays
from domain.kernel import Day, Message

__all__ = [
    "BERLIN",
    "Calendar",
    "Deadline",
    "Period",
    "days_after",
    "days_before",
    "end_instant",
    "fixed_day",
    "latest_of",
    "length",
    "months_after",
    "months_later",
    "notification_by_portal",
    "notification_by_post",
    "start_instant",
    "weeks_after",
    "years_after",
]

BERLIN = ZoneInfo("Europe/Berlin")


class Period(Message):
    """A stretch of days, both ends included, such as a funding period (Bewilligungszeitraum)."""

    first: Day
    last: Day

    @property
    def within_one_year(self) -> bool:
        """Whether it is in order and touches one calendar year only."""
        return self.first <= self.last and self.first.year == self.last.year


@dataclass(frozen=True)
class Calendar:
    """Knows the working days: every day that no rule of its table closes."""

    closed: ClosedDays

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday without holidays (§ 31 Abs. 3 HVwVfG, § 193 BGB)."""
        return self.why_closed(day) is None

    def why_closed(self, day: date) -> ClosedDay | None:
        """The rule that closes the day, `None` on a working day."""
        return self.closed.closing(day)

    def next_working_day(self, day: date) -> date:
        """The day itself where it is a working day, else the first one after it."""
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day

    def working_day_before(self, day: date) -> date:
        """The last working day before the day, never the day itself."""
        day -= timedelta(days=1)
        while not self.is_working_day(day):
            day -= timedelta(days=1)
        return day


def months_after(event_day: date, months: int, calendar: Calendar, *, basis: str) -> Deadline:
    """A period of months that an event starts; its day does not count.

    It ends on the day with the same number, or on the month's last day where that number is
    missing (§ 187 Abs. 1, § 188 Abs. 2 und 3 BGB), then moves to a working day (§ 193 BGB).
    """
    ends = months_later(event_day, months)
    number_kept = ends.day == event_day.day
    return _period(
        event_day,
        ends,
        calendar=calendar,
        period=length(months, "month"),
        basis=basis,
        paragraphs=("§ 187 Abs. 1", "§ 188 Abs. 2" if number_kept else "§ 188 Abs. 2 und 3"),
    )


def weeks_after(event_day: date, weeks: int, calendar: Calendar, *, basis: str) -> Deadline:
    """A period of weeks: ends on the same weekday (§ 188 Abs. 2 BGB), then moves (§ 193 BGB)."""
    return _period(
        event_day,
        event_day + timedelta(weeks=weeks),
        calendar=calendar,
        period=length(weeks, "week"),
        basis=basis,
        paragraphs=("§ 187 Abs. 1", "§ 188 Abs. 2"),
    )


def years_after(event_day: date, years: int, calendar: Calendar, *, basis: str) -> Deadline:
    """A period of years: counted as twelve months each (§ 188 Abs. 2 BGB), then moves."""
    deadline = months_after(event_day, 12 * years, calendar, basis=basis)
    return deadline.model_copy(update={"period": length(years, "year")})


def days_after(event_day: date, days: int, calendar: Calendar, *, basis: str) -> Deadline:
    """A period of days: ends with its last day (§ 188 Abs. 1 BGB), then moves (§ 193 BGB)."""
    return _period(
        event_day,
        event_day + timedelta(days=days),
        calendar=calendar,
        period=length(days, "day"),
        basis=basis,
        paragraphs=("§ 187 Abs. 1", "§ 188 Abs. 1"),
    )


def fixed_day(day: date, calendar: Calendar, *, basis: str) -> Deadline:
    """A deadline named by its date; it moves to a working day like any end of a period."""
    deadline = _period(day, day, calendar=calendar, period="fixed", basis=basis)
    return deadline.model_copy(update={"counted": "fixed"})


def days_before(day: date, days: int, *, basis: str) -> Deadline:
    """The day that lies so many days before a start; it never moves.

    No rule for counting backwards is known; this reading favours the applicant.
    """
    return Deadline(
        on=day - timedelta(days=days),
        event_day=day,
        period=length(days, "day"),
        basis=basis,
        counted="before",
    )


def notification_by_post(posted_on: date, fiction_days: int) -> Deadline:
    """The day on which a posted act counts as notified; a date, not a period: it never moves.

    Proof of a later receipt prevails over it (§ 41 Abs. 2 HVwVfG).
    """
    return Deadline(
        on=posted_on + timedelta(days=fiction_days),
        event_day=posted_on,
        period=length(fiction_days, "day"),
        basis="§ 41 Abs. 2 HVwVfG",
        counted="posted",
    )


def notification_by_portal(retrieved_on: date) -> Deadline:
    """The day after the retrieval from the portal; it never moves (§ 41 Abs. 2a HVwVfG)."""
    return Deadline(
        on=retrieved_on + timedelta(days=1),
        event_day=retrieved_on,
        period="1 day",
        basis="§ 41 Abs. 2a HVwVfG",
        counted="retrieved",
    )


def latest_of(first: Deadline, *others: Deadline) -> Deadline:
    """The deadline that ends last, for the side that must not pay too early."""
    return max((first, *others), key=lambda deadline: deadline.on)


def months_later(day: date, months: int) -> date:
    """The day with the same number so many months later, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _period(
    event_day: date,
    ends: date,
    *,
    calendar: Calendar,
    period: str,
    basis: str,
    paragraphs: tuple[str, ...] = (),
) -> Deadline:
    on = calendar.next_working_day(ends)
    cited = (*paragraphs, "§ 193") if on != ends else paragraphs
    return Deadline(
        on=on,
        event_day=event_day,
        period=period,
        basis=f"{basis}; {', '.join(cited)} BGB" if cited else basis,
        shifted_from=ends if on != ends else None,
    )


def length(number: int, unit: str) -> str:
    """A length as deadlines keep it, such as `1 month` or `28 days`."""
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def start_instant(day: date) -> datetime:
    """The moment in UTC at which the day begins in Berlin, 0:00."""
    return datetime(day.year, day.month, day.day, tzinfo=BERLIN).astimezone(UTC)


def end_instant(day: date) -> datetime:
    """The moment in UTC at which the day ends in Berlin, 24:00."""
    return start_instant(day + timedelta(days=1))
