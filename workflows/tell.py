"""Telling a subscriber's program of one change: again and again for days, then a pause."""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError

from workflows.messages import PAUSE_REASONS, UNREACHABLE, Change, Pause

PATIENCE = timedelta(days=5)
"""How long a program may stay away, a long weekend and a day, before its address is paused."""

_RETRY = RetryPolicy(
    initial_interval=timedelta(minutes=1),
    backoff_coefficient=3,
    maximum_interval=timedelta(hours=6),
)


@workflow.defn(name="tell")
class Tell:
    """One message to one subscriber."""

    @workflow.run
    async def run(self, change: Change) -> str:
        """Tell it; an address that may not be told, or takes nothing for days, is left alone."""
        outcome = await self._told(change)
        if outcome not in PAUSE_REASONS:
            return outcome
        paused: str = await workflow.execute_activity(
            "pause_webhook",
            Pause(
                recipient=change.recipient,
                number=change.number,
                message=change.message,
                reason=outcome,
            ),
            result_type=str,
            start_to_close_timeout=timedelta(seconds=10),
        )
        return paused

    async def _told(self, change: Change) -> str:
        try:
            told: str = await workflow.execute_activity(
                "tell",
                change,
                result_type=str,
                start_to_close_timeout=timedelta(seconds=60),
                schedule_to_close_timeout=PATIENCE,
                retry_policy=_RETRY,
            )
        except ActivityError:
            return UNREACHABLE
        return told
