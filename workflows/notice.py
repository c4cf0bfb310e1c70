"""Notice: a signed decision becomes a letter, is notified, accepted and final."""

from temporalio import workflow

from workflows.messages import Start
from workflows.process import CLOSED, Process


@workflow.defn(name="notice")
class Notice(Process):
    """From the signature to the notice that is accepted and final."""

    name = "notice"

    @workflow.run
    async def run(self, start: Start) -> None:
        """Print, post, wait for the notification, remind of the declaration, become final."""
        while await self.stage() != CLOSED:
            await self.during("letter")
            await self.during("posting")
            await self.during("notification")
            await self.during("acceptance")
