"""Paper: turns filed facts into letters and reminders, keeps them and gives them to the post."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

from adapters.documents import Documents
from adapters.letter_frame import (
    Clause,
    Instalment,
    Letter,
    PlanLine,
)
from adapters.letter_kinds import (
    ApprovalNotice,
    DocumentRequest,
    ExtensionLetter,
    RejectionNotice,
    Reminder,
)
from adapters.letters import letter_name, render
from adapters.mail import Attachment, MailFolder
from adapters.post import PostFolder
from domain.agenda import Step
from domain.application import Application
from domain.approval import Approval
from domain.deadline import Deadline
from domain.decision import Condition
from domain.desk import Desk
from domain.disbursement import Disbursement
from domain.kernel import Day
from domain.lines import RecipientClass
from domain.payment_run import Debtor
from domain.proof_of_use import ProofOfUse
from domain.recipient import Recipient
from domain.statements import stated_percent
from workers.account_paper import account_letter
from workers.amendment_paper import amending_notice, correction_letter
from workers.archive_paper import archive_offer
from workers.closing_paper import closing_letter, examination_note
from workers.letterhead import Occasion, act, content_of, posted, recipient_of
from workers.recovery_paper import recovery_letter

_KEPT_IN_HOUSE = frozenset(
    {"approval_notice", "amending_notice", "examination_note", "limitation_note"}
)


class Paper:
    """Makes every letter from the record; what lies at the post already is never made again."""

    def __init__(
        self, documents: Documents, post: PostFolder, *, mail: MailFolder, debtor: Debtor
    ) -> None:
        self._documents = documents
        self._post = post
        self._mail = mail
        self._debtor = debtor

    def letter(self, desk: Desk, step: Step, key: str, *, dated: Day) -> str:
        """Makes and keeps a letter and posts it, unless it is a notice or a note; its SHA-256."""
        name = f"{key}_{step.letter}_{step.about}.pdf"
        # A day may have passed since the last try; the letter that left is the one to keep.
        content = self._post.content(name) or render(
            compose(desk, step, case=key, dated=dated, debtor=self._debtor)
        )
        if step.letter not in _KEPT_IN_HOUSE:
            self._post.hand_over(name, content)
        return self._documents.put(content)

    def post_notice(self, desk: Desk, case: str, version: int) -> None:
        """Gives a printed version of the notice to the post."""
        document = desk.read(Approval, case).versions[version - 1].document
        if document is None:
            raise LookupError("the notice has not been printed")
        word = "bescheid" if version == 1 else f"aenderungsbescheid-{version}"
        self._post.hand_over(f"{case}_{word}.pdf", self._documents.get(document))

    def remind(self, desk: Desk, step: Step, key: str, *, dated: Day) -> None:
        """Sends a reminder to the recipient's role address, with the letter attached."""
        case = key.split(".", maxsplit=1)[0]
        recipient = recipient_of(desk, case)
        letter = compose(desk, step, case=case, dated=dated, debtor=self._debtor)
        self._mail.send(
            step.key,
            recipient.email,
            subject=f"Erinnerung zu {case}",
            text="Guten Tag,\n\nanbei erhalten Sie eine Erinnerung zu Ihrem Vorgang.\n",
            sent_at=datetime.combine(dated, time(8), tzinfo=UTC),
            attachments=(Attachment(letter_name(letter), render(letter)),),
        )


def compose(desk: Desk, step: Step, *, case: str, dated: Day, debtor: Debtor) -> Letter:
    """The letter of a step, from what is filed for the case; to `debtor` is paid back.

    In place of a case stands the recipient where the letter is about its account.
    """
    match step.letter:
        case "approval_notice":
            return _approval_notice(desk, case, dated)
        case "amending_notice":
            return amending_notice(desk, case, dated, about=step.about)
        case "correction_letter":
            return correction_letter(desk, case, dated, about=step.about)
        case "rejection_notice":
            return _rejection(desk, case, dated)
        case "document_request":
            return _document_request(desk, case, dated)
        case "extension_letter":
            return _extension_letter(desk, step, case, dated=dated)
        case "examination_note":
            return examination_note(desk, case, dated)
        case "closing_letter":
            return closing_letter(desk, case, dated)
        case "archive_offer":
            return archive_offer(desk, case, dated)
        case "account_letter":
            return account_letter(desk, case, dated, about=step.about)
        case None:
            return _reminder(desk, step, case, dated=dated)
    return recovery_letter(Occasion(desk, case, dated, debtor), step)


