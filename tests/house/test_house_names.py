"""Names that outlive code are in one frozen list: new ones are added, none ever goes."""

import re

import pytest

from tests.house.names import frozen, in_code

KINDS = "topics commands workflows workflow_messages activities task_queues projections".split()


def test_every_kind_of_name_is_watched() -> None:
    assert sorted(in_code()) == sorted(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_new_name_was_added_to_the_list(kind: str) -> None:
    new = set(in_code()[kind]) - set(frozen().get(kind, []))
    assert not new, "run: python -m tests.house.names --freeze"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "projections"])
def test_no_released_name_is_gone(kind: str) -> None:
    """An event's old topic stays readable by an upcast; a read model's old version may go."""
    assert set(frozen().get(kind, [])) - set(in_code()[kind]) == set()


def test_no_projection_goes_back_to_a_version_it_had_before() -> None:
    def latest(names: list[str]) -> dict[str, int]:
        pairs = sorted((name.rpartition(".v")[0], int(name.rpartition(".v")[2])) for name in names)
        return dict(pairs)

    now, before = latest(in_code()["projections"]), latest(frozen().get("projections", []))
    assert {name: now[name] for name in now if now[name] < before.get(name, 0)} == {}


def test_a_topic_says_subject_fact_and_version() -> None:
    form = re.compile(r"[a-z_]+\.[a-z_]+\.v[1-9]\d*")
    assert [topic for topic in in_code()["topics"] if not form.fullmatch(topic)] == []


@pytest.mark.parametrize("kind", ["commands", "workflows", "activities", "workflow_messages"])
def test_other_names_are_plain_words_and_no_python_path(kind: str) -> None:
    form = re.compile(r"[a-z][a-z_]*")
    assert [name for name in in_code()[kind] if not form.fullmatch(name)] == []
