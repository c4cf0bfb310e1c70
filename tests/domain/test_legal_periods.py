"""Every period of grant law, by the fact book's examples, its boundaries and naive counting."""

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

import programmes
from domain import legal_periods as law
from domain.programme import FictionSpan
from domain.sourced import Sourced

CALENDAR = programmes.calendar()
DAY = timedelta(days=1)
days = st.dates(date(2014, 1, 1), date(2036, 12, 31))


def span(number, valid_from, valid_to=None):
    length = Sourced[int](value=number, unit="days", reference="§ 41 Abs. 2 HVwVfG")
    return FictionSpan(valid_from=valid_from, valid_to=valid_to, days=length)


THREE = span(3, date(2014, 1, 1))
FOUR = span(4, date(2025, 1, 1))
KNOWN = (span(3, date(2014, 1, 1), date(2024, 12, 31)), FOUR)
OPEN = (THREE, FOUR)


def moved(day):
    return CALENDAR.next_working_day(day)


# Examples D1 to D8


def test_d1_the_period_counts_from_a_fiction_day_that_never_moves():
    three = law.notification(date(2025, 4, 17), (THREE,))
    four = law.notification(date(2025, 4, 17), (FOUR,))
    assert (three.on, four.on) == (date(2025, 4, 20), date(2025, 4, 21))
    remedies = law.action(three.on, CALENDAR)
    assert remedies.on == date(2025, 5, 20)
    assert law.action(four.on, CALENDAR).on == date(2025, 5, 21)
    assert law.final_from(remedies) == date(2025, 5, 21)


@pytest.mark.parametrize(
    ("notified_on", "until"),
    [
        (date(2025, 1, 31), date(2025, 2, 28)),  # D2: no 31 February
        (date(2025, 9, 3), date(2025, 10, 6)),  # D3: holiday on a Friday
        (date(2025, 5, 19), date(2025, 6, 20)),  # D4: Corpus Christi
        (date(2024, 1, 31), date(2024, 2, 29)),  # a leap year
    ],
)
def test_d2_to_d4_a_month_ends_on_its_number_and_moves_to_a_working_day(notified_on, until):
    assert law.action(notified_on, CALENDAR).on == until
    assert law.objection(notified_on, CALENDAR).on == until
    assert law.declaration(notified_on, CALENDAR, months=1).on == until


@pytest.mark.parametrize(
    ("ended_on", "months", "until"),
    [
        (date(2025, 12, 31), 3, date(2026, 3, 31)),
        (date(2025, 11, 30), 3, date(2026, 3, 2)),
        (date(2025, 12, 31), 6, date(2026, 6, 30)),
    ],
)
def test_d5_a_proof_is_due_months_after_the_end(ended_on, months, until):
    assert law.proof_by_months(ended_on, CALENDAR, months=months, basis="Bescheid").on == until


def test_d6_money_is_to_be_used_within_two_months_of_its_booking():
    due = law.use_of_payment(date(2025, 12, 15), CALENDAR, months=2)
    assert (due.on, due.shifted_from) == (date(2026, 2, 16), date(2026, 2, 15))


def test_d8_four_weeks_before_the_start_read_both_ways():
    start, asked = date(2025, 9, 15), {"days": 28, "basis": "Richtlinie"}
    assert law.application_by_lead(start, CALENDAR, **asked).on == date(2025, 8, 18)
    strict = law.application_by_lead(start, CALENDAR, reading="strict", **asked)
    assert (strict.on, strict.shifted_from) == (date(2025, 8, 15), date(2025, 8, 17))
    assert strict.explain("de") == (
        "Zwischen dem letzten Tag und dem 15.09.2025 müssen 28 volle Tage liegen; weil der "
        "17.08.2025 ein Sonntag ist, ist der letzte Tag der 15.08.2025 (Richtlinie)."
    )


def test_a_strict_lead_that_ends_on_a_working_day_stays():
    strict = law.application_by_lead(
        date(2025, 9, 17), CALENDAR, days=1, basis="Richtlinie", reading="strict"
    )
    assert (strict.on, strict.shifted_from) == (date(2025, 9, 15), None)
    assert strict.explain("de").startswith("Zwischen dem letzten Tag und dem 17.09.2025 müssen 1 v")
    assert "there must be 1 full day;" in strict.explain("en")


