"""Tables for a spreadsheet, as CSV and XLSX: typed cells, and no text that turns into a formula."""

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal, NamedTuple

import xlsxwriter
from starlette.responses import Response
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from domain.words import Language

Cell = str | int | date | None
Kind = Literal["text", "number", "cents", "day"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_AMOUNT = '#,##0.00\\ "€"'
_DAY: dict[Language, str] = {"de": "dd.mm.yyyy", "en": "yyyy-mm-dd"}
_WIDTHS: dict[Kind, int] = {"text": 24, "number": 9, "cents": 16, "day": 12}


class Column(NamedTuple):
    """A heading and what its cells hold; cents become euro in the cell."""

    heading: str
    kind: Kind = "text"


class Sheet(NamedTuple):
    """A table of its day; an empty cell is `None`."""

    name: str
    made_on: date
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


def as_csv(sheet: Sheet, language: Language) -> bytes:
    """UTF-8 with its mark, so that Excel reads umlauts; for a German one with semicolons."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";" if language == "de" else ",", lineterminator="\r\n")
    writer.writerow(harmless(one.heading) for one in sheet.columns)
    for row in sheet.rows:
        cells = zip(row, sheet.columns, strict=True)
        writer.writerow(_written(cell, column.kind, language) for cell, column in cells)
    return file.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would compute it."""
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text


def _written(cell: Cell, kind: Kind, language: Language) -> str:
    match cell:
        case None:
            return ""
        case date():
            return f"{cell:%d.%m.%Y}" if language == "de" else cell.isoformat()
        case int() if kind == "cents":
            return str(_euro(cell)).replace(".", "," if language == "de" else ".")
    return harmless(cell) if isinstance(cell, str) else str(cell)


def _euro(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)


def as_xlsx(sheet: Sheet, language: Language) -> bytes:
    """A workbook whose amounts and days are numbers; the same table gives the same bytes."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties({"created": datetime.combine(sheet.made_on, time())})
    page = book.add_worksheet(sheet.name[:31])
    bold = book.add_format({"bold": True})
    formats: dict[Kind, Format] = {
        "cents": book.add_format({"num_format": _AMOUNT}),
        "day": book.add_format({"num_format": _DAY[language]}),
    }
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, _WIDTHS[column.kind])
        page.write_string(0, place, column.heading, bold)
        for number, row in enumerate(sheet.rows, start=1):
            _write(page, (number, place), row[place], look=formats.get(column.kind))
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    book.close()
    return file.getvalue()


def _write(page: Worksheet, place: tuple[int, int], cell: Cell, *, look: Format | None) -> None:
    """A text is written as text whatever it begins with."""
    match cell:
        case None:
            return
        case date():
            page.write_datetime(*place, datetime.combine(cell, time()), look)
        case int():
            page.write_number(*place, _euro(cell) if look else cell, look)
        case _:
            page.write_string(*place, cell)


class Writing(NamedTuple):
    """A kind of file: its media type, and what writes it."""

    media_type: str
    write: Callable[[Sheet, Language], bytes]


FILES: dict[str, Writing] = {
    "csv": Writing("text/csv; charset=utf-8", as_csv),
    "xlsx": Writing("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
}
"""The kinds of file for a spreadsheet, by the end of their names."""


def file_of(sheet: Sheet, kind: str, language: Language) -> Response:
    """A table as a file to save; its name tells no detail of a case."""
    media_type, write = FILES[kind]
    headers = {"Content-Disposition": f'attachment; filename="{sheet.made_on}.{kind}"'}
    return Response(write(sheet, language), media_type=media_type, headers=headers)
