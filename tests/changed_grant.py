"""What happens to the usual grant after its decision: changes, remedies and reports."""

from datetime import date

from domain.amendment import (
    Amendment,
    ProposeAmendment,
    RequestAmendment,
    SignAmendment,
)
from domain.approval import Approval, RecordFinality, RecordNotification
from domain.change_report import ReportChange
from domain.contest import RecordRemedy, RecordRemedyEnd
from domain.desk import Desk
from domain.kernel import Money
from domain.terms import granted_content
from tests.cast import ANTRAG, BIRKE, DORN, SYSTEM
from tests.story import Act, Ask
from tests.usual_award import CASE, DIGEST, made
from tests.usual_grant import Grant

APRIL = date(2016, 4, 1)
"""A Friday; what is posted then counts as notified on 4 April and is final on 5 May 2016."""

WISH = RequestAmendment(case=CASE, wish="Weniger Stunden", reasons="Eine Stelle blieb frei.")


def amendment(grant: Grant, cents: int, **changes: object) -> Ask:
    """A draft that begins with what is in force and grants so much."""

    def asked(desk: Desk) -> ProposeAmendment:
        content = granted_content(desk, grant.case)
        known = content.model_dump(include={"case", "period_to", "purpose", "plan", "facts"})
        more = {
            "amount_cents": Money(cents),
            "instalments": ({"amount_cents": Money(cents)},),
            "programme": content.programme,
            "reasons": "Der Bedarf hat sich geändert.",
        }
        return made(ProposeAmendment, known | more, changes)

    return asked


def signature(grant: Grant) -> Ask:
    """The signature under exactly the draft that lies there; under nothing where none does."""

    def asked(desk: Desk) -> SignAmendment:
        draft = desk.read(Amendment, grant.case).proposal
        content_hash = draft.content_hash if draft else DIGEST
        return SignAmendment(case=grant.case, content_hash=content_hash)

    return asked


def amended(grant: Grant, cents: int, **changes: object) -> list[Act]:
    """A change proposed and signed by two persons on 1 April."""
    draft = BIRKE.asks(amendment(grant, cents, **changes), APRIL)
    return [draft, DORN.asks(signature(grant), APRIL)]


def notified(grant: Grant, version: int = 2, posted_on: date = APRIL) -> list[Act]:
    """The amending notice is printed, posted, and notified on the third day."""
    letter = grant.letter("amending_notice", f"v{version}")
    posting = grant.posting(version=version, posted_on=posted_on)
    day = posted_on.replace(day=posted_on.day + 3)
    notify = RecordNotification(case=grant.case, version=version)
    return [
        SYSTEM.asks(letter, posted_on),
        SYSTEM.asks(posting, posted_on),
        SYSTEM.asks(notify, day),
    ]


def final(grant: Grant, version: int = 2) -> list[Act]:
    """The remedy period of the amending notice passed."""
    return [SYSTEM.asks(RecordFinality(case=grant.case, version=version), date(2016, 5, 6))]


def remedy(grant: Grant, **changes: object) -> RecordRemedy:
    """An action filed on 1 February 2016, told by the court."""
    content = {
        "case": grant.case,
        "remedy": "action",
        "filed_on": date(2016, 2, 1),
        "reference": "VG Frankfurt am Main 11 K 100/16.F",
    }
    return made(RecordRemedy, content, changes)


def remedy_end(grant: Grant, **changes: object) -> RecordRemedyEnd:
    """The action is withdrawn on 1 March 2016."""
    content = {
        "case": grant.case,
        "outcome": "withdrawn",
        "ended_on": date(2016, 3, 1),
        "reference": "VG Frankfurt am Main 11 K 100/16.F",
    }
    return made(RecordRemedyEnd, content, changes)


def report(grant: Grant, **changes: object) -> ReportChange:
    """The recipient tells that a post stays vacant."""
    content = {
        "case": grant.case,
        "circumstance": "less_cost",
        "known_since": APRIL,
        "description": "Die Stelle ist bis Juli unbesetzt.",
    }
    return made(ReportChange, content, changes)


def asked_for(grant: Grant) -> list[Act]:
    """The recipient asked for a change on 1 April."""
    wish = WISH.model_copy(update={"case": grant.case})
    return [ANTRAG.asks(wish, APRIL)]


def standing(desk: Desk, case: str) -> Approval:
    """The approval as it stands."""
    return desk.read(Approval, case)
