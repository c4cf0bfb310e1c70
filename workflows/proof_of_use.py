"""Proof of use: awaited, reminded, examined, noted, and the case closed."""

from temporalio import workflow

from workflows.messages import Start
from workflows.process import CLOSED, Process


@workflow.defn(name="proof_of_use")
class ProofOfUse(Process):
    """From the notice's duty to prove the use to the closed case."""

    name = "proof_of_use"

    @workflow.run
    async def run(self, start: Start) -> None:
        """Remind until the proof is there, wait for its examination, close what balances."""
        while await self.stage() != CLOSED:
            await self.during("proof")
            await self.during("examination")
            await self.during("note")
            await self.during("closing")
            await self.during("farewell")
