"""Which budget titles a case is paid from, and under which keys titles stand."""

from domain.application import Application
from domain.appropriation import Appropriation
from domain.desk import Desk


def appropriation_key(programme: str, fund: str, year: int) -> str:
    """The key of a title, such as `wir.deutsch4u.2016`."""
    return f"{programme.partition('@')[0]}.{fund}.{year}"


def onward_key(upper: str) -> str:
    """The key of what was passed on of a case; one dot tells it from all titles of the Land."""
    return f"onward.{upper.lower()}"


def is_onward(key: str) -> bool:
    """Whether a title holds what a recipient passes on; all others are the Land's."""
    return key.startswith("onward.") and key.count(".") == 1


def appropriation_of(desk: Desk, application: Application) -> Appropriation:
    """The title from which a case is paid, the first one where it has a second."""
    return titles_of(desk, application)[0]


def titles_of(desk: Desk, application: Application) -> tuple[Appropriation, ...]:
    """The titles of a case: of its budget year and, where it reaches into it, of the next.

    A second-level case is paid from what was passed on of its upper case.
    """
    content = application.submitted
    if content.upper:
        return (desk.read(Appropriation, onward_key(content.upper)),)
    fund = desk.programme(content.programme).line(content.line).fund
    years = (content.year, content.year + 1) if content.later_cents else (content.year,)
    keys = [appropriation_key(content.programme, fund, year) for year in years]
    return tuple(desk.read(Appropriation, key) for key in keys)
