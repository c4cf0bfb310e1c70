"""Siegelschlüssel: two persons order that another key signs the seal of the record."""

from dataclasses import dataclass, replace
from typing import Annotated, ClassVar, Literal

from pydantic import StringConstraints

from domain.desk import Desk
from domain.kernel import Command, Context, Event, Filings, Key, Subject, Text
from domain.reasons import seal as reasons
from domain.reasons.approval import CONTENT_CHANGED
from domain.reasons.general import FOUR_EYES

SEAL = "record"

PublicKey = Annotated[
    str,
    StringConstraints(
        strict=True,
        strip_whitespace=True,
        pattern=r"^[^\s+]{1,60}\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}$",
    ),
]
"""A verifier key of C2SP's signed notes: the seal's name, the id of the key, and the key."""

Occasion = Literal["routine", "suspected_loss"]
"""Why the key changes. After a suspected loss the old key's word counts for nothing any more."""


class ProposeSealKey(Command):
    """Propose that a new key signs the seal; the last proposal counts."""

    NAME: ClassVar[str] = "propose_seal_key"
    old_key: PublicKey
    new_key: PublicKey
    occasion: Occasion
    reasons: Text


class OrderSealKey(Command):
    """Order it, as another person, who has compared the new key with the keeper's own copy."""

    NAME: ClassVar[str] = "order_seal_key"
    new_key: PublicKey
    occasion: Occasion


class SealKeyProposed(Event):
    """A first person wants the seal's key changed."""

    TOPIC: ClassVar[str] = "seal.key_proposed.v1"
    BASIS: ClassVar[str] = "VV §§ 70-80 LHO Nr. 1.1.3"
    old_key: PublicKey
    new_key: PublicKey
    occasion: Occasion
    reasons: Text
    proposed_by: Key


class SealKeyOrdered(Event):
    """A second person ordered it; the sealer hands over as soon as it has the new key."""

    TOPIC: ClassVar[str] = "seal.key_ordered.v1"
    BASIS: ClassVar[str] = "VV §§ 70-80 LHO Nr. 1.1.3"
    old_key: PublicKey
    new_key: PublicKey
    occasion: Occasion
    proposed_by: Key
    ordered_by: Key


@dataclass(frozen=True)
class SealKeys:
    """What was ordered of the seal's keys, oldest first, and what is proposed."""

    KIND: ClassVar[str] = "seal"
    key: str
    proposal: SealKeyProposed | None = None
    orders: tuple[SealKeyOrdered, ...] = ()

    @property
    def known(self) -> frozenset[str]:
        """Every key that an order names."""
        return frozenset(key for one in self.orders for key in (one.old_key, one.new_key))

    def evolve(self, event: Event) -> "SealKeys":
        """The state after the event."""
        match event:
            case SealKeyProposed():
                return replace(self, proposal=event)
            case SealKeyOrdered():
                return replace(self, proposal=None, orders=(*self.orders, event))
        return self


def propose(desk: Desk, command: ProposeSealKey, context: Context) -> Filings:
    """File the proposal. A key is used once; the old one is known from the first order on."""
    keys = desk.read(SealKeys, SEAL)
    proposed = SealKeyProposed(**dict(command), proposed_by=context.person)
    if keys.proposal == proposed:
        return []
    if command.new_key == command.old_key or command.new_key in keys.known:
        raise reasons.KEY_USED.because()
    if keys.known and command.old_key not in keys.known:
        raise reasons.KEY_UNKNOWN.because()
    return [(Subject(keys.KIND, SEAL), proposed)]


def order(desk: Desk, command: OrderSealKey, context: Context) -> Filings:
    """File the order of what is proposed, by another person than the one who proposed it."""
    keys = desk.read(SealKeys, SEAL)
    proposal = keys.proposal
    if proposal is None:
        if keys.orders and keys.orders[-1].new_key == command.new_key:
            return []
        raise reasons.NOT_PROPOSED.because()
    if proposal.proposed_by == context.person:
        raise FOUR_EYES.because(act="Schlüssel vorgeschlagen", done="key proposed")
    if (proposal.new_key, proposal.occasion) != (command.new_key, command.occasion):
        raise CONTENT_CHANGED.because()
    content = proposal.model_dump(exclude={"reasons"})
    return [(Subject(keys.KIND, SEAL), SealKeyOrdered(**content, ordered_by=context.person))]
