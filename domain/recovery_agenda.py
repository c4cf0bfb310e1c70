"""Which letters a recovery owes its recipient, and from which day on each may leave."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from domain.calendar import months_later
from domain.claim import InterestAssessed
from domain.correspondence import LetterKind
from domain.limitation import lapses
from domain.recovery import Recovery
from domain.recovery_terms import RecoveryTerms


class DueLetter(NamedTuple):
    """A letter and the first day on which it may leave; `about` tells letters of a kind apart."""

    kind: LetterKind
    about: str
    due_on: date

    @property
    def dunning(self) -> bool:
        """Whether it presses for payment."""
        return self.kind == "dunning_letter"


def due_letters(recovery: Recovery, terms: RecoveryTerms) -> Iterator[DueLetter]:
    """All letters of a recovery, sent or not."""
    yield from _acts(recovery)
    yield from _dunning(recovery, terms)
    yield from _limitation(recovery, terms)


def _acts(recovery: Recovery) -> Iterator[DueLetter]:
    if recovery.opened and recovery.hearing:
        yield DueLetter("hearing", str(recovery.hearing.due_on), date.min)
    for number, one in enumerate(recovery.revocations, 1):
        if one.limit:
            yield DueLetter("cancellation_notice", f"v{number}", date.min)
    for refund in recovery.refunds:
        yield DueLetter("refund_notice", refund.reference.lower(), date.min)
    for claimed in recovery.interests:
        if isinstance(claimed, InterestAssessed) and claimed.amount_cents:
            yield DueLetter("interest_notice", claimed.reference.lower(), date.min)
    if recovery.deferrals:
        yield DueLetter("deferral_notice", f"v{len(recovery.deferrals)}", date.min)
    for number, _ in enumerate(recovery.set_offs, 1):
        yield DueLetter("set_off_declaration", f"v{number}", date.min)
    if ordered := recovery.enforced:
        yield DueLetter("enforcement_order", str(ordered.ordered_on), date.min)


def _dunning(recovery: Recovery, terms: RecoveryTerms) -> Iterator[DueLetter]:
    """Nothing is dunned before its day or while the collection is suspended.

    After a remedy the days to dunning run anew.
    """
    if not recovery.plan:
        return
    rests_until = recovery.suspended_until or date.min
    due_on = recovery.plan[0].due_on
    for days in terms.dunning_days.value:
        began_on = max(due_on, recovery.resumed_on or due_on)
        planned = max(began_on + timedelta(days=days), rests_until)
        yield DueLetter("dunning_letter", f"{due_on}.{days}", planned)


def _limitation(recovery: Recovery, terms: RecoveryTerms) -> Iterator[DueLetter]:
    """The house is told months before something lapses, in a note that stays inside."""
    months = terms.limitation_warning_months.value
    for lapse in lapses(recovery):
        warned_on = months_later(lapse.on, -months)
        yield DueLetter("limitation_note", f"{lapse.kind}.{lapse.on}", warned_on)
