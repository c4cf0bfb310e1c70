"""Wrong input over the API: for every command and every fault a clear refusal, nothing stored."""

import json
from collections.abc import Iterator

import httpx
import pytest

from office.deciders import COMMANDS
from tests.web.life import CASE, NEIGHBOUR, live
from tests.web.samples import (
    Place,
    asked_by_people,
    content_of,
    person_for,
    places,
    spoiled,
    stranger_to,
    value_at,
    with_literal,
)
from tests.web.world import Client, World

NAMES = asked_by_people()


@pytest.fixture
def filed(world: World) -> Iterator[World]:
    """A world with one application; whatever a test does, nothing more may be filed."""
    live(world, "submitted")
    head = world.head()
    yield world
    assert world.head() == head


def programs(world: World) -> Iterator[tuple[str, Client]]:
    """For every command that people give, a program of somebody who may give it."""
    clients: dict[str, Client] = {}
    for name in NAMES:
        person = person_for(COMMANDS[name])
        assert person is not None
        yield name, clients.setdefault(person, world.program(person))


def dotted(place: Place) -> str:
    return ".".join(map(str, place))


def assert_refused(answer: httpx.Response, field: str, what: str) -> None:
    """A problem document that names the field and speaks both languages."""
    assert answer.status_code == 422, f"{what}: {answer.status_code} {answer.text}"
    assert answer.headers["content-type"] == "application/problem+json"
    said = answer.json()
    assert field in {one["field"] for one in said["errors"]}, f"{what}: {answer.text}"
    assert said["detail"]["de"] and said["detail"]["en"] and said["basis"], what
    assert said["next"]["de"] and said["next"]["en"], what


def test_every_sample_is_valid_so_that_only_the_spoiled_place_is_wrong() -> None:
    for command in COMMANDS.values():
        command.model_validate_json(json.dumps(content_of(command)), strict=True)


def test_a_missing_field_is_named(filed: World) -> None:
    for name, client in programs(filed):
        content = content_of(COMMANDS[name])
        for field in COMMANDS[name].model_json_schema().get("required", []):
            answer = client.command(name, {k: v for k, v in content.items() if k != field})
            assert_refused(answer, field, f"{name} without {field}")


def test_an_unknown_field_is_named_and_never_ignored(filed: World) -> None:
    for name, client in programs(filed):
        answer = client.command(name, {**content_of(COMMANDS[name]), "status": "paid"})
        assert_refused(answer, "status", name)


BALANCES = {"statements"}
"""Where an amount may be below zero: an account can be overdrawn."""


def test_a_negative_amount_is_refused_at_its_place(filed: World) -> None:
    for name, client in programs(filed):
        content = content_of(COMMANDS[name])
        for place in places(content):
            if str(place[-1]).endswith("_cents") and place[0] not in BALANCES:
                answer = client.command(name, spoiled(content, place, -1))
                assert_refused(answer, dotted(place), f"{name} {place}")


@pytest.mark.parametrize("literal", ["1e3", "NaN", "-Infinity", "0.005", "1.0"])
def test_a_number_that_is_not_whole_is_refused_anywhere(filed: World, literal: str) -> None:
    for name, client in programs(filed):
        content = content_of(COMMANDS[name])
        for place in places(content):
            answer = client.post(
                f"/api/commands/{name}",
                content=with_literal(content, place, literal),
                headers={"Content-Type": "application/json", "Idempotency-Key": "odd"},
            )
            assert_refused(answer, dotted(place), f"{name} {place} {literal}")


@pytest.mark.parametrize("typed", ["1.000,00", "1,000.00", " 1", "１２", "1e3", ""])
def test_an_amount_is_cents_and_never_text(filed: World, typed: str) -> None:
    for name, client in programs(filed):
        content = content_of(COMMANDS[name])
        for place in places(content):
            if isinstance(value_at(content, place), int):
                answer = client.command(name, spoiled(content, place, typed))
                assert_refused(answer, dotted(place), f"{name} {place}")


def test_a_text_with_nul_is_refused_before_any_database_sees_it(filed: World) -> None:
    for name, client in programs(filed):
        content = content_of(COMMANDS[name])
        for place in places(content):
            if isinstance(value_at(content, place), str):
                answer = client.command(name, spoiled(content, place, "a\x00b"))
                assert_refused(answer, dotted(place), f"{name} {place}")


@pytest.mark.parametrize("value", [None, [], {}, [[]], True, 10**18])
def test_a_value_of_another_kind_is_refused_at_its_place(filed: World, value: object) -> None:
    for name, client in programs(filed):
        content = content_of(COMMANDS[name])
        first = next(place for place in places(content) if value_at(content, place) is not True)
        answer = client.command(name, spoiled(content, first, value))
        assert_refused(answer, dotted(first), f"{name} {first}")


def test_ten_megabytes_are_refused(filed: World) -> None:
    body = b'{"case": "' + b"x" * 10_000_000 + b'"}'
    for name, client in programs(filed):
        answer = client.post(
            f"/api/commands/{name}",
            content=body,
            headers={"Content-Type": "application/json", "Idempotency-Key": "big"},
        )
        assert (answer.status_code, answer.json()["code"]) == (413, "413"), name


def test_a_wrong_role_is_told_so_whatever_it_sends(filed: World) -> None:
    for name, command in COMMANDS.items():
        client = filed.program(stranger_to(command))
        for content in (content_of(command), {}):
            answer = client.command(name, content)
            assert answer.status_code == 403, f"{name}: {answer.text}"
            assert answer.json()["code"] in {"not_your_role", "training_only"}, name


def test_another_countys_case_looks_like_one_that_does_not_exist(filed: World) -> None:
    for role in ("antrag", "kasse"):
        client = filed.program(f"{role}.{NEIGHBOUR}")
        for name in NAMES:
            command = COMMANDS[name]
            if person_for(command) not in {f"{role}.main-kinzig-kreis"}:
                continue
            foreign = client.command(name, content_of(command))
            assert foreign.status_code == 404, f"{name}: {foreign.text}"
            if "case" in command.model_fields and "recipient" not in command.model_fields:
                unknown = client.command(name, {**content_of(command), "case": "WIR-2016-NONE"})
                assert (unknown.status_code, unknown.json()) == (404, foreign.json()), name
    assert filed.program(f"antrag.{NEIGHBOUR}").get(f"/api/cases/{CASE}").status_code == 404
