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
