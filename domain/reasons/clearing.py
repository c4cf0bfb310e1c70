"""Reasons of the clearing list."""

from domain.kernel import Refusal

LINE_NOT_LISTED = Refusal(
    "clearing_item_unknown",
    "Diesen Posten gibt es auf der Klärungsliste nicht.",
    "There is no such item on the clearing list.",
    "VV §§ 70-80 LHO Nr. 1.1",
    "Öffnen Sie den Posten aus der Klärungsliste.",
    "Open the item from the clearing list.",
    "item",
)
LINE_CLEARED = Refusal(
    "clearing_item_cleared",
    "Der Posten ist geklärt.",
    "The item is cleared.",
    "VV §§ 70-80 LHO Nr. 1.1",
    "Es ist nichts mehr zu tun.",
    "There is nothing left to do.",
    "item",
)
NOTHING_PROPOSED = Refusal(
    "clearing_not_proposed",
    "Für den Posten ist noch keine Klärung vorgeschlagen.",
    "Nothing is proposed for the item yet.",
    "VV §§ 70-80 LHO Nr. 1.1.3",
    "Schlagen Sie eine Klärung vor; eine zweite Person bestätigt sie.",
    "Propose an outcome; a second person confirms it.",
    "item",
)
NOT_THAT_ORDER = Refusal(
    "clearing_not_that_order",
    "Die Zeile passt nicht zu dieser Zahlung: Betrag, Richtung oder Stand sind anders.",
    "The line does not fit this payment: amount, direction or standing differ.",
    "VV §§ 70-80 LHO Nr. 1.1",
    "Nennen Sie Vorgang und Nummer der Zahlung, die passt, oder wählen Sie eine andere Klärung.",
    "Name case and number of the payment that fits, or choose another outcome.",
    "number",
)
NO_REPAYMENT = Refusal(
    "clearing_no_repayment",
    "Nur eingegangenes Geld kann eine Forderung begleichen; der Vorgang ist zu nennen.",
    "Only money that came in can pay a claim; the case must be named.",
    "§ 49a HVwVfG",
    "Nennen Sie den Vorgang mit der Forderung oder wählen Sie eine andere Klärung.",
    "Name the case with the claim, or choose another outcome.",
    "case",
)
NO_SUCH_GAP = Refusal(
    "gap_unknown",
    "Diese Lücke zwischen zwei Auszügen gibt es nicht oder nicht mehr.",
    "There is no such gap between two statements, or no longer.",
    "VV §§ 70-80 LHO Nr. 1.1",
    "Öffnen Sie die Klärungsliste; ist der Auszug eingetroffen, ist nichts mehr zu tun.",
    "Open the clearing list; if the statement has come, nothing is left to do.",
    "gap",
)
