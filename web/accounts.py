"""The account that a person looked at: nobody confirms or orders to another one unseen."""

from domain.bank_details_decisions import account_seen
from domain.kernel import Refusal
from domain.reasons.bank_details import OTHER_ACCOUNT
from web.act import Act
from web.visit import Typed, Visit


def account_of(visit: Visit, recipient: str) -> str:
    """The fingerprint of the account as it is shown now, which travels hidden in the form."""
    return account_seen(visit.portal.office.desk(), recipient)


def refusal_of_another(act: Act, visit: Visit, typed: Typed, *, recipient: str) -> Refusal | None:
    """The refusal of an order to another account than the form was shown with."""
    same = typed.one("account") == account_of(visit, recipient)
    return None if same or act.name != "order_payment" else OTHER_ACCOUNT
