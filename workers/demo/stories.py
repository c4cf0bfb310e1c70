"""Stories: the ordinary life of one grant, act by act, from its few particulars."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from domain.application import (
    CheckApplication,
    Facts,
    SubmitApplication,
)
from domain.appropriation import ReserveFunds
from domain.approval import (
    Approval,
    ProposeApproval,
    RetrieveNotice,
    ReturnDeclaration,
    SignApproval,
)
from domain.bank_details import ConfirmBankDetails
from domain.bank_details_decisions import account_seen
from domain.decision import Instalment, NoticeChannel
from domain.desk import Desk
from domain.disbursement import (
    CertifyArithmetically,
    CertifyFactually,
    ReportUse,
    RequestDrawdown,
    Use,
)
from domain.financing_plan import PlanLine
from domain.kernel import Command, Money
from domain.payment import OrderPayment
from domain.proof_of_use import CloseExamination, ExamineProof, ProofOfUse, SubmitProof
from workers.demo.scenes import (
    ADLER,
    BIRKE,
    CRAMER,
    DORN,
    EICHE,
    FALK,
    Actor,
    Ask,
    Scene,
    always,
    applicant,
    cash_office,
)


@dataclass(frozen=True)
class Grant:
    """The particulars of one case. Amounts in cents; `parts` are the instalments of the notice.

    `facts` are applied for, `used` is what the proof shows; `shift_days` moves the whole story.
    """

    case: str
    line: str
    recipient: str
    title: str
    purpose: str
    plan: tuple[tuple[str, int], ...]
    requested: int
    facts: Facts
    used: Facts
    parts: tuple[int, ...]
    iban: str
    spent: tuple[tuple[str, int], ...] = ()
    other: int = 0
    shift_days: int = 0
    channel: NoticeChannel = "post"
    submitted_on: date = date(2015, 12, 7)
    period: tuple[date, date] = (date(2016, 1, 1), date(2016, 12, 31))
    checklist: tuple[str, ...] = field(default=("form", "concept", "financing_plan", "one_post"))

    @property
    def total(self) -> int:
        """The planned expenditure."""
        return sum(amount for _, amount in self.plan)

    def day(self, year: int, month: int, number: int) -> date:
        """A day of the story, moved by the grant's own shift."""
        return date(year, month, number) + timedelta(days=self.shift_days)

    def scene(self, on: date, name: str, actor: Actor, ask: Command) -> Scene:
        """A scene that asks for a ready command."""
        return Scene(on, f"{self.case}/{name}", actor, always(ask))


def applying(grant: Grant) -> list[Scene]:
    """The application arrives."""
    on = grant.submitted_on + timedelta(days=grant.shift_days)
    command = SubmitApplication(
        case=grant.case,
        programme="wir",
        line=grant.line,
        recipient=grant.recipient,
        year=grant.period[0].year,
        period_from=grant.period[0],
        period_to=grant.period[1],
        title=grant.title,
        purpose=grant.purpose,
        plan=tuple(PlanLine(name=name, amount_cents=Money(cents)) for name, cents in grant.plan),
        own_cents=Money(grant.total - grant.requested - grant.other),
        other_cents=Money(grant.other),
        requested_cents=Money(grant.requested),
        facts=grant.facts,
        begun=False,
        vat_deductible=False,
        received_on=on,
        contact_name="Frau Muster",
        contact_email=f"integration@{grant.recipient}.example",
    )
    return [grant.scene(on, "submit", applicant(grant.recipient), command)]


def checking(grant: Grant, on: date) -> list[Scene]:
    """A clerk checks, the budget officer reserves."""
    check = CheckApplication(
        case=grant.case,
        checklist=dict.fromkeys(grant.checklist, True),
        no_conflict=True,
        note="Unterlagen vollständig, Zweck fällt unter die Richtlinie.",
    )
    return [
        grant.scene(on, "check", ADLER, check),
        grant.scene(on, "reserve", FALK, ReserveFunds(case=grant.case)),
    ]


def proposing(grant: Grant, on: date) -> list[Scene]:
    """A clerk lays the draft before the signatory."""
    fixed = (date(2016, 3, 1), date(2016, 9, 1), date(2016, 11, 1))
    instalments = tuple(
        Instalment(amount_cents=Money(cents), from_on=fixed[number])
        for number, cents in enumerate(grant.parts)
    )
    draft = ProposeApproval(
        case=grant.case,
        amount_cents=Money(sum(grant.parts)),
        instalments=instalments,
        conditions=("assignment", "notification_duties", "publicity", "no_future_claim"),
        channel=grant.channel,
        reasons="Das Vorhaben entspricht der Richtlinie; die Mittel stehen zur Verfügung.",
    )
    return [grant.scene(on, "propose", ADLER, draft)]


def signing(grant: Grant, on: date) -> list[Scene]:
    """A signatory signs exactly what lies there."""

    def sign(desk: Desk) -> Command:
        proposal = desk.read(Approval, grant.case).proposal
        assert proposal is not None
        return SignApproval(case=grant.case, content_hash=proposal.content_hash)

    return [Scene(on, f"{grant.case}/sign", DORN, sign)]


