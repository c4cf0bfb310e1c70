"""What does not go smoothly in the training year, and the work that is open at its end."""

from datetime import date

from adapters.training_bank import closed_account_iban, training_iban
from domain.application import (
    RejectApplication,
    RequestDocuments,
    SupplyDocuments,
    WithdrawApplication,
)
from domain.bank_details import ReportBankDetails
from domain.kernel import Money
from domain.payment import OrderPayment
from workers.demo.changes import amended, contested
from workers.demo.grants import coordination, project, seminar
from workers.demo.recoveries import refunded_by_instalments, used_late
from workers.demo.scenes import ADLER, BIRKE, DORN, EICHE, Scene, applicant, cash_office
from workers.demo.stories import (
    Grant,
    accepting,
    applying,
    certifying,
    checking,
    closing,
    confirming,
    drawing,
    examining,
    proposing,
    proving,
    signing,
    until_accepted,
    until_used,
    using,
    whole_life,
)

OWN_STORIES = frozenset(
    {
        "main-kinzig-kreis",
        "wiesbaden",
        "vogelsbergkreis",
        "rheingau-taunus-kreis",
        "odenwaldkreis",
        "waldeck-frankenberg",
        "lahn-dill-kreis",
        "bergstrasse",
        "schwalm-eder-kreis",
        "werra-meissner-kreis",
    }
)
"""Authorities whose coordination grant is not an ordinary one."""

_SPRING = date(2017, 4, 10)


def troubles() -> list[Scene]:
    """One rejected, one withdrawn, one incomplete, one contested, one refused by the bank, one
    overdue, one amended, one used late, and two in which less was done than was paid."""
    return [
        *_rejected(),
        *_withdrawn(),
        *_incomplete(),
        *_late_declaration(),
        *refused_by_the_bank(closed_account()),
        *until_used(coordination(5, "odenwaldkreis", 46_310_00)),
        *whole_life(_fewer_hours()),
        *amended(coordination(8, "bergstrasse", 49_300_00, shift_days=0)),
        *refunded_by_instalments(nine_months_of_work()),
        *used_late(late_user()),
    ]


def _rejected() -> list[Scene]:
    grant = seminar("WIR-2016-L0003", "limburg-weilburg", 206)
    reasons = (
        "Das Seminar richtet sich an hauptamtliche Beschäftigte. Die Richtlinie fördert die "
        "Fortbildung ehrenamtlicher Lotsinnen und Lotsen; ein Ermessen besteht insoweit nicht."
    )
    reject = RejectApplication(case=grant.case, reasons=reasons)
    return [*applying(grant), grant.scene(grant.day(2016, 1, 11), "reject", DORN, reject)]


def _withdrawn() -> list[Scene]:
    grant = project("WIR-2016-P0002", "marburg", 207)
    withdraw = WithdrawApplication(case=grant.case)
    return [
        *applying(grant),
        *checking(grant, grant.day(2016, 1, 11)),
        grant.scene(grant.day(2016, 1, 14), "withdraw", applicant(grant.recipient), withdraw),
    ]


def _incomplete() -> list[Scene]:
    grant = coordination(6, "lahn-dill-kreis", 51_200_00)
    gaps = ("concept", "financing_plan")
    request = RequestDocuments(case=grant.case, gaps=gaps, due_on=grant.day(2016, 2, 1))
    supply = SupplyDocuments(case=grant.case, gaps=gaps)
    return [
        *applying(grant),
        grant.scene(grant.day(2016, 1, 11), "request-documents", ADLER, request),
        grant.scene(grant.day(2016, 1, 25), "supply", applicant(grant.recipient), supply),
        *checking(grant, grant.day(2016, 1, 25)),
        *proposing(grant, grant.day(2016, 1, 25)),
        *signing(grant, grant.day(2016, 1, 25)),
        *accepting(grant, grant.day(2016, 3, 1)),
        *drawing(grant, 1, grant.day(2016, 3, 1)),
        *using(grant, 1, grant.day(2016, 4, 4)),
        *drawing(grant, 2, grant.day(2016, 9, 1)),
        *using(grant, 2, grant.day(2016, 10, 4)),
        *proving(grant, _SPRING),
    ]


