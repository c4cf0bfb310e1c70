"""The player: moves the clock, waits until the engine is quiet, and hands in the day's scenes."""

from collections.abc import Callable, Sequence
from datetime import date
from time import monotonic

from domain.clock import AdvanceClock
from domain.kernel import Command, Context
from office.office import Office
from workers.agenda_watch import AgendaWatch
from workers.demo.scenes import Actor, Scene

TRAINER = Actor("t.jung", "trainer")
Progress = Callable[[date, int, int], None]
"""Told the business date, the scenes played and all scenes."""


class EngineStalled(Exception):
    """The engine did not finish the day's work in time; `processes` still had something to do."""

    def __init__(self, processes: Sequence[str]) -> None:
        super().__init__(", ".join(processes))


class Player:
    """Plays scenes through the office's one door; playing again repeats nothing.

    `bank_is_read` says whether nothing that the bank left waits to be taken in. Killed at any
    point, another player goes on where the record ends.
    """

    def __init__(
        self,
        office: Office,
        *,
        bank_is_read: Callable[[], bool] = lambda: True,
        progress: Progress = lambda *_: None,
        patience_s: float = 120,
    ) -> None:
        self._office = office
        self._watch = AgendaWatch(office)
        self._bank_is_read = bank_is_read
        self._progress = progress
        self._patience_s = patience_s

    def play(self, scenes: Sequence[Scene], ends: date) -> None:
        """Plays all scenes in their order and then goes on to the last day."""
        if self._office.clock_started():
            self.settle()  # a player before us may have moved the clock and no more
        for number, scene in enumerate(scenes):
            self.go_to(scene.on)
            self._progress(self._office.today(), number, len(scenes))
            self.perform(scene)
        self.go_to(ends)
        self.settle()
        self._progress(self._office.today(), len(scenes), len(scenes))

    def perform(self, scene: Scene) -> None:
        """Hands in what a scene asks for, once; the desk it looked at has moved on since."""
        if self._office.record.receipt(_command_id(scene.name)) is None:
            self._hand_in(scene.ask(self._office.desk()), scene.name, scene.actor)

    def go_to(self, day: date) -> None:
        """Moves the clock to a day, stopping wherever the engine has something to do."""
        if not self._office.clock_started():
            self._advance(day)
        while (today := self._office.today()) < day:
            self.settle()
            self._advance(min(self._watch.next_due(today) or day, day))
            self.settle()

    def settle(self) -> None:
        """Waits until engine and bank have done all that they do by themselves on this day."""
        patience = monotonic() + self._patience_s
        while not self._quiet():
            if monotonic() > patience:
                due = self._watch.due(self._office.today())
                raise EngineStalled([f"{process}:{key}" for process, key in due])
            self._office.record.wait(self._watch.position, 0.5)

    def _quiet(self) -> bool:
        self._watch.catch_up()
        today = self._office.today()
        waits = not self._watch.quiet(today) or self._watch.waits_for_run(today)
        return not waits and self._bank_is_read()

    def _advance(self, to: date) -> None:
        self._hand_in(AdvanceClock(to=to), f"clock/{to.isoformat()}", TRAINER)

    def _hand_in(self, command: Command, name: str, actor: Actor) -> None:
        context = Context(
            command_id=_command_id(name),
            person=actor.person,
            role=actor.role,
            scope=actor.scope,
            today=self._office.today(),
            now=self._office.now(),
        )
        self._office.handle(command, context)


def _command_id(name: str) -> str:
    return f"demo/{name}"
