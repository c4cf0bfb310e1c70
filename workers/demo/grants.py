"""The grants of the training year: the particulars of coordination and of the other five lines."""

from dataclasses import replace

from pydantic import JsonValue

from adapters.training_bank import training_iban
from domain.application import Facts
from workers.demo.stories import Grant


def coordination(number: int, recipient: str, cost: int, **changes: object) -> Grant:
    """A coordination grant: up to 50,000 euro for one post."""
    requested = min(cost, 50_000_00)
    half = requested // 2
    spent = cost - (number * 137_53) % 900_00
    grant = Grant(
        case=f"WIR-2016-K{number:04d}",
        line="coordination",
        recipient=recipient,
        title="WIR-Koordination 2016",
        purpose="Regionales Integrationsmanagement und interkulturelle Öffnung im Kreisgebiet.",
        plan=(("Personalausgaben", cost),),
        spent=(("Personalausgaben", spent),),
        requested=requested,
        facts={"eligible_cents": cost, "months": 12},
        used={"eligible_cents": max(spent, requested), "months": 12},
        parts=(half, requested - half),
        iban=training_iban(100 + number),
        shift_days=number % 2,
    )
    return replace(grant, **changes)  # type: ignore[arg-type]  # the fields of a grant


def other_lines() -> list[Grant]:
    """The particulars of the five grants beside coordination."""
    return [
        project("WIR-2016-P0001", "hanau", 201),
        _guides(),
        seminar("WIR-2016-L0002", "fulda", 203),
        _language_course(),
        _deutsch4u(),
    ]


def _guides() -> Grant:
    return Grant(
        case="WIR-2016-L0001",
        line="guides_deployment",
        recipient="wetteraukreis",
        title="Einsatz der Integrationslotsinnen und -lotsen",
        purpose="Begleitung neu zugewanderter Familien zu Ämtern, Schulen und Ärzten.",
        plan=(("Aufwandsentschädigungen", 5_520_00),),
        requested=5_520_00,
        facts={"guides": [{"key": f"guide-{n}", "minutes": 276 * 60} for n in range(1, 5)]},
        used={"guides": [{"key": f"guide-{n}", "minutes": 276 * 60} for n in range(1, 5)]},
        parts=(3_000_00, 2_520_00),
        iban=training_iban(202),
        checklist=("form", "hours", "qualified"),
    )


def _language_course() -> Grant:
    planned: Facts = {"key": "course-1", "participants": 12, "lessons": 100}
    return Grant(
        case="WIR-2016-S0001",
        line="language_course",
        recipient="offenbach-am-main",
        title="Sprachkurs Mama lernt Deutsch",
        purpose="Niedrigschwelliger Sprachkurs für dauerhaft hier lebende Mütter.",
        plan=(("Kursleitung", 1_400_00),),
        requested=1_200_00,
        facts={"courses": [planned]},
        used={"courses": [planned | {"attended": 1200}]},
        parts=(1_200_00,),
        iban=training_iban(204),
        checklist=("form", "course_plan"),
    )


def _deutsch4u() -> Grant:
    return Grant(
        case="WIR-2016-D0001",
        line="deutsch4u",
        recipient="kassel-county",
        title="MitSprache Deutsch4U, Kurs Baunatal",
        purpose="Sprachkurs mit 300 Unterrichtsstunden für Geflüchtete.",
        plan=(("Kursträger", 11_200_00),),
        requested=10_500_00,
        facts={"courses": [_lessons(300, 11_200_00)]},
        used={"courses": [_lessons(300, 11_200_00)]},
        parts=(6_000_00, 4_500_00),
        iban=training_iban(205),
        checklist=("form", "course_plan", "onward_grants"),
    )


def project(case: str, recipient: str, account: int, **changes: object) -> Grant:
    """An innovative project of 40,000 euro, half of it granted."""
    grant = Grant(
        case=case,
        line="innovative_project",
        recipient=recipient,
        title="Offene Türen im Rathaus",
        purpose="Interkulturelle Öffnung der Bürgerdienste mit mehrsprachiger Beratung.",
        plan=(("Honorare", 24_000_00), ("Sachmittel", 16_000_00)),
        spent=(("Honorare", 24_000_00), ("Sachmittel", 15_800_00)),
        requested=20_000_00,
        facts=_project(24_000_00, 16_000_00),
        used=_project(24_000_00, 15_800_00),
        parts=(12_000_00, 8_000_00),
        iban=training_iban(account),
        checklist=("form", "concept", "financing_plan", "not_begun"),
    )
    return replace(grant, **changes)  # type: ignore[arg-type]  # the fields of a grant


def seminar(case: str, recipient: str, account: int) -> Grant:
    """A seminar for 14 guides, at most 75 euro for each."""
    facts: Facts = {"seminars": [_seminar(14, 1_180_40)]}
    return Grant(
        case=case,
        line="guides_training",
        recipient=recipient,
        title="Seminar für Lotsinnen und Lotsen",
        purpose="Fortbildung zu Schweigepflicht und Selbstsorge im Ehrenamt.",
        plan=(("Referentin und Raum", 1_180_40),),
        requested=1_050_00,
        facts=facts,
        used=facts,
        parts=(1_050_00,),
        iban=training_iban(account),
        checklist=("form", "programme", "participants"),
    )


def _project(fees: int, material: int) -> Facts:
    items: list[JsonValue] = [
        {"key": "fees", "amount_cents": fees},
        {"key": "material", "amount_cents": material},
    ]
    return {"items": items, "own_cents": 20_000_00}


def _seminar(participants: int, cost: int) -> JsonValue:
    return {"key": "seminar-1", "participants": participants, "eligible_cents": cost}


def _lessons(lessons: int, cost: int) -> JsonValue:
    return {"key": "course-1", "lessons": lessons, "eligible_cents": cost}
