"""Programmes over HTTP: their versions, what a line asks for, and what stated facts would give."""

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

import programmes
from domain.application import Facts
from domain.explanation import explain
from domain.kernel import Message
from domain.programme import Programme
from domain.rules import assess, facts_schema
from web.api.caller import Calling
from web.api.commands import Body
from web.reading import read_message

router = APIRouter(prefix="/api/programmes", tags=["rules"])


class Assess(Message):
    """Facts to compute with; nothing is filed."""

    facts: Facts


@router.get("")
def all_programmes(caller: Calling) -> list[dict[str, object]]:
    """Every version of every programme with its lines."""
    return [_programme(programmes.load(reference)) for reference in programmes.versions()]


@router.get("/{reference}/lines/{line}/schema")
def line_schema(caller: Calling, reference: str, line: str) -> dict[str, object]:
    """The JSON schema of the facts that a line asks for; titles German, descriptions English."""
    return facts_schema(_load(reference).line(line))


@router.post("/{reference}/lines/{line}/assess")
def assess_facts(caller: Calling, reference: str, line: str, body: Body) -> JSONResponse:
    """The amount that a line gives for facts, with its trace, each cent explained."""
    asked = read_message(Assess, body)
    result = assess(_load(reference), line, asked.facts)
    words = {"de": explain(result, "de"), "en": explain(result, "en")}
    return JSONResponse({**result.model_dump(mode="json"), "explained": words})


def _load(reference: str) -> Programme:
    try:
        return programmes.load(reference)
    except programmes.UnknownProgramme:
        raise HTTPException(404) from None


def _programme(programme: Programme) -> dict[str, object]:
    return {
        "reference": programme.reference,
        "digest": programmes.digest(programme.reference),
        "title": programme.title.model_dump(),
        "valid_from": programme.valid_from,
        "valid_to": programme.valid_to,
        "lines": [
            {
                "id": line.id,
                "title": line.title.model_dump(),
                "fund": line.fund,
                "financing": line.financing.value,
                "open_to": line.recipient_classes,
            }
            for line in programme.lines
        ],
    }
