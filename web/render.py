"""Turns templates into pages: amounts, days and texts in the reader's language."""

from datetime import date, datetime
from fractions import Fraction
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context as Around
from markupsafe import Markup

from domain.calendar import BERLIN
from domain.explanation import Computation, explain
from domain.kernel import Money, Refusal
from domain.words import Language, written
from projections.case_words import stage_words, waiting_words
from projections.caseload import CaseRow
from projections.payments import PaymentRow, status_words
from projections.wording import Audience
from web.entries import shown_iban
from web.rates import exact_euro, rate_words
from web.refusals import Spoken, spoken
from web.row_facts import fact_of, fact_of_finding
from web.texts import known, say


def euro(cents: int, language: Language) -> str:
    """An amount as people write it: `1.234,56 €` or `€1,234.56`."""
    if language == "de":
        return Money(cents).euro
    sign = "-" if cents < 0 else ""
    return f"{sign}€{abs(cents) // 100:,}.{abs(cents) % 100:02d}"


def moment_words(moment: datetime, language: Language) -> str:
    """A recorded time to the second, in Berlin."""
    there = moment.astimezone(BERLIN)
    return f"{written(there.date(), language)}, {there:%H:%M:%S}"


def masked(iban: str) -> str:
    """An account of which only country and last four digits can be read."""
    return f"{iban[:2]}•• •••• {iban[-4:]}"


@cache
def environment() -> Environment:
    """The templates of the portal; what they print is escaped."""
    made = Environment(
        loader=PackageLoader("web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(t=_said, tv=_said_or_key, has_text=known)
    made.filters.update(
        money=_money,
        signed=_signed,
        day=_day,
        iso_day=_iso_day,
        moment=_moment,
        masked=masked,
        spaced=shown_iban,
        spoken=_spoken,
        explained=_explained,
        named=_named,
        payment_status=_payment_status,
        stage=_stage,
        waiting=_waiting,
        waiting_short=_waiting_short,
        rate=_rate,
        exact=_exact,
        fact=fact_of,
        fact_of_finding=fact_of_finding,
    )
    return made


def _language(around: Around) -> Language:
    return "en" if around["language"] == "en" else "de"


@pass_context
def _said(around: Around, key: str, **facts: object) -> str:
    """A text with its facts; a link among them stays one, everything else is escaped."""
    if any(isinstance(one, Markup) for one in facts.values()):
        return Markup(say(key, _language(around))).format(**facts)  # noqa: S704 - our own text
    return say(key, _language(around), **facts)


@pass_context
def _said_or_key(around: Around, section: str, value: object) -> str:
    """A word of a list that others may lengthen: the word itself where no text is there yet."""
    key = f"{section}.{value}"
    return say(key, _language(around)) if known(key) else str(value)


@pass_context
def _money(around: Around, cents: int | None) -> str:
    return "–" if cents is None else euro(cents, _language(around))


@pass_context
def _rate(around: Around, hundredths: int) -> str:
    return rate_words(hundredths, _language(around))


@pass_context
def _exact(around: Around, cents: Fraction) -> str:
    return exact_euro(cents, _language(around))


@pass_context
def _signed(around: Around, cents: int) -> str:
    """A difference with its sign; none where there is no difference."""
    sign = "+" if cents > 0 else "−" if cents < 0 else "±"
    return f"{sign}{euro(abs(cents), _language(around))}"


@pass_context
def _day(around: Around, day: date | None) -> str:
    return "–" if day is None else written(day, _language(around))


@pass_context
def _iso_day(around: Around, typed: str) -> str:
    """A day as a form carries it; what is no day stays as it was typed."""
    try:
        return written(date.fromisoformat(typed), _language(around))
    except ValueError:
        return typed


@pass_context
def _moment(around: Around, moment: datetime) -> str:
    return moment_words(moment, _language(around))


@pass_context
def _spoken(around: Around, refusal: Refusal) -> Spoken:
    return spoken(refusal, _language(around))


@pass_context
def _explained(around: Around, computation: Computation) -> tuple[str, ...]:
    return explain(computation, _language(around))


@pass_context
def _named(around: Around, key: str) -> str:
    """The name of a person of the house; the key where nobody is listed under it."""
    return str(around["persons"].name(key))


@pass_context
def _payment_status(around: Around, row: PaymentRow) -> str:
    return status_words(row, _language(around))


def _audience(around: Around) -> Audience:
    """Recipients read their own words."""
    person = around["person"]
    return "recipient" if person is not None and person.scoped else "authority"


@pass_context
def _stage(around: Around, row: CaseRow) -> str:
    return stage_words(row.stage, _language(around), audience=_audience(around))


@pass_context
def _waiting(around: Around, row: CaseRow) -> str:
    return waiting_words(row, _language(around), audience=_audience(around))


@pass_context
def _waiting_short(around: Around, row: CaseRow) -> str:
    """What a case waits for, without its day, which stands in a column of its own."""
    dateless = row._replace(due_on=None)
    return waiting_words(dateless, _language(around), audience=_audience(around))
