"""What letters of a case share: recipient and court of a day, the line, the rules of the grant."""

from typing import NamedTuple

from pydantic_core import to_json

from adapters.letter_frame import Grantor, PayBy, TraceLine
from domain.application import Application, ApplicationSubmitted
from domain.approval import Approval
from domain.deadline import Deadline
from domain.desk import Desk
from domain.kernel import Day
from domain.notice_decisions import signed_on
from domain.onward import grantor_of
from domain.payment_run import Debtor
from domain.programme import Programme
from domain.recipient import Recipient
from domain.recovery import Recovery
from domain.settlement import Settlement
from domain.terms import granted_content

CONTACT = "Sachbearbeitung Dezernat II 25"
BASIS = "§§ 23, 44 LHO, Förderrichtlinie des Landesprogramms WIR"
_UNIT = "Bewilligungsstelle"
_PASSED_ON = "VV Nr. 12 zu § 44 LHO; Zuwendungsbescheid des Landes"


def content_of(desk: Desk, case: str) -> tuple[ApplicationSubmitted, Programme]:
    """What the grant says now, and its rules."""
    content = granted_content(desk, case)
    return content, desk.programme(content.programme)


def recipient_of(desk: Desk, case: str) -> Recipient:
    """Who gets the letters of a case."""
    return desk.read(Recipient, desk.read(Application, case).submitted.recipient)


def frame(desk: Desk, case: str, dated: Day) -> dict[str, object]:
    """The fields of every letter."""
    content, programme = content_of(desk, case)
    return {
        "file_number": case,
        "dated": dated,
        "recipient": recipient_of(desk, case).name,
        "line_title": programme.line(content.line).title.de,
        "contact": _UNIT if content.grantor else CONTACT,
        "grantor": _grantor(desk, content, dated),
    }


def _grantor(desk: Desk, content: ApplicationSubmitted, dated: Day) -> Grantor | None:
    """Who writes the letters of a second-level case, with its address of the day."""
    if content.grantor is None:
        return None
    body = desk.read(Recipient, content.grantor)
    *_, street, city = ("", *body.address_on(dated))
    return Grantor(name=body.name, unit=_UNIT, street=street or body.name, city=city)


def posted(desk: Desk, case: str, dated: Day) -> dict[str, object]:
    """The fields of a letter for an envelope."""
    return frame(desk, case, dated) | {"addressee": recipient_of(desk, case).address_on(dated)}


def act(desk: Desk, case: str, dated: Day, *, basis: str = BASIS) -> dict[str, object]:
    """The fields of an administrative act, with the court for an action on that day."""
    content, programme = content_of(desk, case)
    passed_on = f"{_PASSED_ON} {content.upper}"
    return posted(desk, case, dated) | {
        "purpose": content.purpose,
        "basis": passed_on if content.upper and basis == BASIS else basis,
        "rule_set": programme.title.de,
        "rule_version": programme.reference,
        "court": recipient_of(desk, case).court_on(dated),
    }


def trace_of(settlement: object) -> tuple[TraceLine, ...]:
    """The steps of a settlement as a letter prints them."""
    steps = Settlement.model_validate_json(to_json(settlement)).trace
    return tuple(
        TraceLine(step=one.what.de, basis=one.reference, amount_cents=one.result_cents)
        for one in steps
    )


class Occasion(NamedTuple):
    """The case and the day of a letter; `debtor` is the authority, to whose account is paid."""

    desk: Desk
    case: str
    dated: Day
    debtor: Debtor

    @property
    def recovery(self) -> Recovery:
        """The recovery as it stands."""
        return self.desk.read(Recovery, self.case)

    @property
    def notice_dated(self) -> Day:
        """The day of the grant's notice."""
        return signed_on(self.desk.read(Approval, self.case), 1)

    @property
    def posted(self) -> dict[str, object]:
        """The fields of a letter for an envelope."""
        return posted(self.desk, self.case, self.dated)

    def act(self, basis: str) -> dict[str, object]:
        """The fields of an administrative act."""
        return act(self.desk, self.case, self.dated, basis=basis)

    def account(self, reference: str) -> dict[str, str]:
        """Where to pay, with the reference of the claim: to the Land, or to who passed it on."""
        holder, iban = self.debtor.name, self.debtor.iban
        if grantor := grantor_of(self.desk, self.case):
            body = self.desk.read(Recipient, grantor)
            holder, iban = body.holder or body.name, body.iban or ""
        fours = " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))
        return {"holder": holder, "iban": fours, "reference": reference}

    def pay_by(self, reference: str, due: Deadline) -> PayBy:
        """Where and until when to pay."""
        return PayBy(**self.account(reference), pay_by=due.on, derivation=due.explain("de"))
