"""Reasons of computations and of programmes: facts that cannot be computed, rules not in force."""

from domain.kernel import Refusal

FACTS_INVALID = Refusal(
    "facts_invalid",
    "Mit dieser Angabe lässt sich nicht rechnen: {german}.",
    "This statement cannot be computed: {english}.",
    "§ 26 Abs. 2 HVwVfG",
    "Berichtigen Sie die Angabe und senden Sie das Formular erneut ab.",
    "Correct the statement and send the form again.",
    "facts",
)
PERIOD_NOT_ONE_YEAR = Refusal(
    "period_not_one_year",
    "Diese Linie wird je Kalenderjahr gefördert; der Zeitraum muss in einem Jahr liegen.",
    "This line is funded by calendar year; the period must lie within one year.",
    "Förderrichtlinie, jährliche Antragstellung",
    "Stellen Sie für jedes Kalenderjahr einen eigenen Antrag.",
    "Apply for each calendar year separately.",
    "period",
)
MONTHS_BEYOND_PERIOD = Refusal(
    "months_beyond_period",
    "Angegeben sind mehr Monate, als der Zeitraum hat ({months}).",
    "More months are stated than the period has ({months}).",
    "§ 26 Abs. 2 HVwVfG",
    "Berichtigen Sie die Zahl der Monate oder den Zeitraum.",
    "Correct the number of months or the period.",
    "facts.months",
)
NOT_IN_FORCE = Refusal(
    "programme_not_in_force",
    "Für einen Beginn am {day} gilt keine Fassung dieses Programms.",
    "No version of this programme is in force for a start on {day}.",
    "Förderrichtlinie, Geltungsdauer",
    "Wählen Sie einen Zeitraum, für den das Programm gilt.",
    "Choose a period for which the programme is in force.",
    "period_from",
)
