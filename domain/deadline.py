"""A deadline with its derivation, told in one sentence of German or English."""

from datetime import date
from typing import Annotated, Literal

from pydantic import StringConstraints

from domain.kernel import Day, Message
from domain.words import Language, written

Counted = Literal[
    "after",
    "before",
    "clear",
    "extended",
    "fixed",
    "post_by",
    "posted",
    "retrieved",
    "waived",
    "year_end",
]
"""From where a period counts; one sentence of the derivation belongs to each."""


class Deadline(Message):
    """The last day of a period and how it was found; the period ends at 24:00 in Berlin.

    `event_day` is the day that does not count; of a fixed day it is the day itself. `shifted_from`
    is the end before it moved to a working day, `None` where it did not move. `period` reads
    `1 month`, `28 days` or `fixed`; `counted` says from where: `before` and `clear` count back
    from a start, `post_by` from the last day for a notification, `year_end` from the end of a year;
    `extended` begins with the last day that the period had before.
    """

    on: Day
    event_day: Day
    period: Annotated[
        str, StringConstraints(pattern=r"^([0-9]+ (day|week|month|year)s?|fixed)$", strict=True)
    ]
    basis: str
    shifted_from: Day | None = None
    counted: Counted = "after"

    @property
    def extended_from(self) -> date | None:
        """The last day before it was extended, `None` where it was not."""
        return self.event_day if self.counted == "extended" else None

    def passed(self, today: date) -> bool:
        """Whether the last day is over."""
        return today > self.on

    def explain(self, language: Language) -> str:
        """The derivation as one sentence with its legal basis."""
        sentence = _SENTENCES[language, self.counted, self.shifted_from is not None]
        ends = self.shifted_from or self.on
        return sentence.format(
            period=_spoken(self.period, language),
            full_days=_full_days(self.period, language),
            number=self.period.partition(" ")[0],
            event=written(self.event_day, language),
            ends=written(ends, language),
            closed=_closed_name(ends, language),
            on=written(self.on, language),
            basis=self.basis,
        )


_GERMAN_UNITS = {
    "day": "Tag",
    "days": "Tagen",
    "week": "Woche",
    "weeks": "Wochen",
    "month": "Monat",
    "months": "Monaten",
    "year": "Jahr",
    "years": "Jahren",
}


def _spoken(period: str, language: Language) -> str:
    number, _, unit = period.partition(" ")
    return f"{number} {_GERMAN_UNITS[unit]}" if language == "de" and unit else period


def _full_days(period: str, language: Language) -> str:
    number = period.partition(" ")[0]
    if language == "en":
        return f"{number} full day{'' if number == '1' else 's'}"
    return f"{number} volle{'r Tag' if number == '1' else ' Tage'}"


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
        "Der am {event} zur Post gegebene Bescheid gilt am {number}. Tag danach als "
        "bekannt gegeben, also am {on}; dieser Tag wird nicht verschoben ({basis})."
    ),
    ("en", "posted", False): (
        "The notice posted on {event} counts as notified on day {number} after it, "
        "that is on {on}; this day does not move ({basis})."
    ),
    ("de", "retrieved", False): (
        "Der am {event} abgerufene Bescheid gilt am Tag danach als bekannt gegeben, "
        "also am {on}; dieser Tag wird nicht verschoben ({basis})."
    ),
    ("en", "retrieved", False): (
        "The notice retrieved on {event} counts as notified on the day after, that is on {on}; "
        "this day does not move ({basis})."
    ),
    ("de", "clear", False): (
        "Zwischen dem letzten Tag und dem {event} müssen {full_days} liegen; "
        "der letzte Tag ist der {on} ({basis})."
    ),
    ("en", "clear", False): (
        "Between the last day and {event} there must be {full_days}; "
        "the last day is {on} ({basis})."
    ),
    ("de", "clear", True): (
        "Zwischen dem letzten Tag und dem {event} müssen {full_days} liegen; "
        "weil der {ends} {closed} ist, ist der letzte Tag der {on} ({basis})."
    ),
    ("en", "clear", True): (
        "Between the last day and {event} there must be {full_days}; "
        "as {ends} is {closed}, the last day is {on} ({basis})."
    ),
    ("de", "extended", False): (
        "Die Frist bis zum {event} ist verlängert; sie endet mit Ablauf des {on} ({basis})."
    ),
    ("en", "extended", False): (
        "The period until {event} is extended; it ends at the end of {on} ({basis})."
    ),
    ("de", "extended", True): (
        "Die Frist bis zum {event} ist verlängert; weil der {ends} {closed} ist, endet sie mit "
        "Ablauf des {on} ({basis})."
    ),
    ("en", "extended", True): (
        "The period until {event} is extended; as {ends} is {closed}, it ends at the end of {on} "
        "({basis})."
    ),
    ("de", "post_by", False): (
        "Damit die Bekanntgabe spätestens auf den {event} fällt, muss der Bescheid spätestens "
        "am {on} zur Post; die Post braucht nach dem Gesetz {period} ({basis})."
    ),
    ("en", "post_by", False): (
        "For a notification by {event} the notice must be posted by {on}; "
        "the law counts {period} for the post ({basis})."
    ),
    ("de", "post_by", True): (
        "Damit die Bekanntgabe spätestens auf den {event} fällt, muss der Bescheid am {ends} zur "
        "Post; weil das {closed} ist, spätestens am {on} ({basis})."
    ),
    ("en", "post_by", True): (
        "For a notification by {event} the notice must be posted on {ends}; "
        "as that is {closed}, by {on} ({basis})."
    ),
    ("de", "waived", False): (
        "Der am {event} bekannt gegebene Bescheid ist mit dem am {on} erklärten Verzicht auf "
        "Rechtsbehelfe bestandskräftig ({basis})."
    ),
    ("en", "waived", False): (
        "The notice notified on {event} is final with the waiver of remedies declared on {on} "
        "({basis})."
    ),
    ("de", "year_end", False): (
        "Die Frist von {period} beginnt mit dem Schluss des Jahres, also des {event}, "
        "und endet mit Ablauf des {on} ({basis})."
    ),
    ("en", "year_end", False): (
        "The period of {period} starts with the end of the year, that is of {event}, "
        "and ends at the end of {on} ({basis})."
    ),
}
