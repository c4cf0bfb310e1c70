"""Reading over HTTP: what each role sees of the read models, and what nobody learns."""

from typing import Any

import pytest

from tests.web.life import CASE, COUNTY, FACTS, NEIGHBOUR, live
from tests.web.world import Client, World

AUTHORITY = ("k.adler", "d.dorn", "b.falk", "h.ginster", "l.hasel", "r.iltis", "t.jung")


def read(client: Client, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_county_sees_its_own_cases_and_the_authority_sees_all(world: World) -> None:
    live(world, "submitted")
    for person in (f"antrag.{COUNTY}", f"kasse.{COUNTY}", *AUTHORITY):
        assert [row["case"] for row in read(world.program(person), "/api/cases")["cases"]] == [CASE]
    for person in (f"antrag.{NEIGHBOUR}", f"kasse.{NEIGHBOUR}"):
        assert read(world.program(person), "/api/cases") == {"total": 0, "cases": []}


@pytest.mark.parametrize("tail", ["", "/timeline", "/timeline?until=2016-01-01"])
def test_a_foreign_case_and_an_unknown_one_answer_alike(world: World, tail: str) -> None:
    live(world, "submitted")
    client = world.program(f"kasse.{NEIGHBOUR}")
    foreign, unknown = (client.get(f"/api/cases/{case}{tail}") for case in (CASE, "WIR-2016-NONE"))
    assert (foreign.status_code, foreign.json()) == (404, unknown.json())


@pytest.mark.parametrize("case", ["%00", "a%00b", "..%2f..", "%F0%9F%92%B6", "x" * 300])
def test_a_strange_file_number_is_only_unknown(world: World, case: str) -> None:
    assert world.program("k.adler").get(f"/api/cases/{case}").status_code == 404


def test_a_county_reads_payments_in_its_own_words(world: World) -> None:
    live(world, "certified")
    [row] = read(world.program(f"kasse.{COUNTY}"), "/api/payments")["payments"]
    assert row["status_words"]["de"] == "Abruf in Bearbeitung"
    assert "status" not in row and "history" not in row
    [row] = read(world.program("k.adler"), "/api/payments")["payments"]
    assert row["status"] == "certified"
    assert read(world.program(f"kasse.{NEIGHBOUR}"), "/api/payments") == {
        "grants": [],
        "payments": [],
    }


def test_a_recipients_timeline_names_no_person_and_no_internal_step(world: World) -> None:
    live(world, "used")
    told = read(world.program(f"antrag.{COUNTY}"), f"/api/cases/{CASE}/timeline")
    assert told[0]["sentence_de"] == "Ihr Antrag ist eingegangen."
    assert set(told[0]) == {"business_date", "sentence_de", "sentence_en", "basis"}
    whole = read(world.program("r.iltis"), f"/api/cases/{CASE}/timeline")
    assert len(whole) > len(told)
    assert {"person", "role", "position", "recorded_at"} <= set(whole[0])


def test_the_timeline_of_a_day_ends_on_that_day(world: World) -> None:
    live(world, "used")
    client = world.program("r.iltis")
    until = read(client, f"/api/cases/{CASE}/timeline?until=2016-03-02")
    assert {row["business_date"] <= "2016-03-02" for row in until} == {True}
    assert len(until) < len(read(client, f"/api/cases/{CASE}/timeline"))
    assert client.get(f"/api/cases/{CASE}/timeline?until=gestern").status_code == 422


def test_the_ledger_is_for_the_authority(world: World) -> None:
    live(world, "signed")
    [title, line] = read(world.program("b.falk"), "/api/ledger?year=2016")
    accounts = read(world.program("b.falk"), "/api/ledger/accounts")
    assert sum(row["amount_cents"] for row in accounts) == 0
    early = read(world.program("b.falk"), "/api/ledger/accounts?until=2015-01-01")
    lines = read(world.program("b.falk"), f"/api/ledger/journal?case={CASE}")
    assert (early, lines[0]["target"]) == ([], "reserved")
    assert (title["line"], title["committed_cents"]) == ("", 50_000_00)
    assert line["line"] == "coordination"
    assert read(world.program("b.falk"), "/api/ledger?year=2016&until=2015-01-01") == []
    assert world.program(f"kasse.{COUNTY}").get("/api/ledger").status_code == 404


def test_what_can_be_drawn_is_told_with_its_derivation(world: World) -> None:
    live(world, "signed")
    told = read(world.program(f"kasse.{COUNTY}"), f"/api/cases/{CASE}/drawable")
    assert (told["amount_cents"], told["refused"]["code"]) == (0, "no_declaration")
    assert told["trace"][-1]["key"] == "drawable"
    assert "50.000,00 €" in told["explained"]["de"][-1]
    other = world.program(f"kasse.{NEIGHBOUR}")
    assert other.get(f"/api/cases/{CASE}/drawable").status_code == 404


def test_the_accounts_of_recipients_are_for_the_authority(world: World) -> None:
    live(world, "signed")
    client = world.program("b.falk")
    [row] = read(client, f"/api/ledger/recipients?year=2016&line=coordination&recipient={COUNTY}")
    assert (row["recipient"], row["cases"], row["committed_cents"]) == (COUNTY, 1, 50_000_00)
    assert read(client, "/api/ledger/recipients?until=2015-01-01") == []
    for wrong in ("year=99999999999", "line=%00", "recipient=%00", "until=gestern"):
        assert client.get(f"/api/ledger/recipients?{wrong}").status_code == 422
    county = world.program(f"kasse.{COUNTY}")
    assert county.get("/api/ledger/recipients").status_code == 404


def test_deadlines_keep_to_the_scope(world: World) -> None:
    live(world, "notified")
    due = read(world.program(f"antrag.{COUNTY}"), "/api/deadlines")
    assert {row["kind"] for row in due} == {"declaration", "remedies", "proof"}
    assert read(world.program(f"antrag.{NEIGHBOUR}"), "/api/deadlines") == []


def test_pages_of_cases_are_capped(world: World) -> None:
    live(world, "submitted")
    client = world.program("k.adler")
    assert len(read(client, "/api/cases?limit=100000&offset=-5")["cases"]) == 1
    assert read(client, "/api/cases?offset=1")["cases"] == []
    assert read(client, "/api/cases?q=kinz%00ig")["total"] == 1


def test_rules_can_be_asked_without_filing_anything(world: World) -> None:
    client, head = world.program(f"antrag.{COUNTY}"), world.head()
    [programme, *_] = read(client, "/api/programmes")
    address = f"/api/programmes/{programme['reference']}/lines/coordination"
    assert "eligible_cents" in read(client, f"{address}/schema")["properties"]
    answer = client.post(f"{address}/assess", json={"facts": FACTS})
    assert answer.json()["amount_cents"] == 50_000_00
    assert answer.json()["explained"]["de"][-1].startswith("Zuwendung: der niedrigste Betrag")
    refused = client.post(f"{address}/assess", json={"facts": {"months": 12}})
    assert (refused.status_code, refused.json()["field"]) == (422, "facts.eligible_cents")
    assert client.get("/api/programmes/wir@1900-01-01/lines/x/schema").status_code == 404
    assert world.head() == head


def test_health_needs_no_token(world: World) -> None:
    assert read(Client(world.app), "/api/health")["status"] == "ok"


def test_the_description_for_people_needs_no_script(world: World) -> None:
    page = Client(world.app).get("/api/docs")
    assert page.status_code == 200
    assert "<script" not in page.text
    assert "/api/commands/sign_approval" in page.text
