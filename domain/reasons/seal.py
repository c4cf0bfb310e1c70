"""Reasons of the seal's key."""

from domain.kernel import Refusal

KEY_USED = Refusal(
    "seal_key_used",
    "Der neue Schlüssel ist schon einmal genannt worden; jeder Schlüssel gilt nur einmal.",
    "The new key was named before; each key serves once.",
    "VV §§ 70-80 LHO Nr. 1.1",
    "Lassen Sie sich von der Schlüsselstelle einen neuen Schlüssel geben.",
    "Ask the keeper of the keys for a new one.",
    "new_key",
)
KEY_UNKNOWN = Refusal(
    "seal_key_unknown",
    "Diesen bisherigen Schlüssel kennt die Akte nicht.",
    "The record does not know this old key.",
    "VV §§ 70-80 LHO Nr. 1.1",
    "Nennen Sie den Schlüssel, mit dem heute versiegelt wird.",
    "Name the key that signs the seal today.",
    "old_key",
)
NOT_PROPOSED = Refusal(
    "seal_key_not_proposed",
    "Für das Siegel ist kein neuer Schlüssel vorgeschlagen.",
    "No new key is proposed for the seal.",
    "VV §§ 70-80 LHO Nr. 1.1.3",
    "Schlagen Sie den Schlüssel vor; eine zweite Person ordnet ihn an.",
    "Propose the key; a second person orders it.",
    "new_key",
)
