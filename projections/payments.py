"""Grants and payments as county finance asks for them, in its own words."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from psycopg import Connection
from psycopg.rows import args_row
from psycopg.sql import SQL, Identifier

from domain.application import ApplicationSubmitted
from domain.disbursement import DrawdownRequested
from domain.kernel import Entry
from domain.words import Language
from projections.payment_steps import (
    Grant,
    Happening,
    Payment,
    grant_after,
    grant_opened,
    payment_after,
    payment_requested,
    step_of,
)
from projections.projection import Projection
from projections.subjects import case_of, number_of
from projections.table import Drawer, Table
from projections.wording import WORDS, filled, term

NAME = "payments"
VERSION = 5


class GrantRow(NamedTuple):
    """One signed grant and where its money is; all sums in cents.

    `drawn_cents` is all that was asked for and not handed back. Of it each cent is ordered, on
    its way (from the payment run to the booking), booked or set off, returned by the bank and not
    ordered again, or none of these. `to_prove_cents` is what is booked while no proof is handed in.
    `repay_by` and `repay_reference` are those of the claim that was assessed last. `grantor` is who
    passes the money on, empty where the Land grants it. `open_cents` can still be drawn.
    """

    case: str
    line: str
    year: int
    recipient: str
    title: str
    file_number: str
    granted_cents: int
    drawn_cents: int
    ordered_cents: int
    on_its_way_cents: int
    booked_cents: int
    returned_cents: int
    used_cents: int
    to_prove_cents: int
    to_repay_cents: int
    repay_by: date | None
    repay_reference: str | None
    proof_due_on: date | None
    closed: bool
    grantor: str
    open_cents: int
    purpose: str
    cash_reference: str | None
    signed_on: date | None
    declare_by: date | None
    declared: bool
    owed_since: date | None


class PaymentRow(NamedTuple):
    """One draw-down with its payment; `attempt` counts the orders, 0 before the first.

    It is instalment `number` of `instalments`. `set_off_cents` of the amount are paid by set-off,
    `transfer_cents` are for the bank. `remittance` is the text as the statement prints it.
    `history` holds days and keys of steps in their order.
    """

    case: str
    number: int
    attempt: int
    amount_cents: int
    set_off_cents: int
    transfer_cents: int
    status: str
    remittance: str | None
    requested_on: date
    ordered_on: date | None
    booked_on: date | None
    use_due_on: date | None
    reason_code: str | None
    instalments: int
    used_cents: int
    cash_reference: str | None
    history: list[tuple[date, str]]


GRANTS = Table("grants", Grant, indexed=["recipient"])
PAYMENTS = Table("payments", Payment, key=2)
HISTORY = Table("history", Happening, key=3)


def process(connection: Connection, entries: Sequence[Entry]) -> None:
    """Takes entries about cases and draw-downs in."""
    grants, draws = Drawer(connection, GRANTS), Drawer(connection, PAYMENTS)
    history: list[Happening] = []
    keyed = [(entry, case) for entry in entries if (case := case_of(entry))]
    grants.load("case", {case for _, case in keyed})
    draws.load("case", {case for entry, case in keyed if number_of(entry)})
    for entry, case in keyed:
        number = number_of(entry)
        if isinstance(entry.event, ApplicationSubmitted):
            grants.put(grant_opened(entry.event))
        elif isinstance(entry.event, DrawdownRequested):
            draws.put(payment_requested(entry, entry.event))
        elif not number and (grant := grants.get(case)):
            grants.put(grant_after(grant, entry))
        elif payment := draws.get(case, number):
            draws.put(payment_after(payment, entry))
        if number and (step := step_of(entry)):
            happened_on = getattr(entry.event, "booked_on", entry.context.today)
            history.append(Happening(case, number, entry.position, happened_on, step))
    grants.save()
    draws.save()
    HISTORY.append(connection, history)


PROJECTION = Projection(NAME, VERSION, (GRANTS, PAYMENTS, HISTORY), process)


_GRANT_ROWS = SQL(
    """
    SELECT g."case", g.line, g.year, g.recipient, g.title, g."case", g.granted_cents,
           p.drawn, p.ordered, p.on_its_way, p.booked, p.returned, p.used,
           CASE WHEN g.proof_handed_in THEN 0 ELSE p.booked END,
           g.to_repay_cents, g.repay_by, g.repay_reference, g.proof_due_on, g.closed,
           g.grantor,
           CASE WHEN g.closed THEN 0
               ELSE greatest(0, g.payable_cents + g.claimed_cents - p.drawn) END,
           g.purpose, g.cash_reference, g.signed_on, g.declare_by, g.declared, g.owed_since
    FROM {model}.grants g CROSS JOIN LATERAL (
        SELECT coalesce(sum(amount_cents) FILTER (WHERE status <> 'returned_to_recipient'), 0)
                   ::bigint AS drawn,
               coalesce(sum(amount_cents - set_off_cents) FILTER (WHERE status = 'ordered'), 0)
                   ::bigint AS ordered,
               coalesce(sum(amount_cents - set_off_cents)
                   FILTER (WHERE status IN ('in_run', 'accepted')), 0)::bigint AS on_its_way,
               coalesce(sum(CASE WHEN status IN ('booked', 'set_off') THEN amount_cents
                   ELSE set_off_cents END), 0)::bigint AS booked,
               coalesce(sum(amount_cents - set_off_cents) FILTER (WHERE status = 'returned'), 0)
                   ::bigint AS returned,
               coalesce(sum(used_cents), 0)::bigint AS used
        FROM {model}.payments WHERE "case" = g."case"
    ) p
    WHERE g.granted_cents > 0
      AND (%(recipient)s::text IS NULL OR g.recipient = %(recipient)s)
      AND (%(grantor)s::text IS NULL OR g.grantor = %(grantor)s)
      AND (%(year)s::int IS NULL OR g.year = %(year)s)
    ORDER BY g.year DESC, g."case"
    """
)
_PAYMENT_ROWS = SQL(
    """
    SELECT p."case", p.number, p.attempt, p.amount_cents, p.set_off_cents,
           p.amount_cents - p.set_off_cents, p.status, p.remittance, p.requested_on,
           p.ordered_on, p.booked_on, p.use_due_on, p.reason_code,
           greatest(p.number, g.instalments), p.used_cents, g.cash_reference,
           ARRAY(SELECT happened_on FROM {model}.history h
                 WHERE (h."case", h.number) = (p."case", p.number) ORDER BY position),
           ARRAY(SELECT step FROM {model}.history h
                 WHERE (h."case", h.number) = (p."case", p.number) ORDER BY position)
    FROM {model}.payments p JOIN {model}.grants g USING ("case")
    WHERE (%(recipient)s::text IS NULL OR g.recipient = %(recipient)s)
      AND (%(grantor)s::text IS NULL OR g.grantor = %(grantor)s)
      AND (%(case)s::text IS NULL OR g."case" = %(case)s)
    ORDER BY p."case", p.number
    """
)


def grants(
    connection: Connection,
    *,
    recipient: str | None = None,
    grantor: str | None = None,
    year: int | None = None,
    model: str = NAME,
) -> list[GrantRow]:
    """The signed grants, the newest year first; of the Land alone where `grantor` is empty.

    `model` names the schema to read, for the past.
    """
    wanted = {"recipient": recipient, "grantor": grantor, "year": year}
    with connection.cursor(row_factory=args_row(GrantRow)) as cursor:
        return cursor.execute(_GRANT_ROWS.format(model=Identifier(model)), wanted).fetchall()


def payments(
    connection: Connection,
    *,
    recipient: str | None = None,
    grantor: str | None = None,
    case: str | None = None,
    model: str = NAME,
) -> list[PaymentRow]:
    """The draw-downs in the order of their cases and numbers; the rest as for grants."""
    wanted = {"recipient": recipient, "grantor": grantor, "case": case}
    with connection.cursor(row_factory=args_row(_payment_row)) as cursor:
        return cursor.execute(_PAYMENT_ROWS.format(model=Identifier(model)), wanted).fetchall()


def _payment_row(*values: Any) -> PaymentRow:
    *row, days, steps = values
    return PaymentRow._make((*row, list(zip(days, steps, strict=True))))


def status_words(row: PaymentRow, language: Language) -> str:
    """The status in the county's own words."""
    return filled(term("payments", row.status, language), row._asdict(), language)


def history_words(row: PaymentRow, language: Language) -> list[tuple[date, str]]:
    """What happened, in the county's own words; the authority's internal steps are left out."""
    return [
        (day, term("history", step, language))
        for day, step in row.history
        if step in WORDS["history"]
    ]
