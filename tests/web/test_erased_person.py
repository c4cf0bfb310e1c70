"""After an erasure the person is on no page, in no search, file, feed, past or open data."""

from datetime import timedelta

import pytest

from domain.application import Application
from domain.approval import Approval
from domain.audit_note import AuditNotes
from domain.personal_data import Locked
from office.verify import verify
from tests.conftest import Database
from tests.web.life import CASE, COUNTY, STEPS, application
from tests.web.page import Page
from tests.web.test_acts_on_pages import do
from tests.web.test_feed import feed_address
from tests.web.world import World

NAME, MAIL, SIGNER = "Ottilie Wundersam", "wundersam@kreis.example", "Vera Versuch"
KEYS = (CASE, f"{CASE}.note.1")
FILES = (f"application:{CASE}", f"approval:{CASE}", f"audit_note:{CASE}")
AUTHORITY = ("k.adler", "d.dorn", "h.ginster", "l.hasel", "r.iltis")
OF_AUTHORITY = (
    *("/", "/?q=Gelnhausen", f"/cases/{CASE}", f"/cases/{CASE}/timeline", "/payments"),
    *(f"/cases/{CASE}/replay", f"/cases/{CASE}/compare", f"/cases/{CASE}/journal"),
    *(f"/cases/{CASE}/as-of?as_of=2016-06-01&known_on=2016-06-01", f"/cases/{CASE}/erasures"),
    *("/open-data/grants.csv", "/open-data/grants.json", "/open-data/transactions.csv"),
)
OF_AUDIT = ("/audit", "/audit/findings.csv", "/audit/findings.json", "/audit/changes")
OF_COUNTY = ("/", f"/cases/{CASE}", f"/cases/{CASE}/as-of?as_of=2016-06-01", "/payments")
OF_PROGRAMS = (
    *("/api/cases?q=", f"/api/cases/{CASE}", f"/api/cases/{CASE}/timeline", "/api/payments"),
    *(f"/api/cases/{CASE}?as_of=2016-06-01", "/api/money", "/api/deadlines"),
)


@pytest.fixture
def planted(world: World) -> World:
    """A closed case with a contact, a signer and an audit note that names the contact."""
    for name, step in STEPS.items():
        if name == "submitted":
            given = application(contact_name=NAME, contact_email=MAIL)
            world.give(f"antrag.{COUNTY}", "submit_application", **given)
        else:
            step(world, CASE, COUNTY)
    world.give(f"kasse.{COUNTY}", "renew_feed", recipient=COUNTY)
    due_on = (world.office.today() + timedelta(days=7)).isoformat()
    typed = {"category": "question", "text": f"Wer ist {NAME}?", "due_on": due_on}
    do(world, "r.iltis", "write_audit_note", **typed)
    do(world, "k.adler", "answer_audit_note", text=f"{NAME} war Ansprechperson.")
    do(world, "r.iltis", "close_audit_note", outcome="settled", text=f"Zu {NAME} ausgeräumt.")
    return world


def erase(world: World) -> None:
    """Two persons order it, and the engine's step is done."""
    typed = {"data": "persons", "ground": "unlawful", "reference": "Schreiben vom 01.02."}
    do(world, "m.birke", "propose_erasure", **typed)
    do(world, "d.dorn", "sign_erasure")
    head = world.office.record.head()
    for key in KEYS:
        world.office.record.keys.forget(key, reason="test", by="system")
    sealed = {"boxes": (7,), "head_position": head.position, "head": head.entry_hash.hex()}
    world.engine("record_erasure", case=CASE, locked=Locked(keys=KEYS, files=FILES, **sealed))


def everything(world: World) -> dict[str, str]:
    """What each role reads on each of its pages and in each of its files."""
    finance = f"kasse.{COUNTY}"
    wanted = [
        *((one, OF_AUTHORITY) for one in AUTHORITY),
        *(("r.iltis", OF_AUDIT), (finance, OF_COUNTY), (f"antrag.{COUNTY}", OF_COUNTY)),
        ("e.linde", ("/data-protection", "/data-protection.csv", "/audit/access")),
    ]
    told = {}
    for person, addresses in wanted:
        browser = world.browser(person)
        told |= {f"{person} {one}": browser.get(one) for one in addresses}
    for person in ("k.adler", "r.iltis", finance):
        program = world.program(person)
        told |= {f"{person} {one}": program.get(one) for one in OF_PROGRAMS}
    told["the calendar"] = world.browser().get(feed_address(world))
    refused = {name: one.status_code for name, one in told.items() if one.status_code != 200}
    assert {name for name in refused if refused[name] != 303} == set()
    return {name: one.text for name, one in told.items()}


def test_the_note_names_the_person_before_and_nothing_names_it_afterwards(
    planted: World, database: Database
) -> None:
    before = everything(planted)
    assert NAME in before[f"r.iltis /cases/{CASE}"]
    assert [name for name, text in before.items() if NAME in text and "kasse" in name] == []
    erase(planted)
    after = everything(planted)
    for word in (NAME, MAIL, SIGNER, "Wundersam"):
        assert [name for name, text in after.items() if word in text] == []
    assert "Der Text ist gelöscht" in after[f"k.adler /cases/{CASE}"]
    assert verify(database.app).ok


def test_states_and_searches_know_nobody_afterwards(planted: World) -> None:
    erase(planted)
    assert planted.office.read(Application, CASE).submitted.contact_name is None
    declared = planted.office.read(Approval, CASE).declaration
    assert declared and declared.signed_by_name is None
    [note] = planted.office.read(AuditNotes, CASE).notes
    assert note.closed
    assert {note.written.text, note.answers[0].text, note.closed.text} == {None}
    found = planted.program("k.adler").get("/api/cases?q=Wundersam").json()
    assert found["total"] == 0
    page = Page(planted.browser("k.adler").get("/?q=Wundersam"))
    assert CASE not in page.text("//main")


def test_read_models_built_anew_afterwards_know_nobody(planted: World, database: Database) -> None:
    erase(planted)
    for name in ("caseload", "findings", "timeline", "deadlines"):
        planted.projector.rebuild(name)
    for text in everything(planted).values():
        assert NAME not in text and SIGNER not in text
