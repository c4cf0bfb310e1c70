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
    load,
    read,
    recipients,
    versions,
)

__all__ = [
    "BadFile",
    "UnknownProgramme",
    "base_rates",
    "calendar",
    "chain",
    "digest",
    "document",
    "in_force",
    "load",
    "read",
    "recipients",
    "versions",
]
