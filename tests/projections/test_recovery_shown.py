"""A recovery in the read models: whose turn it is, which days run, and where the money stands."""

from collections.abc import Iterable
from datetime import date

from psycopg import Connection

from domain.proceeding import AbandonRecovery
from projections.caseload import case_row, waits
from projections.deadlines import deadlines
from projections.ledger import ledger
from projections.payments import grants
from projections.timeline import timeline
from tests.cast import ADLER, BIRKE, DORN, HCC
from tests.projections.conftest import Show
from tests.projections.grant_story import Moment
from tests.story import Act, Story
from tests.usual_grant import CASE
from tests.usual_recovery import (
    ASSESSED,
    CHAPTERS,
    CLAIMED,
    INTEREST,
    Recall,
    deferral,
    interest_waiver,
    refund_waiver,
    remission,
    repayment,
    send_back,
    signature,
    suspension,
)

RECALL = Recall()


class Telling:
    """A story of the domain as moments of the record, act by act."""

    def __init__(self) -> None:
        self.story = Story()

    def moments(self, acts: Iterable[Act]) -> list[Moment]:
        """What these acts file."""
        found = []
        for act in acts:
            answer = self.story.when(act.ask, as_=act.actor, on=act.on)
            answer.granted()
            found += [Moment(subject, event, act.on) for subject, event in answer.filings]
        return found


def standing(connection: Connection, today: date) -> tuple[str, str, date | None]:
    row = case_row(connection, CASE, today=today)
    assert row is not None
    return row.desk, row.waits_for, row.due_on


def title(connection: Connection) -> tuple[int, ...]:
    """To repay, repaid, waived, written off."""
    own = ledger(connection)[0]
    return own.to_repay_cents, own.repaid_cents, own.waived_cents, own.written_off_cents


def to_repay(connection: Connection) -> tuple[int, date | None, str | None]:
    [row] = grants(connection)
    return row.to_repay_cents, row.repay_by, row.repay_reference


def test_every_chapter_of_a_recovery_lies_on_the_right_desk(show: Show) -> None:
    telling = Telling()
    due, second = date(2017, 4, 20), date(2017, 5, 11)
    expected = {
        "opened": ("clerk", "hearing", None),
        "heard": ("recipient", "statement", date(2017, 3, 27)),
        "answered": ("clerk", "measure", None),
        "proposed": ("signatory", "measure_signature", None),
        "claimed": ("recipient", "repayment", due),
        "repaid": ("clerk", "interest", None),
        "assessed": ("recipient", "repayment", second),
        "paid": ("system", "closing", None),
    }
    connection = show(telling.moments(RECALL.before()))
    assert standing(connection, date(2017, 2, 22)) == ("clerk", "recovery", None)
    assert to_repay(connection) == (10_000_00, None, None)
    for chapter in CHAPTERS:
        show(telling.moments(getattr(RECALL, chapter)()))
        assert standing(connection, telling.story.today) == expected[chapter], chapter
        if chapter == "claimed":
            assert to_repay(connection) == (10_000_00, due, f"{CASE}.R1")
            assert title(connection) == (10_000_00, 0, 0, 0)
        if chapter == "assessed":
            assert to_repay(connection) == (INTEREST, second, f"{CASE}.R2")
    assert to_repay(connection)[0] == 0
    assert title(connection) == (0, 10_000_00, 0, 0)
    met = {row.kind for row in deadlines(connection, open_only=False) if row.met_on}
    assert {"statement", "repayment", "claim_limitation", "interest_limitation"} <= met


def test_after_the_hearing_it_is_the_clerks_turn(show: Show) -> None:
    connection = show(Telling().moments(RECALL.until("heard")))
    assert standing(connection, date(2017, 3, 28)) == ("recipient", "statement", date(2017, 3, 27))
    turns = {(one.waits_for, one.since) for one in waits(connection, CASE)}
    assert ("measure", date(2017, 3, 28)) in turns


def test_a_revocation_shows_its_year_and_the_last_day_to_post_to_the_authority_alone(show) -> None:
    telling, revoke = Telling(), Recall(ground="revocation", refund=50_000_00)
    connection = show(telling.moments(revoke.until("answered")))
    days = {row.kind: row.due_on for row in deadlines(connection)}
    assert (days["revocation"], days["posting"]) == (date(2018, 2, 23), date(2018, 2, 20))
    assert standing(connection, CLAIMED)[1:] == ("proof", date(2017, 3, 31))
    own = deadlines(connection, scope="main-kinzig-kreis")
    assert {row.kind for row in own} == {"proof"}
    show(telling.moments([*revoke.proposed(), DORN.asks(send_back(), CLAIMED)]))
    assert ("measure", "clerk") in {(one.waits_for, one.desk) for one in waits(connection, CASE)}
    show(telling.moments([*revoke.proposed(), *revoke.claimed()]))
    assert {one.waits_for for one in waits(connection, CASE)} == {"repayment"}
    assert case_row(connection, CASE).amount_cents == 0
    assert to_repay(connection)[0] == 50_000_00
    too_much = repayment(50_001_00, date(2017, 4, 3))
    show(telling.moments([HCC.asks(too_much, date(2017, 4, 3))]))
    assert {one.waits_for for one in waits(connection, CASE)} == {"interest", "surplus"}
    assert not {"revocation", "posting"} & {row.kind for row in deadlines(connection)}


def decided(telling: Telling, show: Show, measure: object, on: date = ASSESSED) -> Connection:
    """A measure, laid and signed."""
    return show(telling.moments([BIRKE.asks(measure, on), DORN.asks(signature, on)]))


def test_relief_moves_the_days_and_the_sums(show: Show) -> None:
    telling, later = Telling(), date(2017, 9, 1)
    show(telling.moments(RECALL.until("claimed")))
    connection = decided(telling, show, deferral((later, 10_000_00)))
    assert to_repay(connection)[1] == later == standing(connection, ASSESSED)[2]
    decided(telling, show, suspension(date(2018, 1, 1)))
    assert standing(connection, ASSESSED)[:2] == ("recipient", "repayment")
    decided(telling, show, remission(10_000_00))
    assert title(connection) == (0, 0, 0, 10_000_00)
    assert to_repay(connection)[0] == 0
    decided(telling, show, interest_waiver(ASSESSED))
    assert standing(connection, ASSESSED)[:2] == ("system", "closing")
    said = [row.sentence_de for row in timeline(connection, CASE) if "recovery" in row.subject]
    assert "Hauptforderung von 10.000,00 € und Zinsen von 0,00 € erlassen" in said[-3]


def test_a_waived_refund_is_no_longer_to_be_repaid(show: Show) -> None:
    telling = Telling()
    show(telling.moments(Recall(cost=48_000_00, refund=2_000_00).before()))
    connection = decided(telling, show, refund_waiver())
    assert (title(connection), to_repay(connection)[0]) == ((0, 0, 2_000_00, 0), 0)
    assert standing(connection, ASSESSED)[:2] == ("system", "closing")


def test_a_dropped_proceeding_waits_for_nothing(show: Show) -> None:
    telling, revoke = Telling(), Recall(ground="withdrawal", refund=20_000_00)
    connection = show(telling.moments(revoke.until("opened")))
    assert "hearing" in {one.waits_for for one in waits(connection, CASE)}
    abandon = AbandonRecovery(case=CASE, reasons="Die Tatsachen tragen nicht.")
    show(telling.moments([ADLER.asks(abandon, CLAIMED)]))
    assert {one.waits_for for one in waits(connection, CASE)} == {"proof"}
    assert {row.kind for row in deadlines(connection)} == {"proof"}
