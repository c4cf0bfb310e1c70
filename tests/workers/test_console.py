"""Listings show numbers, days and amounts whole, whatever the width; prose may be broken."""

from datetime import date
from io import StringIO

import pytest
from rich.console import Console

from workers.console import Listing

HEADS = ("Akte · File", "Titel · Title", "Seit · Since", "Betrag · Amount")
ROW = ("WIR-2016-MKK01", "Offene Türen im Rathaus [bold]für alle", date(2016, 3, 1), "1.234,56 €")


def printed(listing: Listing, width: int) -> str:
    console = Console(width=width, file=StringIO(), force_terminal=False)
    console.print(listing)
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("width", [30, 40, 60, 65, 80, 120])
def test_what_must_not_be_cut_is_whole_at_every_width(width: int) -> None:
    shown = printed(Listing("Titel", HEADS, [ROW]), width)
    for whole in ("WIR-2016-MKK01", "01.03.2016", "1.234,56 €"):
        assert whole in shown
    assert "…" not in shown


def test_where_a_table_does_not_fit_each_row_is_a_block() -> None:
    assert "  Betrag · Amount: 1.234,56 €\n" in printed(Listing("Titel", HEADS, [ROW]), 40)


def test_a_table_has_both_languages_above_its_columns() -> None:
    lines = printed(Listing("Titel", HEADS, [ROW]), 100).splitlines()
    assert [line.split() for line in lines if "Betrag" in line or "Amount" in line] == [
        ["Akte", "Titel", "Seit", "Betrag"],
        ["File", "Title", "Since", "Amount"],
    ]


def test_nothing_that_a_person_typed_is_taken_for_a_style() -> None:
    assert "[bold]für alle" in printed(Listing("Titel", HEADS, [ROW]), 120)


def test_no_rows_show_the_heads_alone() -> None:
    assert "Betrag" in printed(Listing("0 Vorgänge · 0 cases", HEADS, []), 100)
