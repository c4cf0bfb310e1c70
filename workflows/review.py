"""Review: an application waits for missing documents and for its decision."""

from temporalio import workflow

from workflows.messages import Start
from workflows.process import CLOSED, Process


@workflow.defn(name="review")
class Review(Process):
    """From the submission to the decision; documents can be asked for more than once."""

    name = "review"

    @workflow.run
    async def run(self, start: Start) -> None:
        """Ask, remind, wait for the decision, send a rejection."""
        while await self.stage() != CLOSED:
            await self.during("documents")
            await self.during("decision")
            await self.during("rejection")
