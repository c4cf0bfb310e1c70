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
    """Plays scenes through the office's one door; playing again repeats nothing."""

    def __init__(
        self, office: Office, *, progress: Progress = lambda *_: None, patience_s: float = 120
    ) -> None:
        self._office = office
        self._watch = AgendaWatch(office)
        self._progress = progress
        self._patience_s = patience_s

    def play(self, scenes: Sequence[Scene], *, ends: date) -> None:
        """Plays all scenes in their order and then goes on to the last day."""
        for number, scene in enumerate(scenes):
            self.go_to(scene.on)
            self._progress(self._office.today(), number, len(scenes))
            self._hand_in(scene.ask(self._office.desk()), scene.name, scene.actor)
        self.go_to(ends)
        self.settle()
        self._progress(self._office.today(), len(scenes), len(scenes))

    def go_to(self, day: date) -> None:
        """Moves the clock to a day, stopping wherever the engine has something to do."""
        if not self._office.clock_started():
            self._advance(day)
        while (today := self._office.today()) < day:
            self.settle()
            self._advance(min(self._watch.next_due(today) or day, day))
            self.settle()

    def settle(self) -> None:
        """Waits until the engine has done all that it can do by itself on this day."""
        patience = monotonic() + self._patience_s
        while True:
            self._watch.catch_up()
            today = self._office.today()
            if self._watch.quiet(today) and not self._watch.waits_for_run(today):
                return
            if monotonic() > patience:
                due = [f"{process}:{key}" for process, key in self._watch.due(today)]
                raise EngineStalled(due)
            self._office.record.wait(self._watch.position, 0.5)

    def _advance(self, to: date) -> None:
        self._hand_in(AdvanceClock(to=to), f"clock/{to.isoformat()}", TRAINER)

    def _hand_in(self, command: Command, name: str, actor: Actor) -> None:
        context = Context(
            command_id=f"demo/{name}",
            person=actor.person,
            role=actor.role,
            scope=actor.scope,
            today=self._office.today(),
            now=self._office.now(),
        )
        self._office.handle(command, context)
