"""Payment run: ordered payments are frozen, written, handed to the bank and answered."""

from datetime import timedelta

from temporalio import workflow

from workflows.messages import Outcome, Start
from workflows.process import CLOSED, Process


@workflow.defn(name="payment_run")
class PaymentRun(Process):
    """From the frozen run to the bank's last answer."""

    name = "payment_run"

    @workflow.run
    async def run(self, start: Start) -> None:
        """Write the file, hand it over, collect the answers."""
        while await self.stage() != CLOSED:
            await self.during("file")
            await self.during("hand_over")
            await self.during("answers")


@workflow.defn(name="payment_day")
class PaymentDay:
    """Puts together what is ordered, on the days and at the hour of the schedule."""

    @workflow.run
    async def run(self) -> bool:
        """Open one run if anything is ordered; whether one was opened."""
        outcome: Outcome = await workflow.execute_activity(
            "open_payment_run",
            result_type=Outcome,
            start_to_close_timeout=timedelta(seconds=30),
        )
        return outcome.recorded
