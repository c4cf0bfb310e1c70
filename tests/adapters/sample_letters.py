"""Sample letters of every kind, about one invented grant."""

from datetime import date

from adapters.collection_letters import EnforcementOrder, LimitationNote, SetOffDeclaration
from adapters.later_letters import (
    AccountLetter,
    AmendingNotice,
    ArchiveOffer,
    CancellationNotice,
    CorrectionLetter,
    DeferralNotice,
    DestructionRecord,
    DunningLetter,
    Hearing,
    InterestNotice,
    RefundNotice,
)
from adapters.letter_frame import (
    Account,
    Change,
    Clause,
    DuePart,
    Instalment,
    InterestSpan,
    Letter,
    PayBy,
    PlanLine,
    SampledReceipt,
    TraceLine,
)
from adapters.letter_kinds import (
    ApprovalNotice,
    ClosingLetter,
    DocumentRequest,
    ExaminationNote,
    ExtensionLetter,
    PaymentAdvice,
    RejectionNotice,
    Reminder,
    WithdrawalConfirmation,
)
from domain.kernel import Money

HEAD = {
    "file_number": "WIR-2016-0001",
    "dated": date(2016, 2, 15),
    "recipient": "Main-Kinzig-Kreis",
    "line_title": "WIR-Koordination",
    "contact": "Bewilligungsstelle WIR",
}
POSTED = HEAD | {"addressee": ("Main-Kinzig-Kreis", "Der Kreisausschuss", "63571 Gelnhausen")}
RULES = {"rule_set": "wir", "rule_version": "2014-01-01"}
ACT = POSTED | RULES | {"purpose": "Koordination", "basis": "§ 44 LHO", "court": "Gießen"}

NOTICE = ApprovalNotice(
    **ACT,
    amount_cents=5_000_000,
    financing="Anteilfinanzierung",
    percentage="62.50",
    period_from=date(2016, 1, 1),
    period_to=date(2016, 12, 31),
    plan=(
        PlanLine(name="Personal", amount_cents=7_876_544),
        PlanLine(name="Sachkosten", amount_cents=123_456),
    ),
    instalments=(Instalment(number=1, amount_cents=5_000_000, condition="nach Abruf"),),
    conditions=(Clause(block="budget_lines", values={"percentage": "20 %"}),),
    use_period_months=2,
    proof_due=date(2017, 3, 31),
    proof_due_basis="drei Monate nach Ende",
    subsidy_facts=("Angaben zum Zweck",),
    declaration_months=1,
    enclosures=("Erklärung",),
    signed_by=("Leitung Dezernat II 25",),
)
NOTE = ExaminationNote(
    **HEAD,
    **RULES,
    recognised_cents=6_034_071,
    final_cents=4_827_256,
    refund_cents=172_744,
    purpose_achieved=True,
    findings=("Eine Rechnung liegt außerhalb des Zeitraums.",),
    sampled_receipts=(SampledReceipt(number="7", amount_cents=-5, finding="Gutschrift"),),
    interest_considered=False,
    interest_reason="nicht fällig",
    trace=(TraceLine(step="Summe", basis="Bescheid", amount_cents=1), TraceLine(step="x")),
)
CLOSING = ClosingLetter(**POSTED, final_cents=100, paid_cents=150, refund_cents=50)

CHANGES = (Change(what="Bewilligungszeitraum", before="bis 31.12.2016", after="bis 31.03.2017"),)
REASONS = ("Die Stelle war drei Monate nicht besetzt.",)
DERIVATION = "Die Frist endet mit Ablauf des 15.04.2016 (§ 31 HVwVfG)."
ACCOUNT = {
    "holder": "Hessisches Competence Center",
    "iban": "DE02 5005 0000 0001 0060 30",
    "reference": "4711 0815",
}
PAYMENT = PayBy(**ACCOUNT, pay_by=date(2016, 4, 15), derivation=DERIVATION)

