"""The schema of a programme: dated rules, parameters with their sources, funds and lines."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AliasChoices, Field, model_validator
from pydantic_core import PydanticCustomError

from domain.forecast_terms import ForecastTerms
from domain.kernel import Day, Key, Line, Message, Money
from domain.lines import Financing, FundingLine, RecipientClass
from domain.payee_terms import USUAL_ACCOUNT_TERMS, AccountTerms
from domain.reasons.application import LINE_UNKNOWN
from domain.recovery_terms import RecoveryTerms
from domain.sourced import Count, Euro, Percent, Rounding, Sourced
from domain.words import Words

_FIRST_NAME = "deutsch4u_within_total"
"""How the first programme, whose file is pinned, calls `parts_within_total`."""

_ACTION = Sourced[Literal["action", "objection"]](
    value="action", reference="§ 16a HessAGVwGO; § 68 Abs. 1 Satz 2 VwGO"
)
_NO_RESERVE = Sourced[Percent](
    value=0,
    unit="percent",
    reference="VV Nr. 5.3.7 zu § 44 LHO",
    assumption=True,
    reason=Words(
        de="Für WIR ist kein Einbehalt belegt; andere Richtlinien nennen 10 oder 20 v. H.",
        en="No reserve is documented for WIR; other guidelines name 10 or 20 percent.",
    ),
)

_PRO_RATA = Sourced[tuple[Financing, ...]](
    value=("share",),
    reference="BNBest-EFRE Nr. 1.6; VV Nr. 7.2 zu § 44 LHO",
    assumption=True,
    reason=Words(
        de="Belegt für die Anteilfinanzierung der EFRE-Förderung des Landes; auf WIR übertragen.",
        en="Documented for share financing in the Land's EFRE grants; transferred to WIR.",
    ),
)
_NO_SOURCE = "keine Fundstelle; Verfahren der Entscheidung 0020"
_FORECAST = ForecastTerms(
    draw_percent_low=Sourced[Percent](
        value=80,
        unit="percent",
        reference=_NO_SOURCE,
        assumption=True,
        reason=Words(
            de="Vorsichtig: Ein Fünftel der Ermächtigung bleibt wegen Einsparungen ungenutzt.",
            en="Cautious: a fifth of what may be drawn stays unused because of savings.",
        ),
    ),
    draw_percent_expected=Sourced[Percent](
        value=95,
        unit="percent",
        reference=_NO_SOURCE,
        assumption=True,
        reason=Words(
            de="Gilt, bis eigene abgeschlossene Vorgänge der Linie einen Wert ergeben.",
            en="Holds until closed cases of the line give a value of their own.",
        ),
    ),
    lag_days=Sourced[Count](
        value=30,
        unit="days",
        reference=_NO_SOURCE,
        assumption=True,
        reason=Words(
            de="Vom Tag der Rate bis zur Buchung: Abruf, zwei Feststellungen, Anordnung, Lauf.",
            en="From an instalment's day to the booking: request, certificates, order, run.",
        ),
    ),
    least_cases=Sourced[Count](
        value=5,
        reference=_NO_SOURCE,
        assumption=True,
        reason=Words(
            de="Weniger abgeschlossene Vorgänge sagen über das Abrufverhalten nichts aus.",
            en="Fewer closed cases say nothing about how money is drawn.",
        ),
    ),
)
_FILE_YEARS = Sourced[Count](
    value=10,
    unit="years",
    reference="Aktenführungserlass vom 14.12.2012, StAnz. 1/2013 S. 3 (Anlage nicht geprüft)",
    assumption=True,
    reason=Words(
        de="Die Jahre für Zuwendungsakten sind nicht belegt; zehn decken Prüfung und Zinsen.",
        en="The years for grant files are not documented; ten cover audits and interest.",
    ),
)
_LATEST_YEARS = Sourced[Count](
    value=30,
    unit="years",
    reference="HArchivG; Aktenführungserlass: Anbietung spätestens 30 Jahre nach Entstehung",
)
_BANK_ANSWERS = Sourced[Count](
    value=3,
    unit="days",
    reference="VV §§ 70-80 LHO Nr. 1.1",
    assumption=True,
    reason=Words(
        de="Keine Frist belegt; eine Überweisung ist nach einem Arbeitstag gutgeschrieben.",
        en="No period is documented; a transfer arrives within one working day.",
    ),
)


class Parameters(Message):
    """The numbers of a programme that belong to no single line.

    Offsets of reminders are days from the due day, negative before it. `reduction_threshold`
    holds for share financing; without its own, deficit financing has none. Months and days are
    lengths of periods, not dates. `retention_years` bind the recipient and its receipts,
    `file_years` the authority and its file, which is offered to the archive after
    `file_latest_years` at the latest. `draw_down_pro_rata` names the kinds of financing in which
    the grant bears only its share of a payment. What has a default came after files that cases
    are pinned to, byte for byte.
    """

    declaration_months: Sourced[Count]
    remedy_months: Sourced[Count]
    remedy_months_without_instruction: Sourced[Count]
    hearing_days: Sourced[Count]
    proof_months: Sourced[Count]
    examination_months: Sourced[Count]
    reminder_offsets: Sourced[tuple[Annotated[int, Field(ge=-366, le=366)], ...]]
    draw_down_months: Sourced[Count]
    use_months: Sourced[Count]
    payout_requires_final: Sourced[bool]
    payment_safety_days: Sourced[Count]
    reduction_threshold: Sourced[Euro]
    reduction_threshold_deficit: Sourced[Euro] | None = None
    budget_line_excess_percent: Sourced[Percent]
    small_refund_limit_municipal: Sourced[Euro]
    small_refund_limit_private: Sourced[Euro]
    rounding_of_shares: Sourced[Rounding]
    rounding_of_units: Sourced[Rounding]
    parts_within_total: Annotated[
        Sourced[bool] | None,
        Field(validation_alias=AliasChoices("parts_within_total", _FIRST_NAME)),
    ] = None
    retention_years: Sourced[Count]
    recovery: RecoveryTerms
    remedy: Sourced[Literal["action", "objection"]] = _ACTION
    final_payment_reserve_percent: Sourced[Percent] = _NO_RESERVE
    file_years: Sourced[Count] = _FILE_YEARS
    file_latest_years: Sourced[Count] = _LATEST_YEARS
    bank_answer_days: Sourced[Count] = _BANK_ANSWERS
    account: AccountTerms = USUAL_ACCOUNT_TERMS
    draw_down_pro_rata: Sourced[tuple[Financing, ...]] = _PRO_RATA
    forecast: ForecastTerms = _FORECAST


class FictionSpan(Message):
    """How many days after posting a notice counts as notified, for postings in a span of days."""

    valid_from: Day
    valid_to: Day | None = None
    days: Sourced[Count]


class YearAmount(Message):
    """What the budget of one year holds for a fund."""

    year: Annotated[int, Field(strict=True, ge=2000, le=2100)]
    amount: Sourced[Euro]


class Fund(Message):
    """A title of the budget; `part_of` names the fund whose announced sum may contain it."""

    id: Key
    title: Words
    part_of: Key | None = None
    appropriations: tuple[YearAmount, ...]

    def announced(self, year: int) -> Money:
        """The sum announced for the year, zero where there is none."""
        return Money(sum(one.amount.value for one in self.appropriations if one.year == year))


class SubsidyFacts(Message):
    """The facts relevant to a subsidy that an applicant must be told of (§ 2 SubvG)."""

    reference: Line
    facts: tuple[Words, ...]


class Programme(Message):
    """One version of a programme's rules, for funding periods that begin in its validity.

    A case pins the version with its first event; a new version never touches old cases.
    """

    id: Key
    version: Day
    valid_from: Day
    valid_to: Day | None = None
    title: Words
    references: tuple[Line, ...]
    parameters: Parameters
    notification_fiction: tuple[FictionSpan, ...]
    subsidy_facts: SubsidyFacts
    funds: tuple[Fund, ...]
    lines: tuple[FundingLine, ...]

    @model_validator(mode="after")
    def _hangs_together(self) -> "Programme":
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise PydanticCustomError("validity", "valid_to lies before valid_from")
        funds = [fund.id for fund in self.funds]
        lines = [line.id for line in self.lines]
        if len(set(funds)) < len(funds) or len(set(lines)) < len(lines):
            raise PydanticCustomError("twice", "two funds or two lines have the same id")
        named = {line.fund for line in self.lines} | {fund.part_of for fund in self.funds} - {None}
        if missing := sorted(str(name) for name in named.difference(funds)):
            raise PydanticCustomError(
                "fund_unknown", "names a fund that is not listed: {fund}", {"fund": missing[0]}
            )
        if self.parameters.parts_within_total is None and any(one.part_of for one in self.funds):
            raise PydanticCustomError("parts", "a fund is part of another: within its total or not")
        return self

    @property
    def reference(self) -> str:
        """The name under which a case pins this version, such as `wir@2014-01-01`."""
        return f"{self.id}@{self.version.isoformat()}"

    def in_force_on(self, day: date) -> bool:
        """Whether a funding period that begins on the day falls under this version."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def line(self, line_id: str) -> FundingLine:
        """The funding line of that id; Refused where the programme has none."""
        for line in self.lines:
            if line.id == line_id:
                return line
        raise LINE_UNKNOWN.because()

    def appropriation(self, fund_id: str, year: int) -> Money:
        """What a fund can spend in a year, zero where nothing is announced.

        Where `parts_within_total` holds, the announced sum of a fund contains the funds that
        are part of it, so they are taken off ("of which"); otherwise the sums stand side by side.
        """
        amount = Money(sum(fund.announced(year) for fund in self.funds if fund.id == fund_id))
        within = self.parameters.parts_within_total
        if within and within.value:
            amount -= sum(fund.announced(year) for fund in self.funds if fund.part_of == fund_id)
        return amount

    def small_refund_limit(self, recipient_class: RecipientClass) -> Money:
        """Up to here, included, recovery may be waived by a person's decision, with reasons."""
        if recipient_class == "non_profit_carrier":
            return self.parameters.small_refund_limit_private.value
        return self.parameters.small_refund_limit_municipal.value
