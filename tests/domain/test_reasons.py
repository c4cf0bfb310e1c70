"""Every reason can stand in a letter: two languages, the law, what to do next; each is used."""

import ast
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest

import domain.reasons
from domain.kernel import Refusal
from tests.house.source import PACKAGES, modules, tree

REASONS = {
    name: value
    for module in pkgutil.iter_modules(domain.reasons.__path__, "domain.reasons.")
    for name, value in vars(import_module(module.name)).items()
    if isinstance(value, Refusal)
}
TEXTS = ("german", "english", "next_german", "next_english")


def placeholders(reason: Refusal) -> set[str]:
    """The names that the texts of a reason wait for."""
    found = (Formatter().parse(getattr(reason, text)) for text in TEXTS)
    return {name for parsed in found for _, name, _, _ in parsed if name is not None}


def named(node: ast.expr) -> str | None:
    """The reason that an expression such as `reasons.NOT_FINAL` or `NOT_FINAL` names."""
    name = {ast.Name: "id", ast.Attribute: "attr"}.get(type(node))
    found = getattr(node, name) if name else None
    return found if found in REASONS else None


def calls() -> Iterator[tuple[Path, str, ast.Call]]:
    """Every `REASON.because(…)` in the code."""
    for path in modules(*PACKAGES):
        for node in ast.walk(tree(path)):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            reason = named(node.func.value)
            if reason and node.func.attr == "because":
                yield path, reason, node


def test_there_are_reasons_and_uses_to_speak_of() -> None:
    assert len(REASONS) > 50
    assert len(list(calls())) > 100


@pytest.mark.parametrize("name", sorted(REASONS))
def test_a_reason_says_why_by_which_law_and_what_to_do_in_two_languages(name: str) -> None:
    reason = REASONS[name]
    for text in TEXTS:
        assert re.fullmatch(r"[A-ZÄÖÜ„].*[.!]", getattr(reason, text), re.DOTALL), text
    assert reason.german != reason.english
    assert reason.next_german != reason.next_english
    assert reason.basis.strip()
    assert re.fullmatch(r"[a-z][a-z_]*", reason.code)


def test_no_code_means_two_things() -> None:
    codes = [reason.code for reason in REASONS.values()]
    assert sorted(codes) == sorted(set(codes))


def test_every_reason_is_given_somewhere() -> None:
    used = {
        reason
        for path in modules(*PACKAGES)
        if path.parts[:2] != ("domain", "reasons")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Name | ast.Attribute) and (reason := named(node))
    }
    assert set(REASONS) - used == set()


def test_every_gap_in_a_reason_is_filled_wherever_it_is_given() -> None:
    faults = [
        f"{path}:{call.lineno} {name}"
        for path, name, call in calls()
        if {word.arg for word in call.keywords} != placeholders(REASONS[name])
    ]
    assert faults == []


def test_a_reason_given_as_it_stands_has_no_gap() -> None:
    given = {id(call.func) for _, _, call in calls()}
    bare = {
        reason
        for path in modules(*PACKAGES)
        for node in ast.walk(tree(path))
        for child in ast.iter_child_nodes(node)
        if isinstance(child, ast.Name | ast.Attribute)
        and (reason := named(child))
        and id(node) not in given
        and not isinstance(getattr(child, "ctx", None), ast.Store)
    }
    assert {name for name in bare if placeholders(REASONS[name])} == set()
