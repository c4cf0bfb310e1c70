"""Reasons for which a period is not extended."""

from domain.kernel import Refusal

NO_OPEN_PERIOD = Refusal(
    "no_open_period",
    "Diese Frist läuft nicht: Es ist nichts geschuldet oder schon alles erfüllt.",
    "This period does not run: nothing is owed, or all is done.",
    "§ 31 Abs. 7 HVwVfG",
    "Sehen Sie in den Terminen des Vorgangs nach, welche Frist offen ist.",
    "Look at the dates of the case: they show which period is open.",
    "case",
)
PERIOD_OF_STATUTE = Refusal(
    "period_of_statute",
    "Die Klagefrist steht im Gesetz; keine Behörde kann sie verlängern.",
    "The period for an action is set by statute; no authority can extend it.",
    "§ 31 Abs. 7 HVwVfG; §§ 58, 60, 74 VwGO",
    "Wer sie ohne Verschulden versäumt, kann beim Gericht die Wiedereinsetzung beantragen.",
    "Who missed it without fault can ask the court for restitution.",
    "duty",
)
NOT_LONGER = Refusal(
    "not_longer",
    "Die Frist läuft bis {due_on}; der neue Tag muss danach und darf nicht vor heute liegen.",
    "The period runs until {due_on}; the new day must lie after it and not before today.",
    "§ 31 Abs. 7 HVwVfG",
    "Wählen Sie einen späteren Tag.",
    "Choose a later day.",
    "until",
)
