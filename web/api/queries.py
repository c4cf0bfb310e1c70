"""Read models over HTTP: the rows that the pages show, cut to what the caller may see."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from fastapi import APIRouter
from psycopg import Connection
from starlette.exceptions import HTTPException
from starlette.responses import Response

from domain.drawable import drawable
from domain.explanation import explain
from domain.words import Language
from office.moment import Moment
from office.past import position_known, today_then
from projections.case_words import stage_words, waiting_words
from projections.caseload import CaseRow, case_row, naming
from projections.county_money import MoneyRow, county_money
from projections.deadlines import deadlines
from projections.ledger import journal, ledger, trial_balance
from projections.payments import PROJECTION as PAYMENTS
from projections.payments import PaymentRow, grants, history_words, payments, status_words
from projections.story import story
from projections.then import shown_at
from projections.wording import Audience
from web.api.caller import Caller, Calling
from web.api.past import seen, shown_lines, shown_past
from web.caseload_then import cases_then
from web.clocks import Clocks
from web.entries import search_text
from web.money_sheet import money_sheet, shown_row
from web.portal import Advice
from web.sheets import file_of
from web.texts import LANGUAGES

router = APIRouter(prefix="/api", tags=["read models"])
_LIMIT = 200


@router.get("/cases")
def cases(
    caller: Calling,
    moment: Clocks,
    *,
    q: str = "",
    year: int | None = None,
    onward: bool = False,
    offset: int = 0,
    limit: int = _LIMIT,
) -> dict[str, object]:
    """The cases, what hurts first on top; at most 200 a page. `onward` adds the second level.

    With a moment it is the caseload as it stood then.
    """
    office, whose = caller.portal.office, caller.grantor(onward=onward)
    with caller.portal.views.read() as connection:
        found = cases_then(
            office, connection, moment=moment, scope=caller.recipient, grantor=whose, year=year
        )
    rows = naming(found, search_text(q))
    page = rows[max(0, offset) : max(0, offset) + max(1, min(limit, _LIMIT))]
    return {"total": len(rows), "cases": [_case(caller, row) for row in page]}


@router.get("/cases/{case}")
def one_case(caller: Calling, case: str, moment: Clocks) -> dict[str, object]:
    """One case with its grant, payments and deadlines; with a moment it is how the case stood."""
    if moment:
        return shown_past(caller, seen(caller, case), moment)
    with caller.portal.views.read() as connection:
        scope, today = caller.recipient, caller.portal.office.today()
        row = case_row(connection, seen(caller, case), scope=scope, today=today)
        paid = payments(connection, case=case)
        due = deadlines(connection, scope=caller.recipient, case=case, open_only=False)
    if row is None:
        raise HTTPException(404)
    return {
        **_case(caller, row),
        "payments": [_payment(caller, one) for one in paid],
        "deadlines": [one._asdict() for one in due],
    }


@router.get("/cases/{case}/drawable")
def what_can_be_drawn(caller: Calling, case: str) -> dict[str, object]:
    """What can be drawn today, why, from which day, and what would unlock more."""
    desk, office = caller.portal.office.desk(), caller.portal.office
    found = drawable(desk, seen(caller, case), office.today())
    refused = found.refused
    return {
        "amount_cents": int(found.amount_cents),
        "earliest_on": found.earliest_on,
        "need_until": found.need_until.on if found.need_until else None,
        "refused": {"code": refused.code, "basis": refused.basis} if refused else None,
        "trace": [step.model_dump(mode="json") for step in found.trace],
        "explained": {one: explain(found, one) for one in LANGUAGES},
        "unlocks": [
            {**one._asdict(), "what": one.what.model_dump(mode="json")} for one in found.unlocks
        ],
    }


@router.get("/cases/{case}/timeline")
def case_timeline(caller: Calling, case: str, moment: Clocks) -> list[dict[str, object]]:
    """The entries of a case as the story was told at a moment.

    Recipients read what concerns them, without persons.
    """
    with caller.portal.views.read() as connection:
        rows = story(connection, seen(caller, case), moment)
    return shown_lines(caller, rows)


@router.get("/cases/{case}/payments/{number}/advice")
def payment_advice(caller: Calling, case: str, number: int) -> dict[str, object]:
    """The payment advice as facts; 404 before the money is on its way."""
    return _advice(caller, case, number).facts()


@router.get("/cases/{case}/payments/{number}/advice.pdf")
def payment_advice_letter(caller: Calling, case: str, number: int) -> Response:
    """The payment advice as a letter, with the same facts."""
    return Response(_advice(caller, case, number).pdf(), media_type="application/pdf")


@router.get("/payments")
def all_payments(caller: Calling, moment: Clocks, onward: bool = False) -> dict[str, object]:
    """Grants with their sums and payments with their history, in the county's words."""
    recipient, grantor = caller.recipient, caller.grantor(onward=onward)
    with _paid_then(caller, moment, grantor) as (connection, model):
        rows = grants(connection, recipient=recipient, grantor=grantor, model=model)
        paid = payments(connection, recipient=recipient, grantor=grantor, model=model)
    return {
        "grants": [row._asdict() for row in rows],
        "payments": [_payment(caller, row) for row in paid],
    }


