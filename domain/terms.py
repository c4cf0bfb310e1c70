"""What a grant says today: the application as decided, with what amending notices changed."""

from domain.amendment import ApprovalAmended
from domain.application import Application, ApplicationSubmitted
from domain.approval import Approval
from domain.desk import Desk
from domain.notice import Remedy
from domain.programme import Programme

_CHANGED = ("period_to", "purpose", "plan", "facts", "programme", "programme_digest")


def granted_content(desk: Desk, case: str) -> ApplicationSubmitted:
    """The content on which the grant rests now; Refused where the case is unknown."""
    content = desk.read(Application, case).require()
    changes = desk.read(Approval, case).changes
    return amended(content, changes[-1]) if changes else content


def amended(content: ApplicationSubmitted, change: ApprovalAmended) -> ApplicationSubmitted:
    """The content as an amending notice left it."""
    return content.model_copy(update={name: getattr(change, name) for name in _CHANGED})


def remedy_of(desk: Desk, case: str) -> Remedy:
    """What a notice is open to: of a county to an objection (§ 68 VwGO), of the Land by its rules.

    § 16a HessAGVwGO abolishes the objection for a Regierungspräsidium alone.
    """
    content = granted_content(desk, case)
    return "objection" if content.grantor else programme_of(desk, case).parameters.remedy.value


def programme_of(desk: Desk, case: str) -> Programme:
    """The rules to which a case is pinned; an amending notice may have named others."""
    return desk.programme(granted_content(desk, case).programme)
