"""Papers about a recipient's account: the letter to the contact that was known before a change."""

from adapters.later_letters import AccountLetter
from domain.desk import Desk
from domain.kernel import Day
from domain.recipient import Recipient
from workers.letterhead import frame


def account_letter(desk: Desk, recipient: str, dated: Day, *, about: str) -> AccountLetter:
    """The letter on the n-th confirmed account, named as in `v2`, under the last case's number."""
    body, number = desk.read(Recipient, recipient), int(about.removeprefix("v"))
    before = body.before(number)
    present = body.accounts[number - 1]
    return AccountLetter(
        **frame(desk, desk.cases_of(recipient)[-1], dated),
        addressee=before.contact,
        number=number,
        former=_masked(before.iban),
        present=_masked(present.iban),
        confirmed_on=present.confirmed.confirmed_on or dated,
    )


def _masked(iban: str | None) -> str:
    """Enough to know one's own account by; nothing where it was erased meanwhile."""
    return f"{iban[:4]} … {iban[-4:]}" if iban else "–"
