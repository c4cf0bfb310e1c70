"""Hands a filled form to the office: read, echoed, decided, filed; refused with all typed kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from pydantic import ValidationError
from pydantic_core import to_json

from domain.kernel import Command, Conflict, Context, Refusal, Refused
from domain.policy import permit
from domain.reasons.general import CHANGED_MEANWHILE
from office.deciders import DECIDERS
from office.office import Answer
from web.fields import Ask, Field, fields_of
from web.forms import Values, collect, spread, tidy, with_keys
from web.portal import Portal
from web.reading import Fault, Unreadable, read_message
from web.shown import Printer, Problem, Shown, problems_of, walk
from web.visit import Typed, Visit, new_command_id

STALE = frozenset({"changed_meanwhile", "content_changed", "other_account"})
"""Refusals that mean: somebody else was here; look again."""

Step = Literal["typing", "checking"]


@dataclass(frozen=True)
class ActForm:
    """The form of one act: what is fixed by the address, what is asked, how it begins."""

    command: type[Command]
    fixed: Mapping[str, object]
    ask: Ask
    initial: Mapping[str, object] = field(default_factory=dict)

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that are asked for."""
        schema = self.command.model_json_schema()
        left_out = self.ask.without | set(self.fixed)
        return fields_of(schema, Ask(frozenset(left_out), self.ask.choices, self.ask.facts))

    def begin(self) -> Values:
        """The values with which the form begins."""
        return spread(self.fields, self.initial)


@dataclass(frozen=True)
class Draft:
    """A form on its way: its values, the id of the wish, and what is wrong with it so far.

    `answer` is there once it was filed; `stale` says that the case moved on meanwhile.
    """

    form: ActForm
    values: Values
    command_id: str
    seen_until: int | None = None
    step: Step = "typing"
    faults: tuple[Fault, ...] = ()
    refusal: Refusal | None = None
    command: Command | None = None
    answer: Answer | None = None

    @property
    def stale(self) -> bool:
        """Whether the case moved on since the form was shown."""
        return self.refusal is not None and self.refusal.code in STALE

    @property
    def status(self) -> int:
        """The HTTP status of the page that shows it."""
        if self.stale:
            return 409
        return 422 if self.faults or self.refusal else 200

    def shown(self, visit: Visit) -> tuple[Shown, ...]:
        """The fields to print."""
        fields = self.form.fields
        printer = Printer(
            self.form.command.NAME,
            visit.language,
            values=with_keys(fields, self.values),
            faults=self.faults,
        )
        return printer.show(fields)

    def problems(self, visit: Visit, shown: tuple[Shown, ...]) -> list[Problem]:
        """The error summary."""
        return problems_of(shown, self.faults, self.refusal, visit.language)


def blank(form: ActForm, seen_until: int | None = None) -> Draft:
    """The form as it is shown first; the id of the wish is made here."""
    return Draft(form, form.begin(), new_command_id(), seen_until)


def submitted(visit: Visit, form: ActForm, typed: Typed) -> Draft:
    """What became of a sent form.

    Amounts and hours that a person typed are shown back once, as they were understood, before
    anything is filed.
    """
    values = tidy(form.fields, typed.texts)
    command_id = typed.one("command_id") or new_command_id()
    draft = Draft(form, values, command_id, _position(typed.one("seen_until")))
    try:
        _keep_uploads(visit.portal, typed, values)
        command = _read(form, values)
        context = visit.context(draft.command_id, seen_until=draft.seen_until)
        if typed.one("change"):
            return replace(draft, command=command)
        confirmed = bool(typed.one("confirm"))
        return _decided(visit, draft, command=command, context=context, confirmed=confirmed)
    except Unreadable as unreadable:
        return replace(draft, faults=unreadable.faults)
    except ValidationError:
        return replace(draft, faults=(Fault("command_id", "string_pattern_mismatch"),))
    except Refused as refused:
        return replace(draft, refusal=refused.refusal)
    except Conflict:
        return replace(draft, refusal=CHANGED_MEANWHILE)


def file_command(portal: Portal, command: Command, context: Context) -> Answer:
    """Hands a command to the office and waits until the read models show it.

    Raises Unreadable where it names a document that nobody handed in; the office raises the rest.
    """
    permit(portal.office.desk(), command, context)
    _check_documents(portal, command)
    answer = portal.office.handle(command, context)
    portal.views.wait_for(answer.position)
    return answer


def _decided(
    visit: Visit, draft: Draft, *, command: Command, context: Context, confirmed: bool
) -> Draft:
    if confirmed or not _needs_echo(draft):
        return replace(draft, command=command, answer=file_command(visit.portal, command, context))
    desk = visit.portal.office.desk()
    permit(desk, command, context)
    _check_documents(visit.portal, command)
    DECIDERS[type(command)](desk, command, context)
    return replace(draft, command=command, step="checking")


def _check_documents(portal: Portal, command: Command) -> None:
    """Unreadable where a command names a document that nobody handed in."""
    digests: tuple[str, ...] = getattr(command, "documents", ())
    missing = [number for number, one in enumerate(digests) if not portal.documents.has(one)]
    if missing:
        raise Unreadable([Fault(f"documents.{one}", "unknown_document") for one in missing])


def _read(form: ActForm, values: Values) -> Command:
    """The command; grammar faults come first, and hide what follows from them."""
    data, mistyped = collect(form.fields, values)
    told = {place for one in mistyped for place in _and_above(one.path)}
    try:
        command = read_message(form.command, to_json({**data, **form.fixed}))
    except Unreadable as unreadable:
        others = [one for one in unreadable.faults if one.path not in told]
        raise Unreadable([*mistyped, *others]) from None
    if mistyped:
        raise Unreadable(mistyped)
    return command


def _and_above(path: str) -> list[str]:
    """A path and those of the lists that hold it: a list misses what was mistyped in it."""
    parts = path.split(".")
    return [".".join(parts[:count]) for count in range(1, len(parts) + 1)]


def _keep_uploads(portal: Portal, typed: Typed, values: Values) -> None:
    """Puts chosen files into the store and their digests among the values."""
    for name, files in typed.files.items():
        for file_name, content in files:
            if portal.check_upload is None:
                raise Unreadable([Fault(name, "no_uploads")])
            portal.check_upload(content, file_name)
            values.setdefault(name, []).append(portal.documents.put(content))


def _needs_echo(draft: Draft) -> bool:
    """Whether an amount or a time was typed that the form did not begin with."""
    begun = draft.form.begin()
    printer = Printer(draft.form.command.NAME, "de", values=draft.values)
    return any(
        one.echo and list(one.values) != begun.get(one.name)
        for one in walk(printer.show(draft.form.fields))
    )


def _position(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else None
