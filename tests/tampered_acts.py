"""Bundles in which somebody acted twice, or too early."""

from collections.abc import Iterator
from pathlib import Path

from projections.audit.verify import ARITHMETICAL, CERTIFIED, FACTUAL, LATER, SECOND_PERSON
from tests.tampered_case import Case, Told, case_of, filed

PAIRS = SECOND_PERSON + LATER
ORDERED = "disbursement.ordered.v1"
AT_ONCE = 9
"""Pairs in one bundle: a report shows twenty faults."""


def acts(folder: Path) -> Iterator[Case]:
    """Every pair of acts: in order by two, by one person, and without the first."""
    seconds = dict.fromkeys(second for second, _ in PAIRS)
    whole = [one for n, second in enumerate(seconds) for one in _story(second, f"x:{n}")]
    yield case_of("every act by another person", filed(*whole), folder)
    for number, start in enumerate(range(0, len(PAIRS), AT_ONCE)):
        pairs = PAIRS[start : start + AT_ONCE]
        same = [one for n, pair in enumerate(pairs) for one in _alone(pair, f"x:{n}")]
        yield case_of(f"acts by one person {number}", filed(*same), folder)
        early = [one for n, pair in enumerate(pairs) for one in _early(pair, f"x:{n}")]
        yield case_of(f"acts too early {number}", filed(*early), folder)
    yield from _of_a_case(folder)


def _needed(step: str) -> Iterator[str]:
    for second, first in PAIRS:
        if second == step:
            yield from _needed(first)
            yield first


def _act(subject: str, step: str, person: str) -> Told:
    content: dict[str, object] = {"sha256": "d" * 64}
    if step in (FACTUAL, ARITHMETICAL):
        content, step = {"certificate": step.partition(" ")[0]}, CERTIFIED
    return subject, step, content, person


def _story(second: str, subject: str) -> Iterator[Told]:
    steps = [*dict.fromkeys(_needed(second)), second]
    yield from (_act(subject, step, f"p{n}") for n, step in enumerate(steps))


def _alone(pair: tuple[str, str], subject: str) -> Iterator[Told]:
    """All that an act needs, its own first act by the same person."""
    for one in _story(pair[0], subject):
        twice = (
            one[:3] == _act(subject, pair[1], "")[:3] or one[:3] == _act(subject, pair[0], "")[:3]
        )
        yield (*one[:3], "p") if twice else one


def _early(pair: tuple[str, str], subject: str) -> Iterator[Told]:
    """All that an act needs, its own first act too late."""
    first = _act(subject, pair[1], "q")
    yield from (one for one in _story(pair[0], subject) if one[:3] != first[:3])
    yield first


def _of_a_case(folder: Path) -> Iterator[Case]:
    requested, returned = LATER[1]
    told = [("approval:T1", returned, {}, "a"), ("disbursement:T1.1", requested, {}, "b")]
    yield case_of("money is drawn on the case's declaration", filed(*told), folder)
    yield case_of("money is drawn before the declaration", filed(*reversed(told)), folder)
    other = [("approval:T2", returned, {}, "a"), ("disbursement:T1.1", requested, {}, "b")]
    yield case_of("another case's declaration does not count", filed(*other), folder)
    handed, _ = LATER[-1]
    run = "payment_run:WIR-2026-T0001-run"
    told = [("x:WIR-2026-T0001", "a.b.v1", {}, "a"), (run, handed, {}, "a")]
    yield case_of(
        "an extract need not hold the first act of another file",
        filed(*told),
        folder,
        case="WIR-2026-T0001",
    )
    second, first = SECOND_PERSON[0]
    told = [(run, first, {}, "a"), (run, second, {}, "a")]
    yield case_of(
        "in another file of an extract one person is one",
        filed(*told),
        folder,
        case="WIR-2026-T0001",
    )
    again = [*_story(ORDERED, "x:1"), _act("x:1", ORDERED, "p2")]
    yield case_of("the first certifier orders again", filed(*again), folder)
