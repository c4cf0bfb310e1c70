"""The acts of audit, keeping, destroying and erasing that a case page offers, with guards."""

from domain.audit_note import AnswerAuditNote, CloseAuditNote, WriteAuditNote
from domain.audit_note_decisions import may_answer, may_close, may_write
from domain.erasure import ProposeErasure, SignErasure
from domain.erasure_decisions import may_propose_erasure, may_sign_erasure
from domain.retention import (
    ProposeDisposal,
    RecordArchiveDecision,
    ReleaseAuditHold,
    SetAuditHold,
    SignDisposal,
)
from domain.retention_decisions import (
    may_propose_disposal,
    may_record_decision,
    may_release_hold,
    may_set_hold,
    may_sign_disposal,
)
from web.act import Act

KEEPING_ACTS: tuple[Act, ...] = (
    Act(AnswerAuditNote, "case", may_answer, quiet=True),
    Act(RecordArchiveDecision, "case", may_record_decision, quiet=True),
    Act(
        ProposeDisposal,
        "case",
        may_propose_disposal,
        lambda _, key, __: ProposeDisposal(case=key),
        quiet=True,
    ),
    Act(SignDisposal, "case", may_sign_disposal, quiet=True),
    Act(SignErasure, "case", may_sign_erasure, quiet=True),
    Act(ProposeErasure, "case", may_propose_erasure, aside=True, quiet=True, rare=True),
    Act(WriteAuditNote, "case", may_write),
    Act(CloseAuditNote, "case", may_close, aside=True, quiet=True),
    Act(SetAuditHold, "case", may_set_hold, aside=True, rare=True),
    Act(ReleaseAuditHold, "case", may_release_hold, aside=True, quiet=True, rare=True),
)
"""In the order of a file's end; most cases never need them."""
