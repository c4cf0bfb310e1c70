"""Signed notes, checkpoints and cosignatures in the forms of C2SP, with Ed25519."""

import struct
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from projections.audit.tree import HASH, Head

SIGNATURE, COSIGNATURE = 1, 4
_MOST_SIGNATURES = 64
_MARK = "— "


class NoteRefused(Exception):
    """A note is malformed, or nobody whom we know has signed it."""


class Signature(NamedTuple):
    """One line of signature: the signer's name, the id of the key, and what it signed."""

    name: str
    key_id: bytes
    content: bytes

    def __str__(self) -> str:
        return f"{_MARK}{self.name} {b64encode(self.key_id + self.content).decode()}\n"


@dataclass(frozen=True)
class VerifierKey:
    """A public key with its name; as text a `vkey` of C2SP's signed-note."""

    name: str
    kind: int
    public: bytes

    @classmethod
    def parse(cls, text: str) -> Self:
        """Errors: ValueError for what is no such key or has another id than it says."""
        name, _, rest = text.strip().partition("+")
        key_id, _, content = rest.partition("+")
        decoded = b64decode(content, validate=True)
        key = cls(name, decoded[0] if decoded else 0, decoded[1:])
        if key.kind not in (SIGNATURE, COSIGNATURE) or len(key.public) != 32:
            raise ValueError("this kind of key is unknown")
        if not name or key.key_id.hex() != key_id:
            raise ValueError("name and key do not fit together")
        return key

    @property
    def key_id(self) -> bytes:
        """The four bytes that name this key in a signature."""
        content = self.name.encode() + b"\n" + bytes([self.kind]) + self.public
        return sha256(content).digest()[:4]

    def __str__(self) -> str:
        content = b64encode(bytes([self.kind]) + self.public).decode()
        return f"{self.name}+{self.key_id.hex()}+{content}"

    def made(self, signature: Signature) -> bool:
        """Whether a signature names this key; what it is worth `verify` says."""
        return (signature.name, signature.key_id) == (self.name, self.key_id)

    def verify(self, text: str, signature: Signature) -> None:
        """Errors: `NoteRefused` where this key did not sign the text."""
        message, content = text.encode(), signature.content
        if self.kind == COSIGNATURE:
            message, content = _cosigned(text, _time_of(content)), content[8:]
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(content, message)
        except InvalidSignature:
            raise NoteRefused(f"the signature of {self.name} is wrong") from None


class SigningKey:
    """A private key with the name under which it signs."""

    def __init__(self, name: str, secret: bytes) -> None:
        """`secret` are 32 random bytes. Errors: ValueError for a name that C2SP forbids."""
        if not name or "+" in name or name.split() != [name]:
            raise ValueError("a name has neither spaces nor +")
        self.name = name
        self._private = Ed25519PrivateKey.from_private_bytes(secret)

    def verifier(self, kind: int = SIGNATURE) -> VerifierKey:
        """The public key, for signatures or for cosignatures."""
        return VerifierKey(self.name, kind, self._private.public_key().public_bytes_raw())

    def sign(self, text: str) -> Signature:
        """Signs the text of a note."""
        return Signature(self.name, self.verifier().key_id, self._private.sign(text.encode()))

    def cosign(self, text: str, *, at: int) -> Signature:
        """Confirms a checkpoint; `at` is in seconds since 1970."""
        signed = struct.pack(">Q", at) + self._private.sign(_cosigned(text, at))
        return Signature(self.name, self.verifier(COSIGNATURE).key_id, signed)


def _cosigned(text: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def _time_of(content: bytes) -> int:
    if len(content) != 72:
        raise NoteRefused("a cosignature has another length")
    return int.from_bytes(content[:8], "big")


@dataclass(frozen=True)
class Note:
    """A text and the signatures under it."""

    text: str
    signatures: tuple[Signature, ...]

    @classmethod
    def parse(cls, content: str) -> Self:
        """Errors: `NoteRefused` for what is no signed note."""
        text, mark, lines = content.rpartition("\n\n")
        found = tuple(map(_signature, lines.split("\n")[:-1]))
        wild = any(sign < " " and sign != "\n" for sign in content)
        if not mark or not found or wild or content[-1] != "\n" or len(found) > _MOST_SIGNATURES:
            raise NoteRefused("this is no signed note")
        return cls(text + "\n", found)

    def __str__(self) -> str:
        return f"{self.text}\n{''.join(map(str, self.signatures))}"

    def with_signature(self, signature: Signature) -> "Note":
        """The note with one more signature, or with a newer one by the same key."""
        others = [one for one in self.signatures if one[:2] != signature[:2]]
        return Note(self.text, (*others, signature))

    def signers(self, known: Iterable[VerifierKey]) -> list[VerifierKey]:
        """Those of the known keys that signed. Errors: `NoteRefused` where one did not rightly."""
        keys = list(known)
        found = []
        for signature in self.signatures:
            for key in keys:
                if key.made(signature):
                    key.verify(self.text, signature)
                    found.append(key)
        return found


def _signature(line: str) -> Signature:
    mark, _, rest = line.partition(" ")
    name, _, content = rest.partition(" ")
    try:
        decoded = b64decode(content, validate=True)
    except (NotBase64, ValueError):
        raise NoteRefused("a line of signature cannot be read") from None
    signature = Signature(name, decoded[:4], decoded[4:])
    # Base64 can say the same bytes in several ways; only one of them is ours.
    if mark != _MARK.strip() or not name or len(decoded) < 5 or str(signature) != f"{line}\n":
        raise NoteRefused("a line of signature cannot be read")
    return signature


class Checkpoint(NamedTuple):
    """What a log states in a checkpoint: who it is, and its head."""

    origin: str
    head: Head

    @classmethod
    def parse(cls, text: str) -> Self:
        """Errors: `NoteRefused` for a note that is no checkpoint."""
        try:
            origin, size, root, *_, end = text.split("\n")
            head = Head(int(size), b64decode(root, validate=True))
        except ValueError:
            raise NoteRefused("this is no checkpoint") from None
        if not origin or end or str(head.size) != size or len(head.root) != HASH:
            raise NoteRefused("this is no checkpoint")
        return cls(origin, head)

    @property
    def text(self) -> str:
        """The text to sign."""
        return f"{self.origin}\n{self.head.size}\n{b64encode(self.head.root).decode()}\n"
