"""A year as large as 2022, by the rules of 2016: 306 applications for more than 8.7 million euro.

Each grant is lived to its end: closed, repaid and closed, rejected, or withdrawn.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import programmes
from adapters.training_bank import training_iban
from domain.application import Facts, RejectApplication, WithdrawApplication
from domain.appropriation import AppropriateFunds
from domain.kernel import Money
from workers.demo.grants import coordination, project, seminar
from workers.demo.recoveries import refunded_at_once
from workers.demo.scenes import DORN, FALK, Scene, always, applicant, in_order
from workers.demo.stories import Grant, applying, checking, whole_life
from workers.demo.year_2016 import BEGINS, opening

APPLICATIONS = 306
ENDS = date(2017, 5, 2)
_MORE = Money(6_500_000_00)
"""What the title needs beyond the appropriation of 2016."""


def scenes() -> list[Scene]:
    """All scenes of the year in their order."""
    lives = (scene for number in range(APPLICATIONS) for scene in _life(number))
    return in_order([*opening(), _more_funds(), *lives])


def grants() -> Iterator[Grant]:
    """The particulars of all applications, refused and withdrawn ones too."""
    return (_grant(number) for number in range(APPLICATIONS))


def _more_funds() -> Scene:
    entry = AppropriateFunds(
        programme="wir", fund="wir", year=2016, amount_cents=_MORE, reference="Nachtrag 2016"
    )
    return Scene(BEGINS, "appropriate/more", FALK, always(entry))


def _grant(number: int) -> Grant:
    """Of ten applications four are for coordination, five for projects, one for a seminar."""
    bodies = programmes.recipients("wir")
    place = number % len(bodies)
    name, account = f"N{number:04d}", 500 + place
    body, kind = bodies[place].key, number % 10
    if kind < 4:
        cost = 50_000_00 + number * 21_37
        found = coordination(number, body, cost, case=f"WIR-2016-{name}")
    elif kind < 9:
        found = project(f"WIR-2016-{name}", body, account)
    else:
        found = seminar(f"WIR-2016-{name}", body, account)
    return replace(found, iban=training_iban(account), shift_days=number % 2)


def _life(number: int) -> list[Scene]:
    grant = _grant(number)
    match number % 51:
        case 7:
            reject = RejectApplication(case=grant.case, reasons="Der Zweck ist schon gefördert.")
            return [*applying(grant), grant.scene(grant.day(2016, 1, 11), "reject", DORN, reject)]
        case 16:
            withdraw = WithdrawApplication(case=grant.case)
            who, on = applicant(grant.recipient), grant.day(2016, 1, 14)
            checked = checking(grant, grant.day(2016, 1, 11))
            return [*applying(grant), *checked, grant.scene(on, "withdraw", who, withdraw)]
        case 30 if grant.line == "coordination":
            cost = grant.requested - 5_000_00
            less: Facts = {"eligible_cents": cost, "months": 12}
            spent = (("Personalausgaben", cost),)
            return refunded_at_once(replace(grant, used=less, spent=spent))
    return whole_life(grant)
