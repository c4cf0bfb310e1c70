"""How the forms of keeping and erasing begin: beside what is known of the keeping."""

from typing import get_args

from domain.audit_note import AuditQuestion
from web.case_file import CaseFile
from web.preparation import Preparation, Prepare, looking_at
from web.visit import Visit

_LONGEST_ENTRY = 16


def _release(visit: Visit, file: CaseFile, number: int) -> Preparation:
    """One's own hold is known where there is only one."""
    holds = file.retention.holds
    return Preparation({"reference": holds[0]} if len(holds) == 1 else {}, panels=("keeping",))


def _note(visit: Visit, file: CaseFile, number: int) -> Preparation:
    """The oldest open note is taken up first; an answer is for one that waits."""
    notes = file.notes.open
    first = min(notes, key=lambda one: (not one.waits, one.number), default=None)
    return Preparation({"note": first.number} if first else {}, panels=("notes",))


def _write(visit: Visit, file: CaseFile, number: int) -> Preparation:
    """A note that begins at a finding knows its question and its entry."""
    asked = visit.request.query_params
    code, entry = asked.get("asked", ""), asked.get("entry", "")
    initial: dict[str, object] = {"asked": code} if code in get_args(AuditQuestion) else {}
    if entry.isdecimal() and len(entry) < _LONGEST_ENTRY:
        initial["entry"] = int(entry)
    return Preparation(initial, panels=("notes",))


def _today(field: str) -> Prepare:
    return lambda visit, file, number: Preparation(
        {field: visit.portal.office.today()}, panels=("keeping",)
    )


KEEPING_PREPARED: dict[str, Prepare] = {
    "write_audit_note": _write,
    "answer_audit_note": _note,
    "close_audit_note": _note,
    "set_audit_hold": looking_at("keeping"),
    "release_audit_hold": _release,
    "record_archive_decision": _today("decided_on"),
    "propose_disposal": looking_at("keeping"),
    "sign_disposal": looking_at("keeping"),
    "propose_erasure": looking_at("keeping"),
    "sign_erasure": _today("officer_informed_on"),
}
