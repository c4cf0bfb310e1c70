"""The recipients' accounts: together they are the title's, on every day."""

from datetime import date

from psycopg import Connection

from domain.kernel import Money
from projections.ledger import ledger
from projections.recipient_accounts import ACCOUNTS, RecipientRow, recipient_accounts
from tests.projections.conftest import Show
from tests.projections.grant_story import TITLE, Grant, life, register

ONE, TWO = Grant(), Grant(case="WIR-2016-OTHER", amount=Money(12_345_67))


def sums(rows: list[RecipientRow]) -> dict[str, int]:
    return {name: sum(getattr(row, f"{name}_cents") for row in rows) for name in ACCOUNTS}


def of_title(connection: Connection, day: date | None) -> dict[str, int]:
    own = next((row for row in ledger(connection, day=day) if not row.line), None)
    return {name: getattr(own, f"{name}_cents") if own else 0 for name in ACCOUNTS}


def test_the_accounts_of_all_recipients_add_up_to_the_title_on_every_day(show: Show) -> None:
    story = [*register(), *life(ONE), *TWO.submitted(), *TWO.reserved(), *TWO.signed()]
    connection = show([*story, *TWO.ordered()])
    for day in [None, *sorted({moment.day for moment in story})]:
        assert sums(recipient_accounts(connection, day=day)) == of_title(connection, day)


def test_a_recipient_holds_its_grants_line_by_line(show: Show) -> None:
    story = [*register(), *life(ONE), *TWO.submitted(), *TWO.reserved()]
    connection = show(story)
    [row] = recipient_accounts(connection)
    assert (row.title, row.line, row.cases) == (TITLE.key, "coordination", 2)
    assert (row.proven_cents, row.reserved_cents) == (ONE.amount, TWO.amount)
    assert recipient_accounts(connection, recipient=row.recipient, line=row.line) == [row]
    assert recipient_accounts(connection, year=2017) == []
    assert recipient_accounts(connection, line="guides") == []
    assert recipient_accounts(connection, recipient="nobody") == []
    assert recipient_accounts(connection, grantor=None) == []
    assert recipient_accounts(connection, day=date(2015, 1, 1)) == []
