"""A county's money as it reads it: each row in words, for the page, the API and the spreadsheet."""

from collections.abc import Sequence
from datetime import date

import programmes
from domain.words import Language
from projections.county_money import MoneyRow, next_words, state_words
from projections.wording import Audience
from web.sheets import Column, Kind, Sheet
from web.texts import LANGUAGES, say

_COLUMNS = (
    *("file_number", "year", "line", "title", "purpose", "state", "amount", "on"),
    *("instalment", "instalments", "remittance", "cash_reference", "next", "due_on"),
)
_KINDS: dict[str, Kind] = {
    **{"year": "number", "instalment": "number", "instalments": "number"},
    **{"amount": "cents", "on": "day", "due_on": "day"},
}


def money_sheet(
    rows: Sequence[MoneyRow], language: Language, *, audience: Audience, today: date
) -> Sheet:
    """The rows as a table in the reader's words."""
    lines = line_titles(language)
    columns = [
        Column(say(f"money_sheet.{name}", language), _KINDS.get(name, "text")) for name in _COLUMNS
    ]
    cells = [
        (
            *(one.case, one.year, lines.get(one.line, one.line), one.title, one.purpose),
            *(state_words(one, language, audience=audience), one.amount_cents, one.on),
            *(one.instalment or None, one.instalments or None, one.remittance),
            *(one.cash_reference, next_words(one, language), one.due_on),
        )
        for one in rows
    ]
    return Sheet(say("money_sheet.name", language), today, columns, cells)


def shown_row(row: MoneyRow, *, audience: Audience) -> dict[str, object]:
    """The row for a program; who acts for a recipient reads words instead of internal steps."""
    shown: dict[str, object] = row._asdict() | {"place": row.place}
    if audience == "recipient":
        del shown["state"]
    said = {one: state_words(row, one, audience=audience) for one in LANGUAGES}
    following = {one: next_words(row, one) for one in LANGUAGES}
    return {**shown, "state_words": said, "next_words": following}


def line_titles(language: Language) -> dict[str, str]:
    """The titles of all funding lines by their ids."""
    loaded = [programmes.load(reference) for reference in programmes.versions()]
    return {line.id: line.title.said(language) for one in loaded for line in one.lines}
