"""The past over HTTP: a case at a moment, its steps one by one, and what differs between two."""

from collections.abc import Sequence

from fastapi import APIRouter
from starlette.exceptions import HTTPException

from domain.application import Application
from office.moment import Moment
from projections.payment_story import payment_story
from projections.timeline import TimelineRow
from web.api.caller import Caller, Calling
from web.grounds import Rule, Wish
from web.past import Step, compared, past, step
from web.standing import Change, Standing, said, told
from web.texts import LANGUAGES, known, say

router = APIRouter(prefix="/api/cases/{case}", tags=["the past"])


@router.get("/steps/{position}")
def one_step(caller: Calling, case: str, position: int) -> dict[str, object]:
    """An entry of a case: what was before, who decided by which rule, what was after."""
    portal = caller.portal
    with portal.views.read() as connection:
        found = step(portal.office, connection, _whole(caller, case), position)
    if found is None:
        raise HTTPException(404)
    return shown_step(found)


@router.get("/changes")
def between(caller: Calling, case: str, earlier: int, later: int) -> list[dict[str, object]]:
    """What differs in a case between two positions of the record."""
    moments = Moment(position=earlier), Moment(position=later)
    return shown_changes(compared(caller.portal.office, _whole(caller, case), *moments))


@router.get("/payments/{number}")
def story_of_a_payment(caller: Calling, case: str, number: int) -> dict[str, object]:
    """One payment: what it rests on, what happened to it, and, for the authority, what it moved."""
    portal = caller.portal
    with portal.views.read() as connection:
        found = payment_story(
            portal.office.record, connection, case=seen(caller, case), number=number
        )
    if found is None:
        raise HTTPException(404)
    return {
        "case": found.case,
        "number": found.number,
        "references": found.references,
        "grounds": shown_lines(caller, found.grounds),
        "way": shown_lines(caller, found.way),
        **({} if caller.scoped else {"postings": [one._asdict() for one in found.postings]}),
    }


def seen(caller: Caller, case: str) -> str:
    """The case, if the caller may see it; 404 tells an unknown one and a foreign one alike."""
    content = None
    if case.isascii() and case.isprintable():
        content = caller.portal.office.read(Application, case).content
    if content is None or not caller.sees(content.recipient, grantor=content.grantor):
        raise HTTPException(404)
    return case


def shown_past(caller: Caller, case: str, moment: Moment) -> dict[str, object]:
    """A case at a moment, cut to what the caller may see."""
    portal = caller.portal
    with portal.views.read() as connection:
        found = past(portal.office, connection, case=case, moment=moment, scoped=caller.scoped)
    return {
        "case": case,
        "true_on": moment.true_on,
        "known_on": moment.known_on,
        "standing": dict(found.standing),
        "standing_words": _words(found.standing),
        "steps": shown_lines(caller, found.steps),
    }


def shown_lines(caller: Caller, rows: Sequence[TimelineRow]) -> list[dict[str, object]]:
    """Lines of the timeline; recipients read what concerns them, without persons."""
    if caller.scoped:
        return [_for_recipient(row) for row in rows if known(f"recipient_topic.{row.topic}")]
    return [row._asdict() for row in rows]


def shown_step(found: Step) -> dict[str, object]:
    """A step as a program reads it."""
    return {
        "case": found.case,
        "number": found.number,
        "count": found.count,
        "entry": found.row._asdict(),
        "command": _shown_wish(found.wish),
        "rule": _shown_rule(found.rule),
        "rules_sha256": found.rule.digest,
        "before": dict(found.before),
        "after": dict(found.after),
        "changes": shown_changes(found.changes),
        "followed": [row._asdict() for row in found.followed],
        "earlier": found.earlier,
        "next": found.next,
    }


def _shown_wish(wish: Wish) -> dict[str, object]:
    said = wish.entry.context
    return {
        "name": wish.name,
        **said.model_dump(include={"command_id", "person", "role", "scope", "reason"}),
        "asked_at": said.now,
        "business_date": said.today,
        "allowed_roles": wish.allowed,
        "hmac_sha256": wish.fingerprint,
        "filed": [one._asdict() for one in wish.filed],
    }


def _shown_rule(rule: Rule) -> dict[str, object]:
    whole = rule.programme
    return {
        "basis": rule.basis,
        "programme": rule.reference,
        "sha256": rule.digest,
        "title": whole.title.model_dump() if whole else None,
        "references": whole.references if whole else (),
        "provisions": [one._asdict() for one in rule.provisions],
        "computations": [one.model_dump(mode="json") for one in rule.computations],
        "deadlines": [one.model_dump(mode="json") for one in rule.deadlines],
        "interest": [one.model_dump(mode="json") for one in rule.sheets],
        "words": {one: rule.said(one) for one in LANGUAGES},
        "postings": [one._asdict() for one in rule.postings],
    }


def _whole(caller: Caller, case: str) -> str:
    """The case, for those who read the authority's side of it."""
    if caller.scoped:
        raise HTTPException(404)
    return seen(caller, case)


def shown_changes(found: Sequence[Change]) -> list[dict[str, object]]:
    """What differs, with its words in both languages."""
    worded = zip(*(told(found, one) for one in LANGUAGES), strict=True)
    return [
        {**one._asdict(), "words": dict(zip(LANGUAGES, words, strict=True))}
        for one, words in zip(found, worded, strict=True)
    ]


def _words(found: Standing) -> dict[str, object]:
    return {language: said(found, language) for language in LANGUAGES}


def _for_recipient(row: TimelineRow) -> dict[str, object]:
    key = f"recipient_topic.{row.topic}"
    return {
        "business_date": row.business_date,
        "sentence_de": say(key, "de"),
        "sentence_en": say(key, "en"),
        "basis": row.basis,
    }
