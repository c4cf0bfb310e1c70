"""One example of every event that can be filed, from stories that the rules allow.

Run as `python -m tests.every_topic` it writes the stored form of each topic that has no file yet
into `tests/office/events`; a file once there is never written again, for it stands for records
that exist.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from pydantic_core import to_json

from domain.application import (
    RejectApplication,
    RequestDocuments,
    SupplyDocuments,
    WithdrawApplication,
)
from domain.approval import RetrieveNotice, SendBackApproval
from domain.clock import AdvanceClock
from domain.correspondence import RecordReminder
from domain.disbursement import ReturnDrawdown
from domain.extension import ExtendPeriod
from domain.instruction import RecordInstructionDefect
from domain.kernel import Event, Filing, Money, Subject
from domain.proof_of_use import CloseCase, ReturnProof
from domain.proof_queries import AnswerQueries, QueryProof
from domain.reopening import ReopenExamination
from domain.sampling import AnnounceDraw, DrawSample, FreezePopulation
from domain.sampling_decisions import seed_commitment
from domain.seal_key import OrderSealKey, ProposeSealKey
from office.deciders import EVENTS
from office.receipts import Receipt, ReceiptLine
from tests import account_changes, bank_topics, recovery_topics
from tests.cast import (
    ADLER,
    ANTRAG,
    BIRKE,
    DORN,
    EICHE,
    JUNG,
    KASSE,
    SYSTEM,
    bank_says,
    credit,
    debit,
    status,
)
from tests.connected_body import connection_stories
from tests.kept_file import stories as kept_stories
from tests.later_stories import budget_stories, earlier_stories, later_stories
from tests.onward_grant import BRUECKE_GRANT, passed_on
from tests.story import Act, Story, given
from tests.usual_grant import CASE, DIGEST, MARCH, Grant

FOLDER = Path(__file__).parent / "office" / "events"
GRANT = Grant()
LATER = date(2017, 3, 1)


@cache
def examples() -> dict[str, Filing]:
    """The longest filing of each topic in the stories, and a receipt."""
    found: dict[str, Filing] = {Receipt.TOPIC: (Subject("receipt", "demo/1"), _receipt())}
    told = (filing for story in stories() for filing in story.filings())
    for subject, event in sorted(told, key=lambda filing: len(stored(filing[1]))):
        found[event.TOPIC] = (subject, event)
    return found


def key_changed() -> Story:
    """Two persons change the key of the seal."""
    keys = {"new_key": f"akte.example+00000002+{'B' * 44}", "occasion": "routine"}
    old = f"akte.example+00000001+{'A' * 44}"
    proposed = ProposeSealKey(old_key=old, **keys, reasons="Wechsel zum Jahresende.")
    return given(DORN.asks(proposed, MARCH), EICHE.asks(OrderSealKey(**keys), MARCH))


def _receipt() -> Receipt:
    line = ReceiptLine(f"application:{CASE}", 1, "application.submitted.v1")
    return Receipt(command=DIGEST, filed=(line,))


def stories() -> Iterator[Story]:
    yield given(*GRANT.until("used"), *_settled(58_300_00), *GRANT.closed())
    yield given(JUNG.asks(AdvanceClock(to=LATER), LATER))
    yield key_changed()
    yield given(*_incomplete())
    yield given(*GRANT.until("reserved"), ANTRAG.asks(WithdrawApplication(case=CASE), MARCH))
    reject = RejectApplication(case=CASE, reasons="Der Zweck liegt nicht in der Richtlinie.")
    yield given(*GRANT.until("checked"), DORN.asks(reject, MARCH))
    send_back = SendBackApproval(case=CASE, remark="Bitte zwei Raten.")
    yield given(*GRANT.until("proposed"), DORN.asks(send_back, MARCH))
    opened = ANTRAG.asks(RetrieveNotice(case=CASE), date(2016, 1, 13))
    yield given(*Grant(channel="portal").until("posted"), opened)
    give_back = ReturnDrawdown(case=CASE, number=1, remark="Bitte Belege.")
    yield given(*GRANT.until("drawn"), BIRKE.asks(give_back, MARCH))
    for chapter, line in (
        ("accepted", status(GRANT.reference(), "rejected", reason_code="AC04")),
        ("booked", credit(GRANT.reference(), 50_000_00)),
    ):
        yield given(*GRANT.until(chapter), SYSTEM.asks(bank_says(line), MARCH))
    back = BIRKE.asks(ReturnProof(case=CASE, remark="Bitte ergänzen."), LATER)
    yield given(*GRANT.until("proven"), back, _reminder())
    yield given(*GRANT.until("used"), *_settled(40_000_00))
    yield given(*GRANT.until("confirmed"), *_settled(58_300_00), *_undrawn())
    yield given(*_by_need())
    yield given(*GRANT.until("proven"), *_sampled())
    yield given(*GRANT.until("proven"), *_queried())
    defect = RecordInstructionDefect(
        case=CASE, defect="missing", found_on=MARCH, note="Die Anlage fehlt in der Akte."
    )
    yield given(*GRANT.until("notified"), ADLER.asks(defect, MARCH))
    longer = ExtendPeriod(case=CASE, duty="proof", until=date(2017, 6, 30), reason="Krankheit.")
    yield given(*GRANT.until("confirmed"), ADLER.asks(longer, MARCH))
    yield from _told_elsewhere()


def _told_elsewhere() -> Iterator[Story]:
    yield from later_stories()
    yield from earlier_stories()
    yield from budget_stories()
    yield from recovery_topics.stories()
    yield from kept_stories()
    yield from connection_stories()
    unused = BRUECKE_GRANT.settled_at(1_650_00)
    yield given(*passed_on(), *BRUECKE_GRANT.until("booked"), *unused)
    yield from bank_topics.stories()
    yield from account_changes.stories()


def requested() -> list[Act]:
    """An application whose concept is missing until 1 February."""
    request = RequestDocuments(case=CASE, gaps=("concept",), due_on=date(2016, 2, 1))
    submit = ANTRAG.asks(GRANT.application(documents=(DIGEST,)), date(2016, 1, 4))
    return [*GRANT.registered(), submit, ADLER.asks(request, date(2016, 1, 4))]


def _incomplete() -> list[Act]:
    supply = SupplyDocuments(case=CASE, gaps=("concept",), documents=(DIGEST,))
    return [*requested(), ANTRAG.asks(supply, date(2016, 1, 4))]


def _by_need() -> list[Act]:
    grant = Grant(parts=((50_000_00, None),))
    due = {"due_on": MARCH, "amount_cents": Money(60_000_00), "purpose": "Gehälter März"}
    draw = grant.drawdown(due_payments=(due,), unspent_cents=Money(10_000_00))
    proof = grant.proof(documents=(DIGEST,), other_cents=Money(1))
    unknown = bank_says(debit("WIR-2016-T0009.1.1", 100), debit("NOTPROVIDED", 100))
    return [
        *grant.until("confirmed"),
        KASSE.asks(draw, MARCH),
        SYSTEM.asks(unknown, MARCH),
        ANTRAG.asks(proof, LATER),
    ]


def _settled(cost: int) -> list[Act]:
    facts = {"eligible_cents": cost, "months": 12}
    note = BIRKE.asks(GRANT.note(recognised_facts=facts), date(2017, 2, 20))
    return [*GRANT.proven(), note, *GRANT.settled()]


def _sampled() -> list[Act]:
    layer = {"name": "alle", "percent": 100}
    seed = "blaue Kähne ziehen stromauf"
    announce = AnnounceDraw(
        draw="coordination.2016",
        programme="wir",
        line="coordination",
        year=2016,
        strata=(layer,),
        reason="Alle Nachweise.",
        commitment=seed_commitment(seed),
    )
    freeze = FreezePopulation(draw=announce.draw, cases=(CASE,), word="Lindenblüte")
    reveal = DrawSample(draw=announce.draw, seed=seed)
    return [ADLER.asks(announce, LATER), DORN.asks(freeze, LATER), ADLER.asks(reveal, LATER)]


def _queried() -> list[Act]:
    question = {"item": "report", "text": "Was wurde erreicht?"}
    query = QueryProof(case=CASE, questions=(question,), due_on=date(2017, 4, 3))
    content = dict(GRANT.proof(report="Zwölf Kurse, ergänzt."))
    return [
        ADLER.asks(query, LATER),
        ANTRAG.asks(AnswerQueries(**content, answer="Ergänzt."), LATER),
    ]


def _undrawn() -> list[Act]:
    facts = "Zwei Belege gehören zu einem anderen Vorhaben."
    reopen = ReopenExamination(case=CASE, known_on=LATER, new_facts=facts)
    return [ADLER.asks(CloseCase(case=CASE), LATER), DORN.asks(reopen, LATER)]


def _reminder() -> Act:
    due = date(2017, 3, 31)
    content = {"duty": "proof", "step": "before", "planned_on": date(2017, 3, 17), "due_on": due}
    remind = RecordReminder.model_validate({"subject": f"proof_of_use:{CASE}"} | content)
    return SYSTEM.asks(remind, date(2017, 3, 17))


def stored(event: Event) -> bytes:
    """The bytes that the record keeps of an event, nothing sealed."""
    return to_json(event)


def write_missing() -> list[str]:
    """Writes a file for each topic that has none; their names."""
    FOLDER.mkdir(exist_ok=True)
    new = {topic: filing for topic, filing in examples().items() if not _file(topic).exists()}
    for topic, (_, event) in new.items():
        _file(topic).write_bytes(stored(event) + b"\n")
    return sorted(new)


def _file(topic: str) -> Path:
    return FOLDER / f"{topic}.json"


if __name__ == "__main__":
    missing = {event.TOPIC for event in EVENTS} - set(examples())
    if missing:
        raise SystemExit(f"no story tells of {', '.join(sorted(missing))}")
    write_missing()
