"""A programme's file: what it must hold and what its values mean."""

from datetime import date
from importlib.resources import files

import pytest

import programmes
from domain.kernel import Money, Refused
from domain.legal_periods import notification
from domain.programme import Programme
from domain.sourced import UNITS, OfNotice, rounded
from programmes.reading import parse

WIR = programmes.load("wir@2014-01-01")
TEXT = (files("programmes") / "wir" / "2014-01-01.toml").read_text("utf-8")
CALENDAR = programmes.calendar()


def changed(old, new):
    """The programme with one place of its file written otherwise."""
    assert TEXT.count(old) >= 1, old
    return parse(Programme, TEXT.replace(old, new, 1).encode(), name="2014-01-01.toml")


def fiction_days(posted_on):
    """Days from posting to notification by the programme's table."""
    return (notification(posted_on, WIR.notification_fiction).on - posted_on).days


def values(model):
    """Every sourced value below a model."""
    for _, value in model:
        parts = value if isinstance(value, tuple) else (value,)
        for part in parts:
            if hasattr(part, "assumption"):
                yield part
            if hasattr(part, "model_fields_set"):
                yield from values(part)


def test_every_value_has_a_reference_and_every_assumption_a_reason_in_both_languages():
    found = list(values(WIR))
    assert len(found) > 45
    found += [value for one in programmes.versions() for value in values(programmes.load(one))]
    for value in found:
        assert value.reference
        noted = value.assumption or isinstance(value, OfNotice)
        assert noted is (value.reason is not None)
    units = {getattr(value, "unit", None) for value in found} - {None}
    assert units == set(UNITS)


def test_the_six_lines_of_2014_to_2016_have_the_rates_of_the_slides():
    assert [line.id for line in WIR.lines] == [
        "coordination",
        "innovative_project",
        "guides_deployment",
        "guides_training",
        "language_course",
        "deutsch4u",
    ]
    assert WIR.line("coordination").rule.cap.value.euro == "50.000,00 €"
    assert WIR.line("innovative_project").rule.percent.value == 50
    assert WIR.line("guides_deployment").rule.rate.value.euro == "5,00 €"
    assert WIR.line("guides_deployment").rule.weeks.value == 46
    assert WIR.line("guides_training").rule.rate.value.euro == "75,00 €"
    assert WIR.line("language_course").rule.rate.value.euro == "1,00 €"
    assert WIR.line("deutsch4u").rule.cap.value == 300 * WIR.line("deutsch4u").rule.rate.value
    assert len({line.code for line in WIR.lines}) == 6


def test_coordination_for_all_33_costs_1_65_million():
    eligible = [
        one
        for one in programmes.recipients("wir")
        if one.class_on(date(2016, 1, 1)) in WIR.line("coordination").recipient_classes
    ]
    assert (WIR.line("coordination").rule.cap.value * len(eligible)).euro == "1.650.000,00 €"


def test_a_diversity_centre_is_open_to_the_33_alone():
    """G7: an association of a village asks in vain."""
    centre = programmes.load("wir@2021-01-01").line("diversity_centre")
    assert centre.recipient_classes == ("county", "county_free_city", "special_status_city")


def test_an_unknown_line_is_refused():
    with pytest.raises(Refused) as raised:
        WIR.line("interpreters")
    assert raised.value.refusal.code == "line_unknown"


def test_the_4_6_million_of_2016_contain_the_1_5_million_for_deutsch4u():
    assert WIR.appropriation("deutsch4u", 2016) == Money(150_000_000)
    assert WIR.appropriation("wir", 2016) == Money(310_000_000)
    assert WIR.appropriation("wir", 2015) == Money(310_000_000)
    assert WIR.appropriation("wir", 2014) == Money(308_000_000)
    assert WIR.appropriation("wir", 2017) == WIR.appropriation("unknown", 2016) == 0


def test_the_other_reading_sets_both_sums_side_by_side():
    side_by_side = changed(
        "[parameters.deutsch4u_within_total]\nvalue = true",
        "[parameters.deutsch4u_within_total]\nvalue = false",
    )
    assert side_by_side.appropriation("wir", 2016) == Money(460_000_000)
    assert side_by_side.appropriation("deutsch4u", 2016) == Money(150_000_000)


def test_the_notification_fiction_has_three_days_until_2024_and_four_after():
    assert fiction_days(date(2014, 1, 1)) == 3
    assert fiction_days(date(2024, 12, 31)) == 3
    assert fiction_days(date(2025, 1, 1)) == 4
    with pytest.raises(LookupError, match="2013-12-31"):
        fiction_days(date(2013, 12, 31))


def test_a_version_is_in_force_for_periods_that_begin_in_its_validity():
    assert not WIR.in_force_on(date(2013, 12, 31))
    assert WIR.in_force_on(date(2014, 1, 1))
    assert WIR.in_force_on(date(2016, 12, 31))
    assert not WIR.in_force_on(date(2017, 1, 1))
    assert changed("valid_to = 2016-12-31\ntitle", "title").in_force_on(date(2030, 1, 1))


def test_yearly_lines_close_at_the_end_of_the_year_before():
    start = date(2017, 2, 1)
    deadline = WIR.line("coordination").application_deadline(start, CALENDAR)
    assert deadline.shifted_from == date(2016, 12, 31)
    assert deadline.on == date(2017, 1, 2)
    assert deadline.basis.endswith("§ 31 Abs. 3 HVwVfG; § 193 BGB")


def test_training_closes_28_days_before_it_starts_also_on_a_sunday():
    start = date(2016, 6, 5)
    deadline = WIR.line("guides_training").application_deadline(start, CALENDAR)
    assert deadline.on == date(2016, 5, 8)
    assert deadline.shifted_from is None


def test_courses_have_no_day_to_apply():
    for line in ("language_course", "deutsch4u"):
        assert WIR.line(line).application_deadline(date(2016, 6, 5), CALENDAR) is None


def test_amounts_are_rounded_once_by_their_named_rule():
    assert rounded(5, 2, "down") == 2
    assert rounded(5, 2, "half_up") == 3
    assert rounded(4, 3, "half_up") == 1
