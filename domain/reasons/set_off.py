"""Reasons of set-offs: whose claim, which draw-down, how much, and whether the claim is due."""

from domain.kernel import Refusal

OTHER_RECIPIENT = Refusal(
    "set_off_other_recipient",
    "Der Mittelabruf gehört einem anderen Empfänger; es fehlt die Gegenseitigkeit.",
    "The draw-down belongs to another recipient; the claims are not mutual.",
    "§ 387 BGB entsprechend",
    "Wählen Sie einen Mittelabruf desselben Empfängers.",
    "Choose a draw-down of the same recipient.",
    "draw_case",
)
NOT_CERTIFIED = Refusal(
    "set_off_draw_not_certified",
    "Aufgerechnet wird nur gegen einen Mittelabruf, der festgestellt und nicht angeordnet ist.",
    "A set-off needs a draw-down that is certified and not yet ordered.",
    "§ 387 BGB entsprechend; VV §§ 70-80 LHO Nr. 1.2",
    "Lassen Sie den Mittelabruf zuerst sachlich und rechnerisch feststellen.",
    "First have the draw-down certified as factually and arithmetically correct.",
    "draw_number",
)
ABOVE_DRAW = Refusal(
    "set_off_above_draw",
    "Vom Mittelabruf sind noch {rest} zu zahlen.",
    "Of the draw-down {rest} are still to be paid.",
    "§ 389 BGB entsprechend",
    "Geben Sie höchstens diesen Betrag an.",
    "Give this amount at most.",
    "amount_cents",
)
ABOVE_DUE = Refusal(
    "set_off_above_due",
    "Fällig sind {due}; mehr kann nicht aufgerechnet werden.",
    "Only {due} are due; no more can be set off.",
    "§§ 387, 389 BGB entsprechend",
    "Geben Sie höchstens den fälligen Betrag an.",
    "Give at most what is due.",
    "amount_cents",
)
NOT_DUE = Refusal(
    "claim_not_due",
    "Die Forderung ist noch nicht fällig; zu zahlen ist bis {until}.",
    "The claim is not due yet; it is to be paid until {until}.",
    "§ 387 BGB, § 59 Abs. 1 Nr. 1 LHO entsprechend",
    "Warten Sie den Zahlungstag oder die nächste Rate ab.",
    "Wait for the day of payment or the next instalment.",
    "case",
)
CLAIM_NOT_FINAL = Refusal(
    "claim_not_final",
    "Gegen die Forderung läuft bis {until} noch die Rechtsbehelfsfrist.",
    "The period for remedies against the claim still runs until {until}.",
    "§ 74 VwGO; Förderregeln: Aufrechnung erst nach Bestandskraft",
    "Warten Sie das Ende der Frist ab.",
    "Wait for the end of the period.",
    "case",
)
COLLECTION_RESTS = Refusal(
    "collection_rests",
    "Die Forderung ist bis {until} niedergeschlagen; bis dahin wird sie nicht eingezogen.",
    "The claim is suspended until {until}; it is not collected before.",
    "§ 59 Abs. 1 Nr. 2 LHO",
    "Warten Sie das Ende der Niederschlagung ab.",
    "Wait for the end of the suspension.",
    "case",
)
SET_OFF_STANDS = Refusal(
    "set_off_stands",
    "Vom Mittelabruf sind {amount} durch Aufrechnung bezahlt; er kann nicht zurückgehen.",
    "Of the draw-down {amount} are paid by set-off; it cannot be returned.",
    "§ 389 BGB entsprechend",
    "Ordnen Sie den Rest zur Zahlung an.",
    "Order the rest to be paid.",
    "number",
)
