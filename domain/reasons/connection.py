"""Reasons about connections: a calendar that is read, a program that is told of changes."""

from domain.kernel import Refusal

NO_FEED = Refusal(
    "no_calendar_feed",
    "Für Ihren Kalender gilt zurzeit keine Adresse.",
    "There is no address for your calendar at present.",
    "§ 25 Abs. 1 HVwVfG",
    "Richten Sie zuerst eine Kalenderadresse ein.",
    "First set up an address for the calendar.",
)
