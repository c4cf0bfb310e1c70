"""Commands that look at a case in the past: as it stood on two clocks, and step by step."""

from typing import Annotated

import typer

from domain.kernel import Money
from domain.reasons.general import CASE_UNKNOWN
from web.api.past import shown_step
from web.grounds import Rule
from web.past import Step, past, step
from web.standing import said, told
from workers.cli_clocks import KnownOn, Position, TrueOn, moment_of
from workers.console import HERE, AsJson, Data, Listing, out, show
from workers.installation import open_books

app = typer.Typer()


@app.command("case")
def show_case(
    case: Annotated[str, typer.Argument(help="Aktenzeichen · File number")],
    data: Data = HERE,
    *,
    true_on: TrueOn = None,
    known_on: KnownOn = None,
    position: Position = None,
    as_json: AsJson = False,
) -> None:
    """Stand an einem Tag nach dem Wissen eines Tages · As true on a day, as known on a day."""
    moment = moment_of(true_on, known_on, position)
    with open_books(data).looking("case", case) as books, books.views.read() as connection:
        found = past(books.office, connection, case=case, moment=moment)
    if not found.steps and not found.later:
        raise CASE_UNKNOWN.because()
    if as_json:
        show({"standing": dict(found.standing), "steps": found.steps}, as_json=True)
        return
    out.print(Listing(case, ("", ""), said(found.standing, "de")))
    rows = [
        (one.position, one.business_date, one.role, one.sentence_de, one.basis)
        for one in found.steps
    ]
    heads = (
        "Nr. · No.",
        "Tag · Day",
        "Rolle · Role",
        "Vorgang · Event",
        "Grundlage · Basis",
    )
    out.print(Listing("Schritte · Steps", heads, rows))


@app.command("step")
def show_step(
    case: Annotated[str, typer.Argument(help="Aktenzeichen · File number")],
    position: Annotated[int, typer.Argument(min=1, help="Nummer des Eintrags · Its position")],
    data: Data = HERE,
    *,
    as_json: AsJson = False,
) -> None:
    """Ein Schritt: Auftrag, Recht, Regel, Wirkung · A step: command, right, rule, effect."""
    with open_books(data).looking("step", case) as books, books.views.read() as connection:
        found = step(books.office, connection, case, position)
    if found is None:
        raise CASE_UNKNOWN.because()
    if as_json:
        show(shown_step(found), as_json=True)
        return
    out.print(Listing(f"{case}, {found.number}/{found.count}", ("", ""), _grounds(found)))
    heads = ("Angabe · Fact", "Vorher · Before", "Nachher · After")
    out.print(Listing("Wirkung · Effect", heads, told(found.changes, "de")))


def _grounds(found: Step) -> list[tuple[str, object]]:
    """What a step rests on, line by line; empty lines are left out."""
    said, rule = found.wish.entry.context, found.rule
    lines: list[tuple[str, object]] = [
        ("Eintrag · Entry", found.row.sentence_de),
        ("Tag · Day", found.row.business_date),
        ("Auftrag · Command", found.wish.name),
        ("Kennung · Id", said.command_id),
        ("Person · Person", f"{said.person} ({said.role})"),
        ("Grund · Reason", said.reason),
        ("Wer das darf · Who may", ", ".join(found.wish.allowed)),
        ("Grundlage · Basis", rule.basis),
        ("Regeln · Rules", f"{rule.reference} {rule.digest}" if rule.reference else None),
        ("Rechnung · Computation", "\n".join(rule.said("de"))),
        ("Buchungen · Postings", "\n".join(_booked(rule))),
        ("Danach · Followed", "\n".join(one.sentence_de for one in found.followed)),
    ]
    return [(name, words) for name, words in lines if words]


def _booked(rule: Rule) -> list[str]:
    return [f"{words}: {Money(cents).euro}" for words, cents in rule.booked("de")]
