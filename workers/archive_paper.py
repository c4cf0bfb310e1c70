"""Papers of the keeping: the offer of a file to the archive, and the list of its destruction."""

from adapters.later_letters import ArchiveOffer, DestructionRecord
from domain.application import Application
from domain.desk import Desk
from domain.kernel import Day
from domain.personal_data import Locked
from domain.retention import Retention
from workers.letterhead import frame

_ARCHIVE = ("Hessisches Landesarchiv", "Staatsarchiv Darmstadt", "64289 Darmstadt")


def archive_offer(desk: Desk, case: str, dated: Day) -> ArchiveOffer:
    """The offer of a file whose period is over. LookupError while the case runs."""
    began = desk.read(Retention, case).began
    if began is None:
        raise LookupError("the case is not over")
    content = desk.read(Application, case).submitted
    return ArchiveOffer(
        **frame(desk, case, dated),
        addressee=_ARCHIVE,
        purpose=content.purpose,
        opened_on=content.received_on,
        ending=began.ending,
        ended_on=began.ended_on,
        derivation=began.file.explain("de"),
    )


def destruction_record(
    desk: Desk,
    case: str,
    *,
    dated: Day,
    locked: Locked,
    destroyed: tuple[str, ...],
    kept: tuple[str, ...],
) -> DestructionRecord:
    """What of a file went and what stays. LookupError before the archive's decision."""
    decided = desk.read(Retention, case).decided
    if decided is None:
        raise LookupError("the archive has not decided")
    return DestructionRecord(
        **frame(desk, case, dated),
        appraisal=decided.appraisal,
        reference=decided.reference,
        decided_on=decided.decided_on,
        destroyed=destroyed,
        kept=kept,
        boxes=len(locked.boxes),
        head_position=locked.head_position,
        head=locked.head,
    )
