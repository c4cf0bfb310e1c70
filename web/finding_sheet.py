"""Findings as a reader takes them along: each in words, for the API and the spreadsheet."""

from collections.abc import Sequence
from datetime import date

from domain.words import Language
from projections.answers import Finding, findings, known
from projections.questions import NO_VALUES, QUESTIONS, Values
from web.portal import Portal
from web.sheets import Column, Kind, Sheet
from web.texts import LANGUAGES, say

_COLUMNS = (
    *("code", "question", "case", "since", "amount", "record"),
    *("explanation", "basis", "entry"),
)
_KINDS: dict[str, Kind] = {"since": "day", "amount": "cents", "entry": "number"}


def findings_of(
    portal: Portal, *, grantor: str | None, code: str = "", values: Values = NO_VALUES
) -> list[Finding]:
    """The findings about the cases of a grantor as of the business date; of one question."""
    with portal.views.read() as connection:
        today = portal.office.today()
        found = findings(known(connection, today=today, grantor=grantor, values=values))
    return [one for one in found if code in {"", one.code}]


def finding_sheet(
    found: Sequence[Finding], language: Language, *, today: date, values: Values = NO_VALUES
) -> Sheet:
    """The findings as a table in the reader's language."""
    columns = [
        Column(say(f"findings.{name}", language), _KINDS.get(name, "text")) for name in _COLUMNS
    ]
    rows = [
        (
            *(one.code, QUESTIONS[one.code].words(language, values), one.case or one.subject),
            *(one.since, one.amount_cents, one.words(language)),
            *(QUESTIONS[one.code].explanation.told(language), QUESTIONS[one.code].basis),
            one.position,
        )
        for one in found
    ]
    return Sheet(say("findings.name", language), today, columns, rows)


def shown_finding(one: Finding, values: Values = NO_VALUES) -> dict[str, object]:
    """A finding for a program, in both languages."""
    asked = QUESTIONS[one.code]
    return {
        "code": one.code,
        "case": one.case or None,
        "subject": one.subject or None,
        "since": one.since,
        "amount_cents": one.amount_cents,
        "value": values.get(one.code, asked.value or None),
        "entry": one.position,
        "basis": asked.basis,
        "question": {each: asked.words(each, values) for each in LANGUAGES},
        "record": {each: one.words(each) for each in LANGUAGES},
        "explanation": {each: asked.explanation.told(each) for each in LANGUAGES},
    }
