"""Rückfragen: a clerk asks about parts of a proof of use; only these may be changed in answer."""

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar

from pydantic import Field, JsonValue

from domain.application import Facts
from domain.financing_plan import Plan, PlanLine
from domain.kernel import (
    ZERO,
    Amount,
    CaseId,
    Command,
    Day,
    Digest,
    Event,
    Key,
    Line,
    Message,
    Text,
)

Documents = Annotated[tuple[Digest, ...], Field(max_length=50)]


class Question(Message):
    """What is asked about which item of the proof."""

    item: Line
    text: Text


# Commands


class QueryProof(Command):
    """Ask about items of the proof, to be answered by a day."""

    NAME: ClassVar[str] = "query_proof"
    case: CaseId
    questions: Annotated[tuple[Question, ...], Field(min_length=1, max_length=50)]
    due_on: Day


class AnswerQueries(Command):
    """Answer, with the proof as it is to read now; documents can only be added."""

    NAME: ClassVar[str] = "answer_queries"
    case: CaseId
    answer: Text
    report: Text
    expenditure: Plan
    other_cents: Amount = ZERO
    facts: Facts
    documents: Documents = ()


# Events


class ProofQueried(Event):
    """Items of the proof were asked about."""

    TOPIC: ClassVar[str] = "proof_of_use.queried.v1"
    BASIS: ClassVar[str] = "VV Nr. 11.1 zu § 44 LHO; § 26 HVwVfG"
    questions: tuple[Question, ...]
    due_on: Day
    queried_by: Key


class QueriesAnswered(Event):
    """The questions were answered; `changed` are the items that read differently now."""

    TOPIC: ClassVar[str] = "proof_of_use.queries_answered.v1"
    BASIS: ClassVar[str] = "VV Nr. 11.1 zu § 44 LHO; § 26 HVwVfG"
    answer: Text
    changed: tuple[Line, ...]
    report: Text
    expenditure: tuple[PlanLine, ...]
    other_cents: Amount
    facts: Facts
    documents: tuple[Digest, ...]
    answered_by: Key


# What can be asked about


def items_of(content: Message) -> dict[str, JsonValue]:
    """The items of a submitted proof or of an answer, each with its value.

    `report`, `other_cents`, `expenditure/NAME`, and below `facts/` each number and each row of a
    list by its key, such as `facts/guides/guide-1`.
    """
    stated = content.model_dump(mode="json", include={"report", "other_cents", "facts"})
    plan = content.model_dump(mode="json", include={"expenditure"})["expenditure"]
    found: dict[str, JsonValue] = {
        "report": stated["report"],
        "other_cents": stated["other_cents"],
        **{f"expenditure/{line['name']}": line for line in plan},
    }
    return found | dict(_facts(stated["facts"]))


def _facts(facts: Mapping[str, JsonValue]) -> Iterator[tuple[str, JsonValue]]:
    for name, value in facts.items():
        if not isinstance(value, list):
            yield f"facts/{name}", value
            continue
        for number, row in enumerate(value, start=1):
            key = row.get("key", number) if isinstance(row, dict) else number
            yield f"facts/{name}/{key}", row


def changed_items(before: Message, after: Message) -> tuple[str, ...]:
    """The items that were added, taken away or given another value."""
    old, new = items_of(before), items_of(after)
    return tuple(name for name in {**old, **new} if old.get(name) != new.get(name))
