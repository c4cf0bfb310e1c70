"""The end of a file and an erasure on the lists: who waits for whom, and until when it is kept."""

from datetime import date

from psycopg import Connection

from domain.erasure import ErasureProposed, ErasureSigned
from domain.legal_periods import retention_from, retention_of_file
from domain.retention import (
    ArchiveDecided,
    DisposalProposed,
    DisposalSigned,
    FileDestroyed,
    FileOffered,
    RetentionBegan,
)
from projections.caseload import case_row, waits
from projections.deadlines import deadlines
from tests.kept_file import ENDED, KEPT_UNTIL, LOCKED, OFFERED
from tests.projections.conftest import Show
from tests.projections.grant_chapters import DIGEST
from tests.projections.grant_story import Grant, life, register

GRANT = Grant()
BEGAN = RetentionBegan(
    ending="closed",
    ended_on=ENDED,
    file=retention_of_file(ENDED, years=10, basis="AfE"),
    receipts=retention_from(date(2017, 3, 1), years=5, basis="ANBest-P Nr. 6.5"),
)
FORGET = ErasureProposed(
    data="persons",
    ground="unlawful",
    reference="Schreiben",
    sealed_with=GRANT.case,
    cases=(GRANT.case,),
    proposed_by="carla",
)


def waited_for(connection: Connection) -> list[tuple[str, str]]:
    return [(one.desk, one.waits_for) for one in waits(connection, GRANT.case)]


def test_both_days_of_keeping_stand_with_the_case_and_on_no_list_of_tasks(show: Show) -> None:
    connection = show([*register(), *life(), *GRANT.at("retention", ENDED, BEGAN)])
    rows = deadlines(connection, case=GRANT.case, open_only=False)
    kept = {row.kind: row.due_on for row in rows if row.kind in {"file", "receipts"}}
    assert kept == {"file": KEPT_UNTIL, "receipts": date(2022, 3, 1)}
    assert deadlines(connection) == []
    own = deadlines(connection, scope=GRANT.recipient, open_only=False)
    assert "receipts" in {row.kind for row in own}
    assert "file" not in {row.kind for row in own}


def test_an_ended_file_goes_from_desk_to_desk_until_it_is_gone(show: Show) -> None:
    decided = ArchiveDecided(
        appraisal="not_worthy", reference="HStAD", decided_on=OFFERED, recorded_by="carla"
    )
    destroyed = FileDestroyed(locked=LOCKED, destroyed=(DIGEST,), kept=(), document=DIGEST)
    steps = {
        BEGAN: ("nobody", "nothing"),
        FileOffered(offered_on=OFFERED): ("clerk", "appraisal"),
        decided: ("clerk", "disposal"),
        DisposalProposed(proposed_by="carla"): ("signatory", "disposal_signature"),
        DisposalSigned(signed_by="sigrid"): ("system", "destruction"),
        destroyed: ("nobody", "nothing"),
    }
    connection = show([*register(), *life()])
    for event, point in steps.items():
        show(GRANT.at("retention", OFFERED, event))
        assert waited_for(connection) == [point]
    row = case_row(connection, GRANT.case, today=OFFERED)
    assert row and row.stage == "destroyed"
    met = {row.kind: row.met_on for row in deadlines(connection, open_only=False)}
    assert met["file"] == KEPT_UNTIL


def test_an_erasure_waits_for_the_signatory_beside_a_running_case(show: Show) -> None:
    connection = show([*register(), *GRANT.submitted(), *GRANT.at("erasure", ENDED, FORGET)])
    assert waited_for(connection) == [("clerk", "check"), ("signatory", "erasure_signature")]
    signed = ErasureSigned(officer_informed_on=ENDED, signed_by="sigrid")
    show(GRANT.at("erasure", ENDED, signed))
    assert waited_for(connection) == [("clerk", "check"), ("system", "erasure")]
