"""How the forms of acts after the decision begin: with what is in force now."""

import programmes
from domain.amendment import Amendment, Terms
from domain.approval import Approval
from domain.change_report import ChangeReports
from domain.exclusion import Exclusions
from domain.rules import facts_schema
from domain.terms import granted_content
from web.case_file import CaseFile
from web.later_acts import newest
from web.preparation import Preparation, Prepare, looking_at
from web.visit import Visit


def _posting(visit: Visit, file: CaseFile, number: int) -> Preparation:
    """The last version, on the way that its decision chose."""
    decided = file.approval.changes[-1] if file.approval.changes else file.approval.proposal
    version = newest(file.desk, file.case)
    channel = decided.channel if decided else "post"
    today = visit.portal.office.today()
    return Preparation({"channel": channel, "posted_on": today, "version": version})


def _retrieve(visit: Visit, file: CaseFile, number: int) -> Preparation:
    return Preparation({"version": newest(file.desk, file.case)}, panels=("grant",))


def _propose(visit: Visit, file: CaseFile, number: int) -> Preparation:
    """A draft that was sent back begins as it was; a new one with what is in force."""
    draft = file.desk.read(Amendment, file.case).proposal
    versions = [one for one in programmes.versions() if one.startswith(f"{file.programme.id}@")]
    return Preparation(
        draft.model_dump() if draft else _in_force(file),
        {"programme": [(one, one) for one in versions]},
        facts=facts_schema(file.line),
        panels=("grant", "amendment"),
    )


def _in_force(file: CaseFile) -> dict[str, object]:
    content, approval = granted_content(file.desk, file.case), file.desk.read(Approval, file.case)
    known = content.model_dump(include=set(Terms.model_fields) - {"case"})
    instalments = [one.model_dump() for one in approval.instalments]
    return known | {"amount_cents": int(approval.amount_cents), "instalments": instalments}


def _sign(visit: Visit, file: CaseFile, number: int) -> Preparation:
    draft = file.desk.read(Amendment, file.case).proposal
    content_hash = draft.content_hash if draft else ""
    return Preparation({"content_hash": content_hash}, panels=("grant", "amendment"))


def _on_newest(visit: Visit, file: CaseFile, number: int) -> Preparation:
    return Preparation({"version": newest(file.desk, file.case)}, panels=("grant",))


def _on_contested(visit: Visit, file: CaseFile, number: int) -> Preparation:
    contested = [one.number for one in file.approval.versions if one.remedy]
    return Preparation({"version": contested[-1]} if contested else {}, panels=("grant",))


def _review(visit: Visit, file: CaseFile, number: int) -> Preparation:
    reports = file.desk.read(ChangeReports, file.case).open
    initial = {"report": reports[0].report} if reports else {}
    return Preparation(initial, panels=("reports", "grant"))


def _exclude(visit: Visit, file: CaseFile, number: int) -> Preparation:
    return Preparation({"excluded": visit.person.key})


def _lift(visit: Visit, file: CaseFile, number: int) -> Preparation:
    persons = sorted(file.desk.read(Exclusions, file.case).persons)
    return Preparation({}, {"excluded": [(one, one) for one in persons]})


PREPARED: dict[str, Prepare] = {
    "record_posting": _posting,
    "retrieve_notice": _retrieve,
    "request_amendment": looking_at("grant"),
    "refuse_amendment": looking_at("amendment"),
    "propose_amendment": _propose,
    "send_back_amendment": looking_at("grant", "amendment"),
    "sign_amendment": _sign,
    "correct_notice": _on_newest,
    "record_remedy": _on_newest,
    "record_remedy_end": _on_contested,
    "report_change": looking_at("grant"),
    "review_change": _review,
    "request_early_start": looking_at("application"),
    "permit_early_start": looking_at("application", "start"),
    "refuse_early_start": looking_at("application", "start"),
    "record_contract": looking_at("application"),
    "review_start": looking_at("application", "start"),
    "record_agreement": looking_at("application"),
    "exclude_person": _exclude,
    "lift_exclusion": _lift,
}
