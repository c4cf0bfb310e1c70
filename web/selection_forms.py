"""How the forms of a selection begin: with the checked applications, or the ranking to decide."""

from domain.application import Application, ApplicationSubmitted
from domain.selection import RankingProposed, Selection, selection_key
from projections.caseload import caseload
from web.current_rules import line_choices, programme_choices, programmes_on
from web.preparation import Preparation
from web.visit import Visit


def rank(visit: Visit) -> Preparation:
    """The checked applications of the first line that has some; the clerk may name another."""
    today, desk = visit.portal.office.today(), visit.portal.office.desk()
    offered = programmes_on(today)
    with visit.portal.views.read() as connection:
        found = caseload(connection, grantor="", today=today)
        rows = [one for one in found if one.stage == "checked"]
    checked = [desk.read(Application, one.case).submitted for one in rows]
    same = [one for one in checked if _pool(one) == _pool(checked[0])]
    name, line, year = _pool(same[0]) if same else (offered[-1].id, "", today.year)
    return Preparation(
        {
            "programme": name,
            "year": year,
            "ranking": [{"case": one.case} for one in same],
            **({"line": line} if line else {}),
        },
        {
            "programme": programme_choices(offered, visit.language),
            "line": line_choices(offered, visit.language),
        },
    )


def _pool(content: ApplicationSubmitted) -> tuple[str, str, int]:
    """What competes for the same money: programme, line and year."""
    return content.programme.partition("@")[0], content.line, content.year


def standing(visit: Visit) -> RankingProposed | None:
    """The first ranking that waits for a decision."""
    year, desk = visit.portal.office.today().year, visit.portal.office.desk()
    keys = [
        selection_key(programme.id, line.id, one)
        for programme in programmes_on(visit.portal.office.today())
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
