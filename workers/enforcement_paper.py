"""Letters that enforce a claim, or warn the house that it lapses: set-off, order, note."""

from datetime import date

from adapters.collection_letters import EnforcementOrder, LimitationNote, SetOffDeclaration
from adapters.letter_frame import Letter
from domain.recovery import Recovery
from domain.set_off import ClaimSetOff
from domain.terms import programme_of
from workers.collection_paper import CLAIM_NAMES, Claim, assessed_on
from workers.letterhead import Occasion, frame


def set_off_declaration(occasion: Occasion, number: int) -> Letter:
    """The number-th set-off, with both claims."""
    met = occasion.recovery.set_offs[number - 1]
    claim = _claim(occasion.recovery, met)
    return SetOffDeclaration(
        **occasion.posted,
        claim=CLAIM_NAMES[type(claim)],
        claim_dated=assessed_on(occasion, claim),
        reasons=(met.reasons,),
        **met.model_dump(include=_SHOWN),
    )


_SHOWN = {
    *("reference", "draw_case", "draw_number", "certified_cents", "rest_cents", "amount_cents"),
    *("principal_cents", "interest_cents", "open_cents", "set_off_on"),
}


def _claim(recovery: Recovery, met: ClaimSetOff) -> Claim:
    return next(one for one in recovery.assessed if one.reference == met.reference)


def enforcement_order(occasion: Occasion) -> Letter:
    """The order, as long as it stands, of the claim that was assessed last."""
    recovery = occasion.recovery
    if recovery.enforced is None:
        raise LookupError("nothing is enforced in spite of a remedy")
    claim = recovery.assessed[-1]
    return EnforcementOrder(
        **occasion.posted,
        claim=CLAIM_NAMES[type(claim)],
        claim_dated=assessed_on(occasion, claim),
        reference=claim.reference,
        open_cents=recovery.open_cents,
        reasons=(recovery.enforced.reasons,),
    )


def limitation_note(occasion: Occasion, about: str) -> Letter:
    """What lapses on the day that the step names, such as `refund.2047-04-24`."""
    what, _, day = about.partition(".")
    terms = programme_of(occasion.desk, occasion.case).parameters.recovery
    return LimitationNote(
        **frame(occasion.desk, occasion.case, occasion.dated),
        what=what,
        open_cents=occasion.recovery.open_cents,
        lapses_on=date.fromisoformat(day),
        months=terms.limitation_warning_months.value,
    )
