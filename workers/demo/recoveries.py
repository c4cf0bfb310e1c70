"""Money that comes back: after the settlement by instalments, after a revocation, for late use."""

from datetime import date, timedelta

from domain.claim import Ground, RecordRepayment
from domain.desk import Desk
from domain.disbursement import Disbursement, disbursement_key
from domain.kernel import Command, Money
from domain.measure import (
    InterestStart,
    PlannedPart,
    ProposeDeferral,
    ProposeInterest,
    ProposeRefund,
    SignMeasure,
)
from domain.proceeding import OpenRecovery, StartHearing, SubmitStatement
from domain.proof_decisions import paid_cents
from domain.recovery import Recovery
from domain.recovery_interest import interest_due, undecided_refund
from workers.demo.scenes import (
    ADLER,
    BIRKE,
    DORN,
    GINSTER,
    Actor,
    Ask,
    Scene,
    always,
    applicant,
)
from workers.demo.stories import (
    Grant,
    closing,
    drawing,
    examining,
    proving,
    until_accepted,
    using,
    whole_life,
)


def refunded_by_instalments(grant: Grant) -> list[Scene]:
    """The settlement finds too much paid; what comes back is deferred and bears interest."""
    claimed = date(2017, 3, 13)
    return [
        *whole_life(grant),
        *_heard(grant, "settlement", date(2017, 2, 22)),
        *_refunding(grant, claimed),
        *_deferring(grant, claimed + timedelta(days=9)),
        _repaid(grant, date(2017, 3, 30), "repay"),
        *_charging(grant, date(2017, 3, 31), until=date(2017, 3, 30)),
    ]


def refunded_at_once(grant: Grant) -> list[Scene]:
    """The settlement finds too much paid; it comes back in time, and its interest too."""
    claimed, repaid = date(2017, 3, 13), date(2017, 3, 30)
    return [
        *whole_life(grant),
        *_heard(grant, "settlement", date(2017, 2, 22)),
        *_refunding(grant, claimed),
        _repaid(grant, repaid, "repay"),
        *_charging(grant, repaid, until=repaid),
        _repaid(grant, date(2017, 4, 20), "repay-interest"),
    ]


def revoked(grant: Grant) -> list[Scene]:
    """The money was used for something else: all of it comes back with interest, the case ends."""
    repaid = date(2016, 8, 1)
    return [
        *until_accepted(grant),
        *drawing(grant, 1, grant.day(2016, 3, 1)),
        *_heard(grant, "revocation", date(2016, 6, 13)),
        *_refunding(grant, date(2016, 7, 4), revokes=True),
        _repaid(grant, repaid, "repay"),
        *_charging(grant, repaid + timedelta(days=1), until=repaid),
        _repaid(grant, date(2016, 8, 22), "repay-interest"),
    ]


def used_late(grant: Grant) -> list[Scene]:
    """The first instalment is used two months too late: interest alone, and the case goes on."""
    used = date(2016, 7, 4)
    return [
        *until_accepted(grant),
        *drawing(grant, 1, grant.day(2016, 3, 1)),
        *using(grant, 1, used),
        *_heard(grant, "late_use", date(2016, 7, 5)),
        *_charging(grant, date(2016, 7, 25), until=used),
        _repaid(grant, date(2016, 8, 15), "repay-interest"),
        *drawing(grant, 2, grant.day(2016, 9, 1)),
        *using(grant, 2, grant.day(2016, 10, 4)),
        *proving(grant, grant.day(2017, 2, 6)),
        *examining(grant, grant.day(2017, 2, 20)),
        *closing(grant, grant.day(2017, 2, 21)),
    ]


_FACTS: dict[Ground, str] = {
    "settlement": "Die Stelle war nur neun Monate besetzt; der Höchstbetrag gilt nach Zwölfteln.",
    "revocation": "Nach dem Prüfbericht wurde die Stelle für andere Aufgaben eingesetzt.",
    "late_use": "Die erste Rate war erst am 04.07.2016 verbraucht, zwei Monate waren vorgegeben.",
}


