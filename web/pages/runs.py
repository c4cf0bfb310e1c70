"""Payment runs: what went to the bank, where each file is, and what two persons do in doubt."""

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from domain.bank_days import Delay
from domain.disbursement import Disbursement, disbursement_key
from domain.payment_run import PaymentRun, PaymentRunFrozen
from domain.recipient import Recipient
from projections.timeline import lines_of
from web.act import Act
from web.acts import BY_NAME, offers
from web.filing import ActForm, Draft, blank, submitted
from web.pages.documents import saved
from web.preparation import Preparation
from web.visit import Form, Visit, Visiting, act_about, not_found

router = APIRouter(prefix="/runs")


@router.get("")
def list_page(visit: Visiting) -> Response:
    """All runs, the newest first."""
    if visit.person.scope:
        raise not_found()
    with visit.portal.views.read() as connection:
        lines = lines_of(connection, PaymentRun.KIND)
    desk = visit.portal.office.desk()
    keys = dict.fromkeys(line.subject.partition(":")[2] for line in reversed(lines))
    return visit.page("runs.html", runs=[desk.read(PaymentRun, key) for key in keys])


@router.get("/{key}")
def run_page(visit: Visiting, key: str, done: str = "") -> Response:
    """One run: its file, its payments, and what can be done."""
    run, frozen = _run(visit, key)
    desk = visit.portal.office.desk()
    keys = [disbursement_key(one.case, one.number) for one in frozen.items]
    draws = [desk.read(Disbursement, one) for one in keys]
    booked = {one.booking.booked_on for one in draws if one.booking and one.run == key}
    return visit.page(
        "run.html",
        run=run,
        draws=draws,
        cut_off=f"{desk.bank_days.cut_off.value:%H:%M}",
        delays=_delays(visit, run, frozen),
        late=sorted(day for day in booked if day > frozen.execution_on),
        names=[desk.read(Recipient, draw.order.recipient).name for draw in draws if draw.order],
        offers=offers("run", run.key, desk, context=visit.context("looking")),
        done=done if done in BY_NAME else "",
    )


@router.get("/{key}/report.pdf")
def report(visit: Visiting, key: str) -> Response:
    """The report of the run, to be saved."""
    run, frozen = _run(visit, key)
    if visit.portal.run_report is None:
        raise not_found()
    return saved(visit.portal.run_report(run.key), f"{frozen.message_id}.pdf")


@router.get("/{key}/acts/{name}")
def act_page(visit: Visiting, key: str, name: str) -> Response:
    """The form as it begins."""
    run, act = _run(visit, key)[0], act_about(visit, "run", name)
    return _page(visit, run, act, draft=blank(_form(act, run)))


@router.post("/{key}/acts/{name}")
def hand_in(visit: Visiting, form: Form, key: str, name: str) -> Response:
    """Files the act, or shows the form again with everything typed and what is wrong."""
    run, act = _run(visit, key)[0], act_about(visit, "run", name)
    draft = submitted(visit, _form(act, run), form)
    if draft.answer is not None:
        return RedirectResponse(f"/runs/{key}?done={act.name}", status_code=303)
    return _page(visit, run, act, draft=draft)


def _run(visit: Visit, key: str) -> tuple[PaymentRun, PaymentRunFrozen]:
    if visit.person.scope or not key.isascii() or not key.isprintable():
        raise not_found()
    run = visit.portal.office.desk().read(PaymentRun, key)
    if run.frozen is None:
        raise not_found()
    return run, run.frozen


def _delays(visit: Visit, run: PaymentRun, frozen: PaymentRunFrozen) -> list[Delay]:
    """Why the run was not to be executed earlier; in training the hour does not count."""
    office = visit.portal.office
    opened = office.record.history(run.subject)[0]
    made_at = None if visit.portal.training else frozen.created_at
    bank = office.desk().bank_days
    return bank.delays(opened.context.today, frozen.execution_on, made_at)


def _form(act: Act, run: PaymentRun) -> ActForm:
    fixed = {"run": run.key}
    proposal = run.hand_over.proposal
    seen = {"content_hash": proposal.content_hash} if proposal else {}
    initial = seen if act.name == "confirm_receipt" else {}
    return ActForm(act.command, fixed, Preparation().ask(fixed), initial)


def _page(visit: Visit, run: PaymentRun, act: Act, *, draft: Draft) -> Response:
    shown = draft.shown(visit)
    return visit.page(
        "run_act.html",
        status=draft.status,
        run=run,
        act=act,
        draft=draft,
        shown=shown,
        problems=draft.problems(visit, shown),
    )
