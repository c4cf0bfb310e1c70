"""The witness: co-signs a checkpoint after it has seen that nothing before it was changed."""

import json
from pathlib import Path
from typing import NamedTuple

from projections.audit.handover import Chain, Handover, chain_on
from projections.audit.notes import (
    COSIGNATURE,
    Checkpoint,
    Note,
    NoteRefused,
    SigningKey,
    VerifierKey,
)
from projections.audit.shelf import ACCEPTED, COSIGNED, HANDOVERS, Shelf, note_on, tree_on
from projections.audit.tree import Head, Unproven, check_consistency


class WitnessRefused(Exception):
    """Why the witness does not co-sign: what is wrong in German and in English."""

    def __init__(self, german: str, english: str) -> None:
        super().__init__(f"{german} · {english}")


class Seen(NamedTuple):
    """The last head that the witness has co-signed, by the name of the log, and its newest key."""

    origin: str
    head: Head
    key: VerifierKey | None = None


class Memory:
    """One small file of the witness's own, with what it last co-signed; no copy of the record."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def last(self) -> Seen | None:
        """`None` where nothing was co-signed yet. Errors: OSError, ValueError."""
        if not self._path.exists():
            return None
        found = json.loads(self._path.read_text(encoding="utf-8"))
        head = Head(int(found["size"]), bytes.fromhex(found["root"]))
        key = VerifierKey.parse(found["key"]) if "key" in found else None
        return Seen(str(found["origin"]), head, key)

    def keep(self, seen: Seen) -> None:
        """Remembers a head before anybody gets its cosignature."""
        said = {"origin": seen.origin, "size": seen.head.size, "root": seen.head.root.hex()}
        draft = self._path.with_name(f"{self._path.name}.part")
        draft.write_text(json.dumps(said | {"key": str(seen.key)}), encoding="utf-8")
        draft.replace(self._path)


class Witness:
    """Looks at a shelf to which a seal is delivered; `seal` is a key that its keeper gave us.

    From the newest key that it remembers it follows each handover that the old key has signed. One
    without that signature it follows only on the way to `seal`, which is the word of a person.
    """

    def __init__(self, shelf: Shelf, memory: Memory, *, key: SigningKey, seal: VerifierKey) -> None:
        self._shelf, self._memory, self._key, self._seal = shelf, memory, key, seal

    def cosign(self, *, at: int) -> Head:
        """Co-signs the newest checkpoint at a moment in seconds since 1970, and files it.

        Errors: `WitnessRefused` for a rollback, a fork, a wrong signature, a key that we do not
        follow or missing tiles; nothing is co-signed or remembered then.
        """
        note, last = self._delivered(), self._memory.last()
        checkpoint, chain = self._opened(note)
        known = last.key if last and last.key else self._seal
        passed = self._followed(chain, known, checkpoint.head.size)
        self._check(checkpoint, last, [one.head for one in passed])
        self._memory.keep(Seen(*checkpoint, passed[-1].new if passed else known))
        own = self._key.verifier(COSIGNATURE).key_id.hex()
        for handover in passed:
            name = f"{chain.keys.index(handover.new):04d}"
            self._file(f"{ACCEPTED}{name}-{own}", note_on(self._shelf, HANDOVERS + name), at)
        self._file(f"{COSIGNED}{own}", note, at)
        return checkpoint.head

    def _file(self, name: str, note: Note | None, at: int) -> None:
        if note:
            cosigned = note.with_signature(self._key.cosign(note.text, at=at))
            self._shelf.put(name, str(cosigned).encode())

    def _delivered(self) -> Note:
        try:
            note = note_on(self._shelf)
        except NoteRefused as refused:
            raise _not_of_the_seal() from refused
        if note is None:
            raise WitnessRefused("Es wurde noch nichts zugestellt.", "Nothing was delivered yet.")
        return note

    def _opened(self, note: Note) -> tuple[Checkpoint, Chain]:
        """The checkpoint, signed by the key in force, and the keys as they are delivered."""
        try:
            chain = chain_on(self._shelf)
            if chain is None or self._seal not in chain.keys:
                raise NoteRefused("our key of the seal is not among its keys")
            checkpoint = chain.opened(note)
        except NoteRefused as refused:
            raise _not_of_the_seal() from refused
        if checkpoint.origin != self._seal.name:
            raise _another_record()
        return checkpoint, chain

    def _followed(self, chain: Chain, known: VerifierKey, size: int) -> list[Handover]:
        """The handovers after the key that we know, up to a size."""
        if known not in chain.keys:
            raise _not_of_the_seal()
        keys = chain.keys
        later = chain.handovers[keys.index(known) :]
        found = [one for one in later if one.head.size <= size]
        given = keys.index(self._seal)
        if not all(one.by_old or keys.index(one.new) <= given for one in found):
            raise WitnessRefused(
                "Ein neuer Schlüssel, den der alte nicht unterschrieben hat. Lassen Sie ihn sich "
                "auf Papier geben und nennen Sie ihn mit --seal.",
                "A new key that the old one did not sign. Ask for it on paper, name it by --seal.",
            )
        return found

    def _check(self, checkpoint: Checkpoint, last: Seen | None, passed: list[Head]) -> None:
        """That the tiles have this root, and that the tree begins with all heads before it."""
        new, old = checkpoint.head, last.head if last else Head(0, b"")
        if last and last.origin != checkpoint.origin:
            raise _another_record()
        low = min([new, *passed], key=lambda head: head.size)
        if low.size < old.size:
            raise WitnessRefused(
                f"Zurückgedreht: bestätigt sind {old.size} Ereignisse, vorgelegt {low.size}.",
                f"Rolled back: {old.size} events are co-signed, {low.size} are shown.",
            )
        try:
            tree = tree_on(self._shelf, new.size)
            if tree.root() != new.root:
                raise Unproven
            for head in (old, *passed):
                check_consistency(head, new, path=tree.consistency(head.size))
        except (Unproven, LookupError):
            raise WitnessRefused(
                f"Umgeschrieben: der Stand {new.size} folgt nicht auf den bestätigten {old.size}.",
                f"Rewritten: head {new.size} does not follow the co-signed {old.size}.",
            ) from None


def _not_of_the_seal() -> WitnessRefused:
    return WitnessRefused(
        "Die Unterschrift unter dem Stand ist nicht die des Siegels.",
        "The checkpoint is not signed by the seal's key.",
    )


def _another_record() -> WitnessRefused:
    return WitnessRefused("Das ist eine andere Akte.", "This is another record.")
