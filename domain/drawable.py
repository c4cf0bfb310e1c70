"""What can be drawn today and why, line by line, and what would unlock more."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from domain.approval import Approval
from domain.deadline import Deadline
from domain.decision import Instalment
from domain.desk import Desk
from domain.disbursement_decisions import (
    by_need,
    claimed_cents,
    need_until,
    other_funds,
    refuse_undrawable,
    withheld_cents,
)
from domain.kernel import ZERO, Money, Refusal, Refused
from domain.proof_of_use import ProofOfUse
from domain.recovery import Recovery
from domain.terms import programme_of
from domain.trace import NOTICE, Finding, Inputs, Sheet, Source, Step
from domain.words import Words

_RESERVE = Source("VV Nr. 5.3.7 zu § 44 LHO")
_SETTLED = Source("VV Nr. 11 zu § 44 LHO")
_REVOKED = Source("§§ 48, 49 HVwVfG")
_DRAWN = Source("VV Nr. 7 zu § 44 LHO")
_INSTALMENTS = Source("Zuwendungsbescheid, Raten")
_EXAMPLE = Money(1_000_00)


class Unlock(NamedTuple):
    """An amount that cannot be drawn today: what would free it, and from which day if known."""

    amount_cents: Money
    what: Words
    basis: str
    from_on: date | None = None


@dataclass(frozen=True)
class Drawable:
    """What the notice leaves open on a day; the last step of the trace is the amount.

    By need, payments that fall due until `need_until` carry it. `refused` says why nothing can be
    drawn at all, `earliest_on` on which day something can be, where that day is known.
    """

    trace: tuple[Step, ...]
    unlocks: tuple[Unlock, ...]
    need_until: Deadline | None = None
    refused: Refusal | None = None
    earliest_on: date | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def amount_cents(self) -> Money:
        """What can be drawn on the day; nothing where a draw-down is refused."""
        return ZERO if self.refused else self.open_cents

    @property
    def open_cents(self) -> Money:
        """What the notice leaves open on the day."""
        found = [step for step in self.trace if step.key == "drawable"]
        return found[-1].result_cents


def drawable(desk: Desk, case: str, today: date) -> Drawable:
    """The derivation of what can be drawn today; before the signature it is zero."""
    approval, sheet = desk.read(Approval, case), Sheet()
    later = later_instalments(approval, today)
    rest = _add_rest(sheet, desk, case)
    open_now = _add_open(sheet, rest, withheld_cents(desk, case), later=later)
    need = by_need(approval)
    if need and (share := other_funds(desk, case)):
        _add_share(sheet, share)
    refused = _refusal(desk, case)
    waits = refused is not None or not open_now
    return Drawable(
        trace=tuple(sheet.steps),
        unlocks=tuple(_unlocks(desk, case, later)),
        need_until=need_until(desk, case, today) if need else None,
        refused=refused,
        earliest_on=_earliest(approval, refused, later) if waits else today,
    )


def later_instalments(approval: Approval, today: date) -> list[Instalment]:
    """The instalments whose day has not come."""
    return [one for one in approval.instalments if one.from_on and one.from_on > today]


def _add_rest(sheet: Sheet, desk: Desk, case: str) -> Money:
    """What of the grant, or after the settlement of the final sum, was not drawn yet."""
    proof = desk.read(ProofOfUse, case)
    if proof.settled:
        what = Words(de="endgültige Zuwendung", en="final grant")
        final: Inputs = {"final_cents": proof.final_cents}
        ceiling = sheet.add("ceiling", what, rule="sum", inputs=final, by=_SETTLED)
    else:
        ceiling = _add_ceiling(sheet, desk, case)
    taken = _add_taken(sheet, desk, case)
    what = Words(de="noch nicht abgerufen", en="not drawn yet")
    rest: Inputs = {"ceiling": ceiling, "-taken": taken}
    return sheet.add("rest", what, rule="rest", inputs=rest, by=_DRAWN)


def _add_ceiling(sheet: Sheet, desk: Desk, case: str) -> Money:
    """What is granted and in force, without what is held back until the end or was revoked."""
    approval = desk.read(Approval, case)
    final = programme_of(desk, case).parameters.payout_requires_final.value
    in_force: Inputs = {"granted_cents": approval.payable_cents(final=final)}
    what = Words(de="bewilligt und wirksam", en="granted and in force")
    granted = sheet.add("granted", what, rule="sum", inputs=in_force, by=NOTICE)
    left: Inputs = {"granted": granted}
    if approval.proposal and approval.proposal.reserve_percent:
        left["-reserve"] = _add_reserve(sheet, approval, approval.proposal.reserve_percent)
    if revoked := desk.read(Recovery, case).revoked_cents:
        left["-revoked_cents"] = revoked
    if len(left) == 1:
        return granted
    what = Words(de="davon jetzt verfügbar", en="of it available now")
    return sheet.add("ceiling", what, rule="rest", inputs=left, by=_REVOKED)


def _add_reserve(sheet: Sheet, approval: Approval, percent: int) -> Money:
    held: Inputs = {
        "amount_cents": approval.amount_cents,
        "percent": percent,
        "per": 100,
        "rounding": "down",
    }
    what = Words(de="Schlusszahlungsvorbehalt", en="final-payment reserve")
    return sheet.add("reserve", what, rule="product", inputs=held, by=_RESERVE)


def _add_taken(sheet: Sheet, desk: Desk, case: str) -> Money:
    drawn: Inputs = {"drawn_cents": claimed_cents(desk, case)}
    what = Words(de="bereits abgerufen", en="drawn before")
    back = desk.read(Recovery, case).principal.claimed_cents
    if not back:
        return sheet.add("taken", what, rule="sum", inputs=drawn, by=_DRAWN)
    what = Words(de="abgerufen, weniger Zurückgefordertes", en="drawn, less what is claimed back")
    return sheet.add("taken", what, rule="rest", inputs=drawn | {"-claimed_back": back}, by=_DRAWN)


def _add_open(sheet: Sheet, rest: Money, held: Money, *, later: list[Instalment]) -> Money:
    """What is open today: the rest, of which later instalments are set aside.

    What is held back comes out of the last instalments, so it keeps back none that is due.
    """
    what, left = Words(de="heute abrufbar", en="open today"), Inputs(rest=rest)
    if not later:
        return sheet.add("drawable", what, rule="sum", inputs=left, by=_DRAWN)
    if held:
        both = Words(de="mit dem Vorbehalt", en="with the reserve")
        inputs: Inputs = {"rest": rest, "reserve": held}
        left = {"unlocked": sheet.add("unlocked", both, rule="sum", inputs=inputs, by=_RESERVE)}
    waiting: Inputs = {f"part_{n}": one.amount_cents for n, one in enumerate(later)}
    set_aside = Words(de="Raten, deren Tag noch kommt", en="instalments whose day is to come")
    left["-later"] = sheet.add("later", set_aside, rule="sum", inputs=waiting, by=_INSTALMENTS)
    free = Words(de="ohne spätere Raten", en="without later instalments")
    released = sheet.add("released", free, rule="rest", inputs=left, by=_INSTALMENTS)
    lower: Inputs = {"rest": rest, "released": released}
    return sheet.add("drawable", what, rule="lesser", inputs=lower, by=_DRAWN)


def _add_share(sheet: Sheet, share: tuple[Money, Money]) -> None:
    """What the grant bears of a payment, told for a thousand euro."""
    granted, planned = share
    what = Words(
        de="Anteil der Zuwendung an je 1.000,00 € fälligen Zahlungen",
        en="share of the grant in each 1.000,00 € that falls due",
    )
    inputs: Inputs = {
        "example_cents": _EXAMPLE,
        "granted_cents": granted,
        "per_cents": planned,
        "rounding": "down",
    }
    by = Source("ANBest Nr. 1.4; BNBest-EFRE Nr. 1.6", assumption=True)
    sheet.add("share_of_need", what, rule="product", inputs=inputs, by=by)


def _refusal(desk: Desk, case: str) -> Refusal | None:
    try:
        refuse_undrawable(desk, case)
    except Refused as refused:
        return refused.refusal
    return None


def _earliest(approval: Approval, refused: Refusal | None, later: list[Instalment]) -> date | None:
    """The day from which something can be drawn, where only days stand in the way."""
    days = [one.from_on for one in later if one.from_on]
    if refused is None:
        return min(days, default=None)
    if refused.code != "notice_not_final" or approval.notified is None:
        return None
    final_on = approval.notified.remedies_until + timedelta(days=1)
    at_once = len(days) < len(approval.instalments)
    return final_on if at_once else max(final_on, min(days, default=final_on))


def _unlocks(desk: Desk, case: str, later: list[Instalment]) -> list[Unlock]:
    approval = desk.read(Approval, case)
    final = programme_of(desk, case).parameters.payout_requires_final.value
    what = Words(de="Rate des Bescheids", en="instalment of the notice")
    found = [Unlock(one.amount_cents, what, _INSTALMENTS.reference, one.from_on) for one in later]
    more = approval.amount_cents - approval.payable_cents(final=final)
    what = Words(
        de="sobald der Änderungsbescheid wirksam ist",
        en="as soon as the amending notice is in force",
    )
    found.append(Unlock(Money(max(0, more)), what, "§ 43 Abs. 1 HVwVfG"))
    what = Words(
        de="sobald der Verwendungsnachweis geprüft ist",
        en="as soon as the proof of use is examined",
    )
    found.append(Unlock(withheld_cents(desk, case), what, _RESERVE.reference))
    return [one for one in found if one.amount_cents]
