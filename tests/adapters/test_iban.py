"""IBANs: what is refused and why, and what may be shown."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from schwifty import IBAN

from adapters.iban import bank_name, checked_iban, masked
from adapters.training_bank import training_iban
from domain.kernel import Refused

accounts = st.builds(
    lambda bank, account: str(IBAN.generate("DE", bank, f"{account:010d}")),
    st.sampled_from(["50050000", "50650023", "50750094", "37040044"]),
    st.integers(0, 10**10 - 1),
)


@pytest.mark.parametrize(
    "typed",
    ["DE89370400440532013000", "de89 3704 0044 0532 0130 00", " DE89\t37040044 0532013000\n"],
)
def test_spaces_and_lower_case_are_put_right(typed: str) -> None:
    assert checked_iban(typed) == "DE89370400440532013000"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("DE88370400440532013000", "iban.checksum"),
        ("DE8937040044053201300", "iban.length"),
        ("DE893704004405320130000", "iban.length"),
        ("DE8937040044O532013000", "iban.structure"),
        ("DE89-3704-0044-0532-0130-00", "iban.structure"),
        ("DE٨٩370400440532013000", "iban.structure"),
        ("", "iban.structure"),
        ("x" * 10_000, "iban.structure"),
        ("XX89370400440532013000", "iban.country"),
        ("BR1500000000000010932840814P2", "iban.country"),
        ("TR330006100519786457841326", "iban.country"),
    ],
)
def test_a_bad_iban_is_refused_with_its_reason_and_never_repeated(typed: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        checked_iban(typed)
    refusal = caught.value.refusal
    assert (refusal.code, refusal.field) == (code, "iban")
    assert refusal.next_german
    assert refusal.next_english
    assert refusal.basis
    assert typed == "" or typed not in f"{caught.value!r} {refusal!r}"
    assert caught.value.__context__ is None


@settings(deadline=None)
@given(accounts)
def test_every_single_wrong_digit_is_refused(iban: str) -> None:
    assert checked_iban(iban) == iban
    for place in range(2, len(iban)):
        for digit in "0123456789":
            if digit != iban[place]:
                _assert_refused(iban[:place] + digit + iban[place + 1 :])


@settings(deadline=None)
@given(accounts)
def test_every_swap_of_two_neighbouring_digits_is_refused(iban: str) -> None:
    for place in range(2, len(iban) - 1):
        swapped = iban[:place] + iban[place + 1] + iban[place] + iban[place + 2 :]
        if swapped != iban:
            _assert_refused(swapped)


def _assert_refused(iban: str) -> None:
    with pytest.raises(Refused):
        checked_iban(iban)


@settings(deadline=None)
@given(st.text())
def test_any_text_is_either_an_iban_or_refused(text: str) -> None:
    try:
        assert checked_iban(text).isalnum()
    except Refused as refused:
        assert refused.refusal.field == "iban"


def test_a_masked_iban_shows_its_country_and_four_characters() -> None:
    assert masked("DE89370400440532013000") == "DE•• •••• … 3000"


def test_a_text_too_short_for_an_iban_is_masked_altogether() -> None:
    assert masked("DE893704") == "•••• …"


def test_the_bank_of_an_account_is_named() -> None:
    assert "Hessen" in (bank_name(training_iban(1)) or "")


@pytest.mark.parametrize("iban", ["CH9300762011623852957", "nonsense"])
def test_an_unknown_bank_has_no_name(iban: str) -> None:
    assert bank_name(iban) is None
