"""The table of the office: every command has one decision and one right; every event is read."""

import importlib
import pkgutil
from collections.abc import Iterator
from inspect import isfunction, signature

import domain
from domain import measure_decisions
from domain.kernel import Command, Event
from domain.policy import ALLOWED
from office.deciders import COMMANDS, DECIDERS, EVENTS


def heirs(kind: type) -> Iterator[type]:
    """Every command or event that the domain defines."""
    for module in pkgutil.walk_packages(domain.__path__, "domain."):
        for found in vars(importlib.import_module(module.name)).values():
            if isinstance(found, type) and issubclass(found, kind) and found is not kind:
                yield found


def named(kind: type, mark: str) -> set[type]:
    """Those with a stable name of their own; the others only share fields."""
    return {found for found in heirs(kind) if mark in vars(found)}


def test_every_command_has_a_decision_and_a_row_of_rights() -> None:
    assert named(Command, "NAME") == set(DECIDERS) == set(ALLOWED)


def test_no_right_is_given_twice_and_none_is_empty() -> None:
    for roles in ALLOWED.values():
        assert len(roles) == len(set(roles)) > 0


def test_no_two_commands_have_one_name() -> None:
    assert len(COMMANDS) == len(DECIDERS)
    assert all(name == kind.NAME for name, kind in COMMANDS.items())


def test_every_event_of_the_domain_can_be_filed_and_read() -> None:
    assert named(Event, "TOPIC") == set(EVENTS)
    assert len({event.TOPIC for event in EVENTS}) == len(EVENTS)


def test_every_event_cites_the_law_it_rests_on() -> None:
    assert [event.__name__ for event in EVENTS if not vars(event).get("BASIS", "").strip()] == []


def test_every_decision_takes_desk_command_and_context() -> None:
    for command, decide in DECIDERS.items():
        assert isfunction(decide)
        kinds = [parameter.annotation for parameter in signature(decide).parameters.values()]
        assert issubclass(command, kinds[1])
        assert len(kinds) == 3


def test_a_decision_on_one_command_answers_no_other() -> None:
    named = [
        decide
        for command, decide in DECIDERS.items()
        if list(signature(decide).parameters.values())[1].annotation is command
    ]
    assert len(set(named)) == len(named)
    shared = set(DECIDERS.values()) - set(named)
    assert shared == {measure_decisions.propose}
