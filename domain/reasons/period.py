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
    "Die Rechtsbehelfsfrist steht im Gesetz; keine Behörde kann sie verlängern.",
    "The period for a remedy is set by statute; no authority can extend it.",
    "§ 31 Abs. 7 HVwVfG; §§ 58, 60, 70, 74 VwGO",
    "Wer sie ohne Verschulden versäumt, kann die Wiedereinsetzung beantragen.",
    "Who missed it without fault can ask for restitution.",
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
NOT_NOTIFIED = Refusal(
    "not_notified",
    "Der Bescheid ist noch nicht bekannt gegeben; vorher läuft keine Frist.",
    "The notice is not notified yet; before that no period runs.",
    "§ 43 Abs. 1 HVwVfG; § 58 VwGO",
    "Warten Sie die Bekanntgabe ab und vermerken Sie den Mangel dann.",
    "Wait for the notification, then record the defect.",
    "case",
)
INSTRUCTION_KNOWN = Refusal(
    "instruction_defect_known",
    "Der Mangel der Belehrung ist bereits vermerkt; die Jahresfrist gilt schon.",
    "The defect of the instruction is on file; the period of a year holds already.",
    "§ 58 Abs. 2 VwGO",
    "Sehen Sie im Verlauf nach, wer ihn wann vermerkt hat.",
    "The timeline shows who recorded it and when.",
    "case",
)
