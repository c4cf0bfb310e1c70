"""Erasure: the key of a person's data is destroyed once two persons have ordered it."""

from temporalio import workflow

from workflows.messages import Start
from workflows.process import CLOSED, Process


@workflow.defn(name="erasure")
class Erasure(Process):
    """From the proposal to the proof that the record is as before."""

    name = "erasure"

    @workflow.run
    async def run(self, start: Start) -> None:
        """Wait for the second person, then erase; a crash between is made good by repeating."""
        while await self.stage() != CLOSED:
            await self.during("request")
            await self.during("erasure")
