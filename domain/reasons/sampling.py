"""Reasons of draws among the proofs of use."""

from domain.kernel import Refusal

_BASIS = "VV Nr. 11 zu § 44 LHO"

DRAW_UNKNOWN = Refusal(
    "draw_unknown",
    "Eine Stichprobe mit dieser Kennung gibt es nicht.",
    "There is no draw of this key.",
    _BASIS,
    "Prüfen Sie die Kennung; das Portal zeigt alle unter „Stichproben“.",
    "Check the key; the portal lists all under “Samples”.",
    "draw",
)
DRAW_EXISTS = Refusal(
    "draw_exists",
    "Diese Stichprobe ist bereits angekündigt.",
    "This draw was announced already.",
    _BASIS,
    "Wählen Sie eine andere Kennung oder führen Sie die angekündigte fort.",
    "Choose another key or go on with the announced draw.",
    "draw",
)
LAYER_MISSING = Refusal(
    "layer_missing",
    "Die letzte Schicht muss allen Nachweisen offenstehen.",
    "The last layer must be open to all proofs.",
    _BASIS,
    "Fügen Sie am Ende eine Schicht ohne Bedingung an.",
    "Add a layer without conditions at the end.",
    "strata",
)
NOT_ANNOUNCED = Refusal(
    "draw_not_open",
    "Diese Stichprobe ist nicht angekündigt oder ihre Grundgesamtheit steht schon fest.",
    "This draw was not announced, or its population stands already.",
    _BASIS,
    "Prüfen Sie die Kennung der Stichprobe.",
    "Check the key of the draw.",
    "draw",
)
NOT_OF_DRAW = Refusal(
    "not_of_draw",
    "Der Fall {case} gehört nicht zu Förderlinie und Jahr der Stichprobe.",
    "The case {case} is not of the line and year of the draw.",
    _BASIS,
    "Nehmen Sie nur Fälle der angekündigten Linie auf.",
    "Take in cases of the announced line only.",
    "cases",
)
NOT_TO_EXAMINE = Refusal(
    "not_to_examine",
    "Zum Fall {case} liegt kein Nachweis vor, der noch zu prüfen ist.",
    "The case {case} has no proof that is still to be examined.",
    _BASIS,
    "Nehmen Sie den Fall heraus oder warten Sie auf seinen Nachweis.",
    "Leave the case out or wait for its proof.",
    "cases",
)
NOT_FROZEN = Refusal(
    "population_missing",
    "Die Grundgesamtheit dieser Stichprobe steht noch nicht fest.",
    "The population of this draw does not stand yet.",
    _BASIS,
    "Lassen Sie sie durch eine zweite Person festlegen.",
    "Have a second person freeze it.",
    "draw",
)
OTHER_SEED = Refusal(
    "other_seed",
    "Dieser Satz ist nicht der, dessen Hashwert angekündigt wurde.",
    "This sentence is not the one whose hash was announced.",
    _BASIS,
    "Geben Sie den Satz genau wie bei der Ankündigung ein.",
    "Type the sentence exactly as when it was announced.",
    "seed",
)
