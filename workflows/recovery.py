"""Recovery: heard, decided, collected, until nothing is open any more."""

from temporalio import workflow

from workflows.messages import Start
from workflows.process import CLOSED, Process


@workflow.defn(name="recovery")
class Recovery(Process):
    """From the facts on file to the last cent; a later proceeding of the case starts it anew."""

    name = "recovery"

    @workflow.run
    async def run(self, start: Start) -> None:
        """Send what is due while people hear, decide and pay; dun what is not paid."""
        while await self.stage() != CLOSED:
            await self.during("proceeding")
            await self.during("collection")
            await self.during("letters")
