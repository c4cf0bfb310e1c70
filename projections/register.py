"""The list of all read models."""

from projections import caseload, deadlines, ledger, payments, timeline
from projections.projection import Projection

PROJECTIONS: tuple[Projection, ...] = (
    caseload.PROJECTION,
    payments.PROJECTION,
    ledger.PROJECTION,
    timeline.PROJECTION,
    deadlines.PROJECTION,
)
"""Every read model; those that people look at most come first."""