def _late_declaration() -> list[Scene]:
    grant = coordination(3, "vogelsbergkreis", 48_750_00)
    return [
        *until_accepted(grant)[:-2],
        *contested(grant),
        *accepting(grant, grant.day(2016, 3, 1), waives=False),
        *drawing(grant, 1, grant.day(2016, 3, 1)),
        *using(grant, 1, grant.day(2016, 4, 4)),
        *drawing(grant, 2, grant.day(2016, 9, 1)),
        *using(grant, 2, grant.day(2016, 10, 4)),
        *proving(grant, grant.day(2017, 2, 20)),
        *examining(grant, _SPRING),
    ]


def closed_account() -> Grant:
    """A grant whose recipient names an account that was closed."""
    return coordination(4, "rheingau-taunus-kreis", 49_120_00, iban=closed_account_iban())


def refused_by_the_bank(grant: Grant) -> list[Scene]:
    """The bank refuses the account; another one is told and confirmed, then paid."""
    report = ReportBankDetails(
        recipient=grant.recipient, iban=training_iban(904), holder="Kasse Rheingau-Taunus"
    )
    again = OrderPayment(case=grant.case, number=1)
    later = grant.day(2016, 4, 4)
    return [
        *until_accepted(grant),
        *drawing(grant, 1, grant.day(2016, 3, 1)),
        grant.scene(later, "report-account", cash_office(grant.recipient), report),
        Scene(later, f"{grant.case}/confirm-new-account", BIRKE, confirming(grant.recipient)),
        grant.scene(grant.day(2016, 4, 13), "order-1-again", EICHE, again),
        *using(grant, 1, date(2016, 5, 2)),
        *drawing(grant, 2, grant.day(2016, 9, 1)),
        *using(grant, 2, grant.day(2016, 10, 4)),
        *proving(grant, grant.day(2017, 2, 6)),
        *examining(grant, grant.day(2017, 2, 20)),
        *closing(grant, grant.day(2017, 2, 21)),
    ]


def _fewer_hours() -> Grant:
    return Grant(
        case="WIR-2016-L0004",
        line="guides_deployment",
        recipient="gross-gerau",
        title="Lotseneinsatz in den Nordgemeinden",
        purpose="Begleitung durch ehrenamtliche Lotsinnen und Lotsen.",
        plan=(("Aufwandsentschädigungen", 2_760_00),),
        spent=(("Aufwandsentschädigungen", 2_455_00),),
        requested=2_760_00,
        facts={"guides": [{"key": f"guide-{n}", "minutes": 276 * 60} for n in (1, 2)]},
        used={
            "guides": [
                {"key": "guide-1", "minutes": 276 * 60},
                {"key": "guide-2", "minutes": 215 * 60},
            ]
        },
        parts=(2_760_00,),
        iban=training_iban(208),
        checklist=("form", "hours", "qualified"),
    )


def late_user() -> Grant:
    """A coordination grant whose first instalment is used too late."""
    return coordination(50, "werra-meissner-kreis", 47_250_00, shift_days=0)


def nine_months_of_work() -> Grant:
    """A coordination grant of whose year only nine months had a post."""
    cost = 36_900_00
    return coordination(
        9,
        "schwalm-eder-kreis",
        49_680_00,
        shift_days=0,
        spent=(("Personalausgaben", cost),),
        used={"eligible_cents": cost, "months": 9},
    )


def open_work() -> list[Scene]:
    """At the end something lies on every desk."""
    autumn = (date(2016, 11, 1), date(2016, 12, 31))
    to_check, to_reserve, to_propose, to_sign = (
        project(f"WIR-2016-P{number:04d}", recipient, 208 + number, period=autumn)
        for number, recipient in enumerate(
            ("bad-homburg", "giessen", "wetzlar", "ruesselsheim-am-main"), start=3
        )
    )
    last = coordination(7, "waldeck-frankenberg", 47_900_00)
    rest = Money(last.parts[1])
    return [
        *(
            scene
            for grant in (to_check, to_reserve, to_propose, to_sign)
            for scene in applying(grant)
        ),
        *checking(to_reserve, _SPRING)[:1],
        *checking(to_propose, _SPRING),
        *checking(to_sign, _SPRING),
        *proposing(to_sign, _SPRING),
        *until_accepted(last),
        *drawing(last, 1, last.day(2016, 3, 1)),
        *using(last, 1, last.day(2016, 4, 4)),
        *drawing(last, 2, _SPRING)[:1],
        *certifying(last, 2, _SPRING, cents=rest)[:1],
        *proving(last, last.day(2017, 2, 20)),
    ]
