"""Auditors note, authorities answer, auditors end; what is open is neither erased nor destroyed."""

from datetime import date

import pytest

from domain.agenda import plan
from domain.audit_note import (
    AnswerAuditNote,
    AuditNote,
    AuditNoteAnswered,
    AuditNoteClosed,
    AuditNotes,
    AuditNoteWritten,
    CloseAuditNote,
)
from tests import kept_file as kept
from tests.cast import ADLER, BIRKE, DORN, SYSTEM
from tests.onward_grant import BRUECKE_GRANT, passed_on
from tests.story import Story, given
from tests.usual_grant import CASE, Grant

GRANT = Grant()
NO_CASE = "WIR-2016-NOPE"


def notes(story: Story) -> tuple[AuditNote, ...]:
    return story.state(AuditNotes, CASE).notes


def asked() -> Story:
    """A question stands in a closed case."""
    return given(*GRANT.until("closed"), kept.PRUEFER.asks(kept.note(), kept.ENDED))


def test_a_note_is_written_answered_and_ended_whatever_the_stage_of_the_case() -> None:
    story = given(*GRANT.until("submitted"))
    story.when(kept.note(), as_=kept.PRUEFER, on=kept.ENDED).then(AuditNoteWritten)
    assert [one.waits for one in notes(story)] == [True]
    story.when(kept.ANSWER, as_=ADLER, on=kept.ENDED).then(AuditNoteAnswered)
    assert [one.waits for one in notes(story)] == [False]
    story.when(kept.CLOSE, as_=kept.PRUEFER, on=kept.ENDED).then(AuditNoteClosed)
    [note] = notes(story)
    assert note.closed and note.closed.outcome == "settled"
    assert [one.text for one in note.answers] == [kept.ANSWER.text]


def test_notes_are_numbered_and_each_keeps_its_own_answers() -> None:
    story = asked().when(kept.note(), as_=kept.PRUEFER).then(AuditNoteWritten)
    second = AnswerAuditNote(case=CASE, note=2, text="Siehe Vermerk.")
    story.when(second, as_=ADLER).then(AuditNoteAnswered)
    assert [len(one.answers) for one in notes(story)] == [0, 1]
    assert [one.written.sealed_for for one in notes(story)] == [
        f"{CASE}.note.1",
        f"{CASE}.note.2",
    ]


def test_an_observation_wants_no_answer_and_a_question_names_its_day() -> None:
    story = given(*GRANT.until("closed"))
    for category in ("question", "finding"):
        wish = kept.note(category=category, due_on=None)
        story.when(wish, as_=kept.PRUEFER).refused("answer_day_missing")
    past = kept.note(due_on=date(2016, 1, 1))
    story.when(past, as_=kept.PRUEFER).refused("due_too_soon")
    remark = kept.note(category="observation", due_on=None, asked=None, entry=None)
    story.when(remark, as_=kept.PRUEFER).then(AuditNoteWritten)
    assert not notes(story)[0].waits


def test_only_an_open_note_is_answered_or_ended() -> None:
    given(*GRANT.until("closed")).when(kept.ANSWER, as_=ADLER).refused("no_note_open")
    story = asked()
    other = AnswerAuditNote(case=CASE, note=2, text="Gibt es nicht.")
    story.when(other, as_=ADLER).refused("note_unknown")
    given(*kept.noted()).when(kept.CLOSE, as_=kept.PRUEFER).refused("no_note_open")
    unanswered = CloseAuditNote(case=CASE, note=1, outcome="maintained", text="Keine Antwort.")
    story.when(unanswered, as_=kept.PRUEFER).then(AuditNoteClosed)


def test_a_note_belongs_to_a_known_case_of_which_nothing_is_being_destroyed() -> None:
    unknown = kept.note(case=NO_CASE)
    given(*GRANT.until("closed")).when(unknown, as_=kept.PRUEFER).refused("case_unknown")
    late = kept.note(due_on=date(2030, 1, 1))
    given(*kept.ordered()).when(late, as_=kept.PRUEFER).refused("disposal_ordered")
    signed = [BIRKE.asks(kept.erasure(), kept.ENDED), DORN.asks(kept.SIGN_ERASURE, kept.ENDED)]
    story = given(*GRANT.until("closed"), *signed)
    story.when(kept.note(), as_=kept.PRUEFER).refused("erasure_under_way")


def test_the_examined_cannot_erase_what_they_are_to_answer() -> None:
    story = asked().when(kept.erasure(), as_=BIRKE).refused("audit_note_open")
    story.when(kept.CLOSE, as_=kept.PRUEFER).granted()
    story.when(kept.erasure(), as_=BIRKE).granted()


def test_an_account_is_erased_whatever_is_noted() -> None:
    asked().when(kept.erasure(data="account"), as_=BIRKE).granted()


def test_an_open_note_keeps_the_file_and_its_end_lets_it_go_on() -> None:
    story = asked()
    assert plan(story.desk, "retention", CASE).step is None
    story.when(kept.OFFER, as_=SYSTEM, on=kept.OFFERED).refused("audit_note_open")
    story.when(kept.CLOSE, as_=kept.PRUEFER, on=kept.OFFERED).granted()
    assert plan(story.desk, "retention", CASE).step
    story.when(kept.OFFER, as_=SYSTEM, on=kept.OFFERED).granted()


def test_money_passed_on_is_noted_by_the_auditor_of_the_land_and_answered_by_the_county() -> None:
    story = given(*passed_on(), *BRUECKE_GRANT.until("submitted"))
    case = BRUECKE_GRANT.case
    story.when(kept.note(case=case), as_=kept.PRUEFER, on=date(2016, 6, 1)).then(AuditNoteWritten)
    answer = AnswerAuditNote(case=case, note=1, text="Geprüft.")
    story.when(answer, as_=ADLER).refused("onward_other_grantor")


@pytest.mark.parametrize("actor", [ADLER, DORN])
def test_who_is_examined_writes_no_note(actor) -> None:
    given(*GRANT.until("closed")).when(kept.note(), as_=actor).refused("not_your_role")
