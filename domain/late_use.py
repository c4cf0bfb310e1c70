"""Late use: which payout was used when, oldest money first, and what of it came too late."""

from collections.abc import Iterable, Iterator, Sequence

from domain.disbursement import Disbursement, Payout, Use
from domain.interest import Movement
from domain.kernel import Day, Message, Money, Payable


class LateUse(Message):
    """Money of one payout that was used after its two months; it bears interest from the payout."""

    number: int
    booked_on: Day
    use_due_on: Day
    used_on: Day
    amount_cents: Payable

    @property
    def movements(self) -> tuple[Movement, Movement]:
        """It came on the day of the payout and counts as gone from the day of its use."""
        return (
            Movement(on=self.booked_on, amount_cents=self.amount_cents),
            Movement(on=self.used_on, amount_cents=-self.amount_cents),
        )


def late_uses(draws: Sequence[Disbursement], *, kept_cents: Money) -> tuple[LateUse, ...]:
    """What was used too late, matched first in, first out over all payouts and reports of a case.

    Only what the recipient keeps counts as used for the purpose (§ 49a Abs. 4 HVwVfG): of all uses
    in their order, the first `kept_cents`. The rest is refunded and bears interest as a refund.
    """
    uses = sorted((use for one in draws for use in one.uses), key=lambda use: use.used_on)
    return tuple(_matched(draws, _up_to(uses, kept_cents)))


def _up_to(uses: Iterable[Use], limit: Money) -> Iterator[Use]:
    for use in uses:
        amount = Money(min(use.amount_cents, limit))
        limit -= amount
        if amount:
            yield use.model_copy(update={"amount_cents": amount})


def _matched(draws: Iterable[Disbursement], uses: Iterator[Use]) -> Iterator[LateUse]:
    use = next(uses, None)
    for payout, due_on, number in sorted(_payouts(draws), key=lambda one: one[0].on):
        left = payout.amount_cents
        while use and left:
            amount = Money(min(left, use.amount_cents))
            left -= amount
            if use.used_on > due_on:
                yield LateUse(
                    number=number,
                    booked_on=payout.on,
                    use_due_on=due_on,
                    used_on=use.used_on,
                    amount_cents=amount,
                )
            rest = use.amount_cents - amount
            use = use.model_copy(update={"amount_cents": rest}) if rest else next(uses, None)


def _payouts(draws: Iterable[Disbursement]) -> Iterator[tuple[Payout, Day, int]]:
    """The money of draw-downs that are paid as a whole, each with the last day of its use."""
    for number, draw in enumerate(draws, 1):
        if draw.use:
            yield from ((payout, draw.use.on, number) for payout in draw.payouts)
