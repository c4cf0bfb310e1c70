"""Disbursement: a draw-down waits for its order, its booking and the report of its use."""

from temporalio import workflow

from workflows.messages import Start
from workflows.process import CLOSED, Process


@workflow.defn(name="disbursement")
class Disbursement(Process):
    """From the draw-down to the money used."""

    name = "disbursement"

    @workflow.run
    async def run(self, start: Start) -> None:
        """Wait for certificates and order, for the bank, and remind of the use."""
        while await self.stage() != CLOSED:
            await self.during("order")
            await self.during("payment")
            await self.during("use")
