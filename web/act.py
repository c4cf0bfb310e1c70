"""An act that pages offer: which command, about which thing, and when it is possible."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from domain.desk import Desk
from domain.kernel import Command, Context, Role
from domain.policy import ALLOWED

Place = Literal["case", "payment", "recipient", "draw", "clearing", "run", "gap", "house"]
"""What an act is about: a case, one draw-down of it, a recipient, a draw, a line of the bank that
fits no order, a payment run, a gap between statements, or none of them."""

Guard = Callable[[Desk, str, Context], None]
PaymentGuard = Callable[[Desk, tuple[str, int], Context], None]


@dataclass(frozen=True)
class Act:
    """A command that pages offer. `probe` makes the command where nothing has to be typed.

    `aside` marks what is no step forward, such as to return something: never the main button.
    `quiet` marks what most cases never need: it shows only where it is possible.
    `rare` marks what few cases need: its button is folded up below the others.
    """

    command: type[Command]
    place: Place
    guard: Guard | PaymentGuard | None = None
    probe: Callable[[Desk, str, Context], Command] | None = None
    aside: bool = False
    quiet: bool = False
    rare: bool = False

    @property
    def name(self) -> str:
        """The stable name of the command."""
        return self.command.NAME

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles to which the act belongs."""
        return ALLOWED[self.command]

    def allows(self, context: Context) -> bool:
        """Whether the act belongs to the role."""
        return context.role in self.roles
