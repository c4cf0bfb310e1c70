"""The command deadline: the last day of a period of law and the way to it."""

import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from typing import Annotated, Literal

import typer

import programmes
from domain.calendar import Deadline
from domain.words import Language, written
from workers.console import REFUSED, USAGE, AsJson, Listing, Stop, say, show
from workers.deadline_kinds import KINDS, PROGRAMME, Asked, Kind, LengthMissing

app = typer.Typer()

FIRST, LAST = date(1950, 1, 1), date(2100, 12, 31)
"""The days this command takes; outside, a typing error is likelier than a case."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WEEKDAYS = {
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}

_NO_LENGTH = "Es fehlt --length in Tagen. · Needs --length in days."
_NO_FICTION = (
    "Für diesen Tag ist keine Bekanntgabefiktion bekannt. · "
    "No notification fiction is known for this day."
)
_NO_EFFECT = (
    "Das hat keine Wirkung: Es kam vor der Bekanntgabe oder zu spät. · "
    "This has no effect: it came before the notification or too late."
)
_COURT = {"de": "Klage bei", "en": "Action at"}


@app.command("deadline")
def tell_deadline(
    kind: Annotated[str | None, typer.Argument(help="Art der Frist · Kind of period")] = None,
    days: Annotated[
        list[str] | None, typer.Argument(help="Tage, JJJJ-MM-TT · Days, YYYY-MM-DD")
    ] = None,
    *,
    listed: Annotated[bool, typer.Option("--list", help="Alle Arten · All kinds.")] = False,
    length: Annotated[
        int | None, typer.Option(min=0, max=400, help="Länge statt der Regel · Length instead.")
    ] = None,
    recipient: Annotated[
        str | None, typer.Option(help="Empfängerin, nennt das Gericht · Names the court.")
    ] = None,
    lang: Annotated[
        Literal["de", "en"], typer.Option(help="Sprache der Herleitung · Language.")
    ] = "de",
    as_json: AsJson = False,
) -> None:
    """Den letzten Tag einer Frist mit Herleitung · The last day of a period and the way to it."""
    if listed:
        _list(lang, as_json=as_json)
        return
    name = _known(kind)
    asked = Asked(_days(KINDS[name], days or []), length)
    court = _court(recipient) if recipient else None
    answers = [*_answers(name, asked)]
    if court and not any(one.startswith("action") for one, _ in answers):
        raise Stop("Ein Gericht gehört nur zur Klage. · A court belongs to an action only.", USAGE)
    if as_json:
        first, *more = [_shown(one, deadline, lang) for one, deadline in answers]
        show({**first, "court": court, "then": more}, as_json=True)
        return
    for one, deadline in answers:
        say(f"{KINDS[one].title.said(lang)}: {_weekday(deadline.on, lang)}")
        say(deadline.explain(lang))
    if court:
        say(f"{_COURT[lang]}: {court} (§ 52 Nr. 3 Satz 2 VwGO)")


def _list(language: Language, *, as_json: bool) -> None:
    rows = [
        (name, " ".join(one.said(language) for one in kind.begins_with), kind.title.said(language))
        for name, kind in KINDS.items()
    ]
    heads = ("Art · Kind", "Tage · Days", "Frist · Period")
    found = [{"kind": name, "days": days, "title": title} for name, days, title in rows]
    show(found, as_json=as_json, listing=Listing("Fristen · Periods", heads, rows))


def _known(kind: str | None) -> str:
    if kind in KINDS:
        return str(kind)
    likely = get_close_matches(kind or "", KINDS, n=1)
    german = f"; meinten Sie „{likely[0]}“?" if likely else "."
    english = f"; did you mean “{likely[0]}”?" if likely else "."
    raise Stop(
        f"Diese Art von Frist gibt es nicht{german} Alle zeigt: akte deadline --list · "
        f"No such kind of period{english} For all: akte deadline --list",
        USAGE,
    )


def _days(kind: Kind, texts: list[str]) -> tuple[date, ...]:
    """The days the kind begins with; Stop names what is wanted, and never what was typed."""
    days = tuple(_day(text) for text in texts)
    if len(days) != len(kind.begins_with):
        german = " ".join(one.de for one in kind.begins_with)
        english = " ".join(one.en for one in kind.begins_with)
        raise Stop(f"Diese Frist braucht: {german} · This period needs: {english}", USAGE)
    return days


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None or not FIRST <= day <= LAST:
        raise Stop(
            f"Kein Tag in der Form JJJJ-MM-TT zwischen {FIRST.year} und {LAST.year}; "
            f"Beispiel: 2025-04-17 · No day in the form YYYY-MM-DD between {FIRST.year} and "
            f"{LAST.year}; example: 2025-04-17",
            USAGE,
        )
    return day


def _answers(name: str, asked: Asked) -> Iterator[tuple[str, Deadline]]:
    """The period, and the one that begins where it ends."""
    found = _counted(name, asked)
    yield name, found
    if then := KINDS[name].then:
        yield from _answers(then, Asked((found.on,)))


def _counted(name: str, asked: Asked) -> Deadline:
    try:
        found = KINDS[name].counted(asked)
    except LengthMissing:
        raise Stop(_NO_LENGTH, USAGE) from None
    except LookupError:
        raise Stop(_NO_FICTION, USAGE) from None
    if found is None:
        raise Stop(_NO_EFFECT, REFUSED)
    return found


def _court(key: str) -> str:
    """The administrative court of a recipient's seat; Stop where the recipient is not listed."""
    for one in programmes.recipients(PROGRAMME):
        if one.key == key:
            return one.court
    raise Stop(
        "Diese Empfängerin steht nicht in der Liste; ein Beispiel ist: main-kinzig-kreis · "
        "No such recipient in the list; an example: main-kinzig-kreis",
        USAGE,
    )


def _shown(name: str, deadline: Deadline, language: Language) -> dict[str, object]:
    told = {"kind": name, **deadline.model_dump(mode="json")}
    return told | {"explanation": deadline.explain(language)}


def _weekday(day: date, language: Language) -> str:
    return f"{_WEEKDAYS[language][day.weekday()]}, {written(day, language)}"
