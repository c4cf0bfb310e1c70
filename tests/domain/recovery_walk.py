"""The walk goes on through claims: heard, assessed, met in every way, settled and examined anew."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from domain.claim import Ground
from tests import cast
from tests.domain.ledger_walk import AMOUNTS, COSTS, GRANTS, PERSONS, LedgerWalk
from tests.domain.recovery_acts import Recalling
from tests.domain.reference_ledger import Account
from tests.story import Actor
from tests.usual_grant import Grant

GROUNDS: tuple[Ground, ...] = (
    *("settlement", "settlement", "condition", "withdrawal", "revocation"),
    "provisional",
)
PARTS = (1, 333_33, 4_000_00, 10_000_00, 50_000_00)
"""Amounts of which some meet a claim in part and some go beyond it."""


class RecoveryWalk(LedgerWalk):
    """Recoveries beside everything else; interest for late use has its own tests."""

    @rule(
        grant=st.sampled_from(GRANTS),
        person=st.sampled_from(PERSONS),
        cents=st.sampled_from(PARTS),
        ground=st.sampled_from(GROUNDS),
        data=st.data(),
    )
    def somebody_recovers(self, grant, person, *, cents, ground, data) -> None:
        """Any person, in any role, for anything about a claim."""
        wishes = self.recalling(grant, cents).by_role(ground, draw_case=grant.case)
        role, asks = data.draw(st.sampled_from(sorted(wishes.items())))
        scope = cast.BODY if role == "applicant" else None
        self.ask(data.draw(st.sampled_from(asks)), Actor(person, role, scope))

    @precondition(lambda self: self.paid())
    @rule(
        data=st.data(),
        cents=st.sampled_from(AMOUNTS),
        ground=st.sampled_from(GROUNDS),
        ends=st.booleans(),
    )
    def a_claim_is_made(self, data, cents: int, *, ground: Ground, ends: bool) -> None:
        """The usual proceeding as a whole, as far as it is allowed."""
        grant = data.draw(st.sampled_from(self.paid()))
        if self.account(grant).settled:
            ground = "settlement"
        told = self.recalling(grant, cents)
        opening, hearing, *_ = told.proceeding(ground)
        self.ask(opening, cast.ADLER)
        self.ask(hearing, cast.ADLER)
        self.ask(told.statement, cast.ANTRAG)
        self.ask(told.refund(ends=ends), cast.BIRKE)
        self.ask(told.signature, cast.DORN)

    @precondition(lambda self: self.claimed())
    @rule(
        data=st.data(),
        other=st.sampled_from(GRANTS),
        cents=st.sampled_from(PARTS),
        days=st.sampled_from((0, 90)),
    )
    def a_measure_is_signed(self, data, other: Grant, *, cents: int, days: int) -> None:
        """Any measure, laid and signed by the usual persons, at once or when it is due."""
        self.today += timedelta(days=days)
        told = self.recalling(data.draw(st.sampled_from(self.claimed())), cents)
        self.ask(data.draw(st.sampled_from(told.measures(other.case))), cast.BIRKE)
        self.ask(told.signature, cast.DORN)

    @precondition(lambda self: self.claimed())
    @rule(
        data=st.data(),
        cents=st.sampled_from(PARTS),
        entry=st.sampled_from(("B1", "B2", "B3", "B4")),
        back=st.booleans(),
    )
    def money_comes_back(self, data, cents: int, *, entry: str, back: bool) -> None:
        """A repayment, new or said again; or what was too much goes back."""
        told = self.recalling(data.draw(st.sampled_from(self.claimed())), cents)
        self.ask(told.surplus_back(f"S{entry}") if back else told.repayment(entry), cast.HCC)

    @precondition(lambda self: self.settled())
    @rule(data=st.data(), cost=st.sampled_from(COSTS))
    def the_proof_is_examined_anew(self, data, cost: int) -> None:
        """Taken up again, examined with another result, and settled again."""
        grant = data.draw(st.sampled_from(self.settled()))
        self.ask(self.recalling(grant, 1).reopening, cast.EICHE)
        for chapter in ("examined", "settled"):
            for ask, actor, _ in self.chapter(grant, chapter, cost):
                self.ask(ask, actor)

    def paid(self) -> list[Grant]:
        """The cases of which money was paid."""
        return [one for one in GRANTS if self.account(one).paid]

    def claimed(self) -> list[Grant]:
        """The cases of which something was claimed or settled."""
        found = self.settled()
        return found + [one for one in GRANTS if self.account(one).claims.principal.claimed]

    def settled(self) -> list[Grant]:
        """The cases whose examination is closed."""
        return [one for one in GRANTS if self.account(one).settled]

    def account(self, grant: Grant) -> Account:
        """What the second bookkeeping knows of a case."""
        return self.ledger.accounts.get(grant.case) or Account()

    def recalling(self, grant: Grant, cents: int) -> Recalling:
        """The wishes about a case today."""
        return Recalling(grant.case, cents, self.today)