def _approval_notice(desk: Desk, case: str, dated: Day) -> Letter:
    content, programme = content_of(desk, case)
    approval, proof = desk.read(Approval, case), desk.read(ProofOfUse, case)
    proposal = approval.proposal
    if proposal is None or proof.expected is None:
        raise LookupError("the grant has not been decided")
    parameters, line = programme.parameters, programme.line(content.line)
    instalments = tuple(
        Instalment(
            number=number,
            amount_cents=one.amount_cents,
            condition=f"ab {one.from_on:%d.%m.%Y}" if one.from_on else "nach Bedarf",
        )
        for number, one in enumerate(approval.instalments, start=1)
    )
    return ApprovalNotice(
        **act(desk, case, dated),
        amount_cents=approval.amount_cents,
        financing=_FINANCING[line.financing.value],
        percentage=stated_percent(line, content.facts),
        period_from=content.period_from,
        period_to=content.period_to,
        plan=tuple(PlanLine(name=one.name, amount_cents=one.amount_cents) for one in content.plan),
        instalments=instalments,
        conditions=tuple(_clauses(desk, case, proposal.conditions)),
        use_period_months=parameters.use_months.value,
        proof_due=proof.expected.due_on,
        proof_due_basis=parameters.proof_months.reference,
        subsidy_facts=tuple(fact.de for fact in programme.subsidy_facts.facts),
        declaration_months=parameters.declaration_months.value,
    )


def _clauses(desk: Desk, case: str, conditions: tuple[Condition, ...]) -> Iterator[Clause]:
    """The ancillary provisions, with what holds where money is passed on (VV Nr. 12)."""
    yield _anbest(desk, case)
    content, programme = content_of(desk, case)
    last = programme.line(content.line).last_recipients
    for one in conditions:
        named = {"recipients": " und ".join(_LAST[kind] for kind in last)}
        yield Clause(block=one, values=named if one == "onward_grant" else {})
    if content.upper and content.grantor:
        values = {"grantor": desk.read(Recipient, content.grantor).name, "upper": content.upper}
        yield Clause(block="last_recipient", values=values)


_LAST: dict[RecipientClass, str] = {
    "county": "Landkreise",
    "county_free_city": "kreisfreie Städte",
    "special_status_city": "Sonderstatusstädte",
    "municipality": "Gemeinden",
    "non_profit_carrier": "gemeinnützige Träger",
}


def _anbest(desk: Desk, case: str) -> Clause:
    content, _ = content_of(desk, case)
    private = recipient_of(desk, case).class_on(content.period_from) == "non_profit_carrier"
    version = "der Anlage zu den Verwaltungsvorschriften zu § 44 LHO"
    return Clause(block="anbest_p" if private else "anbest_gk", values={"version": version})


_FINANCING = {
    "share": "Anteilfinanzierung",
    "fixed_amount": "Festbetragsfinanzierung",
    "deficit": "Fehlbedarfsfinanzierung",
    "full": "Vollfinanzierung",
}


def _rejection(desk: Desk, case: str, dated: Day) -> Letter:
    reasons = (desk.read(Application, case).reasons,)
    return RejectionNotice(
        **act(desk, case, dated),
        reasons=reasons,
    )


def _document_request(desk: Desk, case: str, dated: Day) -> Letter:
    content, programme = content_of(desk, case)
    application = desk.read(Application, case)
    words = {item.id: item.text.de for item in programme.line(content.line).checklist}
    return DocumentRequest(
        **posted(desk, case, dated),
        gaps=tuple(words[gap] for gap in application.open_gaps),
        due=application.gaps_due_on or dated,
    )


def _extension_letter(desk: Desk, step: Step, key: str, *, dated: Day) -> Letter:
    """The duty is named in the step: `declaration.2016-03-15`."""
    duty = step.about.partition(".")[0]
    [deadline] = [found for name, found in _extended(desk, key) if name == duty]
    assert deadline.extended_from is not None
    return ExtensionLetter(
        **posted(desk, key.partition(".")[0], dated),
        about=duty,
        was_due=deadline.extended_from,
        due=deadline.on,
        derivation=deadline.explain("de"),
    )


def _extended(desk: Desk, key: str) -> Iterator[tuple[str, Deadline]]:
    """The deadlines of a case or a draw-down that were extended."""
    notified, expected = desk.read(Approval, key).notified, desk.read(ProofOfUse, key).expected
    use = desk.read(Disbursement, key).use
    if notified:
        yield "declaration", notified.declaration
    if expected:
        yield "proof", expected.deadline
    if use:
        yield "use", use


def _reminder(desk: Desk, step: Step, case: str, *, dated: Day) -> Letter:
    assert step.duty and step.reminder and step.duty_due_on
    return Reminder(
        **posted(desk, case, dated),
        about=step.duty,
        step=step.reminder,
        due=step.duty_due_on,
        next_step=_NEXT[step.duty],
    )


_NEXT = {
    "documents": "Ohne die Unterlagen entscheiden wir nach Aktenlage.",
    "declaration": "Ohne die Erklärung können wir nicht auszahlen.",
    "use": "Verspätet verwendetes Geld kann zu verzinsen sein.",
    "proof": "Ohne Nachweis prüfen wir den Widerruf des Bescheids.",
}
