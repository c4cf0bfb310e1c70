"""Applying: choose a line, fill in what its rule needs, see the result, hand it in."""

import hashlib
from collections.abc import Iterator
from datetime import date

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

import programmes
from domain.application import SubmitApplication
from domain.explanation import explain
from domain.kernel import Refused
from domain.programme import Programme
from domain.recipient import Recipient
from domain.rule_kinds import parts_of
from domain.rules import assess, facts_schema
from web.acts import BY_NAME
from web.fields import Ask, Schema
from web.filing import ActForm, Draft, blank, submitted
from web.shown import Shown
from web.visit import Form, Visit, Visiting, not_found

router = APIRouter(prefix="/apply")

_GROUPS = (
    ("project", ("upper", "title", "purpose", "period_from", "period_to")),
    ("facts", ("facts",)),
    (
        "financing",
        ("plan", "own_cents", "other_cents", "other_grantors", "requested_cents", "later_cents"),
    ),
    ("papers", ("documents", "contact_name", "contact_email")),
    ("statements", ("begun", "vat_deductible")),
)
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@router.get("")
def lines_page(visit: Visiting, year: int = 0) -> Response:
    """The lines of each programme that is in force in a year."""
    recipient = _recipient(visit)
    years = _years()
    year = year if year in years else _nearest(years, visit.portal.office.today().year)
    return visit.page(
        "apply.html",
        years=years,
        year=year,
        recipient_class=recipient.class_on(date(year, 1, 1)),
        programmes=list(_in_force(year)),
        calendar=programmes.calendar(),
        start=date(year, 1, 1),
    )


@router.get("/{programme}/{line}")
def form_page(visit: Visiting, programme: str, line: str, year: int) -> Response:
    """The form of one line as it begins."""
    found = _Place(visit, programme, line, year=year)
    return found.page(blank(found.form(f"{programme.upper()}-{year}-00000")))


@router.post("/{programme}/{line}")
def hand_in(visit: Visiting, form: Form, *, programme: str, line: str, year: int) -> Response:
    """Shows what was understood and what it gives; then hands the application in."""
    found = _Place(visit, programme, line, year=year)
    case = case_id(programme, year, form.one("command_id"))
    draft = submitted(visit, found.form(case), form)
    if draft.answer is not None:
        return RedirectResponse(f"/cases/{case}?done=submit_application", status_code=303)
    return found.page(draft)


def case_id(programme: str, year: int, command_id: str) -> str:
    """The file number of an application: the same wish always gets the same number."""
    rest = int.from_bytes(hashlib.sha256(command_id.encode()).digest()) >> (256 - 25)
    letters = "".join(_CROCKFORD[rest >> shift & 31] for shift in range(20, -1, -5))
    return f"{programme.upper()}-{year}-{letters}"


class _Place:
    """One line of one year, for the recipient of the visit."""

    def __init__(self, visit: Visit, programme: str, line: str, *, year: int) -> None:
        self.visit = visit
        self.recipient = _recipient(visit)
        self.year = year
        try:
            self.programme = programmes.in_force(programme, date(year, 1, 1))
            self.line = self.programme.line(line)
        except (Refused, ValueError):
            raise not_found() from None

    def form(self, case: str) -> ActForm:
        """The form; what the portal knows is not asked."""
        known: dict[str, object] = {
            "case": case,
            "line": self.line.id,
            "recipient": self.recipient.key,
            "year": self.year,
            "programme": self.programme.id,
            "received_on": self.visit.portal.office.today().isoformat(),
            "channel": "portal",
        }
        if not self.onward:
            known["upper"] = None
        begin = {
            "title": f"{self.line.title.de} {self.year}",
            "period_from": date(self.year, 1, 1),
            "period_to": date(self.year, 12, 31),
        }
        return ActForm(SubmitApplication, known, Ask(facts=self._facts()), begin)

    @property
    def onward(self) -> bool:
        """Whether the line is open to the recipient only by way of a body that passes it on."""
        own = self.recipient.class_on(date(self.year, 1, 1))
        return own in self.line.last_recipients and own not in self.line.recipient_classes

    def _facts(self) -> Schema:
        """What the line asks for; of a line that is passed on in part, only that part."""
        schema = facts_schema(self.line)
        part = self.line.passed_on.part if self.onward and self.line.passed_on else None
        others = set(parts_of(self.line.rule)) - {part} if part else set()
        properties = dict(schema["properties"])  # type: ignore[call-overload]  # JSON Schema
        return {**schema, "properties": {k: v for k, v in properties.items() if k not in others}}

    def page(self, draft: Draft) -> Response:
        """The form, or on the way to the office what was understood."""
        shown = draft.shown(self.visit)
        return self.visit.page(
            "apply_form.html",
            status=draft.status,
            line=self.line,
            programme=self.programme,
            year=self.year,
            recipient=self.recipient,
            draft=draft,
            act=BY_NAME["submit_application"],
            groups=list(_grouped(shown)),
            problems=draft.problems(self.visit, shown),
            explained=self._explained(draft),
            deadline=self.line.application_deadline(date(self.year, 1, 1), programmes.calendar()),
        )

    def _explained(self, draft: Draft) -> tuple[str, ...]:
        if not isinstance(draft.command, SubmitApplication):
            return ()
        result = assess(self.programme, self.line.id, draft.command.facts)
        return explain(result, self.visit.language)


def _grouped(shown: tuple[Shown, ...]) -> Iterator[tuple[str, list[Shown]]]:
    by_name = {one.field.name: one for one in shown}
    for group, names in _GROUPS:
        yield group, [by_name[name] for name in names if name in by_name]


def _recipient(visit: Visit) -> Recipient:
    if visit.role != "applicant" or visit.person.scope is None:
        raise not_found()
    return visit.portal.office.desk().read(Recipient, visit.person.scope)


def _years() -> list[int]:
    """The years for which some version of a programme is in force, as far as rules reach."""
    spans = [programmes.load(reference) for reference in programmes.versions()]
    last = max((span.valid_to or span.valid_from).year for span in spans)
    return list(range(min(span.valid_from for span in spans).year, last + 1))


def _nearest(years: list[int], year: int) -> int:
    return min(years, key=lambda one: (abs(one - year - 1), -one))


def _in_force(year: int) -> Iterator[Programme]:
    names = dict.fromkeys(reference.partition("@")[0] for reference in programmes.versions())
    for name in names:
        try:
            yield programmes.in_force(name, date(year, 1, 1))
        except Refused:
            continue
