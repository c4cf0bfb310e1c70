"""`akte deadline` names the day, the way to it, and the court; what it cannot count it refuses."""

import json
from datetime import date

import pytest

from tests.workers.conftest import Run
from workers.console import REFUSED, USAGE
from workers.deadline_kinds import KINDS, Asked

pytestmark = pytest.mark.xdist_group("akte")

DAYS = {"portal-notification": ("2025-04-21", "2025-04-17"), "waiver": ("2025-04-21", "2025-04-20")}


def test_a_posted_notice_is_followed_by_its_remedy_and_its_court(akte: Run) -> None:
    done = akte("deadline", "notification", "2025-04-17", "--recipient", "main-kinzig-kreis")
    assert done.returncode == 0
    first, why, second, derived, court = done.stdout.splitlines()
    assert first == "Bekanntgabe durch die Post: Montag, 21.04.2025"
    assert "am 4. Tag danach" in why
    assert second == "Klage gegen das Regierungspräsidium: Mittwoch, 21.05.2025"
    assert "§ 74 Abs. 1 Satz 2 VwGO" in derived
    assert court == "Klage bei: Verwaltungsgericht Frankfurt am Main (§ 52 Nr. 3 Satz 2 VwGO)"


def test_a_revocation_is_followed_by_its_latest_posting_also_in_english(akte: Run) -> None:
    done = akte("deadline", "revocation", "2024-06-14", "--lang", "en")
    assert "Monday, 16 June 2025" in done.stdout
    assert "latest posting: Thursday, 12 June 2025" in done.stdout


def test_programs_read_the_day_with_its_derivation(akte: Run) -> None:
    done = akte("deadline", "action", "2025-09-03", "--json", "--recipient", "kassel")
    told = json.loads(done.stdout)
    assert (told["on"], told["shifted_from"]) == ("2025-10-06", "2025-10-03")
    assert told["court"] == "Verwaltungsgericht Kassel"
    assert "gesetzlicher Feiertag" in told["explanation"]
    assert told["then"] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_asked_in_both_languages(akte: Run, kind: str) -> None:
    days = DAYS.get(kind, ("2025-04-17",) * len(KINDS[kind].begins_with))
    for language in ("de", "en"):
        done = akte("deadline", kind, *days, "--length", "14", "--lang", language)
        assert done.returncode == 0, done.stderr
        assert "{" not in done.stdout


def test_the_list_names_every_kind_and_the_days_it_begins_with(akte: Run) -> None:
    found = json.loads(akte("deadline", "--list", "--json", "--lang", "en").stdout)
    assert [one["kind"] for one in found] == list(KINDS)
    assert found[0]["days"] == "POSTED"
    assert "Verzicht auf Rechtsbehelfe" in akte("deadline", "--list").stdout


@pytest.mark.parametrize(
    ("words", "about"),
    [
        ((), "akte deadline --list"),
        (("acton", "2025-04-01"), "meinten Sie „action“?"),
        (("action",), "Diese Frist braucht: BEKANNTGABE"),
        (("action", "2025-04-01", "2025-04-02"), "Diese Frist braucht: BEKANNTGABE"),
        (("action", "2025-02-29"), "2025-04-17"),
        (("action", "20250401"), "JJJJ-MM-TT"),
        (("action", "٢٠٢٥-٠٤-٠١"), "JJJJ-MM-TT"),
        (("action", "2525-04-01"), "zwischen 1950 und 2100"),
        (("period", "2025-04-01"), "--length"),
        (("application-lead", "2025-04-01"), "--length"),
        (("hearing", "2025-04-01", "--length", "-1"), "--length"),
        (("notification", "2013-12-31"), "Bekanntgabefiktion"),
        (("action", "2025-04-01", "--recipient", "atlantis"), "main-kinzig-kreis"),
        (("proof", "2025-04-01", "--recipient", "kassel"), "nur zur Klage"),
        (("action", "2025-04-01", "--lang", "fr"), "--lang"),
    ],
)
def test_what_cannot_be_counted_is_refused_in_one_line(
    akte: Run, words: tuple[str, ...], about: str
) -> None:
    done = akte("deadline", *words)
    assert (done.returncode, done.stdout) == (USAGE, "")
    assert about in done.stderr
    assert done.lines == 1


@pytest.mark.parametrize(
    "words",
    [
        ("waiver", "2025-04-19", "2025-04-20"),
        ("portal-notification", "2025-04-28", "2025-04-17"),
    ],
)
def test_what_has_no_effect_in_law_is_said(akte: Run, words: tuple[str, ...]) -> None:
    done = akte("deadline", *words)
    assert (done.returncode, done.stdout) == (REFUSED, "")
    assert "keine Wirkung" in done.stderr


def test_the_lengths_are_those_of_the_rules_of_their_time() -> None:
    assert Asked((date(2013, 1, 1),)).rules.reference == "wir@2014-01-01"
    assert Asked((date(2016, 1, 1),)).rules.reference == "wir@2014-01-01"
