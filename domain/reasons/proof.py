"""Reasons of proofs of use, their examination and the end of a case."""

from domain.kernel import Refusal

NO_PROOF_EXPECTED = Refusal(
    "no_proof_expected",
    "Für diesen Fall wird kein Verwendungsnachweis erwartet.",
    "No proof of use is expected for this case.",
    "ANBest Nr. 6",
    "Prüfen Sie das Aktenzeichen.",
    "Check the file number.",
    "case",
)
PERIOD_RUNNING = Refusal(
    "period_running",
    "Der Bewilligungszeitraum läuft noch bis {until}.",
    "The award period runs until {until}.",
    "ANBest Nr. 6.1",
    "Legen Sie den Nachweis nach dem Ende der Maßnahme vor.",
    "Submit the proof after the end of the measure.",
    "case",
)
NOTHING_SUBMITTED = Refusal(
    "no_proof_submitted",
    "Es liegt kein Verwendungsnachweis zur Prüfung vor.",
    "There is no proof of use to examine.",
    "VV Nr. 11 zu § 44 LHO",
    "Warten Sie auf den Nachweis oder erinnern Sie an ihn.",
    "Wait for the proof or send a reminder.",
    "case",
)
PAYMENT_RUNNING = Refusal(
    "payment_running",
    "Mindestens eine Auszahlung ist noch unterwegs.",
    "At least one payout is still on its way.",
    "VV Nr. 11 zu § 44 LHO",
    "Warten Sie die Antwort der Bank ab.",
    "Wait for the bank's answer.",
    "case",
)
NOT_SETTLED = Refusal(
    "not_settled",
    "Der Fall ist noch nicht abgerechnet.",
    "The case has not been settled yet.",
    "VV Nr. 11 zu § 44 LHO",
    "Schließen Sie zuerst die Prüfung des Nachweises ab.",
    "Finish the examination of the proof first.",
    "case",
)
NOT_BALANCED = Refusal(
    "case_not_balanced",
    "Der Fall geht nicht auf null auf: offen sind {open}.",
    "The case does not reconcile to zero: {open} are open.",
    "VV Nr. 11 zu § 44 LHO; § 34 LHO",
    "Klären Sie Rückzahlung, Auszahlung oder Verwendung.",
    "Clear up repayment, payout or use.",
    "case",
)
SAMPLE_MISSING = Refusal(
    "sample_missing",
    "Dieser Nachweis wurde für die vertiefte Prüfung gezogen; geprüfte Belege sind nicht genannt.",
    "This proof was drawn for an examination in depth; no examined receipts are named.",
    "VV Nr. 11 zu § 44 LHO",
    "Fordern Sie Belege an und nennen Sie die geprüften.",
    "Ask for receipts and name those you examined.",
    "sample",
)
QUERIES_OPEN = Refusal(
    "queries_open",
    "Zu diesem Nachweis sind Rückfragen offen bis {until}.",
    "Questions about this proof are open until {until}.",
    "VV Nr. 11.1 zu § 44 LHO",
    "Beantworten Sie die Rückfragen oder warten Sie die Antwort ab.",
    "Answer the questions or wait for the answer.",
    "case",
)
NOTHING_QUERIED = Refusal(
    "nothing_queried",
    "Zu diesem Nachweis sind keine Rückfragen offen.",
    "No questions about this proof are open.",
    "VV Nr. 11.1 zu § 44 LHO",
    "Laden Sie die Seite neu; die Antwort ist vielleicht schon eingegangen.",
    "Load the page again; the answer may have arrived already.",
    "case",
)
ITEM_UNKNOWN = Refusal(
    "item_unknown",
    "Der Nachweis enthält keinen Posten „{item}“.",
    "The proof has no item “{item}”.",
    "VV Nr. 11.1 zu § 44 LHO",
    "Wählen Sie einen Posten des Nachweises.",
    "Choose an item of the proof.",
    "questions",
)
NOT_QUERIED = Refusal(
    "not_queried",
    "Geändert wurde, wonach nicht gefragt war: {items}.",
    "Something was changed that was not asked about: {items}.",
    "VV Nr. 11.1 zu § 44 LHO",
    "Lassen Sie diese Angaben, wie sie waren, oder bitten Sie um eine Rückfrage dazu.",
    "Leave them as they were or ask for a question about them.",
    "facts",
)
RECOVERY_RUNNING = Refusal(
    "recovery_running",
    "Die Rückforderung ist nicht zu Ende: Verfahren, Zinsen oder zu viel Gezahltes ist offen.",
    "The recovery is not over: a proceeding, interest or money paid too much is open.",
    "§ 49a HVwVfG; § 34 LHO",
    "Entscheiden Sie über Zinsen, nehmen Sie Zahlungen auf oder beenden Sie das Verfahren.",
    "Decide on the interest, take payments in, or finish the proceeding.",
    "case",
)
