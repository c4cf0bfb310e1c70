"""Paper of a recovery: the letters that its file is enough for."""

from collections.abc import Mapping
from typing import Literal

from adapters.later_letters import Hearing
from domain.approval import Approval
from domain.claim import Ground
from domain.desk import Desk
from domain.recovery import Recovery

_INTENDED: dict[Ground, Literal["withdrawal", "revocation", "refund", "interest"]] = {
    "settlement": "refund",
    "condition": "refund",
    "provisional": "refund",
    "withdrawal": "withdrawal",
    "revocation": "revocation",
    "late_use": "interest",
}


def hearing(desk: Desk, case: str, frame: Mapping[str, object]) -> Hearing:
    """The opportunity to be heard on the running proceeding; LookupError where none is heard."""
    recovery, approval = desk.read(Recovery, case), desk.read(Approval, case)
    if recovery.opened is None or recovery.hearing is None or approval.signed is None:
        raise LookupError("nobody is heard")
    due = recovery.hearing.deadline
    content = {
        "intended": _INTENDED[recovery.opened.ground],
        "notice_dated": approval.signed.signed_on,
        "facts": (recovery.opened.known_facts,),
        "amount_cents": recovery.hearing.amount_cents,
        "answer_by": due.on,
        "derivation": due.explain("de"),
    }
    return Hearing.model_validate({**frame, **content})
