"""What can be drawn: the derivation says exactly what the decision then grants, and why."""

from datetime import date

import pytest

from domain.drawable import Drawable, drawable
from domain.explanation import explain
from domain.kernel import Money
from domain.trace import recheck
from tests.cast import ANTRAG, BIRKE, KASSE
from tests.changed_grant import amended
from tests.story import Story, given
from tests.usual_grant import CASE, MARCH, Grant
from tests.usual_recovery import Recall

WHOLE = Grant()
HALVES = Grant(parts=((25_000_00, MARCH), (25_000_00, date(2016, 9, 1))))
FIVE = Grant(parts=tuple((10_000_00, date(2016, month, 1)) for month in (3, 4, 5, 6, 7)))
BY_NEED = Grant(parts=((50_000_00, None),))
PROJECT = Grant(
    line="innovative_project",
    requested=29_150_00,
    parts=((29_150_00, None),),
    facts={"items": [{"key": "staff", "amount_cents": 58_300_00}]},
    checklist=("form", "concept", "financing_plan", "not_begun"),
)


def told(story: Story, on: date = MARCH) -> Drawable:
    found = drawable(story.desk, CASE, on)
    assert recheck(found.trace) == ()
    return found


def with_reserve(percent: int) -> Story:
    draft = FIVE.proposal(reserve_percent=percent)
    story = given(*FIVE.until("reserved"), BIRKE.asks(draft, date(2016, 1, 8)))
    return story.given(*FIVE.since("proposed", "confirmed"))


@pytest.mark.parametrize(
    ("story", "on"),
    [
        (given(*WHOLE.until("confirmed")), MARCH),
        (given(*HALVES.until("confirmed")), MARCH),
        (given(*HALVES.until("drawn")), date(2016, 9, 1)),
        (with_reserve(20), date(2016, 5, 1)),
        (with_reserve(20), date(2016, 12, 1)),
        (with_reserve(45), date(2016, 6, 30)),
        (given(*BY_NEED.until("confirmed")), MARCH),
    ],
)
def test_what_is_said_to_be_open_is_granted_and_not_a_cent_more(story: Story, on: date) -> None:
    found = told(story, on)
    due = ({"due_on": on, "amount_cents": Money(90_000_00), "purpose": "Gehalt"},)
    more = WHOLE.drawdown(amount_cents=found.amount_cents + 1, due_payments=due)
    assert story.when(more, as_=KASSE, on=on).refusal
    enough = WHOLE.drawdown(amount_cents=found.amount_cents, due_payments=due)
    story.when(enough, as_=KASSE, on=on).granted()
    assert found.earliest_on == on


def test_each_line_names_its_amount_and_its_law() -> None:
    lines = explain(told(with_reserve(20), date(2016, 5, 1)), "de")
    assert lines[1].startswith("Schlusszahlungsvorbehalt: 50.000,00 € × 20 : 100, abgerundet")
    assert "VV Nr. 5.3.7 zu § 44 LHO" in lines[1]
    assert lines[-1].startswith("heute abrufbar: der niedrigste Betrag aus")
    assert "= 30.000,00 €" in lines[-1]


def test_what_would_unlock_more_is_named_with_its_day() -> None:
    found = told(with_reserve(20), date(2016, 6, 15))
    [later, reserve] = found.unlocks
    assert (later.amount_cents, later.from_on) == (10_000_00, date(2016, 7, 1))
    assert (reserve.amount_cents, reserve.from_on) == (10_000_00, None)
    assert reserve.basis == "VV Nr. 5.3.7 zu § 44 LHO"


def test_where_all_instalments_wait_the_first_one_names_the_day() -> None:
    story = given(*HALVES.until("confirmed"))
    assert told(story, date(2016, 2, 1)).amount_cents == 0
    assert told(story, date(2016, 2, 1)).earliest_on == MARCH
    assert told(given(*WHOLE.until("drawn"))).earliest_on is None


def test_nothing_is_open_without_a_declaration_and_the_reason_is_told() -> None:
    found = told(given(*WHOLE.until("notified")))
    assert (found.amount_cents, found.open_cents) == (0, 50_000_00)
    assert found.refused is not None and found.refused.code == "no_declaration"
    assert found.earliest_on is None


@pytest.mark.parametrize(("grant", "day"), [(HALVES, MARCH), (BY_NEED, date(2016, 2, 16))])
def test_before_the_notice_is_final_the_end_of_the_remedies_names_the_day(
    grant: Grant, day: date
) -> None:
    patient = grant.declaration(waives_remedies=False)
    story = given(*grant.until("notified"), ANTRAG.asks(patient, date(2016, 1, 20)))
    found = told(story, date(2016, 1, 25))
    assert found.refused is not None and found.refused.code == "notice_not_final"
    assert found.earliest_on == day


def test_before_the_notice_nothing_is_granted() -> None:
    found = told(given(*WHOLE.until("reserved")))
    assert (found.open_cents, found.amount_cents) == (0, 0)
    assert found.refused is not None and found.refused.code == "no_notice"


def test_a_share_is_drawn_pro_rata_with_the_other_funds() -> None:
    story = given(*PROJECT.until("confirmed"))
    found = told(story)
    assert found.trace[-1].key == "share_of_need"
    assert (found.trace[-1].result_cents, found.amount_cents) == (500_00, 29_150_00)
    due = ({"due_on": MARCH, "amount_cents": Money(10_000_01), "purpose": "Honorar"},)
    more = PROJECT.drawdown(amount_cents=Money(5_000_01), due_payments=due)
    story.when(more, as_=KASSE, on=MARCH).refused("above_share_of_need", "amount_cents")
    enough = PROJECT.drawdown(amount_cents=Money(5_000_00), due_payments=due)
    story.when(enough, as_=KASSE, on=MARCH).granted()


def test_after_the_settlement_the_final_sum_is_the_ceiling() -> None:
    recall = Recall()
    settled = told(given(*recall.before()), date(2017, 3, 1))
    assert [one.key for one in settled.trace] == ["ceiling", "taken", "rest", "drawable"]
    assert (settled.trace[0].result_cents, settled.amount_cents) == (40_000_00, 0)
    claimed = told(given(*recall.until("claimed")), date(2017, 3, 21))
    assert claimed.trace[1].inputs == {"drawn_cents": 50_000_00, "-claimed_back": 10_000_00}


def test_what_was_revoked_is_no_longer_open() -> None:
    recall = Recall(ground="revocation", refund=20_000_00)
    found = told(given(*recall.until("claimed")), date(2017, 3, 21))
    assert [one.key for one in found.trace][:2] == ["granted", "ceiling"]
    assert (found.trace[1].result_cents, found.amount_cents) == (30_000_00, 0)


def test_more_from_an_amending_notice_waits_until_it_is_in_force() -> None:
    grant = Grant(requested=60_000_00, parts=((40_000_00, MARCH),))
    story = given(*grant.until("confirmed"), *amended(grant, 45_000_00))
    found = told(story, date(2016, 4, 10))
    assert found.open_cents == 40_000_00
    assert [(one.amount_cents, one.basis) for one in found.unlocks] == [
        (5_000_00, "§ 43 Abs. 1 HVwVfG")
    ]


def test_by_need_the_last_day_of_a_payment_is_told() -> None:
    found = told(given(*BY_NEED.until("confirmed")))
    assert found.need_until is not None and found.need_until.on == date(2016, 5, 2)
    assert told(given(*WHOLE.until("confirmed"))).need_until is None
