"""The page of one payment: its whole story, from the decision it rests on to the bank's line."""

from fastapi import APIRouter
from starlette.responses import Response

from projections.payment_story import payment_story
from projections.postings import table, texts
from projections.timeline import TimelineRow
from web.case_file import open_case
from web.texts import known
from web.visit import Visiting, not_found

router = APIRouter()


@router.get("/cases/{case}/payments/{number}")
def payment_page(visit: Visiting, case: str, number: int) -> Response:
    """What it rests on, what happened to it, and what it moved; recipients read their own words."""
    file = open_case(visit, case)
    with visit.portal.views.read() as connection:
        found = payment_story(visit.portal.office.record, connection, case=case, number=number)
    if found is None:
        raise not_found()

    def shown(rows: list[TimelineRow]) -> list[TimelineRow]:
        told = (row for row in rows if known(f"recipient_topic.{row.topic}"))
        return list(told) if visit.scoped else rows

    return visit.page(
        "payment.html",
        file=file,
        found=found,
        grounds=shown(found.grounds),
        way=shown(found.way),
        draw=file.draw(number),
        runs=sorted({row.subject.partition(":")[2] for row in found.way if _of_run(row)}),
        named=table().accounts,
        texts=texts(),
    )


def _of_run(row: TimelineRow) -> bool:
    return row.subject.startswith("payment_run:")