def _scene(grant: Grant, on: date, *, name: str, actor: Actor, ask: Ask) -> Scene:
    return Scene(on, f"{grant.case}/{name}", actor, ask)


def _heard(grant: Grant, ground: Ground, on: date) -> list[Scene]:
    """The facts are recorded, the recipient is heard and answers two weeks later."""
    case = grant.case
    known = OpenRecovery(case=case, ground=ground, known_on=on, known_facts=_FACTS[ground])
    answer = SubmitStatement(
        case=case, statement="Der Sachverhalt trifft zu; wir bitten um Zahlung in zwei Raten."
    )

    def hear(desk: Desk) -> Command:
        return StartHearing(case=case, amount_cents=_intended(desk, case, ground, on=on))

    later, who = on + timedelta(days=14), applicant(grant.recipient)
    return [
        grant.scene(on, "open-recovery", ADLER, known),
        _scene(grant, on, name="hear", actor=ADLER, ask=hear),
        grant.scene(later, "answer", who, answer),
    ]


def _intended(desk: Desk, case: str, ground: Ground, *, on: date) -> Money:
    match ground:
        case "settlement":
            return undecided_refund(desk, case)
        case "late_use":
            return interest_due(desk, case, on).amount_cents
        case _:
            return paid_cents(desk, case)


def _refunding(grant: Grant, on: date, *, revokes: bool = False) -> list[Scene]:
    """A clerk drafts the act on what the recipient was heard on, a signatory signs it."""
    case = grant.case

    def propose(desk: Desk) -> Command:
        hearing = desk.read(Recovery, case).hearing
        booking = desk.read(Disbursement, disbursement_key(case, 1)).booking
        assert hearing
        assert booking
        start = InterestStart(from_on=booking.booked_on, amount_cents=hearing.amount_cents)
        return ProposeRefund(
            case=case,
            amount_cents=hearing.amount_cents,
            bears_interest=(start,),
            reasons="Das öffentliche Interesse an sparsamer Verwendung der Mittel überwiegt.",
            trust="Vertrauen war nicht schutzwürdig: Die Auflage war bekannt." if revokes else None,
            ends_grant=revokes,
        )

    return _signed(grant, on, "refund", propose)


def _deferring(grant: Grant, on: date) -> list[Scene]:
    """Half at the end of the month, half in summer."""

    def propose(desk: Desk) -> Command:
        owed = desk.read(Recovery, grant.case).open_cents
        half = Money(owed // 2)
        return ProposeDeferral(
            case=grant.case,
            plan=(
                PlannedPart(due_on=date(on.year, 3, 31), amount_cents=half),
                PlannedPart(due_on=date(on.year, 6, 1), amount_cents=owed - half),
            ),
            reasons="Der Haushalt des Kreises ist vorläufig; sofort zu zahlen wäre eine Härte.",
        )

    return _signed(grant, on, "defer", propose)


def _charging(grant: Grant, on: date, *, until: date) -> list[Scene]:
    """Interest up to a day, computed and not typed."""
    wish = ProposeInterest(
        case=grant.case, until=until, reasons="Gründe, davon abzusehen, sind nicht vorgetragen."
    )
    return _signed(grant, on, "interest", always(wish))


def _signed(grant: Grant, on: date, name: str, propose: Ask) -> list[Scene]:
    def sign(desk: Desk) -> Command:
        draft = desk.read(Recovery, grant.case).draft
        assert draft
        return SignMeasure(case=grant.case, content_hash=draft.content_hash)

    return [
        _scene(grant, on, name=name, actor=BIRKE, ask=propose),
        _scene(grant, on, name=f"sign-{name}", actor=DORN, ask=sign),
    ]


def _repaid(grant: Grant, on: date, name: str) -> Scene:
    """What falls due next comes back; the treasury takes it in."""

    def record(desk: Desk) -> Command:
        return RecordRepayment(
            case=grant.case,
            amount_cents=desk.read(Recovery, grant.case).plan[0].amount_cents,
            booked_on=on,
            entry_reference=f"{grant.case}/{name}",
        )

    return _scene(grant, on, name=name, actor=GINSTER, ask=record)
