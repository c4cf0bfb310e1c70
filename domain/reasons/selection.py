"""Reasons of selections."""

from domain.kernel import Refusal

RANKED_TWICE = Refusal(
    "ranked_twice",
    "Ein Antrag steht zweimal in der Rangfolge.",
    "An application stands in the ranking twice.",
    "§ 40 HVwVfG",
    "Führen Sie jeden Antrag einmal auf.",
    "List each application once.",
    "ranking",
)
NOT_RANKABLE = Refusal(
    "not_rankable",
    "Dieser Antrag ist nicht geprüft, schon entschieden oder gehört nicht zu dieser Linie und "
    "diesem Jahr: {case}.",
    "This application is not checked, decided already, or not of this line and year: {case}.",
    "§§ 23, 44 LHO",
    "Nehmen Sie ihn aus der Rangfolge oder schließen Sie die Prüfung ab.",
    "Take it out of the ranking, or finish its check.",
    "ranking",
)
NOTHING_RANKED = Refusal(
    "nothing_ranked",
    "Für diese Linie und dieses Jahr liegt keine Rangfolge vor.",
    "There is no ranking for this line and year.",
    "§ 40 HVwVfG",
    "Die Sachbearbeitung muss zuerst eine Rangfolge vorlegen.",
    "A clerk has to propose a ranking first.",
    "line",
)
