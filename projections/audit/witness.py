"""The witness: co-signs a checkpoint after it has seen that nothing before it was changed."""

import json
from pathlib import Path
from typing import NamedTuple

from projections.audit.notes import (
    COSIGNATURE,
    Checkpoint,
    NoteRefused,
    SigningKey,
    VerifierKey,
    opened,
)
from projections.audit.shelf import CHECKPOINT, COSIGNED, Shelf, tree_on
from projections.audit.tree import Head, Unproven, check_consistency


class WitnessRefused(Exception):
    """Why the witness does not co-sign: what is wrong in German and in English."""

    def __init__(self, german: str, english: str) -> None:
        super().__init__(f"{german} · {english}")


class Seen(NamedTuple):
    """The last head that the witness has co-signed, by the name of the log."""

    origin: str
    head: Head


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
        return Seen(str(found["origin"]), head)

    def keep(self, seen: Seen) -> None:
        """Remembers a head before anybody gets its cosignature."""
        said = {"origin": seen.origin, "size": seen.head.size, "root": seen.head.root.hex()}
        draft = self._path.with_name(f"{self._path.name}.part")
        draft.write_text(json.dumps(said), encoding="utf-8")
        draft.replace(self._path)


class Witness:
    """Looks at a shelf to which a seal is delivered; `seal` is the key that its keeper gave us."""

    def __init__(self, shelf: Shelf, memory: Memory, *, key: SigningKey, seal: VerifierKey) -> None:
        self._shelf, self._memory, self._key, self._seal = shelf, memory, key, seal

    def cosign(self, *, at: int) -> Head:
        """Co-signs the newest checkpoint at a moment in seconds since 1970, and files it.

        Errors: `WitnessRefused` for a rollback, a fork, a wrong signature or missing tiles;
        nothing is co-signed or remembered then.
        """
        text = self._delivered()
        try:
            checkpoint, note = opened(text, self._seal)
        except NoteRefused as refused:
            raise WitnessRefused(
                "Die Unterschrift unter dem Stand ist nicht die des Siegels.",
                "The checkpoint is not signed by the seal's key.",
            ) from refused
        if checkpoint.origin != self._seal.name:
            raise WitnessRefused("Das ist eine andere Akte.", "This is another record.")
        self._check(checkpoint)
        self._memory.keep(Seen(*checkpoint))
        cosigned = note.with_signature(self._key.cosign(note.text, at=at))
        name = self._key.verifier(COSIGNATURE).key_id.hex()
        self._shelf.put(f"{COSIGNED}{name}", str(cosigned).encode())
        return checkpoint.head

    def _delivered(self) -> str:
        try:
            return self._shelf.get(CHECKPOINT).decode()
        except (LookupError, UnicodeDecodeError):
            raise WitnessRefused(
                "Es wurde noch nichts zugestellt.", "Nothing was delivered yet."
            ) from None

    def _check(self, checkpoint: Checkpoint) -> None:
        """That the tiles have this root, and that the tree begins with the one last seen."""
        new, last = checkpoint.head, self._memory.last()
        old = last.head if last else Head(0, b"")
        if last and last.origin != checkpoint.origin:
            raise WitnessRefused("Das ist eine andere Akte.", "This is another record.")
        if new.size < old.size:
            raise WitnessRefused(
                f"Zurückgedreht: bestätigt sind {old.size} Ereignisse, vorgelegt {new.size}.",
                f"Rolled back: {old.size} events are co-signed, {new.size} are shown.",
            )
        try:
            tree = tree_on(self._shelf, new.size)
            if tree.root() != new.root:
                raise Unproven
            check_consistency(old, new, path=tree.consistency(old.size))
        except (Unproven, LookupError):
            raise WitnessRefused(
                f"Umgeschrieben: der Stand {new.size} folgt nicht auf den bestätigten {old.size}.",
                f"Rewritten: head {new.size} does not follow the co-signed {old.size}.",
            ) from None
