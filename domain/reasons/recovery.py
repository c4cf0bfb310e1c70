"""Reasons of recoveries: interest, hearing, decision, repayment, and what is written off."""

from domain.kernel import Refusal

BASE_RATE_MISSING = Refusal(
    "base_rate_missing",
    "Für den {day} ist kein Basiszinssatz hinterlegt; ohne ihn wird kein Zins berechnet.",
    "No base rate is known for {day}; no interest is computed without it.",
    "§ 49a Abs. 3 Satz 1 VwVfG; § 247 BGB",
    "Tragen Sie den bekannt gegebenen Satz nach oder wählen Sie einen früheren Tag.",
    "Enter the published rate, or choose an earlier day.",
    "until",
)
