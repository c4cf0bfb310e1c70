"""Wherever a list shows the last day of a duty or of remedies, it shows the later one."""

from datetime import date

import pytest

import programmes
from domain.correspondence import DutyName
from domain.extension import PeriodExtended
from domain.legal_periods import action_without_instruction, extended
from domain.notice import InstructionDefectFound
from projections.caseload import waits
from projections.deadlines import deadlines
from projections.payments import grants, payments
from tests.projections.conftest import Show
from tests.projections.grant_story import Grant, Story, register

GRANT = Grant()
LATER = date(2017, 9, 29)


def longer(duty: DutyName) -> PeriodExtended:
    return PeriodExtended(
        duty=duty,
        was_due_on=date(2016, 1, 4),
        deadline=extended(date(2016, 1, 4), LATER, programmes.calendar()),
        reason="Krankheit der Leitung.",
        extended_by="adler",
    )


NOTIFIED: Story = [*GRANT.signed(), *GRANT.posted(), *GRANT.notified()]
STORIES: list[tuple[DutyName, str, Story]] = [
    ("documents", "documents", GRANT.incomplete()),
    ("declaration", "declaration", NOTIFIED),
    ("proof", "proof", [*NOTIFIED, *GRANT.declared()]),
]


@pytest.mark.parametrize(("duty", "waits_for", "story"), STORIES)
def test_the_desk_waits_until_the_later_day(
    show: Show, duty: DutyName, waits_for: str, story: Story
) -> None:
    stream = {"documents": "application", "declaration": "approval", "proof": "proof_of_use"}[duty]
    connection = show([*register(), *GRANT.submitted(), *story])
    show(GRANT.at(stream, date(2016, 1, 5), longer(duty)))
    days = {one.waits_for: one.due_on for one in waits(connection, GRANT.case)}
    assert days[waits_for] == LATER


def test_a_later_day_of_another_duty_leaves_that_of_the_stage(show: Show) -> None:
    connection = show([*register(), *GRANT.submitted(), *NOTIFIED])
    show(GRANT.at("proof_of_use", date(2016, 1, 5), longer("proof")))
    days = {one.waits_for: one.due_on for one in waits(connection, GRANT.case)}
    assert (days["declaration"], days["proof"]) == (date(2016, 1, 11), LATER)


def test_county_finance_reads_the_later_days(show: Show) -> None:
    story = [*NOTIFIED, *GRANT.declared(), *GRANT.drawn(), *GRANT.ordered(), *GRANT.booked()]
    connection = show([*register(), *GRANT.submitted(), *story])
    show(GRANT.draw_down(1, date(2016, 3, 10), longer("use")))
    show(GRANT.at("proof_of_use", date(2016, 3, 10), longer("proof")))
    assert [row.proof_due_on for row in grants(connection)] == [LATER]
    assert [row.use_due_on for row in payments(connection)] == [LATER]
    assert {one.waits_for: one.due_on for one in waits(connection, GRANT.case)}["use"] == LATER


def test_a_reopened_notice_waits_for_its_finality_again(show: Show) -> None:
    connection = show([*register(), *GRANT.submitted(), *NOTIFIED, *GRANT.declared()])
    [before] = [row for row in deadlines(connection, open_only=False) if row.kind == "remedies"]
    defect = InstructionDefectFound(
        defect="missing",
        found_on=date(2016, 2, 1),
        note="Die Anlage fehlt.",
        found_by="adler",
        remedies=action_without_instruction(date(2015, 12, 10), programmes.calendar()),
        reopened=True,
    )
    assert "finality" not in {one.waits_for for one in waits(connection, GRANT.case)}
    show(GRANT.at("approval", date(2016, 2, 1), defect))
    assert "finality" in {one.waits_for for one in waits(connection, GRANT.case)}
    [after] = [row for row in deadlines(connection) if row.kind == "remedies"]
    assert (after.due_on, after.earlier) == (date(2016, 12, 12), [before.due_on])
    assert "§ 58 Abs. 2 VwGO" in after.derivation_en
