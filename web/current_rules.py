"""The rules that the forms of the house offer: of each programme those in force on a day."""

from collections.abc import Iterable, Sequence
from datetime import date

import programmes
from domain.programme import Programme
from domain.words import Language
from web.fields import Choice


def programmes_on(day: date, versions: Iterable[Programme] | None = None) -> tuple[Programme, ...]:
    """Of each programme its newest version for a period that begins on the day.

    Where none is in force then, its newest of all. `versions` are those filed here, the older
    ones of a programme first, where no others are named.
    """
    known = versions or (programmes.load(reference) for reference in programmes.versions())
    found: dict[str, Programme] = {}
    for one in known:
        standing = found.get(one.id)
        if standing is None or one.in_force_on(day) or not standing.in_force_on(day):
            found[one.id] = one
    return tuple(found.values())


def programme_choices(offered: Sequence[Programme], language: Language) -> list[Choice]:
    """The programmes to choose from."""
    return [(one.id, one.title.said(language)) for one in offered]


def line_choices(offered: Sequence[Programme], language: Language) -> list[Choice]:
    """The lines of all programmes to choose from; each says its programme where there are more."""
    several = len(offered) > 1
    return [
        (line.id, f"{one.title.said(language)}: {title}" if several else title)
        for one in offered
        for line in one.lines
        for title in [line.title.said(language)]
    ]
