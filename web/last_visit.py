"""The last visit of the signed-in person: noted where a case or the news are looked at."""

from domain.calendar import BERLIN
from office.visits import LastVisit
from web.visit import Visit


def last_visit(visit: Visit, about: str) -> LastVisit | None:
    """The person's last visit before today to a case, a county, a year; this one is noted."""
    portal = visit.portal
    return portal.visits.last(
        visit.person.key,
        about,
        day=portal.wall_clock().astimezone(BERLIN).date(),
        position=portal.office.record.head().position,
    )
