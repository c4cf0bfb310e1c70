"""Facts drawn for any rule, as an applicant could state them."""

from functools import cache

from hypothesis import strategies as st

from domain.rule_kinds import Composition, Rule
from domain.statements import facts_of

cents = st.integers(0, 12_000_000)
few = st.integers(0, 60)
percent = st.integers(0, 100)


def rows(kind, **fields):
    """Rows with keys `kind-1`, `kind-2`, … and drawn fields."""
    row = st.fixed_dictionaries(fields)

    def numbered(drawn):
        return [{"key": f"{kind}-{n}", **one} for n, one in enumerate(drawn, 1)]

    return st.lists(row, min_size=1, max_size=4).map(numbered)


@st.composite
def _items(draw):
    kinds = draw(st.lists(st.sampled_from(["staff", "fees", "rent"]), min_size=1, unique=True))
    items = []
    for kind in kinds:
        amount = draw(cents)
        part = draw(st.integers(0, amount))
        items.append({"key": kind, "amount_cents": amount, "not_eligible_cents": part})
    return items


@st.composite
def _covered(draw, cost, **fields):
    """Facts with funds of others that are not more than the cost they are for."""
    facts = draw(st.fixed_dictionaries(fields))
    return facts | {"other_funds_cents": draw(st.integers(0, cost(facts)))}


def _rows_cost(name):
    return lambda facts: sum(row["eligible_cents"] for row in facts[name])


def _own_cost(facts):
    return facts["eligible_cents"]


def _items_cost(facts):
    return sum(one["amount_cents"] - one["not_eligible_cents"] for one in facts["items"])


_LESSONS = rows("course", lessons=few, eligible_cents=cents)
_PROJECT = {"items": _items(), "own_cents": cents}
_DRAWN = {
    "YearlyCostFacts": _covered(
        _own_cost,
        eligible_cents=cents,
        months=st.integers(1, 12),
        post_percent=st.integers(1, 100),
    ),
    "AmountFacts": _covered(_own_cost, eligible_cents=cents),
    "NoticeAmountFacts": _covered(_own_cost, eligible_cents=cents, amount_cents=cents),
    "ProjectFacts": _covered(_items_cost, **_PROJECT),
    "NoticeShareFacts": _covered(_items_cost, **_PROJECT, percent=percent),
    "GuidesFacts": st.fixed_dictionaries(
        {"guides": rows("guide", minutes=st.integers(0, 40_000), coordinating=st.booleans())}
    ),
    "SeminarsFacts": _covered(
        _rows_cost("seminars"), seminars=rows("seminar", participants=few, eligible_cents=cents)
    ),
    "TrainingsFacts": _covered(
        _rows_cost("trainings"),
        trainings=rows("training", participants=few, lessons=few, eligible_cents=cents),
    ),
    "LanguageCoursesFacts": st.fixed_dictionaries(
        {"courses": rows("course", participants=few, lessons=few)}
    ),
    "AssignmentsFacts": st.fixed_dictionaries(
        {"clients": rows("client", assignments=st.integers(0, 9), excepted=st.booleans())}
    ),
    "LessonCoursesFacts": _covered(_rows_cost("courses"), courses=_LESSONS),
}


@cache
def facts_for(rule: Rule):
    """A strategy for the facts that a rule asks for."""
    if not isinstance(rule, Composition):
        return _DRAWN[facts_of(rule).__name__]
    parts = {one.id: facts_for(one.rule) for one in rule.components}
    asked = {
        one.id: st.booleans() if one.kind == "yes_or_no" else st.integers(0, 60_000)
        for one in rule.circumstances
    }
    stated = st.fixed_dictionaries(asked, optional=parts)
    return stated.filter(lambda facts: any(name in facts for name in parts))