HEARING = Hearing(
    **POSTED,
    intended="revocation",
    notice_dated=date(2016, 1, 11),
    facts=REASONS,
    amount_cents=1_000_000,
    answer_by=date(2016, 4, 15),
    derivation=DERIVATION,
)
CANCELLATION = CancellationNotice(
    **ACT,
    act="revocation",
    notice_dated=date(2016, 1, 11),
    effective_from=date(2016, 1, 15),
    cancelled_cents=1_000_000,
    remaining_cents=4_000_000,
    reasons=REASONS,
    statement="Wir haben die Stelle zweimal ausgeschrieben.",
    trust="Ihr Vertrauen ist nicht schutzwürdig, denn die Auflage war Ihnen bekannt.",
    discretion="Ich habe erwogen, vom Widerruf abzusehen; der Zweck ist aber nicht erreicht.",
    known_on=date(2016, 2, 1),
    limit_derivation="Die Frist von 1 Jahr endet mit Ablauf des 01.02.2017.",
)
REFUND = RefundNotice(
    **ACT,
    notice_dated=date(2016, 1, 11),
    ineffective_from=date(2016, 1, 15),
    paid_cents=5_000_000,
    final_cents=4_000_000,
    refund_cents=1_000_000,
    reasons=REASONS,
    trace=(TraceLine(step="Ausgezahlt", basis="Bescheid", amount_cents=5_000_000),),
    payment=PAYMENT,
)
INTEREST = InterestNotice(
    **ACT,
    ground="late_use",
    principal_cents=1_000_000,
    interest_cents=115_017,
    claimed_cents=15_017,
    spans=(
        InterestSpan(
            first=date(2015, 3, 16),
            last=date(2015, 6, 30),
            days=107,
            rate="4,17 %",
            interest="122,2438 €",
        ),
    ),
    method="Gerechnet wird taggenau mit 365 Tagen, gerundet wird einmal am Ende.",
    reasons=REASONS,
    waiver_reason="Sie haben die Verzögerung nicht zu vertreten.",
    payment=PAYMENT,
)
DUNNING = DunningLetter(
    **POSTED,
    claim="Erstattungsbescheid",
    claim_dated=date(2016, 2, 1),
    open_cents=750_050,
    was_due_on=date(2016, 3, 1),
    payment=PAYMENT,
    next_step="Danach leite ich die Vollstreckung ein.",
)
DEFERRAL = DeferralNotice(
    **ACT,
    claim="Erstattungsbescheid",
    claim_dated=date(2016, 2, 1),
    amount_cents=1_000_000,
    parts=(
        DuePart(number=1, amount_cents=333_333, due=date(2016, 6, 1)),
        DuePart(number=2, amount_cents=666_667, due=date(2016, 9, 1)),
    ),
    interest="Stundungszinsen werden nicht erhoben.",
    reasons=REASONS,
    account=Account(**ACCOUNT),
)
AMENDING = AmendingNotice(
    **ACT,
    version=2,
    notice_dated=date(2016, 1, 11),
    amount_cents=4_500_000,
    changes=CHANGES,
    reasons=REASONS,
)
CORRECTION = CorrectionLetter(**POSTED, notice_dated=date(2016, 1, 11), changes=CHANGES)
LATER_LETTERS: list[Letter] = [
    AMENDING,
    CORRECTION,
    *(HEARING.model_copy(update={"intended": one}) for one in ("withdrawal", "refund", "interest")),
    HEARING,
    HEARING.model_copy(update={"amount_cents": None}),
    CANCELLATION,
    CANCELLATION.model_copy(update={"act": "withdrawal", "statement": None}),
    REFUND,
    REFUND.model_copy(update={"trace": ()}),
    INTEREST,
    INTEREST.model_copy(update={"ground": "refund", "claimed_cents": Money(0), "payment": None}),
    INTEREST.model_copy(update={"claimed_cents": Money(115_017), "waiver_reason": None}),
    DUNNING,
    DEFERRAL,
]
OFFER = ArchiveOffer(
    **POSTED,
    purpose="Interkulturelle Öffnung",
    opened_on=date(2015, 12, 7),
    ending="closed",
    ended_on=date(2017, 2, 22),
    derivation=DERIVATION,
)
DESTRUCTION = DestructionRecord(
    **HEAD,
    appraisal="not_worthy",
    reference="HStAD 12/28",
    decided_on=date(2028, 3, 1),
    destroyed=("0" * 64, "1" * 64),
    boxes=3,
    head_position=99,
    head="2" * 64,
)
KEEPING: list[Letter] = [
    OFFER,
    AccountLetter(**POSTED, number=2, former="DE02", present="DE30", confirmed_on=HEAD["dated"]),
    DESTRUCTION,
    DESTRUCTION.model_copy(update={"destroyed": (), "kept": ("3" * 64,)}),
]