def accepting(grant: Grant, on: date, *, waives: bool = True) -> list[Scene]:
    """The recipient returns the declaration, a clerk confirms the account."""
    who = applicant(grant.recipient)
    scenes = []
    if grant.channel == "portal":
        opened = grant.day(2016, 1, 18)
        scenes.append(grant.scene(opened, "retrieve", who, RetrieveNotice(case=grant.case)))
    declaration = ReturnDeclaration(
        case=grant.case,
        accepts=True,
        waives_remedies=waives,
        signed_on=on,
        signed_by_name="Herr Beispiel",
        iban=grant.iban,
        holder=f"Kasse {grant.recipient}".title(),
        cash_reference=f"{grant.shift_days + 7}0.{grant.case[-4:]}",
    )
    return [
        *scenes,
        grant.scene(on, "declare", who, declaration),
        Scene(on, f"{grant.case}/confirm-account", BIRKE, confirming(grant.recipient)),
    ]


def confirming(recipient: str) -> Ask:
    """A clerk confirms the account that lies there."""
    return lambda desk: ConfirmBankDetails(
        recipient=recipient, account=account_seen(desk, recipient)
    )


def drawing(grant: Grant, number: int, on: date, *, amount: int | None = None) -> list[Scene]:
    """A draw-down is requested, certified by two clerks and ordered by a signatory."""
    cents = Money(amount if amount is not None else grant.parts[number - 1])
    draw = RequestDrawdown(case=grant.case, amount_cents=cents)
    return [
        grant.scene(on, f"draw-{number}", cash_office(grant.recipient), draw),
        *certifying(grant, number, on, cents=cents),
        grant.scene(on, f"order-{number}", EICHE, OrderPayment(case=grant.case, number=number)),
    ]


def certifying(grant: Grant, number: int, on: date, *, cents: Money) -> list[Scene]:
    """Two clerks certify a draw-down."""
    particulars = {"case": grant.case, "number": number, "amount_cents": cents}
    factual = CertifyFactually.model_validate(particulars)
    arithmetical = CertifyArithmetically.model_validate(particulars)
    return [
        grant.scene(on, f"certify-factually-{number}", ADLER, factual),
        grant.scene(on, f"certify-arithmetically-{number}", CRAMER, arithmetical),
    ]


def using(grant: Grant, number: int, on: date, *, amount: int | None = None) -> list[Scene]:
    """The cash office reports that the money was used."""
    cents = Money(amount if amount is not None else grant.parts[number - 1])
    uses = (Use(used_on=on, amount_cents=cents),)
    report = ReportUse(case=grant.case, number=number, uses=uses)
    return [grant.scene(on, f"use-{number}", cash_office(grant.recipient), report)]


def proof_of(grant: Grant) -> SubmitProof:
    """What the recipient hands in as its proof of use."""
    spent = grant.spent or grant.plan
    return SubmitProof(
        case=grant.case,
        report="Die Maßnahme wurde wie geplant durchgeführt; die Ziele wurden erreicht.",
        expenditure=tuple(PlanLine(name=name, amount_cents=Money(cents)) for name, cents in spent),
        other_cents=Money(grant.other),
        facts=grant.used,
    )


def proving(grant: Grant, on: date) -> list[Scene]:
    """The recipient hands in its proof of use."""
    return [grant.scene(on, "prove", applicant(grant.recipient), proof_of(grant))]


def examining(grant: Grant, on: date) -> list[Scene]:
    """A clerk examines the proof."""
    note = ExamineProof(
        case=grant.case,
        recognised_facts=grant.used,
        purpose_achieved=True,
        findings="Die Ausgaben sind schlüssig; die gezogenen Belege stimmen mit ihnen überein.",
        interest_considered=True,
        interest_reason="Die Mittel wurden innerhalb der Frist verwendet.",
        sample=("Beleg 3", "Beleg 11"),
    )
    return [grant.scene(on, "examine", BIRKE, note)]


def closing(grant: Grant, on: date) -> list[Scene]:
    """A signatory closes the examination."""

    def close(desk: Desk) -> Command:
        note = desk.read(ProofOfUse, grant.case).examined
        assert note is not None
        return CloseExamination(case=grant.case, content_hash=note.content_hash)

    return [Scene(on, f"{grant.case}/close-examination", DORN, close)]


def until_accepted(grant: Grant) -> list[Scene]:
    """From the application to the confirmed account."""
    return [
        *applying(grant),
        *checking(grant, grant.day(2016, 1, 11)),
        *proposing(grant, grant.day(2016, 1, 11)),
        *signing(grant, grant.day(2016, 1, 14)),
        *accepting(grant, grant.day(2016, 1, 25)),
    ]


def until_used(grant: Grant) -> list[Scene]:
    """From the application to the last instalment used."""
    scenes = until_accepted(grant)
    for number in range(1, len(grant.parts) + 1):
        month = (3, 9, 11)[number - 1]
        scenes += drawing(grant, number, grant.day(2016, month, 1))
        scenes += using(grant, number, grant.day(2016, month + 1, 4))
    return scenes


def whole_life(grant: Grant) -> list[Scene]:
    """From the application to the closed case."""
    return [
        *until_used(grant),
        *proving(grant, grant.day(2017, 2, 6)),
        *examining(grant, grant.day(2017, 2, 20)),
        *closing(grant, grant.day(2017, 2, 21)),
    ]
