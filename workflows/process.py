"""What all processes share: look at the record, take the due step, otherwise wait to be woken."""

from contextlib import suppress
from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy

from workflows.messages import Look, Outcome, Outlook, Start, Wake

TASK_QUEUE = "office"
CLOSED = "closed"
_LONGEST_SLEEP = timedelta(days=1)
_DATABASE_TIMEOUT = timedelta(seconds=10)
_EFFECT_TIMEOUT = timedelta(seconds=60)
_RETRY = RetryPolicy(initial_interval=timedelta(seconds=1), maximum_interval=timedelta(seconds=30))


class UnknownStage(Exception):
    """The record stands at a stage that this version has no line for; a newer one will."""


class Process:
    """A level-triggered process: whatever woke it, it goes on from what the record says.

    A lost, doubled or late signal is therefore harmless. Subclasses say in `run` which stages
    their process passes through.
    """

    name: str

    @workflow.init
    def __init__(self, start: Start) -> None:
        self._key = start.key
        self._woken = False
        self._outlook: Outlook | None = None
        self._round_began: Outlook | None = None

    @workflow.signal(name="wake")
    def wake(self, _: Wake) -> None:
        """Look again."""
        self._woken = True

    async def during(self, stage: str) -> None:
        """Takes the due steps of a stage until the record says that it is over.

        Returns at once where the process does not stand at this stage.
        """
        while (outlook := await self._look()).stage == stage:
            self._start_afresh_if_long()
            wait = _LONGEST_SLEEP
            if outlook.due_at is not None:
                wait = min(wait, outlook.due_at - workflow.now())
            if wait > timedelta(0):
                await self._woken_or(wait)
            elif not await self._take(outlook):
                await self._woken_or(timedelta(seconds=outlook.look_again_seconds))

    async def stage(self) -> str:
        """Where the process stands. Errors: `UnknownStage` after a round without any effect.

        That error fails only the task, which Temporal repeats until a worker knows the stage.
        """
        outlook = await self._look()
        if outlook is self._round_began:
            raise UnknownStage(outlook.stage)
        self._round_began = outlook
        return outlook.stage

    async def _look(self) -> Outlook:
        """What the record says; asked again only after a wake, a sleep or a step."""
        while self._outlook is None or self._woken:
            # Cleared before asking: a wake that comes while the answer is on its way asks again,
            # for the answer may be older than what the wake reports.
            self._woken = False
            self._outlook = await workflow.execute_activity(
                "look",
                Look(process=self.name, key=self._key),
                result_type=Outlook,
                start_to_close_timeout=_DATABASE_TIMEOUT,
                retry_policy=_RETRY,
            )
        return self._outlook

    async def _take(self, due: Outlook) -> bool:
        """Takes the due step; whether the record has moved on since."""
        outcome: Outcome = await workflow.execute_activity(
            "take_step",
            Look(process=self.name, key=self._key),
            result_type=Outcome,
            start_to_close_timeout=_EFFECT_TIMEOUT,
            retry_policy=_RETRY,
            summary=due.step,
        )
        self._outlook = after = outcome.outlook
        # An attempt that died after filing leaves nothing to record, but another step.
        moved = after is not None and after.step != due.step
        return outcome.recorded or moved

    async def _woken_or(self, wait: timedelta) -> None:
        with suppress(TimeoutError):
            await workflow.wait_condition(lambda: self._woken, timeout=wait)
        self._outlook = None

    def _start_afresh_if_long(self) -> None:
        if workflow.info().is_continue_as_new_suggested():
            workflow.continue_as_new(Start(key=self._key))
