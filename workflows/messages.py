"""What workflows and activities say to each other: ids, moments and positions, nothing personal."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from domain.webhook import PauseReason

UNREACHABLE: PauseReason = "unreachable"
REFUSED: PauseReason = "address_refused"
PAUSE_REASONS: tuple[str, ...] = (UNREACHABLE, REFUSED)
"""What ends the telling of a change without success."""


class _Note(BaseModel):
    """Reads what it knows and ignores the rest, so that a newer sender harms no older reader."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Start(_Note):
    """Begins a process for its subject."""

    key: str


class Wake(_Note):
    """Something was recorded; the process looks again. `position` says how far the record was."""

    position: int = 0


class Look(_Note):
    """Asks where a process stands."""

    process: str
    key: str


class Outlook(_Note):
    """Where a process stands and when its own next step is due.

    `due_at` is a moment of the wall clock, `None` where the process waits for others.
    `look_again_seconds` is how long to wait after a step that had no effect.
    """

    stage: str
    step: str | None = None
    due_at: datetime | None = None
    look_again_seconds: int = 3600


class Outcome(_Note):
    """What became of a step: whether it filed anything new, the code of a refusal, the outlook."""

    recorded: bool
    refused: str | None = None
    outlook: Outlook | None = None


class Change(_Note):
    """A change to tell a subscriber of; `number` counts its addresses, `message` names it for ever.

    `instalment` is 0 where the change is about no payment.
    """

    recipient: str
    number: int
    message: str
    case: str
    changes: tuple[str, ...]
    instalment: int
    changed_at: datetime


class Pause(_Note):
    """Asks to leave an address alone, after which message and why."""

    recipient: str
    number: int
    message: str
    reason: str
