"""Reasons of the budget: freezes, and authorisations for later years."""

from domain.kernel import Refusal

NOT_AUTHORISED = Refusal(
    "no_commitment_authorisation",
    "Für den Teil des Folgejahres reicht die Verpflichtungsermächtigung nicht: frei {free}, "
    "nötig {needed}.",
    "The authorisation does not cover the part of the next year: free {free}, needed {needed}.",
    "§§ 16, 38 LHO; § 22 HGrG",
    "Lassen Sie eine Verpflichtungsermächtigung eintragen oder kürzen Sie das Vorhaben.",
    "Have an authorisation entered, or shorten the project.",
    "case",
)
NOT_YET_PAYABLE = Refusal(
    "title_not_open",
    "Kein Titel dieses Falls trägt die Anordnung heute: gebunden und offen sind {open}.",
    "No title of this case carries the order today: committed and open are {open}.",
    "§§ 34, 38 LHO; § 27 HGrG",
    "Warten Sie das Haushaltsjahr ab oder lassen Sie den Abruf teilen.",
    "Wait for the budget year, or have the draw-down split.",
    "number",
)
FREEZE_UNCLEAR = Refusal(
    "freeze_unclear",
    "Gesperrt wird entweder ein Anteil oder ein Betrag.",
    "Either a share or an amount is frozen.",
    "§ 41 LHO",
    "Geben Sie genau eines von beiden an.",
    "Give exactly one of the two.",
    "amount_cents",
)
FREEZE_ABOVE_FREE = Refusal(
    "freeze_above_free",
    "Frei sind nur {free}; Vorgemerktes und Gebundenes lässt sich nicht sperren.",
    "Only {free} are free; what is reserved or committed cannot be frozen.",
    "§ 41 LHO",
    "Sperren Sie höchstens, was frei ist.",
    "Freeze at most what is free.",
    "amount_cents",
)
ABOVE_FROZEN = Refusal(
    "above_frozen",
    "Gesperrt sind nur {frozen}.",
    "Only {frozen} are frozen.",
    "§ 41 LHO",
    "Heben Sie höchstens diesen Betrag auf.",
    "Lift at most this amount.",
    "amount_cents",
)
BUDGET_YEAR_OVER = Refusal(
    "budget_year_over",
    "Der Titel des Jahres {year} ist abgeschlossen; aus ihm wird nichts mehr vorgemerkt.",
    "The title of the year {year} is closed; nothing of it is reserved any more.",
    "§ 45 LHO; § 27 HGrG",
    "Lassen Sie den Rest übertragen oder den Antrag für das laufende Jahr stellen.",
    "Have the rest carried over, or the application made for the running year.",
    "case",
)
BUDGET_YEAR_RUNS = Refusal(
    "budget_year_runs",
    "Das Haushaltsjahr {year} läuft noch.",
    "The budget year {year} is still running.",
    "§ 4 HGrG; § 76 LHO",
    "Schließen Sie den Titel nach dem 31. Dezember ab.",
    "Close the title after 31 December.",
    "year",
)
NOTHING_TO_CLOSE = Refusal(
    "nothing_to_close",
    "In diesem Titel ist nichts mehr frei oder gesperrt.",
    "Nothing in this title is free or frozen any more.",
    "§ 45 LHO",
    "Es ist nichts zu tun; was gebunden ist, bleibt bei den Vorgängen.",
    "There is nothing to do; what is committed stays with its cases.",
    "year",
)
CARRIED_ABOVE_FREE = Refusal(
    "carried_above_free",
    "Frei sind nur {free}; mehr lässt sich nicht übertragen.",
    "Only {free} are free; no more can be carried over.",
    "§§ 19, 45 LHO",
    "Übertragen Sie höchstens, was frei ist.",
    "Carry over at most what is free.",
    "carried_cents",
)
LATER_PART = Refusal(
    "later_part_invalid",
    "Der Teil des Folgejahres und der Zeitraum passen nicht zusammen.",
    "The part of the next year and the period do not fit.",
    "§§ 22, 27 HGrG",
    "Nennen Sie den Teil, wenn der Zeitraum ins Folgejahr reicht; er liegt unter der Summe.",
    "State the part if the period reaches into the next year; it lies below the sum.",
    "later_cents",
)
