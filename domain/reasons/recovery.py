"""Reasons of recoveries: interest, hearing, decision, repayment, and what is written off."""

from domain.kernel import Refusal

BASE_RATE_MISSING = Refusal(
    "base_rate_missing",
    "Für den {day} ist kein Basiszinssatz hinterlegt; ohne ihn wird kein Zins berechnet.",
    "No base rate is known for {day}; no interest is computed without it.",
    "§ 49a Abs. 3 Satz 1 HVwVfG; § 247 BGB",
    "Tragen Sie den bekannt gegebenen Satz nach oder wählen Sie einen früheren Tag.",
    "Enter the published rate, or choose an earlier day.",
    "until",
)
NOTHING_PAID = Refusal(
    "nothing_paid",
    "In diesem Fall wurde nichts ausgezahlt, was zurückkommen könnte.",
    "Nothing was paid in this case that could come back.",
    "§ 49a Abs. 1 Satz 1 HVwVfG",
    "Prüfen Sie das Aktenzeichen.",
    "Check the file number.",
    "case",
)
ALREADY_OPEN = Refusal(
    "recovery_already_open",
    "Ein Rückforderungsverfahren läuft bereits.",
    "A recovery proceeding is running already.",
    "§ 9 HVwVfG",
    "Führen Sie das laufende Verfahren zu Ende.",
    "Finish the running proceeding.",
    "case",
)
NOT_OPENED = Refusal(
    "recovery_not_opened",
    "Es läuft kein Rückforderungsverfahren.",
    "No recovery proceeding is running.",
    "§ 9 HVwVfG",
    "Halten Sie zuerst die Tatsachen und den Tag der Kenntnis fest.",
    "First record the facts and the day of knowledge.",
    "case",
)
NO_REFUND_DETERMINED = Refusal(
    "no_refund_determined",
    "Die Abrechnung hat keine Erstattung ergeben, über die noch zu entscheiden wäre.",
    "The settlement found no refund that is still to be decided.",
    "§ 49a Abs. 1 HVwVfG; VV Nr. 11 zu § 44 LHO",
    "Sehen Sie sich die Abrechnung des Verwendungsnachweises an.",
    "Look at the settlement of the proof of use.",
    "ground",
)
NO_LATE_USE = Refusal(
    "no_late_use",
    "Nach den Meldungen wurde kein Geld nach Ablauf der zwei Monate verwendet.",
    "According to the reports no money was used after the two months.",
    "§ 49a Abs. 4 HVwVfG; ANBest Nr. 1.4",
    "Prüfen Sie die gemeldeten Verwendungstage.",
    "Check the reported days of use.",
    "ground",
)
SETTLED_ALREADY = Refusal(
    "settled_already",
    "Der Verwendungsnachweis ist schon abgerechnet.",
    "The proof of use is settled already.",
    "VV Nr. 11 zu § 44 LHO",
    "Fordern Sie zurück, was die Abrechnung ergeben hat;"
    " bei neuen Tatsachen lassen Sie zuerst die Prüfung wieder aufnehmen.",
    "Claim what the settlement found; with new facts have the examination taken up again first.",
    "ground",
)
AMOUNT_NOT_RECOVERABLE = Refusal(
    "amount_not_recoverable",
    "Zurückgefordert werden kann hier {most}.",
    "What can be claimed here is {most}.",
    "§§ 28, 49a Abs. 1 HVwVfG",
    "Berichtigen Sie den Betrag; für mehr ist eine neue Anhörung nötig.",
    "Correct the amount; more needs another hearing.",
    "amount_cents",
)
NOT_HEARD = Refusal(
    "not_heard",
    "Der Empfänger wurde noch nicht angehört.",
    "The recipient was not heard yet.",
    "§ 28 Abs. 1 HVwVfG",
    "Leiten Sie die Anhörung ein.",
    "Start the hearing.",
    "case",
)
HEARING_RUNS = Refusal(
    "hearing_runs",
    "Der Empfänger kann sich noch bis {until} äußern.",
    "The recipient can still answer until {until}.",
    "§ 28 Abs. 1 HVwVfG",
    "Warten Sie die Stellungnahme oder das Ende der Frist ab.",
    "Wait for the statement or the end of the period.",
    "case",
)
SETTLEMENT_STANDS = Refusal(
    "settlement_stands",
    "Die Erstattung aus der Abrechnung entfällt nicht durch Einstellung des Verfahrens.",
    "The refund that the settlement found does not go away with the proceeding.",
    "§ 49a Abs. 1 HVwVfG",
    "Setzen Sie die Erstattung fest oder verzichten Sie bei kleinen Beträgen mit Begründung.",
    "Claim the refund or, if it is small, waive it with reasons.",
    "case",
)
INTEREST_ONLY = Refusal(
    "interest_only",
    "Bei verspäteter Verwendung werden nur Zinsen verlangt, keine Erstattung.",
    "Late use leads to interest only, not to a refund.",
    "§ 49a Abs. 4 HVwVfG",
    "Setzen Sie die Zinsen fest oder sehen Sie mit Begründung davon ab.",
    "Claim the interest, or waive it with reasons.",
    "case",
)
STARTS_UNEQUAL = Refusal(
    "interest_starts_unequal",
    "Die Teile mit Zinsbeginn ergeben {sum}, die Erstattung ist {amount}.",
    "The parts with their start of interest make {sum}, the refund is {amount}.",
    "§ 49a Abs. 3 Satz 1 HVwVfG",
    "Teilen Sie die ganze Erstattung auf die Tage auf, ab denen sie zu verzinsen ist.",
    "Divide the whole refund among the days from which it bears interest.",
    "bears_interest",
)
START_OUTSIDE = Refusal(
    "interest_start_outside",
    "Zinsen beginnen frühestens mit der ersten Auszahlung am {first} und nicht in der Zukunft.",
    "Interest starts with the first payout on {first} at the earliest, and not in the future.",
    "§ 49a Abs. 3 Satz 1 HVwVfG",
    "Geben Sie den Tag an, an dem der Bescheid insoweit unwirksam wurde.",
    "Give the day on which the notice became ineffective to that extent.",
    "bears_interest",
)
YEAR_OVER = Refusal(
    "year_over",
    "Die Jahresfrist verbietet die Aufhebung: Sie hätte bis {notify_by} bekannt gegeben und dafür "
    "spätestens am {post_by} zur Post gegeben werden müssen.",
    "The year for taking the notice back is over: it had to be notified by {notify_by} and so "
    "posted on {post_by} at the latest.",
    "§ 48 Abs. 4 Satz 1, § 49 Abs. 3 Satz 2 HVwVfG",
    "Prüfen Sie, ob der Bescheid durch Täuschung, Drohung oder Bestechung erwirkt wurde; sonst "
    "stellen Sie das Verfahren ein.",
    "Check whether the notice was obtained by fraud, threat or bribery; otherwise end the "
    "proceeding.",
    "obtained_by",
)
TRUST_NOT_CONSIDERED = Refusal(
    "trust_not_considered",
    "Zum Vertrauensschutz des Empfängers ist nichts gesagt.",
    "Nothing is said on the recipient's legitimate expectations.",
    "§ 48 Abs. 2, § 49 Abs. 3, § 39 Abs. 1 HVwVfG",
    "Begründen Sie, warum das Vertrauen des Empfängers der Aufhebung nicht entgegensteht.",
    "Say why the recipient's expectations do not stand against it.",
    "trust",
)
NOT_SMALL = Refusal(
    "refund_not_small",
    "Von der Erstattung kann nur bis {limit} abgesehen werden.",
    "A refund can be waived up to {limit} only.",
    "VV Nr. 8 zu § 44 LHO",
    "Setzen Sie die Erstattung fest.",
    "Claim the refund.",
    "case",
)
NO_CLAIM = Refusal(
    "no_claim",
    "Es besteht keine Forderung, auf die sich das beziehen könnte.",
    "There is no claim that this could be about.",
    "§ 49a Abs. 1 Satz 2 HVwVfG",
    "Setzen Sie zuerst die Erstattung fest; Geld ohne Forderung bleibt in Verwahrung.",
    "Claim the refund first; money without a claim stays in safe keeping.",
    "case",
)
INTEREST_DECIDED = Refusal(
    "interest_decided",
    "Über die Zinsen bis {until} ist schon entschieden.",
    "The interest until {until} is decided already.",
    "§ 49a Abs. 3 HVwVfG",
    "Wählen Sie einen späteren Tag.",
    "Choose a later day.",
    "until",
)
DAY_NOT_AHEAD = Refusal(
    "day_not_ahead",
    "Der Tag muss nach dem heutigen liegen.",
    "The day must lie after today.",
    "§ 59 Abs. 1 LHO",
    "Geben Sie einen Tag nach heute an.",
    "Give a day after today.",
)
PLAN_UNEQUAL = Refusal(
    "plan_unequal",
    "Die Raten ergeben {sum}, offen sind {rest}.",
    "The instalments make {sum}, {rest} are open.",
    "§ 59 Abs. 1 Nr. 1 LHO",
    "Verteilen Sie genau den offenen Betrag.",
    "Divide exactly what is open.",
    "plan",
)
REMISSION_ABOVE_CLAIM = Refusal(
    "remission_above_claim",
    "Erlassen werden kann höchstens, was offen ist: {principal} und {interest} Zinsen.",
    "At most what is open can be remitted: {principal} and {interest} of interest.",
    "§ 59 Abs. 1 Nr. 3 LHO",
    "Berichtigen Sie die Beträge.",
    "Correct the amounts.",
    "principal_cents",
)
NOTHING_PROPOSED = Refusal(
    "no_measure_proposed",
    "Es liegt keine Maßnahme zur Zeichnung vor.",
    "No measure lies ready to be signed.",
    "VV §§ 70-80 LHO Nr. 1.1.3",
    "Warten Sie auf den Entwurf der Sachbearbeitung.",
    "Wait for the clerk's draft.",
    "case",
)
INTEREST_CHANGED = Refusal(
    "interest_changed",
    "Seit der Vorlage wurde gezahlt oder entschieden; der Zins ist jetzt ein anderer.",
    "Something was paid or decided since; the interest is another one now.",
    "§ 49a Abs. 3 HVwVfG",
    "Geben Sie die Maßnahme zurück; sie ist neu zu berechnen.",
    "Send the measure back; it must be computed anew.",
    "content_hash",
)
NO_SURPLUS = Refusal(
    "no_surplus",
    "Es wurde nicht mehr gezahlt, als gefordert war.",
    "No more was paid than was claimed.",
    "§ 34 LHO",
    "Prüfen Sie das Aktenzeichen.",
    "Check the file number.",
    "case",
)
ABOVE_SURPLUS = Refusal(
    "above_surplus",
    "Zu viel gezahlt wurden {surplus}.",
    "What was paid too much is {surplus}.",
    "§ 34 LHO",
    "Berichtigen Sie den Betrag.",
    "Correct the amount.",
    "amount_cents",
)
