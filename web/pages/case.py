"""The page of one case: where it stands, what can be done, its money, papers and history."""

from fastapi import APIRouter
from starlette.responses import Response

from office.erasures import erasures_of
from projections.case_sides import HIDDEN
from projections.caseload import case_row, waits
from projections.deadlines import deadlines
from projections.payments import payments
from projections.story import story
from projections.timeline import TimelineRow, timeline
from web.acts import BY_NAME, Offer, offers
from web.case_file import CaseFile, file_at, open_case
from web.clocks import LookingBack
from web.last_visit import last_visit
from web.onward_file import grantor_name, onward_file
from web.papers import check_of, papers_of
from web.tasks import in_order_of_need
from web.texts import known
from web.visit import Visit, Visiting, not_found

router = APIRouter(prefix="/cases/{case}")


@router.get("")
def case_page(visit: Visiting, case: str, done: str = "") -> Response:
    """Everything about a case on one page, in the words of whoever reads it."""
    file = open_case(visit, case)
    with visit.portal.views.read() as connection:
        own = file.recipient.key if visit.scoped else None
        row = case_row(connection, case, scope=own, today=visit.portal.office.today())
        waiting = [one for one in waits(connection, case) if not own or one.waits_for not in HIDDEN]
        paid = payments(connection, case=case)
        due = deadlines(connection, case=case, scope=own, open_only=False)
        history = readable(visit, timeline(connection, case))[::-1]
    offered = case_offers(visit, file)
    open_now = [one for one in offered if one.refusal is None]
    return visit.page(
        "case.html",
        file=file,
        row=row,
        waits=waiting,
        possible=in_order_of_need(open_now, [one.waits_for for one in waiting]),
        refused=[one for one in offered if one.refusal is not None],
        payments=paid,
        deadlines=due,
        history=history,
        papers=papers_of(visit, file),
        check=check_of(visit, file),
        onward=onward_file(file),
        onward_from=grantor_name(file),
        last=None if visit.scoped else last_visit(visit, f"case={case}"),
        done=done if done in BY_NAME else "",
    )


@router.get("/timeline")
def timeline_page(visit: Visiting, case: str, back: LookingBack) -> Response:
    """The entries of a case that counted at a moment, with who, when, why and by which law."""
    file = open_case(visit, case)
    if visit.scoped:
        raise not_found()
    with visit.portal.views.read() as connection:
        rows = story(connection, case, back.moment)
    standing = file_at(visit.portal.office, case, back.moment) if back.moment else file
    return visit.page("timeline.html", file=file, rows=rows, back=back, standing=standing)


@router.get("/drawable")
def drawable_page(visit: Visiting, case: str) -> Response:
    """What can be drawn today and why; for whoever may read the case."""
    return visit.page("drawable.html", file=open_case(visit, case))


@router.get("/erasures")
def erasures_page(visit: Visiting, case: str) -> Response:
    """What was erased or destroyed in a case, and that the record proves the same as before."""
    file = open_case(visit, case)
    if visit.scoped:
        raise not_found()
    reports = erasures_of(visit.portal.office, case)
    return visit.page("erasures.html", case=file.case, reports=reports)


def readable(visit: Visit, rows: list[TimelineRow]) -> list[TimelineRow]:
    """The entries a person may read: recipients read what concerns them."""
    return [row for row in rows if not visit.scoped or known(f"recipient_topic.{row.topic}")]


def case_offers(visit: Visit, file: CaseFile) -> list[Offer]:
    """The acts of the role on the case, its draw-downs and its recipient."""
    context = visit.context("looking")
    found = offers("case", file.case, file.desk, context=context)
    for number in range(1, len(file.draws) + 1):
        found += offers("payment", (file.case, number), file.desk, context=context)
    if file.recipient.bank_reported_by:
        found += offers("recipient", file.recipient.key, file.desk, context=context)
    return found
