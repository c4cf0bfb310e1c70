"""The treasury's desk: it shows what is to be cleared with the bank, and nothing that is over."""

from datetime import date

from domain.clearing import ClearingConfirmed, ClearingOpened
from domain.hand_over import HandOverProven, HandOverUnknown
from domain.kernel import Money, Subject
from domain.payment import PaymentRejected, ReturnKept, end_to_end_id
from projections.bank_desk import Awaited, bank_desk, cleared_items
from tests.projections.bank_chapters import RUN
from tests.projections.conftest import Show
from tests.projections.grant_story import Grant, Moment, register

GRANT = Grant()
ORDERED = [
    *register(),
    *GRANT.submitted(),
    *GRANT.signed(),
    *GRANT.drawn(),
    *GRANT.ordered(),
    *GRANT.in_run(),
]
DAY = date(2016, 2, 5)
LINE = Subject("clearing", "a" * 24)


def in_doubt(*, proven: bool) -> list[Moment]:
    run = Subject("payment_run", RUN)
    doubt = [Moment(run, HandOverUnknown(attempt=1), DAY)]
    return [*doubt, *([Moment(run, HandOverProven(message="b" * 64), DAY)] if proven else [])]


def test_a_payment_is_awaited_from_its_run_to_its_booking(show: Show) -> None:
    awaited = bank_desk(show([*ORDERED, *GRANT.handed_over()])).awaited
    assert [(one.case, one.number, one.underway) for one in awaited] == [(GRANT.case, 1, True)]
    assert awaited[0].amount_cents > 0


def test_a_booked_payment_is_awaited_no_more(show: Show) -> None:
    story = [*ORDERED, *GRANT.handed_over(), *GRANT.accepted(), *GRANT.booked()]
    assert bank_desk(show(story)).awaited == []


def test_money_that_came_before_its_payment_keeps_it_on_the_desk(show: Show) -> None:
    reference = end_to_end_id(GRANT.case, 1, 1)
    back = ReturnKept(
        end_to_end_id=reference,
        amount_cents=Money(1),
        booked_on=DAY,
        entry_reference="E",
        reason_code="AC04",
    )
    refused = PaymentRejected(end_to_end_id=reference, reason_code="AC04")
    story = [*ORDERED, *GRANT.handed_over()]
    story += [*GRANT.draw_down(1, DAY, back), *GRANT.draw_down(1, DAY, refused)]
    [row] = bank_desk(show(story)).awaited
    assert isinstance(row, Awaited)
    assert (row.underway, row.kept) == (False, True)


def test_a_file_in_doubt_stands_there_until_the_bank_speaks(show: Show) -> None:
    story = [*ORDERED, *GRANT.handed_over()]
    assert bank_desk(show([*story, *in_doubt(proven=False)])).unknown == [RUN]


def test_a_file_of_which_the_bank_spoke_is_not_in_doubt(show: Show) -> None:
    story = [*ORDERED, *GRANT.handed_over()]
    assert bank_desk(show([*story, *in_doubt(proven=True)])).unknown == []


def test_a_line_is_open_until_it_is_cleared(show: Show) -> None:
    opened = ClearingOpened(item=LINE.key, what="debit", why="unknown_reference", reference=None)
    other = opened.model_copy(update={"item": "c" * 24})
    cleared = ClearingConfirmed(
        outcome="not_ours", case=None, number=None, proposed_by="t.hcc", confirmed_by="t.kasten"
    )
    story = [Moment(LINE, opened, DAY), Moment(Subject("clearing", "c" * 24), other, DAY)]
    connection = show([*story, Moment(LINE, cleared, DAY)])
    assert bank_desk(connection).open_items == ["c" * 24]
    assert cleared_items(connection) == [LINE.key]
