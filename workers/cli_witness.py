"""The command `akte-witness`, for those who watch the record: the court of audit, the ministry.

It needs a folder to which the seal is delivered, a key of its own, and the seal's public key on
paper. It needs no database and none of the office's settings.
"""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from time import time

from adapters.shelves import FolderShelf
from office.key_file import key_bytes
from projections.audit.notes import COSIGNATURE, SigningKey, VerifierKey
from projections.audit.witness import Memory, Witness, WitnessRefused

DONE, REFUSED, UNUSABLE = 0, 1, 2


def main(words: list[str] | None = None) -> int:
    """Co-signs once, or shows the witness's public key; 0 done, 1 refused, 2 cannot work."""
    given = _parser().parse_args(words)
    try:
        key = SigningKey(given.name, key_bytes(given.home / "witness.key", make=given.make_key))
        if given.make_key or given.seal is None:
            sys.stdout.write(f"{key.verifier(COSIGNATURE)}\n")
            return DONE
        head = _witness(given, key).cosign(at=int(time()))
    except WitnessRefused as refused:
        sys.stderr.write(f"NICHT bestätigt · NOT co-signed: {refused}\n")
        return REFUSED
    except (OSError, ValueError) as error:
        sys.stderr.write(f"Nicht möglich · Not possible: {error}\n")
        return UNUSABLE
    sys.stdout.write(f"Bestätigt bis Nr. {head.size} · Co-signed up to no. {head.size}\n")
    return DONE


def _witness(given: Namespace, key: SigningKey) -> Witness:
    shelf, memory = FolderShelf(given.folder), Memory(given.home / "seen.json")
    return Witness(shelf, memory, key=key, seal=VerifierKey.parse(given.seal))


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="akte-witness", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="Ordner der Zustellung · where it is delivered")
    parser.add_argument("--home", type=Path, required=True, help="eigener Ordner · our own folder")
    parser.add_argument("--name", required=True, help="unser Name · our name: hof.example")
    parser.add_argument("--seal", help="öffentlicher Schlüssel des Siegels · the seal's public key")
    parser.add_argument("--make-key", action="store_true", help="Schlüssel anlegen · make our key")
    return parser


if __name__ == "__main__":
    sys.exit(main())
