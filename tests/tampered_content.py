"""Bundles whose events were rightly sealed and yet are wrong in themselves."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from tests.computations import RIGHT, WRONG
from tests.tampered_case import Case, Told, case_of, filed
from tests.written_record import Written, written

ONE, TWO, GONE, BANK = ("a" * 64, "b" * 64, "c" * 64, "d" * 64)
CASE = "application:WIR-2026-T0001"
SUM = {"key": "a", "rule": "sum", "inputs": {"months": 12}, "result_cents": 12}


def contents(folder: Path) -> Iterator[Case]:
    """Computations, sums, facts, documents, and what cannot be read."""
    yield from _computations(folder)
    yield from _sums(folder)
    yield from _facts(folder)
    yield from _documents(folder)
    yield from _unreadable(folder)
    yield from _counts(folder)


def _one(content: object, topic: str = "a.b.v1") -> Told:
    return CASE, topic, content, "a"


def _computations(folder: Path) -> Iterator[Case]:
    right = [_one({"trace": trace}) for trace in RIGHT]
    yield case_of("computations add up", filed(*right), folder)
    for number, start in enumerate(range(0, len(WRONG), 20)):
        wrong = [_one({"trace": trace}) for trace in WRONG[start : start + 20]]
        yield case_of(f"computations do not add up {number}", filed(*wrong), folder)
    deep = [{"b": [{"trace": [SUM | {"result_cents": 13}]}]}, {"trace": "of old"}, {"trace": {}}]
    yield case_of("a computation anywhere", filed(*map(_one, deep)), folder)
    paint = {"trace": [SUM | {"key": "\x1b[2J\nAlles hält.", "result_cents": 1}]}
    yield case_of("what a bundle says commands no terminal", filed(_one(paint)), folder)


def _sums(folder: Path) -> Iterator[Case]:
    steps = [SUM | {"key": key} for key in ("a", "final", "refund", "outstanding")]
    steps[3] = {"key": "outstanding", "rule": "sum", "inputs": {"x": 7}, "result_cents": 7}
    right = {"amount_cents": 7, "final_cents": 12, "refund_cents": 12, "outstanding_cents": 7}
    right |= {"trace": steps}
    told = [{"final_cents": 12, "x": right}, {"assessed_cents": 7, "x": right}]
    told += [{"assessed_cents": 6, "x": right}, {"amount_cents": 99, "x": right}]
    told += [{"trace": [], "assessed_cents": 0, "amount_cents": 0}]
    told += [{"x": {"trace": [SUM], "final_cents": 3}, "final_cents": 2}]
    yield case_of("sums are what was computed", filed(*map(_one, told)), folder)
    wrong = [right | {name: 1} for name in right if name != "trace"]
    wrong += [{"x": right} | {f"{name}_cents": 1} for name in ("final", "refund", "outstanding")]
    wrong += [{"assessed_cents": 8, "x": right}, {"trace": [], "amount_cents": 1}]
    wrong += [{"trace": [], "assessed_cents": 1}]
    yield case_of("sums are not what was computed", filed(*map(_one, wrong)), folder)


def _step(key: str, **inputs: int) -> dict[str, object]:
    return {"key": key, "rule": "rest", "inputs": inputs, "result_cents": 5}


def _checked(facts: object, *steps: dict[str, object]) -> list[Told]:
    submitted = _one({"facts": facts, "documents": []}, "application.submitted.v1")
    checked = {"assessment": {"trace": list(steps)}}
    return [submitted, (CASE, "application.checked.v1", checked, "b")]


def _facts(folder: Path) -> Iterator[Case]:
    deducted = {"cost": 9, "-months": 4}
    right = {
        "filed": ({"months": 5}, _step("a", months=5)),
        "filed and deducted": ({"months": 4}, _step("a", **deducted)),
        "filed for the part": ({"months": 9, "p": {"months": 5}}, _step("p.a", months=5)),
        "filed for the whole": ({"months": 5, "p": [{"months": 9}]}, _step("p.a", months=5)),
        "named like a part": ({"p": {"months": 7}}, _step("a", p=5)),
    }
    for name, (facts, step) in right.items():
        yield case_of(f"facts as {name}", filed(*_checked(facts, step)), folder)
    wrong = {
        "filed": ({"months": 6}, _step("a", months=5)),
        "filed and deducted": ({"months": 5}, _step("a", **deducted)),
        "filed for the part": ({"months": 5, "p": {"months": 9}}, _step("p.a", months=5)),
    }
    for name, (facts, step) in wrong.items():
        yield case_of(f"facts other than {name}", filed(*_checked(facts, step)), folder)
    late = _checked({"months": 5}, _step("a", months=5))
    again = [*_checked({"months": 6}, _step("a", months=6)), *late]
    yield case_of("the last application counts", filed(*again), folder)
    other = [("application:T9", *one[1:]) for one in _checked({"months": 6})[:1]]
    yield case_of("another case's facts do not count", filed(*late, *other, late[1]), folder)
    step = _step("a", months=5)
    alone = {"trace": [_step("months", cost=5), step]}
    yield case_of("facts bind the check alone", filed(late[0], _one(alone)), folder)


def _documents(folder: Path) -> Iterator[Case]:
    lost = filed(
        _one({"documents": [ONE, 5, "short"], "document": TWO}),
        _one({"document": ONE, "documents": TWO}),
        *_destroyed(),
    )
    yield case_of("documents are lost", lost, folder)
    yield case_of("documents are destroyed", filed(*_destroyed()), folder)
    back = filed(*_destroyed(), _one({"document": GONE}))
    yield case_of("a destroyed document is filed again and lost", back, folder)
    bank = filed(*_destroyed(), _one({"document": BANK}))
    yield case_of("a bank file is filed as a document and lost", bank, folder)
    record = written(Random(5), 3)
    digest = sorted(record.documents)[0]
    gone = {"destroyed": [digest]}
    record.file("x:1", "retention.destroyed.v1", gone)
    record.seal()
    yield case_of("a destroyed document is enclosed", record, folder)
    record = written(Random(5), 3)
    one, other = sorted(record.documents)[:2]
    swapped = {one: record.documents[other], other: record.documents[one]}
    record.documents |= swapped
    yield case_of("two cases' documents are swapped", record, folder)
    record = written(Random(5), 3)
    record.documents["e" * 64] = b"stray"
    yield case_of("a stray document", record, folder)


def _destroyed() -> Iterator[Told]:
    yield _one({"document": GONE})
    yield _one({"destroyed": [GONE]}, "retention.destroyed.v1")
    yield ("payment_run:1", "payment_run.frozen.v1", {}, "a")
    yield ("payment_run:1", "payment_run.file_written.v1", {"sha256": BANK}, "a")


def _raw(state: bytes) -> Written:
    record = filed(_one({}), _one({}))
    record.rows[0][5] = state
    record.relink(0)
    record.seal()
    return record


def _unreadable(folder: Path) -> Iterator[Case]:
    states = {
        "cut": b'{"trace":',
        "no object": b'["trace", {"trace": [{}]}]',
        "no text": b'{"trace": "\xff"}',
        "deep": b'{"trace": ' + b"[" * 100_000,
        "disguised": rb'{"\u0074race": [{"key": 1}]}',
        "in another code": '{"trace": [{"key": 1}]}'.encode("utf-16-be"),
        "a number as list": b'{"document": 1, "trace": [7]}',
    }
    for name, state in states.items():
        yield case_of(f"content is {name}", _raw(state), folder)
    yield case_of("sealed fields", filed(_one({"$sealed": {"a": 1}})), folder)
    certified = _one({}, "disbursement.certified.v1")
    yield case_of("a certificate of nothing", filed(certified), folder)


def _counts(folder: Path) -> Iterator[Case]:
    def broken(subject: str, place: int) -> Written:
        record = filed(*((subject, "a.b.v1", {}, "a") for _ in range(3)))
        record.rows[place][2] += 1  # type: ignore[operator]  # the count of its file
        record.relink(place)
        record.seal()
        return record

    case = "WIR-2026-T0001"
    yield case_of("a file's count is broken", broken("x:1", 1), folder)
    yield case_of("an extract's count is broken", broken(f"x:{case}.1", 1), folder, case=case)
    other = broken(f"x:{case}-2", 0)
    yield case_of("of another file an extract may begin anywhere", other, folder, case=case)
    for name, year in (("begins with the time", 2000), ("begins before the time", 1999)):
        record = filed(_one({}), _one({}))
        moment = datetime(2000, 1, 1, tzinfo=UTC)
        record.rows[0][1] = moment if year == 2000 else moment.replace(year=1999)
        record.relink(0)
        record.seal()
        yield case_of(f"a record {name}", record, folder)
