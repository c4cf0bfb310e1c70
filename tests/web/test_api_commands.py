"""Commands over HTTP: filed once whoever repeats them, refused clearly, stale ones stopped."""

import json
from typing import Any

import pytest

from office.deciders import COMMANDS
from tests.web.life import CASE, COUNTY, application, live
from tests.web.world import Client, World

STALE = {
    "check_application",
    "sign_approval",
    "return_declaration",
    "request_drawdown",
    "certify_factually",
    "certify_arithmetically",
    "order_payment",
    "report_use",
    "submit_proof",
    "examine_proof",
    "close_examination",
}
"""Commands that write to a file somebody may have changed meanwhile."""


def sent(content: dict[str, Any]) -> Any:
    """The content as JSON sends it, days as text."""
    return json.loads(json.dumps(content, default=str))


def test_a_command_is_filed_once_however_often_it_is_sent(world: World) -> None:
    live(world, "registered")
    client = world.program(f"antrag.{COUNTY}")
    first = client.command("submit_application", sent(application()), key="once")
    again = client.command("submit_application", sent(application()), key="once")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["position"] == again.json()["position"] == world.head()
    assert again.json() == {**first.json(), "repeated": True}
    topics = [line["topic"] for line in first.json()["filed"]]
    assert topics == ["application.submitted.v1"]


def test_another_wish_under_a_used_key_is_refused(world: World) -> None:
    live(world, "registered")
    client = world.program(f"antrag.{COUNTY}")
    client.command("submit_application", sent(application()), key="once")
    other = client.command("submit_application", sent(application(title="Anders")), key="once")
    assert (other.status_code, other.json()["code"]) == (422, "command_id_reused")


def test_a_wish_already_fulfilled_files_nothing(world: World) -> None:
    live(world, "reserved")
    answer = world.program("b.falk").command("reserve_funds", {"case": CASE})
    assert (answer.status_code, answer.json()["filed"]) == (200, [])


def test_the_read_models_show_a_command_when_it_is_answered(world: World) -> None:
    live(world, "registered")
    client = world.program(f"antrag.{COUNTY}")
    client.command("submit_application", sent(application()))
    assert client.get(f"/api/cases/{CASE}").json()["stage"] == "submitted"


def test_a_refusal_names_reason_law_and_next_step_in_both_languages(world: World) -> None:
    live(world, "registered")
    client = world.program(f"antrag.{COUNTY}")
    answer = client.command("submit_application", sent(application(requested_cents=49_999_99)))
    said = answer.json()
    assert (answer.status_code, said["code"], said["field"]) == (422, "plan_unbalanced", "plan")
    assert said["detail"]["de"].startswith("Der Finanzierungsplan geht nicht auf")
    assert said["basis"] == "VV Nr. 3.1 zu § 44 LHO"
    assert said["next"]["en"].startswith("Own funds")


@pytest.mark.parametrize("key", [None, "", "ein Satz", "x" * 201, "ä"])
def test_a_command_without_a_usable_key_is_not_looked_at(world: World, key: str | None) -> None:
    headers = {} if key is None else {b"Idempotency-Key": key.encode()}
    answer = world.program("b.falk").post(
        "/api/commands/reserve_funds", json={"case": CASE}, headers=headers
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "400")


@pytest.mark.parametrize(
    "body",
    ["", "{", "nonsense", '{"case": "A", "case": "B"}', "[" * 100_000, '{"case": "\ud800"}'],
)
def test_what_is_no_json_is_not_looked_at(world: World, body: str) -> None:
    answer = world.program("b.falk").post(
        "/api/commands/reserve_funds",
        content=body.encode("utf-8", "surrogatepass"),
        headers={"Content-Type": "application/json", "Idempotency-Key": "x"},
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "not_json"), answer.text


def test_a_body_that_is_not_called_json_is_refused(world: World) -> None:
    answer = world.program("b.falk").post(
        "/api/commands/reserve_funds", data={"case": CASE}, headers={"Idempotency-Key": "x"}
    )
    assert (answer.status_code, answer.json()["code"]) == (415, "415")


def test_an_unknown_command_is_not_found(world: World) -> None:
    answer = world.program("b.falk").command("abolish_taxes", {})
    assert (answer.status_code, answer.json()["code"]) == (404, "command_unknown")


@pytest.mark.parametrize("token", ["", "Bearer", "Bearer b.falk.0", "Basic Yg==", "Bearer ä"])
def test_nobody_gets_in_without_a_valid_token(world: World, token: str) -> None:
    client = Client(world.app, {b"Authorization": token.encode()} if token else {})
    for answer in (client.get("/api/cases"), client.command("reserve_funds", {"case": CASE})):
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")


def test_a_browsers_session_opens_no_door_of_the_api(world: World) -> None:
    assert world.browser("b.falk").command("reserve_funds", {"case": CASE}).status_code == 401


def test_whoever_looked_at_an_older_state_is_stopped(world: World) -> None:
    """Before each step of a grant's life it is tried on what was seen at the very beginning."""
    tried: set[str] = set()
    give = world.give

    def try_stale_first(person: str, name: str, /, **content: Any) -> Any:
        if name in STALE:
            head = world.head()
            answer = world.program(person).command(name, sent(content), **{"If-Match": '"0"'})
            assert (answer.status_code, answer.json()["code"]) == (409, "changed_meanwhile"), name
            assert world.head() == head
            tried.add(name)
        return give(person, name, **content)

    world.give = try_stale_first  # type: ignore[method-assign]  # the same command, tried before
    live(world, "settled")
    assert tried == STALE
    world.give = give  # type: ignore[method-assign]  # as it was
    head = world.head()
    answer = world.program("k.adler").command(
        "close_case", {"case": CASE}, **{"If-Match": f"{head}"}
    )
    assert answer.status_code == 201, answer.text


def test_the_list_of_commands_says_who_may_give_what(world: World) -> None:
    listed = {one["name"]: one for one in world.program("r.iltis").get("/api/commands").json()}
    assert set(listed) == set(COMMANDS)
    assert listed["sign_approval"]["roles"] == ["signatory"]
    assert listed["sign_approval"]["label"]["de"] == "Entwurf lesen und zeichnen"
    assert "content_hash" in listed["sign_approval"]["schema"]["required"]


def test_the_description_lists_every_command_with_its_shape(world: World) -> None:
    paths = Client(world.app).get("/api/openapi.json").json()["paths"]
    for name in COMMANDS:
        body = paths[f"/api/commands/{name}"]["post"]["requestBody"]
        assert body["content"]["application/json"]["schema"]["type"] == "object"
