"""What the engine itself does next to keep a file, to give it away, or to erase from it."""

from datetime import date, timedelta
from typing import Literal, NamedTuple

from domain.correspondence import letter_mark
from domain.desk import Desk
from domain.erasure import Erasure
from domain.kernel import Day
from domain.retention import Retention
from domain.retention_decisions import is_needed

Keeping = Literal["retention", "erasure"]
KeepingAct = Literal["letter", "offer", "destroy", "erase"]


class Next(NamedTuple):
    """A stage of the process and its next own act, `None` where it waits for people or time.

    `about` tells like acts of one case apart.
    """

    stage: str
    act: KeepingAct | None = None
    about: str = "v1"
    due_on: Day = date.min


def next_act(desk: Desk, process: Keeping, case: str) -> Next:
    """Where the process stands; `closed` where nothing is left to do."""
    return _kept(desk, case) if process == "retention" else _erased(desk, case)


def _kept(desk: Desk, case: str) -> Next:
    """A file rests until its day; a hold or open money keeps it longer."""
    retention = desk.read(Retention, case)
    if retention.began is None or retention.destroyed:
        return Next("closed")
    if retention.offered_on is None:
        due_on = retention.began.file.on + timedelta(days=1)
        return Next("keeping", None if is_needed(desk, case) else "offer", due_on=due_on)
    if letter_mark("archive_offer", "v1") not in retention.sent:
        return Next("offer", "letter")
    return Next("disposal", "destroy") if retention.signed_by else Next("appraisal")


def _erased(desk: Desk, case: str) -> Next:
    erasure = desk.read(Erasure, case)
    if erasure.signed is None:
        return Next("request" if erasure.proposed else "closed")
    return Next("erasure", "erase", about=str(len(erasure.carried_out) + 1))