@router.get("/money")
def county_money_rows(
    caller: Calling, moment: Clocks, year: int | None = None, onward: bool = False
) -> list[dict[str, object]]:
    """Each sum of the grants: its state, its references, what happens next and by when."""
    rows = _money(caller, moment, year=year, onward=onward)
    return [shown_row(row, audience=_audience(caller)) for row in rows]


@router.get("/money.{kind}")
def county_money_file(
    caller: Calling,
    kind: Literal["csv", "xlsx"],
    *,
    moment: Clocks,
    year: int | None = None,
    onward: bool = False,
    lang: Language = "de",
) -> Response:
    """The same for a spreadsheet: typed cells, `lang` chooses words, signs and dates."""
    rows = _money(caller, moment, year=year, onward=onward)
    today = today_then(caller.portal.office, moment)
    return file_of(money_sheet(rows, lang, audience=_audience(caller), today=today), kind, lang)


@router.get("/ledger")
def budget(caller: Calling, moment: Clocks, year: int | None = None) -> list[dict[str, object]]:
    """The budget titles and their lines at a moment; for a county what it passes on."""
    if caller.scoped:
        raise HTTPException(404)
    whose, known = caller.grantor(onward=False), position_known(caller.portal.office, moment)
    day = moment.true_on
    with caller.portal.views.read() as connection:
        rows = ledger(connection, year=year, grantor=whose, day=day, known=known)
    return [row._asdict() for row in rows]


@router.get("/ledger/accounts")
def accounts(caller: Calling, moment: Clocks) -> list[dict[str, object]]:
    """What lies on each account of each title at a moment; a title's rows add up to 0."""
    if caller.scoped:
        raise HTTPException(404)
    whose, known = caller.grantor(onward=False), position_known(caller.portal.office, moment)
    with caller.portal.views.read() as connection:
        rows = trial_balance(connection, day=moment.true_on, known=known, grantor=whose)
    return [row._asdict() for row in rows]


@router.get("/ledger/journal")
def lines_of_the_ledger(
    caller: Calling, moment: Clocks, case: str | None = None, title: str | None = None
) -> list[dict[str, object]]:
    """The journal of a case or a title at a moment; all of it where neither is named."""
    if caller.scoped:
        raise HTTPException(404)
    whose, known = caller.grantor(onward=False), position_known(caller.portal.office, moment)
    day = moment.true_on
    with caller.portal.views.read() as connection:
        rows = journal(connection, case=case, title=title, day=day, known=known, grantor=whose)
    return [row._asdict() for row in rows]


@router.get("/deadlines")
def all_deadlines(
    caller: Calling, open_only: bool = True, onward: bool = False
) -> list[dict[str, object]]:
    """The deadlines, nearest first."""
    with caller.portal.views.read() as connection:
        whose = caller.grantor(onward=onward)
        rows = deadlines(connection, scope=caller.recipient, grantor=whose, open_only=open_only)
    return [row._asdict() for row in rows]


@contextmanager
def _paid_then(
    caller: Caller, moment: Moment, grantor: str | None
) -> Iterator[tuple[Connection, str]]:
    """A connection and the schema in which the caller's grants and payments stand at a moment."""
    portal, recipient = caller.portal, caller.recipient
    with (
        portal.views.read() as connection,
        shown_at(
            connection,
            portal.office.record,
            projection=PAYMENTS,
            moment=moment,
            recipient=recipient,
            grantor=grantor,
        ) as model,
    ):
        yield connection, model


def _money(caller: Caller, moment: Moment, *, year: int | None, onward: bool) -> list[MoneyRow]:
    whose = caller.grantor(onward=onward)
    with _paid_then(caller, moment, whose) as (connection, model):
        return county_money(
            connection, recipient=caller.recipient, grantor=whose, year=year, model=model
        )


def _audience(caller: Caller) -> Audience:
    return "recipient" if caller.scoped else "authority"


def _advice(caller: Caller, case: str, number: int) -> Advice:
    portal = caller.portal
    advise = portal.advise
    advice = advise(portal.office.desk(), seen(caller, case), number) if advise else None
    if advice is None:
        raise HTTPException(404)
    return advice


def _case(caller: Caller, row: CaseRow) -> dict[str, object]:
    """A case row; recipients do not read at which of the authority's desks it lies."""
    audience = _audience(caller)
    words: dict[str, object] = {
        "stage_words": {one: stage_words(row.stage, one, audience=audience) for one in LANGUAGES},
        "waiting_words": {one: waiting_words(row, one, audience=audience) for one in LANGUAGES},
    }
    shown = row._asdict()
    if caller.scoped and row.desk != "recipient":
        shown |= {"desk": "authority", "waits_for": "authority"}
    return {**shown, **words}


def _payment(caller: Caller, row: PaymentRow) -> dict[str, object]:
    """A payment with its words; recipients read the words instead of the internal steps."""
    words = {
        "status_words": {one: status_words(row, one) for one in LANGUAGES},
        "history_words": {
            one: [{"day": day, "words": said} for day, said in history_words(row, one)]
            for one in LANGUAGES
        },
    }
    shown = row._asdict()
    if caller.scoped:
        del shown["status"], shown["history"]
    return {**shown, **words}
