"""A bad file of rules is refused before anything rests on it: file, line, reason, all at once."""

import tomllib
from functools import partial
from importlib.resources import files
from pathlib import Path

import pytest

import programmes
from domain.listing import Listing
from programmes.faults import BadFile, Fault
from programmes.reading import parse

HERE = Path(__file__).parent
FIRST = (files("programmes") / "wir" / "2014-01-01.toml").read_text("utf-8")
AMENDING = (HERE / "amending.toml").read_text("utf-8")
BAD = tomllib.loads((HERE / "bad_files.toml").read_text("utf-8"))["bad"]

each = pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad["name"])


def written(bad: dict[str, str]) -> str:
    """The bad file's text."""
    good = AMENDING if bad.get("amendment") else FIRST
    assert bad["old"] in good
    return good.replace(bad["old"], bad["new"], 1)


def refused(folder: Path, text: str, *, name: str = "2030-01-01.toml") -> tuple[Fault, ...]:
    """What is said of a file that is checked."""
    file = folder / name
    file.write_text(text, "utf-8")
    with pytest.raises(BadFile) as raised:
        programmes.check(file)
    assert all(line.startswith(f"{file}:") for line in str(raised.value).splitlines())
    return raised.value.faults


@each
def test_a_bad_file_is_refused_with_line_place_and_reason(
    tmp_path: Path, bad: dict[str, str]
) -> None:
    text = written(bad)
    line = text[: (text + "@").index(bad["at"])].count("\n") + 1
    name = "2030-01-01.toml" if bad.get("amendment") else "2014-01-01.toml"
    said = {(one.line, one.place): one for one in refused(tmp_path, text, name=name)}
    assert (line, bad["place"]) in said
    fault = said[line, bad["place"]]
    assert fault.german.startswith(bad["german"])
    assert fault.english.startswith(bad["english"])


def test_the_files_are_good_before_they_are_made_bad(tmp_path: Path) -> None:
    for name, text in (("2014-01-01.toml", FIRST), ("2030-01-01.toml", AMENDING)):
        (tmp_path / name).write_text(text, "utf-8")
        assert programmes.check(tmp_path / name).reference == f"wir@{name.removesuffix('.toml')}"


def test_all_that_is_wrong_is_said_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = FIRST
    for bad in BAD:
        if bad["name"] in {
            "no reference",
            "a fund that is not there",
            "the unit of something else",
        }:
            text = text.replace(bad["old"], bad["new"], 1)
    text = text.replace('kind = "share_of_cost"', 'kind = "share"', 1)
    found = refused(tmp_path, text, name="2014-01-01.toml")
    assert [one.place for one in found] == [
        "parameters.declaration_months.unit",
        "parameters.remedy_months_without_instruction.reference",
        "lines.coordination.fund",
        "lines.innovative_project.rule.kind",
    ]
    assert [one.line for one in found] == sorted(one.line for one in found)


def test_a_day_of_posting_may_have_two_lengths_where_the_law_is_open(tmp_path: Path) -> None:
    text = FIRST.replace("valid_to = 2024-12-31", "valid_to = 2025-12-31")
    (tmp_path / "2014-01-01.toml").write_text(text, "utf-8")
    assert len(programmes.check(tmp_path / "2014-01-01.toml").notification_fiction) == 2


def test_what_the_notice_sets_is_not_taken_for_a_value_that_is_missing(tmp_path: Path) -> None:
    by_notice = 'percent = { of_notice = true, reference = "x" }\n'
    value = AMENDING[AMENDING.index("[lines.rule.percent]") :]
    text = AMENDING.replace(value, "").replace("base = {", f"{by_notice}base = {{")
    [fault] = refused(tmp_path, text)
    assert (fault.place, fault.english) == ("lines.model_project.rule.percent.reason", "is missing")


def test_bytes_that_are_no_text_are_refused_with_their_line() -> None:
    with pytest.raises(BadFile, match=r"^x.toml:2: the whole: ist kein Text in UTF-8 · is no text"):
        parse(Listing, b'a = 1\nb = "\xff"', name="x.toml")


def test_what_never_ends_is_said_of_the_line_on_which_it_begins() -> None:
    for text, line in (("a = [1,", 1), ("a = 1\n\nb = [1,\n2", 3), ('a = 1\n\nb = "', 3)):
        with pytest.raises(BadFile, match=rf"^x.toml:{line}: the whole: ist kein TOML"):
            parse(Listing, text.encode(), name="x.toml")


def test_each_refusal_of_several_files_is_said_once(tmp_path: Path) -> None:
    bad, good = tmp_path / "bad.toml", tmp_path / "good.toml"
    bad.write_text(AMENDING.replace("value = 80", "value = 101"), "utf-8")
    good.write_text(AMENDING, "utf-8")
    looks = [partial(programmes.check, file) for file in (bad, good, bad)]
    [refusal] = programmes.refusals(looks)
    assert (refusal.file, len(refusal.faults)) == (str(bad), 1)


def test_what_is_filed_is_all_good() -> None:
    assert programmes.bad_files() == ()
