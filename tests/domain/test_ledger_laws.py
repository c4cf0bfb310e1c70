"""The laws of the ledger: whoever asks for whatever, no cent is granted, ordered or paid too much.

People who hold every role at once ask for anything at any time, and a bank answers, repeats itself
and errs. A second bookkeeping (`reference_ledger`) takes in what was granted and must agree.
"""

from dataclasses import astuple, replace
from datetime import date, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from domain import disbursement as dis
from domain.application import Application
from domain.appropriation import Appropriation
from domain.approval import (
    Approval,
    ApprovalProposed,
    ApprovalSigned,
    RecordFinality,
    RecordNotification,
)
from domain.bank_message import BookingLine, RecordBankMessage, StatusLine
from domain.kernel import Command, Event, Subject
from domain.payment import PaymentIncluded, PaymentOrdered
from domain.proof_of_use import ProofOfUse
from tests import cast
from tests.changed_grant import amendment, signature
from tests.domain.kept_book import KeptBook
from tests.domain.money_acts import (
    AUTHORISED,
    NEXT_TITLE,
    OverTwoYears,
    Reserving,
    money_acts,
)
from tests.domain.reference_ledger import Ledger
from tests.domain.transitions import KINDS, forbidden
from tests.domain.wishes import wishes
from tests.story import Act, Actor, Ask, Story
from tests.usual_grant import CHAPTERS, MARCH, TITLE, Grant

GRANTS = [
    Grant(case="WIR-2016-L0001", parts=((30_000_00, MARCH), (20_000_00, date(2016, 9, 1)))),
    Grant(case="WIR-2016-L0002", parts=((50_000_00, MARCH),), run="second"),
    Reserving(
        case="WIR-2016-L0003",
        requested=30_000_00,
        parts=((20_000_00, MARCH), (10_000_00, date(2016, 9, 1))),
        run="third",
    ),
    OverTwoYears(case="WIR-2016-L0004", run="fourth"),
]
TITLES = (TITLE, NEXT_TITLE)
PERSONS = [one.person for one in (cast.ANTRAG, cast.KASSE, cast.ADLER, cast.BIRKE, cast.CRAMER)]
PERSONS += [one.person for one in (cast.DORN, cast.EICHE)]
AMOUNTS = (1, 10_000_00, 20_000_00, 30_000_00, 50_000_00, 50_000_01)
COSTS = (0, 25_000_00, 40_000_00, 58_300_00)

STARTS = (
    *("certified", "proposed", "booked", "examined", "checked", "accepted"),
    *("confirmed", "settled", "closed"),
)
JUMPS = ("next", "next", "drawn", "in_run", "examined", "settled", "confirmed")
PAYING = {"drawn", "certified", "ordered", "in_run", "accepted", "booked", "used"}


