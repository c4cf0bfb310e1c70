"""The wording of letters as data: of each legal block the version that is valid on a day."""

import re
import tomllib
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import StringConstraints, TypeAdapter

from domain.kernel import Day, Line, Message

TEMPLATES = Path(__file__).parent / "letter_templates"
_PLACE = re.compile(r"\{([a-z_]+)\}")


class Block(Message):
    """One version of a wording block; its text holds until the next version's first day."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)*$")]
    valid_from: Day
    basis: Line
    text: str

    @property
    def places(self) -> frozenset[str]:
        """The names of the places that a letter's data fills."""
        return frozenset(_PLACE.findall(self.text))


def read_blocks(content: str) -> tuple[Block, ...]:
    """The blocks of a TOML file.

    Errors: ValueError where an id has two versions of one day, or versions with other places:
    whoever names the block could not fill them.
    """
    blocks = TypeAdapter(tuple[Block, ...]).validate_python(tomllib.loads(content)["block"])
    if len({(one.id, one.valid_from) for one in blocks}) < len(blocks):
        raise ValueError("a block has two versions of one day")
    if len({(one.id, one.places) for one in blocks}) > len({one.id for one in blocks}):
        raise ValueError("the versions of a block have different places")
    return blocks


def valid_on(blocks: Iterable[Block], day: date) -> dict[str, Block]:
    """Of each id the youngest version that began on the day or before it."""
    begun = (one for one in blocks if one.valid_from <= day)
    return {one.id: one for one in sorted(begun, key=lambda one: one.valid_from)}


BLOCKS = read_blocks((TEMPLATES / "blocks.toml").read_text(encoding="utf-8"))
CLAUSES: dict[str, frozenset[str]] = {
    one.id.removeprefix("clause."): one.places for one in BLOCKS if one.id.startswith("clause.")
}
"""The wording blocks that a notice can name, each with the names of its places."""


@cache
def wording_on(day: date) -> dict[str, Any]:
    """All words of letters of a day: those of `wording.toml` with the blocks in their places.

    A block whose id names a table is its `text`; any other stands at its id.
    """
    words = tomllib.loads((TEMPLATES / "wording.toml").read_text(encoding="utf-8"))
    for name, block in valid_on(BLOCKS, day).items():
        *path, last = name.split(".")
        table = words
        for part in path:
            table = table.setdefault(part, {})
        if isinstance(table.get(last), dict):
            table[last]["text"] = block.text
        else:
            table[last] = block.text
    return words
