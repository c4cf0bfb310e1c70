"""Reasons of early starts."""

from domain.kernel import Refusal

ALREADY_REQUESTED = Refusal(
    "early_start_requested",
    "Über den vorzeitigen Beginn wird bereits entschieden.",
    "The early start is being decided already.",
    "VV Nr. 1.3 zu § 44 LHO",
    "Warten Sie die Entscheidung ab.",
    "Wait for the decision.",
    "case",
)
NOT_REQUESTED = Refusal(
    "no_early_start_requested",
    "Ein vorzeitiger Beginn ist nicht beantragt.",
    "No early start was requested.",
    "VV Nr. 1.3 zu § 44 LHO",
    "Warten Sie auf einen Antrag.",
    "Wait for a request.",
    "case",
)
NOT_IN_ADVANCE = Refusal(
    "not_in_advance",
    "Ein Beginn wird nur im Voraus zugelassen; der Tag liegt zurück.",
    "A start is permitted in advance only; the day has gone by.",
    "VV Nr. 1.3 zu § 44 LHO",
    "Nennen Sie einen Tag ab heute.",
    "Name a day from today on.",
    "from_on",
)
NO_ALARM = Refusal(
    "no_start_alarm",
    "Für diesen Fall ist kein zu früher Vertrag vermerkt.",
    "No contract that came too early is recorded for this case.",
    "VV Nr. 1.3 zu § 44 LHO",
    "Vermerken Sie den Vertrag zuerst.",
    "First record the contract.",
    "case",
)
ALARM_OPEN = Refusal(
    "start_alarm_open",
    "Ein Vertrag wurde vor der Zulassung geschlossen; das hat noch niemand gewürdigt.",
    "A contract was concluded before the permission; nobody has reviewed that yet.",
    "VV Nr. 1.3 zu § 44 LHO",
    "Würdigen Sie den Vertrag, dann prüfen Sie weiter.",
    "Review the contract, then go on.",
    "case",
)
STARTED_EARLY = Refusal(
    "started_early",
    "Die Maßnahme hat nach der Würdigung vor der Zulassung begonnen.",
    "According to the review the measure began before the permission.",
    "VV Nr. 1.3 zu § 44 LHO",
    "Bereiten Sie die Ablehnung vor.",
    "Prepare a rejection.",
    "case",
)
