"""The worked examples of the law: read from their table and written as a page of the reference.

`python -m tests.domain.worked_examples` writes the page; a test keeps it.
"""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import programmes

TESTS = Path(__file__).parents[1]
ROOT = TESTS.parent
PAGE = ROOT / "docs" / "reference" / "worked-examples.md"
HEAD = """# Worked examples

Each example of the fact book, what the law gives, and the case or test that proves it. Written from
`tests/domain/worked_examples.toml` by `python -m tests.domain.worked_examples`.

| id | what | result | proven by |
|---|---|---|---|
"""


@dataclass(frozen=True)
class Example:
    """One example; `cases` are `version name`, `tests` are `file::name` below `tests`."""

    id: str
    what: str
    result: str
    cases: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()

    @property
    def row(self) -> str:
        """Its row of the page."""
        proofs = [f"`{version}`: {name}" for version, name in map(_parted, self.cases)]
        proofs += [_link(test) for test in self.tests]
        return f"| {self.id} | {self.what} | {self.result} | {'; '.join(proofs)} |\n"


def examples() -> tuple[Example, ...]:
    """All examples in the order of the fact book."""
    table = tomllib.loads((TESTS / "domain" / "worked_examples.toml").read_text("utf-8"))
    return tuple(
        Example(
            **{
                key: tuple(value) if isinstance(value, list) else value
                for key, value in one.items()
            }
        )
        for one in table["example"]
    )


def values(case: str) -> Iterator[str]:
    """What a case beside the rules expects, as it stands there."""
    version, name = _parted(case)
    programme, _, day = version.partition("@")
    folder = ROOT / "programmes" if version in programmes.versions() else TESTS / "programmes"
    kinds = tomllib.loads((folder / programme / f"{day}.cases.toml").read_text("utf-8"))
    found = [
        one
        for kind, cases in kinds.items()
        for one in cases
        if one["name"] == name and kind != "refusals"
    ]
    assert len(found) == 1, case
    whole = ("expect", "final", "refund", "shifted_from")
    for key in ("recognised",) if "recognised" in found[0] else whole:
        value = found[0].get(key, [])
        yield from map(str, value if isinstance(value, list) else [value])


def is_test(proof: str) -> bool:
    """Whether there is such a test."""
    file, _, name = proof.partition("::")
    tree = ast.parse((TESTS / file).read_text("utf-8"))
    return any(isinstance(one, ast.FunctionDef) and one.name == name for one in tree.body)


def page() -> str:
    """The page of the reference."""
    return HEAD + "".join(example.row for example in examples())


def _parted(case: str) -> tuple[str, str]:
    version, _, name = case.partition(" ")
    return version, name


def _link(test: str) -> str:
    file, _, name = test.partition("::")
    return f"[{name.removeprefix('test_').replace('_', ' ')}](../../tests/{file})"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
