"""The rules that the forms of the house offer: those in force on a day."""

from datetime import date

import programmes
from domain.programme import Programme


def programme_on(day: date) -> Programme:
    """The newest version for a period that begins on the day; the newest of all where none is."""
    loaded = [programmes.load(reference) for reference in programmes.versions()]
    return next((one for one in reversed(loaded) if one.in_force_on(day)), loaded[-1])
