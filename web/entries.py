"""The grammar of what people type: amounts, hours, numbers, accounts; strict, and echoed."""

import re
from collections.abc import Callable
from datetime import date

from domain.kernel import Money
from domain.words import Language

_MONEY = re.compile(r"([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,12})(?:,([0-9]{2}))?(?: ?€)?")
_HOURS = re.compile(r"([0-9]{1,5})(?::([0-5][0-9])|,(25|5|50|75))?(?: ?h)?")
_NUMBER = re.compile(r"[0-9]{1,9}")
_QUARTERS = {None: 0, "25": 15, "5": 30, "50": 30, "75": 45}


class Mistyped(Exception):
    """The text does not follow the grammar; `problem` names a text of the section `input`."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def read_money(text: str) -> int:
    """Cents of an amount such as `1.234,56`, `1234,56` or `1.234`; Mistyped for all else."""
    if text.startswith(("-", "−")):
        raise Mistyped("negative")
    found = _MONEY.fullmatch(text)
    if found is None:
        raise Mistyped("money_format")
    return int(found[1].replace(".", "")) * 100 + int(found[2] or 0)


def read_hours(text: str) -> int:
    """Minutes of a time such as `276`, `276:30` or `276,5`; Mistyped for all else."""
    found = _HOURS.fullmatch(text)
    if found is None:
        raise Mistyped("hours_format")
    return int(found[1]) * 60 + int(found[2] or _QUARTERS[found[3]])


def read_number(text: str) -> int:
    """A whole number of digits only; Mistyped for all else."""
    if not _NUMBER.fullmatch(text):
        raise Mistyped("number_format")
    return int(text)


def read_day(text: str) -> str:
    """A day as browsers send it, `2016-03-31`, or as people write it, `31.03.2016`."""
    found = re.fullmatch(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})", text)
    iso = f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}" if found else text
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", iso):
        raise Mistyped("day_format")
    try:
        date.fromisoformat(iso)
    except ValueError:
        raise Mistyped("day_format") from None
    return iso


def read_iban(text: str) -> str:
    """An account as printed, in groups or not; its check digits are tested by the command."""
    return re.sub(r"[ \u00a0]", "", text).upper()


def read_text(text: str) -> str:
    """Text as typed, with the line ends of this house."""
    return text.replace("\r\n", "\n")


def search_text(text: str) -> str:
    """What is searched for: at most 60 characters, none of them unprintable."""
    return "".join(letter for letter in text if letter.isprintable()).strip()[:60]


READERS: dict[str, Callable[[str], int | str]] = {
    "money": read_money,
    "hours": read_hours,
    "number": read_number,
    "day": read_day,
    "iban": read_iban,
}
"""How a kind of field is read; every other kind is text."""


def shown_money(cents: int) -> str:
    """The amount as it is typed: `1.234,56`."""
    return Money(cents).euro.removesuffix(" €")


def shown_hours(minutes: int) -> str:
    """The time as it is typed: `276` or `276:30`."""
    hours, rest = divmod(minutes, 60)
    return f"{hours}:{rest:02d}" if rest else str(hours)


def shown_iban(iban: str) -> str:
    """The account in groups of four."""
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))


SHOWN: dict[str, Callable[[int], str]] = {"money": shown_money, "hours": shown_hours}
"""How the value of a kind of field stands in its field; every other kind as it is."""


def echo(kind: str, text: str, language: Language) -> str | None:
    """What the engine understood, `None` for kinds where it is what stands there."""
    try:
        if kind == "money":
            return Money(read_money(text)).euro
        if kind == "hours":
            hours, minutes = divmod(read_hours(text), 60)
            words = ("Stunden", "Minuten") if language == "de" else ("hours", "minutes")
            return f"{hours} {words[0]}" + (f" {minutes} {words[1]}" if minutes else "")
    except Mistyped:
        return None
    return None
