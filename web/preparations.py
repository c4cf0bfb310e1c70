"""How the form of each act on a case begins."""

from datetime import timedelta

from domain.extension_decisions import duties
from domain.kernel import Command
from domain.proof_queries import items_of
from domain.reservation import reserved_cents
from domain.rules import facts_schema
from web import later_preparations
from web.case_file import CaseFile
from web.fields import Choice
from web.keeping_preparations import KEEPING_PREPARED
from web.onward_preparations import ONWARD_PREPARED, proven_facts
from web.preparation import Preparation, Prepare, looking_at
from web.recovery_preparations import RECOVERY_PREPARED
from web.visit import Visit


def prepare(command: type[Command], visit: Visit, file: CaseFile, *, number: int) -> Preparation:
    """How the form of an act on a case begins."""
    return _PREPARED[command.NAME](visit, file, number)


def _supply(visit: Visit, file: CaseFile, number: int) -> Preparation:
    texts = {item.id: item.text.said(visit.language) for item in file.line.checklist}
    gaps = file.application.open_gaps
    return Preparation({"gaps": list(gaps)}, {"gaps": [(gap, texts.get(gap, gap)) for gap in gaps]})


def _items(visit: Visit, file: CaseFile) -> list[Choice]:
    return [
        (item.id, f"{item.text.said(visit.language)} ({item.reference})")
        for item in file.line.checklist
    ]


def _request_documents(visit: Visit, file: CaseFile, number: int) -> Preparation:
    due_on = visit.portal.office.today() + timedelta(weeks=4)
    return Preparation(
        {"due_on": due_on, "gaps": list(file.application.open_gaps)},
        {"gaps": _items(visit, file)},
        panels=("application",),
    )


def _check(visit: Visit, file: CaseFile, number: int) -> Preparation:
    return Preparation({}, {"checklist": _items(visit, file)}, panels=("application", "assessment"))


def _propose(visit: Visit, file: CaseFile, number: int) -> Preparation:
    """A draft that was sent back begins as it was; a new one with what is reserved."""
    if standing := file.approval.proposal:
        return Preparation(standing.model_dump(), panels=("sent_back", "assessment"))
    reserved = int(reserved_cents(file.desk, file.application))
    initial = {
        "amount_cents": reserved,
        "instalments": [{"amount_cents": reserved}],
        "channel": "post",
        "reserve_percent": file.programme.parameters.final_payment_reserve_percent.value,
    }
    return Preparation(initial, panels=("application", "assessment"))


def _sign(visit: Visit, file: CaseFile, number: int) -> Preparation:
    proposal = file.approval.proposal
    return Preparation({"content_hash": proposal.content_hash if proposal else ""})


def _declaration(visit: Visit, file: CaseFile, number: int) -> Preparation:
    known = {"iban": file.recipient.iban, "holder": file.recipient.holder}
    return Preparation({"signed_on": visit.portal.office.today(), **known}, panels=("grant",))


def _drawdown(visit: Visit, file: CaseFile, number: int) -> Preparation:
    """What is open today; with fixed instalments nobody has to show what falls due."""
    found = file.drawable_on(visit.portal.office.today())
    return Preparation(
        {"amount_cents": int(found.open_cents)},
        without=frozenset() if found.need_until else frozenset({"due_payments", "unspent_cents"}),
        panels=("drawable", "grant", "instalments"),
    )


def _submit_proof(visit: Visit, file: CaseFile, number: int) -> Preparation:
    """A returned proof is corrected; a first one starts from the plan."""
    last = file.proof.submitted
    planned = {
        "facts": proven_facts(file),
        "expenditure": [{"name": line.name} for line in file.content.plan],
    }
    return Preparation(
        last.model_dump() if last else planned, facts=facts_schema(file.line), panels=("grant",)
    )


def _query(visit: Visit, file: CaseFile, number: int) -> Preparation:
    submitted = file.proof.submitted
    items = items_of(submitted) if submitted else {}
    due_on = visit.portal.office.today() + timedelta(weeks=4)
    return Preparation(
        {"due_on": due_on}, {"item": [(item, item) for item in items]}, panels=("proof",)
    )


def _answer(visit: Visit, file: CaseFile, number: int) -> Preparation:
    """The proof as it was handed in, to be changed where it was asked about."""
    last = file.proof.submitted
    told = last.model_dump() if last else {}
    return Preparation(told, facts=facts_schema(file.line), panels=("queries",))


def _examine(visit: Visit, file: CaseFile, number: int) -> Preparation:
    submitted = file.proof.submitted
    facts = submitted.facts if submitted else {}
    return Preparation(
        {"recognised_facts": facts}, facts=facts_schema(file.line), panels=("proof", "expected")
    )


def _close_examination(visit: Visit, file: CaseFile, number: int) -> Preparation:
    examined = file.proof.examined
    return Preparation({"content_hash": examined.content_hash if examined else ""})


def _extend(visit: Visit, file: CaseFile, number: int) -> Preparation:
    """What is owed at present; the number of a draw-down is asked for where one is to be used."""
    owed = [*duties(file.desk, file.case)]
    draws = [subject.key.rpartition(".")[2] for subject, duty in owed if duty.name == "use"]
    names = dict.fromkeys(duty.name for _, duty in owed)
    return Preparation(
        {"duty": next(iter(names), ""), "number": int(draws[0])} if draws else {},
        {"duty": [(name, visit.say(f"choice.duty.{name}")) for name in names]},
        without=frozenset() if draws else frozenset({"number"}),
    )


def _defect(visit: Visit, file: CaseFile, number: int) -> Preparation:
    return Preparation({"found_on": visit.portal.office.today()}, panels=("grant",))


def _certify(visit: Visit, file: CaseFile, number: int) -> Preparation:
    amount = int(file.draw(number).claimed_cents)
    return Preparation({"amount_cents": amount}, panels=("draw", "grant"))


def _report_use(visit: Visit, file: CaseFile, number: int) -> Preparation:
    draw = file.draw(number)
    rest = int(draw.paid_cents - draw.used_cents)
    return Preparation({"uses": [{"amount_cents": rest}]} if rest else {}, panels=("draw",))


_PREPARED: dict[str, Prepare] = {
    "supply_documents": _supply,
    "withdraw_application": looking_at("application"),
    "request_documents": _request_documents,
    "check_application": _check,
    "reserve_funds": looking_at("title", "assessment"),
    "propose_approval": _propose,
    "sign_approval": _sign,
    "send_back_approval": looking_at("assessment"),
    "reject_application": looking_at("application", "assessment"),
    "return_declaration": _declaration,
    "request_drawdown": _drawdown,
    "submit_proof": _submit_proof,
    "query_proof": _query,
    "answer_queries": _answer,
    "examine_proof": _examine,
    "return_proof": looking_at("proof"),
    "close_examination": _close_examination,
    "close_case": looking_at("grant"),
    "extend_period": _extend,
    "record_instruction_defect": _defect,
    "certify_factually": _certify,
    "certify_arithmetically": _certify,
    "order_payment": looking_at("draw", "order"),
    "return_drawdown": looking_at("draw"),
    "report_use": _report_use,
    **later_preparations.PREPARED,
    **RECOVERY_PREPARED,
    **KEEPING_PREPARED,
    **ONWARD_PREPARED,
}
