"""How a form begins: values nobody has to type again, choices, and what to look at."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from web.case_file import CaseFile
from web.fields import Ask, Choice, Schema
from web.visit import Visit


@dataclass(frozen=True)
class Preparation:
    """How the form of one act begins.

    `panels` are the parts of the case to show beside it, `without` the fields nobody needs.
    """

    initial: Mapping[str, object] = field(default_factory=dict)
    choices: Mapping[str, Sequence[Choice]] = field(default_factory=dict)
    facts: Schema | None = None
    without: frozenset[str] = frozenset()
    panels: tuple[str, ...] = ()

    def ask(self, fixed: Mapping[str, object]) -> Ask:
        """What the form asks for, without what is known from the address."""
        return Ask(self.without | set(fixed), self.choices, self.facts)


Prepare = Callable[[Visit, CaseFile, int], Preparation]


def looking_at(*panels: str) -> Prepare:
    """A form that begins empty beside these panels."""
    return lambda visit, file, number: Preparation(panels=panels)
