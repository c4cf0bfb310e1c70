"""Meldeadresse: the address of a body's own program that is told when its money or days change."""

from dataclasses import dataclass, replace
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from domain.desk import Desk
from domain.kernel import Command, Context, Day, Event, Filings, Key, Personal, Subject
from domain.reasons.connection import NO_WEBHOOK, NOT_PAUSED
from domain.recipient_changes import known

WebAddress = Annotated[
    str,
    StringConstraints(
        strict=True,
        max_length=200,
        pattern=r"^(https://[A-Za-z0-9.-]{1,100}|http://(localhost|127\.0\.0\.1))"
        r"(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?$",
    ),
]
"""An address over TLS without query, user or fragment, so that no secret hides in it.

Without TLS only this machine itself can be named, which nothing but a training installation calls.
"""

WebhookSecret = Annotated[
    str,
    StringConstraints(strict=True, max_length=100, pattern=r"^whsec_[A-Za-z0-9+/]{32,86}={0,2}$"),
]
"""What signs the messages, as Standard Webhooks write it."""

Number = Annotated[int, Field(strict=True, ge=1)]
PauseReason = Literal["unreachable", "address_refused"]
"""Why nobody is told any more: no answer for days, or an address inside a private network."""


class RegisterWebhook(Command):
    """Name the address that is told of changes, and the secret that signs them."""

    NAME: ClassVar[str] = "register_webhook"
    recipient: Key
    address: WebAddress
    secret: WebhookSecret


class RemoveWebhook(Command):
    """End the messages."""

    NAME: ClassVar[str] = "remove_webhook"
    recipient: Key


class ResumeWebhook(Command):
    """Go on with messages that were paused."""

    NAME: ClassVar[str] = "resume_webhook"
    recipient: Key


class PauseWebhook(Command):
    """Record that an address could not be told and is left alone."""

    NAME: ClassVar[str] = "pause_webhook"
    recipient: Key
    number: Number
    reason: PauseReason


class WebhookRegistered(Event):
    """The body is told of changes under an address; the secret is sealed with a key of its own."""

    TOPIC: ClassVar[str] = "webhook.registered.v1"
    BASIS: ClassVar[str] = "§ 25 Abs. 1 HVwVfG"
    recipient: Key
    number: Number
    address: WebAddress
    registered_by: Key
    sealed_for: str
    secret: Annotated[str | None, Personal("sealed_for")] = None


class WebhookRemoved(Event):
    """Nobody is told any more."""

    TOPIC: ClassVar[str] = "webhook.removed.v1"
    BASIS: ClassVar[str] = "§ 25 Abs. 1 HVwVfG"
    recipient: Key
    number: Number
    removed_by: Key


class WebhookPaused(Event):
    """The address is left alone until the body says so; what happens meanwhile is not told."""

    TOPIC: ClassVar[str] = "webhook.paused.v1"
    BASIS: ClassVar[str] = "§ 25 Abs. 1 HVwVfG"
    recipient: Key
    number: Number
    reason: PauseReason
    paused_on: Day


class WebhookResumed(Event):
    """The address is told again."""

    TOPIC: ClassVar[str] = "webhook.resumed.v1"
    BASIS: ClassVar[str] = "§ 25 Abs. 1 HVwVfG"
    recipient: Key
    number: Number
    resumed_by: Key


@dataclass(frozen=True)
class Webhook:
    """The messages of a body: `registered` is the last address, `None` where there is none."""

    KIND: ClassVar[str] = "webhook"
    key: str
    count: int = 0
    registered: WebhookRegistered | None = None
    paused: WebhookPaused | None = None

    @property
    def subject(self) -> Subject:
        """The subject under which its events are filed."""
        return Subject(self.KIND, self.key)

    @property
    def told(self) -> WebhookRegistered | None:
        """Who is told now."""
        return None if self.paused else self.registered

    def evolve(self, event: Event) -> "Webhook":
        """The state after the event."""
        match event:
            case WebhookRegistered(number=number):
                return replace(self, count=number, registered=event, paused=None)
            case WebhookRemoved():
                return replace(self, registered=None, paused=None)
            case WebhookPaused():
                return replace(self, paused=event)
            case WebhookResumed():
                return replace(self, paused=None)
        return self


def register(desk: Desk, command: RegisterWebhook, context: Context) -> Filings:
    """File the address; it takes the place of the one before."""
    known(desk, command.recipient)
    webhook = desk.read(Webhook, command.recipient)
    number = webhook.count + 1
    event = WebhookRegistered(
        recipient=command.recipient,
        number=number,
        address=command.address,
        registered_by=context.person,
        sealed_for=f"webhook.{command.recipient}.{number}",
        secret=command.secret,
    )
    return [(webhook.subject, event)]


def may_remove(desk: Desk, recipient: str, context: Context) -> None:
    """Only messages that are sent, or paused, can end."""
    _registered(desk, recipient)


def remove(desk: Desk, command: RemoveWebhook, context: Context) -> Filings:
    """File the end."""
    may_remove(desk, command.recipient, context)
    number = _registered(desk, command.recipient).number
    webhook = desk.read(Webhook, command.recipient)
    event = WebhookRemoved(recipient=webhook.key, number=number, removed_by=context.person)
    return [(webhook.subject, event)]


def may_resume(desk: Desk, recipient: str, context: Context) -> None:
    """Only what is paused goes on."""
    _registered(desk, recipient)
    if desk.read(Webhook, recipient).paused is None:
        raise NOT_PAUSED.because()


def resume(desk: Desk, command: ResumeWebhook, context: Context) -> Filings:
    """File that messages go on."""
    may_resume(desk, command.recipient, context)
    number = _registered(desk, command.recipient).number
    webhook = desk.read(Webhook, command.recipient)
    event = WebhookResumed(recipient=webhook.key, number=number, resumed_by=context.person)
    return [(webhook.subject, event)]


def pause(desk: Desk, command: PauseWebhook, context: Context) -> Filings:
    """File the pause once; an address that was replaced or ended meanwhile is not meant."""
    webhook = desk.read(Webhook, command.recipient)
    if webhook.told is None or webhook.told.number != command.number:
        return []
    event = WebhookPaused(**dict(command), paused_on=context.today)
    return [(webhook.subject, event)]


def _registered(desk: Desk, recipient: str) -> WebhookRegistered:
    registered = desk.read(Webhook, recipient).registered
    if registered is None:
        raise NO_WEBHOOK.because()
    return registered
