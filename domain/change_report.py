"""Mitteilungspflichten: what the recipient tells has changed, and the clerk's review of each."""

from dataclasses import dataclass, replace
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from domain.desk import Desk
from domain.kernel import (
    CaseId,
    Command,
    Context,
    Day,
    Digest,
    Event,
    Filings,
    Key,
    Subject,
    Text,
)
from domain.notice_decisions import signed_approval
from domain.reasons.change_report import REPORT_UNKNOWN, REPORTS_REVIEWED
from domain.reasons.general import DAY_IN_FUTURE, FOUR_EYES

Circumstance = Literal[
    "less_cost",
    "further_funds",
    "purpose",
    "unattainable",
    "not_usable",
    "items_unused",
    "insolvency",
]
"""What must be told without delay: ANBest Nr. 5."""

Consequence = Literal["none", "amendment", "revocation", "refund"]
ReportNumber = Annotated[int, Field(strict=True, ge=1, le=99)]

# Commands


class ReportChange(Command):
    """Tell the authority what has changed, and since when that is known."""

    NAME: ClassVar[str] = "report_change"
    case: CaseId
    circumstance: Circumstance
    known_since: Day
    description: Text
    documents: Annotated[tuple[Digest, ...], Field(max_length=50)] = ()


class ReviewChange(Command):
    """Say what follows from a report, with reasons."""

    NAME: ClassVar[str] = "review_change"
    case: CaseId
    report: ReportNumber
    consequence: Consequence
    reasons: Text


# Events


class ChangeReported(Event):
    """The recipient fulfilled a duty to notify; from its receipt on the authority knows."""

    TOPIC: ClassVar[str] = "change_report.reported.v1"
    BASIS: ClassVar[str] = "ANBest Nr. 5; § 3 SubvG"
    report: ReportNumber
    circumstance: Circumstance
    known_since: Day
    reported_on: Day
    description: Text
    documents: tuple[Digest, ...]
    reported_by: Key


class ChangeReviewed(Event):
    """A clerk said what follows from a report; the consequence itself is an act of its own."""

    TOPIC: ClassVar[str] = "change_report.reviewed.v1"
    BASIS: ClassVar[str] = "ANBest Nr. 5; §§ 24, 39, 49 HVwVfG"
    report: ReportNumber
    consequence: Consequence
    reasons: Text
    reviewed_by: Key


# State


@dataclass(frozen=True)
class ChangeReports:
    """All reports of a case; `open` are those that no clerk has reviewed."""

    KIND: ClassVar[str] = "change_report"
    key: str
    reports: tuple[ChangeReported, ...] = ()
    reviewed: frozenset[int] = frozenset()

    @property
    def subject(self) -> Subject:
        """The subject under which its events are filed."""
        return Subject(self.KIND, self.key)

    @property
    def open(self) -> tuple[ChangeReported, ...]:
        """The reports that wait for a review, in their order."""
        return tuple(one for one in self.reports if one.report not in self.reviewed)

    def evolve(self, event: Event) -> "ChangeReports":
        """The state after the event."""
        match event:
            case ChangeReported():
                return replace(self, reports=(*self.reports, event))
            case ChangeReviewed(report=report):
                return replace(self, reviewed=self.reviewed | {report})
        return self


# Decisions


def may_report(desk: Desk, case: str, context: Context) -> None:
    """The duty to notify begins with the notice and outlives the payment."""
    signed_approval(desk, case)


def report(desk: Desk, command: ReportChange, context: Context) -> Filings:
    """Take the report in, however late it comes."""
    may_report(desk, command.case, context)
    if command.known_since > context.today:
        raise DAY_IN_FUTURE.because("known_since")
    reports = desk.read(ChangeReports, command.case)
    event = ChangeReported(
        **{name: value for name, value in command if name != "case"},
        report=len(reports.reports) + 1,
        reported_on=context.today,
        reported_by=context.person,
    )
    return [(reports.subject, event)]


def may_review(desk: Desk, case: str, context: Context) -> None:
    """A review needs a report that nobody has reviewed."""
    signed_approval(desk, case)
    if not desk.read(ChangeReports, case).open:
        raise REPORTS_REVIEWED.because()


def review(desk: Desk, command: ReviewChange, context: Context) -> Filings:
    """File what follows from the report; nobody reviews their own."""
    may_review(desk, command.case, context)
    reports = desk.read(ChangeReports, command.case)
    told = {one.report: one for one in reports.open}.get(command.report)
    if told is None:
        raise REPORT_UNKNOWN.because()
    if told.reported_by == context.person:
        raise FOUR_EYES.because(act="Änderung mitgeteilt", done="change reported")
    event = ChangeReviewed(
        **{name: value for name, value in command if name != "case"}, reviewed_by=context.person
    )
    return [(reports.subject, event)]
