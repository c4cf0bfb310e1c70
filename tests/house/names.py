"""Names that outlive code: what the code has, and `--freeze` to add what is new to the list.

Run it as `python -m tests.house.names --freeze`. It only adds. A name once released is found in
stored events, in running processes and in other people's files, so none may go or change.
"""

import importlib
import inspect
import pkgutil
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import TypeVar

from temporalio import activity, workflow

from domain.kernel import Command, Event
from office.upcasts import UPCASTS
from projections.register import PROJECTIONS

LIST = Path(__file__).with_name("names.toml")
HEADING = "# Names that outlive code: add with `python -m tests.house.names --freeze`.\n"

Names = dict[str, list[str]]
Kind = TypeVar("Kind", Command, Event)


def loaded(*packages: str) -> Iterator[ModuleType]:
    """Every module of the packages, imported."""
    for name in packages:
        package = importlib.import_module(name)
        yield package
        for found in pkgutil.walk_packages(package.__path__, f"{name}."):
            yield importlib.import_module(found.name)


def in_code() -> Names:
    """The names that today's code would store or send, by kind."""
    for _ in loaded("domain", "office"):
        pass
    topics = {kind.TOPIC for kind in _heirs(Event) if "TOPIC" in vars(kind)}
    definitions = list(_workflow_definitions())
    messages = {name for found in definitions for name in (*found.signals, *found.queries) if name}
    return {
        "topics": sorted(topics | set(UPCASTS)),
        "commands": sorted(kind.NAME for kind in _heirs(Command) if "NAME" in vars(kind)),
        "workflows": sorted(found.name for found in definitions if found.name),
        "workflow_messages": sorted(messages),
        "activities": sorted(_activity_names()),
        "task_queues": sorted(_task_queues()),
        "projections": sorted(f"{one.name}.v{one.version}" for one in PROJECTIONS),
    }


def frozen() -> Names:
    """The list as it was released."""
    return tomllib.loads(LIST.read_text(encoding="utf-8")) if LIST.exists() else {}


def freeze() -> None:
    """Adds today's names to the list."""
    before, now = frozen(), in_code()
    with LIST.open("w", encoding="utf-8") as file:
        file.write(HEADING)
        for kind, names in now.items():
            every = sorted({*names, *before.get(kind, [])})
            file.write(f"\n{kind} = [\n" + "".join(f'    "{name}",\n' for name in every) + "]\n")


def _heirs(kind: type[Kind]) -> set[type[Kind]]:
    """The kinds of command or event that the code itself defines, not those of tests."""
    heirs: list[type[Kind]] = kind.__subclasses__()
    found = set(heirs).union(*(_heirs(heir) for heir in heirs))
    return {heir for heir in found if heir.__module__.startswith(("domain.", "office."))}


def _members(*packages: str) -> Iterator[tuple[str, object]]:
    """What each module itself defines, and what its classes define."""
    for module in loaded(*packages):
        own = [
            (name, value)
            for name, value in vars(module).items()
            if getattr(value, "__module__", module.__name__) == module.__name__
        ]
        yield from own
        for kind in (value for _, value in own if inspect.isclass(value)):
            yield from vars(kind).items()


def _workflow_definitions() -> Iterator[workflow._Definition]:
    for _, value in _members("workflows"):
        definition = workflow._Definition.from_class(value) if inspect.isclass(value) else None
        if definition:
            yield definition


def _activity_names() -> set[str]:
    values = [value for _, value in _members("workflows") if callable(value)]
    found = (activity._Definition.from_callable(value) for value in values)
    return {definition.name for definition in found if definition and definition.name}


def _task_queues() -> set[str]:
    return {
        value
        for name, value in _members("workflows")
        if name.endswith("TASK_QUEUE") and isinstance(value, str)
    }


if __name__ == "__main__" and "--freeze" in sys.argv:
    freeze()
