"""Erasures as evidence: what was locked in a case, and whether the record still says the same."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from domain.erasure import Data, Erasure, Ground
from domain.personal_data import Locked
from domain.retention import Retention
from office.office import Office
from office.record import Record


class Proof(NamedTuple):
    """`gone`: none of the keys exists. `same`: the hash of before stands where it stood."""

    gone: bool
    same: bool


@dataclass(frozen=True)
class ErasureReport:
    """One erasure or, as `file`, the destruction of the whole file, with its proof of today."""

    data: Data | Literal["file"]
    ground: Ground | None
    locked: Locked
    proof: Proof
    destroyed: int = 0
    kept: int = 0


def erasures_of(office: Office, case: str) -> list[ErasureReport]:
    """What was erased in a case, in its order; nothing where nothing was."""
    record = office.record
    done = office.read(Erasure, case).carried_out
    reports = [
        ErasureReport(one.data, one.ground, one.locked, _proof(record, one.locked)) for one in done
    ]
    if gone := office.read(Retention, case).destroyed:
        proof = _proof(record, gone.locked)
        destroyed, kept = len(gone.destroyed), len(gone.kept)
        reports.append(
            ErasureReport("file", None, gone.locked, proof, destroyed=destroyed, kept=kept)
        )
    return reports


def _proof(record: Record, locked: Locked) -> Proof:
    [entry] = record.page(locked.head_position - 1, limit=1)
    return Proof(gone=not record.keys.find(locked.keys), same=entry.entry_hash.hex() == locked.head)
