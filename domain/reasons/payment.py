"""Reasons of draw-downs, certificates, orders, payment runs and bank messages."""

from domain.kernel import Refusal

NO_DECLARATION = Refusal(
    "no_declaration",
    "Ohne die unterschriebene Erklärung zum Zuwendungsbescheid wird nicht ausgezahlt.",
    "Nothing is paid without the signed declaration to the notice.",
    "Zuwendungsbescheid, Erklärung",
    "Fordern Sie die Erklärung an; sie enthält auch die Bankverbindung.",
    "Ask for the declaration; it also names the account.",
    "case",
)
NOT_FINAL = Refusal(
    "notice_not_final",
    "Der Bescheid ist noch nicht bestandskräftig.",
    "The notice is not final yet.",
    "§ 74 Abs. 1 Satz 2 VwGO",
    "Warten Sie das Ende der Rechtsbehelfsfrist ab oder den Rechtsbehelfsverzicht.",
    "Wait for the end of the remedy period or for a waiver.",
    "case",
)
EXAMINED_ANEW = Refusal(
    "examined_anew",
    "Die Prüfung des Verwendungsnachweises läuft erneut; was noch gezahlt wird, ist offen.",
    "The proof of use is examined anew; what is still to be paid is open.",
    "VV Nr. 11 zu § 44 LHO",
    "Warten Sie den Abschluss der Prüfung ab; er sagt, was noch abrufbar ist.",
    "Wait until the examination is closed; it says what can still be drawn.",
    "case",
)
ABOVE_REST = Refusal(
    "above_unpaid_rest",
    "Abrufbar sind noch {rest}.",
    "What can still be drawn is {rest}.",
    "VV Nr. 7 zu § 44 LHO",
    "Rufen Sie höchstens diesen Betrag ab.",
    "Draw at most this amount.",
    "amount_cents",
)
ABOVE_NEED = Refusal(
    "above_need",
    "Nachgewiesen ist für die nächsten zwei Monate ein Bedarf von {need}.",
    "The need shown for the next two months is {need}.",
    "ANBest Nr. 1.4; VV Nr. 7.2 zu § 44 LHO",
    "Rufen Sie höchstens den Bedarf ab oder weisen Sie weitere fällige Zahlungen nach.",
    "Draw at most what is needed, or show further payments that fall due.",
    "amount_cents",
)
ABOVE_SHARE = Refusal(
    "above_share_of_need",
    "Von den fälligen Zahlungen entfallen auf die Zuwendung {need}; der Rest kommt aus den anderen "
    "Mitteln des Finanzierungsplans.",
    "Of the payments that fall due the grant bears {need}; the rest comes from the other funds of "
    "the plan.",
    "ANBest Nr. 1.4; BNBest-EFRE Nr. 1.6",
    "Rufen Sie höchstens den Anteil ab oder weisen Sie weitere fällige Zahlungen nach.",
    "Draw at most the share, or show further payments that fall due.",
    "amount_cents",
)
ABOVE_REQUEST = Refusal(
    "above_request",
    "Abgerufen wurden {requested}; mehr kann nicht festgestellt werden.",
    "Drawn were {requested}; no more can be certified.",
    "VV §§ 70-80 LHO Nr. 1.2",
    "Stellen Sie höchstens diesen Betrag fest.",
    "Certify at most this amount.",
    "amount_cents",
)
INSTALMENT_TOO_EARLY = Refusal(
    "instalment_too_early",
    "Dieser Teil der Zuwendung kann ab dem {from_on} abgerufen werden.",
    "This part of the grant can be drawn from {from_on}.",
    "Zuwendungsbescheid, Raten",
    "Rufen Sie bis dahin höchstens {rest} ab.",
    "Until then draw at most {rest}.",
    "amount_cents",
)
DISBURSEMENT_UNKNOWN = Refusal(
    "disbursement_unknown",
    "Diesen Mittelabruf gibt es nicht.",
    "There is no such draw-down.",
    "VV Nr. 7 zu § 44 LHO",
    "Prüfen Sie die Nummer des Abrufs.",
    "Check the number of the draw-down.",
    "number",
)
CERTIFIED_OTHERWISE = Refusal(
    "certified_otherwise",
    "Sachlich festgestellt sind {amount}; rechnerisch kann nur derselbe Betrag bestätigt werden.",
    "Factually certified is {amount}; only the same amount can be certified arithmetically.",
    "VV §§ 70-80 LHO Nr. 1.2",
    "Bestätigen Sie diesen Betrag oder geben Sie den Abruf zurück.",
    "Certify this amount or return the draw-down.",
    "amount_cents",
)
BANK_NOT_CONFIRMED = Refusal(
    "bank_details_not_confirmed",
    "Die Bankverbindung ist nicht von einer zweiten Person bestätigt.",
    "The bank details have not been confirmed by a second person.",
    "VV §§ 70-80 LHO Nr. 1.1.3",
    "Bestätigen Sie zuerst die Bankverbindung.",
    "Confirm the bank details first.",
    "case",
)
NOT_ORDERED = Refusal(
    "not_ordered",
    "Mindestens eine Zahlung ist nicht angeordnet oder schon in einem Zahlungslauf.",
    "At least one payment is not ordered, or is in a payment run already.",
    "VV §§ 70-80 LHO Nr. 1.1.2",
    "Stellen Sie den Zahlungslauf neu zusammen.",
    "Put the payment run together afresh.",
    "orders",
)
RUN_EXISTS = Refusal(
    "run_exists",
    "Diesen Zahlungslauf gibt es bereits mit anderem Inhalt.",
    "This payment run exists with other content.",
    "VV §§ 70-80 LHO Nr. 1.1",
    "Verwenden Sie eine neue Nummer.",
    "Use a new number.",
    "run",
)
RUN_UNKNOWN = Refusal(
    "run_unknown",
    "Diesen Zahlungslauf gibt es nicht.",
    "There is no such payment run.",
    "VV §§ 70-80 LHO Nr. 1.1",
    "Prüfen Sie die Nummer des Laufs.",
    "Check the number of the run.",
    "run",
)
FILE_DIFFERS = Refusal(
    "file_differs",
    "Für diesen Lauf ist bereits eine andere Datei verzeichnet.",
    "Another file is recorded for this run.",
    "VV §§ 70-80 LHO Nr. 1.1",
    "Lassen Sie den Lauf prüfen; es wird nichts erneut gesendet.",
    "Have the run examined; nothing is sent again.",
    "sha256",
)
NOT_BOOKED = Refusal(
    "not_booked",
    "Die Auszahlung ist noch nicht gebucht.",
    "The payout has not been booked yet.",
    "ANBest Nr. 1.4",
    "Melden Sie die Verwendung nach Eingang des Geldes.",
    "Report the use after the money has arrived.",
    "number",
)
USE_ABOVE_PAYOUT = Refusal(
    "use_above_payout",
    "Gemeldet würde mehr als ausgezahlt: offen sind {rest}.",
    "More would be reported than was paid: open is {rest}.",
    "ANBest Nr. 1.4",
    "Berichtigen Sie die Beträge.",
    "Correct the amounts.",
    "uses",
)
STATEMENT_MISSING = Refusal(
    "statement_missing",
    "Auszug fehlt zwischen {after} und {before}; was davon gebucht wurde, ist nicht bekannt.",
    "A statement is missing between {after} and {before}; what it booked is not known.",
    "VV §§ 70-80 LHO Nr. 1.1",
    "Fordern Sie den fehlenden Auszug bei der Bank an; danach ist der Lauf möglich.",
    "Ask the bank for the missing statement; then the run is possible.",
    "debtor",
)
NOT_A_BANKING_DAY = Refusal(
    "not_a_banking_day",
    "Am {day} ({german}) führen Banken nichts aus.",
    "On {day} ({english}) banks execute nothing.",
    "Leitlinie EZB/2012/27, Anhang II Anlage V",
    "Nehmen Sie den nächsten Bankarbeitstag: {following}.",
    "Take the next banking day: {following}.",
    "execution_on",
)
EARLIER_DEBIT_OPEN = Refusal(
    "earlier_debit_open",
    "Die Bank hat einen früheren Versuch dieser Zahlung gebucht; das ist noch nicht geklärt.",
    "The bank booked an earlier attempt of this payment; that is not cleared yet.",
    "VV §§ 70-80 LHO Nr. 1.1",
    "Lassen Sie die Kasse den Posten auf der Klärungsliste klären, bevor neu angeordnet wird.",
    "Have the treasury clear the item on the clearing list before it is ordered anew.",
    "number",
)
