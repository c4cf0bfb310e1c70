"""The report of a payment run as one archivable, accessible PDF, the same bytes each time."""

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from adapters.letter_blocks import wording_on
from adapters.letters import compiled
from domain.kernel import Amount, Day, Digest, Line, Message, Payable

_FOLDER = Path(__file__).parent
_TEMPLATES = _FOLDER / "report_templates"

RunAct = Literal["opened", "certified", "ordered", "told", "confirmed"]
"""What a person did for a run, in the order of the report."""


class RunPersons(Message):
    """Who did one thing, each once; an empty name is the engine itself."""

    act: RunAct
    names: Annotated[tuple[str, ...], Field(min_length=1)]


class ReportedPayment(Message):
    """One payment: its reference, payee, masked account (`None` once erased), amount, title."""

    reference: Line
    payee: Line
    account: Line | None
    amount_cents: Payable
    fund: Line
    set_off_cents: Amount


class RunReport(Message):
    """What one run held and who acted; sums are those of its payments. Errors: other sums."""

    run: Line
    made_on: Day
    execution_on: Day
    message_id: Line
    debtor: Line
    account: Line
    total_cents: Payable
    set_off_cents: Amount
    content_hash: Digest
    file_hash: Digest | None
    persons: tuple[RunPersons, ...]
    payments: Annotated[tuple[ReportedPayment, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        paid = sum(one.amount_cents for one in self.payments)
        if paid != self.total_cents:
            raise ValueError("the payments do not add up to the run's total")
        if sum(one.set_off_cents for one in self.payments) != self.set_off_cents:
            raise ValueError("what was set off does not add up")
        return self


def masked(iban: str) -> str:
    """An account as a report shows it: country, check digits and the last four signs."""
    return f"{iban[:4]} … {iban[-4:]}"


def render_run_report(report: RunReport) -> bytes:
    """The report as PDF/A-2a and PDF/UA-1. Errors: Refused if a character has no glyph."""
    wording = json.dumps(wording_on(report.made_on), ensure_ascii=False)
    inputs = {"report": report.model_dump_json(), "words": _words(), "wording": wording}
    template = _TEMPLATES / "run_report.typ"
    return compiled(template, root=_FOLDER, dated=report.made_on, inputs=inputs)


@cache
def _words() -> str:
    text = (_TEMPLATES / "wording.toml").read_text(encoding="utf-8")
    return json.dumps(tomllib.loads(text), ensure_ascii=False)
