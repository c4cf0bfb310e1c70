"""Whatever people may ask about a case, by the role that may ask for it."""

from domain import application as app
from domain import disbursement as dis
from domain.appropriation import ReserveFunds
from domain.approval import SendBackApproval
from domain.bank_details import ReportBankDetails
from domain.kernel import Money, Role
from domain.proof_of_use import CloseCase, ReturnProof
from tests import cast
from tests.story import Ask
from tests.usual_grant import MARCH, Grant


def wishes(grant: Grant, number: int, cents: int, *, cost: int) -> dict[Role, list[Ask]]:
    """Whatever one may ask about a case, by the role that may ask for it."""
    case, amount = grant.case, {"amount_cents": Money(cents)}
    facts = {"eligible_cents": cost, "months": 12}
    due = ({"due_on": MARCH, "purpose": "Gehalt"} | amount,)
    draw = grant.drawdown(due_payments=due, **amount)
    remark = {"case": case, "remark": "Bitte noch einmal."}
    return {
        "applicant": [
            app.WithdrawApplication(case=case),
            grant.proof(facts=facts),
            ReportBankDetails(recipient=cast.BODY, iban=cast.OTHER_IBAN, holder="Neue Kasse"),
            draw,
        ],
        "county_finance": [draw, grant.use().model_copy(update={"number": number})],
        "clerk": [
            grant.check(),
            grant.proposal(instalments=(amount,), **amount),
            dis.CertifyFactually(case=case, number=number, **amount),
            dis.CertifyArithmetically(case=case, number=number, **amount),
            dis.ReturnDrawdown(number=number, **remark),
            cast.confirmation,
            grant.note(recognised_facts=facts),
            ReturnProof(**remark),
            CloseCase(case=case),
        ],
        "signatory": [
            grant.signature,
            grant.order(number),
            grant.settlement,
            SendBackApproval(**remark),
            app.RejectApplication(case=case, reasons="Nein."),
        ],
        "budget_officer": [ReserveFunds(case=case)],
        "treasury": [grant.run_of(number, run=f"{grant.run}-{number}-{cents}")],
        "system": [CloseCase(case=case)],
    }
