"""The words all aggregates share: what is an amount, a text, a key, a day, and what is none."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from operator import add, mul, sub

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from domain.kernel import (
    ZERO,
    Amount,
    CaseId,
    CommandId,
    Context,
    Day,
    Digest,
    Entry,
    Key,
    Line,
    Moment,
    Money,
    Payable,
    Refusal,
    Refused,
    Subject,
    Text,
    events_of,
)
from tests.cast import ADLER
from tests.story import context
from tests.story import given as told
from tests.usual_grant import Grant

HIGHEST = 99_999_999_999
NAIVE = datetime.fromisoformat("2016-02-29T00:00:00")
cents = st.integers(-HIGHEST, HIGHEST)


def accepts(kind: object, value: object) -> bool:
    """Whether a value is one of the kind, as Python data."""
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError:
        return False
    return True


def reads(kind: object, text: str) -> bool:
    """Whether JSON text is one of the kind."""
    try:
        TypeAdapter(kind).validate_json(text)
    except ValidationError:
        return False
    return True


def as_text(kind: object, value: str) -> str:
    return TypeAdapter(kind).validate_python(value)


@pytest.mark.parametrize("value", [1.0, 1.5, "1", True, False, None, float("nan"), HIGHEST + 1])
def test_an_amount_is_a_whole_number_of_cents_up_to_what_one_transfer_carries(value) -> None:
    assert not accepts(Money, value)
    assert accepts(Money, HIGHEST)
    assert accepts(Money, Money(5))


@pytest.mark.parametrize("text", ["1e3", "1E3", "1.0", "NaN", "Infinity", '"5"', "true", "null"])
def test_json_can_say_an_amount_in_one_way_only(text: str) -> None:
    assert not reads(Money, text)
    assert reads(Money, "1000")


def test_amounts_are_not_negative_and_payments_are_not_zero() -> None:
    assert (accepts(Amount, 0), accepts(Amount, -1)) == (True, False)
    assert (accepts(Payable, 1), accepts(Payable, 0), accepts(Payable, -1)) == (True, False, False)


@given(cents, cents)
def test_sums_and_differences_and_whole_multiples_stay_exact_money(one: int, other: int) -> None:
    for result, expected in (
        (Money(one) + other, one + other),
        (one + Money(other), one + other),
        (Money(one) - other, one - other),
        (-Money(one), -one),
        (Money(one) * other, one * other),
        (sum([Money(one), Money(other)], start=ZERO), one + other),
    ):
        assert (type(result), result) == (Money, expected)


@pytest.mark.parametrize("part", [0.5, Fraction(1, 2), Decimal("0.5")])
@pytest.mark.parametrize("operation", [add, sub, mul])
def test_money_refuses_to_cut_off_a_part_of_a_cent_unseen(operation, part) -> None:
    with pytest.raises(TypeError):
        operation(Money(100), part)


def test_an_amount_is_written_as_a_german_letter_writes_it() -> None:
    assert Money(123_456_789).euro == "1.234.567,89 €"
    assert Money(-5).euro == "-0,05 €"
    assert (repr(Money(7)), json.dumps(Money(7))) == ("Money(7)", "7")
    assert TypeAdapter(Money).dump_json(Money(7)) == b"7"


@pytest.mark.parametrize(
    "text",
    [
        *("", "   ", "\n", "a\x00b", "a\x1bb", "a\x7fb", "a\ud800b", "a\ue000b", "a\ufffeb"),
        *(f"a{mark}b" for mark in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"),
        "x" * 2001,
    ],
)
def test_a_text_has_something_to_read_and_nothing_hidden(text: str) -> None:
    assert not accepts(Text, text)
    assert not accepts(Line, text)


def test_a_text_is_kept_as_it_was_typed_in_composed_letters_and_without_margins() -> None:
    assert as_text(Text, "  Zoe\u0308 \n Straße\t€  ") == "Zoë \n Straße\t€"
    assert as_text(Text, "x" * 2000) == "x" * 2000
    assert not accepts(Text, b"bytes")
    assert not accepts(Text, 5)


def test_a_line_has_200_letters_and_no_break() -> None:
    assert as_text(Line, "e\u0301" * 200) == "é" * 200
    assert not accepts(Line, "e\u0301" * 201)
    assert not accepts(Line, "\u0958" * 200), "composing may make a text longer"
    assert as_text(Line, "one\ntwo\tthree\u2028four\u2029five") == "one two three four five"


@given(st.text(max_size=300))
def test_what_was_stored_once_reads_the_same_for_ever(text: str) -> None:
    for kind in (Text, Line):
        if accepts(kind, text):
            kept = as_text(kind, text)
            assert as_text(kind, kept) == kept


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (Key, ["a", "0.9-x_y", "a" * 60], ["", "A", ".a", "a" * 61, "a\n", "ä", "a b", "a/b"]),
        (CaseId, ["WIR", "W-2016-7K3QF", "A" * 21], ["WI", "A" * 22, "wir", "-AB", "A.B", "AB\n"]),
        (CommandId, ["a/b:c@d", "A" * 200], ["", "/a", "a b", "A" * 201, "a\n"]),
        (Digest, ["0" * 64], ["0" * 63, "A" * 64, "g" * 64, "0" * 64 + "\n"]),
        (Day, [date(2016, 2, 29)], ["2016-02-29", 1_456_704_000, NAIVE]),
        (Moment, [datetime(2016, 2, 29, tzinfo=UTC)], [NAIVE]),
    ],
)
def test_ids_digests_and_days_have_one_form(kind, good, bad) -> None:
    assert [value for value in good if not accepts(kind, value)] == []
    assert [value for value in bad if accepts(kind, value)] == []


def test_a_subject_is_named_by_kind_and_key() -> None:
    subject = Subject("receipt", "demo/a:b")
    assert str(subject) == "receipt:demo/a:b"
    assert Subject.parse(str(subject)) == subject
    with pytest.raises(ValueError, match="not a subject"):
        Subject.parse("receipt")


def test_a_message_is_frozen_and_refuses_what_it_does_not_know() -> None:
    said = context(ADLER, date(2016, 1, 4))
    with pytest.raises(ValidationError, match="frozen"):
        said.role = "ministry"
    with pytest.raises(ValidationError, match="Extra inputs"):
        Context.model_validate(dict(said) | {"admin": True})
    with pytest.raises(ValidationError, match="should have timezone info"):
        Context.model_validate(dict(said) | {"now": NAIVE})


def test_a_refusal_fills_its_texts_and_names_the_field() -> None:
    reason = Refusal("late", "Bis {day}", "By {day}", "§ 31", "Am {day}", "On {day}", "due_on")
    refused = reason.because("uses", day="1.4.")
    assert isinstance(refused, Refused)
    assert str(refused) == refused.refusal.english == "By 1.4."
    assert (refused.refusal.german, refused.refusal.field) == ("Bis 1.4.", "uses")
    assert (refused.refusal.next_german, refused.refusal.next_english) == ("Am 1.4.", "On 1.4.")
    assert reason.because(day=1).refusal.field == "due_on"


def test_entries_give_their_events_in_order() -> None:
    events = told(*Grant().until("checked")).told()
    said = context(ADLER, date(2016, 1, 4))
    entries = [
        Entry(number, Subject("application", "X"), number, event, said, said.now)
        for number, event in enumerate(events, 1)
    ]
    assert events_of(entries) == events
