"""The forms of the house offer every programme, each in the version of the day."""

from datetime import date
from pathlib import Path

import programmes
from web.current_rules import line_choices, programme_choices, programmes_on

EXERCISE = programmes.read(Path(__file__).parents[1] / "programmes" / "uebung" / "2016-01-01.toml")
WIR = [programmes.load(reference) for reference in programmes.versions()]


def test_each_programme_is_offered_in_the_version_of_the_day() -> None:
    """A second programme stands beside the first; both in the version of the day."""
    offered = programmes_on(date(2016, 5, 1), [EXERCISE, *WIR])
    assert [one.reference for one in offered] == ["uebung@2016-01-01", "wir@2014-01-01"]
    assert [one.reference for one in programmes_on(date(2018, 11, 1))] == ["wir@2018-10-02"]


def test_a_programme_that_is_not_in_force_is_offered_in_its_newest_version() -> None:
    """Ranking and funds may be about a year whose rules do not exist yet."""
    assert [one.reference for one in programmes_on(date(2010, 1, 1))] == [WIR[-1].reference]


def test_a_line_says_its_programme_where_there_are_more() -> None:
    """With one programme its lines stand alone."""
    both = programmes_on(date(2016, 5, 1), [EXERCISE, *WIR])
    assert len(programme_choices(both, "de")) == 2
    assert all(": " in title for _, title in line_choices(both, "de")), line_choices(both, "de")
    alone = line_choices(both[1:], "en")
    assert alone[0] == (both[1].lines[0].id, both[1].lines[0].title.said("en"))
