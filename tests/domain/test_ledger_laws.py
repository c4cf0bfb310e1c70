"""The laws of the ledger: whoever asks for whatever, no cent is granted, ordered or paid too much.

People who hold every role at once ask for anything at any time, and a bank answers, repeats itself
and errs. A second bookkeeping (`reference_ledger`) takes in what was granted and must agree.
"""

import os

from hypothesis import HealthCheck, settings
from hypothesis.stateful import invariant, run_state_machine_as_test

from domain.approval import Approval
from domain.proof_of_use import ProofOfUse
from domain.recovery import Recovery
from tests.domain.ledger_walk import GRANTS, TITLES
from tests.domain.recovery_walk import RecoveryWalk
from tests.domain.reference_claims import Claims

WALKS = int(os.environ.get("AKTE_LEDGER_WALKS", "60"))
"""How many walks of forty steps are taken; 7,500 are 300,000 steps."""


class LedgerLaws(RecoveryWalk):
    """The laws hold after every answer."""

    @invariant()
    def both_books_agree(self) -> None:
        titles = [self.title(key) for key in TITLES]
        for case, account in self.ledger.accounts.items():
            shares = [figures(one.share(case)) for one in titles]
            assert tuple(map(sum, zip(*shares, strict=True))) == figures(account.share)
        accounts = self.ledger.accounts.values()
        bound = sum(account.reserved + account.committed for account in accounts)
        assert sum(one.bound for one in titles) == bound
        said = (titles[0].appropriated, titles[0].frozen, titles[1].authorised)
        assert said == (self.ledger.appropriated, self.ledger.frozen, self.ledger.authorised)

    @invariant()
    def each_cent_lies_on_one_account(self) -> None:
        assert self.book.agrees([self.title(key) for key in TITLES])
        assert all(self.book.publishes(grant.case) for grant in GRANTS)

    @invariant()
    def both_books_agree_on_each_claim(self) -> None:
        for case, account in self.ledger.accounts.items():
            state, said = self.story.state(Recovery, case), account.claims
            claims = (figures(state.principal), figures(state.interest), state.surplus_cents)
            assert claims == (figures(said.principal), figures(said.interest), said.surplus)
            assert min(said.principal.open, said.interest.open, said.surplus) >= 0
            assert self.book.of_claims(case) == claimed(said)

    @invariant()
    def no_cent_too_much(self) -> None:
        for account in self.ledger.accounts.values():
            claimed = account.claims.principal.claimed
            assert 0 <= account.paid + account.ordered <= account.committed
            assert account.committed <= account.approved + claimed
            assert account.in_hand + account.ordered <= account.approved
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


def claimed(said: Claims) -> dict[str, int]:
    """The accounts of the ledger that hold what became of a case's claims."""
    principal, interest = said.principal, said.interest
    return {
        "to_repay": principal.open,
        "repaid": principal.repaid + principal.set_off,
        "waived": principal.waived,
        "written_off": principal.written_off,
        "interest_due": interest.open,
        "interest_received": interest.repaid + interest.set_off,
        "interest_waived": interest.waived,
        "interest_written_off": interest.written_off,
        "surplus": said.surplus,
    }


def figures(sums: object) -> tuple[int, ...]:
    """All amounts of a record, in the order of its fields."""
    return tuple(vars(sums).values())


def test_no_cent_too_much_is_granted_ordered_paid_or_claimed() -> None:
    walk = settings(
        max_examples=WALKS,
        stateful_step_count=40,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(LedgerLaws, settings=walk)
