"""What the pages and the API stand on: the office, the views, the documents, the persons."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from domain.desk import Desk
from domain.payment_run import Debtor
from office.accesses import Accesses
from office.office import Office
from office.visits import Visits
from projections.views import Views
from web.persons import Persons

_DESIGN = Path(__file__).parents[1] / "node_modules" / "@kern-ux" / "native" / "dist"


class DocumentStore(Protocol):
    """Documents under the SHA-256 of their content."""

    def put(self, content: bytes) -> str:
        """Keeps the content; returns its digest."""
        ...

    def get(self, digest: str) -> bytes:
        """The content; FileNotFoundError where there is none."""
        ...

    def has(self, digest: str) -> bool:
        """Whether there is one."""
        ...


class Advice(Protocol):
    """What a cash office is told of one payment, as facts and as a letter."""

    @property
    def name(self) -> str:
        """The name of its file."""
        ...

    def facts(self) -> dict[str, object]:
        """What the letter says, for a program."""
        ...

    def pdf(self) -> bytes:
        """The letter."""
        ...


Advise = Callable[[Desk, str, int], Advice | None]
"""The advice of a payment by case and number, `None` where there is nothing to tell yet."""


@dataclass(frozen=True, kw_only=True)
class Portal:
    """Everything that `create_app` needs, wired by the process that serves it.

    `secret` signs sessions and training tokens. `check_upload` gives the kind of a document by
    content and name or raises Refused; without it no file can be handed in. `debtor` fills the
    form of a payment run. `advise` makes the advice of a payment, `run_report` the PDF of a run
    that is frozen. `design` is the `dist` folder of the KERN design system.
    """

    office: Office
    views: Views
    documents: DocumentStore
    accesses: Accesses
    visits: Visits
    persons: Persons
    secret: bytes
    training: bool
    wall_clock: Callable[[], datetime]
    check_upload: Callable[[bytes, str], str] | None = None
    debtor: Debtor | None = None
    advise: Advise | None = None
    run_report: Callable[[str], bytes] | None = None
    design: Path = _DESIGN
