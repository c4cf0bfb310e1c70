"""What the forms of a body that passes money on start with: what is left, what was ordered."""

from domain.application import Facts
from domain.kernel import Refused
from domain.onward_decisions import permits
from domain.onward_results import results, used_cents
from web.case_file import CaseFile
from web.preparation import Preparation, Prepare
from web.visit import Visit


def proven_facts(file: CaseFile) -> Facts:
    """The planned facts; of a part that is passed on, what the last recipients used of it."""
    planned, passed_on = file.content.facts, file.line.passed_on
    part = passed_on.part if passed_on and permits(file.approval) else None
    stated = planned.get(part) if part else None
    if part is None or not isinstance(stated, dict):
        return planned
    try:
        used = used_cents(results(file.desk, file.case))
    except Refused:
        return planned
    return {**planned, part: {**stated, "eligible_cents": int(used)}}


def _booking(visit: Visit, file: CaseFile, number: int) -> Preparation:
    initial = {
        "amount_cents": int(file.draw(number).claimed_cents),
        "booked_on": visit.portal.office.today(),
    }
    return Preparation(initial, panels=("draw", "order"))


ONWARD_PREPARED: dict[str, Prepare] = {
    "record_onward_payment": _booking,
    "record_onward_return": _booking,
}
