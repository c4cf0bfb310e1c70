"""Outages of the real engine: however long nobody worked, each reminder goes out once."""

from datetime import date, timedelta

from tests.workflows.account import mails_of, reminders_of
from tests.workflows.engine import engine, move_clock, played, scenes_of, settled
from workers.demo.year_2016 import MAIN_KINZIG

BOOKED = date(2016, 3, 7)
BEFORE, AT, AFTER = date(2016, 4, 19), date(2016, 5, 3), date(2016, 5, 17)


def test_reminders_go_out_once_and_in_order_after_days_without_an_engine(run, akte, client) -> None:
    """The use of the first instalment is due on 3 May; nobody reports it."""
    story = [scene for scene in scenes_of(MAIN_KINZIG) if scene.on <= BOOKED]

    async def life() -> list[list[str]]:
        async with engine(akte, client):
            await played(akte, story, BOOKED)
        seen = []
        for day in (BEFORE - timedelta(days=1), BEFORE + timedelta(days=9), date(2016, 6, 1)):
            move_clock(akte, day)
            async with engine(akte, client):
                await settled(akte)
            seen.append(reminders_of(akte))
        return seen

    early, first, every = run(life())
    assert early == []
    assert first == [BEFORE.isoformat()]
    assert every == [day.isoformat() for day in (BEFORE, AT, AFTER)]
    assert len(mails_of(akte)) == 3
