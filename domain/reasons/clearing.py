"""Reasons of the clearing list."""

from domain.kernel import Refusal

ITEM_UNKNOWN = Refusal(
    "clearing_item_unknown",
    "Diesen Posten gibt es auf der Klärungsliste nicht.",
    "There is no such item on the clearing list.",
    "VV §§ 70-80 LHO Nr. 1.1",
    "Öffnen Sie den Posten aus der Klärungsliste.",
    "Open the item from the clearing list.",
    "item",
)
ITEM_CLEARED = Refusal(
    "clearing_item_cleared",
    "Der Posten ist geklärt.",
    "The item is cleared.",
    "VV §§ 70-80 LHO Nr. 1.1",
    "Es ist nichts mehr zu tun.",
    "There is nothing left to do.",
    "item",
)
NOT_PROPOSED = Refusal(
    "clearing_not_proposed",
    "Für den Posten liegt dieser Vorschlag nicht vor.",
    "This proposal does not lie there for the item.",
    "VV §§ 70-80 LHO Nr. 1.1.3",
    "Laden Sie die Seite neu und prüfen Sie den letzten Vorschlag.",
    "Load the page again and examine the last proposal.",
    "proposal",
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
