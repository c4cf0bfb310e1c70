"""Reasons of onward grants: what may be passed on, to whom, and who decides on it."""

from domain.kernel import Refusal

_VV = "VV Nr. 12 zu § 44 LHO"

UPPER_UNKNOWN = Refusal(
    "upper_unknown",
    "Unter dem Aktenzeichen der Zuwendung, die weitergeleitet werden soll, liegt nichts vor.",
    "Nothing is on file under the number of the grant that is to be passed on.",
    _VV,
    "Erfragen Sie das Aktenzeichen bei der Stelle, die weiterleitet.",
    "Ask the body that passes the grant on for its file number.",
    "upper",
)
ONE_LEVEL_ONLY = Refusal(
    "onward_one_level",
    "Eine weitergeleitete Zuwendung kann nicht noch einmal weitergeleitet werden.",
    "A grant that was passed on cannot be passed on again.",
    _VV,
    "Weitere Stufen bedürfen der Einwilligung des Landes; wenden Sie sich an die Behörde.",
    "Further levels need the consent of the Land; ask the authority.",
    "upper",
)
NOT_PASSED_ON = Refusal(
    "onward_not_foreseen",
    "Mittel dieser Förderlinie werden nicht weitergeleitet.",
    "Money of this funding line is not passed on.",
    _VV,
    "Stellen Sie einen eigenen Antrag, wenn die Förderlinie Ihnen offensteht.",
    "Apply yourself where the funding line is open to you.",
    "upper",
)
NOT_PERMITTED = Refusal(
    "onward_not_permitted",
    "Der Bescheid erlaubt keine Weiterleitung oder ist nicht gezeichnet und angenommen.",
    "The notice does not permit passing on, or is not signed and accepted.",
    _VV,
    "Warten Sie die Annahme ab; ohne die Nebenbestimmung im Bescheid geht es nicht.",
    "Wait for the acceptance; without the provision in the notice it is not possible.",
    "upper",
)
UPPER_PROVEN = Refusal(
    "onward_too_late",
    "Die Verwendung der Zuwendung ist bereits nachgewiesen; es wird nichts mehr weitergeleitet.",
    "The use of the grant is proven already; nothing more is passed on.",
    _VV,
    "Fragen Sie die Stelle, die weiterleitet, nach der nächsten Zuwendung.",
    "Ask the body that passes on for its next grant.",
    "upper",
)
OUTSIDE_UPPER = Refusal(
    "onward_outside_period",
    "Der Zeitraum liegt nicht im Bewilligungszeitraum der Zuwendung: {first} bis {last}.",
    "The period does not lie within the award period of the grant: {first} to {last}.",
    _VV,
    "Wählen Sie einen Zeitraum innerhalb dieser Tage.",
    "Choose a period within these days.",
    "period_from",
)
SAME_BODY = Refusal(
    "onward_same_body",
    "Die Stelle, die weiterleitet, kann nicht selbst Letztempfängerin sein.",
    "The body that passes on cannot be the last recipient itself.",
    _VV,
    "Nennen Sie eine andere Stelle.",
    "Name another body.",
    "recipient",
)
OTHER_LINE = Refusal(
    "onward_other_line",
    "Weitergeleitet wird nach Programm und Förderlinie der Zuwendung: {line}.",
    "Passing on follows the programme and line of the grant: {line}.",
    _VV,
    "Wählen Sie diese Förderlinie.",
    "Choose this line.",
    "line",
)
OTHER_PART = Refusal(
    "onward_other_part",
    "Weitergeleitet wird nur der Teil „{part}“ der Förderlinie.",
    "Only the part “{part}” of the line is passed on.",
    _VV,
    "Machen Sie nur zu diesem Teil Angaben.",
    "State facts of this part only.",
    "facts",
)
ONE_YEAR = Refusal(
    "onward_one_year",
    "Weitergeleitete Mittel kennen kein zweites Haushaltsjahr.",
    "Money that is passed on knows no second budget year.",
    _VV,
    "Stellen Sie für das nächste Jahr einen eigenen Antrag.",
    "Apply for the next year on its own.",
    "later_cents",
)
ABOVE_UPPER = Refusal(
    "onward_above_grant",
    "Weitergeleitet werden kann höchstens, was dafür bewilligt und noch frei ist: {rest}.",
    "At most what was granted for it and is still free can be passed on: {rest}.",
    _VV,
    "Verringern Sie den Betrag.",
    "Lower the amount.",
    "amount_cents",
)
OTHER_GRANTOR = Refusal(
    "onward_other_grantor",
    "Über weitergeleitete Mittel entscheidet die Stelle, die sie weiterleitet: {grantor}.",
    "The body that passes money on decides on it: {grantor}.",
    _VV,
    "Wenden Sie sich an diese Stelle; lesen können Sie den Vorgang.",
    "Turn to that body; you can read the case.",
    "case",
)
NOT_OF_THE_LAND = Refusal(
    "onward_not_of_the_land",
    "Der Vorgang {case} betrifft weitergeleitete Mittel; er gehört nicht dazu.",
    "The case {case} is about money that was passed on; it does not belong here.",
    _VV,
    "Nehmen Sie den Vorgang aus der Auswahl.",
    "Take the case out of the selection.",
)
OF_THE_LAND = Refusal(
    "onward_paid_by_run",
    "Diese Zahlung läuft über die Landeskasse; gebucht wird, was die Bank meldet.",
    "This payment runs through the treasury of the Land; the bank's message books it.",
    "VV §§ 70-80 LHO Nr. 1.1",
    "Warten Sie die Meldung der Bank ab.",
    "Wait for the bank's message.",
    "case",
)
OTHER_AMOUNT = Refusal(
    "onward_other_amount",
    "Gebucht werden kann nur der angeordnete Betrag: {amount}.",
    "Only the ordered amount can be booked: {amount}.",
    "VV §§ 70-80 LHO Nr. 1.1",
    "Prüfen Sie den Kontoauszug.",
    "Check the bank statement.",
    "amount_cents",
)
ONWARD_OPEN = Refusal(
    "onward_open",
    "Weitergeleitete Mittel sind noch nicht abgerechnet: {cases}.",
    "Money that was passed on is not settled yet: {cases}.",
    _VV,
    "Rechnen Sie diese Vorgänge zuerst ab; ihre Ergebnisse gehören in den Nachweis.",
    "Settle these cases first; their results belong in the proof.",
    "case",
)
ABOVE_USED = Refusal(
    "onward_above_used",
    "Anerkannt wird höchstens, was die Letztempfänger zweckentsprechend verwendet haben: {used}.",
    "At most what the last recipients used properly is recognised: {used}.",
    _VV,
    "Berichtigen Sie die Ausgaben des weitergeleiteten Teils.",
    "Correct the cost of the part that was passed on.",
    "facts",
)
BELOW_ONWARD = Refusal(
    "onward_below",
    "Die Änderung ließe zu wenig für das, was schon weitergeleitet ist: {what}.",
    "The change would leave too little for what is passed on already: {what}.",
    _VV,
    "Ändern Sie zuerst die weitergeleiteten Zuwendungen.",
    "Change the grants that were passed on first.",
)
