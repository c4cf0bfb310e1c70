"""How a case stood at a moment, fact by fact, and what changed between two of them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from domain.terms import granted_content
from domain.words import Language, written
from projections.wording import amount
from web.case_file import CaseFile
from web.texts import known, say

Fact = int | str | bool | date | None
Standing = Mapping[str, Fact]
"""Facts under the keys of their words; sums are in cents and stand under `money.…`."""

INTERNAL = frozenset({"money.assessed", "standing.rules"})
"""What a recipient does not read."""


class Change(NamedTuple):
    """A fact that differs between two moments; `None` where there was none."""

    key: str
    before: Fact
    after: Fact


def standing(file: CaseFile) -> Standing:
    """The facts of a case that are there; empty before the application came in."""
    if file.application.content is None:
        return {}
    approval, proof = file.approval, file.proof
    facts: dict[str, Fact] = {
        "standing.application": file.application.status,
        "standing.rules": granted_content(file.desk, file.case).programme,
        **{f"money.{key}": int(amount) for key, amount in file.own_money},
        "standing.signed_on": approval.signed.signed_on if approval.signed else None,
        "standing.notified_on": approval.notified.notified_on if approval.notified else None,
        "standing.final_on": approval.final_on,
        "standing.accepted": approval.declaration is not None,
        "standing.draws": len(file.draws),
        **{f"standing.draw.{number}": one.status for number, one in enumerate(file.draws, 1)},
        "standing.proof_due_on": proof.expected.due_on if proof.expected else None,
        "standing.proof": proof.submitted is not None,
        "standing.closed": proof.closed,
    }
    return {key: fact for key, fact in facts.items() if fact not in (None, False)}


def changes(before: Standing, after: Standing) -> list[Change]:
    """What differs, in the order of the later standing; what is gone comes last."""
    keys = dict.fromkeys([*after, *before])
    found = [Change(key, before.get(key), after.get(key)) for key in keys]
    return [one for one in found if one.before != one.after]


def label(key: str, language: Language) -> str:
    """The name of a fact."""
    if key.startswith("standing.draw."):
        return say("case.draw", language, number=key.rpartition(".")[2])
    return say(key, language)


def words(key: str, fact: Fact, language: Language) -> str:
    """A fact as it is said; a dash where there is none."""
    match fact:
        case None:
            return "–"
        case bool():
            return say("standing.yes", language)
        case date():
            return written(fact, language)
        case int() if key.startswith("money."):
            return amount(fact, language)
        case str() if known(f"stage.{fact}"):
            return say(f"stage.{fact}", language)
        case _:
            return str(fact)


def said(found: Standing, language: Language) -> list[tuple[str, str]]:
    """Each fact as its name and its words."""
    return [(label(key, language), words(key, fact, language)) for key, fact in found.items()]


def told(found: Iterable[Change], language: Language) -> list[tuple[str, str, str]]:
    """Each change as its name, what was, and what is."""
    return [
        (
            label(key, language),
            words(key, before, language),
            words(key, after, language),
        )
        for key, before, after in found
    ]
