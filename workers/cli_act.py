"""Commands that hand something to the office: handle, clock."""

import os
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer
from pydantic import JsonValue
from pydantic_core import to_json

import programmes
from domain.clock import AdvanceClock
from domain.kernel import Command, CommandId, Context, Message, Refused
from domain.reasons.general import COMMAND_UNKNOWN, TRAINING_ONLY
from office.deciders import COMMANDS
from office.office import Answer
from web.persons import Person, Persons
from web.reading import NotJson, Unreadable, read_message
from workers.books import Books
from workers.console import HERE, USAGE, AsJson, Data, Stop, say, show
from workers.installation import open_books

_LARGEST_COMMAND = 1_000_000

app = typer.Typer()
clock = typer.Typer(
    help="Die Übungsuhr zeigen oder stellen · Show or move the training clock.",
    no_args_is_help=True,
)
app.add_typer(clock, name="clock")


class Wish(Message):
    """A file for `akte handle`: the command's name, its permanent id, its content."""

    name: str
    command_id: CommandId
    content: dict[str, JsonValue]


@app.command("handle")
def handle(
    file: Annotated[Path, typer.Argument(help='{"name": …, "command_id": …, "content": {…}}')],
    person: Annotated[str, typer.Option(help="Schlüssel der Person · Key of the person")],
    data: Data = HERE,
    as_json: AsJson = False,
) -> None:
    """Dem Büro einen Befehl vorlegen, nur zur Übung · Hand in a command, in training only."""
    wish, command = read_wish(file)
    who = _person(person)
    with open_books(data) as books:
        answer = _hand_in(books, command, who, command_id=wish.command_id)
    if as_json:
        show(answer, as_json=True)
        return
    done = "verfügt · filed" if answer.position else "war schon so · was so already"
    words = "schon beantwortet · answered before" if answer.repeated else done
    say(f"{wish.name}: {words}, Nr. {answer.position}")


def read_wish(file: Path) -> tuple[Wish, Command]:
    """What a file asks for; every fault of it names its field, none repeats what was typed."""
    body = _body(file)
    try:
        wish = read_message(Wish, body)
        kind = COMMANDS.get(wish.name)
        if kind is None:
            raise COMMAND_UNKNOWN.because(name=wish.name if wish.name.isidentifier() else "?")
        return wish, read_message(kind, to_json(wish.content))
    except NotJson as error:
        raise Stop(
            f'{file}: erwartet wird JSON, {{"name", "command_id", "content"}}, UTF-8 · '
            f'expected is JSON, {{"name", "command_id", "content"}}, UTF-8',
            USAGE,
        ) from error
    except Unreadable as unreadable:
        raise Refused(unreadable.faults[0].refusal()) from unreadable


def _body(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            body = opened.read(_LARGEST_COMMAND + 1)
    except OSError as error:
        raise Stop(f"{file}: {error.strerror}", USAGE) from error
    if len(body) > _LARGEST_COMMAND:
        raise Stop(f"{file}: mehr als 1 MB · more than 1 MB", USAGE)
    return body


def _person(key: str) -> Person:
    person = Persons.in_training(programmes.listed()).find(key)
    if person is None:
        raise Stop(
            "Diese Übungsperson gibt es nicht; alle stehen auf der Anmeldeseite. · "
            "No such training person; all are listed on the sign-in page.",
            USAGE,
        )
    return person


def _hand_in(books: Books, command: Command, who: Person, *, command_id: str) -> Answer:
    """Handles a training person's command; outside training nobody acts from a shell."""
    if not books.settings.training:
        raise TRAINING_ONLY.because()
    context = Context(
        command_id=command_id,
        person=who.key,
        role=who.role,
        scope=who.scope,
        today=books.office.today(),
        now=books.office.now(),
    )
    answer = books.office.handle(command, context)
    books.views.wait_for(answer.position)
    return answer


@clock.command("show")
def show_clock(data: Data = HERE, as_json: AsJson = False) -> None:
    """Den Geschäftstag zeigen · Show the business date."""
    with open_books(data) as books:
        today = books.office.today()
    show({"today": today}, as_json=True) if as_json else say(f"{today:%d.%m.%Y}")


@clock.command("advance")
def advance_clock(
    by: Annotated[str, typer.Argument(help="Tage oder ein Tag · Days or a day: 31d, 2016-03-31")],
    data: Data = HERE,
) -> None:
    """Den Geschäftstag vorstellen, nur zur Übung · Move the date forward, in training only."""
    with open_books(data) as books:
        today = books.office.today()
        to = _target(by, today)
        command_id = f"clock/{today.isoformat()}/{to.isoformat()}/{os.getpid()}"
        _hand_in(books, AdvanceClock(to=to), _person("t.jung"), command_id=command_id)
    say(f"{to:%d.%m.%Y}")


def _target(by: str, today: date) -> date:
    try:
        if match := re.fullmatch(r"([0-9]{1,4})d", by):
            return today + timedelta(days=int(match[1]))
        return date.fromisoformat(by)
    except (ValueError, OverflowError) as error:
        raise Stop(
            "Erwartet werden Tage oder ein Tag: 31d, 2016-03-31 · "
            "Expected are days or a day: 31d, 2016-03-31",
            USAGE,
        ) from error
