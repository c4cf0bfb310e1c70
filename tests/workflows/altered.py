"""A notice as a careless change would leave it, to show that the golden histories notice."""

from temporalio import workflow

from workflows.messages import Start
from workflows.process import CLOSED, Process


@workflow.defn(name="notice")
class AlteredNotice(Process):
    """Waits before it looks; a waiting notice would find no such line in its past."""

    name = "notice"

    @workflow.run
    async def run(self, start: Start) -> None:
        await workflow.sleep(1)
        while await self.stage() != CLOSED:
            await self.during("acceptance")
