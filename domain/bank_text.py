"""Texts as a bank carries them: in the letters every bank reads, and not too long."""

import re
import unicodedata

REMITTANCE_LENGTH = 140
"""Characters of the text on a statement (SEPA, unstructured remittance information)."""

_OUTSIDE = re.compile(r"[^A-Za-z0-9+?/:().,' -]")
_LETTERS = str.maketrans(
    {
        **{"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS"},
        **{"æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ø": "o", "Ø": "O", "ð": "d", "Ð": "D"},
        **{"đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "þ": "th", "Þ": "Th", "ı": "i", "ħ": "h"},
        **{"–": "-", "—": "-", "‐": "-", "‑": "-", "’": "'", "‘": "'", "`": "'", "´": "'"},
        **{"&": "+", "€": "EUR", "_": "-", "§": "Par."},
    }
)


def sepa_text(text: str, length: int) -> str:
    """The text in the letters every bank reads, cut at `length` characters; may be empty.

    German umlauts become two letters, other accents fall, and what is left outside the set
    becomes a full stop, as the European Payments Council's conversion guide (EPC217-08) has it.
    """
    letters = unicodedata.normalize("NFC", text).translate(_LETTERS)
    plain = (sign for sign in unicodedata.normalize("NFKD", letters) if not _is_accent(sign))
    return _OUTSIDE.sub(".", " ".join("".join(plain).split()))[:length].strip()


def _is_accent(sign: str) -> bool:
    return unicodedata.category(sign) == "Mn"
