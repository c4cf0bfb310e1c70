"""Texts for a bank: in its letters, in its length, and the same when written again."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.bank_text import sepa_text

IN_SET = re.compile(r"[A-Za-z0-9+?/:().,' -]*")


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("Ämter für Öffentlichkeit, Größe", "Aemter fuer Oeffentlichkeit, Groesse"),
        ("a\u0308 o\u0308", "ae oe"),
        ("Şükrü Çelik-Łukasiewicz", "Suekrue Celik-Lukasiewicz"),
        ("Müller & Söhne – „GmbH“", "Mueller + Soehne - .GmbH."),
        ("§ 44 LHO; 10 €", "Par. 44 LHO. 10 EUR"),
        ("two\n\tlines", "two lines"),
        ("日本 <b>", ".. .b."),
    ],
)
def test_texts_are_put_into_sepa_letters(written: str, sent: str) -> None:
    assert sepa_text(written, 70) == sent


@settings(deadline=None)
@given(st.text(), st.integers(1, 140))
def test_a_sepa_text_stays_in_its_set_and_length_and_is_stable(text: str, length: int) -> None:
    sent = sepa_text(text, length)
    assert IN_SET.fullmatch(sent)
    assert len(sent) <= length
    assert sepa_text(sent, length) == sent
