"""How the forms of a selection begin: with the checked applications, or the ranking to decide."""

from domain.selection import RankingProposed, Selection, selection_key
from projections.caseload import caseload
from web.current_rules import programme_on
from web.preparation import Preparation
from web.visit import Visit


def rank(visit: Visit) -> Preparation:
    """The checked applications of the first line that has some; the clerk may name another."""
    today = visit.portal.office.today()
    programme = programme_on(today)
    with visit.portal.views.read() as connection:
        found = caseload(connection, grantor="", today=today)
        rows = [one for one in found if one.stage == "checked"]
    same = [one for one in rows if (one.line, one.year) == (rows[0].line, rows[0].year)]
    first = {"line": same[0].line, "year": same[0].year} if same else {"year": today.year}
    titles = [(one.id, one.title.said(visit.language)) for one in programme.lines]
    return Preparation(
        {"programme": programme.id, "ranking": [{"case": one.case} for one in same], **first},
        {"programme": [(programme.id, programme.title.said(visit.language))], "line": titles},
    )


def standing(visit: Visit) -> RankingProposed | None:
    """The first ranking that waits for a decision."""
    programme = programme_on(visit.portal.office.today())
    year, desk = visit.portal.office.today().year, visit.portal.office.desk()
    keys = [
        selection_key(programme.id, line.id, one)
        for line in programme.lines
        for one in (year - 1, year, year + 1)
    ]
    found = (desk.read(Selection, key).proposal for key in keys)
    return next((one for one in found if one), None)


def decide(visit: Visit) -> Preparation:
    """The ranking as it was read."""
    proposal = standing(visit)
    if proposal is None:
        return Preparation()
    return Preparation(proposal.model_dump(include={"programme", "line", "year", "content_hash"}))
