"""Reasons of a hand-over of which nobody knows whether the bank has the file."""

from domain.kernel import Refusal

NOT_UNKNOWN = Refusal(
    "hand_over_not_unknown",
    "Bei diesem Lauf ist nicht offen, ob die Bank die Datei hat.",
    "For this run there is no doubt whether the bank has the file.",
    "VV §§ 70-80 LHO Nr. 1.1",
    "Sehen Sie den Stand des Laufs an; es ist nichts zu klären.",
    "Look at the standing of the run; nothing is to be cleared.",
    "run",
)
UNKNOWN_ALREADY = Refusal(
    "hand_over_unknown_already",
    "Der Zweifel ist schon verzeichnet.",
    "The doubt is on record already.",
    "VV §§ 70-80 LHO Nr. 1.1",
    "Fragen Sie die Bank und melden Sie ihre Auskunft.",
    "Ask the bank and report what it says.",
    "run",
)
BANK_HAS_FILE = Refusal(
    "bank_has_file",
    "Die Datei wurde noch nicht übergeben, oder die Bank hat auf diesen Lauf schon geantwortet.",
    "The file was not handed over yet, or the bank has answered on this run already.",
    "VV §§ 70-80 LHO Nr. 1.1",
    "Warten Sie auf die Übergabe oder auf die Buchungen.",
    "Wait for the hand-over or for the bookings.",
    "run",
)
NO_RECEIPT_PROPOSED = Refusal(
    "receipt_not_proposed",
    "Noch hat niemand gemeldet, was die Bank zu dieser Datei sagt.",
    "Nobody has reported yet what the bank says of this file.",
    "VV §§ 70-80 LHO Nr. 1.1.3",
    "Melden Sie die Auskunft der Bank; eine zweite Person bestätigt sie.",
    "Report the bank's word; a second person confirms it.",
    "run",
)
