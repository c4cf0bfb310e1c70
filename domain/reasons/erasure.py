"""Reasons of erasing a person's data."""

from domain.kernel import Refusal

ERASURE_UNDER_WAY = Refusal(
    "erasure_under_way",
    "Eine Löschung ist in diesem Vorgang bereits gezeichnet und wird ausgeführt.",
    "An erasure in this case is already signed and under way.",
    "Art. 17 Abs. 1 DSGVO",
    "Warten Sie, bis der Verlauf die Ausführung zeigt.",
    "Wait until the timeline shows that it was carried out.",
    "case",
)
ALREADY_ERASED = Refusal(
    "already_erased",
    "Diese Daten sind bereits gelöscht.",
    "These data are erased already.",
    "Art. 17 Abs. 1 DSGVO",
    "Den Nachweis gibt der Bericht: akte erasure {case}.",
    "The report is the evidence: akte erasure {case}.",
    "data",
)
PAYMENT_UNDER_WAY = Refusal(
    "payment_under_way",
    "Im Vorgang {case} ist noch eine Zahlung auf dieses Konto unterwegs.",
    "In case {case} a payment to this account is still under way.",
    "Art. 17 Abs. 3 Buchst. b und e DSGVO; § 71 LHO",
    "Warten Sie, bis die Zahlung gebucht oder zurückgegeben ist.",
    "Wait until the payment is booked or returned.",
    "case",
)
NO_ERASURE_PROPOSED = Refusal(
    "no_erasure_proposed",
    "Es liegt kein Vorschlag zur Löschung vor.",
    "There is no proposal for an erasure.",
    "Art. 17 Abs. 1 DSGVO",
    "Bitten Sie die Sachbearbeitung, die Löschung vorzulegen.",
    "Ask the clerk to propose the erasure.",
    "case",
)
