"""Rates and exact interest in figures, as the sheet of a computation shows them."""

from fractions import Fraction

from domain.words import Language


def rate_words(hundredths: int, language: Language) -> str:
    """A rate in hundredths of a percent: `-0,88 %` or `-0.88 %`."""
    return f"{_decimals(Fraction(hundredths, 100), 2, language)} %"


def exact_euro(cents: Fraction, language: Language) -> str:
    """Interest that is not rounded yet, to four decimals of a euro, for people to follow."""
    return f"{_decimals(cents / 100, 4, language)} €"


def _decimals(value: Fraction, places: int, language: Language) -> str:
    scaled = abs(value) * 10**places + Fraction(1, 2)
    whole, part = divmod(scaled.numerator // scaled.denominator, 10**places)
    grouped, point = f"{whole:,}", "."
    if language == "de":
        grouped, point = grouped.replace(",", "."), ","
    return f"{'-' if value < 0 else ''}{grouped}{point}{part:0{places}d}"
