"""A small honest record of one process: its stages, what is due when, and what was done."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event
from typing import Literal

from temporalio import activity

from workflows.messages import Look, Outcome, Outlook

PATIENCE_S = 60
Point = Literal["look asked", "look answered", "step asked", "step taken"]


@dataclass
class Stage:
    """A stage with its steps, each due from a moment on, `None` at once.

    A stage that `waits` is over only when somebody else acts: `Logbook.end`.
    """

    name: str
    steps: dict[str, datetime | None] = field(default_factory=dict)
    waits: bool = False


class Halt:
    """Holds an activity at one point until it is let go; `reached` tells that it is there."""

    def __init__(self, point: Point) -> None:
        self.point = point
        self.reached = Event()
        self.let_go = Event()


class Logbook:
    """Answers `look` and `take_step` as the engine does; `done` holds the steps and moments.

    `ahead` is what its business time runs ahead of the server's, as in training.
    """

    def __init__(self, *stages: Stage, refused: tuple[str, ...] = ()) -> None:
        self.stages = list(stages)
        self.done: list[tuple[str, datetime]] = []
        self.passed: list[str] = []
        self.asked: list[datetime] = []
        self.looks = 0
        self.look_again_seconds = 3600
        self.refused = refused
        self.ahead = timedelta(0)
        self.dies_after: str | None = None
        self.halt: Halt | None = None

    @property
    def steps(self) -> list[str]:
        """What was done, in its order."""
        return [key for key, _ in self.done]

    def end(self, name: str) -> None:
        """Somebody else does what the stage waited for."""
        for stage in self.stages:
            if stage.name == name:
                stage.waits = False

    @activity.defn(name="look")
    def look(self, _: Look) -> Outlook:
        self.looks += 1
        self._pause("look asked")
        outlook = self._outlook()
        self._pause("look answered")
        return outlook

    @activity.defn(name="take_step")
    def take_step(self, _: Look) -> Outcome:
        self.asked.append(self._now())
        self._pause("step asked")
        key, due_at = next(iter(self._open_steps().items()), (None, None))
        if key is None or (due_at and due_at > self._now()):
            return Outcome(recorded=False, outlook=self._outlook())
        if key in self.refused:
            return Outcome(recorded=False, refused="not_now")
        self.done.append((key, self._now()))
        if key == self.dies_after:
            raise RuntimeError("killed after filing, before the answer")
        outcome = Outcome(recorded=True, outlook=self._outlook())
        self._pause("step taken")
        return outcome

    def _outlook(self) -> Outlook:
        stage = self._stage()
        name = stage.name if stage else "closed"
        if self.passed[-1:] != [name]:
            self.passed.append(name)
        for key, due_at in self._open_steps().items():
            wall = (due_at or self._now()) - self.ahead
            again = self.look_again_seconds
            return Outlook(stage=name, step=key, due_at=wall, look_again_seconds=again)
        return Outlook(stage=name)

    def _stage(self) -> Stage | None:
        for stage in self.stages:
            if stage.waits or set(stage.steps) - set(self.steps):
                return stage
        return None

    def _open_steps(self) -> dict[str, datetime | None]:
        stage = self._stage()
        steps = stage.steps if stage else {}
        return {key: due_at for key, due_at in steps.items() if key not in self.steps}

    def _pause(self, point: Point) -> None:
        halt = self.halt
        if halt and halt.point == point and not halt.reached.is_set():
            halt.reached.set()
            assert halt.let_go.wait(PATIENCE_S)

    def _now(self) -> datetime:
        return activity.info().started_time + self.ahead
