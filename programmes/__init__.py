"""Law as dated data: the programmes' versions, the holidays, and who is listed by name."""

from programmes.check import bad_files, check, refusals
from programmes.faults import BadFile, Fault
from programmes.load import (
    UnknownProgramme,
    bank_days,
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
from programmes.trial import DoesNotFit, changeable, tried

__all__ = [
    "BadFile",
    "DoesNotFit",
    "Fault",
    "Provision",
    "UnknownProgramme",
    "bad_files",
    "bank_days",
    "base_rates",
    "calendar",
    "chain",
    "changeable",
    "check",
    "digest",
    "document",
    "in_force",
    "listed",
    "load",
    "provisions",
    "read",
    "recipients",
    "refusals",
    "tried",
    "versions",
]
