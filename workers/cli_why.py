"""The command that derives an amount of a case, down to input, rule, paragraph and person."""

from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from domain.kernel import Money
from domain.reasons.general import CASE_UNKNOWN
from projections.derivation import faults
from web.amount_facts import FACTS
from web.derivations import CaseDerivations
from web.why import Line, Reader, Why
from workers.cli_clocks import KnownOn, TrueOn, moment_of
from workers.console import HERE, USAGE, AsJson, Data, Stop, out, show
from workers.installation import open_books

app = typer.Typer()


@app.command("why")
def show_why(
    case: Annotated[str, typer.Argument(help="Aktenzeichen · File number")],
    name: Annotated[str, typer.Argument(help="granted, paid, account.paid, plan/0 …")] = "granted",
    *,
    data: Data = HERE,
    true_on: TrueOn = None,
    known_on: KnownOn = None,
    as_json: AsJson = False,
) -> None:
    """Woraus sich ein Betrag ergibt, nachgerechnet · What an amount is made of, checked again."""
    moment = moment_of(true_on, known_on)
    with open_books(data).looking("why", case) as books, books.views.read() as connection:
        derived = CaseDerivations(books.office, connection, case=case, moment=moment)
        if not derived.entries:
            raise CASE_UNKNOWN.because()
        found = derived.of(name)
        if found is None:
            names = ", ".join(FACTS)
            raise Stop(f"{name}: kein Betrag; es gibt · no amount; there are: {names}", USAGE)
        made = Reader("de", scoped=False, entries=derived.entries).why(found)
        wrong = [*faults(found)]
    if as_json:
        show({"amount": made, "faults": wrong}, as_json=True)
    else:
        for line in (*_told(made), *wrong):
            out.print(line, markup=False, highlight=False)
    if wrong:
        raise typer.Exit(1)


def _told(one: Why, depth: int = 0) -> Iterator[str]:
    indent = "  " * depth
    yield f"{indent}{Money(one.sign * one.amount_cents).euro}  {one.label}"
    yield from (f"{indent}    {step}" for step in one.steps)
    yield from _entries(one.lines, depth + 1)
    for part in (*one.parts, *one.inputs):
        yield from _told(part, depth + 1)


def _entries(lines: Sequence[Line], depth: int) -> Iterator[str]:
    indent = "  " * depth
    for one in lines:
        amount = Money(one.amount_cents).euro if one.path.endswith("_cents") else one.amount_cents
        yield f"{indent}{amount}  {one.sentence}"
        who = " · ".join(filter(None, (one.person, one.role, one.business_date)))
        yield f"{indent}    /{one.position}/{one.path} · {who} · {one.basis}"
        if one.programme and one.digest:
            yield f"{indent}    {one.programme} {one.digest[:12]}"
        yield from (f"{indent}    {step}" for step in one.steps)
        yield from _entries([*one.inputs, *([one.taken] if one.taken else [])], depth + 2)
