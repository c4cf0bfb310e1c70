"""Text in two languages: German first, English second, days and names as letters write them."""

from datetime import date
from typing import Literal

from domain.kernel import Line, Message

Language = Literal["de", "en"]


class Words(Message):
    """The same thing said in German and in English, each at most 200 characters."""

    de: Line
    en: Line

    def said(self, language: Language) -> str:
        """The text in one language."""
        return self.de if language == "de" else self.en


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def written(day: date, language: Language) -> str:
    """The day as a letter writes it: `03.10.2025` or `3 October 2025`."""
    if language == "de":
        return f"{day:%d.%m.%Y}"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
