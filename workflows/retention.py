"""Retention: a file rests for its years, is offered to the archive, and is destroyed."""

from temporalio import workflow

from workflows.messages import Start
from workflows.process import CLOSED, Process


@workflow.defn(name="retention")
class Retention(Process):
    """From the end of a case to the end of its file."""

    name = "retention"

    @workflow.run
    async def run(self, start: Start) -> None:
        """Wait for the years and for people; offer, and destroy what two persons ordered."""
        while await self.stage() != CLOSED:
            await self.during("keeping")
            await self.during("offer")
            await self.during("appraisal")
            await self.during("disposal")
