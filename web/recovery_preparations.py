"""What the forms of a recovery start with: amounts that are computed, days that are known."""

from domain.kernel import Refused
from domain.recovery_decisions import intended_cents
from domain.recovery_interest import late_uses_of, undecided_refund
from projections.payments import payments
from web.case_file import CaseFile
from web.preparation import Preparation, Prepare, looking_at
from web.texts import say
from web.visit import Visit

_KIND = frozenset({"kind"})
_PANELS = ("recovery", "grant")
_OBTAINED = ("fraud", "threat", "bribery")


def _open(visit: Visit, file: CaseFile, number: int) -> Preparation:
    ground = "settlement" if undecided_refund(file.desk, file.case) else "revocation"
    today = visit.portal.office.today()
    return Preparation({"ground": ground, "known_on": today}, panels=("grant", "proof"))


def _hearing(visit: Visit, file: CaseFile, number: int) -> Preparation:
    try:
        amount = int(intended_cents(file.desk, file.case, visit.context("looking")))
    except Refused:
        return Preparation(panels=_PANELS)
    return Preparation({"amount_cents": amount}, panels=_PANELS)


def _refund(visit: Visit, file: CaseFile, number: int) -> Preparation:
    heard = file.recovery.hearing
    amount = int(heard.amount_cents) if heard else 0
    offered = [(one, say(f"choice.obtained_by.{one}", visit.language)) for one in _OBTAINED]
    return Preparation(
        {"amount_cents": amount, "bears_interest": _starts(file, amount)},
        {"obtained_by": [("", say("choice.obtained_by.none", visit.language)), *offered]},
        without=_KIND,
        panels=_PANELS,
    )


def _starts(file: CaseFile, amount: int) -> list[dict[str, object]]:
    """The refund divided among the payouts, the latest first; a person may know better."""
    payouts = [payout for draw in file.draws for payout in draw.payouts]
    found = []
    for one in sorted(payouts, key=lambda payout: payout.on, reverse=True):
        part = min(amount, int(one.amount_cents))
        amount -= part
        if part:
            found.append({"from_on": one.on, "amount_cents": part})
    return found


def _interest(visit: Visit, file: CaseFile, number: int) -> Preparation:
    """Until the day on which the last money came back or was used; today while some is owed."""
    days = [one.used_on for one in late_uses_of(file.desk, file.case)]
    if file.recovery.movements:
        days = [one.on for one in file.recovery.movements]
    owed = file.recovery.principal.open_cents
    until = max(days) if days and not owed else visit.portal.office.today()
    return Preparation({"until": until}, without=_KIND, panels=_PANELS)


def _sign(visit: Visit, file: CaseFile, number: int) -> Preparation:
    draft = file.recovery.draft
    return Preparation({"content_hash": draft.content_hash if draft else ""}, panels=_PANELS)


def _relief(visit: Visit, file: CaseFile, number: int) -> Preparation:
    recovery = file.recovery
    initial = {
        "plan": [{"amount_cents": int(recovery.open_cents)}],
        "principal_cents": int(recovery.principal.open_cents),
        "interest_cents": int(recovery.interest.open_cents),
    }
    return Preparation(initial, without=_KIND, panels=_PANELS)


def _set_off(visit: Visit, file: CaseFile, number: int) -> Preparation:
    """The first certified draw-down of the recipient, in whatever case of it."""
    with visit.portal.views.read() as connection:
        draws = payments(connection, recipient=file.content.recipient)
    certified = [one for one in draws if one.status == "certified"]
    due = int(file.recovery.due_cents(visit.portal.office.today()))
    if not certified:
        return Preparation({"amount_cents": due}, without=_KIND, panels=_PANELS)
    first = certified[0]
    initial = {
        "draw_case": first.case,
        "draw_number": first.number,
        "amount_cents": min(due, first.transfer_cents),
    }
    cases = [(case, case) for case in dict.fromkeys(one.case for one in certified)]
    return Preparation(initial, {"draw_case": cases}, without=_KIND, panels=_PANELS)


def _claim_remedy(visit: Visit, file: CaseFile, number: int) -> Preparation:
    """The remedy that the rules admit, filed or ended today."""
    today = visit.portal.office.today()
    remedy = file.programme.parameters.remedy.value
    initial = {"remedy": remedy, "filed_on": today, "ended_on": today}
    return Preparation(initial, panels=_PANELS)


def _money(visit: Visit, file: CaseFile, number: int) -> Preparation:
    amount = int(file.recovery.open_cents or file.recovery.surplus_cents)
    today = visit.portal.office.today()
    return Preparation({"amount_cents": amount, "booked_on": today}, panels=_PANELS)


def _waiver(visit: Visit, file: CaseFile, number: int) -> Preparation:
    return Preparation(without=_KIND, panels=_PANELS)


RECOVERY_PREPARED: dict[str, Prepare] = {
    "open_recovery": _open,
    "start_hearing": _hearing,
    "submit_statement": looking_at("recovery"),
    "abandon_recovery": looking_at("recovery"),
    "propose_refund": _refund,
    "propose_refund_waiver": _waiver,
    "propose_interest": _interest,
    "propose_interest_waiver": _interest,
    "propose_deferral": _relief,
    "propose_suspension": _relief,
    "propose_remission": _relief,
    "propose_set_off": _set_off,
    "propose_enforcement": _waiver,
    "record_claim_remedy": _claim_remedy,
    "record_claim_remedy_end": _claim_remedy,
    "send_back_measure": looking_at("recovery"),
    "sign_measure": _sign,
    "record_repayment": _money,
    "record_surplus_return": _money,
}
