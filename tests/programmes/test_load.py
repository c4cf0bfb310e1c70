"""The programmes' files are found, pinned by their bytes, and list the 33 by name."""

import hashlib
from collections import Counter
from datetime import date, timedelta
from importlib.resources import files

import pytest

import programmes
from domain.kernel import Refused

COURTS = {
    "Darmstadt": 5 + 2 + 1,
    "Frankfurt am Main": 3 + 1 + 2,
    "Gießen": 5 + 3,
    "Kassel": 6 + 1 + 1,
    "Wiesbaden": 2 + 1,
}


def listed(key):
    return next(one for one in programmes.recipients("wir") if one.key == key)


def test_a_version_is_loaded_once_under_its_reference():
    assert programmes.versions() == tuple(sorted(programmes.versions()))
    wir = programmes.load("wir@2014-01-01")
    assert programmes.load("wir@2014-01-01") is wir


def test_every_version_is_what_the_name_of_its_file_says():
    for reference in programmes.versions():
        assert programmes.load(reference).reference == reference


def test_a_version_is_pinned_by_the_bytes_of_its_file():
    content = (files("programmes") / "wir" / "2014-01-01.toml").read_bytes()
    assert programmes.digest("wir@2014-01-01") == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    "reference",
    ["wir@2014-01-02", "wir", "kiw@2014-01-01", "../wir@2014-01-01", "wir@2014-01-01.cases"],
)
def test_an_unknown_reference_is_not_looked_for_among_files(reference):
    with pytest.raises(programmes.UnknownProgramme):
        programmes.load(reference)
    with pytest.raises(programmes.UnknownProgramme):
        programmes.digest(reference)


def test_a_programme_that_is_not_there_lists_nobody():
    with pytest.raises(programmes.UnknownProgramme):
        programmes.recipients("../wir")


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (date(2014, 1, 1), "2014-01-01"),
        (date(2016, 12, 31), "2014-01-01"),
        (date(2017, 1, 1), "2017-01-01"),
        (date(2018, 10, 1), "2017-01-01"),
        (date(2018, 10, 2), "2018-10-02"),
        (date(2020, 12, 31), "2018-10-02"),
        (date(2021, 1, 1), "2021-01-01"),
        (date(2022, 1, 1), "2022-01-01"),
        (date(2025, 8, 31), "2022-01-01"),
        (date(2025, 9, 1), "2025-09-01"),
        (date(2030, 1, 1), "2025-09-01"),
    ],
)
def test_the_version_in_force_is_found_by_the_start_of_the_period(day, version):
    assert programmes.in_force("wir", day).reference == f"wir@{version}"


def test_each_version_begins_on_the_day_after_the_one_it_amends():
    for reference in programmes.versions():
        version, *amended = programmes.chain(reference)
        for before in amended[:1]:
            eve = programmes.load(version).valid_from - timedelta(days=1)
            assert programmes.load(before).in_force_on(eve)
            assert programmes.in_force("wir", eve).reference == before


@pytest.mark.parametrize(
    ("programme", "day"),
    [("wir", date(2013, 12, 31)), ("", date(2016, 1, 1))],
)
def test_a_day_without_rules_is_refused_in_both_languages(programme, day):
    with pytest.raises(Refused) as raised:
        programmes.in_force(programme, day)
    assert raised.value.refusal.code == "programme_not_in_force"
    assert day.isoformat() in raised.value.refusal.german
    assert day.isoformat() in raised.value.refusal.english


def test_the_33_are_21_counties_5_county_free_cities_and_7_with_special_status():
    recipients = programmes.recipients("wir")
    classes = Counter(one.class_on(date(2016, 1, 1)) for one in recipients)
    assert classes == {"county": 21, "county_free_city": 5, "special_status_city": 7}
    assert len({one.key for one in recipients}) == len({one.name for one in recipients}) == 33
    assert all(one.class_on(date(2013, 12, 31)) is None for one in recipients)


def test_each_of_the_33_has_the_court_of_its_seat():
    courts = Counter(one.court for one in programmes.recipients("wir"))
    assert courts == {f"Verwaltungsgericht {name}": count for name, count in COURTS.items()}
    assert listed("main-kinzig-kreis").court == "Verwaltungsgericht Frankfurt am Main"


def test_a_city_with_special_status_lies_in_a_county_and_shares_its_court():
    cities = [one for one in programmes.recipients("wir") if one.county]
    assert {one.key for one in cities} == {
        "bad-homburg",
        "fulda",
        "giessen",
        "hanau",
        "marburg",
        "ruesselsheim-am-main",
        "wetzlar",
    }
    for city in cities:
        county = listed(city.county)
        assert county.class_on(date(2016, 1, 1)) == "county"
        assert county.court == city.court


def test_hanau_left_its_county_at_the_start_of_2026():
    hanau = listed("hanau")
    assert hanau.class_on(date(2025, 12, 31)) == "special_status_city"
    assert hanau.class_on(date(2026, 1, 1)) == "county_free_city"
