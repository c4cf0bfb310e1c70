"""Reasons of keeping, offering and destroying files."""

from domain.kernel import Refusal

_ARCHIVE = "§ 4 HArchivG; Aktenführungserlass vom 14.12.2012"

CASE_RUNNING = Refusal(
    "case_running",
    "Der Vorgang {case} läuft noch; seine Akte und die Daten darin werden gebraucht.",
    "Case {case} is still running; its file and the data in it are needed.",
    "Art. 17 Abs. 3 Buchst. b DSGVO; § 23 LHO",
    "Warten Sie, bis der Vorgang abgeschlossen, abgelehnt oder zurückgenommen ist.",
    "Wait until the case is closed, rejected or withdrawn.",
    "case",
)
MONEY_OPEN = Refusal(
    "money_open",
    "Im Vorgang {case} ist noch eine Forderung, ein Rechtsbehelf oder eine Zahlung offen.",
    "In case {case} a claim, a remedy or a payment is still open.",
    "Art. 17 Abs. 3 Buchst. b und e DSGVO; § 71 LHO",
    "Schließen Sie Rückforderung, Rechtsbehelf oder Zahlung zuerst ab.",
    "First bring the recovery, the remedy or the payment to its end.",
    "case",
)
STILL_KEPT = Refusal(
    "still_kept",
    "Die Akte {case} ist bis zum {until} aufzubewahren.",
    "File {case} must be kept until {until}.",
    "Art. 17 Abs. 3 Buchst. b DSGVO; Aktenführungserlass vom 14.12.2012",
    "Warten Sie bis zum Ablauf der Aufbewahrungsfrist.",
    "Wait until the retention period is over.",
    "case",
)
AUDIT_HOLD = Refusal(
    "audit_hold",
    "Eine Prüfung braucht die Akte {case} ({reference}); sie darf nicht angetastet werden.",
    "An audit needs file {case} ({reference}); it must not be touched.",
    "§ 91 LHO; Art. 17 Abs. 3 Buchst. b DSGVO",
    "Bitten Sie die prüfende Stelle, die Sperre aufzuheben.",
    "Ask the auditors to release their hold.",
    "case",
)
HOLD_UNKNOWN = Refusal(
    "hold_unknown",
    "Unter diesem Zeichen besteht keine Prüfungssperre.",
    "There is no audit hold under this reference.",
    "§ 91 LHO",
    "Prüfen Sie das Zeichen; es steht im Abschnitt „Aufbewahrung“ des Vorgangs.",
    "Check the reference; it stands in the section “Retention” of the case.",
    "reference",
)
DISPOSAL_ORDERED = Refusal(
    "disposal_ordered",
    "Die Vernichtung der Akte ist bereits gezeichnet.",
    "The destruction of the file is already signed.",
    _ARCHIVE,
    "Sehen Sie im Verlauf nach, wer wann gezeichnet hat.",
    "Look in the timeline who signed and when.",
    "case",
)
NOT_OFFERED = Refusal(
    "not_offered",
    "Die Akte wurde dem Landesarchiv noch nicht angeboten.",
    "The file was not yet offered to the state archive.",
    _ARCHIVE,
    "Die Anbietung folgt von selbst, wenn die Frist vorbei ist und keine Sperre besteht.",
    "The offer follows by itself once the period is over and no hold stands.",
    "case",
)
ARCHIVE_SILENT = Refusal(
    "archive_silent",
    "Das Landesarchiv hat noch nicht entschieden; vorher wird keine Akte vernichtet.",
    "The state archive has not yet decided; before that no file is destroyed.",
    _ARCHIVE,
    "Tragen Sie die Entscheidung des Archivs ein, sobald sie vorliegt.",
    "Record the archive's decision as soon as it is there.",
    "case",
)
NO_DISPOSAL_PROPOSED = Refusal(
    "no_disposal_proposed",
    "Es liegt kein Vorschlag zur Vernichtung vor.",
    "There is no proposal to destroy the file.",
    _ARCHIVE,
    "Bitten Sie die Sachbearbeitung, die Vernichtung vorzuschlagen.",
    "Ask the clerk to propose the disposal.",
    "case",
)
