"""Reasons that any subject can give: rights, four eyes, unknown files, stale forms."""

from domain.kernel import Refusal

CASE_UNKNOWN = Refusal(
    "case_unknown",
    "Unter diesem Aktenzeichen liegt für Sie kein Vorgang vor.",
    "There is no case for you under this file number.",
    "§ 29 HVwVfG",
    "Prüfen Sie das Aktenzeichen oder suchen Sie den Vorgang in Ihrer Liste.",
    "Check the file number or look for the case in your list.",
    "case",
)
NOT_YOUR_ROLE = Refusal(
    "not_your_role",
    "Diese Handlung steht der Rolle „{role}“ nicht zu.",
    "The role “{role}” may not do this.",
    "VV §§ 70-80 LHO Nr. 1.1",
    "Wenden Sie sich an eine Person mit der Rolle: {allowed}.",
    "Ask a person with one of these roles: {allowed}.",
)
FOUR_EYES = Refusal(
    "four_eyes",
    "Diese Handlung verlangt eine zweite Person; Sie haben in diesem Vorgang bereits gehandelt: "
    "{act}.",
    "This act needs a second person; you have already acted in this case: {done}.",
    "VV §§ 70-80 LHO Nr. 1.1.3",
    "Bitten Sie eine andere berechtigte Person, den Vorgang zu übernehmen.",
    "Ask another authorised person to take this over.",
)
WRONG_STAGE = Refusal(
    "wrong_stage",
    "Der Vorgang steht bei „{stage}“; dafür ist diese Handlung nicht vorgesehen.",
    "The case stands at “{stage}”; this act does not belong there.",
    "§ 10 HVwVfG",
    "Öffnen Sie den Vorgang: dort stehen die jetzt möglichen Handlungen.",
    "Open the case: it lists what can be done now.",
)
ID_REUSED = Refusal(
    "command_id_reused",
    "Unter dieser Kennung wurde bereits eine andere Handlung eingereicht.",
    "Another act was already handed in under this id.",
    "§ 41 Abs. 2 HVwVfG",
    "Laden Sie das Formular neu und senden Sie es noch einmal ab.",
    "Load the form again and send it once more.",
    "command_id",
)
CHANGED_MEANWHILE = Refusal(
    "changed_meanwhile",
    "Der Vorgang wurde geändert, seit Sie ihn geöffnet haben.",
    "The case was changed after you opened it.",
    "§ 10 HVwVfG",
    "Sehen Sie sich den neuen Stand an und entscheiden Sie danach.",
    "Look at the new state, then decide.",
    "expected_position",
)
DAY_IN_FUTURE = Refusal(
    "day_in_future",
    "Das Datum liegt nach dem heutigen Tag.",
    "The date lies after today.",
    "§ 31 HVwVfG i. V. m. § 187 BGB",
    "Geben Sie ein Datum bis heute an.",
    "Give a date not later than today.",
)
TRAINING_ONLY = Refusal(
    "training_only",
    "Die Uhr lässt sich nur im Übungsbetrieb stellen.",
    "The clock can be moved in training mode only.",
    "§ 31 HVwVfG",
    "Starten Sie eine Übungsumgebung.",
    "Start a training environment.",
)
CLOCK_BACKWARDS = Refusal(
    "clock_backwards",
    "Die Übungsuhr läuft nur vorwärts; sie steht auf {today}.",
    "The training clock only runs forwards; it stands at {today}.",
    "§ 31 HVwVfG",
    "Wählen Sie einen späteren Tag.",
    "Choose a later day.",
    "to",
)
INVALID_INPUT = Refusal(
    "invalid_input",
    "Die Angabe „{path}“ ist nicht verwendbar: {problem}.",
    "The value “{path}” cannot be used: {problem_english}.",
    "§ 24 HVwVfG",
    "Berichtigen Sie die Angabe; alles andere bleibt erhalten.",
    "Correct the value; everything else is kept.",
)
COMMAND_UNKNOWN = Refusal(
    "command_unknown",
    "Die Handlung „{name}“ gibt es nicht.",
    "There is no act named “{name}”.",
    "§ 10 HVwVfG",
    "Sehen Sie in der Liste der Handlungen nach.",
    "Look it up in the list of acts.",
    "command",
)
