"""The kinds of period that `akte deadline` counts: what each is, begins with, and how it counts."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import programmes
from domain import legal_periods as law
from domain.calendar import Deadline
from domain.programme import Parameters, Programme
from domain.sourced import Sourced
from domain.words import Words

PROGRAMME = "wir"
"""The programme whose lengths hold where no other is given."""


class LengthMissing(Exception):
    """The period has a length that somebody sets, and nobody did."""


class Asked(NamedTuple):
    """The days a period begins with, and the length the caller sets instead of the rules'."""

    days: tuple[date, ...]
    length: int | None = None

    @property
    def day(self) -> date:
        """The first of the days."""
        return self.days[0]

    @property
    def given(self) -> int:
        """The length the caller set; raises LengthMissing."""
        if self.length is None:
            raise LengthMissing
        return self.length

    @property
    def rules(self) -> Programme:
        """The youngest version of the rules that was valid on the day or before it."""
        every = [programmes.load(name) for name in programmes.versions()]
        own = [one for one in every if one.id == PROGRAMME]
        begun = [one for one in own if one.valid_from <= self.day]
        return max(begun or own[:1], key=lambda one: one.valid_from)

    @property
    def parameters(self) -> Parameters:
        """The numbers of these rules."""
        return self.rules.parameters

    def of(self, parameter: Sourced[int]) -> int:
        """The length the caller set, else the rules'."""
        return parameter.value if self.length is None else self.length


class Kind(NamedTuple):
    """A kind of period; `counted` gives `None` where what happened has no effect in law.

    `then` names the kind whose period begins with the day on which this one ends.
    """

    title: Words
    begins_with: tuple[Words, ...]
    counted: Callable[[Asked], Deadline | None]
    then: str | None = None


CALENDAR = programmes.calendar()
GUIDELINE = "Förderrichtlinie"
NOTIFIED = Words(de="BEKANNTGABE", en="NOTIFIED")
KNOWN = Words(de="KENNTNIS", en="KNOWN")
READY = Words(de="BEREITGESTELLT", en="READY")
START = Words(de="BEGINN", en="START")

