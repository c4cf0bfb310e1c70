"""Reasons of excluded persons."""

from domain.kernel import Refusal

EXCLUDED = Refusal(
    "person_excluded",
    "Sie sind in diesem Verfahren ausgeschlossen und dürfen nicht tätig werden.",
    "You are excluded from this procedure and may not act in it.",
    "§§ 20, 21 HVwVfG",
    "Geben Sie den Vorgang an eine nicht betroffene Person ab.",
    "Hand the case to a person who is not concerned.",
    "case",
)
OTHERS_EXCLUDED = Refusal(
    "others_by_signatory",
    "Sie können nur sich selbst für ausgeschlossen erklären.",
    "You can declare only yourself excluded.",
    "§ 21 HVwVfG",
    "Unterrichten Sie eine zeichnungsbefugte Person.",
    "Tell a signatory.",
    "excluded",
)
NOT_EXCLUDED = Refusal(
    "nobody_excluded",
    "Diese Person ist in diesem Verfahren nicht ausgeschlossen.",
    "This person is not excluded from this procedure.",
    "§ 20 HVwVfG",
    "Prüfen Sie die Kennung der Person.",
    "Check the person's id.",
    "excluded",
)
