"""The chain of the seal's keys: which key signs up to which size, and who follows it.

A handover is a checkpoint with two more lines, `from` and `to`, each with a verifier key. The new
key signs it always, the old one unless it is lost; then witnesses vouch for it.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, Self

from projections.audit.notes import Checkpoint, Note, NoteRefused, SigningKey, VerifierKey
from projections.audit.shelf import HANDOVERS, KEYS, Shelf, note_on
from projections.audit.tree import Head

_FROM, _TO = "from ", "to "


class Handover(NamedTuple):
    """The head up to which the old key signs and from which on the new one does."""

    origin: str
    head: Head
    old: VerifierKey
    new: VerifierKey
    by_old: bool = False
    """Whether the old key has signed the handover itself."""

    @classmethod
    def parse(cls, note: Note) -> Self:
        """Reads a handover. Errors: `NoteRefused` for none, or where the new key did not sign."""
        lines = note.text.split("\n")[3:5]
        try:
            old, new = map(VerifierKey.parse, (lines[0][len(_FROM) :], lines[1][len(_TO) :]))
        except (ValueError, IndexError):
            raise NoteRefused("this is no handover") from None
        signers = note.signers([old, new])
        found = cls(*Checkpoint.parse(note.text), old, new, old in signers)
        if found.text != note.text or new not in signers or {old.name, new.name} != {found.origin}:
            raise NoteRefused("this is no handover")
        return found

    @property
    def text(self) -> str:
        """The text to sign."""
        return f"{Checkpoint(self.origin, self.head).text}{_FROM}{self.old}\n{_TO}{self.new}\n"

    def note(self, *keys: SigningKey) -> Note:
        """The handover under the signatures of these keys."""
        return Note(self.text, tuple(key.sign(self.text) for key in keys))


@dataclass(frozen=True)
class Chain:
    """The first key of a seal and its handovers, oldest first."""

    first: VerifierKey
    handovers: tuple[Handover, ...] = ()

    @property
    def keys(self) -> list[VerifierKey]:
        """All keys, oldest first."""
        return [self.first, *(one.new for one in self.handovers)]

    def in_force(self, size: int) -> list[VerifierKey]:
        """The key that signs at a size; at that of a handover the old one as well."""
        ends = [one.head.size for one in self.handovers]
        reigns = zip(self.keys, [0, *ends], [*ends, size], strict=True)
        return [key for key, since, until in reigns if since <= size <= until]

    def opened(self, note: Note) -> Checkpoint:
        """What a checkpoint states. Errors: `NoteRefused` where its key was not in force."""
        checkpoint = Checkpoint.parse(note.text)
        signers = note.signers(self.in_force(checkpoint.head.size))
        if checkpoint.origin not in [key.name for key in signers]:
            raise NoteRefused("no key in force has signed the checkpoint")
        return checkpoint


def chain_on(shelf: Shelf) -> Chain | None:
    """The keys of a seal; `None` before the first. Errors: `NoteRefused` where a link is wrong."""
    try:
        first = VerifierKey.parse(shelf.get(KEYS).decode().partition("\n")[0])
    except LookupError:
        return None
    except ValueError:
        raise NoteRefused("the first key cannot be read") from None
    notes = [note_on(shelf, name) for name in shelf.names(HANDOVERS)]
    found = [Handover.parse(note) for note in notes if note]
    chain = Chain(first, tuple(found))
    for key, handed in zip(chain.keys, found, strict=False):
        if handed.old != key:
            raise NoteRefused("a key was handed over by somebody else")
    if any(one.head.size > other.head.size for one, other in pairwise(found)):
        raise NoteRefused("handovers are not in order")
    return chain


def keys_on(shelf: Shelf) -> list[VerifierKey]:
    """The public keys of the seal, oldest first."""
    chain = chain_on(shelf)
    return chain.keys if chain else []


def signed_head(shelf: Shelf, note: Note) -> Head:
    """The head in a checkpoint that a key of the shelf rightly signed. Errors: `NoteRefused`."""
    chain = chain_on(shelf)
    if chain is None:
        raise NoteRefused("no key was introduced")
    return chain.opened(note).head
