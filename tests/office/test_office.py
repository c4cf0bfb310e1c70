"""The office: one door, and one answer for each command id."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

import programmes
from domain.application import (
    Application,
    ApplicationSubmitted,
    RequestDocuments,
    SupplyDocuments,
    WithdrawApplication,
)
from domain.appropriation import Appropriation, ReserveFunds
from domain.approval import Approval
from domain.bank_details import ReportBankDetails
from domain.clock import AdvanceClock
from domain.desk import Desk
from domain.disbursement import Disbursement
from domain.kernel import Context, Subject
from domain.recipient import Recipient
from office.moment import Moment
from office.office import Answer, Office, ProgrammeAltered
from office.past import PastDesk
from office.personal import Keys
from office.verify import verify
from tests.cast import ADLER, ANTRAG, BIRKE, BODY, DORN, FALK, JUNG, KASSE, OTHER_IBAN, confirmation
from tests.office.front_desk import JANUARY, WALL, CrowdedRecord, House, opened, refused
from tests.story import context
from tests.usual_grant import CASE, DRAW, MARCH, TITLE, Grant

GRANT = Grant()


@pytest.fixture
def record(database, keys: Keys) -> Iterator[CrowdedRecord]:
    with opened(database.app, keys) as record:
        yield record


@pytest.fixture
def house(record: CrowdedRecord) -> House:
    return House(record)


def test_a_whole_life_is_filed_and_read_back_from_the_record_alone(house: House, database) -> None:
    house.play(GRANT.until("closed"))
    again = House(house.record).office
    for state, key in ((Application, CASE), (Approval, CASE), (Disbursement, DRAW)):
        assert again.read(state, key) == house.office.read(state, key)
    assert again.read(Appropriation, TITLE).share(CASE).paid == 50_000_00
    assert verify(database.app).ok
    pinned = {entry.programme for entry in house.record.history(Subject("approval", CASE))}
    assert pinned == {"wir@2014-01-01"}
    title = house.record.history(Subject("appropriation", TITLE))
    assert [entry.programme for entry in title[:2]] == [None, "wir@2014-01-01"]


def test_an_answer_names_what_was_filed_and_where_the_record_stands(house: House) -> None:
    house.play(GRANT.until("proposed"))
    before = house.record.head().position
    answer = house.ask(GRANT.signature(house.office.desk()), DORN)
    assert [line.stream for line in answer.filed] == [
        f"approval:{CASE}",
        f"appropriation:{TITLE}",
        f"proof_of_use:{CASE}",
    ]
    assert (answer.position, answer.repeated) == (before + 4, False)
    assert house.record.head().position == answer.position


def test_asking_twice_gives_the_first_answer_and_files_nothing(house: House) -> None:
    house.play(GRANT.until("submitted"))
    first = house.ask(GRANT.check(), ADLER, command_id="form/1")
    head = house.record.head()
    second = house.ask(GRANT.check(), ADLER, command_id="form/1")
    assert (second.position, second.filed, second.repeated) == (first.position, first.filed, True)
    assert house.record.head() == head


def test_another_act_under_the_same_id_is_refused(house: House) -> None:
    house.play(GRANT.until("submitted"))
    house.ask(GRANT.check(), ADLER, command_id="form/1")
    other = GRANT.check(note="Anders.")
    assert refused(lambda: house.ask(other, ADLER, command_id="form/1")) == "command_id_reused"
    withdraw = WithdrawApplication(case=CASE)
    assert refused(lambda: house.ask(withdraw, ANTRAG, command_id="form/1")) == "command_id_reused"


def test_what_is_refused_or_done_already_leaves_no_trace_and_may_be_asked_again(
    house: House,
) -> None:
    house.play(GRANT.until("checked"))
    head = house.record.head()
    propose = GRANT.proposal()
    assert refused(lambda: house.ask(propose, BIRKE, command_id="f/1")) == "funds_not_reserved"
    assert refused(lambda: house.ask(propose, FALK)) == "not_your_role"
    assert house.record.head() == head
    house.ask(ReserveFunds(case=CASE), FALK, command_id="f/2")
    head = house.record.head()
    assert house.ask(ReserveFunds(case=CASE), FALK, command_id="f/3") == Answer(0)
    assert house.record.head() == head
    assert house.ask(propose, BIRKE, command_id="f/1").filed


def test_who_looked_at_an_older_state_looks_again(house: House) -> None:
    house.play(GRANT.until("submitted"))
    seen = house.record.head().position
    gaps = RequestDocuments(case=CASE, gaps=("form",), due_on=date(2016, 2, 1))
    house.ask(gaps, ADLER, expected_position=seen)
    again = gaps.model_copy(update={"gaps": ("concept",)})
    stale = refused(lambda: house.ask(again, BIRKE, expected_position=seen))
    assert stale == "changed_meanwhile"
    house.ask(again, BIRKE, expected_position=house.record.head().position)


def test_what_happens_in_a_title_or_to_a_recipient_makes_no_case_stale(house: House) -> None:
    house.play(GRANT.until("checked"))
    seen = house.record.head().position
    house.play(Grant(funds=7).registered()[1:])
    house.ask(ReserveFunds(case=CASE), FALK, expected_position=seen)


def test_nobody_confirms_an_account_that_changed_after_it_was_looked_at(house: House) -> None:
    house.play(GRANT.until("declared"))
    seen = house.record.head().position
    house.ask(ReportBankDetails(recipient=BODY, iban=OTHER_IBAN, holder="Neu"), KASSE)
    confirm = confirmation(house.office.desk())
    stale = refused(lambda: house.ask(confirm, BIRKE, expected_position=seen))
    assert stale == "changed_meanwhile"
    house.ask(confirm, BIRKE, expected_position=house.record.head().position)


def test_a_subject_is_read_as_of_a_position_a_known_day_and_a_business_date(house: House) -> None:
    house.play(GRANT.until("submitted"))
    position = house.record.head().position
    house.play(GRANT.since("submitted", "checked"))

    def status(moment: Moment) -> str:
        return PastDesk(house.office, moment).read(Application, CASE).status

    assert status(Moment(position=position)) == status(Moment(date(2016, 1, 6))) == "submitted"
    assert status(Moment(position=house.record.head().position)) == "checked"
    assert status(Moment()) == status(Moment(date(2016, 1, 7))) == "checked"
    long_ago = PastDesk(house.office, Moment(known_on=date(2000, 1, 1)))
    assert long_ago.read(Application, CASE) == Application(CASE)


def test_a_small_memory_forgets_states_and_loses_nothing(record: CrowdedRecord) -> None:
    house = House(record, remembers=2)
    house.play(GRANT.until("closed"))
    assert house.office.read(Appropriation, TITLE).share(CASE).paid == 50_000_00
    assert house.office.read(Recipient, BODY).exists


def test_a_case_is_decided_by_the_very_rules_it_is_pinned_to(house: House) -> None:
    content = dict(GRANT.application()) | {
        "programme": "wir@2014-01-01",
        "programme_digest": "0" * 64,
        "submitted_by": ANTRAG.person,
    }
    altered = ApplicationSubmitted.model_validate(content)
    subject = Subject("application", CASE)
    said = context(ANTRAG, JANUARY, "by/hand")
    house.record.file([(subject, 1, altered)], context=said, programme=None, receipt=None)
    with pytest.raises(ProgrammeAltered, match="wir@2014-01-01"):
        house.ask(GRANT.check(), ADLER)


def test_the_business_date_is_the_day_in_berlin(record: CrowdedRecord) -> None:
    night = Office(record, wall_clock=lambda: datetime(2026, 11, 22, 23, 30, tzinfo=UTC))
    assert night.today() == date(2026, 11, 23)
    assert night.now() == datetime(2026, 11, 22, 23, 30, tzinfo=UTC)


def test_the_clock_is_moved_in_training_only(house: House) -> None:
    move = AdvanceClock(to=date(2027, 1, 1))
    assert refused(lambda: house.ask(move, JUNG)) == "training_only"
    assert not house.office.clock_started()


def test_in_training_the_business_date_runs_ahead_of_the_wall_clock(record: CrowdedRecord) -> None:
    house = House(record, training=True)
    assert house.office.today() == WALL.date()
    house.ask(AdvanceClock(to=date(2015, 12, 1)), JUNG, WALL.date())
    assert house.office.clock_started()
    assert house.office.today() == date(2015, 12, 1)
    assert house.office.business_day(WALL + timedelta(days=1)) == date(2015, 12, 2)
    assert House(record).office.today() == WALL.date()


def test_a_desk_knows_the_law(house: House) -> None:
    desk: Desk = house.office.desk()
    assert desk.digest("wir@2014-01-01") == programmes.digest("wir@2014-01-01")
    assert desk.in_force("wir", MARCH) == desk.programme("wir@2014-01-01")
    assert not desk.calendar.is_working_day(date(2016, 1, 1))


def test_the_envelope_of_every_event_says_who_when_and_why(house: House) -> None:
    house.play(GRANT.until("submitted"))
    supply = SupplyDocuments(case=CASE, gaps=("form",))
    house.play([ADLER.asks(RequestDocuments(case=CASE, gaps=("form",), due_on=MARCH), JANUARY)])
    house.ask(supply, ANTRAG, reason="Nachtrag", causation="letter/1", command_id="form/9")
    said: Context = house.record.history(Subject("application", CASE))[-1].context
    assert (said.person, said.role, said.scope) == (ANTRAG.person, "applicant", BODY)
    assert (said.today, said.reason, said.causation) == (JANUARY, "Nachtrag", "letter/1")
    assert house.record.receipt("form/9").answers(supply, house.record.keys.receipts)
