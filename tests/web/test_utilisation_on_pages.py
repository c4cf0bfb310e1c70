"""The view of a budget year: its chart has one scale and its words are there in both languages."""

from typing import get_args

from domain.forecast import forecast
from domain.kernel import Money
from projections.ledger import LedgerRow
from projections.risks import KINDS, Kind
from projections.utilisation import LineUse, TitleUse
from tests.domain.test_forecast import END, TERMS, TODAY, commitment
from tests.web.life import CASE, COUNTY, live
from tests.web.page import Page
from tests.web.world import World
from web.outflow import WIDTH, outflow_of
from web.texts import known

COLUMNS = ("reserved", "bound", "out", "low", "expected", "high", "left")


def line(name: str, out: int, bound: int) -> LineUse:
    told = forecast(Money(out), [commitment(bound)], closed=[], today=TODAY, until=END, terms=TERMS)
    return LineUse("wir", name, 0, bound, out, told)


def title(appropriated: int, *lines: LineUse) -> TitleUse:
    own = LedgerRow("wir", "wir", "", 2016, appropriated, *[0] * 15, "")
    return TitleUse(own, lines)


def test_all_bars_of_a_title_have_one_scale_and_fit_the_drawing() -> None:
    chart = outflow_of(title(400_00, line("one", 100_00, 100_00), line("two", 0, 200_00)))
    whole, one, two = chart.bars
    assert (whole.frame, whole.out) == (630, 157)
    assert (one.out, one.out + one.expected, one.high) == (157, 307, 315)
    assert (two.out, two.low, two.high) == (0, 252, 315)
    assert whole.low <= whole.out + whole.expected <= whole.high <= WIDTH
    assert [bar.line for bar in chart.bars] == ["", "one", "two"]
    assert whole.expected_cents == one.expected_cents + two.expected_cents == 385_00


def test_a_title_without_money_has_a_chart_without_bars() -> None:
    [whole] = outflow_of(title(0)).bars
    assert (whole.out, whole.high, whole.frame) == (0, 0, 0)


def test_every_kind_of_risk_and_every_column_has_its_words() -> None:
    assert set(KINDS) == set(get_args(Kind))
    assert [one for one in KINDS if not known(f"risk.{one}")] == []
    assert [one for one in COLUMNS if not known(f"utilisation.{one}")] == []
    names = [name.replace(".", "_") for name in ("grants.csv", "transactions.csv")]
    names += [name.replace(".", "_") for name in ("grants.json", "schema.json")]
    assert [one for one in names if not known(f"open_data.{one}")] == []


def test_the_page_shows_the_table_beside_the_chart_and_no_script(world: World) -> None:
    live(world, "signed")
    answer = world.browser("l.hasel").get("/utilisation")
    said = Page(answer).text()
    assert "50.000,00" in said and "47.500,00" in said and "Annahme" in said
    assert "<script" not in answer.text and " style=" not in answer.text
    assert "<title id=" in answer.text and "<desc id=" in answer.text


def test_a_case_tells_what_can_be_drawn(world: World) -> None:
    live(world, "confirmed")
    said = Page(world.browser(f"kasse.{COUNTY}").get(f"/cases/{CASE}/drawable")).text()
    assert "heute abrufbar" in said and "Zuwendungsbescheid" in said
