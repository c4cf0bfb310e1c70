"""Reasons of the duties to notify."""

from domain.kernel import Refusal

REPORTS_REVIEWED = Refusal(
    "nothing_to_review",
    "Es liegt keine Mitteilung vor, die noch zu würdigen wäre.",
    "There is no report that waits for a review.",
    "ANBest Nr. 5",
    "Warten Sie auf eine Mitteilung der Empfängerin.",
    "Wait for a report of the recipient.",
    "case",
)
REPORT_UNKNOWN = Refusal(
    "report_unknown",
    "Unter dieser Nummer wartet keine Mitteilung auf eine Würdigung.",
    "No report with this number waits for a review.",
    "ANBest Nr. 5",
    "Wählen Sie eine der offenen Mitteilungen.",
    "Choose one of the open reports.",
    "report",
)
