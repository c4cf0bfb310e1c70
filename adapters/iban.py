"""Checks, masks and explains account numbers (IBAN, ISO 13616)."""

from schwifty import IBAN
from schwifty.exceptions import (
    InvalidChecksumDigits,
    InvalidCountryCode,
    InvalidLength,
    SchwiftyException,
)

from domain.kernel import Refusal, Refused

_BASIS = "ISO 13616; Art. 5 Abs. 1 Buchst. a VO (EU) Nr. 260/2012"


def _refusal(code: str, *, german: str, english: str) -> Refusal:
    return Refusal(
        code=f"iban.{code}",
        german=german,
        english=english,
        basis=_BASIS,
        next_german="Bitte die IBAN aus dem Kontoauszug oder von der Bankkarte neu abschreiben.",
        next_english="Please copy the IBAN again from the bank statement or the bank card.",
        field="iban",
    )


_CHECKSUM = _refusal(
    "checksum",
    german="Die Prüfziffer der IBAN stimmt nicht; meist ist eine Ziffer falsch oder vertauscht.",
    english="The check digits of the IBAN are wrong; often a digit is mistyped or swapped.",
)
_LENGTH = _refusal(
    "length",
    german="Die IBAN hat nicht die Länge, die ihr Land vorschreibt (Deutschland: 22 Stellen).",
    english="The IBAN does not have the length its country prescribes (Germany: 22 characters).",
)
_COUNTRY = _refusal(
    "country",
    german="Die IBAN beginnt nicht mit dem Kürzel eines Landes im SEPA-Raum (Deutschland: DE).",
    english="The IBAN does not begin with the code of a country in the SEPA area (Germany: DE).",
)
_STRUCTURE = _refusal(
    "structure",
    german="Die IBAN enthält ein Zeichen, das an seiner Stelle nicht stehen kann (etwa O statt 0).",
    english="The IBAN contains a character that cannot stand in its place (such as O for 0).",
)


def checked_iban(text: str) -> str:
    """The IBAN in upper case without spaces, of a country in the SEPA area.

    Refuses (`Refused`, field `iban`) a wrong checksum, length, structure or country. A refusal
    never repeats the IBAN: it may end in a log or on another person's screen.
    """
    refusal = _STRUCTURE
    try:
        if text.isascii() and (iban := IBAN(text)).in_sepa_zone:
            return iban.compact
        refusal = _COUNTRY if text.isascii() else _STRUCTURE
    except InvalidChecksumDigits:
        refusal = _CHECKSUM
    except InvalidLength:
        refusal = _LENGTH
    except InvalidCountryCode:
        refusal = _COUNTRY
    except SchwiftyException:
        refusal = _STRUCTURE
    raise Refused(refusal)  # outside the handlers: schwifty's own message holds the IBAN


def masked(iban: str) -> str:
    """What may be shown of an IBAN: country and last four characters, `DE•• •••• … 1234`."""
    return f"{iban[:2]}•• •••• … {iban[-4:]}" if len(iban) >= 15 else "•••• …"


def bank_name(iban: str) -> str | None:
    """The name of the bank that keeps the account, `None` if the registry does not know it."""
    try:
        return IBAN(iban).bank_name or None
    except SchwiftyException:
        return None