def test_a_named_day_to_apply_is_an_ordinary_day_unless_it_is_closed():
    assert law.application_by_day(date(2025, 12, 31), CALENDAR, basis="R").on == date(2025, 12, 31)
    assert law.application_by_day(date(2023, 12, 31), CALENDAR, basis="R").on == date(2024, 1, 2)


def test_a_proof_can_be_due_on_a_day_of_the_following_year():
    due = law.proof_by_day(date(2025, 6, 30), CALENDAR, day="30.04.", basis="Bescheid")
    assert due.on == date(2026, 4, 30)
    assert law.proof_by_day(date(2015, 1, 1), CALENDAR, day="30.04.", basis="B").on == date(
        2016, 5, 2
    )


# Remedies


@pytest.mark.parametrize(
    "period", [law.action_without_instruction, law.objection_without_instruction]
)
def test_without_a_right_instruction_a_remedy_has_a_year(period):
    assert period(date(2016, 3, 1), CALENDAR).on == date(2017, 3, 1)
    assert period(date(2016, 2, 29), CALENDAR).on == date(2017, 2, 28)
    assert "§ 58 Abs. 2 VwGO" in period(date(2016, 3, 1), CALENDAR).basis
    assert "von 1 Jahr beginnt" in period(date(2016, 3, 1), CALENDAR).explain("de")
    assert "von 18 Monaten" in period(date(2016, 3, 1), CALENDAR, months=18).explain("de")


def test_the_remedies_cite_their_own_paragraphs():
    assert law.action(date(2016, 3, 1), CALENDAR).basis.startswith("§ 74 Abs. 1 Satz 2 VwGO")
    assert law.objection(date(2016, 3, 1), CALENDAR).basis.startswith("§ 70 Abs. 1 VwGO")


def test_a_waiver_works_from_the_notification_on():
    notified_on = date(2016, 3, 4)
    assert law.waiver(date(2016, 3, 3), notified_on) is None
    final = law.waiver(notified_on, notified_on)
    assert final is not None
    assert final.on == notified_on
    assert final.explain("de").startswith("Der am 04.03.2016 bekannt gegebene Bescheid ist mit dem")


# Notification


def test_the_table_says_which_length_held_on_the_day_of_posting():
    assert law.notification(date(2024, 12, 31), KNOWN).on == date(2025, 1, 3)
    assert law.notification(date(2025, 1, 1), KNOWN).on == date(2025, 1, 5)
    with pytest.raises(LookupError):
        law.notification(date(2013, 12, 31), KNOWN)


def test_where_the_law_is_open_the_later_day_holds_and_says_so():
    day = law.notification(date(2025, 4, 17), OPEN)
    assert day.on == date(2025, 4, 21)
    assert "3 oder 4 Tage, der spätere Tag gilt" in day.explain("de")
    assert "oder" not in law.notification(date(2024, 4, 17), OPEN).explain("de")


def test_the_portal_waits_ten_days_and_not_one_more():
    sent = date(2016, 3, 1)
    assert law.portal_retrieval(sent).on == date(2016, 3, 11)
    assert law.portal_retrieval(date(2016, 3, 3)).on == date(2016, 3, 13)  # a Sunday stays
    last = law.notification_in_portal(date(2016, 3, 11), sent)
    assert last is not None
    assert last.on == date(2016, 3, 12)
    assert law.notification_in_portal(date(2016, 3, 12), sent) is None


# Periods of the authority


def test_a_hearing_of_four_weeks_ends_on_the_same_weekday():
    assert law.hearing(date(2025, 3, 3), CALENDAR, days=28).on == date(2025, 3, 31)
    assert law.hearing(date(2025, 3, 21), CALENDAR, days=28).on == date(2025, 4, 22)  # Good Friday


def test_a_period_of_the_authority_and_an_examination_move_to_a_working_day():
    assert law.set_by_authority(date(2025, 4, 4), CALENDAR, days=14).on == date(2025, 4, 22)
    assert law.examination(date(2025, 11, 30), CALENDAR, months=3).on == date(2026, 3, 2)


def test_a_revocation_has_one_year_from_knowledge():
    assert law.revocation(date(2024, 6, 14), CALENDAR).on == date(2025, 6, 16)
    assert law.revocation(date(2024, 2, 29), CALENDAR).on == date(2025, 2, 28)


