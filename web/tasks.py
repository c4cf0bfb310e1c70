"""What a waiting point asks of a person: the act that ends the waiting, and where to do it."""

from collections.abc import Collection
from dataclasses import dataclass

from domain.kernel import Context
from office.office import Office
from projections.caseload import CaseRow
from web.act import Act
from web.acts import BY_NAME, Offer, offer

_ACTS = {
    "check": "check_application",
    "documents": "supply_documents",
    "reservation": "reserve_funds",
    "proposal": "propose_approval",
    "revision": "propose_approval",
    "signature": "sign_approval",
    "retrieval": "retrieve_notice",
    "declaration": "return_declaration",
    "bank_details": "confirm_bank_details",
    "drawdown": "request_drawdown",
    "factual_certificate": "certify_factually",
    "arithmetical_certificate": "certify_arithmetically",
    "order": "order_payment",
    "new_order": "order_payment",
    "payment_run": "open_payment_run",
    "use": "report_use",
    "proof": "submit_proof",
    "corrected_proof": "submit_proof",
    "queries": "answer_queries",
    "examination": "examine_proof",
    "closing_signature": "close_examination",
    "rest": "close_case",
    "closing": "close_case",
    "amendment": "propose_amendment",
    "amendment_signature": "sign_amendment",
    "change_review": "review_change",
    "early_start": "permit_early_start",
    "start_review": "review_start",
    "agreement": "record_agreement",
    "recovery": "open_recovery",
    "hearing": "start_hearing",
    "statement": "submit_statement",
    "measure": "propose_refund",
    "measure_signature": "sign_measure",
    "interest": "propose_interest",
    "surplus": "record_surplus_return",
    "appraisal": "record_archive_decision",
    "disposal": "propose_disposal",
    "disposal_signature": "sign_disposal",
    "erasure_signature": "sign_erasure",
    "audit_note": "answer_audit_note",
    "onward_payment": "record_onward_payment",
    "objection": "record_remedy_end",
    "underuse": "submit_proof",
}


@dataclass(frozen=True)
class Task:
    """An act to do, the page to do it on, and the draw-down it is about, 0 for the case."""

    act: Act
    address: str
    number: int


def task_of(row: CaseRow, context: Context) -> Task | None:
    """What the row asks of the person; `None` where it waits for somebody or something else."""
    act = BY_NAME.get(_ACTS.get(row.waits_for, ""))
    if act is None or not act.allows(context):
        return None
    match act.place:
        case "recipient":
            address = f"/recipients/{row.recipient}/acts/{act.name}"
        case "house":
            address = f"/acts/{act.name}"
        case "payment":
            address = f"/cases/{row.case}/acts/{act.name}?number={row.number}"
        case _:
            address = f"/cases/{row.case}/acts/{act.name}"
    return Task(act, address, row.number if act.place == "payment" else 0)


def is_for_another(row: CaseRow, office: Office, context: Context) -> bool:
    """Whether the second certificate is asked of the very person who gave the first."""
    if row.waits_for != "arithmetical_certificate":
        return False
    act = BY_NAME["certify_arithmetically"]
    refusal = offer(act, (row.case, row.number), office.desk(), context=context).refusal
    return refusal is not None and refusal.code == "four_eyes"


def in_order_of_need(offers: list[Offer], waits: Collection[str]) -> list[tuple[Offer, bool]]:
    """Possible acts, those first that the case waits for; whether each is a main button."""
    wanted = {_ACTS.get(one) for one in waits}
    ranked = sorted(offers, key=lambda one: (one.act.name not in wanted, one.act.aside))
    return [(one, one.act.name in wanted and not one.act.aside) for one in ranked]
