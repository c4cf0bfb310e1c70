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
NO_WEBHOOK = Refusal(
    "no_webhook",
    "Für Sie ist keine Meldeadresse eingetragen.",
    "No address for messages is entered for you.",
    "§ 25 Abs. 1 HVwVfG",
    "Tragen Sie zuerst eine Meldeadresse ein.",
    "First enter an address for messages.",
)
NOT_PAUSED = Refusal(
    "webhook_not_paused",
    "Die Meldungen sind nicht angehalten.",
    "The messages are not paused.",
    "§ 25 Abs. 1 HVwVfG",
    "Es ist nichts zu tun.",
    "There is nothing to do.",
)
