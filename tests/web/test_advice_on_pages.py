"""The payment advice: the same facts as letter and JSON, for those who may see the case alone."""

from io import BytesIO

import pikepdf
import pytest

from tests.adapters.test_letters import squeezed, text_of
from tests.web.life import CASE, COUNTY, NEIGHBOUR, live
from tests.web.page import Page
from tests.web.world import World

ADDRESS = f"/cases/{CASE}/payments/1/advice"


def test_the_letter_and_the_json_say_the_same(world: World) -> None:
    live(world, "paid")
    links = Page(world.browser(f"kasse.{COUNTY}").get("/payments")).links()
    assert f"{ADDRESS}.pdf" in links
    answer = world.browser(f"kasse.{COUNTY}").get(f"{ADDRESS}.pdf")
    facts = world.program(f"kasse.{COUNTY}").get(f"/api{ADDRESS}").json()
    assert (facts["amount_cents"], facts["execution_day"]) == (25_000_00, "2016-03-04")
    assert (facts["instalment"], facts["instalments"]) == (1, 2)
    printed = text_of(answer.content)
    names = ("remittance_text", "end_to_end_id", "cash_reference", "purpose", "file_number")
    for said in ("25.000,00 €", "4. März 2016", *(facts[name] for name in names)):
        assert squeezed(said) in printed
    over_the_api = world.program(f"kasse.{COUNTY}").get(f"/api{ADDRESS}.pdf")
    assert over_the_api.content == answer.content


def test_the_letter_is_archivable_and_accessible(world: World) -> None:
    live(world, "paid")
    content = world.browser(f"kasse.{COUNTY}").get(f"{ADDRESS}.pdf").content
    with pikepdf.open(BytesIO(content)) as document, document.open_metadata() as said:
        assert (said["pdfaid:part"], said["pdfuaid:part"]) == ("2", "1")


@pytest.mark.parametrize("step", ["declared", "drawn", "ordered"])
def test_there_is_no_advice_before_the_money_is_on_its_way(world: World, step: str) -> None:
    live(world, step)
    assert world.browser(f"kasse.{COUNTY}").get(f"{ADDRESS}.pdf").status_code == 404
    assert world.program("k.adler").get(f"/api{ADDRESS}").status_code == 404


def test_another_county_gets_the_answer_of_an_unknown_case(world: World) -> None:
    live(world, "paid")
    assert world.browser(f"kasse.{NEIGHBOUR}").get(f"{ADDRESS}.pdf").status_code == 404
    other = world.program(f"kasse.{NEIGHBOUR}")
    assert other.get(f"/api{ADDRESS}").json() == other.get("/api/cases/WIR-2016-NONE").json()
    assert other.get(f"/api{ADDRESS}.pdf").status_code == 404


@pytest.mark.parametrize("number", ["0", "2", "99", "x"])
def test_there_is_no_advice_of_a_payment_that_is_none(world: World, number: str) -> None:
    live(world, "paid")
    address = f"/api/cases/{CASE}/payments/{number}/advice"
    assert world.program(f"kasse.{COUNTY}").get(address).status_code in {404, 422}
