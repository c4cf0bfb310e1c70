"""The list of all read models."""

from projections import bank_desk, caseload, deadlines, ledger, payments, timeline
from projections.projection import Projection

PROJECTIONS: tuple[Projection, ...] = (
    caseload.PROJECTION,
    payments.PROJECTION,
    ledger.PROJECTION,
    timeline.PROJECTION,
    deadlines.PROJECTION,
    bank_desk.PROJECTION,
)
"""Every read model; those that people look at most come first."""
