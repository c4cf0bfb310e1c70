"""What the telling of a change may do: send the message, or record that nobody took it."""

from datetime import datetime
from typing import Protocol

from pydantic_core import to_json
from temporalio import activity

from domain.kernel import Context
from domain.webhook import PauseWebhook, Webhook
from workflows.activities import OfficeDoor
from workflows.messages import REFUSED, Change, Pause


class TellingDoor(Protocol):
    """The way to subscribers' programs."""

    @property
    def refusing(self) -> type[Exception]:
        """What it raises where another try does not help."""
        ...

    def send(self, address: str, secret: str, *, message: str, body: str, at: datetime) -> None:
        """Sends a signed message; raises `refusing` or any other error."""
        ...


class Telling:
    """What the workflow may do: send the message, or record the pause."""

    def __init__(self, office: OfficeDoor, door: TellingDoor) -> None:
        self._office = office
        self._door = door

    @activity.defn(name="tell")
    def tell(self, change: Change) -> str:
        """Sends the message to the address that holds now; what became of it."""
        told = self._office.desk().read(Webhook, change.recipient).told
        if told is None or told.secret is None or told.number != change.number:
            return "not_wanted"
        try:
            self._door.send(
                told.address,
                told.secret,
                message=change.message,
                body=body_of(change),
                at=activity.info().started_time,
            )
        except self._door.refusing:
            return REFUSED
        return "told"

    @activity.defn(name="pause_webhook")
    def pause(self, pause: Pause) -> str:
        """Records that the address is left alone, once."""
        now = activity.info().started_time
        command = PauseWebhook.model_validate(pause.model_dump(exclude={"message"}))
        context = Context(
            command_id=f"pause_webhook/{pause.recipient}/{pause.number}/{pause.message}",
            person="system",
            role="system",
            today=self._office.business_day(now),
            now=now,
        )
        self._office.handle(command, context)
        return "paused"


def body_of(change: Change) -> str:
    """The message: which file, what changed, where to read more; no amount and no person."""
    content = {
        "type": "grant.changed",
        "timestamp": change.changed_at,
        "data": {
            "file_number": change.case,
            "changes": change.changes,
            "instalment": change.instalment or None,
            "read": f"/api/cases/{change.case}",
        },
    }
    return to_json(content).decode()
