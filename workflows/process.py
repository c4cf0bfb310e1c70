"""What all processes share: look at the record, take the due step, otherwise wait to be woken."""

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

    @workflow.signal(name="wake")
    def wake(self, _: Wake) -> None:
        """Look again."""
        self._woken = True

    async def during(self, stage: str) -> str:
        """Takes the due steps of a stage until the record says that it is over.

        Returns the stage at which the process stands then; at once if it never stood here.
        """
        while True:
            self._woken = False
            outlook = await self._look()
            if outlook.stage != stage:
                return outlook.stage
            self._start_afresh_if_long()
            wait = _LONGEST_SLEEP
            if outlook.due_at is not None:
                wait = min(wait, outlook.due_at - workflow.now())
                if wait <= timedelta(0):
                    outcome = await self._take(outlook)
                    if outcome.recorded:
                        continue
                    wait = timedelta(seconds=outlook.look_again_seconds)
            await self._woken_or(wait)

    async def stage(self) -> str:
        """Where the process stands."""
        return (await self._look()).stage

    async def _look(self) -> Outlook:
        outlook: Outlook = await workflow.execute_activity(
            "look",
            Look(process=self.name, key=self._key),
            result_type=Outlook,
            start_to_close_timeout=_DATABASE_TIMEOUT,
            retry_policy=_RETRY,
        )
        return outlook

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
        try:
            await workflow.wait_condition(lambda: self._woken, timeout=wait)
        except TimeoutError:
            return

    def _start_afresh_if_long(self) -> None:
        if workflow.info().is_continue_as_new_suggested():
            workflow.continue_as_new(Start(key=self._key))
