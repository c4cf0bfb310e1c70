"""A version that amends another: replaced by name, ended by name, pinned with all it rests on."""

import hashlib
from importlib.resources import files

import programmes
from programmes.amendment import consolidated

AMENDED = {
    "id": "x",
    "version": "1",
    "valid_to": "2016-12-31",
    "references": ["one"],
    "parameters": {"days": 1, "months": 2},
    "funds": [{"id": "a"}],
    "lines": [{"id": "first", "rate": 1}, {"id": "second", "rate": 2}],
}


def test_what_an_amendment_names_replaces_the_same_and_the_rest_stays():
    amendment = {
        "amends": "1",
        "version": "2",
        "references": ["two"],
        "parameters": {"months": 3},
        "funds": [{"id": "b"}],
        "lines": [{"id": "third"}, {"id": "first", "rate": 5}],
    }
    assert consolidated(AMENDED, amendment) == {
        "id": "x",
        "version": "2",
        "references": ["one", "two"],
        "parameters": {"days": 1, "months": 3},
        "funds": [{"id": "a"}, {"id": "b"}],
        "lines": [{"id": "first", "rate": 5}, {"id": "second", "rate": 2}, {"id": "third"}],
    }
    assert AMENDED["lines"][0]["rate"] == 1


def test_a_line_that_ends_is_gone():
    ended = consolidated(AMENDED, {"amends": "1", "ends": ["first"]})
    assert ended["lines"] == [{"id": "second", "rate": 2}]


def test_what_an_amendment_does_not_name_is_the_same_in_both_versions():
    before, after = programmes.load("wir@2022-01-01"), programmes.load("wir@2025-09-01")
    assert after.line("interpreters") == before.line("interpreters")
    assert after.parameters == programmes.load("wir@2017-01-01").parameters
    assert after.line("deutsch4u") != before.line("deutsch4u")


def test_the_digest_of_an_amendment_covers_every_text_it_rests_on():
    own = (files("programmes") / "wir" / "2017-01-01.toml").read_bytes()
    before = programmes.digest("wir@2014-01-01").encode()
    assert programmes.digest("wir@2017-01-01") == hashlib.sha256(before + own).hexdigest()
    assert programmes.chain("wir@2018-10-02") == (
        "wir@2018-10-02",
        "wir@2017-01-01",
        "wir@2014-01-01",
    )


def amendment(folder, text):
    file = folder / "changed.toml"
    file.write_text(f'id = "wir"\nversion = 2030-01-01\nvalid_from = 2030-01-01\n{text}')
    return file


def test_a_file_beside_the_filed_ones_may_amend_one_of_them(tmp_path):
    changed = programmes.read(amendment(tmp_path, 'amends = 2022-01-01\nends = ["interpreters"]'))
    assert changed.reference == "wir@2030-01-01"
    kept = [line for line in programmes.load("wir@2022-01-01").lines if line.id != "interpreters"]
    assert list(changed.lines) == kept


def test_the_whole_text_says_of_each_value_since_when_it_stands():
    found = {one.place: one for one in programmes.provisions("wir@2025-09-01")}
    assert "lines.coordination.rule.cap" not in found
    cap = found["lines.deutsch4u.rule.components.courses.rule.cap"]
    assert (cap.value, cap.unit, cap.since) == ("20.000,00 €", "euro_per_course", "wir@2025-09-01")
    pool = "lines.interpreters.rule.components.deployment.conditions.pool_of_five.any_of"
    assert found[pool].value == "circumstance pool at_least 5"
    assert found[pool].since == "wir@2018-10-02"
    assert found["parameters.use_months"].since == "wir@2014-01-01"
    assert found["lines.diversity_centre.rule.components.first_post.rule.prorated"].value == "true"
    assert found["lines.model_project.rule.percent"].value == ""
    assert found["parameters.rounding_of_shares"].assumption


def test_bodies_are_listed_once_whoever_lists_them():
    assert programmes.listed() == programmes.recipients("wir")
