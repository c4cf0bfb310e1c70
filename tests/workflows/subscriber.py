"""A subscriber for tests: a door to its program that opens, stays shut or may not be used."""

from datetime import UTC, datetime

from domain.webhook import RegisterWebhook
from tests.connected_body import SECRET
from workers.demo.scenes import Scene, always, cash_office
from workers.demo.year_2016 import BEGINS
from workflows.messages import Change

BODY = "main-kinzig-kreis"
CASE = "WIR-2016-MKK01"
ADDRESS = "https://kasse.example/meldung"
REGISTER = RegisterWebhook(recipient=BODY, address=ADDRESS, secret=SECRET)


def connecting(address: str = ADDRESS) -> Scene:
    """The body's cash office names an address."""
    register = REGISTER.model_copy(update={"address": address})
    return Scene(BEGINS, f"connect/{address}", cash_office(BODY), always(register))


class Shut(Exception):
    """Nobody took the message."""


class MayNot(Exception):
    """The address may not be told."""


class Door:
    """Stays shut for so many messages, or for ever; keeps what it was given."""

    def __init__(self, *, shut: int = 0, refused: bool = False) -> None:
        self.shut = shut
        self.refused = refused
        self.sent: list[tuple[str, str, datetime]] = []

    @property
    def refusing(self) -> type[Exception]:
        return MayNot

    def send(self, address: str, secret: str, *, message: str, body: str, at: datetime) -> None:
        assert (address, secret) == (ADDRESS, SECRET)
        self.sent.append((message, body, at))
        if self.refused:
            raise MayNot
        if len(self.sent) <= self.shut:
            raise Shut


def change(message: str = "msg_1", number: int = 1) -> Change:
    return Change(
        recipient=BODY,
        number=number,
        message=message,
        case=CASE,
        changes=("payment.arrived", "deadline.use"),
        instalment=1,
        changed_at=datetime(2016, 3, 4, 9, tzinfo=UTC),
    )
