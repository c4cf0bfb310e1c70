"""The files that a message of the bank touches, folded on while its lines are read in order."""

import hashlib

from domain.application import Application
from domain.appropriation import (
    Appropriation,
    FundsPaid,
    OrderRestored,
    OrderReversed,
    PaymentReversed,
)
from domain.bank_details import BankDetailsQuestioned
from domain.bank_message import UNNAMED
from domain.clearing import Clearing, ClearingOpened, Why, clearing_key
from domain.desk import Desk
from domain.disbursement import Disbursement, disbursement_key
from domain.kernel import Event, Filings
from domain.payment import PaymentOrdered, parse_end_to_end_id
from domain.recipient import Recipient
from domain.recovery import Recovery

Moving = OrderReversed | OrderRestored | FundsPaid | PaymentReversed


class Draft:
    """What will be filed; each line sees what the lines before it did."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.states: dict[str, Disbursement] = {}
        self.titles: dict[str, Appropriation] = {}
        self.recoveries: dict[str, Recovery] = {}
        self.opened: set[str] = set()
        self.filings: Filings = []
        self.unmatched: list[str] = []

    def named(self, reference: str) -> Disbursement | None:
        """The draw-down that a reference of ours names, whatever its attempt."""
        parsed = parse_end_to_end_id(reference)
        if parsed is None:
            return None
        key = disbursement_key(parsed[0], parsed[1])
        return self.states.get(key) or self.desk.read(Disbursement, key)

    def application(self, reference: str) -> Application:
        """The application of the case that a reference of ours names."""
        return self.desk.read(Application, reference.split(".", maxsplit=1)[0])

    def title(self, order: PaymentOrdered) -> Appropriation:
        """The budget title that an order named."""
        return self.titles.get(order.fund) or self.desk.read(Appropriation, order.fund)

    def file(self, state: Disbursement, event: Event) -> Disbursement:
        """Keep an event of a draw-down; the state after it."""
        self.filings.append((state.subject, event))
        self.states[state.key] = state.evolve(event)
        return self.states[state.key]

    def move(self, order: PaymentOrdered, kind: type[Moving]) -> None:
        """Keep what the title of an order learns."""
        application, title = self.application(order.end_to_end_id), self.title(order)
        moved = kind(
            case=application.key,
            line=application.submitted.line,
            end_to_end_id=order.end_to_end_id,
            amount_cents=order.amount_cents,
        )
        self.filings.append((title.subject, moved))
        self.titles[title.key] = title.evolve(moved)

    def question(self, recipient: str, code: str) -> None:
        """Keep that the recipient's account is in doubt."""
        event = BankDetailsQuestioned(recipient=recipient, reason_code=code)
        self.filings.append((self.desk.read(Recipient, recipient).subject, event))

    def has(self, key: str) -> bool:
        """Whether a line stands on the clearing list, or stood there."""
        return key in self.opened or self.desk.read(Clearing, key).line is not None

    def clear(self, key: str, opened: ClearingOpened, reference: str) -> None:
        """Put a line on the clearing list; the message remembers its reference."""
        self.opened.add(key)
        self.unmatched.append(listed(reference) or hashed(reference))
        self.filings.append((self.desk.read(Clearing, key).subject, opened))


def rejection_listed(draft: Draft, reference: str, why: Why) -> None:
    """Put a refusal that cannot be true on the list, whichever fact was known first.

    Once: after the booking the refusal is not told of again, and before it the list has none.
    """
    key = rejection_key(reference)
    opened = ClearingOpened(item=key, what="rejected", why=why, reference=reference)
    draft.clear(key, opened, reference)


def rejection_key(reference: str) -> str:
    """The key under which a refusal of an attempt of ours would stand on the list."""
    return clearing_key("status", reference, "rejected")


def listed(reference: str) -> str | None:
    """A reference as the record may show it: `None` for a foreign one, which may name a person."""
    ours = reference == UNNAMED or parse_end_to_end_id(reference)
    return reference if ours else None


def attempt_of(reference: str) -> int:
    """The attempt that a reference of ours names, 0 for a foreign one."""
    parsed = parse_end_to_end_id(reference)
    return parsed[2] if parsed else 0


def hashed(reference: str) -> str:
    """A foreign reference without what it says."""
    return f"#{hashlib.sha256(reference.encode()).hexdigest()[:12]}"
