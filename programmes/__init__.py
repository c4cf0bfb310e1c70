"""Law as dated data: the programmes' versions, the holidays, and who is listed by name."""

from programmes.load import (
    BadFile,
    UnknownProgramme,
    base_rates,
    calendar,
    chain,
    digest,
    document,
    in_force,
    listed,
    load,
    read,
    recipients,
    versions,
)
from programmes.provisions import Provision, provisions
from programmes.trial import changeable, tried

__all__ = [
    "BadFile",
    "Provision",
    "UnknownProgramme",
    "base_rates",
    "calendar",
    "chain",
    "changeable",
    "digest",
    "document",
    "in_force",
    "listed",
    "load",
    "provisions",
    "read",
    "recipients",
    "tried",
    "versions",
]
