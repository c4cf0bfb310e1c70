"""A hold, the end of a file and an erasure by forms alone, and the report that proves them."""

from datetime import date

from domain.erasure import Erasure
from domain.personal_data import Locked
from domain.retention import Retention
from tests.web.life import CASE, COUNTY, live
from tests.web.page import Page
from tests.web.test_acts_on_pages import do, send
from tests.web.world import World

DIGEST = "0" * 64
OFFERED, APPRAISED = date(2028, 1, 1), date(2028, 3, 1)


def locked(world: World) -> dict[str, object]:
    """What the engine records, with the hash that stands in the record."""
    head = world.office.record.head()
    found = Locked(
        keys=(CASE,),
        files=(f"application:{CASE}", f"approval:{CASE}"),
        boxes=(7,),
        head_position=head.position,
        head=head.entry_hash.hex(),
    )
    world.office.record.keys.forget(CASE, reason="test", by="system")
    return {"case": CASE, "locked": found}


def section(world: World, person: str) -> str:
    """The section on keeping, as a person reads it."""
    page = Page(world.browser(person).get(f"/cases/{CASE}"))
    return page.text("//section[@aria-labelledby='p-keeping']")


def test_a_file_is_held_offered_and_ended_from_form_to_form(world: World) -> None:
    live(world, "closed")
    do(world, "r.iltis", "set_audit_hold", reference="LRH V-1", reasons="Querschnittsprüfung.")
    assert "LRH V-1" in section(world, "k.adler")
    do(world, "r.iltis", "release_audit_hold", reasons="Beendet.")
    world.clock.go_to(OFFERED)
    world.engine("offer_to_archive", case=CASE)
    typed = {"appraisal": "not_worthy", "reference": "HStAD 12/28"}
    do(world, "k.adler", "record_archive_decision", **typed)
    do(world, "k.adler", "propose_disposal")
    do(world, "d.dorn", "sign_disposal")
    world.engine("record_destruction", destroyed=(), kept=(), document=DIGEST, **locked(world))
    assert world.office.read(Retention, CASE).destroyed
    assert "nicht archivwürdig" in section(world, "r.iltis")
    report = Page(world.browser("r.iltis").get(f"/cases/{CASE}/erasures"))
    assert report.flaws() == []
    assert "Vernichtung der Akte" in report.text() and "unverändert" in report.text()


def test_an_erasure_is_ordered_by_forms_and_its_report_is_for_the_authority(world: World) -> None:
    live(world, "closed")
    typed = {"data": "persons", "ground": "unlawful", "reference": "Schreiben vom 01.02."}
    do(world, "m.birke", "propose_erasure", **typed)
    assert "Ansprechperson und Unterschrift" in section(world, "d.dorn")
    do(world, "d.dorn", "sign_erasure")
    world.engine("record_erasure", **locked(world))
    assert len(world.office.read(Erasure, CASE).carried_out) == 1
    report = Page(world.browser("d.dorn").get(f"/cases/{CASE}/erasures"))
    assert "Unrechtmäßig verarbeitet" in report.text() and "vernichtet" in report.text()
    assert world.browser(f"antrag.{COUNTY}").get(f"/cases/{CASE}/erasures").status_code == 404


def test_law_that_keeps_the_data_is_named_in_the_form(world: World) -> None:
    live(world, "closed")
    typed = {"data": "persons", "ground": "objection", "reference": "Schreiben"}
    answer = send(world, "m.birke", f"/cases/{CASE}/acts/propose_erasure", **typed)
    assert answer.status_code == 422
    assert "aufzubewahren" in Page(answer).text()


def test_a_recipient_sees_how_long_its_receipts_are_kept_and_nothing_of_the_file(
    world: World,
) -> None:
    live(world, "closed")
    page = Page(world.browser(f"antrag.{COUNTY}").get(f"/cases/{CASE}"))
    assert "Belege aufzubewahren bis" in page.text()
    assert "Akte aufzubewahren bis" not in page.text()
    assert "überfällig" not in page.text("//section[@aria-labelledby='deadlines']")
