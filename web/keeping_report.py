"""The report for the data protection officer: erasures with proof, requests, files that are due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.audit_note import AuditNotes
from domain.calendar import months_later
from domain.desk import Desk
from domain.erasure import Erasure
from domain.kernel import Role
from domain.retention import Retention
from domain.words import Language
from office.erasures import ErasureReport, erasures_of
from projections.keeping import Kept, erasing, kept
from web.portal import Portal
from web.sheets import Column, Kind, Sheet
from web.texts import say

READERS: frozenset[Role] = frozenset({"data_protection", "auditor"})
"""Who reads the report (Art. 39 Abs. 1 Buchst. b DSGVO, § 91 LHO)."""

AHEAD_MONTHS = 12
"""How far ahead files are listed; an assumption: from one yearly report to the next."""

Standing = Literal[
    "held", "noted", "kept", "due", "appraisal", "disposal", "disposal_signature", "destruction"
]
_COLUMNS = ("case", "data", "ground", "boxes", "keys", "head_position", "head", "record")
_KINDS: dict[str, Kind] = {"boxes": "number", "head_position": "number"}


@dataclass(frozen=True)
class Due:
    """A file whose period is over or ends soon, and what it waits for."""

    case: str
    until: date
    standing: Standing


@dataclass(frozen=True)
class Report:
    """`done` are erasures and destructions by case, `asked` the cases with a request under way."""

    done: tuple[tuple[str, ErasureReport], ...]
    asked: tuple[Erasure, ...]
    due: tuple[Due, ...]


def report(portal: Portal) -> Report:
    """The report on the Land's files as of now; each proof is made anew."""
    office, today = portal.office, portal.office.today()
    with portal.views.read() as connection:
        cases = erasing(connection, grantor="")
        ending = kept(connection, grantor="", until=months_later(today, AHEAD_MONTHS))
    asked = (office.read(Erasure, case) for case in cases)
    desk = office.desk()
    return Report(
        done=tuple((case, one) for case in cases for one in erasures_of(office, case)),
        asked=tuple(one for one in asked if one.proposed),
        due=tuple(_due(desk, one, today) for one in ending if not _gone(desk, one.case)),
    )


def _gone(desk: Desk, case: str) -> bool:
    return desk.read(Retention, case).destroyed is not None


def _due(desk: Desk, file: Kept, today: date) -> Due:
    return Due(file.case, file.until, _standing(desk, file, today))


def _standing(desk: Desk, file: Kept, today: date) -> Standing:
    retention = desk.read(Retention, file.case)
    steps: tuple[tuple[object, Standing], ...] = (
        (retention.signed_by, "destruction"),
        (retention.holds, "held"),
        (desk.read(AuditNotes, file.case).open, "noted"),
        (retention.proposed_by, "disposal_signature"),
        (retention.decided, "disposal"),
        (retention.offered_on, "appraisal"),
        (file.until < today, "due"),
    )
    return next((name for reached, name in steps if reached), "kept")


def erasure_sheet(
    done: Sequence[tuple[str, ErasureReport]], language: Language, *, today: date
) -> Sheet:
    """The erasures as a table: hashes, counts and grounds, nothing of a person."""

    def told(*key: str) -> str:
        return say(".".join(key), language)

    columns = [Column(told("privacy", name), _KINDS.get(name, "text")) for name in _COLUMNS]
    rows = [
        (
            *(case, told("privacy.file") if one.data == "file" else told("choice.data", one.data)),
            told("choice.ground", one.ground) if one.ground else None,
            len(one.locked.boxes),
            told("keeping.keys_gone" if one.proof.gone else "keeping.keys_there"),
            *(one.locked.head_position, one.locked.head),
            told("keeping.same" if one.proof.same else "keeping.differs"),
        )
        for case, one in done
    ]
    return Sheet(told("privacy.title"), today, columns, rows)


def shown_report(found: Report) -> dict[str, object]:
    """The report for a program."""
    return {
        "erasures": [
            {
                "case": case,
                "data": one.data,
                "ground": one.ground,
                "keys": one.locked.keys,
                "entries": one.locked.boxes,
                "head_position": one.locked.head_position,
                "head": one.locked.head,
                "keys_gone": one.proof.gone,
                "record_same": one.proof.same,
                "documents_destroyed": one.destroyed,
                "documents_kept": one.kept,
            }
            for case, one in found.done
        ],
        "requests": [
            {
                "case": one.key,
                "data": one.proposed.data,
                "ground": one.proposed.ground,
                "officer_informed_on": one.signed and one.signed.officer_informed_on,
            }
            for one in found.asked
            if one.proposed
        ],
        "files": [{"case": one.case, "until": one.until, "why": one.standing} for one in found.due],
    }
