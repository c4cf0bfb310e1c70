"""What letters of a case share: recipient and court of a day, the line, the rules of the grant."""

from pydantic_core import to_json

from adapters.letter_frame import TraceLine
from domain.application import Application, ApplicationSubmitted
from domain.desk import Desk
from domain.kernel import Day
from domain.programme import Programme
from domain.recipient import Recipient
from domain.settlement import Settlement
from domain.terms import granted_content

CONTACT = "Sachbearbeitung Dezernat II 25"
BASIS = "§§ 23, 44 LHO, Förderrichtlinie des Landesprogramms WIR"


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
        "contact": CONTACT,
    }


def posted(desk: Desk, case: str, dated: Day) -> dict[str, object]:
    """The fields of a letter for an envelope."""
    return frame(desk, case, dated) | {"addressee": recipient_of(desk, case).address_on(dated)}


def act(desk: Desk, case: str, dated: Day, *, basis: str = BASIS) -> dict[str, object]:
    """The fields of an administrative act, with the court for an action on that day."""
    content, programme = content_of(desk, case)
    return posted(desk, case, dated) | {
        "purpose": content.purpose,
        "basis": basis,
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
