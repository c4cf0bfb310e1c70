"""Accounts as pages list them: those that are not paid to yet, and those that several have."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.bank_details import CLEAR
from domain.kernel import Day
from domain.payee import works_from
from domain.recipient import Recipient
from domain.terms import programme_of
from web.visit import Visit

Why = Literal["waits", "objected", "undecided"]


@dataclass(frozen=True)
class HeldAccount:
    """A body whose account is not paid to; `opens_on` is the first day on which it is."""

    body: Recipient
    why: Why
    opens_on: Day | None = None


def opens_on(visit: Visit, body: Recipient, case: str) -> date | None:
    """The first day on which the account is paid to, by the rules of a case."""
    desk = visit.portal.office.desk()
    return works_from(body, programme_of(desk, case).parameters.account, desk.calendar)


def held_accounts(visit: Visit, cases: Iterable[tuple[str, str]]) -> list[HeldAccount]:
    """The accounts held back of the bodies of these cases, each named with its recipient.

    What the bank answered is no business of the recipient before it is decided on.
    """
    desk = visit.portal.office.desk()
    latest = {recipient: case for case, recipient in cases}
    found = (_held(visit, desk.read(Recipient, key), case) for key, case in latest.items())
    return [one for one in found if one and not (visit.scoped and one.why == "undecided")]


def _held(visit: Visit, body: Recipient, case: str) -> HeldAccount | None:
    if body.objection:
        return HeldAccount(body, "objected")
    if body.payee_check and body.payee_check.result != CLEAR and not body.payee_decision:
        return HeldAccount(body, "undecided")
    day = opens_on(visit, body, case)
    waits = day is not None and day > visit.portal.office.today()
    return HeldAccount(body, "waits", day) if waits else None


@dataclass(frozen=True)
class SharedAccount:
    """A body whose account others had when it was confirmed, and why that is right."""

    body: Recipient
    others: tuple[str, ...]
    reasons: str


def shared_accounts(visit: Visit) -> list[SharedAccount]:
    """All confirmations of an account that others have, too."""
    desk = visit.portal.office.desk()
    return [
        SharedAccount(
            body,
            tuple(desk.read(Recipient, one).name for one in known.confirmed.shared_with),
            known.confirmed.reasons or "",
        )
        for body in (desk.read(Recipient, key) for key in desk.recipients())
        for known in body.accounts
        if known.confirmed.shared_with
    ]