CLAIM = {
    "claim": "Erstattungsbescheid",
    "claim_dated": date(2016, 2, 1),
    "reference": "WIR-2016-0001.R1",
}
SET_OFF = SetOffDeclaration(
    **POSTED,
    **CLAIM,
    draw_case="WIR-2016-0002",
    draw_number=2,
    certified_cents=3_000_000,
    amount_cents=600_000,
    principal_cents=580_000,
    interest_cents=20_000,
    open_cents=400_000,
    rest_cents=2_400_000,
    set_off_on=date(2016, 2, 12),
    reasons=REASONS,
)
LAPSING = LimitationNote(
    **HEAD, what="refund", open_cents=400_000, lapses_on=date(2047, 3, 1), months=6
)
COLLECTION_LETTERS: list[Letter] = [
    SET_OFF,
    SET_OFF.model_copy(update={"open_cents": Money(0), "rest_cents": Money(0)}),
    EnforcementOrder(**POSTED, **CLAIM, open_cents=400_000, reasons=REASONS),
    *(LAPSING.model_copy(update={"what": one}) for one in ("interest", "undecided_interest")),
    LAPSING,
]

LETTERS: list[Letter] = [
    NOTICE,
    NOTICE.model_copy(update={"percentage": None, "instalments": (), "conditions": ()}),
    RejectionNotice(**ACT, reasons=("Die Maßnahme hat schon begonnen.",)),
    DocumentRequest(**POSTED, gaps=("Kostenplan", "IBAN"), due=date(2016, 3, 15)),
    *(
        ExtensionLetter(
            **POSTED,
            about=about,
            was_due=date(2016, 3, 15),
            due=date(2016, 4, 15),
            derivation=DERIVATION,
        )
        for about in ("documents", "declaration", "use", "proof")
    ),
    PaymentAdvice(
        **POSTED,
        amount_cents=2_500_000,
        remittance_text="WIR 2016 AZ WIR-2016-0001 RATE 1/2",
        execution_day=date(2016, 3, 1),
        instalment=1,
        instalments=2,
        purpose="Personalausgaben",
        use_until=date(2016, 5, 2),
        cash_reference="4711",
    ),
    NOTE,
    NOTE.model_copy(update={"sampled_receipts": (SampledReceipt(number="8", finding="da"),)}),
    NOTE.model_copy(update={"findings": (), "sampled_receipts": (), "refund_cents": Money(0)}),
    CLOSING,
    CLOSING.model_copy(update={"refund_cents": Money(0)}),
    WithdrawalConfirmation(**POSTED, withdrawn_on=date(2016, 2, 10)),
    *(
        Reminder(**POSTED, about=about, step=step, due=date(2016, 3, 31), next_step="Weiter.")
        for about in ("documents", "declaration", "use", "proof")
        for step in ("before", "at", "after")
    ),
    *(*LATER_LETTERS, *COLLECTION_LETTERS, *KEEPING),
]
