"""The training year 2016: 33 authorities, all six lines, and everything that can go wrong once."""

from datetime import date

import programmes
from domain.appropriation import AppropriateFunds
from domain.recipient import ClassSince, RegisterRecipient
from workers.demo.changes import started_early
from workers.demo.grants import coordination, other_lines
from workers.demo.samples import sampled
from workers.demo.scenes import ADLER, FALK, Scene, always, in_order
from workers.demo.stories import Grant, whole_life
from workers.demo.troubles import (
    OWN_STORIES,
    closed_account,
    late_user,
    nine_months_of_work,
    open_work,
    refused_by_the_bank,
    troubles,
)

BEGINS = date(2015, 12, 1)
ENDS = date(2017, 4, 11)
MAIN_KINZIG = "WIR-2016-MKK01"


def scenes() -> list[Scene]:
    """All scenes of the year in their order."""
    grants = _coordination()
    return in_order(
        [
            *opening(),
            *(scene for grant in grants for scene in whole_life(grant)),
            *sampled([*grants, closed_account(), nine_months_of_work(), late_user()]),
            *_other_lines(),
            *troubles(),
            *open_work(),
        ]
    )


def two_grants() -> list[Scene]:
    """The same year with two grants only, one of them refused by the bank at first."""
    return in_order(
        [*opening(), *whole_life(_main_kinzig()), *refused_by_the_bank(closed_account())]
    )


def opening() -> list[Scene]:
    """The register of recipients and the appropriations of the year."""
    programme = programmes.in_force("wir", date(2016, 1, 1))
    found: list[Scene] = []
    for body in programmes.recipients("wir"):
        register = RegisterRecipient(
            recipient=body.key,
            name=body.name,
            classes=tuple(
                ClassSince(recipient_class=one.recipient_class, valid_from=one.valid_from)
                for one in body.classes
            ),
            court=body.court,
            address=(body.name, "Integrationsbüro", "Postfach 1000", "00000 Musterort"),
            email=f"kasse@{body.key}.example",
            county=body.county,
        )
        found.append(Scene(BEGINS, f"register/{body.key}", ADLER, always(register)))
    for fund in programme.funds:
        amount = programme.appropriation(fund.id, 2016)
        entry = AppropriateFunds(
            programme="wir",
            fund=fund.id,
            year=2016,
            amount_cents=amount,
            reference="Haushaltsplan 2016",
        )
        found.append(Scene(BEGINS, f"appropriate/{fund.id}", FALK, always(entry)))
    return found


def _coordination() -> list[Grant]:
    """The coordination grants of the 33 authorities, except those with a story of their own."""
    ordinary = [one.key for one in programmes.recipients("wir") if one.key not in OWN_STORIES]
    return [
        *(
            coordination(number, recipient, 44_000_00 + number * 411_37)
            for number, recipient in enumerate(ordinary, start=10)
        ),
        _main_kinzig(),
        coordination(2, "wiesbaden", 52_780_40, channel="portal"),
    ]


def _main_kinzig() -> Grant:
    return coordination(1, "main-kinzig-kreis", 58_300_00, case=MAIN_KINZIG, shift_days=0)


def _other_lines() -> list[Scene]:
    """One grant of each of the other five lines, from application to closed case."""
    grants = other_lines()
    lives = [scene for grant in grants for scene in whole_life(grant)]
    return [*lives, *started_early(grants[0])]