KINDS = {
    "notification": Kind(
        Words(de="Bekanntgabe durch die Post", en="notification by post"),
        (Words(de="AUFGABE", en="POSTED"),),
        lambda asked: law.notification(asked.day, asked.rules.notification_fiction),
        then="action",
    ),
    "portal": Kind(
        Words(de="Abruf aus dem Portal", en="retrieval from the portal"),
        (READY,),
        lambda asked: law.portal_retrieval(asked.day),
    ),
    "portal-notification": Kind(
        Words(de="Bekanntgabe im Portal", en="notification in the portal"),
        (Words(de="ABRUF", en="RETRIEVED"), READY),
        lambda asked: law.notification_in_portal(*asked.days),
        then="action",
    ),
    "action": Kind(
        Words(de="Klage gegen das Regierungspräsidium", en="action against the state"),
        (NOTIFIED,),
        lambda asked: law.action(
            asked.day, CALENDAR, months=asked.of(asked.parameters.remedy_months)
        ),
    ),
    "action-without-instruction": Kind(
        Words(de="Klage, Belehrung fehlt oder ist falsch", en="action, no right instruction"),
        (NOTIFIED,),
        lambda asked: law.action_without_instruction(
            asked.day,
            CALENDAR,
            months=asked.of(asked.parameters.remedy_months_without_instruction),
        ),
    ),
    "objection": Kind(
        Words(de="Widerspruch bei Kreis oder Stadt", en="objection with a county or city"),
        (NOTIFIED,),
        lambda asked: law.objection(asked.day, CALENDAR),
    ),
    "objection-without-instruction": Kind(
        Words(de="Widerspruch, Belehrung fehlt", en="objection, no right instruction"),
        (NOTIFIED,),
        lambda asked: law.objection_without_instruction(asked.day, CALENDAR),
    ),
    "waiver": Kind(
        Words(de="Verzicht auf Rechtsbehelfe", en="waiver of remedies"),
        (Words(de="ERKLÄRUNG", en="DECLARED"), NOTIFIED),
        lambda asked: law.waiver(*asked.days),
    ),
    "declaration": Kind(
        Words(de="Erklärung zum Bescheid", en="declaration to the notice"),
        (NOTIFIED,),
        lambda asked: law.declaration(
            asked.day, CALENDAR, months=asked.of(asked.parameters.declaration_months)
        ),
    ),
    "application-day": Kind(
        Words(de="Antrag, von der Richtlinie benannter Tag", en="application, a named day"),
        (Words(de="TAG", en="DAY"),),
        lambda asked: law.application_by_day(asked.day, CALENDAR, basis=GUIDELINE),
    ),
    "application-lead": Kind(
        Words(de="Antrag vor Beginn, günstige Lesart", en="application before start, permissive"),
        (START,),
        lambda asked: law.application_by_lead(
            asked.day, CALENDAR, days=asked.given, basis=GUIDELINE
        ),
    ),
    "application-lead-strict": Kind(
        Words(de="Antrag vor Beginn, strenge Lesart", en="application before start, strict"),
        (START,),
        lambda asked: law.application_by_lead(
            asked.day, CALENDAR, days=asked.given, basis=GUIDELINE, reading="strict"
        ),
    ),
    "use": Kind(
        Words(de="Verwendung einer Auszahlung", en="use of a payment"),
        (Words(de="BUCHUNG", en="BOOKED"),),
        lambda asked: law.use_of_payment(
            asked.day, CALENDAR, months=asked.of(asked.parameters.use_months)
        ),
    ),
    "proof": Kind(
        Words(de="Verwendungsnachweis", en="proof of use"),
        (Words(de="ENDE", en="END"),),
        lambda asked: law.proof_by_months(
            asked.day,
            CALENDAR,
            months=asked.of(asked.parameters.proof_months),
            basis=asked.parameters.proof_months.reference,
        ),
    ),
    "examination": Kind(
        Words(de="Prüfung des Nachweises, Ziel", en="examination of the proof, target"),
        (Words(de="EINGANG", en="RECEIVED"),),
        lambda asked: law.examination(
            asked.day, CALENDAR, months=asked.of(asked.parameters.examination_months)
        ),
    ),
    "hearing": Kind(
        Words(de="Anhörung", en="hearing"),
        (NOTIFIED,),
        lambda asked: law.hearing(
            asked.day, CALENDAR, days=asked.of(asked.parameters.hearing_days)
        ),
    ),
    "period": Kind(
        Words(de="Frist der Behörde, mit --length", en="period of the authority, with --length"),
        (Words(de="EREIGNIS", en="EVENT"),),
        lambda asked: law.set_by_authority(asked.day, CALENDAR, days=asked.given),
    ),
    "revocation": Kind(
        Words(de="Rücknahme oder Widerruf", en="withdrawal or revocation"),
        (KNOWN,),
        lambda asked: law.revocation(asked.day, CALENDAR),
        then="posting",
    ),
    "posting": Kind(
        Words(de="Späteste Aufgabe zur Post", en="latest posting"),
        (Words(de="BEKANNTGABE-BIS", en="NOTIFY-BY"),),
        lambda asked: law.latest_posting(asked.day, asked.rules.notification_fiction, CALENDAR),
    ),
    "interest-limitation": Kind(
        Words(de="Verjährung von Zinsen", en="limitation of interest"),
        (Words(de="ENTSTEHUNG", en="AROSE"), KNOWN),
        lambda asked: law.interest_limitation(*asked.days),
    ),
    "refund-limitation": Kind(
        Words(de="Verjährung einer Erstattung", en="limitation of a refund"),
        (Words(de="BESTANDSKRAFT", en="FINAL"),),
        lambda asked: law.refund_limitation(asked.day),
    ),
}
