"""Bank details: who was known before is told when another account takes the place of one."""

from temporalio import workflow

from workflows.messages import Start
from workflows.process import CLOSED, Process


@workflow.defn(name="bank_details")
class BankDetails(Process):
    """From the confirmation of another account to the letter about it."""

    name = "bank_details"

    @workflow.run
    async def run(self, start: Start) -> None:
        """Send the letters that are owed; a later change begins another run."""
        while await self.stage() != CLOSED:
            await self.during("letter")