def test_the_latest_posting_lets_the_notification_fall_on_the_last_day():
    limit = date(2025, 6, 16)
    posting = law.latest_posting(limit, KNOWN, CALENDAR)
    assert posting.on == date(2025, 6, 12)
    assert law.notification(posting.on, KNOWN).on == limit
    assert law.notification(posting.on + DAY, KNOWN).on > limit
    assert "spätestens am 12.06.2025 zur Post" in posting.explain("de")


def test_a_latest_posting_on_a_closed_day_moves_before_it():
    posting = law.latest_posting(
        date(2025, 6, 12), KNOWN, CALENDAR
    )  # four days before: Whit Sunday
    assert (posting.on, posting.shifted_from) == (date(2025, 6, 6), date(2025, 6, 8))
    assert "weil das ein Sonntag ist, spätestens am 06.06.2025" in posting.explain("de")


def test_the_latest_posting_knows_the_length_of_its_own_day():
    assert law.latest_posting(date(2025, 1, 4), KNOWN, CALENDAR).on == date(2024, 12, 31)
    assert law.latest_posting(date(2025, 1, 4), OPEN, CALENDAR).on == date(2024, 12, 31)


# Limitation


@pytest.mark.parametrize(
    ("arose_on", "known_on", "until"),
    [
        (date(2022, 1, 1), date(2022, 12, 31), date(2025, 12, 31)),
        (date(2021, 12, 31), date(2022, 1, 1), date(2025, 12, 31)),
        (date(2022, 5, 1), date(2021, 5, 1), date(2025, 12, 31)),
        (date(2020, 5, 1), date(2020, 5, 1), date(2023, 12, 31)),  # a Sunday stays
    ],
)
def test_interest_lapses_at_the_end_of_the_third_year(arose_on, known_on, until):
    assert law.interest_limitation(arose_on, known_on).on == until


def test_interest_before_2006_was_lapsed_when_an_act_of_2009_claimed_it():
    assert law.interest_limitation(date(2005, 12, 31), date(2005, 12, 31)).passed(date(2009, 2, 3))
    assert not law.interest_limitation(date(2006, 1, 1), date(2006, 1, 1)).passed(date(2009, 2, 3))


def test_a_final_refund_claim_lasts_thirty_years():
    assert law.refund_limitation(date(2016, 3, 1)).on == date(2046, 3, 1)
    assert law.refund_limitation(date(2016, 2, 29)).on == date(2046, 2, 28)
    assert "30 Jahren" in law.refund_limitation(date(2016, 3, 1)).explain("de")


# Against another way of counting


@given(days)
def test_months_and_years_agree_with_dateutil(day):
    month = moved(day + relativedelta(months=1))
    assert law.action(day, CALENDAR).on == law.objection(day, CALENDAR).on == month
    year = moved(day + relativedelta(years=1))
    assert law.action_without_instruction(day, CALENDAR).on == year
    assert law.revocation(day, CALENDAR).on == year
    assert law.refund_limitation(day).on == day + relativedelta(years=30)


@given(days, st.integers(1, 60))
def test_a_strict_lead_is_never_later_than_a_permissive_one(start, number):
    asked = {"days": number, "basis": "Richtlinie"}
    permissive = law.application_by_lead(start, CALENDAR, **asked)
    strict = law.application_by_lead(start, CALENDAR, reading="strict", **asked)
    assert strict.on < permissive.on
    assert (start - strict.on).days > number
    assert CALENDAR.is_working_day(strict.on)


@given(days)
def test_what_is_posted_by_the_latest_posting_is_notified_in_time(limit):
    day = max(limit, date(2014, 2, 1))
    posting = law.latest_posting(day, OPEN, CALENDAR)
    assert CALENDAR.is_working_day(posting.on)
    assert law.notification(posting.on, OPEN).on <= day
    assert law.notification((posting.shifted_from or posting.on) + DAY, OPEN).on > day


@given(days, days)
def test_every_period_tells_its_derivation_in_both_languages(day, other):
    for deadline in (
        law.action(day, CALENDAR),
        law.waiver(max(day, other), min(day, other)),
        law.latest_posting(max(day, date(2014, 2, 1)), OPEN, CALENDAR),
        law.interest_limitation(day, other),
        law.application_by_lead(day, CALENDAR, days=28, basis="R", reading="strict"),
    ):
        assert deadline is not None
        assert f"{deadline.on:%d.%m.%Y}" in deadline.explain("de")
        assert str(deadline.on.year) in deadline.explain("en")
        assert "{" not in deadline.explain("de") + deadline.explain("en")
