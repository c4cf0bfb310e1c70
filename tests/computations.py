"""Small computations that add up, and the same ones with a wrong result."""

from typing import Any

Step = dict[str, Any]


def _step(rule: str, result: int, **inputs: Any) -> Step:
    return {"key": "a", "rule": rule, "inputs": inputs, "result_cents": result}


def _limits(result: int, **inputs: Any) -> Step:
    return _step("where_any", result, amount=9, **inputs)


_STEPS = [
    _step("product", 6, a=2, b=3),
    _step("product", 3, a=7, per=2),
    _step("product", 4, a=7, per=2, rounding="half_up"),
    _step("product", 3, a=10, per=3, rounding="half_up"),
    _step("product", 2, a=7, per_cents=3),
    _step("product", 3, a=7, per=2, rounding="down"),
    _step("threshold", 5, change=10, new_funds=3, limit=10, approved=5, anew=7),
    _step("threshold", 7, change=11, new_funds=3, limit=10, approved=5, anew=7),
    _step("threshold", 7, change=3, new_funds=11, limit=10, approved=5, anew=7),
    _step("threshold", 8, change=11, new_funds=3, limit=10, approved=5, share=8),
    _step("threshold", 0, change=11, new_funds=3, limit=10, approved=5),
    _limits(9, days=1),
    _limits(0, days=0),
    _limits(9, days=5, days_at_least=5),
    _limits(0, days=4, days_at_least=5),
    _limits(9, days=5, days_at_most=5),
    _limits(0, days=6, days_at_most=5),
    _limits(9, days=4, days_below=5),
    _limits(0, days=5, days_below=5),
    _limits(9, days=5, days_at_least=5, days_at_most=6),
    _limits(0, days=7, days_at_least=5, days_at_most=6),
    _limits(0, days=4, days_at_least=5, days_at_most=6),
    _limits(9, days=0, days_at_most=5),
    _limits(9, days=0, days_below=5),
    _limits(9, days=0, others=2),
    _limits(0),
    _step("rest", 4, whole=9, **{"-taken": 5}),
    _step("rest", 0, whole=5, **{"-taken": 9}),
    _step("rest", 1, whole=1),
    _step("distance", 4, a=9, b=5),
    _step("distance", 4, a=5, b=9),
    _step("sum", 14, a=9, b=5),
    _step("lesser", 5, a=9, b=5),
]


def _named(key: str, result: int, **inputs: Any) -> Step:
    return _step("sum", result, **inputs) | {"key": key}


def _less(key: str, result: int, **inputs: Any) -> Step:
    return _named(key, result, **inputs) | {"rule": "rest"}


RIGHT: list[list[Step]] = [
    *([one] for one in _STEPS),
    [_named("p.a", 2, x=2), _named("p.b", 3, a=2, y=1)],
    [_named("a", 5, x=5), _named("p.a", 2, x=2), _named("p.b", 2, a=2)],
    [_named("a", 5, x=5), _named("p.b", 5, a=5)],
    [_named("a", 2, x=2), _less("b", 1, y=3, **{"-a": 2})],
    [_named("a", 2, x=2), _less("b", 1, y=3, **{"-a": 2}), _named("c", 1, b=1)],
    [],
]
WRONG: list[list[Step]] = [
    *([one | {"result_cents": one["result_cents"] + 1}] for one in _STEPS),
    [_step("product", 0, a=1, per=0)],
    [_named("p.a", 2, x=2), _named("p.b", 4, a=3, y=1)],
    [_named("a", 5, x=5), _named("p.a", 2, x=2), _named("p.b", 5, a=5)],
    [_named("a", 5, x=5), _named("p.b", 4, a=4)],
    [_named("a", 2, x=2), _less("b", 0, y=3, **{"-a": 3})],
    [_named("a", 2, x=2), _named("a", 2, x=2)],
]
