"""The list of all read models."""

from projections import (
    bank_desk,
    caseload,
    deadlines,
    findings,
    ledger,
    payments,
    timeline,
)
from projections.projection import Projection

PROJECTIONS: tuple[Projection, ...] = (
    caseload.PROJECTION,
    payments.PROJECTION,
    ledger.PROJECTION,
    timeline.PROJECTION,
    deadlines.PROJECTION,
    bank_desk.PROJECTION,
    findings.PROJECTION,
)
"""Every read model; those that people look at most come first."""
