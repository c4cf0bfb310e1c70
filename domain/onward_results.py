"""What became of all that was passed on: the results that the proof of the first level contains."""

from collections.abc import Iterator

from domain.application import Application, Facts
from domain.approval import Approval
from domain.desk import Desk
from domain.disbursement_decisions import disbursements_of
from domain.kernel import ZERO, Money
from domain.onward import OnwardGrants, OnwardResult
from domain.onward_decisions import part_cents, permits
from domain.proof_of_use import ProofOfUse
from domain.reasons import onward as reasons
from domain.terms import granted_content

_ENDED = ("withdrawn", "rejected")


def results(desk: Desk, upper: str) -> tuple[OnwardResult, ...]:
    """The result of every second-level grant of a case; Refused while one of them is open.

    A grant of which nothing was ever paid is over, too: once the proof of the upper case is
    handed in, nothing more is drawn on it.
    """
    cases = [one for one in desk.read(OnwardGrants, upper).cases if not _ended(desk, one)]
    if unsettled := [one for one in cases if _open(desk, one)]:
        raise reasons.ONWARD_OPEN.because(cases=", ".join(unsettled))
    return tuple(_results(desk, cases))


def _ended(desk: Desk, case: str) -> bool:
    return desk.read(Application, case).status in _ENDED


def _open(desk: Desk, case: str) -> bool:
    if desk.read(Approval, case).signed is None:
        return True
    draws = disbursements_of(desk, case)
    return any(one.open for one in draws) or (
        desk.read(ProofOfUse, case).settled is None and any(one.paid_cents for one in draws)
    )


def _results(desk: Desk, cases: list[str]) -> Iterator[OnwardResult]:
    for case in cases:
        paid = Money(sum(one.paid_cents for one in disbursements_of(desk, case)))
        final = desk.read(ProofOfUse, case).final_cents
        yield OnwardResult(
            onward_case=case,
            granted_cents=desk.read(Approval, case).amount_cents,
            paid_cents=paid,
            final_cents=final,
            used_cents=Money(min(final, paid)),
        )


def used_cents(found: tuple[OnwardResult, ...]) -> Money:
    """What all last recipients used properly."""
    return sum((one.used_cents for one in found), start=ZERO)


def refuse_above_used(
    desk: Desk, case: str, facts: Facts, *, found: tuple[OnwardResult, ...]
) -> None:
    """Of a grant that may be passed on, only what the last recipients used is recognised."""
    if not permits(desk.read(Approval, case)):
        return
    content = granted_content(desk, case)
    programme = desk.programme(content.programme)
    used = used_cents(found)
    if part_cents(programme, programme.line(content.line), facts) > used:
        raise reasons.ABOVE_USED.because("facts", used=used.euro)
