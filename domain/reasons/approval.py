"""Reasons of appropriations, approvals, notices and declarations."""

from domain.kernel import Refusal

NOT_CHECKED = Refusal(
    "application_not_checked",
    "Der Antrag ist noch nicht geprüft oder bereits erledigt.",
    "The application has not been checked, or is already closed.",
    "§§ 23, 44 LHO",
    "Schließen Sie zuerst die Antragsprüfung ab.",
    "Finish the check of the application first.",
    "case",
)
FUNDS_UNKNOWN = Refusal(
    "no_appropriation",
    "Für diese Linie und dieses Haushaltsjahr sind keine Mittel eingestellt.",
    "No funds are appropriated for this line and budget year.",
    "§ 34 LHO; § 22 HGrG",
    "Lassen Sie die Haushaltsmittel einstellen.",
    "Have the funds entered.",
    "case",
)
FUNDS_SHORT = Refusal(
    "funds_short",
    "Die freien Mittel reichen nicht: frei {free}, nötig {needed}.",
    "Free funds do not suffice: free {free}, needed {needed}.",
    "§§ 34, 38 LHO; § 27 HGrG",
    "Warten Sie auf frei werdende Mittel oder entscheiden Sie über die Rangfolge.",
    "Wait for funds to be released, or decide on the ranking.",
    "case",
)
NOT_RESERVED = Refusal(
    "funds_not_reserved",
    "Für diesen Fall sind keine Mittel reserviert.",
    "No funds are reserved for this case.",
    "§§ 34, 38 LHO",
    "Die Haushaltsstelle muss die Mittel zuerst reservieren.",
    "The budget officer has to reserve the funds first.",
    "case",
)
ABOVE_RESERVATION = Refusal(
    "above_reservation",
    "Der Betrag übersteigt die reservierten Mittel von {reserved}.",
    "The amount is above the reserved {reserved}.",
    "§§ 34, 38 LHO",
    "Setzen Sie höchstens den reservierten Betrag an.",
    "Enter at most the reserved amount.",
    "amount_cents",
)
INSTALMENTS_UNEQUAL = Refusal(
    "instalments_do_not_add_up",
    "Die Raten ergeben {sum}, bewilligt werden {amount}.",
    "The instalments add up to {sum}, the grant is {amount}.",
    "VV Nr. 7 zu § 44 LHO",
    "Gleichen Sie die Raten dem Betrag an.",
    "Make the instalments equal the amount.",
    "instalments",
)
CONTENT_CHANGED = Refusal(
    "content_changed",
    "Der Entwurf wurde geändert, seit Sie ihn gesehen haben.",
    "The draft was changed after you saw it.",
    "§ 37 HVwVfG",
    "Lesen Sie den neuen Entwurf, dann zeichnen Sie.",
    "Read the new draft, then sign.",
    "content_hash",
)
NOT_PROPOSED = Refusal(
    "nothing_to_sign",
    "Es liegt kein Entscheidungsentwurf zur Zeichnung vor.",
    "There is no draft decision to sign.",
    "§ 37 HVwVfG",
    "Die Sachbearbeitung muss zuerst einen Entwurf vorlegen.",
    "A clerk has to propose a decision first.",
    "case",
)
NO_NOTICE = Refusal(
    "no_notice",
    "Es gibt noch keinen gezeichneten Bescheid.",
    "There is no signed notice yet.",
    "§ 41 HVwVfG",
    "Warten Sie auf die Zeichnung.",
    "Wait for the signature.",
    "case",
)
POSTED_BEFORE_LETTER = Refusal(
    "no_letter",
    "Der Bescheid liegt noch nicht als Schreiben vor.",
    "The notice has not been printed yet.",
    "§ 37 Abs. 2 HVwVfG",
    "Warten Sie, bis das Schreiben erstellt ist.",
    "Wait until the letter is made.",
    "case",
)
BEFORE_NOTICE = Refusal(
    "day_before_notice",
    "Der Bescheid wurde am {signed_on} gezeichnet; das Datum liegt davor.",
    "The notice was signed on {signed_on}; the date lies before it.",
    "§§ 41, 43 Abs. 1 HVwVfG",
    "Geben Sie ein Datum ab dem Tag der Zeichnung an.",
    "Give a date not earlier than the signature.",
)
NOT_YET_NOTIFIED = Refusal(
    "not_yet_due",
    "Dieser Tag ist noch nicht erreicht: {due_on}.",
    "That day has not come yet: {due_on}.",
    "§ 41 Abs. 2 HVwVfG; § 74 VwGO",
    "Das System holt den Schritt am genannten Tag nach.",
    "The system takes the step on that day.",
    "case",
)
DECLARATION_REFUSED = Refusal(
    "declaration_not_accepting",
    "Ohne Anerkennung der Nebenbestimmungen kann nicht ausgezahlt werden.",
    "Without accepting the ancillary provisions nothing can be paid.",
    "Zuwendungsbescheid, Erklärung",
    "Erklären Sie die Anerkennung oder nehmen Sie Kontakt auf.",
    "Declare your acceptance or get in touch.",
    "accepts",
)
DECLARATION_EXISTS = Refusal(
    "declaration_exists",
    "Die Erklärung zum Bescheid liegt bereits vor.",
    "The declaration to the notice is already there.",
    "Zuwendungsbescheid, Erklärung",
    "Eine neue Bankverbindung melden Sie unter „Bankverbindung“.",
    "Report a new account under “Bank details”.",
    "case",
)
