"""Telling a subscriber's program of one change: again and again for days, then a pause."""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError

from workflows.messages import REFUSED, Change, Pause

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
        """Tell it; after days without success leave the address alone."""
        try:
            told: str = await workflow.execute_activity(
                "tell",
                change,
                result_type=str,
                start_to_close_timeout=timedelta(seconds=60),
                schedule_to_close_timeout=PATIENCE,
                retry_policy=_RETRY,
            )
            return told
        except ActivityError as failed:
            cause = failed.cause
            refused = isinstance(cause, ApplicationError) and cause.type == REFUSED
            pause = Pause(
                recipient=change.recipient,
                number=change.number,
                reason=REFUSED if refused else "unreachable",
            )
            paused: str = await workflow.execute_activity(
                "pause_webhook",
                pause,
                result_type=str,
                start_to_close_timeout=timedelta(seconds=10),
            )
            return paused
