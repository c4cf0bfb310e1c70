"""Periods and deadlines as §§ 187-193 BGB and §§ 31, 41 VwVfG count them."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import StringConstraints

from domain.holidays import ClosedDay, ClosedDays
from domain.kernel import Day, Message
from domain.words import Language, written

BERLIN = ZoneInfo("Europe/Berlin")
UTC = ZoneInfo("UTC")

IN_PROCEDURE = "§ 31 Abs. 1 und 3 VwVfG"
"""To be cited with a period before an authority."""

IN_COURT = "§ 57 Abs. 2 VwGO, § 222 ZPO"
"""To be cited with a period before an administrative court."""


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
        """Monday to Friday without holidays (§ 31 Abs. 3 VwVfG, § 193 BGB)."""
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


class Deadline(Message):
    """The last day of a period and how it was found; the period ends at 24:00 in Berlin.

    `event_day` is the day that does not count; of a fixed day it is the day itself. `shifted_from`
    is the end before it moved to a working day, `None` where it did not move. `period` reads
    `1 month`, `28 days` or `fixed`; `counted` says from where.
    """

    on: Day
    event_day: Day
    period: Annotated[
        str, StringConstraints(pattern=r"^([0-9]+ (day|week|month)s?|fixed)$", strict=True)
    ]
    basis: str
    shifted_from: Day | None = None
    counted: Literal["after", "before", "fixed", "posted", "retrieved"] = "after"

    def passed(self, today: date) -> bool:
        """Whether the last day is over."""
        return today > self.on

    def explain(self, language: Language) -> str:
        """The derivation as one sentence with its legal basis."""
        sentence = _SENTENCES[language, self.counted, self.shifted_from is not None]
        ends = self.shifted_from or self.on
        return sentence.format(
            period=_spoken(self.period, language),
            event=written(self.event_day, language),
            ends=written(ends, language),
            closed=_closed_name(ends, language),
            on=written(self.on, language),
            basis=self.basis,
        )


def months_after(event_day: date, months: int, calendar: Calendar, *, basis: str) -> Deadline:
    """A period of months that an event starts; its day does not count.

    It ends on the day with the same number, or on the month's last day where that number is
    missing (§ 187 Abs. 1, § 188 Abs. 2 und 3 BGB), then moves to a working day (§ 193 BGB).
    """
    ends = _months_later(event_day, months)
    rule = "§ 187 Abs. 1, § 188 Abs. 2 BGB"
    if ends.day != event_day.day:
        rule = "§ 187 Abs. 1, § 188 Abs. 2 und 3 BGB"
    on = calendar.next_working_day(ends)
    return _period(event_day, ends, on, period=_counted(months, "month"), basis=f"{basis}; {rule}")


def weeks_after(event_day: date, weeks: int, calendar: Calendar, *, basis: str) -> Deadline:
    """A period of weeks: ends on the same weekday (§ 188 Abs. 2 BGB), then moves (§ 193 BGB)."""
    ends = event_day + timedelta(weeks=weeks)
    basis = f"{basis}; § 187 Abs. 1, § 188 Abs. 2 BGB"
    on = calendar.next_working_day(ends)
    return _period(event_day, ends, on, period=_counted(weeks, "week"), basis=basis)


def days_after(event_day: date, days: int, calendar: Calendar, *, basis: str) -> Deadline:
    """A period of days: ends with its last day (§ 188 Abs. 1 BGB), then moves (§ 193 BGB)."""
    ends = event_day + timedelta(days=days)
    basis = f"{basis}; § 187 Abs. 1, § 188 Abs. 1 BGB"
    on = calendar.next_working_day(ends)
    return _period(event_day, ends, on, period=_counted(days, "day"), basis=basis)


def fixed_day(day: date, calendar: Calendar, *, basis: str) -> Deadline:
    """A deadline named by its date; it moves to a working day like any end of a period."""
    on = calendar.next_working_day(day)
    deadline = _period(day, day, on, period="fixed", basis=basis)
    return deadline.model_copy(update={"counted": "fixed"})


def days_before(day: date, days: int, *, basis: str) -> Deadline:
    """The day that lies so many days before a start; it never moves.

    No rule for counting backwards is known; this reading favours the applicant.
    """
    return Deadline(
        on=day - timedelta(days=days),
        event_day=day,
        period=_counted(days, "day"),
        basis=basis,
        counted="before",
    )


def notification_by_post(posted_on: date, fiction_days: int) -> Deadline:
    """The day on which a posted act counts as notified; a date, not a period: it never moves.

    Proof of a later receipt prevails over it (§ 41 Abs. 2 VwVfG).
    """
    return Deadline(
        on=posted_on + timedelta(days=fiction_days),
        event_day=posted_on,
        period=_counted(fiction_days, "day"),
        basis="§ 41 Abs. 2 VwVfG",
        counted="posted",
    )


def notification_by_portal(retrieved_on: date) -> Deadline:
    """The day after the retrieval from the portal; it never moves (§ 41 Abs. 2a VwVfG)."""
    return Deadline(
        on=retrieved_on + timedelta(days=1),
        event_day=retrieved_on,
        period="1 day",
        basis="§ 41 Abs. 2a VwVfG",
        counted="retrieved",
    )


def latest_of(first: Deadline, *others: Deadline) -> Deadline:
    """The deadline that ends last, for the side that must not pay too early."""
    return max((first, *others), key=lambda deadline: deadline.on)


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _period(event_day: date, ends: date, on: date, *, period: str, basis: str) -> Deadline:
    shifted = on != ends
    return Deadline(
        on=on,
        event_day=event_day,
        period=period,
        basis=f"{basis}, § 193 BGB" if shifted else basis,
        shifted_from=ends if shifted else None,
    )


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


_GERMAN_UNITS = {
    "day": "Tag",
    "days": "Tagen",
    "week": "Woche",
    "weeks": "Wochen",
    "month": "Monat",
    "months": "Monaten",
}


def _spoken(period: str, language: Language) -> str:
    number, _, unit = period.partition(" ")
    return f"{number} {_GERMAN_UNITS[unit]}" if language == "de" and unit else period


def _closed_name(day: date, language: Language) -> str:
    german = {6: "ein Samstag", 7: "ein Sonntag"}.get(day.isoweekday(), "ein gesetzlicher Feiertag")
    english = {6: "a Saturday", 7: "a Sunday"}.get(day.isoweekday(), "a public holiday")
    return german if language == "de" else english


_SENTENCES = {
    ("de", "after", False): (
        "Die Frist von {period} beginnt mit dem Tag nach dem {event} "
        "und endet mit Ablauf des {on} ({basis})."
    ),
    ("en", "after", False): (
        "The period of {period} starts on the day after {event} "
        "and ends at the end of {on} ({basis})."
    ),
    ("de", "after", True): (
        "Die Frist von {period} beginnt mit dem Tag nach dem {event}; "
        "weil der {ends} {closed} ist, endet sie mit Ablauf des {on} ({basis})."
    ),
    ("en", "after", True): (
        "The period of {period} starts on the day after {event}; as {ends} is {closed}, "
        "it ends at the end of {on} ({basis})."
    ),
    ("de", "fixed", False): "Die Frist endet mit Ablauf des {on} ({basis}).",
    ("en", "fixed", False): "The period ends at the end of {on} ({basis}).",
    ("de", "fixed", True): (
        "Weil der {ends} {closed} ist, endet die Frist mit Ablauf des {on} ({basis})."
    ),
    ("en", "fixed", True): "As {ends} is {closed}, the period ends at the end of {on} ({basis}).",
    ("de", "before", False): (
        "Der letzte Tag ist der {on}; er liegt mit einem Abstand von {period} vor dem {event} "
        "({basis})."
    ),
    ("en", "before", False): "The last day is {on}, {period} before {event} ({basis}).",
    ("de", "posted", False): (
        "Der am {event} zur Post gegebene Bescheid gilt nach {period} als bekannt gegeben, "
        "also am {on}; dieser Tag wird nicht verschoben ({basis})."
    ),
    ("en", "posted", False): (
        "The notice posted on {event} counts as notified after {period}, that is on {on}; "
        "this day does not move ({basis})."
    ),
    ("de", "retrieved", False): (
        "Der am {event} abgerufene Bescheid gilt am Tag danach als bekannt gegeben, "
        "also am {on}; dieser Tag wird nicht verschoben ({basis})."
    ),
    ("en", "retrieved", False): (
        "The notice retrieved on {event} counts as notified on the day after, that is on {on}; "
        "this day does not move ({basis})."
    ),
}


def start_instant(day: date) -> datetime:
    """The moment in UTC at which the day begins in Berlin, 0:00."""
    return datetime(day.year, day.month, day.day, tzinfo=BERLIN).astimezone(UTC)


def end_instant(day: date) -> datetime:
    """The moment in UTC at which the day ends in Berlin, 24:00."""
    return start_instant(day + timedelta(days=1))
