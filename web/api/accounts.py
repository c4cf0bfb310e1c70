"""A recipient's account over HTTP: what is seen of it, and under which fingerprint."""

from fastapi import APIRouter
from starlette.exceptions import HTTPException

from domain.bank_details_decisions import account_seen, sharing
from domain.desk import Desk
from domain.recipient import Recipient
from web.api.caller import Calling

router = APIRouter(prefix="/api/recipients", tags=["read models"])


@router.get("/{key}/account")
def account(caller: Calling, key: str) -> dict[str, object]:
    """The account reported last; `account` is the fingerprint that decisions on it must name."""
    desk, today = caller.portal.office.desk(), caller.portal.office.today()
    body = desk.read(Recipient, key) if key.isascii() and key.isprintable() else Recipient("")
    seat = body.seat_on(today)
    if not body.exists or not caller.sees(key, grantor=seat.county if seat else None):
        raise HTTPException(404)
    return {
        "recipient": body.key,
        "iban": body.iban,
        "holder": body.holder,
        "account": account_seen(desk, key),
        "confirmed": body.bank_confirmed,
        "objected": body.objection is not None,
    } | ({} if caller.scoped else _findings(desk, body))


def _findings(desk: Desk, body: Recipient) -> dict[str, object]:
    """What the authority knows of it beside."""
    check = body.payee_check
    return {
        "payee_check": check.result if check else None,
        "shared_with": list(sharing(desk, body.key)),
    }
