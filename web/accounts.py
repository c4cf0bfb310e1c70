"""The account that a person looked at: nobody confirms or orders to another one unseen."""

import hashlib

from domain.kernel import Refusal
from domain.reasons.general import CHANGED_MEANWHILE
from domain.recipient import Recipient
from web.act import Act
from web.visit import Typed

_LOOKED_AT = frozenset({"confirm_bank_details", "order_payment"})


def account_of(body: Recipient) -> str:
    """A fingerprint of the account, which travels hidden in the form."""
    return hashlib.sha256(f"{body.iban}\n{body.holder}".encode()).hexdigest()


def refusal_of_another(act: Act, body: Recipient, typed: Typed) -> Refusal | None:
    """The refusal where the account is not the one the form was shown with."""
    same = typed.one("account") == account_of(body)
    return None if same or act.name not in _LOOKED_AT else CHANGED_MEANWHILE
