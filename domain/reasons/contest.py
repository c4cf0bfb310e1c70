"""Reasons of corrections and remedies against notices."""

from domain.kernel import Refusal

CONTESTED = Refusal(
    "notice_contested",
    "Gegen den Bescheid ist ein Rechtsbehelf anhängig oder ihm wurde stattgegeben.",
    "A remedy against the notice is pending or was upheld.",
    "§ 80 Abs. 1 VwGO",
    "Vermerken Sie zuerst, wie der Rechtsbehelf endete.",
    "First record how the remedy ended.",
    "case",
)
NO_REMEDY = Refusal(
    "no_remedy_pending",
    "Gegen diese Fassung des Bescheids ist kein Rechtsbehelf anhängig.",
    "No remedy against this version of the notice is pending.",
    "§§ 92, 121 VwGO",
    "Vermerken Sie zuerst die Klage oder den Widerspruch.",
    "First record the action or the objection.",
    "version",
)
OTHER_REMEDY = Refusal(
    "other_remedy",
    "Gegen Bescheide dieser Behörde ist der Rechtsbehelf ein anderer: {remedy}.",
    "Against notices of this authority the remedy is another one: {remedy}.",
    "§ 16a HessAGVwGO; §§ 68, 74 VwGO",
    "Prüfen Sie das Schreiben und vermerken Sie den zulässigen Rechtsbehelf.",
    "Check the letter and record the remedy that is admissible.",
    "remedy",
)
NOTHING_WRONG = Refusal(
    "nothing_to_correct",
    "Der falsche und der richtige Wortlaut sind gleich.",
    "The wrong and the right wording are the same.",
    "§ 42 HVwVfG",
    "Nennen Sie, was falsch ist und wie es richtig heißt.",
    "Say what is wrong and how it should read.",
    "right",
)
CLAIM_CONTESTED = Refusal(
    "claim_contested",
    "Gegen die Forderung ist schon ein Rechtsbehelf anhängig.",
    "A remedy against the claim is pending already.",
    "§§ 70, 74 VwGO",
    "Vermerken Sie zuerst, wie er endete.",
    "First record how it ended.",
    "case",
)
HELD_BACK = Refusal(
    "claim_held_back",
    "Ein Rechtsbehelf hemmt die Forderung; bis er endet, wird sie nicht eingezogen.",
    "A remedy suspends the claim; it is not collected until that ends.",
    "§ 80 Abs. 1 VwGO",
    "Warten Sie das Ende ab oder lassen Sie die sofortige Vollziehung anordnen.",
    "Wait for its end, or have immediate enforcement ordered.",
    "case",
)
NOTHING_HELD_BACK = Refusal(
    "nothing_held_back",
    "Kein anhängiger Rechtsbehelf hemmt diese Forderung.",
    "No pending remedy suspends this claim.",
    "§ 80 Abs. 2 Satz 1 Nr. 4 VwGO",
    "Die Forderung kann ohne Anordnung eingezogen werden, solange sie besteht.",
    "The claim can be collected without an order as long as it stands.",
    "case",
)
