"""Reasons of a recipient's account: seen, shared, verified, objected to, waiting."""

from domain.kernel import Refusal

_BASIS = "VV §§ 70-80 LHO Nr. 1.1.3"
_PAYEE = "Art. 5c VO (EU) Nr. 260/2012"

OTHER_ACCOUNT = Refusal(
    "other_account",
    "Gemeldet ist inzwischen ein anderes Konto als das, das Sie gesehen haben.",
    "Another account has been reported than the one that you saw.",
    _BASIS,
    "Sehen Sie sich das gemeldete Konto an und entscheiden Sie neu.",
    "Look at the reported account and decide anew.",
    "account",
)
ACCOUNT_SHARED = Refusal(
    "account_shared",
    "Dasselbe Konto haben auch andere Empfänger: {names}.",
    "Other recipients have the same account: {names}.",
    _BASIS,
    "Prüfen Sie, ob das zutrifft, und nennen Sie Ihre Gründe.",
    "Check whether that is right, and state your reasons.",
    "reasons",
)
ACCOUNT_OBJECTED = Refusal(
    "account_objected",
    "Gegen dieses Konto wurde Einspruch erhoben; es wird nicht benutzt.",
    "Somebody objected to this account; it is not used.",
    _BASIS,
    "Lassen Sie die Bankverbindung neu melden; auch das frühere Konto kann gemeldet werden.",
    "Have an account reported anew; the one before can be reported, too.",
    "case",
)
ACCOUNT_WAITS = Refusal(
    "account_waits",
    "Das Konto ist neu; Zahlungen darauf können ab dem {day} angeordnet werden.",
    "The account is new; payments to it can be ordered from {day} on.",
    _BASIS,
    "Ordnen Sie die Zahlung ab diesem Tag an; bis dahin kann die Empfängerin widersprechen.",
    "Order the payment from that day on; until then the recipient can object.",
    "case",
)
PAYEE_NOT_CHECKED = Refusal(
    "payee_not_checked",
    "Ob Kontoinhaberin und Kontonummer zusammengehören, ist nicht bei der Bank erfragt.",
    "The bank has not been asked whether holder and number of the account belong together.",
    _PAYEE,
    "Fragen Sie bei der Bank nach und erfassen Sie die Antwort.",
    "Ask the bank and record its answer.",
    "case",
)
PAYEE_UNDECIDED = Refusal(
    "payee_undecided",
    "Die Bank bestätigt Kontoinhaberin und Kontonummer nicht eindeutig.",
    "The bank does not clearly confirm holder and number of the account.",
    _PAYEE,
    "Eine zweite Person entscheidet mit Gründen, ob das Konto benutzt wird.",
    "A second person decides with reasons whether the account is used.",
    "case",
)
PAYEE_REFUSED = Refusal(
    "payee_refused",
    "Nach der Antwort der Bank wurde entschieden, dieses Konto nicht zu benutzen.",
    "After the answer of the bank it was decided not to use this account.",
    _PAYEE,
    "Lassen Sie die Bankverbindung neu melden.",
    "Have an account reported anew.",
    "case",
)
NOTHING_TO_DECIDE = Refusal(
    "payee_check_clear",
    "Zu diesem Konto liegt keine Antwort der Bank vor, über die zu entscheiden wäre.",
    "There is no answer of the bank on this account that would need a decision.",
    _PAYEE,
    "Erfassen Sie zuerst die Antwort der Bank; eine eindeutige braucht keine Entscheidung.",
    "Record the answer of the bank first; a clear one needs no decision.",
    "recipient",
)
