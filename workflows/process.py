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
            if wait <= timedelta(0):
                outcome = await self._take(outlook)
                if outcome.recorded:
                    self._outlook = outcome.outlook
                    continue
                wait = timedelta(seconds=outlook.look_again_seconds)
            await self._woken_or(wait)

    async def stage(self) -> str:
        """Where the process stands."""
        return (await self._look()).stage

    async def _look(self) -> Outlook:
        """What the record says; asked again only after a wake, a sleep or a step."""
        if self._outlook is None or self._woken:
            # Cleared before asking: a wake that comes while the answer is on its way counts.
            self._woken = False
            self._outlook = await workflow.execute_activity(
                "look",
                Look(process=self.name, key=self._key),
                result_type=Outlook,
                start_to_close_timeout=_DATABASE_TIMEOUT,
                retry_policy=_RETRY,
            )
        return self._outlook

    async def _take(self, outlook: Outlook) -> Outcome:
        outcome: Outcome = await workflow.execute_activity(
            "take_step",
            Look(process=self.name, key=self._key),
            result_type=Outcome,
            start_to_close_timeout=_EFFECT_TIMEOUT,
            retry_policy=_RETRY,
            summary=outlook.step,
        )
        return outcome

    async def _woken_or(self, wait: timedelta) -> None:
        with suppress(TimeoutError):
            await workflow.wait_condition(lambda: self._woken, timeout=wait)
        self._outlook = None

    def _start_afresh_if_long(self) -> None:
        if workflow.info().is_continue_as_new_suggested():
            workflow.continue_as_new(Start(key=self._key))
