"""An audit note on the lists: on the clerk's desk until it is answered, never at the county."""

from datetime import UTC, date, datetime

from psycopg import Connection

from domain.audit_note import AuditNoteAnswered, AuditNoteClosed, AuditNoteWritten
from domain.kernel import Entry, Subject
from projections.case_sides import HIDDEN
from projections.caseload import case_row, caseload, waits
from projections.county_changes import changes_of
from projections.deadlines import deadlines
from projections.timeline import timeline
from tests.cast import SYSTEM
from tests.projections.conftest import Show
from tests.projections.grant_story import Grant, Moment, life, register
from tests.story import context

GRANT = Grant()
WRITTEN_ON, DUE_ON, ANSWERED_ON = date(2017, 6, 1), date(2017, 7, 1), date(2017, 6, 20)
TEXT = "Warum wurde Frau Beispiel nicht gefragt?"


def said(**more: object) -> dict[str, object]:
    key = f"{GRANT.case}.note.1"
    return {"case": GRANT.case, "note": 1, "sealed_for": key, "text": TEXT, **more}


ASKED = AuditNoteWritten(**said(category="question", due_on=DUE_ON, written_by="r.iltis"))
REMARK = AuditNoteWritten(**said(category="observation", written_by="r.iltis"))
ANSWERED = AuditNoteAnswered(**said(answered_by="k.adler"))
CLOSED = AuditNoteClosed(**said(outcome="maintained", closed_by="r.iltis"))


def story(*events: tuple[date, object]) -> list[Moment]:
    told = [*register(), *life()]
    for day, event in events:
        told += GRANT.at("audit_note", day, event)
    return told


def waited_for(connection: Connection) -> set[tuple[str, str]]:
    return {(one.desk, one.waits_for) for one in waits(connection, GRANT.case)}


def test_a_question_waits_on_the_clerks_desk_until_its_day_though_the_case_is_closed(
    show: Show,
) -> None:
    connection = show(story((WRITTEN_ON, ASKED)))
    assert ("clerk", "audit_note") in waited_for(connection)
    [row] = caseload(connection, desks=["clerk"], today=date(2017, 7, 2))
    assert (row.waits_for, row.due_on, row.late) == ("audit_note", DUE_ON, True)
    [due] = deadlines(connection, case=GRANT.case)
    assert (due.kind, due.number, due.due_on) == ("audit_answer", 1, DUE_ON)


def test_the_answer_meets_the_day_and_clears_the_desk(show: Show) -> None:
    connection = show(story((WRITTEN_ON, ASKED), (ANSWERED_ON, ANSWERED), (DUE_ON, CLOSED)))
    assert waited_for(connection) == {("nobody", "nothing")}
    met = {one.kind: one.met_on for one in deadlines(connection, open_only=False)}
    assert met["audit_answer"] == ANSWERED_ON


def test_an_end_without_an_answer_clears_the_desk_too(show: Show) -> None:
    connection = show(story((WRITTEN_ON, ASKED), (ANSWERED_ON, CLOSED)))
    assert waited_for(connection) == {("nobody", "nothing")}


def test_an_observation_asks_nobody(show: Show) -> None:
    connection = show(story((WRITTEN_ON, REMARK)))
    assert waited_for(connection) == {("nobody", "nothing")}
    assert deadlines(connection, case=GRANT.case) == []


def test_the_county_sees_its_case_as_if_there_were_no_note(show: Show) -> None:
    before = case_row(show(story()), GRANT.case, scope=GRANT.recipient, today=DUE_ON)
    connection = show(GRANT.at("audit_note", WRITTEN_ON, ASKED))
    after = case_row(connection, GRANT.case, scope=GRANT.recipient, today=DUE_ON)
    assert before and after
    assert after._replace(position=0) == before._replace(position=0)
    own = deadlines(connection, scope=GRANT.recipient, open_only=False)
    assert "audit_answer" not in {one.kind for one in own}
    assert HIDDEN == ("audit_note",)


def test_a_countys_program_is_told_of_no_note() -> None:
    at, told = datetime(2017, 6, 1, tzinfo=UTC), context(SYSTEM, WRITTEN_ON)
    for event in (ASKED, ANSWERED, CLOSED):
        entry = Entry(1, Subject("audit_note", GRANT.case), 1, event, told, at)
        assert changes_of(entry) == ()


def test_the_story_names_kind_and_end_and_never_the_text(show: Show) -> None:
    events = ((WRITTEN_ON, ASKED), (ANSWERED_ON, ANSWERED), (DUE_ON, CLOSED))
    rows = timeline(show(story(*events)), GRANT.case)[-3:]
    assert [one.sentence_de for one in rows] == [
        "Prüfnotiz Nr. 1 eingetragen: Frage.",
        "Prüfnotiz Nr. 1 beantwortet.",
        "Prüfnotiz Nr. 1 beendet: aufrechterhalten.",
    ]
    assert TEXT not in str(rows)
