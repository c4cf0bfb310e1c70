"""What if a value of the rules were another one: computed over real cases, nothing is filed."""

from fastapi import APIRouter
from starlette.responses import Response

import programmes
from domain.desk import Desk
from domain.programme import Programme
from domain.rule_kinds import Composition
from domain.what_if import Effect, by_line, effect, on_file
from projections.caseload import caseload
from web.bars import chart_of
from web.visit import Form, Visit, Visiting, not_found

router = APIRouter(prefix="/whatif")


@router.get("")
def what_if_page(visit: Visiting, programme: str = "") -> Response:
    """The form for a version."""
    return _page(visit, programme or _first(visit))


@router.post("")
def tried_page(visit: Visiting, form: Form) -> Response:
    """The form with what a value would mean; the values travel in the form, not in the address."""
    reference, place, value = (form.one(name) for name in ("programme", "place", "value"))
    _check(visit, reference)
    try:
        changed = programmes.tried(reference, place, value)
    except programmes.DoesNotFit:
        return _page(visit, reference, place=place, value=value, bad=True)
    effects = _effects(visit, reference, changed)
    return _page(visit, reference, place=place, value=value, effects=effects)


def _check(visit: Visit, reference: str) -> None:
    if visit.role != "ministry" or reference not in programmes.versions():
        raise not_found()


def _page(
    visit: Visit,
    reference: str,
    *,
    place: str = "",
    value: str = "",
    effects: list[Effect] | None = None,
    bad: bool = False,
) -> Response:
    _check(visit, reference)
    rules = programmes.load(reference)
    lines = by_line(effects or [])
    return visit.page(
        "what_if.html",
        status=422 if bad else 200,
        versions=programmes.versions(),
        reference=reference,
        places=[
            (one.place, _named(visit, rules, one), one.value)
            for one in programmes.changeable(reference)
        ],
        place=place,
        value=value,
        bad=bad,
        effects=effects,
        lines=lines,
        chart=chart_of(lines),
        titles={line.id: line.title.said(visit.language) for line in rules.lines},
    )


def _named(visit: Visit, rules: Programme, one: programmes.Provision) -> str:
    """A value as people call it: its line, its component, and what it is."""
    kind, name, *path = one.place.split(".")
    words = [visit.say(f"rule_value.{path[-1] if path else name}")]
    if kind == "lines":
        line = rules.line(name)
        parts = line.rule.components if isinstance(line.rule, Composition) else ()
        words[:0] = [part.title.said(visit.language) for part in parts if part.id in path]
        words.insert(0, line.title.said(visit.language))
    return " · ".join(words)


def _first(visit: Visit) -> str:
    """The version of the newest case, else the first of all."""
    desk = visit.portal.office.desk()
    pinned = [known.content.programme for case in _cases(visit) if (known := on_file(desk, case))]
    return max(pinned, default=programmes.versions()[0])


def _cases(visit: Visit) -> list[str]:
    with visit.portal.views.read() as connection:
        return [row.case for row in caseload(connection, today=visit.portal.office.today())]


def _effects(visit: Visit, reference: str, changed: Programme) -> list[Effect]:
    """The effects on all cases that are pinned to the version, the largest first."""
    desk: Desk = visit.portal.office.desk()
    known = [found for case in _cases(visit) if (found := on_file(desk, case))]
    pinned = desk.programme(reference)
    effects = [effect(one, pinned, changed) for one in known if one.content.programme == reference]
    return sorted(effects, key=lambda one: (-abs(one.difference), one.case))
