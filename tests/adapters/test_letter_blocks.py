"""Wording blocks: the version of a letter's day, and a summary in words that everybody reads."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from adapters.letter_blocks import BLOCKS, CLAUSES, read_blocks, valid_on, wording_on
from adapters.letter_kinds import KINDS
from tests.house.test_house_citations import FEDERAL

TODAY = date(2016, 2, 15)
SAMPLES = {
    "recipient": "Main-Kinzig-Kreis",
    "declaration_period": "von zwei Monaten",
    "use_period": "von zwei Monaten",
    "percentage": "62,5 %",
    "instalment": "1",
    "instalments": "2",
}
LONGEST_SENTENCE, MOST_SENTENCES = 15, 2

TWO = """
[[block]]
id = "remedy"
valid_from = 2014-01-01
basis = "§ 58 VwGO"
text = "Klage bei {name}."

[[block]]
id = "remedy"
valid_from = 2017-01-01
basis = "§ 58 VwGO"
text = "Sie können bei {name} klagen."
"""


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2014, 1, 1), "Klage bei {name}."),
        (date(2016, 12, 31), "Klage bei {name}."),
        (date(2017, 1, 1), "Sie können bei {name} klagen."),
    ],
)
def test_a_letter_takes_the_version_that_was_valid_on_its_day(day: date, text: str) -> None:
    assert valid_on(read_blocks(TWO), day)["remedy"].text == text


def test_before_its_first_version_a_block_does_not_exist() -> None:
    assert valid_on(read_blocks(TWO), date(2013, 12, 31)) == {}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("2017-01-01", "2014-01-01"), "two versions"),
        (("bei {name} klagen", "klagen"), "different places"),
        (('basis = "§ 58 VwGO"\n', ""), "basis"),
    ],
)
def test_a_file_that_would_leave_a_letter_in_doubt_is_refused(
    change: tuple[str, str], why: str
) -> None:
    with pytest.raises((ValueError, ValidationError), match=why):
        read_blocks(TWO.replace(*change))


def test_every_block_names_its_law_and_none_is_from_another_land() -> None:
    assert len(BLOCKS) > 30
    for block in BLOCKS:
        assert block.basis
        assert not FEDERAL.search(block.basis + block.text), block.id


def test_blocks_and_words_stand_together_in_one_wording() -> None:
    words = wording_on(TODAY)
    assert words["remedy"]["title"] == "Rechtsbehelfsbelehrung"
    assert "{seat}" in words["remedy"]["text"]
    assert words["clause"].keys() == CLAUSES.keys()


def plain_lines(words: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every line of every summary, with its name."""
    for key, value in words.items():
        name = f"{path}.{key}"
        if isinstance(value, dict):
            yield from plain_lines(value, name)
        elif ".plain." in name:
            yield name, value


def spoken(line: str) -> str:
    """The line with a usual value in each place, an amount or a day as one word each."""
    return re.sub(r"\{([a-z_]+)\}", lambda found: SAMPLES.get(found[1], "1.Januar"), line)


@pytest.mark.parametrize(("name", "line"), [*plain_lines(wording_on(TODAY))])
def test_a_line_of_a_summary_has_two_short_sentences_at_most(name: str, line: str) -> None:
    sentences = re.split(r"(?<=[.?!])\s+", spoken(line).strip())
    assert len(sentences) <= MOST_SENTENCES, name
    for sentence in sentences:
        assert len(sentence.split()) <= LONGEST_SENTENCE, f"{name}: {sentence}"
        assert not re.search(r"§|Abs\.|i\. V\.", sentence), f"{name} cites a paragraph"


def test_every_kind_of_letter_has_its_summary() -> None:
    words = wording_on(TODAY)
    assert [kind for kind in KINDS if "plain" not in words[kind]] == []
