"""A walk through the money of four cases: anybody asks for anything, at any time, in any role.

A bank answers, repeats itself and errs. What is granted is booked a second time.
"""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
)

from domain import disbursement as dis
from domain.application import Application
from domain.appropriation import Appropriation, Share
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
COSTS = (0, 25_000_00, 40_000_00, 49_900_00, 58_300_00)

STARTS = (
    *("certified", "proposed", "booked", "examined", "checked", "accepted"),
    *("confirmed", "settled", "settled", "closed"),
)
BEGUN = st.tuples(st.sampled_from(STARTS), st.sampled_from(COSTS))
"""Where a case stands, and what it cost where that is known already."""
JUMPS = ("next", "next", "drawn", "in_run", "examined", "settled", "confirmed")
PAYING = {"drawn", "certified", "ordered", "in_run", "accepted", "booked", "used"}


class LedgerWalk(RuleBasedStateMachine):
    """Anybody asks for anything; each answer is looked at and booked a second time."""

    def __init__(self) -> None:
        super().__init__()
        self.story, self.ledger = Story(), Ledger()
        self.book = KeptBook()
        self.today = date(2016, 1, 1)
        self.at: dict[str, int] = {}
        self.funds: dict[str, str] = {}
        self.messages: list[tuple[StatusLine | BookingLine, ...]] = []

    @initialize(begun=st.tuples(*[BEGUN] * len(GRANTS)))
    def begin(self, begun: tuple[tuple[str, int], ...]) -> None:
        """Each case stands at a chapter, as far as the money allows; what it cost may be less."""
        self.play([*GRANTS[0].registered(), AUTHORISED])
        for grant, (last, cost) in zip(GRANTS, begun, strict=True):
            self.at[grant.case] = CHAPTERS.index(last)
            used = min(last, "used", key=CHAPTERS.index)
            self.play(grant.since("registered", used))
            for chapter in CHAPTERS[CHAPTERS.index(used) + 1 : CHAPTERS.index(last) + 1]:
                self.play(self.chapter(grant, chapter, cost))

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

    @precondition(lambda self: self.funds)
    @rule(
        data=st.data(),
        says=st.sampled_from(("accepted", "rejected", "debit", "credit")),
        more=st.sampled_from((0, 0, 0, 1)),
        entry=st.sampled_from(("E1", "E2")),
    )
    def the_bank_says(self, data, says: str, *, more: int, entry: str) -> None:
        """Something true or false about an attempt of ours."""
        reference = data.draw(st.sampled_from(sorted(self.funds)))
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
        shares = self.shares() if isinstance(command, RecordBankMessage) else {}
        answer = self.story.when(command, as_=actor, on=self.today)
        if not answer.filings:
            return
        answer.granted()
        self.book.file(answer.filings, self.today)
        if isinstance(command, RecordBankMessage):
            self.ledger.hear(command, shares)
        else:
            self.ledger.take(command, self.today)
        for subject, event in answer.filings:
            self.look_at(subject, event)

    def shares(self) -> dict[str, Share]:
        """The sums that the title of each attempt has for its case."""
        return {
            reference: self.title(fund).share(reference.split(".")[0])
            for reference, fund in self.funds.items()
        }

    def look_at(self, subject: Subject, event: Event) -> None:
        """What must hold whenever such an event is filed."""
        file = self.story.desk.files[subject]
        if subject.kind in KINDS:
            steps = list(forbidden(subject.kind, file))
            assert not steps, steps
        if isinstance(event, PaymentOrdered):
            assert event.end_to_end_id not in self.funds
            self.funds[event.end_to_end_id] = event.fund
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


def three_persons(file: list[Event], order: PaymentOrdered) -> bool:
    """Whether an order was given by a third person, and none of the three drew the money."""
    drawn = next(one.requested_by for one in file if isinstance(one, dis.DrawdownRequested))
    certified = [one.certified_by for one in file if isinstance(one, dis.PaymentCertified)]
    return len({*certified, order.ordered_by, drawn}) == 4 and len(certified) == 2
