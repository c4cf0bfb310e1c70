"""A simulated bank for training: takes files from the outbox and answers into the inbox.

It keeps no state of its own. What it has answered it sees from its answers, whose names derive
from the message id; so it may be asked again at any time and killed at any point.

To make it reject a payment, pay to `closed_account_iban()`; to make it book a payment and send the
money back on the next day, pay to `returning_account_iban()`; any other account simply receives.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from schwifty import IBAN
from schwifty.exceptions import InvalidBBANChecksum

from adapters.bank import BankFolders
from adapters.files import exclusively, write_once
from adapters.iso20022 import Balance, read_bank_message
from adapters.sepa import TransferFile
from adapters.training_messages import (
    Movement,
    notification,
    read_order,
    statement,
    status_report,
)

_BANK_CODE = "50050000"  # Landesbank Hessen-Thüringen
_ACCOUNTS = 10**9


def training_iban(number: int) -> str:
    """A training account from 0 to 999,999,999: right check digits, a bank everybody knows.

    The account number itself fails the bank's own check digit, so it belongs to nobody.
    """
    if not 0 <= number < _ACCOUNTS:
        raise ValueError("a training account has a number from 0 to 999,999,999")
    for digit in "01":
        iban = IBAN.generate("DE", _BANK_CODE, f"{number:09d}{digit}")
        try:
            iban.validate(validate_bban=True)
        except InvalidBBANChecksum:
            return str(iban)
    raise AssertionError("one of two digits is always the wrong one")


def closed_account_iban(number: int = 0) -> str:
    """A training account from 0 to 9 which the training bank knows as closed."""
    return training_iban(_ACCOUNTS - 10 + number % 10)


def returning_account_iban(number: int = 0) -> str:
    """A training account from 0 to 9 whose bank sends the money back on the next day."""
    return training_iban(_ACCOUNTS - 20 + number % 10)


DEFAULT_REJECTS: Mapping[str, str] = MappingProxyType(
    {closed_account_iban(number): "AC04" for number in range(10)}
)
DEFAULT_RETURNS: Mapping[str, str] = MappingProxyType(
    {returning_account_iban(number): "MD07" for number in range(10)}
)
STARTING_CENTS = 10_000_000_00
"""Ten million euro: what every account holds before its first statement."""


class TrainingBank:
    """Answers what lies in the outbox; `rejects` and `returns` map accounts to reason codes."""

    def __init__(
        self,
        folders: BankFolders,
        *,
        rejects: Mapping[str, str] = DEFAULT_REJECTS,
        returns: Mapping[str, str] = DEFAULT_RETURNS,
        starting_cents: int = STARTING_CENTS,
    ) -> None:
        self._folders = folders
        self._rejects = rejects
        self._returns = returns
        self._starting_cents = starting_cents

    def work(self, today: date) -> int:
        """Answers all that is due on `today`; the number of files written, 0 when all is answered.

        At once a pain.002; on the execution day, and on the day after for what comes back, a
        camt.054 and a camt.053 of that booking day. Errors: `BankDoorFault`, `BadBankMessage`.
        """
        orders = [read_order(file.content) for file in self._folders.handed_over()]
        with self._folders.door(), exclusively(self._folders.inbox):
            answers = sum(self._report(order) for order in orders)
            movements = [movement for order in orders for movement in self._movements(order)]
            movements.sort(key=lambda movement: (movement.booked_on, movement.name))
            standing = self._standing(movements)
            for movement in movements:
                if movement.booked_on <= today:
                    answers += self._book(movement, standing)
        return answers

    def _report(self, order: TransferFile) -> int:
        name = _file_name("pain.002", order.message_id)
        if self._answer(name) is not None:
            return 0
        write_once(self._folders.inbox / name, status_report(order, self._rejects))
        return 1

    def _movements(self, order: TransferFile) -> Iterator[Movement]:
        paid = tuple(t for t in order.transfers if t.creditor_iban not in self._rejects)
        back = tuple(t for t in paid if t.creditor_iban in self._returns)
        if paid:
            yield Movement(order, order.execution_on, paid)
        if back:
            yield Movement(order, order.execution_on + timedelta(days=1), back, self._returns)

    def _standing(self, movements: list[Movement]) -> dict[str, Balance]:
        """The last balance of each account, read from the statements written so far."""
        standing: dict[str, Balance] = {}
        for movement in movements:
            content = self._answer(_file_name("camt.053", movement.name))
            if content is not None:
                balance = read_bank_message(content).balances[0]
                last = standing.setdefault(balance.account_iban, balance)
                if (balance.sequence or 0) > (last.sequence or 0):
                    standing[balance.account_iban] = balance
        return standing

    def _book(self, movement: Movement, standing: dict[str, Balance]) -> int:
        answers = 0
        name = _file_name("camt.054", movement.name)
        if self._answer(name) is None:
            write_once(self._folders.inbox / name, notification(movement))
            answers += 1
        name = _file_name("camt.053", movement.name)
        if self._answer(name) is None:
            iban, opening = movement.order.debtor_iban, self._starting_cents
            content = statement(movement, standing.get(iban, Balance(iban, 0, opening, opening)))
            write_once(self._folders.inbox / name, content)
            standing[iban] = read_bank_message(content).balances[0]
            answers += 1
        return answers

    def _answer(self, name: str) -> bytes | None:
        # the inbox first: a file that leaves it is in another folder before it is gone here
        folders = self._folders
        for folder in (folders.inbox, folders.archived, folders.quarantined):
            content = _content(folder / name)
            if content is not None:
                return content
        return None


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _file_name(kind: str, name: str) -> str:
    plain = re.sub(r"[^A-Za-z0-9-]", "_", name)
    if plain != name:  # two ids may not share one file name
        plain += "-" + sha256(name.encode()).hexdigest()[:8]
    return f"{kind}-{plain}.xml"
