"""Reasons of applications and recipients."""

from domain.kernel import Refusal

CASE_EXISTS = Refusal(
    "case_exists",
    "Unter diesem Aktenzeichen gibt es bereits einen Antrag.",
    "There is already an application under this file number.",
    "Förderrichtlinie Nr. 3.1",
    "Senden Sie das Formular neu ab; es erhält dann ein neues Aktenzeichen.",
    "Send the form again; it will then get a new file number.",
    "case",
)
RECIPIENT_UNKNOWN = Refusal(
    "recipient_unknown",
    "Diese Zuwendungsempfängerin ist nicht verzeichnet.",
    "This recipient is not registered.",
    "Förderrichtlinie Nr. 2",
    "Lassen Sie die Stelle zuerst in das Verzeichnis aufnehmen.",
    "Have the body registered first.",
    "recipient",
)
RECIPIENT_EXISTS = Refusal(
    "recipient_exists",
    "Diese Zuwendungsempfängerin ist mit anderen Angaben verzeichnet.",
    "This recipient is registered with other data.",
    "Förderrichtlinie Nr. 2",
    "Wählen Sie einen anderen Schlüssel.",
    "Choose another key.",
    "recipient",
)
NOT_ELIGIBLE = Refusal(
    "recipient_not_eligible",
    "Diese Förderlinie steht der Art der Antragstellerin nicht offen: {recipient_class}.",
    "This funding line is not open to this kind of applicant: {recipient_class}.",
    "Förderrichtlinie Nr. 2",
    "Wählen Sie eine Förderlinie, die Ihrer Einrichtung offensteht.",
    "Choose a line that is open to your body.",
    "line",
)
ALREADY_BEGUN = Refusal(
    "already_begun",
    "Die Maßnahme hat bereits begonnen; begonnene Vorhaben werden nicht gefördert.",
    "The measure has already begun; no grant for projects already begun.",
    "VV Nr. 1.3 zu § 44 LHO",
    "Beantragen Sie die Förderung künftig vor dem Beginn.",
    "Apply before the start next time.",
    "begun",
)
PERIOD_INVALID = Refusal(
    "period_invalid",
    "Der Zeitraum muss vorwärts laufen und im Haushaltsjahr {year} liegen.",
    "The period must run forwards and lie within the budget year {year}.",
    "§ 27 HGrG",
    "Wählen Sie Beginn und Ende im Haushaltsjahr.",
    "Choose start and end within the budget year.",
    "period_to",
)
PLAN_UNBALANCED = Refusal(
    "plan_unbalanced",
    "Der Finanzierungsplan geht nicht auf: Ausgaben {costs}, Deckung {cover}.",
    "The financing plan does not balance: costs {costs}, cover {cover}.",
    "VV Nr. 3.1 zu § 44 LHO",
    "Eigenmittel, Mittel Dritter und beantragte Zuwendung müssen zusammen die Ausgaben ergeben.",
    "Own funds, other funds and the grant applied for must add up to the costs.",
    "plan",
)
NOTHING_MISSING = Refusal(
    "nothing_missing",
    "Es wurde nichts angekreuzt, das fehlt, oder die Unterlage kennt diese Linie nicht: {gap}.",
    "Nothing was ticked as missing, or the line does not know this document: {gap}.",
    "§ 26 HVwVfG",
    "Kreuzen Sie mindestens eine Unterlage der Linie an.",
    "Tick at least one document of the line.",
    "gaps",
)
DUE_TOO_SOON = Refusal(
    "due_too_soon",
    "Die Frist muss nach dem heutigen Tag liegen.",
    "The due day must lie after today.",
    "§ 31 Abs. 2 HVwVfG",
    "Setzen Sie eine spätere Frist.",
    "Set a later day.",
    "due_on",
)
CHECKLIST_OPEN = Refusal(
    "checklist_open",
    "Die Prüfliste ist nicht vollständig erfüllt: {item}.",
    "The checklist is not complete: {item}.",
    "§§ 23, 44 LHO",
    "Fordern Sie fehlende Unterlagen an oder bereiten Sie die Ablehnung vor.",
    "Request what is missing or prepare a rejection.",
    "checklist",
)
CONFLICT_OF_INTEREST = Refusal(
    "conflict_of_interest",
    "Ohne Erklärung, dass kein Ausschlussgrund vorliegt, dürfen Sie nicht mitwirken.",
    "Without a statement that nothing excludes you, you may not take part.",
    "§ 20 HVwVfG",
    "Geben Sie den Vorgang an eine nicht betroffene Person ab.",
    "Hand the case to a person who is not concerned.",
    "no_conflict",
)
NOTHING_ELIGIBLE = Refusal(
    "nothing_eligible",
    "Die Berechnung ergibt keine zuwendungsfähige Summe.",
    "The computation gives no eligible sum.",
    "Förderrichtlinie Nr. 4",
    "Prüfen Sie die Angaben oder bereiten Sie die Ablehnung vor.",
    "Check the facts or prepare a rejection.",
    "facts",
)
NO_BANK_DETAILS = Refusal(
    "no_bank_details",
    "Es liegt keine Bankverbindung vor, die zu bestätigen wäre.",
    "There are no bank details to confirm.",
    "VV §§ 70-80 LHO Nr. 1.2",
    "Warten Sie auf die Erklärung zum Zuwendungsbescheid.",
    "Wait for the declaration to the notice.",
)
LINE_UNKNOWN = Refusal(
    "line_unknown",
    "Diese Förderlinie gibt es in der geltenden Fassung des Programms nicht.",
    "There is no such funding line in the version of the programme in force.",
    "Förderrichtlinie",
    "Wählen Sie eine Linie aus der Liste des Programms.",
    "Choose a line from the programme's list.",
    "line",
)
