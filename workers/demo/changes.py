"""What happens to a decision: a start permitted before it, a remedy against it, its amendment."""

from dataclasses import replace
from datetime import date

from domain.amendment import Amendment, ProposeAmendment, RequestAmendment, SignAmendment
from domain.application import Facts
from domain.change_report import ReportChange, ReviewChange
from domain.contest import RecordRemedy, RecordRemedyEnd
from domain.decision import Instalment
from domain.desk import Desk
from domain.early_start import PermitEarlyStart, RequestEarlyStart
from domain.extension import ExtendPeriod
from domain.financing_plan import PlanLine
from domain.kernel import Command, Money
from domain.terms import granted_content
from workers.demo.scenes import ADLER, BIRKE, DORN, EICHE, Scene, applicant, cash_office
from workers.demo.stories import Grant, drawing, proving, until_accepted, using

_COURT = "VG Gießen 4 K 211/16.GI"


def started_early(grant: Grant) -> list[Scene]:
    """The applicant may begin before the decision, at its own risk."""
    start_on = grant.day(2015, 12, 21)
    wish = RequestEarlyStart(
        case=grant.case,
        start_on=start_on,
        reasons="Die Räume sind nur bis Jahresende zu mieten; danach fehlt der Ort.",
    )
    permit = PermitEarlyStart(
        case=grant.case,
        from_on=start_on,
        reasons="Der Beginn ist unaufschiebbar; ein Anspruch auf Förderung folgt daraus nicht.",
    )
    return [
        grant.scene(grant.day(2015, 12, 14), "ask-to-start", applicant(grant.recipient), wish),
        grant.scene(grant.day(2015, 12, 17), "permit-start", EICHE, permit),
    ]


def contested(grant: Grant) -> list[Scene]:
    """An action against the notice, withdrawn before the court decides: nothing is paid before."""
    filed_on, ended_on = date(2016, 2, 5), date(2016, 2, 25)
    remedy = RecordRemedy(case=grant.case, remedy="action", filed_on=filed_on, reference=_COURT)
    end = RecordRemedyEnd(case=grant.case, outcome="withdrawn", ended_on=ended_on, reference=_COURT)
    return [
        grant.scene(date(2016, 2, 8), "sued", BIRKE, remedy),
        grant.scene(date(2016, 2, 26), "withdrew", BIRKE, end),
    ]


def amended(grant: Grant) -> list[Scene]:
    """A vacant post is reported, the grant amended to nine months, the day of proof moved."""
    less = nine_months(grant)
    return [
        *until_accepted(grant),
        *drawing(grant, 1, grant.day(2016, 3, 1)),
        *using(grant, 1, grant.day(2016, 4, 4)),
        *_told(grant),
        *_amending(less),
        *drawing(less, 2, less.day(2016, 9, 1)),
        *using(less, 2, less.day(2016, 10, 4)),
        *_later(less),
        *proving(less, less.day(2017, 4, 6)),
    ]


def nine_months(grant: Grant) -> Grant:
    """The coordination grant with a post that was vacant from April to June."""
    cost = 38_000_00
    facts: Facts = {"eligible_cents": cost, "months": 9}
    return replace(
        grant,
        plan=(("Personalausgaben", cost),),
        spent=(),
        facts=facts,
        used=facts,
        parts=(grant.parts[0], 37_500_00 - grant.parts[0]),
    )


def _told(grant: Grant) -> list[Scene]:
    report = ReportChange(
        case=grant.case,
        circumstance="less_cost",
        known_since=grant.day(2016, 4, 1),
        description="Die Stelle ist von April bis Juni unbesetzt; die Ausgaben sinken.",
    )
    review = ReviewChange(
        case=grant.case,
        report=1,
        consequence="amendment",
        reasons="Zuwendung und Plan sind an neun Monate anzupassen.",
    )
    wish = RequestAmendment(
        case=grant.case,
        wish="Zuwendung für neun Monate statt für zwölf",
        reasons="Die Stelle war trotz zweier Ausschreibungen nicht zu besetzen.",
    )
    return [
        grant.scene(grant.day(2016, 4, 6), "report", cash_office(grant.recipient), report),
        grant.scene(grant.day(2016, 4, 7), "review-report", BIRKE, review),
        grant.scene(grant.day(2016, 4, 7), "wish", applicant(grant.recipient), wish),
    ]


def _amending(less: Grant) -> list[Scene]:
    """A clerk drafts the amending notice, a signatory signs exactly it."""

    def propose(desk: Desk) -> Command:
        content = granted_content(desk, less.case)
        plan = tuple(PlanLine(name=name, amount_cents=Money(cents)) for name, cents in less.plan)
        fixed = (date(2016, 3, 1), date(2016, 9, 1))
        return ProposeAmendment(
            case=less.case,
            period_to=content.period_to,
            purpose=content.purpose,
            plan=plan,
            facts=less.facts,
            programme=content.programme,
            amount_cents=Money(sum(less.parts)),
            instalments=tuple(
                Instalment(amount_cents=Money(cents), from_on=day)
                for cents, day in zip(less.parts, fixed, strict=True)
            ),
            reasons="Die Stelle war drei Monate unbesetzt; der Höchstbetrag gilt nach Zwölfteln.",
        )

    def sign(desk: Desk) -> Command:
        draft = desk.read(Amendment, less.case).proposal
        assert draft is not None
        return SignAmendment(case=less.case, content_hash=draft.content_hash)

    return [
        Scene(less.day(2016, 4, 11), f"{less.case}/amend", ADLER, propose),
        Scene(less.day(2016, 4, 11), f"{less.case}/sign-amendment", DORN, sign),
    ]


def _later(grant: Grant) -> list[Scene]:
    extend = ExtendPeriod(
        case=grant.case,
        duty="proof",
        until=date(2017, 4, 28),
        reason="Der Jahresabschluss des Kreises liegt erst im April vor.",
    )
    return [grant.scene(date(2017, 3, 13), "extend-proof", ADLER, extend)]
