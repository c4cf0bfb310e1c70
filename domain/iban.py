"""Account numbers after ISO 13616: of the SEPA area, in their country's form, checked to the digit.

One number that the bank's file cannot carry would hold up the whole payment run it is in, so it is
refused where it is first told.
"""

import re
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

FORMS = {
    **{"AD": "n8 c12", "AT": "n16", "BE": "n12", "BG": "a4 n6 c8", "CH": "n5 c12", "CY": "n8 c16"},
    **{"CZ": "n20", "DE": "n18", "DK": "n14", "EE": "n16", "ES": "n20", "FI": "n14"},
    **{"FR": "n10 c11 n2", "GB": "a4 n14", "GI": "a4 c15", "GR": "n7 c16", "HR": "n17"},
    **{"HU": "n24", "IE": "a4 n14", "IS": "n22", "IT": "a1 n10 c12", "LI": "n5 c12", "LT": "n16"},
    **{"LU": "n3 c13", "LV": "a4 c13", "MC": "n10 c11 n2", "MT": "a4 n5 c18", "NL": "a4 n10"},
    **{"NO": "n11", "PL": "n24", "PT": "n21", "RO": "a4 c16", "SE": "n20", "SI": "n15"},
    **{"SK": "n20", "SM": "a1 n10 c12", "VA": "n18"},
}
"""Country to the form behind its two check digits: digits (n), letters (a), either (c)."""

_SIGNS = {"n": "[0-9]", "a": "[A-Z]", "c": "[A-Z0-9]"}


def _pattern(form: str) -> re.Pattern[str]:
    return re.compile("".join(f"{_SIGNS[part[0]]}{{{part[1:]}}}" for part in form.split()))


_PATTERNS = {country: _pattern(form) for country, form in FORMS.items()}


def _of_the_sepa_area(iban: str) -> str:
    pattern = _PATTERNS.get(iban[:2])
    if pattern is None or not pattern.fullmatch(iban[4:]):
        raise ValueError("is no account number of a country in the SEPA area")
    rearranged = iban[4:] + iban[:4]
    if int("".join(str(int(sign, 36)) for sign in rearranged)) % 97 != 1:
        raise ValueError("the check digits do not fit")
    return iban


Iban = Annotated[
    str,
    StringConstraints(strict=True, pattern=r"^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$"),
    AfterValidator(_of_the_sepa_area),
]
"""An account number: upper case, no spaces."""
