"""Messages of the bank in any order, from one beginning, and all that is true in the end."""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date

from domain.appropriation import Appropriation
from domain.bank_account import BankAccount
from domain.bank_message import RecordBankMessage
from domain.clearing import Clearing
from domain.disbursement import Disbursement
from domain.payment_run import PaymentRun
from domain.recipient import Recipient
from domain.recovery import Recovery
from tests.cast import SYSTEM
from tests.domain.kept_book import KeptBook
from tests.story import Act, Story, StoryDesk

LATER = date(2016, 4, 1)
_COMPARED = (Appropriation, BankAccount, Clearing, Disbursement, PaymentRun, Recipient, Recovery)


@dataclass
class Walk:
    """A story with its ledger; `branch` goes on without changing where it came from."""

    story: Story = field(default_factory=Story)
    book: KeptBook = field(default_factory=KeptBook)

    def after(self, acts: Iterable[Act]) -> "Walk":
        """The walk after acts, each granted and booked."""
        for ask, actor, on in acts:
            answer = self.story.when(ask, as_=actor, on=on)
            answer.granted()
            self.book.file(answer.filings, on)
        return self

    def branch(self) -> "Walk":
        """The same history, to go on from."""
        files = {subject: list(events) for subject, events in self.story.desk.files.items()}
        book = KeptBook()
        book.__dict__.update(deepcopy(self.book.__dict__))
        return Walk(Story(StoryDesk(files=files), self.story.today), book)

    def hears(self, messages: Iterable[RecordBankMessage]) -> "Walk":
        """The walk after messages of the bank, all taken in on one day."""
        return self.after(SYSTEM.asks(one, LATER) for one in messages)

    def end(self) -> dict[str, object]:
        """All that is true: each file's state, and each account of the ledger that is not empty."""
        told: dict[str, object] = {}
        for subject in self.story.desk.files:
            for state in _COMPARED:
                if subject.kind == state.KIND:
                    told[str(subject)] = self.story.state(state, subject.key)
        told["ledger"] = {place: cents for place, cents in self.book.balances.items() if cents}
        titles = [one for one in told.values() if isinstance(one, Appropriation)]
        assert self.book.agrees(titles)
        return told