class LedgerLaws(RuleBasedStateMachine):
    """Anybody asks for anything; the laws hold after every answer."""

    def __init__(self) -> None:
        super().__init__()
        self.story, self.ledger = Story(), Ledger()
        self.book = KeptBook()
        self.today = date(2016, 1, 1)
        self.at: dict[str, int] = {}
        self.references: list[str] = []
        self.messages: list[tuple[StatusLine | BookingLine, ...]] = []

    @initialize(chapters=st.tuples(*[st.sampled_from(STARTS)] * len(GRANTS)))
    def begin(self, chapters: tuple[str, ...]) -> None:
        """Each case stands at a chapter, as far as the money allows."""
        self.play([*GRANTS[0].registered(), AUTHORISED])
        for grant, chapter in zip(GRANTS, chapters, strict=True):
            self.at[grant.case] = CHAPTERS.index(chapter)
            self.play(grant.since("registered", chapter))

    @rule(
        grant=st.sampled_from(GRANTS),
        person=st.sampled_from(PERSONS),
        cents=st.sampled_from(AMOUNTS),
        version=st.sampled_from((2, 2, 3)),
        data=st.data(),
    )
    def somebody_moves_money(self, grant, person, *, cents, version, data) -> None:
        """Changes, freezes and authorisations, by any person in any role."""
        role, asks = data.draw(st.sampled_from(sorted(money_acts(grant, cents, version).items())))
        self.ask(data.draw(st.sampled_from(asks)), Actor(person, role))

    @rule(grant=st.sampled_from(GRANTS), cents=st.sampled_from(AMOUNTS))
    def a_change_comes_into_force(self, grant: Grant, cents: int) -> None:
        """An amending notice from its draft to its finality, as far as it is allowed."""
        for ask, actor in ((amendment(grant, cents), cast.BIRKE), (signature(grant), cast.DORN)):
            self.ask(ask, actor)
        version = len(self.story.state(Approval, grant.case).versions)
        for ask in (
            grant.letter("amending_notice", f"v{version}"),
            grant.posting(version=version, posted_on=self.today),
        ):
            self.ask(ask, cast.SYSTEM)
        self.today += timedelta(days=40)
        self.ask(RecordNotification(case=grant.case, version=version), cast.SYSTEM)
        self.ask(RecordFinality(case=grant.case, version=version), cast.SYSTEM)

    def play(self, acts: list[Act]) -> None:
        for ask, actor, on in acts:
            self.today = max(self.today, on)
            self.ask(ask, actor)

    @rule(days=st.sampled_from((1, 30, 300)))
    def time_passes(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(
        grant=st.sampled_from(GRANTS),
        person=st.sampled_from(PERSONS),
        number=st.sampled_from((1, 1, 1, 2)),
        cents=st.sampled_from(AMOUNTS),
        cost=st.sampled_from(COSTS),
        data=st.data(),
    )
    def somebody_asks(self, grant, person, *, number, cents, cost, data) -> None:
        """Any person, in any role, for anything."""
        all_wishes = wishes(grant, number, cents, cost=cost)
        role, asks = data.draw(st.sampled_from(sorted(all_wishes.items())))
        scope = cast.BODY if role in {"applicant", "county_finance"} else None
        self.ask(data.draw(st.sampled_from(asks)), Actor(person, role, scope))

    @rule(
        grant=st.sampled_from(GRANTS),
        start=st.sampled_from(JUMPS),
        person=st.sampled_from([None, None, *PERSONS]),
        cost=st.sampled_from(COSTS),
    )
    def the_usual_goes_on(self, grant: Grant, start: str, *, person: str | None, cost: int) -> None:
        """Three usual chapters, in or out of turn, by the usual persons or all by one."""
        first = self.at[grant.case] + 1 if start == "next" else CHAPTERS.index(start)
        for chapter in CHAPTERS[first : first + 3]:
            self.at[grant.case] = CHAPTERS.index(chapter)
            for ask, actor, _ in self.chapter(grant, chapter, cost):
                self.ask(ask, replace(actor, person=person) if person else actor)

    def chapter(self, grant: Grant, chapter: str, cost: int) -> list[Act]:
        """A usual chapter, about the draw-down at hand, with a proof of any cost."""
        if chapter not in PAYING:
            spent = {"eligible_cents": cost, "months": 12}
            told = replace(grant, facts=spent) if chapter in {"proven", "examined"} else grant
            return getattr(told, chapter)()
        number = self.story.state(Approval, grant.case).disbursements + (chapter == "drawn")
        number = min(max(number, 1), len(grant.parts))
        told = replace(grant, run=f"{grant.run}-{number}-{self.today}")
        again = grant.confirmed() if chapter == "ordered" else []
        return [*again, *getattr(told, chapter)(number)]

    @precondition(lambda self: self.references)
    @rule(
        data=st.data(),
        says=st.sampled_from(("accepted", "rejected", "debit", "credit")),
        more=st.sampled_from((0, 0, 0, 1)),
        entry=st.sampled_from(("E1", "E2")),
    )
    def the_bank_says(self, data, says: str, *, more: int, entry: str) -> None:
        """Something true or false about an attempt of ours."""
        reference = data.draw(st.sampled_from(self.references))
        cents = self.ledger.payments[reference].cents + more
        if says in {"accepted", "rejected"}:
            line = cast.status(reference, says)
        else:
            line = getattr(cast, says)(reference, cents, entry_reference=f"{says}/{entry}")
        self.messages.append((line,))
        self.ask(cast.bank_says(line), cast.SYSTEM)

    @precondition(lambda self: self.messages)
    @rule(data=st.data())
    def the_bank_repeats_itself(self, data) -> None:
        """All that was said before, once more in one statement."""
        lines = data.draw(st.lists(st.sampled_from(self.messages), min_size=1, max_size=4))
        self.ask(cast.bank_says(*(one for (one,) in lines), kind="camt.053"), cast.HCC)

    def ask(self, ask: Ask, actor: Actor) -> None:
        """Asks; what is granted is filed, booked a second time, and looked at."""
        command = ask if isinstance(ask, Command) else ask(self.story.desk)
        undrawn = self.undrawn()
        answer = self.story.when(command, as_=actor, on=self.today)
        if not answer.filings:
            return
        answer.granted()
        self.book.file(answer.filings, self.today)
        if isinstance(command, RecordBankMessage):
            self.ledger.hear(command, undrawn)
        else:
            self.ledger.take(command)
        for subject, event in answer.filings:
            self.look_at(subject, event)

    def undrawn(self) -> dict[str, int]:
        """What the title of each attempt still holds for its case."""
        orders = [one for one in self.story.told() if isinstance(one, PaymentOrdered)]
        return {
            one.end_to_end_id: self.title(one.fund).share(one.end_to_end_id.split(".")[0]).undrawn
            for one in orders
        }

    def look_at(self, subject: Subject, event: Event) -> None:
        """What must hold whenever such an event is filed."""
        file = self.story.desk.files[subject]
        if subject.kind in KINDS:
            assert list(forbidden(subject.kind, file)) == []
        if isinstance(event, PaymentOrdered):
            assert event.end_to_end_id not in self.references
            self.references.append(event.end_to_end_id)
            assert three_persons(file, event)
        if isinstance(event, PaymentIncluded):
            included = [one for one in file if isinstance(one, PaymentIncluded)]
            assert [one.end_to_end_id for one in included].count(event.end_to_end_id) == 1
        if isinstance(event, ApprovalSigned):
            application = self.story.state(Application, subject.key)
            prepared = {application.checked_by, application.submitted.submitted_by}
            drafts = [one.proposed_by for one in file if isinstance(one, ApprovalProposed)]
            assert event.signed_by not in {*prepared, drafts[-1]}

    def title(self, key: str) -> Appropriation:
        return self.story.state(Appropriation, key)

    @invariant()
    def both_books_agree(self) -> None:
        titles = [self.title(key) for key in TITLES]
        for case, account in self.ledger.accounts.items():
            shares = [astuple(one.share(case)) for one in titles]
            assert tuple(map(sum, zip(*shares, strict=True))) == astuple(account.share)
        accounts = self.ledger.accounts.values()
        bound = sum(account.reserved + account.committed for account in accounts)
        assert sum(one.bound for one in titles) == bound
        sums = (titles[0].appropriated, titles[0].frozen, titles[1].authorised)
        assert sums == (self.ledger.appropriated, self.ledger.frozen, self.ledger.authorised)

    @invariant()
    def each_cent_lies_on_one_account(self) -> None:
        assert self.book.agrees([self.title(key) for key in TITLES])
        assert all(self.book.publishes(grant.case) for grant in GRANTS)

    @invariant()
    def no_cent_too_much(self) -> None:
        for account in self.ledger.accounts.values():
            assert 0 <= account.paid + account.ordered <= account.committed <= account.approved
            assert min(account.paid, account.ordered, account.reserved) >= 0
        own, later = (self.title(key) for key in TITLES)
        assert own.bound + own.frozen <= own.appropriated
        assert later.bound <= later.authorised
        shares = [*own.shares.values(), *later.shares.values()]
        assert all(one.undrawn >= 0 for one in shares)

    @invariant()
    def what_is_held_back_is_not_paid_before_the_examination(self) -> None:
        case = GRANTS[2].case
        approval, account = self.story.state(Approval, case), self.ledger.accounts.get(case)
        proof = self.story.state(ProofOfUse, case)
        if account and approval.signed and not approval.changes and not proof.settled:
            kept = account.approved * self.kept_percent(approval) // 100
            assert account.paid + account.ordered <= account.approved - kept

    def kept_percent(self, approval: Approval) -> int:
        return approval.proposal.reserve_percent if approval.proposal else 0


def three_persons(file: list[Event], order: PaymentOrdered) -> bool:
    """Whether an order was given by a third person, and none of the three drew the money."""
    drawn = next(one.requested_by for one in file if isinstance(one, dis.DrawdownRequested))
    certified = [one.certified_by for one in file if isinstance(one, dis.PaymentCertified)]
    return len({*certified, order.ordered_by, drawn}) == 4 and len(certified) == 2


def test_no_cent_too_much_is_granted_ordered_or_paid() -> None:
    walk = settings(
        max_examples=60,
        stateful_step_count=40,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(LedgerLaws, settings=walk)
