"""What a decision will probably read, learned from the last of its kind, to fetch it at once."""

from collections.abc import Iterable
from typing import NamedTuple

from domain.desk import State
from domain.kernel import Command, Subject
from office.memory import Wanted


class _Habit(NamedTuple):
    """A subject as a command names it: the value of one of its fields and what follows that.

    `field` is `None` where the command says nothing of it; then `rest` is the whole key.
    """

    state: type[State]
    field: str | None
    rest: str


class Foresight:
    """Guesses by the kind of command; a wrong guess costs a little time and changes nothing."""

    def __init__(self) -> None:
        self._habits: dict[type[Command], tuple[_Habit, ...]] = {}

    def of(self, command: Command) -> Wanted:
        """What the decision of a command will probably read."""
        named = _named(command)
        wanted: dict[Subject, type[State]] = {}
        for state, field, rest in self._habits.get(type(command), ()):
            key = named.get(field, "") + rest if field else rest
            wanted[Subject(state.KIND, key)] = state
        return wanted

    def learn(self, command: Command, read: Iterable[State]) -> None:
        """Takes in what a decision read."""
        named = _named(command)
        self._habits[type(command)] = tuple(_habit(named, state) for state in read)


def _named(command: Command) -> dict[str, str]:
    """The short texts of a command, its keys among them."""
    return {name: value for name, value in command if isinstance(value, str) and value}


def _habit(named: dict[str, str], state: State) -> _Habit:
    key = state.key
    for field in ("case", "recipient", *named):
        value = named.get(field)
        if value and key.startswith(value):
            return _Habit(type(state), field, key[len(value) :])
    return _Habit(type(state), None, key)
