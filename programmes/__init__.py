"""Law as dated data: the programmes' versions, the holidays, and who is listed by name."""

from programmes.load import (
    BadFile,
    UnknownProgramme,
    base_rates,
    calendar,
    digest,
    in_force,
    load,
    recipients,
    versions,
)

__all__ = [
    "BadFile",
    "UnknownProgramme",
    "base_rates",
    "calendar",
    "digest",
    "in_force",
    "load",
    "recipients",
    "versions",
]
