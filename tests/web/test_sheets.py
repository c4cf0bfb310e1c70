"""Tables for a spreadsheet: numbers stay numbers, days days, and no text becomes a formula."""

import csv
import io
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from domain.words import Language
from web.sheets import Cell, Column, Sheet, as_csv, as_xlsx, harmless

COLUMNS = (Column("Wer"), Column("Betrag", "cents"), Column("Tag", "day"), Column("Rate", "number"))
DELIMITERS: dict[Language, str] = {"de": ";", "en": ","}
EVIL = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x.example")'),
    *(" =1+1", "\n=1"),
)


def sheet(*rows: tuple[Cell, ...]) -> Sheet:
    return Sheet("Fördermittel", date(2016, 3, 31), COLUMNS, rows)


def cells(content: bytes) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [list(row) for row in book.get_sheet_by_index(0).to_python()]


def lines(content: bytes) -> list[str]:
    return content.decode("utf-8-sig").split("\r\n")


def test_a_german_file_has_semicolons_commas_and_the_mark_that_excel_looks_for() -> None:
    content = as_csv(sheet(("Köhler; Söhne", 123_456_789, date(2016, 3, 4), 1)), "de")
    assert content.startswith(b"\xef\xbb\xbf")
    assert lines(content)[1] == '"Köhler; Söhne";1234567,89;04.03.2016;1'


def test_an_english_file_has_commas_points_and_iso_days() -> None:
    content = as_csv(sheet(("A, B", 5, date(2016, 3, 4), None)), "en")
    assert lines(content)[1] == '"A, B",0.05,2016-03-04,'


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("text", EVIL)
def test_no_text_is_a_formula_in_either_file(text: str, language: Language) -> None:
    table = sheet((text, None, None, None))
    workbook = as_xlsx(table, language)
    [_, [written, *_]] = cells(workbook)
    assert str(written).strip() == text.strip()
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
    plain = as_csv(table, language).decode("utf-8-sig")
    [_, [first, *_]] = csv.reader(io.StringIO(plain, newline=""), delimiter=DELIMITERS[language])
    assert first == f"'{text}"
    assert harmless(text) == f"'{text}"


@given(st.text())
def test_whatever_begins_a_harmless_text_no_spreadsheet_computes_it(text: str) -> None:
    assert not harmless(text).lstrip().startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.integers(0, 99_999_999_999))
def test_an_amount_reads_back_to_the_cent(cents: int) -> None:
    [_, [_, amount, *_]] = cells(as_xlsx(sheet(("A", cents, None, None)), "de"))
    assert isinstance(amount, (int, float))
    assert round(amount * 100) == cents
    assert f"{amount:.2f}" == f"{cents // 100}.{cents % 100:02d}"


def test_days_and_numbers_have_types_and_an_empty_cell_is_empty() -> None:
    [head, row] = cells(as_xlsx(sheet(("A", 1_50, date(2016, 2, 29), 3)), "de"))
    assert head == ["Wer", "Betrag", "Tag", "Rate"]
    assert row == ["A", 1.5, date(2016, 2, 29), 3.0]
    [_, empty] = cells(as_xlsx(sheet(("A", None, None, 1)), "en"))
    assert empty == ["A", "", "", 1.0]


def test_the_same_table_gives_the_same_bytes() -> None:
    table = sheet(("A", 1_50, date(2016, 2, 29), 3))
    assert as_xlsx(table, "de") == as_xlsx(table, "de")
