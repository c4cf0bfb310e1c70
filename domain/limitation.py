"""Verjährung: what of a recovery lapses and when, as far as nothing was decided or paid."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from domain.claim import InterestAssessed, RefundAssessed
from domain.kernel import Day, Money
from domain.recovery import Recovery

Claim = RefundAssessed | InterestAssessed


class Lapse(NamedTuple):
    """The last day before something lapses: a refund, assessed interest, or undecided interest."""

    kind: Literal["refund", "interest", "undecided_interest"]
    on: Day


def lapses(recovery: Recovery) -> Iterator[Lapse]:
    """What lapses, of each kind the earliest day.

    A deferral does not move a day here: the house never relies on a later one.
    """
    interests = [one for one in recovery.interests if isinstance(one, InterestAssessed)]
    if day := _lapses_on(recovery.refunds, recovery.principal.open_cents):
        yield Lapse("refund", day)
    if day := _lapses_on(interests, recovery.interest.open_cents):
        yield Lapse("interest", day)
    owed = recovery.principal.open_cents or recovery.interest_pending
    if recovery.refunds and owed and recovery.interest_until is None:
        first = min(one.interest_lapses.on for one in recovery.refunds)
        yield Lapse("undecided_interest", first)


def _lapses_on(claims: Sequence[Claim], open_cents: Money) -> Day | None:
    """When the first claim lapses that is not met as a whole; what is open is of the last ones."""
    found = None
    for claim in reversed(claims):
        if open_cents > 0:
            found = claim.limitation.on
            open_cents -= claim.amount_cents
    return found
