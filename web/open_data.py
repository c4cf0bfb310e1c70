"""The open data files: grants and transactions in the terms of the 360Giving Data Standard."""

import json
from collections.abc import Mapping, Sequence
from datetime import date

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

import programmes
from domain.desk import Desk
from domain.lines import RecipientClass
from domain.recipient import Recipient
from projections.open_data import Kind, OpenGrant
from web.sheets import Cell, Column, Sheet, as_csv

NAMED: frozenset[RecipientClass] = frozenset(
    {"county", "county_free_city", "special_status_city", "municipality", "non_profit_carrier"}
)
"""Classes of bodies whose names are published; whoever is in none of them is told by class."""

IATI_CODES: Mapping[Kind, str] = {
    "award": "2",
    "award_adjustment": "2",
    "disbursement": "3",
    "refund": "3",
}
"""Outgoing commitment and disbursement of the IATI code list; less than zero where it goes back."""
_TOLD: Mapping[Kind, str] = {
    "award": "Award",
    "award_adjustment": "Adjustment of the award",
    "disbursement": "Disbursement",
    "refund": "Paid back",
}


FUNDER_ID, FUNDER_NAME = "DE-HE", "Land Hessen"


class _Published(BaseModel):
    """Fields are written in camel case, as the standard has them."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True
    )


class Body(_Published):
    """An organisation; `id` is its key in the register."""

    id: str
    name: str


class Move(_Published):
    """A signed amount of a grant on a day; what was published once is never overwritten."""

    id: str = Field(description="the grant and the place in the record; it never changes")
    transaction_date: date
    currency: str = "EUR"
    value: float = Field(description="euro; less than zero where it lowers the sum")
    description: str
    transaction_type: str = Field(description="own field: code of the IATI list TransactionType")


class Days(_Published):
    """The funding period."""

    start_date: date
    end_date: date


class Code(_Published):
    """A code with its title."""

    code: str
    title: str


class Grant(_Published):
    """One grant; the field names are those of the 360Giving Data Standard."""

    id: str
    title: str
    description: str
    currency: str = "EUR"
    amount_awarded: float = Field(description="the sum of all commitment transactions")
    original_amount_awarded: float = Field(description="own field: the first award, unadjusted")
    amount_disbursed: float = Field(description="the sum of all disbursement transactions")
    award_date: date
    planned_dates: tuple[Days, ...]
    recipient_organization: tuple[Body, ...] = Field(description="empty for private persons")
    recipient_class: str = Field(description="own field: the class of the recipient")
    funding_organization: tuple[Body, ...]
    grant_programme: tuple[Code, ...]
    classifications: tuple[Code, ...] = Field(description="the funding line")
    commitment_transaction: tuple[Move, ...]
    disbursement_transaction: tuple[Move, ...]


class Package(_Published):
    """All grants as of a day."""

    as_of: date
    grants: tuple[Grant, ...]


def published(rows: Sequence[OpenGrant], desk: Desk, *, today: date) -> Package:
    """The grants as anybody may read them; recipients of no named class show their class alone."""
    bodies = {key: desk.read(Recipient, key) for key in {one.recipient for one in rows}}
    told = [_grant(one, bodies[one.recipient]) for one in rows]
    return Package(as_of=today, grants=tuple(told))


def _grant(one: OpenGrant, body: Recipient) -> Grant:
    rules, known = programmes.in_force(one.programme, one.first), body.class_on(one.awarded_on)
    line = rules.line(one.line)
    named = known in NAMED
    return Grant(
        id=one.case,
        title=f"{line.title.de} {one.first.year}",
        description=f"{rules.title.de}: {line.title.de}",
        amount_awarded=_euro(one.awarded_cents),
        original_amount_awarded=_euro(one.original_cents),
        amount_disbursed=_euro(one.disbursed_cents),
        award_date=one.awarded_on,
        planned_dates=(Days(start_date=one.first, end_date=one.last),),
        recipient_organization=(Body(id=body.key, name=body.name),) if named else (),
        recipient_class=known or "other",
        funding_organization=(Body(id=FUNDER_ID, name=FUNDER_NAME),),
        grant_programme=(Code(code=rules.id, title=rules.title.de),),
        classifications=(Code(code=line.id, title=line.title.de),),
        commitment_transaction=_moves(one, "award", "award_adjustment"),
        disbursement_transaction=_moves(one, "disbursement", "refund"),
    )


def _moves(grant: OpenGrant, *kinds: Kind) -> tuple[Move, ...]:
    return tuple(
        Move(
            id=one.id,
            transaction_date=one.on,
            value=_euro(one.amount_cents),
            description=_TOLD[one.kind],
            transaction_type=IATI_CODES[one.kind],
        )
        for one in grant.transactions
        if one.kind in kinds
    )


def _euro(cents: int) -> float:
    """Euro as a number, which the standard asks for; nothing is computed with it here."""
    return cents / 100


_GRANT_HEADS: tuple[Column, ...] = (
    *map(Column, ("Identifier", "Title", "Description", "Currency")),
    Column("Amount Awarded", "cents"),
    Column("Original Amount Awarded", "cents"),
    Column("Amount Disbursed", "cents"),
    Column("Award Date", "day"),
    Column("Planned Dates:Start Date", "day"),
    Column("Planned Dates:End Date", "day"),
    *map(Column, ("Recipient Org:Identifier", "Recipient Org:Name", "Recipient Class")),
    *map(Column, ("Funding Org:Identifier", "Funding Org:Name")),
    *map(Column, ("Grant Programme:Code", "Grant Programme:Title")),
    *map(Column, ("Classifications:Code", "Classifications:Title")),
)
_MOVE_HEADS: tuple[Column, ...] = (
    *map(Column, ("Identifier", "Grant Identifier")),
    Column("Transaction Date", "day"),
    Column("Currency"),
    Column("Value", "cents"),
    *map(Column, ("Description", "Transaction Type")),
)


def grants_sheet(package: Package) -> Sheet:
    """One row a grant, under the standard's headings."""
    rows = [_grant_row(one) for one in package.grants]
    return Sheet("grants", package.as_of, _GRANT_HEADS, rows)


