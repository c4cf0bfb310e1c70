"""Open data files: every field is described, no person is named, no cell computes."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from domain.recipient import Recipient
from projections.open_data import OpenGrant, Transaction
from tests.story import given
from tests.usual_grant import CASE, Grant
from tests.web.life import CASE as CASE_ON_PAGES
from tests.web.life import COUNTY, live
from tests.web.world import World
from web.open_data import Body, Code, Days, Move, Package, files, published
from web.open_data import Grant as Published

DICTIONARY = Path(__file__).parents[2] / "docs" / "reference" / "open-data.md"
CSV = ("grants.csv", "transactions.csv")
TODAY = date(2016, 12, 31)
MOVES = (
    Transaction(f"{CASE}/7.0", CASE, "award", date(2016, 1, 11), 50_000_00),
    Transaction(f"{CASE}/9.0", CASE, "award_adjustment", date(2016, 4, 1), -5_000_01),
    Transaction(f"{CASE}/12.0", CASE, "disbursement", date(2016, 3, 3), 44_999_99),
    Transaction(f"{CASE}/15.0", CASE, "refund", date(2017, 4, 3), -10),
)
KNOWN = OpenGrant(
    case=CASE,
    programme="wir",
    line="coordination",
    recipient="main-kinzig-kreis",
    first=date(2016, 1, 1),
    last=date(2016, 12, 31),
    transactions=MOVES,
)


def package(**changes: object) -> Package:
    desk = given(*Grant().until("signed")).desk
    return published([KNOWN._replace(**changes)], desk, today=TODAY)


def test_each_field_of_the_files_stands_in_the_dictionary() -> None:
    told = DICTIONARY.read_text(encoding="utf-8")
    for model in (Package, Published, Body, Move, Days, Code):
        for name, field in model.model_fields.items():
            assert f"`{field.alias or name}`" in told, name
    heads = [
        next(csv.reader(io.StringIO(files(package())[one].decode("utf-8-sig")))) for one in CSV
    ]
    assert [head for row in heads for head in row if f"`{head}`" not in told] == []


def test_the_json_is_what_its_schema_says_and_can_be_read_again() -> None:
    told = files(package())
    assert Package.model_validate_json(told["grants.json"]) == package()
    schema = json.loads(told["schema.json"])
    assert set(schema["properties"]) == {"asOf", "grants"}
    [grant] = json.loads(told["grants.json"])["grants"]
    assert set(grant) == set(schema["$defs"]["Grant"]["properties"])


def test_the_first_award_is_never_overwritten() -> None:
    [grant] = package().grants
    assert (grant.original_amount_awarded, grant.amount_awarded) == (50_000.00, 44_999.99)
    assert sum(round(one.value * 100) for one in grant.commitment_transaction) == 44_999_99
    assert sum(round(one.value * 100) for one in grant.disbursement_transaction) == 44_999_89
    assert {one.transaction_type for one in grant.commitment_transaction} == {"2"}
    assert grant.grant_programme[0].title.endswith("Realisieren“")


def test_a_sheet_has_a_row_for_each_transaction_with_its_sign() -> None:
    rows = [*csv.DictReader(io.StringIO(files(package())["transactions.csv"].decode("utf-8-sig")))]
    assert [one["Value"] for one in rows] == ["50000.00", "-5000.01", "44999.99", "-0.10"]
    assert {one["Grant Identifier"] for one in rows} == {CASE}


def test_an_unknown_body_is_told_by_class_alone() -> None:
    assert Recipient("somebody").name == ""
    [grant] = package(recipient="somebody").grants
    assert (grant.recipient_organization, grant.recipient_class) == ((), "other")
    [row] = csv.DictReader(
        io.StringIO(files(package(recipient="somebody"))["grants.csv"].decode("utf-8-sig"))
    )
    assert (row["Recipient Org:Name"], row["Recipient Org:Identifier"]) == ("", "")


def test_no_person_and_no_free_text_is_published() -> None:
    content = b"".join(files(package()).values()).decode()
    application = Grant().application()
    for secret in (application.contact_name, application.contact_email, application.purpose):
        assert secret not in content
    assert "DE02120300000000202051" not in content


@pytest.mark.parametrize("name", ["grants.csv", "transactions.csv", "grants.json", "schema.json"])
def test_the_land_takes_each_file_along_and_nobody_else(world: World, name: str) -> None:
    live(world, "signed")
    answer = world.browser("l.hasel").get(f"/open-data/{name}")
    assert answer.status_code == 200
    assert f'filename="{name}"' in answer.headers["Content-Disposition"]
    assert world.browser(f"kasse.{COUNTY}").get(f"/open-data/{name}").status_code == 404


def test_the_api_gives_the_same_and_the_view_of_a_year(world: World) -> None:
    live(world, "signed")
    client = world.program("l.hasel")
    [grant] = client.get("/api/open-data").json()["grants"]
    assert (grant["id"], grant["amountAwarded"]) == (CASE_ON_PAGES, 50_000.0)
    [title] = client.get("/api/utilisation?year=2016").json()
    [line] = title["lines"]
    assert line["bound_cents"] == 50_000_00
    assert 0 <= line["low_cents"] <= line["expected_cents"] <= line["high_cents"]
    assert client.get("/api/risks").json() == []
    county = world.program(f"kasse.{COUNTY}")
    for address in ("/api/open-data", "/api/utilisation?year=2016", "/api/risks"):
        assert county.get(address).status_code == 404
    assert world.browser("l.hasel").get("/open-data/other.csv").status_code == 404
