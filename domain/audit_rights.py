"""Who may do what in an audit: auditors set holds and write notes, the authority answers."""

from domain.audit_note import AnswerAuditNote, CloseAuditNote, WriteAuditNote
from domain.kernel import Command, Role
from domain.retention import ReleaseAuditHold, SetAuditHold

OF_AUDIT: dict[type[Command], tuple[Role, ...]] = {
    SetAuditHold: ("auditor",),
    ReleaseAuditHold: ("auditor",),
    WriteAuditNote: ("auditor",),
    AnswerAuditNote: ("clerk",),
    CloseAuditNote: ("auditor",),
}
"""Auditors read everything and change nothing but these (§§ 91, 95, 96 LHO)."""
