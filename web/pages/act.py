"""The page of one act on a case: what to look at, what to fill in, and the button."""

from dataclasses import replace

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from domain.kernel import Refusal
from domain.reasons.general import NOT_YOUR_ROLE
from projections.payments import grants
from web.accounts import account_of, refusal_of_another
from web.act import Act
from web.acts import BY_NAME, offer
from web.case_file import CaseFile, open_case
from web.filing import ActForm, Draft, blank, submitted
from web.papers import check_of
from web.preparations import prepare
from web.visit import Form, Typed, Visit, Visiting, not_found

router = APIRouter(prefix="/cases/{case}/acts/{name}")
_TEMPLATES = {"sign_approval": "sign.html", "close_examination": "close_examination.html"}


@router.get("")
def act_page(visit: Visiting, case: str, name: str, number: int = 0) -> Response:
    """The form as it begins, or the reason why the act is not possible now."""
    place = _Place(visit, case, name, number=number)
    return place.page(blank(place.form, place.file.seen_until), closed=place.refusal)


@router.post("")
def hand_in(visit: Visiting, form: Form, *, case: str, name: str, number: int = 0) -> Response:
    """Files the act, or shows the form again with everything typed and what is wrong."""
    place = _Place(visit, case, name, number=number)
    if other := place.another_account(form):
        return place.page(replace(blank(place.form, place.file.seen_until), refusal=other))
    draft = submitted(visit, place.form, form)
    if draft.answer is not None:
        return RedirectResponse(f"/cases/{case}?done={name}", status_code=303)
    return place.page(draft)


class _Place:
    """One act on one case, or on one of its draw-downs, as a person finds it."""

    def __init__(self, visit: Visit, case: str, name: str, *, number: int) -> None:
        self.visit = visit
        self.act = _act(visit, name)
        self.file = open_case(visit, case)
        self.number = number if self.act.place == "payment" else 0
        self.preparation = prepare(self.act.command, visit, self.file, number=self.number)

    @property
    def form(self) -> ActForm:
        """The form; what the address says is not asked."""
        fixed: dict[str, object] = {"case": self.file.case}
        if self.act.place == "payment":
            fixed["number"] = self.number
        ask = self.preparation.ask(fixed)
        return ActForm(self.act.command, fixed, ask, self.preparation.initial)

    def another_account(self, typed: Typed) -> Refusal | None:
        """The refusal where the account is not the one the form was shown with."""
        return refusal_of_another(self.act, self.visit, typed, recipient=self.file.recipient.key)

    @property
    def refusal(self) -> Refusal | None:
        """Why the act is not possible now, `None` where it is."""
        key = (self.file.case, self.number) if self.act.place == "payment" else self.file.case
        return offer(self.act, key, self.file.desk, context=self.visit.context("looking")).refusal

    def page(self, draft: Draft, closed: Refusal | None = None) -> Response:
        """The page with the form, with its echo, or with the reason why it is closed."""
        shown = draft.shown(self.visit)
        return self.visit.page(
            _TEMPLATES.get(self.act.name, "act.html"),
            status=draft.status,
            file=self.file,
            act=self.act,
            draft=draft,
            shown=shown,
            problems=draft.problems(self.visit, shown),
            panels=self.preparation.panels,
            closed=closed,
            number=self.number,
            account=account_of(self.visit, self.file.recipient.key),
            draw=self.file.draw(self.number),
            check=check_of(self.visit, self.file),
            peers=_peers(self.visit, self.file),
        )


def _act(visit: Visit, name: str) -> Act:
    act = BY_NAME.get(name)
    if act is None or act.place not in {"case", "payment"}:
        raise not_found()
    if not act.allows(visit.context("looking")):
        allowed = ", ".join(role for role in act.roles if role != "system")
        raise NOT_YOUR_ROLE.because(role=visit.role, allowed=allowed)
    return act


def _peers(visit: Visit, file: CaseFile) -> tuple[int, int]:
    """How many grants the line has in the year, and their average in whole cents."""
    with visit.portal.views.read() as connection:
        grantor = file.content.grantor or ""
        rows = grants(connection, grantor=grantor, year=file.content.year)
    amounts = [row.granted_cents for row in rows if row.line == file.content.line]
    return len(amounts), sum(amounts) // len(amounts) if amounts else 0
