"""Reasons of audit notes: what they lack, and what they stop."""

from domain.kernel import Refusal

ANSWER_DAY_MISSING = Refusal(
    "answer_day_missing",
    "Eine Frage oder Feststellung nennt den Tag, bis zu dem sich die Behörde äußern soll.",
    "A question or a finding names the day by which the authority is to answer.",
    "§ 96 Abs. 1 LHO",
    "Geben Sie den Tag an, oder wählen Sie „Hinweis“.",
    "Give the day, or choose “observation”.",
    "due_on",
)
NO_NOTE_OPEN = Refusal(
    "no_note_open",
    "In diesem Vorgang ist keine Prüfnotiz offen.",
    "No audit note is open in this case.",
    "§ 96 LHO",
    "Alle Notizen und Antworten stehen im Abschnitt „Prüfnotizen“ des Vorgangs.",
    "All notes and answers stand in the section “Audit notes” of the case.",
    "case",
)
NOTE_UNKNOWN = Refusal(
    "note_unknown",
    "Unter dieser Nummer ist keine Prüfnotiz offen.",
    "No audit note is open under this number.",
    "§ 96 LHO",
    "Wählen Sie eine der offenen Notizen.",
    "Choose one of the open notes.",
    "note",
)
NOTE_OPEN = Refusal(
    "audit_note_open",
    "Im Vorgang {case} ist eine Prüfnotiz offen (Nr. {number}); bis sie beendet ist, wird nichts"
    " gelöscht oder vernichtet.",
    "In case {case} an audit note is open (no. {number}); until it is ended nothing is erased or"
    " destroyed.",
    "§§ 91, 96 LHO; Art. 17 Abs. 3 Buchst. b DSGVO",
    "Beantworten Sie die Notiz, und bitten Sie die prüfende Stelle, sie zu beenden.",
    "Answer the note and ask the auditors to end it.",
    "case",
)
