"""The ledger's own book, kept beside a story: each cent on one account, as the titles say."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from domain.appropriation import Appropriation
from domain.kernel import Entry, Filings
from projections.book import Book, Place
from projections.open_data import transactions
from projections.postings import table
from tests.cast import SYSTEM
from tests.story import context

BOUND = (
    *("committed", "ordered", "in_transit", "paid", "proven"),
    *("to_repay", "repaid", "waived", "written_off"),
)
"""The accounts that hold what a title calls committed."""
CLAIMED = (
    *("to_repay", "repaid", "waived", "written_off", "surplus"),
    *("interest_due", "interest_received", "interest_waived", "interest_written_off"),
)
"""The accounts that say what became of a claim."""


class KeptBook(Book):
    """Takes filings in as they come, and tells whether it agrees with the titles."""

    def __init__(self) -> None:
        super().__init__({}, {})
        self.position = 0

    def file(self, filings: Filings, today: date) -> None:
        """Posts what was filed; only place and day of an entry count here."""
        for subject, event in filings:
            self.position += 1
            moment = datetime.combine(today, time(), UTC)
            asked = context(SYSTEM, today)
            self.take(Entry(self.position, subject, 1, event, asked, moment))

    def agrees(self, titles: Iterable[Appropriation]) -> bool:
        """Whether all accounts add up to zero, hold what the titles say, and none is overdrawn."""
        accounts = table().accounts
        overdrawn = [one for one, cents in self.balances.items() if cents < 0]
        return all(self._as_said(title) for title in titles) and all(
            accounts[one.account].contra for one in overdrawn
        )

    def of_claims(self, case: str) -> dict[str, int]:
        """What the accounts of claims hold for a case."""
        sums = dict.fromkeys(CLAIMED, 0)
        for one, cents in self.balances.items():
            if one.case == case and one.account in sums:
                sums[one.account] += cents
        return sums

    def publishes(self, case: str) -> bool:
        """Whether the published transactions of a case add up to what lies on its accounts."""
        held = dict.fromkeys((*BOUND, "written_off"), 0)
        for place, cents in self.balances.items():
            if place.case == case and place.account in held:
                held[place.account] += cents
        told = [*transactions(line for line in self.journal if line.case == case)]
        award, paid = (
            sum(one.amount_cents for one in told if one.kind in kinds)
            for kinds in ({"award", "award_adjustment"}, {"disbursement", "refund"})
        )
        kept = held["paid"] + held["proven"] + held["waived"]
        undrawn = held["committed"] + held["ordered"] + held["in_transit"]
        return award == undrawn + kept and paid == kept + held["to_repay"] + held["written_off"]

    def _as_said(self, title: Appropriation) -> bool:
        of_title = {one: cents for one, cents in self.balances.items() if one.title == title.key}
        free = title.appropriated - title.bound - title.frozen - title.gone
        if sum(of_title.values()) or of_title.get(Place(title.key, "", "free"), 0) != free:
            return False
        for case, share in title.shares.items():
            held = {one.account: cents for one, cents in of_title.items() if one.case == case}
            bound = [held.get(name, 0) for name in BOUND]
            said = (share.reserved, share.committed, share.ordered)
            if said != (held.get("reserved", 0), sum(bound), sum(bound[1:3])):
                return False
        return True
