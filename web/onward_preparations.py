"""What the forms of a body that passes money on start with: what is left, what was ordered."""

from domain.onward_decisions import passable_cents
from web.case_file import CaseFile
from web.preparation import Preparation, Prepare
from web.visit import Visit


def _pass_on(visit: Visit, file: CaseFile, number: int) -> Preparation:
    accepted = file.approval.declaration is not None
    rest = int(passable_cents(file.desk, file.case)) if accepted else 0
    return Preparation({"amount_cents": rest}, panels=("grant",))


def _booking(visit: Visit, file: CaseFile, number: int) -> Preparation:
    initial = {
        "amount_cents": int(file.draw(number).claimed_cents),
        "booked_on": visit.portal.office.today(),
    }
    return Preparation(initial, panels=("draw", "order"))


ONWARD_PREPARED: dict[str, Prepare] = {
    "pass_on_funds": _pass_on,
    "record_onward_payment": _booking,
    "record_onward_return": _booking,
}
