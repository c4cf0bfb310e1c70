"""Remedies against a claim: filed, ended, and the order to enforce it all the same."""

from typing import ClassVar

from domain.kernel import CaseId, Command, Day, Event, Key, Line, Text
from domain.notice import Outcome, Remedy

# Commands


class RecordClaimRemedy(Command):
    """Record that the recipient contests a claim; `reference` names court and file number."""

    NAME: ClassVar[str] = "record_claim_remedy"
    case: CaseId
    remedy: Remedy
    filed_on: Day
    reference: Line


class RecordClaimRemedyEnd(Command):
    """Record that the remedy was withdrawn, or the day on which its decision became final."""

    NAME: ClassVar[str] = "record_claim_remedy_end"
    case: CaseId
    outcome: Outcome
    ended_on: Day
    reference: Line


# Events


class ClaimContested(Event):
    """The recipient contests the claim; `suspensive` says that it came in time."""

    TOPIC: ClassVar[str] = "recovery.remedy_filed.v1"
    BASIS: ClassVar[str] = "§§ 70, 74, 80 Abs. 1 VwGO"
    remedy: Remedy
    filed_on: Day
    reference: Line
    suspensive: bool
    recorded_by: Key


class ClaimRemedyEnded(Event):
    """The remedy was withdrawn, or decided for good; a claim that was quashed stays on hold."""

    TOPIC: ClassVar[str] = "recovery.remedy_ended.v1"
    BASIS: ClassVar[str] = "§§ 80b, 92, 121 VwGO"
    outcome: Outcome
    ended_on: Day
    reference: Line
    recorded_by: Key


class EnforcementOrdered(Event):
    """The claim is enforced in spite of a remedy, for reasons that outweigh waiting for it."""

    TOPIC: ClassVar[str] = "recovery.enforcement_ordered.v1"
    BASIS: ClassVar[str] = "§ 80 Abs. 2 Satz 1 Nr. 4, Abs. 3 VwGO"
    ordered_on: Day
    reasons: Text
    proposed_by: Key
    signed_by: Key
