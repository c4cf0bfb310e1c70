"""How the forms of keeping and erasing begin: beside what is known of the keeping."""

from web.case_file import CaseFile
from web.preparation import Preparation, Prepare, looking_at
from web.visit import Visit


def _release(visit: Visit, file: CaseFile, number: int) -> Preparation:
    """One's own hold is known where there is only one."""
    holds = file.retention.holds
    return Preparation({"reference": holds[0]} if len(holds) == 1 else {}, panels=("keeping",))


def _today(field: str) -> Prepare:
    return lambda visit, file, number: Preparation(
        {field: visit.portal.office.today()}, panels=("keeping",)
    )


KEEPING_PREPARED: dict[str, Prepare] = {
    "set_audit_hold": looking_at("keeping"),
    "release_audit_hold": _release,
    "record_archive_decision": _today("decided_on"),
    "propose_disposal": looking_at("keeping"),
    "sign_disposal": looking_at("keeping"),
    "propose_erasure": looking_at("keeping"),
    "sign_erasure": _today("officer_informed_on"),
}
