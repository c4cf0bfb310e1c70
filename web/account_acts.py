"""The acts on a recipient's account: told, confirmed, verified, and objected to."""

from domain.bank_details import (
    ConfirmBankDetails,
    DecidePayeeCheck,
    ObjectToAccount,
    RecordPayeeCheck,
    ReportBankDetails,
)
from domain.bank_details_decisions import (
    account_seen,
    may_confirm_bank_details,
    may_decide_payee_check,
    may_object,
    may_record_payee_check,
)
from domain.desk import Desk
from domain.kernel import Context
from web.act import Act


def _confirmation(desk: Desk, key: str, _: Context) -> ConfirmBankDetails:
    """With reasons, as an account needs them that others have, too."""
    account = account_seen(desk, key)
    return ConfirmBankDetails(recipient=key, account=account, reasons=ConfirmBankDetails.NAME)


ACCOUNT_ACTS: tuple[Act, ...] = (
    Act(ConfirmBankDetails, "recipient", may_confirm_bank_details, _confirmation),
    Act(DecidePayeeCheck, "recipient", may_decide_payee_check, quiet=True),
    Act(RecordPayeeCheck, "recipient", may_record_payee_check, aside=True, quiet=True),
    Act(ReportBankDetails, "recipient", aside=True),
    Act(ObjectToAccount, "recipient", may_object, aside=True, quiet=True),
)
"""In the order in which they follow one another."""