def _grant_row(one: Grant) -> list[Cell]:
    [period], [programme], [line] = one.planned_dates, one.grant_programme, one.classifications
    body = one.recipient_organization[0] if one.recipient_organization else None
    amounts = (one.amount_awarded, one.original_amount_awarded, one.amount_disbursed)
    return [
        *(one.id, one.title, one.description, one.currency),
        *map(_cents, amounts),
        *(one.award_date, period.start_date, period.end_date),
        *(body.id if body else None, body.name if body else None, one.recipient_class),
        *(FUNDER_ID, FUNDER_NAME, programme.code, programme.title, line.code, line.title),
    ]


def transactions_sheet(package: Package) -> Sheet:
    """One row a transaction, with the grant it belongs to."""
    rows: list[list[Cell]] = [
        [
            *(move.id, one.id, move.transaction_date, move.currency),
            *(_cents(move.value), move.description, move.transaction_type),
        ]
        for one in package.grants
        for move in (*one.commitment_transaction, *one.disbursement_transaction)
    ]
    return Sheet("transactions", package.as_of, _MOVE_HEADS, rows)


def _cents(euro: float) -> int:
    return round(euro * 100)


def files(package: Package) -> dict[str, bytes]:
    """All files of a publication by their names; texts are written so that none computes."""
    schema = Package.model_json_schema(by_alias=True, mode="serialization")
    return {
        "grants.csv": as_csv(grants_sheet(package), "en"),
        "transactions.csv": as_csv(transactions_sheet(package), "en"),
        "grants.json": package.model_dump_json(by_alias=True, indent=1).encode(),
        "schema.json": json.dumps(schema, ensure_ascii=False, indent=1).encode(),
    }
