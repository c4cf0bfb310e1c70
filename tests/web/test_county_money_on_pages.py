"""A county's money on the page, over the API and in its files: its own, in its own words."""

import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from domain.disbursement_decisions import unpaid_rest
from projections.county_money import county_money
from projections.wording import WORDS
from tests.web.life import CASE, COUNTY, NEIGHBOUR, STEPS, live
from tests.web.world import World
from workers.cli_money import _listing


def test_the_page_tells_state_text_reference_and_what_comes_next(world: World) -> None:
    live(world, "paid")
    page = world.browser(f"kasse.{COUNTY}").get("/payments").text
    for said in ("noch abzurufen", "eingegangen", "Rate 1 von 2", "4711", "Interkulturelle"):
        assert said in page
    assert "Bitte verwenden und die Verwendung melden" in page
    assert "/payments/money.xlsx?year=0" in page


@pytest.mark.parametrize("step", ["certified", "ordered", "paid"])
def test_a_county_reads_no_word_of_the_authoritys_steps(world: World, step: str) -> None:
    live(world, step)
    browser, program = world.browser(f"kasse.{COUNTY}"), world.program(f"kasse.{COUNTY}")
    told = browser.get("/payments").text + program.get("/api/money").text
    told += program.get("/api/money.csv").text
    inside = {words["authority"]["de"] for words in WORDS["money"].values()} - {"angeordnet"}
    assert not [said for said in inside if said in told]
    assert '"state":' not in program.get("/api/money").text
    assert '"state":' in world.program("k.adler").get("/api/money").text


def test_what_is_open_is_what_can_still_be_drawn(world: World) -> None:
    for name, step in STEPS.items():
        step(world, CASE, COUNTY)
        if name in {"declared", "drawn", "paid", "settled", "closed"}:
            with world.views.read() as connection:
                rows = county_money(connection)
            left = sum(row.amount_cents for row in rows if row.place == "open")
            assert left == (0 if name == "closed" else unpaid_rest(world.office.desk(), CASE))


def test_the_files_hold_typed_cells_in_the_language_of_choice(world: World) -> None:
    live(world, "paid")
    browser = world.browser(f"kasse.{COUNTY}")
    answer = browser.get("/payments/money.xlsx?year=2016")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    head, *rows = book.get_sheet_by_index(0).to_python()
    [paid] = [dict(zip(head, row, strict=True)) for row in rows if row[5] == "eingegangen"]
    assert (paid["Betrag"], paid["Datum"], paid["Rate"]) == (25_000.0, date(2016, 3, 4), 1.0)
    assert paid["Text auf dem Kontoauszug"].endswith(f"AZ {CASE} RATE 1/2 KZ 4711")
    english = world.program(f"kasse.{COUNTY}").get("/api/money.csv?lang=en").text
    assert "25000.00,2016-03-04,1,2" in english
    assert "attachment" in answer.headers["content-disposition"]


def test_another_county_and_another_year_are_empty_and_another_kind_is_unknown(
    world: World,
) -> None:
    live(world, "paid")
    other = world.program(f"kasse.{NEIGHBOUR}")
    assert other.get("/api/money").json() == []
    assert len(other.get("/api/money.csv").text.splitlines()) == 1
    own = world.program(f"kasse.{COUNTY}")
    assert own.get("/api/money?year=2015").json() == []
    assert own.get("/api/money.pdf").status_code == 422
    assert world.browser(f"kasse.{COUNTY}").get("/payments/money.pdf").status_code == 404


def test_the_console_lists_the_same_rows(world: World) -> None:
    live(world, "paid")
    with world.views.read() as connection:
        rows = county_money(connection, recipient=COUNTY)
    listing = _listing(COUNTY, rows)
    assert [row[0] for row in listing.rows] == [CASE] * len(rows)
    assert "25.000,00 €" in {row[2] for row in listing.rows}
